/* Dates resolved against the day of publication, and the other way round. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "one_block.h"
#include "annotate/annotate.h"
#include "annotate/dates.h"
#include "core/calendar.h"
#include "text/text.h"

static isnad_doc *doc;

static int done(void **state)
{
    (void)state;
    isnad_doc_free(doc);
    doc = NULL;
    return 0;
}

/* A document of one paragraph, published on `day` (NULL: unknown). */
static void read(const char *text, const char *day, const char *clock)
{
    isnad_doc_free(doc);
    doc = one_paragraph(text);
    doc->published.best = day;
    doc->published.best_day = isn_iso_parse(day);
    doc->published.clock = clock;
    assert_int_equal(isn_annotate_dates(doc), ISNAD_OK);
}

static const isnad_date *only(void)
{
    assert_int_equal(doc->dates.count, 1);
    return &doc->dates.items[0];
}

static void an_undated_page_keeps_what_waits(void **state)
{
    (void)state;
    read("غادر السفير العاصمة يوم الخميس الماضي.", NULL, NULL);
    assert_null(only()->time.value);
    assert_true(only()->anchored);
    assert_int_equal(only()->time.first, ISNAD_NO_DAY);
    doc->published.best = "2022-01-20";
    doc->published.best_day = isn_day_of(2022, 1, 20);
    assert_int_equal(isn_annotate_dates(doc), ISNAD_OK);
    assert_string_equal(only()->time.value, "2022-01-13");
    assert_string_equal(only()->anchor, "2022-01-20");
}

static void absolute_needs_no_anchor(void **state)
{
    (void)state;
    read("افتتح الجسر في 3 مارس 2009.", NULL, NULL);
    assert_string_equal(only()->time.value, "2009-03-03");
    assert_false(only()->anchored);
    assert_null(only()->anchor);
}

static void first_and_last_span_the_period(void **state)
{
    (void)state;
    read("بدأ المشروع الشهر الماضي.", "2018-06-05", NULL);
    assert_int_equal(only()->time.first, isn_day_of(2018, 5, 1));
    assert_int_equal(only()->time.last, isn_day_of(2018, 5, 31));
    read("أغلق المصنع لمدة ثلاثة أيام.", "2018-06-05", NULL);
    assert_true(only()->duration);
    assert_string_equal(only()->time.value, "P3D");
    assert_int_equal(only()->time.first, ISNAD_NO_DAY);
}

static void expect_published(const char *text, const char *known,
                             const char *first, const char *last)
{
    int32_t a = 0, b = 0;
    read(text, NULL, NULL);
    assert_true(isn_date_constrain(doc, &doc->dates.items[0],
                                   isn_iso_parse(known), &a, &b));
    char out[ISN_ISO_DAY];
    assert_string_equal(isn_iso_day(a, out), first);
    assert_string_equal(isn_iso_day(b, out), last);
}

static void what_is_known_dates_the_page(void **state)
{
    (void)state;
    expect_published("غادر السفير العاصمة يوم الخميس الماضي.", "2022-01-13",
                     "2022-01-14", "2022-01-20");
    expect_published("وفي السابع من الشهر الجاري صوّت البرلمان.", "2022-01-07",
                     "2022-01-01", "2022-01-31");
    expect_published("وقع الهجوم أمس قرب السوق.", "2022-01-13", "2022-01-14",
                     "2022-01-14");
    expect_published("أعلن الوزير الخميس استقالته.", "2022-01-13", "2022-01-13",
                     "2022-01-19");
    expect_published("وسيعلن الوزير الخميس استقالته.", "2022-01-13",
                     "2022-01-07", "2022-01-13");
    expect_published("شبت الحرائق الأسبوع الماضي.", "2022-01-13", "2022-01-17",
                     "2022-01-23");
}

static void what_says_nothing_of_publication(void **state)
{
    (void)state;
    int32_t a, b;
    read("افتتح الجسر في 3 مارس 2009.", NULL, NULL);
    assert_false(
        isn_date_constrain(doc, only(), isn_day_of(2009, 3, 3), &a, &b));
    read("أعلن الوزير الخميس استقالته.", NULL, NULL);
    assert_false(isn_date_constrain(doc, only(), ISNAD_NO_DAY, &a, &b));
    assert_false(isn_date_constrain(doc, only(), isn_day_of(2022, 1, 14), &a,
                                    &b)); /* a Friday */
}

static void a_time_of_day_asks_for_hours(void **state)
{
    (void)state;
    read("أعود الثلاثاء صباحا.", "2016-11-07", NULL);
    assert_string_equal(only()->time.value, "2016-11-01");
    read("سأعود الثلاثاء صباحا.", "2016-11-07", "16:12:00");
    assert_string_equal(only()->time.value,
                        "2016-11-08T08:00/2016-11-08T12:00");
}

static void expect_timex(const char *text, const char *timex)
{
    read(text, "2018-06-05", NULL);
    assert_string_equal(only()->time.timex, timex);
}

static void timex_has_its_own_signs(void **state)
{
    (void)state;
    expect_timex("وقع الهجوم مساء الأحد.", "2018-06-03TEV");
    expect_timex("وقع الهجوم صيف 2017.", "2017-SU");
    expect_timex("نمت المبيعات في الربع الثالث من 2017.", "2017-Q3");
    expect_timex("شاع البناء في التسعينيات.", "199");
    expect_timex("شاع البناء في القرن التاسع عشر.", "18");
    expect_timex("وقع الهجوم نهاية الأسبوع الماضي.", "2018-W22-WE");
    expect_timex("وقع الهجوم أواخر مايو.", "2018-05-21/2018-05-31");
}

static void a_day_told_once_holds(void **state)
{
    (void)state;
    read("تعقد القمة الخميس. ويصل الوفود قبل الخميس.", "2018-06-05", NULL);
    assert_int_equal(doc->dates.count, 2);
    assert_string_equal(doc->dates.items[0].time.value, "2018-06-07");
    assert_string_equal(doc->dates.items[1].time.value, "2018-06-07");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_teardown(f, done)
    const struct CMUnitTest tests[] = {
        TEST(an_undated_page_keeps_what_waits),
        TEST(absolute_needs_no_anchor),
        TEST(first_and_last_span_the_period),
        TEST(what_is_known_dates_the_page),
        TEST(what_says_nothing_of_publication),
        TEST(a_time_of_day_asks_for_hours),
        TEST(timex_has_its_own_signs),
        TEST(a_day_told_once_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
