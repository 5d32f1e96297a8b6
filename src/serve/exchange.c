#include "serve/exchange.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "serve/news.h"
#include "serve/head.h"
#include "serve/post.h"

enum {
    FIRST_ROOM = 1024,
    MOST_STREAMS = 32,
    MOST_BODIES = 256 << 20,    /* bytes of forms under way */
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

static void begin_answer(isn_connection *c, isn_kept *reply, int status,
                         const char *date, bool bodiless)
{
    c->reply = reply;
    c->head_len = isn_reply_head(c->head, reply, status, date, c->last);
    c->body_len =
        bodiless || status == ISN_HTTP_NOT_MODIFIED ? 0 : reply->body.len;
}

/* What a form is refused for once it has come. */
static void answer_failure(const isn_exchange *x, isn_connection *c, int status,
                           bool api, bool english)
{
    isn_reply reply = {.status = status};
    isn_answer_failure(x->site, status, api, english, &reply);
    isn_kept *kept = isn_replies_make(&reply);
    if (kept) {
        begin_answer(c, kept, status, x->date, false);
    } else {
        refuse(x, c, ISN_HTTP_FAILED, false);
    }
}

static void begin_form(const isn_exchange *x, isn_connection *c,
                       const isn_request *r)
{
    size_t due = isn_gate_length(r);
    isn_sent *sent = x->connections->bodies + due <= MOST_BODIES
                         ? calloc(1, sizeof *sent)
                         : NULL;
    char *body = sent ? malloc(due + 1) : NULL;
    if (!body) {
        free(sent);
        refuse(x, c, ISN_HTTP_BUSY, false);
        return;
    }
    *sent = (isn_sent){.body = body,
                       .due = due,
                       .kind = isn_gate_post(r->target),
                       .api = strncmp(r->target, "/api/", 5) == 0,
                       .english = strncmp(r->target, "/en/", 4) == 0};
    isn_form_boundary(r->type, sent->boundary);
    c->sent_form = sent;
    x->connections->bodies += due;
    isn_connections_send(x->connections, c, x->now);
}

/* Its answer has no end. */
static void begin_stream(const isn_exchange *x, isn_connection *c)
{
    if (x->connections->streams >= MOST_STREAMS) {
        refuse(x, c, ISN_HTTP_BUSY, false);
        return;
    }
    c->streams = true;
    x->connections->streams++;
    isn_connections_park(x->connections, c, x->now);
    c->head_len = isn_events_head(c->head, x->site->work, x->date);
    if (send(c->fd, c->head, c->head_len, MSG_NOSIGNAL) !=
        (ssize_t)c->head_len) {
        end(x, c);
    }
    c->head_len = 0;
}

static void answer(const isn_exchange *x, isn_connection *c, char *bytes,
                   size_t len)
{
    isn_request request;
    int status = isn_head_read(bytes, len, &request);
    if (status == ISN_HTTP_OK) {
        status = isn_gate(&request, x->rules);
    }
    bool bodiless = request.method && strcmp(request.method, "HEAD") == 0;
    if (status != ISN_HTTP_OK) {
        refuse(x, c, status, bodiless);
        return;
    }
    c->last = strcmp(request.version, "HTTP/1.1") != 0 ||
              says_close(request.connection);
    if (strcmp(request.method, "POST") == 0) {
        begin_form(x, c, &request);
        return;
    }
    if (x->site->work && !bodiless &&
        strcmp(request.target, "/api/events") == 0) {
        begin_stream(x, c);
        return;
    }
    isn_kept *reply = isn_replies_get(x->replies, x->site, request.target);
    if (!reply) {
        refuse(x, c, ISN_HTTP_FAILED, bodiless);
        return;
    }
    status = isn_reply_matches(reply, request.none_match)
                 ? ISN_HTTP_NOT_MODIFIED
                 : reply->status;
    begin_answer(c, reply, status, x->date, bodiless);
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
    bool waits = c->sent_form || c->streams;
    return c->queue && (waits ? !c->streams : send_rest(x, c));
}

/* The form is whole: its job begins, or it is refused. */
static void take_form(const isn_exchange *x, isn_connection *c)
{
    isn_sent *sent = c->sent_form;
    bool api = sent->api, english = sent->english;
    int status = isn_post_take(x->site->work, sent, &c->job);
    if (status == ISN_HTTP_OK) {
        isn_connections_park(x->connections, c, x->now);
        return; /* the form tells who has sent it */
    }
    isn_connections_forget(x->connections, c);
    isn_connections_answer(x->connections, c, x->now);
    answer_failure(x, c, status, api, english);
}

/* Takes what has come of a form; false: more must come, or its job is under
 * way, or the answer cannot go out. */
static bool take_body(const isn_exchange *x, isn_connection *c)
{
    isn_sent *sent = c->sent_form;
    size_t len = sent->due - sent->len;
    len = len < c->in_len ? len : c->in_len;
    if (len > 0) { /* else it may have no room at all */
        memcpy(sent->body + sent->len, c->in, len);
        sent->len += len;
        c->in_len -= len;
        memmove(c->in, c->in + len, c->in_len);
    }
    if (sent->len < sent->due) {
        return false;
    }
    take_form(x, c);
    return !c->job && send_rest(x, c);
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
 * for; a form goes to where it belongs. */
static void receive(const isn_exchange *x, isn_connection *c)
{
    isn_sent *sent = c->sent_form;
    ssize_t got;
    if (sent && c->in_len == 0 && sent->len < sent->due) {
        got = recv(c->fd, sent->body + sent->len, sent->due - sent->len, 0);
        sent->len += got > 0 ? (size_t)got : 0;
    } else if (!make_room(c)) {
        end(x, c);
        return;
    } else {
        got = recv(c->fd, c->in + c->in_len, c->in_cap - c->in_len, 0);
        c->in_len += got > 0 ? (size_t)got : 0;
    }
    if (got == 0 || (got < 0 && !would_wait())) {
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

static bool can_take(const isn_connection *c)
{
    bool has = c->in_len > 0 ||
               (c->sent_form && c->sent_form->len == c->sent_form->due);
    return c->queue && !c->draining && !c->job && !c->streams && has;
}

/* What came in one go is answered in one go; a client that sends on and on
 * lets the others have their turn between. */
static void take_all(const isn_exchange *x, isn_connection *c)
{
    while (can_take(c) &&
           (c->sent_form ? take_body(x, c) : take_request(x, c))) {
        continue;
    }
    if (c->queue && c->in_len == 0 && !c->draining) {
        free(c->in);
        c->in = NULL;
        c->in_cap = c->seen = 0;
    }
}

void isn_exchange_go_on(const isn_exchange *x, isn_connection *c)
{
    if (c->draining || c->streams) {
        throw_away(x, c);
        return;
    }
    if (c->job) {
        end(x, c); /* nothing is asked of it, so it is gone */
        return;
    }
    if (c->blocked && !send_rest(x, c)) {
        return;
    }
    if (!c->draining && c->queue) {
        receive(x, c);
    }
    take_all(x, c);
}

unsigned isn_exchange_waits_for(const isn_connection *c)
{
    return c->job ? 0U : c->blocked ? (unsigned)EPOLLOUT : (unsigned)EPOLLIN;
}

/* ---- news --------------------------------------------------------------- */

static void answer_job(const isn_exchange *x, isn_connection *c)
{
    isn_job job;
    bool there = isn_work_job(x->site->work, c->job, &job);
    if (there && job.stage == ISN_STAGE_WAITING) {
        return;
    }
    isn_reply reply;
    isn_answer_job(x->site, c->job, c->sent_form->api, c->sent_form->english,
                   &reply);
    isn_kept *kept = isn_replies_make(&reply);
    c->job = 0;
    isn_connections_forget(x->connections, c);
    isn_connections_answer(x->connections, c, x->now);
    if (kept) {
        begin_answer(c, kept, kept->status, x->date, false);
    } else {
        refuse(x, c, ISN_HTTP_FAILED, false);
    }
    if (send_rest(x, c)) {
        take_all(x, c);
    }
}

/* Who does not take a word at once is let go, and may come again. */
static void tell(const isn_exchange *x, isn_connection *c, const char *text,
                 size_t len)
{
    if (send(c->fd, text, len, MSG_NOSIGNAL) != (ssize_t)len) {
        end(x, c);
    }
}

void isn_exchange_tell(const isn_exchange *x)
{
    char text[ISN_EVENT_ROOM];
    size_t len = isn_events_text(text, x->site->work);
    isn_connection *next;
    for (isn_connection *c = x->connections->parked.oldest; c; c = next) {
        next = c->newer;
        if (c->job) {
            answer_job(x, c);
        } else if (c->streams) {
            tell(x, c, text, len);
        }
    }
}
