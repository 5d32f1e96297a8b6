/* When two documents are copies, and of which kind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "story/copies.h"

static void a_whole_copy_is_linked(void **state)
{
    (void)state;
    isn_pair pair = {.share_a = 0.95, .share_b = 0.97, .rare = 0.9};
    assert_true(isn_pair_linked(&pair));
    assert_int_equal(isn_pair_kind(&pair), ISNAD_LINK_COPY);
    assert_int_equal(isn_pair_form(&pair, 200, 198), ISNAD_FORM_WHOLE);
}

static void what_stands_everywhere_is_no_link(void **state)
{
    (void)state;
    isn_pair pair = {.share_a = 0.6, .share_b = 0.7, .rare = 0.02};
    assert_false(isn_pair_linked(&pair));
}

static void the_same_form_with_another_number_is_no_link(void **state)
{
    (void)state;
    isn_pair pair = {.share_a = 0.6,
                     .share_b = 0.6,
                     .rare = 0.6,
                     .covered = 60,
                     .lead_a = 0.9,
                     .lead_b = 0.9,
                     .gaps = 2};
    assert_true(isn_pair_linked(&pair));
    pair.numbers = 1;
    assert_false(isn_pair_linked(&pair));
}

static void a_name_with_its_titles_is_no_link(void **state)
{
    (void)state;
    isn_pair pair = {.share_a = 0.3,
                     .share_b = 0.3,
                     .rare = 0.3,
                     .covered = 7,
                     .lead_a = 0.5,
                     .lead_b = 0.5};
    assert_false(isn_pair_linked(&pair));
    pair.covered = 40;
    assert_true(isn_pair_linked(&pair));
}

static void forms_tell_who_holds_whom(void **state)
{
    (void)state;
    isn_pair pair = {.share_a = 0.3, .share_b = 0.95, .rare = 0.9};
    assert_int_equal(isn_pair_form(&pair, 300, 100), ISNAD_FORM_SHORTENED);
    pair = (isn_pair){.share_a = 0.95, .share_b = 0.7};
    assert_int_equal(isn_pair_form(&pair, 100, 140), ISNAD_FORM_EXTENDED);
    assert_int_equal(isn_pair_form(&pair, 100, 400), ISNAD_FORM_EMBEDDED);
    pair = (isn_pair){.share_a = 0.5, .share_b = 0.5};
    assert_int_equal(isn_pair_form(&pair, 100, 100), ISNAD_FORM_REWRITTEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_copy_is_linked),
        cmocka_unit_test(what_stands_everywhere_is_no_link),
        cmocka_unit_test(the_same_form_with_another_number_is_no_link),
        cmocka_unit_test(a_name_with_its_titles_is_no_link),
        cmocka_unit_test(forms_tell_who_holds_whom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
