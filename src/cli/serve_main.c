/* isnad-serve, which `isnad serve` runs: a pile as a web site. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/job.h"
#include "cli/sandbox.h"
#include "serve/server.h"

enum { PORT = 8321 };

typedef struct serving {
    isn_server *server;
    isnad_docs docs;
    isnad_pile *pile;
    isn_site site;
} serving;

static bool on_stop(void *data)
{
    (void)data;
    return cli_interrupted();
}

static int open_server(serving *s, const cli *c)
{
    isnad_error error;
    unsigned port = c->serve.port_given ? c->serve.port : PORT;
    isn_server_options options = {.port = port,
                                  .connections = c->serve.connections,
                                  .head_time = c->serve.head_time};
    isnad_status status = isn_server_open(&options, &s->server, &error);
    if (status) {
        cli_say("port %u: %s", port, error.message);
    }
    return !status ? EXIT_DONE : status == ISNAD_NOMEM ? EXIT_MEMORY : EXIT_IO;
}

static isnad_status read_pile(serving *s, const cli *c, cli_job *job)
{
    isnad_story_options options = {.progress = cli_job_progress, .data = job};
    isnad_status status =
        isnad_flow_pile(c->paths, c->path_count, &job->options, &s->docs);
    if (status) {
        return status;
    }
    cli_job_others(job, &s->docs);
    job->verb = "compare";
    status =
        isnad_story_build(s->docs.items, s->docs.count, &options, &s->pile);
    return status ? status : isn_site_open(&s->site, s->pile, c->english);
}

/* No file is opened from here on. */
static bool seal(void)
{
    unsigned calls;
    if (cli_sandbox_seal(&calls)) {
        cli_say("the sandbox: %s", strerrordesc_np(errno));
        return false;
    }
    return true;
}

static int answer(serving *s, const cli *c, int code)
{
    cli_tell("http://127.0.0.1:%u/", isn_server_port(s->server));
    if (!c->quiet) {
        cli_tell("Ctrl-C ends it.");
    }
    fflush(stdout);
    return seal() && !isn_server_run(s->server, &s->site, on_stop, NULL)
               ? code
               : EXIT_IO;
}

static int serve(cli *c)
{
    cli_job job;
    serving s = {0};
    int code;
    if (!cli_job_begin(&job, c, ISNAD_FLOW_FINDINGS, &code)) {
        return code;
    }
    code = open_server(&s, c);
    if (code != EXIT_DONE) {
        cli_job_close(&job);
        return code;
    }
    if (cli_job_enclose(&job, &code)) {
        code = cli_job_end(&job, read_pile(&s, c, &job), true);
        if (s.docs.count > 0 && (code == EXIT_DONE || code == EXIT_SKIPPED)) {
            code = answer(&s, c, code);
        }
    }
    isn_server_close(s.server);
    isn_site_close(&s.site);
    isnad_pile_free(s.pile);
    isnad_docs_free(&s.docs);
    return code;
}

int main(int argc, char **argv)
{
    cli c;
    cli_signals_install();
    int code = cli_parse(&c, cli_find_command("serve"), argc > 0 ? argc - 1 : 0,
                         argv + 1);
    if (code >= 0) {
        return code;
    }
    code = serve(&c);
    isnad_days_free(c.days);
    isnad_corrections_free(c.corrections);
    return code;
}
