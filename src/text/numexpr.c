#include "text/numexpr.h"

#include <string.h>

#include "text/match.h"
#include "text/numdigits.h"

#define KIND(name) (1u << ISN_NUMBER_KIND_##name)

/* A number being read: tokens [at, end) are left of the sentence. */
typedef struct reader {
    const isnad_doc *doc;
    uint32_t at, end;
} reader;

/* What one run of number words below a thousand, or one of digits, says. */
typedef struct group {
    double value;
    bool digits, dotted, fraction, hundreds;
} group;

static const isn_token *token_at(const reader *r, uint32_t at)
{
    return at < r->end ? &r->doc->tokens.items[at] : NULL;
}

/* The row of a number word at `at` whose kind is among `kinds`, or NULL. */
static const isn_row_number *row_at(const reader *r, uint32_t at,
                                    unsigned kinds)
{
    const isn_lex_entry *entry =
        at < r->end ? isn_entry_of(r->doc, at, ISN_CLASS_NUMBER) : NULL;
    unsigned other = ISN_CLITIC_PRON | ISN_CLITIC_SA; /* نصفهم, سنصف */
    if (!entry || (r->doc->tokens.items[at].clitics & other)) {
        return NULL;
    }
    for (uint32_t i = 0; i < entry->sense_count; i++) {
        const isn_sense *sense = isn_lex_sense_at(entry, i);
        if (sense->cls == ISN_CLASS_NUMBER &&
            (kinds >> isn_rows_number[sense->row].kind & 1)) {
            return &isn_rows_number[sense->row];
        }
    }
    return NULL;
}

static bool has(const reader *r, uint32_t at, unsigned clitics)
{
    const isn_token *t = token_at(r, at);
    return t && (t->clitics & clitics);
}

/* The row at `at` where no clitic ties it to the word before. */
static const isn_row_number *bare_row(const reader *r, uint32_t at,
                                      unsigned kinds)
{
    unsigned tied = ISN_CLITIC_WA | ISN_CLITIC_FA | ISN_CLITIC_BI |
                    ISN_CLITIC_LI | ISN_CLITIC_KA;
    return has(r, at, tied) ? NULL : row_at(r, at, kinds);
}

/* Is there «و» at `at`, alone or in front of the word?  *next is the token
 * that it joins. */
static bool joined(const reader *r, uint32_t at, uint32_t *next)
{
    const isn_token *t = token_at(r, at);
    if (!t) {
        return false;
    }
    if (t->fold_len == 2 && memcmp(t->fold, "و", 2) == 0) {
        *next = at + 1;
        return at + 1 < r->end && !has(r, at + 1, ISN_CLITIC_WA);
    }
    *next = at;
    return (t->clitics & ISN_CLITIC_WA) != 0 &&
           !(t->clitics & (ISN_CLITIC_BI | ISN_CLITIC_LI | ISN_CLITIC_KA));
}

/* 1-99 in words at r->at; 0 where there is none. */
static double below_hundred(reader *r)
{
    const isn_row_number *row = row_at(r, r->at, KIND(UNIT) | KIND(ONE));
    if (row) {
        uint32_t next;
        const isn_row_number *second = bare_row(r, r->at + 1, KIND(TEN));
        if (second) {
            r->at += 2;
            return 10 + row->low;
        }
        if (joined(r, r->at + 1, &next) &&
            (second = row_at(r, next, KIND(TENS))) != NULL) {
            r->at = next + 1;
            return row->low + second->low;
        }
        if (row->kind == ISN_NUMBER_KIND_ONE) {
            return 0;
        }
        r->at++;
        return row->low;
    }
    row = row_at(r, r->at, KIND(TEN) | KIND(TENS));
    if (row) {
        r->at++;
        return row->low;
    }
    return 0;
}

static bool whole(double value)
{
    return value >= 0 && value < 1e15 && value == (double)(int64_t)value;
}

/* «و» and 1-99 behind a hundred, in words or digits. */
static double behind_hundred(reader *r)
{
    reader next = *r;
    if (!joined(r, r->at, &next.at)) {
        return 0;
    }
    double value = below_hundred(&next);
    isn_numdigits digits;
    if (value == 0 && isn_numdigits_at(r->doc, next.at, r->end, &digits) &&
        digits.value < 100 && !digits.dotted && whole(digits.value)) {
        value = digits.value;
        next.at += digits.tokens;
    }
    /* «مئة وثلاثة أرباع» are a hundred and three quarters. */
    bool parts = value < 10 && bare_row(&next, next.at, KIND(PARTS));
    if (value > 0 && !parts) {
        r->at = next.at;
        return value;
    }
    return 0;
}

/* Is there a ئ in the word, or the ا that the press writes before it? */
static bool has_hamza(const reader *r, uint32_t at)
{
    const isn_token *t = token_at(r, at);
    for (uint32_t i = t->span.begin; i + 4 <= t->span.end; i++) {
        if (memcmp(r->doc->text + i, "ئ", 2) == 0 ||
            memcmp(r->doc->text + i, "ما", 4) == 0) {
            return true;
        }
    }
    return false;
}

static bool read_group(reader *r, group *g)
{
    *g = (group){0};
    isn_numdigits digits;
    const isn_row_number *row = row_at(r, r->at, KIND(HUNDRED));
    if (row && row->low == 200 && !has_hamza(r, r->at)) {
        return false; /* ميتا is dead */
    }
    if (row) {
        r->at++;
        g->value = row->low + behind_hundred(r);
        return true;
    }
    if (isn_numdigits_at(r->doc, r->at, r->end, &digits)) {
        r->at += digits.tokens;
        g->value = digits.value;
        g->digits = true;
        g->dotted = digits.dotted;
        g->fraction = digits.fraction;
        if (digits.grouped && !digits.certain &&
            bare_row(r, r->at, KIND(SCALE) | KIND(SCALES))) {
            g->value /= 1000; /* 3,250 مليون */
        }
    } else {
        g->value = below_hundred(r);
        if (g->value == 0) {
            return false;
        }
    }
    row = bare_row(r, r->at, KIND(HUNDRED));
    if (row && row->low == 100 && g->value < 10 && g->value > 1) {
        r->at++; /* ثلاث مئة */
        g->value = g->value * 100 + behind_hundred(r);
        g->hundreds = true;
    }
    return true;
}

static bool has_tanween(const reader *r, uint32_t at)
{
    const isn_token *t = token_at(r, at);
    for (uint32_t i = t->span.begin; i + 1 < t->span.end; i++) {
        if (memcmp(r->doc->text + i, "\xD9\x8B", 2) == 0) { /* U+064B */
            return true;
        }
    }
    return false;
}

/* «ألفا شخص» is 2000, «خمسة عشر ألفا» and «ألفا و200» are not. */
static bool dual_in_alef(const reader *r, uint32_t at)
{
    const isn_token *t = token_at(r, at), *after = token_at(r, at + 1);
    uint32_t next;
    return t->fold_len > 4 && !has(r, at, ISN_CLITIC_AL) &&
           memcmp(t->fold + t->fold_len - 2, "ا", 2) == 0 &&
           !has_tanween(r, at) && after && after->kind == ISN_WORD &&
           !joined(r, at + 1, &next) &&
           !isn_is(r->doc, at + 1, ISN_CLASS_FUNCTION);
}

/* A group and the scale words behind it, or a scale word alone. */
static bool read_term(reader *r, group *g, double *scale)
{
    *scale = 1;
    const isn_row_number *row = row_at(r, r->at, KIND(SCALE) | KIND(SCALE2));
    if (row) {
        *g = (group){.value = row->low};
        *scale = row->kind == ISN_NUMBER_KIND_SCALE2 ? row->low / 2 : row->low;
        if (row->kind == ISN_NUMBER_KIND_SCALE && dual_in_alef(r, r->at)) {
            g->value *= 2;
        }
        r->at++;
    } else if (!read_group(r, g)) {
        return false;
    }
    for (int i = 0; i < 2; i++) {
        row = bare_row(r, r->at, KIND(SCALE) | KIND(SCALES));
        if (!row || *scale * row->low > 1e15 ||
            (g->digits && g->value >= 1e6)) { /* «1800000 مليون و800 ألف» */
            break;
        }
        g->value *= row->low;
        *scale *= row->low;
        r->at++;
    }
    return true;
}

/* «ونصف», «وثلاثة أخماس» behind a number: the fraction, or 0. */
static double read_fraction(reader *r)
{
    uint32_t next;
    const isn_row_number *row = row_at(r, r->at, KIND(ANDPART));
    if (row) {
        r->at++;
        return row->low;
    }
    if (!joined(r, r->at, &next)) {
        return 0;
    }
    row = row_at(r, next, KIND(PART));
    bool number = row_at(r, next, KIND(UNIT) | KIND(TEN)) != NULL;
    const isn_token *behind = token_at(r, next + 1);
    if (row && (!number || !behind || behind->kind >= ISN_PUNCT)) {
        r->at = next + 1;
        return row->low;
    }
    reader inner = {r->doc, next, r->end};
    double count = below_hundred(&inner);
    row = count > 0 ? bare_row(&inner, inner.at, KIND(PARTS)) : NULL;
    if (row) {
        r->at = inner.at + 1;
        return count * row->low;
    }
    return 0;
}

/* What may stand behind the sum: fractions, «فاصلة خمسة», «ونيف». */
static void read_rest(reader *r, double scale, isn_number *out)
{
    const isn_row_number *row = bare_row(r, r->at, KIND(PART) | KIND(PARTS));
    if (row && (row->kind == ISN_NUMBER_KIND_PARTS || out->high > 20) &&
        !out->scaled) {
        out->high *= row->low; /* ثلاثة أرباع */
        out->fraction = true;
        r->at++;
        row = bare_row(r, r->at, KIND(SCALE));
        if (row) {
            out->high *= row->low; /* ثلاثة أرباع المليون */
            out->fraction = false;
            out->scaled = true;
            r->at++;
        }
    }
    double part = read_fraction(r);
    if (part > 0) {
        out->high += part * scale;
        if (scale > 1 && bare_row(r, r->at, KIND(SCALE)) &&
            bare_row(r, r->at, KIND(SCALE))->low == scale) {
            r->at++; /* مليون ونصف المليون */
        }
    }
    uint32_t next;
    if (joined(r, r->at, &next) && row_at(r, next, KIND(ODD))) {
        r->at = next + 1;
        out->approximate = true;
    }
    if (bare_row(r, r->at, KIND(POINT))) {
        reader after = {r->doc, r->at + 1, r->end};
        group g;
        if (read_group(&after, &g) && whole(g.value)) {
            double digits = g.value < 10 ? 10 : g.value < 100 ? 100 : 1000;
            out->high += g.value / digits;
            r->at = after.at;
        }
    }
    row = bare_row(r, r->at, KIND(DOZEN));
    if (row) {
        out->high *= row->low;
        r->at++;
    } else if (joined(r, r->at, &next) &&
               (row = row_at(r, next, KIND(DOZEN))) != NULL) {
        out->high += row->low;
        r->at = next + 1;
    }
}

/* Terms in falling order: «خمسة ملايين ومئتا ألف وثلاثة». */
static bool read_sum(reader *r, isn_number *out)
{
    double scale, last;
    group g;
    if (!read_term(r, &g, &last)) {
        return false;
    }
    out->high = g.value;
    out->digits = g.digits;
    out->dotted = g.dotted && last == 1;
    out->fraction = g.fraction;
    out->scaled = last > 1;
    out->scale = last;
    while (last > 1) {
        reader next = *r;
        bool tied = joined(r, r->at, &next.at);
        if (!read_term(&next, &g, &scale) || g.value >= last || scale >= last ||
            (!tied && scale == 1 && !g.hundreds) || g.fraction) {
            break;
        }
        out->high += g.value;
        last = scale;
        *r = next;
    }
    read_rest(r, last, out);
    if (out->scaled && out->high < 1e15) {
        double nearest = (double)(int64_t)(out->high + 0.5);
        if (out->high - nearest < 1e-3 && nearest - out->high < 1e-3) {
            out->high = nearest; /* 130.36 times 1e9 is not quite whole */
        }
    }
    out->low = out->high;
    return true;
}

/* «بضع مئات», «عشرات الآلاف», «آلاف». */
static bool read_vague(reader *r, isn_number *out)
{
    const isn_row_number *row = row_at(r, r->at, KIND(VAGUE) | KIND(SCALES));
    if (!row) {
        return false;
    }
    r->at++;
    out->vague = true;
    if (row->kind == ISN_NUMBER_KIND_SCALES) {
        out->low = 2 * row->low;
        out->high = 10 * row->low - 1;
        out->scaled = true;
    } else {
        out->low = row->low;
        out->high = row->high;
    }
    uint32_t tens = r->at;
    if (out->high < 10 && /* «بضعة عشر», «بضع وعشرون» */
        (bare_row(r, tens, KIND(TEN)) ||
         (joined(r, r->at, &tens) && row_at(r, tens, KIND(TENS))))) {
        double more = row_at(r, tens, KIND(TEN) | KIND(TENS))->low;
        out->low += more;
        out->high += more;
        r->at = tens + 1;
        return true;
    }
    const isn_row_number *next =
        bare_row(r, r->at, KIND(VAGUE) | KIND(SCALES) | KIND(SCALE));
    if (!next) {
        return true;
    }
    double times =
        next->kind == ISN_NUMBER_KIND_VAGUE ? next->low / 2 : next->low;
    out->high = (out->high + 1) * times - 1;
    out->low *= times;
    out->scaled = true;
    r->at++;
    return true;
}

/* «نصف مليون», «ثلاثة أرباع» begins with a number and is a sum. */
static bool read_part(reader *r, isn_number *out)
{
    const isn_row_number *row = row_at(r, r->at, KIND(PART) | KIND(DOZEN));
    const isn_token *next = token_at(r, r->at + 1);
    if (!row && (bare_row(r, r->at + 1, KIND(SCALE)) ||
                 (next && !next->clitics &&
                  (next->classes & ISN_BIT(ISN_CLASS_COUNTED))))) {
        row = row_at(r, r->at, KIND(ANDPART)); /* وربع مليون, ونصف لتر */
        out->with_and = row != NULL;
    }
    if (!row || row_at(r, r->at, KIND(UNIT) | KIND(TEN)) || row->low == 0.125) {
        return false; /* خمس is five, ثمن a price */
    }
    isn_match_result half = isn_match(r->doc, r->at + 1, ISN_CLASS_FIGWORD);
    if (half.sense &&
        isn_rows_figword[half.sense->row].kind == ISN_FIGWORD_KIND_HALF) {
        return false; /* نصف النهائي */
    }
    r->at++;
    out->high = row->low;
    out->fraction = row->kind != ISN_NUMBER_KIND_DOZEN;
    row = bare_row(r, r->at, KIND(SCALE) | KIND(DOZEN));
    if (row) {
        out->high *= row->low;
        out->scaled = row->kind == ISN_NUMBER_KIND_SCALE;
        out->fraction = false;
        r->at++;
    }
    out->low = out->high;
    return true;
}

/* «الثالث», «الثالث عشر», «الحادي والعشرون», «العشرون». */
static bool read_ordinal(reader *r, isn_number *out)
{
    const isn_row_number *row = row_at(r, r->at, KIND(ORDINAL));
    if (!row) {
        if (!has(r, r->at, ISN_CLITIC_AL) || !row_at(r, r->at, KIND(TENS)) ||
            bare_row(r, r->at + 1, KIND(SCALE))) {
            return false; /* «الثمانين مليون نسمة» */
        }
        out->high = row_at(r, r->at, KIND(TENS))->low;
        r->at++;
    } else {
        uint32_t next;
        out->high = row->low;
        r->at++;
        const isn_row_number *second = bare_row(r, r->at, KIND(TEN));
        if (second && row->low < 10) {
            out->high += 10;
            r->at++;
        } else if (joined(r, r->at, &next) && has(r, next, ISN_CLITIC_AL) &&
                   (second = row_at(r, next, KIND(TENS))) != NULL) {
            out->high += second->low;
            r->at = next + 1;
        }
    }
    out->ordinal = true;
    out->low = out->high;
    return true;
}

static bool read_zero(reader *r)
{
    if (!row_at(r, r->at, KIND(ZERO)) || has(r, r->at, ISN_CLITIC_AL)) {
        return false;
    }
    r->at++;
    return true;
}

/* «سالب خمسة», «-5». */
static bool read_sign(reader *r)
{
    const isn_token *t = token_at(r, r->at), *next = token_at(r, r->at + 1);
    if (!t || !next) {
        return false;
    }
    bool dash = t->kind >= ISN_PUNCT && (t->punct == '-' || t->punct == 0x2212);
    if (dash
            ? !t->space_before || next->space_before || next->kind != ISN_NUMBER
            : !row_at(r, r->at, KIND(SIGN)) ||
                  !(next->kind == ISN_NUMBER ||
                    isn_is(r->doc, r->at + 1, ISN_CLASS_NUMBER))) {
        return false;
    }
    r->at++;
    return true;
}

static bool read_dual(reader *r, isn_number *out)
{
    if (!isn_dual_at(r->doc, r->at)) {
        return false;
    }
    r->at++;
    out->low = out->high = 2;
    out->dual = true;
    return true;
}

bool isn_number_at(const isnad_doc *doc, uint32_t token, isn_number *out)
{
    if (token >= doc->tokens.count) {
        return false;
    }
    const isn_token *t = &doc->tokens.items[token];
    if (!isn_number_may_begin(t)) {
        return false;
    }
    /* Most are nouns that are counted: no words of numbers, but duals. */
    bool noun =
        t->kind == ISN_WORD && !isn_entry_of(doc, token, ISN_CLASS_NUMBER);
    if (noun && !isn_dual_at(doc, token)) {
        return false;
    }
    const isn_sentence *s = &doc->sentences.items[t->sentence];
    reader r = {doc, token, s->first_token + s->token_count};
    isn_number n = {.scale = 1, .definite = (t->clitics & ISN_CLITIC_AL) != 0};
    if (noun) {
        n.tokens = 1;
        n.dual = true;
        n.low = n.high = 2;
        *out = n;
        return true;
    }
    bool minus = read_sign(&r);
    bool found = t->kind == ISN_NUMBER
                     ? read_sum(&r, &n)
                     : read_ordinal(&r, &n) || read_vague(&r, &n) ||
                           read_part(&r, &n) || read_zero(&r) ||
                           read_sum(&r, &n) || read_dual(&r, &n);
    if (!found) {
        return false;
    }
    n.tokens = r.at - token;
    n.feminine = n.tokens == 1 && t->kind == ISN_WORD && n.low >= 3 &&
                 n.low <= 10 && n.low == n.high && t->stem_len > 4 &&
                 memcmp(t->stem + t->stem_len - 2, "ه", 2) != 0;
    if (n.definite && n.low == 2 && !n.dual && n.tokens == 1 && !n.ordinal) {
        return false; /* الاثنين is a day */
    }
    if (minus) {
        n.low = -n.low;
        n.high = -n.high;
    }
    *out = n;
    return true;
}

/* «فلسطينيين اثنين» are two. */
static bool two_behind(const isnad_doc *doc, uint32_t token)
{
    const isn_token *t = &doc->tokens.items[token];
    const isn_sentence *s = &doc->sentences.items[t->sentence];
    reader r = {doc, token + 1, s->first_token + s->token_count};
    const isn_row_number *row = bare_row(&r, r.at, KIND(UNIT));
    return row && row->low == 2;
}

/* «أعلنها البلدان في …» are two, «البلدان العربية», «البلدان التي» many. */
static bool dual_of_states(const isnad_doc *doc, uint32_t token)
{
    const isn_token *t = &doc->tokens.items[token];
    const isn_sense *noun = isn_lex_sense(
        isn_entry_of(doc, token, ISN_CLASS_COUNTED), ISN_CLASS_COUNTED);
    if (!noun || isn_rows_counted[noun->row].kind != ISN_COUNTED_KIND_PAIR ||
        !(t->clitics & ISN_CLITIC_AL) || t->fold_len < 8 ||
        memcmp(t->fold + t->fold_len - 4, "ان", 4) != 0 ||
        token + 1 >= doc->tokens.count ||
        (token > 0 && (isn_token_is(doc, token - 1, "من") ||
                       isn_token_is(doc, token - 1, "هذه") ||
                       isn_token_is(doc, token - 1, "تلك")))) {
        return false; /* كثير من البلدان, تلك البلدان */
    }
    const isn_token *next = t + 1;
    const isn_sense *sense =
        isn_is(doc, token + 1, ISN_CLASS_FUNCTION)
            ? isn_lex_sense(next->entry, ISN_CLASS_FUNCTION)
            : NULL;
    bool relative = sense && isn_rows_function[sense->row].kind ==
                                 ISN_FUNCTION_KIND_RELATIVE;
    bool two = next->fold_len > 8 && /* «البلدان الشقيقان» */
               memcmp(next->fold + next->fold_len - 4, "ان", 4) == 0;
    return !relative && (two || !(next->clitics & ISN_CLITIC_AL));
}

double isn_fraction_at(const isnad_doc *doc, uint32_t token, uint32_t *tokens)
{
    if (token >= doc->tokens.count) {
        return 0;
    }
    const isn_token *t = &doc->tokens.items[token];
    if (t->fold_len != 2 && !isn_entry_of(doc, token, ISN_CLASS_NUMBER)) {
        return 0; /* neither «و» nor «ونصف» */
    }
    const isn_sentence *s = &doc->sentences.items[t->sentence];
    reader r = {doc, token, s->first_token + s->token_count};
    double value = read_fraction(&r);
    *tokens = r.at - token;
    return value;
}

/* «هاتفين» are people where what they shout stands behind, else telephones. */
static bool speech_behind(const isnad_doc *doc, uint32_t token)
{
    const isn_token *next = &doc->tokens.items[token + 1];
    return token + 1 < doc->tokens.count &&
           ((next->kind >= ISN_PUNCT && next->punct != '.' &&
             next->punct != 0x60C) ||
            isn_is(doc, token + 1, ISN_CLASS_FUNCTION) ||
            (next->clitics & (ISN_CLITIC_BI | ISN_CLITIC_LI)));
}

bool isn_dual_at(const isnad_doc *doc, uint32_t token)
{
    if (!isn_may_be_dual(&doc->tokens.items[token])) {
        return false;
    }
    const isn_lex_entry *entry = isn_entry_of(doc, token, ISN_CLASS_COUNTED);
    entry = entry ? entry : isn_entry_of(doc, token, ISN_CLASS_ROLENOUN);
    const isn_token *t = &doc->tokens.items[token];
    uint64_t names = ISN_BIT(ISN_CLASS_PLACE) | ISN_BIT(ISN_CLASS_MONTH) |
                     ISN_BIT(ISN_CLASS_GIVEN_NAME);
    if (!entry || (t->classes & names)) {
        return false; /* ميلان, شعبان */
    }
    bool dual = false, other = false;
    for (uint32_t i = 0; entry && i < entry->sense_count; i++) {
        const isn_sense *sense = isn_lex_sense_at(entry, i);
        if (sense->cls == ISN_CLASS_COUNTED ||
            sense->cls == ISN_CLASS_ROLENOUN) {
            bool is_dual = (sense->form & ISN_FORM_DUAL) != 0;
            dual = dual || is_dual;
            other = other || !is_dual;
        } else if (sense->cls == ISN_CLASS_SPEECH) {
            other = other || ((sense->form & ISN_FORM_PLURAL) &&
                              speech_behind(doc, token));
        }
    }
    return dual &&
           (!other || two_behind(doc, token) || dual_of_states(doc, token));
}
