#include "annotate/namelabels.h"

/* A run that reached into [first, last] ends before it. */
static void end_before(uint8_t *labels, uint32_t first)
{
    if (first == 0 || isn_label_outside(labels, first - 1)) {
        return;
    }
    unsigned type = isn_label_type(labels[first - 1]);
    unsigned was = isn_label_position(labels[first - 1]);
    if (was == ISN_TAG_BEGIN) {
        labels[first - 1] = (uint8_t)isn_tag_label(type, ISN_TAG_ALONE);
    } else if (was == ISN_TAG_INSIDE) {
        labels[first - 1] = (uint8_t)isn_tag_label(type, ISN_TAG_LAST);
    }
}

/* What is left of a run that began within [first, last] begins behind it. */
static void begin_behind(uint8_t *labels, size_t count, uint32_t last)
{
    if (last + 1 >= count || isn_label_outside(labels, last + 1)) {
        return;
    }
    unsigned type = isn_label_type(labels[last + 1]);
    unsigned was = isn_label_position(labels[last + 1]);
    if (was == ISN_TAG_INSIDE) {
        labels[last + 1] = (uint8_t)isn_tag_label(type, ISN_TAG_BEGIN);
    } else if (was == ISN_TAG_LAST) {
        labels[last + 1] = (uint8_t)isn_tag_label(type, ISN_TAG_ALONE);
    }
}

void isn_label_put(uint8_t *labels, size_t count, uint32_t first, uint32_t last,
                   unsigned type)
{
    end_before(labels, first);
    begin_behind(labels, count, last);
    for (uint32_t i = first; i <= last; i++) {
        unsigned where = first == last ? ISN_TAG_ALONE
                         : i == first  ? ISN_TAG_BEGIN
                         : i == last   ? ISN_TAG_LAST
                                       : ISN_TAG_INSIDE;
        labels[i] = (uint8_t)isn_tag_label(type, where);
    }
}
