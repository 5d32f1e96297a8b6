#include "page/date_value.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "page/date_months.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* The digit at `at` and its bytes: ASCII, Arabic or Persian; -1 if none. */
static int32_t digit_at(const char *text, size_t len, size_t at, size_t *bytes)
{
    *bytes = 1;
    if (at < len && is_digit(text[at])) {
        return text[at] - '0';
    }
    if (at + 1 >= len) {
        return -1;
    }
    *bytes = 2;
    unsigned first = (unsigned char)text[at];
    int32_t value = (unsigned char)text[at + 1];
    value -= first == 0xD9 ? 0xA0 : first == 0xDB ? 0xB0 : 0x100;
    return value <= 9 ? value : -1;
}

/* A number of `least` to `most` digits at *at; -1 if there is none. */
static int32_t number(const char *text, size_t len, size_t *at, size_t least,
                      size_t most)
{
    size_t i = *at, count = 0, bytes;
    int32_t value = 0, digit;
    while (count < most && (digit = digit_at(text, len, i, &bytes)) >= 0) {
        value = value * 10 + digit;
        i += bytes;
        count++;
    }
    if (count < least || digit_at(text, len, i, &bytes) >= 0) {
        return -1;
    }
    *at = i;
    return value;
}

/* 2001 to 2032; a Hijri year so small is of another age than the web. */
static bool is_jalali(int32_t year) { return year >= 1380 && year <= 1410; }

static int32_t day_of(int32_t year, int32_t month, int32_t day)
{
    if (is_jalali(year)) {
        return isn_jalali_day(year, month, day);
    }
    if (year < 1990 || year > 2099) {
        return ISNAD_NO_DAY;
    }
    return isn_day_of(year, month, day);
}

/* Blanks, marks and little words between the parts of a written date. */
static void skip_between(const char *text, size_t len, size_t *at)
{
    static const char *const words[] = {
        "de ", "del ", "of ", "th ", "th,",       "st ",       "st,", "nd ",
        "nd,", "rd ",  "rd,", "er ", "\xC2\xBA ", "\xC2\xAA ", "m. "};
    for (bool again = true; again;) {
        again = false;
        while (*at < len &&
               (text[*at] == ' ' || text[*at] == ',' || text[*at] == '.' ||
                text[*at] == '-' || text[*at] == '/' || text[*at] == '\n')) {
            (*at)++;
        }
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            size_t n = strlen(words[i]);
            if (len - *at >= n && strncasecmp(text + *at, words[i], n) == 0) {
                *at += n;
                again = true;
            }
        }
    }
}

/* The mark between numbers, and the blank that may follow a full stop. */
static void skip_mark(const char *text, size_t len, size_t *at)
{
    bool stop = text[*at] == '.';
    (*at)++;
    if (stop && *at < len && text[*at] == ' ') {
        (*at)++;
    }
}

/* YYYY-MM-DD with '-', '/', '.' or nothing between. */
static int32_t year_first(const char *text, size_t len, size_t *at)
{
    size_t i = *at;
    int32_t year = number(text, len, &i, 4, 4);
    if (year < 0) { /* 20191119, 20191119T0930 */
        int32_t whole = number(text, len, &i, 8, 8);
        size_t digits = *at;
        while (digits < len && is_digit(text[digits])) {
            digits++;
        }
        if (whole < 0 && digits - *at == 14) { /* 20191119093000 */
            size_t eight = *at;
            whole = number(text, *at + 8, &eight, 8, 8);
            i = digits;
        }
        if (whole < 0) {
            return ISNAD_NO_DAY;
        }
        *at = i;
        return day_of(whole / 10000, whole / 100 % 100, whole % 100);
    }
    if (i >= len || (text[i] != '-' && text[i] != '/' && text[i] != '.' &&
                     text[i] != ':' && text[i] != '_')) {
        return ISNAD_NO_DAY;
    }
    skip_mark(text, len, &i);
    int32_t month = number(text, len, &i, 1, 2);
    if (month < 0 || i >= len ||
        (text[i] != '-' && text[i] != '/' && text[i] != '.' && text[i] != ':' &&
         text[i] != '_')) {
        return ISNAD_NO_DAY;
    }
    skip_mark(text, len, &i);
    int32_t day = number(text, len, &i, 1, 2);
    if (day < 0) {
        return ISNAD_NO_DAY;
    }
    *at = i;
    return day_of(year, month, day);
}

/* Year, month and day as the Chinese, Japanese and Korean press write them. */
static int32_t cjk(const char *text, size_t len, size_t *at)
{
    enum { MARK = 3 }; /* bytes */
    static const char *const marks[][2] = {
        {"年", "년"}, {"月", "월"}, {"日", "일"}};
    int32_t parts[3];
    size_t i = *at;
    for (int k = 0; k < 3; k++) {
        while (k && i < len && text[i] == ' ') {
            i++;
        }
        parts[k] = number(text, len, &i, k ? 1 : 4, k ? 2 : 4);
        if (parts[k] < 0 || len - i < MARK ||
            (memcmp(text + i, marks[k][0], MARK) != 0 &&
             memcmp(text + i, marks[k][1], MARK) != 0)) {
            return ISNAD_NO_DAY;
        }
        i += MARK;
    }
    *at = i;
    return day_of(parts[0], parts[1], parts[2]);
}

/* DD.MM.YYYY and MM/DD/YYYY: above twelve, a number is the day; else the
 * first is, unless the writer's country puts the month there. */
static int32_t year_last(const char *text, size_t len, bool month_first,
                         size_t *at)
{
    size_t i = *at;
    int32_t a = number(text, len, &i, 1, 2);
    char mark = i < len ? text[i] : '\0';
    if (a < 0 || (mark != '.' && mark != '/' && mark != '-')) {
        return ISNAD_NO_DAY;
    }
    skip_mark(text, len, &i);
    int32_t b = number(text, len, &i, 1, 2);
    if (b < 0 || i >= len || text[i] != mark) {
        return ISNAD_NO_DAY;
    }
    skip_mark(text, len, &i);
    int32_t year = number(text, len, &i, 4, 4);
    if (year < 0) {
        year = number(text, len, &i, 2, 2);
        year = year < 0 ? year : year + 2000;
    }
    if (year < 0) {
        return ISNAD_NO_DAY;
    }
    *at = i;
    bool american = b > 12 || (month_first && a <= 12 && mark != '.');
    return american ? day_of(year, a, b) : day_of(year, b, a);
}

/* 2019. november 19., 2019 m. lapkričio 19 d., 2019 Nov 19; in URLs
 * 2019/nov/19. */
static int32_t year_and_name(const char *text, size_t len, size_t *at)
{
    size_t i = *at;
    int32_t year = number(text, len, &i, 4, 4);
    if (year < 0) {
        return ISNAD_NO_DAY;
    }
    skip_between(text, len, &i);
    int32_t month = isn_month_named(text, len, &i);
    skip_between(text, len, &i);
    int32_t day = month ? number(text, len, &i, 1, 2) : -1;
    if (day < 0 || month > ISN_MONTH_JALALI || is_jalali(year)) {
        return ISNAD_NO_DAY;
    }
    *at = i;
    return day_of(year, month, day);
}

/* A year of four digits; a clock time may stand directly behind it, where
 * markup parted them: 202010:43. */
static int32_t year_before_clock(const char *text, size_t len, size_t *at)
{
    size_t clock = *at + 4, digits = 0;
    while (clock + digits < len && is_digit(text[clock + digits])) {
        digits++;
    }
    bool glued = digits >= 1 && digits <= 2 && clock + digits < len &&
                 text[clock + digits] == ':';
    return number(text, glued ? clock : len, at, 4, 4);
}

/* 19 November 2019, November 19, 2019; 19 November of `missing`, if that is
 * not 0. */
static int32_t with_name(const char *text, size_t len, int32_t missing,
                         size_t *at)
{
    size_t i = *at;
    int32_t day = number(text, len, &i, 1, 2), month;
    if (day >= 0) {
        skip_between(text, len, &i);
        month = isn_month_named(text, len, &i);
    } else {
        month = isn_month_named(text, len, &i);
        skip_between(text, len, &i);
        day = month ? number(text, len, &i, 1, 2) : -1;
    }
    if (day < 0 || month == 0) {
        return ISNAD_NO_DAY;
    }
    size_t behind = i;
    skip_between(text, len, &i);
    int32_t year = year_before_clock(text, len, &i);
    if (year < 0 && missing) {
        year = missing;
        i = behind;
    }
    if (year < 0) {
        return ISNAD_NO_DAY;
    }
    bool jalali = month > ISN_MONTH_JALALI;
    if (is_jalali(year) != jalali) {
        return ISNAD_NO_DAY;
    }
    *at = i;
    return day_of(year, jalali ? month - ISN_MONTH_JALALI : month, day);
}

int32_t isn_date_in_text(const char *text, size_t len, int32_t year,
                         bool month_first, size_t *used)
{
    *used = 0;
    int32_t day = year_first(text, len, used);
    if (day == ISNAD_NO_DAY) {
        day = year_last(text, len, month_first, used);
    }
    if (day == ISNAD_NO_DAY) {
        day = with_name(text, len, year, used);
    }
    if (day == ISNAD_NO_DAY) {
        day = year_and_name(text, len, used);
    }
    return day == ISNAD_NO_DAY ? cjk(text, len, used) : day;
}

/* Seconds or milliseconds since 1970, the whole of the text. */
static int32_t since_1970(const char *text, size_t len)
{
    if (len != 10 && len != 13) {
        return ISNAD_NO_DAY;
    }
    int64_t seconds = 0;
    for (size_t i = 0; i < 10; i++) {
        if (!is_digit(text[i])) {
            return ISNAD_NO_DAY;
        }
        seconds = seconds * 10 + (text[i] - '0');
    }
    int32_t day = (int32_t)(seconds / 86400);
    return isn_civil_of(day).year >= 1990 ? day : ISNAD_NO_DAY;
}

int32_t isn_date_value(const char *text, size_t len, size_t *used)
{
    size_t at = 0, read = 0;
    while (at < len && text[at] == ' ') {
        at++;
    }
    int32_t day = since_1970(text + at, len - at);
    if (day != ISNAD_NO_DAY) {
        read = len - at;
    } else {
        day = isn_date_in_text(text + at, len - at, 0, false, &read);
        /* A weekday in front: Tue, 19 Nov 2019. */
        if (day == ISNAD_NO_DAY) {
            while (at < len && isn_is_date_letter(text[at])) {
                at++;
            }
            skip_between(text, len, &at);
            day = isn_date_in_text(text + at, len - at, 0, false, &read);
        }
    }
    if (used) {
        *used = at + read;
    }
    return day;
}

bool isn_date_has_digit(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (is_digit(text[i]) || c == 0xD9 || c == 0xDB) { /* ٠, ۰ */
            return true;
        }
    }
    return false;
}

int32_t isn_date_in_url(const char *url, size_t len, size_t *begin, size_t *end)
{
    for (size_t i = 8; i < len; i++) { /* behind the scheme */
        if (!is_digit(url[i]) || is_digit(url[i - 1])) {
            continue;
        }
        size_t at = i;
        int32_t day = year_first(url, len, &at);
        if (day == ISNAD_NO_DAY && url[i - 1] == '/' && len - i > 5 &&
            url[i + 4] == '/') { /* 2019/nov/19 */
            day = year_and_name(url, len, &at);
        }
        if (day != ISNAD_NO_DAY) {
            *begin = i;
            *end = at;
            return day;
        }
    }
    return ISNAD_NO_DAY;
}
