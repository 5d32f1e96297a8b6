/* Zip: entries stored and deflated, with sizes before and behind them, and
 * what damage costs. */
#include "read_log.h"

#include <zlib.h>

typedef struct archive {
    unsigned char data[16 * 1024];
    size_t len;
} archive;

static void add(archive *a, const void *bytes, size_t len)
{
    assert_true(a->len + len <= sizeof a->data);
    memcpy(a->data + a->len, bytes, len);
    a->len += len;
}

static void number(archive *a, uint64_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++) {
        unsigned char byte = (unsigned char)(value >> 8 * i);
        add(a, &byte, 1);
    }
}

enum { STORED, DEFLATED, BEHIND, WIDE, ENCRYPTED, STRANGE };

static size_t deflate_bytes(unsigned char *out, size_t room, const char *text)
{
    z_stream z = {0};
    deflateInit2(&z, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    z.next_in = (unsigned char *)text;
    z.avail_in = (uInt)strlen(text);
    z.next_out = out;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return room - z.avail_out;
}

static void entry(archive *a, const char *name, const char *text, int how)
{
    unsigned char packed[4096];
    size_t len = strlen(text);
    uint32_t sum = (uint32_t)crc32(0, (const unsigned char *)text, (uInt)len);
    bool plain = how == STORED || how == WIDE;
    size_t size = plain ? len : deflate_bytes(packed, sizeof packed, text);
    add(a, "PK\x03\x04", 4);
    number(a, 20, 2);
    number(a, how == BEHIND ? 8 : how == ENCRYPTED ? 1 : 0, 2);
    number(a, how == STRANGE ? 99 : plain ? 0 : 8, 2);
    number(a, 0, 4);
    number(a, how == BEHIND ? 0 : sum, 4);
    number(a, how == BEHIND ? 0 : how == WIDE ? UINT32_MAX : size, 4);
    number(a, how == BEHIND ? 0 : how == WIDE ? UINT32_MAX : len, 4);
    number(a, strlen(name), 2);
    number(a, how == WIDE ? 24 : 0, 2);
    add(a, name, strlen(name));
    if (how == WIDE) {
        add(a, "\x07\x00\x00\x00\x01\x00\x10\x00", 8);
        number(a, len, 8);
        number(a, size, 8);
    }
    add(a, plain ? (const void *)text : packed, size);
    if (how == BEHIND) {
        add(a, "PK\x07\x08", 4);
        number(a, sum, 4);
        number(a, size, 4);
        number(a, len, 4);
    }
}

static void directory(archive *a)
{
    add(a, "PK\x01\x02 no entry PK\x03\x04 follows", 26);
}

static void three(archive *a)
{
    a->len = 0;
    entry(a, "a.html", "<p>first", STORED);
    entry(a, "b.html", "<p>middle page", DEFLATED);
    entry(a, "c.txt", "last", BEHIND);
    directory(a);
}

static void entries_follow_each_other(void **state)
{
    (void)state;
    archive a;
    three(&a);
    read_bytes(a.data, a.len, NULL);
    assert_string_equal(read_log, "zip:0||<p>first\nzip:44||<p>middle page\n"
                                  "zip:96||last\n");
    a.len = 0;
    entry(&a, "wide", "نص", WIDE);
    entry(&a, "empty", "", DEFLATED);
    directory(&a);
    read_bytes(a.data, a.len, NULL);
    assert_string_equal(read_log, "zip:0||نص\n!62 empty\n");
}

static void furniture_is_passed_over(void **state)
{
    (void)state;
    archive a = {.len = 0};
    static const char *const names[] = {
        "folder/", "style.css",   "images/0.png",        "x/manifest.json",
        "a.JS",    "f.woff2",     "frames/0/index.html", "__MACOSX/a.html",
        "b.svg",   "__MACOSX/._b"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        entry(&a, names[i], "no page", i % 2 ? DEFLATED : BEHIND);
    }
    size_t at = a.len;
    entry(&a, "index.html", "<p>page", DEFLATED);
    read_bytes(a.data, a.len, NULL);
    char want[64];
    snprintf(want, sizeof want, "zip:%zu||<p>page\n", at);
    assert_string_equal(read_log, want);
}

static void what_is_not_read_is_named(void **state)
{
    (void)state;
    archive a = {.len = 0};
    entry(&a, "a", "secret", ENCRYPTED);
    entry(&a, "b", "strange", STRANGE);
    entry(&a, "c", "plain", STORED);
    read_bytes(a.data, a.len, NULL);
    assert_string_equal(read_log, "!0 an encrypted entry\n"
                                  "!39 an entry packed in a way that is not "
                                  "read\nzip:79||plain\n");
    isn_read_options small = {.payload = 8};
    a.len = 0;
    entry(&a, "a", "nine byte", STORED);
    entry(&a, "b", "nine byte", DEFLATED);
    entry(&a, "c", "eight by", DEFLATED);
    read_bytes(a.data, a.len, &small);
    assert_string_equal(read_log,
                        "!0 an entry larger than the limit for one payload\n"
                        "!40 larger than the limit for one payload\n"
                        "zip:82||eight by\n");
}

/* Entries are files: containers within them are read, to a depth. */
static void archives_in_archives(void **state)
{
    (void)state;
    archive a = {.len = 0}, b = {.len = 0};
    entry(&a, "a.jsonl", "{\"text\": \"one\"}\n{\"text\": \"two\"}\n",
          DEFLATED);
    read_bytes(a.data, a.len, NULL);
    assert_string_equal(read_log, "zip:0 record:0 json:/text||one\n"
                                  "zip:0 record:16 json:/text||two\n");
    entry(&b, "x", "PK\x05\x06", STORED);
    read_bytes(b.data, b.len, NULL);
    assert_string_equal(read_log, "!0 no text: an empty zip archive\n");
}

/* A page around the archive, as SingleFile makes them. */
static void pages_that_unpack_themselves(void **state)
{
    (void)state;
    archive a = {.len = 0};
    const char *page = "<!DOCTYPE html><html data-sfz><script>unpack()"
                       "</script>P PK <!--";
    add(&a, page, strlen(page));
    entry(&a, "index.html", "<p>page", DEFLATED);
    directory(&a);
    add(&a, "--></html>", 10);
    read_bytes(a.data, a.len, NULL);
    char want[64];
    snprintf(want, sizeof want, "zip:%zu||<p>page\n", strlen(page));
    assert_string_equal(read_log, want);
}

/* Whatever byte of the middle entry is flipped, the others come; every cut
 * gives the entries before it. */
static void damage_costs_one_entry(void **state)
{
    (void)state;
    archive a;
    three(&a);
    for (size_t at = 44; at < 96; at++) {
        archive damaged = a;
        damaged.data[at] ^= 0x15;
        read_bytes(damaged.data, damaged.len, NULL);
        assert_non_null(strstr(read_log, "zip:0||<p>first\n"));
        assert_non_null(strstr(read_log, "zip:96||last\n"));
    }
    for (size_t at = 0; at < 44; at++) {
        archive damaged = a;
        damaged.data[at] ^= 0x15;
        isn_read_options zip = {.kind = "zip"};
        read_bytes(damaged.data, damaged.len, &zip);
        assert_non_null(strstr(read_log, "zip:44||<p>middle page\n"));
    }
    for (size_t len = 44; len < 150 && len < a.len; len++) {
        read_bytes(a.data, len, NULL);
        assert_non_null(strstr(read_log, "zip:0||<p>first\n"));
        assert_true(len < 96 || strstr(read_log, "zip:44||<p>middle page\n"));
    }
}

static void bombs_stop_early(void **state)
{
    (void)state;
    size_t size = 64 << 20;
    char *zeros = calloc(1, size);
    archive a = {.len = 0};
    unsigned char *packed = malloc(1 << 20);
    assert_non_null(zeros);
    assert_non_null(packed);
    memset(zeros, 'a', size - 1);
    size_t len = deflate_bytes(packed, 1 << 20, zeros);
    add(&a, "PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0", 14);
    number(&a, 0, 4);
    number(&a, len, 4);
    number(&a, size, 4);
    number(&a, 0, 4);
    unsigned char *all = malloc(a.len + len + 200);
    memcpy(all, a.data, a.len);
    memcpy(all + a.len, packed, len);
    archive rest = {.len = 0};
    entry(&rest, "b", "after", DEFLATED);
    memcpy(all + a.len + len, rest.data, rest.len);
    read_bytes(all, a.len + len + rest.len, NULL);
    assert_non_null(strstr(read_log, "suspiciously many bytes"));
    assert_non_null(strstr(read_log, "||after\n"));
    free(all);
    free(packed);
    free(zeros);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_follow_each_other),
        cmocka_unit_test(furniture_is_passed_over),
        cmocka_unit_test(what_is_not_read_is_named),
        cmocka_unit_test(archives_in_archives),
        cmocka_unit_test(pages_that_unpack_themselves),
        cmocka_unit_test(damage_costs_one_entry),
        cmocka_unit_test(bombs_stop_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
