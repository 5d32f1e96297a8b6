/* Labels of the tagger, one a token, and how a name is put among others. */
#ifndef ISN_NAMELABELS_H
#define ISN_NAMELABELS_H

#include "annotate/tagevidence.h"

static inline bool isn_label_outside(const uint8_t *labels, uint32_t at)
{
    return labels[at] == ISN_TAG_OUTSIDE;
}

static inline unsigned isn_label_type(uint8_t label)
{
    return (label - 1u) / 4u;
}

static inline unsigned isn_label_position(uint8_t label)
{
    return (label - 1u) % 4u;
}

static inline bool isn_label_is(const uint8_t *labels, uint32_t at,
                                unsigned type)
{
    return !isn_label_outside(labels, at) && isn_label_type(labels[at]) == type;
}

/* Does a name begin here, end here? */
static inline bool isn_label_begins(uint8_t label)
{
    return label && (isn_label_position(label) == ISN_TAG_BEGIN ||
                     isn_label_position(label) == ISN_TAG_ALONE);
}

static inline bool isn_label_ends(uint8_t label)
{
    return label && (isn_label_position(label) == ISN_TAG_LAST ||
                     isn_label_position(label) == ISN_TAG_ALONE);
}

/* Makes the tokens first … last of `count` one name.  Names that reached into
 * it end before it or begin behind it. */
void isn_label_put(uint8_t *labels, size_t count, uint32_t first, uint32_t last,
                   unsigned type);

#endif
