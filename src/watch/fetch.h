/* HTTP exchanges, several at once, by libcurl: each is kept as it travelled,
 * so that it can be evidence.  Redirects are not followed here. */
#ifndef ISN_FETCH_H
#define ISN_FETCH_H

#include <time.h>

#include "core/buffer.h"
#include "watch/peer_address.h"

/* Zero means the default in every field. */
typedef struct isn_fetch_options {
    const char *user_agent;   /* required */
    size_t body_max;          /* bytes as they travel; default 16 MiB */
    long timeout;             /* seconds of one exchange; default 60 */
    const char *const *allow; /* hosts that may have any address */
    size_t allow_count;
} isn_fetch_options;

/* One request and what came of it. */
typedef struct isn_exchange {
    char *url;
    isn_buffer request, head, body; /* head: of the last response alone */
    char address[ISN_ADDRESS_ROOM]; /* of the peer; "" when there was none */
    time_t begun;
    /* Why the body is not whole, in WARC's words: "length", "time",
     * "disconnect" or "unspecified"; NULL: it is. */
    const char *truncated;
    bool refused;    /* the address is not public */
    char error[160]; /* for people; "": all went well */
    void *owner;     /* as given */
} isn_exchange;

typedef struct isn_fetcher isn_fetcher;

/* *options and what it points to must live longer. */
isnad_status isn_fetcher_open(const isn_fetch_options *options,
                              isn_fetcher **fetcher);
/* Exchanges under way are broken off, without a word. */
void isn_fetcher_close(isn_fetcher *fetcher);

/* Starts GET url; etag and last_modified, where not NULL, make it
 * conditional.  The strings are copied. */
isnad_status isn_fetch_start(isn_fetcher *fetcher, const char *url,
                             const char *etag, const char *last_modified,
                             void *owner);
/* How many are under way. */
unsigned isn_fetch_active(const isn_fetcher *fetcher);

/* Works for up to `wait` milliseconds; returns as soon as something has
 * ended. */
isnad_status isn_fetch_wait(isn_fetcher *fetcher, int wait);
/* An exchange that has ended, the caller's to free; NULL: none. */
isn_exchange *isn_fetch_take(isn_fetcher *fetcher);
void isn_exchange_free(isn_exchange *exchange);

#endif
