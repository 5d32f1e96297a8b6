#include "report/json_out.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

enum { LARGEST_VALUE = 1 << 30, FLUSH_AT = 64 * 1024 };

static const isnad_view nothing = {"", 0};

void isn_json_begin(isn_json *json, isnad_sink sink, unsigned lines)
{
    *json = (isn_json){.sink = sink, .lines = lines};
    isn_buffer_init(&json->buffer, LARGEST_VALUE);
}

static void flush(isn_json *json)
{
    if (!json->status) {
        json->status = json->buffer.status;
    }
    if (!json->status && json->buffer.len > 0) {
        json->status = json->sink.write(json->sink.data, json->buffer.data,
                                        json->buffer.len);
    }
    isn_buffer_clear(&json->buffer);
}

isnad_status isn_json_end(isn_json *json)
{
    isn_buffer_char(&json->buffer, '\n');
    flush(json);
    isn_buffer_free(&json->buffer);
    return json->status;
}

static void break_line(isn_json *json)
{
    if (json->depth >= 1 && json->depth <= json->lines) {
        isn_buffer_char(&json->buffer, '\n');
        for (unsigned i = 0; i < json->depth; i++) {
            isn_buffer_char(&json->buffer, ' ');
        }
    }
}

/* What stands before a value or key: a comma after a sibling. */
static void separate(isn_json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    uint64_t bit = UINT64_C(1) << json->depth;
    if (json->filled & bit) {
        isn_buffer_char(&json->buffer, ',');
        if (json->depth > json->lines) {
            isn_buffer_char(&json->buffer, ' ');
        }
    }
    json->filled |= bit;
    break_line(json);
    if (json->buffer.len >= FLUSH_AT) {
        flush(json);
    }
}

static void open_level(isn_json *json, char bracket)
{
    separate(json);
    isn_buffer_char(&json->buffer, bracket);
    if (json->depth == 63) {
        json->status = ISNAD_LIMIT;
        return;
    }
    json->depth++;
    json->filled &= ~(UINT64_C(1) << json->depth);
}

static void close_level(isn_json *json, char bracket)
{
    bool filled = json->filled & (UINT64_C(1) << json->depth);
    bool broken = filled && json->depth <= json->lines;
    json->depth--;
    if (broken) {
        isn_buffer_char(&json->buffer, '\n');
        for (unsigned i = 0; i < json->depth; i++) {
            isn_buffer_char(&json->buffer, ' ');
        }
    }
    isn_buffer_char(&json->buffer, bracket);
}

void isn_json_object(isn_json *json) { open_level(json, '{'); }
void isn_json_object_end(isn_json *json) { close_level(json, '}'); }
void isn_json_array(isn_json *json) { open_level(json, '['); }
void isn_json_array_end(isn_json *json) { close_level(json, ']'); }

/* Characters that a reader of lines or a terminal would act upon. */
static bool needs_escape(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

/* Bytes that begin a character which needs a look, in well-formed text: the
 * control characters and marks of JSON, U+0080 to U+00BF, U+2000 to U+2FFF. */
static inline bool is_stop(unsigned char b)
{
    return b < 0x20 || b == '"' || b == '\\' || b == 0x7F || b == 0xC2 ||
           b == 0xE2;
}

/* Position of the first such byte at or behind `at`.  A stride without one is
 * passed at once: its loop has no branch, so that it becomes vectors. */
static size_t next_stop(isnad_view view, size_t at)
{
    enum { STRIDE = 32 };
    const unsigned char *b = (const unsigned char *)view.data;
    unsigned char any = 0;
    while (view.len - at >= STRIDE) {
        for (int i = 0; i < STRIDE; i++) {
            any |= (unsigned char)((b[at + i] < 0x20) | (b[at + i] == '"') |
                                   (b[at + i] == '\\') | (b[at + i] == 0x7F) |
                                   (b[at + i] == 0xC2) | (b[at + i] == 0xE2));
        }
        if (any) {
            break;
        }
        at += STRIDE;
    }
    while (at < view.len && !is_stop(b[at])) {
        at++;
    }
    return at;
}

/* What stands for one character that may need an escape. */
static void escape(isn_buffer *out, const char *bytes, size_t len, uint32_t c)
{
    /* A real U+FFFD has three bytes; anything else stands for damage. */
    if (c == 0xFFFD && (len != 3 || (unsigned char)bytes[0] != 0xEF)) {
        isn_buffer_text(out, "\xEF\xBF\xBD");
    } else if (c == '"' || c == '\\') {
        isn_buffer_char(out, '\\');
        isn_buffer_char(out, (char)c);
    } else if (c == '\n') {
        isn_buffer_text(out, "\\n");
    } else if (c == '\t') {
        isn_buffer_text(out, "\\t");
    } else if (needs_escape(c)) {
        isn_buffer_format(out, "\\u%04x", (unsigned)c);
    } else {
        isn_buffer_add(out, bytes, len);
    }
}

static void quote(isn_json *json, isnad_view view)
{
    isn_buffer *out = &json->buffer;
    bool sound = isn_utf8_valid(view.data, view.len) == view.len;
    isn_buffer_char(out, '"');
    for (size_t i = 0; i < view.len;) {
        size_t stop = sound ? next_stop(view, i) : i;
        isn_buffer_add(out, view.data + i, stop - i);
        i = stop;
        if (i < view.len) {
            uint32_t c;
            size_t len = isn_utf8_decode(view.data + i, view.len - i, &c);
            escape(out, view.data + i, len, c);
            i += len;
        }
    }
    isn_buffer_char(out, '"');
}

void isn_json_key(isn_json *json, const char *key)
{
    separate(json);
    isn_buffer_char(&json->buffer, '"');
    isn_buffer_text(&json->buffer, key);
    isn_buffer_text(&json->buffer, "\": ");
    json->after_key = true;
}

void isn_json_view(isn_json *json, isnad_view view)
{
    separate(json);
    quote(json, view.data ? view : nothing);
}

void isn_json_text(isn_json *json, const char *text)
{
    if (text) {
        isn_json_view(json, (isnad_view){text, strlen(text)});
    } else {
        isn_json_null(json);
    }
}

/* snprintf and strtod follow the locale of the program around us, which may
 * write a comma; both agree, so the mark is put right at the end. */
size_t isn_number_text(double number, char out[ISN_NUMBER_ROOM])
{
    int len = snprintf(out, ISN_NUMBER_ROOM, "%.0f", number);
    for (int digits = 1; digits <= 20 && strtod(out, NULL) != number;
         digits++) {
        len = snprintf(out, ISN_NUMBER_ROOM, "%.*f", digits, number);
    }
    if (strcmp(out, "-0") == 0) {
        memcpy(out, "0", 2);
        return 1;
    }
    char *mark = out + strspn(out, "-0123456789");
    if (*mark) {
        size_t width = strcspn(mark, "0123456789");
        *mark = '.';
        memmove(mark + 1, mark + width, strlen(mark + width) + 1);
        len -= (int)width - 1;
    }
    return (size_t)len;
}

void isn_json_number(isn_json *json, double number)
{
    if (!isfinite(number)) {
        isn_json_null(json);
        return;
    }
    char text[ISN_NUMBER_ROOM];
    separate(json);
    isn_buffer_add(&json->buffer, text, isn_number_text(number, text));
}

void isn_json_count(isn_json *json, uint64_t count)
{
    separate(json);
    isn_buffer_format(&json->buffer, "%llu", (unsigned long long)count);
}

void isn_json_bool(isn_json *json, bool value)
{
    separate(json);
    isn_buffer_text(&json->buffer, value ? "true" : "false");
}

void isn_json_null(isn_json *json)
{
    separate(json);
    isn_buffer_text(&json->buffer, "null");
}

void isn_json_put_text(isn_json *json, const char *key, const char *text)
{
    isn_json_key(json, key);
    isn_json_text(json, text);
}

void isn_json_put_view(isn_json *json, const char *key, isnad_view view)
{
    isn_json_key(json, key);
    isn_json_view(json, view);
}

void isn_json_put_number(isn_json *json, const char *key, double number)
{
    isn_json_key(json, key);
    isn_json_number(json, number);
}

void isn_json_put_count(isn_json *json, const char *key, uint64_t count)
{
    isn_json_key(json, key);
    isn_json_count(json, count);
}

void isn_json_put_bool(isn_json *json, const char *key, bool value)
{
    isn_json_key(json, key);
    isn_json_bool(json, value);
}

void isn_json_put_null(isn_json *json, const char *key)
{
    isn_json_key(json, key);
    isn_json_null(json);
}

void isn_json_put_array(isn_json *json, const char *key)
{
    isn_json_key(json, key);
    isn_json_array(json);
}

void isn_json_put_object(isn_json *json, const char *key)
{
    isn_json_key(json, key);
    isn_json_object(json);
}
