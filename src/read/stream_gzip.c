/* gzip, member by member, and the bare deflate data of zip archives.
 *
 * zlib goes through members of any size, a window at a time.  Where members
 * are short, as those of a WARC are, libdeflate takes each as a whole, in half
 * the time; what it does not take zlib tries again, and says what is wrong. */
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "read/stream_parts.h"

enum { SHORT_PACKED = 1 << 20, SHORT_PLAIN = 4 << 20 };

typedef struct gzip_stream {
    isn_stream common;
    struct libdeflate_decompressor *fast; /* NULL before the first short one */
    unsigned char *plain; /* SHORT_PLAIN bytes: a short member, decoded */
    size_t at, plain_len; /* what of it was not yet given */
    size_t longest;       /* of the short members so far, packed; 0: none */
    z_stream zip;
    bool bare;       /* deflate data without a head: one part, then the end */
    bool inside;     /* of a member */
    uint64_t wasted; /* decoded before damage, in all */
} gzip_stream;

/* Between members: another one begins, or the data ends. */
static bool begin_member(gzip_stream *g, const unsigned char *data, size_t got)
{
    isn_stream *s = &g->common;
    if (got >= 2 && data[0] == 0x1F && data[1] == 0x8B) {
        inflateReset(&g->zip);
        g->inside = true;
        s->base = s->below->offset;
        s->made = 0;
        return true;
    }
    s->trailing = got > 0 && data[0] != 0; /* zeros pad tape archives */
    s->ended = true;
    if (got == 0) {
        isn_stream_end_below(s);
    }
    return false;
}

/* Where the member before was short this one may be: decodes it as a whole.
 * False where it is not short, or damaged. */
static bool take_short(gzip_stream *g)
{
    isn_stream *s = &g->common;
    if (!g->fast) {
        g->fast = libdeflate_alloc_decompressor();
        g->plain = malloc(SHORT_PLAIN);
    }
    if (!g->fast || !g->plain) {
        return false;
    }
    const unsigned char *data;
    size_t got = isn_stream_peek(s->below, g->longest, &data);
    size_t packed = 0;
    if (got < 2 || data[0] != 0x1F || data[1] != 0x8B ||
        libdeflate_gzip_decompress_ex(g->fast, data, got, g->plain, SHORT_PLAIN,
                                      &packed, &g->plain_len)) {
        g->plain_len = 0;
        return false;
    }
    s->base = s->below->offset;
    isn_stream_skip(s->below, packed);
    s->made = g->at = 0;
    isn_stream_made(s, g->plain_len);
    return true;
}

/* At the end of a member that zlib decoded: what does it say of the next? */
static void judge_length(gzip_stream *g, size_t made)
{
    isn_stream *s = &g->common;
    uint64_t packed = s->below->offset + s->held - s->base;
    bool is_short = packed <= SHORT_PACKED / 2 && s->made + made <= SHORT_PLAIN;
    /* Twice, since the next may be longer. */
    size_t longest = is_short ? 2 * (size_t)packed : 0;
    g->longest = is_short && g->longest > longest ? g->longest : longest;
}

static size_t give_short(gzip_stream *g, unsigned char *room, size_t len)
{
    size_t left = g->plain_len - g->at;
    len = len > left ? left : len;
    memcpy(room, g->plain + g->at, len);
    g->at += len;
    return len;
}

/* Inflates what is there of below, into room of `len` bytes; false once no
 * more will come. */
static bool inflate_some(gzip_stream *g, size_t len)
{
    isn_stream *s = &g->common;
    const unsigned char *data;
    size_t got = isn_stream_peek(s->below, s->held + 2, &data) - s->held;
    data += s->held;
    if (!g->inside && !begin_member(g, data, got)) {
        return false;
    }
    if (got == 0) {
        isn_stream_fail_below(s, g->bare ? "deflate data ends early"
                                         : "gzip data ends early");
        return false;
    }
    g->zip.next_in = (unsigned char *)data;
    g->zip.avail_in = (uInt)(got > ISN_STREAM_WINDOW ? ISN_STREAM_WINDOW : got);
    uInt before = g->zip.avail_in;
    int code = inflate(&g->zip, Z_NO_FLUSH);
    s->held += before - g->zip.avail_in;
    if (code == Z_STREAM_END) {
        g->inside = false;
        s->ended = g->bare;
        judge_length(g, len - g->zip.avail_out);
    } else if (code == Z_MEM_ERROR) {
        isn_stream_fail(s, ISNAD_NOMEM, "out of memory");
    } else if (code != Z_OK &&
               (code != Z_BUF_ERROR || before == g->zip.avail_in)) {
        isn_stream_fail(s, ISNAD_MALFORMED,
                        g->bare ? "damaged deflate data" : "damaged gzip data");
    }
    return true;
}

static size_t pull_gzip(isn_stream *s, unsigned char *room, size_t len)
{
    gzip_stream *g = (gzip_stream *)s;
    while (g->at < g->plain_len ||
           (!g->inside && g->longest > 0 && take_short(g))) {
        size_t given = give_short(g, room, len);
        if (given > 0 || s->ended) {
            return given;
        }
    }
    len = len > UINT32_MAX ? UINT32_MAX : len;
    g->zip.next_out = room;
    g->zip.avail_out = (uInt)len;
    while (g->zip.avail_out == len && !s->ended && inflate_some(g, len)) {
        isn_stream_release(s, g->inside || g->bare);
    }
    size_t made = len - g->zip.avail_out;
    isn_stream_made(s, made);
    return made;
}

/* The next place that looks like the head of a member; false at the end. */
static bool find_member(isn_stream *below)
{
    for (;;) {
        const unsigned char *data;
        size_t got = isn_stream_peek(below, 4, &data);
        if (got < 4) {
            return false;
        }
        size_t last = got - 3;
        const unsigned char *at = memchr(data, 0x1F, last);
        if (!at) {
            isn_stream_skip(below, last);
            continue;
        }
        isn_stream_skip(below, (size_t)(at - data));
        /* Deflate is the only method, and the upper flags are not used. */
        if (at[1] == 0x8B && at[2] == 8 && (at[3] & 0xE0) == 0) {
            return true;
        }
        isn_stream_skip(below, 1);
    }
}

static bool recover_gzip(isn_stream *s)
{
    gzip_stream *g = (gzip_stream *)s;
    if (!isn_stream_try_again(s, g->inside, &g->wasted)) {
        return false;
    }
    g->inside = false;
    return find_member(s->below);
}

static void close_gzip(isn_stream *s)
{
    gzip_stream *g = (gzip_stream *)s;
    inflateEnd(&g->zip);
    libdeflate_free_decompressor(g->fast);
    free(g->plain);
}

static const isn_stream_kind gzip_kind = {pull_gzip, close_gzip, recover_gzip};
static const isn_stream_kind inflate_kind = {pull_gzip, close_gzip, NULL};

static isn_stream *new_gzip(const isn_stream_kind *kind, isn_stream *below,
                            const isn_stream_limits *limits, int bits)
{
    isn_stream *s =
        isn_stream_new_decoder(kind, sizeof(gzip_stream), below, limits);
    if (s && inflateInit2(&((gzip_stream *)s)->zip, bits) != Z_OK) {
        free(s);
        return NULL;
    }
    return s;
}

isn_stream *isn_stream_gunzip(isn_stream *below,
                              const isn_stream_limits *limits)
{
    return new_gzip(&gzip_kind, below, limits, 15 + 16);
}

isn_stream *isn_stream_inflate(isn_stream *below,
                               const isn_stream_limits *limits)
{
    isn_stream *s = new_gzip(&inflate_kind, below, limits, -15);
    if (s) {
        ((gzip_stream *)s)->bare = ((gzip_stream *)s)->inside = true;
    }
    return s;
}
