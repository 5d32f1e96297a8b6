/* JSON as others will read it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>
#include <cmocka.h>

#include "report/json_out.h"

static isnad_status gather(void *data, const char *bytes, size_t len)
{
    strncat(data, bytes, len);
    return ISNAD_OK;
}

static void expect_number(double number, const char *text)
{
    char out[ISN_NUMBER_ROOM];
    assert_int_equal(isn_number_text(number, out), strlen(text));
    assert_string_equal(out, text);
}

static void numbers_are_digits(void **state)
{
    (void)state;
    expect_number(225, "225");
    expect_number(0, "0");
    expect_number(-0.0, "0");
    expect_number(-12, "-12");
    expect_number(2.6, "2.6");
    expect_number(0.1, "0.1");
    expect_number(2600001, "2600001");
    expect_number(1e15, "1000000000000000");
    expect_number(1e21, "1000000000000000000000");
    expect_number(0.00001, "0.00001");
    char out[ISN_NUMBER_ROOM];
    assert_true(isn_number_text(-1.7976931348623157e308, out) <
                ISN_NUMBER_ROOM);
}

static void text_is_escaped(void **state)
{
    (void)state;
    char out[1024] = "";
    isn_json json;
    isn_json_begin(&json, (isnad_sink){gather, out}, 0);
    isn_json_array(&json);
    isn_json_text(&json, "a\"b\\c/\n\t\x01\x1B\x7F");
    isn_json_text(&json, "قال «نعم»");
    isn_json_text(&json, "\xFF\xD9 \xEF\xBF\xBD\xC2\x85\xE2\x80\xA8");
    isn_json_text(&json, NULL);
    isn_json_view(&json, (isnad_view){"a\0b", 3});
    isn_json_number(&json, INFINITY);
    isn_json_number(&json, NAN);
    isn_json_bool(&json, true);
    isn_json_count(&json, UINT64_MAX);
    isn_json_array_end(&json);
    assert_int_equal(isn_json_end(&json), ISNAD_OK);
    assert_string_equal(
        out, "[\"a\\\"b\\\\c/\\n\\t\\u0001\\u001b\\u007f\", \"قال «نعم»\", "
             "\"\xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBD\\u0085\\u2028\", null, "
             "\"a\\u0000b\", null, null, true, 18446744073709551615]\n");
}

static void outer_levels_get_lines(void **state)
{
    (void)state;
    char out[1024] = "";
    isn_json json;
    isn_json_begin(&json, (isnad_sink){gather, out}, 2);
    isn_json_object(&json);
    isn_json_put_array(&json, "a");
    isn_json_object(&json);
    isn_json_put_count(&json, "b", 1);
    isn_json_put_count(&json, "c", 2);
    isn_json_object_end(&json);
    isn_json_object(&json);
    isn_json_object_end(&json);
    isn_json_array_end(&json);
    isn_json_put_array(&json, "d");
    isn_json_array_end(&json);
    isn_json_object_end(&json);
    assert_int_equal(isn_json_end(&json), ISNAD_OK);
    assert_string_equal(out, "{\n \"a\": [\n  {\"b\": 1, \"c\": 2},\n  {}\n ],"
                             "\n \"d\": []\n}\n");
}

static isnad_status refuse(void *data, const char *bytes, size_t len)
{
    (void)bytes;
    (void)len;
    ++*(int *)data;
    return ISNAD_IO;
}

static void failure_is_remembered(void **state)
{
    (void)state;
    int calls = 0;
    char large[200 * 1000];
    memset(large, 'x', sizeof large);
    isn_json json;
    isn_json_begin(&json, (isnad_sink){refuse, &calls}, 0);
    isn_json_array(&json);
    for (int i = 0; i < 3; i++) {
        isn_json_view(&json, (isnad_view){large, sizeof large});
    }
    isn_json_array_end(&json);
    assert_int_equal(isn_json_end(&json), ISNAD_IO);
    assert_int_equal(calls, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_digits),
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(outer_levels_get_lines),
        cmocka_unit_test(failure_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
