/* WARC records: what is a page, how it was packed, and lengths that lie. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <zlib.h>

#include "read/http.h"
#include "read/read.h"

typedef struct log {
    char text[8192];
} log;

/* "steps|url|charset|payload" and "!offset reason", a line each. */
static isnad_status on_record(void *data, isn_record *record)
{
    log *l = data;
    size_t at = strlen(l->text);
    char steps[128] = "";
    for (size_t i = 0; i < record->step_count; i++) {
        strcat(steps, i ? " " : "");
        strcat(steps, record->steps[i]);
    }
    snprintf(l->text + at, sizeof l->text - at, "%s|%s|%s|%.*s\n", steps,
             record->hints.url ? record->hints.url : "",
             record->hints.charset ? record->hints.charset : "",
             (int)record->len, (const char *)record->payload);
    free(record->payload);
    return ISNAD_OK;
}

static void on_skip(void *data, const char *path, uint64_t offset,
                    isnad_status status, const char *reason)
{
    log *l = data;
    size_t at = strlen(l->text);
    (void)path;
    assert_int_not_equal(status, ISNAD_OK);
    snprintf(l->text + at, sizeof l->text - at, "!%llu %s\n",
             (unsigned long long)offset, reason);
}

static const char *read_bytes(const char *bytes, size_t len,
                              const isn_read_options *options)
{
    static log l;
    memset(&l, 0, sizeof l);
    isn_read_sink sink = {on_record, on_skip, NULL, &l};
    assert_int_equal(isn_read_memory("x", bytes, len, options, &sink),
                     ISNAD_OK);
    return l.text;
}

/* A record of that type; length < 0: the true one. */
static size_t add(char *out, size_t at, const char *type, const char *content,
                  const char *block, long length)
{
    return at + (size_t)sprintf(
                    out + at,
                    "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: http://a/%zu"
                    "\r\nContent-Type: %s\r\nContent-Length: %ld\r\n\r\n"
                    "%s\r\n\r\n",
                    type, at, content,
                    length < 0 ? (long)strlen(block) : length, block);
}

static const char http[] = "application/http; msgtype=response";

static void pages_are_found_among_records(void **state)
{
    (void)state;
    char w[8192];
    size_t n = 0;
    n = add(w, n, "warcinfo", "application/warc-fields", "software: x\r\n", -1);
    n = add(w, n, "request", "application/http", "GET / HTTP/1.1\r\n\r\n", -1);
    size_t page = n;
    n = add(w, n, "response", http,
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; "
            "charset=\"windows-1256\"\r\n\r\n<p>one",
            -1);
    n = add(w, n, "response", http,
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno", -1);
    n = add(w, n, "response", http,
            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG", -1);
    size_t text = n;
    n = add(w, n, "conversion", "text/plain", "two", -1);
    n = add(w, n, "metadata", "application/warc-fields", "a: b", -1);
    n = add(w, n, "revisit", http, "HTTP/1.1 200 OK\r\n\r\n", -1);
    char expected[256];
    snprintf(expected, sizeof expected,
             "warc:%zu|http://a/%zu|windows-1256|<p>one\n"
             "warc:%zu|http://a/%zu||two\n",
             page, page, text, text);
    assert_string_equal(read_bytes(w, n, NULL), expected);
}

static void chunks_are_joined(void **state)
{
    (void)state;
    char w[4096];
    size_t n = add(w, 0, "response", http,
                   "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
                   "5\r\nfirst\r\n7;x=y\r\n second\r\n0\r\n\r\n",
                   -1);
    assert_string_equal(read_bytes(w, n, NULL),
                        "warc:0 dechunk|http://a/0||first second\n");
    /* The archive took the chunking off and kept the header. */
    n = add(w, 0, "response", http,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nwords", -1);
    assert_string_equal(read_bytes(w, n, NULL), "warc:0|http://a/0||words\n");
}

static void deflate_is_taken_off(void **state)
{
    (void)state;
    static const char words[] = "words of a page in deflate data";
    for (int bits = -15; bits <= 15; bits += 30) {
        z_stream z = {0};
        unsigned char packed[256];
        deflateInit2(&z, 9, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY);
        z.next_in = (unsigned char *)words;
        z.avail_in = sizeof words - 1;
        z.next_out = packed;
        z.avail_out = sizeof packed;
        assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
        static const char head[] = "HTTP/1.1 200 OK\r\n"
                                   "Content-Encoding: deflate\r\n\r\n";
        char w[1024];
        size_t n = (size_t)sprintf(w,
                                   "WARC/1.0\r\nWARC-Type: response\r\n"
                                   "Content-Type: application/http\r\n"
                                   "Content-Length: %zu\r\n\r\n%s",
                                   sizeof head - 1 + z.total_out, head);
        memcpy(w + n, packed, z.total_out);
        n += z.total_out;
        deflateEnd(&z);
        assert_string_equal(read_bytes(w, n, NULL),
                            "warc:0 inflate|||words of a page in deflate "
                            "data\n");
    }
}

static void brotli_is_taken_off(void **state)
{
    (void)state;
    static const char packed[] =
        "\x0B\x0C\x80\x3C\x70\x3E\xD9\x86\xD8\xB5\x20\xD9\x81\xD9\x8A"
        "\x20\xD8\xB5\xD9\x81\xD8\xAD\xD8\xA9\x3C\x2F\x70\x3E\x03";
    static const char *const bodies[] = {packed, "<p>bare"};
    static const char *const wants[] = {"warc:0 unbrotli|||<p>نص في صفحة</p>\n",
                                        "warc:0|||<p>bare\n"};
    for (size_t i = 0; i < 2; i++) {
        static const char head[] = "HTTP/1.1 200 OK\r\n"
                                   "Content-Encoding: br\r\n\r\n";
        char w[1024];
        size_t body = i ? strlen(bodies[i]) : sizeof packed - 1;
        size_t n = (size_t)sprintf(w,
                                   "WARC/1.0\r\nWARC-Type: response\r\n"
                                   "Content-Type: application/http\r\n"
                                   "Content-Length: %zu\r\n\r\n%s",
                                   sizeof head - 1 + body, head);
        memcpy(w + n, bodies[i], body);
        assert_string_equal(read_bytes(w, n + body, NULL), wants[i]);
    }
}

/* 119 bytes that become 70 MiB. */
static void brotli_bombs_stop(void **state)
{
    (void)state;
    static const char bomb[] = "\xCB\xFF\xFF\x3F\xF8\x25\xC2\xE2\xB1\x40"
                               "\x20\xF7\xFE\x8F\xFF\xFF\x7F\xF0\x4B\x00";
    unsigned char *out;
    size_t len;
    assert_int_equal(isn_unbrotli((const unsigned char *)bomb, sizeof bomb - 1,
                                  1 << 20, &out, &len),
                     ISNAD_LIMIT);
    assert_null(out);
    for (size_t cut = 0; cut < 12; cut++) {
        isnad_status status =
            isn_unbrotli((const unsigned char *)bomb, cut, 1 << 20, &out, &len);
        assert_int_not_equal(status, ISNAD_OK);
        assert_null(out);
    }
}

/* Bytes that are missing join two records in one line; a page that speaks of
 * WARC/1.0 begins none. */
static void records_in_the_middle_of_a_line(void **state)
{
    (void)state;
    char w[2048];
    size_t n = add(w, 0, "resource", "text/plain",
                   "A format, WARC/1.0\r\nanother", -1) -
               12;
    size_t at = n;
    n = add(w, n, "resource", "text/plain", "after", -1);
    char want[64];
    snprintf(want, sizeof want, "warc:%zu|http://a/%zu||after\n", at, at);
    assert_non_null(strstr(read_bytes(w, n, NULL), want));
    assert_null(strstr(read_bytes(w, n, NULL), "another"));
}

static size_t add_member(unsigned char *out, size_t room, const char *bytes,
                         size_t len)
{
    z_stream z = {0};
    deflateInit2(&z, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
    z.next_in = (unsigned char *)bytes;
    z.avail_in = (uInt)len;
    z.next_out = out;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return z.total_out;
}

/* Not even that of the first member, which tells what the file is. */
static void damage_of_a_member_costs_its_record(void **state)
{
    (void)state;
    char w[1024];
    unsigned char packed[2048];
    size_t n = add(w, 0, "resource", "text/plain", "first", -1);
    size_t first = add_member(packed, sizeof packed, w, n);
    n = add(w, 0, "resource", "text/plain", "second", -1);
    n = first + add_member(packed + first, sizeof packed - first, w, n);
    for (size_t at = 2; at < first; at++) {
        packed[at] ^= 0x41;
        assert_non_null(
            strstr(read_bytes((char *)packed, n, NULL), "|second\n"));
        packed[at] ^= 0x41;
    }
}

static void a_false_length_costs_one_record(void **state)
{
    (void)state;
    static const long lengths[] = {0, 3, 12, 200, 5000, 9000000};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        char w[4096];
        size_t n = add(w, 0, "resource", "text/plain", "before", -1);
        size_t lie = n;
        n = add(w, n, "resource", "text/plain", "a liar", lengths[i]);
        size_t after = n;
        n = add(w, n, "resource", "text/plain", "after", -1);
        n = add(w, n, "resource", "text/plain", "last", -1);
        char line[128];
        const char *got = read_bytes(w, n, NULL);
        assert_non_null(strstr(got, "|before\n"));
        snprintf(line, sizeof line, "warc:%zu|http://a/%zu||after\n", after,
                 after);
        assert_non_null(strstr(got, line));
        assert_non_null(strstr(got, "|last\n"));
        assert_null(strstr(got, "|a liar"));
        snprintf(line, sizeof line, "!%zu ", lie);
        assert_non_null(strstr(got, line));
    }
}

static void immense_lengths_are_not_believed(void **state)
{
    (void)state;
    static const char *const lengths[] = {"9223372036854775808",
                                          "18446744073709551615",
                                          "99999999999999999999999",
                                          "-1",
                                          "x",
                                          ""};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        char w[4096];
        size_t n = (size_t)sprintf(w,
                                   "WARC/1.0\r\nWARC-Type: resource\r\n"
                                   "Content-Type: text/plain\r\n"
                                   "Content-Length: %s\r\n\r\nliar\r\n\r\n",
                                   lengths[i]);
        n = add(w, n, "resource", "text/plain", "after", -1);
        const char *got = read_bytes(w, n, NULL);
        assert_int_equal(got[0], '!');
        assert_non_null(strstr(got, "|after\n"));
    }
}

static void every_cut_keeps_what_stands_before(void **state)
{
    (void)state;
    char w[4096];
    size_t n = add(w, 0, "resource", "text/plain", "one", -1);
    size_t first = n;
    n = add(w, n, "resource", "text/plain", "two", -1);
    for (size_t cut = first; cut < n; cut++) {
        const char *got = read_bytes(w, cut, NULL);
        assert_non_null(strstr(got, "|one\n"));
    }
    for (size_t at = 0; at < n; at++) { /* nothing may crash or hang */
        w[at] ^= 0x55;
        read_bytes(w, n, NULL);
        w[at] ^= 0x55;
    }
}

static void records_have_a_limit(void **state)
{
    (void)state;
    char w[4096];
    size_t n = 0;
    for (int i = 0; i < 5; i++) {
        n = add(w, n, "resource", "text/plain", "page", -1);
    }
    isn_read_options options = {.records = 3};
    const char *got = read_bytes(w, n, &options);
    int pages = 0;
    for (const char *p = got; (p = strstr(p, "|page\n")); p++) {
        pages++;
    }
    assert_int_equal(pages, 3);
    assert_non_null(strstr(got, "more records than the limit"));
}

static void many_headers_are_bounded(void **state)
{
    (void)state;
    size_t room = 2000 * 1000;
    char *w = malloc(room);
    assert_non_null(w);
    size_t n = (size_t)sprintf(w, "WARC/1.0\r\n");
    while (n + 64 < room - 4096) {
        n += (size_t)sprintf(w + n, "X-%zu: y\r\n", n);
    }
    n += (size_t)sprintf(w + n, "\r\n\r\n");
    n = add(w, n, "resource", "text/plain", "after", -1);
    const char *got = read_bytes(w, n, NULL);
    assert_non_null(strstr(got, "!0 a WARC head that does not end"));
    assert_non_null(strstr(got, "|after\n"));
    free(w);
}

/* A block longer than what is read at once: its head is gone by then. */
static void heads_of_long_blocks_are_kept(void **state)
{
    (void)state;
    enum { LONG = 300000 };
    char *block = malloc(LONG + 1), *w = malloc(LONG + 4096);
    assert_true(block && w);
    memset(block, 'a', LONG);
    block[LONG] = '\0';
    size_t n =
        add(w, 0, "conversion", "text/plain; charset=windows-1256", block, -1);
    unsigned char *packed = malloc(n + 4096);
    assert_non_null(packed);
    z_stream z = {.next_in = (unsigned char *)w,
                  .avail_in = (uInt)n,
                  .next_out = packed,
                  .avail_out = (uInt)n + 4096};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, 0), Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    const char *got = read_bytes((char *)packed, z.total_out, NULL);
    assert_non_null(strstr(got, "gunzip warc:0|http://a/0|windows-1256|aaa"));
    deflateEnd(&z);
    free(packed);
    free(block);
    free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_found_among_records),
        cmocka_unit_test(chunks_are_joined),
        cmocka_unit_test(deflate_is_taken_off),
        cmocka_unit_test(brotli_is_taken_off),
        cmocka_unit_test(damage_of_a_member_costs_its_record),
        cmocka_unit_test(records_in_the_middle_of_a_line),
        cmocka_unit_test(brotli_bombs_stop),
        cmocka_unit_test(a_false_length_costs_one_record),
        cmocka_unit_test(immense_lengths_are_not_believed),
        cmocka_unit_test(every_cut_keeps_what_stands_before),
        cmocka_unit_test(records_have_a_limit),
        cmocka_unit_test(many_headers_are_bounded),
        cmocka_unit_test(heads_of_long_blocks_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
