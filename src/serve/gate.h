/* Which requests are let in.
 *
 * The server listens on the loopback, but any page that a browser shows may
 * send requests there, and any name may be made to point there.  So a request
 * has to name this server as its host, come from this server's own pages or
 * from nobody's, ask for a page or send one of its forms, and be written as a
 * plain browser writes it. */
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
    ISN_HTTP_CONFLICT = 409,
    ISN_HTTP_LENGTH_REQUIRED = 411,
    ISN_HTTP_TOO_LARGE = 413,
    ISN_HTTP_URI_TOO_LONG = 414,
    ISN_HTTP_MEDIA_TYPE = 415,
    ISN_HTTP_EXPECTATION = 417,
    ISN_HTTP_MISDIRECTED = 421,
    ISN_HTTP_FIELDS_TOO_LARGE = 431,
    ISN_HTTP_FAILED = 500,
    ISN_HTTP_NOT_IMPLEMENTED = 501,
    ISN_HTTP_BUSY = 503,
    ISN_HTTP_VERSION = 505,
};

enum { ISN_TARGET_MAX = 8192, ISN_FIELDS_MAX = 64 };

/* What the server lets in. */
typedef struct isn_gate_rules {
    unsigned port;   /* its own */
    size_t body_max; /* of a form; 0: nothing can be sent */
} isn_gate_rules;

/* Where a form goes. */
typedef enum isn_post_kind {
    ISN_POST_NONE,
    ISN_POST_PAGES,
    ISN_POST_CORRECTION,
} isn_post_kind;

/* The head of a request, as it came.  Strings are NULL where absent. */
typedef struct isn_request {
    const char *method;
    const char *target;
    const char *version; /* "HTTP/1.1" */
    const char *host, *origin;
    const char *site, *mode, *dest; /* Sec-Fetch-… */
    const char *length;             /* Content-Length */
    const char *type;               /* Content-Type */
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

/* ISN_HTTP_OK, or what to answer instead. */
int isn_gate(const isn_request *request, const isn_gate_rules *rules);
/* Of a path, without a query. */
isn_post_kind isn_gate_post(const char *path);
/* Content-Length of a request that was let in. */
size_t isn_gate_length(const isn_request *request);

#endif
