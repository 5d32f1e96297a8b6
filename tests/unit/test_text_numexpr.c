/* Number expressions: value and length, in words, digits and both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "one_block.h"
#include "text/numexpr.h"
#include "text/text.h"

static isnad_doc *read(const char *text) { return one_paragraph(text); }

typedef struct number_case {
    const char *text;
    double low, high;
    uint32_t tokens;
} number_case;

static void expect_numbers(const number_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        isnad_doc *doc = read(cases[i].text);
        isn_number n;
        if (!isn_number_at(doc, 0, &n)) {
            fail_msg("no number in %s", cases[i].text);
        }
        double low = n.low, high = n.high;
        uint32_t tokens = n.tokens;
        isnad_doc_free(doc);
        if (low < cases[i].low - 1e-9 || low > cases[i].low + 1e-9 ||
            high < cases[i].high - 1e-9 || high > cases[i].high + 1e-9) {
            fail_msg("%s: %.10g %.10g", cases[i].text, low, high);
        }
        if (tokens != cases[i].tokens) {
            fail_msg("%s: %u tokens", cases[i].text, tokens);
        }
    }
}

#define EXPECT(cases) expect_numbers(cases, sizeof(cases) / sizeof *(cases))

static void words_below_thousand(void **state)
{
    (void)state;
    static const number_case cases[] = {
        {"ثلاثة أقلام", 3, 3, 1},
        {"ثلاث سيارات", 3, 3, 1},
        {"ثماني سنوات", 8, 8, 1},
        {"عشرة رجال", 10, 10, 1},
        {"أحد عشر كوكبا", 11, 11, 2},
        {"إحدى عشرة سورة", 11, 11, 2},
        {"اثنا عشر شهرا", 12, 12, 2},
        {"اثنتي عشرة عينا", 12, 12, 2},
        {"تسعة عشر رجلا", 19, 19, 2},
        {"عشرون يوما", 20, 20, 1},
        {"واحد وعشرون بيتا", 21, 21, 2},
        {"إحدى وثلاثين ليلة", 31, 31, 2},
        {"سبعة و سبعون كتابا", 77, 77, 3},
        {"مئة عام", 100, 100, 1},
        {"مائة وواحد", 101, 101, 2},
        {"مائة وخمسة عشر ضابطا", 115, 115, 3},
        {"مئتان وخمسون", 250, 250, 2},
        {"ثلاثمئة وخمسة وستون يوما", 365, 365, 3},
        {"خمس مئة وعشرة", 510, 510, 3},
        {"تسعمائة وتسع وتسعين", 999, 999, 3},
        {"مئة و20 سيارة", 120, 120, 3},
    };
    EXPECT(cases);
}

static void words_and_scales(void **state)
{
    (void)state;
    static const number_case cases[] = {
        {"ألف ليلة", 1000, 1000, 1},
        {"ألفان", 2000, 2000, 1},
        {"ألفا طالب", 2000, 2000, 1},
        {"خمسة عشر ألفا", 15000, 15000, 3},
        {"مئة ألف", 100000, 100000, 2},
        {"مئتي ألف وثلاثة", 200003, 200003, 3},
        {"مليون وربع المليون", 1250000, 1250000, 3},
        {"مليونان ومئة ألف", 2100000, 2100000, 3},
        {"ثلاثة ملايين وأربعمئة ألف", 3400000, 3400000, 4},
        {"مليون 700 ألف", 1700000, 1700000, 3},
        {"سبعة مليارات", 7e9, 7e9, 2},
        {"نصف مليار", 5e8, 5e8, 2},
        {"تريليونين", 2e12, 2e12, 1},
        {"ألف مليون", 1e9, 1e9, 2},
        {"10 آلاف", 10000, 10000, 2},
        {"8 آلاف و20", 8020, 8020, 4},
        {"2.6 مليون", 2600000, 2600000, 2},
        {"130,36 مليار", 130360000000, 130360000000, 2},
        {"3,250 مليون", 3250000, 3250000, 2},
    };
    EXPECT(cases);
}

static void digits(void **state)
{
    (void)state;
    static const number_case cases[] = {
        {"225", 225, 225, 1},
        {"٢٢٥", 225, 225, 1},
        {"۴۵ نفر", 45, 45, 1},
        {"1,234", 1234, 1234, 1},
        {"1.234.567", 1234567, 1234567, 1},
        {"1,234,567.89", 1234567.89, 1234567.89, 1},
        {"3,5", 3.5, 3.5, 1},
        {"٣٫٥", 3.5, 3.5, 1},
        {"90.000", 90000, 90000, 1},
        {"4.800", 4.8, 4.8, 1},
        {"0.125", 0.125, 0.125, 1},
        {"7415.\u200F2 ليرة", 2.7415, 2.7415, 3},
        {"6ر1 مليار", 1.6e9, 1.6e9, 4},
        {"333ر10", 10.333, 10.333, 3},
        {"000ر22", 22000, 22000, 3},
        {"1 414 021 100 نسمة", 1414021100, 1414021100, 4},
        {"3،5 مليون", 3500000, 3500000, 4},
        {"12،500 سيارة", 12500, 12500, 3},
        {"3/4", 0.75, 0.75, 3},
        {"2^10", 1024, 1024, 3},
        {"12e3", 12000, 12000, 3},
    };
    EXPECT(cases);
}

static void vague_and_parts(void **state)
{
    (void)state;
    static const number_case cases[] = {
        {"عشرات القتلى", 20, 99, 1},
        {"مئات", 200, 999, 1},
        {"آلاف الناس", 2000, 9999, 1},
        {"عشرات الآلاف", 20000, 99999, 2},
        {"مئات الملايين", 2e8, 999999999, 2},
        {"بضعة أيام", 3, 9, 1},
        {"بضع مئات", 300, 999, 2},
        {"بضعة آلاف", 3000, 9999, 2},
        {"ثلاثة أرباع", 0.75, 0.75, 2},
        {"خمسة وربع", 5.25, 5.25, 2},
        {"عشرون وثلاثة أخماس", 20.6, 20.6, 3},
        {"دزينة", 12, 12, 1},
        {"سالب خمسة", -5, -5, 2},
        {"ثلاثة فاصلة خمسة", 3.5, 3.5, 3},
        {"صفر", 0, 0, 1},
        {"يومين", 2, 2, 1},
        {"الجنديان", 2, 2, 1},
    };
    EXPECT(cases);
}

static void ordinals_are_marked(void **state)
{
    (void)state;
    static const char *const ordinals[] = {"الثالث", "الخامس عشر",
                                           "الحادي والعشرون", "العشرين"};
    static const double values[] = {3, 15, 21, 20};
    for (size_t i = 0; i < 4; i++) {
        isnad_doc *doc = read(ordinals[i]);
        isn_number n = {0};
        bool found = isn_number_at(doc, 0, &n);
        bool ends = n.tokens == doc->tokens.count;
        isnad_doc_free(doc);
        assert_true(found && n.ordinal && ends);
        assert_true(n.low > values[i] - .5 && n.low < values[i] + .5);
    }
}

static void no_numbers(void **state)
{
    (void)state;
    static const char *const texts[] = {"الاثنين",   "نصف النهائي",
                                        "أحد الناس", "192.168.1.2",
                                        "المسؤولين", "وثمن"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        isnad_doc *doc = read(texts[i]);
        isn_number n;
        bool found = isn_number_at(doc, 0, &n);
        isnad_doc_free(doc);
        if (found) {
            fail_msg("a number in %s", texts[i]);
        }
    }
}

/* A word ends what belongs to it: no sum of what is only listed. */
static void numbers_stand_apart(void **state)
{
    (void)state;
    static const number_case cases[] = {
        {"300 و 212", 300, 300, 1},
        {"ثلاثة وأربعة", 3, 3, 1},
        {"عشرين ومئة ألف", 20, 20, 1},
        {"5 آلاف و20 ألف", 5000, 5000, 2},
    };
    EXPECT(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_below_thousand),
        cmocka_unit_test(words_and_scales),
        cmocka_unit_test(digits),
        cmocka_unit_test(vague_and_parts),
        cmocka_unit_test(ordinals_are_marked),
        cmocka_unit_test(no_numbers),
        cmocka_unit_test(numbers_stand_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
