/* Documents as weighted terms, for clustering and for comparing statements. */
#ifndef ISN_TERMS_H
#define ISN_TERMS_H

#include "core/docdata.h"

/* A term is the hash of a light stem; its idf comes from the counts of raw
 * news, so that a pile of two pages is weighed like one of a million. */
typedef struct isn_weight {
    uint32_t term; /* 32 bits of the hash: clashes are rare enough */
    float weight;
} isn_weight;

/* Sorted by term, of unit length. */
typedef struct isn_vector {
    isn_weight *items;
    uint32_t count;
} isn_vector;

/* The light stem of a token: hash, and the weight of meeting it.  False for
 * punctuation, function words and what is no word. */
bool isn_term_of(const isn_token *token, uint32_t *term, float *idf);

/* The same, remembering what was asked lately; zeroed to begin with. */
enum { ISN_TERM_CACHE = 8192 };
typedef struct isn_term_cache {
    struct {
        uint64_t stem; /* hash; 0: free */
        uint32_t term;
        float idf;
    } slots[ISN_TERM_CACHE];
} isn_term_cache;
bool isn_term_cached(isn_term_cache *cache, const isn_token *token,
                     uint32_t *term, float *idf);

/* The consonants of a verb, whatever person and tense: لم يفض, فاض.  `whole`:
 * of the word as written, for the first letter may be no proclitic.  False
 * where too few are left to tell it by. */
bool isn_verb_skeleton(const isn_token *token, bool whole, uint64_t *hash);

/* How rare the token itself is in raw news: 0 (everywhere) to about 10. */
float isn_token_idf(const isn_token *token);

/* A token that raw news has as often as this, or more, is less rare. */
uint32_t isn_count_of_idf(float idf);

/* Adds up equal terms of items[0 .. count), sorts them, and returns how many
 * are left. */
uint32_t isn_weights_join(isn_weight *items, uint32_t count);

/* The same, but each term counts once: the lowest of its weights stays. */
uint32_t isn_weights_unique(isn_weight *items, uint32_t count);

/* Makes the weights a vector of unit length. */
void isn_vector_unit(isn_vector *vector);

float isn_vector_dot(const isn_vector *a, const isn_vector *b);

#endif
