/* The steps from a ranked pile to its stories. */
#ifndef ISN_BUILD_H
#define ISN_BUILD_H

#include "story/pile.h"

/* Stories of the pile: documents, title, days; sorted by first document.
 * cluster[rank] numbers them. */
isnad_status isn_stories_make(isnad_pile *pile, const uint32_t *cluster,
                              uint32_t count);

#endif
