/* MHTML: the page among the parts, its encodings, and what is no message. */
#include "read_log.h"

#define HEAD                                                                   \
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a/\r\n"       \
    "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"                \
    "\ttype=\"text/html\";\r\n\tboundary=\"----Part--x\"\r\n\r\n\r\n"
#define PART "------Part--x\r\n"
#define HTML                                                                   \
    "Content-Type: text/html\r\nContent-Location: http://a/page\r\n"           \
    "Content-Transfer-Encoding: "
#define STYLE                                                                  \
    "Content-Type: text/css\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"        \
    "p { margin: 0 }\r\n"

static void read_text(const char *text)
{
    read_bytes(text, strlen(text), NULL);
}

static void quoted_printable(void **state)
{
    (void)state;
    read_text(HEAD PART HTML "quoted-printable\r\n\r\n"
                             "<p class=3D\"a\">=D9=86=\r\n=D8=B5 a=\n  b =\r\n"
                             "=zz =4\r\n" PART STYLE PART HTML
                             "8bit\r\n\r\nframe\r\n" PART);
    assert_string_equal(read_log, "mhtml:179 quoted-printable|http://a/page|"
                                  "<p class=\"a\">نص a  b =zz =4\n");
}

static void base64_and_none(void **state)
{
    (void)state;
    read_text(HEAD PART STYLE PART HTML
              "BASE64\r\n\r\nPHA+2YbY\r\ntQ==\r\n" PART);
    char want[80];
    snprintf(want, sizeof want, "mhtml:%zu base64|http://a/page|<p>نص\n",
             strlen(HEAD PART STYLE PART));
    assert_string_equal(read_log, want);
    /* The line end before a delimiter is the delimiter's. */
    read_text(HEAD PART HTML "8bit\r\n\r\n<p>نص\r\n\r\n------Part--x--\r\n");
    assert_string_equal(read_log, "mhtml:179|http://a/page|<p>نص\r\n\n");
}

static void charset_is_a_hint(void **state)
{
    (void)state;
    read_text("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
              "--b\nContent-Type: multipart/alternative; boundary=\"c d\"\n\n"
              "--c d\nContent-Type: text/plain; charset=utf-8\n\nنص\n--c d--\n"
              "--b--\n");
    assert_string_equal(read_log, "mhtml:124||نص\n");
}

static void what_is_wrong_is_named(void **state)
{
    (void)state;
    read_text(HEAD PART HTML "8bit\r\n\r\n<p>cut");
    assert_string_equal(read_log, "!179 a part that ends early\n");
    read_text(HEAD PART STYLE);
    assert_string_equal(read_log, "!0 a message without a page\n");
    read_text("MIME-Version: 1.0\nContent-Type: multipart/related\n\n--b\n");
    assert_string_equal(read_log,
                        "!0 a message whose parts have no boundary\n");
    isn_read_options small = {.payload = 16};
    const char *text =
        HEAD PART HTML "8bit\r\n\r\n<p>seventeen bytes and so "
                       "many more than three times that\r\n" PART;
    read_bytes(text, strlen(text), &small);
    assert_string_equal(read_log,
                        "!179 larger than the limit for one payload\n");
}

/* Prose about messages is no message. */
static void told_by_its_head(void **state)
{
    (void)state;
    read_text("MIME-Version: 1.0 is what messages say\nContent-Type: "
              "multipart/mixed too, but here are no more headers.");
    assert_true(strstr(read_log, "mhtml") == NULL);
    read_text("Title: نص\n\nMIME-Version: 1.0\nContent-Type: multipart/x");
    assert_true(strncmp(read_log, "||Title", 7) == 0);
    isn_read_options text = {.kind = "text"};
    read_bytes(HEAD, strlen(HEAD), &text);
    assert_true(strncmp(read_log, "||From", 6) == 0);
}

/* Every cut of a message gives its page or names what is missing. */
static void every_cut(void **state)
{
    (void)state;
    const char *text = HEAD PART HTML "base64\r\n\r\nPHA+2YbYtQ==\r\n" PART;
    for (size_t len = 1; len < strlen(text); len++) {
        read_bytes(text, len, NULL);
        assert_int_not_equal(read_log[0], '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quoted_printable),
        cmocka_unit_test(base64_and_none),
        cmocka_unit_test(charset_is_a_hint),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(told_by_its_head),
        cmocka_unit_test(every_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
