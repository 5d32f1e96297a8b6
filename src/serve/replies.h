/* Answers with the fields of their heads; those given lately are kept. */
#ifndef ISN_REPLIES_H
#define ISN_REPLIES_H

#include "serve/answer.h"
#include "serve/gate.h"
#include "serve/site.h"

enum { ISN_REPLY_HEAD = 1024, ISN_TAG_ROOM = 24 };

/* An answer that several connections may be sending. */
typedef struct isn_kept {
    unsigned holders;
    int status;
    const char *type, *caching, *file; /* constants; NULL: no such field */
    char place[ISN_PLACE_ROOM];        /* Location; empty: none */
    char tag[ISN_TAG_ROOM];            /* ETag; empty: none */
    isn_buffer body;
} isn_kept;

void isn_kept_release(isn_kept *kept); /* NULL is allowed */

typedef struct isn_replies isn_replies;

/* NULL when out of memory. */
isn_replies *isn_replies_new(size_t cache_max);
void isn_replies_free(isn_replies *replies); /* NULL is allowed */
/* Forgets what was answered: the site is another. */
void isn_replies_forget(isn_replies *replies);
/* An answer put together elsewhere, whose body it takes; the caller's to
 * release.  NULL when out of memory. */
isn_kept *isn_replies_make(isn_reply *reply);

/* The answer to a target that the gate let in; the caller's to release.  NULL
 * when out of memory. */
isn_kept *isn_replies_get(isn_replies *replies, const isn_site *site,
                          const char *target);

/* The head of an answer: its length.  `date` is the value of that field. */
size_t isn_reply_head(char head[ISN_REPLY_HEAD], const isn_kept *kept,
                      int status, const char *date, bool last);
/* The head of an answer that goes on and on, of events. */
size_t isn_reply_stream(char head[ISN_REPLY_HEAD], const char *date);
/* The whole of an answer that turns a request away. */
size_t isn_reply_refusal(char text[ISN_REPLY_HEAD], int status,
                         const char *date, bool bodiless);
/* Does If-None-Match name this answer? */
bool isn_reply_matches(const isn_kept *kept, const char *none_match);

#endif
