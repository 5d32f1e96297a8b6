/* Memory of a document: alignment, zeroes, lists, text made by printf. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "core/arena.h"

static void gives_zeroed_aligned_bytes(void **state)
{
    (void)state;
    isn_arena *arena = isn_arena_new();
    assert_non_null(arena);
    for (size_t size = 0; size < 70000; size = size * 2 + 1) {
        unsigned char *bytes = isn_arena_alloc(arena, size);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(bytes[i], 0);
        }
        memset(bytes, 0xAB, size);
    }
    isn_arena_free(arena);
}

static void refuses_sizes_that_overflow(void **state)
{
    (void)state;
    isn_arena *arena = isn_arena_new();
    assert_null(isn_arena_alloc(arena, SIZE_MAX));
    assert_null(isn_arena_alloc(arena, SIZE_MAX - 8));
    /* The arena still works afterwards. */
    assert_non_null(isn_arena_alloc(arena, 16));
    isn_arena_free(arena);
}

static void copies_end_in_nul(void **state)
{
    (void)state;
    isn_arena *arena = isn_arena_new();
    assert_string_equal(isn_arena_copy(arena, "قال إن", 6), "قال");
    assert_string_equal(isn_arena_copy(arena, "", 0), "");
    assert_string_equal(isn_arena_format(arena, "%s-%02d", "2022", 1),
                        "2022-01");
    char long_text[5000];
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    assert_string_equal(isn_arena_format(arena, "%s", long_text), long_text);
    isn_arena_free(arena);
}

static void lists_grow_and_keep_their_items(void **state)
{
    (void)state;
    isn_arena *arena = isn_arena_new();
    ISN_LIST(uint64_t) list = {0};
    for (uint64_t i = 0; i < 10000; i++) {
        uint64_t *item = isn_list_push(arena, &list);
        assert_non_null(item);
        assert_int_equal(*item, 0);
        *item = i * i;
    }
    assert_int_equal(list.count, 10000);
    for (uint64_t i = 0; i < 10000; i++) {
        assert_int_equal(list.items[i], i * i);
    }
    /* Outgrown storage stays, but no more than that of the list itself; the
     * list may be half empty, and so may the last chunk. */
    assert_true(isn_arena_size(arena) < 8 * 10000 * sizeof(uint64_t));
    isn_arena_free(arena);
    isn_arena_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_zeroed_aligned_bytes),
        cmocka_unit_test(refuses_sizes_that_overflow),
        cmocka_unit_test(copies_end_in_nul),
        cmocka_unit_test(lists_grow_and_keep_their_items),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
