/* Days from a table: by path, by file name, by name without endings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "isnad/flow.h"

static char path[] = "/tmp/isnad-days-XXXXXX";

static isnad_status read_table(const char *text, isnad_days **days,
                               isnad_error *error)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return isnad_days_read(path, days, error);
}

static void days_are_checked(void **state)
{
    (void)state;
    static const char *const good[] = {"2022-01-13", "2024-02-29",
                                       "2022-01-13T18:00",
                                       "2022-01-13 18:00:59+03:00"};
    static const char *const bad[] = {
        "",           "2022",        "2022-13-01",
        "2023-02-29", "2022-1-13",   "2022-01-13T25:00",
        "13/01/2022", "2022-01-13x", "0000-01-01"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(isnad_day_valid(good[i]));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(isnad_day_valid(bad[i]));
    }
}

static void names_are_found(void **state)
{
    (void)state;
    isnad_days *days;
    isnad_error error;
    assert_int_equal(read_table("# days\r\n"
                                "page.html\t2022-01-01\r\n"
                                "\n"
                                "dir/page.html\t2022-01-02\tnote\n"
                                "stem\t2022-01-03\n"
                                "page.html\t2022-01-04\n"
                                "stem.a\t2022-01-05",
                                &days, &error),
                     ISNAD_OK);
    assert_string_equal(isnad_days_of(days, "page.html"), "2022-01-01");
    assert_string_equal(isnad_days_of(days, "x/page.html"), "2022-01-01");
    assert_string_equal(isnad_days_of(days, "dir/page.html"), "2022-01-02");
    assert_string_equal(isnad_days_of(days, "stem.html.gz"), "2022-01-03");
    assert_string_equal(isnad_days_of(days, "x/stem.a.gz"), "2022-01-05");
    assert_null(isnad_days_of(days, "stems.html"));
    assert_null(isnad_days_of(days, "dir/"));
    assert_null(isnad_days_of(days, ""));
    isnad_days_free(days);
}

static void wrong_lines_are_told(void **state)
{
    (void)state;
    isnad_days *days;
    isnad_error error;
    assert_int_equal(read_table("a\t2022-01-01\nb 2022\n", &days, &error),
                     ISNAD_MALFORMED);
    assert_int_equal(error.position, 13);
    assert_null(days);
    assert_int_equal(read_table("a\tsoon\n", &days, &error), ISNAD_MALFORMED);
    unlink(path);
    assert_int_equal(isnad_days_read(path, &days, &error), ISNAD_IO);
}

int main(void)
{
    int fd = mkstemp(path);
    if (fd < 0) {
        return 1;
    }
    close(fd);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_checked),
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(wrong_lines_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
