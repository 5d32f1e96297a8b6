/* The judgement on one pair.  The bounds are round numbers, set on a few
 * hundred labelled pairs of newspaper articles; none is nearer to an example
 * than the second decimal. */
#include "story/copies.h"

/* Words in a row that no two people write alike; of a whole sentence; and how
 * many must be shared with and without such a sentence. */
enum { QUOTED = 32, SENTENCE = 12 };
enum { COVERED = 15, COVERED_IN_BITS = 30 };
static const double SAME = 0.97, NEARLY_ALL = 0.85, RARE_SHARE = 0.19;

static double greater_share(const isn_pair *pair)
{
    return pair->share_a > pair->share_b ? pair->share_a : pair->share_b;
}

bool isn_pair_open(const isn_pair *pair)
{
    return greater_share(pair) < NEARLY_ALL &&
           (pair->rare >= RARE_SHARE || pair->longest >= QUOTED);
}

bool isn_pair_linked(const isn_pair *pair)
{
    double share = greater_share(pair);
    double lead_low = pair->lead_a < pair->lead_b ? pair->lead_a : pair->lead_b;
    double lead_high = pair->lead_a + pair->lead_b - lead_low;
    if (share >= SAME || pair->longest >= QUOTED) {
        return true;
    }
    /* What stands everywhere is a form, however much of it both have. */
    if (pair->rare < RARE_SHARE ||
        (pair->rare < share / 2 && pair->longest < SENTENCE)) {
        return false;
    }
    if (share >= NEARLY_ALL) {
        return true;
    }
    /* A name with its titles is no shared text, nor are an office's set
     * phrases. */
    if ((pair->covered < COVERED && share < 0.6) ||
        (pair->covered < COVERED_IN_BITS && share < 0.3 &&
         pair->longest < SENTENCE)) {
        return false;
    }
    /* The same form, filled in with another number or for somebody else. */
    if (pair->numbers > 0 && share < 0.75 && lead_low >= 0.6) {
        return false;
    }
    return share >= 0.5 || lead_high >= 0.12;
}

isnad_link_kind isn_pair_kind(const isn_pair *pair)
{
    double low = pair->share_a < pair->share_b ? pair->share_a : pair->share_b;
    double high = pair->share_a + pair->share_b - low;
    return high >= 0.5 && low >= 0.32 && low + high >= 1.0 ? ISNAD_LINK_COPY
                                                           : ISNAD_LINK_DERIVED;
}

isnad_link_form isn_pair_form(const isn_pair *pair, uint32_t words_a,
                              uint32_t words_b)
{
    const double most = 0.8;
    if (pair->share_a >= most && pair->share_b >= most) {
        return ISNAD_FORM_WHOLE;
    }
    if (pair->share_b >= most) {
        return ISNAD_FORM_SHORTENED;
    }
    if (pair->share_a >= most) {
        return words_b >= 2 * words_a ? ISNAD_FORM_EMBEDDED
                                      : ISNAD_FORM_EXTENDED;
    }
    return ISNAD_FORM_REWRITTEN;
}
