/* The best sequence of labels, by Viterbi. */
#ifndef ISN_TAGDECODE_H
#define ISN_TAGDECODE_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "annotate/tagmodel.h"

/* The greater, the lesser of each two. */
static inline isn_half isn_most(isn_half a, isn_half b)
{
#ifdef __SSE2__
    return (isn_half)_mm_max_epi16((__m128i)a, (__m128i)b);
#else
    isn_half more = a > b;
    return (a & more) | (b & ~more);
#endif
}

static inline isn_half isn_least(isn_half a, isn_half b)
{
#ifdef __SSE2__
    return (isn_half)_mm_min_epi16((__m128i)a, (__m128i)b);
#else
    isn_half less = a < b;
    return (a & less) | (b & ~less);
#endif
}

/* The lanes of labels that may stand at the start (outside, begin, alone, and
 * one that means nothing), and inside a name (inside, last, and two). */
typedef struct isn_tag_state {
    isn_half fresh, inner;
} isn_tag_state;

typedef struct isn_tag_decoder {
    int16_t transitions[ISN_LANES][ISN_LANES];
    isn_half closed[7];        /* from outside, alone and last into fresh */
    isn_half begun, continued; /* from begin and inside into inner */
    isn_tag_state *states;     /* one for each place */
} isn_tag_decoder;

void isn_tag_decoder_init(isn_tag_decoder *d, const isn_model *m,
                          isn_tag_state *states);

/* Labels of `n` places from their scores.  What stands before the first is
 * outside or, where `opens`, the start of the sentence; so behind the last. */
void isn_tag_decode(const isn_tag_decoder *d, const isn_scores *scores,
                    uint32_t n, bool opens, bool closes, uint8_t *labels);

#endif
