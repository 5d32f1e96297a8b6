/* Charsets are told apart, and every character keeps its payload bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "page/charset.h"
#include "page/page.h"
#include "page/source.h"

static isnad_doc *doc_of(const void *bytes, size_t len)
{
    unsigned char *payload = malloc(len + 1);
    assert_non_null(payload);
    memcpy(payload, bytes, len);
    isnad_doc *doc = isn_doc_new("test", NULL, 0, payload, len);
    assert_non_null(doc);
    return doc;
}

static isnad_doc *read(const void *bytes, size_t len, const char *charset)
{
    isnad_doc *doc = doc_of(bytes, len);
    assert_int_equal(isn_page_build(doc, NULL, NULL), ISNAD_OK);
    assert_string_equal(isnad_doc_charset(doc), charset);
    return doc;
}

/* The payload bytes of the first `words` in the text. */
static isnad_raw_span raw_of(const isnad_doc *doc, const char *words)
{
    const char *at = strstr(doc->text, words);
    assert_non_null(at);
    uint32_t begin = (uint32_t)(at - doc->text);
    return isnad_doc_raw(doc,
                         (isnad_span){begin, begin + (uint32_t)strlen(words)});
}

static void utf8_keeps_its_bytes(void **state)
{
    (void)state;
    const char page[] = "<p>قال الوزير إن العمل بدأ.</p>";
    isnad_doc *doc = read(page, sizeof page - 1, "utf-8");
    isnad_raw_span raw = raw_of(doc, "الوزير");
    assert_int_equal(raw.begin, strstr(page, "الوزير") - page);
    assert_int_equal(raw.end - raw.begin, strlen("الوزير"));
    isnad_doc_free(doc);
}

static void byte_order_mark_is_no_text(void **state)
{
    (void)state;
    const char page[] = "\xEF\xBB\xBFقال الوزير إن العمل بدأ.\n";
    isnad_doc *doc = read(page, sizeof page - 1, "utf-8");
    assert_int_equal(raw_of(doc, "قال").begin, 3);
    isnad_doc_free(doc);
}

static void windows_1256_is_one_byte_a_letter(void **state)
{
    (void)state;
    /* قال الوزير إن العمل بدأ. */
    const char page[] = "<meta charset=windows-1256><p>\xDE\xC7\xE1 "
                        "\xC7\xE1\xE6\xD2\xED\xD1 \xC5\xE4 "
                        "\xC7\xE1\xDA\xE3\xE1 \xC8\xCF\xC3.</p>";
    isnad_doc *doc = read(page, sizeof page - 1, "windows-1256");
    isnad_raw_span raw = raw_of(doc, "الوزير");
    assert_int_equal(raw.begin, strstr(page, "\xC7\xE1\xE6") - page);
    assert_int_equal(raw.end - raw.begin, 6);
    isnad_doc_free(doc);
}

static void iso_8859_6(void **state)
{
    (void)state;
    const char page[] = "<meta http-equiv=content-type content='text/html; "
                        "charset=ISO-8859-6'><p>\xE2\xC7\xE4 "
                        "\xC7\xE4\xE8\xD2\xEA\xD1 \xC7\xE4\xEA\xE8\xE5.</p>";
    isnad_doc *doc = read(page, sizeof page - 1, "iso-8859-6");
    isnad_raw_span raw = raw_of(doc, "الوزير");
    assert_int_equal(raw.begin, strstr(page, "\xC7\xE4\xE8") - page);
    assert_int_equal(raw.end - raw.begin, 6);
    isnad_doc_free(doc);
}

static size_t to_utf16(const char *text, unsigned char *out, int big)
{
    size_t n = 0;
    for (const unsigned char *t = (const unsigned char *)text; *t;) {
        unsigned c = *t < 0x80 ? *t : (*t & 0x1Fu) << 6 | (t[1] & 0x3Fu);
        t += *t < 0x80 ? 1 : 2;
        out[n + (big ? 0 : 1)] = (unsigned char)(c >> 8);
        out[n + (big ? 1 : 0)] = (unsigned char)c;
        n += 2;
    }
    return n;
}

static void utf16_without_a_mark(void **state)
{
    (void)state;
    const char *text = "<html><p>قال الوزير إن العمل بدأ في المدينة.</p>";
    for (int big = 0; big < 2; big++) {
        unsigned char bytes[400];
        size_t len = to_utf16(text, bytes, big);
        isnad_doc *doc = read(bytes, len, big ? "utf-16be" : "utf-16le");
        isnad_raw_span raw = raw_of(doc, "الوزير");
        assert_int_equal(raw.begin, 2 * 13);
        assert_int_equal(raw.end - raw.begin, 2 * 6);
        isnad_doc_free(doc);
    }
}

static void damage_is_marked_and_passed_over(void **state)
{
    (void)state;
    const char page[] = "قال الوزير \xD9 إن العمل بدأ في المدينة كلها.\n";
    isnad_doc *doc = read(page, sizeof page - 1, "utf-8");
    assert_non_null(strstr(doc->text, "\xEF\xBF\xBD"));
    isnad_raw_span raw = raw_of(doc, "العمل");
    assert_int_equal(raw.begin, strstr(page, "العمل") - page);
    isnad_doc_free(doc);
}

static void a_wrong_declaration_yields_to_validity(void **state)
{
    (void)state;
    const char page[] =
        "<meta charset=windows-1256><p>قال الوزير إن العمل بدأ.</p>";
    isnad_doc *doc = read(page, sizeof page - 1, "utf-8");
    isnad_doc_free(doc);
}

static void positions_stay_right_far_into_the_page(void **state)
{
    (void)state;
    /* Longer than the distance of the marks; one letter, one byte. */
    enum { REPEATS = 400 };
    char page[40 + REPEATS * 4 + 1] = "<meta charset=windows-1256><p>";
    size_t len = strlen(page);
    for (int i = 0; i < REPEATS; i++) {
        memcpy(page + len, i == 333 ? "\xE3\xCF \xC3" : "\xDE\xC7\xE1 ", 4);
        len += 4;
    }
    isnad_doc *doc = read(page, len, "windows-1256");
    isnad_raw_span raw = raw_of(doc, "مد");
    assert_int_equal(raw.begin, 30 + 333 * 4);
    assert_int_equal(raw.end - raw.begin, 2);
    isnad_doc_free(doc);
}

static void labels(void **state)
{
    (void)state;
    assert_int_equal(isn_charset_label(" UTF8 ", 6).charset, ISN_CHARSET_UTF8);
    assert_int_equal(isn_charset_label("CP1256", 6).charset, ISN_CHARSET_W1256);
    assert_int_equal(isn_charset_label("arabic", 6).charset,
                     ISN_CHARSET_ARABIC);
    assert_string_equal(isn_charset_label("latin1", 6).name, "windows-1252");
    assert_int_equal(isn_charset_label("klingon", 7).charset, ISN_CHARSET_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_keeps_its_bytes),
        cmocka_unit_test(byte_order_mark_is_no_text),
        cmocka_unit_test(windows_1256_is_one_byte_a_letter),
        cmocka_unit_test(iso_8859_6),
        cmocka_unit_test(utf16_without_a_mark),
        cmocka_unit_test(damage_is_marked_and_passed_over),
        cmocka_unit_test(a_wrong_declaration_yields_to_validity),
        cmocka_unit_test(positions_stay_right_far_into_the_page),
        cmocka_unit_test(labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
