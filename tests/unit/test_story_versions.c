/* Captures of one address: each change has its kind, and none where only what
 * stands around the article changed.  Written before it was tried. */
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

#define TITLE "انهيار جسر النخيل في مدينة البستان"
#define FALL "انهار جسر النخيل في مدينة البستان فجر السبت بعد أمطار غزيرة "
#define OPENING FALL "استمرت يومين كاملين.\n"
#define TOLL "وأسفر الحادث عن مقتل 9 أشخاص كانوا في حافلة صغيرة فوق الجسر.\n"
#define ROADS "\"أغلقنا الطرق المؤدية إلى الجسر كلها منذ الليل\".\n"
#define SAID "وقال مدير الطرق منير الساحلي " ROADS

typedef struct edit {
    const char *title, *body, *what; /* NULL: nothing changed */
} edit;

static const edit edits[] = {
    {TITLE, OPENING TOLL SAID, NULL},
    {"قتلى في انهيار جسر النخيل", OPENING TOLL SAID, "title"},
    {TITLE,
     OPENING
     "وأسفر الحادث عن مقتل 11 شخصا كانوا في حافلة صغيرة فوق الجسر.\n" SAID,
     "figure"},
    {TITLE,
     OPENING TOLL "وقال مدير الطرق منير الساحلي \"أغلقنا بعض الطرق المؤدية إلى "
                  "الجسر منذ الليل\".\n",
     "quote"},
    {TITLE,
     OPENING TOLL "وقال رئيس البلدية عادل النجار \"أغلقنا الطرق المؤدية إلى "
                  "الجسر كلها منذ الليل\".\n",
     "attribution"},
};

static void check(const edit *e)
{
    const page_spec first = {"a", "2021-11-06", "صحيفة النهر", TITLE,
                             OPENING TOLL SAID};
    const page_spec second = {"b", "2021-11-06", "صحيفة النهر", e->title,
                              e->body};
    isnad_doc *docs[] = {page_make(&first), page_make(&second)};
    isnad_pile *pile;
    size_t count;
    docs[0]->url.value = docs[1]->url.value = "https://nahr.example/1";
    assert_int_equal(isnad_story_build(docs, 2, NULL, &pile), ISNAD_OK);
    const isnad_story *story = isnad_pile_stories(pile, &count);
    assert_int_equal(count, 1);
    assert_int_equal(story->revision_count, e->what ? 1 : 0);
    if (e->what) {
        assert_string_equal(story->revisions[0].what, e->what);
        assert_int_equal(story->revisions[0].from.doc, 0);
        assert_int_equal(story->revisions[0].to.doc, 1);
    }
    isnad_pile_free(pile);
    isnad_doc_free(docs[0]);
    isnad_doc_free(docs[1]);
}

static void each_edit(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        print_message("edit %zu\n", i);
        check(&edits[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_edit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
