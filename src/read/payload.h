/* One opened input: its decoders, its kind, its payloads. */
#ifndef ISN_PAYLOAD_H
#define ISN_PAYLOAD_H

#include "read/read.h"
#include "read/stream.h"

enum { ISN_MOST_STEPS = 24 };

/* Where reading stands: what is open, and the steps taken so far. */
typedef struct isn_input {
    const char *path;
    const isn_read_options *options;
    const isn_read_sink *sink;
    const char *steps[ISN_MOST_STEPS];
    unsigned step_count;
    unsigned decoders;    /* compressions and archives among the steps */
    unsigned containers;  /* others among the steps: WARC, JSON, feeds */
    uint64_t records;     /* of this file, so far */
    uint64_t offset;      /* of the record under way, in its container */
    isn_read_hints hints; /* what the container knows of it */
} isn_input;

/* Options with defaults filled in. */
isn_read_options isn_read_options_or_default(const isn_read_options *options);

/* Delivers the payloads of what `stream` holds. */
isnad_status isn_read_stream(const char *path, isn_stream *stream,
                             const isn_read_options *options,
                             const isn_read_sink *sink);

/* ---- for readers of containers ------------------------------------------- */

/* The payloads of `stream`, whatever it is, one step deeper. */
isnad_status isn_input_any(isn_input *in, isn_stream *stream);
/* The same for bytes in memory. */
isnad_status isn_input_bytes(isn_input *in, const void *bytes, size_t len);
void isn_input_skip(const isn_input *in, uint64_t offset, isnad_status status,
                    const char *reason);
/* At the end of what a container's stream gives: names the failure, if it is
 * one.  True: the stream goes on behind it.  Leaves *status alone unless that
 * is ISNAD_OK and reading must end. */
bool isn_input_goes_on(const isn_input *in, isn_stream *stream,
                       isnad_status *status);
/* Called before each record: ISNAD_OK to go on. */
isnad_status isn_input_next(isn_input *in);
/* A step is taken, or taken back; the string must live until then. */
bool isn_input_push(isn_input *in, const char *step);
void isn_input_pop(isn_input *in);

isnad_status isn_warc_read(isn_input *in, isn_stream *stream);
isnad_status isn_feed_read(isn_input *in, isn_stream *stream);
isnad_status isn_json_read(isn_input *in, isn_stream *stream);
isnad_status isn_mhtml_read(isn_input *in, isn_stream *stream);
isnad_status isn_zip_read(isn_input *in, isn_stream *stream);

#endif
