/* Undated documents get a day from the story they belong to. */
#ifndef ISN_UNDATED_H
#define ISN_UNDATED_H

#include "story/pile.h"

/* Dates the undated documents of `story` from its dated ones, and reads their
 * relative dates anew. */
isnad_status isn_story_undated(isnad_pile *pile, const isnad_story *story);

#endif
