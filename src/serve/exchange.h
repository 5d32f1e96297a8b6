/* One connection: requests in, answers out, as far as both ends can go
 * without waiting. */
#ifndef ISN_EXCHANGE_H
#define ISN_EXCHANGE_H

#include "serve/connections.h"

/* What an exchange needs of its server. */
typedef struct isn_exchange {
    const isn_site *site;
    isn_replies *replies;
    isn_connections *connections;
    const isn_gate_rules *rules;
    double now;
    const char *date; /* now, as HTTP writes it */
} isn_exchange;

/* Goes on with it, since bytes came or may go.  Afterwards
 * isn_exchange_waits_for tells for which of both it waits, and c->queue is
 * NULL where it has ended. */
void isn_exchange_go_on(const isn_exchange *exchange, isn_connection *c);
/* EPOLLIN, EPOLLOUT, or neither while its job is done. */
unsigned isn_exchange_waits_for(const isn_connection *c);
/* Answers those whose jobs are kept, and tells all that listen how far the
 * work is. */
void isn_exchange_tell(const isn_exchange *exchange);

#endif
