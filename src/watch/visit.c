/* What an answer means. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/kind.h"
#include "read/read.h"
#include "watch/reply.h"
#include "watch/watch_parts.h"

enum {
    ROBOTS_HOLD = 24 * 3600, /* seconds, the most that RFC 9309 allows */
    ROBOTS_RETRY = 300,
    LONGEST_BACKOFF = 3600,
    PAYLOAD_MAX = 64 << 20,
};

/* A visit, while its end is looked at. */
typedef struct visit {
    isn_watch *w;
    isn_task *task;
    isn_exchange *exchange;
    isn_reply reply;
    uint32_t links, new_links;
} visit;

/* ---- failure ----------------------------------------------------------- */

/* The source must be read whole again, since pages of it are missing. */
static void forget(isn_source *s)
{
    free(s->etag);
    free(s->last_modified);
    s->etag = s->last_modified = NULL;
    s->sha256[0] = '\0';
}

void isn_visit_forget(isn_watch *w, isn_task *task)
{
    if (task->kind == ISN_TASK_SOURCE) {
        w->sources[task->source].busy = false;
    } else if (task->kind == ISN_TASK_PAGE) {
        w->page_states[task->page] = ISN_PAGE_KNOWN;
        forget(&w->sources[task->source]);
    }
    isn_task_free(task);
}

void isn_visit_fail(isn_watch *w, isn_task *task, bool again, const char *why)
{
    isn_watch_say(w, task->url.text, "%s", why);
    w->counts.failed++;
    if (again || task->kind == ISN_TASK_SOURCE) {
        isn_visit_forget(w, task);
    } else {
        isn_task_free(task);
    }
}

static double backoff(const isn_watch *w, const isn_host *h)
{
    double base = w->options->pace > .25 ? w->options->pace : .25;
    double wait = ldexp(base, h->failures > 16 ? 16 : (int)h->failures);
    return wait < LONGEST_BACKOFF ? wait : LONGEST_BACKOFF;
}

/* The host is left alone for a while; then the task is tried again, unless it
 * was tried often or the wait is long. */
static isnad_status put_off(visit *v, isn_host *h, const char *why)
{
    isn_watch *w = v->w;
    isn_task *task = v->task;
    h->failures++;
    double wait = v->reply.retry_after >= 0 ? (double)v->reply.retry_after
                                            : backoff(w, h);
    double until = isn_watch_now() + wait;
    h->next_at = until > h->next_at ? until : h->next_at;
    if (++task->attempts >= ISN_MOST_ATTEMPTS ||
        (w->options->once && wait > ISN_PATIENCE)) {
        char text[224];
        snprintf(text, sizeof text, "%s; its host is left alone for %.0f s",
                 why, wait);
        isn_visit_fail(w, task, true, wait >= 1 ? text : why);
        v->task = NULL;
        return ISNAD_OK;
    }
    isn_task model = *task;
    isn_url url = task->url;
    task->url = (isn_url){0};
    return isn_queue_put(w, model, &url, true);
}

static void fail(visit *v, bool again, const char *why)
{
    isn_visit_fail(v->w, v->task, again, why);
    v->task = NULL;
}

/* ---- robots.txt -------------------------------------------------------- */

typedef struct robots_reader {
    const char *agent;
    isn_robots *robots;
} robots_reader;

static isnad_status on_rules(void *data, isn_record *record)
{
    robots_reader *r = data;
    isnad_status status = r->robots
                              ? ISNAD_OK
                              : isn_robots_parse(record->payload, record->len,
                                                 r->agent, &r->robots);
    free(record->payload);
    return status;
}

static void pass_over(void *data, const char *path, uint64_t offset,
                      isnad_status status, const char *reason)
{
    (void)data, (void)path, (void)offset, (void)status, (void)reason;
}

/* Delivers what the body holds once its codings are taken off. */
static isnad_status read_body(visit *v, const isn_read_sink *sink)
{
    const isn_exchange *e = v->exchange;
    unsigned char *payload;
    size_t len;
    isn_read_options limits = {.payload = PAYLOAD_MAX};
    isnad_status status = isn_reply_payload(
        &v->reply, e->body.data, e->body.len, PAYLOAD_MAX, &payload, &len);
    if (status == ISNAD_NOMEM) {
        return status;
    }
    if (status) {
        sink->skip(sink->data, e->url, 0, status,
                   "a body that cannot be decoded");
        return ISNAD_OK;
    }
    status = isn_read_memory(e->url, payload, len, &limits, sink);
    free(payload);
    return status;
}

static void close_host(isn_host *h, const isn_exchange *e, int status)
{
    h->closed = true;
    h->refused = e->refused;
    if (e->refused) {
        snprintf(h->why, sizeof h->why, "%s", e->error);
    } else if (e->error[0]) {
        snprintf(h->why, sizeof h->why, "no robots.txt: %.120s", e->error);
    } else {
        snprintf(h->why, sizeof h->why, "no robots.txt: the server answered %d",
                 status);
    }
}

/* RFC 9309: what is not there forbids nothing, what cannot be had forbids
 * everything for now. */
static isnad_status end_robots(visit *v)
{
    isn_host *h = &v->w->hosts[v->task->source];
    int status = v->reply.status;
    bool lost = status == 0 || status >= 500 || status == 429;
    isn_robots_free(h->robots);
    h->robots = NULL;
    h->closed = false;
    h->robots_until = isn_watch_now() + (lost ? ROBOTS_RETRY : ROBOTS_HOLD);
    if (lost) {
        close_host(h, v->exchange, status);
    }
    if (status < 200 || status > 299) {
        return ISNAD_OK;
    }
    robots_reader r = {.agent = v->w->agent};
    isnad_status failed = read_body(
        v, &(isn_read_sink){.record = on_rules, .skip = pass_over, .data = &r});
    h->robots = r.robots;
    return failed;
}

/* ---- feeds ------------------------------------------------------------- */

static isnad_status add_link(visit *v, const char *text)
{
    isn_watch *w = v->w;
    isn_url url;
    isnad_status status = isn_url_read(v->exchange->url, text, &url);
    if (status) {
        return status == ISNAD_MALFORMED ? ISNAD_OK : status;
    }
    uint32_t page;
    status = isn_watch_page(w, url.text, &page);
    if (status || w->page_states[page] != ISN_PAGE_KNOWN) {
        isn_url_free(&url);
        return status;
    }
    isn_task model = {
        .kind = ISN_TASK_PAGE, .source = v->task->source, .page = page};
    w->page_states[page] = ISN_PAGE_QUEUED;
    return isn_queue_put(w, model, &url, false);
}

/* An entry of a feed; a page has no link. */
static isnad_status on_entry(void *data, isn_record *record)
{
    visit *v = data;
    isnad_status status = ISNAD_OK;
    if (record->hints.url && ++v->links <= ISN_MOST_LINKS) {
        status = add_link(v, record->hints.url);
    }
    free(record->payload);
    return status;
}

static void on_skip(void *data, const char *path, uint64_t offset,
                    isnad_status status, const char *reason)
{
    visit *v = data;
    (void)status;
    v->w->counts.failed++;
    isn_watch_say(v->w, path, "byte %llu: %s", (unsigned long long)offset,
                  reason);
}

static isnad_status keep_value(char **to, isnad_view value)
{
    free(*to);
    *to = NULL;
    if (value.len == 0 || !isn_reply_keeps(value)) {
        return ISNAD_OK;
    }
    *to = strndup(value.data, value.len);
    return *to ? ISNAD_OK : ISNAD_NOMEM;
}

/* A source was answered whole. */
static isnad_status end_source(visit *v, const isn_capture *capture,
                               const isn_capture_id *id)
{
    isn_watch *w = v->w;
    isn_source *s = &w->sources[v->task->source];
    isnad_status status = ISNAD_OK;
    w->counts.sources++;
    w->counts.unchanged += capture->unchanged != NULL;
    s->busy = false;
    if (capture->not_modified) {
        return ISNAD_OK;
    }
    status = keep_value(&s->etag, v->reply.etag);
    status =
        status ? status : keep_value(&s->last_modified, v->reply.last_modified);
    if (status || capture->unchanged) {
        return status;
    }
    memcpy(s->sha256, capture->sha256, sizeof s->sha256);
    s->capture = *id;
    status = read_body(
        v, &(isn_read_sink){.record = on_entry, .skip = on_skip, .data = v});
    if (v->links > ISN_MOST_LINKS) {
        isn_watch_say(w, v->exchange->url,
                      "%u entries, of which %d are looked at", v->links,
                      ISN_MOST_LINKS);
    }
    return status;
}

/* ---- all answers ------------------------------------------------------- */

static isnad_status follow(visit *v)
{
    char text[ISN_URL_LONGEST + 1];
    isnad_view to = v->reply.location;
    isn_url url;
    if (v->task->hops >= ISN_MOST_HOPS) {
        fail(v, false, "redirected more than 5 times");
        return ISNAD_OK;
    }
    size_t len = to.len < sizeof text ? to.len : 0;
    memcpy(text, to.data, len);
    text[len] = '\0';
    isnad_status status = isn_url_read(v->task->url.text, text, &url);
    if (status == ISNAD_MALFORMED) {
        fail(v, false, "redirected to what is no http address");
        return ISNAD_OK;
    }
    if (status) {
        return status;
    }
    isn_task model = *v->task;
    model.hops++;
    return isn_queue_put(v->w, model, &url, true);
}

/* Keeps the exchange and says how it relates to what was kept before. */
static isnad_status keep(visit *v, isn_capture *capture, isn_capture_id *id)
{
    isn_watch *w = v->w;
    const isn_exchange *e = v->exchange;
    *capture = (isn_capture){.exchange = e};
    isn_sha256(e->body.data, e->body.len, capture->sha256);
    const isn_source *s =
        v->task->kind == ISN_TASK_SOURCE ? &w->sources[v->task->source] : NULL;
    if (s && s->capture.id[0]) {
        capture->not_modified = v->reply.status == 304;
        bool same = v->reply.status == 200 && !e->truncated &&
                    strcmp(s->sha256, capture->sha256) == 0;
        capture->unchanged = capture->not_modified || same ? &s->capture : NULL;
    }
    isnad_status status = w->sink.put(w->sink.data, capture, id);
    if (status == ISNAD_IO) {
        snprintf(w->why, sizeof w->why, "the archive: %s",
                 strerrordesc_np(isn_warc_out_errno(w->warc)));
    } else if (!status) {
        w->counts.captures++;
        w->counts.bytes += e->body.len;
    }
    return status;
}

static isnad_status judge(visit *v, isn_host *h)
{
    isn_watch *w = v->w;
    const isn_exchange *e = v->exchange;
    int status = v->reply.status;
    isn_capture capture;
    isn_capture_id id;
    isnad_status failed = status ? keep(v, &capture, &id) : ISNAD_OK;
    if (failed) {
        return failed;
    }
    if (status / 100 == 3 && v->reply.location.len > 0 && status != 304) {
        return follow(v);
    }
    if (v->task->kind == ISN_TASK_ROBOTS) {
        return end_robots(v);
    }
    char why[96];
    snprintf(why, sizeof why, "the server answered %d", status);
    if (e->refused ||
        (status && e->truncated && strcmp(e->truncated, "length") == 0)) {
        fail(v, false, e->error);
    } else if (status == 0 || (status < 400 && e->truncated)) {
        return put_off(v, h, e->error[0] ? e->error : "no answer of HTTP");
    } else if (status == 429 || status == 408 || status >= 500) {
        return put_off(v, h, why);
    } else if (!capture.not_modified && (status < 200 || status > 299)) {
        bool page = v->task->kind == ISN_TASK_PAGE;
        uint32_t number = v->task->page;
        fail(v, false, why);
        return page ? isn_memory_seen(w, number) : ISNAD_OK;
    } else if (v->task->kind == ISN_TASK_SOURCE) {
        return end_source(v, &capture, &id);
    } else {
        w->counts.pages++;
        h->failures = 0;
        return isn_memory_seen(w, v->task->page);
    }
    return ISNAD_OK;
}

isnad_status isn_visit_end(isn_watch *w, isn_exchange *exchange)
{
    visit v = {.w = w, .task = exchange->owner, .exchange = exchange};
    uint32_t number = isn_url_set_find(&w->host_names, v.task->url.origin);
    isn_host *h = &w->hosts[number];
    double pace = w->options->pace, asked = isn_robots_delay(h->robots);
    asked = asked < 60 ? asked : 60;
    h->current = NULL;
    h->next_at = isn_watch_now() + (asked > pace ? asked : pace);
    isn_reply_read(exchange->head.data, exchange->head.len, time(NULL),
                   &v.reply);
    if (v.reply.status >= 200 && v.reply.status < 400 && !exchange->truncated) {
        h->failures = 0;
    }
    isnad_status status = judge(&v, h);
    isn_task_free(v.task);
    isn_exchange_free(exchange);
    return status;
}
