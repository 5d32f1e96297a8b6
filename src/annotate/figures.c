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

/* Words of a subject in a document before it is about that subject. */
enum {
    SUBJECT_WORDS = 3,
    AGE_REACH = 4,
    TOLD_BEFORE = 14,
    MONEY_BLOCKS = 3,
    ADDRESS_TOKENS = 40,
    PLUPERFECT_REACH = 16,
    SCOPE_REACH = 4,
    SCOPE_TOKENS = 6
};

static uint64_t interesting(void)
{
    return ISN_BIT(ISN_CLASS_NUMBER) | ISN_BIT(ISN_CLASS_COUNTED) |
           ISN_BIT(ISN_CLASS_ROLEVERB) | ISN_BIT(ISN_CLASS_ROLENOUN) |
           ISN_BIT(ISN_CLASS_FIGWORD) | ISN_BIT(ISN_CLASS_BOUNDVERB) |
           ISN_BIT(ISN_CLASS_DAY_ORDINAL);
}

static const isn_token *token(const isn_figure_scan *s, uint32_t at)
{
    return &s->doc->tokens.items[at];
}

static bool is_char(const isn_figure_scan *s, uint32_t at, uint32_t c)
{
    return at >= s->first && at < s->last && isn_punct_is(s->doc, at, c);
}

/* ---- what is no figure ------------------------------------------------------ */

/* The end of the date that covers `at`, or `at`.  Dates are in order. */
static uint32_t behind_date(isn_figure_scan *s, uint32_t at)
{
    uint32_t begin = token(s, at)->word.begin;
    while (s->date < s->doc->dates.count &&
           s->doc->dates.items[s->date].span.end <= begin) {
        s->date++;
    }
    if (s->date == s->doc->dates.count) {
        return at;
    }
    const isnad_date *date = &s->doc->dates.items[s->date];
    if (date->duration || date->span.begin > begin) {
        return at;
    }
    while (at < s->last && token(s, at)->span.begin < date->span.end) {
        at++;
    }
    return at;
}

static bool figword_is(const isn_figure_scan *s, uint32_t at, unsigned kind)
{
    if (at >= s->last) {
        return false;
    }
    isn_match_result word = isn_match(s->doc, at, ISN_CLASS_FIGWORD);
    return word.sense && isn_rows_figword[word.sense->row].kind == kind;
}

/* Where the first date from `at` on begins, or the end of the sentence: its
 * words are counted by nobody («الـ41 يوم الاثنين»). */
static uint32_t before_date(const isn_figure_scan *s, uint32_t at)
{
    if (at >= s->last) {
        return s->last;
    }
    uint32_t begin = token(s, at)->span.begin;
    for (size_t i = s->date; i < s->doc->dates.count; i++) {
        const isnad_date *date = &s->doc->dates.items[i];
        if (date->span.begin >= token(s, s->last - 1)->span.end) {
            break;
        }
        if (!date->duration && date->span.end > begin) {
            uint32_t first = isn_doc_token_at(s->doc, date->span.begin);
            return first < at ? at : first < s->last ? first : s->last;
        }
    }
    return s->last;
}

/* «(25 عاما)», «، 25 عاما،», «البالغ من العمر 25 عاما», «25 عاما من العمر». */
static bool is_age(const isn_figure_scan *s, const isn_draft *d)
{
    bool year = d->noun.of && isn_noun_found(&d->noun) &&
                d->noun.kind == ISN_COUNTED_KIND_TIME;
    if (s->age != ISN_NO_TOKEN && s->age <= d->first &&
        d->first - s->age <= AGE_REACH && (year || d->first - s->age <= 1)) {
        return true;
    }
    if (s->aged != ISN_NO_TOKEN && s->aged <= d->first &&
        d->first - s->aged <= 1 && year && strcmp(d->noun.of, "year") == 0) {
        return true;
    }
    uint32_t behind = d->at + d->number.tokens;
    if (figword_is(s, d->last, ISN_FIGWORD_KIND_AGE) ||
        figword_is(s, behind, ISN_FIGWORD_KIND_AGE)) {
        return true;
    }
    if (!year) {
        return false;
    }
    uint32_t before = d->first > s->first ? d->first - 1 : ISN_NO_TOKEN;
    if (before == ISN_NO_TOKEN || strcmp(d->noun.of, "year") != 0) {
        return false;
    }
    return (is_char(s, before, '(') && is_char(s, d->last, ')')) ||
           (is_char(s, before, 0x60C) && is_char(s, d->last, 0x60C));
}

/* «2-1», «3 - صفر»: two small numbers and nothing counted. */
static uint32_t behind_score(const isn_figure_scan *s, const isn_draft *d)
{
    uint32_t dash = d->at + 1;
    bool bare =
        !isn_noun_found(&d->noun) || (!d->noun.known && is_char(s, dash, '-'));
    isn_number n;
    bool score = bare && d->number.tokens == 1 && d->number.high < 200 &&
                 (is_char(s, dash, '-') || is_char(s, dash, 0x2013) ||
                  is_char(s, dash, ':')) &&
                 isn_number_at(s->doc, dash + 1, &n) && n.tokens == 1 &&
                 (n.digits || n.high <= 0) &&
                 (d->number.digits || d->number.high <= 0);
    return score ? dash + 2 : 0;
}

/* ---- finishing a figure --------------------------------------------------------- */

static const char *of_draft(isn_figure_scan *s, const isn_draft *d)
{
    if (d->role != ISN_NO_ROLE) {
        return isn_rolenoun_role_names[d->role];
    }
    const isn_noun *n = &d->noun;
    if (n->others) {
        return s->before_of && s->before_role == ISN_NO_ROLE &&
                       s->before_kind == ISN_COUNTED_KIND_PERSON
                   ? s->before_of
                   : "person";
    }
    if (!isn_noun_found(n)) {
        bool whole = s->whole != ISN_NO_TOKEN && s->whole == d->first;
        if (whole && s->before_of) {
            return s->before_of;
        }
        if (d->first > s->first && s->before_of &&
            isn_token_is(s->doc, d->first - 1, "ليس")) {
            return s->before_of; /* صفان وليس ثلاثة */
        }
        uint32_t block = token(s, d->at)->block;
        if (!s->money || block > s->money_block + MONEY_BLOCKS ||
            !d->number.scaled || d->number.scale < 1e6) {
            return NULL;
        }
        s->money_block = block; /* «… 64 مليار دولار، … 33 مليارا» */
        return s->money;
    }
    if (n->kind == ISN_COUNTED_KIND_PERSON &&
        (figword_is(s, d->last, ISN_FIGWORD_KIND_VOTE) ||
         figword_is(s, d->last + 1, ISN_FIGWORD_KIND_VOTE))) {
        return "voter";
    }
    if (n->kind == ISN_COUNTED_KIND_THING && n->of && !s->sport &&
        strcmp(n->of, "goal") == 0) {
        return n->words; /* a target */
    }
    return n->of;
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
        if (token(s, i)->kind >= ISN_PUNCT ||
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
           !figword_is(s, at, ISN_FIGWORD_KIND_SCOPE)) {
        if (token(s, at)->kind >= ISN_PUNCT ||
            isn_is(s->doc, at, ISN_CLASS_FUNCTION)) {
            return (isnad_span){0, 0};
        }
        at++;
    }
    if (at >= s->last || !figword_is(s, at, ISN_FIGWORD_KIND_SCOPE)) {
        return (isnad_span){0, 0};
    }
    uint32_t end = at + 1;
    while (end < s->last && end < at + SCOPE_TOKENS &&
           token(s, end)->kind < ISN_PUNCT &&
           !(token(s, end)->clitics & (ISN_CLITIC_WA | ISN_CLITIC_BI)) &&
           (!isn_is(s->doc, end, ISN_CLASS_FUNCTION) ||
            figword_is(s, end, ISN_FIGWORD_KIND_SCOPE)) &&
           !isn_is(s->doc, end, ISN_CLASS_ROLEVERB)) {
        end++;
    }
    return end == at + 1 ? (isnad_span){0, 0}
                         : (isnad_span){token(s, at)->word.begin,
                                        token(s, end - 1)->span.end};
}

static isnad_status push(isn_figure_scan *s, isn_draft *d)
{
    isnad_figure *f = isn_list_push(s->doc->arena, &s->doc->figures);
    if (!f) {
        return ISNAD_NOMEM;
    }
    const char *of = of_draft(s, d);
    f->span.begin = token(s, d->first)->word.begin;
    if (d->number.with_and && d->first == d->at) {
        f->span.begin += 2;
    }
    const isn_token *last = token(s, d->last - 1);
    f->span.end = last->span.end;
    f->of = of;
    f->low = d->low;
    f->high = d->high;
    f->approximate = d->approximate || d->number.approximate;
    f->vague = d->number.vague;
    f->negated = d->negated;
    f->earlier = s->earlier || d->earlier;
    f->sentence = last->sentence;
    if (d->role != ISN_NO_ROLE) {
        f->scope = scope_of(s, d);
    }
    bool part =
        opens_part(s, d) || (s->before_part && s->before_last != ISN_NO_TOKEN &&
                             d->first - s->before_last <= 1);
    f->part = part && d->noun.kind != ISN_COUNTED_KIND_TIME ? of : NULL;
    if (d->noun.kind == ISN_COUNTED_KIND_MONEY && isn_noun_found(&d->noun)) {
        s->money = of;
        s->money_block = last->block;
    }
    s->before_last = d->last;
    s->before_role = part ? ISN_NO_ROLE : d->role;
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

/* The bounds, the role, then the figure. */
static isnad_status finish(isn_figure_scan *s, isn_draft *d)
{
    isn_figure_apply_bounds(s, d);
    bool part = opens_part(s, d);
    d->earlier =
        s->told_at != ISN_NO_TOKEN && d->first - s->told_at <= TOLD_BEFORE;
    s->earlier = s->earlier || told_before(s, d) ||
                 (s->was != ISN_NO_TOKEN && s->was <= d->first);
    d->role = part && d->noun.role == ISN_NO_ROLE ? ISN_NO_ROLE
                                                  : isn_figure_role(s, d);
    return push(s, d);
}

/* ---- numbers ----------------------------------------------------------------------- */

/* «الدول الـ15», «أعضاء المجلس الـ41»: digits behind a lone article. */
static bool article_before(const isn_figure_scan *s, uint32_t at)
{
    return at > s->first && token(s, at)->kind == ISN_NUMBER &&
           isn_token_is(s->doc, at - 1, "ال");
}

static isnad_status noun_in_front(isn_figure_scan *s, isn_draft *d,
                                  uint32_t before)
{
    if (before == ISN_NO_TOKEN) {
        return ISNAD_OK;
    }
    isn_noun noun;
    isnad_status status = isn_noun_before(s->doc, before, s->first, &noun);
    if (!status && isn_noun_found(&noun)) {
        d->noun = noun;
        d->first = noun.first;
    }
    return status;
}

/* Is the word at `at` an adjective in ة of the definite one before it? */
static bool adjective_of(const isn_figure_scan *s, uint32_t at)
{
    const isn_token *t = token(s, at), *noun = token(s, at - 1);
    return (t->clitics & ISN_CLITIC_AL) && (noun->clitics & ISN_CLITIC_AL) &&
           t->fold_len > 4 && memcmp(t->fold + t->fold_len - 2, "ه", 2) == 0 &&
           noun->kind == ISN_WORD;
}

/* The plural that definite words up to `at` belong to: «أعضاء المجلس الخمسة»,
 * «دول الاتحاد الأوروبي الثماني والعشرون». */
static uint32_t members_before(const isn_figure_scan *s, uint32_t at)
{
    for (int i = 0; i < 3 && at > s->first; i++) {
        if (!(token(s, at)->clitics & ISN_CLITIC_AL)) {
            break;
        }
        at--;
        if (isn_noun_plural(s->doc, at)) {
            return at;
        }
    }
    return ISN_NO_TOKEN;
}

static isnad_status find_noun(isn_figure_scan *s, isn_draft *d)
{
    isn_number *n = &d->number;
    uint32_t behind = d->at + n->tokens;
    if (n->dual) {
        isnad_status status = isn_noun_of_token(s->doc, d->at, &d->noun);
        isn_number two;
        if (!status && behind < s->last &&
            isn_number_at(s->doc, behind, &two) && two.low == 2 &&
            two.tokens == 1 && !two.dual && !two.digits) {
            d->last = behind + 1; /* جنديين اثنين */
        }
        return status;
    }
    bool article = article_before(s, d->at);
    isnad_status status = ISNAD_OK;
    if (n->low == 2 && n->tokens == 1 && !n->digits && d->at > s->first) {
        status = isn_noun_of_two(s->doc, d->at - 1, &d->noun);
        if (isn_noun_found(&d->noun)) {
            d->first = d->at - 1;
            return status;
        }
    }
    if (!n->definite || n->vague || n->fraction) {
        status =
            isn_noun_after(s->doc, behind, before_date(s, behind), n, &d->noun);
    }
    if (status || isn_noun_found(&d->noun)) {
        return status;
    }
    uint32_t before = article && d->at - 1 > s->first ? d->at - 2
                      : !article && n->definite && !n->vague && d->at > s->first
                          ? d->at - 1
                          : ISN_NO_TOKEN;
    if (before != ISN_NO_TOKEN && !isn_noun_plural(s->doc, before)) {
        uint32_t further = members_before(s, before);
        if (further == ISN_NO_TOKEN && article) {
            return ISNAD_OK; /* القمة الـ29 */
        }
        if (further != ISN_NO_TOKEN) {
            before = further;
        } else if (before > s->first && adjective_of(s, before)) {
            before--; /* الركائز العامة الثلاث */
        }
    }
    return noun_in_front(s, d, before);
}

/* «1000 و500 ريال»: the unit of the number that «و» joins. */
static isnad_status unit_behind(isn_figure_scan *s, isn_draft *d)
{
    uint32_t at =
        d->last + (d->last < s->last && isn_token_is(s->doc, d->last, "و"));
    isn_number n;
    isn_noun noun;
    if (isn_noun_found(&d->noun) || !d->number.digits || d->number.scaled ||
        at >= s->last ||
        (at == d->last && !(token(s, at)->clitics & ISN_CLITIC_WA)) ||
        !isn_number_at(s->doc, at, &n) || !n.digits) {
        return ISNAD_OK;
    }
    isnad_status status =
        isn_noun_after(s->doc, at + n.tokens, before_date(s, at), &n, &noun);
    if (!status && (noun.kind == ISN_COUNTED_KIND_MONEY ||
                    noun.kind == ISN_COUNTED_KIND_PERCENT ||
                    noun.kind == ISN_COUNTED_KIND_MEASURE)) {
        d->noun = noun;
        d->noun.first = d->at;
        d->noun.last = d->last;
    }
    return status;
}

/* A fraction counts only what can be divided: «نصف ساعة», «ربع مليون». */
static void check_fraction(isn_draft *d)
{
    if (d->number.fraction && isn_noun_found(&d->noun) &&
        (!d->noun.known || (d->noun.kind != ISN_COUNTED_KIND_TIME &&
                            d->noun.kind != ISN_COUNTED_KIND_MONEY &&
                            d->noun.kind != ISN_COUNTED_KIND_MEASURE))) {
        d->noun.last = d->noun.first;
        d->noun.of = NULL;
        d->noun.role = ISN_NO_ROLE;
    }
}

/* 90.000 of something that is counted are ninety thousand. */
static void check_dotted(isn_draft *d)
{
    if (d->number.dotted && isn_noun_found(&d->noun) &&
        d->noun.kind != ISN_COUNTED_KIND_PERCENT) {
        d->low *= 1000;
        d->high *= 1000;
    }
}

/* «-5»: a sign where the number is bare or may lie below zero. */
static void negative(isn_figure_scan *s, isn_draft *d)
{
    bool may = !isn_noun_found(&d->noun) ||
               d->noun.kind == ISN_COUNTED_KIND_PERCENT ||
               (d->noun.of && strcmp(d->noun.of, "degree") == 0);
    if (may && d->number.digits && d->at > s->first &&
        (is_char(s, d->at - 1, '-') || is_char(s, d->at - 1, 0x2212)) &&
        !token(s, d->at)->space_before &&
        (d->at - 1 == s->first || token(s, d->at - 1)->space_before ||
         isn_token_is(s->doc, d->at - 2, "و"))) {
        d->low = -d->low;
        d->high = d->low;
        d->first = d->at - 1;
    }
}

/* «%20», «$20». */
static void sign_before(isn_figure_scan *s, isn_draft *d)
{
    if (isn_noun_found(&d->noun) || d->at == s->first ||
        token(s, d->at)->space_before || token(s, d->at)->kind != ISN_NUMBER) {
        return;
    }
    isn_noun noun;
    isn_number one = {.low = 1, .high = 1};
    if (token(s, d->at - 1)->kind >= ISN_PUNCT &&
        !isn_noun_after(s->doc, d->at - 1, s->last, &one, &noun) &&
        isn_noun_found(&noun)) {
        d->noun = noun;
        d->first = d->at - 1;
    }
}

/* «واحد»: a count only where the text makes it one. */
static isnad_status read_one(isn_figure_scan *s, isn_draft *d)
{
    uint32_t at = d->at;
    s->at = at + 1;
    if (at == s->first || (token(s, at)->clitics & ~ISN_CLITIC_AL)) {
        return ISNAD_OK;
    }
    uint32_t noun_at = at - 1;
    if (noun_at > s->first && isn_is(s->doc, noun_at, ISN_CLASS_ROLENOUN) &&
        isn_is(s->doc, noun_at - 1, ISN_CLASS_COUNTED)) {
        noun_at--; /* حالة وفاة واحدة */
    }
    isn_number one = {.low = 1, .high = 1};
    isnad_status status = isn_noun_after(s->doc, noun_at, at, &one, &d->noun);
    if (status || d->noun.last != at || !d->noun.known) {
        return status;
    }
    bool only = figword_is(s, at + 1, ISN_FIGWORD_KIND_ONLY);
    bool goal = s->sport && strcmp(d->noun.of, "goal") == 0;
    d->first = noun_at;
    d->last = at + 1;
    if (!only && !goal && isn_figure_role(s, d) == ISN_NO_ROLE) {
        return ISNAD_OK;
    }
    return finish(s, d);
}

static bool is_share(const isn_noun *noun)
{
    return isn_noun_found(noun) && noun->kind == ISN_COUNTED_KIND_SHARE;
}

/* «واحد من ثلاثة», «1 على 20», «5 أجزاء من مليون». */
static bool read_ratio(isn_figure_scan *s, isn_draft *d)
{
    bool share = is_share(&d->noun);
    uint32_t at = share ? d->noun.last : d->last;
    isn_number n;
    isn_noun noun;
    if ((isn_noun_found(&d->noun) && !share) || at + 1 >= s->last ||
        !(isn_token_is(s->doc, at, "من") ||
          (!share && isn_token_is(s->doc, at, "علي"))) ||
        !isn_number_at(s->doc, at + 1, &n) || n.vague || n.ordinal || n.dual ||
        n.low <= 0 || (n.definite && !n.scaled) ||
        isn_noun_after(s->doc, at + 1 + n.tokens, s->last, &n, &noun)) {
        return false;
    }
    bool on = isn_token_is(s->doc, at, "علي");
    if (!share && ((isn_noun_found(&noun) && d->number.low != 1) ||
                   (n.low <= d->number.low && !(on && d->number.digits)))) {
        return false; /* «3 من 5 مباريات» */
    }
    d->noun.first = d->noun.last;
    d->noun.of = NULL;
    d->low = d->high = d->number.low / n.low;
    d->number.fraction = true;
    d->last = at + 1 + n.tokens;
    return true;
}

/* «F35», «أف-16»: digits that belong to a name. */
static bool glued_name(const isn_figure_scan *s, const isn_draft *d)
{
    if (!d->number.digits || d->at == s->first ||
        token(s, d->at)->space_before) {
        return false;
    }
    const isn_token *before = token(s, d->at - 1);
    if (before->kind == ISN_WORD) {
        return (unsigned char)before->fold[0] < 0x80;
    }
    return before->punct == '-' && !before->space_before &&
           d->at - 1 > s->first && token(s, d->at - 2)->kind == ISN_WORD &&
           token(s, d->at - 2)->fold_len > 2;
}

/* «رحلتي» is my journey, «محافظتي إب والحديدة» are two. */
static bool lone_construct(const isn_figure_scan *s, uint32_t at)
{
    const isn_token *t = token(s, at);
    size_t n = t->fold_len;
    return n > 4 && !(t->clitics & ISN_CLITIC_AL) &&
           (memcmp(t->fold + n - 4, "تي", 4) == 0 ||
            memcmp(t->fold + n - 4, "تا", 4) == 0) &&
           !isn_noun_shared(s->doc, at, s->last);
}

static isnad_status read_number(isn_figure_scan *s, const isn_number *n)
{
    isn_draft d = {.number = *n,
                   .at = s->at,
                   .first = s->at,
                   .last = s->at + n->tokens,
                   .low = n->low,
                   .high = n->high,
                   .role = ISN_NO_ROLE};
    d.noun.first = d.noun.last = d.last;
    d.noun.role = ISN_NO_ROLE;
    s->at = d.last;
    if (n->ordinal) {
        return ISNAD_OK;
    }
    isnad_status status = find_noun(s, &d);
    check_fraction(&d);
    check_dotted(&d);
    sign_before(s, &d);
    if (!status) {
        read_ratio(s, &d);
    }
    negative(s, &d);
    bool label = s->label == d.at && n->digits && !d.noun.known;
    label = label || glued_name(s, &d) || s->sign == d.at;
    bool adjective =
        n->dual && s->before_last == d.at && s->before_of &&
        !(token(s, d.at)->clitics & (ISN_CLITIC_WA | ISN_CLITIC_AL));
    bool bare_article = n->definite && !n->vague && !isn_noun_found(&d.noun);
    bool body = d.noun.kind == ISN_COUNTED_KIND_BODY && n->dual;
    body = body || (n->dual && lone_construct(s, d.at));
    if (status || label || bare_article || body || adjective) {
        return status;
    }
    if (n->low == 1 && n->tokens == 1 && !n->digits && !n->scaled &&
        !n->fraction && !d.number.fraction) {
        return read_one(s, &d);
    }
    if (d.noun.last > d.last) {
        d.last = d.noun.last;
    }
    status = isn_figure_range(s, &d);
    if (!status && d.low == d.high) {
        status = unit_behind(s, &d);
    }
    uint32_t score = behind_score(s, &d);
    if (score && (d.low == d.high || !d.noun.known)) {
        s->at = score;
        return status;
    }
    if (status || is_age(s, &d)) {
        s->at = d.last;
        return status;
    }
    return finish(s, &d);
}

static bool two_behind(const isn_figure_scan *s, uint32_t at)
{
    isn_number two;
    return at < s->last && isn_number_at(s->doc, at, &two) && two.low == 2 &&
           two.tokens == 1 && !two.dual && !two.digits;
}

/* «مقتل شخص», «قتل فلسطينيان», «توفي رجل»: one, not counted in words. */
static isnad_status read_single(isn_figure_scan *s)
{
    uint32_t at = s->trigger.end;
    int role = s->trigger.role;
    role = isn_figure_fate(s, role);
    if (at >= s->last ||
        (role != ISN_ROLENOUN_ROLE_KILLED &&
         role != ISN_ROLENOUN_ROLE_WOUNDED &&
         role != ISN_ROLENOUN_ROLE_MISSING) ||
        s->trigger.sum) {
        return ISNAD_OK;
    }
    const isn_token *t = token(s, at);
    unsigned cls = isn_is(s->doc, at, ISN_CLASS_COUNTED)
                       ? ISN_CLASS_COUNTED
                       : ISN_CLASS_NATIONALITY;
    const isn_sense *sense =
        t->classes & ISN_BIT(cls) ? isn_lex_sense(t->entry, cls) : NULL;
    unsigned form = sense ? sense->form & (ISN_FORM_PLURAL | ISN_FORM_DUAL) : 0;
    bool two = form == ISN_FORM_DUAL && cls == ISN_CLASS_NATIONALITY &&
               t->fold_len > 4 &&
               (memcmp(t->fold + t->fold_len - 4, "ان", 4) == 0 ||
                two_behind(s, at + 1));
    bool person =
        sense && (cls == ISN_CLASS_NATIONALITY ||
                  isn_rows_counted[sense->row].kind == ISN_COUNTED_KIND_PERSON);
    bool defined =
        at + 1 < s->last && (token(s, at + 1)->clitics & ISN_CLITIC_AL) != 0;
    if (!person || t->clitics || (two ? false : form != 0 || defined)) {
        return ISNAD_OK;
    }
    double n = two ? 2 : 1;
    isn_draft d = {.number = {.low = n, .high = n},
                   .at = at,
                   .first = at,
                   .last = at + 1,
                   .low = n,
                   .high = n,
                   .role = role};
    d.noun = (isn_noun){.first = at,
                        .last = at + 1,
                        .role = ISN_NO_ROLE,
                        .kind = ISN_COUNTED_KIND_PERSON,
                        .known = true};
    isn_number one;
    if (at + 1 < s->last && isn_number_at(s->doc, at + 1, &one) &&
        one.low == n && one.tokens == 1) {
        d.last++;
    }
    s->trigger.taken = true;
    return push(s, &d);
}

/* «جزء من مئة». */
static isnad_status read_share(isn_figure_scan *s, bool *found)
{
    isn_draft d = {.number = {.low = 1, .high = 1, .scale = 1},
                   .at = s->at,
                   .first = s->at,
                   .last = s->at + 1,
                   .role = ISN_NO_ROLE};
    isnad_status status =
        isn_noun_after(s->doc, s->at, s->last, &d.number, &d.noun);
    *found = !status && is_share(&d.noun) && read_ratio(s, &d);
    return *found ? finish(s, &d) : status;
}

/* «ساعة ونصف», «سنة وربع السنة». */
static isnad_status read_and_half(isn_figure_scan *s, bool *found)
{
    uint32_t at = s->at;
    isn_noun noun;
    isn_number one = {.low = 1, .high = 1};
    double part;
    uint32_t tokens;
    *found = false;
    if (!isn_is(s->doc, at, ISN_CLASS_COUNTED) || at + 1 >= s->last ||
        (part = isn_fraction_at(s->doc, at + 1, &tokens)) <= 0) {
        return ISNAD_OK;
    }
    isnad_status status = isn_noun_after(s->doc, at, at + 1, &one, &noun);
    if (status || !isn_noun_found(&noun) ||
        (noun.kind != ISN_COUNTED_KIND_TIME &&
         noun.kind != ISN_COUNTED_KIND_MEASURE &&
         noun.kind != ISN_COUNTED_KIND_MONEY)) {
        return status;
    }
    isn_draft d = {.number = {.low = 1, .high = 1, .scale = 1},
                   .noun = noun,
                   .at = at,
                   .first = at,
                   .last = at + 1 + tokens,
                   .low = 1 + part,
                   .high = 1 + part,
                   .role = ISN_NO_ROLE};
    *found = true;
    return finish(s, &d);
}

static isnad_status read_construct(isn_figure_scan *s)
{
    isn_draft d = {.number = {.low = 2, .high = 2, .dual = true, .scale = 1},
                   .at = s->at,
                   .first = s->at,
                   .last = s->at + 1,
                   .low = 2,
                   .high = 2,
                   .role = ISN_NO_ROLE};
    if (!isn_noun_construct_dual(s->doc, s->at, s->last, &d.noun)) {
        s->at++;
        return ISNAD_OK;
    }
    return finish(s, &d);
}

/* ---- the pass ------------------------------------------------------------------------ */

/* The end of an address of the web that the number at `at` is part of: all
 * that stands together with a slash before it. */
static uint32_t behind_address(const isn_figure_scan *s, uint32_t at)
{
    uint32_t begin = at;
    bool slash = false;
    while (begin > 0 && !token(s, begin)->space_before &&
           at - begin < ADDRESS_TOKENS) {
        begin--; /* a question mark in it ended the sentence */
        slash = slash || isn_punct_is(s->doc, begin, '/');
    }
    const isn_token *t = token(s, begin);
    if (!slash || t->kind != ISN_WORD || (unsigned char)t->fold[0] >= 0x80) {
        return at;
    }
    do {
        at++;
    } while (at < s->last && !token(s, at)->space_before);
    return at;
}

static isnad_status step(isn_figure_scan *s)
{
    uint32_t at = s->at;
    if (token(s, at)->kind == ISN_NUMBER && !token(s, at)->space_before) {
        s->at = behind_address(s, at);
        if (s->at > at) {
            return ISNAD_OK;
        }
    }
    uint32_t behind = behind_date(s, at);
    if (behind > at) {
        s->at = behind;
        return ISNAD_OK;
    }
    isn_number n;
    if (isn_is(s->doc, at, ISN_CLASS_FIGWORD) ||
        isn_is(s->doc, at, ISN_CLASS_BOUNDVERB)) {
        if (isn_figure_bound(s)) {
            return ISNAD_OK;
        }
    }
    bool found;
    isnad_status status = read_and_half(s, &found);
    if (!status && !found && isn_is(s->doc, at, ISN_CLASS_COUNTED)) {
        status = read_share(s, &found);
    }
    if (status || found) {
        return status;
    }
    if (isn_number_at(s->doc, at, &n)) {
        return read_number(s, &n);
    }
    if (isn_is(s->doc, at, ISN_CLASS_ROLEVERB) ||
        isn_is(s->doc, at, ISN_CLASS_ROLENOUN) ||
        figword_is(s, at, ISN_FIGWORD_KIND_KILLED)) {
        isn_figure_trigger(s);
        if (s->trigger.end > at && s->trigger.begin == at) {
            s->at = s->trigger.end;
            return read_single(s);
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
    s->told_at = s->aged = s->sign = ISN_NO_TOKEN;
    s->pluperfect =
        s->first < s->last && (isn_token_is(s->doc, s->first, "وكان") ||
                               isn_token_is(s->doc, s->first, "وكانت"));
    s->before_role = ISN_NO_ROLE;
    s->before_of = s->before_part = NULL;
    isnad_status status = ISNAD_OK;
    while (!status && s->at < s->last) {
        const isn_token *t = token(s, s->at);
        if ((t->classes & wanted) || t->kind == ISN_NUMBER) {
            status = step(s);
        } else if (!t->classes && t->kind == ISN_WORD) {
            status = read_construct(s);
        } else {
            s->at++;
        }
    }
    return status;
}

/* Is the document about disease, about sport? */
static void read_subject(isn_figure_scan *s)
{
    unsigned disease = 0, sport = 0;
    const isnad_doc *doc = s->doc;
    for (uint32_t i = 0; i < doc->tokens.count; i++) {
        const isn_token *t = &doc->tokens.items[i];
        if (!(t->classes & ISN_BIT(ISN_CLASS_FIGWORD)) || !t->entry) {
            continue;
        }
        for (uint32_t k = 0; k < t->entry->sense_count; k++) {
            const isn_sense *sense = isn_lex_sense_at(t->entry, k);
            if (sense->cls == ISN_CLASS_FIGWORD) {
                unsigned kind = isn_rows_figword[sense->row].kind;
                disease += kind == ISN_FIGWORD_KIND_DISEASE;
                sport += kind == ISN_FIGWORD_KIND_SPORT;
            }
        }
    }
    s->disease = disease >= SUBJECT_WORDS;
    s->sport = sport >= SUBJECT_WORDS;
}

static bool is_money(const char *of)
{
    for (uint32_t i = 0; i < isn_rows_counted_count; i++) {
        const isn_row_counted *row = &isn_rows_counted[i];
        if (row->kind == ISN_COUNTED_KIND_MONEY &&
            (of == row->of || of == row->words)) {
            return true;
        }
    }
    return false;
}

/* «7 مليارات» without a unit is the sum of money that the document gives in
 * full further down. */
static void name_sums(isnad_doc *doc)
{
    const isnad_figure *last = NULL;
    for (size_t i = doc->figures.count; i > 0; i--) {
        isnad_figure *f = &doc->figures.items[i - 1];
        if (f->low < 1e6) {
            continue;
        }
        if (!f->of && last && f->low >= last->low && f->low <= last->low) {
            f->of = last->of;
        }
        last = f->of && is_money(f->of) ? f : last;
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
    read_subject(&s);
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
    name_sums(doc);
    return status;
}
