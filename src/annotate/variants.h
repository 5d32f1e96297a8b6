/* When do two strings name the same one? */
#ifndef ISN_VARIANTS_H
#define ISN_VARIANTS_H

#include "isnad/doc.h"

/* The rule by which name `a` can denote the one that `b` names, or NULL:
 * "spelling" (hamza, ى/ي, ة/ه, ال), "transliteration" (ج غ ق ك for g, ڤ ف for
 * v, final ي/ا, vowel length), "shortening" (a surname alone, words left out),
 * "acronym".  Symmetric.  Never joins father and son, nor two people who
 * share a family name with different given names.  Names are UTF-8 and
 * NUL-terminated; only the first 16 words of each are looked at. */
const char *isn_name_variant(isnad_entity_type type, const char *a,
                             const char *b);

/* Keys by which variants find each other: two names that isn_name_variant
 * joins share at least one.  Writes at most `cap` (16 are enough) and returns
 * how many. */
size_t isn_name_keys(isnad_entity_type type, const char *name, uint64_t *keys,
                     size_t cap);

#endif
