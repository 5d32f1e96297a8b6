/* Dates as feeds write them. */
#ifndef ISN_FEED_DATE_H
#define ISN_FEED_DATE_H

#include <stdbool.h>

enum { ISN_FEED_DATE_ROOM = 40 };

/* RFC 822 («Tue, 14 Mar 2023 18:05:00 +0300») or ISO 8601 as an ISO
 * date-time, in the zone that is written there.  False where it is
 * neither. */
bool isn_feed_date(const char *text, char out[ISN_FEED_DATE_ROOM]);

#endif
