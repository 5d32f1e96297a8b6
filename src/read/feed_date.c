#include "read/feed_date.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *past_blanks(const char *at)
{
    while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r') {
        at++;
    }
    return at;
}

/* Reads 1 to `most` digits; -1 where there are none. */
static int number(const char **at, int most)
{
    int value = -1;
    for (int i = 0; i < most && **at >= '0' && **at <= '9'; i++, ++*at) {
        value = (value < 0 ? 0 : value * 10) + (**at - '0');
    }
    return value;
}

static int month_of(const char *text)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int i = 0; i < 12; i++) {
        if (strncasecmp(text, names + 3 * i, 3) == 0) {
            return i + 1;
        }
    }
    return 0;
}

static bool iso_date(const char *at, char out[ISN_FEED_DATE_ROOM])
{
    int year, month, day, used = 0;
    if (sscanf(at, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 ||
        used != 10) {
        return false;
    }
    size_t len = strcspn(at, " \t\r\n");
    if (len >= ISN_FEED_DATE_ROOM) {
        len = 10;
    }
    memcpy(out, at, len);
    out[len] = '\0';
    return true;
}

/* The zone as +hh:mm; names other than those of Greenwich say nothing. */
static void zone(const char *at, char out[8])
{
    out[0] = '\0';
    if (*at == '+' || *at == '-') {
        char sign = *at++;
        int value = number(&at, 4);
        if (value >= 0) {
            snprintf(out, 8, "%c%02d:%02d", sign, value / 100 % 100,
                     value % 100);
        }
    } else if (strncasecmp(at, "GMT", 3) == 0 ||
               strncasecmp(at, "UT", 2) == 0 || *at == 'Z') {
        strcpy(out, "Z");
    }
}

bool isn_feed_date(const char *text, char out[ISN_FEED_DATE_ROOM])
{
    const char *at = past_blanks(text);
    if (iso_date(at, out)) {
        return true;
    }
    if (isalpha((unsigned char)*at)) { /* the day of the week */
        at += strspn(at, "abcdefghijklmnopqrstuvwxyz"
                         "ABCDEFGHIJKLMNOPQRSTUVWXYZ,");
        at = past_blanks(at);
    }
    int day = number(&at, 2);
    at = past_blanks(at);
    int month = month_of(at);
    at += strspn(at, "abcdefghijklmnopqrstuvwxyz"
                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    at = past_blanks(at);
    int year = number(&at, 4);
    if (day < 1 || day > 31 || month == 0 || year < 0) {
        return false;
    }
    year += year < 70 ? 2000 : year < 100 ? 1900 : 0;
    int len = snprintf(out, ISN_FEED_DATE_ROOM, "%04d-%02d-%02d", year % 10000,
                       month, day);
    at = past_blanks(at);
    int hour = number(&at, 2),
        minute = *at == ':' ? (at++, number(&at, 2)) : -1;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
        return true;
    }
    if (*at == ':') {
        at++;
        number(&at, 2);
    }
    char where[8];
    zone(past_blanks(at), where);
    snprintf(out + len, (size_t)(ISN_FEED_DATE_ROOM - len), "T%02d:%02d%s",
             hour, minute, where);
    return true;
}
