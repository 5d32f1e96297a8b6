/* The stem of a word as it is compared and searched: without clitics, without
 * the endings of plural, feminine, nisba (lang/ar/light-endings.txt). */
#ifndef ISN_LIGHT_STEM_H
#define ISN_LIGHT_STEM_H

#include "core/docdata.h"

/* How much of the token's stem is left without its light ending, in bytes. */
size_t isn_light_stem(const isn_token *token);

/* The same for folded letters; a stem keeps at least three. */
size_t isn_cut_light_ending(const char *letters, size_t len);

/* The tokens of `words`, which belong to no page: names, questions.  The
 * document is the caller's to free; NULL when out of memory. */
isnad_doc *isn_doc_of_words(const char *words, size_t len);

#endif
