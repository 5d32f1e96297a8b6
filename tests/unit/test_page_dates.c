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
    url = "https://news.example/id/123456789/khabar";
    assert_int_equal(isn_date_in_url(url, strlen(url), &begin, &end),
                     ISNAD_NO_DAY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iso_and_its_relatives),
        cmocka_unit_test(year_last_and_names),
        cmocka_unit_test(persian_dates),
        cmocka_unit_test(nothing_is_invented),
        cmocka_unit_test(urls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
