/* A form that has come whole becomes a job. */
#ifndef ISN_POST_H
#define ISN_POST_H

#include "serve/connections.h"
#include "serve/jobs.h"

/* Checks it and hands it on; sent->body is taken then.  ISN_HTTP_OK and the
 * number of its job, or what to answer instead. */
int isn_post_take(isn_work *work, isn_sent *sent, unsigned *job);

#endif
