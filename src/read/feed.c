/* RSS 0.9x, 1.0, 2.0 and Atom: a document for each entry; NewsML-G2: one for
 * each item of text.
 *
 * A payload is the entry's content, decoded from XML, with the title above it
 * as its own line, and the byline and the credit of an agency.  Where a feed
 * has entities of its own it is not read on: nothing good comes of them. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buffer.h"
#include "read/feed_date.h"
#include "read/payload.h"
#include "read/xml.h"

enum { STEP_ROOM = 96 };

/* Members of an entry, the better content later. */
typedef enum part {
    NONE,
    TITLE,
    LINK,
    DATE,
    BY,
    CREDIT,
    SUMMARY,
    DESCRIPTION,
    CONTENT,
    ENCODED,
    PARTS
} part;

typedef struct part_name {
    const char *name;
    part part;
} part_name;

static const part_name feed_names[] = {
    {"title", TITLE},     {"link", LINK},
    {"pubDate", DATE},    {"published", DATE},
    {"date", DATE},       {"summary", SUMMARY},
    {"content", CONTENT}, {"description", DESCRIPTION},
    {"encoded", ENCODED}, {NULL, NONE},
};

/* Of a news item: children of itemMeta, contentMeta and contentSet. */
static const part_name news_names[] = {
    {"headline", TITLE},
    {"versionCreated", DATE},
    {"by", BY},
    {"creditline", CREDIT},
    {"description", SUMMARY},
    {"inlineXML", CONTENT},
    {"inlineData", CONTENT},
    {NULL, NONE},
};

typedef struct feed {
    isn_input *in;
    XML_Parser parser;
    unsigned depth;
    unsigned entry_depth; /* 0: outside */
    unsigned part_depth;
    part current;
    unsigned hidden_depth;    /* of an element whose words nobody sees, or 0 */
    bool news;                /* a news item; else an entry of a feed */
    bool passed;              /* pictures, and items that were taken back */
    uint64_t offset;          /* of the entry */
    const char *names[PARTS]; /* as the entry calls them */
    isn_buffer parts[PARTS];
    isnad_status status; /* what ends the reading */
    bool stopped;        /* by us, told already */
} feed;

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
    const char *href = isn_xml_attribute(attributes, "href");
    const char *rel = isn_xml_attribute(attributes, "rel");
    if (href && (!rel || strcmp(rel, "alternate") == 0) &&
        f->parts[LINK].len == 0) {
        isn_buffer_text(&f->parts[LINK], href);
    }
}

static void begin_entry(feed *f, bool news)
{
    f->entry_depth = f->depth;
    f->news = news;
    f->passed = false;
    f->hidden_depth = 0;
    f->offset = (uint64_t)XML_GetCurrentByteIndex(f->parser);
    f->current = NONE;
    for (int i = 0; i < PARTS; i++) {
        isn_buffer_clear(&f->parts[i]);
    }
}

static void begin_part(feed *f, const char *name, const char **attributes)
{
    const part_name *n = f->news ? news_names : feed_names;
    while (n->name && strcmp(name, n->name) != 0) {
        n++;
    }
    f->current = n->part;
    f->part_depth = f->depth;
    if (f->current == LINK) {
        take_link(f, attributes);
    }
    /* Of two the first counts: media groups repeat titles. */
    if (f->parts[f->current].len > 0) {
        f->current = NONE;
    }
    f->names[f->current] = n->name;
}

static bool one_of(const char *name, const char *const *list)
{
    while (*list && strcmp(name, *list) != 0) {
        list++;
    }
    return *list != NULL;
}

/* What a news item says of itself: <itemClass qcode="ninat:text">. */
static void judge(feed *f, const char *name, const char **attributes)
{
    static const char *const texts[] = {"text", "composite", NULL};
    static const char *const back[] = {"canceled", "withheld", NULL};
    const char *code = isn_xml_attribute(attributes, "qcode");
    code = code ? isn_xml_local(code) : NULL;
    if (code && strcmp(name, "itemClass") == 0) {
        f->passed = f->passed || !one_of(code, texts);
    } else if (code && strcmp(name, "pubStatus") == 0) {
        f->passed = f->passed || one_of(code, back);
    }
}

/* Of HTML and NITF. */
static bool is_block(const char *name)
{
    static const char *const blocks[] = {
        "p",        "div", "br",  "li",      "h1",         "h2",
        "h3",       "h4",  "tr",  "section", "blockquote", "byline",
        "dateline", "hl1", "hl2", NULL};
    return one_of(name, blocks);
}

static bool is_hidden(const char *name)
{
    static const char *const hidden[] = {"head", "style", "script", NULL};
    return one_of(name, hidden);
}

/* Elements within XHTML content: blocks part the words. */
static void part_words(feed *f, const char *name)
{
    isn_buffer *out = &f->parts[f->current];
    if (f->current != NONE && !f->hidden_depth && is_block(name) &&
        out->len > 0 && out->data[out->len - 1] != '\n') {
        isn_buffer_char(out, '\n');
    }
}

/* Elements of other vocabularies may have the names of parts. */
static bool is_known_space(const feed *f, const char *element)
{
    return f->news || !strchr(element, ':') ||
           strncmp(element, "content:", 8) == 0 ||
           strncmp(element, "dc:", 3) == 0;
}

static void in_entry(feed *f, const char *element, const char **attributes)
{
    const char *name = isn_xml_local(element);
    unsigned level = f->entry_depth + (f->news ? 2 : 1);
    if (f->news && f->depth == level) {
        judge(f, name, attributes);
    }
    if (f->depth == level && is_known_space(f, element)) {
        begin_part(f, name, attributes);
    } else if (f->current != NONE && !f->hidden_depth && is_hidden(name)) {
        f->hidden_depth = f->depth;
    } else {
        part_words(f, name);
    }
}

static void XMLCALL on_start(void *data, const char *element,
                             const char **attributes)
{
    feed *f = data;
    const char *name = isn_xml_local(element);
    bool news = strcmp(name, "newsItem") == 0;
    if (++f->depth > ISN_XML_DEEPEST) {
        stop(f, ISNAD_LIMIT, "elements nested too deeply");
    } else if (f->entry_depth > 0) {
        in_entry(f, element, attributes);
    } else if (news || strcmp(name, "item") == 0 ||
               strcmp(name, "entry") == 0) {
        begin_entry(f, news);
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

/* The members in the order of the page, a line each, and the step that names
 * them. */
static void put_together(const feed *f, part content, isn_buffer *whole,
                         isn_buffer *step)
{
    const part order[] = {TITLE, BY, content, CREDIT};
    isn_buffer_text(step, "xml:");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const isn_buffer *member = &f->parts[order[i]];
        if (order[i] == NONE || member->len == 0) {
            continue;
        }
        if (whole->len > 0) {
            isn_buffer_char(whole, '\n');
            isn_buffer_char(step, '+');
        }
        isn_buffer_add(whole, member->data, member->len);
        isn_buffer_format(step, "/%s", f->names[order[i]]);
    }
}

static isnad_status deliver(feed *f, part content, const char *published)
{
    isn_input *in = f->in;
    char where[STEP_ROOM];
    isn_buffer whole, step;
    isn_buffer_init(&whole, 4 * (size_t)in->options->payload + 3);
    isn_buffer_init(&step, STEP_ROOM);
    snprintf(where, sizeof where, "entry:%" PRIu64, f->offset);
    put_together(f, content, &whole, &step);
    isnad_status status = whole.status ? whole.status : step.status;
    if (!status && isn_input_push(in, where)) {
        if (isn_input_push(in, step.data)) {
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
    isn_buffer_free(&step);
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
    if (!status && f->passed) {
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
    } else if (f->depth == f->hidden_depth) {
        f->hidden_depth = 0;
    } else if (f->current != NONE && f->depth == f->part_depth) {
        f->current = NONE;
    } else {
        part_words(f, isn_xml_local(element));
    }
    f->depth--;
}

static void XMLCALL on_text(void *data, const char *text, int len)
{
    feed *f = data;
    if (f->entry_depth && f->current != NONE && !f->hidden_depth) {
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
    feed f = {.in = in};
    f.parser = isn_xml_new(&f, on_entity);
    if (!f.parser) {
        return ISNAD_NOMEM;
    }
    for (int i = 0; i < PARTS; i++) {
        isn_buffer_init(&f.parts[i], (size_t)in->options->payload);
    }
    XML_SetElementHandler(f.parser, on_start, on_end);
    XML_SetCharacterDataHandler(f.parser, on_text);
    parse(&f, stream);
    XML_ParserFree(f.parser);
    for (int i = 0; i < PARTS; i++) {
        isn_buffer_free(&f.parts[i]);
    }
    return f.status;
}
