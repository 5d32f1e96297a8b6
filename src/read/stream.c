#include "read/stream.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "read/read.h"
#include "read/stream_parts.h"

enum {
    /* Below this much output the ratio says nothing: a short page of blanks
     * is no bomb. */
    RATIO_FROM = 1 << 20,
    HELD = 1 << 20,
    /* What may be decoded in vain while looking for whole members. */
    WASTED = 256 << 20,
};

/* ---- what all kinds share ---------------------------------------------- */

isn_stream *isn_stream_new(const isn_stream_kind *kind, size_t size)
{
    isn_stream *s = calloc(1, size);
    if (s) {
        s->kind = kind;
    }
    return s;
}

isn_stream *isn_stream_new_decoder(const isn_stream_kind *kind, size_t size,
                                   isn_stream *below,
                                   const isn_stream_limits *limits)
{
    isn_stream *s = isn_stream_new(kind, size);
    if (s) {
        s->below = below;
        s->ratio = limits->ratio;
        s->base = below->offset;
    }
    return s;
}

void isn_stream_free(isn_stream *stream)
{
    if (!stream) {
        return;
    }
    if (stream->kind->close) {
        stream->kind->close(stream);
    }
    free(stream->window);
    free(stream);
}

void isn_stream_fail(isn_stream *s, isnad_status status, const char *reason)
{
    s->ended = true;
    s->status = status;
    s->reason = reason;
}

void isn_stream_end_below(isn_stream *s)
{
    s->ended = true;
    s->status = s->below->status;
    s->reason = s->below->reason;
}

void isn_stream_fail_below(isn_stream *s, const char *cut)
{
    isn_stream_end_below(s);
    if (!s->status) {
        isn_stream_fail(s, ISNAD_MALFORMED, cut);
    }
}

void isn_stream_made(isn_stream *s, size_t made)
{
    s->made += made;
    uint64_t eaten = s->below->offset + s->held - s->base;
    if (s->ratio && s->made > RATIO_FROM && s->made / s->ratio > eaten) {
        isn_stream_fail(s, ISNAD_LIMIT, "decodes to suspiciously many bytes");
    }
}

void isn_stream_release(isn_stream *s, bool inside)
{
    if (!inside || s->held > HELD) {
        isn_stream_skip(s->below, s->held);
        s->held = 0;
    }
}

bool isn_stream_try_again(isn_stream *s, bool inside, uint64_t *wasted)
{
    *wasted += s->made;
    s->made = 0;
    if (*wasted > WASTED || s->below->status) {
        return false;
    }
    /* What looked like a part may have been none: its second byte is the next
     * chance, as long as its bytes are kept. */
    const unsigned char *data;
    if (inside && isn_stream_peek(s->below, 1, &data) > 0) {
        isn_stream_skip(s->below, 1);
    }
    s->held = 0;
    s->trailing = false;
    return true;
}

bool isn_stream_recover(isn_stream *s)
{
    bool damaged = s->status == ISNAD_MALFORMED || s->status == ISNAD_LIMIT;
    if (!s->kind->recover || !s->ended || (!damaged && !s->trailing) ||
        !s->kind->recover(s)) {
        return false;
    }
    s->ended = false;
    s->status = ISNAD_OK;
    s->reason = NULL;
    return true;
}

static bool grow(isn_stream *s, size_t need)
{
    if (s->begin > 0) {
        memmove(s->window, s->window + s->begin, s->end - s->begin);
        s->end -= s->begin;
        s->begin = 0;
    }
    size_t cap = s->cap ? s->cap : ISN_STREAM_WINDOW;
    while (cap < need) {
        cap *= 2;
    }
    if (cap > s->cap) {
        unsigned char *window = realloc(s->window, cap);
        if (!window) {
            isn_stream_fail(s, ISNAD_NOMEM, "out of memory");
            return false;
        }
        s->window = window;
        s->cap = cap;
    }
    return true;
}

size_t isn_stream_peek(isn_stream *s, size_t need, const unsigned char **data)
{
    while (s->end - s->begin < need && !s->ended) {
        if ((s->begin + need > s->cap || s->end == s->cap) && !grow(s, need)) {
            break;
        }
        s->end += s->kind->pull(s, s->window + s->end, s->cap - s->end);
    }
    *data = s->window ? s->window + s->begin : (const unsigned char *)"";
    return s->end - s->begin;
}

void isn_stream_skip(isn_stream *s, size_t len)
{
    s->offset += len;
    s->begin += len;
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

/* ---- files --------------------------------------------------------------- */

typedef struct file_stream {
    isn_stream common;
    int fd;
    const isn_read_sink *sink;
    char text[96];
} file_stream;

static size_t pull_file(isn_stream *s, unsigned char *room, size_t len)
{
    file_stream *f = (file_stream *)s;
    const isn_read_sink *sink = f->sink;
    ssize_t got;
    do {
        got = read(f->fd, room, len);
    } while (got < 0 && errno == EINTR &&
             !(sink->stop && sink->stop(sink->data)));
    if (got < 0 && errno == EINTR) {
        isn_stream_fail(s, ISNAD_INTERRUPTED,
                        isnad_status_text(ISNAD_INTERRUPTED));
        return 0;
    }
    if (got < 0) {
        snprintf(f->text, sizeof f->text, "%s", strerrordesc_np(errno));
        isn_stream_fail(s, ISNAD_IO, f->text);
        return 0;
    }
    s->ended = got == 0;
    if (sink->count) {
        *sink->count += (uint64_t)got;
    }
    return (size_t)got;
}

static const isn_stream_kind file_kind = {.pull = pull_file};

isn_stream *isn_stream_file(int fd, const isn_read_sink *sink)
{
    isn_stream *s = isn_stream_new(&file_kind, sizeof(file_stream));
    if (s) {
        ((file_stream *)s)->fd = fd;
        ((file_stream *)s)->sink = sink;
    }
    return s;
}

/* ---- memory: a window that has come already ------------------------------ */

static size_t pull_nothing(isn_stream *s, unsigned char *room, size_t len)
{
    (void)room;
    (void)len;
    s->ended = true;
    return 0;
}

/* The window is the caller's. */
static void close_memory(isn_stream *s) { s->window = NULL; }

static const isn_stream_kind memory_kind = {.pull = pull_nothing,
                                            .close = close_memory};

isn_stream *isn_stream_memory(const void *bytes, size_t len)
{
    isn_stream *s = isn_stream_new(&memory_kind, sizeof(isn_stream));
    if (s) {
        s->window = (unsigned char *)bytes; /* never written: it has ended */
        s->end = s->cap = len;
        s->ended = true;
    }
    return s;
}

/* ---- a part of another stream -------------------------------------------- */

typedef struct part_stream {
    isn_stream common;
    uint64_t left;
} part_stream;

static size_t pull_part(isn_stream *s, unsigned char *room, size_t len)
{
    part_stream *p = (part_stream *)s;
    const unsigned char *data;
    size_t got = p->left > 0 ? isn_stream_peek(s->below, 1, &data) : 0;
    got = got > len ? len : got;
    got = got > p->left ? (size_t)p->left : got;
    if (got == 0) {
        isn_stream_end_below(s);
        if (p->left == 0) {
            s->status = ISNAD_OK;
        }
        return 0;
    }
    memcpy(room, data, got);
    isn_stream_skip(s->below, got);
    p->left -= got;
    return got;
}

static const isn_stream_kind part_kind = {.pull = pull_part};

isn_stream *isn_stream_part(isn_stream *below, uint64_t len)
{
    isn_stream_limits none = {0};
    isn_stream *s =
        isn_stream_new_decoder(&part_kind, sizeof(part_stream), below, &none);
    if (s) {
        ((part_stream *)s)->left = len;
    }
    return s;
}
