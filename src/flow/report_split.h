/* Takes a report apart, so that it need not stand in memory as a whole tree,
 * which would take a dozen times its size. */
#ifndef ISN_REPORT_SPLIT_H
#define ISN_REPORT_SPLIT_H

#include <stddef.h>

#include "isnad/status.h"

/* Called for each object in a list of a story ("statements", "figures" …):
 * the text of the object, and where it began.  Anything but ISNAD_OK ends. */
typedef isnad_status isn_split_item(void *data, const char *list,
                                    const char *text, size_t len,
                                    size_t offset);

/* Hands the items of text[0 .. *len) on and leaves {} in their places; the
 * rest stays, as it must still be checked to be JSON.  ISNAD_MALFORMED where
 * an item does not end. */
isnad_status isn_report_split(char *text, size_t *len, isn_split_item *item,
                              void *data);

#endif
