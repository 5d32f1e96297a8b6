/* The steps from a ranked pile to its stories. */
#ifndef ISN_BUILD_H
#define ISN_BUILD_H

#include "story/pile.h"

/* Stories of the pile: documents, title, days; sorted by first document.
 * cluster[rank] numbers them. */
isnad_status isn_stories_make(isnad_pile *pile, const uint32_t *cluster,
                              uint32_t count);

/* Tells stories that are near each other, by the kin of each (cluster.h). */
isnad_status isn_stories_relate(isnad_pile *pile, const uint32_t *kin);

/* Gives each story the links between its own documents. */
isnad_status isn_story_links(isnad_pile *pile);

/* The tokens of all its documents are there between these two (text.h). */
isnad_status isn_story_need(const isnad_pile *pile, const isnad_story *story);
void isn_story_rest(const isnad_pile *pile, const isnad_story *story);

/* Everything else that is told of a story. */
isnad_status isn_story_fill(isnad_pile *pile, isnad_story *story);

/* The steps, in their order.  Each fills its own lists of the story. */
isnad_status isn_story_origins(isnad_pile *pile, isnad_story *story);

#endif
