/* isnad report, figures, sources, chain, copies --passages: a whole pile. */
#include <stdlib.h>
#include <string.h>

#include "cli/job.h"
#include "cli/output.h"
#include "isnad/story.h"

typedef isnad_status print_pile(const cli *c, const isnad_pile *pile,
                                const isnad_report_options *options,
                                isnad_sink sink);

static isnad_status print_report(const cli *c, const isnad_pile *pile,
                                 const isnad_report_options *options,
                                 isnad_sink sink)
{
    return isnad_report_pile(pile, c->format, options, sink);
}

static isnad_status print_copies(const cli *c, const isnad_pile *pile,
                                 const isnad_report_options *options,
                                 isnad_sink sink)
{
    return isnad_report_copies(pile, c->format, options, sink);
}

static isnad_status print_figures(const cli *c, const isnad_pile *pile,
                                  const isnad_report_options *options,
                                  isnad_sink sink)
{
    (void)options;
    return isnad_report_figures(pile, c->format, &c->figures, sink);
}

static isnad_status print_sources(const cli *c, const isnad_pile *pile,
                                  const isnad_report_options *options,
                                  isnad_sink sink)
{
    return isnad_report_sources(pile, c->format, options, sink);
}

static isnad_status print_chain(const cli *c, const isnad_pile *pile,
                                const isnad_report_options *options,
                                isnad_sink sink)
{
    return isnad_report_chain(pile, c->format, options, sink);
}

/* The last part of the path that it is written to. */
static const char *bundle_name(const cli *c)
{
    const char *slash = c->output ? strrchr(c->output, '/') : NULL;
    return slash ? slash + 1 : c->output ? c->output : "evidence.warc.gz";
}

static isnad_status print_bundle(const cli *c, const isnad_pile *pile,
                                 const isnad_report_options *options,
                                 isnad_sink sink)
{
    (void)options;
    size_t count;
    const isnad_story *stories = isnad_pile_stories(pile, &count);
    char *end;
    unsigned long number = strtoul(c->story, &end, 10);
    size_t found = *end || number > count ? count : (size_t)number - 1;
    for (size_t i = 0; i < count; i++) {
        found = strcmp(stories[i].id, c->story) == 0 ? i : found;
    }
    if (found >= count) {
        cli_say("%s: no story of this pile; `isnad report` tells their numbers "
                "and, as json or csv, their ids",
                c->story);
        return ISNAD_EMPTY;
    }
    return isnad_report_bundle(pile, found, bundle_name(c), sink);
}

/* What was read before an interruption is laid out too: the user asked for
 * less, not for nothing. */
static isnad_status lay_out(cli *c, cli_job *job, isnad_docs *docs,
                            print_pile *print, cli_output *out)
{
    isnad_pile *pile = NULL;
    isnad_story_options options = {
        .copies_only = print == print_copies,
        .progress = cli_job_progress,
        .data = job,
    };
    isnad_report_options look = {
        .terminal = out->terminal,
        .color = c->color,
        .english = c->english,
        .passages = c->passages,
    };
    isnad_status status =
        isnad_flow_pile(c->paths, c->path_count, &job->options, docs);
    if (status && status != ISNAD_INTERRUPTED) {
        return status;
    }
    cli_job_others(job, docs);
    look.others = docs->others;
    look.other_count = docs->other_count;
    job->verb = "compare";
    isnad_status failed =
        isnad_story_build(docs->items, docs->count, &options, &pile);
    if (!failed) {
        failed = print(c, pile, &look, cli_output_sink(out));
    }
    isnad_pile_free(pile);
    return failed ? failed : status;
}

static int run(cli *c, print_pile *print)
{
    cli_job job;
    cli_output out;
    isnad_docs docs = {0};
    int code;
    if (!cli_job_begin(&job, c, ISNAD_FLOW_FINDINGS, &code)) {
        return code;
    }
    if (!cli_job_open(&job, &out, &code)) {
        return code;
    }
    isnad_status status = lay_out(c, &job, &docs, print, &out);
    bool keep = !status || status == ISNAD_INTERRUPTED;
    bool written = cli_output_close(&out, keep);
    isnad_docs_free(&docs);
    return cli_job_end(&job, status, written);
}

int cli_report(cli *c) { return run(c, print_report); }

int cli_passages(cli *c) { return run(c, print_copies); }

int cli_figures(cli *c) { return run(c, print_figures); }

int cli_sources(cli *c) { return run(c, print_sources); }

int cli_chain(cli *c) { return run(c, print_chain); }

int cli_bundle(cli *c)
{
    if (c->path_count < 2 && !(c->store && c->path_count == 1)) {
        cli_say("bundle: needs the id of a story and a pile");
        return EXIT_USAGE;
    }
    c->story = *c->paths++;
    c->path_count--;
    return run(c, print_bundle);
}
