/* Whom a stranger may send us to. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "watch/peer_address.h"
#include "watch/url.h"

static bool is_public(const char *text)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &in.sin_addr) == 1) {
        return isn_address_public((struct sockaddr *)&in);
    }
    assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
    return isn_address_public((struct sockaddr *)&in6);
}

static void public_addresses(void **state)
{
    (void)state;
    static const char *const all[] = {
        "1.1.1.1",        "9.255.255.255",   "11.0.0.0",
        "100.63.255.255", "100.128.0.0",     "126.255.255.255",
        "128.0.0.0",      "172.15.255.255",  "172.32.0.0",
        "192.167.0.1",    "192.169.0.0",     "198.17.255.255",
        "198.20.0.0",     "223.255.255.255", "2606:4700::1111",
        "2a00:1450::1",   "2001:4860::8888", "3ffe::1"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        assert_true(is_public(all[i]));
    }
}

static void other_addresses(void **state)
{
    (void)state;
    static const char *const all[] = {"0.0.0.0",
                                      "10.0.0.1",
                                      "100.64.0.1",
                                      "100.127.255.255",
                                      "127.0.0.1",
                                      "127.255.255.255",
                                      "169.254.169.254",
                                      "172.16.0.1",
                                      "172.31.255.255",
                                      "192.0.0.1",
                                      "192.0.2.1",
                                      "192.88.99.1",
                                      "192.168.1.1",
                                      "198.18.0.1",
                                      "198.19.255.255",
                                      "198.51.100.1",
                                      "203.0.113.1",
                                      "224.0.0.1",
                                      "239.255.255.255",
                                      "240.0.0.1",
                                      "255.255.255.255",
                                      "::",
                                      "::1",
                                      "::ffff:127.0.0.1",
                                      "::ffff:1.1.1.1",
                                      "::1.2.3.4",
                                      "64:ff9b::7f00:1",
                                      "64:ff9b:1::1",
                                      "100::1",
                                      "2001::1",
                                      "2001:10::1",
                                      "2001:db8::1",
                                      "2002:7f00:1::",
                                      "3fff::1",
                                      "fc00::1",
                                      "fd12:3456::1",
                                      "fe80::1",
                                      "fec0::1",
                                      "ff02::1"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        assert_false(is_public(all[i]));
    }
    assert_false(isn_address_public(&(struct sockaddr){.sa_family = AF_UNIX}));
}

static void expect_url(const char *base, const char *text, const char *want,
                       const char *origin)
{
    isn_url url;
    assert_int_equal(isn_url_read(base, text, &url), ISNAD_OK);
    assert_string_equal(url.text, want);
    assert_string_equal(url.origin, origin);
    isn_url_free(&url);
}

static void addresses_have_a_normal_form(void **state)
{
    (void)state;
    const char *base = "http://news.example/a/b?c";
    expect_url(NULL, " HTTP://News.Example/x#y \n", "http://news.example/x",
               "http://news.example:80");
    expect_url(base, "../d", "http://news.example/d", "http://news.example:80");
    expect_url(base, "//%35/", "http://0.0.0.5/", "http://0.0.0.5:80");
    expect_url(base, "//other.example:81/", "http://other.example:81/",
               "http://other.example:81");
    expect_url(base, "/\xD8\xA7 b", "http://news.example/%d8%a7%20b",
               "http://news.example:80");
    expect_url(NULL, "https://[2001:db8::1]/", "https://[2001:db8::1]/",
               "https://2001:db8::1:443");
    isn_url url;
    static const char *const wrong[] = {"",
                                        "ftp://a.example/",
                                        "file:///etc/passwd",
                                        "mailto:a@b.example",
                                        "http://user:word@a.example/",
                                        "javascript:x",
                                        "http:///"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(isn_url_read(NULL, wrong[i], &url), ISNAD_MALFORMED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(public_addresses),
        cmocka_unit_test(other_addresses),
        cmocka_unit_test(addresses_have_a_normal_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
