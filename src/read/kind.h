/* What bytes are, told by the bytes. */
#ifndef ISN_KIND_H
#define ISN_KIND_H

#include <stddef.h>

typedef enum isn_kind {
    ISN_KIND_UNKNOWN, /* as an option: told by the bytes */
    ISN_KIND_TEXT,    /* HTML or plain text: page tells which */
    ISN_KIND_GZIP,
    ISN_KIND_ZSTD,
    ISN_KIND_WARC,
    ISN_KIND_JSON, /* objects: one, a line each, or an array of them */
    ISN_KIND_FEED, /* RSS, Atom or NewsML-G2 */
    ISN_KIND_MHTML,
    ISN_KIND_ZIP,
    ISN_KIND_OPML,
    ISN_KIND_BINARY,
    ISN_KIND_EMPTY,
} isn_kind;

/* Looks at the first len bytes (4096 are enough).  For BINARY, *what says
 * what it seems to be; a constant string. */
isn_kind isn_kind_of(const unsigned char *bytes, size_t len, const char **what);

/* The kind of that name, or ISN_KIND_UNKNOWN. */
isn_kind isn_kind_named(const char *name);

#endif
