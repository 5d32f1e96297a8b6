/* From what an expression says to days of the calendar. */
#include "annotate/dates_parts.h"
#include "core/calendar.h"

/* ---- stretches ------------------------------------------------------ */

isn_stretch isn_stretch_days(int32_t first, int32_t last)
{
    bool good = first != ISNAD_NO_DAY && last != ISNAD_NO_DAY && first <= last;
    return (isn_stretch){ISN_UNIT_DAY, first, last, -1, -1, good};
}

isn_stretch isn_stretch_whole(uint8_t unit, int32_t first, int32_t last)
{
    isn_stretch s = isn_stretch_days(first, last);
    s.unit = unit;
    return s;
}

isn_stretch isn_stretch_none(void) { return (isn_stretch){.good = false}; }

isn_stretch isn_stretch_months(int32_t year, int32_t first, int32_t count)
{
    int32_t all = year * 12 + first - 1, end = all + count - 1;
    if (all < 12 || end / 12 > 9999) {
        return isn_stretch_none();
    }
    int32_t month = end % 12 + 1;
    return isn_stretch_whole(
        ISN_UNIT_MONTH, isn_day_of(all / 12, all % 12 + 1, 1),
        isn_day_of(end / 12, month, isn_month_days(end / 12, month)));
}

isn_stretch isn_stretch_years(int32_t first, int32_t last)
{
    return isn_stretch_whole(ISN_UNIT_YEAR, isn_day_of(first, 1, 1),
                             isn_day_of(last, 12, 31));
}

isn_stretch isn_stretch_week(int32_t day)
{
    int32_t monday = day - isn_weekday_of(day) + 1;
    return isn_stretch_whole(ISN_UNIT_WEEK, monday, monday + 6);
}

/* ---- distances ------------------------------------------------------ */

/* `count` units from the anchor's day. */
static int32_t moved(int32_t day, uint8_t unit, double count)
{
    int32_t whole_count = (int32_t)count;
    switch (unit) {
    case ISN_UNIT_DAY:
        return day + whole_count;
    case ISN_UNIT_WEEK:
        return day + 7 * whole_count;
    case ISN_UNIT_MONTH:
        return isn_add_months(day, whole_count);
    case ISN_UNIT_YEAR:
    case ISN_UNIT_SPORT:
        return isn_add_months(day, 12 * whole_count);
    case ISN_UNIT_DECADE:
        return isn_add_months(day, 120 * whole_count);
    case ISN_UNIT_CENTURY:
        return isn_add_months(day, 1200 * whole_count);
    default:
        return day;
    }
}

bool isn_below_day(uint8_t unit)
{
    return unit == ISN_UNIT_SECOND || unit == ISN_UNIT_MINUTE ||
           unit == ISN_UNIT_HOUR;
}

static int32_t unit_minutes(uint8_t unit)
{
    return unit == ISN_UNIT_HOUR ? 60 : 1;
}

/* The unit in which a distance is written: years away, the year. */
static isn_stretch around(int32_t day, uint8_t unit)
{
    isn_civil c = isn_civil_of(day);
    if (day == ISNAD_NO_DAY || c.year == 0) {
        return isn_stretch_none();
    }
    switch (unit) {
    case ISN_UNIT_WEEK:
        return isn_stretch_week(day);
    case ISN_UNIT_MONTH:
        return isn_stretch_months(c.year, c.month, 1);
    case ISN_UNIT_YEAR:
    case ISN_UNIT_SPORT:
    case ISN_UNIT_DECADE:
    case ISN_UNIT_CENTURY:
        return isn_stretch_years(c.year, c.year);
    default:
        return isn_stretch_days(day, day);
    }
}

/* `away` minutes from the anchor's time on `day`. */
static isn_stretch minutes_from(int32_t day, const isn_date_anchor *a,
                                int32_t away)
{
    int32_t all = (a->minute < 0 ? 0 : a->minute) + away, rest = all % 1440;
    day += all / 1440 - (rest < 0);
    rest += rest < 0 ? 1440 : 0;
    isn_stretch s = isn_stretch_days(day, day);
    if (a->minute >= 0) {
        s.begin = s.end = rest;
    }
    return s;
}

static isn_stretch clock_away(const isn_date_point *p, const isn_date_anchor *a)
{
    int32_t away = (int32_t)p->count * unit_minutes(p->unit) + p->minutes;
    return minutes_from(a->day, a, p->shift * away);
}

/* Now to then, in minutes. */
static isn_stretch clock_stretch(const isn_date_point *p,
                                 const isn_date_anchor *a)
{
    isn_date_point here = *p;
    here.count = 0;
    here.minutes = 0;
    isn_stretch now = clock_away(&here, a), then = clock_away(p, a);
    isn_stretch s = p->shift < 0 ? then : now, end = p->shift < 0 ? now : then;
    s.last = end.last;
    s.end = end.end;
    return s;
}

static isn_stretch offset_stretch(const isn_date_point *p,
                                  const isn_date_anchor *a)
{
    if (p->behind == ISN_BEHIND_THAT) {
        return around(moved(a->earlier, p->unit, p->shift * p->count), p->unit);
    }
    isn_date_point q = *p;
    if (!q.shift) { /* the verb tells the way */
        q.shift = a->direction < 0 ? -1 : 1;
    }
    bool stretched = p->behind == ISN_BEHIND_AHEAD && a->precise;
    if (isn_below_day(p->unit)) {
        return stretched ? clock_stretch(&q, a) : clock_away(&q, a);
    }
    int32_t day = moved(a->day, p->unit, q.shift * p->count);
    if (p->months && day != ISNAD_NO_DAY) {
        day = isn_add_months(day, q.shift * p->months);
    }
    if (day == ISNAD_NO_DAY) {
        return isn_stretch_none();
    }
    day += q.shift * p->days;
    if (p->minutes) {
        return minutes_from(day, a, q.shift * p->minutes);
    }
    if (stretched) {
        return isn_stretch_days(a->day + 1, day);
    }
    return a->precise ? isn_stretch_days(day, day) : around(day, p->unit);
}

/* «الأعوام الخمسة المقبلة» from 2018: 2018 to 2023. */
static isn_stretch counted_stretch(const isn_date_point *p,
                                   const isn_date_anchor *a)
{
    int32_t day =
        moved(a->day, isn_below_day(p->unit) ? ISN_UNIT_DAY : p->unit,
              isn_below_day(p->unit) ? p->shift * ((int32_t)p->count + 23) / 24
                                     : p->shift * p->count);
    uint8_t unit = isn_below_day(p->unit) ? ISN_UNIT_DAY : p->unit;
    if (a->precise && isn_below_day(p->unit)) {
        return clock_stretch(p, a);
    }
    isn_stretch here = around(a->day, unit), there = around(day, unit);
    if (a->precise) {
        int32_t begin = a->day + (p->shift > 0); /* the next three days */
        here = isn_stretch_days(begin, begin);
        there = isn_stretch_days(day, day);
    }
    if (!here.good || !there.good) {
        return isn_stretch_none();
    }
    isn_stretch s = p->shift < 0 ? there : here;
    s.last = p->shift < 0 ? here.last : there.last;
    return s;
}

/* ---- one point ------------------------------------------------------ */

static isn_stretch plain_point(const isn_date_point *p,
                               const isn_date_anchor *a)
{
    bool known = a->day != ISNAD_NO_DAY;
    switch (p->kind) {
    case ISN_DATE_DAY:
        if (p->day && p->month) {
            return isn_calendar_day(p, a);
        }
        if (!known) {
            return isn_stretch_none();
        }
        return p->day ? isn_month_day(p, a) : isn_weekday_stretch(p, a);
    case ISN_DATE_DEICTIC:
        if (p->day && p->month) { /* «الليلة 20 يونيو» */
            return isn_calendar_day(p, a);
        }
        return known ? isn_deictic_stretch(p, a) : isn_stretch_none();
    case ISN_DATE_PERIOD:
        return isn_period_stretch(p, a);
    case ISN_DATE_OFFSET:
        return known ? offset_stretch(p, a) : isn_stretch_none();
    case ISN_DATE_SPAN:
        return known ? counted_stretch(p, a) : isn_stretch_none();
    case ISN_DATE_CLOCK:
        return known ? isn_stretch_days(a->day, a->day) : isn_stretch_none();
    case ISN_DATE_HOLIDAY:
        return isn_holiday_stretch(p, a);
    default:
        return isn_stretch_none();
    }
}

/* Hours of a part of the day, where they are asked for. */
static void part_hours(isn_stretch *s, const isn_date_point *p)
{
    int32_t first = p->part / 100 * 60, last = p->part % 100 * 60;
    int32_t half = (last - first) / 2;
    if (p->part_edge == ISN_EDGE_END) {
        first += half;
    } else if (p->part_edge == ISN_EDGE_START) {
        last -= half;
    }
    s->begin = first;
    s->end = last >= 1440 ? 1439 : last;
}

static isn_stretch point(const isn_date_point *p, const isn_date_anchor *a)
{
    isn_stretch s = plain_point(p, a);
    if (!s.good || s.first != s.last) {
        return s;
    }
    if (a->precise && p->kind == ISN_DATE_DEICTIC &&
        (p->edge || p->unit == ISN_UNIT_MINUTE)) { /* نهاية الغد، الآن */
        s.begin = p->edge == ISN_EDGE_END ? 1439 : a->minute;
        s.end = p->edge ? 1439 : a->minute;
    } else if (p->hour >= 0) {
        s.begin = s.end = p->hour * 60 + (p->minute > 0 ? p->minute : 0);
    } else if (p->part && a->precise) {
        part_hours(&s, p);
    }
    return s;
}

/* «منذ 7 سنوات»: how long something goes on, a figure; «منذ عام» is a date. */
static bool since_then(const isn_date_point *p, const isn_date_anchor *a)
{
    return p->sub && p->shift < 0 && p->count >= 2 && !a->precise &&
           p->behind == ISN_BEHIND_NOTHING;
}

isnad_status isn_date_resolve(isn_arena *arena, const isn_date_expr *expr,
                              const isn_date_anchor *anchor, isnad_time *out,
                              bool *none)
{
    *out = (isnad_time){NULL, NULL, ISNAD_NO_DAY, ISNAD_NO_DAY};
    *none = false;
    const isn_date_point *p = &expr->from;
    if (!anchor->precise &&
        (p->weak || p->vague ||
         (p->kind == ISN_DATE_SPAN &&
          (p->behind == ISN_BEHIND_EVENT || p->unit <= ISN_UNIT_MINUTE)) ||
         (p->behind == ISN_BEHIND_THAT && anchor->earlier == ISNAD_NO_DAY &&
          ((p->kind == ISN_DATE_DEICTIC && p->hour < 0) ||
           (p->kind == ISN_DATE_PERIOD && p->modifier == ISN_MOD_THIS &&
            !(p->unit == ISN_UNIT_YEAR && anchor->year)))))) {
        *none = true; /* «الأيام القليلة الماضية», «هذا اليوم» */
        return ISNAD_OK;
    }
    if (p->kind == ISN_DATE_DURATION) {
        return isn_duration_give(arena, p, out);
    }
    if (p->kind == ISN_DATE_OFFSET &&
        (p->behind == ISN_BEHIND_EVENT || since_then(p, anchor) ||
         (p->behind == ISN_BEHIND_THAT && anchor->earlier == ISNAD_NO_DAY) ||
         (p->shift > 0 && !p->behind && anchor->direction <= 0 &&
          !anchor->precise))) {
        *none = true;
        return ISNAD_OK;
    }
    isn_stretch s = point(p, anchor);
    if (expr->range) {
        isn_date_point end = expr->to;
        if (s.good && end.month && !end.year && !end.hijri && !end.modifier) {
            end.year = isn_civil_of(s.first).year + (end.month < p->month);
        }
        isn_stretch to = point(&end, anchor);
        if (s.good && to.good && to.last < s.first && p->month && !p->year &&
            !p->hijri && end.month && end.modifier) {
            isn_date_point begin = *p; /* «3 مايو و7 يونيو الماضي» */
            begin.modifier = ISN_MOD_NONE;
            begin.year = isn_civil_of(to.first).year - (p->month > end.month);
            s = point(&begin, anchor);
        }
        if (s.good && to.good && expr->to.kind == ISN_DATE_DAY &&
            !expr->to.month && !expr->to.day && to.last < s.first) {
            to.last += 7; /* «من الأحد إلى الخميس» */
        }
        if (!s.good || !to.good || to.last < s.first) {
            return ISNAD_OK;
        }
        s.last = to.last;
        s.end = s.begin < 0 ? -1 : to.end;
        s.begin = to.end < 0 ? -1 : s.begin;
        if (s.unit != to.unit) {
            s.unit = ISN_UNIT_DAY;
        }
    }
    if (!s.good) {
        return ISNAD_OK;
    }
    isnad_status status = isn_time_give(arena, &s, out);
    return status || expr->range ? status : isn_timex_give(arena, p, &s, out);
}
