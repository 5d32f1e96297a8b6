/* Date expressions: dates in numbers alone. */
#include "text/dateexpr_parts.h"
#include "text/match.h"

static bool is_char(const isn_date_scan *scan, uint32_t at, uint32_t c)
{
    return at < scan->end && isn_punct_is(scan->doc, at, c);
}

typedef struct numbers {
    int32_t value[3];
    unsigned digits[3];
    unsigned count;
    char mark;
} numbers;

/* «21.04.2016» is one token. */
static bool split_token(const isn_token *t, numbers *out)
{
    unsigned digits = 0;
    int32_t value = 0;
    for (unsigned i = 0; i <= t->fold_len; i++) {
        char c = i < t->fold_len ? t->fold[i] : '.';
        if (c >= '0' && c <= '9' && digits < 5) {
            value = value * 10 + (c - '0');
            digits++;
        } else if (c == '.' && digits > 0 && out->count < 3) {
            out->value[out->count] = value;
            out->digits[out->count++] = digits;
            value = 0;
            digits = 0;
        } else {
            return false;
        }
    }
    out->mark = '.';
    return out->count >= 2;
}

static uint32_t split_tokens(const isn_date_scan *scan, uint32_t at,
                             numbers *out)
{
    static const char marks[] = "/-.";
    uint32_t n = 0;
    bool loose = false;
    while (out->count < 3) {
        unsigned digits = 0;
        int32_t value = isn_date_digits(scan, at + n, &digits);
        if (value < 0) {
            break;
        }
        loose = loose || (n > 0 && !isn_joined(scan, at + n));
        out->value[out->count] = value;
        out->digits[out->count++] = digits;
        n++;
        char mark = 0;
        for (unsigned i = 0; i < 3 && out->count < 3; i++) {
            if (is_char(scan, at + n, (uint32_t)marks[i])) {
                mark = marks[i];
                loose = loose || !isn_joined(scan, at + n);
            }
        }
        if (!mark || (out->mark && mark != out->mark)) {
            break;
        }
        out->mark = mark;
        n++;
        if (isn_date_digits(scan, at + n, &digits) < 0) {
            n--;
            break;
        }
    }
    /* Blanks are allowed within «10 / 10 / 1436» alone. */
    return loose && (out->count < 3 || out->mark != '/') ? 0 : n;
}

static bool is_year(const numbers *v, unsigned i)
{
    return v->digits[i] == 4 && v->value[i] >= 1000 && v->value[i] <= 2999;
}

static bool is_day(const numbers *v, unsigned i)
{
    return v->digits[i] <= 2 && v->value[i] >= 1 && v->value[i] <= 31;
}

/* Day, month, year from three numbers; the order of the press is day first,
 * unless only the other order gives a month. */
static bool three(const numbers *v, isn_date_point *q)
{
    unsigned first = 0, second = 1;
    if (is_year(v, 0) && is_day(v, 1) && is_day(v, 2)) {
        q->year = v->value[0];
        first = 2; /* year-month-day */
    } else if (is_year(v, 2) && is_day(v, 0) && is_day(v, 1)) {
        q->year = v->value[2];
    } else if (v->digits[2] == 2 && v->mark != '.' && is_day(v, 0) &&
               is_day(v, 1)) {
        q->weak = v->mark == '-';
        q->year = v->value[2] + (v->value[2] < 70 ? 2000 : 1900);
    } else {
        return false;
    }
    if (v->value[second] > 12) {
        unsigned swap = first;
        first = second;
        second = swap;
    }
    q->day = (uint8_t)v->value[first];
    q->month = (uint8_t)v->value[second];
    return q->month <= 12;
}

/* Month and year, or day and month with a slash. */
static bool two(const isn_date_scan *scan, uint32_t at, const numbers *v,
                isn_date_point *q)
{
    unsigned year = is_year(v, 0) ? 0 : 1, other = 1 - year;
    if (is_year(v, year) && v->value[other] >= 1 && v->value[other] <= 12 &&
        v->digits[other] <= 2) {
        q->year = v->value[year];
        q->month = (uint8_t)v->value[other];
        q->unit = ISN_UNIT_MONTH;
        q->weak = v->mark == '.'; /* a price */
        return v->mark == '/' || (q->year >= 1900 && q->year <= 2100 &&
                                  (v->mark == '.' || v->digits[other] == 2));
    }
    if (!is_day(v, 0) || !is_day(v, 1) ||
        (v->value[0] > 12) == (v->value[1] > 12)) {
        return false;
    }
    uint32_t n;
    bool asked = at > scan->first &&
                 (isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_PREP, &n) ||
                  isn_time_word(scan, at - 1, ISN_TIME_WORD_KIND_DATE, &n));
    if (v->mark == '.' || (!asked && v->mark == '-')) {
        q->weak = true; /* a score, or a day for who expects one */
    }
    unsigned day = v->value[0] > 12 ? 0 : 1;
    q->day = (uint8_t)v->value[day];
    q->month = (uint8_t)v->value[1 - day];
    return true;
}

uint32_t isn_numeric_piece(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    isn_date_point q = *p;
    numbers v = {.count = 0};
    if (isn_time_word(scan, at, ISN_TIME_WORD_KIND_DATE, &tokens)) {
        n += tokens;
    }
    if (at + n >= scan->end ||
        scan->doc->tokens.items[at + n].kind != ISN_NUMBER) {
        return 0;
    }
    if (split_token(&scan->doc->tokens.items[at + n], &v)) {
        n++;
    } else {
        v = (numbers){.count = 0};
        tokens = split_tokens(scan, at + n, &v);
        if (!tokens) {
            return 0;
        }
        n += tokens;
    }
    bool good = v.count == 3   ? three(&v, &q)
                : v.count == 2 ? two(scan, at, &v, &q)
                               : false;
    bool code = v.count == 2 && !q.year && at + n < scan->end && /* «12/24ب» */
                isn_joined(scan, at + n) &&
                scan->doc->tokens.items[at + n].kind == ISN_WORD;
    if (!good || code) {
        return 0;
    }
    uint32_t comma = isn_comma_at(scan, at + n);
    tokens = q.year ? 0 : isn_year_at(scan, at + n + comma, false, &q);
    n += tokens ? comma + tokens : 0;
    if (q.year && isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_AH, &tokens)) {
        q.hijri = true;
        n += tokens;
    } else if (q.year &&
               isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_AD, &tokens)) {
        n += tokens;
    } else if (q.year >= 1300 && q.year <= 1500) {
        q.hijri = true;
    }
    q.kind = q.day ? ISN_DATE_DAY : ISN_DATE_PERIOD;
    *p = q;
    return n;
}
