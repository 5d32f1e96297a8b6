/* Names that their neighbours give away. */
#ifndef ISN_NAMECUES_H
#define ISN_NAMECUES_H

#include "annotate/tagevidence.h"
#include "lang/lexicon.h"

/* Labels names that the tagger left outside because it never saw their words:
 * a given name behind a title, or before a family name; what stands behind
 * مدينة or بلدة and is rare in raw news.  `labels`: one a token. */
void isn_names_cued(const isnad_doc *doc, uint8_t *labels);

/* Does the token end as the given name is written?  «مني», from me, is not
 * «منى», though both fold to one word. */
bool isn_given_written(const isnad_doc *doc, uint32_t at,
                       const isn_row_given_name *row);

#endif
