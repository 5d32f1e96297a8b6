#include "page/date_value.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

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

enum { JALALI = 12 };

/* Month names by their first letters in the languages of the European press;
 * the longest that fits counts. */
static const struct {
    const char *name;
    int8_t month;
} months[] = {
    {"jan", 1},
    {"feb", 2},
    {"mar", 3},
    {"apr", 4},
    {"may", 5},
    {"jun", 6},
    {"jul", 7},
    {"aug", 8},
    {"sep", 9},
    {"oct", 10},
    {"nov", 11},
    {"dec", 12},
    /* German, Dutch, Scandinavian */
    {"j\xC3\xA4n", 1},
    {"m\xC3\xA4r", 3},
    {"mrz", 3},
    {"maa", 3},
    {"mrt", 3},
    {"mei", 5},
    {"mai", 5},
    {"maj", 5},
    {"okt", 10},
    {"dez", 12},
    {"des", 12},
    /* French */
    {"f\xC3\xA9v", 2},
    {"fev", 2},
    {"avr", 4},
    {"juin", 6},
    {"juil", 7},
    {"ao\xC3\xBB", 8},
    {"aou", 8},
    {"d\xC3\xA9"
     "c",
     12},
    /* Spanish, Portuguese, Italian */
    {"ene", 1},
    {"abr", 4},
    {"ago", 8},
    {"set", 9},
    {"out", 10},
    {"dic", 12},
    {"gen", 1},
    {"mag", 5},
    {"giu", 6},
    {"lug", 7},
    {"ott", 10},
    /* Polish, Czech, Turkish, Indonesian */
    {"sty", 1},
    {"lut", 2},
    {"kwi", 4},
    {"cze", 6},
    {"lip", 7},
    {"sie", 8},
    {"wrz", 9},
    {"pa\xC5\xBA", 10},
    {"lis", 11},
    {"gru", 12},
    {"led", 1},
    {"\xC3\xBAno", 2},
    {"b\xC5\x99"
     "e",
     3},
    {"dub", 4},
    {"kv\xC4\x9B", 5},
    {"\xC4\x8D"
     "ervna",
     6},
    {"\xC4\x8D"
     "ervence",
     7},
    {"srp", 8},
    {"z\xC3\xA1\xC5\x99", 9},
    {"\xC5\x99\xC3\xADj", 10},
    {"pro", 12},
    {"oca", 1},
    {"\xC5\x9Fub", 2},
    {"nis", 4},
    {"haz", 6},
    {"tem", 7},
    {"a\xC4\x9Fu", 8},
    {"eyl", 9},
    {"eki", 10},
    {"kas", 11},
    {"ara", 12},
    {"agu", 8},
    /* Hungarian, Romanian */
    {"m\xC3\xA1r", 3},
    {"\xC3\xA1pr", 4},
    {"m\xC3\xA1j", 5},
    {"j\xC3\xBAn", 6},
    {"j\xC3\xBAl", 7},
    {"sze", 9},
    {"ian", 1},
    {"iun", 6},
    {"iul", 7},
    {"noi", 11},
    /* Russian, Ukrainian, Bulgarian */
    {"\xD1\x8F\xD0\xBD\xD0\xB2", 1},
    {"\xD1\x84\xD0\xB5\xD0\xB2", 2},
    {"\xD0\xBC\xD0\xB0\xD1\x80", 3},
    {"\xD0\xB0\xD0\xBF\xD1\x80", 4},
    {"\xD0\xBC\xD0\xB0\xD1\x8F", 5},
    {"\xD0\xBC\xD0\xB0\xD0\xB9", 5},
    {"\xD0\xB8\xD1\x8E\xD0\xBD", 6},
    {"\xD1\x8E\xD0\xBD", 6},
    {"\xD0\xB8\xD1\x8E\xD0\xBB", 7},
    {"\xD1\x8E\xD0\xBB", 7},
    {"\xD0\xB0\xD0\xB2\xD0\xB3", 8},
    {"\xD1\x81\xD0\xB5\xD0\xBD", 9},
    {"\xD1\x81\xD0\xB5\xD0\xBF", 9},
    {"\xD0\xBE\xD0\xBA\xD1\x82", 10},
    {"\xD0\xBD\xD0\xBE\xD1\x8F", 11},
    {"\xD0\xBD\xD0\xBE\xD0\xB5", 11},
    {"\xD0\xB4\xD0\xB5\xD0\xBA", 12},
    {"\xD1\x81\xD1\x96\xD1\x87", 1},
    {"\xD0\xBB\xD1\x8E\xD1\x82", 2},
    {"\xD0\xB1\xD0\xB5\xD1\x80", 3},
    {"\xD0\xBA\xD0\xB2\xD1\x96", 4},
    {"\xD1\x82\xD1\x80\xD0\xB0", 5},
    {"\xD1\x87\xD0\xB5\xD1\x80", 6},
    {"\xD0\xBB\xD0\xB8\xD0\xBF", 7},
    {"\xD1\x81\xD0\xB5\xD1\x80", 8},
    {"\xD0\xB2\xD0\xB5\xD1\x80", 9},
    {"\xD0\xB6\xD0\xBE\xD0\xB2", 10},
    {"\xD0\xBB\xD0\xB8\xD1\x81", 11},
    {"\xD0\xB3\xD1\x80\xD1\x83", 12},
    /* Greek */
    {"\xCE\x99\xCE\xB1\xCE\xBD", 1},
    {"\xCE\xA6\xCE\xB5\xCE\xB2", 2},
    {"\xCE\x9C\xCE\xB1\xCF\x81", 3},
    {"\xCE\x91\xCF\x80\xCF\x81", 4},
    {"\xCE\x9C\xCE\xB1\xCE\x90", 5},
    {"\xCE\x99\xCE\xBF\xCF\x85\xCE\xBD", 6},
    {"\xCE\x99\xCE\xBF\xCF\x85\xCE\xBB", 7},
    {"\xCE\x91\xCF\x85\xCE\xB3", 8},
    {"\xCE\xA3\xCE\xB5\xCF\x80", 9},
    {"\xCE\x9F\xCE\xBA\xCF\x84", 10},
    {"\xCE\x9D\xCE\xBF\xCE\xB5", 11},
    {"\xCE\x94\xCE\xB5\xCE\xBA", 12},
    /* Of the Persian calendar: JALALI + month */
    {"فروردین", JALALI + 1},
    {"فروردين", JALALI + 1},
    {"اردیبهشت", JALALI + 2},
    {"ارديبهشت", JALALI + 2},
    {"خرداد", JALALI + 3},
    {"تیر", JALALI + 4},
    {"تير", JALALI + 4},
    {"مرداد", JALALI + 5},
    {"امرداد", JALALI + 5},
    {"شهریور", JALALI + 6},
    {"شهريور", JALALI + 6},
    {"مهر", JALALI + 7},
    {"آبان", JALALI + 8},
    {"آذر", JALALI + 9},
    {"دی", JALALI + 10},
    {"دي", JALALI + 10},
    {"بهمن", JALALI + 11},
    {"اسفند", JALALI + 12},
};

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

/* A month's name at *at, its whole word; 0 if there is none. */
static int32_t month_name(const char *text, size_t len, size_t *at)
{
    size_t end = *at;
    while (end < len && is_word_byte(text[end])) {
        end++;
    }
    size_t best = 0;
    int32_t month = 0;
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        size_t n = strlen(months[i].name);
        if (n > best && n <= end - *at &&
            strncasecmp(text + *at, months[i].name, n) == 0) {
            best = n;
            month = months[i].month;
        }
    }
    if (month && end - *at <= 24) {
        *at = end;
        return month;
    }
    return 0;
}

/* Blanks, marks and little words between the parts of a written date. */
static void skip_between(const char *text, size_t len, size_t *at)
{
    static const char *const words[] = {
        "de ", "del ", "of ", "th ", "th,", "st ",       "st,",
        "nd ", "nd,",  "rd ", "rd,", "er ", "\xC2\xBA ", "\xC2\xAA "};
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

/* Year, month and day as the Chinese and Japanese press write them. */
static int32_t cjk(const char *text, size_t len, size_t *at)
{
    static const char *const marks[] = {"\xE5\xB9\xB4", "\xE6\x9C\x88",
                                        "\xE6\x97\xA5"};
    int32_t parts[3];
    size_t i = *at;
    for (int k = 0; k < 3; k++) {
        parts[k] = number(text, len, &i, k ? 1 : 4, k ? 2 : 4);
        if (parts[k] < 0 || len - i < 3 || memcmp(text + i, marks[k], 3)) {
            return ISNAD_NO_DAY;
        }
        i += 3;
    }
    *at = i;
    return day_of(parts[0], parts[1], parts[2]);
}

/* DD.MM.YYYY and MM/DD/YYYY: above twelve, a number is the day; else the
 * first is, except between slashes where it cannot be told. */
static int32_t year_last(const char *text, size_t len, size_t *at)
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
    return b > 12 ? day_of(year, a, b) : day_of(year, b, a);
}

/* 19 November 2019, November 19, 2019. */
static int32_t with_name(const char *text, size_t len, size_t *at)
{
    size_t i = *at;
    int32_t day = number(text, len, &i, 1, 2), month;
    if (day >= 0) {
        skip_between(text, len, &i);
        month = month_name(text, len, &i);
    } else {
        month = month_name(text, len, &i);
        skip_between(text, len, &i);
        day = month ? number(text, len, &i, 1, 2) : -1;
    }
    if (day < 0 || month == 0) {
        return ISNAD_NO_DAY;
    }
    skip_between(text, len, &i);
    int32_t year = number(text, len, &i, 4, 4);
    if (year < 0) {
        return ISNAD_NO_DAY;
    }
    if (is_jalali(year) != (month > JALALI)) {
        return ISNAD_NO_DAY;
    }
    *at = i;
    return day_of(year, month > JALALI ? month - JALALI : month, day);
}

static int32_t at_position(const char *text, size_t len, size_t *at)
{
    int32_t day = year_first(text, len, at);
    if (day == ISNAD_NO_DAY) {
        day = year_last(text, len, at);
    }
    if (day == ISNAD_NO_DAY) {
        day = with_name(text, len, at);
    }
    return day == ISNAD_NO_DAY ? cjk(text, len, at) : day;
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
    size_t at = 0;
    while (at < len && text[at] == ' ') {
        at++;
    }
    int32_t day = since_1970(text + at, len - at);
    if (day != ISNAD_NO_DAY) {
        at = len;
    } else {
        day = at_position(text, len, &at);
        /* A weekday in front: Tue, 19 Nov 2019. */
        if (day == ISNAD_NO_DAY) {
            while (at < len && is_word_byte(text[at])) {
                at++;
            }
            skip_between(text, len, &at);
            day = at_position(text, len, &at);
        }
    }
    if (used) {
        *used = at;
    }
    return day;
}

int32_t isn_date_in_url(const char *url, size_t len, size_t *begin, size_t *end)
{
    for (size_t i = 8; i < len; i++) { /* behind the scheme */
        if (!is_digit(url[i]) || is_digit(url[i - 1])) {
            continue;
        }
        size_t at = i;
        int32_t day = year_first(url, len, &at);
        if (day != ISNAD_NO_DAY) {
            *begin = i;
            *end = at;
            return day;
        }
    }
    return ISNAD_NO_DAY;
}
