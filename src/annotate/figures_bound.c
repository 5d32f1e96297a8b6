#include <math.h>
#include <string.h>

#include "annotate/figures_scan.h"
#include "text/match.h"

enum {
    FAR = 10,
    NEGATION_REACH = 9,
    BEHIND = 4,
    FORMER_REACH = 3,
    TOLD_REACH = 8
};

static const isn_row_figword *figword(const isnad_doc *doc, uint32_t at,
                                      uint32_t *tokens)
{
    isn_match_result word = isn_match(doc, at, ISN_CLASS_FIGWORD);
    *tokens = word.sense ? word.tokens : 0;
    return word.sense ? &isn_rows_figword[word.sense->row] : NULL;
}

static isn_bound_kind bound_of(unsigned figword_kind)
{
    switch (figword_kind) {
    case ISN_FIGWORD_KIND_MORE:
        return ISN_BOUND_MORE;
    case ISN_FIGWORD_KIND_LESS:
        return ISN_BOUND_LESS;
    case ISN_FIGWORD_KIND_LEAST:
        return ISN_BOUND_LEAST;
    case ISN_FIGWORD_KIND_MOST:
        return ISN_BOUND_MOST;
    default:
        return ISN_BOUND_NONE;
    }
}

static bool is_negation(const isnad_doc *doc, uint32_t at)
{
    uint32_t tokens;
    const isn_row_figword *word = figword(doc, at, &tokens);
    if (word && word->kind == ISN_FIGWORD_KIND_STILL) {
        return false; /* «لا يزال» */
    }
    const isn_sense *sense =
        isn_is(doc, at, ISN_CLASS_FUNCTION)
            ? isn_lex_sense(doc->tokens.items[at].entry, ISN_CLASS_FUNCTION)
            : NULL;
    return sense &&
           isn_rows_function[sense->row].kind == ISN_FUNCTION_KIND_NEGATION;
}

static bool is_function(const isnad_doc *doc, uint32_t at)
{
    return isn_is(doc, at, ISN_CLASS_FUNCTION);
}

static bool breaks_clause(const isnad_doc *doc, uint32_t at)
{
    return doc->tokens.items[at].kind >= ISN_PUNCT;
}

/* «لن يقبل عرضا أقل من 5 ملايين», «لن يرحل بمقابل أقل من»: the bound is one of
 * the noun before it, and the clause denies something else.  `no` is the
 * negation, the verb stands behind it. */
static bool bounds_noun(const isn_figure_scan *s, uint32_t no, uint32_t begin)
{
    const isn_token *t = &s->doc->tokens.items[begin - 1];
    return begin > no + 2 && !(t->clitics & ISN_CLITIC_AL) &&
           !is_function(s->doc, begin - 1) &&
           ((t->clitics & ISN_CLITIC_BI) ||
            (t->fold_len > 2 &&
             memcmp(t->fold + t->fold_len - 2, "ا", 2) == 0));
}

/* «لن تستغرق العملية أكثر من عشرة أيام»: a negation before the bound, with
 * its verb and nothing but words between. */
static bool negated_clause(const isn_figure_scan *s, uint32_t begin)
{
    uint32_t least =
        begin > s->first + NEGATION_REACH ? begin - NEGATION_REACH : s->first;
    for (uint32_t i = begin; i > least && !breaks_clause(s->doc, i - 1); i--) {
        if (is_negation(s->doc, i - 1)) {
            return !isn_token_is(s->doc, i - 1, "الا") &&
                   !bounds_noun(s, i - 1, begin);
        }
        if (isn_is(s->doc, i - 1, ISN_CLASS_NUMBER) ||
            (is_function(s->doc, i - 1) &&
             !isn_token_is(s->doc, i - 1, "في"))) {
            return false; /* «لم تتحرك رغم مرور أكثر من يوم» */
        }
    }
    return false;
}

static void set_bound(isn_figure_scan *s, isn_bound_kind kind, bool about,
                      bool verb, uint32_t begin, uint32_t end)
{
    bool joins = s->bound.begin < s->bound.end && s->bound.end == begin &&
                 !s->bound.over; /* «تقل أكثر من»: carries */
    if (!joins) {
        s->bound = (isn_bound){.begin = begin};
    }
    s->bound.kind = kind != ISN_BOUND_NONE ? kind : s->bound.kind;
    s->bound.about = s->bound.about || about;
    s->bound.verb = verb && !joins;
    s->bound.end = end;
    s->at = end;
}

/* «يزيد على», «يقل عن»: the number stands behind. */
static bool is_over(const isnad_doc *doc, uint32_t at)
{
    return isn_token_is(doc, at, "علي") || isn_token_is(doc, at, "عن");
}

/* «لا يتجاوز», «يزيد على», «بلغ». */
static bool bound_verb(isn_figure_scan *s)
{
    isn_match_result verb = isn_match(s->doc, s->at, ISN_CLASS_BOUNDVERB);
    if (!verb.sense || (verb.sense->form & ISN_FORM_FIRST) ||
        (s->doc->tokens.items[s->at].clitics & ISN_CLITIC_PRON)) {
        return false; /* نقل, تفوقه */
    }
    unsigned kind = isn_rows_boundverb[verb.sense->row].kind;
    uint32_t begin = s->at, end = s->at + verb.tokens;
    if (kind == ISN_BOUNDVERB_KIND_REACH || kind == ISN_BOUNDVERB_KIND_CHANGE) {
        s->reach = end;
        if (kind == ISN_BOUNDVERB_KIND_CHANGE) {
            s->change = end;
            s->change_noun = (verb.sense->form & ISN_FORM_MASDAR) != 0;
        }
        return false; /* it may be more than that */
    }
    bool over =
        kind == ISN_BOUNDVERB_KIND_OVER || kind == ISN_BOUNDVERB_KIND_UNDER;
    if (end < s->last && is_over(s->doc, end)) {
        end++;
        over = false;
    }
    bool negated = begin > s->first && is_negation(s->doc, begin - 1);
    if (negated) {
        begin--;
    }
    if (begin > s->first && isn_token_is(s->doc, begin - 1, "ما")) {
        begin--;
    }
    isn_bound_kind bound =
        kind == ISN_BOUNDVERB_KIND_MORE || kind == ISN_BOUNDVERB_KIND_OVER
            ? (negated ? ISN_BOUND_MOST : ISN_BOUND_MORE)
        : kind == ISN_BOUNDVERB_KIND_UNDER
            ? (negated ? ISN_BOUND_LEAST : ISN_BOUND_LESS)
            : ISN_BOUND_NONE;
    set_bound(s, bound, kind == ISN_BOUNDVERB_KIND_ABOUT, true, begin, end);
    s->bound.over = over;
    return true;
}

/* «حصيلة رسمية سابقة». */
static bool toll_before(const isn_figure_scan *s)
{
    for (uint32_t i = s->at; i > s->first && i + FORMER_REACH > s->at; i--) {
        const isn_sense *sense =
            isn_is(s->doc, i - 1, ISN_CLASS_ROLENOUN)
                ? isn_lex_sense(s->doc->tokens.items[i - 1].entry,
                                ISN_CLASS_ROLENOUN)
                : NULL;
        if (sense &&
            isn_rows_rolenoun[sense->row].kind == ISN_ROLENOUN_KIND_SUM) {
            return true;
        }
    }
    return false;
}

/* «من بين القتلى 5», not «من بين أفضل 300 جامعة», «من بين نحو 20 دولة». */
static bool tells_whole(const isn_figure_scan *s, uint32_t at)
{
    const isn_token *t = isn_figure_token(s, at);
    const isn_sense *small = isn_lex_sense(
        isn_entry_of(s->doc, at, ISN_CLASS_FUNCTION), ISN_CLASS_FUNCTION);
    bool these = small && isn_rows_function[small->row].kind ==
                              ISN_FUNCTION_KIND_DEMONSTRATIVE;
    return t->kind == ISN_WORD && !isn_is(s->doc, at, ISN_CLASS_NUMBER) &&
           (these || (t->clitics & (ISN_CLITIC_AL | ISN_CLITIC_PRON)) ||
            isn_is(s->doc, at, ISN_CLASS_ROLENOUN));
}

bool isn_figure_bound(isn_figure_scan *s, isn_match_result match)
{
    if (!match.sense) {
        return bound_verb(s);
    }
    const isn_row_figword *word = &isn_rows_figword[match.sense->row];
    uint32_t end = s->at + match.tokens;
    isn_bound_kind kind = bound_of(word->kind);
    if (kind != ISN_BOUND_NONE || word->kind == ISN_FIGWORD_KIND_ABOUT) {
        set_bound(s, kind, word->kind == ISN_FIGWORD_KIND_ABOUT, false, s->at,
                  end);
        return true;
    }
    switch (word->kind) {
    case ISN_FIGWORD_KIND_BETWEEN:
    case ISN_FIGWORD_KIND_FROM:
        s->range = word->kind;
        s->range_at = s->at;
        s->range_end = end;
        break;
    case ISN_FIGWORD_KIND_PART:
        s->part = end;
        s->part_reach = 1;
        break;
    case ISN_FIGWORD_KIND_WHOLE:
        s->whole = end;
        break;
    case ISN_FIGWORD_KIND_AMONG:
        s->part_reach = 2;
        s->part = end < s->last && tells_whole(s, end) ? end : s->part;
        break;
    case ISN_FIGWORD_KIND_WAS:
        s->was = end;
        break;
    case ISN_FIGWORD_KIND_NAME:
        break;
    case ISN_FIGWORD_KIND_BESIDES:
        s->besides = end;
        break;
    case ISN_FIGWORD_KIND_FREE:
        s->trigger = (isn_trigger){.role = ISN_NO_ROLE};
        break;
    case ISN_FIGWORD_KIND_SIGN:
        s->sign = end;
        return false;
    case ISN_FIGWORD_KIND_LABEL:
        s->label = end;
        return bound_verb(s);
    case ISN_FIGWORD_KIND_AGE:
        s->age = end;
        return false;
    case ISN_FIGWORD_KIND_FORMER:
        s->earlier = s->earlier || toll_before(s);
        return false; /* it may be an ordinal */
    case ISN_FIGWORD_KIND_AGED:
        s->aged = end;
        return bound_verb(s);
    case ISN_FIGWORD_KIND_EARLIER:
        s->told_at = s->at;
        if (s->before_last != ISN_NO_TOKEN &&
            s->at - s->before_last <= TOLD_REACH) {
            s->doc->figures.items[s->doc->figures.count - 1].earlier = true;
        }
        return false;
    default:
        return bound_verb(s);
    }
    s->at = end;
    return true;
}

static void move(isn_draft *d, isn_bound_kind kind)
{
    bool small = d->low < 2 && d->low != floor(d->low); /* «دون 1.16 دولار» */
    double step = d->number.vague || d->number.fraction || small ? 0 : 1;
    switch (kind) {
    case ISN_BOUND_MORE:
        d->low += step;
        d->high = INFINITY;
        break;
    case ISN_BOUND_LESS:
        d->high -= step;
        d->low = -INFINITY;
        break;
    case ISN_BOUND_LEAST:
        d->high = INFINITY;
        break;
    case ISN_BOUND_MOST:
        d->low = -INFINITY;
        break;
    case ISN_BOUND_NONE:
        break;
    }
}

/* Does the verb of the bound stand further off («تخطى العجز … 375 مليارا»)
 * and still bound this number? */
static bool far_verb(const isn_figure_scan *s, const isn_draft *d)
{
    if (!s->bound.verb || d->first < s->bound.end ||
        d->first - s->bound.end > FAR) {
        return false;
    }
    if (s->bound.begin < d->first &&
        (isn_figure_token(s, s->bound.begin)->clitics &
         (ISN_CLITIC_LI | ISN_CLITIC_BI | ISN_CLITIC_AL))) {
        return false; /* «لتجاوز العقبة … 435»: a noun */
    }
    const isn_token *t = &s->doc->tokens.items[d->first];
    if (s->bound.over || d->first > s->bound.end) {
        uint32_t before = d->first - 1;
        unsigned tied = s->doc->tokens.items[before].clitics;
        tied = (tied & ISN_CLITIC_AL ? 0 : tied) | t->clitics;
        if (s->bound.over
                ? !is_over(s->doc, before)
                : is_function(s->doc, before) || (tied & ISN_CLITIC_BI)) {
            return false; /* «تجاوزه بنسبة 5%», «زاد بمقدار 5» */
        }
    }
    if (s->reach != ISN_NO_TOKEN && s->reach > s->bound.end) {
        return false; /* «يفوق الرقم السابق الذي بلغ 1500» */
    }
    for (uint32_t i = s->bound.end; i < d->first; i++) {
        if (breaks_clause(s->doc, i)) {
            return false;
        }
    }
    return true;
}

static void bound_before(isn_figure_scan *s, isn_draft *d)
{
    isn_bound *b = &s->bound;
    if (b->begin == b->end) {
        return;
    }
    bool bracket = b->end + 1 == d->first && /* «أكثر من (300) مشترك» */
                   isn_figure_enclosed(s, d->first, d->at + d->number.tokens);
    bool adjacent = b->end == d->first || bracket ||
                    (b->end + 1 == d->first && !breaks_clause(s->doc, b->end) &&
                     !(s->doc->tokens.items[b->end].clitics & ISN_CLITIC_AL) &&
                     (b->verb || is_function(s->doc, b->end)));
    bool closed = !b->verb && /* «رجل على الأقل واثنان» */
                  (b->kind == ISN_BOUND_LEAST || b->kind == ISN_BOUND_MOST) &&
                  (isn_figure_token(s, d->first)->clitics & ISN_CLITIC_WA);
    if (closed) {
        *b = (isn_bound){.begin = 0, .end = 0};
        return;
    }
    if (adjacent && !b->over) {
        d->first = b->begin;
    } else if (!far_verb(s, d)) {
        return;
    }
    isn_bound_kind kind = b->kind;
    if ((kind == ISN_BOUND_MORE || kind == ISN_BOUND_LESS) && !b->verb &&
        negated_clause(s, b->begin)) {
        kind = kind == ISN_BOUND_MORE ? ISN_BOUND_MOST : ISN_BOUND_LEAST;
        d->negated = true;
    }
    d->approximate = d->approximate || b->about;
    move(d, kind);
    *b = (isn_bound){.begin = 0, .end = 0};
}

/* «على الأقل», «تقريبا» behind the noun or its adjectives. */
static void bound_behind(isn_figure_scan *s, isn_draft *d)
{
    for (uint32_t i = d->last; i < s->last && i < d->last + BEHIND; i++) {
        if ((s->doc->tokens.items[i].clitics & ISN_CLITIC_WA) ||
            s->doc->tokens.items[i].kind == ISN_NUMBER) {
            return; /* «10 سنوات وأقصاها …», the bound of another number */
        }
        uint32_t tokens;
        const isn_row_figword *word = figword(s->doc, i, &tokens);
        isn_bound_kind kind = word ? bound_of(word->kind) : ISN_BOUND_NONE;
        if (kind == ISN_BOUND_LEAST || kind == ISN_BOUND_MOST) {
            move(d, kind);
            d->last = i == d->last ? i + tokens : d->last;
            return;
        }
        if (word && word->kind == ISN_FIGWORD_KIND_ABOUT && tokens == 1 &&
            i + 1 < s->last && breaks_clause(s->doc, i + 1)) {
            d->approximate = true;
            return;
        }
        if (breaks_clause(s->doc, i) || is_function(s->doc, i) ||
            (s->doc->tokens.items[i].clitics &
             (ISN_CLITIC_WA | ISN_CLITIC_FA))) {
            return;
        }
    }
}

/* «ليس 20 بل 15», «صفان وليس ثلاثة». */
static bool denied(const isn_figure_scan *s, const isn_draft *d)
{
    return d->first > s->first && (isn_token_is(s->doc, d->first - 1, "ليس") ||
                                   isn_token_is(s->doc, d->first - 1, "وليس"));
}

void isn_figure_apply_bounds(isn_figure_scan *s, isn_draft *d)
{
    bound_before(s, d);
    bound_behind(s, d);
    d->negated = d->negated || denied(s, d);
}
