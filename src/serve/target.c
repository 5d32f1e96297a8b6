#include "serve/target.h"

#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

static int digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : c - 'A' + 10;
}

/* In place: what is decoded is never longer. */
static void decode(char *text)
{
    char *to = text;
    for (; *text; text++) {
        if (*text == '%') {
            *to++ = (char)(digit(text[1]) << 4 | digit(text[2]));
            text += 2;
        } else {
            *to++ = (char)(*text == '+' ? ' ' : *text);
        }
    }
    *to = '\0';
}

/* A %00 would end the string early, where nobody looks for it. */
static bool has_zero(const char *text) { return strstr(text, "%00") != NULL; }

static bool is_text(const char *value)
{
    size_t len = strlen(value);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)value[i];
        if ((c < 0x20 && !strchr("\t\r\n", c)) || c == 0x7F) {
            return false;
        }
    }
    return isn_utf8_valid(value, len) == len;
}

static isnad_status take_path(isn_target *t, char *path)
{
    char *rest = path;
    for (char *part; (part = strsep(&rest, "/"));) {
        if (!*part) {
            continue; /* before the first, and behind a last slash */
        }
        if (t->segment_count == ISN_SEGMENTS_MAX) {
            return ISNAD_LIMIT;
        }
        t->segments[t->segment_count++] = part;
    }
    return ISNAD_OK;
}

static isnad_status take_query(isn_target *t, char *query)
{
    for (char *part; (part = strsep(&query, "&"));) {
        char *value = strchr(part, '=');
        if (!*part) {
            continue;
        }
        if (t->parameter_count == ISN_PARAMETERS_MAX) {
            return ISNAD_LIMIT;
        }
        if (value) {
            *value++ = '\0';
            decode(value);
        }
        decode(part);
        if (!is_text(part) || !is_text(value ? value : "")) {
            return ISNAD_MALFORMED;
        }
        t->parameters[t->parameter_count].name = part;
        t->parameters[t->parameter_count++].value = value ? value : "";
    }
    return ISNAD_OK;
}

isnad_status isn_target_read(const char *text, isn_target *t)
{
    *t = (isn_target){0};
    isn_buffer_init(&t->room, strlen(text) + 1);
    isn_buffer_text(&t->room, text);
    if (t->room.status) {
        return ISNAD_NOMEM;
    }
    if (has_zero(text)) {
        return ISNAD_MALFORMED;
    }
    char *query = strchr(t->room.data, '?');
    if (query) {
        *query++ = '\0';
    }
    isnad_status status = take_path(t, t->room.data);
    return status || !query ? status : take_query(t, query);
}

void isn_target_free(isn_target *t) { isn_buffer_free(&t->room); }

const char *isn_target_value(const isn_target *t, const char *name)
{
    for (unsigned i = 0; i < t->parameter_count; i++) {
        if (strcmp(t->parameters[i].name, name) == 0) {
            return t->parameters[i].value;
        }
    }
    return NULL;
}

unsigned isn_target_number(const isn_target *t, const char *name,
                           unsigned absent)
{
    enum { LARGEST = 1000000, DIGITS = 7 };
    const char *value = isn_target_value(t, name);
    if (!value) {
        return absent;
    }
    size_t digits = strspn(value, "0123456789");
    unsigned long number = digits <= DIGITS ? strtoul(value, NULL, 10) : 0;
    return digits > 0 && !value[digits] && number <= LARGEST ? (unsigned)number
                                                             : 0;
}
