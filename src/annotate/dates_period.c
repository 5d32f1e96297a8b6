/* Months, years and longer; their parts and edges. */
#include "annotate/dates_parts.h"

#include "core/calendar.h"

/* ---- months, years and the like ------------------------------------- */

static isn_stretch hijri_months(int32_t year, int32_t month, int32_t count)
{
    int32_t last_month = month + count - 1;
    int32_t first = isn_hijri_day(year, month, 1);
    int32_t last =
        isn_hijri_day(year, last_month, isn_hijri_month_days(year, last_month));
    return isn_stretch_days(first, last);
}

enum { GREGORIAN = 1700 }; /* no Hijri year for long */

/* «رمضان 2018»: the month of this name that begins in the Gregorian year. */
static isn_stretch hijri_month_in(int32_t gregorian, int32_t month)
{
    int32_t year = isn_hijri_of(isn_day_of(gregorian, 7, 1)).year;
    for (int32_t y = year - 1; y <= year + 1; y++) {
        isn_stretch s = hijri_months(y, month, 1);
        if (s.good && isn_civil_of(s.first).year == gregorian) {
            return s;
        }
    }
    return isn_stretch_none();
}

static isn_stretch month_of(const isn_date_point *p, const isn_date_anchor *a)
{
    if (!p->month) { /* «الشهر الماضي» */
        isn_civil c = isn_civil_of(a->day);
        return a->day == ISNAD_NO_DAY
                   ? isn_stretch_none()
                   : isn_stretch_months(c.year, c.month + isn_month_shift(p),
                                        1);
    }
    if (!p->year && a->day == ISNAD_NO_DAY) {
        return isn_stretch_none();
    }
    if (p->hijri && p->year >= GREGORIAN) {
        return hijri_month_in(p->year, p->month);
    }
    int32_t year = p->year ? p->year : isn_anchor_year(p, a);
    isn_stretch s = p->hijri ? hijri_months(year, p->month, 1)
                             : isn_stretch_months(year, p->month, 1);
    if (!p->year) {
        year = isn_year_unsaid(p, a, s.first, s.last);
        s = p->hijri ? hijri_months(year, p->month, 1)
                     : isn_stretch_months(year, p->month, 1);
    }
    return s;
}

/* The first year of the football season meant on `day`.  One ends in May or
 * June, the next begins in August; between them both are beside. */
static int32_t sport_year(int32_t day, int32_t step)
{
    isn_civil c = isn_civil_of(day);
    if (step < 0) {
        return c.month >= 6 && c.month <= 8 ? c.year - 1
                                            : c.year - 1 - (c.month < 6);
    }
    if (step > 0) {
        return c.month <= 8 ? c.year : c.year + 1;
    }
    return c.month >= 7 ? c.year : c.year - 1;
}

static isn_stretch year_of_point(const isn_date_point *p,
                                 const isn_date_anchor *a)
{
    int32_t step = isn_month_shift(p);
    if (p->year && p->hijri) {
        isn_stretch s = hijri_months(p->year, 1, 12);
        if (s.good && p->unit == ISN_UNIT_SPORT) { /* 1436/1437هـ */
            s = hijri_months(p->year + 1, 1, 12);
            s.first = isn_hijri_day(p->year, 1, 1);
        }
        return s;
    }
    int32_t year = p->year ? p->year : isn_civil_of(a->day).year + step;
    if (p->unit == ISN_UNIT_SPORT) {
        year = p->year ? p->year : sport_year(a->day, step);
        return isn_stretch_years(year, year + 1);
    }
    return isn_stretch_years(year, year);
}

static isn_stretch season(const isn_date_point *p, const isn_date_anchor *a)
{
    if (p->year) {
        return isn_stretch_months(p->year, p->month, 3);
    }
    int32_t year = isn_civil_of(a->day).year;
    isn_stretch s = isn_stretch_months(year, p->month, 3);
    if (p->sub == ISN_UNIT_YEAR) {
        year += isn_month_shift(p);
    } else if (p->modifier == ISN_MOD_LAST) {
        year -= s.last >= a->day;
    } else if (p->modifier == ISN_MOD_NEXT) {
        year += s.first <= a->day;
    } else if (p->month == 12 && isn_civil_of(a->day).month <= 2) {
        year--;
    }
    return isn_stretch_months(year, p->month, 3);
}

static isn_stretch century(int32_t number)
{
    return isn_stretch_years(number * 100 - 99, number * 100);
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
    return (year + 99) / 100 + isn_month_shift(p);
}

static isn_stretch decade(const isn_date_point *p, const isn_date_anchor *a)
{
    if (p->year) { /* «التسعينيات» */
        int32_t number = p->count > 0 || p->modifier ? century_number(p, a)
                         : p->year >= 20             ? 20
                                                     : 21;
        int32_t first = (number - 1) * 100 + p->year;
        return number ? isn_stretch_years(first, first + 9)
                      : isn_stretch_none();
    }
    int32_t year =
        isn_civil_of(a->day).year / 10 * 10 + 10 * isn_month_shift(p);
    return isn_stretch_years(year, year + 9);
}

static isn_stretch weekend(const isn_date_point *p, const isn_date_anchor *a)
{
    if (p->edge == ISN_EDGE_START && a->precise) { /* مطلع الأسبوع المقبل */
        isn_stretch week = isn_stretch_week(a->day + 7 * isn_month_shift(p));
        return isn_stretch_days(week.first, week.first + 2);
    }
    int32_t saturday = a->day - isn_weekday_of(a->day) + 6;
    bool begun = p->edge == ISN_EDGE_START && p->modifier == ISN_MOD_THIS;
    if (begun && a->day < saturday) { /* «مطلع الأسبوع الحالي» */
        return isn_stretch_days(saturday - 7, saturday - 6);
    }
    if (p->modifier == ISN_MOD_LAST) {
        saturday -= 7;
    } else if (p->modifier == ISN_MOD_NEXT) {
        saturday += a->day >= saturday ? 7 : 0;
    } else if (p->modifier == ISN_MOD_NONE && a->day < saturday &&
               (a->direction < 0 || (a->direction == 0 && !a->precise &&
                                     isn_weekday_of(a->day) <= 3))) {
        saturday -= 7;
    }
    return isn_stretch_days(saturday, saturday + 1);
}

/* ---- parts ---------------------------------------------------------- */

/* The nth seven days; weeks from Monday on for who asks for precision. */
static isn_stretch nth_week(const isn_stretch *of, int32_t nth, bool precise)
{
    if (precise && nth != ISN_LAST_NTH) {
        isn_civil c = isn_civil_of(of->first);
        int32_t monday = of->first + (8 - isn_weekday_of(of->first)) % 7;
        if (of->last - of->first > 31 && c.month == 1) {
            monday = isn_week_monday(c.year, 1);
        }
        return monday == ISNAD_NO_DAY
                   ? isn_stretch_none()
                   : isn_stretch_week(monday + 7 * (nth - 1));
    }
    if (nth == ISN_LAST_NTH) {
        return isn_stretch_days(of->last - 6, of->last);
    }
    int32_t first = of->first + 7 * (nth - 1);
    int32_t last = first + 6 < of->last ? first + 6 : of->last;
    return first > of->last ? isn_stretch_none()
                            : isn_stretch_days(first, last);
}

isn_stretch isn_nth_weekday(const isn_date_point *p, const isn_stretch *of)
{
    int32_t first =
        of->first + (p->weekday - isn_weekday_of(of->first) + 7) % 7;
    int32_t day = first + 7 * (p->nth - 1);
    if (p->nth == ISN_LAST_NTH) {
        day = of->last - (isn_weekday_of(of->last) - p->weekday + 7) % 7;
    }
    return day > of->last ? isn_stretch_none() : isn_stretch_days(day, day);
}

static isn_stretch nth_part(const isn_date_point *p, const isn_stretch *of)
{
    isn_civil c = isn_civil_of(of->first);
    int32_t parts = p->sub == ISN_UNIT_QUARTER ? 4
                    : p->sub == ISN_UNIT_HALF  ? 2
                    : p->sub == ISN_UNIT_MONTH ? 12
                                               : 10;
    int32_t nth = p->nth == ISN_LAST_NTH ? parts : p->nth;
    if (nth > parts) {
        return isn_stretch_none();
    }
    if (of->unit == ISN_UNIT_YEAR && of->last - of->first < 400 &&
        p->sub != ISN_UNIT_DECADE) {
        int32_t each = 12 / parts;
        return isn_stretch_months(c.year, (nth - 1) * each + 1, each);
    }
    if (p->sub == ISN_UNIT_HALF && of->last - of->first < 32) {
        int32_t middle = of->first + 14;
        return nth == 1 ? isn_stretch_days(of->first, middle)
                        : isn_stretch_days(middle + 1, of->last);
    }
    if (p->sub == ISN_UNIT_HALF || p->sub == ISN_UNIT_QUARTER) {
        int32_t all = isn_civil_of(of->last).year - c.year + 1;
        int32_t first = c.year + all * (nth - 1) / parts;
        return isn_stretch_years(first, c.year + all * nth / parts - 1);
    }
    if (p->sub == ISN_UNIT_DECADE) {
        int32_t first = (c.year / 100) * 100 + 10 * (nth - 1);
        return isn_stretch_years(first, first + 9);
    }
    return isn_stretch_none();
}

/* The first, middle and last months of a stretch of months or of a year. */
static isn_stretch edge_months(const isn_stretch *s, unsigned edge, bool wide)
{
    isn_civil a = isn_civil_of(s->first), b = isn_civil_of(s->last);
    int32_t count = (b.year - a.year) * 12 + b.month - a.month + 1;
    int32_t take = wide && count >= 12 ? 3 : 1;
    int32_t skip = edge == ISN_EDGE_START ? 0
                   : edge == ISN_EDGE_END ? count - take
                                          : (count - 1) / 2;
    take = edge == ISN_EDGE_MIDDLE && count % 2 == 0 ? 2 : take;
    return isn_stretch_months(a.year, a.month + skip, take);
}

static isn_stretch edge_years(const isn_stretch *s, unsigned edge)
{
    int32_t first = isn_civil_of(s->first).year;
    int32_t last = isn_civil_of(s->last).year, all = last - first + 1;
    if (all >= 100) { /* نهاية القرن: its last decade */
        return edge == ISN_EDGE_START ? isn_stretch_years(first, first + 9)
               : edge == ISN_EDGE_END
                   ? isn_stretch_years(last - 10, last)
                   : isn_stretch_years(first + 39, first + 59);
    }
    return edge == ISN_EDGE_START ? isn_stretch_years(first, first + 3)
           : edge == ISN_EDGE_END ? isn_stretch_years(last - 2, last)
                                  : isn_stretch_years(first + 4, first + 6);
}

static isn_stretch edge_of(const isn_date_point *p, const isn_stretch *s,
                           const isn_date_anchor *a)
{
    unsigned edge = p->edge;
    int32_t length = s->last - s->first + 1;
    if (edge == ISN_EDGE_NONE || edge == ISN_EDGE_WHOLE) {
        return *s;
    }
    if (edge == ISN_EDGE_LATER) {
        return a->precise ? isn_stretch_days(s->first + length / 2, s->last)
                          : *s;
    }
    if (edge == ISN_EDGE_REST) { /* the press means the whole of it */
        return a->precise && a->day >= s->first && a->day <= s->last
                   ? isn_stretch_days(a->day, s->last)
                   : *s;
    }
    bool own_week = p->unit == ISN_UNIT_WEEK && !a->precise &&
                    edge == ISN_EDGE_START && p->modifier == ISN_MOD_THIS;
    if (length == 1 || own_week) { /* «مطلع هذا الأسبوع» */
        return *s;
    }
    if (length <= 7) {
        return edge == ISN_EDGE_START ? isn_stretch_days(s->first, s->first + 2)
               : edge == ISN_EDGE_END
                   ? isn_stretch_days(s->last - 1, s->last)
                   : isn_stretch_days(s->first + 1, s->first + 4);
    }
    if (length <= 31) {
        return edge == ISN_EDGE_START ? isn_stretch_days(s->first, s->first + 9)
               : edge == ISN_EDGE_END
                   ? isn_stretch_days(s->first + 20, s->last)
                   : isn_stretch_days(s->first + 10, s->first + 19);
    }
    return length < 400 ? edge_months(s, edge, p->edge_wide)
                        : edge_years(s, edge);
}

/* «الأشهر الثلاثة الأولى من العام». */
static isn_stretch first_units(const isn_date_point *p, const isn_stretch *of)
{
    isn_civil c = isn_civil_of(of->first);
    isn_stretch s = isn_stretch_none();
    switch (p->sub) {
    case ISN_UNIT_DAY:
        s = isn_stretch_days(of->first, of->first + p->nth - 1);
        break;
    case ISN_UNIT_WEEK:
        s = isn_stretch_days(of->first, of->first + 7 * p->nth - 1);
        break;
    case ISN_UNIT_MONTH:
        s = isn_stretch_months(c.year, c.month, p->nth);
        break;
    case ISN_UNIT_YEAR:
        s = isn_stretch_years(c.year, c.year + p->nth - 1);
        break;
    default:
        break;
    }
    return s.good && s.last <= of->last ? s : isn_stretch_none();
}

isn_stretch isn_period_stretch(const isn_date_point *p,
                               const isn_date_anchor *anchor)
{
    isn_date_anchor moved_anchor = *anchor;
    const isn_date_anchor *a = &moved_anchor;
    if (p->behind == ISN_BEHIND_THAT && !a->precise) { /* «الشهر التالي» */
        bool self = p->modifier == ISN_MOD_THIS;
        bool year = p->unit == ISN_UNIT_YEAR;
        moved_anchor.day = self && year && a->year ? isn_day_of(a->year, 1, 1)
                           : !self && year && a->told_year
                               ? isn_day_of(a->told_year, 1, 1)
                           : a->earlier != ISNAD_NO_DAY ? a->earlier
                           : self                       ? ISNAD_NO_DAY
                                                        : a->day;
    }
    bool relative = !p->year && !(p->unit == ISN_UNIT_CENTURY && p->count > 0);
    if (relative && a->day == ISNAD_NO_DAY) {
        return isn_stretch_none();
    }
    isn_stretch s = isn_stretch_none();
    switch (p->unit) {
    case ISN_UNIT_WEEK:
        s = p->month ? isn_calendar_day(p, a)
                     : isn_stretch_days(a->day, a->day);
        s = s.good ? isn_stretch_week(s.first +
                                      (p->month ? 0 : 7 * isn_month_shift(p)))
                   : s;
        break;
    case ISN_UNIT_WEEKEND:
        return weekend(p, a);
    case ISN_UNIT_MONTH:
        s = month_of(p, a);
        break;
    case ISN_UNIT_QUARTER: {
        isn_civil c = isn_civil_of(a->day);
        s = isn_stretch_months(
            c.year, (c.month - 1) / 3 * 3 + 1 + 3 * isn_month_shift(p), 3);
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
        s = number ? century(number) : isn_stretch_none();
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
        s = isn_nth_weekday(p, &s);
    } else if (s.good && p->sub == ISN_UNIT_DAY && p->nth) { /* آخر يوم من */
        int32_t day = p->nth == ISN_LAST_NTH ? s.last : s.first + p->nth - 1;
        s = day > s.last ? isn_stretch_none() : isn_stretch_days(day, day);
    } else if (s.good && p->nth && p->unit != ISN_UNIT_SEASON) {
        s = nth_part(p, &s);
        bool ahead = s.good && s.first > a->day && a->direction <= 0;
        if (ahead && p->sub == ISN_UNIT_QUARTER && relative && !p->modifier) {
            int32_t year = isn_civil_of(s.first).year - 1;
            s = isn_stretch_months(year, 3 * p->nth - 2, 3);
        } /* «نما 2% في الربع الرابع», said in May */
    }
    return s.good ? edge_of(p, &s, a) : s;
}
