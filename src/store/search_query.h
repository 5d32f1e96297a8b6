/* The language of questions, made into an expression of FTS5. */
#ifndef ISN_SEARCH_QUERY_H
#define ISN_SEARCH_QUERY_H

#include "isnad/search.h"
#include "store/index_entry.h"

enum {
    ISN_MOST_PHRASES = 32, /* each is a bit of a mask */
    ISN_MOST_CHOICES = 64,
    ISN_MOST_TERMS = 256,
    ISN_MOST_PARTS = 8,
};

/* Terms that follow each other; the last may be only the beginning of one. */
typedef struct isn_phrase {
    uint32_t first, count;
    bool prefix;
    bool shown;   /* where the text has it, it is marked */
    bool speaker; /* sought among the speakers, not in the text */
} isn_phrase;

/* Phrases that must all be there: one of the choices of a demand. */
typedef struct isn_choice {
    uint32_t phrases; /* bit i: phrase i */
    unsigned demand;
} isn_choice;

typedef struct isn_query {
    isn_buffer match; /* for FTS5; empty: any document */
    bool said;        /* it was asked who said it, or what somebody said */
    isnad_doc *parts[ISN_MOST_PARTS]; /* what the terms are borrowed from */
    unsigned part_count;
    isnad_view terms[ISN_MOST_TERMS];
    unsigned term_count;
    isn_phrase phrases[ISN_MOST_PHRASES]; /* in the order of `match` */
    unsigned phrase_count;
    /* What a statement must have: one choice of each demand. */
    isn_choice choices[ISN_MOST_CHOICES];
    unsigned choice_count, demand_count;
} isn_query;

/* Reads the words of *options.  *query is freed also after a failure, which
 * *error tells: ISNAD_USAGE, ISNAD_LIMIT, ISNAD_NOMEM. */
isnad_status isn_query_read(const isnad_search_options *options,
                            isn_query *query, isnad_error *error);
void isn_query_free(isn_query *query);

#endif
