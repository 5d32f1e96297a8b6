/* isnad read, text and explain: documents one by one, in a stream. */
#include <stdlib.h>

#include "cli/job.h"
#include "cli/output.h"
#include "core/buffer.h"
#include "isnad/story.h"

typedef isnad_status print_document(const isnad_doc *doc, isnad_format format,
                                    const isnad_report_options *options,
                                    isnad_sink sink);

typedef struct stream {
    const cli *c;
    cli_job *job;
    print_document *print;
    isnad_report_options options;
    isnad_sink sink;
} stream;

enum { LARGEST_OUTPUT = 1 << 30 };

static isnad_status to_buffer(void *data, const char *bytes, size_t len)
{
    isn_buffer *buffer = data;
    isn_buffer_add(buffer, bytes, len);
    return buffer->status;
}

/* Printing needs no order, so it is done where the document was built. */
static isnad_status work(void *data, isnad_doc *doc, void **result)
{
    const stream *s = data;
    isn_buffer *buffer = malloc(sizeof *buffer);
    if (!buffer) {
        return ISNAD_NOMEM;
    }
    isn_buffer_init(buffer, LARGEST_OUTPUT);
    *result = buffer;
    return s->print(doc, s->c->format, &s->options,
                    (isnad_sink){to_buffer, buffer});
}

static void drop(void *result)
{
    isn_buffer_free(result);
    free(result);
}

static isnad_status document(void *data, isnad_doc *doc, void *result)
{
    const stream *s = data;
    const isn_buffer *buffer = result;
    isnad_status status =
        s->sink.write(s->sink.data, buffer->data, buffer->len);
    drop(result);
    isnad_doc_free(doc);
    return status;
}

static isnad_status other(void *data, const char *path, uint64_t offset,
                          const char *language)
{
    const stream *s = data;
    (void)path;
    (void)offset;
    cli_job_other(s->job, language);
    return ISNAD_OK;
}

static isnad_status stream_pile(stream *s)
{
    isnad_flow_handler handler = {
        .work = work,
        .document = document,
        .other = other,
        .drop = drop,
        .data = s,
    };
    return isnad_flow_read(s->c->paths, s->c->path_count, &s->job->options,
                           &handler);
}

/* The whole pile is read before the first line is printed: a page may get
 * its day from a later one, and what is template shows by repetition. */
static isnad_status print_pile(const stream *s)
{
    isnad_docs docs;
    isnad_status status =
        isnad_flow_pile(s->c->paths, s->c->path_count, &s->job->options, &docs);
    cli_job_others(s->job, &docs);
    bool keep = !status || status == ISNAD_INTERRUPTED;
    isnad_status failed = keep ? ISNAD_OK : status;
    if (!failed && s->c->pile) {
        failed = isnad_story_date(docs.items, docs.count);
    }
    for (size_t i = 0; !failed && i < docs.count; i++) {
        failed = s->print(docs.items[i], s->c->format, &s->options, s->sink);
    }
    isnad_docs_free(&docs);
    return failed ? failed : status;
}

static int run(cli *c, print_document *print, isnad_flow_depth depth)
{
    cli_job job;
    cli_output out;
    int code;
    if (c->resume && (!c->output || c->format != ISNAD_FORMAT_JSONL ||
                      c->pile || c->learn)) {
        cli_say("--resume needs -o FILE and --format jsonl, and reads no pile "
                "as a whole");
        return EXIT_USAGE;
    }
    if (!cli_job_begin(&job, c, depth, &code)) {
        return code;
    }
    if (!cli_job_open(&job, &out, &code)) {
        return code;
    }
    stream s = {
        .c = c,
        .job = &job,
        .print = print,
        .options = {.terminal = out.terminal,
                    .color = c->color,
                    .english = c->english},
        .sink = cli_output_sink(&out),
    };
    isnad_status status =
        c->pile || c->learn ? print_pile(&s) : stream_pile(&s);
    bool keep = !status || status == ISNAD_INTERRUPTED;
    bool written = cli_output_close(&out, keep);
    return cli_job_end(&job, status, written);
}

int cli_read(cli *c)
{
    return run(c, isnad_report_document,
               c->format == ISNAD_FORMAT_SEGMENTS ? ISNAD_FLOW_LINES
                                                  : ISNAD_FLOW_FINDINGS);
}

int cli_text(cli *c)
{
    return run(c, isnad_report_article, ISNAD_FLOW_ARTICLE);
}

int cli_explain(cli *c)
{
    return run(c, isnad_report_explain, ISNAD_FLOW_FINDINGS);
}
