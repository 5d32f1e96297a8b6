#include "read/stream.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum {
    WINDOW = 64 * 1024,
    /* Below this much output the ratio says nothing: a short page of blanks
     * is no bomb. */
    RATIO_FROM = 1 << 20,
    HELD = 1 << 20,
    /* What may be decoded in vain while looking for whole members. */
    WASTED = 256 << 20,
    DICTIONARY_FRAME = 0x184D2A5D,
    LARGEST_DICTIONARY = 16 << 20,
};

typedef enum stream_kind {
    FILE_KIND,
    MEMORY_KIND,
    GZIP_KIND,
    ZSTD_KIND
} stream_kind;

struct isn_stream {
    stream_kind kind;
    unsigned char *window;
    size_t begin, end, cap;
    uint64_t offset; /* of window[begin] */
    bool ended, trailing;
    isnad_status status;
    const char *reason;
    char text[96];

    int fd;
    bool (*stop)(void *data);
    void *stop_data;
    const unsigned char *memory;
    size_t memory_len;

    isn_stream *below;
    uint64_t ratio;
    uint64_t made, base; /* of the member or frame: decoded, and where */
    size_t held;         /* bytes below that were read but not passed */
    uint64_t wasted;     /* decoded before damage, in all */
    z_stream zip;
    bool zip_ready, inside, begun;
    ZSTD_DStream *zstd;
};

static isn_stream *new_stream(stream_kind kind)
{
    isn_stream *s = calloc(1, sizeof *s);
    if (s) {
        s->kind = kind;
        s->fd = -1;
    }
    return s;
}

isn_stream *isn_stream_file(int fd)
{
    isn_stream *s = new_stream(FILE_KIND);
    if (s) {
        s->fd = fd;
    }
    return s;
}

void isn_stream_stop_when(isn_stream *stream, bool (*stop)(void *data),
                          void *data)
{
    stream->stop = stop;
    stream->stop_data = data;
}

isn_stream *isn_stream_memory(const void *bytes, size_t len)
{
    isn_stream *s = new_stream(MEMORY_KIND);
    if (s) {
        s->memory = bytes;
        s->memory_len = len;
    }
    return s;
}

static isn_stream *new_decoder(stream_kind kind, isn_stream *below,
                               const isn_stream_limits *limits)
{
    isn_stream *s = new_stream(kind);
    if (s) {
        s->below = below;
        s->ratio = limits->ratio;
        s->base = below->offset;
    }
    return s;
}

isn_stream *isn_stream_gunzip(isn_stream *below,
                              const isn_stream_limits *limits)
{
    isn_stream *s = new_decoder(GZIP_KIND, below, limits);
    if (s && inflateInit2(&s->zip, 15 + 16) != Z_OK) {
        free(s);
        return NULL;
    }
    if (s) {
        s->zip_ready = true;
    }
    return s;
}

isn_stream *isn_stream_unzstd(isn_stream *below,
                              const isn_stream_limits *limits)
{
    isn_stream *s = new_decoder(ZSTD_KIND, below, limits);
    if (s) {
        s->zstd = ZSTD_createDStream();
        if (!s->zstd) {
            free(s);
            return NULL;
        }
        /* 128 MiB of history at most: what the zstd command grants without
         * being asked. */
        ZSTD_DCtx_setParameter(s->zstd, ZSTD_d_windowLogMax, 27);
    }
    return s;
}

void isn_stream_free(isn_stream *stream)
{
    if (!stream) {
        return;
    }
    if (stream->zip_ready) {
        inflateEnd(&stream->zip);
    }
    ZSTD_freeDStream(stream->zstd);
    free(stream->window);
    free(stream);
}

static void fail(isn_stream *s, isnad_status status, const char *reason)
{
    s->ended = true;
    s->status = status;
    s->reason = reason;
}

/* Both decoders fail as their source does; a source that just ends in the
 * middle is a cut file. */
static void fail_below(isn_stream *s, const char *cut)
{
    const char *reason;
    isnad_status status = isn_stream_status(s->below, &reason);
    if (status) {
        fail(s, status, reason);
    } else {
        fail(s, ISNAD_MALFORMED, cut);
    }
}

static void check_ratio(isn_stream *s)
{
    uint64_t eaten = s->below->offset + s->held - s->base;
    if (s->ratio && s->made > RATIO_FROM && s->made / s->ratio > eaten) {
        fail(s, ISNAD_LIMIT, "decodes to suspiciously many bytes");
    }
}

static size_t pull_file(isn_stream *s, unsigned char *room, size_t len)
{
    ssize_t got;
    do {
        got = read(s->fd, room, len);
    } while (got < 0 && errno == EINTR && !(s->stop && s->stop(s->stop_data)));
    if (got < 0 && errno == EINTR) {
        fail(s, ISNAD_INTERRUPTED, isnad_status_text(ISNAD_INTERRUPTED));
        return 0;
    }
    if (got < 0) {
        snprintf(s->text, sizeof s->text, "%s", strerrordesc_np(errno));
        fail(s, ISNAD_IO, s->text);
        return 0;
    }
    s->ended = got == 0;
    return (size_t)got;
}

/* Between members: another one begins, or the data ends. */
static bool begin_member(isn_stream *s, const unsigned char *data, size_t got)
{
    if (got >= 2 && data[0] == 0x1F && data[1] == 0x8B) {
        inflateReset(&s->zip);
        s->inside = true;
        s->base = s->below->offset;
        s->made = 0;
        return true;
    }
    s->trailing = got > 0 && data[0] != 0; /* zeros pad tape archives */
    s->ended = true;
    const char *reason;
    isnad_status status = isn_stream_status(s->below, &reason);
    if (got == 0 && status) {
        fail(s, status, reason);
    }
    return false;
}

/* Lets the bytes of a member go once it is whole, or too long to be kept for
 * a second try (isn_stream_recover). */
static void release(isn_stream *s)
{
    if (!s->inside || s->held > HELD) {
        isn_stream_skip(s->below, s->held);
        s->held = 0;
    }
}

static size_t pull_gzip(isn_stream *s, unsigned char *room, size_t len)
{
    s->zip.next_out = room;
    s->zip.avail_out = (uInt)len;
    while (s->zip.avail_out == len && !s->ended) {
        const unsigned char *data;
        size_t got = isn_stream_peek(s->below, s->held + 2, &data) - s->held;
        data += s->held;
        if (!s->inside && !begin_member(s, data, got)) {
            break;
        }
        if (got == 0) {
            fail_below(s, "gzip data ends early");
            break;
        }
        s->zip.next_in = (unsigned char *)data;
        s->zip.avail_in = (uInt)(got > WINDOW ? WINDOW : got);
        uInt before = s->zip.avail_in;
        int code = inflate(&s->zip, Z_NO_FLUSH);
        s->held += before - s->zip.avail_in;
        if (code == Z_STREAM_END) {
            s->inside = false;
        } else if (code == Z_MEM_ERROR) {
            fail(s, ISNAD_NOMEM, "out of memory");
        } else if (code != Z_OK &&
                   (code != Z_BUF_ERROR || before == s->zip.avail_in)) {
            fail(s, ISNAD_MALFORMED, "damaged gzip data");
        }
        release(s);
    }
    size_t made = len - s->zip.avail_out;
    s->made += made;
    check_ratio(s);
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

bool isn_stream_recover(isn_stream *s)
{
    bool damaged = s->status == ISNAD_MALFORMED || s->status == ISNAD_LIMIT;
    if (s->kind != GZIP_KIND || !s->ended || (!damaged && !s->trailing)) {
        return false;
    }
    s->wasted += s->made;
    if (s->wasted > WASTED || isn_stream_status(s->below, &s->reason)) {
        return false;
    }
    /* What looked like a member may have been none: its second byte is the
     * next chance, as long as its bytes are kept. */
    const unsigned char *data;
    if (s->inside && isn_stream_peek(s->below, 1, &data) > 0) {
        isn_stream_skip(s->below, 1);
    }
    s->held = 0;
    s->inside = s->trailing = false;
    if (!find_member(s->below)) {
        return false;
    }
    s->ended = false;
    s->status = ISNAD_OK;
    s->reason = NULL;
    return true;
}

static uint32_t little_endian(const unsigned char *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

/* Hands a dictionary to the decoder, which may itself be a frame. */
static bool load_dictionary(isn_stream *s, const unsigned char *bytes,
                            size_t len)
{
    if (len < 4 || little_endian(bytes) != ZSTD_MAGICNUMBER) {
        return !ZSTD_isError(ZSTD_DCtx_loadDictionary(s->zstd, bytes, len));
    }
    unsigned long long size = ZSTD_getFrameContentSize(bytes, len);
    if (size == 0 || size > LARGEST_DICTIONARY) {
        return false; /* unknown sizes are larger than any */
    }
    void *plain = malloc((size_t)size);
    size_t made = plain ? ZSTD_decompress(plain, (size_t)size, bytes, len) : 0;
    bool ok = plain && !ZSTD_isError(made) &&
              !ZSTD_isError(ZSTD_DCtx_loadDictionary(s->zstd, plain, made));
    free(plain);
    return ok;
}

/* The convention of .warc.zst: a frame to be passed over, with the dictionary
 * of all that follow in it. */
static void begin_zstd(isn_stream *s)
{
    const unsigned char *data;
    s->begun = true;
    size_t got = isn_stream_peek(s->below, 8, &data);
    if (got < 8 || little_endian(data) != DICTIONARY_FRAME) {
        return;
    }
    uint32_t len = little_endian(data + 4);
    if (len > LARGEST_DICTIONARY) {
        fail(s, ISNAD_LIMIT, "a zstd dictionary larger than the limit");
        return;
    }
    got = isn_stream_peek(s->below, 8 + (size_t)len, &data);
    if (got < 8 + (size_t)len) {
        fail_below(s, "zstd data ends early");
    } else if (!load_dictionary(s, data + 8, len)) {
        fail(s, ISNAD_MALFORMED, "a damaged zstd dictionary");
    } else {
        isn_stream_skip(s->below, 8 + (size_t)len);
    }
}

static size_t pull_zstd(isn_stream *s, unsigned char *room, size_t len)
{
    if (!s->begun) {
        begin_zstd(s);
    }
    ZSTD_outBuffer out = {room, len, 0};
    while (out.pos == 0 && !s->ended) {
        const unsigned char *data;
        size_t got = isn_stream_peek(s->below, 4, &data);
        if (got == 0 && !s->inside) {
            const char *reason;
            isnad_status status = isn_stream_status(s->below, &reason);
            if (status) {
                fail(s, status, reason);
            }
            s->ended = true;
            break;
        }
        if (got == 0) {
            fail_below(s, "zstd data ends early");
            break;
        }
        ZSTD_inBuffer in = {data, got, 0};
        size_t code = ZSTD_decompressStream(s->zstd, &out, &in);
        isn_stream_skip(s->below, in.pos);
        if (ZSTD_isError(code)) {
            fail(s, ISNAD_MALFORMED, "damaged zstd data");
        } else {
            s->inside = code != 0;
            if (in.pos == 0 && out.pos == 0) {
                fail(s, ISNAD_MALFORMED, "damaged zstd data");
            }
        }
    }
    s->made += out.pos;
    check_ratio(s);
    return out.pos;
}

static bool grow(isn_stream *s, size_t need)
{
    if (s->begin > 0) {
        memmove(s->window, s->window + s->begin, s->end - s->begin);
        s->end -= s->begin;
        s->begin = 0;
    }
    size_t cap = s->cap ? s->cap : WINDOW;
    while (cap < need) {
        cap *= 2;
    }
    if (cap > s->cap) {
        unsigned char *window = realloc(s->window, cap);
        if (!window) {
            fail(s, ISNAD_NOMEM, "out of memory");
            return false;
        }
        s->window = window;
        s->cap = cap;
    }
    return true;
}

size_t isn_stream_peek(isn_stream *s, size_t need, const unsigned char **data)
{
    if (s->kind == MEMORY_KIND) {
        *data = s->memory + s->offset;
        return s->memory_len - (size_t)s->offset;
    }
    while (s->end - s->begin < need && !s->ended) {
        if ((s->begin + need > s->cap || s->end == s->cap) && !grow(s, need)) {
            break;
        }
        unsigned char *room = s->window + s->end;
        size_t len = s->cap - s->end;
        s->end += s->kind == FILE_KIND   ? pull_file(s, room, len)
                  : s->kind == GZIP_KIND ? pull_gzip(s, room, len)
                                         : pull_zstd(s, room, len);
    }
    *data = s->window + s->begin;
    return s->end - s->begin;
}

void isn_stream_skip(isn_stream *s, size_t len)
{
    s->offset += len;
    s->begin += s->kind == MEMORY_KIND ? 0 : len;
}

uint64_t isn_stream_offset(const isn_stream *s) { return s->offset; }

isnad_status isn_stream_status(const isn_stream *s, const char **reason)
{
    *reason = s->reason ? s->reason : isnad_status_text(s->status);
    return s->status;
}

uint64_t isn_stream_fault(const isn_stream *s)
{
    return s->below ? isn_stream_fault(s->below) + s->held : s->offset;
}

bool isn_stream_trailing(const isn_stream *s) { return s->trailing; }
