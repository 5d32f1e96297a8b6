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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vague_words_are_refined),
        cmocka_unit_test(equal_and_bounding_figures_agree),
        cmocka_unit_test(a_document_corrects_itself_others_conflict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
