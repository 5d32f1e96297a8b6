/* Date expressions: ranges. */
#include "text/dateexpr_parts.h"
#include "text/match.h"

static bool behind_between(const isn_date_scan *scan, uint32_t at)
{
    uint32_t n;
    for (uint32_t back = 1; back <= 2 && at >= scan->first + back; back++) {
        if (isn_time_link(scan, at - back, ISN_TIME_LINK_KIND_BETWEEN, &n)) {
            return true;
        }
    }
    return false;
}

bool isn_range_mark(const isn_date_scan *scan, uint32_t at, uint32_t first,
                    uint32_t *tokens)
{
    *tokens = 0;
    if (at >= scan->end) {
        return false;
    }
    if (isn_time_link(scan, at, ISN_TIME_LINK_KIND_TO, tokens)) {
        return true;
    }
    if (isn_date_dash(scan, at)) {
        *tokens = 1;
        return true;
    }
    if (!behind_between(scan, first)) {
        return false;
    }
    if (isn_time_link(scan, at, ISN_TIME_LINK_KIND_AND, tokens)) {
        return true;
    }
    return (scan->doc->tokens.items[at].clitics & ISN_CLITIC_WA) != 0;
}

/* What the first end leaves to the second. */
static void share(isn_date_point *from, const isn_date_point *to)
{
    if (from->kind == ISN_DATE_NONE ||
        (from->day && !from->month && from->kind == ISN_DATE_DAY)) {
        uint8_t day = from->day;
        *from = *to;
        from->day = day;
        return;
    }
    if (from->month && !from->year && to->year) {
        from->year = to->year - (from->month > to->month);
        from->hijri = to->hijri;
    }
    if (!from->modifier && !from->year) {
        from->modifier = to->modifier;
        from->unit = from->kind == ISN_DATE_DAY ? to->unit : from->unit;
    }
}

static bool joined_by_and(const isn_date_scan *scan, uint32_t at,
                          uint32_t *tokens)
{
    *tokens = isn_time_link_at(scan, at, ISN_TIME_LINK_KIND_AND);
    return *tokens || (at < scan->end &&
                       (scan->doc->tokens.items[at].clitics & ISN_CLITIC_WA));
}

/* A day without its month: «23», «الثالث». */
static uint32_t bare_day(const isn_date_scan *scan, uint32_t at, int32_t *day)
{
    unsigned digits = 0;
    uint32_t n = 1;
    *day = isn_date_digits(scan, at, &digits);
    if (*day < 0) {
        *day = isn_ordinal_word(scan, at, ISN_DAY_ORDINAL_GENDER_M, &n);
    }
    return *day >= 1 && *day <= 31 && digits <= 2 ? n : 0;
}

/* «23-25 من مايو», «من 5 إلى 9 مارس 2021», «16 و17 و18 مايو». */
uint32_t isn_short_range(const isn_date_scan *scan, uint32_t at,
                         isn_date_expr *e)
{
    uint32_t named = 0, mark = 0;
    const isn_row_time_unit *unit = isn_unit_word(scan, at, &named);
    if (!unit || unit->unit != ISN_TIME_UNIT_UNIT_DAY) {
        named = 0;
    }
    int32_t day;
    uint32_t n = bare_day(scan, at + named, &day);
    if (!n) {
        return 0;
    }
    n += named;
    bool range = isn_range_mark(scan, at + n, at, &mark);
    if (!range && !joined_by_and(scan, at + n, &mark)) {
        return 0;
    }
    isn_date_point to = isn_date_nothing();
    int32_t second = 0;
    uint32_t tokens = isn_date_piece(scan, at + n + mark, &to);
    if (!tokens && range) { /* «من 19 إلى 21/10/1436هـ» */
        tokens = isn_numeric_piece(scan, at + n + mark, &to);
        tokens = to.day && to.month ? tokens : 0;
    }
    if (tokens) {
        second = to.day;
    } else if (!range && bare_day(scan, at + n + mark, &second)) {
        isn_date_expr rest;
        tokens =
            second == day + 1 ? isn_short_range(scan, at + n + mark, &rest) : 0;
        to = tokens ? rest.to : to;
    }
    if (!tokens || second <= day || (!range && second != day + 1)) {
        return 0; /* «24 و25 أبريل» is a stretch, «5 و12 أبريل» none */
    }
    e->to = to;
    e->from = isn_date_nothing();
    e->from.day = (uint8_t)day;
    share(&e->from, &to);
    return n + mark + tokens;
}

/* «(يومي) 9 و15 من مايو»: days of one month that are no stretch, each by
 * itself; the month stands behind the last. */
uint32_t isn_listed_day(const isn_date_scan *scan, uint32_t at,
                        isn_date_expr *e)
{
    uint32_t k, n = 0, tokens = 0;
    int32_t day, next;
    isn_date_point to = isn_date_nothing();
    for (k = at; k > scan->first + 2 && joined_by_and(scan, k - 1, &n) &&
                 bare_day(scan, k - 2, &day);) {
        k -= 2;
    }
    if (k == scan->first ||
        !isn_time_word(scan, k - 1, ISN_TIME_WORD_KIND_DAYS, &n)) {
        return 0;
    }
    uint32_t first = bare_day(scan, at, &day);
    for (k = at + first; first; k += n + tokens) {
        if (!joined_by_and(scan, k, &n)) {
            return 0;
        }
        if (isn_date_piece(scan, k + n, &to)) {
            break;
        }
        tokens = bare_day(scan, k + n, &next);
        if (!tokens) {
            return 0;
        }
    }
    if (!first || !to.day || to.day <= day) {
        return 0;
    }
    e->from = isn_date_nothing();
    e->from.day = (uint8_t)day;
    share(&e->from, &to);
    return first;
}

static bool same_grain(const isn_date_point *a, const isn_date_point *b)
{
    bool day_a = a->kind == ISN_DATE_DAY || a->kind == ISN_DATE_DEICTIC;
    bool day_b = b->kind == ISN_DATE_DAY || b->kind == ISN_DATE_DEICTIC;
    if (day_a && day_b) {
        return true;
    }
    return a->kind == b->kind &&
           (a->kind == ISN_DATE_CLOCK ||
            (a->kind == ISN_DATE_PERIOD && a->unit == b->unit));
}

/* The second end behind a first one of `n` tokens; 0: no range. */
uint32_t isn_long_range(const isn_date_scan *scan, uint32_t at, uint32_t n,
                        isn_date_expr *e)
{
    uint32_t mark = 0, tokens = 0;
    if (!isn_range_mark(scan, at + n, at, &mark)) {
        return 0;
    }
    unsigned held;
    isn_date_point to;
    tokens = isn_date_point_at(scan, at + n + mark, &to, &held);
    if (!tokens) {
        tokens = isn_bare_year(scan, at + n + mark, &to, true);
    }
    bool apposed = e->from.kind == ISN_DATE_DEICTIC && to.weekday && !to.day &&
                   isn_date_dash(scan, at + n); /* «أمس- السبت» */
    if (!tokens || apposed || !same_grain(&e->from, &to) ||
        (to.kind == ISN_DATE_PERIOD && to.unit == ISN_UNIT_YEAR && to.year &&
         to.year < e->from.year)) {
        return 0;
    }
    e->to = to;
    share(&e->from, &to);
    return n + mark + tokens;
}

/* «ليل الجمعة السبت»: the night between two days. */
uint32_t isn_night_between(const isn_date_scan *scan, uint32_t at, uint32_t n,
                           isn_date_expr *e)
{
    isn_date_point *from = &e->from, to = isn_date_nothing();
    if (from->kind != ISN_DATE_DAY || !from->weekday || from->day ||
        from->part / 100 < 20) {
        return 0;
    }
    uint32_t mark =
        isn_date_mark(scan, at + n, '/') || isn_date_dash(scan, at + n);
    uint32_t tokens = isn_weekday_piece(scan, at + n + mark, &to);
    if (!tokens || to.weekday != from->weekday % 7 + 1) {
        return 0;
    }
    e->to = to;
    from->modifier = from->modifier ? from->modifier : to.modifier;
    return mark + tokens;
}

/* Hours of a day, with the day behind («من 3:00 إلى 4:00 غدا») or before them
 * («اليوم من الخامسة إلى السابعة»). */
uint32_t isn_hours_range(const isn_date_scan *scan, uint32_t at,
                         isn_date_expr *e)
{
    isn_date_point from, to, day = isn_date_nothing();
    bool proven = false;
    uint32_t n = isn_clock_range(scan, at, &from, &to, &proven);
    if (!n) {
        return 0;
    }
    unsigned held = 0;
    uint32_t joint = 0, tokens = 0;
    if (isn_time_link(scan, at + n, ISN_TIME_LINK_KIND_PREP, &tokens)) {
        joint = tokens;
    }
    tokens = isn_date_point_at(scan, at + n + joint, &day, &held);
    /* «2 - 1 مساء الثلاثاء» is a score, «4:00 - 5:00» none. */
    bool score =
        isn_date_dash(scan, at + 1) && !isn_date_mark(scan, at + 3, ':');
    if (tokens && (held & ISN_HAS_DAY) && !(held & ISN_HAS_CLOCK) && !score) {
        n += joint + tokens;
    } else if (proven && !(score && tokens)) {
        day = isn_date_nothing();
        day.kind = ISN_DATE_CLOCK;
    } else {
        return 0;
    }
    e->from = e->to = day;
    e->from.hour = from.hour;
    e->from.minute = from.minute;
    e->to.hour = to.hour;
    e->to.minute = to.minute;
    return n;
}

uint32_t isn_hours_behind(const isn_date_scan *scan, uint32_t at, uint32_t n,
                          isn_date_expr *e)
{
    isn_date_point from, to;
    bool proven = false;
    uint32_t tokens = 0;
    if (!isn_time_link(scan, at + n, ISN_TIME_LINK_KIND_FROM, &tokens) &&
        !isn_time_link(scan, at + n, ISN_TIME_LINK_KIND_BETWEEN, &tokens)) {
        return 0;
    }
    uint32_t range =
        isn_clock_range(scan, at + n + tokens, &from, &to, &proven);
    if (!range || e->from.hour >= 0) {
        return 0;
    }
    e->to = e->from;
    e->from.hour = from.hour;
    e->from.minute = from.minute;
    e->to.hour = to.hour;
    e->to.minute = to.minute;
    return tokens + range;
}
