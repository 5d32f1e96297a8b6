/* From the text of an article to tokens and sentences. */
#ifndef ISN_TEXT_H
#define ISN_TEXT_H

#include "core/docdata.h"
#include "lang/lexicon.h"

/* Tokens and sentences of all blocks of `doc` (not of META blocks), each
 * token looked up once.  Called once, after page has fixed text and blocks.
 * Sentences end at . ! ? ؟ and at the end of a line or block; not inside
 * numbers, abbreviations and host names, nor at ... */
isnad_status isn_text_analyze(isnad_doc *doc);

#endif
