/* JSON tokens: what is JSON, what is none, and how values are found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "read/json_in.h"

static isnad_status parse(isn_json_in *json, const char *text)
{
    return isn_json_in_parse(json, text, strlen(text));
}

static void what_is_json(void **state)
{
    (void)state;
    static const char *const good[] = {"{}",
                                       " [ ] ",
                                       "0",
                                       "-0.5e+10",
                                       "\"\"",
                                       "[1,[2,{\"a\":null}],true]",
                                       "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\"",
                                       "\"\\uD83D\\uDE00\"",
                                       "\"a\tb\"",
                                       "{\"a\":{},\"a\":[]}\n"};
    static const char *const bad[] = {
        "",         "{",     "}",           "[1,]",       "{\"a\"}",
        "{a:1}",    "[1 2]", "01",          "1.",         "-",
        "1e",       "nul",   "\"\\x\"",     "\"\\u12\"",  "\"\\uD800\"",
        "\"open",   "\"\\",  "\"\\uDC00\"", "[\"\xFF\"]", "{} {}",
        "{\"a\":}", "[1}",   "{\"a\":1]",   "\"\\\"",     "\"\\uD800\\u0041\""};
    isn_json_in json = {0};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_int_equal(parse(&json, good[i]), ISNAD_OK);
        assert_int_equal(json.tokens[0].next, json.count);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(parse(&json, bad[i]), ISNAD_MALFORMED);
    }
    isn_json_in_free(&json);
}

static void members_and_elements(void **state)
{
    (void)state;
    isn_json_in json = {0};
    assert_int_equal(parse(&json,
                           "{\"a\": [1, {\"b\": \"x\"}, \"y\"], \"\\u0062\": "
                           "\"قال \\\"نعم\\\"\", \"a\\n\": 3, \"c\": \"\", "
                           "\"d\": 1, \"d\": \"last\"}"),
                     ISNAD_OK);
    uint32_t value, inner;
    isn_buffer out;
    isn_buffer_init(&out, 100);
    assert_true(isn_json_in_member(&json, 0, "b", 1, &value));
    isn_json_in_text(&json, value, &out);
    assert_string_equal(out.data, "قال \"نعم\"");
    assert_true(isn_json_in_member(&json, 0, "a", 1, &value));
    assert_true(isn_json_in_element(&json, value, 2, &inner));
    assert_true(isn_json_in_is_text(&json, inner));
    assert_false(isn_json_in_element(&json, value, 3, &inner));
    assert_true(isn_json_in_element(&json, value, 1, &inner));
    assert_true(isn_json_in_member(&json, inner, "b", 1, &inner));
    assert_false(isn_json_in_member(&json, value, "b", 1, &inner));
    assert_false(isn_json_in_element(&json, 0, 0, &inner));
    assert_true(isn_json_in_member(&json, 0, "a\n", 2, &inner));
    assert_false(isn_json_in_is_text(&json, inner));
    assert_true(isn_json_in_member(&json, 0, "c", 1, &inner));
    assert_false(isn_json_in_is_text(&json, inner));
    assert_true(isn_json_in_member(&json, 0, "d", 1, &inner));
    isn_buffer_clear(&out);
    isn_json_in_text(&json, inner, &out);
    assert_string_equal(out.data, "last");
    isn_buffer_free(&out);
    isn_json_in_free(&json);
}

static void bounds(void **state)
{
    (void)state;
    size_t len = 2 * (ISN_JSON_MOST + 10);
    char *text = malloc(len + 1);
    assert_non_null(text);
    isn_json_in json = {0};
    memset(text, '[', len);
    assert_int_equal(isn_json_in_parse(&json, text, len), ISNAD_LIMIT);
    for (size_t i = 0; i < len; i += 2) {
        memcpy(text + i, i ? ",0" : "[0", 2);
    }
    text[len - 1] = ']';
    assert_int_equal(isn_json_in_parse(&json, text, len), ISNAD_LIMIT);
    isn_json_in_free(&json);
    /* Marks that are all escaped are looked at once. */
    for (size_t i = 0; i < len; i += 2) {
        memcpy(text + i, "\\\"", 2);
    }
    text[0] = '"';
    text[1] = ' ';
    assert_int_equal(isn_json_in_parse(&json, text, len), ISNAD_MALFORMED);
    isn_json_in_free(&json);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_json),
        cmocka_unit_test(members_and_elements),
        cmocka_unit_test(bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
