/* Lists of feeds, as feed readers export them. */
#ifndef ISN_OPML_H
#define ISN_OPML_H

#include <stdbool.h>
#include <stddef.h>

#include "isnad/status.h"

/* Does it look like OPML?  The first 4096 bytes are enough. */
bool isn_opml_is(const void *bytes, size_t len);

/* Calls `feed` with the address of each outline that has one, in order; the
 * string lives during the call.  Anything but ISNAD_OK ends the reading and is
 * returned.  ISNAD_MALFORMED or ISNAD_UNSUPPORTED with *error: damaged, or with
 * entities of its own; what stood before was delivered. */
isnad_status isn_opml_read(const void *bytes, size_t len,
                           isnad_status (*feed)(void *data, const char *url),
                           void *data, isnad_error *error);

#endif
