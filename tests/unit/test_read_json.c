/* JSON objects, however they follow each other, and damage between them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "read/read.h"

static char got[8192];

static isnad_status on_record(void *data, isn_record *record)
{
    (void)data;
    size_t at = strlen(got);
    assert_int_equal(record->step_count, 2);
    snprintf(got + at, sizeof got - at, "%s %s|%s|%s|%.*s\n", record->steps[0],
             record->steps[1], record->hints.url ? record->hints.url : "",
             record->hints.published ? record->hints.published : "",
             (int)record->len, (const char *)record->payload);
    free(record->payload);
    return ISNAD_OK;
}

static void on_skip(void *data, const char *path, uint64_t offset,
                    isnad_status status, const char *reason)
{
    (void)data;
    (void)path;
    (void)status;
    size_t at = strlen(got);
    snprintf(got + at, sizeof got - at, "!%llu %s\n",
             (unsigned long long)offset, reason);
}

static void read_text(const char *text, const isn_read_options *options)
{
    isn_read_sink sink = {on_record, on_skip, NULL, NULL};
    got[0] = '\0';
    assert_int_equal(isn_read_memory("x", text, strlen(text), options, &sink),
                     ISNAD_OK);
}

static void lines_arrays_and_sequences(void **state)
{
    (void)state;
    static const char expected[] = "record:%d json:/text|||one\n"
                                   "record:%d json:/text|||two\n";
    static const struct {
        const char *json;
        int first, second;
    } cases[] = {
        {"{\"text\": \"one\"}\n{\"text\": \"two\"}\n", 0, 16},
        {"{\"text\": \"one\"}{\"text\": \"two\"}", 0, 15},
        {"[{\"text\": \"one\"},\n {\"text\": \"two\"}]", 1, 19},
        {"[\n{\n\"text\": \"one\"\n},\n{\n\"text\": \"two\"\n}\n]", 2, 21},
        {"\xEF\xBB\xBF{\"text\": \"one\"}\r\n{\"text\": \"two\"}\r\n", 3, 20},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[256];
        snprintf(text, sizeof text, expected, cases[i].first, cases[i].second);
        read_text(cases[i].json, NULL);
        assert_string_equal(got, text);
    }
}

static void members_are_found_by_their_usual_names(void **state)
{
    (void)state;
    read_text("{\"headline\": \"عنوان\", \"body\": \"نص\\nثان\", \"link\": "
              "\"http://a\", \"date\": \"2022-01-13\", \"n\": [{\"text\": 1}]}",
              NULL);
    assert_string_equal(got, "record:0 json:/headline+/body|http://a|"
                             "2022-01-13|عنوان\nنص\nثان\n");
    read_text("{\"title\": \"وحده\", \"text\": \"\"}", NULL);
    assert_string_equal(got, "record:0 json:/title|||وحده\n");
    read_text("{\"id\": 7}\n{\"text\": \"x\"}", NULL);
    assert_string_equal(
        got, "!0 an object without text\nrecord:10 json:/text|||x\n");
}

static void members_can_be_named(void **state)
{
    (void)state;
    isn_read_options options = {
        .fields = {.text = "a/b", .title = "t", .published = "when"}};
    read_text("{\"text\": \"no\", \"a\": {\"b\": \"yes\"}, \"when\": "
              "\"2020\"}",
              &options);
    assert_string_equal(got, "record:0 json:/a/b||2020|yes\n");
}

/* Items of news agencies, in the first and the later form. */
static void ninjs(void **state)
{
    (void)state;
    read_text("{\"uri\": \"http://a/n/1\", \"type\": \"text\", "
              "\"versioncreated\": \"2023-03-14T10:00:00Z\", "
              "\"headline\": \"عنوان\", \"body_text\": \"نص\"}\n"
              "{\"uri\": \"http://a/n/2\", \"headlines\": [{\"value\": "
              "\"آخر\"}], \"bodies\": [{\"contentType\": \"text/html\", "
              "\"value\": \"<p>نص\"}]}\n{\"bodies\": {\"0\": 1}}",
              NULL);
    assert_non_null(strstr(got, "json:/headline+/body_text"));
    assert_non_null(strstr(got, "عنوان\nنص\n"));
    assert_non_null(strstr(got, "json:/headlines/0/value+/bodies/0/value"));
    assert_non_null(strstr(got, "آخر\n<p>نص\n"));
    assert_non_null(strstr(got, "an object without text"));
}

static void a_damaged_line_costs_itself(void **state)
{
    (void)state;
    static const char *const damaged[] = {
        "{\"text\": \"cut in its words\n",        "{\"text\": \"cut\"\n",
        "{\"text\": \"cut\", \"a\": {\"b\": 1\n", "{\"text\" \"no colon\"}\n",
        "{\"text\": \"bad \xFF bytes\"}\n",       "nonsense {\n",
        "{\"text\": \"bad \\x escape\"}\n",
    };
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        char json[512];
        snprintf(json, sizeof json,
                 "{\"text\": \"before\"}\n%s{\"text\": \"after\"}\n",
                 damaged[i]);
        read_text(json, NULL);
        assert_non_null(strstr(got, "|before\n"));
        assert_non_null(strstr(got, "|after\n"));
        assert_non_null(strstr(got, "!19 "));
    }
}

static void depth_and_size_are_bounded(void **state)
{
    (void)state;
    char *json = malloc(100 * 1000);
    assert_non_null(json);
    strcpy(json, "{\"text\": \"one\"}\n{\"a\": ");
    size_t at = strlen(json);
    memset(json + at, '[', 60 * 1000);
    strcpy(json + at + 60 * 1000, "\n{\"text\": \"two\"}\n");
    read_text(json, NULL);
    assert_non_null(strstr(got, "|one\n"));
    assert_non_null(strstr(got, "|two\n"));
    isn_read_options options = {.payload = 20};
    read_text("{\"text\": \"much longer than the limit allows it to be\"}\n"
              "{\"text\": \"two\"}\n",
              &options);
    assert_non_null(strstr(got, "!0 an object larger than the limit\n"));
    assert_non_null(strstr(got, "|two\n"));
    free(json);
}

static void prose_is_no_json(void **state)
{
    (void)state;
    isn_read_sink sink = {on_record, on_skip, NULL, NULL};
    (void)sink;
    static const char *const prose[] = {"{ قال الوزير }", "[1] هامش",
                                        "{\"كلمة\" وأخرى}"};
    for (size_t i = 0; i < sizeof prose / sizeof *prose; i++) {
        got[0] = '\0';
        isn_read_options options = {.payload = 5};
        isn_read_memory("x", prose[i], strlen(prose[i]), &options, &sink);
        assert_string_equal(got, "!0 larger than the limit for one payload\n");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_arrays_and_sequences),
        cmocka_unit_test(members_are_found_by_their_usual_names),
        cmocka_unit_test(members_can_be_named),
        cmocka_unit_test(ninjs),
        cmocka_unit_test(a_damaged_line_costs_itself),
        cmocka_unit_test(depth_and_size_are_bounded),
        cmocka_unit_test(prose_is_no_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
