/* The best sequence of labels, by Viterbi. */
#ifndef ISN_TAGDECODE_H
#define ISN_TAGDECODE_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "annotate/tagmodel.h"

/* Eight lanes: of labels that may stand at the start (outside, begin, alone,
 * and one that means nothing), or inside a name (inside, last, and two). */
typedef int16_t isn_eight __attribute__((vector_size(16)));

/* The greater, the lesser of each two. */
static inline isn_eight isn_most(isn_eight a, isn_eight b)
{
#ifdef __SSE2__
    return (isn_eight)_mm_max_epi16((__m128i)a, (__m128i)b);
#else
    isn_eight more = a > b;
    return (a & more) | (b & ~more);
#endif
}

static inline isn_eight isn_least(isn_eight a, isn_eight b)
{
#ifdef __SSE2__
    return (isn_eight)_mm_min_epi16((__m128i)a, (__m128i)b);
#else
    isn_eight less = a < b;
    return (a & less) | (b & ~less);
#endif
}

typedef struct isn_tag_state {
    isn_eight fresh, inner;
} isn_tag_state;

typedef struct isn_tag_decoder {
    int16_t transitions[ISN_LANES][ISN_LANES];
    isn_eight closed[7];        /* from outside, alone and last into fresh */
    isn_eight begun, continued; /* from begin and inside into inner */
    isn_tag_state *states;      /* one for each place */
} isn_tag_decoder;

void isn_tag_decoder_init(isn_tag_decoder *d, const isn_model *m,
                          isn_tag_state *states);

/* Labels of `n` places from their scores.  What stands before the first is
 * outside or, where `opens`, the start of the sentence; so behind the last. */
void isn_tag_decode(const isn_tag_decoder *d, const isn_scores *scores,
                    uint32_t n, bool opens, bool closes, uint8_t *labels);

#endif
