/* isnad-serve, which `isnad serve` runs: a pile as a web site. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/job.h"
#include "cli/sandbox.h"
#include "serve/server.h"

enum { PORT = 8321 };

typedef struct serving {
    isn_server *server;
    isnad_store *store;  /* that pages are added to, or NULL */
    isnad_store *sought; /* the same, for the thread that answers */
    isn_edition_source source;
    isn_edition *edition;
    isn_work *work;
} serving;

static bool on_stop(void *data)
{
    (void)data;
    return cli_interrupted();
}

/* A store is searched by one thread while another adds to it. */
static bool open_sought(serving *s, const cli *c)
{
    isnad_error error;
    if (c->store && c->path_count == 0 &&
        isnad_store_open(c->store, false, &s->sought, &error)) {
        cli_say("%s: %s", c->store, error.message);
        return false;
    }
    return true;
}

static int open_server(serving *s, const cli *c)
{
    isnad_error error;
    unsigned port = c->serve.port_given ? c->serve.port : PORT;
    isn_server_options options = {.port = port,
                                  .connections = c->serve.connections,
                                  .head_time = c->serve.head_time,
                                  .body_time = c->serve.body_time,
                                  .store = s->sought};
    isnad_status status = isn_server_open(&options, &s->server, &error);
    if (status) {
        cli_say("port %u: %s", port, error.message);
    }
    return !status ? EXIT_DONE : status == ISNAD_NOMEM ? EXIT_MEMORY : EXIT_IO;
}

/* What is served, and what may change it: with a store alone the pile can
 * grow. */
static bool begin(serving *s, const cli *c, const cli_job *job)
{
    s->source = (isn_edition_source){.paths = c->paths,
                                     .path_count = c->path_count,
                                     .options = job->options,
                                     .compare = cli_job_progress,
                                     .english = c->english};
    bool grows = job->store && c->path_count == 0;
    s->work = grows ? isn_work_new(&s->source, c->beside) : NULL;
    return s->work || !grows;
}

static isnad_status make_edition(serving *s, cli_job *job)
{
    job->verb = "compare";
    isnad_status status = isn_edition_make(&s->source, &s->edition);
    if (!status) {
        cli_job_others(job, &s->edition->docs);
        job->documents = s->edition->docs.count;
    }
    return status;
}

/* Where it grows, the folder of the store is in reach, as for `isnad add`; else
 * no file is opened from here on. */
static bool prepare(serving *s)
{
    unsigned calls;
    if (s->work) {
        isnad_status status = isn_work_begin(s->work);
        if (status) {
            cli_say("%s", isnad_status_text(status));
        }
        return !status;
    }
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
    return prepare(s) && !isn_server_run(s->server, &s->edition, s->work,
                                         on_stop, NULL)
               ? code
               : EXIT_IO;
}

static void end(serving *s)
{
    isn_work_free(s->work);
    isn_server_close(s->server);
    isn_edition_free(s->edition);
    isnad_store_close(s->store);
    isnad_store_close(s->sought);
}

static int run(serving *s, const cli *c, cli_job *job)
{
    int code;
    if (!cli_job_enclose(job, &code)) {
        return code;
    }
    isnad_status status = make_edition(s, job);
    s->store = job->store;
    job->store = NULL; /* it is used on */
    code = cli_job_end(job, status, true);
    if (s->work && code == EXIT_NOTHING) {
        code = EXIT_DONE; /* it can be filled */
    }
    bool some = s->work || (s->edition && s->edition->docs.count > 0);
    return some && (code == EXIT_DONE || code == EXIT_SKIPPED)
               ? answer(s, c, code)
               : code;
}

static int serve(cli *c)
{
    cli_job job;
    serving s = {0};
    int code;
    if (!cli_job_begin(&job, c, ISNAD_FLOW_FINDINGS, &code)) {
        return code;
    }
    code = open_sought(&s, c) ? open_server(&s, c) : EXIT_IO;
    if (code == EXIT_DONE && !begin(&s, c, &job)) {
        cli_say("%s", isnad_status_text(ISNAD_NOMEM));
        code = EXIT_MEMORY;
    }
    if (code == EXIT_DONE) {
        code = run(&s, c, &job);
    } else {
        cli_job_close(&job);
    }
    end(&s);
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
    free(c.beside);
    return code;
}
