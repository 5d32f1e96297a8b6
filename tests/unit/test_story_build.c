/* A small pile from documents to stories. */
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

/* The agency's text, which a and b carry. */
#define RAIN "اجتاحت السيول قرية السنديان فجر الاثنين بعد أمطار غزيرة استمرت "
#define TOLL                                                                   \
    "ست ساعات، وأسفرت عن مقتل 12 شخصا وإصابة 30 آخرين بحسب الدفاع المدني."
#define HEAD "وقال محافظ الجبل سليم عبد الباقي إن فرق الإنقاذ أجلت عشرات "
#define HOMES "العائلات من البيوت القريبة من مجرى الوادي إلى مدرسة البلدة."
#define FLOOD RAIN TOLL "\n" HEAD HOMES "\n"

static const page_spec pages[] = {
    {"a", "2021-03-01", "صحيفة النهر", "سيول تجتاح قرية السنديان", FLOOD},
    {"b", "2021-03-01", "موقع السهل", "قتلى في سيول قرية السنديان",
     FLOOD "وأغلقت السلطات الطريق العام المؤدي إلى القرية.\n"},
    {"c", "2021-03-02", "إذاعة الميناء",
     "ارتفاع حصيلة سيول السنديان إلى 15 قتيلا",
     "ارتفعت حصيلة ضحايا السيول التي ضربت قرية السنديان الاثنين إلى 15 "
     "قتيلا، وفق ما أعلن الدفاع المدني الثلاثاء.\n"
     "وأكد محافظ الجبل سليم عبد الباقي أن البحث عن المفقودين في الوادي "
     "مستمر.\n"},
    {"d", "2021-03-02", "صحيفة النهر", "فوز فريق الشعلة ببطولة السلة",
     "أحرز فريق الشعلة لقب بطولة كرة السلة بعد فوزه على فريق النجوم في "
     "المباراة النهائية التي حضرها ألفا متفرج.\n"},
};
enum { PAGES = sizeof pages / sizeof *pages };

static isnad_pile *build(isnad_doc **docs, const uint32_t *order)
{
    for (uint32_t i = 0; i < PAGES; i++) {
        docs[i] = page_make(&pages[order[i]]);
    }
    isnad_pile *pile;
    assert_int_equal(isnad_story_build(docs, PAGES, NULL, &pile), ISNAD_OK);
    return pile;
}

static void release(isnad_doc **docs, isnad_pile *pile)
{
    isnad_pile_free(pile);
    for (uint32_t i = 0; i < PAGES; i++) {
        isnad_doc_free(docs[i]);
    }
}

static const uint32_t in_order[] = {0, 1, 2, 3};

static void stories_origins_and_copies(void **state)
{
    (void)state;
    isnad_doc *docs[PAGES];
    isnad_pile *pile = build(docs, in_order);
    size_t count;
    const isnad_story *stories = isnad_pile_stories(pile, &count);
    assert_int_equal(count, 2);
    assert_int_equal(stories[0].doc_count, 3);
    assert_int_equal(stories[0].origin_count, 2);
    assert_int_equal(stories[0].origins[0].doc_count, 2);
    assert_string_equal(stories[0].from, "2021-03-01");
    assert_string_equal(stories[0].to, "2021-03-02");
    const isnad_link *links = isnad_pile_links(pile, &count);
    assert_int_equal(count, 1);
    assert_int_equal(links[0].kind, ISNAD_LINK_COPY);
    for (uint32_t i = 0; i < links[0].passage_count; i++) {
        isnad_view a =
            isnad_doc_words(docs[links[0].a], links[0].passages[i].a);
        isnad_view b =
            isnad_doc_words(docs[links[0].b], links[0].passages[i].b);
        assert_int_equal(a.len, b.len);
        assert_memory_equal(a.data, b.data, a.len);
    }
    release(docs, pile);
}

static void a_toll_moves_in_one_row(void **state)
{
    (void)state;
    isnad_doc *docs[PAGES];
    isnad_pile *pile = build(docs, in_order);
    size_t count;
    const isnad_story *story = isnad_pile_stories(pile, &count);
    bool found = false;
    for (uint32_t i = 0; i < story->slot_count; i++) {
        const isnad_slot *slot = &story->slots[i];
        if (strcmp(slot->of, "killed") != 0) {
            continue;
        }
        found = true;
        const isnad_reading *last = &slot->readings[slot->reading_count - 1];
        assert_true(slot->readings[0].low == 12);
        assert_true(last->low == 15);
        assert_int_equal(last->relation, ISNAD_FIGURE_RISES);
    }
    assert_true(found);
    release(docs, pile);
}

/* What a pile says, whatever the order of its documents. */
static void describe(const isnad_pile *pile, char *out, size_t size)
{
    size_t stories, count;
    const isnad_story *all = isnad_pile_stories(pile, &stories);
    isnad_doc *const *docs = isnad_pile_docs(pile, &count);
    size_t n = 0;
    for (size_t s = 0; s < stories; s++) {
        const isnad_story *story = &all[s];
        n += (size_t)snprintf(out + n, size - n, "%s:", story->id);
        for (uint32_t i = 0; i < story->doc_count; i++) {
            n += (size_t)snprintf(out + n, size - n, " %s",
                                  isnad_doc_path(docs[story->docs[i]]));
        }
        n += (size_t)snprintf(out + n, size - n, " o%u r%u s%u a%u d%u t%u\n",
                              story->origin_count, story->row_count,
                              story->slot_count, story->agreement_count,
                              story->difference_count, story->moment_count);
    }
}

static void order_changes_nothing(void **state)
{
    (void)state;
    static const uint32_t orders[][PAGES] = {
        {0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}};
    char first[1024], other[1024];
    for (unsigned i = 0; i < 3; i++) {
        isnad_doc *docs[PAGES];
        isnad_pile *pile = build(docs, orders[i]);
        describe(pile, i == 0 ? first : other, sizeof first);
        if (i > 0) {
            assert_string_equal(first, other);
        }
        release(docs, pile);
    }
}

static void an_empty_pile_has_no_stories(void **state)
{
    (void)state;
    isnad_pile *pile;
    size_t count;
    assert_int_equal(isnad_story_build(NULL, 0, NULL, &pile), ISNAD_OK);
    isnad_pile_stories(pile, &count);
    assert_int_equal(count, 0);
    isnad_pile_free(pile);
    isnad_pile_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stories_origins_and_copies),
        cmocka_unit_test(a_toll_moves_in_one_row),
        cmocka_unit_test(order_changes_nothing),
        cmocka_unit_test(an_empty_pile_has_no_stories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
