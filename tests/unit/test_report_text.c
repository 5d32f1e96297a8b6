/* Nothing in source text may act on a terminal or in a spreadsheet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>
#include <cmocka.h>

#include "report/csv_out.h"
#include "report/pile_text.h"
#include "report/text_out.h"

static isn_buffer out;

static int begin(void **state)
{
    (void)state;
    isn_buffer_init(&out, 4096);
    return 0;
}

static int end(void **state)
{
    (void)state;
    isn_buffer_free(&out);
    return 0;
}

static void controls_go_away(void **state)
{
    (void)state;
    isn_out_clean_text(&out, " \x1B[31mred\x07\r\n\t two\xC2\x9B"
                             "31m \xE2\x80\xAE"
                             "dna\xE2\x81\xA6 ");
    assert_string_equal(out.data, "[31mred two31m dna");
}

static void joiners_stay(void **state)
{
    (void)state;
    isn_out_clean_text(&out, "می\xE2\x80\x8Cشود");
    assert_string_equal(out.data, "می\xE2\x80\x8Cشود");
}

static void terminals_get_isolates(void **state)
{
    (void)state;
    isnad_report_options terminal = {.terminal = true};
    isn_out_words_text(&out, NULL, "قال");
    isn_out_words_text(&out, &terminal, "قال");
    isn_out_style(&out, &terminal, "1");
    assert_string_equal(out.data, "قال\xE2\x81\xA8قال\xE2\x81\xA9");
    terminal.color = true;
    isn_buffer_clear(&out);
    isn_out_style(&out, &terminal, "1");
    assert_string_equal(out.data, "\x1B[1m");
}

static void markdown_is_escaped(void **state)
{
    (void)state;
    isn_out_md_text(&out, "a|b *c* <script> [x](y) #1");
    assert_string_equal(out.data, "a\\|b \\*c\\* \\<script\\> \\[x\\](y) \\#1");
}

static void cell(const char *text, const char *expected)
{
    isn_buffer_clear(&out);
    isn_csv_cell(&out, (isnad_view){text, strlen(text)});
    assert_string_equal(out.data, expected);
}

static void formulas_are_text(void **state)
{
    (void)state;
    cell("=1+1", "\"'=1+1\"");
    cell("+1", "\"'+1\"");
    cell("-1", "\"'-1\"");
    cell("@SUM", "\"'@SUM\"");
    cell("＝1", "\"'＝1\"");
    cell("قال \"نعم\"", "\"قال \"\"نعم\"\"\"");
    cell("a,b\nc", "\"a,b\nc\"");
    cell("", "\"\"");
}

static void bounds_are_readable(void **state)
{
    (void)state;
    isn_out_bounds(&out, 225, 225);
    isn_buffer_char(&out, ' ');
    isn_out_bounds(&out, 20, 99);
    isn_buffer_char(&out, ' ');
    isn_out_bounds(&out, 101, INFINITY);
    isn_buffer_char(&out, ' ');
    isn_out_bounds(&out, -INFINITY, 10);
    assert_string_equal(out.data, "225 20–99 ≥ 101 ≤ 10");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(controls_go_away, begin, end),
        cmocka_unit_test_setup_teardown(joiners_stay, begin, end),
        cmocka_unit_test_setup_teardown(terminals_get_isolates, begin, end),
        cmocka_unit_test_setup_teardown(markdown_is_escaped, begin, end),
        cmocka_unit_test_setup_teardown(formulas_are_text, begin, end),
        cmocka_unit_test_setup_teardown(bounds_are_readable, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
