/* A search as its files see it. */
#ifndef ISN_SEARCH_DATA_H
#define ISN_SEARCH_DATA_H

#include "store/said.h"
#include "store/search_query.h"
#include "store/store_data.h"

enum {
    ISN_MOST_STATEMENTS = 512, /* of one document that are looked at */
    ISN_ANY_KIND = -1,
};

typedef struct isn_ranked {
    isnad_hit hit;
    int64_t day; /* or ISNAD_NO_DAY */
} isn_ranked;

/* How often each value of a kind was met, by its number. */
typedef struct isn_value_counts {
    uint32_t *counts;
    size_t room;
} isn_value_counts;

struct isnad_search {
    isnad_store *store;
    isn_query query;
    /* What must hold of an article besides its words. */
    const char *outlet;
    int64_t outlet_number;
    int kind;            /* of a source, or ISN_ANY_KIND */
    int32_t first, last; /* days, or ISNAD_NO_DAY */
    bool said;
    isnad_search_order order;

    isn_ranked *best; /* the best first; room for skip + limit */
    size_t best_count, room, skip;
    isnad_hit *hits; /* those behind skip */
    size_t hit_count;
    uint64_t total;
    bool more;

    isn_value_counts tallies[ISNAD_FACET_COUNT];
    uint64_t last_name; /* no number is higher */
    isnad_facet *facets;
    size_t facet_count;
    isn_buffer values; /* the texts of facets */

    isn_indexed_statement statements[ISN_MOST_STATEMENTS]; /* of one article */
    uint32_t masks[ISN_MOST_STATEMENTS]; /* the phrases that each one has */
};

/* Gives SQLite the function isnad_said(search, statements): the numbers of
 * the statements that have what store->search wants, a blob of uint32_t. */
isnad_status isn_said_register(isnad_store *store);
/* The numbers of all statements that a search without words wants, in
 * search->masks: how many. */
size_t isn_said_select(isnad_search *search, const void *packed, size_t len);

/* Counts the values of an article: facts and the rest of its row. */
isnad_status isn_facets_count(isnad_search *search, sqlite3_stmt *row);
/* The most frequent ones, with their texts. */
isnad_status isn_facets_finish(isnad_search *search);

#endif
