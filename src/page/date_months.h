/* Names of months in the languages of the press, outside Arabic. */
#ifndef ISN_DATE_MONTHS_H
#define ISN_DATE_MONTHS_H

#include <stddef.h>
#include <stdint.h>

/* Months of the Persian calendar are numbered from here on. */
enum { ISN_MONTH_JALALI = 12 };

/* The month that the word at *at names, 1 to 24; *at moves behind the word.  0
 * if it names none. */
int32_t isn_month_named(const char *text, size_t len, size_t *at);

/* A letter, as words of dates are cut: ASCII letters and all above ASCII. */
static inline int isn_is_date_letter(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (unsigned char)c >= 0x80;
}

#endif
