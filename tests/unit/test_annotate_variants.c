/* When two strings name the same one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "annotate/variants.h"

static void same(isnad_entity_type type, const char *a, const char *b,
                 const char *rule)
{
    const char *found = isn_name_variant(type, a, b);
    const char *back = isn_name_variant(type, b, a);
    if (!found) {
        fail_msg("%s and %s are not joined", a, b);
    }
    assert_string_equal(found, rule);
    assert_non_null(back);
    uint64_t x[16], y[16];
    size_t n = isn_name_keys(type, a, x, 16), m = isn_name_keys(type, b, y, 16);
    bool shared = false;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < m; j++) {
            shared = shared || x[i] == y[j];
        }
    }
    assert_true(shared);
}

static void apart(isnad_entity_type type, const char *a, const char *b)
{
    const char *rule = isn_name_variant(type, a, b);
    if (rule) {
        fail_msg("%s and %s are joined by %s", a, b, rule);
    }
}

static void spelling(void **state)
{
    (void)state;
    same(ISNAD_PER, "أنطونيو غوتيريش", "انطونيو غوتيريش", "spelling");
    same(ISNAD_PER, "عبد الله صالح", "عبدالله صالح", "spelling");
    same(ISNAD_ORG, "الاتحاد الأوروبي", "الإتحاد الأوروبي", "spelling");
    same(ISNAD_LOC, "درنة", "درنه", "spelling");
}

static void transliteration(void **state)
{
    (void)state;
    same(ISNAD_PER, "أنطونيو غوتيريش", "أنطونيو جوتيريس", "transliteration");
    same(ISNAD_PER, "لاڤروف", "لافروف", "transliteration");
    same(ISNAD_LOC, "ألماتي", "ألماتا", "transliteration");
    same(ISNAD_PER, "سيرغي شويغو", "سيرجي شويجو", "transliteration");
    same(ISNAD_PER, "ماركو دالمينيو", "ماركو دالمينو", "transliteration");
    same(ISNAD_LOC, "تشيروكي", "شيروكي", "transliteration");
}

static void shortening(void **state)
{
    (void)state;
    same(ISNAD_ORG, "بغداد يونايتد", "اليونايتد", "shortening");
    same(ISNAD_ORG, "القاهرة سيتي", "القاه سيتي", "shortening");
    same(ISNAD_ORG, "وكالة الأنباء السورية", "سانا", "acronym");
    apart(ISNAD_ORG, "بغداد الوطنية", "أربيل");
    same(ISNAD_PER, "توكاييف", "قاسم جومارت توكاييف", "shortening");
    same(ISNAD_PER, "بن سلمان", "محمد بن سلمان", "shortening");
    same(ISNAD_PER, "حسني مبارك", "محمد حسني مبارك", "shortening");
    same(ISNAD_PER, "دونالد ترامب", "دونالد جون ترامب", "shortening");
    same(ISNAD_ORG, "منظمة الأمن الجماعي", "منظمة معاهدة الأمن الجماعي",
         "shortening");
    same(ISNAD_ORG, "وزارة الدفاع", "وزارة الدفاع الروسية", "shortening");
    same(ISNAD_ORG, "حماس", "حركة حماس", "shortening");
    same(ISNAD_LOC, "الولايات المتحدة", "الولايات المتحدة الأميركية",
         "shortening");
}

static void acronyms(void **state)
{
    (void)state;
    same(ISNAD_ORG, "الناتو", "حلف شمال الأطلسي", "acronym");
    same(ISNAD_ORG, "اليونيسف", "منظمة الأمم المتحدة للطفولة", "acronym");
}

static void different(void **state)
{
    (void)state;
    apart(ISNAD_PER, "محمد بن سلمان", "محمد بن زايد");
    apart(ISNAD_PER, "بن سلمان", "بن زايد");
    apart(ISNAD_PER, "سلمان", "محمد بن سلمان");
    apart(ISNAD_PER, "صدام حسين", "عدي صدام حسين");
    apart(ISNAD_PER, "بشار الأسد", "حافظ الأسد");
    apart(ISNAD_PER, "حسن نصر", "حسين نصر");
    apart(ISNAD_ORG, "وزارة الدفاع الروسية", "وزارة الدفاع الأميركية");
    apart(ISNAD_ORG, "وزارة الدفاع", "وزارة الخارجية");
    apart(ISNAD_ORG, "مجلس الأمن", "مجلس الأمن القومي");
    apart(ISNAD_LOC, "القدس", "القدس الشرقية");
    apart(ISNAD_LOC, "كوريا الشمالية", "كوريا الجنوبية");
    apart(ISNAD_LOC, "غينيا", "غانا");
    apart(ISNAD_PER, "", "توكاييف");
    apart(ISNAD_PER, "«»", "…");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spelling),   cmocka_unit_test(transliteration),
        cmocka_unit_test(shortening), cmocka_unit_test(acronyms),
        cmocka_unit_test(different),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
