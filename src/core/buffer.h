/* A growing byte buffer, born with its maximum.  It remembers failure, so a
 * run of appends is checked once at the end. */
#ifndef ISN_BUFFER_H
#define ISN_BUFFER_H

#include <stddef.h>

#include "isnad/span.h"
#include "isnad/status.h"

typedef struct isn_buffer {
    char *data; /* NUL-terminated when not NULL */
    size_t len, cap, max;
    isnad_status status; /* ISNAD_OK, ISNAD_NOMEM or ISNAD_LIMIT */
} isn_buffer;

void isn_buffer_init(isn_buffer *buffer, size_t max);
void isn_buffer_free(isn_buffer *buffer);
void isn_buffer_clear(isn_buffer *buffer); /* keeps the storage */

/* Each does nothing once the buffer has failed. */
void isn_buffer_add(isn_buffer *buffer, const void *bytes, size_t len);
void isn_buffer_text(isn_buffer *buffer, const char *text);
void isn_buffer_char(isn_buffer *buffer, char c);
void isn_buffer_format(isn_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Room for `len` more bytes at the end (then add to buffer->len what was
 * written), or NULL. */
char *isn_buffer_room(isn_buffer *buffer, size_t len);

#endif
