/* isnad claim: a pasted sentence, looked up in a pile. */
#include <string.h>
#include <time.h>

#include "cli/job.h"
#include "cli/output.h"
#include "isnad/story.h"

/* What is asked, what it is asked of, and how it is told. */
typedef struct asking {
    const char *sentence;
    isnad_docs docs;
    isnad_pile *pile;
    isnad_lookup *lookup;
    isnad_doc *question;
    isnad_answer answer;
} asking;

static isnad_status read_question(asking *a)
{
    isnad_error error;
    return isnad_flow_document("claim.txt", a->sentence, strlen(a->sentence),
                               NULL, &a->question, &error);
}

static isnad_status look_up(asking *a, const cli *c)
{
    struct timespec begun, done;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    isnad_status status = read_question(a);
    status =
        status ? status : isnad_lookup_ask(a->lookup, a->question, &a->answer);
    clock_gettime(CLOCK_MONOTONIC, &done);
    if (!status && !c->quiet) {
        double took = (double)(done.tv_sec - begun.tv_sec) * 1e3 +
                      (double)(done.tv_nsec - begun.tv_nsec) / 1e6;
        cli_say("looked up in %.1f ms: %u pages tell it", took,
                a->answer.match_count);
    }
    return status;
}

static isnad_status answer(const cli *c, cli_job *job, asking *a,
                           cli_output *out)
{
    isnad_story_options options = {.progress = cli_job_progress, .data = job};
    isnad_report_options look = {
        .terminal = out->terminal, .color = c->color, .english = c->english};
    isnad_status status =
        isnad_flow_pile(c->paths, c->path_count, &job->options, &a->docs);
    if (status) {
        return status;
    }
    job->verb = "compare";
    status =
        isnad_story_build(a->docs.items, a->docs.count, &options, &a->pile);
    status = status ? status : isnad_lookup_open(a->pile, &a->lookup);
    status = status ? status : look_up(a, c);
    return status ? status
                  : isnad_report_claim(a->pile, a->question, &a->answer,
                                       c->format, &look, cli_output_sink(out));
}

int cli_claim(cli *c)
{
    cli_job job;
    cli_output out;
    asking a = {.sentence = c->paths[0]};
    int code;
    if (c->path_count < 2 && !c->store) {
        cli_say("claim: needs the sentence and a pile");
        return EXIT_USAGE;
    }
    c->paths++;
    c->path_count--;
    if (!cli_job_begin(&job, c, ISNAD_FLOW_FINDINGS, &code) ||
        !cli_job_open(&job, &out, &code)) {
        return code;
    }
    isnad_status status = answer(c, &job, &a, &out);
    bool written = cli_output_close(&out, !status);
    bool found = a.answer.match_count > 0;
    isnad_doc_free(a.question);
    isnad_lookup_free(a.lookup);
    isnad_pile_free(a.pile);
    isnad_docs_free(&a.docs);
    code = cli_job_end(&job, status, written);
    return code == EXIT_DONE && !found ? EXIT_NOTHING : code;
}
