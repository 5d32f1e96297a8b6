/* robots.txt as RFC 9309 has it; its own examples among them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "watch/robots.h"

static bool allows(const char *rules, const char *path)
{
    isn_robots *robots;
    assert_int_equal(isn_robots_parse(rules, strlen(rules), "isnad", &robots),
                     ISNAD_OK);
    bool allow = isn_robots_allow(robots, path);
    isn_robots_free(robots);
    return allow;
}

static void the_longest_rule_counts(void **state)
{
    (void)state;
    const char *rules = "User-agent: *\n"
                        "Disallow: /news\n"
                        "Allow: /news/open\n"
                        "Disallow: /news/open/not\n";
    assert_true(allows(rules, "/other"));
    assert_false(allows(rules, "/news"));
    assert_false(allows(rules, "/newspaper"));
    assert_true(allows(rules, "/news/open/a"));
    assert_false(allows(rules, "/news/open/not/a"));
    assert_true(allows("User-agent: *\nDisallow: /a\nAllow: /a\n", "/a"));
    assert_true(allows("User-agent: *\nDisallow:\n", "/a"));
    assert_true(allows("User-agent: *\nDisallow: /\n", "/robots.txt"));
    assert_true(allows("", "/a"));
}

static void stars_and_ends(void **state)
{
    (void)state;
    const char *rules = "User-agent: *\nDisallow: /*.gif$\nDisallow: /a*b*c\n";
    assert_false(allows(rules, "/x/y.gif"));
    assert_true(allows(rules, "/x/y.gif?z"));
    assert_true(allows(rules, "/x/y.gifs"));
    assert_false(allows(rules, "/abc"));
    assert_false(allows(rules, "/a-b-c-d"));
    assert_true(allows(rules, "/acb"));
    assert_false(allows("User-agent: *\nDisallow: /a$\n", "/a"));
    assert_true(allows("User-agent: *\nDisallow: /a$\n", "/ab"));
    assert_false(allows("User-agent: *\nDisallow: /x*aab$\n", "/xaaab"));
}

static void our_group_wins_over_all(void **state)
{
    (void)state;
    const char *rules = "\xEF\xBB\xBFUser-agent: *\r\nDisallow: /\r\n\r\n"
                        "User-Agent: other\r\nUSER-AGENT: Isnad/2 \r\n"
                        "Sitemap: https://a.example/s.xml\r\n"
                        "disallow: /no # a comment\r\n"
                        "User-agent: third\r\nDisallow: /third\r\n"
                        "User-agent: isnad\r\nDisallow: /neither\r\n";
    assert_true(allows(rules, "/yes"));
    assert_false(allows(rules, "/no"));
    assert_true(allows(rules, "/third"));
    assert_false(allows(rules, "/neither")); /* groups of one name are one */
    assert_false(allows("User-agent: isnadbot\nAllow: /\n"
                        "User-agent: *\nDisallow: /a\n",
                        "/a"));
    /* Named without a rule of its own: everything may be fetched. */
    assert_true(
        allows("User-agent: *\nDisallow: /\nUser-agent: isnad\n", "/a"));
}

static void spellings_of_a_path_are_one(void **state)
{
    (void)state;
    const char *rules = "User-agent: *\nDisallow: /%d8%A7\nDisallow: /%7Ea\n"
                        "Disallow: /b%2Fc\n";
    assert_false(allows(rules, "/%D8%A7/x"));
    assert_false(allows(rules, "/\xD8\xA7"));
    assert_false(allows(rules, "/~a"));
    assert_false(allows(rules, "/b%2fc"));
    assert_true(allows(rules, "/b/c"));
}

static void delays_are_read(void **state)
{
    (void)state;
    const char *rules = "User-agent: *\nCrawl-delay: 2.5\nDisallow: /a\n";
    isn_robots *robots;
    assert_int_equal(isn_robots_parse(rules, strlen(rules), "isnad", &robots),
                     ISNAD_OK);
    assert_true(isn_robots_delay(robots) > 2.49 &&
                isn_robots_delay(robots) < 2.51);
    isn_robots_free(robots);
    assert_true(isn_robots_delay(NULL) == 0);
    assert_true(isn_robots_allow(NULL, "/a"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_rule_counts),
        cmocka_unit_test(stars_and_ends),
        cmocka_unit_test(our_group_wins_over_all),
        cmocka_unit_test(spellings_of_a_path_are_one),
        cmocka_unit_test(delays_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
