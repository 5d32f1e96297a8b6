/* A report is taken apart at the items of its lists, and nowhere else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "flow/report_split.h"

static char items[1024];

static isnad_status on_item(void *data, const char *list, const char *text,
                            size_t len, size_t offset)
{
    const char *whole = data;
    size_t at = strlen(items);
    assert_memory_equal(text, whole + offset, len);
    snprintf(items + at, sizeof items - at, "%s %.*s\n", list, (int)len, text);
    return ISNAD_OK;
}

/* Splits `text`; what is left of it. */
static const char *split(const char *text, isnad_status expected)
{
    static char left[1024];
    size_t len = strlen(text);
    memcpy(left, text, len);
    items[0] = '\0';
    assert_int_equal(isn_report_split(left, &len, on_item, (void *)text),
                     expected);
    left[len] = '\0';
    return left;
}

static void items_are_handed_on(void **state)
{
    (void)state;
    assert_string_equal(
        split("{\"stories\": [{\"id\": \"a\", \"statements\": [{\"words\": "
              "\"}]\\\"{[\"}, {\"e\": [{}]}], \"figures\": [{\"of\": 1}]}, "
              "{\"labels\": []}]}",
              ISNAD_OK),
        "{\"stories\": [{\"id\": \"a\", \"statements\": [{}, {}], "
        "\"figures\": [{}]}, {\"labels\": []}]}");
    assert_string_equal(items, "statements {\"words\": \"}]\\\"{[\"}\n"
                               "statements {\"e\": [{}]}\n"
                               "figures {\"of\": 1}\n");
}

static void other_shapes_stay(void **state)
{
    (void)state;
    static const char *const shapes[] = {
        "",
        "{}",
        "[[[[{\"a\": 1}]]]]",
        "{\"a\": {\"b\": {\"c\": [{}]}}}",
        "{\"a\": \"[{[{\"}",
        "]}]}]}{{{{",
        "\"open",
        "\"open\\",
        "{\"stories\": [{\"x\": [[{\"a\": 1}]]}]}",
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        assert_string_equal(split(shapes[i], ISNAD_OK), shapes[i]);
        assert_string_equal(items, "");
    }
}

static void an_open_item_is_told(void **state)
{
    (void)state;
    split("{\"stories\": [{\"statements\": [{\"a\": 1}, {\"b\": \"}",
          ISNAD_MALFORMED);
    assert_string_equal(items, "statements {\"a\": 1}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_are_handed_on),
        cmocka_unit_test(other_shapes_stay),
        cmocka_unit_test(an_open_item_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
