/* All scores of a place are told from that of `outside` there, so that sixteen
 * bits hold them: those that run away are held at a bound that no sensible
 * name comes near.  The way back is found by asking once more which label
 * before gave the best. */
#include "annotate/tagdecode.h"

#include <string.h>

enum { BOUND = 20000, NEVER = -2000 };

/* Labels behind which a name may begin. */
static const uint8_t closed[] = {
    ISN_LANE_OUTSIDE, ISN_LANE_LAST,      ISN_LANE_LAST + 1, ISN_LANE_LAST + 2,
    ISN_LANE_ALONE,   ISN_LANE_ALONE + 1, ISN_LANE_ALONE + 2};

enum { CLOSED = sizeof closed, FRESH = ISN_LANE_INSIDE };

void isn_tag_decoder_init(isn_tag_decoder *d, const isn_model *m,
                          isn_tag_state *states)
{
    memcpy(d->transitions, m->header->transitions, sizeof d->transitions);
    d->states = states;
    d->begun = d->continued = (isn_half){} + NEVER;
    for (unsigned x = 0; x < CLOSED; x++) {
        d->closed[x] = (isn_half){} + NEVER;
        for (unsigned y = 0; y < FRESH; y++) {
            d->closed[x][y] = d->transitions[closed[x]][y];
        }
    }
    for (unsigned y = 0; y < 6; y++) {
        const int16_t *begin = d->transitions[ISN_LANE_BEGIN + y % 3];
        const int16_t *inside = d->transitions[ISN_LANE_INSIDE + y % 3];
        d->begun[y] = begin[ISN_LANE_INSIDE + y];
        d->continued[y] = inside[ISN_LANE_INSIDE + y];
    }
}

static isn_half all(int16_t value) { return (isn_half){} + value; }

/* a + b, held at the ends of sixteen bits. */
static isn_half sum(isn_half a, isn_half b)
{
    isn_half room = INT16_MAX - isn_most(a, all(0));
    isn_half depth = INT16_MIN - isn_least(a, all(0));
    return a + isn_most(isn_least(b, room), depth);
}

/* The scores of the place itself are added to those of the ways to it. */
static isn_tag_state arrive(isn_half fresh, isn_half inner,
                            const isn_scores *scores)
{
    static const isn_half but_outside = {0, -1, -1, -1, -1, -1, -1, -1};
    const char *at = (const char *)scores;
    isn_half here, inside;
    isn_tag_state out;
    memcpy(&here, at - sizeof(int16_t), sizeof here);
    memcpy(&inside, at + (FRESH - 1) * sizeof(int16_t), sizeof inside);
    out.fresh = isn_most(sum(fresh, here & but_outside), all(-BOUND));
    out.inner = isn_most(sum(inner, inside), all(-BOUND));
    out.fresh = isn_least(out.fresh, all(BOUND));
    out.inner = isn_least(out.inner, all(BOUND));
    return out;
}

static isn_tag_state step(const isn_tag_decoder *d, const isn_tag_state *before,
                          const isn_scores *scores)
{
    isn_half fresh = d->closed[0] + before->fresh[0];
    for (unsigned k = 0; k < 3; k++) {
        fresh = isn_most(fresh, d->closed[1 + k] + before->inner[3 + k]);
        fresh = isn_most(fresh,
                         d->closed[4 + k] + before->fresh[ISN_LANE_ALONE + k]);
    }
    isn_half f = before->fresh, i = before->inner;
    isn_half begin = __builtin_shufflevector(f, f, 1, 2, 3, 1, 2, 3, 7, 7);
    isn_half inside = __builtin_shufflevector(i, i, 0, 1, 2, 0, 1, 2, 6, 6);
    isn_half inner = isn_most(begin + d->begun, inside + d->continued);
    isn_half outside = all((int16_t)-fresh[0]);
    return arrive(sum(fresh, outside), sum(inner, outside), scores);
}

static int score_of(const isn_tag_state *s, unsigned lane)
{
    return lane < FRESH ? s->fresh[lane] : s->inner[lane - FRESH];
}

/* The label before from which `lane` was reached best. */
static unsigned best_before(const isn_tag_decoder *d,
                            const isn_tag_state *before, unsigned lane)
{
    if (lane >= FRESH) {
        unsigned begin = ISN_LANE_BEGIN + (lane - FRESH) % 3;
        unsigned inside = ISN_LANE_INSIDE + (lane - FRESH) % 3;
        return score_of(before, begin) + d->transitions[begin][lane] >=
                       score_of(before, inside) + d->transitions[inside][lane]
                   ? begin
                   : inside;
    }
    unsigned best = ISN_LANE_OUTSIDE;
    int top = score_of(before, best) + d->transitions[best][lane];
    for (unsigned x = 1; x < CLOSED; x++) {
        int v = score_of(before, closed[x]) + d->transitions[closed[x]][lane];
        if (v > top) {
            top = v;
            best = closed[x];
        }
    }
    return best;
}

static unsigned best_at_end(const isn_tag_state *s)
{
    unsigned best = ISN_LANE_OUTSIDE;
    for (unsigned x = 1; x < CLOSED; x++) {
        best = score_of(s, closed[x]) > score_of(s, best) ? closed[x] : best;
    }
    return best;
}

void isn_tag_decode(const isn_tag_decoder *d, const isn_scores *scores,
                    uint32_t n, bool opens, bool closes, uint8_t *labels)
{
    isn_tag_state *s = d->states;
    isn_half start = opens ? all(0) : d->closed[0];
    s[0] = arrive(start, all(-BOUND), &scores[0]);
    for (uint32_t i = 1; i < n; i++) {
        s[i] = step(d, &s[i - 1], &scores[i]);
    }
    unsigned lane = closes ? best_at_end(&s[n - 1])
                           : best_before(d, &s[n - 1], ISN_LANE_OUTSIDE);
    for (uint32_t i = n; i-- > 0;) {
        labels[i] = isn_lane_label(lane);
        if (i > 0) {
            lane = best_before(d, &s[i - 1], lane);
        }
    }
}
