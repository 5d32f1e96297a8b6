/* The same rows for programs: JSON and CSV.  docs/openapi.json describes it
 * and is served with it. */
#ifndef ISN_API_H
#define ISN_API_H

#include "serve/answer.h"
#include "serve/target.h"

/* Answers /api/…: fills reply->type and reply->body and returns ISN_HTTP_OK,
 * or returns what went wrong. */
int isn_api(const isn_site *site, const isn_target *target, isn_reply *reply);

/* How a job stands, after a form. */
void isn_api_job(const isn_site *site, unsigned number, isn_reply *reply);

#endif
