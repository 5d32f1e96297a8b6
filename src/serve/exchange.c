#include "serve/exchange.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "serve/head.h"

enum {
    FIRST_ROOM = 1024,
    MOST_THROWN_AWAY = 1 << 20, /* bytes behind a request that was refused */
};

static bool would_wait(void)
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

static void end(const isn_exchange *x, isn_connection *c)
{
    isn_connections_end(x->connections, c);
}

/* ---- out ---------------------------------------------------------------- */

static void answered(const isn_exchange *x, isn_connection *c)
{
    isn_kept_release(c->reply);
    c->reply = NULL;
    c->head_len = c->body_len = c->sent = 0;
    c->blocked = false;
    isn_connections_wait(x->connections, c, x->now);
    if (c->last) {
        /* Closing at once would take the answer back where bytes have come
         * that nobody read. */
        shutdown(c->fd, SHUT_WR);
        c->draining = true;
        c->in_len = 0;
    }
}

/* Sends what is left; false: the other end has to take something first, or
 * is gone. */
static bool send_rest(const isn_exchange *x, isn_connection *c)
{
    size_t due = c->head_len + c->body_len;
    while (c->sent < due) {
        size_t behind = c->sent > c->head_len ? c->sent - c->head_len : 0;
        struct iovec parts[] = {
            {c->head + (c->sent < c->head_len ? c->sent : c->head_len),
             c->sent < c->head_len ? c->head_len - c->sent : 0},
            {c->body_len > 0 ? c->reply->body.data + behind : NULL,
             c->body_len - behind},
        };
        struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
        ssize_t sent = sendmsg(c->fd, &message, MSG_NOSIGNAL);
        if (sent < 0) {
            c->blocked = true;
            if (!would_wait()) {
                end(x, c);
            }
            return false;
        }
        c->sent += (size_t)sent;
    }
    answered(x, c);
    return true;
}

static void refuse(const isn_exchange *x, isn_connection *c, int status,
                   bool bodiless)
{
    c->last = true;
    c->head_len = isn_reply_refusal(c->head, status, x->date, bodiless);
}

/* Does the field ask to close? */
static bool says_close(const char *connection)
{
    for (const char *at = connection; at && *at;) {
        size_t len = strcspn(at, ", \t");
        if (len == 5 && strncasecmp(at, "close", 5) == 0) {
            return true;
        }
        at += len;
        at += strspn(at, ", \t");
    }
    return false;
}

static void answer(const isn_exchange *x, isn_connection *c, char *bytes,
                   size_t len)
{
    isn_request request;
    int status = isn_head_read(bytes, len, &request);
    if (status == ISN_HTTP_OK) {
        status = isn_gate(&request, x->port);
    }
    bool bodiless = request.method && strcmp(request.method, "HEAD") == 0;
    if (status != ISN_HTTP_OK) {
        refuse(x, c, status, bodiless);
        return;
    }
    c->reply = isn_replies_get(x->replies, x->site, request.target);
    if (!c->reply) {
        refuse(x, c, ISN_HTTP_FAILED, bodiless);
        return;
    }
    status = c->reply->status;
    if (isn_reply_matches(c->reply, request.none_match)) {
        status = ISN_HTTP_NOT_MODIFIED;
    }
    c->last = strcmp(request.version, "HTTP/1.1") != 0 ||
              says_close(request.connection);
    c->head_len = isn_reply_head(c->head, c->reply, status, x->date, c->last);
    c->body_len =
        bodiless || status == ISN_HTTP_NOT_MODIFIED ? 0 : c->reply->body.len;
}

/* ---- in ----------------------------------------------------------------- */

/* Answers what is whole; false: nothing is, or the answer cannot go out. */
static bool take_request(const isn_exchange *x, isn_connection *c)
{
    size_t len = 0;
    int status = 0;
    switch (isn_head_look(c->in, c->in_len, &c->seen, &len, &status)) {
    case ISN_HEAD_PART:
        return false;
    case ISN_HEAD_BAD:
        isn_connections_answer(x->connections, c, x->now);
        refuse(x, c, status, false);
        break;
    case ISN_HEAD_WHOLE:
        isn_connections_answer(x->connections, c, x->now);
        answer(x, c, c->in, len);
        c->in_len -= len;
        memmove(c->in, c->in + len, c->in_len);
        break;
    }
    return send_rest(x, c);
}

static bool make_room(isn_connection *c)
{
    if (c->in_len < c->in_cap) {
        return true;
    }
    size_t cap = c->in_cap ? 2 * c->in_cap : FIRST_ROOM;
    char *in = realloc(c->in, cap);
    if (in) {
        c->in = in;
        c->in_cap = cap;
    }
    return in != NULL;
}

/* Reads what has come: a head is refused before it is larger than room is made
 * for. */
static void receive(const isn_exchange *x, isn_connection *c)
{
    if (!make_room(c)) {
        end(x, c);
        return;
    }
    ssize_t got = recv(c->fd, c->in + c->in_len, c->in_cap - c->in_len, 0);
    if (got > 0) {
        c->in_len += (size_t)got;
    } else if (got == 0 || !would_wait()) {
        end(x, c);
    }
}

static void throw_away(const isn_exchange *x, isn_connection *c)
{
    char bytes[4096];
    ssize_t got;
    while ((got = recv(c->fd, bytes, sizeof bytes, 0)) > 0) {
        c->sent += (size_t)got;
        if (c->sent > MOST_THROWN_AWAY) {
            break;
        }
    }
    if (got >= 0 || !would_wait()) {
        end(x, c);
    }
}

/* What came in one go is answered in one go; a client that sends on and on
 * lets the others have their turn between. */
void isn_exchange_go_on(const isn_exchange *x, isn_connection *c)
{
    if (c->draining) {
        throw_away(x, c);
        return;
    }
    if (c->blocked && !send_rest(x, c)) {
        return;
    }
    if (!c->draining && c->queue) {
        receive(x, c);
    }
    while (c->queue && !c->draining && c->in_len > 0 && take_request(x, c)) {
        continue;
    }
    if (c->queue && c->in_len == 0 && !c->draining) {
        free(c->in);
        c->in = NULL;
        c->in_cap = c->seen = 0;
    }
}
