/* The pages, one function each, and the frame around them. */
#ifndef ISN_WEB_H
#define ISN_WEB_H

#include "report/dossier.h"
#include "serve/answer.h"
#include "serve/target.h"

/* A page while it is written. */
typedef struct isn_web {
    isn_dossier d; /* d.html is what it is written to */
    const isn_site *site;
    const isn_target *target; /* NULL: of a failure */
    const char *rest; /* the address behind the language: "/people?page=2" */
    isn_reply *reply; /* for pages that are not HTML, or change */
    bool again;       /* without script, the page is asked for again */
} isn_web;

/* Writes a page; ISN_HTTP_OK, or ISN_HTTP_NOT_FOUND or ISN_HTTP_BAD_REQUEST
 * with nothing written. */
typedef int isn_web_page(isn_web *web);

isn_web_page isn_web_stories, isn_web_story, isn_web_article, isn_web_people,
    isn_web_person, isn_web_places, isn_web_place, isn_web_figures,
    isn_web_sources, isn_web_copies, isn_web_claim, isn_web_changes,
    isn_web_feed, isn_web_dossier, isn_web_search, isn_web_add, isn_web_job,
    isn_web_corrections;

/* Everything before and behind what a page has of its own.  `title` is source
 * text and may be NULL; the heading is `label` then. */
void isn_web_begin(isn_web *web, isn_label label, const char *title);
void isn_web_end(isn_web *web);
/* The heading of a page without a title of its own: <h2>. */
void isn_web_heading(isn_web *web, isn_label label);

/* A list that goes over several pages. */
typedef struct isn_slice {
    size_t first, end, count;
    unsigned page, pages;
} isn_slice;

enum { ISN_SLICE = 50, ISN_SLICE_OF_WORDS = 200 };

/* The part of `count` items that ?page= asks for; false: there is none. */
bool isn_web_slice(const isn_target *target, size_t count, isn_slice *slice);
/* The same, `size` to a page. */
bool isn_web_slice_of(const isn_target *target, size_t count, size_t size,
                      isn_slice *slice);
/* How many arrivals are later than the article that ?since= names; all where
 * it names none. */
size_t isn_web_count_since(const isn_site *site, const isn_target *target);
/* A whole number in an address; 0 where it is none. */
unsigned isn_web_number(const char *text);
/* Links to the pages before and behind. */
void isn_web_pager(isn_web *web, const isn_slice *slice);

/* <a href="BASE/PATH">, closed by the caller. */
void isn_web_link(isn_web *web, const char *path);
void isn_web_story_link(isn_web *web, uint32_t story);

#endif
