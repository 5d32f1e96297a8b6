/* A pasted sentence, looked up: who tells it, who otherwise. */
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
    {"a", "2021-06-03", "صحيفة النهر", "جسر المرفأ القديم",
     "قال وزير الأشغال رائد الحلبي إن فرق الصيانة أغلقت جسر المرفأ القديم "
     "بعد سقوط 4 أعمدة منه ليلا.\n"},
    {"b", "2021-06-04", "موقع السهل", "إغلاق الجسر",
     "أغلقت فرق الصيانة جسر المرفأ القديم بعد سقوط 7 أعمدة منه.\n"},
    {"c", "2021-06-05", "إذاعة الميناء", "رواية أخرى",
     "وقال رئيس البلدية إن فرق الصيانة لم تغلق جسر المرفأ القديم.\n"},
    {"d", "2021-06-05", "صحيفة النهر", "سوق السمك",
     "ارتفعت أسعار السمك في سوق المدينة بعد العاصفة.\n"},
};
enum { PAGES = sizeof pages / sizeof *pages };

static void a_sentence_finds_its_reports(void **state)
{
    (void)state;
    isnad_doc *docs[PAGES];
    isnad_pile *pile;
    isnad_lookup *lookup;
    isnad_answer answer;
    static const page_spec question = {
        "q", NULL, NULL, "أغلقت فرق الصيانة جسر المرفأ القديم بعد سقوط 4 أعمدة",
        ""};
    for (uint32_t i = 0; i < PAGES; i++) {
        docs[i] = page_make(&pages[i]);
    }
    isnad_doc *asked = page_make(&question);
    assert_int_equal(isnad_story_build(docs, PAGES, NULL, &pile), ISNAD_OK);
    assert_int_equal(isnad_lookup_open(pile, &lookup), ISNAD_OK);
    assert_int_equal(isnad_lookup_ask(lookup, asked, &answer), ISNAD_OK);
    assert_int_equal(answer.match_count, 3);
    static const char *const relations[] = {"repeats", "number", "denies"};
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(answer.matches[i].place.doc, i);
        assert_string_equal(answer.matches[i].relation, relations[i]);
    }
    assert_true(isnad_span_empty(answer.matches[0].figure.span));
    assert_false(isnad_span_empty(answer.matches[1].figure.span));
    assert_int_not_equal(answer.matches[0].statement, ISNAD_NO_STATEMENT);
    assert_int_equal(answer.matches[1].statement, ISNAD_NO_STATEMENT);
    isnad_lookup_free(lookup);
    isnad_lookup_free(NULL);
    isnad_pile_free(pile);
    isnad_doc_free(asked);
    for (uint32_t i = 0; i < PAGES; i++) {
        isnad_doc_free(docs[i]);
    }
}

static void nothing_is_found_in_nothing(void **state)
{
    (void)state;
    isnad_pile *pile;
    isnad_lookup *lookup;
    isnad_answer answer;
    static const page_spec question = {"q", NULL, NULL, "كلام", ""};
    isnad_doc *asked = page_make(&question);
    assert_int_equal(isnad_story_build(NULL, 0, NULL, &pile), ISNAD_OK);
    assert_int_equal(isnad_lookup_open(pile, &lookup), ISNAD_OK);
    assert_int_equal(isnad_lookup_ask(lookup, asked, &answer), ISNAD_OK);
    assert_int_equal(answer.match_count, 0);
    isnad_lookup_free(lookup);
    isnad_pile_free(pile);
    isnad_doc_free(asked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_finds_its_reports),
        cmocka_unit_test(nothing_is_found_in_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
