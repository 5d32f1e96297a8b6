/* One opened input: its decoders, its kind, its payloads. */
#ifndef ISN_PAYLOAD_H
#define ISN_PAYLOAD_H

#include "read/read.h"
#include "read/stream.h"

/* Limits with defaults filled in. */
isn_read_limits isn_read_limits_or_default(const isn_read_limits *limits);

/* Delivers the payloads of what `stream` holds, taking decodings off. */
isnad_status isn_read_stream(const char *path, isn_stream *stream,
                             const isn_read_limits *limits,
                             const isn_read_sink *sink);

#endif
