#include "core/calendar.h"

#include <stddef.h>
#include <string.h>

#include "core/hijri_table.h"

bool isn_leap_year(int32_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int32_t isn_month_days(int32_t year, int32_t month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) {
        return 0;
    }
    return days[month - 1] + (month == 2 && isn_leap_year(year));
}

/* Counting years from March puts the leap day at the end of the year, so
 * that days before a month follow from one linear formula. */
int32_t isn_day_of(int32_t year, int32_t month, int32_t day)
{
    if (year < 1 || year > 9999 || day < 1 ||
        day > isn_month_days(year, month)) {
        return ISNAD_NO_DAY;
    }
    int32_t y = month <= 2 ? year - 1 : year;
    int32_t era = y / 400, of_era = y % 400;
    int32_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int32_t days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return era * 146097 + days - 719468;
}

/* In these years leap years follow a cycle of 33. */
static bool is_jalali_leap(int32_t year)
{
    int32_t of_cycle = year % 33;
    return of_cycle == 1 || of_cycle == 5 || of_cycle == 9 || of_cycle == 13 ||
           of_cycle == 17 || of_cycle == 22 || of_cycle == 26 || of_cycle == 30;
}

int32_t isn_jalali_day(int32_t year, int32_t month, int32_t day)
{
    enum { CYCLE_DAYS = 33 * 365 + 8, FIRST = 1188, FIRST_DAY = -58725 };
    if (year < 1206 || year > 1498 || month < 1 || month > 12) {
        return ISNAD_NO_DAY;
    }
    int32_t last = month < 7                            ? 31
                   : month < 12 || is_jalali_leap(year) ? 30
                                                        : 29;
    if (day < 1 || day > last) {
        return ISNAD_NO_DAY;
    }
    int32_t days = (year - FIRST) / 33 * CYCLE_DAYS;
    for (int32_t y = year - (year - FIRST) % 33; y < year; y++) {
        days += 365 + is_jalali_leap(y);
    }
    int32_t of_year = (month - 1) * 30 + (month < 7 ? month - 1 : 6);
    return FIRST_DAY + days + of_year + day - 1;
}

isn_civil isn_civil_of(int32_t day)
{
    if (day < -719162 || day > 2932896) { /* 0001-01-01, 9999-12-31 */
        return (isn_civil){0, 0, 0};
    }
    int32_t from_march = day + 719468;
    int32_t era = from_march / 146097, of_era = from_march % 146097;
    int32_t year =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int32_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int32_t month = (5 * of_year + 2) / 153;
    isn_civil civil = {year + era * 400, month < 10 ? month + 3 : month - 9,
                       of_year - (153 * month + 2) / 5 + 1};
    civil.year += civil.month <= 2;
    return civil;
}

int32_t isn_weekday_of(int32_t day)
{
    int32_t from_monday = (day % 7 + 10) % 7; /* 1970-01-01: Thursday */
    return from_monday + 1;
}

int32_t isn_add_months(int32_t day, int32_t months)
{
    isn_civil civil = isn_civil_of(day);
    if (civil.year == 0 || months > 120000 || months < -120000) {
        return ISNAD_NO_DAY;
    }
    int32_t all = civil.year * 12 + civil.month - 1 + months;
    if (all < 12) {
        return ISNAD_NO_DAY;
    }
    int32_t last = isn_month_days(all / 12, all % 12 + 1);
    return isn_day_of(all / 12, all % 12 + 1,
                      civil.day < last ? civil.day : last);
}

isn_week isn_week_of(int32_t day)
{
    /* The week's Thursday lies in the week's year. */
    int32_t thursday = day - isn_weekday_of(day) + 4;
    isn_civil civil = isn_civil_of(thursday);
    int32_t first = isn_day_of(civil.year, 1, 1);
    if (civil.year == 0) {
        return (isn_week){0, 0};
    }
    return (isn_week){civil.year, (thursday - first) / 7 + 1};
}

int32_t isn_week_monday(int32_t year, int32_t week)
{
    int32_t fourth = isn_day_of(year, 1, 4);
    if (fourth == ISNAD_NO_DAY || week < 1 || week > 53) {
        return ISNAD_NO_DAY;
    }
    int32_t monday = fourth - isn_weekday_of(fourth) + 1 + (week - 1) * 7;
    return isn_week_of(monday).year == year ? monday : ISNAD_NO_DAY;
}

char *isn_put_digits(char *out, uint32_t value, unsigned count)
{
    for (unsigned i = count; i > 0; i--) {
        out[i - 1] = (char)('0' + value % 10);
        value /= 10;
    }
    return out + count;
}

char *isn_iso_day(int32_t day, char *out)
{
    isn_civil civil = isn_civil_of(day);
    char *at = isn_put_digits(out, (uint32_t)civil.year, 4);
    *at++ = '-';
    at = isn_put_digits(at, (uint32_t)civil.month, 2);
    *at++ = '-';
    at = isn_put_digits(at, (uint32_t)civil.day, 2);
    *at = '\0';
    return out;
}

static int32_t digits(const char *text, int count)
{
    int32_t value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

int32_t isn_iso_parse(const char *text)
{
    if (!text || strnlen(text, 10) < 10 || text[4] != '-' || text[7] != '-') {
        return ISNAD_NO_DAY;
    }
    return isn_day_of(digits(text, 4), digits(text + 5, 2),
                      digits(text + 8, 2));
}

/* ---- Umm al-Qura ---------------------------------------------------- */

int32_t isn_hijri_month_days(int32_t year, int32_t month)
{
    if (year < ISN_HIJRI_FIRST || year > ISN_HIJRI_LAST || month < 1 ||
        month > 12) {
        return 0;
    }
    uint32_t lengths = isn_hijri_lengths[year - ISN_HIJRI_FIRST];
    return 28 + (int32_t)(lengths >> 2 * (month - 1) & 3);
}

int32_t isn_hijri_day(int32_t year, int32_t month, int32_t day)
{
    if (day < 1 || day > isn_hijri_month_days(year, month)) {
        return ISNAD_NO_DAY;
    }
    int32_t at = isn_hijri_new_years[year - ISN_HIJRI_FIRST];
    for (int32_t m = 1; m < month; m++) {
        at += isn_hijri_month_days(year, m);
    }
    return at + day - 1;
}

isn_civil isn_hijri_of(int32_t day)
{
    enum { YEARS = ISN_HIJRI_LAST - ISN_HIJRI_FIRST + 1, LONGEST_YEAR = 355 };
    if (day < isn_hijri_new_years[0] || day >= isn_hijri_new_years[YEARS]) {
        return (isn_civil){0, 0, 0};
    }
    int32_t at = (day - isn_hijri_new_years[0]) / LONGEST_YEAR;
    while (isn_hijri_new_years[at + 1] <= day) {
        at++; /* at most once in a thousand days */
    }
    int32_t left = day - isn_hijri_new_years[at], month = 1;
    while (left >= isn_hijri_month_days(ISN_HIJRI_FIRST + at, month)) {
        left -= isn_hijri_month_days(ISN_HIJRI_FIRST + at, month);
        month++;
    }
    return (isn_civil){ISN_HIJRI_FIRST + at, month, left + 1};
}
