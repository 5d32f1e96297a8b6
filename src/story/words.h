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

/* The hash of the three words from `at`. */
static inline uint64_t isn_gram(const isn_words *words, uint32_t at)
{
    return isn_mix(isn_mix(words->hash[at], words->hash[at + 1]),
                   words->hash[at + 2]);
}

enum { ISN_GRAM = 3 };

/* Words [a, a + count) of one are words [b, b + count) of the other. */
typedef struct isn_shared {
    uint32_t a, b, count;
} isn_shared;

/* Storage that is used again from pair to pair. */
typedef struct isn_aligner {
    ISN_VEC(uint32_t) slots, chain, taken;
    ISN_VEC(isn_shared) shared;
} isn_aligner;

void isn_aligner_free(isn_aligner *aligner);

/* Fills aligner->shared with the passages of at least `least` words that a
 * and b share, in the order of a; no word of b is used twice. */
isnad_status isn_align(isn_aligner *aligner, const isn_words *a,
                       const isn_words *b, uint32_t least);

#endif
