/* From labels of tokens to the spans of names. */
#ifndef ISN_NAMESPANS_H
#define ISN_NAMESPANS_H

#include "annotate/tagevidence.h"

/* Fills doc->names from `labels`, one a token; `cut` are the weights of
 * nameedges.h.  Punctuation and function words at the edges go away, an
 * opening mark without its partner begins the name anew, and people joined by
 * و are two. */
isnad_status isn_name_spans(const isn_tag_text *text, const uint8_t *labels,
                            const float *cut);

#endif
