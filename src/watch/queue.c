/* What is asked for next.  Each host has a queue, is asked for one thing at a
 * time, at its pace, and first of all for its robots.txt. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "watch/watch_parts.h"

/* ---- numbered things --------------------------------------------------- */

/* The number of `url` in `set`, and room for an item of that number. */
static isnad_status number_of(isn_url_set *set, const char *url, void **items,
                              size_t size, uint32_t *cap, uint32_t *number)
{
    isnad_status status = isn_url_set_add(set, url, number);
    if (status || set->count <= *cap) {
        return status;
    }
    uint32_t more = set->cap;
    char *grown = realloc(*items, more * size);
    if (!grown) {
        return ISNAD_NOMEM;
    }
    memset(grown + *cap * size, 0, (more - *cap) * size);
    *items = grown;
    *cap = more;
    return ISNAD_OK;
}

isnad_status isn_watch_source(isn_watch *w, const char *url, uint32_t *number)
{
    return number_of(&w->source_urls, url, (void **)&w->sources,
                     sizeof *w->sources, &w->source_cap, number);
}

isnad_status isn_watch_host(isn_watch *w, const char *origin, uint32_t *number)
{
    return number_of(&w->host_names, origin, (void **)&w->hosts,
                     sizeof *w->hosts, &w->host_cap, number);
}

isnad_status isn_watch_page(isn_watch *w, const char *url, uint32_t *number)
{
    return number_of(&w->pages, url, (void **)&w->page_states,
                     sizeof *w->page_states, &w->page_cap, number);
}

/* ---- queues ------------------------------------------------------------ */

void isn_task_free(isn_task *task)
{
    if (task) {
        isn_url_free(&task->url);
        free(task);
    }
}

isnad_status isn_queue_put(isn_watch *w, isn_task model, isn_url *url,
                           bool first)
{
    uint32_t number = 0;
    isn_task *task = malloc(sizeof *task);
    isnad_status status =
        task ? isn_watch_host(w, url->origin, &number) : ISNAD_NOMEM;
    if (status) {
        free(task);
        isn_url_free(url);
        return status;
    }
    *task = model;
    task->url = *url;
    *url = (isn_url){0};
    isn_host *h = &w->hosts[number];
    task->next = first ? h->first : NULL;
    if (!h->first) {
        h->first = h->last = task;
    } else if (first) {
        h->first = task;
    } else {
        h->last->next = task;
        h->last = task;
    }
    return ISNAD_OK;
}

static isn_task *pop(isn_host *h)
{
    isn_task *task = h->first;
    h->first = task->next;
    task->next = NULL;
    return task;
}

static isnad_status ask_for_robots(isn_watch *w, uint32_t number)
{
    isn_url url;
    isnad_status status =
        isn_url_read(w->hosts[number].first->url.text, "/robots.txt", &url);
    isn_task model = {.kind = ISN_TASK_ROBOTS, .source = number};
    return status ? status : isn_queue_put(w, model, &url, true);
}

/* Asks for what stands first in a queue. */
static isnad_status start(isn_watch *w, isn_host *h)
{
    isn_task *task = pop(h);
    const isn_source *s =
        task->kind == ISN_TASK_SOURCE ? &w->sources[task->source] : NULL;
    h->current = task;
    return isn_fetch_start(w->fetcher, task->url.text, s ? s->etag : NULL,
                           s ? s->last_modified : NULL, h->current);
}

/* Takes away what the host does not want to be asked for. */
static void drop_forbidden(isn_watch *w, isn_host *h)
{
    while (h->first && h->first->kind != ISN_TASK_ROBOTS &&
           (h->closed || !isn_robots_allow(h->robots, h->first->url.path))) {
        isn_visit_fail(w, pop(h), h->closed && !h->refused,
                       h->closed ? h->why : "robots.txt forbids it");
    }
}

static isnad_status start_host(isn_watch *w, uint32_t number, double now)
{
    isn_host *h = &w->hosts[number];
    if (h->first->kind != ISN_TASK_ROBOTS && h->robots_until <= now) {
        isnad_status status = ask_for_robots(w, number);
        if (status) {
            return status;
        }
        h = &w->hosts[number];
    } else {
        drop_forbidden(w, h);
    }
    return h->first ? start(w, h) : ISNAD_OK;
}

isnad_status isn_queue_start(isn_watch *w, double *next)
{
    double now = isn_watch_now();
    isnad_status status = ISNAD_OK;
    *next = INFINITY;
    for (uint32_t i = 0; !status && i < w->host_names.count; i++) {
        isn_host *h = &w->hosts[i];
        if (!h->first || h->current) {
            continue;
        }
        if (h->next_at > now) {
            *next = h->next_at < *next ? h->next_at : *next;
        } else if (isn_fetch_active(w->fetcher) < ISN_MOST_AT_ONCE) {
            status = start_host(w, i, now);
        }
    }
    return status;
}
