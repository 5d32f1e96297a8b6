/* Days, weeks and months as numbers; Umm al-Qura. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/calendar.h"

static void days_of_known_dates(void **state)
{
    (void)state;
    assert_int_equal(isn_day_of(1970, 1, 1), 0);
    assert_int_equal(isn_day_of(1969, 12, 31), -1);
    assert_int_equal(isn_day_of(2000, 2, 29), 11016);
    assert_int_equal(isn_day_of(2022, 1, 13), 19005);
    assert_int_equal(isn_day_of(1, 1, 1), -719162);
    assert_int_equal(isn_day_of(9999, 12, 31), 2932896);
}

static void days_that_do_not_exist(void **state)
{
    (void)state;
    assert_int_equal(isn_day_of(2022, 2, 29), ISNAD_NO_DAY);
    assert_int_equal(isn_day_of(1900, 2, 29), ISNAD_NO_DAY);
    assert_int_equal(isn_day_of(2022, 13, 1), ISNAD_NO_DAY);
    assert_int_equal(isn_day_of(2022, 0, 1), ISNAD_NO_DAY);
    assert_int_equal(isn_day_of(2022, 4, 31), ISNAD_NO_DAY);
    assert_int_equal(isn_day_of(0, 1, 1), ISNAD_NO_DAY);
    assert_int_equal(isn_day_of(10000, 1, 1), ISNAD_NO_DAY);
    assert_int_equal(isn_civil_of(ISNAD_NO_DAY).year, 0);
    assert_int_equal(isn_civil_of(INT32_MAX).year, 0);
}

/* Every day from 1580 to 2420: numbers without a gap, weekdays in turn. */
static void days_in_a_row(void **state)
{
    (void)state;
    int32_t expected = isn_day_of(1580, 1, 1), weekday = 0;
    for (int32_t year = 1580; year <= 2420; year++) {
        for (int32_t month = 1; month <= 12; month++) {
            for (int32_t d = 1; d <= isn_month_days(year, month); d++) {
                int32_t day = isn_day_of(year, month, d);
                isn_civil c = isn_civil_of(day);
                assert_int_equal(day, expected);
                assert_true(c.year == year && c.month == month && c.day == d);
                int32_t now = isn_weekday_of(day);
                assert_true(weekday == 0 || now == weekday % 7 + 1);
                weekday = now;
                expected++;
            }
        }
    }
    assert_int_equal(isn_weekday_of(isn_day_of(2022, 1, 13)), 4);
    assert_int_equal(isn_weekday_of(isn_day_of(1945, 5, 8)), 2);
}

static void expect_week(int32_t year, int32_t month, int32_t day,
                        int32_t week_year, int32_t week)
{
    isn_week w = isn_week_of(isn_day_of(year, month, day));
    assert_int_equal(w.year, week_year);
    assert_int_equal(w.week, week);
}

static void iso_weeks(void **state)
{
    (void)state;
    expect_week(2022, 1, 2, 2021, 52);
    expect_week(2022, 1, 3, 2022, 1);
    expect_week(2021, 1, 1, 2020, 53);
    expect_week(2019, 12, 30, 2020, 1);
    expect_week(2018, 6, 10, 2018, 23);
    assert_int_equal(isn_week_monday(2018, 23), isn_day_of(2018, 6, 4));
    assert_int_equal(isn_week_monday(2020, 53), isn_day_of(2020, 12, 28));
    assert_int_equal(isn_week_monday(2021, 53), ISNAD_NO_DAY);
    assert_int_equal(isn_week_monday(2021, 0), ISNAD_NO_DAY);
}

static void months_added(void **state)
{
    (void)state;
    int32_t day = isn_day_of(2024, 1, 31);
    assert_int_equal(isn_add_months(day, 1), isn_day_of(2024, 2, 29));
    assert_int_equal(isn_add_months(day, -2), isn_day_of(2023, 11, 30));
    assert_int_equal(isn_add_months(day, 12), isn_day_of(2025, 1, 31));
    assert_int_equal(isn_add_months(day, -12 * 3000), ISNAD_NO_DAY);
    assert_int_equal(isn_add_months(ISNAD_NO_DAY, 1), ISNAD_NO_DAY);
}

static void iso_text(void **state)
{
    (void)state;
    char out[ISN_ISO_DAY];
    assert_string_equal(isn_iso_day(isn_day_of(987, 3, 4), out), "0987-03-04");
    assert_int_equal(isn_iso_parse("2022-01-13"), isn_day_of(2022, 1, 13));
    assert_int_equal(isn_iso_parse("2022-01-13T18:00"),
                     isn_day_of(2022, 1, 13));
    assert_int_equal(isn_iso_parse("2022-1-13"), ISNAD_NO_DAY);
    assert_int_equal(isn_iso_parse("2022/01/13"), ISNAD_NO_DAY);
    assert_int_equal(isn_iso_parse("2022-02-30"), ISNAD_NO_DAY);
    assert_int_equal(isn_iso_parse("2022"), ISNAD_NO_DAY);
    assert_int_equal(isn_iso_parse(NULL), ISNAD_NO_DAY);
}

/* Beginnings of years and Ramadans as the printed calendar gave them. */
static void hijri_of_the_printed_calendar(void **state)
{
    (void)state;
    assert_int_equal(isn_hijri_day(1356, 1, 1), isn_day_of(1937, 3, 14));
    assert_int_equal(isn_hijri_day(1400, 1, 1), isn_day_of(1979, 11, 20));
    assert_int_equal(isn_hijri_day(1419, 9, 1), isn_day_of(1998, 12, 19));
    assert_int_equal(isn_hijri_day(1439, 9, 1), isn_day_of(2018, 5, 16));
    assert_int_equal(isn_hijri_day(1443, 6, 10), isn_day_of(2022, 1, 13));
    assert_int_equal(isn_hijri_day(1445, 1, 1), isn_day_of(2023, 7, 19));
    assert_int_equal(isn_hijri_day(1500, 12, 30), isn_day_of(2077, 11, 16));
}

static void hijri_both_ways(void **state)
{
    (void)state;
    int32_t expected = isn_hijri_day(1356, 1, 1);
    for (int32_t year = 1356; year <= 1500; year++) {
        for (int32_t month = 1; month <= 12; month++) {
            int32_t days = isn_hijri_month_days(year, month);
            assert_in_range(days, 28, 30);
            for (int32_t d = 1; d <= days; d++) {
                int32_t day = isn_hijri_day(year, month, d);
                isn_civil h = isn_hijri_of(day);
                assert_int_equal(day, expected++);
                assert_true(h.year == year && h.month == month && h.day == d);
            }
        }
    }
    assert_int_equal(isn_hijri_day(1355, 12, 1), ISNAD_NO_DAY);
    assert_int_equal(isn_hijri_day(1501, 1, 1), ISNAD_NO_DAY);
    assert_int_equal(isn_hijri_day(1443, 13, 1), ISNAD_NO_DAY);
    assert_int_equal(isn_hijri_day(1443, 1, 31), ISNAD_NO_DAY);
    assert_int_equal(isn_hijri_of(expected).year, 0);
    assert_int_equal(isn_hijri_of(isn_day_of(1937, 3, 13)).year, 0);
    assert_int_equal(isn_hijri_of(ISNAD_NO_DAY).year, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_of_known_dates),
        cmocka_unit_test(days_that_do_not_exist),
        cmocka_unit_test(days_in_a_row),
        cmocka_unit_test(iso_weeks),
        cmocka_unit_test(months_added),
        cmocka_unit_test(iso_text),
        cmocka_unit_test(hijri_of_the_printed_calendar),
        cmocka_unit_test(hijri_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
