#include "read/json_in.h"

#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

typedef struct parser {
    isn_json_in *json;
    const char *bytes;
    size_t len, at;
    isnad_status status;
} parser;

static bool fail(parser *p, isnad_status status)
{
    p->status = p->status ? p->status : status;
    return false;
}

static int peek(const parser *p)
{
    return p->at < p->len ? (unsigned char)p->bytes[p->at] : -1;
}

static bool take(parser *p, char c)
{
    if (peek(p) != (unsigned char)c) {
        return fail(p, ISNAD_MALFORMED);
    }
    p->at++;
    return true;
}

static int past_blanks(parser *p)
{
    int c = peek(p);
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        p->at++;
        c = peek(p);
    }
    return c;
}

/* A new token that begins here; NULL on failure. */
static isn_json_token *add(parser *p, isn_json_kind kind)
{
    isn_json_in *json = p->json;
    if (json->count == ISN_JSON_MOST) {
        fail(p, ISNAD_LIMIT);
        return NULL;
    }
    if (json->count == json->cap) {
        size_t cap = json->cap ? json->cap * 2 : 64;
        isn_json_token *tokens = realloc(json->tokens, cap * sizeof *tokens);
        if (!tokens) {
            fail(p, ISNAD_NOMEM);
            return NULL;
        }
        json->tokens = tokens;
        json->cap = cap;
    }
    isn_json_token *token = &json->tokens[json->count++];
    *token = (isn_json_token){.begin = (uint32_t)p->at,
                              .next = (uint32_t)json->count,
                              .kind = (uint8_t)kind};
    return token;
}

/* ---- strings ------------------------------------------------------------- */

/* The unit that \uXXXX at bytes[at] stands for, or -1. */
static int unit_at(const char *bytes, size_t len, size_t at)
{
    int unit = 0;
    if (len - at < 6 || bytes[at] != '\\' || bytes[at + 1] != 'u') {
        return -1;
    }
    for (size_t i = at + 2; i < at + 6; i++) {
        char c = bytes[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) {
            return -1;
        }
        unit = unit * 16 + digit;
    }
    return unit;
}

/* The character of the escape at bytes[at]; its length, or 0 where it is
 * none. */
static size_t escape_at(const char *bytes, size_t len, size_t at, uint32_t *c)
{
    static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
    const char *letter =
        len - at >= 2 && bytes[at + 1] ? strchr(letters, bytes[at + 1]) : NULL;
    if (letter) {
        *c = (unsigned char)means[letter - letters];
        return 2;
    }
    int unit = unit_at(bytes, len, at);
    if (unit < 0 || (unit >= 0xDC00 && unit < 0xE000)) {
        return 0;
    }
    *c = (uint32_t)unit;
    if (unit < 0xD800 || unit >= 0xE000) {
        return 6;
    }
    int low = unit_at(bytes, len, at + 6);
    *c = 0x10000 + (((uint32_t)unit & 0x3FF) << 10) + ((uint32_t)low & 0x3FF);
    return low >= 0xDC00 && low < 0xE000 ? 12 : 0;
}

/* Control characters in strings, against the rules, harm nobody. */
static bool string(parser *p)
{
    if (!take(p, '"')) {
        return false;
    }
    isn_json_token *token = add(p, ISN_JSON_STRING);
    const char *mark = NULL, *slash; /* the next mark, unless it is escaped */
    while (token) {
        const char *at = p->bytes + p->at;
        if (!mark || mark < at) {
            mark = memchr(at, '"', p->len - p->at);
        }
        if (!mark) {
            break;
        }
        slash = memchr(at, '\\', (size_t)(mark - at));
        if (!slash) {
            token->end = (uint32_t)(mark - p->bytes);
            p->at = token->end + 1;
            return true;
        }
        uint32_t c;
        size_t begin = (size_t)(slash - p->bytes);
        size_t len = escape_at(p->bytes, p->len, begin, &c);
        if (len == 0) {
            break;
        }
        token->escaped = true;
        p->at = begin + len;
    }
    return fail(p, ISNAD_MALFORMED);
}

/* ---- values -------------------------------------------------------------- */

static size_t digits(parser *p)
{
    size_t from = p->at;
    while (peek(p) >= '0' && peek(p) <= '9') {
        p->at++;
    }
    return p->at - from;
}

static bool number(parser *p)
{
    p->at += peek(p) == '-';
    bool zero = peek(p) == '0';
    size_t count = digits(p);
    bool ok = count > 0 && (count == 1 || !zero);
    if (ok && peek(p) == '.') {
        p->at++;
        ok = digits(p) > 0;
    }
    if (ok && (peek(p) == 'e' || peek(p) == 'E')) {
        p->at++;
        p->at += peek(p) == '-' || peek(p) == '+';
        ok = digits(p) > 0;
    }
    return ok || fail(p, ISNAD_MALFORMED);
}

static bool other(parser *p)
{
    static const char *const words[] = {"true", "false", "null"};
    if (!add(p, ISN_JSON_OTHER)) {
        return false;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]);
        if (p->len - p->at >= len &&
            memcmp(p->bytes + p->at, words[i], len) == 0) {
            p->at += len;
            return true;
        }
    }
    return number(p);
}

static bool value(parser *p, unsigned depth);

/* Members or elements up to the bracket that closes them. */
static bool many(parser *p, unsigned depth, bool object)
{
    char close = object ? '}' : ']';
    size_t self = p->json->count;
    if (depth > ISN_JSON_DEEPEST) {
        return fail(p, ISNAD_LIMIT);
    }
    if (!add(p, object ? ISN_JSON_OBJECT : ISN_JSON_ARRAY)) {
        return false;
    }
    p->at++;
    bool more = past_blanks(p) != close;
    while (more) {
        if (object) {
            past_blanks(p);
            if (!string(p)) {
                return false;
            }
            past_blanks(p);
            if (!take(p, ':')) {
                return false;
            }
        }
        if (!value(p, depth + 1)) {
            return false;
        }
        more = past_blanks(p) == ',';
        p->at += more;
    }
    p->json->tokens[self].next = (uint32_t)p->json->count;
    return take(p, close);
}

static bool value(parser *p, unsigned depth)
{
    int c = past_blanks(p);
    return c == '{' || c == '[' ? many(p, depth, c == '{')
           : c == '"'           ? string(p)
                                : other(p);
}

isnad_status isn_json_in_parse(isn_json_in *json, const char *bytes, size_t len)
{
    parser p = {.json = json, .bytes = bytes, .len = len};
    json->bytes = bytes;
    json->count = 0;
    if (len > UINT32_MAX) {
        return ISNAD_LIMIT;
    }
    if (isn_utf8_valid(bytes, len) < len) {
        return ISNAD_MALFORMED;
    }
    if (value(&p, 1) && past_blanks(&p) >= 0) {
        fail(&p, ISNAD_MALFORMED);
    }
    return p.status;
}

void isn_json_in_free(isn_json_in *json)
{
    free(json->tokens);
    *json = (isn_json_in){0};
}

/* ---- finding ------------------------------------------------------------- */

static bool is_named(const isn_json_in *json, const isn_json_token *token,
                     const char *name, size_t name_len)
{
    const char *bytes = json->bytes;
    if (!token->escaped) {
        return token->end - token->begin == name_len &&
               memcmp(bytes + token->begin, name, name_len) == 0;
    }
    size_t same = 0;
    for (size_t at = token->begin; at < token->end;) {
        char one[4] = {bytes[at]};
        uint32_t c;
        size_t len =
            bytes[at] == '\\' ? escape_at(bytes, token->end, at, &c) : 0;
        size_t made = len ? isn_utf8_encode(c, one) : 1;
        if (name_len - same < made || memcmp(name + same, one, made) != 0) {
            return false;
        }
        same += made;
        at += len ? len : 1;
    }
    return same == name_len;
}

bool isn_json_in_member(const isn_json_in *json, uint32_t from,
                        const char *name, size_t name_len, uint32_t *value)
{
    const isn_json_token *object = &json->tokens[from];
    bool found = false;
    if (object->kind != ISN_JSON_OBJECT) {
        return false;
    }
    for (uint32_t at = from + 1; at < object->next;
         at = json->tokens[at + 1].next) {
        if (is_named(json, &json->tokens[at], name, name_len)) {
            *value = at + 1;
            found = true;
        }
    }
    return found;
}

bool isn_json_in_element(const isn_json_in *json, uint32_t from, uint64_t index,
                         uint32_t *value)
{
    const isn_json_token *array = &json->tokens[from];
    if (array->kind != ISN_JSON_ARRAY) {
        return false;
    }
    for (uint32_t at = from + 1; at < array->next; at = json->tokens[at].next) {
        if (index-- == 0) {
            *value = at;
            return true;
        }
    }
    return false;
}

bool isn_json_in_is_text(const isn_json_in *json, uint32_t value)
{
    const isn_json_token *token = &json->tokens[value];
    return token->kind == ISN_JSON_STRING && token->end > token->begin;
}

void isn_json_in_text(const isn_json_in *json, uint32_t value, isn_buffer *out)
{
    const isn_json_token *token = &json->tokens[value];
    const char *bytes = json->bytes;
    for (size_t at = token->begin; at < token->end;) {
        const char *slash = memchr(bytes + at, '\\', token->end - at);
        size_t stop = slash ? (size_t)(slash - bytes) : token->end;
        isn_buffer_add(out, bytes + at, stop - at);
        at = stop;
        if (slash) {
            char one[4];
            uint32_t c = 0;
            at += escape_at(bytes, token->end, at, &c);
            isn_buffer_add(out, one, isn_utf8_encode(c, one));
        }
    }
}
