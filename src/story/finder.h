/* Documents one after the other, each held against all before it. */
#ifndef ISN_FINDER_H
#define ISN_FINDER_H

#include "story/copies.h"
#include "story/finder_data.h"

/* Document `other`, which came before, shares text with the one added: in
 * pair and passages a is the other, b the one added. */
typedef struct isn_found {
    uint32_t other;
    isn_pair pair;
    const isn_shared *passages; /* in the order of a */
    uint32_t passage_count;
} isn_found;

typedef struct isn_finder isn_finder;

/* NULL when out of memory. */
isn_finder *isn_finder_new(void);
void isn_finder_free(isn_finder *finder);

/* Keeps a copy of the print as the next number, from 0, and tells what is
 * linked with it, by number of the other.  *found lives until the next
 * call. */
isnad_status isn_finder_add(isn_finder *finder, const isn_print *print,
                            const isn_found **found, size_t *count);

/* Once all documents are there more is known of what is common: measures
 * anew document `number` and an earlier one that was found for it, and tells
 * whether they are still linked.  *found lives until the next call. */
isnad_status isn_finder_confirm(isn_finder *finder, uint32_t number,
                                uint32_t other, isn_found *found, bool *linked);

/* What it knows of the documents that were added. */
isn_finder_data *isn_finder_known(isn_finder *finder);

#endif
