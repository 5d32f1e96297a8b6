/* isnad add: the pages of a pile into a store. */
#include "cli/job.h"

/* A transaction a batch: each costs two waits for the disk. */
enum { BATCH = 256 };

typedef struct adding {
    cli_job *job;
    uint64_t added, changed, known;
    uint64_t waiting; /* added or changed, and not yet on the disk */
} adding;

static isnad_status told(const adding *a, isnad_status status)
{
    if (status && status != ISNAD_NOMEM) {
        cli_say("%s: %s", a->job->c->store, isnad_store_message(a->job->store));
    }
    return status;
}

static isnad_status keep(adding *a)
{
    isnad_status status = isnad_store_keep(a->job->store);
    if (!status && a->waiting > 0 && !a->job->c->quiet) {
        cli_tell("%llu on disk", (unsigned long long)(a->added + a->changed));
        fflush(stdout);
    }
    a->waiting = status ? a->waiting : 0;
    return told(a, status);
}

static isnad_status on_document(void *data, isnad_doc *doc, void *result)
{
    (void)result;
    adding *a = data;
    isnad_stored stored;
    isnad_status status =
        isnad_flow_keep(a->job->store, doc, &a->job->options, &stored);
    isnad_doc_free(doc);
    if (status) {
        return told(a, status);
    }
    a->added += stored == ISNAD_STORED_NEW;
    a->changed += stored == ISNAD_STORED_CHANGED;
    a->known += stored == ISNAD_STORED_KNOWN;
    a->waiting += stored != ISNAD_STORED_KNOWN;
    return a->waiting == BATCH ? keep(a) : ISNAD_OK;
}

static isnad_status on_other(void *data, const char *path, uint64_t offset,
                             const char *language)
{
    (void)path;
    (void)offset;
    adding *a = data;
    cli_job_other(a->job, language);
    return ISNAD_OK;
}

static void tell_counts(const adding *a)
{
    isnad_store_counts counts;
    if (told(a, isnad_store_count(a->job->store, &counts))) {
        return;
    }
    cli_tell("%llu new, %llu changed, %llu known; the store has %llu "
             "documents, %llu bytes in %llu",
             (unsigned long long)a->added, (unsigned long long)a->changed,
             (unsigned long long)a->known, (unsigned long long)counts.documents,
             (unsigned long long)counts.payload_bytes,
             (unsigned long long)counts.kept_bytes);
}

int cli_add(cli *c)
{
    cli_job job;
    int code;
    if (!cli_job_begin(&job, c, ISNAD_FLOW_FINDINGS, &code) ||
        !cli_job_enclose(&job, &code)) {
        return code;
    }
    job.verb = "add";
    adding a = {.job = &job};
    isnad_flow_handler handler = {
        .document = on_document, .other = on_other, .data = &a};
    isnad_status status =
        isnad_flow_read(c->paths, c->path_count, &job.options, &handler);
    /* What came before an interruption is kept. */
    if (!status || status == ISNAD_INTERRUPTED) {
        isnad_status failed = keep(&a);
        status = failed ? failed : status;
    }
    if (!c->quiet && (!status || status == ISNAD_INTERRUPTED)) {
        tell_counts(&a);
    }
    return cli_job_end(&job, status, true);
}
