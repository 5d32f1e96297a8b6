#include "serve/jobs.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

enum {
    LOOK_AFTER = 2,              /* seconds between two looks at the store */
    TELL_AFTER = 100 * 1000000L, /* nanoseconds between two words of progress */
    MOST_WAITING = 8,            /* jobs */
};

/* A job with what was sent. */
typedef struct entry {
    isn_job job;
    bool pages;
    char *body;
    isn_form form;
} entry;

struct isn_work {
    isn_edition_source source;
    const char *corrections;
    char token[ISN_TOKEN_ROOM];
    int event;
    pthread_t thread;
    bool begun;
    uint64_t versions;    /* in the store, when it was read last */
    struct timespec told; /* progress */

    pthread_mutex_t lock; /* of all below */
    pthread_cond_t wake;
    bool ending;
    bool stale; /* what is kept is in no edition yet */
    isn_progress progress;
    entry entries[ISN_JOBS_MAX]; /* job n is at n % ISN_JOBS_MAX */
    unsigned last, kept;         /* numbers: of the newest; done with */
    isn_edition *ready;          /* to be taken, with all jobs up to `until` */
    unsigned until;
    isn_edition *retired; /* to be freed */
};

const char *isn_stage_text(isn_stage stage)
{
    static const char *const texts[] = {"waiting", "kept", "done", "failed"};
    return texts[stage];
}

/* ---- telling ------------------------------------------------------------ */

/* Called with the lock or without. */
static void tell(const isn_work *w)
{
    const uint64_t one = 1;
    ssize_t put = write(w->event, &one, sizeof one);
    (void)put; /* it is full: somebody has been told */
}

static void set_progress(isn_work *w, const char *what, size_t done, size_t due)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long past = (now.tv_sec - w->told.tv_sec) * 1000000000L + now.tv_nsec -
                w->told.tv_nsec;
    pthread_mutex_lock(&w->lock);
    bool other = strcmp(w->progress.what, what) != 0;
    w->progress = (isn_progress){what, done, due};
    pthread_mutex_unlock(&w->lock);
    if (other || past > TELL_AFTER) {
        w->told = now;
        tell(w);
    }
}

static void on_read(void *data, const isnad_flow_progress *progress)
{
    isn_work *w = data;
    set_progress(w, "reading", (size_t)progress->documents,
                 (size_t)w->versions);
}

static void on_compare(void *data, size_t done, size_t due)
{
    set_progress(data, "comparing", done, due);
}

static bool on_stop(void *data)
{
    isn_work *w = data;
    pthread_mutex_lock(&w->lock);
    bool ending = w->ending;
    pthread_mutex_unlock(&w->lock);
    return ending;
}

/* ---- the thread --------------------------------------------------------- */

/* Has the store other contents than when this was asked last? */
static bool has_changed(isn_work *w)
{
    isnad_store_counts counts;
    uint64_t before = w->versions;
    if (isnad_store_count(w->source.options.store, &counts)) {
        return false;
    }
    w->versions = counts.versions;
    return counts.versions != before;
}

static void forget(entry *e)
{
    isn_form_free(&e->form);
    free(e->body);
    e->body = NULL;
}

/* Called with the lock, which it lets go meanwhile. */
static void keep_next(isn_work *w)
{
    entry *e = &w->entries[++w->kept % ISN_JOBS_MAX];
    isn_kept_job kept = {0};
    pthread_mutex_unlock(&w->lock);
    if (e->pages) {
        isn_keep_pages(w->source.options.store, &w->source.options, &e->form,
                       &kept);
    } else {
        isn_keep_correction(w->corrections, &e->form, &kept);
    }
    forget(e);
    has_changed(w);
    pthread_mutex_lock(&w->lock);
    w->stale |= kept.changes;
    e->job.kept = kept;
    e->job.stage = kept.status            ? ISN_STAGE_FAILED
                   : w->stale || w->ready ? ISN_STAGE_KEPT
                                          : ISN_STAGE_DONE;
    tell(w);
}

static isnad_status make(isn_work *w, isn_edition **edition)
{
    isn_edition_source source = w->source;
    isnad_corrections *corrections = NULL;
    isnad_error error;
    *edition = NULL;
    if (w->corrections && access(w->corrections, F_OK) == 0 &&
        isnad_corrections_read(w->corrections, NULL, NULL, &corrections,
                               &error) == ISNAD_NOMEM) {
        return ISNAD_NOMEM;
    }
    source.options.corrections =
        w->corrections ? corrections : w->source.options.corrections;
    isnad_status status = isn_edition_make(&source, edition);
    if (status) {
        isnad_corrections_free(corrections);
    } else {
        (*edition)->corrections = corrections;
    }
    return status;
}

/* From KEPT to `stage`, for all jobs up to a number; with the lock. */
static void move_jobs(isn_work *w, unsigned until, isn_stage stage)
{
    for (unsigned i = 0; i < ISN_JOBS_MAX; i++) {
        isn_job *job = &w->entries[i].job;
        if (job->number > 0 && job->number <= until &&
            job->stage == ISN_STAGE_KEPT) {
            job->stage = stage;
        }
    }
}

/* Called with the lock, which it lets go meanwhile. */
static void make_edition(isn_work *w)
{
    isn_edition *edition;
    unsigned until = w->kept;
    w->stale = false;
    pthread_mutex_unlock(&w->lock);
    isnad_status status = make(w, &edition);
    pthread_mutex_lock(&w->lock);
    w->progress = (isn_progress){"idle", 0, 0};
    if (status) {
        move_jobs(w, until, ISN_STAGE_FAILED);
    } else {
        isn_edition *before = w->ready;
        w->ready = edition;
        w->until = until;
        pthread_mutex_unlock(&w->lock);
        isn_edition_free(before);
        pthread_mutex_lock(&w->lock);
    }
    tell(w);
}

static void free_retired(isn_work *w)
{
    isn_edition *retired = w->retired;
    w->retired = NULL;
    pthread_mutex_unlock(&w->lock);
    isn_edition_free(retired);
    pthread_mutex_lock(&w->lock);
}

/* Others may add to the store; nobody tells when they do. */
static void wait_or_look(isn_work *w)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += LOOK_AFTER;
    if (pthread_cond_timedwait(&w->wake, &w->lock, &until) == ETIMEDOUT) {
        pthread_mutex_unlock(&w->lock);
        bool changed = has_changed(w);
        pthread_mutex_lock(&w->lock);
        w->stale |= changed;
    }
}

static void *run(void *data)
{
    isn_work *w = data;
    pthread_mutex_lock(&w->lock);
    while (!w->ending) {
        if (w->kept < w->last) {
            keep_next(w);
        } else if (w->stale) {
            make_edition(w);
        } else if (w->retired) {
            free_retired(w);
        } else {
            wait_or_look(w);
        }
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

/* ---- begin and end ------------------------------------------------------ */

static bool make_token(char token[ISN_TOKEN_ROOM])
{
    unsigned char bytes[(ISN_TOKEN_ROOM - 1) / 2];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes) {
        return false;
    }
    for (size_t i = 0; i < sizeof bytes; i++) {
        snprintf(token + 2 * i, 3, "%02x", bytes[i]);
    }
    return true;
}

isn_work *isn_work_new(const isn_edition_source *source,
                       const char *corrections)
{
    isn_work *w = calloc(1, sizeof *w);
    if (!w) {
        return NULL;
    }
    w->source = *source;
    w->source.compare = on_compare;
    w->source.options.progress = on_read;
    w->source.options.skip = NULL;
    w->source.options.stop = on_stop;
    w->source.options.data = w;
    w->corrections = corrections;
    w->progress.what = "idle";
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->wake, NULL);
    w->event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (w->event < 0 || !make_token(w->token)) {
        isn_work_free(w);
        return NULL;
    }
    return w;
}

/* Signals go to the thread that answers. */
isnad_status isn_work_begin(isn_work *w)
{
    sigset_t all, before;
    has_changed(w);
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    w->begun = pthread_create(&w->thread, NULL, run, w) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return w->begun ? ISNAD_OK : ISNAD_NOMEM;
}

void isn_work_free(isn_work *w)
{
    if (!w) {
        return;
    }
    pthread_mutex_lock(&w->lock);
    w->ending = true;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
    if (w->begun) {
        pthread_join(w->thread, NULL);
    }
    for (unsigned i = 0; i < ISN_JOBS_MAX; i++) {
        forget(&w->entries[i]);
        isn_kept_job_free(&w->entries[i].job.kept);
    }
    isn_edition_free(w->ready);
    isn_edition_free(w->retired);
    if (w->event >= 0) {
        close(w->event);
    }
    pthread_cond_destroy(&w->wake);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

/* ---- from the other thread ---------------------------------------------- */

int isn_work_fd(const isn_work *w) { return w->event; }

const char *isn_work_token(const isn_work *w) { return w->token; }

const char *isn_work_corrections(const isn_work *w) { return w->corrections; }

isn_edition *isn_work_take(isn_work *w, isn_edition *old)
{
    uint64_t times;
    ssize_t got = read(w->event, &times, sizeof times);
    (void)got;
    pthread_mutex_lock(&w->lock);
    isn_edition *edition = w->ready;
    isn_edition *spare = NULL;
    if (edition) {
        w->ready = NULL;
        move_jobs(w, w->until, ISN_STAGE_DONE);
        spare = w->retired;
        w->retired = old;
        pthread_cond_signal(&w->wake);
    }
    pthread_mutex_unlock(&w->lock);
    isn_edition_free(spare);
    return edition;
}

static unsigned add(isn_work *w, bool pages, char *body, isn_form *form)
{
    pthread_mutex_lock(&w->lock);
    unsigned number = w->last + 1;
    entry *e = &w->entries[number % ISN_JOBS_MAX];
    bool room = w->last - w->kept < MOST_WAITING &&
                (e->job.number == 0 || e->job.stage == ISN_STAGE_DONE ||
                 e->job.stage == ISN_STAGE_FAILED);
    if (room) {
        isn_kept_job_free(&e->job.kept);
        *e = (entry){.job = {.number = number},
                     .pages = pages,
                     .body = body,
                     .form = *form};
        w->last = number;
        pthread_cond_signal(&w->wake);
    }
    pthread_mutex_unlock(&w->lock);
    if (!room) {
        isn_form_free(form);
        free(body);
        return 0;
    }
    *form = (isn_form){0};
    return number;
}

unsigned isn_work_pages(isn_work *w, char *body, isn_form *form)
{
    return add(w, true, body, form);
}

unsigned isn_work_correct(isn_work *w, char *body, isn_form *form)
{
    return add(w, false, body, form);
}

bool isn_work_job(isn_work *w, unsigned number, isn_job *job)
{
    pthread_mutex_lock(&w->lock);
    *job = w->entries[number % ISN_JOBS_MAX].job;
    pthread_mutex_unlock(&w->lock);
    return number > 0 && job->number == number;
}

unsigned isn_work_last(isn_work *w)
{
    pthread_mutex_lock(&w->lock);
    unsigned last = w->last;
    pthread_mutex_unlock(&w->lock);
    return last;
}

isn_progress isn_work_progress(isn_work *w)
{
    pthread_mutex_lock(&w->lock);
    isn_progress progress = w->progress;
    pthread_mutex_unlock(&w->lock);
    return progress;
}
