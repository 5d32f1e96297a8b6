/* How one reading of a figure relates to the one before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <math.h>

#include "story/slots.h"

static isnad_reading reading(double low, double high, bool vague,
                             uint32_t origin)
{
    return (isnad_reading){.place = {origin, {0, 1}},
                           .low = low,
                           .high = high,
                           .vague = vague,
                           .as_of = "2021-05-03",
                           .reported = "2021-05-03",
                           .origin = origin};
}

static void check(isnad_reading before, isnad_reading now,
                  isnad_figure_relation relation)
{
    assert_int_equal(isn_reading_relation(&before, &now), relation);
}

static void vague_words_are_refined(void **state)
{
    (void)state;
    check(reading(20, 99, true, 0), reading(48, 48, false, 1),
          ISNAD_FIGURE_REFINES);
    check(reading(20, 99, true, 0), reading(225, 225, false, 1),
          ISNAD_FIGURE_RISES);
}

static void equal_and_bounding_figures_agree(void **state)
{
    (void)state;
    check(reading(10, 10, false, 0), reading(10, 10, false, 1),
          ISNAD_FIGURE_AGREES);
    check(reading(10, 10, false, 0), reading(-INFINITY, 10, false, 1),
          ISNAD_FIGURE_AGREES);
}

static void a_document_corrects_itself_others_conflict(void **state)
{
    (void)state;
    check(reading(30, 30, false, 0), reading(27, 27, false, 0),
          ISNAD_FIGURE_CORRECTS);
    check(reading(30, 30, false, 0), reading(27, 27, false, 1),
          ISNAD_FIGURE_CONFLICTS);
    isnad_reading later = reading(41, 41, false, 1);
    later.reported = "2021-05-04"; /* the same day, told a day later */
    check(reading(30, 30, false, 0), later, ISNAD_FIGURE_RISES);
}

/* What the reading with this number supersedes, at once: "1 2", or "". */
static void supersedes(const isnad_reading *all, uint32_t at, const char *due)
{
    char list[64] = "";
    for (uint32_t i = 0; i < all[at].supersedes_count; i++) {
        size_t n = strlen(list);
        snprintf(list + n, sizeof list - n, "%s%u", n ? " " : "",
                 all[at].supersedes[i]);
    }
    assert_string_equal(list, due);
}

static isnad_reading told(double low, double high, const char *reported,
                          uint32_t doc)
{
    isnad_reading r = reading(low, high, false, doc);
    r.reported = r.as_of = reported;
    return r;
}

static isn_arena *arena; /* of one test */

static int open_arena(void **state)
{
    (void)state;
    arena = isn_arena_new();
    return arena ? 0 : -1;
}

static int free_arena(void **state)
{
    (void)state;
    isn_arena_free(arena);
    return 0;
}

static void relate(const char *of, isnad_reading *all, uint32_t count)
{
    assert_int_equal(isn_readings_relate(arena, of, all, count), ISNAD_OK);
}

static void a_running_count_rises(void **state)
{
    (void)state;
    isnad_reading all[] = {
        told(12, 12, "2021-05-03", 0), told(19, 19, "2021-05-03", 1),
        told(19, INFINITY, "2021-05-04", 2), told(27, 27, "2021-05-05", 3),
        told(5, 5, "2021-05-05", 4)};
    relate("killed", all, 5);
    supersedes(all, 0, "");
    supersedes(all, 1, "0");
    supersedes(all, 3, "1 2");
    supersedes(all, 4, ""); /* a part, when 19 are known */
    assert_int_equal(all[3].relation, ISNAD_FIGURE_RISES);
}

static void what_is_said_to_be_old_is_corrected(void **state)
{
    (void)state;
    isnad_reading all[] = {told(40, 40, "2021-05-03", 0),
                           told(40, 40, "2021-05-04", 1),
                           told(34, 34, "2021-05-04", 1)};
    all[1].earlier = true;
    relate("killed", all, 3);
    supersedes(all, 2, "1");
    assert_int_equal(all[2].relation, ISNAD_FIGURE_CORRECTS);
}

static void the_missing_are_found(void **state)
{
    (void)state;
    isnad_reading all[] = {told(30, 30, "2021-05-03", 0),
                           told(22, 22, "2021-05-04", 1)};
    relate("missing", all, 2);
    supersedes(all, 1, "0");
    assert_int_equal(all[1].relation, ISNAD_FIGURE_CORRECTS);
    relate("killed", all, 2);
    supersedes(all, 1, "");
}

static void one_day_is_no_total(void **state)
{
    (void)state;
    isnad_reading all[] = {told(30, 30, "2021-05-04", 0),
                           told(90, 90, "2021-05-06", 1),
                           told(120, 120, "2021-05-08", 2)};
    all[0].as_of = "2021-05-03";
    all[1].since = all[2].since = "2021-05-01";
    relate("killed", all, 3);
    supersedes(all, 1, "");
    supersedes(all, 2, "1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vague_words_are_refined),
        cmocka_unit_test(equal_and_bounding_figures_agree),
        cmocka_unit_test(a_document_corrects_itself_others_conflict),
        cmocka_unit_test_setup_teardown(a_running_count_rises, open_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(what_is_said_to_be_old_is_corrected,
                                        open_arena, free_arena),
        cmocka_unit_test_setup_teardown(the_missing_are_found, open_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(one_day_is_no_total, open_arena,
                                        free_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
