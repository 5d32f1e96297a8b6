/* The connections, and how long each has been at what it does, so that the
 * slow ones can be ended: by the time that a request or its answer may take at
 * most, or when there are too many. */
#ifndef ISN_CONNECTIONS_H
#define ISN_CONNECTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "serve/replies.h"

typedef struct isn_connection {
    struct isn_connection *older, *newer; /* in its queue */
    struct isn_queue *queue;              /* NULL: it was ended */
    int fd;
    double since;
    bool asks_out; /* the system is asked when bytes may go, not come */

    char *in; /* what came and is not answered yet; malloc'ed */
    size_t in_len, in_cap, seen;

    isn_kept *reply; /* under way, or NULL */
    char head[ISN_REPLY_HEAD];
    size_t head_len, body_len, sent; /* sent: of both */
    bool last;                       /* no answer follows this one */
    bool draining; /* what still comes is thrown away, so that the other end
                      can read the answer */
    bool blocked;  /* the other end has to take something first */
} isn_connection;

typedef struct isn_queue {
    isn_connection *oldest, *newest;
} isn_queue;

typedef struct isn_connections {
    isn_queue waiting;    /* for the head of a request */
    isn_queue answering;  /* for somebody to take the answer */
    isn_connection *dead; /* ended, and freed once nobody points to them */
    size_t count, max;
} isn_connections;

void isn_connections_init(isn_connections *all, size_t max);
void isn_connections_free(isn_connections *all);

/* One that begins; it waits.  The one that has waited longest is ended where
 * there are as many as may be.  NULL when out of memory: fd is closed then. */
isn_connection *isn_connections_add(isn_connections *all, int fd, double now);
/* Closes it.  It stays readable until isn_connections_bury. */
void isn_connections_end(isn_connections *all, isn_connection *connection);
void isn_connections_bury(isn_connections *all);

/* Its request is whole; its answer was taken. */
void isn_connections_answer(isn_connections *all, isn_connection *connection,
                            double now);
void isn_connections_wait(isn_connections *all, isn_connection *connection,
                          double now);

/* When the first of them will be overdue; far away where there is none. */
double isn_connections_due(const isn_connections *all, double head_time,
                           double answer_time);
/* Ends all that are. */
void isn_connections_drop(isn_connections *all, double now, double head_time,
                          double answer_time);

#endif
