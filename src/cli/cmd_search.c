/* isnad search: articles of a store, or who said what about what. */
#include <stdlib.h>
#include <string.h>

#include "cli/job.h"
#include "cli/output.h"
#include "core/buffer.h"

enum { LONGEST_QUESTION = 1 << 16 };

/* What is sought, and what was found. */
typedef struct seeking {
    isn_buffer words;
    isnad_search *search;
    isnad_found *found;
    size_t count;
} seeking;

static int wrong(const char *what, const char *word)
{
    cli_say("search: %s: %s", what, word);
    return EXIT_USAGE;
}

static int read_order(isnad_search_options *o, const char *word)
{
    static const char *const orders[] = {"relevance", "newest", "oldest"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(word, orders[i]) == 0) {
            o->order = (isnad_search_order)i;
            return -1;
        }
    }
    return wrong("neither relevance, newest nor oldest", word);
}

static int read_number(uint32_t *number, const char *word)
{
    char *end;
    unsigned long value = strtoul(word, &end, 10);
    if (word[0] < '0' || word[0] > '9' || *end || value > 1000) {
        return wrong("not a number up to 1000", word);
    }
    *number = (uint32_t)value;
    return -1;
}

int cli_search_option(cli *c, const char *name, const char *argument)
{
    isnad_search_options *o = &c->search;
    const struct {
        const char *name;
        const char **value;
    } texts[] = {
        {"said-by", &o->said_by}, {"person", &o->person},
        {"place", &o->place},     {"organisation", &o->organisation},
        {"role", &o->role},       {"outlet", &o->outlet},
        {"kind", &o->kind},       {"from", &o->from},
        {"to", &o->to},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strcmp(name, texts[i].name) == 0) {
            *texts[i].value = argument;
            return -1;
        }
    }
    if (strcmp(name, "sort") == 0) {
        return read_order(o, argument);
    }
    if (strcmp(name, "said") != 0) {
        return read_number(name[0] == 'l' ? &o->limit : &o->skip, argument);
    }
    o->said = true;
    return -1;
}

/* The documents of the hits, with the places of the words. */
static isnad_status fetch(seeking *s, cli_job *job)
{
    static const isnad_span all = {0, 0};
    const isnad_hit *hits = isnad_search_hits(s->search, &s->count);
    isnad_status status = ISNAD_OK;
    s->found = calloc(s->count + 1, sizeof *s->found);
    if (!s->found) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; !status && i < s->count; i++) {
        isnad_doc *doc;
        isnad_error error;
        isnad_span *marks;
        status = isnad_flow_stored(job->store, hits[i].document, &job->options,
                                   &doc, &error);
        if (status) {
            cli_say("%s: %s", job->c->store, error.message);
            break;
        }
        s->found[i] = (isnad_found){.doc = doc, .hit = hits[i]};
        status = isnad_search_marks(s->search, doc, all, &marks,
                                    &s->found[i].mark_count);
        s->found[i].marks = marks;
    }
    return status;
}

static isnad_status print(const seeking *s, const cli *c, cli_output *out)
{
    isnad_found_list list = {.items = s->found, .count = s->count};
    isnad_report_options look = {
        .terminal = out->terminal, .color = c->color, .english = c->english};
    list.total = isnad_search_total(s->search, &list.more);
    list.facets = isnad_search_facets(s->search, &list.facet_count);
    return isnad_report_found(&list, c->format, &look, cli_output_sink(out));
}

static isnad_status seek(seeking *s, cli_job *job, const cli *c,
                         cli_output *out)
{
    isnad_error error;
    if (!isnad_store_index_current(job->store)) {
        cli_say("%s: not all its pages are in the index, or in that of another "
                "isnad: `isnad rebuild --store FILE` makes it anew",
                c->store);
    }
    isnad_status status =
        isnad_search_run(job->store, &c->search, &s->search, &error);
    if (status) {
        cli_say("%s", error.message);
        return status;
    }
    status = fetch(s, job);
    return status ? status : print(s, c, out);
}

/* All arguments are one question. */
static bool join_words(seeking *s, cli *c)
{
    isn_buffer_init(&s->words, LONGEST_QUESTION);
    for (size_t i = 0; i < c->path_count; i++) {
        isn_buffer_text(&s->words, i ? " " : "");
        isn_buffer_text(&s->words, c->paths[i]);
    }
    c->search.words = c->path_count > 0 ? s->words.data : NULL;
    c->path_count = 0;
    if (s->words.status) {
        cli_say("search: the question is too long");
    }
    return !s->words.status;
}

static void let_go(seeking *s)
{
    for (size_t i = 0; s->found && i < s->count; i++) {
        isnad_doc_free((isnad_doc *)s->found[i].doc);
        free((isnad_span *)s->found[i].marks);
    }
    free(s->found);
    isnad_search_free(s->search);
    isn_buffer_free(&s->words);
}

int cli_search(cli *c)
{
    cli_job job;
    cli_output out;
    seeking s = {.count = 0};
    int code;
    if (!join_words(&s, c)) {
        return EXIT_USAGE;
    }
    if (!cli_job_begin(&job, c, ISNAD_FLOW_FINDINGS, &code) ||
        !cli_job_open(&job, &out, &code)) {
        isn_buffer_free(&s.words);
        return code;
    }
    isnad_status status = seek(&s, &job, c, &out);
    bool written = cli_output_close(&out, !status);
    bool found = s.count > 0;
    let_go(&s);
    if (status && status != ISNAD_USAGE && status != ISNAD_LIMIT) {
        return cli_job_end(&job, status, written);
    }
    written = cli_job_close(&job) && written;
    return status == ISNAD_LIMIT ? EXIT_MEMORY
           : status              ? EXIT_USAGE
           : !written            ? EXIT_IO
           : found               ? EXIT_DONE
                                 : EXIT_NOTHING;
}
