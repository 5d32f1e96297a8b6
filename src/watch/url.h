/* Addresses of pages and feeds. */
#ifndef ISN_URL_H
#define ISN_URL_H

#include "isnad/status.h"

enum { ISN_URL_LONGEST = 2048 };

/* An http or https address in its normal form: escaped, without fragment. */
typedef struct isn_url {
    char *text;   /* all of it */
    char *origin; /* scheme://host:port, the port always there */
    char *host;   /* without brackets */
    char *path;   /* with the query: "/a?b" */
} isn_url;

/* Reads `text`, blanks around it passed over, as a link on the page `base`,
 * or by itself where base is NULL.  ISNAD_MALFORMED where it is no such
 * address, is too long or holds a password; *url is then empty. */
isnad_status isn_url_read(const char *base, const char *text, isn_url *url);
/* Frees what *url holds and empties it. */
void isn_url_free(isn_url *url);

#endif
