/* A document's words as hashes, and the passages two of them share. */
#ifndef ISN_WORDS_H
#define ISN_WORDS_H

#include "core/docdata.h"
#include "story/pile.h"

typedef struct isn_words {
    uint32_t *hash;  /* of each word's folded form */
    uint32_t *token; /* its place among the document's tokens */
    uint32_t count;
} isn_words;

/* The words of the article's body.  free(words->hash) frees both. */
isnad_status isn_words_of(const isnad_doc *doc, isn_words *words);

/* Digits or a word of number, but no vague one. */
bool isn_is_number(const isn_token *token);

enum { ISN_GRAM = 3 };

/* Words [a, a + count) of one are words [b, b + count) of the other. */
typedef struct isn_shared {
    uint32_t a, b, count;
} isn_shared;

/* Storage that is used again from pair to pair. */
typedef struct isn_aligner {
    const uint16_t *b;
    uint32_t b_count, mask;
    ISN_VEC(uint32_t) slots, chain; /* gram → its first place, the next one */
    ISN_VEC(uint32_t) places;       /* word of a → a place of its gram */
    ISN_VEC(uint8_t) taken;         /* word of b → it is in a passage */
    ISN_VEC(isn_shared) shared;
} isn_aligner;

void isn_aligner_free(isn_aligner *aligner);

/* Takes b[0 .. count) to be compared with others; it must outlive them. */
isnad_status isn_aligner_index(isn_aligner *aligner, const uint16_t *b,
                               uint32_t count);

/* Fills aligner->shared with the passages of at least `least` words that
 * a[0 .. count) and the indexed b share, in the order of a; no word of b is
 * used twice.  Words are given as 16 bits of their hashes (prints.h). */
isnad_status isn_align(isn_aligner *aligner, const uint16_t *a, uint32_t count,
                       uint32_t least);

#endif
