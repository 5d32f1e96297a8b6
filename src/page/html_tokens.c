/* The tokenizer.  Where the standard walks letter by letter through states
 * that only collect, this code looks for the end of the stretch; comments
 * name the states that a function stands for. */
#include "page/html_tokens.h"

#include <string.h>
#include <strings.h>

#include "page/html_declaration.h"
#include "page/html_entities.h"

void isn_html_open(isn_html *html, const char *data, size_t len)
{
    *html = (isn_html){.data = data, .len = (uint32_t)len};
}

isn_html_state isn_html_content_state(isn_tag tag)
{
    uint16_t flags = isn_tag_flags[tag];
    if (tag == ISN_TAG_SCRIPT) {
        return ISN_HTML_SCRIPT;
    }
    if (tag == ISN_TAG_PLAINTEXT) {
        return ISN_HTML_PLAINTEXT;
    }
    return flags & ISN_TAG_RCDATA ? ISN_HTML_RCDATA
           : flags & ISN_TAG_RAW  ? ISN_HTML_RAWTEXT
                                  : ISN_HTML_DATA;
}

static inline bool is_alpha(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

/* ---- tags ---------------------------------------------------------- */

enum {
    NAME_END = 1,  /* ends a tag or attribute name */
    VALUE_END = 2, /* ends an unquoted value */
};

static const uint8_t ends[256] = {
    ['\t'] = NAME_END | VALUE_END,
    ['\n'] = NAME_END | VALUE_END,
    ['\f'] = NAME_END | VALUE_END,
    ['\r'] = NAME_END | VALUE_END,
    [' '] = NAME_END | VALUE_END,
    ['>'] = NAME_END | VALUE_END,
    ['/'] = NAME_END,
};

static bool same_name(const char *a, const char *b, size_t len)
{
    return ((a[0] ^ b[0]) & 0xDF) == 0 && strncasecmp(a, b, len) == 0;
}

/* Is there already an attribute of this name?  The list is short. */
static bool is_repeated(const isn_html *html, const isn_html_token *token,
                        isn_html_range name)
{
    uint32_t len = name.end - name.begin;
    for (uint32_t i = 0; i < token->attr_count; i++) {
        isn_html_range other = html->attrs[i].name;
        if (other.end - other.begin == len &&
            same_name(html->data + other.begin, html->data + name.begin, len)) {
            return true;
        }
    }
    return false;
}

/* After an attribute's name: its value, if any.  Returns the position behind
 * it; at the end of input the tag is lost. */
static uint32_t read_value(isn_html *html, uint32_t at, isn_html_range *value)
{
    const char *data = html->data;
    uint32_t len = html->len, look = at;
    while (look < len && isn_html_space(data[look])) {
        look++;
    }
    if (look >= len || data[look] != '=') {
        *value = (isn_html_range){at, at};
        return look;
    }
    at = look + 1;
    while (at < len && isn_html_space(data[at])) {
        at++;
    }
    if (at >= len) {
        return len;
    }
    char quote = data[at];
    if (quote == '"' || quote == '\'') {
        const char *end = memchr(data + at + 1, quote, len - at - 1);
        uint32_t stop = end ? (uint32_t)(end - data) : len;
        *value = (isn_html_range){at + 1, stop};
        return end ? stop + 1 : len;
    }
    uint32_t begin = at;
    while (at < len && !(ends[(unsigned char)data[at]] & VALUE_END)) {
        at++;
    }
    *value = (isn_html_range){begin, at};
    return at;
}

/* The states from "before attribute name" on.  False at the end of input. */
static bool read_attributes(isn_html *html, isn_html_token *token)
{
    const char *data = html->data;
    uint32_t len = html->len, at = html->at;
    for (;;) {
        while (at < len && isn_html_space(data[at])) {
            at++;
        }
        if (at >= len) {
            html->at = len;
            return false;
        }
        if (data[at] == '>') {
            html->at = at + 1;
            return true;
        }
        if (data[at] == '/') {
            at++;
            if (at < len && data[at] == '>') {
                token->self_closing = true;
                html->at = at + 1;
                return true;
            }
            continue;
        }
        isn_html_attr attr = {{at, at}, {at, at}};
        at++; /* also a '=' in front belongs to the name */
        while (at < len && !(ends[(unsigned char)data[at]] & NAME_END) &&
               data[at] != '=') {
            at++;
        }
        attr.name.end = at;
        at = read_value(html, at, &attr.value);
        if (token->attr_count < ISN_HTML_ATTRS &&
            !is_repeated(html, token, attr.name)) {
            html->attrs[token->attr_count++] = attr;
        }
    }
}

/* A tag whose name starts at html->at.  False when input ends within. */
static bool read_tag(isn_html *html, isn_html_token *token, isn_html_kind kind)
{
    const char *data = html->data;
    uint32_t at = html->at;
    while (at < html->len && !(ends[(unsigned char)data[at]] & NAME_END)) {
        at++;
    }
    token->kind = kind;
    token->data = (isn_html_range){html->at, at};
    token->tag = isn_tag_find(data + html->at, at - html->at);
    html->at = at;
    if (at < html->len && data[at] == '>') {
        html->at = at + 1;
    } else if (!read_attributes(html, token)) {
        return false;
    }
    if (kind == ISN_HTML_START) {
        html->last_start = token->data;
    }
    token->place.end = html->at;
    return true;
}

/* ---- text ---------------------------------------------------------- */

static void text_token(isn_html *html, isn_html_token *token, uint32_t end)
{
    token->kind = ISN_HTML_TEXT;
    token->data = (isn_html_range){html->at, end};
    token->place = token->data;
    html->at = end;
}

static bool read_reference(isn_html *html, isn_html_token *token, uint32_t at)
{
    size_t text_len;
    size_t took = isn_html_reference(html->data + at, html->len - at, 0,
                                     token->text, &text_len);
    if (took == 0) {
        return false;
    }
    token->kind = ISN_HTML_REFERENCE;
    token->text_len = (uint8_t)text_len;
    token->place = (isn_html_range){at, at + (uint32_t)took};
    token->data = token->place;
    html->at = at + (uint32_t)took;
    return true;
}

/* Is there an end tag of the element whose content this is, at "</"? */
static bool is_own_end(const isn_html *html, uint32_t at)
{
    uint32_t len = html->last_start.end - html->last_start.begin;
    if (len == 0 || at + 2 + len >= html->len ||
        strncasecmp(html->data + at + 2, html->data + html->last_start.begin,
                    len) != 0) {
        return false;
    }
    char behind = html->data[at + 2 + len];
    return isn_html_space(behind) || behind == '/' || behind == '>';
}

/* Does script data say `name` (then a blank, '/' or '>') at `at`? */
static bool is_script_word(const isn_html *html, uint32_t at)
{
    if (at + 6 >= html->len || strncasecmp(html->data + at, "script", 6) != 0) {
        return false;
    }
    char behind = html->data[at + 6];
    return isn_html_space(behind) || behind == '/' || behind == '>';
}

/* Script data: an end tag inside <!-- <script> … --> does not count.  The end
 * of the text, where the script's end tag or the end of input is. */
static uint32_t script_end(const isn_html *html, uint32_t at)
{
    const char *data = html->data;
    uint32_t len = html->len;
    enum { PLAIN, ESCAPED, DOUBLE } mode = PLAIN;
    while (at < len) {
        if (mode != PLAIN && data[at] == '-' && len - at >= 3 &&
            data[at + 1] == '-') {
            uint32_t j = at + 2;
            while (j < len && data[j] == '-') {
                j++;
            }
            if (j < len && data[j] == '>') {
                mode = PLAIN;
                j++;
            }
            at = j;
            continue;
        }
        if (data[at] != '<') {
            if (mode == PLAIN) {
                const char *next = memchr(data + at, '<', len - at);
                at = next ? (uint32_t)(next - data) : len;
            } else {
                at++;
            }
            continue;
        }
        if (mode == PLAIN && len - at >= 4 &&
            memcmp(data + at, "<!--", 4) == 0) {
            mode = ESCAPED;
            at += 2; /* the dashes may already be those of --> */
            continue;
        }
        if (mode == ESCAPED && is_script_word(html, at + 1)) {
            mode = DOUBLE;
            at += 7;
            continue;
        }
        if (at + 1 < len && data[at + 1] == '/') {
            if (mode == DOUBLE && is_script_word(html, at + 2)) {
                mode = ESCAPED;
                at += 8;
                continue;
            }
            if (mode != DOUBLE && is_own_end(html, at)) {
                return at;
            }
        }
        at++;
    }
    return len;
}

/* Content in RCDATA, RAWTEXT and script data.  False: nothing before the
 * element's end tag or the end of input. */
static bool read_raw_text(isn_html *html, isn_html_token *token)
{
    const char *data = html->data;
    uint32_t len = html->len, at = html->at;
    if (html->state == ISN_HTML_SCRIPT) {
        at = script_end(html, at);
    } else {
        for (; at < len; at++) {
            if (html->state == ISN_HTML_RCDATA) {
                while (at < len && data[at] != '<' && data[at] != '&') {
                    at++;
                }
            } else {
                const char *next = memchr(data + at, '<', len - at);
                at = next ? (uint32_t)(next - data) : len;
            }
            if (at >= len) {
                break;
            }
            if (data[at] == '&') {
                uint32_t begin = html->at;
                if (read_reference(html, token, at)) {
                    if (at == begin) {
                        return true;
                    }
                    html->at = begin; /* the text in front comes first */
                    break;
                }
            } else if (at + 1 < len && data[at + 1] == '/' &&
                       is_own_end(html, at)) {
                break;
            }
        }
    }
    if (at == html->at) {
        return false;
    }
    text_token(html, token, at);
    return true;
}

/* "<" in the data state.  True: a token was read.  False: html->at is behind
 * something that makes no token, or unmoved, and then "<" is text. */
static bool read_markup(isn_html *html, isn_html_token *token)
{
    const char *data = html->data;
    uint32_t at = html->at;
    if (at + 1 >= html->len) {
        return false;
    }
    char c = data[at + 1];
    token->place.begin = at;
    if (is_alpha(c)) {
        html->at = at + 1;
        return read_tag(html, token, ISN_HTML_START);
    }
    if (c == '/') {
        if (at + 2 >= html->len) {
            return false;
        }
        if (is_alpha(data[at + 2])) {
            html->at = at + 2;
            return read_tag(html, token, ISN_HTML_END);
        }
        if (data[at + 2] == '>') {
            html->at = at + 3;
            return false;
        }
        isn_html_bogus(html, token, at + 2);
        return true;
    }
    if (c == '!') {
        if (html->in_foreign && html->len - at >= 9 &&
            memcmp(data + at, "<![CDATA[", 9) == 0) {
            html->at = at + 9;
            html->state = ISN_HTML_CDATA;
            return false;
        }
        isn_html_declaration(html, token, at + 2);
        return true;
    }
    if (c == '?') {
        isn_html_bogus(html, token, at + 1);
        return true;
    }
    return false;
}

/* Does markup start at "<"? */
static bool is_markup(const isn_html *html, uint32_t at)
{
    if (at + 1 >= html->len) {
        return false;
    }
    char c = html->data[at + 1];
    return is_alpha(c) || c == '!' || c == '?' ||
           (c == '/' && at + 2 < html->len);
}

/* The next "<" or "&" from `at` on, eight bytes at a time. */
static uint32_t text_end(const char *data, uint32_t at, uint32_t len)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones << 7;
    for (; len - at >= 8; at += 8) {
        uint64_t eight;
        memcpy(&eight, data + at, 8);
        uint64_t less = eight ^ ones * '<', and = eight ^ ones * '&';
        /* A byte that is zero borrows from its neighbour. */
        if ((((less - ones) & ~less) | ((and-ones) & ~and)) & highs) {
            break;
        }
    }
    while (at < len && data[at] != '<' && data[at] != '&') {
        at++;
    }
    return at;
}

/* Text in the data state, up to markup or a reference.  False: nothing. */
static bool read_text(isn_html *html, isn_html_token *token)
{
    const char *data = html->data;
    uint32_t len = html->len, at = html->at;
    while (at < len) {
        char c = data[at];
        if (c == '<') {
            if (is_markup(html, at)) {
                break;
            }
        } else if (c == '&') {
            uint32_t begin = html->at;
            if (read_reference(html, token, at)) {
                if (at == begin) {
                    return true;
                }
                html->at = begin;
                break;
            }
        }
        at = text_end(data, at + 1, len);
    }
    if (at == html->at) {
        return false;
    }
    text_token(html, token, at);
    return true;
}

static bool read_cdata(isn_html *html, isn_html_token *token)
{
    const char *end =
        html->at < html->len
            ? memmem(html->data + html->at, html->len - html->at, "]]>", 3)
            : NULL;
    uint32_t stop = end ? (uint32_t)(end - html->data) : html->len;
    bool any = stop > html->at;
    if (any) {
        text_token(html, token, stop);
    }
    html->at = end ? stop + 3 : stop;
    html->state = ISN_HTML_DATA;
    return any;
}

void isn_html_next(isn_html *html, isn_html_token *token)
{
    *token = (isn_html_token){.place = {html->at, html->at}};
    while (html->at < html->len) {
        switch (html->state) {
        case ISN_HTML_PLAINTEXT:
            text_token(html, token, html->len);
            return;
        case ISN_HTML_CDATA:
            if (read_cdata(html, token)) {
                return;
            }
            continue;
        case ISN_HTML_RCDATA:
        case ISN_HTML_RAWTEXT:
        case ISN_HTML_SCRIPT:
            if (read_raw_text(html, token)) {
                return;
            }
            html->state = ISN_HTML_DATA;
            continue;
        case ISN_HTML_DATA:
            break;
        }
        uint32_t before = html->at;
        if (html->data[before] == '<') {
            if (read_markup(html, token)) {
                return;
            }
            if (html->at != before) {
                *token = (isn_html_token){.place = {html->at, html->at}};
                continue;
            }
        }
        if (read_text(html, token)) {
            return;
        }
    }
    *token = (isn_html_token){.place = {html->len, html->len}};
}

/* ---- helpers ------------------------------------------------------- */

const isn_html_attr *isn_html_attr_find(const isn_html *html,
                                        const isn_html_token *token,
                                        const char *name)
{
    size_t len = strlen(name);
    for (uint32_t i = 0; i < token->attr_count; i++) {
        isn_html_range range = html->attrs[i].name;
        if (range.end - range.begin == len &&
            same_name(html->data + range.begin, name, len)) {
            return &html->attrs[i];
        }
    }
    return NULL;
}

void isn_html_decode(const char *bytes, size_t len, bool references,
                     bool replace, isn_buffer *out)
{
    size_t from = 0;
    for (size_t at = 0; at < len;) {
        char c = bytes[at];
        char text[8];
        size_t text_len = 0, took = 0;
        if (c == '&' && references) {
            took = isn_html_reference(bytes + at, len - at, 1, text, &text_len);
        } else if (c == '\r') {
            took = at + 1 < len && bytes[at + 1] == '\n' ? 2 : 1;
            text[0] = '\n';
            text_len = 1;
        } else if (c == '\0' && replace) {
            took = 1;
            memcpy(text, "\xEF\xBF\xBD", 3);
            text_len = 3;
        }
        if (took == 0) {
            at++;
            continue;
        }
        isn_buffer_add(out, bytes + from, at - from);
        isn_buffer_add(out, text, text_len);
        at += took;
        from = at;
    }
    isn_buffer_add(out, bytes + from, len - from);
}
