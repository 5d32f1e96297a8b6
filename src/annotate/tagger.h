/* Reads the names of a document: a linear-chain CRF in two passes. */
#ifndef ISN_TAGGER_H
#define ISN_TAGGER_H

#include "annotate/tagevidence.h"

/* A label (tagevidence.h) for each token of the document in *labels, which
 * live in its arena; what the tagger does not read is ISN_TAG_OUTSIDE.  The
 * text comes from isn_tag_text_new. */
isnad_status isn_tag_document(isn_tag_text *text, const uint8_t **labels);

#endif
