/* What gets lost when a statement is told again: written before it was tried;
 * every second pair is clean. */
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

#define OPENING "اندلع حريق كبير في مصنع الورق شرق مدينة الرمانة فجر الأحد.\n"

typedef struct pair {
    const char *first, *second, *lost; /* NULL: nothing */
} pair;

static const pair pairs[] = {
    {"قال مدير الدفاع المدني سامر خوري إن عمال مصنع الورق خرجوا سالمين من "
     "المبنى قبل انهيار السقف.\n",
     "خرج عمال مصنع الورق سالمين من المبنى قبل انهيار السقف.\n", "speaker"},
    {"قال مدير الدفاع المدني سامر خوري إن عمال مصنع الورق خرجوا سالمين من "
     "المبنى قبل انهيار السقف.\n",
     "وأكد مدير الدفاع المدني سامر خوري أن عمال مصنع الورق خرجوا سالمين من "
     "المبنى قبل انهيار السقف.\n",
     NULL},
    {"زعم مدير المصنع نزار سليمان أن شرارة كهربائية أشعلت مخزن الورق ليلا.\n",
     "قال مدير المصنع نزار سليمان إن شرارة كهربائية أشعلت مخزن الورق ليلا.\n",
     "hedge"},
    {"زعم مدير المصنع نزار سليمان أن شرارة كهربائية أشعلت مخزن الورق ليلا.\n",
     "ادعى مدير المصنع نزار سليمان أن شرارة كهربائية أشعلت مخزن الورق ليلا.\n",
     NULL},
    {"قال مدير الدفاع المدني سامر خوري إن معظم مخازن الورق احترقت قبل وصول "
     "سيارات الإطفاء.\n",
     "قال مدير الدفاع المدني سامر خوري إن مخازن الورق احترقت قبل وصول سيارات "
     "الإطفاء.\n",
     "part to whole"},
    {"قال مدير الدفاع المدني سامر خوري إن معظم مخازن الورق احترقت قبل وصول "
     "سيارات الإطفاء.\n",
     "قال مدير الدفاع المدني سامر خوري إن أغلب مخازن الورق احترقت قبل وصول "
     "سيارات الإطفاء.\n",
     NULL},
    {"قال مدير الدفاع المدني سامر خوري إن النيران التهمت 48 طنا من الورق في "
     "المخزن الشمالي.\n",
     "قال مدير الدفاع المدني سامر خوري إن النيران التهمت نحو 50 طنا من الورق "
     "في المخزن الشمالي.\n",
     "rounded"},
    {"قال مدير الدفاع المدني سامر خوري إن النيران التهمت 48 طنا من الورق في "
     "المخزن الشمالي.\n",
     "قال مدير الدفاع المدني سامر خوري إن النيران التهمت 48 طنا من الورق في "
     "المخزن الشمالي.\n",
     NULL},
};

static isnad_doc *page(const char *name, const char *day, const char *outlet,
                       const char *words, char *room, size_t size)
{
    snprintf(room, size, "%s%s", OPENING, words);
    page_spec spec = {name, day, outlet, "حريق في مصنع الورق بالرمانة", room};
    return page_make(&spec);
}

static void check(const pair *p)
{
    char first[1024], second[1024];
    isnad_doc *docs[] = {
        page("a", "2021-08-01", "صحيفة النهر", p->first, first, sizeof first),
        page("b", "2021-08-02", "موقع السهل", p->second, second,
             sizeof second)};
    isnad_pile *pile;
    size_t count;
    assert_int_equal(isnad_story_build(docs, 2, NULL, &pile), ISNAD_OK);
    const isnad_story *story = isnad_pile_stories(pile, &count);
    assert_int_equal(count, 1);
    if (p->lost) {
        assert_int_equal(story->lost_count, 1);
        assert_string_equal(story->lost[0].what, p->lost);
        assert_int_equal(story->lost[0].from.doc, 0);
        assert_int_equal(story->lost[0].to.doc, 1);
    } else {
        assert_int_equal(story->lost_count, 0);
    }
    isnad_pile_free(pile);
    isnad_doc_free(docs[0]);
    isnad_doc_free(docs[1]);
}

static void each_pair(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        print_message("pair %zu\n", i);
        check(&pairs[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_pair)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
