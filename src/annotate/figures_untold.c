/* What a number counts whose noun stands elsewhere: «30 مقعدا … و21». */
#include <math.h>
#include <string.h>

#include "annotate/figures_scan.h"
#include "text/match.h"

enum { NUMBER_OF_REACH = 20, PARALLEL_REACH = 14, LIKE = 50, SPENT_REACH = 3 };

/* «وصل عدد السياح إلى 11 مليونا»: the plural behind «عدد». */
static const char *number_of(const isn_figure_scan *s, const isn_draft *d)
{
    uint32_t least = d->first > s->first + NUMBER_OF_REACH
                         ? d->first - NUMBER_OF_REACH
                         : s->first;
    for (uint32_t i = d->first; i > least + 1; i--) {
        if (!isn_token_is(s->doc, i - 2, "عدد") &&
            !isn_token_is(s->doc, i - 2, "وعدد") &&
            !isn_token_is(s->doc, i - 2, "اعداد")) {
            continue;
        }
        isn_noun noun;
        bool found = !isn_noun_before(s->doc, i - 1, s->first, &noun) &&
                     isn_noun_found(&noun) && isn_noun_plural(s->doc, i - 1);
        bool first = s->before_last == ISN_NO_TOKEN || s->before_last < i ||
                     (found && s->before_of == noun.of); /* من 16 إلى 24 */
        return found && first ? noun.of : NULL;
    }
    return NULL;
}

/* Does the number end its phrase, so that no noun can be missing behind it? */
static bool ends_phrase(const isn_figure_scan *s, const isn_draft *d)
{
    if (d->last >= s->last) {
        return true;
    }
    const isn_token *t = isn_figure_token(s, d->last);
    bool tied = (t->clitics & (ISN_CLITIC_WA | ISN_CLITIC_FA | ISN_CLITIC_BI |
                               ISN_CLITIC_LI)) != 0;
    return t->kind == ISN_PUNCT || tied ||
           isn_is(s->doc, d->last, ISN_CLASS_FUNCTION) ||
           isn_is(s->doc, d->last, ISN_CLASS_TIME_WORD) ||
           isn_is(s->doc, d->last, ISN_CLASS_WEEKDAY);
}

/* Is it written as a number that counts: no year, no sum in a bracket? */
static bool may_count(const isn_figure_scan *s, const isn_draft *d)
{
    const isn_number *n = &d->number;
    bool year = n->digits && n->tokens == 1 && !n->scaled && n->low >= 1800 &&
                n->low <= 2100 && n->low == floor(n->low);
    bool marked = d->first > s->first &&
                  isn_figure_token(s, d->first - 1)->kind >= ISN_PUNCT &&
                  !isn_figure_char(s, d->first - 1, 0x60C) &&
                  !isn_figure_char(s, d->first - 1, 0x640);
    bool closed = d->last < s->last && isn_figure_char(s, d->last, '"');
    bool day =
        isn_is(s->doc, d->last, ISN_CLASS_MONTH) ||
        isn_is(s->doc, d->last + 1, ISN_CLASS_MONTH); /* في 3 و10 يونيو */
    return !n->vague && !n->fraction && !n->dual && !year && !marked &&
           !closed && !day;
}

/* Does something set the number against the one before: «مقابل», «بينما»,
 * «بعد أن», «وليس»? */
static bool opposed(const isn_figure_scan *s, const isn_draft *d)
{
    for (uint32_t i = s->before_last; i < d->first; i++) {
        const isn_token *t = isn_figure_token(s, i);
        if (isn_figure_word(s, i, ISN_FIGWORD_KIND_AGAINST) ||
            (t->clitics & ISN_CLITIC_WA)) {
            return true;
        }
        if (t->kind >= ISN_PUNCT && t->punct != 0x60C && t->punct != '"' &&
            t->punct != 0xAB && t->punct != 0xBB) {
            return false;
        }
    }
    return false;
}

/* «نال 40 مقعدا، فيما حصل منافسه على 25»: of the same as the figure before. */
static const char *parallel(const isn_figure_scan *s, const isn_draft *d)
{
    if (s->before_last == ISN_NO_TOKEN || s->before_last > d->first ||
        d->first - s->before_last > PARALLEL_REACH || !s->before_of ||
        s->before_role != ISN_NO_ROLE || !may_count(s, d) ||
        !ends_phrase(s, d) || !opposed(s, d)) {
        return NULL;
    }
    const isnad_figure *before =
        &s->doc->figures.items[s->doc->figures.count - 1];
    double was = isfinite(before->low) ? before->low : before->high;
    bool whole = d->low == floor(d->low);
    bool like =
        d->low > 0 && was > 0 && d->low < LIKE * was && was < LIKE * d->low;
    bool counted = s->before_kind == ISN_COUNTED_KIND_THING ||
                   s->before_kind == ISN_COUNTED_KIND_PERSON ||
                   s->before_kind == ISN_COUNTED_KIND_PEOPLE;
    return like && (whole || !counted) ? s->before_of : NULL;
}

/* «أنفق الملايين», «كلف النادي الملايين». */
static bool is_spent(const isn_figure_scan *s, const isn_draft *d)
{
    for (uint32_t i = d->first; i > s->first && i + SPENT_REACH > d->first;
         i--) {
        if (isn_figure_word(s, i - 1, ISN_FIGWORD_KIND_SPENT)) {
            return true;
        }
    }
    return false;
}

/* «4 يغيبون عن المباراة», «20 شاركوا»: a verb of many people behind. */
static const char *doers(const isn_figure_scan *s, const isn_draft *d)
{
    if (d->last >= s->last || !may_count(s, d) || d->low < 3 ||
        d->low != floor(d->low)) {
        return NULL;
    }
    const isn_token *t = isn_figure_token(s, d->last);
    const char *end = t->fold + t->fold_len;
    bool verb =
        t->kind == ISN_WORD && t->fold_len > 8 && !t->clitics &&
        !(t->classes & ISN_BIT(ISN_CLASS_COUNTED)) &&
        ((memcmp(t->fold, "ي", 2) == 0 && memcmp(end - 4, "ون", 4) == 0) ||
         memcmp(end - 4, "وا", 4) == 0);
    return verb ? "person" : NULL;
}

/* «شارك الآلاف», «مئات الملايين حول العالم»: people. */
static const char *crowd(const isn_figure_scan *s, const isn_draft *d)
{
    const isn_token *last = isn_figure_token(s, d->last - 1);
    const isn_token *next =
        d->last < s->last ? isn_figure_token(s, d->last) : NULL;
    bool things = next && (isn_token_is(s->doc, d->last, "التي") ||
                           isn_token_is(s->doc, d->last + 1, "التي") ||
                           isn_token_is(s->doc, d->last, "من"));
    bool money = d->number.low >= 1e9 || is_spent(s, d) ||
                 (s->money && d->number.low >= 2e6 &&
                  s->money_block == isn_figure_token(s, d->at)->block);
    return d->number.vague && (last->clitics & ISN_CLITIC_AL) && !things &&
                   !money
               ? "person"
               : NULL;
}

const char *isn_figure_untold(const isn_figure_scan *s, const isn_draft *d)
{
    if (s->before_role == ISN_NO_ROLE && may_count(s, d)) {
        const char *of = number_of(s, d);
        if (of) {
            return of;
        }
    }
    const char *of = parallel(s, d);
    of = of ? of : crowd(s, d);
    return of ? of : doers(s, d);
}
