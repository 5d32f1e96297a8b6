/* Which requests are let in.
 *
 * The server listens on the loopback, but any page that a browser shows may
 * send requests there, and any name may be made to point there.  So a request
 * has to name this server as its host, come from this server's own pages or
 * from nobody's, ask for nothing but a page, and be written as a plain browser
 * writes it. */
#ifndef ISN_GATE_H
#define ISN_GATE_H

#include <stdbool.h>
#include <stddef.h>

/* Statuses of HTTP that the server answers with. */
enum {
    ISN_HTTP_OK = 200,
    ISN_HTTP_SEE_OTHER = 303,
    ISN_HTTP_NOT_MODIFIED = 304,
    ISN_HTTP_BAD_REQUEST = 400,
    ISN_HTTP_FORBIDDEN = 403,
    ISN_HTTP_NOT_FOUND = 404,
    ISN_HTTP_NOT_ALLOWED = 405,
    ISN_HTTP_TOO_LARGE = 413,
    ISN_HTTP_URI_TOO_LONG = 414,
    ISN_HTTP_EXPECTATION = 417,
    ISN_HTTP_MISDIRECTED = 421,
    ISN_HTTP_FIELDS_TOO_LARGE = 431,
    ISN_HTTP_FAILED = 500,
    ISN_HTTP_NOT_IMPLEMENTED = 501,
    ISN_HTTP_VERSION = 505,
};

enum { ISN_TARGET_MAX = 8192, ISN_FIELDS_MAX = 64 };

/* The head of a request, as it came.  Strings are NULL where absent. */
typedef struct isn_request {
    const char *method;
    const char *target;
    const char *version; /* "HTTP/1.1" */
    const char *host, *origin;
    const char *site, *mode, *dest; /* Sec-Fetch-… */
    const char *length;             /* Content-Length */
    const char *coding;             /* Transfer-Encoding */
    const char *expect;
    unsigned fields; /* how many in all */
    bool twice;      /* one of the above came again */
    /* What the gate does not look at: */
    const char *none_match; /* If-None-Match */
    const char *connection;
} isn_request;

/* Takes in one field of the head; name and value live as long as *request. */
void isn_request_field(isn_request *request, const char *name,
                       const char *value);

/* ISN_HTTP_OK, or what to answer instead.  `port` is that of the server. */
int isn_gate(const isn_request *request, unsigned port);

#endif
