/* From what an expression says to days of the calendar. */
#include <stdio.h>
#include <string.h>

#include "annotate/dates.h"
#include "core/calendar.h"
#include "tables.h"

/* How far ahead of publication a day without year may lie. */
enum { FAR_AHEAD = 150, FAR_AHEAD_IN_PAST = 75, FAR_BACK = 183 };

/* A stretch of whole units: from the unit that holds `first` to the one that
 * holds `last`.  The unit decides how the value is written. */
typedef struct stretch {
    uint8_t unit;         /* DAY, WEEK, MONTH, YEAR or MINUTE */
    int32_t first, last;  /* days */
    int32_t begin, end;   /* minutes of the first and last day, or -1 */
    bool good;
} stretch;

static stretch days(int32_t first, int32_t last)
{
    bool good = first != ISNAD_NO_DAY && last != ISNAD_NO_DAY && first <= last;
    return (stretch){ISN_UNIT_DAY, first, last, -1, -1, good};
}

static stretch whole(uint8_t unit, int32_t first, int32_t last)
{
    stretch s = days(first, last);
    s.unit = unit;
    return s;
}

static stretch nothing(void)
{
    return (stretch){.good = false};
}

static stretch months(int32_t year, int32_t first, int32_t count)
{
    int32_t all = year * 12 + first - 1, end = all + count - 1;
    if (all < 12 || end / 12 > 9999) {
        return nothing();
    }
    int32_t month = end % 12 + 1;
    return whole(ISN_UNIT_MONTH, isn_day_of(all / 12, all % 12 + 1, 1),
                 isn_day_of(end / 12, month, isn_month_days(end / 12, month)));
}

static stretch years(int32_t first, int32_t last)
{
    return whole(ISN_UNIT_YEAR, isn_day_of(first, 1, 1),
                 isn_day_of(last, 12, 31));
}

static stretch week_of(int32_t day)
{
    int32_t monday = day - isn_weekday_of(day) + 1;
    return whole(ISN_UNIT_WEEK, monday, monday + 6);
}

/* ---- days ---------------------------------------------------------------------- */

static int32_t day_in(const isn_date_point *p, int32_t year)
{
    return p->hijri ? isn_hijri_day(year, p->month, p->day)
                    : isn_day_of(year, p->month, p->day);
}

static int32_t anchor_year(const isn_date_point *p, const isn_date_anchor *a)
{
    return p->hijri ? isn_hijri_of(a->day).year : isn_civil_of(a->day).year;
}

/* The year that a weekday beside day and month proves: the nearest one around
 * the anchor; 0 where none within ten years fits. */
static int32_t year_by_weekday(const isn_date_point *p, int32_t around)
{
    for (int32_t step = 0; step <= 10; step++) {
        for (int sign = -1; sign <= 1; sign += 2) {
            int32_t day = day_in(p, around + sign * step);
            if (day != ISNAD_NO_DAY && isn_weekday_of(day) == p->weekday) {
                return around + sign * step;
            }
        }
    }
    return 0;
}

/* The year of a day or month without one. */
static int32_t year_of(const isn_date_point *p, const isn_date_anchor *a,
                       int32_t first, int32_t last)
{
    int32_t year = anchor_year(p, a);
    if (p->unit == ISN_UNIT_YEAR && p->modifier) { /* يونيو العام المقبل */
        return year + (p->modifier == ISN_MOD_NEXT) -
               (p->modifier == ISN_MOD_LAST);
    }
    if (first == ISNAD_NO_DAY || last == ISNAD_NO_DAY) {
        return year; /* 30 February: no day in any year */
    }
    if (p->modifier == ISN_MOD_LAST) {
        return year - (last >= a->day);
    }
    if (p->modifier == ISN_MOD_NEXT) {
        return year + (first <= a->day && p->kind == ISN_DATE_DAY) +
               (p->kind != ISN_DATE_DAY && last < a->day);
    }
    if (p->hijri) {
        return year;
    }
    if (a->side < 0) {
        return year - (first > a->day);
    }
    if (a->side > 0) {
        return year + (last < a->day);
    }
    /* In January a report tells of December, an announcement of December
     * speaks of January. */
    int32_t most = a->direction < 0 ? FAR_AHEAD_IN_PAST : FAR_AHEAD;
    if (a->direction <= 0 && first - a->day > most) {
        return year - 1;
    }
    return year + (a->direction > 0 && a->day - last > FAR_BACK);
}

static stretch calendar_day(const isn_date_point *p, const isn_date_anchor *a)
{
    if (p->year) {
        int32_t day = day_in(p, p->year);
        return days(day, day);
    }
    if (a->day == ISNAD_NO_DAY) {
        return nothing();
    }
    if (a->year && !p->modifier && !p->weekday && !p->hijri) {
        int32_t day = day_in(p, a->year);
        return days(day, day);
    }
    int32_t year = anchor_year(p, a);
    int32_t here = day_in(p, year);
    year = year_of(p, a, here, here);
    if (p->weekday && !p->modifier) {
        int32_t proven = year_by_weekday(p, year);
        year = proven ? proven : year;
    }
    int32_t day = day_in(p, year);
    return days(day, day);
}

static int32_t month_shift(const isn_date_point *p)
{
    return (p->modifier == ISN_MOD_NEXT) - (p->modifier == ISN_MOD_LAST);
}

/* «الحادي عشر من الشهر الجاري», «يوم 27», «الجمعة 22». */
static stretch day_of_month(const isn_date_point *p, const isn_date_anchor *a)
{
    int32_t base = a->day - isn_civil_of(a->day).day + 1;
    int32_t shift = month_shift(p);
    if (p->weekday && !p->unit) {
        for (int32_t step = 0; step <= 12; step++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                isn_civil c = isn_civil_of(isn_add_months(base, sign * step));
                int32_t day = isn_day_of(c.year, c.month, p->day);
                if (day != ISNAD_NO_DAY && isn_weekday_of(day) == p->weekday) {
                    return days(day, day);
                }
            }
        }
    }
    isn_civil c = isn_civil_of(isn_add_months(base, shift));
    int32_t day = isn_day_of(c.year, c.month, p->day);
    return days(day, day);
}

static stretch weekday(const isn_date_point *p, const isn_date_anchor *a)
{
    int32_t today = isn_weekday_of(a->day);
    if (p->unit == ISN_UNIT_WEEK || p->modifier == ISN_MOD_THIS) {
        int32_t monday = a->day - today + 1 + 7 * month_shift(p);
        int32_t day = monday + p->weekday - 1;
        return days(day, day);
    }
    int32_t back = (today - p->weekday + 7) % 7;
    int32_t on = (p->weekday - today + 7) % 7;
    int32_t day;
    if (!p->modifier && a->beside != ISNAD_NO_DAY) { /* الاثنين والثلاثاء */
        int32_t behind = (p->weekday - isn_weekday_of(a->beside) + 7) % 7;
        day = a->beside + behind;
        return days(day, day);
    }
    if (p->modifier == ISN_MOD_LAST) {
        day = a->day - (back ? back : 7);
    } else if (p->modifier == ISN_MOD_NEXT) {
        day = a->day + (on ? on : 7);
    } else {
        bool ahead = a->direction > 0 || (a->precise && a->direction == 0);
        day = ahead ? a->day + on : a->day - back;
    }
    return days(day, day);
}

/* «أمس الثلاثاء»: where the weekday denies the distance, it decides. */
static stretch deictic(const isn_date_point *p, const isn_date_anchor *a)
{
    bool told = p->behind == ISN_BEHIND_THAT && !a->precise;
    if (told && a->earlier == ISNAD_NO_DAY) {
        return nothing();
    }
    int32_t day = (told ? a->earlier : a->day) + p->shift;
    if (p->weekday && isn_weekday_of(day) != p->weekday) {
        int32_t off = (p->weekday - isn_weekday_of(day) + 7) % 7;
        day += off > 3 ? off - 7 : off;
    }
    return days(day, day);
}

/* ---- months, years and the like ------------------------------------------------- */

static stretch hijri_months(int32_t year, int32_t month, int32_t count)
{
    int32_t last_month = month + count - 1;
    int32_t first = isn_hijri_day(year, month, 1);
    int32_t last = isn_hijri_day(year, last_month,
                                 isn_hijri_month_days(year, last_month));
    return days(first, last);
}

static stretch month_of(const isn_date_point *p, const isn_date_anchor *a)
{
    if (!p->month) { /* «الشهر الماضي» */
        isn_civil c = isn_civil_of(a->day);
        return a->day == ISNAD_NO_DAY
                   ? nothing()
                   : months(c.year, c.month + month_shift(p), 1);
    }
    if (!p->year && a->day == ISNAD_NO_DAY) {
        return nothing();
    }
    int32_t year = p->year ? p->year : anchor_year(p, a);
    stretch s = p->hijri ? hijri_months(year, p->month, 1)
                         : months(year, p->month, 1);
    if (!p->year) {
        year = year_of(p, a, s.first, s.last);
        s = p->hijri ? hijri_months(year, p->month, 1)
                     : months(year, p->month, 1);
    }
    return s;
}

/* The first year of a football season that `day` lies in. */
static int32_t sport_year(int32_t day)
{
    isn_civil c = isn_civil_of(day);
    return c.month >= 7 ? c.year : c.year - 1;
}

static stretch year_of_point(const isn_date_point *p, const isn_date_anchor *a)
{
    int32_t step = month_shift(p);
    if (p->year && p->hijri) {
        return hijri_months(p->year, 1, 12);
    }
    int32_t year = p->year ? p->year : isn_civil_of(a->day).year + step;
    if (p->unit == ISN_UNIT_SPORT) {
        year = p->year ? p->year : sport_year(a->day) + step;
        return years(year, year + 1);
    }
    return years(year, year);
}

static stretch season(const isn_date_point *p, const isn_date_anchor *a)
{
    if (p->year) {
        return months(p->year, p->month, 3);
    }
    int32_t year = isn_civil_of(a->day).year;
    stretch s = months(year, p->month, 3);
    if (p->sub == ISN_UNIT_YEAR) {
        year += month_shift(p);
    } else if (p->modifier == ISN_MOD_LAST) {
        year -= s.last >= a->day;
    } else if (p->modifier == ISN_MOD_NEXT) {
        year += s.first <= a->day;
    } else if (p->month == 12 && isn_civil_of(a->day).month <= 2) {
        year--;
    }
    return months(year, p->month, 3);
}

static stretch century(int32_t number)
{
    return years(number * 100 - 99, number * 100);
}

static int32_t century_number(const isn_date_point *p, const isn_date_anchor *a)
{
    if (p->count > 0) {
        return (int32_t)p->count;
    }
    int32_t year = a->day == ISNAD_NO_DAY ? 0 : isn_civil_of(a->day).year;
    if (!year) {
        return 0;
    }
    return (year + 99) / 100 + month_shift(p);
}

static stretch decade(const isn_date_point *p, const isn_date_anchor *a)
{
    if (p->year) { /* «التسعينيات» */
        int32_t number = p->count > 0 || p->modifier ? century_number(p, a)
                         : p->year >= 20             ? 20
                                                     : 21;
        int32_t first = (number - 1) * 100 + p->year;
        return number ? years(first, first + 9) : nothing();
    }
    int32_t year = isn_civil_of(a->day).year / 10 * 10 + 10 * month_shift(p);
    return years(year, year + 9);
}

static stretch weekend(const isn_date_point *p, const isn_date_anchor *a)
{
    if (p->edge == ISN_EDGE_START && a->precise) { /* مطلع الأسبوع المقبل */
        stretch week = week_of(a->day + 7 * month_shift(p));
        return days(week.first, week.first + 2);
    }
    int32_t saturday = a->day - isn_weekday_of(a->day) + 6;
    bool begun = p->edge == ISN_EDGE_START && p->modifier == ISN_MOD_THIS;
    if (begun && a->day < saturday) { /* «مطلع الأسبوع الحالي» */
        return days(saturday - 7, saturday - 6);
    }
    if (p->modifier == ISN_MOD_LAST) {
        saturday -= 7;
    } else if (p->modifier == ISN_MOD_NEXT) {
        saturday += a->day >= saturday ? 7 : 0;
    } else if (p->modifier == ISN_MOD_NONE && a->direction < 0 &&
               a->day < saturday) {
        saturday -= 7;
    }
    return days(saturday, saturday + 1);
}

/* ---- parts ------------------------------------------------------------------------ */

/* The nth seven days; weeks from Monday on for who asks for precision. */
static stretch nth_week(const stretch *of, int32_t nth, bool precise)
{
    if (precise && nth != ISN_LAST_NTH) {
        isn_civil c = isn_civil_of(of->first);
        int32_t monday = of->first + (8 - isn_weekday_of(of->first)) % 7;
        if (of->last - of->first > 31 && c.month == 1) {
            monday = isn_week_monday(c.year, 1);
        }
        return monday == ISNAD_NO_DAY ? nothing() : week_of(monday + 7 * (nth - 1));
    }
    if (nth == ISN_LAST_NTH) {
        return days(of->last - 6, of->last);
    }
    int32_t first = of->first + 7 * (nth - 1);
    int32_t last = first + 6 < of->last ? first + 6 : of->last;
    return first > of->last ? nothing() : days(first, last);
}

static stretch nth_weekday(const isn_date_point *p, const stretch *of)
{
    int32_t first =
        of->first + (p->weekday - isn_weekday_of(of->first) + 7) % 7;
    int32_t day = first + 7 * (p->nth - 1);
    if (p->nth == ISN_LAST_NTH) {
        day = of->last - (isn_weekday_of(of->last) - p->weekday + 7) % 7;
    }
    return day > of->last ? nothing() : days(day, day);
}

static stretch nth_part(const isn_date_point *p, const stretch *of)
{
    isn_civil c = isn_civil_of(of->first);
    int32_t parts = p->sub == ISN_UNIT_QUARTER ? 4
                    : p->sub == ISN_UNIT_HALF  ? 2
                    : p->sub == ISN_UNIT_MONTH ? 12
                                               : 10;
    int32_t nth = p->nth == ISN_LAST_NTH ? parts : p->nth;
    if (nth > parts) {
        return nothing();
    }
    if (of->unit == ISN_UNIT_YEAR && of->last - of->first < 400 &&
        p->sub != ISN_UNIT_DECADE) {
        int32_t each = 12 / parts;
        return months(c.year, (nth - 1) * each + 1, each);
    }
    if (p->sub == ISN_UNIT_HALF && of->last - of->first < 32) {
        int32_t middle = of->first + 14;
        return nth == 1 ? days(of->first, middle) : days(middle + 1, of->last);
    }
    if (p->sub == ISN_UNIT_HALF || p->sub == ISN_UNIT_QUARTER) {
        int32_t all = isn_civil_of(of->last).year - c.year + 1;
        int32_t first = c.year + all * (nth - 1) / parts;
        return years(first, c.year + all * nth / parts - 1);
    }
    if (p->sub == ISN_UNIT_DECADE) {
        int32_t first = (c.year / 100) * 100 + 10 * (nth - 1);
        return years(first, first + 9);
    }
    return nothing();
}

/* The first, middle and last months of a stretch of months or of a year. */
static stretch edge_months(const stretch *s, unsigned edge, bool wide)
{
    isn_civil a = isn_civil_of(s->first), b = isn_civil_of(s->last);
    int32_t count = (b.year - a.year) * 12 + b.month - a.month + 1;
    int32_t take = wide && count >= 12 ? 3 : 1;
    int32_t skip = edge == ISN_EDGE_START ? 0
                   : edge == ISN_EDGE_END ? count - take
                                          : (count - 1) / 2;
    take = edge == ISN_EDGE_MIDDLE && count % 2 == 0 ? 2 : take;
    return months(a.year, a.month + skip, take);
}

static stretch edge_years(const stretch *s, unsigned edge)
{
    int32_t first = isn_civil_of(s->first).year;
    int32_t last = isn_civil_of(s->last).year, all = last - first + 1;
    if (all >= 100) { /* نهاية القرن: its last decade */
        return edge == ISN_EDGE_START ? years(first, first + 9)
               : edge == ISN_EDGE_END ? years(last - 10, last)
                                      : years(first + 39, first + 59);
    }
    return edge == ISN_EDGE_START ? years(first, first + 3)
           : edge == ISN_EDGE_END ? years(last - 2, last)
                                  : years(first + 4, first + 6);
}

static stretch edge_of(const isn_date_point *p, const stretch *s,
                       const isn_date_anchor *a)
{
    unsigned edge = p->edge;
    int32_t length = s->last - s->first + 1;
    if (edge == ISN_EDGE_NONE || edge == ISN_EDGE_WHOLE) {
        return *s;
    }
    if (edge == ISN_EDGE_LATER) {
        return a->precise ? days(s->first + length / 2, s->last) : *s;
    }
    if (edge == ISN_EDGE_REST) {
        return a->day >= s->first && a->day <= s->last ? days(a->day, s->last)
                                                       : *s;
    }
    if (length == 1) {
        return *s;
    }
    if (length <= 7) {
        return edge == ISN_EDGE_START ? days(s->first, s->first + 2)
               : edge == ISN_EDGE_END ? days(s->last - 1, s->last)
                                      : days(s->first + 1, s->first + 4);
    }
    if (length <= 31) {
        return edge == ISN_EDGE_START ? days(s->first, s->first + 9)
               : edge == ISN_EDGE_END ? days(s->first + 20, s->last)
                                      : days(s->first + 10, s->first + 19);
    }
    return length < 400 ? edge_months(s, edge, p->edge_wide)
                        : edge_years(s, edge);
}

/* «الأشهر الثلاثة الأولى من العام». */
static stretch first_units(const isn_date_point *p, const stretch *of)
{
    isn_civil c = isn_civil_of(of->first);
    stretch s = nothing();
    switch (p->sub) {
    case ISN_UNIT_DAY:
        s = days(of->first, of->first + p->nth - 1);
        break;
    case ISN_UNIT_WEEK:
        s = days(of->first, of->first + 7 * p->nth - 1);
        break;
    case ISN_UNIT_MONTH:
        s = months(c.year, c.month, p->nth);
        break;
    case ISN_UNIT_YEAR:
        s = years(c.year, c.year + p->nth - 1);
        break;
    default:
        break;
    }
    return s.good && s.last <= of->last ? s : nothing();
}

static stretch period(const isn_date_point *p, const isn_date_anchor *anchor)
{
    isn_date_anchor moved_anchor = *anchor;
    const isn_date_anchor *a = &moved_anchor;
    if (p->behind == ISN_BEHIND_THAT && !a->precise &&
        a->earlier != ISNAD_NO_DAY) { /* «الشهر التالي» */
        moved_anchor.day = a->earlier;
    }
    bool relative = !p->year && !(p->unit == ISN_UNIT_CENTURY && p->count > 0);
    if (relative && a->day == ISNAD_NO_DAY) {
        return nothing();
    }
    stretch s = nothing();
    switch (p->unit) {
    case ISN_UNIT_WEEK:
        s = p->month ? calendar_day(p, a) : days(a->day, a->day);
        s = s.good ? week_of(s.first + (p->month ? 0 : 7 * month_shift(p)))
                   : s;
        break;
    case ISN_UNIT_WEEKEND:
        return weekend(p, a);
    case ISN_UNIT_MONTH:
        s = month_of(p, a);
        break;
    case ISN_UNIT_QUARTER: {
        isn_civil c = isn_civil_of(a->day);
        s = months(c.year, (c.month - 1) / 3 * 3 + 1 + 3 * month_shift(p), 3);
        break;
    }
    case ISN_UNIT_SEASON:
        s = season(p, a);
        break;
    case ISN_UNIT_YEAR:
    case ISN_UNIT_SPORT:
        s = p->month ? month_of(p, a) : year_of_point(p, a);
        break;
    case ISN_UNIT_DECADE:
        s = decade(p, a);
        break;
    case ISN_UNIT_CENTURY: {
        int32_t number = century_number(p, a);
        s = number ? century(number) : nothing();
        break;
    }
    default:
        break;
    }
    if (s.good && p->first_of) {
        s = first_units(p, &s);
    } else if (s.good && p->sub == ISN_UNIT_WEEK) {
        s = nth_week(&s, p->nth, a->precise);
    } else if (s.good && p->sub == ISN_UNIT_DAY && p->weekday) {
        s = nth_weekday(p, &s);
    } else if (s.good && p->nth && p->unit != ISN_UNIT_SEASON) {
        s = nth_part(p, &s);
    }
    return s.good ? edge_of(p, &s, a) : s;
}

/* ---- distances ------------------------------------------------------------------------ */

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

static bool below_day(uint8_t unit)
{
    return unit == ISN_UNIT_SECOND || unit == ISN_UNIT_MINUTE ||
           unit == ISN_UNIT_HOUR;
}

static int32_t unit_minutes(uint8_t unit)
{
    return unit == ISN_UNIT_HOUR ? 60 : 1;
}

/* The unit in which a distance is written: years away, the year. */
static stretch around(int32_t day, uint8_t unit)
{
    isn_civil c = isn_civil_of(day);
    if (day == ISNAD_NO_DAY || c.year == 0) {
        return nothing();
    }
    switch (unit) {
    case ISN_UNIT_WEEK:
        return week_of(day);
    case ISN_UNIT_MONTH:
        return months(c.year, c.month, 1);
    case ISN_UNIT_YEAR:
    case ISN_UNIT_SPORT:
    case ISN_UNIT_DECADE:
    case ISN_UNIT_CENTURY:
        return years(c.year, c.year);
    default:
        return days(day, day);
    }
}

/* `away` minutes from the anchor's time on `day`. */
static stretch minutes_from(int32_t day, const isn_date_anchor *a, int32_t away)
{
    int32_t all = (a->minute < 0 ? 0 : a->minute) + away, rest = all % 1440;
    day += all / 1440 - (rest < 0);
    rest += rest < 0 ? 1440 : 0;
    stretch s = days(day, day);
    if (a->minute >= 0) {
        s.begin = s.end = rest;
    }
    return s;
}

static stretch clock_away(const isn_date_point *p, const isn_date_anchor *a)
{
    int32_t away = (int32_t)p->count * unit_minutes(p->unit) + p->minutes;
    return minutes_from(a->day, a, p->shift * away);
}

/* Now to then, in minutes. */
static stretch clock_stretch(const isn_date_point *p, const isn_date_anchor *a)
{
    isn_date_point here = *p;
    here.count = 0;
    here.minutes = 0;
    stretch now = clock_away(&here, a), then = clock_away(p, a);
    stretch s = p->shift < 0 ? then : now, end = p->shift < 0 ? now : then;
    s.last = end.last;
    s.end = end.end;
    return s;
}

static stretch offset(const isn_date_point *p, const isn_date_anchor *a)
{
    if (p->behind == ISN_BEHIND_THAT) {
        return around(moved(a->earlier, p->unit, p->shift * p->count), p->unit);
    }
    isn_date_point q = *p;
    if (!q.shift) { /* the verb tells the way */
        q.shift = a->direction < 0 ? -1 : 1;
    }
    bool stretched = p->behind == ISN_BEHIND_AHEAD && a->precise;
    if (below_day(p->unit)) {
        return stretched ? clock_stretch(&q, a) : clock_away(&q, a);
    }
    int32_t day = moved(a->day, p->unit, q.shift * p->count);
    if (p->months && day != ISNAD_NO_DAY) {
        day = isn_add_months(day, q.shift * p->months);
    }
    if (day == ISNAD_NO_DAY) {
        return nothing();
    }
    day += q.shift * p->days;
    if (p->minutes) {
        return minutes_from(day, a, q.shift * p->minutes);
    }
    if (stretched) {
        return days(a->day + 1, day);
    }
    return a->precise ? days(day, day) : around(day, p->unit);
}

/* «الأعوام الخمسة المقبلة» from 2018: 2018 to 2023. */
static stretch counted_stretch(const isn_date_point *p,
                               const isn_date_anchor *a)
{
    int32_t day = moved(a->day, below_day(p->unit) ? ISN_UNIT_DAY : p->unit,
                        below_day(p->unit)
                            ? p->shift * ((int32_t)p->count + 23) / 24
                            : p->shift * p->count);
    uint8_t unit = below_day(p->unit) ? ISN_UNIT_DAY : p->unit;
    if (a->precise && below_day(p->unit)) {
        return clock_stretch(p, a);
    }
    stretch here = around(a->day, unit), there = around(day, unit);
    if (a->precise) {
        int32_t begin = a->day + (p->shift > 0); /* the next three days */
        here = days(begin, begin);
        there = days(day, day);
    }
    if (!here.good || !there.good) {
        return nothing();
    }
    stretch s = p->shift < 0 ? there : here;
    s.last = p->shift < 0 ? here.last : there.last;
    return s;
}

/* ---- holidays ----------------------------------------------------------------------- */

/* Easter Sunday of the western church (Meeus, Jones, Butcher). */
static int32_t easter(int32_t year)
{
    int32_t a = year % 19, b = year / 100, c = year % 100;
    int32_t d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int32_t h = (19 * a + b - d - g + 15) % 30;
    int32_t i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int32_t m = (a + 11 * h + 22 * l) / 451;
    int32_t n = h + l - 7 * m + 114;
    return isn_day_of(year, n / 31, n % 31 + 1);
}

static stretch holiday_in(const isn_row_holiday *row, int32_t year)
{
    if (row->calendar == ISN_HOLIDAY_CALENDAR_EASTER) {
        int32_t day = easter(year) + row->day;
        return days(day, day);
    }
    if (row->calendar == ISN_HOLIDAY_CALENDAR_NTH) {
        isn_date_point p = {.weekday = (uint8_t)row->week,
                            .nth = (uint8_t)row->day};
        stretch month = months(year, row->month, 1);
        return nth_weekday(&p, &month);
    }
    int32_t first = row->calendar == ISN_HOLIDAY_CALENDAR_HIJRI
                        ? isn_hijri_day(year, row->month, row->day)
                        : isn_day_of(year, row->month, row->day);
    return first == ISNAD_NO_DAY ? nothing()
                                 : days(first, first + row->length - 1);
}

static stretch holiday(const isn_date_point *p, const isn_date_anchor *a)
{
    const isn_row_holiday *row = &isn_rows_holiday[p->holiday];
    bool hijri = row->calendar == ISN_HOLIDAY_CALENDAR_HIJRI;
    if (p->year && hijri && !p->hijri) { /* عيد الفطر 2018 */
        int32_t year = isn_hijri_of(isn_day_of(p->year, 7, 1)).year;
        for (int32_t y = year - 1; y <= year + 1; y++) {
            stretch s = holiday_in(row, y);
            if (s.good && isn_civil_of(s.first).year == p->year) {
                return s;
            }
        }
        return nothing();
    }
    if (p->year) {
        return holiday_in(row, p->year);
    }
    if (a->day == ISNAD_NO_DAY) {
        return nothing();
    }
    int32_t year = hijri ? isn_hijri_of(a->day).year : isn_civil_of(a->day).year;
    stretch s = holiday_in(row, year);
    if (s.good && p->modifier == ISN_MOD_LAST && s.last >= a->day) {
        s = holiday_in(row, year - 1);
    } else if (s.good && p->modifier == ISN_MOD_NEXT && s.first <= a->day) {
        s = holiday_in(row, year + 1);
    }
    return s;
}

/* ---- one point ------------------------------------------------------------------------ */

static stretch plain_point(const isn_date_point *p, const isn_date_anchor *a)
{
    bool known = a->day != ISNAD_NO_DAY;
    switch (p->kind) {
    case ISN_DATE_DAY:
        if (p->day && p->month) {
            return calendar_day(p, a);
        }
        if (!known) {
            return nothing();
        }
        return p->day ? day_of_month(p, a) : weekday(p, a);
    case ISN_DATE_DEICTIC:
        if (p->day && p->month) { /* «الليلة 20 يونيو» */
            return calendar_day(p, a);
        }
        return known ? deictic(p, a) : nothing();
    case ISN_DATE_PERIOD:
        return period(p, a);
    case ISN_DATE_OFFSET:
        return known ? offset(p, a) : nothing();
    case ISN_DATE_SPAN:
        return known ? counted_stretch(p, a) : nothing();
    case ISN_DATE_CLOCK:
        return known ? days(a->day, a->day) : nothing();
    case ISN_DATE_HOLIDAY:
        return holiday(p, a);
    default:
        return nothing();
    }
}

/* Hours of a part of the day, where they are asked for. */
static void part_hours(stretch *s, const isn_date_point *p)
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

static stretch point(const isn_date_point *p, const isn_date_anchor *a)
{
    stretch s = plain_point(p, a);
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

/* ---- the value ------------------------------------------------------------------------- */

enum { VALUE = 64 };

static void write_unit(char *out, uint8_t unit, int32_t day, int32_t minute)
{
    isn_civil c = isn_civil_of(day);
    isn_week w = isn_week_of(day);
    unsigned year = (unsigned)c.year % 10000u, month = (unsigned)c.month % 100u;
    char iso[ISN_ISO_DAY];
    switch (unit) {
    case ISN_UNIT_WEEK:
        snprintf(out, VALUE, "%04u-W%02u", (unsigned)w.year % 10000u,
                 (unsigned)w.week % 100u);
        break;
    case ISN_UNIT_MONTH:
        snprintf(out, VALUE, "%04u-%02u", year, month);
        break;
    case ISN_UNIT_YEAR:
        snprintf(out, VALUE, "%04u", year);
        break;
    default:
        if (minute >= 0) {
            snprintf(out, VALUE, "%sT%02u:%02u", isn_iso_day(day, iso),
                     (unsigned)minute / 60u % 24u, (unsigned)minute % 60u);
        } else {
            isn_iso_day(day, out);
        }
    }
}

static isnad_status give(isn_arena *arena, const stretch *s, isnad_time *out)
{
    char from[VALUE], to[VALUE];
    write_unit(from, s->unit, s->first, s->begin);
    write_unit(to, s->unit, s->last, s->end);
    out->value = strcmp(from, to) == 0
                     ? isn_arena_format(arena, "%s", from)
                     : isn_arena_format(arena, "%s/%s", from, to);
    out->timex = out->value;
    out->first = s->first;
    out->last = s->last;
    return out->value ? ISNAD_OK : ISNAD_NOMEM;
}

/* Ends of the parts of the day in TIMEX3. */
static const char *timex_part(uint16_t part)
{
    int32_t first = part / 100;
    return first >= 20   ? "NI"
           : first >= 16 ? "EV"
           : first >= 12 ? "AF"
                         : "MO";
}

/* TIMEX3 has signs of its own for parts of the day, weekends, seasons,
 * quarters, halves, decades and centuries. */
static isnad_status give_timex(isn_arena *arena, const isn_date_point *p,
                               const stretch *s, isnad_time *out)
{
    isn_civil c = isn_civil_of(s->first);
    int32_t month = c.month;
    const char *text = out->value;
    if (p->part && p->hour < 0 && s->first == s->last) {
        char iso[ISN_ISO_DAY];
        text = isn_arena_format(arena, "%sT%s", isn_iso_day(s->first, iso),
                                timex_part(p->part));
    } else if (p->edge || p->first_of || p->kind != ISN_DATE_PERIOD) {
        return ISNAD_OK;
    } else if (p->unit == ISN_UNIT_WEEKEND) {
        isn_week w = isn_week_of(s->first);
        text = isn_arena_format(arena, "%04d-W%02d-WE", (int)w.year,
                                (int)w.week);
    } else if (p->unit == ISN_UNIT_SEASON && !p->nth) {
        static const char *const names[] = {"WI", "SP", "SU", "FA"};
        text = isn_arena_format(arena, "%04d-%s", (int)c.year,
                                names[month / 3 % 4]);
    } else if (p->sub == ISN_UNIT_QUARTER && s->unit == ISN_UNIT_MONTH) {
        text = isn_arena_format(arena, "%04d-Q%d", (int)c.year,
                                (int)(month - 1) / 3 + 1);
    } else if (p->sub == ISN_UNIT_HALF && s->unit == ISN_UNIT_MONTH) {
        text = isn_arena_format(arena, "%04d-H%d", (int)c.year,
                                month > 6 ? 2 : 1);
    } else if (p->unit == ISN_UNIT_DECADE && !p->nth) {
        text = isn_arena_format(arena, "%03d", (int)c.year / 10);
    } else if (p->unit == ISN_UNIT_CENTURY && !p->nth) {
        text = isn_arena_format(arena, "%02d", (int)c.year / 100);
    }
    out->timex = text;
    return text ? ISNAD_OK : ISNAD_NOMEM;
}

/* «شهر ويومان»: P1M2D. */
static isnad_status give_sum(isn_arena *arena, const isn_date_point *p,
                             isnad_time *out)
{
    int32_t count = (int32_t)p->count;
    int32_t sum_months = p->months + (p->unit == ISN_UNIT_MONTH  ? count
                                      : p->unit == ISN_UNIT_YEAR ? 12 * count
                                                                 : 0);
    int32_t sum_days = p->days + (p->unit == ISN_UNIT_DAY    ? count
                                  : p->unit == ISN_UNIT_WEEK ? 7 * count
                                                             : 0);
    int32_t sum = p->minutes + (p->unit == ISN_UNIT_HOUR     ? 60 * count
                                : p->unit == ISN_UNIT_MINUTE ? count
                                                             : 0);
    char text[VALUE] = "P";
    size_t len = 1;
    const struct {
        int32_t value;
        char letter;
    } parts[] = {{sum_months / 12, 'Y'}, {sum_months % 12, 'M'},
                 {sum_days, 'D'},        {sum ? -1 : 0, 'T'},
                 {sum / 60, 'H'},        {sum % 60, 'M'}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].value < 0) {
            text[len++] = 'T';
        } else if (parts[i].value > 0) {
            len += (size_t)snprintf(text + len, VALUE - len, "%d%c",
                                    (int)parts[i].value, parts[i].letter);
        }
    }
    text[len] = '\0';
    out->value = isn_arena_copy(arena, text, len);
    out->timex = out->value;
    return out->value ? ISNAD_OK : ISNAD_NOMEM;
}

static isnad_status give_duration(isn_arena *arena, const isn_date_point *p,
                                  isnad_time *out)
{
    static const char letters[] = {0,   'S', 'M', 'H', 'D', 'W', 0,  'M',
                                   0,   0,   0,   'Y', 'Y', 'E', 'C'};
    double count = p->count;
    char letter = letters[p->unit];
    if (letter == 'E' || letter == 'C') { /* ISO 8601 counts years */
        count *= letter == 'E' ? 10 : 100;
        letter = 'Y';
    }
    if (!letter) {
        return ISNAD_OK;
    }
    int32_t months = p->months, days_more = p->days, more = p->minutes;
    if (months || days_more || more) {
        return give_sum(arena, p, out);
    }
    out->value = isn_arena_format(arena, "P%s%g%c",
                                  below_day(p->unit) ? "T" : "", count, letter);
    out->timex = out->value;
    return out->value ? ISNAD_OK : ISNAD_NOMEM;
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
         (p->kind == ISN_DATE_SPAN && (p->behind == ISN_BEHIND_EVENT ||
                                       p->unit <= ISN_UNIT_MINUTE)) ||
         (p->kind == ISN_DATE_DEICTIC && p->behind == ISN_BEHIND_THAT &&
          anchor->earlier == ISNAD_NO_DAY))) {
        *none = true; /* «الأيام القليلة الماضية», «هذا اليوم» */
        return ISNAD_OK;
    }
    if (p->kind == ISN_DATE_DURATION) {
        return give_duration(arena, p, out);
    }
    if (p->kind == ISN_DATE_OFFSET &&
        (p->behind == ISN_BEHIND_EVENT ||
         (p->behind == ISN_BEHIND_THAT && anchor->earlier == ISNAD_NO_DAY) ||
         (p->shift > 0 && !p->behind && anchor->direction <= 0 &&
          !anchor->precise))) {
        *none = true;
        return ISNAD_OK;
    }
    stretch s = point(p, anchor);
    if (expr->range) {
        stretch to = point(&expr->to, anchor);
        if (s.good && to.good && expr->to.kind == ISN_DATE_DAY &&
            !expr->to.month && !expr->to.day && to.last < s.first) {
            to.last += 7; /* «من الأحد إلى الخميس» */
        }
        if (!s.good || !to.good || to.last < s.first) {
            return ISNAD_OK;
        }
        s.last = to.last;
        s.end = to.end;
        if (s.unit != to.unit) {
            s.unit = ISN_UNIT_DAY;
        }
    }
    if (!s.good) {
        return ISNAD_OK;
    }
    isnad_status status = give(arena, &s, out);
    return status || expr->range ? status : give_timex(arena, p, &s, out);
}
