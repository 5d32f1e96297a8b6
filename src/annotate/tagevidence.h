/* What a document says of its own words: a first pass of tagging read some
 * mentions well; the second pass tells the others. */
#ifndef ISN_TAGEVIDENCE_H
#define ISN_TAGEVIDENCE_H

#include "annotate/tagfeatures.h"

/* Labels: 0 outside; 1 + 4 * isnad_entity_type + position. */
enum {
    ISN_TAG_OUTSIDE = 0,
    ISN_TAG_BEGIN = 0,
    ISN_TAG_INSIDE = 1,
    ISN_TAG_LAST = 2,
    ISN_TAG_ALONE = 3,
    ISN_TAG_LABELS = 13
};

static inline unsigned isn_tag_label(unsigned type, unsigned position)
{
    return 1 + 4 * type + position;
}

/* Sets `seen` and `match` of the words from the labels of the first pass; a
 * word's own label does not count for itself. */
isnad_status isn_tag_evidence(isn_tag_text *text, const uint8_t *labels);

#endif
