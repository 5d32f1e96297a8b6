/* zstd, frame by frame. */
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "read/stream_parts.h"

enum {
    DICTIONARY_FRAME = 0x184D2A5D,
    LARGEST_DICTIONARY = 16 << 20,
};

typedef struct zstd_stream {
    isn_stream common;
    ZSTD_DStream *decoder;
    bool begun;
    bool inside;     /* of a frame */
    uint64_t wasted; /* decoded before damage, in all */
} zstd_stream;

static uint32_t little_endian(const unsigned char *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

/* Hands a dictionary to the decoder, which may itself be a frame. */
static bool load_dictionary(zstd_stream *z, const unsigned char *bytes,
                            size_t len)
{
    if (len < 4 || little_endian(bytes) != ZSTD_MAGICNUMBER) {
        return !ZSTD_isError(ZSTD_DCtx_loadDictionary(z->decoder, bytes, len));
    }
    unsigned long long size = ZSTD_getFrameContentSize(bytes, len);
    if (size == 0 || size > LARGEST_DICTIONARY) {
        return false; /* unknown sizes are larger than any */
    }
    void *plain = malloc((size_t)size);
    size_t made = plain ? ZSTD_decompress(plain, (size_t)size, bytes, len) : 0;
    bool ok = plain && !ZSTD_isError(made) &&
              !ZSTD_isError(ZSTD_DCtx_loadDictionary(z->decoder, plain, made));
    free(plain);
    return ok;
}

/* The convention of .warc.zst: a frame to be passed over, with the dictionary
 * of all that follow in it. */
static void begin_zstd(zstd_stream *z)
{
    isn_stream *s = &z->common;
    const unsigned char *data;
    z->begun = true;
    size_t got = isn_stream_peek(s->below, 8, &data);
    if (got < 8 || little_endian(data) != DICTIONARY_FRAME) {
        return;
    }
    uint32_t len = little_endian(data + 4);
    if (len > LARGEST_DICTIONARY) {
        isn_stream_fail(s, ISNAD_LIMIT,
                        "a zstd dictionary larger than the limit");
        return;
    }
    got = isn_stream_peek(s->below, 8 + (size_t)len, &data);
    if (got < 8 + (size_t)len) {
        isn_stream_fail_below(s, "zstd data ends early");
    } else if (!load_dictionary(z, data + 8, len)) {
        isn_stream_fail(s, ISNAD_MALFORMED, "a damaged zstd dictionary");
    } else {
        isn_stream_skip(s->below, 8 + (size_t)len);
    }
}

/* Decodes what is there of below; false once no more will come. */
static bool decode_some(zstd_stream *z, ZSTD_outBuffer *out)
{
    isn_stream *s = &z->common;
    const unsigned char *data;
    size_t got = isn_stream_peek(s->below, s->held + 4, &data) - s->held;
    if (got == 0 && !z->inside) {
        isn_stream_end_below(s);
        return false;
    }
    if (got == 0) {
        isn_stream_fail_below(s, "zstd data ends early");
        return false;
    }
    if (!z->inside) {
        s->base = s->below->offset;
        s->made = 0;
    }
    z->inside = true;
    ZSTD_inBuffer in = {data + s->held, got, 0};
    size_t before = out->pos;
    size_t code = ZSTD_decompressStream(z->decoder, out, &in);
    s->held += in.pos;
    if (ZSTD_isError(code) || (in.pos == 0 && out->pos == before)) {
        isn_stream_fail(s, ISNAD_MALFORMED, "damaged zstd data");
    } else {
        z->inside = code != 0;
    }
    return true;
}

static size_t pull_zstd(isn_stream *s, unsigned char *room, size_t len)
{
    zstd_stream *z = (zstd_stream *)s;
    if (!z->begun) {
        begin_zstd(z);
    }
    ZSTD_outBuffer out = {room, len, 0};
    while (out.pos == 0 && !s->ended && decode_some(z, &out)) {
        isn_stream_release(s, z->inside);
    }
    isn_stream_made(s, out.pos);
    return out.pos;
}

/* The next place that looks like the head of a frame; false at the end. */
static bool find_frame(isn_stream *below)
{
    for (;;) {
        const unsigned char *data;
        size_t got = isn_stream_peek(below, 4, &data);
        if (got < 4) {
            return false;
        }
        const unsigned char *at = memmem(data, got, "\x28\xB5\x2F\xFD", 4);
        isn_stream_skip(below, at ? (size_t)(at - data) : got - 3);
        if (at) {
            return true;
        }
    }
}

static bool recover_zstd(isn_stream *s)
{
    zstd_stream *z = (zstd_stream *)s;
    if (!isn_stream_try_again(s, z->inside, &z->wasted)) {
        return false;
    }
    z->inside = false;
    z->begun = true;
    ZSTD_DCtx_reset(z->decoder, ZSTD_reset_session_only);
    return find_frame(s->below);
}

static void close_zstd(isn_stream *s)
{
    ZSTD_freeDStream(((zstd_stream *)s)->decoder);
}

static const isn_stream_kind zstd_kind = {pull_zstd, close_zstd, recover_zstd};

isn_stream *isn_stream_unzstd(isn_stream *below,
                              const isn_stream_limits *limits)
{
    isn_stream *s =
        isn_stream_new_decoder(&zstd_kind, sizeof(zstd_stream), below, limits);
    if (!s) {
        return NULL;
    }
    zstd_stream *z = (zstd_stream *)s;
    z->decoder = ZSTD_createDStream();
    if (!z->decoder) {
        free(s);
        return NULL;
    }
    /* 128 MiB of history at most: what the zstd command grants without being
     * asked. */
    ZSTD_DCtx_setParameter(z->decoder, ZSTD_d_windowLogMax, 27);
    return s;
}
