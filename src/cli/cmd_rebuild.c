/* isnad rebuild: the search index of a store, anew. */
#include "cli/job.h"

static isnad_status on_document(void *data, isnad_doc *doc, void *result)
{
    (void)result;
    cli_job *job = data;
    isnad_status status = isnad_store_index(job->store, doc);
    isnad_doc_free(doc);
    return status;
}

static isnad_status rebuild(cli_job *job)
{
    isnad_flow_handler handler = {.document = on_document, .data = job};
    isnad_status status = isnad_store_forget_index(job->store);
    if (!status) {
        job->options.store = job->store;
        status = isnad_flow_read(NULL, 0, &job->options, &handler);
    }
    return status ? status : isnad_store_keep(job->store);
}

int cli_rebuild(cli *c)
{
    cli_job job;
    int code;
    if (!cli_job_begin(&job, c, ISNAD_FLOW_FINDINGS, &code) ||
        !cli_job_enclose(&job, &code)) {
        return code;
    }
    job.verb = "index";
    isnad_status status = rebuild(&job);
    if (status && status != ISNAD_NOMEM && status != ISNAD_INTERRUPTED) {
        cli_say("%s: %s", c->store, isnad_store_message(job.store));
    } else if (!status && !c->quiet) {
        cli_tell("%llu documents in the index",
                 (unsigned long long)job.documents);
    }
    return cli_job_end(&job, status, true);
}
