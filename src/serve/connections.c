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
        all->count--;
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

void isn_connections_free(isn_connections *all)
{
    while (all->waiting.oldest) {
        isn_connections_end(all, all->waiting.oldest);
    }
    while (all->answering.oldest) {
        isn_connections_end(all, all->answering.oldest);
    }
    isn_connections_bury(all);
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
        isn_connections_end(all, all->waiting.oldest ? all->waiting.oldest
                                                     : all->answering.oldest);
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

void isn_connections_answer(isn_connections *all, isn_connection *c, double now)
{
    move(c, &all->answering, now);
}

void isn_connections_wait(isn_connections *all, isn_connection *c, double now)
{
    move(c, &all->waiting, now);
}

double isn_connections_due(const isn_connections *all, double head_time,
                           double answer_time)
{
    const isn_connection *w = all->waiting.oldest, *a = all->answering.oldest;
    double head = w ? w->since + head_time : far_away;
    double answer = a ? a->since + answer_time : far_away;
    return head < answer ? head : answer;
}

static void drop(isn_connections *all, isn_queue *queue, double before)
{
    while (queue->oldest && queue->oldest->since <= before) {
        isn_connections_end(all, queue->oldest);
    }
}

void isn_connections_drop(isn_connections *all, double now, double head_time,
                          double answer_time)
{
    drop(all, &all->waiting, now - head_time);
    drop(all, &all->answering, now - answer_time);
}
