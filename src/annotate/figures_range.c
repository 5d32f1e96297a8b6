/* Ranges: «بين 5 و7 أشخاص», «من متر إلى متر ونصف». */
#include <math.h>

#include "annotate/figures_scan.h"
#include "text/match.h"

enum { CHANGE_REACH = 10 };

/* Where the second number begins, or ISN_NO_TOKEN: behind «و» after «بين»,
 * «إلى» after «من» or between numbers, «أو», a dash. */
static uint32_t second_number(const isn_figure_scan *s, const isn_draft *d,
                              bool *spelled)
{
    uint32_t at = d->last;
    if (at >= s->last) {
        return ISN_NO_TOKEN;
    }
    const isn_token *t = &s->doc->tokens.items[at];
    bool bare = d->last == d->at + d->number.tokens;
    bool opened = s->range_at != ISN_NO_TOKEN && s->range_end == d->first;
    *spelled = opened;
    if (opened && s->range == ISN_FIGWORD_KIND_BETWEEN) {
        if (isn_token_is(s->doc, at, "و")) {
            return at + 1;
        }
        if (t->clitics & ISN_CLITIC_WA) {
            return at;
        }
    }
    if (isn_figure_word(s, at, ISN_FIGWORD_KIND_TO) && (opened || bare)) {
        return at + 1;
    }
    if (isn_figure_word(s, at, ISN_FIGWORD_KIND_OR)) {
        return at + 1;
    }
    bool dash = t->kind >= ISN_PUNCT && (t->punct == '-' || t->punct == 0x2013);
    return dash && bare && d->number.digits ? at + 1 : ISN_NO_TOKEN;
}

bool isn_figure_changed(const isn_figure_scan *s, const isn_draft *d)
{
    bool height = s->change_noun && /* «ارتفاع الموج من مترين إلى ثلاثة» */
                  (d->noun.kind == ISN_COUNTED_KIND_MEASURE ||
                   d->noun.kind == ISN_COUNTED_KIND_TIME);
    return !height && s->range == ISN_FIGWORD_KIND_FROM &&
           s->range_end == d->first && s->change != ISN_NO_TOKEN &&
           d->first - s->change <= CHANGE_REACH;
}

/* «ما بين خمس وعشرين سنة»: two numbers, though they read as one, where no
 * other follows. */
static bool split_sum(isn_figure_scan *s, isn_draft *d)
{
    double tens = d->number.high - fmod(d->number.high, 10);
    double ones = d->number.high - tens;
    if (d->number.digits || d->number.definite || ones < 2 || tens < 20 ||
        d->number.high > 99 || s->range != ISN_FIGWORD_KIND_BETWEEN ||
        s->range_end != d->first || s->range_at == ISN_NO_TOKEN ||
        d->noun.kind == ISN_COUNTED_KIND_PERCENT) {
        return false;
    }
    d->low = ones;
    d->high = tens;
    d->first = s->range_at;
    s->range_at = ISN_NO_TOKEN;
    return true;
}

isnad_status isn_figure_range(isn_figure_scan *s, isn_draft *d)
{
    bool spelled;
    if (isn_figure_changed(s, d)) {
        return ISNAD_OK;
    }
    uint32_t at = second_number(s, d, &spelled);
    if (at == ISN_NO_TOKEN && split_sum(s, d)) {
        return ISNAD_OK;
    }
    isn_number n;
    isn_noun noun;
    if (at >= s->last ||
        s->doc->tokens.items[at].sentence !=
            s->doc->tokens.items[d->at].sentence ||
        !isn_number_at(s->doc, at, &n) || n.ordinal || n.definite) {
        return ISNAD_OK;
    }
    isnad_status status =
        n.dual ? isn_noun_of_token(s->doc, at, &noun)
               : isn_noun_after(s->doc, at + n.tokens, s->last, &n, &noun);
    if (status) {
        return status;
    }
    bool two = isn_noun_found(&d->noun) && isn_noun_found(&noun) &&
               (noun.kind == ISN_COUNTED_KIND_PERCENT ||
                noun.kind == ISN_COUNTED_KIND_MONEY);
    if (two && spelled && s->range == ISN_FIGWORD_KIND_FROM) {
        return ISNAD_OK; /* «من 13% إلى 23%»: a change, two values */
    }
    double low = d->number.low;
    if (!isn_noun_found(&d->noun) && d->number.scale == 1 && n.scale > 1 &&
        low < n.high / n.scale) {
        low *= n.scale; /* بين 10 و20 مليونا */
    }
    bool same = !isn_noun_found(&d->noun) || !isn_noun_found(&noun) ||
                d->noun.of == noun.of;
    if (low <= 0 || low >= n.high || !same || (!spelled && n.high > 10 * low) ||
        (!spelled && !isn_noun_found(&noun))) {
        return ISNAD_OK;
    }
    d->low = low;
    d->high = n.high;
    d->noun = isn_noun_found(&noun) ? noun : d->noun;
    d->last = at + n.tokens;
    if (noun.last > d->last) {
        d->last = noun.last;
    }
    if (spelled) {
        d->first = s->range_at;
    }
    s->range_at = ISN_NO_TOKEN;
    return ISNAD_OK;
}

/* «متر ونصف», «ثلاثة أمتار», «أسبوعين» at `at`, of the unit `of`: the value,
 * and the end in *last; or 0. */
static double value_of_unit(isn_figure_scan *s, uint32_t at, const char *of,
                            uint32_t *last)
{
    isn_number n = {.low = 1, .high = 1};
    isn_noun noun;
    uint32_t tokens;
    double part = at + 1 < s->last && isn_is(s->doc, at, ISN_CLASS_COUNTED)
                      ? isn_fraction_at(s->doc, at + 1, &tokens)
                      : 0;
    bool number = part <= 0 && isn_number_at(s->doc, at, &n);
    isnad_status status = ISNAD_OK;
    if (number && n.dual) {
        status = isn_noun_of_token(s->doc, at, &noun);
        *last = at + 1;
    } else if (number) {
        status = isn_noun_after(s->doc, at + n.tokens, s->last, &n, &noun);
        *last = noun.last;
    } else if (part > 0) {
        status = isn_noun_after(s->doc, at, at + 1, &n, &noun);
        *last = at + 1 + tokens;
    } else {
        return 0;
    }
    return !status && !n.vague && isn_noun_found(&noun) && noun.of == of
               ? n.low + part
               : 0;
}

/* Where the second end of a range may begin whose first is a unit at s->at. */
static uint32_t behind_unit(const isn_figure_scan *s)
{
    uint32_t at = s->at + 1;
    bool between = s->range == ISN_FIGWORD_KIND_BETWEEN;
    if (at >= s->last) {
        return ISN_NO_TOKEN;
    }
    if (between && isn_token_is(s->doc, at, "و")) {
        return at + 1;
    }
    if (between && (isn_figure_token(s, at)->clitics & ISN_CLITIC_WA)) {
        return at;
    }
    return isn_figure_word(s, at, ISN_FIGWORD_KIND_TO) ? at + 1 : ISN_NO_TOKEN;
}

/* «من متر إلى متر ونصف», «بين أسبوع وأسبوعين»: from one of them on. */
isnad_status isn_figure_unit_range(isn_figure_scan *s, bool *found)
{
    isn_noun noun;
    isn_number one = {.low = 1, .high = 1};
    *found = false;
    if (s->range_at == ISN_NO_TOKEN || s->range_end != s->at ||
        isn_figure_token(s, s->at)->clitics ||
        !isn_is(s->doc, s->at, ISN_CLASS_COUNTED) ||
        isn_is(s->doc, s->at, ISN_CLASS_NUMBER)) {
        return ISNAD_OK;
    }
    uint32_t second = behind_unit(s), last = 0;
    isnad_status status = isn_noun_after(s->doc, s->at, s->at + 1, &one, &noun);
    if (status || second >= s->last || !isn_noun_found(&noun) ||
        (noun.kind != ISN_COUNTED_KIND_TIME &&
         noun.kind != ISN_COUNTED_KIND_MEASURE)) {
        return status;
    }
    double high = value_of_unit(s, second, noun.of, &last);
    if (high <= 1) {
        return ISNAD_OK;
    }
    isn_draft d = {.number = {.low = 1, .high = 1, .scale = 1},
                   .noun = noun,
                   .at = s->at,
                   .first = s->range_at,
                   .last = last,
                   .low = 1,
                   .high = high,
                   .role = ISN_NO_ROLE};
    s->range_at = ISN_NO_TOKEN;
    *found = true;
    return isn_figure_finish(s, &d);
}
