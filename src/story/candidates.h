/* Which documents are worth being held against a new one. */
#ifndef ISN_CANDIDATES_H
#define ISN_CANDIDATES_H

#include "story/finder_data.h"

/* A gram of the new document that is looked up. */
typedef struct isn_sample {
    uint32_t gram, word; /* where the gram begins */
    uint32_t counted;    /* documents that have it */
    size_t place;        /* in the index, or ISN_NO_GRAM */
} isn_sample;

typedef struct isn_hits {
    uint32_t document, count; /* sampled grams that it shares */
} isn_hits;

typedef struct isn_candidates {
    ISN_VEC(isn_sample) samples; /* in the order of the words */
    ISN_VEC(uint32_t) before;    /* word → samples that begin before it */
    ISN_VEC(uint32_t) listed;    /* by the samples' lists, one after another */
    ISN_VEC(isn_hits) hits;      /* open addressing */
    ISN_VEC(uint32_t) heads;     /* of the families of those */
    ISN_VEC(uint32_t) asked;     /* documents to be compared, sorted */
} isn_candidates;

void isn_candidates_free(isn_candidates *candidates);

/* Fills `samples` with the sampled grams of a print and what is known of
 * them. */
isnad_status isn_candidates_sample(isn_candidates *candidates,
                                   isn_finder_data *data,
                                   const isn_print *print);

/* Fills `asked`, once the samples are there: whoever shares enough of them,
 * and the members of its family. */
isnad_status isn_candidates_choose(isn_candidates *candidates,
                                   const isn_finder_data *data);

#endif
