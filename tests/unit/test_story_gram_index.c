/* Word triples and the documents that have them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "story/gram_index.h"

static uint32_t gram_of(uint32_t number) { return number * 2654435761u; }

static void add(isn_gram_index *index, uint32_t gram, uint32_t document,
                bool listed)
{
    assert_int_equal(isn_gram_reserve(index, 1), ISNAD_OK);
    size_t place = isn_gram_find(index, gram);
    assert_int_equal(isn_gram_add(index, place, gram, document, listed),
                     ISNAD_OK);
}

static unsigned look(const isn_gram_index *index, uint32_t gram,
                     uint32_t documents[ISN_GRAM_LISTED])
{
    size_t place = isn_gram_find(index, gram);
    return place == ISN_NO_GRAM ? 0
                                : isn_gram_documents(index, place, documents);
}

static void grams_are_found_however_many(void **state)
{
    (void)state;
    enum { GRAMS = 40000 };
    isn_gram_index index = {0};
    uint32_t documents[ISN_GRAM_LISTED];
    for (uint32_t i = 0; i < GRAMS; i++) {
        add(&index, gram_of(i), i, true);
    }
    assert_int_equal(index.used, GRAMS);
    for (uint32_t i = 0; i < GRAMS; i++) {
        assert_int_equal(look(&index, gram_of(i), documents), 1);
        assert_int_equal(documents[0], i);
    }
    assert_int_equal(look(&index, gram_of(GRAMS), documents), 0);
    isn_gram_index_free(&index);
}

static void all_grams_of_one_bucket_find_room(void **state)
{
    (void)state;
    isn_gram_index index = {0};
    uint32_t documents[ISN_GRAM_LISTED];
    for (uint32_t i = 0; i < 2000; i++) {
        add(&index, UINT32_MAX - i, i, true); /* the last bucket */
    }
    for (uint32_t i = 0; i < 2000; i++) {
        assert_int_equal(look(&index, UINT32_MAX - i, documents), 1);
        assert_int_equal(documents[0], i);
    }
    isn_gram_index_free(&index);
}

static void the_first_eight_documents_are_listed(void **state)
{
    (void)state;
    isn_gram_index index = {0};
    uint32_t documents[ISN_GRAM_LISTED];
    for (uint32_t d = 0; d < 400; d++) {
        for (uint32_t i = 0; i < 50; i++) {
            if (d >= i) {
                add(&index, gram_of(i), d, true);
            }
        }
    }
    for (uint32_t i = 0; i < 50; i++) {
        assert_int_equal(look(&index, gram_of(i), documents), 8);
        for (uint32_t k = 0; k < 8; k++) {
            assert_int_equal(documents[k], i + k);
        }
        size_t place = isn_gram_find(&index, gram_of(i));
        assert_int_equal(isn_gram_counted(&index, place), 255);
    }
    isn_gram_index_free(&index);
}

static void who_need_not_be_listed_is_counted(void **state)
{
    (void)state;
    isn_gram_index index = {0};
    uint32_t documents[ISN_GRAM_LISTED];
    add(&index, 5, 1, false);
    add(&index, 5, 2, false);
    assert_int_equal(look(&index, 5, documents), 1);
    assert_int_equal(documents[0], 1);
    assert_int_equal(isn_gram_counted(&index, isn_gram_find(&index, 5)), 2);
    isn_gram_index_free(&index);
}

/* Numbers of a damaged file lead nowhere, and no search goes on for ever. */
static void damage_is_no_way_out(void **state)
{
    (void)state;
    isn_gram_index index = {0};
    uint32_t documents[ISN_GRAM_LISTED];
    add(&index, 5, 1, true);
    add(&index, 5, 2, true);
    size_t place = isn_gram_find(&index, 5);
    index.buckets.items[place / 8].first[place % 8] = UINT32_MAX;
    assert_int_equal(isn_gram_documents(&index, place, documents), 0);
    assert_int_equal(isn_gram_add(&index, place, 5, 3, true), ISNAD_MALFORMED);
    for (size_t i = 0; i < index.buckets.count; i++) {
        index.buckets.items[i].used = 255;
    }
    assert_true(isn_gram_find(&index, 6) == ISN_NO_GRAM);
    assert_int_equal(isn_gram_add(&index, ISN_NO_GRAM, 6, 3, true),
                     ISNAD_MALFORMED);
    isn_gram_index_free(&index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grams_are_found_however_many),
        cmocka_unit_test(all_grams_of_one_bucket_find_room),
        cmocka_unit_test(the_first_eight_documents_are_listed),
        cmocka_unit_test(who_need_not_be_listed_is_counted),
        cmocka_unit_test(damage_is_no_way_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
