#include "story/terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "core/sort.h"
#include "lang/lexicon.h"
#include "text/light_stem.h"

/* model/terms.bin: documents, terms, then hash and documents of each term,
 * sorted by hash; made by bench/make_terms.c. */
extern const uint32_t isn_terms_model[];

static float idf_of_count(uint32_t documents)
{
    return logf(1.0f + (float)isn_terms_model[0] / (1.0f + (float)documents));
}

/* Binary search by interpolation: hashes are spread evenly. */
static uint32_t documents_of(uint32_t term)
{
    const uint32_t *pairs = isn_terms_model + 2;
    uint32_t low = 0, high = isn_terms_model[1];
    while (low < high) {
        uint32_t first = pairs[2 * low], last = pairs[2 * (high - 1)];
        if (term < first || term > last) {
            return 0;
        }
        uint64_t span = (uint64_t)last - first + 1;
        uint32_t at =
            low + (uint32_t)((uint64_t)(term - first) * (high - low) / span);
        if (pairs[2 * at] == term) {
            return pairs[2 * at + 1];
        }
        if (pairs[2 * at] < term) {
            low = at + 1;
        } else {
            high = at;
        }
    }
    return 0;
}

float isn_token_idf(const isn_token *token)
{
    return idf_of_count(token->count);
}

uint32_t isn_count_of_idf(float idf)
{
    return (uint32_t)((float)isn_terms_model[0] / (expf(idf) - 1.0f));
}

static bool is_term(const isn_token *token)
{
    return token->kind == ISN_NUMBER ||
           (token->kind == ISN_WORD &&
            !(token->classes & ISN_BIT(ISN_CLASS_FUNCTION)) &&
            token->stem_len > 2);
}

bool isn_term_of(const isn_token *token, uint32_t *term, float *idf)
{
    if (!is_term(token)) {
        return false;
    }
    size_t len =
        token->kind == ISN_WORD ? isn_light_stem(token) : token->stem_len;
    *term = (uint32_t)XXH3_64bits(token->stem, len);
    *idf = idf_of_count(documents_of(*term));
    return true;
}

bool isn_term_cached(isn_term_cache *cache, const isn_token *token,
                     uint32_t *term, float *idf)
{
    if (!is_term(token)) {
        return false;
    }
    uint64_t stem = XXH3_64bits(token->stem, token->stem_len) | 1;
    size_t at = (size_t)(stem >> 1) % ISN_TERM_CACHE;
    if (cache->slots[at].stem != stem) {
        cache->slots[at].stem = stem;
        isn_term_of(token, &cache->slots[at].term, &cache->slots[at].idf);
    }
    *term = cache->slots[at].term;
    *idf = cache->slots[at].idf;
    return true;
}

/* Folded letters that conjugation adds or changes. */
static bool is_weak(const char *at)
{
    unsigned char a = (unsigned char)at[0], b = (unsigned char)at[1];
    return (a == 0xD8 && b == 0xA7) ||              /* ا */
           (a == 0xD9 && (b == 0x88 || b == 0x8A)); /* و ي */
}

static bool is_prefix(const char *at)
{
    unsigned char a = (unsigned char)at[0], b = (unsigned char)at[1];
    return is_weak(at) || (a == 0xD8 && b == 0xAA) || /* ت */
           (a == 0xD9 && b == 0x86);                  /* ن */
}

enum { LONGEST_VERB = 32, ROOT = 4 /* bytes: two consonants */ };

bool isn_verb_skeleton(const isn_token *token, bool whole, uint64_t *hash)
{
    const char *word = whole ? token->fold : token->stem;
    size_t len =
        isn_cut_light_ending(word, whole ? token->fold_len : token->stem_len);
    size_t n = 0, at = 0;
    char kept[LONGEST_VERB];
    if (token->kind != ISN_WORD || len % 2 != 0 || len < ROOT ||
        len > LONGEST_VERB) {
        return false;
    }
    for (unsigned i = 0; i < 2 && at + ROOT < len; i++) {
        at += is_prefix(word + at) ? 2 : 0;
    }
    for (; at < len; at += 2) {
        if (!is_weak(word + at)) {
            memcpy(kept + n, word + at, 2);
            n += 2;
        }
    }
    /* ت of the feminine behind a past verb. */
    if (n > ROOT && memcmp(kept + n - 2, "\xD8\xAA", 2) == 0) {
        n -= 2;
    }
    *hash = XXH3_64bits(kept, n);
    return n >= ROOT;
}

static int by_term(const void *a, const void *b)
{
    const isn_weight *x = a, *y = b;
    return x->term < y->term ? -1 : x->term > y->term;
}

uint32_t isn_weights_join(isn_weight *items, uint32_t count)
{
    if (count == 0) {
        return 0;
    }
    isn_sort(items, count, sizeof *items, by_term);
    uint32_t n = 0;
    for (uint32_t i = 1; i < count; i++) {
        if (items[i].term == items[n].term) {
            items[n].weight += items[i].weight;
        } else {
            items[++n] = items[i];
        }
    }
    return n + 1;
}

uint32_t isn_weights_unique(isn_weight *items, uint32_t count)
{
    if (count == 0) {
        return 0;
    }
    isn_sort(items, count, sizeof *items, by_term);
    uint32_t n = 0;
    for (uint32_t i = 1; i < count; i++) {
        if (items[i].term != items[n].term) {
            items[++n] = items[i];
        } else if (items[i].weight < items[n].weight) {
            items[n].weight = items[i].weight;
        }
    }
    return n + 1;
}

void isn_vector_unit(isn_vector *vector)
{
    float sum = 0;
    for (uint32_t i = 0; i < vector->count; i++) {
        sum += vector->items[i].weight * vector->items[i].weight;
    }
    float scale = sum > 0 ? 1.0f / sqrtf(sum) : 0.0f;
    for (uint32_t i = 0; i < vector->count; i++) {
        vector->items[i].weight *= scale;
    }
}

float isn_vector_dot(const isn_vector *a, const isn_vector *b)
{
    float sum = 0;
    uint32_t i = 0, k = 0;
    while (i < a->count && k < b->count) {
        if (a->items[i].term == b->items[k].term) {
            sum += a->items[i++].weight * b->items[k++].weight;
        } else if (a->items[i].term < b->items[k].term) {
            i++;
        } else {
            k++;
        }
    }
    return sum;
}
