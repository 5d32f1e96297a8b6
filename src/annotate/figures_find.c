/* What the number of a draft counts, and what stands around it. */
#include <string.h>

#include "annotate/figures_scan.h"
#include "annotate/figures_singular.h"
#include "text/match.h"

bool isn_figure_article_before(const isn_figure_scan *s, uint32_t at)
{
    if (at > s->first + 1 && isn_figure_enclosed(s, at, at + 1)) {
        at--; /* «الأعضاء الـ«435»» */
        return isn_token_is(s->doc, at - 1, "ال");
    }
    return at > s->first && isn_figure_token(s, at)->kind == ISN_NUMBER &&
           isn_token_is(s->doc, at - 1, "ال");
}

/* Does one pair of brackets or quotation marks hold tokens [at, behind)? */
bool isn_figure_enclosed(const isn_figure_scan *s, uint32_t at, uint32_t behind)
{
    static const uint32_t pairs[][2] = {
        {'(', ')'}, {0xAB, 0xBB}, {0x201C, 0x201D}, {'"', '"'}};
    for (size_t i = 0; at > s->first && i < sizeof pairs / sizeof *pairs; i++) {
        if (isn_figure_char(s, at - 1, pairs[i][0]) &&
            isn_figure_char(s, behind, pairs[i][1])) {
            return true;
        }
    }
    return false;
}

static isnad_status noun_in_front(isn_figure_scan *s, isn_draft *d,
                                  uint32_t before)
{
    if (before == ISN_NO_TOKEN) {
        return ISNAD_OK;
    }
    isn_noun noun;
    isnad_status status = isn_noun_before(s->doc, before, s->first, &noun);
    bool other = before + 1 == d->at && /* «منح التسع التأشيرات» */
                 !(isn_figure_token(s, before)->clitics &
                   (ISN_CLITIC_AL | ISN_CLITIC_PRON)) &&
                 d->last < s->last &&
                 (isn_figure_token(s, d->last)->clitics & ISN_CLITIC_AL);
    if (status || !isn_noun_found(&noun) || other) {
        return status;
    }
    d->noun = noun;
    d->first = noun.first;
    return d->number.feminine && !noun.known /* «الطبيبات الخمس» */
               ? isn_singular_in_ta(s->doc, isn_figure_token(s, before),
                                    &d->noun.of)
               : ISNAD_OK;
}

/* Is the word at `at` an adjective in ة of the definite one before it? */
static bool adjective_of(const isn_figure_scan *s, uint32_t at)
{
    const isn_token *t = isn_figure_token(s, at),
                    *noun = isn_figure_token(s, at - 1);
    return (t->clitics & ISN_CLITIC_AL) && (noun->clitics & ISN_CLITIC_AL) &&
           t->fold_len > 4 && memcmp(t->fold + t->fold_len - 2, "ه", 2) == 0 &&
           noun->kind == ISN_WORD;
}

/* The plural that definite words up to `at` belong to: «أعضاء المجلس الخمسة»,
 * «دول الاتحاد الأوروبي الثماني والعشرون». */
static uint32_t members_before(const isn_figure_scan *s, uint32_t at)
{
    for (int i = 0; i < 3 && at > s->first; i++) {
        if (!(isn_figure_token(s, at)->clitics & ISN_CLITIC_AL)) {
            break;
        }
        at--;
        if (isn_noun_plural(s->doc, at)) {
            return at;
        }
    }
    return ISN_NO_TOKEN;
}

/* «(5) آلاف»: the scale behind the bracket. */
static uint32_t take_scale(const isn_figure_scan *s, isn_draft *d, uint32_t at)
{
    isn_number scale;
    if (at >= s->last || !d->number.digits || d->number.scaled ||
        !isn_number_at(s->doc, at, &scale) || !scale.scaled || scale.digits ||
        scale.tokens != 1 ||
        (isn_figure_token(s, at)->clitics &
         (ISN_CLITIC_WA | ISN_CLITIC_BI | ISN_CLITIC_LI | ISN_CLITIC_AL))) {
        return 0;
    }
    double times = scale.vague ? scale.low / 2 : scale.low;
    d->low *= times;
    d->high *= times;
    d->number.low *= times;
    d->number.high *= times;
    d->number.scale = times;
    d->number.scaled = true;
    d->last = at + 1;
    return 1;
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
    bool quoted = isn_figure_enclosed(s, d->at, behind) &&
                  !isn_figure_char(s, behind, ')');
    if (isn_figure_enclosed(s, d->at, behind)) {
        behind++; /* لـ(6) موظفين, «72» مترا */
        behind += take_scale(s, d, behind);
    }
    bool article = isn_figure_article_before(s, d->at);
    isnad_status status = ISNAD_OK;
    if (n->low == 2 && n->tokens == 1 && !n->digits && d->at > s->first) {
        for (uint32_t at = d->at; !status && at-- > s->first;) {
            isn_noun noun; /* «عسكريين تركيين اثنين» are soldiers */
            status = isn_noun_of_two(s->doc, at, &noun);
            if (!isn_noun_found(&noun)) {
                break;
            }
            d->noun = noun;
            d->first = at;
        }
        if (status || isn_noun_found(&d->noun)) {
            return status;
        }
    }
    if (!n->definite || n->vague || n->fraction || n->scaled) {
        status = isn_noun_after(s->doc, behind,
                                isn_figure_before_date(s, behind), n, &d->noun);
    }
    if (isn_noun_found(&d->noun) && !d->noun.known && quoted) {
        d->noun = isn_noun_none(behind); /* «عقد "20" تنفيذ …» */
    }
    if (status || isn_noun_found(&d->noun)) {
        return status;
    }
    uint32_t open = d->at - isn_figure_enclosed(s, d->at, d->at + 1);
    uint32_t before = article && open - 1 > s->first ? open - 2
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
    status = noun_in_front(s, d, before);
    if (!status && !isn_noun_found(&d->noun) && n->definite && !article) {
        status = isn_noun_after(s->doc, behind, /* «العشرة ملايين دولار» */
                                isn_figure_before_date(s, behind), n, &d->noun);
        if (!d->noun.known) {
            d->noun = (isn_noun){.first = behind,
                                 .last = behind,
                                 .role = ISN_NO_ROLE,
                                 .kind = ISN_COUNTED_KIND_THING};
        }
    }
    return status;
}

/* «1000 و500 ريال»: the unit of the number that «و» joins. */
/* «176 من أصل 328 نائبا», «من 20 إلى 35 دولارا»: of what the other is. */
static isnad_status whole_behind(isn_figure_scan *s, isn_draft *d)
{
    isn_match_result word = isn_match(s->doc, d->last, ISN_CLASS_FIGWORD);
    unsigned kind = word.sense ? isn_rows_figword[word.sense->row].kind : 0;
    isn_number n;
    isn_noun noun;
    uint32_t at = d->last + word.tokens;
    bool moved = kind == ISN_FIGWORD_KIND_TO && isn_figure_changed(s, d);
    if ((kind != ISN_FIGWORD_KIND_WHOLE && kind != ISN_FIGWORD_KIND_AMONG &&
         !moved) ||
        at >= s->last || !isn_number_at(s->doc, at, &n) || n.definite) {
        return ISNAD_OK;
    }
    isnad_status status = isn_noun_after(
        s->doc, at + n.tokens, isn_figure_before_date(s, at), &n, &noun);
    if (!status && isn_noun_found(&noun)) {
        d->noun = noun;
        d->noun.first = d->at;
        d->noun.last = d->last;
    }
    return status;
}

isnad_status isn_figure_unit_behind(isn_figure_scan *s, isn_draft *d)
{
    if (!isn_noun_found(&d->noun) && d->last < s->last &&
        isn_is(s->doc, d->last, ISN_CLASS_FIGWORD)) {
        return whole_behind(s, d);
    }
    uint32_t at =
        d->last + (d->last < s->last && isn_token_is(s->doc, d->last, "و"));
    isn_number n;
    isn_noun noun;
    if (isn_noun_found(&d->noun) || d->number.scaled || d->number.vague ||
        at >= s->last ||
        (at == d->last &&
         !(isn_figure_token(s, at)->clitics & ISN_CLITIC_WA)) ||
        !isn_number_at(s->doc, at, &n) || n.digits != d->number.digits) {
        return ISNAD_OK;
    }
    isnad_status status = isn_noun_after(
        s->doc, at + n.tokens, isn_figure_before_date(s, at), &n, &noun);
    if (!status && (noun.kind == ISN_COUNTED_KIND_MONEY ||
                    noun.kind == ISN_COUNTED_KIND_PERCENT ||
                    noun.kind == ISN_COUNTED_KIND_MEASURE ||
                    (noun.kind == ISN_COUNTED_KIND_TIME && !n.digits))) {
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

/* 90.000 of something that is counted are ninety thousand; «6.142 كيلوغرامات»
 * are six and a bit, since the plural follows three to ten alone. */
static void check_dotted(const isn_figure_scan *s, isn_draft *d)
{
    const isn_token *t = isn_figure_token(s, d->noun.first);
    bool few = d->noun.kind == ISN_COUNTED_KIND_MEASURE && d->low > 3 &&
               d->low < 11 && isn_noun_found(&d->noun) && t->fold_len > 8 &&
               memcmp(t->fold + t->fold_len - 4, "ات", 4) == 0;
    if (d->number.dotted && isn_noun_found(&d->noun) && !few &&
        d->noun.kind != ISN_COUNTED_KIND_PERCENT) {
        d->low *= 1000;
        d->high *= 1000;
    }
}

/* «%20», «$20». */
static void sign_before(isn_figure_scan *s, isn_draft *d)
{
    if (isn_noun_found(&d->noun) || d->at == s->first ||
        isn_figure_token(s, d->at)->space_before ||
        isn_figure_token(s, d->at)->kind != ISN_NUMBER) {
        return;
    }
    isn_noun noun;
    isn_number one = {.low = 1, .high = 1};
    if (isn_figure_token(s, d->at - 1)->kind >= ISN_PUNCT &&
        !isn_noun_after(s->doc, d->at - 1, s->last, &one, &noun) &&
        isn_noun_found(&noun)) {
        d->noun = noun;
        d->first = d->at - 1;
    }
}

/* «سنتين ونصف السنة», «5 ساعات ونصف». */
static void half_behind(const isn_figure_scan *s, isn_draft *d)
{
    uint32_t at = d->noun.last, tokens;
    if (!isn_noun_found(&d->noun) || at >= s->last || d->number.vague ||
        (d->noun.kind != ISN_COUNTED_KIND_TIME &&
         d->noun.kind != ISN_COUNTED_KIND_MEASURE &&
         d->noun.kind != ISN_COUNTED_KIND_MONEY)) {
        return;
    }
    double part = isn_fraction_at(s->doc, at, &tokens);
    if (part > 0 && !isn_is(s->doc, at + tokens, ISN_CLASS_NUMBER)) {
        d->low += part;
        d->high += part;
        d->noun.last = at + tokens;
        d->last = d->noun.last;
    }
}

isnad_status isn_figure_find(isn_figure_scan *s, isn_draft *d)
{
    isnad_status status = find_noun(s, d);
    if (!status) {
        half_behind(s, d);
    }
    check_fraction(d);
    check_dotted(s, d);
    sign_before(s, d);
    return status;
}
