/* Linked documents side by side. */
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

static const char first_body[] =
    "افتتح محافظ المدينة صباح اليوم الجسر الجديد فوق النهر بعد ثلاث سنوات "
    "من العمل.\n"
    "وقال المحافظ إن الجسر يختصر الطريق على سكان الضفة الشرقية إلى النصف.\n"
    "وبلغت كلفة المشروع تسعة ملايين درهم دفعتها الحكومة من موازنة العام "
    "الماضي.\n"
    "ويعبر الجسر كل يوم عشرة آلاف مركبة وفق تقديرات مديرية الطرق والنقل.";

static const char second_body[] =
    "ويعبر الجسر كل يوم عشرة آلاف مركبة وفق تقديرات مديرية الطرق والنقل.\n"
    "افتتح محافظ المدينة صباح اليوم الجسر الحديث فوق النهر بعد ثلاث سنوات "
    "من العمل.\n"
    "وبلغت كلفة المشروع سبعة ملايين درهم دفعتها الحكومة من موازنة العام "
    "الماضي.\n"
    "وحضر الافتتاح عدد كبير من الأهالي.";

static void holds_the_words(const isnad_doc *doc, isnad_span span,
                            const char *words)
{
    isnad_view found = isnad_doc_words(doc, span);
    assert_int_equal(found.len, strlen(words));
    assert_memory_equal(found.data, words, found.len);
}

/* The stretches of a side follow each other and take up all of its words. */
static void covers(const isnad_doc *doc, const isnad_stretch *s, size_t count,
                   bool of_b)
{
    uint32_t at = doc->blocks.items[1].span.begin, words = 0, due = 0;
    for (size_t i = 0; i < count; i++) {
        isnad_span span = of_b ? s[i].b : s[i].a;
        if (isnad_span_empty(span)) {
            continue;
        }
        assert_true(span.begin >= at);
        at = span.end;
        for (size_t t = 0; t < doc->tokens.count; t++) {
            const isn_token *token = &doc->tokens.items[t];
            words += token->kind <= ISN_NUMBER &&
                     token->span.begin >= span.begin &&
                     token->span.end <= span.end;
        }
    }
    for (size_t t = 0; t < doc->tokens.count; t++) {
        due += doc->tokens.items[t].kind <= ISN_NUMBER &&
               doc->tokens.items[t].block > 0;
    }
    assert_int_equal(words, due);
}

static void changes_are_told_by_word(void **state)
{
    (void)state;
    const page_spec specs[] = {
        {"a", "2023-05-02", "البلاغ", "افتتاح الجسر", first_body},
        {"b", "2023-05-03", "المنار", "الجسر الجديد", second_body}};
    isnad_doc *docs[] = {page_make(&specs[0]), page_make(&specs[1])};
    isnad_pile *pile;
    isnad_story_options options = {.copies_only = true};
    assert_int_equal(isnad_story_build(docs, 2, &options, &pile), ISNAD_OK);
    size_t links;
    const isnad_link *link = isnad_pile_links(pile, &links);
    assert_int_equal(links, 1);
    assert_int_equal(link->a, 0);
    isnad_stretch *s;
    size_t count;
    assert_int_equal(isnad_link_compare(pile, link, &s, &count), ISNAD_OK);
    covers(docs[0], s, count, false);
    covers(docs[1], s, count, true);
    unsigned moved = 0, replaced = 0, cut = 0, number = 0, added = 0;
    for (size_t i = 0; i < count; i++) {
        moved += strcmp(s[i].kind, "moved") == 0;
        if (strcmp(s[i].kind, "replaced") == 0) {
            replaced++;
            holds_the_words(docs[0], s[i].a, "الجديد");
            holds_the_words(docs[1], s[i].b, "الحديث");
        } else if (strcmp(s[i].kind, "number") == 0) {
            number++;
            holds_the_words(docs[0], s[i].a, "تسعة");
            holds_the_words(docs[1], s[i].b, "سبعة");
        } else if (strcmp(s[i].kind, "cut") == 0) {
            cut++;
            holds_the_words(docs[0], s[i].a,
                            "وقال المحافظ إن الجسر يختصر الطريق على سكان "
                            "الضفة الشرقية إلى النصف");
        } else if (strcmp(s[i].kind, "added") == 0) {
            added++;
            holds_the_words(docs[1], s[i].b,
                            "وحضر الافتتاح عدد كبير من الأهالي");
        }
    }
    assert_int_equal(moved, 2); /* once on each side */
    assert_int_equal(replaced, 1);
    assert_int_equal(number, 1);
    assert_int_equal(cut, 1);
    assert_int_equal(added, 1);
    free(s);
    isnad_pile_free(pile);
    isnad_doc_free(docs[0]);
    isnad_doc_free(docs[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_told_by_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
