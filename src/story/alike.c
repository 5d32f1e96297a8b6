#include "story/alike.h"

#include <math.h>
#include <string.h>

/* ---- speakers ----------------------------------------------------------- */

typedef enum speakers { SAME, OPEN, OTHER } speakers;

/* A spokesman and his ministry, an army and its state may be the same; two
 * people are not. */
static speakers compare_speakers(const isn_work *w, const isn_utterance *a,
                                 const isn_utterance *b)
{
    if (a->speaker == 0 || b->speaker == 0) {
        return OPEN;
    }
    if (a->actor == ISN_NONE || b->actor == ISN_NONE) {
        return a->speaker == b->speaker ? SAME : OPEN;
    }
    if (a->actor == b->actor) {
        return SAME;
    }
    const isnad_actor *actors = w->story->actors;
    return actors[a->actor].type == ISNAD_PER &&
                   actors[b->actor].type == ISNAD_PER
               ? OTHER
               : OPEN;
}

/* ---- content ------------------------------------------------------------ */

/* How many of two sorted lists are equal. */
static uint32_t count_common(const uint32_t *a, uint32_t n, const uint32_t *b,
                             uint32_t m)
{
    uint32_t i = 0, k = 0, common = 0;
    while (i < n && k < m) {
        common += a[i] == b[k];
        uint32_t x = a[i], y = b[k];
        i += x <= y;
        k += y <= x;
    }
    return common;
}

static float smaller(float a, float b) { return a < b ? a : b; }

static float share(float part, float whole)
{
    return whole > 0 ? part / whole : 0;
}

/* The weights of shared terms; `local` ones differ from one statement to
 * another only by rounding. */
static float common_weight(const isn_vector *a, const isn_vector *b)
{
    float common = 0;
    uint32_t i = 0, k = 0;
    while (i < a->count && k < b->count) {
        uint32_t x = a->items[i].term, y = b->items[k].term;
        if (x == y) {
            common += smaller(a->items[i].weight, b->items[k].weight);
        }
        i += x <= y;
        k += y <= x;
    }
    return common;
}

enum { FIGURES_COMPARED = 16 };

/* Two small numbers are easily the same by chance; 76 is not. */
static float telling(const isnad_figure *p, const isnad_figure *q)
{
    bool equal = p->low == q->low && p->high == q->high && !p->vague &&
                 isfinite(p->low) && isfinite(p->high);
    float weight = p->low <= 3 ? 0.3f : p->low < 10 ? 0.7f : 1.0f;
    bool same_thing = p->of && q->of && strcmp(p->of, q->of) == 0;
    return !equal ? 0 : same_thing ? weight : weight / 2;
}

typedef struct figures {
    bool meet;   /* the bounds of two overlap */
    float equal; /* weight of those that are exactly equal */
} figures;

static const float MOST_EQUAL = 3;

static figures compare_figures(const isn_work *w, const isn_utterance *a,
                               const isn_utterance *b)
{
    const isnad_figure *x = isn_work_doc(w, a->place)->figures.items;
    const isnad_figure *y = isn_work_doc(w, b->place)->figures.items;
    figures found = {false, 0};
    uint32_t taken = 0; /* figures of b that answer one of a */
    for (uint32_t i = 0; i < a->figure_count && i < FIGURES_COMPARED; i++) {
        const isnad_figure *p = &x[a->first_figure + i];
        float best = 0;
        uint32_t answer = 0;
        for (uint32_t k = 0; k < b->figure_count && k < FIGURES_COMPARED; k++) {
            const isnad_figure *q = &y[b->first_figure + k];
            found.meet |= p->low <= q->high && q->low <= p->high;
            float weight = taken & (1U << k) ? 0 : telling(p, q);
            if (weight > best) {
                best = weight;
                answer = 1U << k;
            }
        }
        taken |= answer;
        found.equal += best;
    }
    found.equal = smaller(found.equal, MOST_EQUAL);
    return found;
}

void isn_alike_measures(const isn_work *work, const isn_utterance *a,
                        const isn_utterance *b, float *m)
{
    float common = isn_bag_common(&a->bag, &b->bag, NULL);
    float local = common_weight(&a->local, &b->local);
    uint32_t pairs =
        count_common(a->pairs, a->pair_count, b->pairs, b->pair_count);
    uint32_t fewer =
        a->pair_count < b->pair_count ? a->pair_count : b->pair_count;
    speakers who = compare_speakers(work, a, b);
    bool both = a->figure_count > 0 && b->figure_count > 0;
    figures numbers = compare_figures(work, a, b);
    m[ISN_ALIKE_CONTAINED] = share(common, smaller(a->bag.sum, b->bag.sum));
    m[ISN_ALIKE_LOCAL_CONTAINED] =
        share(local, smaller(a->local_sum, b->local_sum));
    m[ISN_ALIKE_LOCAL_JACCARD] =
        share(local, a->local_sum + b->local_sum - local);
    m[ISN_ALIKE_COMMON] = logf(1 + common);
    m[ISN_ALIKE_PAIRS] = share((float)pairs, (float)fewer);
    m[ISN_ALIKE_SAME] = who == SAME;
    m[ISN_ALIKE_OTHER] = who == OTHER;
    m[ISN_ALIKE_KIN] = share(common_weight(&a->who.terms, &b->who.terms),
                             smaller(a->who.sum, b->who.sum));
    m[ISN_ALIKE_NUMBERS] = numbers.meet;
    m[ISN_ALIKE_EXACT] = numbers.equal;
    m[ISN_ALIKE_RIVALS] = both && !numbers.meet;
    m[ISN_ALIKE_LENGTHS] = fabsf(logf((1 + a->bag.sum) / (1 + b->bag.sum)));
    m[ISN_ALIKE_BARE] = a->statement == ISN_NONE || b->statement == ISN_NONE;
}

/* Fitted by bench/fit_rows.py. */
static const float WEIGHTS[ISN_ALIKE_MEASURES] = {
    [ISN_ALIKE_CONTAINED] = 1.22f,     [ISN_ALIKE_LOCAL_CONTAINED] = 2.27f,
    [ISN_ALIKE_LOCAL_JACCARD] = 2.25f, [ISN_ALIKE_COMMON] = 0.28f,
    [ISN_ALIKE_PAIRS] = 0.01f,         [ISN_ALIKE_SAME] = 1.32f,
    [ISN_ALIKE_OTHER] = -1.12f,        [ISN_ALIKE_KIN] = 3.00f,
    [ISN_ALIKE_NUMBERS] = 0.45f,       [ISN_ALIKE_EXACT] = 1.97f,
    [ISN_ALIKE_RIVALS] = -0.82f,       [ISN_ALIKE_LENGTHS] = -0.21f,
    [ISN_ALIKE_BARE] = -0.92f,
};
static const float BIAS = -7.24f;

/* The gold lists few sentences without a speaker and not all that copies
 * share: words that are nearly the same are one statement, whoever is said to
 * say them, unless they are two people. */
static const float NEARLY_EQUAL = 0.65f, SURE = 1.0f;

/* A quotation cut down to one of its clauses: by the same speaker, as far as is
 * known, or nearly word for word. */
static const float WITHIN = 0.45f, LOCAL_WITHIN = 0.35f, KIN = 0.45f,
                   MUCH = 2.4f, WHOLLY = 0.8f, MORE = 2.8f, PART = -0.5f,
                   LIKELY = -1.1f;

static bool is_part(const float *m)
{
    bool within = m[ISN_ALIKE_CONTAINED] >= WITHIN &&
                  m[ISN_ALIKE_LOCAL_CONTAINED] >= LOCAL_WITHIN &&
                  m[ISN_ALIKE_COMMON] >= MUCH && m[ISN_ALIKE_KIN] >= KIN;
    bool wholly = m[ISN_ALIKE_CONTAINED] >= WHOLLY &&
                  m[ISN_ALIKE_LOCAL_CONTAINED] >= WHOLLY &&
                  m[ISN_ALIKE_COMMON] >= MORE;
    return (within || wholly) && m[ISN_ALIKE_OTHER] <= 0 &&
           m[ISN_ALIKE_BARE] <= 0;
}

float isn_alike(const isn_work *work, const isn_utterance *a,
                const isn_utterance *b)
{
    float measures[ISN_ALIKE_MEASURES], sum = BIAS;
    isn_alike_measures(work, a, b, measures);
    for (unsigned i = 0; i < ISN_ALIKE_MEASURES; i++) {
        sum += WEIGHTS[i] * measures[i];
    }
    bool equal = measures[ISN_ALIKE_LOCAL_JACCARD] > NEARLY_EQUAL &&
                 measures[ISN_ALIKE_OTHER] <= 0;
    if (equal) {
        return fmaxf(sum, SURE);
    }
    return is_part(measures) ? fmaxf(sum, PART) : sum;
}

bool isn_is_part(const isn_work *work, const isn_utterance *a,
                 const isn_utterance *b)
{
    float measures[ISN_ALIKE_MEASURES];
    isn_alike_measures(work, a, b, measures);
    return is_part(measures) ||
           (measures[ISN_ALIKE_SAME] > 0 && measures[ISN_ALIKE_KIN] >= KIN &&
            isn_alike(work, a, b) >= LIKELY);
}
