/* What kinds of source stand behind the statements of each outlet. */
#ifndef ISN_SOURCE_TALLY_H
#define ISN_SOURCE_TALLY_H

#include "core/docdata.h"

/* The statements of one outlet, in one story or in all. */
typedef struct isn_tally {
    const char *outlet; /* NULL: unknown */
    uint32_t of_kind[ISN_SOURCE_KINDS], all, documents;
} isn_tally;

/* `items` has room for an outlet of each document that is added. */
typedef struct isn_tallies {
    isn_tally *items;
    size_t count;
} isn_tallies;

void isn_tallies_add(isn_tallies *all, const isnad_doc *doc);
/* By outlet. */
void isn_tallies_sort(isn_tallies *all);

#endif
