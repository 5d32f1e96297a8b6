#include "watch/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "read/opml.h"
#include "watch/watch_parts.h"

enum {
    LIST_MAX = 16 << 20,
    SLICE = 200, /* milliseconds between two looks at stop */
};

static const uint64_t file_max = UINT64_C(1) << 30;

double isn_watch_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void isn_watch_say(const isn_watch *w, const char *url, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    w->options->say(w->options->data, url, text);
}

/* ---- sources ----------------------------------------------------------- */

static isnad_status add_source(void *data, const char *text)
{
    isn_watch *w = data;
    isn_url url;
    uint32_t number;
    isnad_status status = isn_url_read(NULL, text, &url);
    if (status == ISNAD_MALFORMED) {
        snprintf(w->why, sizeof w->why, "%.100s: no http address", text);
    }
    if (status) {
        return status;
    }
    status = isn_watch_source(w, url.text, &number);
    if (!status) {
        w->sources[number].listed = true;
    }
    isn_url_free(&url);
    return status;
}

static isnad_status add_lines(isn_watch *w, char *text)
{
    isnad_status status = ISNAD_OK;
    for (char *line; !status && (line = strsep(&text, "\n"));) {
        line += strspn(line, " \t\r");
        if (line[0] && line[0] != '#') {
            status = add_source(w, line);
        }
    }
    return status;
}

static isnad_status read_list(isn_watch *w, const char *path)
{
    isn_buffer text;
    isnad_error error;
    FILE *file = fopen(path, "re");
    if (!file) {
        snprintf(w->why, sizeof w->why, "%.100s: %s", path,
                 strerrordesc_np(errno));
        return ISNAD_IO;
    }
    isn_buffer_init(&text, LIST_MAX);
    isn_buffer_text(&text, "");
    for (char *room; (room = isn_buffer_room(&text, 64 * 1024));) {
        size_t got = fread(room, 1, 64 * 1024, file);
        text.len += got;
        if (got == 0) {
            break;
        }
    }
    isnad_status status = ferror(file) ? ISNAD_IO : text.status;
    isn_buffer_char(&text, '\0');
    if (status) {
        snprintf(w->why, sizeof w->why, "%.100s: %s", path,
                 isnad_status_text(status));
    } else if (isn_opml_is(text.data, text.len)) {
        status = isn_opml_read(text.data, text.len - 1, add_source, w, &error);
        if (status && !w->why[0]) {
            snprintf(w->why, sizeof w->why, "%.80s:%llu: %.60s", path,
                     (unsigned long long)error.position, error.message);
        }
    } else {
        status = text.status ? text.status : add_lines(w, text.data);
    }
    isn_buffer_free(&text);
    fclose(file);
    return status;
}

static isnad_status add_sources(isn_watch *w)
{
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < w->options->source_count; i++) {
        const char *source = w->options->sources[i];
        status = strncasecmp(source, "http://", 7) == 0 ||
                         strncasecmp(source, "https://", 8) == 0
                     ? add_source(w, source)
                     : read_list(w, source);
    }
    return status;
}

/* ---- opening ----------------------------------------------------------- */

static isnad_status open_folder(isn_watch *w)
{
    const char *path = w->options->folder;
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
        snprintf(w->why, sizeof w->why, "%.100s: %s", path,
                 strerrordesc_np(errno));
        return ISNAD_IO;
    }
    w->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (w->folder < 0) {
        snprintf(w->why, sizeof w->why, "%.100s: %s", path,
                 strerrordesc_np(errno));
        return ISNAD_IO;
    }
    if (flock(w->folder, LOCK_EX | LOCK_NB) != 0) {
        snprintf(w->why, sizeof w->why, "%.100s: another isnad watches there",
                 path);
        return ISNAD_USAGE;
    }
    return ISNAD_OK;
}

static isnad_status open_parts(isn_watch *w)
{
    const isn_watch_options *o = w->options;
    isnad_status status = open_folder(w);
    status = status ? status : isn_memory_read(w);
    status = status ? status : add_sources(w);
    if (status) {
        return status;
    }
    status = isn_warc_out_open(w->folder, &w->place,
                               o->file_max ? o->file_max : file_max,
                               o->user_agent, &w->warc);
    if (!status) {
        w->sink = isn_warc_out_sink(w->warc);
        status = isn_fetcher_open(&w->fetch_options, &w->fetcher);
    }
    return status;
}

isnad_status isn_watch_open(const isn_watch_options *options, isn_watch **watch,
                            isnad_error *error)
{
    isn_watch *w = calloc(1, sizeof *w);
    *error = (isnad_error){.position = ISNAD_NO_POSITION};
    *watch = w;
    if (!w) {
        return error->status = ISNAD_NOMEM;
    }
    uint64_t seed = 0;
    w->options = options;
    w->folder = w->seen_file = -1;
    snprintf(w->agent, sizeof w->agent, "%.*s",
             (int)strcspn(options->user_agent, "/ "), options->user_agent);
    w->fetch_options =
        (isn_fetch_options){.user_agent = options->user_agent,
                            .body_max = (size_t)options->body_max,
                            .timeout = options->timeout,
                            .allow = options->allow,
                            .allow_count = options->allow_count};
    if (getrandom(&seed, sizeof seed, 0) == (ssize_t)sizeof seed) {
        w->source_urls.seed = w->host_names.seed = w->pages.seed = seed;
    }
    isnad_status status = open_parts(w);
    if (status) {
        snprintf(error->message, sizeof error->message, "%s", w->why);
        isn_watch_close(w);
        *watch = NULL;
    }
    return error->status = status;
}

static void free_tasks(isn_host *h)
{
    isn_task_free(h->current);
    while (h->first) {
        isn_task *next = h->first->next;
        isn_task_free(h->first);
        h->first = next;
    }
}

void isn_watch_close(isn_watch *w)
{
    if (!w) {
        return;
    }
    isn_fetcher_close(w->fetcher);
    isn_warc_out_close(w->warc);
    for (uint32_t i = 0; i < w->host_names.count && w->hosts; i++) {
        free_tasks(&w->hosts[i]);
        isn_robots_free(w->hosts[i].robots);
    }
    for (uint32_t i = 0; i < w->source_urls.count && w->sources; i++) {
        free(w->sources[i].etag);
        free(w->sources[i].last_modified);
    }
    isn_url_set_free(&w->source_urls);
    isn_url_set_free(&w->host_names);
    isn_url_set_free(&w->pages);
    free(w->sources);
    free(w->hosts);
    free(w->page_states);
    if (w->seen_file >= 0) {
        close(w->seen_file);
    }
    if (w->folder >= 0) {
        close(w->folder);
    }
    free(w);
}

/* ---- running ----------------------------------------------------------- */

/* Sources that are due join their hosts' queues; *next is when another is. */
static isnad_status queue_sources(isn_watch *w, double *next)
{
    double now = isn_watch_now();
    isnad_status status = ISNAD_OK;
    *next = INFINITY;
    for (uint32_t i = 0; !status && i < w->source_urls.count; i++) {
        isn_source *s = &w->sources[i];
        if (s->listed && !s->busy && s->next_at <= now) {
            isn_url url;
            isn_task model = {.kind = ISN_TASK_SOURCE, .source = i};
            s->busy = true;
            s->next_at = w->options->once ? INFINITY : now + w->options->every;
            status = isn_url_read(NULL, w->source_urls.items[i], &url);
            status = status ? status : isn_queue_put(w, model, &url, false);
        }
        if (s->listed && !s->busy && s->next_at < *next) {
            *next = s->next_at;
        }
    }
    return status;
}

/* How a host's queue ends that --once will not wait for, or a run that is
 * stopped: each task is told, or asked for the next time. */
static void give_up(isn_watch *w, bool tell)
{
    for (uint32_t i = 0; i < w->host_names.count; i++) {
        isn_host *h = &w->hosts[i];
        for (isn_task *t; (t = h->current ? h->current : h->first);) {
            if (h->current) {
                h->current = NULL;
            } else {
                h->first = t->next;
            }
            if (tell) {
                char why[80];
                snprintf(why, sizeof why,
                         "its host wants to be left alone for %.0f s",
                         h->next_at - isn_watch_now());
                isn_visit_fail(w, t, true, why);
            } else {
                isn_visit_forget(w, t);
            }
        }
    }
}

static isnad_status take_all(isn_watch *w)
{
    isnad_status status = ISNAD_OK;
    isn_exchange *e;
    while (!status && (e = isn_fetch_take(w->fetcher))) {
        status = isn_visit_end(w, e);
    }
    return status;
}

static isnad_status end_round(isn_watch *w)
{
    w->counts.rounds++;
    isnad_status status = isn_memory_write(w);
    if (!status && w->options->round) {
        isn_warc_place place = isn_warc_out_place(w->warc);
        w->options->round(w->options->data, &w->counts, place.name);
    }
    return status;
}

static bool stopped(const isn_watch *w)
{
    return w->options->stop && w->options->stop(w->options->data);
}

/* One turn of the wheel; *done when --once has nothing left to do. */
static isnad_status turn(isn_watch *w, bool *working, bool *done)
{
    double next_source, next_host;
    isnad_status status = queue_sources(w, &next_source);
    status = status ? status : isn_queue_start(w, &next_host);
    if (status) {
        return status;
    }
    double now = isn_watch_now();
    bool idle = isn_fetch_active(w->fetcher) == 0;
    bool waits = isfinite(next_host);
    if (idle && waits && w->options->once && next_host - now > ISN_PATIENCE) {
        give_up(w, true);
        waits = false;
    }
    if (idle && !waits && *working) {
        *working = false;
        status = end_round(w);
        *done = w->options->once;
        return status;
    }
    *working = *working || !idle || waits;
    double next = next_source < next_host ? next_source : next_host;
    double wait = (next - now) * 1000;
    status = isn_fetch_wait(w->fetcher, wait > SLICE ? SLICE
                                        : wait > 1   ? (int)wait
                                                     : 1);
    return status ? status : take_all(w);
}

isnad_status isn_watch_run(isn_watch *w, isn_watch_counts *counts,
                           isnad_error *error)
{
    bool working = true, done = false;
    isnad_status status = ISNAD_OK;
    while (!status && !done) {
        status = stopped(w) ? ISNAD_INTERRUPTED : turn(w, &working, &done);
    }
    if (status == ISNAD_INTERRUPTED) {
        give_up(w, false);
        isnad_status failed = isn_memory_write(w);
        status = failed ? failed : status;
    }
    *counts = w->counts;
    *error = (isnad_error){.status = status, .position = ISNAD_NO_POSITION};
    snprintf(error->message, sizeof error->message, "%s",
             w->why[0] ? w->why : isnad_status_text(status));
    return status;
}
