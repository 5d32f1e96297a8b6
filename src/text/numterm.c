/* The terms of a number in words: «ثلاثة وعشرون», «خمسمئة ألف». */
#include "text/numterm.h"

#include <string.h>

#include "text/match.h"
#include "text/numdigits.h"

#define KIND(name) (1u << ISN_NUMBER_KIND_##name)

const isn_token *isn_number_token(const isn_number_reader *r, uint32_t at)
{
    return at < r->end ? &r->doc->tokens.items[at] : NULL;
}

const isn_row_number *isn_number_row(const isn_number_reader *r, uint32_t at,
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

bool isn_number_has(const isn_number_reader *r, uint32_t at, unsigned clitics)
{
    const isn_token *t = isn_number_token(r, at);
    return t && (t->clitics & clitics);
}

const isn_row_number *isn_number_bare_row(const isn_number_reader *r,
                                          uint32_t at, unsigned kinds)
{
    unsigned tied = ISN_CLITIC_WA | ISN_CLITIC_FA | ISN_CLITIC_BI |
                    ISN_CLITIC_LI | ISN_CLITIC_KA;
    return isn_number_has(r, at, tied) ? NULL : isn_number_row(r, at, kinds);
}

bool isn_number_joined(const isn_number_reader *r, uint32_t at, uint32_t *next)
{
    const isn_token *t = isn_number_token(r, at);
    if (!t) {
        return false;
    }
    if (t->fold_len == 2 && memcmp(t->fold, "و", 2) == 0) {
        *next = at + 1;
        return at + 1 < r->end && !isn_number_has(r, at + 1, ISN_CLITIC_WA);
    }
    *next = at;
    return (t->clitics & ISN_CLITIC_WA) != 0 &&
           !(t->clitics & (ISN_CLITIC_BI | ISN_CLITIC_LI | ISN_CLITIC_KA));
}

double isn_number_below_hundred(isn_number_reader *r)
{
    const isn_row_number *row =
        isn_number_row(r, r->at, KIND(UNIT) | KIND(ONE));
    if (row) {
        uint32_t next;
        const isn_row_number *second =
            isn_number_bare_row(r, r->at + 1, KIND(TEN));
        if (second) {
            r->at += 2;
            return 10 + row->low;
        }
        if (isn_number_joined(r, r->at + 1, &next) &&
            (second = isn_number_row(r, next, KIND(TENS))) != NULL) {
            r->at = next + 1;
            return row->low + second->low;
        }
        if (row->kind == ISN_NUMBER_KIND_ONE) {
            return 0;
        }
        r->at++;
        return row->low;
    }
    row = isn_number_row(r, r->at, KIND(TEN) | KIND(TENS));
    if (row) {
        r->at++;
        return row->low;
    }
    return 0;
}

bool isn_number_whole(double value)
{
    return value >= 0 && value < 1e15 && value == (double)(int64_t)value;
}

/* «و» and 1-99 behind a hundred, in words or digits. */
static double behind_hundred(isn_number_reader *r)
{
    isn_number_reader next = *r;
    if (!isn_number_joined(r, r->at, &next.at)) {
        return 0;
    }
    double value = isn_number_below_hundred(&next);
    isn_numdigits digits;
    if (value == 0 && isn_numdigits_at(r->doc, next.at, r->end, &digits) &&
        digits.value < 100 && !digits.dotted &&
        isn_number_whole(digits.value)) {
        value = digits.value;
        next.at += digits.tokens;
    }
    /* «مئة وثلاثة أرباع» are a hundred and three quarters. */
    bool parts = value < 10 && isn_number_bare_row(&next, next.at, KIND(PARTS));
    if (value > 0 && !parts) {
        r->at = next.at;
        return value;
    }
    return 0;
}

/* Is there a ئ in the word, or the ا that the press writes before it? */
static bool has_hamza(const isn_number_reader *r, uint32_t at)
{
    const isn_token *t = isn_number_token(r, at);
    for (uint32_t i = t->span.begin; i + 4 <= t->span.end; i++) {
        if (memcmp(r->doc->text + i, "ئ", 2) == 0 ||
            memcmp(r->doc->text + i, "ما", 4) == 0) {
            return true;
        }
    }
    return false;
}

bool isn_number_group_at(isn_number_reader *r, isn_number_group *g)
{
    *g = (isn_number_group){0};
    isn_numdigits digits;
    const isn_row_number *row = isn_number_row(r, r->at, KIND(HUNDRED));
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
            isn_number_bare_row(r, r->at, KIND(SCALE) | KIND(SCALES))) {
            g->value /= 1000; /* 3,250 مليون */
        }
    } else {
        g->value = isn_number_below_hundred(r);
        if (g->value == 0) {
            return false;
        }
    }
    row = isn_number_bare_row(r, r->at, KIND(HUNDRED));
    if (row && row->low == 100 && g->value < 10 && g->value > 1) {
        r->at++; /* ثلاث مئة */
        g->value = g->value * 100 + behind_hundred(r);
        g->hundreds = true;
    }
    return true;
}

/* «ألفا شخص» is 2000, «خمسة عشر ألفا» and «ألفا و200» are not. */
static bool dual_in_alef(const isn_number_reader *r, uint32_t at)
{
    const isn_token *t = isn_number_token(r, at),
                    *after = isn_number_token(r, at + 1);
    uint32_t next;
    return t->fold_len > 4 && !isn_number_has(r, at, ISN_CLITIC_AL) &&
           memcmp(t->fold + t->fold_len - 2, "ا", 2) == 0 &&
           !isn_has_tanween(r->doc, t) && after && after->kind == ISN_WORD &&
           !isn_number_joined(r, at + 1, &next) &&
           !isn_is(r->doc, at + 1, ISN_CLASS_FUNCTION);
}

bool isn_number_term_at(isn_number_reader *r, isn_number_group *g,
                        double *scale)
{
    *scale = 1;
    const isn_row_number *row =
        isn_number_row(r, r->at, KIND(SCALE) | KIND(SCALE2));
    if (row) {
        *g = (isn_number_group){.value = row->low};
        *scale = row->kind == ISN_NUMBER_KIND_SCALE2 ? row->low / 2 : row->low;
        if (row->kind == ISN_NUMBER_KIND_SCALE && dual_in_alef(r, r->at)) {
            g->value *= 2;
        }
        r->at++;
    } else if (!isn_number_group_at(r, g)) {
        return false;
    }
    for (int i = 0; i < 2; i++) {
        row = isn_number_bare_row(r, r->at, KIND(SCALE) | KIND(SCALES));
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
