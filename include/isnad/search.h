/* Searching a store: articles, and who said what about what.
 *
 * Words are found by their stems, as isnad's tokenizer cuts them: «والجسور»
 * finds الجسر.  docs/search.md tells the language of questions.  A result
 * names documents of the store; isnad_flow_stored (flow.h) makes them, and
 * isnad_search_marks tells where in their text the words stand.
 */
#ifndef ISNAD_SEARCH_H
#define ISNAD_SEARCH_H

#include "isnad/store.h"

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

typedef enum isnad_search_order {
    ISNAD_ORDER_RELEVANCE,
    ISNAD_ORDER_NEWEST,
    ISNAD_ORDER_OLDEST,
} isnad_search_order;

/* What is sought.  NULL or zero: anything.  All that is named must hold. */
typedef struct isnad_search_options {
    const char *words; /* «جسر النهر», "عبارة بلفظها", وزا*, -كلمة, أ | ب,
                          NEAR(أ ب, 5) */
    bool said;         /* statements, whose content has the words, instead of
                          articles */
    const char *said_by; /* words of the speaker's name or role; implies said */
    const char *outlet;  /* its name */
    const char *person, *place, *organisation; /* words of the name, as they
                                                   follow each other */
    const char *role;                          /* words of it */
    const char *kind; /* of a source: "named", "office" …; of articles one
                             of whose statements has such a one */
    const char *from, *to; /* days of publication, ISO, both included */
    isnad_search_order order;
    uint32_t skip, limit; /* of the hits; limit 0: ten */
} isnad_search_options;

#define ISNAD_NO_STATEMENT_HIT UINT32_MAX

typedef struct isnad_hit {
    int64_t document;   /* the store's number for it */
    uint32_t statement; /* of the document, or ISNAD_NO_STATEMENT_HIT */
    double score;       /* higher is nearer to what is sought */
} isnad_hit;

typedef enum isnad_facet_kind {
    ISNAD_FACET_PERSON,
    ISNAD_FACET_PLACE,
    ISNAD_FACET_ORGANISATION,
    ISNAD_FACET_ROLE,
    ISNAD_FACET_OUTLET,
    ISNAD_FACET_MONTH, /* "2018-02" */
    ISNAD_FACET_KIND,  /* of source */
    ISNAD_FACET_COUNT,
} isnad_facet_kind;

/* "person" …: also the name of the option that asks for it. */
const char *isnad_facet_text(isnad_facet_kind kind);

/* A value, and how many of the found articles have it. */
typedef struct isnad_facet {
    isnad_facet_kind kind;
    const char *value;
    uint32_t count;
} isnad_facet;

typedef struct isnad_search isnad_search; /* a result */

/* Searches.  *search is the caller's to free and must not outlive the store;
 * on failure it is NULL and *error tells: ISNAD_USAGE (no question, with the
 * place of the fault), ISNAD_LIMIT, ISNAD_IO, ISNAD_MALFORMED, ISNAD_NOMEM. */
isnad_status isnad_search_run(isnad_store *store,
                              const isnad_search_options *options,
                              isnad_search **search, isnad_error *error);
void isnad_search_free(isnad_search *search);

/* The hits from options.skip on. */
const isnad_hit *isnad_search_hits(const isnad_search *search, size_t *count);
/* How many there are in all; `more`: beyond so many nothing was counted, and
 * the latest to come into the store were looked at. */
uint64_t isnad_search_total(const isnad_search *search, bool *more);
/* The most frequent values of each kind, in the order of isnad_facet_kind. */
const isnad_facet *isnad_search_facets(const isnad_search *search,
                                       size_t *count);

/* Where the sought words stand in a document that was found, in the order of
 * its text; with `within`, there alone.  *marks is the caller's to free(); it
 * is NULL where there are none.  ISNAD_NOMEM is the only failure. */
isnad_status isnad_search_marks(const isnad_search *search,
                                const isnad_doc *doc, isnad_span within,
                                isnad_span **marks, size_t *count);

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop

#endif
