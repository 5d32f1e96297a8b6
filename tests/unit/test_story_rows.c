/* The claim ledger: which statements are one row, and how they are told. */
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

/* A minister's figures by two outlets in different words, his call in a clause
 * with a quotation in it, and a sentence of the outlet on something else. */
static const page_spec pages[] = {
    {"a", "2021-06-10", "صحيفة النهر", "حريق في مخازن ميناء الرملة",
     "اندلع حريق كبير في مخازن ميناء الرملة فجر الخميس.\n"
     "وقال وزير النقل مازن الحلبي إن الحريق أتلف 76 حاوية، منها 57 حاوية من "
     "القطن و19 حاوية من الورق.\n"
     "وأضاف الوزير أن على التجار \"أن ينقلوا البضائع القابلة للاشتعال إلى "
     "أرصفة بعيدة\" قبل نهاية الشهر.\n"
     "وتبلغ مساحة الميناء نحو مليون متر مربع.\n"},
    {"b", "2021-06-10", "موقع السهل", "نيران في ميناء الرملة",
     "أتت النيران على مخازن في ميناء الرملة فجر الخميس.\n"
     "وأعلن مازن الحلبي وزير النقل خسارة 57 من حاويات القطن و19 من حاويات "
     "الورق، أي 76 حاوية.\n"
     "ودعا الحلبي التجار إلى أن ينقلوا البضائع القابلة للاشتعال إلى أرصفة "
     "بعيدة.\n"},
};
enum { PAGES = sizeof pages / sizeof *pages };

static const char *words(isnad_doc *const *docs, uint32_t doc, isnad_span span)
{
    static char out[2048];
    isnad_view v = isnad_doc_words(docs[doc], span);
    size_t n = v.len < sizeof out - 1 ? v.len : sizeof out - 1;
    memcpy(out, v.data, n);
    out[n] = '\0';
    return out;
}

/* The row that has a wording with these words. */
static const isnad_row *row_with(const isnad_story *story,
                                 isnad_doc *const *docs, const char *part)
{
    for (uint32_t i = 0; i < story->row_count; i++) {
        const isnad_row *row = &story->rows[i];
        for (uint32_t k = 0; k < row->wording_count; k++) {
            const isnad_wording *w = &row->wordings[k];
            if (strstr(words(docs, w->place.doc, w->place.span), part)) {
                return row;
            }
        }
    }
    return NULL;
}

static void rows_of_two_reports(void **state)
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
    assert_int_equal(count, 1);

    /* Few words in common, but three figures. */
    const isnad_row *lost = row_with(&stories[0], docs, "أتلف 76");
    assert_non_null(lost);
    assert_ptr_equal(lost, row_with(&stories[0], docs, "خسارة 57"));
    assert_int_equal(lost->wording_count, 2);

    /* The quotation within the clause is told with it, once. */
    const isnad_row *call = row_with(&stories[0], docs, "أرصفة بعيدة");
    assert_non_null(call);
    assert_int_equal(call->wording_count, 2);
    for (uint32_t k = 0; k < call->wording_count; k++) {
        const isnad_wording *w = &call->wordings[k];
        assert_true(w->whole.begin < w->place.span.begin);
        assert_true(w->whole.end >= w->place.span.end);
        const char *whole = words(docs, w->place.doc, w->whole);
        bool first = w->place.doc == 0;
        assert_non_null(strstr(whole, first ? "أضاف الوزير" : "دعا الحلبي"));
    }
    assert_null(row_with(&stories[0], docs, "مليون متر"));
    isnad_pile_free(pile);
    for (uint32_t i = 0; i < PAGES; i++) {
        isnad_doc_free(docs[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_two_reports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
