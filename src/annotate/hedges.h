/* Passive hearsay: «يُعتقد أن», «من المتوقع أن». */
#ifndef ISN_HEDGES_H
#define ISN_HEDGES_H

#include "annotate/content.h"

/* Hearsay that begins at `at`: its cue and clause.  `last`: the end of the
 * unit. */
bool isn_hedge_at(const isn_scene *scene, uint32_t at, uint32_t last,
                  isnad_hedge *out, uint32_t *behind);

#endif
