/* Writes HTML: every extracted string escaped and in an isolate of its own. */
#ifndef ISN_HTML_OUT_H
#define ISN_HTML_OUT_H

#include "core/buffer.h"
#include "core/docdata.h"
#include "isnad/report.h"
#include "report/fixed_words.h"

/* Where links lead when each thing has a page of its own. */
typedef struct isn_html_site {
    const char *base;            /* in front of every address: "/ar" */
    const char *const *articles; /* how addresses name each document */
    bool several;                /* documents on one page: ids tell which */
} isn_html_site;

typedef struct isn_html {
    isnad_sink sink;
    isn_buffer buffer;
    isnad_status status; /* the first failure */
    bool english;
    const isn_html_site *site; /* NULL: links lead to places in this file */
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

/* A part of an address, percent-encoded. */
void isn_html_url(isn_html *html, const char *text);
/* The opening of a link to a place, ready for its words: <a class="ev" …>. */
void isn_html_link(isn_html *html, isnad_place place);
/* The id that isn_html_link points to. */
void isn_html_place_id(isn_html *html, isnad_place place);
/* The opening of a link to the page of a document: <a …>. */
void isn_html_doc_link(isn_html *html, uint32_t doc);
/* On a site, the address of two documents side by side. */
void isn_html_pair(isn_html *html, uint32_t a, uint32_t b);
/* <bdi>name</bdi>, on a site a link to all that this person said. */
void isn_html_person(isn_html *html, const char *name);

#endif
