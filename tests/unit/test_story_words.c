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

enum { ROOM = 64 };

static uint32_t words_from(const char *text, uint16_t words[ROOM])
{
    uint32_t count = 0;
    for (; *text; text++) {
        words[count++] = (uint16_t)(unsigned char)*text;
    }
    return count;
}

static void align(isn_aligner *aligner, const char *a, const char *b,
                  uint32_t least)
{
    static uint16_t in_a[ROOM], in_b[ROOM];
    uint32_t n = words_from(a, in_a), m = words_from(b, in_b);
    assert_int_equal(isn_aligner_index(aligner, in_b, m), ISNAD_OK);
    assert_int_equal(isn_align(aligner, in_a, n, least), ISNAD_OK);
}

static void passages_are_found_in_order(void **state)
{
    (void)state;
    isn_aligner aligner = {0};
    align(&aligner, "abcdefgXhijklmn", "hijklmnYYabcdefg", 5);
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
    isn_aligner aligner = {0};
    align(&aligner, "abcd-efgh", "abcd+efgh", 5);
    assert_int_equal(aligner.shared.count, 0);
    align(&aligner, "ab", "a", 1);
    assert_int_equal(aligner.shared.count, 0);
    isn_aligner_free(&aligner);
}

static void no_word_is_used_twice(void **state)
{
    (void)state;
    isn_aligner aligner = {0};
    align(&aligner, "abcdefabcdef", "abcdef", 4);
    assert_int_equal(aligner.shared.count, 1);
    isn_aligner_free(&aligner);
}

/* One word a hundred thousand times: a comparison of all places with all
 * would not end. */
static void repetition_is_bounded(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    uint16_t *a = calloc(MANY, sizeof *a);
    assert_non_null(a);
    isn_aligner aligner = {0};
    assert_int_equal(isn_aligner_index(&aligner, a, MANY), ISNAD_OK);
    assert_int_equal(isn_align(&aligner, a, MANY, 5), ISNAD_OK);
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
