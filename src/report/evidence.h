/* The places of a pile that its views link to, so that each page can mark
 * them. */
#ifndef ISN_EVIDENCE_H
#define ISN_EVIDENCE_H

#include "isnad/story.h"

typedef struct isn_evidence {
    isnad_place *items; /* by document, then by beginning; the longer first,
                           so that marks nest; each once */
    size_t count, cap;
    bool failed;
} isn_evidence;

/* Collects those of all stories.  ISNAD_NOMEM is the only failure. */
isnad_status isn_evidence_collect(const isnad_pile *pile,
                                  isn_evidence *evidence);
void isn_evidence_free(isn_evidence *evidence);

/* Adds one place; those added are sorted by isn_evidence_sort. */
void isn_evidence_add(isn_evidence *evidence, isnad_place place);
void isn_evidence_sort(isn_evidence *evidence);

/* Those of document `doc`: *count of them. */
const isnad_place *isn_evidence_of(const isn_evidence *evidence, uint32_t doc,
                                   size_t *count);

#endif
