/* Decoders: members, damage, bombs, and what lies behind the data. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <zlib.h>
#include <zstd.h>

#include "read/stream.h"

static const isn_stream_limits limits = {400};

typedef struct bytes {
    unsigned char data[1 << 16];
    size_t len;
} bytes;

/* Appends text[0 .. len) as one gzip member. */
static void add_member(bytes *b, const void *text, size_t len)
{
    z_stream z = {0};
    assert_int_equal(
        deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)text;
    z.avail_in = (uInt)len;
    z.next_out = b->data + b->len;
    z.avail_out = (uInt)(sizeof b->data - b->len);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    b->len += z.total_out;
    deflateEnd(&z);
}

/* Reads all of `s` into out; the status at its end. */
static isnad_status drain(isn_stream *s, char *out, size_t room, size_t *len)
{
    *len = 0;
    for (;;) {
        const unsigned char *data;
        size_t got = isn_stream_peek(s, 1, &data);
        if (got == 0) {
            const char *reason;
            return isn_stream_status(s, &reason);
        }
        for (size_t i = 0; i < got; i++) {
            if (*len < room) {
                out[*len] = (char)data[i];
            }
            *len += 1;
        }
        isn_stream_skip(s, got);
    }
}

static void members_follow_each_other(void **state)
{
    (void)state;
    bytes b = {.len = 0};
    add_member(&b, "first ", 6);
    add_member(&b, "", 0);
    add_member(&b, "second", 6);
    isn_stream *below = isn_stream_memory(b.data, b.len);
    isn_stream *s = isn_stream_gunzip(below, &limits);
    char out[64];
    size_t len;
    assert_int_equal(drain(s, out, sizeof out, &len), ISNAD_OK);
    assert_int_equal(len, 12);
    assert_memory_equal(out, "first second", 12);
    assert_false(isn_stream_trailing(s));
    assert_int_equal(isn_stream_offset(s), 12);
    isn_stream_free(s);
    isn_stream_free(below);
}

static void every_cut_is_told(void **state)
{
    (void)state;
    bytes b = {.len = 0};
    add_member(&b, "the words of a page", 19);
    for (size_t cut = 2; cut < b.len; cut++) {
        isn_stream *below = isn_stream_memory(b.data, cut);
        isn_stream *s = isn_stream_gunzip(below, &limits);
        char out[64];
        size_t len;
        assert_int_equal(drain(s, out, sizeof out, &len), ISNAD_MALFORMED);
        isn_stream_free(s);
        isn_stream_free(below);
    }
}

static void damage_is_told(void **state)
{
    (void)state;
    bytes b = {.len = 0};
    add_member(&b, "the words of a page", 19);
    b.data[b.len - 6] ^= 1; /* in the checksum */
    isn_stream *below = isn_stream_memory(b.data, b.len);
    isn_stream *s = isn_stream_gunzip(below, &limits);
    char out[64];
    size_t len;
    assert_int_equal(drain(s, out, sizeof out, &len), ISNAD_MALFORMED);
    isn_stream_free(s);
    isn_stream_free(below);
}

static void bytes_behind_are_told(void **state)
{
    (void)state;
    bytes b = {.len = 0};
    add_member(&b, "page", 4);
    size_t end = b.len;
    b.data[b.len++] = 0; /* padding says nothing */
    for (int garbage = 0; garbage < 2; garbage++) {
        isn_stream *below = isn_stream_memory(b.data, b.len);
        isn_stream *s = isn_stream_gunzip(below, &limits);
        char out[64];
        size_t len;
        assert_int_equal(drain(s, out, sizeof out, &len), ISNAD_OK);
        assert_int_equal(len, 4);
        assert_int_equal(isn_stream_trailing(s), garbage);
        isn_stream_free(s);
        isn_stream_free(below);
        b.data[end] = 'x';
    }
}

static void bombs_stop_early(void **state)
{
    (void)state;
    size_t size = 16 << 20;
    unsigned char *zeros = calloc(1, size);
    assert_non_null(zeros);
    static bytes b;
    b.len = 0;
    add_member(&b, zeros, size);
    isn_stream *below = isn_stream_memory(b.data, b.len);
    isn_stream *s = isn_stream_gunzip(below, &limits);
    size_t len;
    assert_int_equal(drain(s, NULL, 0, &len), ISNAD_LIMIT);
    assert_true(len < (2 << 20));
    isn_stream_free(s);
    isn_stream_free(below);

    b.len = ZSTD_compress(b.data, sizeof b.data, zeros, size, 19);
    assert_false(ZSTD_isError(b.len));
    below = isn_stream_memory(b.data, b.len);
    s = isn_stream_unzstd(below, &limits);
    assert_int_equal(drain(s, NULL, 0, &len), ISNAD_LIMIT);
    assert_true(len < (2 << 20));
    isn_stream_free(s);
    isn_stream_free(below);
    free(zeros);
}

/* What is read of `b` when every failure is recovered from. */
static size_t drain_all(const bytes *b, char *out, size_t room)
{
    isn_stream *below = isn_stream_memory(b->data, b->len);
    isn_stream *s = isn_stream_gunzip(below, &limits);
    size_t all = 0, len;
    do {
        drain(s, out + all, room - all, &len);
        all += len;
    } while (isn_stream_recover(s));
    isn_stream_free(s);
    isn_stream_free(below);
    return all;
}

static void damage_costs_one_member(void **state)
{
    (void)state;
    static bytes b;
    b.len = 0;
    add_member(&b, "first words", 11);
    size_t begin = b.len;
    add_member(&b, "second words", 12);
    size_t end = b.len;
    add_member(&b, "third words", 11);
    char out[256];
    for (size_t at = begin; at < end; at++) {
        for (int bit = 0; bit < 8; bit++) {
            b.data[at] ^= (unsigned char)(1 << bit);
            size_t len = drain_all(&b, out, sizeof out);
            assert_true(len >= 22 && len < sizeof out);
            assert_memory_equal(out, "first words", 11);
            assert_memory_equal(out + len - 11, "third words", 11);
            b.data[at] ^= (unsigned char)(1 << bit);
        }
    }
    /* Foreign bytes between members. */
    b.len = 0;
    add_member(&b, "first ", 6);
    memcpy(b.data + b.len, "\x1Fnonsense\x1F\x8B\x08", 12);
    b.len += 12;
    add_member(&b, "second", 6);
    size_t len = drain_all(&b, out, sizeof out);
    assert_true(len >= 12);
    assert_memory_equal(out + len - 6, "second", 6);
}

static void zstd_frames_follow_each_other(void **state)
{
    (void)state;
    bytes b = {.len = 0};
    b.len += ZSTD_compress(b.data, sizeof b.data, "one ", 4, 3);
    b.len += ZSTD_compress(b.data + b.len, sizeof b.data - b.len, "two", 3, 3);
    isn_stream *below = isn_stream_memory(b.data, b.len);
    isn_stream *s = isn_stream_unzstd(below, &limits);
    char out[64];
    size_t len;
    assert_int_equal(drain(s, out, sizeof out, &len), ISNAD_OK);
    assert_int_equal(len, 7);
    assert_memory_equal(out, "one two", 7);
    isn_stream_free(s);
    isn_stream_free(below);

    below = isn_stream_memory(b.data, b.len - 2);
    s = isn_stream_unzstd(below, &limits);
    assert_int_equal(drain(s, out, sizeof out, &len), ISNAD_MALFORMED);
    isn_stream_free(s);
    isn_stream_free(below);
}

/* Whatever byte of the middle frame is damaged, the last one comes. */
static void damage_costs_one_frame(void **state)
{
    (void)state;
    bytes b = {.len = 0};
    b.len = ZSTD_compress(b.data, sizeof b.data, "first ", 6, 3);
    size_t from = b.len;
    b.len +=
        ZSTD_compress(b.data + b.len, sizeof b.data - b.len, "middle ", 7, 3);
    size_t to = b.len;
    b.len += ZSTD_compress(b.data + b.len, sizeof b.data - b.len, "last", 4, 3);
    for (size_t at = from; at < to; at++) {
        bytes damaged = b;
        damaged.data[at] ^= 0x55;
        isn_stream *below = isn_stream_memory(damaged.data, damaged.len);
        isn_stream *s = isn_stream_unzstd(below, &limits);
        char out[64];
        size_t len, all = 0;
        do {
            drain(s, out + all, sizeof out - all, &len);
            all += len;
        } while (isn_stream_recover(s));
        assert_true(all >= 10);
        assert_memory_equal(out, "first ", 6);
        assert_memory_equal(out + all - 4, "last", 4);
        isn_stream_free(s);
        isn_stream_free(below);
    }
}

static void parts_end_where_told(void **state)
{
    (void)state;
    isn_stream *below = isn_stream_memory("abcdefgh", 8);
    isn_stream_skip(below, 2);
    isn_stream *s = isn_stream_part(below, 3);
    char out[64];
    size_t len;
    assert_int_equal(drain(s, out, sizeof out, &len), ISNAD_OK);
    assert_int_equal(len, 3);
    assert_memory_equal(out, "cde", 3);
    isn_stream_free(s);
    assert_int_equal(isn_stream_offset(below), 5);
    s = isn_stream_part(below, 30);
    assert_int_equal(drain(s, out, sizeof out, &len), ISNAD_OK);
    assert_int_equal(len, 3);
    isn_stream_free(s);
    isn_stream_free(below);
}

/* A dictionary in a frame of its own, and a frame that needs it. */
static void add_with_dictionary(bytes *b, bool packed)
{
    static const char words[] = "words that all of the pages have in common";
    unsigned char dictionary[256];
    size_t len = sizeof words - 1;
    memcpy(dictionary, words, len);
    if (packed) {
        len = ZSTD_compress(dictionary, sizeof dictionary, words, len, 3);
    }
    memcpy(b->data, "\x5D\x2A\x4D\x18", 4);
    for (int i = 0; i < 4; i++) {
        b->data[4 + i] = (unsigned char)(len >> 8 * i);
    }
    memcpy(b->data + 8, dictionary, len);
    b->len = 8 + len;
    ZSTD_CCtx *context = ZSTD_createCCtx();
    b->len += ZSTD_compress_usingDict(
        context, b->data + b->len, sizeof b->data - b->len,
        "pages have in common", 20, words, sizeof words - 1, 3);
    ZSTD_freeCCtx(context);
}

static void dictionaries_come_first(void **state)
{
    (void)state;
    for (int packed = 0; packed < 2; packed++) {
        static bytes b;
        add_with_dictionary(&b, packed);
        for (size_t cut = b.len; cut > 4; cut--) {
            isn_stream *below = isn_stream_memory(b.data, cut);
            isn_stream *s = isn_stream_unzstd(below, &limits);
            char out[64];
            size_t len;
            isnad_status status = drain(s, out, sizeof out, &len);
            if (cut == b.len) {
                assert_int_equal(status, ISNAD_OK);
                assert_int_equal(len, 20);
                assert_memory_equal(out, "pages have in common", 20);
            }
            isn_stream_free(s);
            isn_stream_free(below);
        }
        memset(b.data + 4, 0xFF, 4);
        isn_stream *below = isn_stream_memory(b.data, b.len);
        isn_stream *s = isn_stream_unzstd(below, &limits);
        size_t len;
        assert_int_equal(drain(s, NULL, 0, &len), ISNAD_LIMIT);
        isn_stream_free(s);
        isn_stream_free(below);
    }
}

static void peeking_gathers_what_is_asked(void **state)
{
    (void)state;
    size_t size = 300 * 1000;
    char *text = malloc(size);
    assert_non_null(text);
    for (size_t i = 0; i < size; i++) {
        text[i] = (char)('a' + (i * 7919 >> 5) % 26);
    }
    size_t room = size + 1000;
    unsigned char *packed = malloc(room);
    size_t len = ZSTD_compress(packed, room, text, size, 1);
    isn_stream *below = isn_stream_memory(packed, len);
    isn_stream *s = isn_stream_unzstd(below, &limits);
    const unsigned char *data;
    assert_true(isn_stream_peek(s, 10, &data) >= 10);
    isn_stream_skip(s, 5);
    assert_true(isn_stream_peek(s, size - 5, &data) == size - 5);
    assert_memory_equal(data, text + 5, size - 5);
    isn_stream_skip(s, size - 5);
    assert_int_equal(isn_stream_peek(s, 1, &data), 0);
    assert_int_equal(isn_stream_offset(s), size);
    isn_stream_free(s);
    isn_stream_free(below);
    free(packed);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_follow_each_other),
        cmocka_unit_test(every_cut_is_told),
        cmocka_unit_test(damage_is_told),
        cmocka_unit_test(bytes_behind_are_told),
        cmocka_unit_test(bombs_stop_early),
        cmocka_unit_test(damage_costs_one_member),
        cmocka_unit_test(zstd_frames_follow_each_other),
        cmocka_unit_test(damage_costs_one_frame),
        cmocka_unit_test(parts_end_where_told),
        cmocka_unit_test(dictionaries_come_first),
        cmocka_unit_test(peeking_gathers_what_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
