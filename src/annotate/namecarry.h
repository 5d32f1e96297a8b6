/* A name found once is found everywhere. */
#ifndef ISN_NAMECARRY_H
#define ISN_NAMECARRY_H

#include "annotate/tagevidence.h"

/* Labels words that the tagger left outside although the same words are a
 * name elsewhere in the document, and the family name alone of people named
 * in full.  `labels`: one a token. */
isnad_status isn_names_carry(const isn_tag_text *text, uint8_t *labels);

#endif
