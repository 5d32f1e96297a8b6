#include "text/numexpr.h"

#include <string.h>

#include "text/match.h"
#include "text/numterm.h"

#define KIND(name) (1u << ISN_NUMBER_KIND_##name)

/* «ونصف», «وثلاثة أخماس» behind a number: the fraction, or 0. */
static double read_fraction(isn_number_reader *r)
{
    uint32_t next;
    const isn_row_number *row = isn_number_row(r, r->at, KIND(ANDPART));
    if (row) {
        r->at++;
        return row->low;
    }
    if (!isn_number_joined(r, r->at, &next)) {
        return 0;
    }
    row = isn_number_row(r, next, KIND(PART));
    bool number = isn_number_row(r, next, KIND(UNIT) | KIND(TEN)) != NULL;
    const isn_token *behind = isn_number_token(r, next + 1);
    if (row && (!number || !behind || behind->kind >= ISN_PUNCT)) {
        r->at = next + 1;
        return row->low;
    }
    isn_number_reader inner = {r->doc, next, r->end};
    double count = isn_number_below_hundred(&inner);
    row = count > 0 ? isn_number_bare_row(&inner, inner.at, KIND(PARTS)) : NULL;
    if (row) {
        r->at = inner.at + 1;
        return count * row->low;
    }
    return 0;
}

/* What may stand behind the sum: fractions, «فاصلة خمسة», «ونيف». */
static void read_rest(isn_number_reader *r, double scale, isn_number *out)
{
    const isn_row_number *row =
        isn_number_bare_row(r, r->at, KIND(PART) | KIND(PARTS));
    if (row && (row->kind == ISN_NUMBER_KIND_PARTS || out->high > 20) &&
        !out->scaled) {
        out->high *= row->low; /* ثلاثة أرباع */
        out->fraction = true;
        r->at++;
        row = isn_number_bare_row(r, r->at, KIND(SCALE));
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
        if (scale > 1 && isn_number_bare_row(r, r->at, KIND(SCALE)) &&
            isn_number_bare_row(r, r->at, KIND(SCALE))->low == scale) {
            r->at++; /* مليون ونصف المليون */
        }
    }
    uint32_t next;
    if (isn_number_joined(r, r->at, &next) &&
        isn_number_row(r, next, KIND(ODD))) {
        r->at = next + 1;
        out->approximate = true;
    }
    if (isn_number_bare_row(r, r->at, KIND(POINT))) {
        isn_number_reader after = {r->doc, r->at + 1, r->end};
        isn_number_group g;
        if (isn_number_group_at(&after, &g) && isn_number_whole(g.value)) {
            double digits = g.value < 10 ? 10 : g.value < 100 ? 100 : 1000;
            out->high += g.value / digits;
            r->at = after.at;
        }
    }
    row = isn_number_bare_row(r, r->at, KIND(DOZEN));
    if (row) {
        out->high *= row->low;
        r->at++;
    } else if (isn_number_joined(r, r->at, &next) &&
               (row = isn_number_row(r, next, KIND(DOZEN))) != NULL) {
        out->high += row->low;
        r->at = next + 1;
    }
}

/* Terms in falling order: «خمسة ملايين ومئتا ألف وثلاثة». */
static bool read_sum(isn_number_reader *r, isn_number *out)
{
    double scale, last;
    isn_number_group g;
    if (!isn_number_term_at(r, &g, &last)) {
        return false;
    }
    out->high = g.value;
    out->digits = g.digits;
    out->dotted = g.dotted && last == 1;
    out->fraction = g.fraction;
    out->scaled = last > 1;
    out->scale = last;
    /* «3.5 مليار و2 مليون» are two numbers. */
    bool whole = !g.digits || isn_number_whole(g.value / last);
    while (last > 1 && whole) {
        isn_number_reader next = *r;
        bool tied = isn_number_joined(r, r->at, &next.at);
        if (!isn_number_term_at(&next, &g, &scale) || g.value >= last ||
            scale >= last || (!tied && scale == 1 && !g.hundreds) ||
            g.fraction) {
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
static bool read_vague(isn_number_reader *r, isn_number *out)
{
    const isn_row_number *row =
        isn_number_row(r, r->at, KIND(VAGUE) | KIND(SCALES));
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
        (isn_number_bare_row(r, tens, KIND(TEN)) ||
         (isn_number_joined(r, r->at, &tens) &&
          isn_number_row(r, tens, KIND(TENS))))) {
        double more = isn_number_row(r, tens, KIND(TEN) | KIND(TENS))->low;
        out->low += more;
        out->high += more;
        r->at = tens + 1;
        return true;
    }
    const isn_row_number *next =
        isn_number_bare_row(r, r->at, KIND(VAGUE) | KIND(SCALES) | KIND(SCALE));
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
static bool read_part(isn_number_reader *r, isn_number *out)
{
    const isn_row_number *row =
        isn_number_row(r, r->at, KIND(PART) | KIND(DOZEN));
    const isn_token *next = isn_number_token(r, r->at + 1);
    if (!row && (isn_number_bare_row(r, r->at + 1, KIND(SCALE)) ||
                 (next && !next->clitics &&
                  (next->classes & ISN_BIT(ISN_CLASS_COUNTED))))) {
        row =
            isn_number_row(r, r->at, KIND(ANDPART)); /* وربع مليون, ونصف لتر */
        out->with_and = row != NULL;
    }
    if (!row || isn_number_row(r, r->at, KIND(UNIT) | KIND(TEN)) ||
        row->low == 0.125) {
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
    row = isn_number_bare_row(r, r->at, KIND(SCALE) | KIND(DOZEN));
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
static bool read_ordinal(isn_number_reader *r, isn_number *out)
{
    const isn_row_number *row = isn_number_row(r, r->at, KIND(ORDINAL));
    if (!row) {
        if (!isn_number_has(r, r->at, ISN_CLITIC_AL) ||
            !isn_number_row(r, r->at, KIND(TENS)) ||
            isn_number_bare_row(r, r->at + 1, KIND(SCALE))) {
            return false; /* «الثمانين مليون نسمة» */
        }
        out->high = isn_number_row(r, r->at, KIND(TENS))->low;
        r->at++;
    } else {
        uint32_t next;
        out->high = row->low;
        r->at++;
        const isn_row_number *second = isn_number_bare_row(r, r->at, KIND(TEN));
        if (second && row->low < 10) {
            out->high += 10;
            r->at++;
        } else if (isn_number_joined(r, r->at, &next) &&
                   isn_number_has(r, next, ISN_CLITIC_AL) &&
                   (second = isn_number_row(r, next, KIND(TENS))) != NULL) {
            out->high += second->low;
            r->at = next + 1;
        }
    }
    out->ordinal = true;
    out->low = out->high;
    return true;
}

static bool read_zero(isn_number_reader *r)
{
    if (!isn_number_row(r, r->at, KIND(ZERO)) ||
        isn_number_has(r, r->at, ISN_CLITIC_AL)) {
        return false;
    }
    r->at++;
    return true;
}

/* «سالب خمسة», «-5». */
static bool read_sign(isn_number_reader *r)
{
    const isn_token *t = isn_number_token(r, r->at),
                    *next = isn_number_token(r, r->at + 1);
    if (!t || !next) {
        return false;
    }
    bool dash = t->kind >= ISN_PUNCT && (t->punct == '-' || t->punct == 0x2212);
    if (dash
            ? !t->space_before || next->space_before || next->kind != ISN_NUMBER
            : !isn_number_row(r, r->at, KIND(SIGN)) ||
                  !(next->kind == ISN_NUMBER ||
                    isn_is(r->doc, r->at + 1, ISN_CLASS_NUMBER))) {
        return false;
    }
    r->at++;
    return true;
}

static bool read_dual(isn_number_reader *r, isn_number *out)
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
    isn_number_reader r = {doc, token, s->first_token + s->token_count};
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
    isn_number_reader r = {doc, token, s->first_token + s->token_count};
    double value = read_fraction(&r);
    *tokens = r.at - token;
    return value;
}
