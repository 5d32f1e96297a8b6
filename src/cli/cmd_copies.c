/* isnad copies: which documents share text, by an index in memory or in a
 * folder. */
#include "cli/job.h"

static isnad_status told(isnad_status status, const isnad_error *error)
{
    if (status) {
        cli_say("%s", error->message);
    }
    return status;
}

/* What was read before an interruption is kept too. */
static isnad_status find(cli *c, cli_job *job, isnad_copies *copies,
                         isnad_copies *other, cli_output *out)
{
    isnad_report_options look = {
        .terminal = out->terminal, .color = c->color, .english = c->english};
    isnad_error error;
    bool adds = c->path_count > 0 || other || job->options.store;
    size_t first = adds ? isnad_copies_count(copies) : 0;
    isnad_status status = ISNAD_OK;
    if (c->path_count > 0 || job->options.store) {
        status =
            isnad_flow_copies(c->paths, c->path_count, &job->options, copies);
    }
    if (status && status != ISNAD_INTERRUPTED) {
        return status;
    }
    isnad_status failed = other ? isnad_copies_merge(copies, other) : ISNAD_OK;
    failed = failed ? failed : told(isnad_copies_keep(copies, &error), &error);
    failed = failed ? failed
                    : isnad_report_copies_index(copies, first, c->format, &look,
                                                cli_output_sink(out));
    return failed ? failed : status;
}

/* Both are opened, and locked, before the sandbox closes. */
static int open_indexes(cli *c, isnad_copies **copies, isnad_copies **other)
{
    isnad_error error;
    isnad_status status =
        told(isnad_copies_open(c->index, copies, &error), &error);
    if (!status && c->merge) {
        status = told(isnad_copies_open(c->merge, other, &error), &error);
    }
    return !status ? EXIT_DONE : status == ISNAD_NOMEM ? EXIT_MEMORY : EXIT_IO;
}

int cli_copies(cli *c)
{
    cli_job job;
    cli_output out;
    isnad_copies *copies = NULL, *other = NULL;
    int code;
    if (c->passages && !c->index && !c->merge) {
        return cli_passages(c);
    }
    if (c->passages || (c->merge && !c->index)) {
        cli_say("copies: %s", c->passages
                                  ? "--passages needs the pages, no index"
                                  : "--merge needs --index");
        return EXIT_USAGE;
    }
    code = open_indexes(c, &copies, &other);
    if (code == EXIT_DONE && cli_job_begin(&job, c, ISNAD_FLOW_TOKENS, &code) &&
        cli_job_open(&job, &out, &code)) {
        isnad_status status = find(c, &job, copies, other, &out);
        bool keep = !status || status == ISNAD_INTERRUPTED;
        if (c->path_count == 0) {
            job.documents = isnad_copies_count(copies);
        }
        code = cli_job_end(&job, status, cli_output_close(&out, keep));
    }
    isnad_copies_close(copies);
    isnad_copies_close(other);
    return code;
}
