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

static uint64_t interesting(void)
{
    return ISN_BIT(ISN_CLASS_NUMBER) | ISN_BIT(ISN_CLASS_COUNTED) |
           ISN_BIT(ISN_CLASS_ROLEVERB) | ISN_BIT(ISN_CLASS_ROLENOUN) |
           ISN_BIT(ISN_CLASS_FIGWORD) | ISN_BIT(ISN_CLASS_BOUNDVERB) |
           ISN_BIT(ISN_CLASS_DAY_ORDINAL);
}

/* What begins with a noun that is counted: «من متر إلى مترين», «ساعة ونصف»,
 * «جزء من مئة», or with a number that tells goals. */
static isnad_status read_noun(isn_figure_scan *s, uint64_t classes, bool *found)
{
    isnad_status status = ISNAD_OK;
    if (classes & ISN_BIT(ISN_CLASS_COUNTED)) {
        status = isn_figure_unit_range(s, found);
        if (!status && !*found) {
            status = isn_figure_and_half(s, found);
        }
        if (!status && !*found) {
            status = isn_figure_share(s, found);
        }
    }
    return status || *found ? status : isn_figure_goal(s, found);
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
    uint32_t behind = isn_figure_behind_date(s, at);
    if (behind > at) {
        s->at = behind;
        return ISNAD_OK;
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
        status = read_noun(s, t->classes, &found);
    }
    if (status || found) {
        return status;
    }
    isn_number n;
    if (isn_number_at(s->doc, at, &n)) {
        return isn_figure_number(s, &n);
    }
    if (word.sense || (t->classes & ISN_BIT(ISN_CLASS_ROLENOUN))) {
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
        if ((t->classes & wanted) || t->kind == ISN_NUMBER) {
            status = step(s);
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
