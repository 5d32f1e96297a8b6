/* What a call that can fail returns, and where malformed input went wrong. */
#ifndef ISNAD_STATUS_H
#define ISNAD_STATUS_H

#include <stdint.h>

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

/* One list of codes and messages.  X(name, message) */
#define ISNAD_STATUS_MAP(X)                                                    \
    X(OK, "done")                                                              \
    X(NOMEM, "out of memory")                                                  \
    X(LIMIT, "a limit was reached")                                            \
    X(IO, "input or output failed")                                            \
    X(MALFORMED, "malformed input")                                            \
    X(UNSUPPORTED, "a form of input that isnad does not read")                 \
    X(EMPTY, "no text in the input")                                           \
    X(DIFFERS, "the evidence differs from its source")                         \
    X(USAGE, "wrong use of a function or command")                             \
    X(INTERRUPTED, "interrupted")

typedef enum isnad_status {
#define ISNAD_STATUS_ENUM(name, message) ISNAD_##name,
    ISNAD_STATUS_MAP(ISNAD_STATUS_ENUM)
#undef ISNAD_STATUS_ENUM
} isnad_status;

/* What happened, for the person who reads it.  `position` is in bytes of the
 * payload (or of the container where no payload could be made), or
 * ISNAD_NO_POSITION. */
#define ISNAD_NO_POSITION UINT64_MAX
typedef struct isnad_error {
    isnad_status status;
    uint64_t position;
    char message[160];
} isnad_error;

/* The message of `status`; a constant string, never NULL. */
const char *isnad_status_text(isnad_status status);

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop

#endif
