/* Days: of a calendar, weekdays, deictics, feasts. */
#include "annotate/dates_parts.h"

#include "core/calendar.h"
#include "tables.h"

/* How far ahead of publication, or back, a day without year may lie. */
enum {
    FAR_AHEAD = 150,
    FAR_AHEAD_IN_PAST = 75,
    FAR_BACK = 183,
    JUST_PAST = 31,
    LAST_HIJRI = 1500
};

/* ---- days ----------------------------------------------------------- */

static int32_t day_in(const isn_date_point *p, int32_t year)
{
    return p->hijri ? isn_hijri_day(year, p->month, p->day)
                    : isn_day_of(year, p->month, p->day);
}

int32_t isn_anchor_year(const isn_date_point *p, const isn_date_anchor *a)
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
int32_t isn_year_unsaid(const isn_date_point *p, const isn_date_anchor *a,
                        int32_t first, int32_t last)
{
    int32_t year = isn_anchor_year(p, a);
    if (p->behind == ISN_BEHIND_THAT && p->unit == ISN_UNIT_YEAR) {
        return a->year                      ? a->year /* العام نفسه */
               : a->earlier == ISNAD_NO_DAY ? year
               : p->hijri                   ? isn_hijri_of(a->earlier).year
                                            : isn_civil_of(a->earlier).year;
    }
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
    if (a->side < 0) { /* «منذ يوليو» said in July is of the year before */
        bool within = p->kind == ISN_DATE_PERIOD && !p->edge && !p->nth;
        return year - (first > a->day || (within && last >= a->day));
    }
    if (a->side > 0) { /* a story of the past may say «بحلول» as well */
        return year + (a->direction < 0 ? a->day - last > FAR_BACK
                                        : a->day - last > JUST_PAST);
    }
    /* In January a report tells of December, an announcement of December
     * speaks of January. */
    if (a->year && a->year < year && a->direction <= 0 && first > a->day) {
        return a->year; /* «في سبتمبر 2017 … وفي أكتوبر» */
    }
    int32_t most = a->direction < 0 ? FAR_AHEAD_IN_PAST : FAR_AHEAD;
    if (a->direction <= 0 && first - a->day > most) {
        return year - 1;
    }
    return year + (a->direction > 0 && a->day - last > FAR_BACK);
}

isn_stretch isn_calendar_day(const isn_date_point *p, const isn_date_anchor *a)
{
    if (p->year) {
        int32_t day = day_in(p, p->year);
        return isn_stretch_days(day, day);
    }
    if (a->day == ISNAD_NO_DAY) {
        return isn_stretch_none();
    }
    if (a->year && !p->modifier && !p->weekday && !p->hijri) {
        int32_t day = day_in(p, a->year);
        return isn_stretch_days(day, day);
    }
    int32_t year = isn_anchor_year(p, a);
    int32_t here = day_in(p, year);
    year = isn_year_unsaid(p, a, here, here);
    if (p->weekday && !p->modifier) {
        int32_t proven = year_by_weekday(p, year);
        year = proven ? proven : year;
    }
    int32_t day = day_in(p, year);
    return isn_stretch_days(day, day);
}

int32_t isn_month_shift(const isn_date_point *p)
{
    return (p->modifier == ISN_MOD_NEXT) - (p->modifier == ISN_MOD_LAST);
}

/* «الحادي عشر من الشهر الجاري», «يوم 27», «الجمعة 22». */
isn_stretch isn_month_day(const isn_date_point *p, const isn_date_anchor *a)
{
    bool told = p->behind == ISN_BEHIND_THAT && a->earlier != ISNAD_NO_DAY;
    int32_t from = told ? a->earlier : a->day; /* من الشهر نفسه */
    int32_t base = from - isn_civil_of(from).day + 1;
    int32_t shift = isn_month_shift(p);
    if (p->weekday && !p->unit) {
        for (int32_t step = 0; step <= 12; step++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                isn_civil c = isn_civil_of(isn_add_months(base, sign * step));
                int32_t day = isn_day_of(c.year, c.month, p->day);
                if (day != ISNAD_NO_DAY && isn_weekday_of(day) == p->weekday) {
                    return isn_stretch_days(day, day);
                }
            }
        }
    }
    isn_civil c = isn_civil_of(isn_add_months(base, shift));
    int32_t day = isn_day_of(c.year, c.month, p->day);
    return isn_stretch_days(day, day);
}

/* Does a bare weekday, `back` days before the anchor, lie ahead?  «تستضيف …
 * مساء السبت» on a Sunday is yesterday, whatever the present tense; «يستمر حتى
 * السبت» ends in the future. */
static bool lies_ahead(const isn_date_anchor *a, int32_t back)
{
    if (a->precise) {
        return a->direction >= 0;
    }
    if (a->side > 0 && a->direction > -2) {
        return true;
    }
    return a->direction > 0 && (a->direction > 1 || back != 1);
}

isn_stretch isn_weekday_stretch(const isn_date_point *p,
                                const isn_date_anchor *a)
{
    int32_t today = isn_weekday_of(a->day);
    if (p->unit == ISN_UNIT_WEEK || p->modifier == ISN_MOD_THIS) {
        int32_t monday = a->day - today + 1 + 7 * isn_month_shift(p);
        int32_t day = monday + p->weekday - 1;
        return isn_stretch_days(day, day);
    }
    int32_t back = (today - p->weekday + 7) % 7;
    int32_t on = (p->weekday - today + 7) % 7;
    int32_t day;
    if (!p->modifier && a->beside != ISNAD_NO_DAY) { /* الاثنين والثلاثاء */
        int32_t behind = (p->weekday - isn_weekday_of(a->beside) + 7) % 7;
        day = a->beside + behind;
        return isn_stretch_days(day, day);
    }
    if (p->modifier == ISN_MOD_LAST) {
        day = a->day - (back ? back : 7);
    } else if (p->modifier == ISN_MOD_NEXT) {
        day = a->day + (on ? on : 7);
    } else {
        day = lies_ahead(a, back) ? a->day + on : a->day - back;
    }
    return isn_stretch_days(day, day);
}

/* «أمس الثلاثاء»: where the weekday denies the distance, it decides. */
isn_stretch isn_deictic_stretch(const isn_date_point *p,
                                const isn_date_anchor *a)
{
    bool told = p->behind == ISN_BEHIND_THAT && !a->precise;
    if (told && a->earlier == ISNAD_NO_DAY) {
        if (p->hour < 0) {
            return isn_stretch_none();
        }
        told = false; /* «الساعة الثامنة من اليوم نفسه» */
    }
    int32_t day = (told ? a->earlier : a->day) + p->shift;
    if (p->weekday && isn_weekday_of(day) != p->weekday) {
        /* A page may be dated late, or a day early by a foreign clock. */
        int32_t off = (p->weekday - isn_weekday_of(day) + 7) % 7;
        day += off > (p->shift > 0 ? 3 : 1) ? off - 7 : off;
    }
    return isn_stretch_days(day, day);
}

/* ---- holidays ------------------------------------------------------- */

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

static isn_stretch holiday_in(const isn_row_holiday *row, int32_t year)
{
    if (row->calendar == ISN_HOLIDAY_CALENDAR_EASTER) {
        int32_t day = easter(year) + row->day;
        return isn_stretch_days(day, day);
    }
    if (row->calendar == ISN_HOLIDAY_CALENDAR_NTH) {
        isn_date_point p = {.weekday = (uint8_t)row->week,
                            .nth = (uint8_t)row->day};
        isn_stretch month = isn_stretch_months(year, row->month, 1);
        return isn_nth_weekday(&p, &month);
    }
    int32_t first = row->calendar == ISN_HOLIDAY_CALENDAR_HIJRI
                        ? isn_hijri_day(year, row->month, row->day)
                        : isn_day_of(year, row->month, row->day);
    return first == ISNAD_NO_DAY
               ? isn_stretch_none()
               : isn_stretch_days(first, first + row->length - 1);
}

static isn_stretch feast(const isn_date_point *p, const isn_date_anchor *a)
{
    const isn_row_holiday *row = &isn_rows_holiday[p->holiday];
    bool hijri = row->calendar == ISN_HOLIDAY_CALENDAR_HIJRI;
    if (p->year > LAST_HIJRI && hijri && !p->hijri) { /* عيد الفطر 2018 */
        int32_t year = isn_hijri_of(isn_day_of(p->year, 7, 1)).year;
        for (int32_t y = year - 1; y <= year + 1; y++) {
            isn_stretch s = holiday_in(row, y);
            if (s.good && isn_civil_of(s.first).year == p->year) {
                return s;
            }
        }
        return isn_stretch_none();
    }
    if (p->year) {
        return holiday_in(row, p->year);
    }
    if (a->day == ISNAD_NO_DAY) {
        return isn_stretch_none();
    }
    int32_t year =
        hijri ? isn_hijri_of(a->day).year : isn_civil_of(a->day).year;
    isn_stretch s = holiday_in(row, year);
    if (s.good && p->modifier == ISN_MOD_LAST && s.last >= a->day) {
        s = holiday_in(row, year - 1);
    } else if (s.good && p->modifier == ISN_MOD_NEXT && s.first <= a->day) {
        s = holiday_in(row, year + 1);
    }
    return s;
}

/* «ثاني أيام عيد الفطر»: one day of it. */
isn_stretch isn_holiday_stretch(const isn_date_point *p,
                                const isn_date_anchor *a)
{
    isn_stretch s = feast(p, a);
    if (!s.good || !p->nth) {
        return s;
    }
    int32_t day = p->nth == ISN_LAST_NTH ? s.last : s.first + p->nth - 1;
    return day > s.last + 1 ? isn_stretch_none() : isn_stretch_days(day, day);
}
