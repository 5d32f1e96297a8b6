/* From a verb of saying to where its content begins. */
#ifndef ISN_SEARCH_H
#define ISN_SEARCH_H

#include "annotate/chain.h"

/* Is the verb's own object its content («أعلن ارتفاع …»)? */
bool isn_wants_object(const isn_cue *cue);

/* May the noun at `at` be that object?  `inside`: it stands in what a
 * preposition began, where only a noun of action is taken for it. */
bool isn_object_noun(const isn_scene *scene, const isn_cue *cue, uint32_t at,
                     bool inside);

/* The complement of `cue` from token `from` on, within `reach` tokens and
 * before `last`. */
bool isn_find_complement(const isn_scene *scene, const isn_cue *cue,
                         uint32_t from, uint32_t last, uint32_t reach,
                         isn_complement *c);

#endif
