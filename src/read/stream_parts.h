/* How streams are made, for those that make one. */
#ifndef ISN_STREAM_PARTS_H
#define ISN_STREAM_PARTS_H

#include "read/stream.h"

enum { ISN_STREAM_WINDOW = 64 * 1024 };

typedef struct isn_stream_kind {
    /* Puts up to `len` bytes at `room` and returns how many; 0 only once the
     * stream has ended or failed. */
    size_t (*pull)(isn_stream *stream, unsigned char *room, size_t len);
    /* Frees what the kind holds, but not the stream; may be NULL. */
    void (*close)(isn_stream *stream);
    /* After damage: stands at the next whole part of what is below, or returns
     * false; may be NULL. */
    bool (*recover)(isn_stream *stream);
} isn_stream_kind;

/* The first member of every kind's own struct. */
struct isn_stream {
    const isn_stream_kind *kind;
    unsigned char *window;
    size_t begin, end, cap;
    uint64_t offset; /* of window[begin] */
    bool ended, trailing;
    isnad_status status;
    const char *reason;

    isn_stream *below; /* NULL: a file or memory */
    size_t held;       /* bytes below that were read but not passed */
    uint64_t ratio;
    uint64_t made, base; /* of the member under way: decoded, and where */
};

/* A stream of that kind, `size` bytes with what is its own behind the common
 * members, all zero; NULL when out of memory. */
isn_stream *isn_stream_new(const isn_stream_kind *kind, size_t size);
isn_stream *isn_stream_new_decoder(const isn_stream_kind *kind, size_t size,
                                   isn_stream *below,
                                   const isn_stream_limits *limits);
void isn_stream_fail(isn_stream *stream, isnad_status status,
                     const char *reason);
/* Fails as what is below did; where that just ended, `cut` says so. */
void isn_stream_fail_below(isn_stream *stream, const char *cut);
/* Ends where what is below ends, or fails as it did. */
void isn_stream_end_below(isn_stream *stream);
/* Counts `made` bytes more, and fails where they are suspiciously many. */
void isn_stream_made(isn_stream *stream, size_t made);

/* Starts a second try behind the first byte of a part that failed, whose
 * bytes are still held.  False where trying has cost too much already or what
 * is below has failed. */
bool isn_stream_try_again(isn_stream *stream, bool inside, uint64_t *wasted);
/* Lets held bytes go: all of them once a part is whole, or when they are too
 * many to be kept for a second try. */
void isn_stream_release(isn_stream *stream, bool inside);

/* Deflate data without head or sum.  The last bytes of it stay held: whoever
 * is content with what came passes over them. */
isn_stream *isn_stream_inflate(isn_stream *below,
                               const isn_stream_limits *limits);

#endif
