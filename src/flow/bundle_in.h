/* The report that a bundle carries (isnad_report_bundle). */
#ifndef ISN_BUNDLE_IN_H
#define ISN_BUNDLE_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "isnad/status.h"

/* Does the file begin as WARC does, within gzip or bare? */
bool isn_bundle_is(const char *path);

/* The report of the bundle, malloc'ed, NUL-terminated; on failure *error
 * says why. */
isnad_status isn_bundle_report(const char *path, char **text, size_t *len,
                               isnad_error *error);

#endif
