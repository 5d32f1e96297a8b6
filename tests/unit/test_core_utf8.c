/* Malformed bytes end where the Encoding Standard says that they end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "core/utf8.h"

static void every_scalar_value_returns(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        char bytes[4];
        size_t len = isn_utf8_encode(c, bytes);
        uint32_t back = 0;
        assert_int_equal(isn_utf8_decode(bytes, len, &back), len);
        uint32_t want = c >= 0xD800 && c < 0xE000 ? 0xFFFD : c;
        assert_int_equal(back, want);
    }
}

static void values_beyond_unicode_become_fffd(void **state)
{
    (void)state;
    char bytes[4];
    assert_int_equal(isn_utf8_encode(0x110000, bytes), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
    assert_int_equal(isn_utf8_encode(UINT32_MAX, bytes), 3);
}

/* `bytes` decode to U+FFFD that takes `taken` of them. */
static void malformed(const char *bytes, size_t len, size_t taken)
{
    uint32_t c = 0;
    assert_int_equal(isn_utf8_decode(bytes, len, &c), taken);
    assert_int_equal(c, 0xFFFD);
}

static void takes_the_maximal_prefix(void **state)
{
    (void)state;
    malformed("\x80", 1, 1);             /* a lone continuation */
    malformed("\xC0\xAF", 2, 1);         /* overlong */
    malformed("\xE0\x80\x80", 3, 1);     /* overlong */
    malformed("\xED\xA0\x80", 3, 1);     /* a surrogate */
    malformed("\xF4\x90\x80\x80", 4, 1); /* beyond U+10FFFF */
    malformed("\xF8\x88\x80\x80", 4, 1);
    malformed("\xE2\x82", 2, 2);     /* cut off */
    malformed("\xF0\x9F\x98", 3, 3); /* cut off */
    malformed("\xE2\x82x", 3, 2);    /* broken off */
    malformed("\xD9", 1, 1);         /* half a letter */
}

static void finds_the_first_fault(void **state)
{
    (void)state;
    assert_int_equal(isn_utf8_valid("قال", 6), 6);
    assert_int_equal(isn_utf8_valid("قا\xFFل", 7), 4);
    assert_int_equal(isn_utf8_valid("قا\xD9", 5), 4);
    assert_int_equal(isn_utf8_valid("", 0), 0);
}

static void knows_boundaries(void **state)
{
    (void)state;
    const char *text = "aق€";
    const bool want[] = {true, true, false, true, false, false, true};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        assert_int_equal(isn_utf8_boundary(text, 6, i), want[i]);
    }
    assert_false(isn_utf8_boundary(text, 6, 7));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scalar_value_returns),
        cmocka_unit_test(values_beyond_unicode_become_fffd),
        cmocka_unit_test(takes_the_maximal_prefix),
        cmocka_unit_test(finds_the_first_fault),
        cmocka_unit_test(knows_boundaries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
