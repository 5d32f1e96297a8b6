/* What date expressions say, before anybody resolves them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "one_block.h"
#include "text/dateexpr.h"
#include "text/text.h"

static isnad_doc *doc;

static void read(const char *text) { doc = one_paragraph(text); }

static int done(void **state)
{
    (void)state;
    isnad_doc_free(doc);
    doc = NULL;
    return 0;
}

/* The expression at the first token of `text`, which must be `words`. */
static isn_date_expr expr(const char *text, const char *words)
{
    isn_date_expr e;
    isnad_doc_free(doc);
    read(text);
    assert_true(isn_date_expr_at(doc, 0, &e));
    isnad_view found = isnad_doc_words(doc, e.span);
    assert_int_equal(found.len, strlen(words));
    assert_memory_equal(found.data, words, found.len);
    return e;
}

static void a_full_date_is_absolute(void **state)
{
    (void)state;
    isn_date_expr e =
        expr("13 يناير (كانون الثاني) 2022 في", "13 يناير (كانون الثاني) 2022");
    assert_true(e.absolute && e.has_year && !e.range);
    assert_int_equal(e.from.kind, ISN_DATE_DAY);
    assert_int_equal(e.from.day, 13);
    assert_int_equal(e.from.month, 1);
    assert_int_equal(e.from.year, 2022);
    assert_false(e.from.hijri);
}

static void a_weekday_proves_but_is_not_absolute(void **state)
{
    (void)state;
    isn_date_expr e = expr("الخميس 13 يناير، قال", "الخميس 13 يناير");
    assert_false(e.absolute || e.has_year);
    assert_int_equal(e.from.weekday, 4);
    assert_int_equal(e.from.day, 13);
}

static void hijri_is_told_apart(void **state)
{
    (void)state;
    isn_date_expr e = expr("12 ربيع الأول 1442هـ", "12 ربيع الأول 1442هـ");
    assert_true(e.absolute && e.from.hijri);
    assert_int_equal(e.from.month, 3);
    e = expr("10/10/1436هـ", "10/10/1436هـ");
    assert_true(e.absolute && e.from.hijri);
    assert_int_equal(e.from.year, 1436);
}

static void two_calendars_make_one_gregorian_day(void **state)
{
    (void)state;
    isn_date_expr e = expr("10 رجب 1443هـ الموافق 11 فبراير 2022م",
                           "10 رجب 1443هـ الموافق 11 فبراير 2022م");
    assert_true(e.absolute && !e.from.hijri);
    assert_int_equal(e.from.month, 2);
}

static void numbers_alone(void **state)
{
    (void)state;
    isn_date_expr e = expr("2016/04/21 و", "2016/04/21");
    assert_int_equal(e.from.day, 21);
    e = expr("٢١.٠٤.٢٠١٦", "٢١.٠٤.٢٠١٦");
    assert_int_equal(e.from.month, 4);
}

static void periods(void **state)
{
    (void)state;
    isn_date_expr e = expr("الأسبوع الماضي في", "الأسبوع الماضي");
    assert_int_equal(e.from.unit, ISN_UNIT_WEEK);
    assert_int_equal(e.from.modifier, ISN_MOD_LAST);
    e = expr("أوائل العام الحالي", "أوائل العام الحالي");
    assert_int_equal(e.from.edge, ISN_EDGE_START);
    assert_true(e.from.edge_wide);
    e = expr("الربع الثالث من 2017", "الربع الثالث من 2017");
    assert_true(e.absolute);
    assert_int_equal(e.from.sub, ISN_UNIT_QUARTER);
    assert_int_equal(e.from.nth, 3);
    e = expr("القرن التاسع عشر", "القرن التاسع عشر");
    assert_true(e.absolute);
}

static void ranges_share_what_is_said_once(void **state)
{
    (void)state;
    isn_date_expr e = expr("23- 25 من مايو 2018", "23- 25 من مايو 2018");
    assert_true(e.range && e.absolute);
    assert_int_equal(e.from.day, 23);
    assert_int_equal(e.from.month, 5);
    assert_int_equal(e.from.year, 2018);
    e = expr("15 ديسمبر حتى 3 يناير 2018", "15 ديسمبر حتى 3 يناير 2018");
    assert_int_equal(e.from.year, 2017);
}

static void clocks(void **state)
{
    (void)state;
    isn_date_expr e = expr("الساعة السابعة والنصف مساء بتوقيت غرينتش",
                           "الساعة السابعة والنصف مساء بتوقيت غرينتش");
    assert_int_equal(e.from.hour, 19);
    assert_int_equal(e.from.minute, 30);
    assert_int_equal(e.from.zone, 0);
}

static void weak_is_marked(void **state)
{
    (void)state;
    assert_true(expr("هذا اليوم", "هذا اليوم").from.weak);
    assert_false(expr("يوم 27.", "يوم 27").from.weak);
}

static void expect_none(const char *text)
{
    isn_date_expr e;
    isnad_doc_free(doc);
    read(text);
    assert_false(isn_date_expr_at(doc, 0, &e));
}

static void what_is_none(void **state)
{
    (void)state;
    expect_none("مارس الطبيب مهنته");
    expect_none("محرم على الجنود");
    expect_none("الأول من نوعه");
    expect_none("2018 جنديا");
    expect_none("رمضان عبد الله");
    isn_date_expr e;
    assert_false(isn_date_expr_at(doc, 99, &e));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_teardown(f, done)
    const struct CMUnitTest tests[] = {
        TEST(a_full_date_is_absolute),
        TEST(a_weekday_proves_but_is_not_absolute),
        TEST(hijri_is_told_apart),
        TEST(two_calendars_make_one_gregorian_day),
        TEST(numbers_alone),
        TEST(periods),
        TEST(ranges_share_what_is_said_once),
        TEST(clocks),
        TEST(weak_is_marked),
        TEST(what_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
