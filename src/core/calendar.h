/* The civil calendar: days, months, weeks as whole numbers.
 *
 * A day is the number of days since 1970-01-01 in the proleptic Gregorian
 * calendar.  Years 1 to 9999; everything else is ISNAD_NO_DAY. */
#ifndef ISN_CALENDAR_H
#define ISN_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "isnad/doc.h"

typedef struct isn_civil {
    int32_t year;
    int32_t month, day; /* from 1 */
} isn_civil;

/* The day of year-month-day, or ISNAD_NO_DAY where there is none. */
int32_t isn_day_of(int32_t year, int32_t month, int32_t day);
/* Year, month and day of `day`; all zero for ISNAD_NO_DAY. */
isn_civil isn_civil_of(int32_t day);

/* 1 Monday … 7 Sunday. */
int32_t isn_weekday_of(int32_t day);
bool isn_leap_year(int32_t year);
/* 28 … 31; months outside 1 … 12 have none. */
int32_t isn_month_days(int32_t year, int32_t month);
/* The same day `months` later, or the last one of a shorter month. */
int32_t isn_add_months(int32_t day, int32_t months);

/* The ISO week that `day` belongs to: its year and number. */
typedef struct isn_week {
    int32_t year, week;
} isn_week;
isn_week isn_week_of(int32_t day);
/* Its Monday, or ISNAD_NO_DAY where the year has no such week. */
int32_t isn_week_monday(int32_t year, int32_t week);

/* The last `count` decimal digits of `value` at out; behind them. */
char *isn_put_digits(char *out, uint32_t value, unsigned count);

/* "2022-01-13" into out, at least ISN_ISO_DAY bytes.  Returns out. */
enum { ISN_ISO_DAY = 11 };
char *isn_iso_day(int32_t day, char *out);
/* Reads YYYY-MM-DD at the start of `text` (what follows is not looked at);
 * ISNAD_NO_DAY where it is none.  YYYY/MM/DD is none. */
int32_t isn_iso_parse(const char *text);

/* ---- Umm al-Qura ---------------------------------------------------- */

/* Hijri dates of 1356 to 1500 AH (1937-03-14 to 2077-11-16) by the calendar
 * of Umm al-Qura; outside it ISNAD_NO_DAY and zeros. */
int32_t isn_hijri_day(int32_t year, int32_t month, int32_t day);
/* Of the Persian solar calendar, years 1206 to 1498; ISNAD_NO_DAY if none. */
int32_t isn_jalali_day(int32_t year, int32_t month, int32_t day);
isn_civil isn_hijri_of(int32_t day);
int32_t isn_hijri_month_days(int32_t year, int32_t month);

#endif
