/* From text to payload bytes and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/docdata.h"

/* The payload «a&amp;b<i>cd</i>» as the text «a&bcd\n», and a word of its
 * markup behind it. */
static isnad_doc *small_page(void)
{
    static const char page[] = "a&amp;b<i>cd</i>";
    unsigned char *payload = malloc(sizeof page - 1);
    assert_non_null(payload);
    memcpy(payload, page, sizeof page - 1);
    isnad_doc *doc =
        isn_doc_new("page.html", NULL, 0, payload, sizeof page - 1);
    assert_non_null(doc);
    isn_text_builder builder;
    isn_text_begin(&builder, doc);
    isn_text_add(&builder, "a", 1, 0, 1, true);
    isn_text_add(&builder, "&", 1, 1, 5, false);
    isn_text_add(&builder, "b", 1, 6, 1, true);
    isn_text_add(&builder, "c", 1, 10, 1, true);
    isn_text_add(&builder, "d", 1, 11, 1, true);
    isn_text_add(&builder, "\n", 1, 0, 0, false);
    isn_text_add(&builder, "i", 1, 8, 1, true);
    assert_int_equal(isn_text_close(&builder), ISNAD_OK);
    return doc;
}

static void check_raw(const isnad_doc *doc, uint32_t begin, uint32_t end,
                      uint64_t raw_begin, uint64_t raw_end)
{
    isnad_raw_span raw = isnad_doc_raw(doc, (isnad_span){begin, end});
    assert_int_equal(raw.begin, raw_begin);
    assert_int_equal(raw.end, raw_end);
}

static void text_finds_its_payload(void **state)
{
    (void)state;
    isnad_doc *doc = small_page();
    assert_string_equal(isnad_doc_text(doc).data, "a&bcd\ni");
    check_raw(doc, 0, 1, 0, 1);
    check_raw(doc, 1, 2, 1, 6); /* the whole entity */
    check_raw(doc, 0, 5, 0, 12);
    check_raw(doc, 2, 4, 6, 11); /* across the tag */
    check_raw(doc, 4, 5, 11, 12);
    check_raw(doc, 3, 6, 10, 12); /* the line end stands for nothing */
    check_raw(doc, 6, 7, 8, 9);
    check_raw(doc, 3, 3, 0, 0);
    isnad_doc_free(doc);
}

static void payload_finds_its_text(void **state)
{
    (void)state;
    isnad_doc *doc = small_page();
    isnad_span span = isnad_doc_from_raw(doc, (isnad_raw_span){2, 4});
    assert_int_equal(span.begin, 1);
    assert_int_equal(span.end, 2);
    span = isnad_doc_from_raw(doc, (isnad_raw_span){11, 12});
    assert_int_equal(span.begin, 4);
    assert_int_equal(span.end, 5);
    span = isnad_doc_from_raw(doc, (isnad_raw_span){12, 16});
    assert_true(isnad_span_empty(span));
    isnad_doc_free(doc);
}

static void adjacent_runs_are_one_piece(void **state)
{
    (void)state;
    isnad_doc *doc = small_page();
    /* a, the entity, b, cd, i */
    assert_int_equal(doc->pieces.count, 5);
    isnad_doc_free(doc);
}

static void words_outside_the_text_are_none(void **state)
{
    (void)state;
    isnad_doc *doc = small_page();
    assert_int_equal(isnad_doc_words(doc, (isnad_span){3, 100}).len, 0);
    assert_int_equal(isnad_doc_words(doc, (isnad_span){3, 5}).len, 2);
    isnad_doc_free(doc);
    isnad_doc_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_finds_its_payload),
        cmocka_unit_test(payload_finds_its_text),
        cmocka_unit_test(adjacent_runs_are_one_piece),
        cmocka_unit_test(words_outside_the_text_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
