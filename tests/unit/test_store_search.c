/* Questions as FTS5 gets them: nothing in them can mean anything else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/said.h"
#include "store/search_query.h"

#define TEXT "{title body} : ("

typedef struct expected {
    const char *words, *match;
} expected;

static const expected questions[] = {
    {"جسر", TEXT "(\"جسر\"))"},
    /* Clitics, article, ending. */
    {"والجسور للجسر", TEXT "(\"جسور\") AND (\"جسر\"))"},
    {"«سد النهر»", TEXT "(\"سد نهر\"))"},
    {"\"سد النهر\" فيضان", TEXT "(\"سد نهر\") AND (\"فيض\"))"},
    {"وزا*", TEXT "(\"وزا\" *))"},
    {"الوزا*", TEXT "(\"وزا\" *))"},
    {"\"وزير الصح\"*", TEXT "(\"وزير صح\" *))"},
    {"جسر | نهر", TEXT "(\"جسر\" OR \"نهر\"))"},
    {"جسر أو نهر مطر", TEXT "(\"جسر\" OR \"نهر\") AND (\"مطر\"))"},
    {"جسر OR نهر", TEXT "(\"جسر\" OR \"نهر\"))"},
    {"جسر -نهر", TEXT "(\"جسر\")) NOT " TEXT "(\"نهر\"))"},
    {"-نهر جسر -مطر", TEXT "(\"جسر\")) NOT " TEXT "(\"نهر\") OR (\"مطر\"))"},
    {"NEAR(جسر نهر, 5)", TEXT "(NEAR(\"جسر\" \"نهر\" , 5)))"},
    {"قرب(جسر نهر، ٣)", TEXT "(NEAR(\"جسر\" \"نهر\" , 3)))"},
    {"NEAR(جسر نهر)", TEXT "(NEAR(\"جسر\" \"نهر\" , 10)))"},
    {"2022-2023", TEXT "(\"2022 2023\"))"},
    {"٢٠٢٢", TEXT "(\"2022\"))"},
    /* Who said what about what. */
    {"ماذا قال وزير الصحة عن اللقاح؟",
     TEXT "(\"لقاح\")) AND speaker : ((\"وزير\") AND (\"صحه\"))"},
    {"ماذا قالت هدى صالح", "speaker : ((\"هدي\") AND (\"صالح\"))"},
    {"من تحدث عن الجسر؟", TEXT "(\"جسر\"))"},
    {"ماذا عن الجسر", TEXT "(\"ماذ\") AND (\"عن\") AND (\"جسر\"))"},
    /* Words of FTS5 itself, and its marks. */
    {"AND NOT title:", TEXT "(\"and\") AND (\"not\") AND (\"title\"))"},
    {"a\\b^c {d} + ; --", TEXT "(\"a b c\") AND (\"d\"))"},
    {"جسر |", TEXT "(\"جسر\"))"},
    {"| جسر", TEXT "(\"جسر\"))"},
    {"()", ""},
    {"\"\"", ""},
    {"!؟", ""},
    {"", ""},
};

static isnad_status read_words(const char *words, isn_query *query,
                               isnad_error *error)
{
    isnad_search_options options = {.words = words};
    return isn_query_read(&options, query, error);
}

static void question_becomes_expression(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        isn_query query;
        isnad_error error;
        isnad_status status = read_words(questions[i].words, &query, &error);
        char got[512];
        snprintf(got, sizeof got, "%.*s", (int)query.match.len,
                 query.match.data ? query.match.data : "");
        if (status || strcmp(got, questions[i].match) != 0) {
            print_error("%s: %s\n", questions[i].words, got);
        }
        assert_int_equal(status, ISNAD_OK);
        assert_string_equal(got, questions[i].match);
        isn_query_free(&query);
    }
}

static void faults_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        uint64_t position;
    } faults[] = {
        {"جسر \"نهر", 14},
        {"NEAR(جسر نهر", 18},
        {"NEAR(جسر نهر, 5000)", 24},
        {"-جسر", 7},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        isn_query query;
        isnad_error error;
        assert_int_equal(read_words(faults[i].words, &query, &error),
                         ISNAD_USAGE);
        assert_int_equal(error.position, faults[i].position);
        assert_true(error.message[0]);
        isn_query_free(&query);
    }
}

static void limits_hold(void **state)
{
    (void)state;
    char words[8 * 64] = "";
    isn_query query;
    isnad_error error;
    for (int i = 0; i < 40; i++) {
        snprintf(words + strlen(words), 16, "w%d ", i);
    }
    assert_int_equal(read_words(words, &query, &error), ISNAD_LIMIT);
    isn_query_free(&query);
    char *longest = calloc(1, 1 << 15);
    memset(longest, 'a', (1 << 15) - 1);
    assert_int_equal(read_words(longest, &query, &error), ISNAD_LIMIT);
    isn_query_free(&query);
    free(longest);
}

static void options_are_columns(void **state)
{
    (void)state;
    isnad_search_options options = {
        .words = "مطر", .said_by = "وزير الصحة", .person = "سامي حداد"};
    isn_query query;
    isnad_error error;
    assert_int_equal(isn_query_read(&options, &query, &error), ISNAD_OK);
    isn_buffer_char(&query.match, '\0');
    assert_string_equal(query.match.data,
                        TEXT "(\"مطر\")) AND speaker : ((\"وزير\") AND "
                             "(\"صحه\")) AND person : (\"سام حداد\")");
    assert_int_equal(query.demand_count, 3);
    assert_true(query.phrases[0].shown && !query.phrases[0].speaker);
    assert_true(!query.phrases[1].shown && query.phrases[1].speaker);
    isn_query_free(&query);
}

static void numbers_come_back(void **state)
{
    (void)state;
    static const uint64_t numbers[] = {0,   1,        127,       128,
                                       300, 1u << 31, UINT64_MAX};
    isn_buffer packed;
    isn_buffer_init(&packed, 1024);
    for (size_t i = 0; i < 7; i++) {
        isn_pack(&packed, numbers[i]);
    }
    isn_unpacker from = {(unsigned char *)packed.data,
                         (unsigned char *)packed.data + packed.len};
    for (size_t i = 0; i < 7; i++) {
        assert_true(isn_unpack(&from) == numbers[i]);
    }
    assert_int_equal(isn_unpack(&from), 0);
    isn_buffer_free(&packed);
}

static void broken_statements_are_none(void **state)
{
    (void)state;
    isn_indexed_statement items[4];
    static const unsigned char endless[] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    static const unsigned char many[] = {0, 0x7F, 1, 1, 1};
    assert_int_equal(isn_unpack_statements(NULL, 0, items, 4), 0);
    assert_int_equal(isn_unpack_statements(endless, 5, items, 4), 0);
    assert_int_equal(isn_unpack_statements(many, 5, items, 4), 4);
    assert_int_equal(items[3].words.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(question_becomes_expression),
        cmocka_unit_test(faults_are_told),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(options_are_columns),
        cmocka_unit_test(numbers_come_back),
        cmocka_unit_test(broken_statements_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
