/* JSON: a document in each object, however the objects follow each other: a
 * line each, one after the other, or in an array.
 *
 * A payload is the text of one member, decoded; the title, where there is
 * one, stands above it as its own line. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buffer.h"
#include "read/json_in.h"
#include "read/payload.h"

enum { STEP_ROOM = 256, MOST_PARTS = 8, DEEPEST = ISN_JSON_DEEPEST };

static const char *const text_names[] = {
    "text",      "content",      "body",      "articleBody",
    "article",   "main_text",    "maintext",  "story",
    "full_text", "content_text", "html",      "content_html",
    "body_text", "body_xhtml",   "body_html", "bodies/0/value",
    NULL};
static const char *const title_names[] = {"title", "headline", "heading",
                                          "headlines/0/value", NULL};
static const char *const published_names[] = {
    "published",    "published_at", "datePublished",  "date_published",
    "publish_date", "when",         "pubDate",        "date",
    "datetime",     "created_at",   "versioncreated", NULL};
static const char *const url_names[] = {"url", "link", "uri", "canonical",
                                        NULL};

/* Where in an object the scanner stands; it goes on when more has come. */
typedef struct scanner {
    size_t at;
    unsigned depth;
    unsigned char array[DEEPEST / 8 + 1]; /* bit d: an array is open there */
    bool in_string, escaped, line_start;
} scanner;

typedef enum scanned { OPEN, CLOSED, DAMAGED } scanned;

static bool in_array(const scanner *s)
{
    return s->array[s->depth / 8] >> (s->depth % 8) & 1;
}

static bool open_level(scanner *s, unsigned char bracket)
{
    if (s->depth == DEEPEST) {
        return false;
    }
    s->depth++;
    unsigned char bit = (unsigned char)(1U << (s->depth % 8));
    s->array[s->depth / 8] &= (unsigned char)~bit;
    s->array[s->depth / 8] |= bracket == '[' ? bit : 0;
    return true;
}

/* Reads on within a string, up to behind its end; false at a line end, which
 * is no JSON there. */
static bool scan_string(scanner *s, const unsigned char *data, size_t len)
{
    const unsigned char *mark = NULL; /* the next one, unless it is escaped */
    s->at += s->escaped && s->at < len;
    s->escaped = false;
    while (s->at < len) {
        const unsigned char *at = data + s->at;
        if (!mark || mark < at) {
            mark = memchr(at, '"', len - s->at);
            mark = mark ? mark : data + len;
        }
        const unsigned char *slash = memchr(at, '\\', (size_t)(mark - at));
        const unsigned char *stop = slash ? slash : mark;
        const unsigned char *line = memchr(at, '\n', (size_t)(stop - at));
        if (line) {
            s->at = (size_t)(line - data);
            return false;
        }
        s->at = (size_t)(stop - data);
        if (slash) {
            s->escaped = s->at + 1 == len;
            s->at += s->escaped ? 1 : 2;
        } else if (s->at < len) {
            s->at++;
            s->in_string = false;
            return true;
        }
    }
    return true;
}

/* Reads on in data[0 .. len).  An object that begins a line within an object
 * is no JSON that anybody writes: then the line before was cut, and this one
 * is a new chance. */
static scanned scan(scanner *s, const unsigned char *data, size_t len)
{
    while (s->at < len) {
        unsigned char c = data[s->at];
        if (s->in_string) {
            if (!scan_string(s, data, len)) {
                return DAMAGED;
            }
            continue;
        }
        if (c == '"') {
            s->in_string = true;
        } else if (c == '{' || c == '[') {
            if (c == '{' && s->line_start && !in_array(s)) {
                return DAMAGED;
            }
            if (!open_level(s, c)) {
                return DAMAGED;
            }
        } else if (c == '}' || c == ']') {
            s->depth--;
            if (s->depth == 0) {
                s->at++;
                return CLOSED;
            }
        }
        s->line_start = c == '\n';
        s->at++;
    }
    return OPEN;
}

/* Passes over the rest of the line. */
static void pass_line(isn_stream *stream)
{
    for (;;) {
        const unsigned char *data;
        size_t got = isn_stream_peek(stream, 1, &data);
        if (got == 0) {
            return;
        }
        const unsigned char *end = memchr(data, '\n', got);
        isn_stream_skip(stream, end ? (size_t)(end - data) + 1 : got);
        if (end) {
            return;
        }
    }
}

/* What is kept from one object to the next. */
typedef struct reader {
    isn_input *in;
    isn_json_in json;
    isn_buffer whole, url, published;
} reader;

/* "a/b" is member b of member a, "a/0" the first element of an array. */
static bool find_member(const isn_json_in *json, uint32_t from,
                        const char *name, uint32_t *value)
{
    *value = from;
    for (int part = 0; part < MOST_PARTS; part++) {
        const char *slash = strchr(name, '/');
        size_t len = slash ? (size_t)(slash - name) : strlen(name);
        bool index = json->tokens[*value].kind == ISN_JSON_ARRAY &&
                     name[0] >= '0' && name[0] <= '9';
        bool found = index ? isn_json_in_element(json, *value,
                                                 strtoul(name, NULL, 10), value)
                           : isn_json_in_member(json, *value, name, len, value);
        if (!found || !slash) {
            return found;
        }
        name = slash + 1;
    }
    return false;
}

/* The first member that is a string with something in it, and its name. */
static bool find_text(const isn_json_in *json, uint32_t object,
                      const char *given, const char *const *usual,
                      uint32_t *value, const char **name)
{
    const char *const one[] = {given, NULL};
    for (const char *const *n = given ? one : usual; *n; n++) {
        if (find_member(json, object, *n, value) &&
            isn_json_in_is_text(json, *value)) {
            *name = *n;
            return true;
        }
    }
    return false;
}

/* The words of such a member in *out, or NULL where there is none. */
static const char *text_of(const reader *r, uint32_t object, const char *given,
                           const char *const *usual, isn_buffer *out)
{
    uint32_t value;
    const char *name;
    isn_buffer_clear(out);
    if (!find_text(&r->json, object, given, usual, &value, &name)) {
        return NULL;
    }
    isn_json_in_text(&r->json, value, out);
    return out->data;
}

/* What a document's members are, and the step that names them. */
typedef struct found {
    uint32_t title, text;
    bool has_title, has_text;
    char step[STEP_ROOM];
} found;

static bool find_document(const reader *r, uint32_t object, const char *prefix,
                          found *f)
{
    const isn_read_fields *fields = &r->in->options->fields;
    const char *title = "", *text = "";
    f->has_text =
        find_text(&r->json, object, fields->text, text_names, &f->text, &text);
    f->has_title = find_text(&r->json, object, fields->title, title_names,
                             &f->title, &title);
    int len = snprintf(f->step, sizeof f->step, "json:%s%s%s%s%s%s%s",
                       f->has_title ? prefix : "", f->has_title ? "/" : "",
                       title, f->has_title && f->has_text ? "+" : "",
                       f->has_text ? prefix : "", f->has_text ? "/" : "", text);
    return (f->has_title || f->has_text) && len > 0 &&
           (size_t)len < sizeof f->step;
}

/* Title, line end, text.  Either may be missing. */
static isnad_status deliver(reader *r, const found *f)
{
    isn_buffer_clear(&r->whole);
    if (f->has_title) {
        isn_json_in_text(&r->json, f->title, &r->whole);
    }
    if (f->has_title && f->has_text) {
        isn_buffer_char(&r->whole, '\n');
    }
    if (f->has_text) {
        isn_json_in_text(&r->json, f->text, &r->whole);
    }
    return r->whole.status
               ? r->whole.status
               : isn_input_bytes(r->in, r->whole.data, r->whole.len);
}

/* A document in an object at `prefix` of the record. */
static isnad_status read_document(reader *r, uint32_t object,
                                  const char *prefix)
{
    isn_input *in = r->in;
    const isn_read_fields *fields = &in->options->fields;
    found f;
    char where[STEP_ROOM];
    if (!find_document(r, object, prefix, &f)) {
        isn_input_skip(in, in->offset, ISNAD_UNSUPPORTED,
                       "an object without text");
        return ISNAD_OK;
    }
    snprintf(where, sizeof where, "record:%" PRIu64, in->offset);
    if (!isn_input_push(in, where)) {
        return ISNAD_OK;
    }
    isnad_status status = ISNAD_OK;
    in->hints = (isn_read_hints){
        .url = text_of(r, object, fields->url, url_names, &r->url),
        .charset = "utf-8",
        .published = text_of(r, object, fields->published, published_names,
                             &r->published),
    };
    if (isn_input_push(in, f.step)) {
        status = deliver(r, &f);
        isn_input_pop(in);
    }
    in->hints = (isn_read_hints){0};
    isn_input_pop(in);
    return status;
}

/* A list of documents under one of its usual names: JSON Feed and the answers
 * of many programs. */
static bool find_list(const isn_json_in *json, uint32_t object, uint32_t *list,
                      const char **name)
{
    static const char *const lists[] = {"items",   "articles",  "entries",
                                        "results", "documents", "data",
                                        "posts",   "news",      NULL};
    uint32_t first;
    for (const char *const *n = lists; *n; n++) {
        if (isn_json_in_member(json, object, *n, strlen(*n), list) &&
            isn_json_in_element(json, *list, 0, &first) &&
            json->tokens[first].kind == ISN_JSON_OBJECT) {
            *name = *n;
            return true;
        }
    }
    return false;
}

static isnad_status read_object(reader *r)
{
    const char *name;
    uint32_t list;
    found f;
    const isn_json_token *tokens = r->json.tokens;
    if (!find_list(&r->json, 0, &list, &name) ||
        (find_document(r, 0, "", &f) && f.has_text)) {
        return read_document(r, 0, "");
    }
    isnad_status status = ISNAD_OK;
    uint32_t at = list + 1;
    for (size_t i = 0; !status && at < tokens[list].next; i++) {
        char prefix[64];
        snprintf(prefix, sizeof prefix, "/%s/%zu", name, i);
        status = isn_input_next(r->in);
        status = status ? status : read_document(r, at, prefix);
        at = tokens[at].next;
    }
    return status;
}

/* Goes on behind an object that does not end as it should. */
static isnad_status pass_damage(const isn_input *in, isn_stream *stream,
                                const scanner *s, scanned state,
                                const unsigned char *data)
{
    isn_input_skip(in, in->offset, ISNAD_MALFORMED,
                   state == OPEN ? "an object that ends early"
                                 : "damaged JSON");
    bool begins = state == DAMAGED && data[s->at] == '{' && s->line_start;
    isn_stream_skip(stream, s->at);
    if (!begins) {
        pass_line(stream);
    }
    return ISNAD_OK;
}

/* The object that begins at the stream's position. */
static isnad_status read_one(reader *r, isn_stream *stream)
{
    isn_input *in = r->in;
    scanner s = {0};
    scanned state = OPEN;
    const unsigned char *data;
    size_t got = 0;
    in->offset = isn_stream_offset(stream);
    while ((got = isn_stream_peek(stream, s.at + 1, &data)) > s.at) {
        state = scan(&s, data, got);
        if (state != OPEN || s.at > in->options->payload) {
            break;
        }
    }
    if (s.at > in->options->payload) {
        isn_input_skip(in, in->offset, ISNAD_LIMIT,
                       "an object larger than the limit");
        isn_stream_skip(stream, s.at);
        if (state != CLOSED) {
            pass_line(stream);
        }
        return ISNAD_OK;
    }
    if (state != CLOSED) {
        return pass_damage(in, stream, &s, state, data);
    }
    isnad_status status = isn_json_in_parse(&r->json, (const char *)data, s.at);
    if (!status) {
        status = read_object(r);
    } else if (status != ISNAD_NOMEM) {
        isn_input_skip(in, in->offset, status,
                       status == ISNAD_LIMIT ? "an object with too many parts"
                                             : "damaged JSON");
        status = ISNAD_OK;
    }
    isn_stream_skip(stream, s.at);
    return status;
}

static bool is_between(unsigned char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' ||
           c == '[' || c == ']' || c == 0x1E; /* of RFC 7464 */
}

/* Passes over what may stand between objects, and over lines that are none.
 * False at the end of the stream. */
static bool find_object(const isn_input *in, isn_stream *stream)
{
    for (;;) {
        const unsigned char *data;
        size_t got = isn_stream_peek(stream, 1, &data), at = 0;
        while (at < got && is_between(data[at])) {
            at++;
        }
        if (got == 0 || data[at < got ? at : 0] == '{') {
            isn_stream_skip(stream, at);
            return got > 0;
        }
        isn_stream_skip(stream, at);
        if (at < got) {
            isn_input_skip(in, isn_stream_offset(stream), ISNAD_MALFORMED,
                           "no JSON object where one should begin");
            pass_line(stream);
        }
    }
}

static isnad_status read_objects(reader *r, isn_stream *stream)
{
    isn_input *in = r->in;
    isnad_status status = ISNAD_OK;
    while (!status && find_object(in, stream)) {
        status = isn_input_next(in);
        status = status ? status : read_one(r, stream);
    }
    return status;
}

isnad_status isn_json_read(isn_input *in, isn_stream *stream)
{
    const unsigned char *data;
    size_t got = isn_stream_peek(stream, 3, &data);
    if (got >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        isn_stream_skip(stream, 3);
    }
    reader r = {.in = in};
    isn_buffer_init(&r.whole, 2 * (size_t)in->options->payload);
    isn_buffer_init(&r.url, (size_t)in->options->payload);
    isn_buffer_init(&r.published, (size_t)in->options->payload);
    isnad_status status = read_objects(&r, stream);
    while (isn_input_goes_on(in, stream, &status)) {
        /* Where the damage ends a line may be under way. */
        pass_line(stream);
        status = read_objects(&r, stream);
    }
    isn_json_in_free(&r.json);
    isn_buffer_free(&r.whole);
    isn_buffer_free(&r.url);
    isn_buffer_free(&r.published);
    if (status == ISNAD_LIMIT) {
        isn_input_skip(in, isn_stream_offset(stream), status,
                       "more records than the limit");
        return ISNAD_OK;
    }
    return status;
}
