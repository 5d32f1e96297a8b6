/* A page without a date learns it from its sibling. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "isnad/story.h"
#include "story_pages.h"

static const page_spec pages[] = {
    {"dated", "2021-06-10", "صحيفة النهر", "بدء سحب المعدات من ميناء المرجان",
     "بدأت شركة الأعماق اليوم الخميس سحب معداتها من ميناء المرجان بعد انتهاء "
     "أعمال التوسعة.\n"
     "وقال مدير الميناء نبيل العطار إن سحب المعدات من الأرصفة يستغرق "
     "أسبوعا.\n"},
    {"undated", NULL, "موقع السهل", "اكتمال سحب المعدات من ميناء المرجان",
     "أنهت شركة الأعماق سحب معداتها من ميناء المرجان، وكانت الشركة قد بدأت "
     "سحب المعدات من الميناء الخميس الماضي.\n"
     "وقال مدير الميناء نبيل العطار إن الأرصفة جاهزة لاستقبال السفن.\n"},
};

static void siblings_date_a_page(void **state)
{
    (void)state;
    isnad_doc *docs[] = {page_make(&pages[0]), page_make(&pages[1])};
    assert_int_equal(isnad_story_date(docs, 2), ISNAD_OK);
    const isnad_published *published = isnad_doc_published(docs[1]);
    assert_non_null(published->from);
    assert_string_equal(published->from, "story");
    assert_string_equal(published->time.value, "2021-06-11/2021-06-17");
    assert_true(published->evidence_count > 0);
    /* Its own relative dates are resolved now. */
    size_t count;
    const isnad_date *dates = isnad_doc_dates(docs[1], &count);
    assert_true(count > 0);
    assert_string_equal(dates[0].time.value, "2021-06-10");
    isnad_doc_free(docs[0]);
    isnad_doc_free(docs[1]);
}

static void nothing_is_guessed_without_a_dated_page(void **state)
{
    (void)state;
    isnad_doc *doc = page_make(&pages[1]);
    assert_int_equal(isnad_story_date(&doc, 1), ISNAD_OK);
    assert_null(isnad_doc_published(doc)->time.value);
    isnad_doc_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(siblings_date_a_page),
        cmocka_unit_test(nothing_is_guessed_without_a_dated_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
