/* Which requests are let in, and how their heads and targets are read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "serve/cache.h"
#include "serve/connections.h"
#include "serve/head.h"
#include "serve/target.h"

#define OWN "Host: 127.0.0.1:8321\r\n"

static isn_gate_rules rules = {.port = 8321};

/* The answer to a head, given `line` and fields. */
static int gate(const char *line, const char *fields)
{
    char text[2048];
    isn_request request;
    int len = snprintf(text, sizeof text, "%s\r\n%s\r\n", line, fields);
    int status = isn_head_read(text, (size_t)len, &request);
    return status == ISN_HTTP_OK ? isn_gate(&request, &rules) : status;
}

static int get(const char *target)
{
    char line[1024];
    snprintf(line, sizeof line, "GET %s HTTP/1.1", target);
    return gate(line, OWN);
}

static int fields(const char *text) { return gate("GET / HTTP/1.1", text); }

static void hosts(void **state)
{
    (void)state;
    assert_int_equal(fields(OWN), 200);
    assert_int_equal(fields("host:localhost:8321\r\n"), 200);
    assert_int_equal(fields("HOST: \t LOCALHOST:8321 \t\r\n"), 200);
    assert_int_equal(fields("Host: localhost\r\n"), 421);
    assert_int_equal(fields("Host: localhost:8322\r\n"), 421);
    assert_int_equal(fields("Host: 127.0.0.1:8321.evil.example\r\n"), 421);
    assert_int_equal(fields("Host: evil.example:8321\r\n"), 421);
    assert_int_equal(fields("Host: localhost.:8321\r\n"), 421);
    assert_int_equal(fields("Host: 0.0.0.0:8321\r\n"), 421);
    assert_int_equal(fields("Host: [::1]:8321\r\n"), 421);
    assert_int_equal(fields("Host: user@127.0.0.1:8321\r\n"), 421);
    assert_int_equal(fields("Host:\r\n"), 421);
    assert_int_equal(fields(OWN OWN), 400);
    assert_int_equal(fields(""), 400);
}

static void origins(void **state)
{
    (void)state;
    assert_int_equal(fields(OWN "Origin: http://127.0.0.1:8321\r\n"), 200);
    assert_int_equal(fields(OWN "Origin: http://localhost:8321\r\n"), 403);
    assert_int_equal(fields(OWN "Origin: https://127.0.0.1:8321\r\n"), 403);
    assert_int_equal(fields(OWN "Origin: http://evil.example\r\n"), 403);
    assert_int_equal(fields(OWN "Origin: null\r\n"), 403);
    assert_int_equal(fields(OWN "Sec-Fetch-Site: same-origin\r\n"), 200);
    assert_int_equal(fields(OWN "Sec-Fetch-Site: none\r\n"), 200);
    assert_int_equal(fields(OWN "Sec-Fetch-Site: cross-site\r\n"), 403);
    /* Another port of this computer is the same site to a browser. */
    assert_int_equal(fields(OWN "Sec-Fetch-Site: same-site\r\n"), 403);
    assert_int_equal(fields(OWN "Sec-Fetch-Site: cross-site\r\n"
                                "Sec-Fetch-Mode: navigate\r\n"
                                "Sec-Fetch-Dest: document\r\n"),
                     200);
    assert_int_equal(fields(OWN "Sec-Fetch-Site: cross-site\r\n"
                                "Sec-Fetch-Mode: navigate\r\n"
                                "Sec-Fetch-Dest: iframe\r\n"),
                     403);
    assert_int_equal(fields(OWN "Sec-Fetch-Site: cross-site\r\n"
                                "Sec-Fetch-Mode: no-cors\r\n"
                                "Sec-Fetch-Dest: image\r\n"),
                     403);
}

static void targets(void **state)
{
    (void)state;
    static const char *const good[] = {
        "/",
        "/ar/",
        "/ar",
        "/en/story/0123abcd",
        "/assets/style.css",
        "/ar/person?name=%D9%85",
        "/ar/?",
        "/ar/?a=b&c=%25",
        "/a.b/..c",
        "/ar/?next=http://x/../?y",
    };
    static const char *const bad[] = {
        "ar",      "*",          "//",      "/a//b",        "/.",
        "/..",     "/../etc",    "/a/../b", "/a/./b",       "/...",
        "/%2e%2e", "/a%2fb",     "/a\\b",   "/a;b",         "/a:b",
        "/?a=%",   "/?a=%4",     "/?a=%zz", "/?a=<b>",      "/?a=\"",
        "/#top",   "/?a=#top",   "/~root",  "/?a=\xD9\x85", "/\xD9\x85",
        "/a|b",    "http://a/b", "/?a={b}", "/?a=^",        "/?a=`b`",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_int_equal(get(good[i]), 200);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(get(bad[i]), 400);
    }
}

static void heads(void **state)
{
    (void)state;
    assert_int_equal(gate("HEAD / HTTP/1.0", OWN), 200);
    assert_int_equal(gate("POST / HTTP/1.1", OWN), 405);
    assert_int_equal(gate("OPTIONS * HTTP/1.1", OWN), 405);
    assert_int_equal(gate("BREW / HTTP/1.1", OWN), 501);
    assert_int_equal(gate("get / HTTP/1.1", OWN), 501);
    assert_int_equal(gate("GET / HTTP/2.0", OWN), 505);
    assert_int_equal(gate("GET / HTTP/1.10", OWN), 400);
    assert_int_equal(gate("GET / http/1.1", OWN), 400);
    assert_int_equal(gate("GET /", OWN), 400);
    assert_int_equal(gate("GET  / HTTP/1.1", OWN), 400);
    assert_int_equal(gate("GET / HTTP/1.1 ", OWN), 400);
    assert_int_equal(gate("G\tET / HTTP/1.1", OWN), 400);
    assert_int_equal(gate("", OWN), 400);
    assert_int_equal(fields(OWN " X: folded\r\n"), 400);
    assert_int_equal(fields(OWN "X : blank\r\n"), 400);
    assert_int_equal(fields(OWN "X\r\n"), 400);
    assert_int_equal(fields(OWN ": x\r\n"), 400);
    assert_int_equal(fields(OWN "X:\r\n"), 200);
}

static void bodies(void **state)
{
    (void)state;
    assert_int_equal(fields(OWN "Content-Length: 0\r\n"), 200);
    assert_int_equal(fields(OWN "Content-Length: 00\r\n"), 200);
    assert_int_equal(fields(OWN "Content-Length: 1\r\n"), 413);
    assert_int_equal(fields(OWN "Content-Length: 99999999999999999999\r\n"),
                     413);
    assert_int_equal(fields(OWN "Content-Length: -1\r\n"), 400);
    assert_int_equal(fields(OWN "Content-Length: +0\r\n"), 400);
    assert_int_equal(fields(OWN "Content-Length: 0, 0\r\n"), 400);
    assert_int_equal(fields(OWN "Content-Length:\r\n"), 400);
    assert_int_equal(fields(OWN "Content-Length: 0\r\nContent-Length: 0\r\n"),
                     400);
    assert_int_equal(fields(OWN "Transfer-Encoding: chunked\r\n"), 413);
    assert_int_equal(fields(OWN "Transfer-Encoding: gzip\r\n"), 501);
    assert_int_equal(
        fields(OWN "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n"), 400);
    assert_int_equal(fields(OWN "Expect: 100-continue\r\n"), 417);
}

#define FORM "Content-Type: multipart/form-data; boundary=x\r\n"

static int post(const char *target, const char *more)
{
    char line[256];
    snprintf(line, sizeof line, "POST %s HTTP/1.1", target);
    return gate(line, more);
}

static void forms(void **state)
{
    (void)state;
    assert_int_equal(post("/ar/add", OWN FORM "Content-Length: 9\r\n"), 405);
    rules.body_max = 100;
    assert_int_equal(post("/ar/add", OWN FORM "Content-Length: 9\r\n"), 200);
    assert_int_equal(post("/ar/add?x", OWN FORM "Content-Length: 9\r\n"), 405);
    assert_int_equal(post("/ar/", OWN FORM "Content-Length: 9\r\n"), 405);
    assert_int_equal(post("/ar/add", OWN FORM "Content-Length: 101\r\n"), 413);
    assert_int_equal(post("/ar/add", OWN FORM), 411);
    assert_int_equal(post("/ar/add", OWN FORM "Transfer-Encoding: chunked\r\n"),
                     411);
    assert_int_equal(post("/ar/add", OWN "Content-Length: 9\r\n"), 415);
    assert_int_equal(post("/ar/add", OWN "Content-Length: 9\r\nContent-Type: "
                                         "text/plain\r\n"),
                     415);
    assert_int_equal(post("/ar/add", OWN "Content-Length: 9\r\nContent-Type: "
                                         "multipart/form-data; boundary=\r\n"),
                     415);
    /* A link of others may show a page, and send nothing. */
    assert_int_equal(
        post("/ar/add", OWN FORM
             "Content-Length: 9\r\nSec-Fetch-Site: cross-site\r\n"
             "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"),
        403);
    assert_int_equal(fields(OWN "Content-Length: 1\r\n"), 413);
    rules.body_max = 0;
}

static isnad_status read_form(const char *text, isn_form *form)
{
    static char body[1024];
    snprintf(body, sizeof body, "%s", text);
    return isn_form_read(body, strlen(body), "x", form);
}

static void parts(void **state)
{
    (void)state;
    isn_form form;
    assert_int_equal(
        read_form("--x\r\nContent-Disposition: form-data; name=\"token\"\r\n"
                  "\r\nabc\r\n--x\r\nContent-Disposition: form-data; "
                  "name=\"file\"; filename=\"صفحة.html\"\r\nContent-Type: "
                  "text/html\r\n\r\na\x01\r\nb\r\n--x--\r\n",
                  &form),
        ISNAD_OK);
    assert_int_equal(form.count, 2);
    assert_string_equal(isn_form_value(&form, "token"), "abc");
    assert_null(isn_form_value(&form, "file"));
    assert_string_equal(form.parts[1].file, "صفحة.html");
    assert_int_equal(form.parts[1].len, 5);
    assert_memory_equal(form.parts[1].bytes, "a\x01\r\nb", 6);
    isn_form_free(&form);
    static const char *const bad[] = {
        "",
        "--x",
        "--y--\r\n",
        "--x\r\n--x--\r\n",
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb",
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x",
        "--x\r\nContent-Disposition: form-data\r\n\r\nb\r\n--x--\r\n",
        "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--x--",
        "--x\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n"
        "\r\nb\r\n--x--\r\n",
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\x01"
        "\r\n--x--\r\n",
        "--x\r\nContent-Disposition: form-data; name=\"\xFF\"\r\n\r\nb"
        "\r\n--x--\r\n",
        "--x\r\nX: y\r\n\r\nb\r\n--x--\r\n",
        "--x--\r\nmore",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(read_form(bad[i], &form), ISNAD_MALFORMED);
        isn_form_free(&form);
    }
}

static void values(void **state)
{
    (void)state;
    isn_target t;
    assert_int_equal(
        isn_target_read("/ar/person/?name=%D9%82%D8%A7+%2B&page=3&page=4", &t),
        ISNAD_OK);
    assert_int_equal(t.segment_count, 2);
    assert_string_equal(t.segments[1], "person");
    assert_string_equal(isn_target_value(&t, "name"), "قا +");
    assert_int_equal(isn_target_number(&t, "page", 1), 3);
    assert_int_equal(isn_target_number(&t, "name", 1), 0);
    assert_int_equal(isn_target_number(&t, "none", 7), 7);
    assert_null(isn_target_value(&t, "none"));
    isn_target_free(&t);
    static const char *const bad[] = {"/?q=%00", "/?q=%FF", "/?q=%1B",
                                      "/?%C0=", "/?q=%7F"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(isn_target_read(bad[i], &t), ISNAD_MALFORMED);
        isn_target_free(&t);
    }
    assert_int_equal(isn_target_read("/1/2/3/4/5/6/7", &t), ISNAD_LIMIT);
    isn_target_free(&t);
}

/* ---- what is kept, and who goes ----------------------------------------- */

static unsigned dropped;

static void drop(void *value)
{
    free(value);
    dropped++;
}

static void cache(void **state)
{
    (void)state;
    enum { MAX = 8000 };
    char key[16];
    isn_cache *c = isn_cache_new(MAX, drop);
    dropped = 0;
    for (int i = 0; i < 100; i++) {
        snprintf(key, sizeof key, "/%d", i);
        int *value = malloc(sizeof *value);
        *value = i;
        assert_int_equal(isn_cache_keep(c, key, value, 400), 1);
        assert_non_null(isn_cache_find(c, "/0")); /* asked for always */
    }
    assert_null(isn_cache_find(c, "/1"));
    assert_int_equal(*(int *)isn_cache_find(c, "/99"), 99);
    assert_int_equal(*(int *)isn_cache_find(c, "/0"), 0);
    assert_in_range(dropped, 80, 95);
    int much;
    assert_int_equal(isn_cache_keep(c, "/much", &much, MAX), 0);
    isn_cache_free(c);
    assert_int_equal(dropped, 100);
}

static void the_oldest_goes_first(void **state)
{
    (void)state;
    static const isn_times times = {.head = 10, .body = 20, .answer = 60};
    isn_connections all;
    isn_connections_init(&all, 3);
    isn_connection *a = isn_connections_add(&all, -1, 1);
    isn_connection *b = isn_connections_add(&all, -1, 2);
    isn_connection *c = isn_connections_add(&all, -1, 3);
    isn_connections_answer(&all, a, 4); /* its request is whole */
    isn_connection *d = isn_connections_add(&all, -1, 5);
    assert_null(b->queue);
    assert_true(a->queue && c->queue && d->queue);
    assert_int_equal(all.count, 3);
    assert_true(isn_connections_due(&all, &times) == 13);
    isn_connections_drop(&all, 13, &times);
    assert_null(c->queue);
    isn_connections_wait(&all, a, 14);
    isn_connections_drop(&all, 15, &times);
    assert_null(d->queue);
    assert_non_null(a->queue);
    isn_connection *e = isn_connections_add(&all, -1, 20);
    isn_connections_send(&all, e, 20); /* a form follows */
    isn_connections_drop(&all, 39, &times);
    assert_non_null(e->queue);
    assert_true(isn_connections_due(&all, &times) == 40);
    isn_connections_drop(&all, 40, &times);
    assert_null(e->queue);
    isn_connections_free(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts),   cmocka_unit_test(origins),
        cmocka_unit_test(targets), cmocka_unit_test(heads),
        cmocka_unit_test(bodies),  cmocka_unit_test(forms),
        cmocka_unit_test(parts),   cmocka_unit_test(values),
        cmocka_unit_test(cache),   cmocka_unit_test(the_oldest_goes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
