#include "annotate/figures_noun.h"

#include "annotate/figures_singular.h"

#include <string.h>

#include "core/utf8.h"
#include "lang/fold.h"
#include "text/match.h"

enum { LETTER = 2, LONGEST_NOUN = 120 };

/* Of several rows («كتاب» is a book or some writers) the first whose form has
 * the number wanted. */
static const isn_sense *sense_of(const isnad_doc *doc, uint32_t at,
                                 unsigned cls, unsigned wanted)
{
    const isn_lex_entry *entry = isn_entry_of(doc, at, cls);
    const isn_sense *first = NULL;
    unsigned number = ISN_FORM_PLURAL | ISN_FORM_DUAL;
    for (uint32_t i = 0; entry && i < entry->sense_count; i++) {
        const isn_sense *sense = isn_lex_sense_at(entry, i);
        if (sense->cls != cls) {
            continue;
        }
        if ((sense->form & number) == wanted) {
            return sense;
        }
        first = first ? first : sense;
    }
    return first;
}

void isn_noun_take(const isn_sense *sense, isn_noun *out)
{
    const isn_row_counted *row = &isn_rows_counted[sense->row];
    out->of = row->of ? row->of : row->words;
    out->words = row->words;
    out->kind = row->kind;
    out->known = true;
}

static void take_role(const isn_sense *sense, isn_noun *out)
{
    const isn_row_rolenoun *row = &isn_rows_rolenoun[sense->row];
    out->role = row->role;
    out->words = row->words;
    out->of = isn_rolenoun_role_names[row->role];
    out->kind = ISN_COUNTED_KIND_PERSON;
    out->known = true;
    out->event = row->kind == ISN_ROLENOUN_KIND_EVENT;
    out->may_live = row->kind == ISN_ROLENOUN_KIND_SUFFERER;
    out->words = row->words;
}

isn_noun isn_noun_none(uint32_t at)
{
    return (isn_noun){.first = at,
                      .last = at,
                      .role = ISN_NO_ROLE,
                      .kind = ISN_COUNTED_KIND_THING};
}

/* Is the last letter written ة? */
static bool ends_in_ta(const isnad_doc *doc, uint32_t at)
{
    isnad_span s = doc->tokens.items[at].span;
    return s.end - s.begin > LETTER &&
           memcmp(doc->text + s.end - LETTER, "ة", LETTER) == 0;
}

/* «كم», «كلغ» behind a number. */
static bool unit_sign(const isnad_doc *doc, uint32_t at, isn_noun *out)
{
    isn_match_result sign = isn_match(doc, at, ISN_CLASS_UNITSIGN);
    if (!sign.sense || doc->tokens.items[at].clitics) {
        return false;
    }
    out->of = isn_rows_unitsign[sign.sense->row].of;
    out->kind = ISN_COUNTED_KIND_MEASURE;
    out->known = true;
    out->last = at + sign.tokens;
    return true;
}

/* A noun of the tables at `at`; phrases first. */
static bool table_noun(const isnad_doc *doc, uint32_t at, unsigned wanted,
                       isn_noun *out)
{
    isn_match_result role = isn_match(doc, at, ISN_CLASS_ROLENOUN);
    if (role.sense &&
        isn_rows_rolenoun[role.sense->row].kind != ISN_ROLENOUN_KIND_SUM) {
        take_role(role.sense, out);
        out->last = at + role.tokens;
        return true;
    }
    isn_match_result found = isn_match(doc, at, ISN_CLASS_COUNTED);
    if (found.tokens <= 1) {
        found.sense = sense_of(doc, at, ISN_CLASS_COUNTED, wanted);
        found.tokens = 1;
    }
    if (!found.sense) {
        return false;
    }
    const isn_row_counted *row = &isn_rows_counted[found.sense->row];
    if (found.tokens == 1 && isn_is(doc, at, ISN_CLASS_FUNCTION) &&
        row->kind != ISN_COUNTED_KIND_PERCENT && !ends_in_ta(doc, at)) {
        return false; /* إليه is no آلية */
    }
    isn_noun_take(found.sense, out);
    out->last = at + found.tokens;
    return true;
}

/* «حالة وفاة», «حالة إصابة»: the word behind says what happened. */
static void read_case(const isnad_doc *doc, uint32_t end, isn_noun *out)
{
    if (out->kind != ISN_COUNTED_KIND_CASE || out->last >= end) {
        return;
    }
    isn_match_result role = isn_match(doc, out->last, ISN_CLASS_ROLENOUN);
    if (role.sense) {
        uint32_t last = out->last + role.tokens;
        take_role(role.sense, out);
        out->last = last;
    }
}

/* «ريال سعودي», «جنيه إسترليني»: the span keeps it. */
static void read_currency(const isnad_doc *doc, uint32_t end, isn_noun *out)
{
    if (out->kind != ISN_COUNTED_KIND_MONEY || out->last >= end) {
        return;
    }
    const isn_token *t = &doc->tokens.items[out->last];
    isn_match_result word = isn_match(doc, out->last, ISN_CLASS_FIGWORD);
    bool adjective = (t->classes & ISN_BIT(ISN_CLASS_NATIONALITY)) != 0 ||
                     (word.sense && isn_rows_figword[word.sense->row].kind ==
                                        ISN_FIGWORD_KIND_CURRENCY);
    if (adjective && t->clitics == 0) {
        out->last++;
    }
}

static bool money_sign(uint32_t c, isn_noun *out)
{
    static const struct {
        uint32_t sign;
        const char *of;
    } signs[] = {{'$', "dollar"}, {0x20AC, "euro"}, {0xA3, "pound"}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (signs[i].sign == c) {
            out->of = signs[i].of;
            out->kind = ISN_COUNTED_KIND_MONEY;
            return true;
        }
    }
    return false;
}

/* «%», «$» at `at`. */
static bool noun_sign(const isnad_doc *doc, uint32_t at, isn_noun *out)
{
    const isn_token *t = &doc->tokens.items[at];
    *out = isn_noun_none(at);
    if (t->kind < ISN_PUNCT) {
        return false;
    }
    bool percent = t->punct == '%' || t->punct == 0x66A;
    if (percent) {
        out->of = "percent";
        out->kind = ISN_COUNTED_KIND_PERCENT;
    } else if (!money_sign(t->punct, out)) {
        return false;
    }
    out->known = true;
    out->last = at + 1;
    return true;
}

/* Does the number ask for a plural behind it: 3 to 10, «عشرات», «الثلاث»? */
static bool wants_plural(const isn_number *n)
{
    if (n->vague && !n->scaled) {
        return true;
    }
    if (n->low != n->high || n->low >= 1e15 || n->low < 0 ||
        n->low != (double)(int64_t)n->low) {
        return n->vague;
    }
    int64_t rest = (int64_t)n->low % 100;
    return rest >= 3 && rest <= 10;
}

uint64_t isn_noun_closed(void)
{
    return ISN_BIT(ISN_CLASS_FUNCTION) | ISN_BIT(ISN_CLASS_FIGWORD) |
           ISN_BIT(ISN_CLASS_NUMBER) | ISN_BIT(ISN_CLASS_ROLEVERB) |
           ISN_BIT(ISN_CLASS_MONTH) | ISN_BIT(ISN_CLASS_PLACE) |
           ISN_BIT(ISN_CLASS_WEEKDAY) | ISN_BIT(ISN_CLASS_TIME_WORD) |
           ISN_BIT(ISN_CLASS_FRAME);
}

/* «12 سوريا» are people, though the word is a country as well. */
static bool national_at(const isn_token *t)
{
    const isn_sense *sense = isn_lex_sense(
        t->classes & ISN_BIT(ISN_CLASS_NATIONALITY) ? t->entry : NULL,
        ISN_CLASS_NATIONALITY);
    return sense && (sense->form & ISN_FORM_ACC) != 0;
}

/* A finite form of a verb of the tables; its nouns (توصية) may be counted. */
static bool finite_verb(const isn_token *t)
{
    for (uint32_t i = 0; t->entry && i < t->entry->sense_count; i++) {
        const isn_sense *sense = isn_lex_sense_at(t->entry, i);
        if ((sense->cls == ISN_CLASS_SPEECH ||
             sense->cls == ISN_CLASS_BOUNDVERB) &&
            (sense->form & (ISN_FORM_PAST | ISN_FORM_PRESENT))) {
            return true;
        }
    }
    return false;
}

/* «منتسب», «متدرب»: rare words of this form are nouns. */
static bool participle(const isn_token *t)
{
    return t->fold_len >= 4 * LETTER && memcmp(t->fold, "م", LETTER) == 0;
}

/* May a word that no table has be a noun behind this number? */
static bool may_be_noun(const isn_token *t, bool definite)
{
    unsigned tied = ISN_CLITIC_WA | ISN_CLITIC_FA | ISN_CLITIC_BI |
                    ISN_CLITIC_LI | ISN_CLITIC_KA | ISN_CLITIC_SA;
    bool shaped = isn_ends(t->fold, t->fold_len, "ا") ||
                  isn_ends(t->fold, t->fold_len, "ات") ||
                  isn_ends(t->fold, t->fold_len, "ين") ||
                  isn_ends(t->fold, t->fold_len, "ه");
    bool people = national_at(t);
    if (t->kind != ISN_WORD || (t->clitics & tied) ||
        t->fold_len < 3 * LETTER ||
        (!shaped && t->count == 0 && !t->classes && !participle(t)) ||
        (unsigned char)t->fold[0] < 0xD8 ||
        (!people && ((t->classes & isn_noun_closed()) || finite_verb(t)))) {
        return false;
    }
    if (definite) {
        return (t->clitics & (ISN_CLITIC_AL | ISN_CLITIC_PRON)) != 0 ||
               isn_ends(t->fold, t->fold_len, "ين") ||
               isn_ends(t->fold, t->fold_len, "ات") || t->count > 0;
    }
    if (t->clitics & (ISN_CLITIC_AL | ISN_CLITIC_PRON)) {
        return false;
    }
    if (isn_ends(t->fold, t->fold_len, "وا") ||
        isn_ends(t->fold, t->fold_len, "ت")) {
        return isn_ends(t->fold, t->fold_len, "ات"); /* لجأوا, انطلقت */
    }
    /* يشارك is a verb, يابانيا an adjective in the place of a noun. */
    return memcmp(t->fold, "ي", LETTER) != 0 ||
           isn_ends(t->fold, t->fold_len, "ا") ||
           (t->classes & ISN_BIT(ISN_CLASS_NATIONALITY)) != 0;
}

static isnad_status unknown_noun(isnad_doc *doc, uint32_t at, bool plural,
                                 bool definite, bool feminine, isn_noun *out)
{
    const isn_token *t = &doc->tokens.items[at];
    bool open = plural && isn_ends(t->fold, t->fold_len, "ه") &&
                !(t->clitics & ISN_CLITIC_AL) &&
                memcmp(t->fold, "ا", LETTER) != 0;
    if (!may_be_noun(t, definite) || open) {
        return ISNAD_OK; /* «3 خطيرة» is an adjective; أغذية a plural */
    }
    out->last = at + 1;
    const isn_sense *people = isn_lex_sense(
        t->classes & ISN_BIT(ISN_CLASS_NATIONALITY) ? t->entry : NULL,
        ISN_CLASS_NATIONALITY);
    if (people || (t->classes & ISN_BIT(ISN_CLASS_TITLE))) {
        out->kind = ISN_COUNTED_KIND_PERSON;
    }
    if (people && !(people->form & ISN_FORM_FEM)) {
        out->of = isn_rows_nationality[people->row].words;
        return ISNAD_OK;
    }
    if (feminine && isn_ends(t->fold, t->fold_len, "ات")) {
        return isn_singular_in_ta(doc, t, &out->of); /* أربع جزائيات */
    }
    return isn_singular(doc, t, plural, false, &out->of);
}

/* «آخرين», «آخر» behind a number. */
static bool others_at(const isnad_doc *doc, uint32_t at)
{
    isn_match_result word = isn_match(doc, at, ISN_CLASS_FIGWORD);
    return word.sense &&
           isn_rows_figword[word.sense->row].kind == ISN_FIGWORD_KIND_OTHERS;
}

static bool tied(const isn_token *t)
{
    return (t->clitics & (ISN_CLITIC_WA | ISN_CLITIC_FA | ISN_CLITIC_BI |
                          ISN_CLITIC_LI | ISN_CLITIC_KA)) != 0;
}

/* The form of the noun at `at`: the one with this number, if it has such. */
static unsigned form_wanted(const isnad_doc *doc, uint32_t at,
                            const isn_noun *noun, unsigned wanted)
{
    unsigned cls =
        noun->role == ISN_NO_ROLE ? ISN_CLASS_COUNTED : ISN_CLASS_ROLENOUN;
    const isn_sense *sense = sense_of(doc, at, cls, wanted);
    return sense ? sense->form : 0;
}

/* A word that may stand between «من» and the noun. */
static bool between_at(const isnad_doc *doc, uint32_t at)
{
    isn_match_result word = isn_match(doc, at, ISN_CLASS_FIGWORD);
    const isn_sense *small = isn_lex_sense(
        isn_entry_of(doc, at, ISN_CLASS_FUNCTION), ISN_CLASS_FUNCTION);
    return (word.sense &&
            isn_rows_figword[word.sense->row].kind == ISN_FIGWORD_KIND_GRADE) ||
           (small && isn_rows_function[small->row].kind ==
                         ISN_FUNCTION_KIND_DEMONSTRATIVE);
}

/* «5 من الجنود», «اثنين من ضباط»: at `at` the noun behind «من». */
static isnad_status partitive_noun(isnad_doc *doc, uint32_t at, uint32_t end,
                                   isn_noun *out)
{
    while (at < end && between_at(doc, at)) {
        at++; /* كبار المسؤولين, هؤلاء الجرحى */
    }
    const isn_token *t = at < end ? &doc->tokens.items[at] : NULL;
    if (!t || tied(t)) {
        return ISNAD_OK;
    }
    if (table_noun(doc, at, ISN_FORM_PLURAL, out)) {
        bool one = !(t->clitics & ISN_CLITIC_AL) && /* «5 من أسرة واحدة» */
                   !(form_wanted(doc, at, out, 0) & ISN_FORM_PLURAL);
        if (out->kind == ISN_COUNTED_KIND_TIME || one ||
            !(form_wanted(doc, at, out, ISN_FORM_PLURAL) & ISN_FORM_PLURAL)) {
            *out = isn_noun_none(at);
        }
        return ISNAD_OK;
    }
    bool people =
        (t->clitics & ISN_CLITIC_AL) && (isn_ends(t->fold, t->fold_len, "ين") ||
                                         isn_ends(t->fold, t->fold_len, "ات"));
    return people ? unknown_noun(doc, at, true, true, false, out) : ISNAD_OK;
}

static bool quote_at(const isnad_doc *doc, uint32_t at)
{
    uint32_t c = doc->tokens.items[at].punct;
    return doc->tokens.items[at].kind == ISN_PUNCT &&
           (c == '"' || c == 0xAB || c == 0x201C || c == 0x2018);
}

isnad_status isn_noun_after(isnad_doc *doc, uint32_t at, uint32_t end,
                            const isn_number *number, isn_noun *out)
{
    *out = isn_noun_none(at);
    if (at >= end || noun_sign(doc, at, out)) {
        return ISNAD_OK;
    }
    if (at + 1 < end && quote_at(doc, at) &&
        isn_is(doc, at + 1, ISN_CLASS_COUNTED)) {
        at++; /* خمسة "اختبارات" */
    }
    if (isn_dual_at(doc, at)) {
        return ISNAD_OK; /* a number of its own */
    }
    if (isn_match(doc, at, ISN_CLASS_COUNTED).tokens <= 1 &&
        unit_sign(doc, at, out)) {
        return ISNAD_OK;
    }
    const isn_token *t = &doc->tokens.items[at];
    bool plural = wants_plural(number);
    isn_noun noun = isn_noun_none(at);
    bool closed = number->vague && number->definite; /* الآلاف خارج الملعب */
    if (!closed && table_noun(doc, at, plural ? ISN_FORM_PLURAL : 0, &noun)) {
        bool ok = noun.kind == ISN_COUNTED_KIND_PERCENT ||
                  (!tied(t) && (number->vague || number->fraction ||
                                !(t->clitics & ISN_CLITIC_AL)));
        if (ok && noun.kind == ISN_COUNTED_KIND_TIME &&
            noun.last < doc->tokens.count &&
            (isn_is(doc, noun.last, ISN_CLASS_WEEKDAY) ||
             (doc->tokens.items[noun.last].kind == ISN_NUMBER &&
              doc->tokens.items[noun.last].fold_len == 4))) {
            ok = false; /* الـ41 يوم الاثنين, 144 عام 2009 */
        }
        if (ok) {
            *out = noun;
            read_case(doc, end, out);
            read_currency(doc, end, out);
        }
        return ISNAD_OK;
    }
    if (others_at(doc, at) && !tied(t)) {
        out->others = true;
        out->kind = ISN_COUNTED_KIND_PERSON;
        out->last = at + 1;
        return ISNAD_OK;
    }
    if (isn_token_is(doc, at, "من") && number->low != 1) {
        isnad_status status = partitive_noun(doc, at + 1, end, out);
        out->first = isn_noun_found(out) ? at : out->first;
        return status;
    }
    bool year = number->digits && !number->scaled && number->low >= 1800 &&
                number->low <= 2100 && number->tokens == 1;
    if (year) {
        return ISNAD_OK; /* «2018 خرجت» */
    }
    bool definite = (t->clitics & ISN_CLITIC_AL) != 0;
    if ((number->vague && !definite) ||
        (!number->vague && number->low < 3 && !number->scaled)) {
        return ISNAD_OK; /* «آلاف استخدموا», «اثنين حصلا» */
    }
    return closed ? ISNAD_OK
                  : unknown_noun(doc, at, plural, number->vague,
                                 number->feminine, out);
}

isnad_status isn_noun_before(isnad_doc *doc, uint32_t at, uint32_t first,
                             isn_noun *out)
{
    *out = isn_noun_none(at + 1);
    const isn_token *t = &doc->tokens.items[at];
    if (at < first || t->kind != ISN_WORD) {
        return ISNAD_OK;
    }
    isn_noun noun = isn_noun_none(at);
    isnad_status status = ISNAD_OK;
    if (table_noun(doc, at, ISN_FORM_PLURAL, &noun)) {
        if (!(form_wanted(doc, at, &noun, ISN_FORM_PLURAL) & ISN_FORM_PLURAL)) {
            return ISNAD_OK;
        }
    } else if (!(t->clitics & ISN_CLITIC_AL) ||
               (t->classes & isn_noun_closed() & ~ISN_BIT(ISN_CLASS_PLACE))) {
        return ISNAD_OK;
    } else {
        noun.last = at + 1;
        status = isn_singular(doc, t, true, false, &noun.of);
    }
    noun.first = at;
    noun.last = at + 1;
    *out = noun;
    return status;
}

bool isn_noun_plural(const isnad_doc *doc, uint32_t at)
{
    const isn_token *t = &doc->tokens.items[at];
    isn_noun noun = isn_noun_none(at);
    if (table_noun(doc, at, ISN_FORM_PLURAL, &noun)) {
        return (form_wanted(doc, at, &noun, ISN_FORM_PLURAL) &
                ISN_FORM_PLURAL) != 0;
    }
    return isn_ends(t->fold, t->fold_len, "ات") ||
           isn_ends(t->fold, t->fold_len, "ين") || isn_is_broken_plural(doc, t);
}

isnad_status isn_noun_of_token(isnad_doc *doc, uint32_t at, isn_noun *out)
{
    *out = isn_noun_none(at);
    table_noun(doc, at, ISN_FORM_DUAL, out);
    return ISNAD_OK;
}
