/* isnad verify: does the evidence of a report still stand? */
#include <string.h>

#include "cli/job.h"
#include "flow/bundle_in.h"

/* Skipped inputs matter here only where evidence stood in them, which the
 * findings tell. */
static void on_finding(void *data, const isnad_finding *finding)
{
    (void)data;
    cli_tell("%s:%llu–%llu: %s: %s «%.300s»", finding->path,
             (unsigned long long)finding->begin,
             (unsigned long long)finding->end, finding->reason, finding->what,
             finding->words ? finding->words : "");
}

static int tell_error(const char *report, isnad_status status,
                      const isnad_error *error)
{
    const char *message =
        error->message[0] ? error->message : isnad_status_text(status);
    if (error->position == ISNAD_NO_POSITION) {
        cli_say("%s: %s", report, message);
    } else {
        cli_say("%s:%llu: %s", report, (unsigned long long)error->position,
                message);
    }
    return status == ISNAD_IO          ? EXIT_IO
           : status == ISNAD_MALFORMED ? EXIT_USAGE
                                       : EXIT_MEMORY;
}

int cli_verify(cli *c)
{
    cli_job job;
    isnad_verified verified;
    isnad_error error = {.position = ISNAD_NO_POSITION};
    int code;
    const char *report = c->paths[0];
    /* A bundle is its own input. */
    const char *both[] = {report, report};
    if (c->path_count == 1 && !c->store && isn_bundle_is(report)) {
        c->paths = both;
        c->path_count = 2;
    }
    if (c->path_count < 2 && !c->store) {
        cli_say("verify: needs the report and its inputs");
        return EXIT_USAGE;
    }
    if (!cli_job_begin(&job, c, ISNAD_FLOW_ARTICLE, &code) ||
        !cli_job_enclose(&job, &code)) {
        return code;
    }
    job.verb = "verify";
    isnad_status status =
        isnad_flow_verify(report, c->paths + 1, c->path_count - 1, &job.options,
                          on_finding, &verified, &error);
    if (status == ISNAD_INTERRUPTED) {
        return cli_job_end(&job, status, true);
    }
    bool written = cli_job_close(&job);
    if (status && status != ISNAD_DIFFERS) {
        return tell_error(report, status, &error);
    }
    if (!c->quiet || status) {
        cli_say("%llu of %llu places hold, in %llu documents",
                (unsigned long long)(verified.addresses - verified.differing),
                (unsigned long long)verified.addresses,
                (unsigned long long)verified.documents);
    }
    return status ? EXIT_NOTHING : written ? EXIT_DONE : EXIT_IO;
}
