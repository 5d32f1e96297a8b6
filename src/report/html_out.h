/* Writes HTML: every extracted string escaped and in an isolate of its own. */
#ifndef ISN_HTML_OUT_H
#define ISN_HTML_OUT_H

#include "core/buffer.h"
#include "core/docdata.h"
#include "isnad/report.h"
#include "report/fixed_words.h"

typedef struct isn_html {
    isnad_sink sink;
    isn_buffer buffer;
    isnad_status status; /* the first failure */
    bool english;
} isn_html;

void isn_html_begin(isn_html *html, isnad_sink sink, bool english);
/* Hands everything on, frees, and tells the first failure. */
isnad_status isn_html_end(isn_html *html);

/* Markup as it is; printf. */
void isn_html_put(isn_html *html, const char *markup);
void isn_html_format(isn_html *html, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Source text, escaped.  Control characters and malformed bytes become
 * U+FFFD; line ends stay. */
void isn_html_escape(isn_html *html, isnad_view text);
void isn_html_escape_text(isn_html *html, const char *text);

/* <bdi>source text</bdi>; NULL: nothing. */
void isn_html_bdi(isn_html *html, const char *text);
void isn_html_bdi_view(isn_html *html, isnad_view text);

/* The first `letters` characters, escaped, with … where more follow. */
void isn_html_short(isn_html *html, const char *text, unsigned letters);

void isn_html_label(isn_html *html, isn_label label);

/* A value of time as people write it: 13 يناير 2022. */
void isn_html_time(isn_html *html, const char *value);

/* The opening of a link to a place, ready for its words: <a class="ev" …>. */
void isn_html_link(isn_html *html, isnad_place place);
/* The id that isn_html_link points to. */
void isn_html_place_id(isn_html *html, isnad_place place);

#endif
