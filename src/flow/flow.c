/* Reading in parallel: one thread reads and delivers in order, the others
 * build documents.  A ring of jobs bounds how far reading runs ahead. */
#include "isnad/flow.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "flow/make.h"
#include "flow/flow_mark.h"
#include "store/store_data.h"

enum {
    MOST_THREADS = 256,
    JOBS_PER_THREAD = 4,
    /* Payload bytes under way: large pages wait for each other. */
    BYTES_AHEAD = 64 << 20,
};

typedef struct job {
    isn_payload payload;
    size_t len;
    isnad_doc *doc;
    char other[8]; /* the language of a document that is not wanted */
    void *result;
    isnad_status status;
    isnad_error error;
    bool done;
} job;

typedef struct flow {
    const isnad_flow_options *options;
    const isnad_flow_handler *handler;
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    job *ring;
    /* Jobs are numbered as they are read.  oldest <= taken <= next; those
     * from oldest are not yet delivered, those from taken not yet begun. */
    uint64_t oldest, taken, next;
    size_t ring_size;
    uint64_t ahead; /* payload bytes of jobs not yet delivered */
    bool passing;   /* what was done before is passed over */
    bool closing;
    pthread_t threads[MOST_THREADS];
    unsigned thread_count;
    isnad_flow_progress progress;
} flow;

static unsigned processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) {
        return 1;
    }
    int count = CPU_COUNT(&set);
    return count < 1 ? 1 : (unsigned)count;
}

unsigned isn_flow_threads(const isnad_flow_options *options)
{
    unsigned want =
        options && options->threads ? options->threads : processors();
    return want > MOST_THREADS ? MOST_THREADS : want;
}

static job *job_at(const flow *f, uint64_t number)
{
    return &f->ring[number % f->ring_size];
}

static bool is_wanted(const flow *f, const isnad_doc *doc)
{
    const char *wanted = f->options->language;
    const char *language = isnad_doc_language(doc);
    return !wanted || !language || strcmp(wanted, language) == 0;
}

static void run(const flow *f, job *j)
{
    j->status = isn_make_document(&j->payload, f->options, &j->doc, &j->error);
    if (!j->status && !is_wanted(f, j->doc)) {
        snprintf(j->other, sizeof j->other, "%s", isnad_doc_language(j->doc));
        isnad_doc_free(j->doc);
        j->doc = NULL;
    } else if (!j->status && f->handler->work) {
        j->status = f->handler->work(f->handler->data, j->doc, &j->result);
        j->error =
            (isnad_error){.status = j->status, .position = ISNAD_NO_POSITION};
        strcpy(j->error.message, isnad_status_text(j->status));
    }
}

static void *worker(void *data)
{
    flow *f = data;
    pthread_mutex_lock(&f->lock);
    for (;;) {
        while (f->taken == f->next && !f->closing) {
            pthread_cond_wait(&f->work, &f->lock);
        }
        if (f->taken == f->next) {
            break;
        }
        job *j = job_at(f, f->taken++);
        pthread_mutex_unlock(&f->lock);
        run(f, j);
        pthread_mutex_lock(&f->lock);
        j->done = true;
        pthread_cond_signal(&f->done);
    }
    pthread_mutex_unlock(&f->lock);
    return NULL;
}

static void drop(const flow *f, job *j)
{
    if (j->result && f->handler->drop) {
        f->handler->drop(j->result);
    }
    isnad_doc_free(j->doc);
    isn_payload_free(&j->payload);
    *j = (job){0};
}

static void tell_skip(const flow *f, const char *path, uint64_t offset,
                      isnad_status status, const char *reason)
{
    if (f->options->skip) {
        isnad_skip skip = {path, offset, status, reason};
        f->options->skip(f->options->data, &skip);
    }
}

/* What became of a job goes to the one who asked for it. */
static isnad_status deliver(flow *f, job *j)
{
    isnad_status status = ISNAD_OK;
    f->progress.bytes += j->len;
    if (j->status == ISNAD_NOMEM) {
        status = ISNAD_NOMEM;
    } else if (j->status) {
        uint64_t at = j->error.position == ISNAD_NO_POSITION
                          ? j->payload.offset
                          : j->error.position;
        tell_skip(f, j->payload.path, at, j->status, j->error.message);
    } else if (j->doc) {
        isnad_doc *doc = j->doc;
        void *result = j->result;
        j->doc = NULL;
        j->result = NULL;
        f->progress.documents++;
        status = f->handler->document(f->handler->data, doc, result);
    } else if (f->handler->other) {
        status = f->handler->other(f->handler->data, j->payload.path,
                                   j->payload.offset, j->other);
    }
    if (f->options->progress) {
        f->options->progress(f->options->data, &f->progress);
    }
    drop(f, j);
    return status;
}

/* Delivers the oldest job: waits for it, or with `ready_only` returns without
 * it when it is not done.  *delivered tells. */
static isnad_status deliver_oldest(flow *f, bool ready_only, bool *delivered)
{
    job *j = job_at(f, f->oldest);
    pthread_mutex_lock(&f->lock);
    while (!j->done && !ready_only) {
        pthread_cond_wait(&f->done, &f->lock);
    }
    *delivered = j->done;
    pthread_mutex_unlock(&f->lock);
    if (!*delivered) {
        return ISNAD_OK;
    }
    f->oldest++;
    f->ahead -= j->len;
    return deliver(f, j);
}

static isnad_status make_room(flow *f, uint64_t len)
{
    isnad_status status = ISNAD_OK;
    bool delivered = true;
    while (!status && f->oldest < f->next) {
        bool full =
            f->next - f->oldest == f->ring_size || f->ahead + len > BYTES_AHEAD;
        status = deliver_oldest(f, !full, &delivered);
        if (!delivered) {
            break;
        }
    }
    return status;
}

static isnad_status on_record(void *data, isn_record *record)
{
    flow *f = data;
    if (f->passing) {
        f->passing = !isn_flow_mark_is(f->options->after, record);
        free(record->payload);
        return ISNAD_OK;
    }
    isn_payload payload;
    isnad_status status = isn_payload_take(&payload, record);
    if (status) {
        return status;
    }
    if (f->thread_count == 0) {
        job alone = {.payload = payload, .len = record->len};
        run(f, &alone);
        return deliver(f, &alone);
    }
    status = make_room(f, record->len);
    if (status) {
        isn_payload_free(&payload);
        return status;
    }
    *job_at(f, f->next) = (job){.payload = payload, .len = record->len};
    f->ahead += record->len;
    pthread_mutex_lock(&f->lock);
    f->next++;
    pthread_cond_signal(&f->work);
    pthread_mutex_unlock(&f->lock);
    return ISNAD_OK;
}

static void on_skip(void *data, const char *path, uint64_t offset,
                    isnad_status status, const char *reason)
{
    tell_skip(data, path, offset, status, reason);
}

static bool on_stop(void *data)
{
    const flow *f = data;
    return f->options->stop && f->options->stop(f->options->data);
}

/* Signals go to the thread that reads, which may be waiting for a pipe. */
static unsigned create_threads(flow *f, unsigned want)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    unsigned count = 0;
    while (count < want &&
           pthread_create(&f->threads[count], NULL, worker, f) == 0) {
        count++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return count;
}

/* A machine that grants fewer threads, or none, is slower but not wrong. */
static isnad_status start_threads(flow *f)
{
    unsigned want = isn_flow_threads(f->options);
    if (want < 2) {
        return ISNAD_OK;
    }
    f->ring_size = (size_t)want * JOBS_PER_THREAD;
    f->ring = calloc(f->ring_size, sizeof *f->ring);
    if (!f->ring) {
        return ISNAD_NOMEM;
    }
    f->thread_count = create_threads(f, want);
    return ISNAD_OK;
}

/* Delivers what is under way, or drops it where reading has failed. */
static isnad_status finish(flow *f, isnad_status status)
{
    bool delivered;
    isnad_status failed = status == ISNAD_INTERRUPTED ? ISNAD_OK : status;
    while (!failed && f->oldest < f->next) {
        failed = deliver_oldest(f, false, &delivered);
    }
    pthread_mutex_lock(&f->lock);
    f->closing = true;
    if (failed) {
        for (; f->next > f->taken; f->next--) {
            drop(f, job_at(f, f->next - 1));
        }
    }
    pthread_cond_broadcast(&f->work);
    pthread_mutex_unlock(&f->lock);
    for (unsigned i = 0; i < f->thread_count; i++) {
        pthread_join(f->threads[i], NULL);
    }
    for (; f->oldest < f->next; f->oldest++) {
        drop(f, job_at(f, f->oldest));
    }
    return failed ? failed : status;
}

const char *const *isnad_flow_kinds(void) { return isn_read_kinds; }

/* What is read: paths, or bytes that are called `path`. */
typedef struct inputs {
    const char *const *paths;
    size_t count;
    const void *bytes; /* NULL: files */
    size_t len;
} inputs;

static isnad_status read_all(const flow *f, const inputs *in,
                             const isn_read_sink *sink)
{
    const isnad_fields *fields = &f->options->fields;
    isn_read_options reading = {
        .payload = f->options->payload_max,
        .ratio = f->options->ratio_max,
        .records = f->options->records_max,
        .nesting = f->options->nesting_max,
        .kind = f->options->input,
        .fields = {fields->text, fields->title, fields->published, fields->url},
    };
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < in->count; i++) {
        status = in->bytes ? isn_read_memory(in->paths[i], in->bytes, in->len,
                                             &reading, sink)
                           : isn_read_path(in->paths[i], &reading, sink);
    }
    return !status && f->options->store && !in->bytes
               ? isn_store_read(f->options->store, sink)
               : status;
}

static isnad_status read_inputs(const inputs *in,
                                const isnad_flow_options *options,
                                const isnad_flow_handler *handler)
{
    static const isnad_flow_options none = {0};
    flow f = {.options = options ? options : &none, .handler = handler};
    pthread_mutex_init(&f.lock, NULL);
    pthread_cond_init(&f.work, NULL);
    pthread_cond_init(&f.done, NULL);
    isn_read_sink sink = {on_record, on_skip, on_stop, &f, &f.progress.input};
    f.passing = f.options->after != NULL;
    isnad_status status = start_threads(&f);
    if (!status) {
        status = read_all(&f, in, &sink);
    }
    status = finish(&f, status);
    status = !status && f.passing ? ISNAD_DIFFERS : status;
    free(f.ring);
    pthread_cond_destroy(&f.done);
    pthread_cond_destroy(&f.work);
    pthread_mutex_destroy(&f.lock);
    return status;
}

isnad_status isnad_flow_read(const char *const *paths, size_t count,
                             const isnad_flow_options *options,
                             const isnad_flow_handler *handler)
{
    return read_inputs(&(inputs){.paths = paths, .count = count}, options,
                       handler);
}

isnad_status isnad_flow_read_memory(const char *path, const void *bytes,
                                    size_t len,
                                    const isnad_flow_options *options,
                                    const isnad_flow_handler *handler)
{
    inputs in = {&path, 1, bytes ? bytes : "", len};
    return read_inputs(&in, options, handler);
}

isnad_status isnad_flow_document(const char *path, const void *bytes,
                                 size_t len, const isnad_flow_options *options,
                                 isnad_doc **doc, isnad_error *error)
{
    static const isnad_flow_options none = {0};
    *doc = NULL;
    *error =
        (isnad_error){.status = ISNAD_NOMEM, .position = ISNAD_NO_POSITION};
    isn_record record = {.path = path, .len = len};
    record.payload = malloc(len ? len : 1);
    if (!record.payload) {
        return ISNAD_NOMEM;
    }
    if (len > 0) {
        memcpy(record.payload, bytes, len);
    }
    isn_payload payload;
    isnad_status status = isn_payload_take(&payload, &record);
    if (!status) {
        status =
            isn_make_document(&payload, options ? options : &none, doc, error);
        isn_payload_free(&payload);
    }
    return status;
}

isnad_survey isnad_flow_survey(const char *const *paths, size_t count)
{
    isnad_survey survey = {0};
    for (size_t i = 0; i < count; i++) {
        isn_read_survey(paths[i], &survey.files, &survey.bytes);
    }
    return survey;
}
