/* Shared passages of two documents. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "story/words.h"

static isn_words words_from(const char *text, uint32_t *storage)
{
    isn_words words = {storage, storage, 0};
    for (; *text; text++) {
        storage[words.count++] = (uint32_t)(unsigned char)*text;
    }
    return words;
}

static void passages_are_found_in_order(void **state)
{
    (void)state;
    uint32_t a[64], b[64];
    isn_words x = words_from("abcdefgXhijklmn", a);
    isn_words y = words_from("hijklmnYYabcdefg", b);
    isn_aligner aligner = {0};
    assert_int_equal(isn_align(&aligner, &x, &y, 5), ISNAD_OK);
    assert_int_equal(aligner.shared.count, 2);
    assert_int_equal(aligner.shared.items[0].a, 0);
    assert_int_equal(aligner.shared.items[0].b, 9);
    assert_int_equal(aligner.shared.items[0].count, 7);
    assert_int_equal(aligner.shared.items[1].a, 8);
    assert_int_equal(aligner.shared.items[1].b, 0);
    isn_aligner_free(&aligner);
}

static void short_passages_do_not_count(void **state)
{
    (void)state;
    uint32_t a[64], b[64];
    isn_words x = words_from("abcd-efgh", a);
    isn_words y = words_from("abcd+efgh", b);
    isn_aligner aligner = {0};
    assert_int_equal(isn_align(&aligner, &x, &y, 5), ISNAD_OK);
    assert_int_equal(aligner.shared.count, 0);
    isn_aligner_free(&aligner);
}

static void no_word_is_used_twice(void **state)
{
    (void)state;
    uint32_t a[64], b[64];
    isn_words x = words_from("abcdefabcdef", a);
    isn_words y = words_from("abcdef", b);
    isn_aligner aligner = {0};
    assert_int_equal(isn_align(&aligner, &x, &y, 4), ISNAD_OK);
    assert_int_equal(aligner.shared.count, 1);
    isn_aligner_free(&aligner);
}

/* One word a hundred thousand times: a comparison of all places with all
 * would not end. */
static void repetition_is_bounded(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    uint32_t *a = calloc(MANY, sizeof *a);
    assert_non_null(a);
    isn_words x = {a, a, MANY};
    isn_aligner aligner = {0};
    assert_int_equal(isn_align(&aligner, &x, &x, 5), ISNAD_OK);
    assert_int_equal(aligner.shared.count, 1);
    assert_int_equal(aligner.shared.items[0].count, MANY);
    isn_aligner_free(&aligner);
    free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passages_are_found_in_order),
        cmocka_unit_test(short_passages_do_not_count),
        cmocka_unit_test(no_word_is_used_twice),
        cmocka_unit_test(repetition_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
