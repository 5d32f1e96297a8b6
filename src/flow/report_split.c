#include "flow/report_split.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The levels from the report down to the items:
 *   { "stories": [ { "statements": [ {item} */
static const char levels[] = "{[{[";

enum { ITEM_DEPTH = sizeof levels - 1, NAME_ROOM = 32 };

typedef struct splitter {
    char *text;
    size_t len;
    size_t from, to; /* read up to, written up to; to <= from */
    uint64_t depth;
    char open[ITEM_DEPTH];
    size_t name, name_len; /* the last string, where it was written */
    char list[NAME_ROOM];
} splitter;

/* The end of the string that begins at `at`, behind its mark, or len. */
static size_t string_end(const char *text, size_t len, size_t at)
{
    for (at++; at < len; at++) {
        if (text[at] == '\\') {
            at++;
        } else if (text[at] == '"') {
            return at + 1;
        }
    }
    return len;
}

/* The end of the object that begins at `at`, or 0. */
static size_t object_end(const char *text, size_t len, size_t at)
{
    uint64_t depth = 0;
    while (at < len) {
        char c = text[at];
        if (c == '"') {
            at = string_end(text, len, at);
            continue;
        }
        at++;
        if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return at;
        }
    }
    return 0;
}

static void keep(splitter *s, size_t end)
{
    end = end > s->len ? s->len : end;
    memmove(s->text + s->to, s->text + s->from, end - s->from);
    s->to += end - s->from;
    s->from = end;
}

static void keep_string(splitter *s)
{
    size_t begin = s->to;
    keep(s, string_end(s->text, s->len, s->from));
    s->name = begin + 1;
    s->name_len = s->to - begin >= 2 ? s->to - begin - 2 : 0;
}

static void open_level(splitter *s, char bracket)
{
    if (s->depth < ITEM_DEPTH) {
        s->open[s->depth] = bracket;
    }
    s->depth++;
    if (s->depth == ITEM_DEPTH) {
        size_t len = s->name_len < NAME_ROOM ? s->name_len : 0;
        memcpy(s->list, s->text + s->name, len);
        s->list[len] = '\0';
    }
}

isnad_status isn_report_split(char *text, size_t *len, isn_split_item *item,
                              void *data)
{
    splitter s = {.text = text, .len = *len};
    isnad_status status = ISNAD_OK;
    while (s.from < s.len && !status) {
        char c = text[s.from];
        if (c == '"') {
            keep_string(&s);
            continue;
        }
        if (c == '{' && s.depth == ITEM_DEPTH &&
            memcmp(s.open, levels, ITEM_DEPTH) == 0) {
            size_t end = object_end(text, s.len, s.from);
            if (end == 0) {
                return ISNAD_MALFORMED;
            }
            status = item(data, s.list, text + s.from, end - s.from, s.from);
            memcpy(text + s.to, "{}", 2); /* an object has two bytes at least */
            s.to += 2;
            s.from = end;
            continue;
        }
        if (c == '{' || c == '[') {
            open_level(&s, c);
        } else if ((c == '}' || c == ']') && s.depth > 0) {
            s.depth--;
        }
        keep(&s, s.from + 1);
    }
    *len = s.to;
    return status;
}
