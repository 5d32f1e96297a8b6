/* Names of places that are everyday words. */
#ifndef ISN_NAMEEVERYDAY_H
#define ISN_NAMEEVERYDAY_H

#include "annotate/tagevidence.h"

/* Takes the label of a place from words that are none here: سيول, floods,
 * where an adjective of theirs stands behind, where another noun without
 * article is joined to them, or where the document has السيول. */
void isn_names_everyday(const isnad_doc *doc, uint8_t *labels);

#endif
