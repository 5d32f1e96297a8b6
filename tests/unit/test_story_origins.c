/* Whose reporting a text is: rewrites that name their source, mergers, and
 * pages with reporting of their own beside what they copied. */
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

static const char fire[] =
    "أتى حريق على سوق الخشب في بلدة الصنوبر ليل الأحد وأوقع تسعة جرحى، كما "
    "أفادت فرق الإطفاء.\n"
    "وصرح رئيس البلدية نادر الحلبي لوكالة رويترز بأن النار بدأت في مخزن "
    "للطلاء عند الحادية عشرة مساء.\n"
    "وعاد التجار صباح الاثنين إلى دكاكين لم يبق منها سوى الجدران السوداء.\n";

static const page_spec pages[] = {
    {"a", "2021-05-03", "رويترز", "حريق يلتهم سوق الخشب في الصنوبر", fire},
    {"b", "2021-05-03", "صحيفة النهر", "تسعة جرحى في حريق سوق الصنوبر",
     "ذكرت وكالة رويترز أن تسعة أشخاص أصيبوا حين احترق سوق الخشب ببلدة "
     "الصنوبر.\n"
     "ونقلت الوكالة عن نادر الحلبي، رئيس البلدية، أن مخزنا للطلاء كان أول ما "
     "اشتعل.\n"},
    {"c", "2021-05-03", "موقع السهل", "شهود على حريق سوق الخشب في الصنوبر",
     "روى تاجر من سوق الخشب في الصنوبر لمراسلنا أن خراطيم الإطفاء وصلت بعد "
     "ساعة من اشتعال الحريق.\n"
     "وقال حارس السوق لموقع السهل إن الأبواب الخلفية كانت مقفلة ليلة "
     "الحريق.\n"},
    {"d", "2021-05-04", "إذاعة الميناء", "حريق سوق الصنوبر: الأبواب مقفلة",
     "قال موقع «السهل» إن الأبواب الخلفية لسوق الخشب في الصنوبر كانت مقفلة "
     "ليلة الحريق، بحسب حارسه.\n"
     "وأوردت رويترز أن تسعة جرحوا وأن النار بدأت في مخزن للطلاء.\n"},
    {"e", "2021-05-04", "صحيفة الجبل", "تجار سوق الصنوبر يطالبون بتعويض",
     "طالب تجار سوق الخشب في الصنوبر بتعويض بعد الحريق، وفق ما نشرته قناة "
     "«الأفق».\n"
     "وأضافت القناة أن التجار سيجتمعون مع البلدية في الصنوبر يوم الخميس.\n"},
};
enum { PAGES = sizeof pages / sizeof *pages };

typedef struct set {
    isnad_doc *docs[PAGES];
    isnad_pile *pile;
    uint32_t count;            /* origins over all stories */
    uint32_t origin_of[PAGES]; /* each page's, counted through */
    const char *why[PAGES];
} set;

static void build(set *s)
{
    *s = (set){0};
    for (uint32_t i = 0; i < PAGES; i++) {
        s->docs[i] = page_make(&pages[i]);
    }
    assert_int_equal(isnad_story_build(s->docs, PAGES, NULL, &s->pile),
                     ISNAD_OK);
    size_t stories;
    const isnad_story *list = isnad_pile_stories(s->pile, &stories);
    for (size_t i = 0; i < stories; i++) {
        for (uint32_t o = 0; o < list[i].origin_count; o++) {
            const isnad_origin *origin = &list[i].origins[o];
            for (uint32_t d = 0; d < origin->doc_count; d++) {
                s->origin_of[origin->docs[d]] = s->count;
                s->why[origin->docs[d]] = origin->why;
            }
            s->count++;
        }
    }
}

static void release(set *s)
{
    isnad_pile_free(s->pile);
    for (uint32_t i = 0; i < PAGES; i++) {
        isnad_doc_free(s->docs[i]);
    }
}

enum { A, B, C, D, E };

static void a_rewrite_adds_none(void **state)
{
    (void)state;
    set s;
    build(&s);
    assert_int_equal(s.origin_of[A], s.origin_of[B]);
    assert_non_null(strstr(s.why[B], "retells"));
    release(&s);
}

static void own_reporting_is_one(void **state)
{
    (void)state;
    set s;
    build(&s);
    assert_int_not_equal(s.origin_of[A], s.origin_of[C]);
    release(&s);
}

static void a_merger_adds_none(void **state)
{
    (void)state;
    set s;
    build(&s);
    assert_true(s.origin_of[D] == s.origin_of[A] ||
                s.origin_of[D] == s.origin_of[C]);
    release(&s);
}

static void a_house_without_a_page_is_one(void **state)
{
    (void)state;
    set s;
    build(&s);
    assert_int_not_equal(s.origin_of[E], s.origin_of[A]);
    assert_int_not_equal(s.origin_of[E], s.origin_of[C]);
    assert_int_equal(s.count, 3);
    release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rewrite_adds_none),
        cmocka_unit_test(own_reporting_is_one),
        cmocka_unit_test(a_merger_adds_none),
        cmocka_unit_test(a_house_without_a_page_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
