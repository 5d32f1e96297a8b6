/* Answers requests on the loopback, one after another, on one thread.
 *
 * Each request has a time in which its head must be whole, one for its form,
 * and one in which its answer must be taken, however many bytes come or go
 * meanwhile; when there are too many connections, the one that has been without
 * a whole request for longest goes first. */
#ifndef ISN_SERVER_H
#define ISN_SERVER_H

#include "serve/jobs.h"

typedef struct isn_server isn_server;

/* Zero means the default in every field. */
typedef struct isn_server_options {
    unsigned port;        /* on 127.0.0.1; 0: any that is free */
    unsigned connections; /* most at a time; default 1 000 */
    double head_time;     /* seconds until a head is whole; default 10 */
    double body_time;     /* seconds until a form is whole; default 60 */
    double answer_time;   /* seconds until its answer is taken; default 60 */
    size_t cache_max;     /* bytes of answers kept; default 32 MiB */
    size_t body_max;      /* bytes of a form; default 64 MiB */
    isnad_store *store;   /* to search, of the server's thread; or NULL */
} isn_server_options;

/* Binds and listens; nobody is answered before isn_server_run.  *server is the
 * caller's to close; on failure *error says why. */
isnad_status isn_server_open(const isn_server_options *options,
                             isn_server **server, isnad_error *error);
unsigned isn_server_port(const isn_server *server);
/* Answers from *edition until `stop`, which is asked often, says so.  Where
 * there is `work`, forms are taken, and *edition is the one that it made
 * last. */
isnad_status isn_server_run(isn_server *server, isn_edition **edition,
                            isn_work *work, bool (*stop)(void *data),
                            void *data);
/* NULL is allowed. */
void isn_server_close(isn_server *server);

#endif
