/* The singular of a noun behind a number, by its form and by counts. */
#ifndef ISN_FIGURES_SINGULAR_H
#define ISN_FIGURES_SINGULAR_H

#include "core/docdata.h"

/* The noun of token `t` in the singular, in the document's arena.  `plural`:
 * the number asks for one; `dual`: it is one. */
isnad_status isn_singular(isnad_doc *doc, const isn_token *t, bool plural,
                          bool dual, const char **out);

/* The same of a plural in ات that is known to be feminine: جزائيات, جزائية. */
isnad_status isn_singular_in_ta(isnad_doc *doc, const isn_token *t,
                                const char **out);

/* Does the word end in these letters, with two more before them? */
bool isn_ends(const char *word, size_t len, const char *letters);

/* How often a folded word stands in the count table. */
uint32_t isn_count_of(const char *folded, size_t len);

/* Is a word that no table has the broken plural of a known one: «التدابير»? */
bool isn_is_broken_plural(const isnad_doc *doc, const isn_token *token);

#endif
