/* A draft becomes a figure: what it is of, its part, scope and time. */
#include <math.h>
#include <string.h>

#include "annotate/figures_scan.h"
#include "text/match.h"

enum {
    TOLD_BEFORE = 14,
    ALIVE_REACH = 4,
    MONEY_BLOCKS = 3,
    PLUPERFECT_REACH = 16,
    SCOPE_REACH = 4,
    SCOPE_TOKENS = 6
};

/* What is counted, whatever became of it. */
static const char *noun_of(isn_figure_scan *s, const isn_draft *d)
{
    const isn_noun *n = &d->noun;
    if (n->others) {
        bool things = isn_token_is(s->doc, d->last - 1, "اخري") ||
                      isn_token_is(s->doc, d->last - 1, "اخر");
        bool goals = s->before_of && strcmp(s->before_of, "goal") == 0;
        return s->before_of && s->before_role == ISN_NO_ROLE &&
                       (things || goals ||
                        s->before_kind == ISN_COUNTED_KIND_PERSON)
                   ? s->before_of
                   : "person";
    }
    if (!isn_noun_found(n)) {
        bool whole = s->whole != ISN_NO_TOKEN && s->whole == d->first;
        uint32_t behind = d->last + isn_figure_char(s, d->last, ')');
        bool theirs = isn_figure_word(s, behind, ISN_FIGWORD_KIND_PART) ||
                      s->part == d->first;
        if ((whole || theirs) && s->before_of) {
            return (whole || s->before_part) && s->total_of ? s->total_of
                                                            : s->before_of;
        } /* «159 بلاغا … 149 منها» */
        if (d->first > s->first && s->before_of &&
            isn_token_is(s->doc, d->first - 1, "ليس")) {
            return s->before_of; /* صفان وليس ثلاثة */
        }
        const char *told = isn_figure_untold(s, d);
        if (told) {
            return told;
        }
        uint32_t block = isn_figure_token(s, d->at)->block;
        if (!s->money || block > s->money_block + MONEY_BLOCKS ||
            !d->number.scaled || d->number.scale < 1e6) {
            return NULL;
        }
        s->money_block = block; /* «… 64 مليار دولار، … 33 مليارا» */
        return s->money;
    }
    if (n->kind == ISN_COUNTED_KIND_PERSON &&
        (isn_figure_word(s, d->last, ISN_FIGWORD_KIND_VOTE) ||
         isn_figure_word(s, d->last + 1, ISN_FIGWORD_KIND_VOTE))) {
        return "voter";
    }
    if (n->words && strcmp(n->words, "حكم") == 0 && !isn_figure_sport(s)) {
        return "حاكم"; /* حكام are of both */
    }
    if (n->kind == ISN_COUNTED_KIND_THING && n->of &&
        (strcmp(n->of, "goal") == 0 ||
         (strcmp(n->of, "match") == 0 && strcmp(n->words, "مباراة") != 0)) &&
        !isn_figure_sport(s)) {
        return n->words; /* a target */
    }
    return n->role != ISN_NO_ROLE ? n->words : n->of;
}

static const char *of_draft(isn_figure_scan *s, const isn_draft *d)
{
    return d->role == ISN_NO_ROLE ? noun_of(s, d)
                                  : isn_rolenoun_role_names[d->role];
}

/* What a document's figure is of: «مقتل 5 جنود» is of the killed, «إنقاذ 5
 * بحارة» of sailors, for those who live on stay what they are. */
static const char *counted_of(isn_figure_scan *s, const isn_draft *d,
                              const char *of)
{
    if (d->role != ISN_ROLENOUN_ROLE_RESCUED &&
        d->role != ISN_ROLENOUN_ROLE_EVACUATED &&
        d->role != ISN_ROLENOUN_ROLE_TRAPPED) {
        return of;
    }
    const char *noun = noun_of(s, d);
    return noun ? noun : "person";
}

/* «بينهم 5 أطفال», «من بين القتلى 5 أطفال»: nothing but words between, and
 * none that says anew what happened. */
static bool opens_part(const isn_figure_scan *s, const isn_draft *d)
{
    if (s->part == ISN_NO_TOKEN || s->part > d->first ||
        d->first - s->part > s->part_reach) {
        return false;
    }
    for (uint32_t i = s->part; i < d->first; i++) {
        if (isn_figure_token(s, i)->kind >= ISN_PUNCT ||
            isn_token_is(s->doc, i, "ان") || /* «علمنا منهم أن 30» */
            isn_is(s->doc, i, ISN_CLASS_ROLEVERB)) {
            return false;
        }
    }
    return true;
}

/* The words behind casualties that say where or since when: from the first
 * preposition of place or time to the end of its phrase. */
static isnad_span scope_of(const isn_figure_scan *s, const isn_draft *d)
{
    uint32_t at = d->last;
    while (at < s->last && at < d->last + SCOPE_REACH &&
           !isn_figure_word(s, at, ISN_FIGWORD_KIND_SCOPE)) {
        if (isn_figure_token(s, at)->kind >= ISN_PUNCT ||
            isn_is(s->doc, at, ISN_CLASS_FUNCTION)) {
            return (isnad_span){0, 0};
        }
        at++;
    }
    if (at >= s->last || !isn_figure_word(s, at, ISN_FIGWORD_KIND_SCOPE)) {
        return (isnad_span){0, 0};
    }
    uint32_t end = at + 1;
    while (end < s->last && end < at + SCOPE_TOKENS &&
           isn_figure_token(s, end)->kind < ISN_PUNCT &&
           !(isn_figure_token(s, end)->clitics &
             (ISN_CLITIC_WA | ISN_CLITIC_BI)) &&
           (!isn_is(s->doc, end, ISN_CLASS_FUNCTION) ||
            isn_figure_word(s, end, ISN_FIGWORD_KIND_SCOPE)) &&
           !isn_is(s->doc, end, ISN_CLASS_ROLEVERB)) {
        end++;
    }
    return end == at + 1 ? (isnad_span){0, 0}
                         : (isnad_span){isn_figure_token(s, at)->word.begin,
                                        isn_figure_token(s, end - 1)->span.end};
}

static void keep_unit(isn_figure_scan *s, const char *of)
{
    for (unsigned i = 0; i < s->unit_count; i++) {
        if (s->units[i] == of) {
            return;
        }
    }
    if (s->unit_count < sizeof s->units / sizeof *s->units) {
        s->units[s->unit_count++] = of;
    }
}

/* The rule that shaped the bounds most. */
static const char *rule_of(const isn_draft *d)
{
    const isn_number *n = &d->number;
    if (d->low != d->high && !n->vague) {
        return isinf(d->low) || isinf(d->high) ? "bound" : "range";
    }
    if (n->dual) {
        return "dual";
    }
    if (n->vague) {
        return isinf(d->low) || isinf(d->high) ? "vague, bound" : "vague";
    }
    if (n->tokens == 0) { /* «مقتل شخص», «ساعة ونصف» */
        return d->low == n->low ? "noun alone" : "noun and fraction";
    }
    return n->fraction ? "fraction" : n->digits ? "digits" : "words";
}

static uint32_t bit(isnad_figure_rule rule, bool set)
{
    return set ? UINT32_C(1) << rule : 0;
}

/* All rules that fired, for the reader of `explain`. */
static uint32_t rules_of(const isn_draft *d, const isnad_figure *f)
{
    const isn_number *n = &d->number;
    bool open = isinf(d->low) || isinf(d->high),
         noun = isn_noun_found(&d->noun);
    bool fate = d->noun.role != ISN_NO_ROLE;
    return bit(ISNAD_FIGURE_RULE_DIGITS, n->digits) |
           bit(ISNAD_FIGURE_RULE_WORDS, n->tokens && !n->digits && !n->dual) |
           bit(ISNAD_FIGURE_RULE_DUAL, n->dual) |
           bit(ISNAD_FIGURE_RULE_VAGUE, n->vague) |
           bit(ISNAD_FIGURE_RULE_FRACTION, n->fraction) |
           bit(ISNAD_FIGURE_RULE_ALONE, !n->tokens) |
           bit(ISNAD_FIGURE_RULE_RANGE,
               !open && !n->vague && d->low != d->high) |
           bit(ISNAD_FIGURE_RULE_BOUND, open) |
           bit(ISNAD_FIGURE_RULE_ABOUT, f->approximate) |
           bit(ISNAD_FIGURE_RULE_NEGATED, f->negated) |
           bit(ISNAD_FIGURE_RULE_NOUN, noun && d->noun.known && !fate) |
           bit(ISNAD_FIGURE_RULE_SHAPE, noun && !d->noun.known) |
           bit(ISNAD_FIGURE_RULE_TOLD, !noun && f->of) |
           bit(ISNAD_FIGURE_RULE_ROLE_NOUN, fate) |
           bit(ISNAD_FIGURE_RULE_ROLE, !fate && d->role != ISN_NO_ROLE) |
           bit(ISNAD_FIGURE_RULE_PART, f->part) |
           bit(ISNAD_FIGURE_RULE_EARLIER, f->earlier) |
           bit(ISNAD_FIGURE_RULE_SCOPE, f->scope.end > f->scope.begin) |
           bit(ISNAD_FIGURE_RULE_UNIT, f->unit);
}

isnad_status isn_figure_push(isn_figure_scan *s, isn_draft *d)
{
    const char *of = of_draft(s, d);
    isnad_figure *f = isn_list_push(s->doc->arena, &s->doc->figures);
    if (!f) {
        return ISNAD_NOMEM;
    }
    f->span.begin = isn_figure_token(s, d->first)->word.begin;
    if (d->number.with_and && d->first == d->at) {
        f->span.begin += 2;
    }
    const isn_token *last = isn_figure_token(s, d->last - 1);
    f->span.end = last->span.end;
    f->of = counted_of(s, d, of);
    f->fate = d->role == ISN_NO_ROLE ? NULL : of;
    f->low = d->low;
    f->high = d->high;
    f->approximate = d->approximate || d->number.approximate;
    f->vague = d->number.vague;
    f->negated = d->negated;
    f->earlier = s->earlier || d->earlier;
    f->sentence = last->sentence;
    f->rule = rule_of(d);
    isn_figure_measure(s, d, f);
    if (d->role != ISN_NO_ROLE) {
        f->scope = scope_of(s, d);
    }
    bool part =
        opens_part(s, d) || (s->before_part && s->before_last != ISN_NO_TOKEN &&
                             d->first - s->before_last <= 1 &&
                             !isn_figure_char(s, s->before_last, 0x60C));
    f->part = part && d->noun.kind != ISN_COUNTED_KIND_TIME ? of : NULL;
    f->rules = rules_of(d, f);
    bool bracket = d->first > s->first &&
                   isn_figure_char(s, d->first - 1, '(') && s->money;
    if (d->noun.kind == ISN_COUNTED_KIND_MONEY && isn_noun_found(&d->noun) &&
        !bracket) { /* «3 تريليون جنيه (190 مليار دولار)» */
        s->money = of;
        keep_unit(s, of);
        s->money_block = last->block;
    }
    s->before_last = d->last;
    s->before_role = part ? ISN_NO_ROLE : d->role;
    s->total_role = part ? s->total_role : d->role;
    s->total_of = part ? s->total_of : d->role == ISN_NO_ROLE ? of : "person";
    s->before_of = of;
    s->before_part = f->part;
    s->before_kind = d->noun.kind;
    s->at = d->last;
    return ISNAD_OK;
}

/* «وكانت الشرطة أعلنت مقتل 5». */
static bool told_before(const isn_figure_scan *s, const isn_draft *d)
{
    uint32_t end = s->first + PLUPERFECT_REACH;
    for (uint32_t i = s->first + 1; s->pluperfect && i < d->first && i < end;
         i++) {
        if (isn_is(s->doc, i, ISN_CLASS_SPEECH)) {
            return true;
        }
    }
    return false;
}

/* «مقتل 60 جنديا، بينهم 5 ضباط، و40 مسلحا»: the role of the whole goes on
 * behind the comma that closes its part. */
static bool behind_part(const isn_figure_scan *s, const isn_draft *d)
{
    return s->before_part && s->before_last != ISN_NO_TOKEN &&
           isn_figure_char(s, s->before_last, 0x60C) &&
           d->first - s->before_last <= 2 && s->before_last < d->first &&
           ((isn_figure_token(s, s->before_last + 1)->clitics &
             ISN_CLITIC_WA) ||
            isn_token_is(s->doc, s->before_last + 1, "و")) &&
           (d->noun.kind == ISN_COUNTED_KIND_PERSON ||
            !isn_noun_found(&d->noun));
}

/* «174 ضحية وشاهدا», «ضحايا الاغتصاب»: they live. */
static bool lives(const isn_figure_scan *s, const isn_draft *d)
{
    uint32_t from =
        d->first > s->first + ALIVE_REACH ? d->first - ALIVE_REACH : s->first;
    for (uint32_t i = from; i < s->last && i < d->last + ALIVE_REACH; i++) {
        if (isn_figure_word(s, i, ISN_FIGWORD_KIND_ALIVE)) {
            return true;
        }
    }
    return false;
}

/* The bounds, the role, then the figure. */
isnad_status isn_figure_finish(isn_figure_scan *s, isn_draft *d)
{
    if (d->noun.may_live && lives(s, d)) {
        d->noun.role = ISN_NO_ROLE;
        d->noun.of = d->noun.words;
    }
    if (d->number.dual && d->first > s->first &&
        isn_figure_word(s, d->first - 1, ISN_FIGWORD_KIND_BOTH)) {
        d->first--;
    }
    isn_figure_apply_bounds(s, d);
    bool part = opens_part(s, d);
    d->earlier =
        s->told_at != ISN_NO_TOKEN && d->first - s->told_at <= TOLD_BEFORE;
    s->earlier = s->earlier || told_before(s, d) ||
                 (s->was != ISN_NO_TOKEN && s->was <= d->first);
    bool whole = s->before_last != ISN_NO_TOKEN;
    bool anew = s->trigger.end > s->trigger.begin && whole &&
                s->trigger.begin >= s->before_last;
    if (!part || d->noun.role != ISN_NO_ROLE) {
        d->role = isn_figure_role(s, d);
        d->role = d->role == ISN_NO_ROLE && behind_part(s, d) ? s->total_role
                                                              : d->role;
    } else if (isn_noun_found(&d->noun) || !whole) {
        d->role = ISN_NO_ROLE;
    } else { /* «أصيب 20 بينهم 5 في حال الخطر», «أصيب 20 توفي منهم 5» */
        d->role = anew ? s->trigger.role : s->before_role;
    }
    return isn_figure_push(s, d);
}
