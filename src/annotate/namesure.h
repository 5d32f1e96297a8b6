/* Names that the tables know for sure. */
#ifndef ISN_NAMESURE_H
#define ISN_NAMESURE_H

#include "annotate/tagevidence.h"

/* Labels what the tagger left outside and the tables of places and bodies know
 * to be nothing but a name, and clubs where the page is one of sport.
 * `labels`: one a token. */
isnad_status isn_names_sure(const isnad_doc *doc, uint8_t *labels);

#endif
