/* Date expressions: days and months of a calendar, weekdays, deictics. */
#include <string.h>

#include "text/dateexpr_parts.h"
#include "text/match.h"

isn_date_point isn_date_nothing(void)
{
    return (isn_date_point){.hour = -1, .minute = -1, .second = -1,
                            .zone = ISN_NO_ZONE};
}

static bool is_char(const isn_date_scan *scan, uint32_t at, uint32_t c)
{
    return at < scan->end && isn_punct_is(scan->doc, at, c);
}

static uint32_t link_tokens(const isn_date_scan *scan, uint32_t at,
                            unsigned kind)
{
    uint32_t n = 0;
    return isn_time_link(scan, at, kind, &n) ? n : 0;
}

static bool unit_is(const isn_date_scan *scan, uint32_t at, unsigned unit,
                    uint32_t *tokens)
{
    const isn_row_time_unit *row = isn_unit_word(scan, at, tokens);
    return row && row->unit == unit &&
           row->number == ISN_TIME_UNIT_NUMBER_ONE;
}

/* ---- the month and what follows it -------------------------------------- */

/* The same month in another usage: «/كانون الثاني», «(كانون الثاني)». */
static uint32_t pair(const isn_date_scan *scan, uint32_t at,
                     const isn_row_month *first)
{
    uint32_t n = 0, month_tokens = 0;
    bool bracket = is_char(scan, at, '(');
    if (bracket || is_char(scan, at, '/') || is_char(scan, at, '-') ||
        is_char(scan, at, 0x2013) || is_char(scan, at, '\\')) {
        n = 1;
    }
    const isn_row_month *second =
        isn_month_word(scan, at + n, &month_tokens);
    if (!second || second->number != first->number ||
        first->calendar == ISN_MONTH_CALENDAR_HIJRI || /* صفر-صفر */
        second->calendar == ISN_MONTH_CALENDAR_HIJRI) {
        return 0;
    }
    n += month_tokens;
    return n + (bracket && is_char(scan, at + n, ')'));
}

/* «من العام الماضي», «هذا العام», «عام 2017», «2017م», «الماضي». */
static uint32_t behind_month(const isn_date_scan *scan, uint32_t at,
                             isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    unsigned modifier = isn_modifier_word(scan, at, &tokens);
    if (modifier) {
        p->modifier = (uint8_t)modifier;
        return tokens;
    }
    n += isn_comma_at(scan, at) || is_char(scan, at, '.') ||
         is_char(scan, at, '/') || is_char(scan, at, '-');
    n += link_tokens(scan, at + n, ISN_TIME_LINK_KIND_FROM);
    bool demonstrative =
        isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_DEMO, &tokens) != NULL;
    n += demonstrative ? tokens : 0;
    bool word = isn_year_word_at(scan, at + n);
    if (word) {
        isn_unit_word(scan, at + n, &tokens);
        n += tokens;
        modifier = demonstrative ? ISN_MOD_THIS
                                 : isn_modifier_word(scan, at + n, &tokens);
        if (modifier) {
            p->unit = ISN_UNIT_YEAR;
            p->modifier = (uint8_t)modifier;
            return n + (demonstrative ? 0 : tokens);
        }
    } else if (demonstrative) {
        return 0;
    }
    tokens = isn_year_at(scan, at + n, word, p);
    return tokens ? n + tokens : 0;
}

/* A month that its word alone does not prove needs company. */
static bool proven(const isn_row_month *month, bool certain, bool company)
{
    return month->sure == ISN_MONTH_SURE_SURE || company ||
           (certain && month->sure == ISN_MONTH_SURE_WEAK);
}

uint32_t isn_month_piece(const isn_date_scan *scan, uint32_t at,
                         isn_date_point *p, bool certain)
{
    uint32_t n = 0, tokens = 0;
    isn_date_point q = *p;
    bool named = unit_is(scan, at, ISN_TIME_UNIT_UNIT_MONTH, &tokens);
    n += named ? tokens : 0;
    const isn_row_month *month = isn_month_word(scan, at + n, &tokens);
    if (!month) {
        return 0;
    }
    n += tokens;
    q.month = (uint8_t)month->number;
    q.hijri = month->calendar == ISN_MONTH_CALENDAR_HIJRI;
    uint32_t same = pair(scan, at + n, month);
    n += same;
    if (isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_BLESSED, &tokens)) {
        n += tokens;
        named = true;
    }
    uint32_t behind = behind_month(scan, at + n, &q);
    bool dated = q.day && month->sure != ISN_MONTH_SURE_ZERO;
    if (!proven(month, certain, named || same || behind || dated)) {
        return 0;
    }
    q.kind = q.day || q.weekday ? ISN_DATE_DAY : ISN_DATE_PERIOD;
    if (q.unit == ISN_UNIT_NONE && q.kind == ISN_DATE_PERIOD) {
        q.unit = ISN_UNIT_MONTH;
    }
    *p = q;
    return n + behind;
}

/* ---- the day -------------------------------------------------------------- */

/* «13», «الثالث عشر», «الـ13», «أول»; *day is set. */
static uint32_t day_number(const isn_date_scan *scan, uint32_t at,
                           uint8_t *day)
{
    unsigned digits = 0;
    uint32_t n = isn_article_at(scan, at);
    int32_t value = isn_date_digits(scan, at + n, &digits);
    if (value >= 1 && value <= 31 && digits <= 2) {
        *day = (uint8_t)value;
        return n + 1;
    }
    value = isn_ordinal_word(scan, at, ISN_DAY_ORDINAL_GENDER_M, &n);
    if (value >= 1 && value <= 31) {
        *day = (uint8_t)value;
        return n;
    }
    return 0;
}

/* «من الشهر الجاري», «هذا الشهر», «من شهر مايو» behind a day. */
static uint32_t day_of_month(const isn_date_scan *scan, uint32_t at,
                             isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    bool demonstrative =
        isn_time_word(scan, at, ISN_TIME_WORD_KIND_DEMO, &tokens) != NULL;
    n += demonstrative ? tokens : 0;
    if (!unit_is(scan, at + n, ISN_TIME_UNIT_UNIT_MONTH, &tokens) ||
        !isn_definite(scan, at + n)) {
        return 0;
    }
    n += tokens;
    unsigned modifier = isn_modifier_word(scan, at + n, &tokens);
    if (modifier) {
        n += tokens;
    } else if (isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_DEMO, &tokens)) {
        modifier = ISN_MOD_THIS;
        n += tokens;
    } else if (demonstrative) {
        modifier = ISN_MOD_THIS;
    } else {
        return 0;
    }
    p->unit = ISN_UNIT_MONTH;
    p->modifier = (uint8_t)modifier;
    return n;
}

/* A month in front of its day: «أكتوبر 10, 2015», «يناير الحادي والعشرين». */
static uint32_t month_first(const isn_date_scan *scan, uint32_t at,
                            isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    isn_date_point q = *p;
    const isn_row_month *month = isn_month_word(scan, at, &n);
    if (!month) {
        return 0;
    }
    n += pair(scan, at + n, month);
    n += is_char(scan, at + n, '-') || is_char(scan, at + n, '/');
    tokens = day_number(scan, at + n, &q.day);
    if (!tokens) {
        return 0;
    }
    n += tokens;
    uint32_t comma = isn_comma_at(scan, at + n);
    q.month = (uint8_t)month->number;
    q.hijri = month->calendar == ISN_MONTH_CALENDAR_HIJRI;
    tokens = isn_year_at(scan, at + n + comma, false, &q);
    if (!tokens && !isn_date_ends(scan, at + n)) {
        return 0;
    }
    q.weak = !tokens; /* «أكتوبر 2.» */
    q.kind = ISN_DATE_DAY;
    *p = q;
    return n + (tokens ? comma + tokens : 0);
}

uint32_t isn_date_piece(const isn_date_scan *scan, uint32_t at,
                        isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    isn_date_point q = *p;
    if (isn_time_word(scan, at, ISN_TIME_WORD_KIND_DATE, &tokens)) {
        n += tokens;
    }
    if (unit_is(scan, at + n, ISN_TIME_UNIT_UNIT_DAY, &tokens)) {
        n += tokens;
    }
    tokens = day_number(scan, at + n, &q.day);
    if (!tokens) {
        return month_first(scan, at, p);
    }
    n += tokens;
    n += is_char(scan, at + n, '.') || is_char(scan, at + n, '-') ||
         is_char(scan, at + n, '/');
    uint32_t from = link_tokens(scan, at + n, ISN_TIME_LINK_KIND_FROM);
    tokens = isn_month_piece(scan, at + n + from, &q, true);
    if (!tokens) {
        if (!from) { /* «22 في هذا الشهر» */
            from = link_tokens(scan, at + n, ISN_TIME_LINK_KIND_PREP);
        }
        tokens = day_of_month(scan, at + n + from, &q);
    }
    if (!tokens) {
        return 0;
    }
    q.kind = ISN_DATE_DAY;
    *p = q;
    return n + from + tokens;
}

uint32_t isn_lone_day_piece(const isn_date_scan *scan, uint32_t at,
                            isn_date_point *p)
{
    uint32_t n = 0, tokens = 0, clock = 0;
    isn_date_point q = *p;
    bool named = unit_is(scan, at, ISN_TIME_UNIT_UNIT_DAY, &tokens) &&
                 !isn_definite(scan, at);
    n += named ? tokens : 0;
    tokens = day_number(scan, at + n, &q.day);
    if (!tokens) {
        return 0;
    }
    n += tokens;
    isn_date_point time = isn_date_nothing();
    if (!isn_date_ends(scan, at + n)) {
        clock = isn_clock_piece(scan, at + n, &time);
        if (!clock || time.weak) {
            return 0;
        }
    }
    q.weak = !named && !p->weekday;
    q.kind = ISN_DATE_DAY;
    *p = q;
    return n;
}

/* ---- numbers alone ------------------------------------------------------- */

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
        return v->mark == '/' ||
               (q->year >= 1900 && q->year <= 2100 &&
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
    if (!good) {
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

/* ---- weekdays and deictics --------------------------------------------------- */

/* «الأحد الثاني» alone: the second one of this month. */
static uint32_t nth_of_month(const isn_date_scan *scan, uint32_t at,
                             isn_date_point *p)
{
    uint32_t n = 0;
    int32_t nth =
        isn_ordinal_word(scan, at, ISN_DAY_ORDINAL_GENDER_M, &n);
    if (nth < 1 || nth > 5 || !isn_date_ends(scan, at + n)) {
        return 0;
    }
    p->kind = ISN_DATE_PERIOD;
    p->unit = ISN_UNIT_MONTH;
    p->modifier = ISN_MOD_THIS;
    p->sub = ISN_UNIT_DAY;
    p->nth = (uint8_t)nth;
    p->weak = true;
    return n;
}

uint32_t isn_weekday_piece(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p)
{
    uint32_t n = 0, tokens = 0;
    bool demonstrative =
        isn_time_word(scan, at, ISN_TIME_WORD_KIND_DEMO, &tokens) != NULL;
    n += demonstrative ? tokens : 0;
    bool named = unit_is(scan, at + n, ISN_TIME_UNIT_UNIT_DAY, &tokens);
    n += named ? tokens : 0;
    const isn_row_weekday *day = isn_weekday_word(scan, at + n, &tokens);
    if (!day || (day->form == ISN_WEEKDAY_FORM_BARE && !named)) {
        return 0;
    }
    n += tokens;
    p->weekday = (uint8_t)day->number;
    if (p->kind == ISN_DATE_DEICTIC) {
        return n; /* أمس الاثنين */
    }
    p->kind = ISN_DATE_DAY;
    if (demonstrative) {
        p->modifier = ISN_MOD_THIS;
        return n;
    }
    unsigned modifier = isn_modifier_word(scan, at + n, &tokens);
    if (modifier) {
        p->modifier = (uint8_t)modifier;
        return n + tokens;
    }
    return n + nth_of_month(scan, at + n, p);
}

uint32_t isn_deictic_piece(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p)
{
    uint32_t n = 0, tokens = 0, behind = 0;
    if (isn_time_word(scan, at, ISN_TIME_WORD_KIND_NOW, &tokens)) {
        p->kind = ISN_DATE_DEICTIC;
        p->unit = ISN_UNIT_MINUTE;
        p->weak = true;
        return tokens;
    }
    bool demonstrative =
        isn_time_word(scan, at, ISN_TIME_WORD_KIND_DEMO, &tokens) != NULL;
    n += demonstrative ? tokens : 0;
    const isn_row_time_word *day =
        isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_TODAY, &tokens);
    const isn_row_time_word *night =
        isn_time_word(scan, at + n, ISN_TIME_WORD_KIND_NIGHT, &behind);
    if (night && (!day || behind > tokens)) {
        p->kind = ISN_DATE_DEICTIC;
        p->shift = night->value;
        p->part = 2024;
        return n + behind;
    }
    if (!day || (demonstrative && day->value != 0)) {
        return 0;
    }
    n += tokens;
    p->shift = day->value;
    if (day->value == 0 && !demonstrative) {
        unsigned modifier = isn_modifier_word(scan, at + n, &tokens);
        if (modifier == ISN_MOD_LAST || modifier == ISN_MOD_NEXT) {
            p->shift = modifier == ISN_MOD_LAST ? -1 : 1;
            p->behind = ISN_BEHIND_THAT; /* of the day told before */
            n += tokens;
        }
    }
    p->weak = demonstrative;
    p->kind = ISN_DATE_DEICTIC;
    return n;
}
