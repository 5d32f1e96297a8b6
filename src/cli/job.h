/* One run of a command over its inputs: skips, progress, exit code. */
#ifndef ISN_JOB_H
#define ISN_JOB_H

#include <time.h>

#include "cli/cli.h"
#include "cli/output.h"

typedef struct cli_job {
    const cli *c;
    isnad_flow_options options; /* for flow; its callbacks count below */
    uint64_t skipped, failed;   /* failed: input could not be opened or read */
    uint64_t limited;
    uint64_t documents;
    bool show;      /* progress, on a terminal */
    uint64_t bytes; /* of all inputs, as they lie on the disk */
    struct timespec begun, shown;
    const char *verb;
    cli_output errors;      /* of --errors, where given */
    isnad_store *store;     /* of --store, or NULL */
    isnad_flow_mark *after; /* of --resume: the last document that is written */
    /* Pages in other languages; those beyond the last place count in it. */
    struct {
        char language[8];
        uint64_t pages;
    } others[32];
} cli_job;

/* Reads tables that the options name.  False, with a message, on failure:
 * *code is the exit code. */
bool cli_job_begin(cli_job *job, cli *c, isnad_flow_depth depth, int *code);
/* Enters the sandbox: from here on only the inputs may be read, and only what
 * is open may be written.  False, with a message, on failure, when the job is
 * closed: *code is the exit code. */
bool cli_job_enclose(cli_job *job, int *code);
/* Opens the output of the command first. */
bool cli_job_open(cli_job *job, cli_output *out, int *code);
/* Finishes the file of --errors; false, with a message, when it could not be
 * written. */
bool cli_job_close(cli_job *job);
/* The exit code of a run that ended with `status` and wrote its output or
 * not; tells what the user should know. */
int cli_job_end(cli_job *job, isnad_status status, bool written);

/* Counts a page that was passed over since it is in another language. */
void cli_job_other(cli_job *job, const char *language);
void cli_job_others(cli_job *job, const isnad_docs *docs);

/* The progress of something else than reading, such as building stories. */
void cli_job_progress(void *job, size_t done, size_t due);

#endif
