/* Dates as markup, URLs and mastheads write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "page/date_value.h"

static const char *day(const char *text)
{
    static char out[ISN_ISO_DAY];
    int32_t found = isn_date_value(text, strlen(text), NULL);
    return found == ISNAD_NO_DAY ? "-" : isn_iso_day(found, out);
}

static void iso_and_its_relatives(void **state)
{
    (void)state;
    /* The calendar day as written: no zone moves it. */
    assert_string_equal(day("2018-06-21T00:48:52+04:00"), "2018-06-21");
    assert_string_equal(day("2018-06-21T23:59:59Z"), "2018-06-21");
    assert_string_equal(day("2018/6/1 10:00"), "2018-06-01");
    assert_string_equal(day("20180621"), "2018-06-21");
    assert_string_equal(day("20180621T101500"), "2018-06-21");
    assert_string_equal(day("20180621101500"), "2018-06-21");
    assert_string_equal(day("2018. 06. 21. 21:35"), "2018-06-21");
    assert_string_equal(day("1529539200"), "2018-06-21");
    assert_string_equal(day("1529539200000"), "2018-06-21");
}

static void year_last_and_names(void **state)
{
    (void)state;
    assert_string_equal(day("21.06.2018"), "2018-06-21");
    assert_string_equal(day("06/21/2018"), "2018-06-21");
    assert_string_equal(day("Thu, 21 Jun 2018 10:15:00 GMT"), "2018-06-21");
    assert_string_equal(day("June 21, 2018"), "2018-06-21");
    assert_string_equal(day("21st of June 2018"), "2018-06-21");
    assert_string_equal(day("21 de junio de 2018"), "2018-06-21");
    assert_string_equal(day("21. Juni 2018"), "2018-06-21");
    assert_string_equal(day("21 июня 2018"), "2018-06-21");
    assert_string_equal(day("2018年6月21日"), "2018-06-21");
}

static void languages_of_the_press(void **state)
{
    (void)state;
    static const char *const same[] = {
        "7 MAI 2019",        "7. März",           "7 août 2019",
        "7 de maio de 2019", "7 czerwca 2019",    "7. svibnja 2019.",
        "7 Мая 2019",        "7 травня 2019",     "7 Μαΐου 2019",
        "7 במאי 2019",       "7 मई 2019",         "2019. május 7.",
        "2019년 5월 7일",    "2019 m. gegužės 7", "7 toukokuuta 2019",
        "7 مئی 2019",        "7 maggio 201910:12"};
    static const char *const days[] = {
        "2019-05-07", "-",          "2019-08-07", "2019-05-07", "2019-06-07",
        "2019-05-07", "2019-05-07", "2019-05-07", "2019-05-07", "2019-05-07",
        "2019-05-07", "2019-05-07", "2019-05-07", "2019-05-07", "2019-05-07",
        "2019-05-07", "2019-05-07"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        assert_string_equal(day(same[i]), days[i]);
    }
}

static void words_of_the_page(void **state)
{
    (void)state;
    size_t used;
    char out[ISN_ISO_DAY];
    /* Where the month comes first is known from the language alone. */
    assert_string_equal(
        isn_iso_day(isn_date_in_text("05/07/2019", 10, 0, true, &used), out),
        "2019-05-07");
    assert_string_equal(
        isn_iso_day(isn_date_in_text("05/07/2019", 10, 0, false, &used), out),
        "2019-07-05");
    assert_string_equal(
        isn_iso_day(isn_date_in_text("May 7, x", 8, 2019, false, &used), out),
        "2019-05-07");
    assert_int_equal(used, strlen("May 7"));
    assert_int_equal(isn_date_in_text("May 7, x", 8, 0, false, &used),
                     ISNAD_NO_DAY);
    /* Numbers of seconds are for markup alone. */
    assert_int_equal(isn_date_in_text("1557216720", 10, 0, false, &used),
                     ISNAD_NO_DAY);
}

static void persian_dates(void **state)
{
    (void)state;
    assert_string_equal(day("۱ فروردین ۱۳۹۹"), "2020-03-20");
    assert_string_equal(day("پنجشنبه ۱۲ تیر ۱۳۹۹"), "2020-07-02");
    assert_string_equal(day("۳۰ اسفند ۱۳۹۹"), "2021-03-20");
    assert_string_equal(day("۱۳۹۷/۰۷/۰۱"), "2018-09-23");
    assert_string_equal(day("1403-01-01"), "2024-03-20");
    assert_string_equal(day("۳۰ اسفند ۱۳۹۸"), "-"); /* no leap year */
    assert_string_equal(day("12 Mar 1399"), "-");
    assert_string_equal(day("12 تیر 2020"), "-");
    assert_string_equal(day("٢١/٦/٢٠١٨"), "2018-06-21");
}

static void nothing_is_invented(void **state)
{
    (void)state;
    assert_string_equal(day(""), "-");
    assert_string_equal(day("2018"), "-");
    assert_string_equal(day("2018-06"), "-");
    assert_string_equal(day("2018-13-40"), "-");
    assert_string_equal(day("1018-06-21"), "-");
    assert_string_equal(day("31.02.2018"), "-");
    assert_string_equal(day("yesterday"), "-");
    assert_string_equal(day("12345678901234567890"), "-");
}

static void urls(void **state)
{
    (void)state;
    size_t begin, end;
    const char *url = "https://news.example/ar/2018/06/21/khabar.html";
    char out[ISN_ISO_DAY];
    int32_t found = isn_date_in_url(url, strlen(url), &begin, &end);
    assert_string_equal(isn_iso_day(found, out), "2018-06-21");
    assert_int_equal(end - begin, strlen("2018/06/21"));
    url = "https://news.example/world/2018/jun/21/khabar";
    found = isn_date_in_url(url, strlen(url), &begin, &end);
    assert_string_equal(isn_iso_day(found, out), "2018-06-21");
    url = "https://news.example/id/123456789/khabar";
    assert_int_equal(isn_date_in_url(url, strlen(url), &begin, &end),
                     ISNAD_NO_DAY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iso_and_its_relatives),
        cmocka_unit_test(year_last_and_names),
        cmocka_unit_test(languages_of_the_press),
        cmocka_unit_test(words_of_the_page),
        cmocka_unit_test(persian_dates),
        cmocka_unit_test(nothing_is_invented),
        cmocka_unit_test(urls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
