#include "report/html_out.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

enum { LARGEST_PART = 1 << 30, FLUSH_AT = 256 * 1024 };

void isn_html_begin(isn_html *html, isnad_sink sink, bool english)
{
    *html = (isn_html){.sink = sink, .english = english};
    isn_buffer_init(&html->buffer, LARGEST_PART);
}

static void flush(isn_html *html)
{
    if (!html->status) {
        html->status = html->buffer.status;
    }
    if (!html->status && html->buffer.len > 0) {
        html->status = html->sink.write(html->sink.data, html->buffer.data,
                                        html->buffer.len);
    }
    isn_buffer_clear(&html->buffer);
}

isnad_status isn_html_end(isn_html *html)
{
    flush(html);
    isn_buffer_free(&html->buffer);
    return html->status;
}

void isn_html_put(isn_html *html, const char *markup)
{
    if (html->buffer.len > FLUSH_AT) {
        flush(html);
    }
    isn_buffer_text(&html->buffer, markup);
}

void isn_html_format(isn_html *html, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    isn_html_put(html, text);
}

void isn_html_escape(isn_html *html, isnad_view text)
{
    size_t plain = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t c;
        size_t n = isn_utf8_decode(text.data + at, text.len - at, &c);
        const char *instead = c == '&'    ? "&amp;"
                              : c == '<'  ? "&lt;"
                              : c == '>'  ? "&gt;"
                              : c == '"'  ? "&quot;"
                              : c == '\r' ? " "
                              : (c < 0x20 && c != '\n' && c != '\t') ||
                                      (c >= 0x7F && c < 0xA0) || c == 0xFFFD ||
                                      (c & 0xFFFE) == 0xFFFE ||
                                      (c >= 0xFDD0 && c <= 0xFDEF)
                                  ? "\xEF\xBF\xBD"
                                  : NULL;
        if (instead) {
            isn_buffer_add(&html->buffer, text.data + plain, at - plain);
            isn_buffer_text(&html->buffer, instead);
            plain = at + n;
        }
        at += n;
    }
    isn_buffer_add(&html->buffer, text.data + plain, text.len - plain);
}

void isn_html_escape_text(isn_html *html, const char *text)
{
    if (text) {
        isn_html_escape(html, (isnad_view){text, strlen(text)});
    }
}

void isn_html_bdi_view(isn_html *html, isnad_view text)
{
    isn_html_put(html, "<bdi>");
    isn_html_escape(html, text);
    isn_html_put(html, "</bdi>");
}

void isn_html_bdi(isn_html *html, const char *text)
{
    if (text) {
        isn_html_bdi_view(html, (isnad_view){text, strlen(text)});
    }
}

void isn_html_short(isn_html *html, const char *text, unsigned letters)
{
    size_t len = strlen(text), at = 0;
    for (unsigned n = 0; at < len && n < letters; n++) {
        do {
            at++;
        } while (at < len && ((unsigned char)text[at] & 0xC0) == 0x80);
    }
    isn_html_escape(html, (isnad_view){text, at});
    if (at < len) {
        isn_html_put(html, "…");
    }
}

void isn_html_label(isn_html *html, isn_label label)
{
    isn_html_put(html, isn_label_text(label, html->english));
}

/* ---- time --------------------------------------------------------------- */

/* yyyy-mm-dd, yyyy-mm or yyyy at `value`: its length, or 0. */
static size_t calendar_part(const char *value, int *y, int *m, int *d)
{
    *m = *d = 0;
    for (int i = 0; i < 4; i++) {
        if (!isdigit((unsigned char)value[i])) {
            return 0;
        }
    }
    *y = atoi(value);
    if (value[4] != '-' || !isdigit((unsigned char)value[5])) {
        return value[4] == '-' ? 0 : 4;
    }
    *m = atoi(value + 5);
    if (!isdigit((unsigned char)value[6]) || value[7] != '-') {
        return 7;
    }
    *d = atoi(value + 8);
    return 10;
}

static void put_day(isn_html *html, int y, int m, int d)
{
    if (d) {
        isn_html_format(html, "%d ", d);
    }
    if (m) {
        isn_html_format(html, "%s ", isn_label_month(m, html->english));
    }
    isn_html_format(html, "%d", y);
}

void isn_html_time(isn_html *html, const char *value)
{
    if (!value) {
        isn_html_label(html, ISN_LABEL_UNDATED);
        return;
    }
    isn_html_put(html, "<span class=\"time\" title=\"");
    isn_html_escape_text(html, value);
    isn_html_put(html, "\">");
    int y, m, d, y2, m2, d2;
    size_t n = calendar_part(value, &y, &m, &d);
    const char *rest = value + n;
    if (n == 0) {
        isn_html_bdi(html, value);
    } else if (*rest == '\0') {
        put_day(html, y, m, d);
    } else if (*rest == 'T') {
        put_day(html, y, m, d);
        isn_html_put(html, " ");
        isn_html_bdi_view(html,
                          (isnad_view){rest + 1, strcspn(rest + 1, "+Z/")});
    } else if (*rest == '/' && calendar_part(rest + 1, &y2, &m2, &d2)) {
        put_day(html, y, m, d);
        isn_html_put(html, " – ");
        put_day(html, y2, m2, d2);
    } else {
        isn_html_bdi(html, value);
    }
    isn_html_put(html, "</span>");
}

/* ---- addresses ---------------------------------------------------------- */

void isn_html_url(isn_html *html, const char *text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (isalnum(c) || strchr("-._~", c)) {
            isn_buffer_char(&html->buffer, (char)c);
        } else {
            const char coded[] = {'%', digits[c >> 4], digits[c & 15]};
            isn_buffer_add(&html->buffer, coded, sizeof coded);
        }
    }
}

/* The page of a document, or nothing where it stands in this file. */
static void put_article(isn_html *html, uint32_t doc)
{
    if (html->site) {
        isn_html_put(html, html->site->base);
        isn_html_put(html, "/article/");
        isn_html_put(html, html->site->articles[doc]);
    }
}

void isn_html_place_id(isn_html *html, isnad_place place)
{
    if (html->site) {
        isn_html_format(html, "e%u-%u", place.span.begin, place.span.end);
    } else {
        isn_html_format(html, "e%u-%u-%u", place.doc, place.span.begin,
                        place.span.end);
    }
}

void isn_html_link(isn_html *html, isnad_place place)
{
    isn_html_put(html, "<a class=\"ev\" href=\"");
    put_article(html, place.doc);
    isn_html_put(html, "#");
    isn_html_place_id(html, place);
    isn_html_put(html, "\">");
}

void isn_html_doc_link(isn_html *html, uint32_t doc)
{
    isn_html_put(html, "<a href=\"");
    put_article(html, doc);
    if (html->site) {
        isn_html_put(html, "\">");
    } else {
        isn_html_format(html, "#d%u\">", doc);
    }
}

void isn_html_pair(isn_html *html, uint32_t a, uint32_t b)
{
    isn_html_put(html, html->site->base);
    isn_html_format(html, "/copies/%s/%s", html->site->articles[a],
                    html->site->articles[b]);
}

void isn_html_person(isn_html *html, const char *name)
{
    if (html->site) {
        isn_html_put(html, "<a href=\"");
        isn_html_put(html, html->site->base);
        isn_html_put(html, "/person?name=");
        isn_html_url(html, name);
        isn_html_put(html, "\">");
    }
    isn_html_bdi(html, name);
    if (html->site) {
        isn_html_put(html, "</a>");
    }
}
