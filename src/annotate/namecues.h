/* Names that their neighbours give away. */
#ifndef ISN_NAMECUES_H
#define ISN_NAMECUES_H

#include "annotate/tagevidence.h"

/* Labels names that the tagger left outside because it never saw their words:
 * a given name behind a title, or before a family name; what stands behind
 * مدينة or بلدة and is rare in raw news.  `labels`: one a token. */
void isn_names_cued(const isnad_doc *doc, uint8_t *labels);

#endif
