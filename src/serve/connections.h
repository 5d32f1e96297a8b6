/* The connections, and how long each has been at what it does, so that the
 * slow ones can be ended: by the time that a request or its answer may take at
 * most, or when there are too many. */
#ifndef ISN_CONNECTIONS_H
#define ISN_CONNECTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "serve/form.h"
#include "serve/replies.h"

/* A form on its way in. */
typedef struct isn_sent {
    char *body; /* malloc'ed; room for a NUL behind it */
    size_t len, due;
    isn_post_kind kind;
    bool api; /* a program sends it, and wants JSON */
    bool english;
    char boundary[ISN_BOUNDARY_MAX + 1];
} isn_sent;

typedef struct isn_connection {
    struct isn_connection *older, *newer; /* in its queue */
    struct isn_queue *queue;              /* NULL: it was ended */
    int fd;
    double since;
    unsigned asks; /* what the system is asked to tell of it: EPOLLIN … */

    char *in; /* what came and is not answered yet; malloc'ed */
    size_t in_len, in_cap, seen;

    isn_kept *reply; /* under way, or NULL */
    char head[ISN_REPLY_HEAD];
    size_t head_len, body_len, sent; /* sent: of both */
    bool last;                       /* no answer follows this one */
    bool draining; /* what still comes is thrown away, so that the other end
                      can read the answer */
    bool blocked;  /* the other end has to take something first */

    isn_sent *sent_form; /* or NULL */
    unsigned job;        /* whose end it waits for; 0: none */
    bool streams;        /* it is told of progress */
} isn_connection;

typedef struct isn_queue {
    isn_connection *oldest, *newest;
} isn_queue;

typedef struct isn_connections {
    isn_queue waiting;    /* for the head of a request */
    isn_queue sending;    /* for the rest of a form */
    isn_queue parked;     /* for a job, or for news to stream: no haste */
    isn_queue answering;  /* for somebody to take the answer */
    isn_connection *dead; /* ended, and freed once nobody points to them */
    size_t count, max;
    size_t bodies;  /* bytes that the forms under way will have */
    size_t streams; /* how many are told of progress */
} isn_connections;

/* How long each state may last, in seconds. */
typedef struct isn_times {
    double head, body, answer;
} isn_times;

void isn_connections_init(isn_connections *all, size_t max);
void isn_connections_free(isn_connections *all);

/* One that begins; it waits.  The one that has waited longest is ended where
 * there are as many as may be.  NULL when out of memory: fd is closed then. */
isn_connection *isn_connections_add(isn_connections *all, int fd, double now);
/* Closes it.  It stays readable until isn_connections_bury. */
void isn_connections_end(isn_connections *all, isn_connection *connection);
void isn_connections_bury(isn_connections *all);

/* Its head is whole, and a form follows; it is whole too, and its job is
 * done by and by; its answer is on its way; that was taken. */
void isn_connections_send(isn_connections *all, isn_connection *connection,
                          double now);
void isn_connections_park(isn_connections *all, isn_connection *connection,
                          double now);
void isn_connections_answer(isn_connections *all, isn_connection *connection,
                            double now);
void isn_connections_wait(isn_connections *all, isn_connection *connection,
                          double now);

/* When the first of them will be overdue; far away where there is none. */
double isn_connections_due(const isn_connections *all, const isn_times *times);
/* Ends all that are. */
void isn_connections_drop(isn_connections *all, double now,
                          const isn_times *times);
/* Frees the form that a connection has sent, and gives its room back. */
void isn_connections_forget(isn_connections *all, isn_connection *connection);

#endif
