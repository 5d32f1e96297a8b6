/* What the head of an HTTP response says that matters to watching. */
#ifndef ISN_REPLY_H
#define ISN_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "isnad/span.h"
#include "isnad/status.h"

enum { ISN_MOST_TO_WAIT = 7 * 24 * 3600 };

/* Views into the head; empty where the header is missing. */
typedef struct isn_reply {
    int status; /* 0: no head of HTTP */
    isnad_view location, etag, last_modified;
    long retry_after; /* seconds from now, no more than a week; -1: not said */
    bool chunked, deflated;
} isn_reply;

void isn_reply_read(const void *head, size_t len, time_t now, isn_reply *reply);

/* Takes chunking and the coding "deflate" off a body; gzip and zstd are left to
 * `read`, which tells them by their bytes.  *out is malloc'ed and the
 * caller's, of *out_len bytes.  ISNAD_MALFORMED, ISNAD_LIMIT beyond `most`
 * bytes. */
isnad_status isn_reply_payload(const isn_reply *reply, const void *body,
                               size_t len, size_t most, unsigned char **out,
                               size_t *out_len);

/* May the value be kept in a line and sent back?  ETags of control characters
 * or beyond all length are not. */
bool isn_reply_keeps(isnad_view value);

#endif
