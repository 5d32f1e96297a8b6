/* isnad-watch, which `isnad watch` runs: the only program of isnad with a
 * network in it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/sandbox.h"
#include "watch/watch.h"

#define AGENT "isnad/" ISNAD_VERSION

enum { EVERY = 600, PACE = 2 };

static void on_problem(void *data, const char *url, const char *what)
{
    (void)data;
    cli_say("%s: %s", url, what);
}

static void tell_counts(const isn_watch_counts *n, const char *file)
{
    cli_say("%llu sources answered, %llu of them unchanged; %llu pages; "
            "%llu failed; %llu exchanges, %.1f MB%s%s",
            (unsigned long long)n->sources, (unsigned long long)n->unchanged,
            (unsigned long long)n->pages, (unsigned long long)n->failed,
            (unsigned long long)n->captures, (double)n->bytes / 1e6,
            file && file[0] ? ", now in " : "", file ? file : "");
}

static void on_round(void *data, const isn_watch_counts *counts,
                     const char *file)
{
    const cli *c = data;
    if (!c->quiet) {
        tell_counts(counts, file);
    }
}

static bool on_stop(void *data)
{
    (void)data;
    return cli_interrupted();
}

static int exit_code(isnad_status status)
{
    return status == ISNAD_NOMEM                                ? EXIT_MEMORY
           : status == ISNAD_MALFORMED || status == ISNAD_USAGE ? EXIT_USAGE
           : status == ISNAD_INTERRUPTED ? EXIT_INTERRUPTED
                                         : EXIT_IO;
}

/* All it may do from here on: fetch, and write in the folder. */
static int enclose(const cli *c)
{
    cli_layers layers;
    isnad_status status = cli_sandbox_enter(
        &(cli_rights){.change = c->watch.warc, .network = true}, &layers);
    if (!status) {
        return EXIT_DONE;
    }
    cli_say("the sandbox: %s", strerrordesc_np(errno));
    return status == ISNAD_NOMEM ? EXIT_MEMORY : EXIT_IO;
}

static int watch(const cli *c, const isn_watch_options *options)
{
    isn_watch *w;
    isnad_error error;
    isn_watch_counts counts = {0};
    isnad_status status = isn_watch_open(options, &w, &error);
    if (status) {
        cli_say("watch: %s", error.message);
        return exit_code(status);
    }
    int code = enclose(c);
    if (code != EXIT_DONE) {
        isn_watch_close(w);
        return code;
    }
    status = isn_watch_run(w, &counts, &error);
    isn_watch_close(w);
    if (status == ISNAD_INTERRUPTED) {
        cli_say("interrupted; what is written is whole");
        tell_counts(&counts, NULL);
    } else if (status) {
        cli_say("watch: %s", error.message);
    }
    return status                                   ? exit_code(status)
           : counts.failed == 0                     ? EXIT_DONE
           : counts.sources > 0 || counts.pages > 0 ? EXIT_SKIPPED
                                                    : EXIT_IO;
}

int main(int argc, char **argv)
{
    cli c;
    const cli_command *command = cli_find_command("watch");
    cli_signals_install();
    int code = cli_parse(&c, command, argc > 0 ? argc - 1 : 0, argv + 1);
    if (code >= 0) {
        return code;
    }
    if (!c.watch.warc) {
        cli_say("watch: needs --warc DIR");
        return EXIT_USAGE;
    }
    const cli_watch_options *o = &c.watch;
    return watch(&c, &(isn_watch_options){
                         .folder = o->warc,
                         .sources = c.paths,
                         .source_count = c.path_count,
                         .every = o->every > 0 ? o->every : EVERY,
                         .pace = o->paced ? o->pace : PACE,
                         .once = o->once,
                         .allow = o->allow,
                         .allow_count = o->allow_count,
                         .user_agent = o->user_agent ? o->user_agent : AGENT,
                         .body_max = c.payload_max,
                         .file_max = o->file_max,
                         .timeout = (long)(o->timeout + .999),
                         .say = on_problem,
                         .round = on_round,
                         .stop = on_stop,
                         .data = &c,
                     });
}
