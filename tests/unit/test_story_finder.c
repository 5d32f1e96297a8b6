/* Documents one after the other, each held against those before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "story/finder.h"

enum { WORDS = 120 };

/* A document of its own: words follow a sequence that `seed` begins. */
static void write_words(uint16_t words[WORDS], unsigned seed)
{
    uint32_t x = seed * 2654435761u + 1;
    for (unsigned i = 0; i < WORDS; i++) {
        x = x * 1664525u + 1013904223u;
        words[i] = (uint16_t)(x >> 16);
    }
}

static size_t add(isn_finder *f, const uint16_t *words, uint32_t count,
                  const isn_found **found)
{
    static const uint8_t no_marks[WORDS];
    isn_print print = {words, words, no_marks, count, 0};
    size_t n;
    assert_int_equal(isn_finder_add(f, &print, found, &n), ISNAD_OK);
    return n;
}

static void strangers_are_not_linked(void **state)
{
    (void)state;
    isn_finder *f = isn_finder_new();
    assert_non_null(f);
    const isn_found *found;
    uint16_t words[WORDS];
    for (unsigned i = 0; i < 200; i++) {
        write_words(words, i);
        assert_int_equal(add(f, words, WORDS, &found), 0);
    }
    isn_finder_free(f);
}

static void a_copy_and_its_parts_are_found(void **state)
{
    (void)state;
    isn_finder *f = isn_finder_new();
    assert_non_null(f);
    const isn_found *found;
    uint16_t words[WORDS], host[WORDS];
    write_words(words, 1);
    assert_int_equal(add(f, words, WORDS, &found), 0);
    assert_int_equal(add(f, words, WORDS, &found), 1);
    assert_int_equal(found->other, 0);
    assert_int_equal(found->passage_count, 1);
    assert_int_equal(found->passages[0].count, WORDS);
    /* Its opening alone is linked with both. */
    assert_int_equal(add(f, words, 30, &found), 2);
    assert_int_equal(found[1].other, 1);
    /* Forty words of it within another text. */
    write_words(host, 2);
    memcpy(host + 50, words + 60, 40 * sizeof *words);
    assert_int_equal(add(f, host, WORDS, &found), 2);
    assert_int_equal(found->passages[0].a, 60);
    assert_int_equal(found->passages[0].b, 50);
    assert_int_equal(found->passages[0].count, 40);
    isn_finder_free(f);
}

/* Half of each is the same form, the rest is its own. */
static void a_form_is_no_copy_once_it_is_known(void **state)
{
    (void)state;
    isn_finder *f = isn_finder_new();
    assert_non_null(f);
    const isn_found *found;
    uint16_t form[WORDS], words[WORDS];
    write_words(form, 7);
    for (unsigned i = 0; i < 60; i++) {
        write_words(words, 100 + i);
        for (unsigned k = 0; k < WORDS; k += 16) {
            memcpy(words + k, form + k, 8 * sizeof *words);
        }
        size_t n = add(f, words, WORDS, &found);
        if (i > 40) {
            assert_int_equal(n, 0);
        }
    }
    isn_finder_free(f);
}

/* Sixty outlets print one text: the last one is a copy as the first is. */
static void a_large_family_stays_one(void **state)
{
    (void)state;
    isn_finder *f = isn_finder_new();
    assert_non_null(f);
    const isn_found *found;
    uint16_t words[WORDS];
    for (unsigned i = 0; i < 60; i++) {
        write_words(words, 5);
        words[i] ^= 1; /* each has a slip of its own */
        size_t n = add(f, words, WORDS, &found);
        assert_true(i == 0 || n > 0);
    }
    isn_finder_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strangers_are_not_linked),
        cmocka_unit_test(a_copy_and_its_parts_are_found),
        cmocka_unit_test(a_form_is_no_copy_once_it_is_known),
        cmocka_unit_test(a_large_family_stays_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
