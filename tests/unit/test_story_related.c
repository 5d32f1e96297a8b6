/* Stories beside a story, and the title that a story takes. */
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

/* Three reports of a strike for higher wages, one of wages raised elsewhere
 * some days before, and one of something else. */
static const page_spec pages[] = {
    {"a", "2021-06-01", "صحيفة النهر", "زيادة الأجور في المصانع",
     "أقرت الحكومة زيادة الأجور في المصانع بنسبة ثلاثة في المئة.\n"
     "وتسري الزيادة من الخريف.\n"},
    {"b", "2021-06-05", "موقع السهل", "شلل تام",
     "توقف تفريغ السفن في الميناء القديم السبت بعد أن أضرب عمال الأرصفة.\n"
     "وطالب المضربون بزيادة الأجور وبعودة زملاء فصلوا في الشتاء.\n"},
    {"c", "2021-06-05", "إذاعة الميناء", "إضراب عمال الأرصفة في الميناء القديم",
     "أضرب عمال الأرصفة في الميناء القديم السبت وتوقف تفريغ السفن كلها.\n"
     "وقالت نقابتهم إن الإضراب يستمر حتى تزاد الأجور.\n"},
    {"d", "2021-06-05", "صحيفة الجبل", "عمال الأرصفة يضربون وسفن تنتظر",
     "تنتظر عشر سفن أمام الميناء القديم بعد إضراب عمال الأرصفة السبت.\n"
     "وتوقف تفريغ السفن، وتطالب النقابة بزيادة الأجور.\n"},
    {"e", "2021-06-05", "صحيفة الجبل", "لوحة مسروقة تعود إلى متحفها",
     "عادت لوحة لرسام من القرن الماضي إلى متحف المدينة بعد أن عثر عليها في "
     "علية بيت مهجور.\n"},
};
enum { PAGES = sizeof pages / sizeof *pages };

static const isnad_story *story_of(const isnad_pile *pile, uint32_t doc)
{
    size_t count;
    const isnad_story *stories = isnad_pile_stories(pile, &count);
    for (size_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < stories[i].doc_count; k++) {
            if (stories[i].docs[k] == doc) {
                return &stories[i];
            }
        }
    }
    return NULL;
}

static void kin_name_each_other(void **state)
{
    (void)state;
    isnad_doc *docs[PAGES];
    for (uint32_t i = 0; i < PAGES; i++) {
        docs[i] = page_make(&pages[i]);
    }
    isnad_pile *pile;
    assert_int_equal(isnad_story_build(docs, PAGES, NULL, &pile), ISNAD_OK);
    size_t count;
    const isnad_story *stories = isnad_pile_stories(pile, &count);
    for (size_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < stories[i].related_count; k++) {
            const isnad_related *r = &stories[i].related[k];
            const isnad_story *other = &stories[r->story];
            bool back = false;
            for (uint32_t m = 0; m < other->related_count; m++) {
                back |= other->related[m].story == i;
            }
            assert_true(back);
        }
    }
    const isnad_story *strike = story_of(pile, 1);
    assert_ptr_equal(strike, story_of(pile, 2));
    assert_ptr_not_equal(strike, story_of(pile, 0));
    assert_int_equal(strike->related_count, 1);
    assert_string_equal(strike->related[0].order, "run-up");
    assert_string_equal(story_of(pile, 0)->related[0].order, "aftermath");
    assert_int_equal(story_of(pile, 4)->related_count, 0);
    assert_string_not_equal(strike->title, pages[1].title);
    isnad_pile_free(pile);
    for (uint32_t i = 0; i < PAGES; i++) {
        isnad_doc_free(docs[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(kin_name_each_other)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
