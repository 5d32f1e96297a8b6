/* From text to tokens. */
#ifndef ISN_TOKEN_H
#define ISN_TOKEN_H

#include "core/docdata.h"

/* Appends the tokens of text [span.begin, span.end), of block `block`; the
 * arena doc->words is there. */
isnad_status isn_tokenize(isnad_doc *doc, isnad_span span, uint32_t block);

#endif
