#include "serve/connections.h"

#include <stdlib.h>
#include <unistd.h>

static const double far_away = 1e18;

void isn_connections_init(isn_connections *all, size_t max)
{
    *all = (isn_connections){.max = max};
}

static void leave(isn_connection *c)
{
    isn_queue *queue = c->queue;
    *(c->newer ? &c->newer->older : &queue->newest) = c->older;
    *(c->older ? &c->older->newer : &queue->oldest) = c->newer;
    c->queue = NULL;
}

static void enter(isn_connection *c, isn_queue *queue, double now)
{
    c->queue = queue;
    c->since = now;
    c->newer = NULL;
    c->older = queue->newest;
    *(queue->newest ? &queue->newest->newer : &queue->oldest) = c;
    queue->newest = c;
}

void isn_connections_end(isn_connections *all, isn_connection *c)
{
    if (c->queue) {
        leave(c);
        close(c->fd);
        isn_connections_forget(all, c);
        all->count--;
        all->streams -= c->streams;
        c->newer = all->dead;
        all->dead = c;
    }
}

void isn_connections_bury(isn_connections *all)
{
    while (all->dead) {
        isn_connection *c = all->dead;
        all->dead = c->newer;
        isn_kept_release(c->reply);
        free(c->in);
        free(c);
    }
}

void isn_connections_forget(isn_connections *all, isn_connection *c)
{
    if (c->sent_form) {
        all->bodies -= c->sent_form->due;
        free(c->sent_form->body);
        free(c->sent_form);
        c->sent_form = NULL;
    }
}

void isn_connections_free(isn_connections *all)
{
    isn_queue *queues[] = {&all->waiting, &all->sending, &all->parked,
                           &all->answering};
    for (size_t i = 0; i < sizeof queues / sizeof *queues; i++) {
        while (queues[i]->oldest) {
            isn_connections_end(all, queues[i]->oldest);
        }
    }
    isn_connections_bury(all);
}

/* The one that has been without a whole request for longest; where there is
 * none, the one that is slowest to take its answer. */
static isn_connection *slowest(const isn_connections *all)
{
    isn_connection *w = all->waiting.oldest, *s = all->sending.oldest;
    isn_connection *first = !w ? s : !s || w->since <= s->since ? w : s;
    return first                   ? first
           : all->answering.oldest ? all->answering.oldest
                                   : all->parked.oldest;
}

isn_connection *isn_connections_add(isn_connections *all, int fd, double now)
{
    isn_connection *c = calloc(1, sizeof *c);
    if (!c) {
        close(fd);
        return NULL;
    }
    c->fd = fd;
    if (all->count >= all->max) {
        isn_connections_end(all, slowest(all));
    }
    enter(c, &all->waiting, now);
    all->count++;
    return c;
}

static void move(isn_connection *c, isn_queue *queue, double now)
{
    if (c->queue) {
        leave(c);
        enter(c, queue, now);
    }
}

void isn_connections_send(isn_connections *all, isn_connection *c, double now)
{
    move(c, &all->sending, now);
}

void isn_connections_park(isn_connections *all, isn_connection *c, double now)
{
    move(c, &all->parked, now);
}

void isn_connections_answer(isn_connections *all, isn_connection *c, double now)
{
    move(c, &all->answering, now);
}

void isn_connections_wait(isn_connections *all, isn_connection *c, double now)
{
    move(c, &all->waiting, now);
}

static double first_due(const isn_queue *queue, double time, double before)
{
    double due = queue->oldest ? queue->oldest->since + time : far_away;
    return due < before ? due : before;
}

double isn_connections_due(const isn_connections *all, const isn_times *times)
{
    double due = first_due(&all->waiting, times->head, far_away);
    due = first_due(&all->sending, times->body, due);
    return first_due(&all->answering, times->answer, due);
}

static void drop(isn_connections *all, isn_queue *queue, double before)
{
    while (queue->oldest && queue->oldest->since <= before) {
        isn_connections_end(all, queue->oldest);
    }
}

void isn_connections_drop(isn_connections *all, double now,
                          const isn_times *times)
{
    drop(all, &all->waiting, now - times->head);
    drop(all, &all->sending, now - times->body);
    drop(all, &all->answering, now - times->answer);
}
