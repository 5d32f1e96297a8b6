/* Dates as markup, URLs and mastheads write them. */
#ifndef ISN_DATE_VALUE_H
#define ISN_DATE_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/calendar.h"

/* The calendar day at the start of text[0 .. len), as written: no zone moves
 * it.  ISO and its relatives, 20191119, day-month-year with marks or with a
 * month's name in a European language, seconds since 1970.  ISNAD_NO_DAY for
 * anything else, and for years before 1990 or after 2099.  *used, if not
 * NULL: bytes that were read. */
int32_t isn_date_value(const char *text, size_t len, size_t *used);

/* The day at the start of a stretch of the page's words: no numbers of
 * seconds, no weekday in front.  In 05/07/2019 the month may come first; where
 * a day and a month's name have no year, `year` is taken unless it is 0. */
int32_t isn_date_in_text(const char *text, size_t len, int32_t year,
                         bool month_first, size_t *used);

/* May a text hold such a date?  Most lines have no digit. */
bool isn_date_has_digit(const char *text, size_t len);

/* The day in a URL's path: /2018/06/21/, /2018/jun/21, /2018-06-21,
 * 20180621. */
int32_t isn_date_in_url(const char *url, size_t len, size_t *begin,
                        size_t *end);

#endif
