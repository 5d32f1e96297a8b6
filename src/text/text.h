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

/* Tokens and sentences are most of what a document takes, and cheap to make
 * again.  So one that is lean (docdata.h) has them only while somebody needs
 * them; of any other both do nothing.  What was needed is let rest, unless the
 * need failed. */
isnad_status isn_text_need(isnad_doc *doc);
void isn_text_rest(isnad_doc *doc);
void isn_text_forget(isnad_doc *doc); /* for an isn_fetcher */

/* The sentence in which text position `at` stands; empty: none. */
isnad_span isn_text_sentence(isnad_doc *doc, uint32_t at);

#endif
