/* Shapes made to blow up: time grows with size, and nothing breaks. */
#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "page/page.h"

/* A page of `unit` said often enough for `size` bytes, between two ends. */
static isnad_status build(const char *front, const char *unit, size_t unit_len,
                          const char *back, size_t size, double *seconds)
{
    size_t a = strlen(front), b = strlen(back);
    size_t count = size / unit_len, len = a + count * unit_len + b;
    unsigned char *page = malloc(len + 1);
    assert_non_null(page);
    memcpy(page, front, a);
    for (size_t i = 0; i < count; i++) {
        memcpy(page + a + i * unit_len, unit, unit_len);
    }
    memcpy(page + a + count * unit_len, back, b);
    isnad_doc *doc = isn_doc_new("test", NULL, 0, page, len);
    assert_non_null(doc);
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    isnad_status status = isn_page_build(doc, NULL, NULL);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    *seconds = (double)(to.tv_sec - from.tv_sec) +
               (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    isnad_doc_free(doc);
    return status;
}

static const struct {
    const char *front, *unit, *back;
    size_t unit_len;
} shapes[] = {
#define SHAPE(front, unit, back)                                               \
    {                                                                          \
        front, unit, back, sizeof unit - 1                                     \
    }
    SHAPE("<html>", "<div>", "x"),
    SHAPE("<html>", "<div><p>a.", "</div>"),
    SHAPE("<html>", "<b><p>", "x"),
    SHAPE("<html>", "<a href=x>", "x"),
    SHAPE("<html>", "</div>", "x"),
    SHAPE("<html><section><div>", "</section><section>", "x"),
    SHAPE("<html>", "<li><ul>", "x"),
    SHAPE("<html><table>", "<td><table>", "x"),
    SHAPE("<html><table><tr>", "<td>x", "</table>"),
    SHAPE("<html><p ", "a=b ", ">x"),
    SHAPE("<html><p class='", "article-body ", "'>x"),
    SHAPE("<html><p class='", "x", "'>x"),
    SHAPE("<html><!--", "--", "x"),
    SHAPE("<html><!--", "-!", "x"),
    SHAPE("<html><title>", "</titl", "x"),
    SHAPE("<html><script>", "<!--<script>", "x"),
    SHAPE("<html><p>", "&", "x"),
    SHAPE("<html><p>", "&#1", "x"),
    SHAPE("<html><p>", "&notanentity", "x"),
    SHAPE("<html><p>", "\0", "x"),
    SHAPE("<html><p>", "<", "x"),
    SHAPE("<html><p>", "a <br>", "x"),
    SHAPE("<html><p>", "<span>a", "x"),
    SHAPE("<html>", "<h1>a</h1>", "x"),
    SHAPE("<html>", "<svg><g>", "x"),
    SHAPE("<html><script type=application/ld+json>", "[{\"a\":", "</script>x"),
    SHAPE("<html><script type=application/ld+json>", "\"\\", "</script>x"),
    SHAPE("<html>", "<meta name=date content=2019-01-01>", "x"),
    SHAPE("<html>", "<p>12 03 2019 13 04 2020</p>", "x"),
    SHAPE("", "a\n", "x"),
    SHAPE("", "\xD8\xA7\xD9\x82\xD8\xB1\xD8\xA3\n", "x"),
    SHAPE("", "x", "x"),
    SHAPE("", "12 ", "x"),
    SHAPE("", "\xD9", "x"),
#undef SHAPE
};

static void time_grows_with_size(void **state)
{
    (void)state;
    enum { SIZE = 256 << 10 };
    /* Else memory that is there already is used again for one size, and not
     * for the other. */
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        double once = 0, twice = 0, ratio = 0;
        /* A busy machine disturbs a single measurement. */
        for (int tries = 0; tries < 4; tries++) {
            isnad_status status =
                build(shapes[i].front, shapes[i].unit, shapes[i].unit_len,
                      shapes[i].back, SIZE, &once);
            assert_true(status == ISNAD_OK || status == ISNAD_EMPTY);
            build(shapes[i].front, shapes[i].unit, shapes[i].unit_len,
                  shapes[i].back, 2 * SIZE, &twice);
            ratio = twice / (once > 1e-6 ? once : 1e-6);
            if (ratio <= 2.5 || twice < 0.02) {
                break;
            }
        }
        if (ratio > 2.5 && twice >= 0.02) {
            fail_msg("shape %zu (%s): %.3f s, twice as much %.3f s", i,
                     shapes[i].unit, once, twice);
        }
        if (twice > 3) {
            fail_msg("shape %zu (%s): %.3f s for half a megabyte", i,
                     shapes[i].unit, twice);
        }
    }
}

static void a_hundred_thousand_open_elements(void **state)
{
    (void)state;
    double seconds;
    assert_int_equal(build("<html>", "<div>", 5, "end.", 500000, &seconds),
                     ISNAD_OK);
    assert_true(seconds < 3);
}

static void nothing_is_empty(void **state)
{
    (void)state;
    double seconds;
    assert_int_equal(build("", " ", 1, "", 10, &seconds), ISNAD_EMPTY);
    assert_int_equal(build("<html></html>", " ", 1, "", 1, &seconds),
                     ISNAD_EMPTY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_grows_with_size),
        cmocka_unit_test(a_hundred_thousand_open_elements),
        cmocka_unit_test(nothing_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
