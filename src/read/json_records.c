/* JSON: a document in each object, however the objects follow each other: a
 * line each, one after the other, or in an array.
 *
 * A payload is the text of one member, decoded; the title, where there is
 * one, stands above it as its own line. */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/payload.h"

enum { STEP_ROOM = 256, MOST_PARTS = 8, DEEPEST = 500 };

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

/* Reads on in data[0 .. len).  A line end within a string is no JSON, nor is
 * an object that begins a line within an object: then the line before was
 * cut, and this one is a new chance. */
static scanned scan(scanner *s, const unsigned char *data, size_t len)
{
    for (; s->at < len; s->at++) {
        unsigned char c = data[s->at];
        if (s->in_string) {
            if (s->escaped) {
                s->escaped = false;
            } else if (c == '\\') {
                s->escaped = true;
            } else if (c == '"') {
                s->in_string = false;
            } else if (c == '\n') {
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

/* "a/b" is member b of member a, "a/0" the first element of an array. */
static const json_t *member(const json_t *object, const char *name)
{
    const json_t *value = object;
    for (int part = 0; part < MOST_PARTS && value; part++) {
        const char *slash = strchr(name, '/');
        size_t len = slash ? (size_t)(slash - name) : strlen(name);
        bool index = json_is_array(value) && name[0] >= '0' && name[0] <= '9';
        value = index ? json_array_get(value, strtoul(name, NULL, 10))
                      : json_object_getn(value, name, len);
        if (!slash) {
            return value;
        }
        name = slash + 1;
    }
    return NULL;
}

/* The first member that is a string with something in it; *name is set. */
static const json_t *find(const json_t *object, const char *given,
                          const char *const *usual, const char **name)
{
    const char *const one[] = {given, NULL};
    for (const char *const *n = given ? one : usual; *n; n++) {
        const json_t *value = member(object, *n);
        if (json_is_string(value) && json_string_length(value) > 0) {
            *name = *n;
            return value;
        }
    }
    return NULL;
}

static const char *text_of(const json_t *object, const char *given,
                           const char *const *usual)
{
    const char *name;
    return json_string_value(find(object, given, usual, &name));
}

/* Title, line end, text.  Either may be missing. */
static isnad_status deliver(isn_input *in, const json_t *title,
                            const json_t *text)
{
    if (!text) {
        text = title;
        title = NULL;
    }
    size_t title_len = title ? json_string_length(title) : 0;
    size_t text_len = json_string_length(text);
    if (!title) {
        return isn_input_bytes(in, json_string_value(text), text_len);
    }
    size_t len = title_len + 1 + text_len;
    char *whole = malloc(len);
    if (!whole) {
        return ISNAD_NOMEM;
    }
    memcpy(whole, json_string_value(title), title_len);
    whole[title_len] = '\n';
    memcpy(whole + title_len + 1, json_string_value(text), text_len);
    isnad_status status = isn_input_bytes(in, whole, len);
    free(whole);
    return status;
}

/* What a document's members are, and the step that names them. */
typedef struct found {
    const json_t *title, *text;
    char step[STEP_ROOM];
} found;

static bool find_document(const isn_read_fields *fields, const json_t *object,
                          const char *prefix, found *f)
{
    const char *title = "", *text = "";
    f->text = find(object, fields->text, text_names, &text);
    f->title = find(object, fields->title, title_names, &title);
    int len = snprintf(f->step, sizeof f->step, "json:%s%s%s%s%s%s%s",
                       f->title ? prefix : "", f->title ? "/" : "", title,
                       f->title && f->text ? "+" : "", f->text ? prefix : "",
                       f->text ? "/" : "", text);
    return (f->title || f->text) && len > 0 && (size_t)len < sizeof f->step;
}

/* A document in an object at `prefix` of the record. */
static isnad_status read_document(isn_input *in, const json_t *object,
                                  const char *prefix)
{
    const isn_read_fields *fields = &in->options->fields;
    found f;
    char where[STEP_ROOM];
    if (!find_document(fields, object, prefix, &f)) {
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
        .url = text_of(object, fields->url, url_names),
        .charset = "utf-8",
        .published = text_of(object, fields->published, published_names),
    };
    if (isn_input_push(in, f.step)) {
        status = deliver(in, f.title, f.text);
        isn_input_pop(in);
    }
    in->hints = (isn_read_hints){0};
    isn_input_pop(in);
    return status;
}

/* A list of documents under one of its usual names: JSON Feed and the answers
 * of many programs. */
static const json_t *find_list(const json_t *object, const char **name)
{
    static const char *const lists[] = {"items",   "articles",  "entries",
                                        "results", "documents", "data",
                                        "posts",   "news",      NULL};
    for (const char *const *n = lists; *n; n++) {
        const json_t *list = json_object_get(object, *n);
        if (json_is_array(list) && json_is_object(json_array_get(list, 0))) {
            *name = *n;
            return list;
        }
    }
    return NULL;
}

static isnad_status read_object(isn_input *in, const json_t *object)
{
    const char *name;
    const json_t *list = find_list(object, &name);
    found f;
    if (!list ||
        (find_document(&in->options->fields, object, "", &f) && f.text)) {
        return read_document(in, object, "");
    }
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < json_array_size(list); i++) {
        char prefix[64];
        snprintf(prefix, sizeof prefix, "/%s/%zu", name, i);
        status = isn_input_next(in);
        status = status ? status
                        : read_document(in, json_array_get(list, i), prefix);
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
static isnad_status read_one(isn_input *in, isn_stream *stream)
{
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
    json_error_t error;
    json_t *object =
        json_loadb((const char *)data, s.at, JSON_ALLOW_NUL, &error);
    isnad_status status = ISNAD_OK;
    if (object) {
        status = read_object(in, object);
    } else if (json_error_code(&error) == json_error_out_of_memory) {
        status = ISNAD_NOMEM;
    } else {
        isn_input_skip(in, in->offset, ISNAD_MALFORMED, "damaged JSON");
    }
    json_decref(object);
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

static isnad_status read_objects(isn_input *in, isn_stream *stream)
{
    isnad_status status = ISNAD_OK;
    while (!status && find_object(in, stream)) {
        status = isn_input_next(in);
        status = status ? status : read_one(in, stream);
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
    isnad_status status = read_objects(in, stream);
    while (isn_input_goes_on(in, stream, &status)) {
        /* Where the damage ends a line may be under way. */
        pass_line(stream);
        status = read_objects(in, stream);
    }
    if (status == ISNAD_LIMIT) {
        isn_input_skip(in, isn_stream_offset(stream), status,
                       "more records than the limit");
        return ISNAD_OK;
    }
    return status;
}
