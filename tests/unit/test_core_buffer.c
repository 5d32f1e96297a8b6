/* The buffer knows its maximum and remembers that it failed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "core/buffer.h"

static void stops_at_its_maximum(void **state)
{
    (void)state;
    isn_buffer buffer;
    isn_buffer_init(&buffer, 10);
    isn_buffer_text(&buffer, "12345");
    isn_buffer_text(&buffer, "67890");
    assert_int_equal(buffer.status, ISNAD_OK);
    assert_string_equal(buffer.data, "1234567890");
    isn_buffer_char(&buffer, 'x');
    assert_int_equal(buffer.status, ISNAD_LIMIT);
    assert_string_equal(buffer.data, "1234567890");
    isn_buffer_free(&buffer);
}

static void remembers_failure(void **state)
{
    (void)state;
    isn_buffer buffer;
    isn_buffer_init(&buffer, 4);
    isn_buffer_text(&buffer, "12345");
    assert_int_equal(buffer.status, ISNAD_LIMIT);
    isn_buffer_text(&buffer, "1");
    assert_int_equal(buffer.len, 0);
    isn_buffer_format(&buffer, "%d", 7);
    assert_int_equal(buffer.status, ISNAD_LIMIT);
    isn_buffer_clear(&buffer);
    isn_buffer_format(&buffer, "%d", 7);
    assert_int_equal(buffer.status, ISNAD_OK);
    assert_string_equal(buffer.data, "7");
    isn_buffer_free(&buffer);
    assert_null(buffer.data);
    assert_int_equal(buffer.max, 4);
}

static void refuses_a_length_that_overflows(void **state)
{
    (void)state;
    isn_buffer buffer;
    isn_buffer_init(&buffer, SIZE_MAX);
    isn_buffer_char(&buffer, 'a');
    assert_null(isn_buffer_room(&buffer, SIZE_MAX - 1));
    assert_int_not_equal(buffer.status, ISNAD_OK);
    isn_buffer_free(&buffer);
}

static void room_can_be_written_by_hand(void **state)
{
    (void)state;
    isn_buffer buffer;
    isn_buffer_init(&buffer, 1000);
    isn_buffer_text(&buffer, "a");
    char *room = isn_buffer_room(&buffer, 600);
    assert_non_null(room);
    memset(room, 'b', 600);
    buffer.len += 600;
    isn_buffer_char(&buffer, 'c');
    assert_int_equal(buffer.len, 602);
    assert_int_equal(buffer.data[600], 'b');
    assert_int_equal(buffer.data[601], 'c');
    assert_int_equal(buffer.data[602], '\0');
    isn_buffer_free(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stops_at_its_maximum),
        cmocka_unit_test(remembers_failure),
        cmocka_unit_test(refuses_a_length_that_overflows),
        cmocka_unit_test(room_can_be_written_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
