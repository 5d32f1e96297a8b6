/* Reads the names of a document: a linear-chain CRF in two passes. */
#ifndef ISN_TAGGER_H
#define ISN_TAGGER_H

#include "annotate/tagevidence.h"

/* A label (tagevidence.h) for each token of `doc` in *labels, which live in
 * its arena; outside the article and its captions all are
 * ISN_TAG_OUTSIDE. */
isnad_status isn_tag_document(isnad_doc *doc, const uint8_t **labels);

#endif
