/* A pile as a web site: what its pages look things up in.  Constant once it is
 * open, but for the look-up of sentences, which one thread uses at a time. */
#ifndef ISN_SITE_H
#define ISN_SITE_H

#include "isnad/store.h"
#include "report/evidence.h"
#include "report/html_out.h"
#include "report/source_tally.h"
#include "serve/arrivals.h"
#include "serve/site_files.h"
#include "serve/name_index.h"

/* A statement of a document, and the row that it is told in. */
typedef struct isn_said {
    uint32_t doc, statement;
    isn_ref row;
} isn_said;

typedef struct isn_site {
    isn_arena *arena; /* owns all below but what says otherwise */
    const isnad_pile *pile;
    isnad_doc *const *docs; /* the pile's */
    size_t doc_count;
    const isnad_story *stories; /* the pile's */
    size_t story_count;

    const uint32_t
        *by_origins;        /* stories, the most independent origins first */
    const uint32_t *by_day; /* stories, the newest first */
    const char *const *articles; /* how addresses name each document */
    const uint32_t *by_article;  /* documents by that name */
    const uint32_t *by_id;       /* stories by their id */
    const uint32_t *story_of;    /* of each document, or ISN_NO_STORY */
    ISN_LIST(isn_said) said;     /* by document, then statement */
    isn_names people;            /* refs: rows, by who said them */
    isn_names places;            /* refs: actors of the kind place */
    isnad_story world;           /* its actors: the places, for a map */
    isn_evidence evidence;       /* freed with the site */
    isnad_lookup *lookup;        /* freed with the site */
    isn_arrivals arrivals;
    isn_tallies outlets; /* by name */
    isn_files files;
    isn_html_site links[2]; /* Arabic, English */
    bool english;           /* unless the address tells */
    isnad_store *store;    /* for the search; of the thread that answers, alone;
                               NULL: there is none */
    struct isn_work *work; /* that changes it, or NULL: nothing does */
    unsigned port;         /* at which it is served */
} isn_site;

#define ISN_NO_STORY UINT32_MAX

/* The pile outlives the site, which is the caller's to close, also after a
 * failure.  ISNAD_NOMEM is the only one.  `kept`: its documents are of a store
 * and have come in an order. */
isnad_status isn_site_open(isn_site *site, const isnad_pile *pile, bool kept,
                           bool english);
void isn_site_close(isn_site *site);

/* Index of what an address names, or -1. */
long isn_site_story(const isn_site *site, const char *id);
long isn_site_article(const isn_site *site, const char *name);

/* How addresses name a document, the first of those with its payload. */
enum { ISN_SITE_ARTICLE_ROOM = 17 };
void isn_site_article_name(char name[ISN_SITE_ARTICLE_ROOM],
                           const isnad_doc *doc);

/* The row that tells statement `statement` of document `doc`, or NULL. */
const isn_ref *isn_site_row(const isn_site *site, uint32_t doc,
                            uint32_t statement);

/* Country of a place, or "": with its name it tells it from others. */
const char *isn_site_country(const isnad_actor *place);
/* Name of a place: the gazetteer's, so that spellings come together. */
const char *isn_site_place(const isnad_actor *place);

#endif
