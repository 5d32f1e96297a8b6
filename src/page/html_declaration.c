/* Comments and doctypes. */
#include "page/html_declaration.h"

#include <string.h>
#include <strings.h>

static void comment(isn_html *html, isn_html_token *token, uint32_t begin,
                    uint32_t end, uint32_t next)
{
    token->kind = ISN_HTML_COMMENT;
    token->data = (isn_html_range){begin, end};
    html->at = next;
    token->place.end = next;
}

void isn_html_bogus(isn_html *html, isn_html_token *token, uint32_t at)
{
    const char *end = memchr(html->data + at, '>', html->len - at);
    uint32_t stop = end ? (uint32_t)(end - html->data) : html->len;
    comment(html, token, at, stop, end ? stop + 1 : stop);
}

/* From "comment start" on; `at` is behind the opening dashes. */
static void read_comment(isn_html *html, isn_html_token *token, uint32_t at)
{
    const char *data = html->data;
    uint32_t len = html->len, begin = at;
    if (at < len && data[at] == '>') {
        comment(html, token, at, at, at + 1);
        return;
    }
    if (at + 1 < len && data[at] == '-' && data[at + 1] == '>') {
        comment(html, token, at, at, at + 2);
        return;
    }
    for (;;) {
        const char *dash = at < len ? memchr(data + at, '-', len - at) : NULL;
        if (!dash) {
            comment(html, token, begin, len, len);
            return;
        }
        uint32_t i = (uint32_t)(dash - data);
        if (i + 1 >= len) { /* "comment end dash" at the end of input */
            comment(html, token, begin, i, len);
            return;
        }
        if (data[i + 1] != '-') {
            at = i + 1;
            continue;
        }
        uint32_t j = i + 2;
        while (j < len && data[j] == '-') {
            j++;
        }
        if (j >= len || data[j] == '>') {
            comment(html, token, begin, j - 2, j >= len ? len : j + 1);
            return;
        }
        if (data[j] == '!' && (j + 1 >= len || data[j + 1] == '>')) {
            comment(html, token, begin, j - 2, j + 1 >= len ? len : j + 2);
            return;
        }
        at = data[j] == '!' ? j + 1 : j;
    }
}

static uint32_t skip_space(const isn_html *html, uint32_t at)
{
    while (at < html->len && isn_html_space(html->data[at])) {
        at++;
    }
    return at;
}

/* A quoted identifier at `at`.  Returns the position behind it; *closed
 * says whether its closing quotation mark was there. */
static uint32_t read_identifier(const isn_html *html, uint32_t at,
                                isn_html_range *id, bool *closed)
{
    char quote = html->data[at++];
    id->begin = at;
    while (at < html->len && html->data[at] != quote && html->data[at] != '>') {
        at++;
    }
    id->end = at;
    *closed = at < html->len && html->data[at] == quote;
    return *closed ? at + 1 : at;
}

static bool is_quote(const isn_html *html, uint32_t at)
{
    return at < html->len && (html->data[at] == '"' || html->data[at] == '\'');
}

/* "after DOCTYPE name": identifiers.  Returns the position where the rest is
 * skipped up to '>'. */
static uint32_t read_doctype_ids(isn_html *html, isn_html_token *token,
                                 uint32_t at)
{
    bool closed;
    if (at + 6 <= html->len && strncasecmp(html->data + at, "public", 6) == 0) {
        at = skip_space(html, at + 6);
        if (!is_quote(html, at)) {
            token->force_quirks = true;
            return at;
        }
        token->has_public = true;
        at = read_identifier(html, at, &token->public_id, &closed);
        if (!closed) {
            token->force_quirks = true;
            return at;
        }
        at = skip_space(html, at);
        if (!is_quote(html, at)) {
            token->force_quirks = at >= html->len || html->data[at] != '>';
            return at;
        }
    } else if (at + 6 <= html->len &&
               strncasecmp(html->data + at, "system", 6) == 0) {
        at = skip_space(html, at + 6);
        if (!is_quote(html, at)) {
            token->force_quirks = true;
            return at;
        }
    } else {
        token->force_quirks = true;
        return at;
    }
    token->has_system = true;
    at = read_identifier(html, at, &token->system_id, &closed);
    token->force_quirks = !closed;
    at = skip_space(html, at);
    if (at >= html->len) {
        token->force_quirks = true;
    }
    return at;
}

static void read_doctype(isn_html *html, isn_html_token *token, uint32_t at)
{
    const char *data = html->data;
    token->kind = ISN_HTML_DOCTYPE;
    at = skip_space(html, at);
    uint32_t begin = at;
    while (at < html->len && !isn_html_space(data[at]) && data[at] != '>') {
        at++;
    }
    token->data = (isn_html_range){begin, at};
    token->has_name = at > begin;
    token->force_quirks = at == begin;
    if (at > begin) {
        at = skip_space(html, at);
        if (at >= html->len) {
            token->force_quirks = true;
        } else if (data[at] != '>') {
            at = read_doctype_ids(html, token, at);
        }
    }
    const char *end =
        at < html->len ? memchr(data + at, '>', html->len - at) : NULL;
    html->at = end ? (uint32_t)(end - data) + 1 : html->len;
    token->place.end = html->at;
}

void isn_html_declaration(isn_html *html, isn_html_token *token, uint32_t at)
{
    const char *data = html->data;
    uint32_t left = html->len - at;
    if (left >= 2 && data[at] == '-' && data[at + 1] == '-') {
        read_comment(html, token, at + 2);
    } else if (left >= 7 && strncasecmp(data + at, "doctype", 7) == 0) {
        read_doctype(html, token, at + 7);
    } else {
        isn_html_bogus(html, token, at);
    }
}
