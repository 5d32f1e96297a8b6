/* Reads the head of a request, byte for byte as RFC 9112 writes it and no
 * other way: what two readers may read differently is refused. */
#ifndef ISN_HEAD_H
#define ISN_HEAD_H

#include "serve/gate.h"

enum { ISN_HEAD_MAX = 16 << 10 };

/* What has come of a head so far. */
typedef enum isn_head_state {
    ISN_HEAD_PART,  /* more must come */
    ISN_HEAD_WHOLE, /* *end is behind it */
    ISN_HEAD_BAD,   /* *status is the answer */
} isn_head_state;

/* Looks at bytes[0 .. len), of which [0 .. *seen) were looked at before; moves
 * *seen. */
isn_head_state isn_head_look(const char *bytes, size_t len, size_t *seen,
                             size_t *end, int *status);
/* Reads a whole head, bytes[0 .. len), in place: its parts become strings of
 * it.  ISN_HTTP_OK or ISN_HTTP_BAD_REQUEST. */
int isn_head_read(char *bytes, size_t len, isn_request *request);

#endif
