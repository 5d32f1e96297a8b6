/* Bytes of a file or of a decoder, a window at a time: memory does not grow
 * with the input. */
#ifndef ISN_STREAM_H
#define ISN_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "isnad/status.h"

typedef struct isn_stream isn_stream;
struct isn_read_sink; /* read.h */

/* What decoders may not exceed. */
typedef struct isn_stream_limits {
    uint64_t ratio; /* decoded bytes for each encoded one */
} isn_stream_limits;

/* Each returns NULL when out of memory.  A stream over a stream or a file
 * does not own what is below it, which must live longer. */

/* Counts for `sink` what it reads.  sink->stop is asked when a signal
 * interrupts the reading: true ends it with ISNAD_INTERRUPTED. */
isn_stream *isn_stream_file(int fd, const struct isn_read_sink *sink);
isn_stream *isn_stream_memory(const void *bytes, size_t len);
/* The next `len` bytes of another stream. */
isn_stream *isn_stream_part(isn_stream *below, uint64_t len);
/* All members of a gzip file, one after the other. */
isn_stream *isn_stream_gunzip(isn_stream *below,
                              const isn_stream_limits *limits);
/* All frames of a zstd file. */
isn_stream *isn_stream_unzstd(isn_stream *below,
                              const isn_stream_limits *limits);
void isn_stream_free(isn_stream *stream);

/* Makes up to `need` bytes available and returns how many are: fewer only at
 * the end or at a failure, perhaps more.  *data stays valid until the next
 * call for this stream. */
size_t isn_stream_peek(isn_stream *stream, size_t need,
                       const unsigned char **data);
/* Passes over `len` bytes, which must have been made available. */
void isn_stream_skip(isn_stream *stream, size_t len);

/* Position of the next byte. */
uint64_t isn_stream_offset(const isn_stream *stream);
/* Once fewer bytes came than were asked for: ISNAD_OK at the end, else what
 * failed, with *reason (static or owned by the stream). */
isnad_status isn_stream_status(const isn_stream *stream, const char **reason);
/* Where in the bytes below a decoder failed; the offset for other streams. */
uint64_t isn_stream_fault(const isn_stream *stream);
/* After damage, a bomb or foreign bytes in gzip or zstd: goes on with the next
 * member or frame that can be found.  False where there is none. */
bool isn_stream_recover(isn_stream *stream);
/* Did bytes that are no gzip member or zstd frame follow the last one? */
bool isn_stream_trailing(const isn_stream *stream);

#endif
