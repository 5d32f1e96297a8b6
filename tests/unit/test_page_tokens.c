/* The tokenizer's harder corners; all cases of html5lib are run by
 * bench/tokenizer.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "page/html_entities.h"
#include "page/html_tokens.h"

/* The tokens of `source`, one letter a kind, with names and texts. */
static void tokens(const char *source, isn_html_state state, const char *last,
                   char *out, size_t cap)
{
    static const char kinds[] = "\0TRSECD";
    char data[512];
    size_t last_len = strlen(last);
    snprintf(data, sizeof data, "%s%s", last, source);
    isn_html html;
    isn_html_open(&html, data, strlen(data));
    html.at = (uint32_t)last_len;
    html.last_start = (isn_html_range){0, (uint32_t)last_len};
    html.state = state;
    size_t n = 0;
    out[0] = '\0';
    for (;;) {
        isn_html_token t;
        isn_html_next(&html, &t);
        if (t.kind == ISN_HTML_END_OF_FILE) {
            return;
        }
        n += (size_t)snprintf(out + n, cap - n, "%s%c:%.*s", n ? " " : "",
                              kinds[t.kind], (int)(t.data.end - t.data.begin),
                              data + t.data.begin);
        for (uint32_t i = 0; i < t.attr_count; i++) {
            isn_html_attr a = html.attrs[i];
            n += (size_t)snprintf(
                out + n, cap - n, "[%.*s=%.*s]",
                (int)(a.name.end - a.name.begin), data + a.name.begin,
                (int)(a.value.end - a.value.begin), data + a.value.begin);
        }
    }
}

#define EXPECT(source, state, last, want)                                      \
    do {                                                                       \
        char out[1024];                                                        \
        tokens(source, state, last, out, sizeof out);                          \
        assert_string_equal(out, want);                                        \
    } while (0)

static void tags_and_attributes(void **state)
{
    (void)state;
    EXPECT("<a href=x class='y z' =b c>t</a>", ISN_HTML_DATA, "",
           "S:a[href=x][class=y z][=b=][c=] T:t E:a");
    EXPECT("<p a=1 A=2>", ISN_HTML_DATA, "", "S:p[a=1]");
    EXPECT("<br/ x>", ISN_HTML_DATA, "", "S:br[x=]");
    EXPECT("a < b </> </3> <!x> <?y>", ISN_HTML_DATA, "",
           "T:a < b  T:  C:3 T:  C:x T:  C:?y");
    EXPECT("<div", ISN_HTML_DATA, "", "");
    EXPECT("x</", ISN_HTML_DATA, "", "T:x</");
}

static void comments(void **state)
{
    (void)state;
    EXPECT("<!-->a", ISN_HTML_DATA, "", "C: T:a");
    EXPECT("<!--a--!>b", ISN_HTML_DATA, "", "C:a T:b");
    EXPECT("<!--a--b--->c", ISN_HTML_DATA, "", "C:a--b- T:c");
    EXPECT("<!--a--", ISN_HTML_DATA, "", "C:a");
}

static void raw_text(void **state)
{
    (void)state;
    EXPECT("a<b></titlex></title>c", ISN_HTML_RCDATA, "title",
           "T:a<b></titlex> E:title T:c");
    EXPECT("<!--<script></script>--></script>x", ISN_HTML_SCRIPT, "script",
           "T:<!--<script></script>--> E:script T:x");
    EXPECT("<!--</script>x", ISN_HTML_SCRIPT, "script", "T:<!-- E:script T:x");
    EXPECT("<b>&amp;", ISN_HTML_PLAINTEXT, "", "T:<b>&amp;");
}

static void expect_reference(const char *text, int attribute, size_t took,
                             const char *want)
{
    char out[8];
    size_t len = 0;
    assert_int_equal(
        isn_html_reference(text, strlen(text), attribute, out, &len), took);
    assert_int_equal(len, strlen(want));
    assert_memory_equal(out, want, len);
}

static void references(void **state)
{
    (void)state;
    expect_reference("&amp;x", 0, 5, "&");
    expect_reference("&notit;", 0, 4, "\xC2\xAC");
    expect_reference("&notin;", 0, 7, "\xE2\x88\x89");
    expect_reference("&not=", 1, 0, "");
    expect_reference("&#x41", 0, 5, "A");
    expect_reference("&#128;", 0, 6, "\xE2\x82\xAC");
    expect_reference("&#0;", 0, 4, "\xEF\xBF\xBD");
    expect_reference("&#xD800;", 0, 8, "\xEF\xBF\xBD");
    expect_reference("&#99999999999;", 0, 14, "\xEF\xBF\xBD");
    expect_reference("&", 0, 0, "");
    expect_reference("&zzz;", 0, 0, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_and_attributes),
        cmocka_unit_test(comments),
        cmocka_unit_test(raw_text),
        cmocka_unit_test(references),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
