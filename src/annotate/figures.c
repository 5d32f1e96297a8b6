/* Figures: everything counted or measured in the article.
 *
 * One pass over the tokens of each sentence.  A token that belongs to no
 * class of figures costs one test.  The number itself is read by
 * text/numexpr.c, what it counts by figures_noun.c, bounds and ranges by
 * figures_bound.c, what befell the people by figures_role.c. */
#include <math.h>
#include <string.h>

#include "annotate/annotate.h"
#include "core/sort.h"
#include "annotate/figures_scan.h"
#include "text/match.h"

#define KIND(name) (UINT64_C(1) << ISN_FIGWORD_KIND_##name)

static uint64_t interesting(void)
{
    return ISN_BIT(ISN_CLASS_NUMBER) | ISN_BIT(ISN_CLASS_COUNTED) |
           ISN_BIT(ISN_CLASS_ROLEVERB) | ISN_BIT(ISN_CLASS_ROLENOUN) |
           ISN_BIT(ISN_CLASS_FIGWORD) | ISN_BIT(ISN_CLASS_BOUNDVERB) |
           ISN_BIT(ISN_CLASS_DAY_ORDINAL);
}

/* What may begin with a noun that is counted, by what stands behind it: «ساعة
 * ونصف», «جزء من مئة», «هدف». */
typedef struct noun_hints {
    bool range, half, share, goal;
} noun_hints;

static noun_hints hints_at(const isn_figure_scan *s, uint32_t at)
{
    enum { WA = 2, MIN = 4, GOAL = 6 }; /* bytes of «و», «من», «هدف» */
    static const char goal[] = "هدف";
    const isn_token *t = isn_figure_token(s, at), *next = t + 1;
    bool more = at + 1 < s->last;
    bool counted = (t->classes & ISN_BIT(ISN_CLASS_COUNTED)) != 0;
    bool number = (t->classes & ISN_BIT(ISN_CLASS_NUMBER)) != 0;
    return (noun_hints){
        .range = counted && s->range_end == at,
        .half = counted && more &&
                (next->fold_len == WA ||
                 (next->classes & ISN_BIT(ISN_CLASS_NUMBER))),
        .share = counted && more && next->fold_len == MIN,
        .goal =
            number || (t->stem_len == GOAL && memcmp(t->stem, goal, GOAL) == 0),
    };
}

/* What begins with a noun that is counted, or a number that tells goals. */
static isnad_status read_noun(isn_figure_scan *s, bool *found)
{
    noun_hints may = hints_at(s, s->at);
    isnad_status status =
        may.range ? isn_figure_unit_range(s, found) : ISNAD_OK;
    if (!status && !*found && may.half) {
        status = isn_figure_and_half(s, found);
    }
    if (!status && !*found && may.share) {
        status = isn_figure_share(s, found);
    }
    return status || *found || !may.goal ? status : isn_figure_goal(s, found);
}

/* Of words of figures most stand for themselves and change nothing at this
 * place («في», «إلى»); the last of them are remembered. */
static bool is_inert(isn_figure_scan *s, const isn_token *t)
{
    static const uint64_t active =
        KIND(MORE) | KIND(LESS) | KIND(LEAST) | KIND(MOST) | KIND(ABOUT) |
        KIND(BETWEEN) | KIND(FROM) | KIND(PART) | KIND(AMONG) | KIND(WHOLE) |
        KIND(LABEL) | KIND(AGE) | KIND(AGED) | KIND(EARLIER) | KIND(KILLED) |
        KIND(BESIDES) | KIND(WAS) | KIND(FORMER) | KIND(NAME) | KIND(FREE) |
        KIND(SIGN) | KIND(BOTH) | KIND(UNHURT) | KIND(UNKILLED);
    const isn_lex_entry **known =
        &s->inert[(size_t)(uintptr_t)t->entry / sizeof *t->entry % ISN_INERT];
    if (t->phrase || !t->entry) {
        return false;
    }
    if (*known == t->entry) {
        return true;
    }
    const isn_sense *sense = isn_lex_sense(t->entry, ISN_CLASS_FIGWORD);
    bool inert = sense && !(active >> isn_rows_figword[sense->row].kind & 1);
    *known = inert ? t->entry : *known;
    return inert;
}

/* Nothing begins at the token, as its interesting classes tell at a glance. */
static bool passed_over(isn_figure_scan *s, const isn_token *t,
                        uint64_t classes)
{
    if (classes == ISN_BIT(ISN_CLASS_FIGWORD)) {
        return is_inert(s, t);
    }
    if (classes != ISN_BIT(ISN_CLASS_COUNTED) || isn_number_may_begin(t)) {
        return false;
    }
    noun_hints may = hints_at(s, s->at);
    return !may.range && !may.half && !may.share && !may.goal;
}

/* What begins at s->at, by the classes of the token there. */
static isnad_status step(isn_figure_scan *s)
{
    uint32_t at = s->at;
    const isn_token *t = isn_figure_token(s, at);
    if (t->kind == ISN_NUMBER && !t->space_before) {
        s->at = isn_figure_behind_address(s, at);
        if (s->at > at) {
            return ISNAD_OK;
        }
    }
    if (isn_figure_date_near(s, t)) {
        uint32_t behind = isn_figure_behind_date(s, at);
        if (behind > at) {
            s->at = behind;
            return ISNAD_OK;
        }
    }
    isn_match_result word = isn_match(s->doc, at, ISN_CLASS_FIGWORD);
    unsigned kind = word.sense ? isn_rows_figword[word.sense->row].kind : 0;
    uint64_t noun = ISN_BIT(ISN_CLASS_COUNTED) | ISN_BIT(ISN_CLASS_NUMBER);
    uint64_t fate = ISN_BIT(ISN_CLASS_ROLEVERB) | ISN_BIT(ISN_CLASS_ROLENOUN);
    if ((word.sense || (t->classes & ISN_BIT(ISN_CLASS_BOUNDVERB))) &&
        isn_figure_bound(s, word)) {
        return ISNAD_OK;
    }
    bool found = false;
    isnad_status status = ISNAD_OK;
    if (word.sense && kind == ISN_FIGWORD_KIND_BOTH) {
        status = isn_figure_both(s, &found);
    }
    if (!status && !found && (t->classes & noun)) {
        status = read_noun(s, &found);
    }
    if (status || found) {
        return status;
    }
    isn_number n;
    if (isn_number_may_begin(t) && isn_number_at(s->doc, at, &n)) {
        return isn_figure_number(s, &n);
    }
    if (kind == ISN_FIGWORD_KIND_UNHURT || kind == ISN_FIGWORD_KIND_UNKILLED ||
        (t->classes & ISN_BIT(ISN_CLASS_ROLENOUN))) {
        status = isn_figure_nobody(s, word, &found);
        if (status || found) {
            return status;
        }
    }
    if ((t->classes & fate) ||
        (word.sense && kind == ISN_FIGWORD_KIND_KILLED)) {
        isn_figure_trigger(s);
        if (s->trigger.end > at && s->trigger.begin == at) {
            s->at = s->trigger.end;
            return isn_figure_single(s);
        }
    }
    s->at = at + 1;
    return ISNAD_OK;
}

static isnad_status read_sentence(isn_figure_scan *s, const isn_sentence *st)
{
    uint64_t wanted = interesting();
    s->first = s->at = st->first_token;
    s->last = st->first_token + st->token_count;
    s->bound = (isn_bound){.begin = 0, .end = 0};
    s->trigger = (isn_trigger){.role = ISN_NO_ROLE};
    s->range_at = s->reach = s->part = s->whole = ISN_NO_TOKEN;
    s->besides = s->was = ISN_NO_TOKEN;
    s->label = s->age = s->before_last = ISN_NO_TOKEN;
    s->earlier = false;
    s->told_at = s->aged = s->sign = s->change = ISN_NO_TOKEN;
    s->pluperfect =
        s->first < s->last && (isn_token_is(s->doc, s->first, "وكان") ||
                               isn_token_is(s->doc, s->first, "وكانت"));
    s->before_role = s->total_role = ISN_NO_ROLE;
    s->before_of = s->before_part = s->total_of = NULL;
    isnad_status status = ISNAD_OK;
    while (!status && s->at < s->last) {
        const isn_token *t = isn_figure_token(s, s->at);
        uint64_t classes = t->classes & wanted;
        if (t->kind == ISN_NUMBER || (classes && !passed_over(s, t, classes))) {
            status = step(s);
        } else if (classes) {
            s->at++;
        } else if (!t->classes && t->kind == ISN_WORD &&
                   isn_figure_dual_ending(t)) {
            status = isn_figure_construct(s);
        } else {
            s->at++;
        }
    }
    return status;
}

static bool is_money(const isn_figure_scan *s, const char *of)
{
    for (unsigned i = 0; i < s->unit_count; i++) {
        if (s->units[i] == of) {
            return true;
        }
    }
    return false;
}

/* «7 مليارات» without a unit is the sum of money that the document gives in
 * full further down. */
static void name_sums(const isn_figure_scan *s)
{
    isnad_doc *doc = s->doc;
    const isnad_figure *last = NULL;
    for (size_t i = doc->figures.count; i > 0; i--) {
        isnad_figure *f = &doc->figures.items[i - 1];
        if (f->low < 1e6) {
            continue;
        }
        if (!f->of && last && f->low >= last->low && f->low <= last->low) {
            f->of = last->of;
        }
        last = f->of && is_money(s, f->of) ? f : last;
    }
}

static int by_place(const void *a, const void *b)
{
    const isnad_figure *x = a, *y = b;
    if (x->span.begin != y->span.begin) {
        return x->span.begin < y->span.begin ? -1 : 1;
    }
    return x->span.end < y->span.end ? -1 : x->span.end > y->span.end;
}

isnad_status isn_annotate_figures(isnad_doc *doc)
{
    doc->figures.count = 0;
    isn_figure_scan s = {.doc = doc};
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < doc->sentences.count; i++) {
        const isn_sentence *st = &doc->sentences.items[i];
        if (isnad_block_is_article(&doc->blocks.items[st->block])) {
            status = read_sentence(&s, st);
        }
    }
    /* A number behind its noun begins where that noun does, perhaps before a
     * figure that was found earlier. */
    isn_sort(doc->figures.items, doc->figures.count, sizeof *doc->figures.items,
             by_place);
    name_sums(&s);
    if (doc->acled) {
        isn_figures_acled(doc);
    }
    return status;
}
