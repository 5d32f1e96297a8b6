/* The answer to a request that was let in: a page, rows, a file, or why not. */
#ifndef ISN_ANSWER_H
#define ISN_ANSWER_H

#include "core/buffer.h"
#include "serve/gate.h"
#include "serve/site.h"

enum { ISN_PLACE_ROOM = 32 };

typedef struct isn_reply {
    int status;
    const char *type;           /* of the body; a constant */
    const char *caching;        /* Cache-Control; a constant */
    const char *file;           /* Content-Disposition; a constant, or NULL */
    char place[ISN_PLACE_ROOM]; /* of ISN_HTTP_SEE_OTHER, else empty */
    isn_buffer body;            /* freed by the caller */
} isn_reply;

/* Answers a target that passed the gate.  Never fails: what goes wrong is a
 * page that says so and nothing more. */
void isn_answer(const isn_site *site, const char *target, isn_reply *reply);
/* Answers that change while the site stays are not kept. */
extern const char isn_caching_none[];
/* What a form is answered with: where its job is told of. */
void isn_answer_job(const isn_site *site, unsigned number, bool api,
                    bool english, isn_reply *reply);
/* The page of a status that is no success, or the JSON for a program. */
void isn_answer_failure(const isn_site *site, int status, bool api,
                        bool english, isn_reply *reply);

#endif
