/* Names made whole by the nouns at their heads. */
#ifndef ISN_NAMEWHOLE_H
#define ISN_NAMEWHOLE_H

#include "annotate/tagevidence.h"

/* ملعب الأمير خالد is a place, مستشفى الملك خالد and خفر السواحل المالطي are
 * organisations.  `labels`: one a token, changed in place. */
void isn_names_whole(const isnad_doc *doc, uint8_t *labels);

#endif
