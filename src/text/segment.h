/* A word cut into all its clitics, for those who want segments. */
#ifndef ISN_SEGMENT_H
#define ISN_SEGMENT_H

#include "core/docdata.h"

enum { ISN_SEGMENT_CUTS = 6 };

/* Text offsets at which `token` is cut, in order; at most ISN_SEGMENT_CUTS.
 * Function words are cut as well (أن+ه, ب+شكل), which the grammars take whole
 * and token->word therefore leaves whole; ال stays with its word. */
unsigned isn_segment_word(const isnad_doc *doc, const isn_token *token,
                          uint32_t cuts[ISN_SEGMENT_CUTS]);

#endif
