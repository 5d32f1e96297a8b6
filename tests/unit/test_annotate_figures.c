/* What the golden cases cannot say: order of figures, repeated calls, flags
 * that are not printed, hostile text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "one_block.h"
#include "annotate/annotate.h"
#include "core/buffer.h"
#include "text/text.h"

/* A document of one block, its figures read. */
static isnad_doc *read_as(const char *text, isnad_role role)
{
    isnad_doc *doc = one_block(text, strlen(text), role);
    assert_int_equal(isn_annotate_figures(doc), ISNAD_OK);
    return doc;
}

static isnad_doc *read(const char *text)
{
    return read_as(text, ISNAD_ROLE_PARAGRAPH);
}

static void spans_in_order(void **state)
{
    (void)state;
    isnad_doc *doc = read("قتل 5 جنود وأصيب 20 آخرون في 3 مدن خلال يومين، "
                          "ونزح نحو ألف شخص من بلدتين.");
    assert_int_equal(doc->figures.count, 6);
    for (size_t i = 0; i < doc->figures.count; i++) {
        const isnad_figure *f = &doc->figures.items[i];
        assert_true(f->span.begin < f->span.end);
        assert_true(f->span.end <= doc->text_len);
        assert_true(i == 0 ||
                    doc->figures.items[i - 1].span.end <= f->span.begin);
    }
    isnad_doc_free(doc);
}

static void called_again(void **state)
{
    (void)state;
    isnad_doc *doc = read("وصلت ثلاث سفن وعادت سفينتان.");
    size_t count = doc->figures.count;
    assert_int_equal(count, 2);
    assert_int_equal(isn_annotate_figures(doc), ISNAD_OK);
    assert_int_equal(doc->figures.count, count);
    isnad_doc_free(doc);
}

static void nothing_in_furniture(void **state)
{
    (void)state;
    isnad_doc *doc = read_as("شارك 15 شخصا هذا الخبر", ISNAD_ROLE_FURNITURE);
    assert_int_equal(doc->figures.count, 0);
    isnad_doc_free(doc);
    doc = read_as("إطفائيون ينقلون 3 جرحى", ISNAD_ROLE_CAPTION);
    assert_int_equal(doc->figures.count, 0);
    isnad_doc_free(doc);
}

/* Does the first figure of `text` say that it was given before? */
static bool first_is_earlier(const char *text)
{
    isnad_doc *doc = read(text);
    assert_true(doc->figures.count > 0);
    bool earlier = doc->figures.items[0].earlier;
    isnad_doc_free(doc);
    return earlier;
}

static void given_before(void **state)
{
    (void)state;
    assert_true(first_is_earlier("وكانت حصيلة سابقة أشارت إلى مقتل 12 عاملا."));
    assert_true(first_is_earlier("وكان الدفاع المدني أعلن مقتل 12 عاملا."));
    assert_true(first_is_earlier("مقتل 12 عاملا أعلنه الناطق في وقت سابق."));
    assert_false(first_is_earlier("أعلن الدفاع المدني مقتل 12 عاملا."));
    isnad_doc *doc = read("ارتفع عدد القتلى إلى 66 بعد أن كان 49 في الصباح.");
    assert_int_equal(doc->figures.count, 2);
    assert_false(doc->figures.items[0].earlier);
    assert_true(doc->figures.items[1].earlier);
    assert_string_equal(doc->figures.items[1].of, "killed");
    isnad_doc_free(doc);
}

static void expect_scope(const char *text, const char *words)
{
    isnad_doc *doc = read(text);
    assert_true(doc->figures.count > 0);
    char *found = isn_doc_string(doc, doc->figures.items[0].scope);
    assert_non_null(found);
    char copy[200] = "";
    strncpy(copy, found, sizeof copy - 1);
    isnad_doc_free(doc);
    assert_string_equal(copy, words);
}

static void scope_of_casualties(void **state)
{
    (void)state;
    expect_scope("قتل 12 مدنيا في حي الميدان، وفق الشهود.", "في حي الميدان");
    expect_scope("مقتل 7 عمال أجانب خلال يومين.", "خلال يومين");
    expect_scope("مقتل 7 عمال، وقال الناطق في بيان إنه يأسف.", "");
    expect_scope("بيعت 7 سيارات في المعرض.", "");
}

/* A number inside a date is no figure; one inside a duration is. */
static void dates_are_skipped(void **state)
{
    (void)state;
    isnad_doc *doc = read("غادر قبل عامين بعد إقامة دامت ثلاثة أشهر.");
    size_t all = doc->figures.count;
    isnad_date *date = isn_list_push(doc->arena, &doc->dates);
    assert_non_null(date);
    const char *words = strstr(doc->text, "قبل");
    date->span.begin = (uint32_t)(words - doc->text);
    date->span.end = date->span.begin + (uint32_t)strlen("قبل عامين");
    assert_int_equal(isn_annotate_figures(doc), ISNAD_OK);
    assert_int_equal(doc->figures.count, all - 1);
    date->duration = true;
    assert_int_equal(isn_annotate_figures(doc), ISNAD_OK);
    assert_int_equal(doc->figures.count, all);
    isnad_doc_free(doc);
}

/* Endless runs of number words, bounds and signs stay linear and in range. */
static void hostile(void **state)
{
    (void)state;
    static const char *const parts[] = {"وخمسة وعشرون ", "أكثر من ", "ألف ",
                                        "1 234 ",        "بين 5 و",  "-3/",
                                        "عشرات آلاف ",   "الـ",      "6ر1"};
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        isn_buffer text;
        isn_buffer_init(&text, 1 << 22);
        for (int i = 0; i < 5000; i++) {
            isn_buffer_text(&text, parts[k]);
        }
        assert_int_equal(text.status, ISNAD_OK);
        isnad_doc *doc = read(text.data);
        for (size_t i = 0; i < doc->figures.count; i++) {
            assert_true(doc->figures.items[i].span.end <= doc->text_len);
        }
        isnad_doc_free(doc);
        isn_buffer_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_in_order),
        cmocka_unit_test(called_again),
        cmocka_unit_test(nothing_in_furniture),
        cmocka_unit_test(given_before),
        cmocka_unit_test(scope_of_casualties),
        cmocka_unit_test(dates_are_skipped),
        cmocka_unit_test(hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
