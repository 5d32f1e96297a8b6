/* RSS 0.9x, 1.0, 2.0 and Atom: a document for each entry.
 *
 * A payload is the entry's content, decoded from XML, with the title above it
 * as its own line.  Where a feed has entities of its own it is not read on:
 * nothing good comes of them. */
#include <expat.h>
#include <iconv.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buffer.h"
#include "read/feed_date.h"
#include "read/payload.h"

enum { DEEPEST = 200, STEP_ROOM = 96 };

/* Members of an entry, the better content later. */
typedef enum part {
    NONE,
    TITLE,
    LINK,
    DATE,
    SUMMARY,
    DESCRIPTION,
    CONTENT,
    ENCODED,
    PARTS
} part;

static const struct {
    const char *name;
    part part;
} names[] = {
    {"title", TITLE},     {"link", LINK},
    {"pubDate", DATE},    {"published", DATE},
    {"date", DATE},       {"summary", SUMMARY},
    {"content", CONTENT}, {"description", DESCRIPTION},
    {"encoded", ENCODED},
};

static const char *const part_names[PARTS] = {
    [TITLE] = "title",     [SUMMARY] = "summary", [DESCRIPTION] = "description",
    [CONTENT] = "content", [ENCODED] = "encoded",
};

typedef struct feed {
    isn_input *in;
    XML_Parser parser;
    unsigned depth;
    unsigned entry_depth; /* 0: outside */
    unsigned part_depth;
    part current;
    uint64_t offset; /* of the entry */
    isn_buffer parts[PARTS];
    isnad_status status; /* what ends the reading */
    bool stopped;        /* by us, told already */
} feed;

static const char *local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

static void stop(feed *f, isnad_status status, const char *reason)
{
    if (status == ISNAD_NOMEM || status == ISNAD_INTERRUPTED) {
        f->status = status;
    } else {
        isn_input_skip(f->in, (uint64_t)XML_GetCurrentByteIndex(f->parser),
                       status, reason);
    }
    f->stopped = true;
    XML_StopParser(f->parser, XML_FALSE);
}

/* Atom links stand in an attribute; the page itself is the "alternate". */
static void take_link(feed *f, const char **attributes)
{
    const char *href = NULL, *rel = NULL;
    for (; attributes[0]; attributes += 2) {
        if (strcmp(attributes[0], "href") == 0) {
            href = attributes[1];
        } else if (strcmp(attributes[0], "rel") == 0) {
            rel = attributes[1];
        }
    }
    if (href && (!rel || strcmp(rel, "alternate") == 0) &&
        f->parts[LINK].len == 0) {
        isn_buffer_text(&f->parts[LINK], href);
    }
}

static void begin_entry(feed *f)
{
    f->entry_depth = f->depth;
    f->offset = (uint64_t)XML_GetCurrentByteIndex(f->parser);
    f->current = NONE;
    for (int i = 0; i < PARTS; i++) {
        isn_buffer_clear(&f->parts[i]);
    }
}

static void begin_part(feed *f, const char *name, const char **attributes)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i].name) == 0) {
            f->current = names[i].part;
            f->part_depth = f->depth;
            if (f->current == LINK) {
                take_link(f, attributes);
            }
            /* Of two the first counts: media groups repeat titles. */
            if (f->parts[f->current].len > 0) {
                f->current = NONE;
            }
            return;
        }
    }
}

static bool is_block(const char *name)
{
    static const char *const blocks[] = {"p",  "div", "br", "li", "h1",
                                         "h2", "h3",  "h4", "tr", "blockquote"};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        if (strcmp(name, blocks[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Elements within XHTML content: blocks part the words. */
static void part_words(feed *f, const char *name)
{
    isn_buffer *out = &f->parts[f->current];
    if (f->current != NONE && is_block(name) && out->len > 0 &&
        out->data[out->len - 1] != '\n') {
        isn_buffer_char(out, '\n');
    }
}

static void XMLCALL on_start(void *data, const char *element,
                             const char **attributes)
{
    feed *f = data;
    const char *name = local_name(element);
    if (++f->depth > DEEPEST) {
        stop(f, ISNAD_LIMIT, "elements nested too deeply");
    } else if (f->entry_depth == 0) {
        if (strcmp(name, "item") == 0 || strcmp(name, "entry") == 0) {
            begin_entry(f);
        }
    } else if (f->depth == f->entry_depth + 1 && !strchr(element, ':')) {
        begin_part(f, name, attributes);
    } else if (f->depth == f->entry_depth + 1 &&
               (strncmp(element, "content:", 8) == 0 ||
                strncmp(element, "dc:", 3) == 0)) {
        begin_part(f, name, attributes);
    } else {
        part_words(f, name);
    }
}

static part best_content(const feed *f)
{
    part best = NONE;
    for (int i = SUMMARY; i < PARTS; i++) {
        if (f->parts[i].len > 0) {
            best = (part)i;
        }
    }
    return best;
}

static isnad_status deliver(feed *f, part content, const char *published)
{
    isn_input *in = f->in;
    const isn_buffer *title = &f->parts[TITLE];
    char where[STEP_ROOM], which[STEP_ROOM];
    snprintf(where, sizeof where, "entry:%" PRIu64, f->offset);
    snprintf(which, sizeof which, "xml:%s%s%s%s", title->len ? "/title" : "",
             title->len && content ? "+" : "", content ? "/" : "",
             content ? part_names[content] : "");
    isn_buffer whole;
    isn_buffer_init(&whole, 2 * (size_t)in->options->payload + 2);
    isn_buffer_add(&whole, title->data, title->len);
    if (title->len > 0 && content) {
        isn_buffer_char(&whole, '\n');
    }
    if (content) {
        isn_buffer_add(&whole, f->parts[content].data, f->parts[content].len);
    }
    isnad_status status = whole.status;
    if (!status && isn_input_push(in, where)) {
        if (isn_input_push(in, which)) {
            in->offset = f->offset;
            in->hints = (isn_read_hints){
                .url = f->parts[LINK].len ? f->parts[LINK].data : NULL,
                .charset = "utf-8",
                .published = published,
            };
            status = isn_input_bytes(in, whole.data, whole.len);
            in->hints = (isn_read_hints){0};
            isn_input_pop(in);
        }
        isn_input_pop(in);
    }
    isn_buffer_free(&whole);
    return status;
}

static void end_entry(feed *f)
{
    f->entry_depth = 0;
    isnad_status status = isn_input_next(f->in);
    if (status == ISNAD_LIMIT) {
        stop(f, status, "more records than the limit");
        return;
    }
    for (int i = 0; !status && i < PARTS; i++) {
        status = f->parts[i].status;
    }
    if (status == ISNAD_LIMIT) {
        isn_input_skip(f->in, f->offset, status,
                       "larger than the limit for one payload");
        return;
    }
    part content = best_content(f);
    char day[ISN_FEED_DATE_ROOM];
    const char *date = f->parts[DATE].len ? f->parts[DATE].data : "";
    bool dated = isn_feed_date(date, day);
    if (!status && !content && f->parts[TITLE].len == 0) {
        isn_input_skip(f->in, f->offset, ISNAD_UNSUPPORTED,
                       "an entry without text");
        return;
    }
    status = status ? status : deliver(f, content, dated ? day : NULL);
    if (status) {
        f->status = status;
        f->stopped = true;
        XML_StopParser(f->parser, XML_FALSE);
    }
}

static void XMLCALL on_end(void *data, const char *element)
{
    feed *f = data;
    if (f->depth == f->entry_depth) {
        end_entry(f);
    } else if (f->current != NONE && f->depth == f->part_depth) {
        f->current = NONE;
    } else {
        part_words(f, local_name(element));
    }
    f->depth--;
}

static void XMLCALL on_text(void *data, const char *text, int len)
{
    feed *f = data;
    if (f->entry_depth && f->current != NONE) {
        isn_buffer_add(&f->parts[f->current], text, (size_t)len);
    }
}

static void XMLCALL on_entity(void *data, const char *name, int parameter,
                              const char *value, int len, const char *base,
                              const char *system, const char *public,
                              const char *notation)
{
    (void)name, (void)parameter, (void)value, (void)len, (void)base;
    (void)system, (void)public, (void)notation;
    stop(data, ISNAD_UNSUPPORTED, "a feed with entities of its own");
}

/* Encodings of one byte a character, such as windows-1256. */
static int XMLCALL on_encoding(void *data, const char *name, XML_Encoding *info)
{
    (void)data;
    iconv_t convert = iconv_open("UTF-32LE", name);
    if (convert == (iconv_t)-1) {
        return XML_STATUS_ERROR;
    }
    for (int i = 0; i < 256; i++) {
        char byte = (char)i, *in = &byte;
        unsigned char out[8];
        char *to = (char *)out;
        size_t in_len = 1, out_len = sizeof out;
        iconv(convert, NULL, NULL, NULL, NULL);
        bool ok = iconv(convert, &in, &in_len, &to, &out_len) != (size_t)-1 &&
                  out_len == 4;
        info->map[i] = ok ? (int)(out[0] | out[1] << 8 | out[2] << 16) : -1;
    }
    iconv_close(convert);
    info->data = NULL;
    info->convert = NULL;
    info->release = NULL;
    return XML_STATUS_OK;
}

static void parse(feed *f, isn_stream *stream)
{
    enum XML_Status state = XML_STATUS_OK;
    for (bool more = true; more && state == XML_STATUS_OK;) {
        const unsigned char *data;
        size_t got = isn_stream_peek(stream, 1, &data);
        more = got > 0;
        got = got > 1 << 20 ? 1 << 20 : got;
        state = XML_Parse(f->parser, (const char *)data, (int)got, !more);
        isn_stream_skip(stream, got);
    }
    const char *reason;
    isnad_status failed = isn_stream_status(stream, &reason);
    if (f->stopped) {
        return;
    }
    if (failed == ISNAD_NOMEM || failed == ISNAD_INTERRUPTED) {
        f->status = failed;
    } else if (failed) {
        isn_input_skip(f->in, isn_stream_fault(stream), failed, reason);
    } else if (state != XML_STATUS_OK) {
        enum XML_Error error = XML_GetErrorCode(f->parser);
        if (error == XML_ERROR_NO_MEMORY) {
            f->status = ISNAD_NOMEM;
            return;
        }
        char text[80];
        snprintf(text, sizeof text, "damaged XML: %s", XML_ErrorString(error));
        isn_input_skip(f->in, (uint64_t)XML_GetCurrentByteIndex(f->parser),
                       ISNAD_MALFORMED, text);
    }
}

isnad_status isn_feed_read(isn_input *in, isn_stream *stream)
{
    feed f = {.in = in, .parser = XML_ParserCreate(NULL)};
    if (!f.parser) {
        return ISNAD_NOMEM;
    }
    for (int i = 0; i < PARTS; i++) {
        isn_buffer_init(&f.parts[i], (size_t)in->options->payload);
    }
    XML_SetUserData(f.parser, &f);
    XML_SetElementHandler(f.parser, on_start, on_end);
    XML_SetCharacterDataHandler(f.parser, on_text);
    XML_SetEntityDeclHandler(f.parser, on_entity);
    XML_SetUnknownEncodingHandler(f.parser, on_encoding, NULL);
    parse(&f, stream);
    XML_ParserFree(f.parser);
    for (int i = 0; i < PARTS; i++) {
        isn_buffer_free(&f.parts[i]);
    }
    return f.status;
}
