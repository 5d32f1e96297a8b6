/* The answer to a request that was let in: a page, rows, a file, or why not. */
#ifndef ISN_ANSWER_H
#define ISN_ANSWER_H

#include "core/buffer.h"
#include "serve/gate.h"
#include "serve/site.h"

typedef struct isn_reply {
    int status;
    const char *type;    /* of the body; a constant */
    const char *place;   /* of ISN_HTTP_SEE_OTHER, else NULL; a constant */
    const char *caching; /* Cache-Control; a constant */
    isn_buffer body;     /* freed by the caller */
} isn_reply;

/* Answers a target that passed the gate.  Never fails: what goes wrong is a
 * page that says so and nothing more. */
void isn_answer(const isn_site *site, const char *target, isn_reply *reply);
/* The page of a status that is no success. */
void isn_answer_error(const isn_site *site, int status, bool english,
                      isn_reply *reply);

#endif
