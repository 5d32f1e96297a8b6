#include "cli/job.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/sandbox.h"
#include "core/buffer.h"
#include "report/json_out.h"
#include "report/text_out.h"

/* A progress line stands on the terminal and must go before a message. */
static bool line_shown;

static void put_line(FILE *to, const char *before, const char *format,
                     va_list arguments)
{
    char text[4096 + 1024];
    vsnprintf(text, sizeof text, format, arguments);
    isn_buffer clean;
    isn_buffer_init(&clean, 4 * sizeof text);
    isn_out_clean_text(&clean, text);
    if (line_shown) {
        fputs("\r\x1B[K", stderr);
        line_shown = false;
    }
    fprintf(to, "%s%s\n", before, clean.data ? clean.data : "");
    isn_buffer_free(&clean);
}

void cli_say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    put_line(stderr, "isnad: ", format, arguments);
    va_end(arguments);
}

void cli_tell(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    put_line(stdout, "", format, arguments);
    va_end(arguments);
}

static double seconds_since(const struct timespec *then)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) +
           (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

/* `part` of the whole, 0 to 1, is done; 0 where no end is known. */
static void show_progress(cli_job *job, size_t done, size_t due, double part)
{
    if (!job->show || seconds_since(&job->shown) < 0.2) {
        return;
    }
    clock_gettime(CLOCK_MONOTONIC, &job->shown);
    double took = seconds_since(&job->begun) + 1e-9;
    fprintf(stderr, "\r\x1B[K%s: %zu", job->verb, done);
    if (due > 0) {
        fprintf(stderr, " of %zu", due);
    } else if (part > 0) {
        fprintf(stderr, ", %.0f %%", 100 * part);
    }
    fprintf(stderr, ", %.0f/s", (double)done / took);
    if (part > 0 && part <= 1) {
        unsigned long left = (unsigned long)(took * (1 - part) / part);
        fprintf(stderr, ", %lu:%02lu:%02lu left", left / 3600, left / 60 % 60,
                left % 60);
    }
    fflush(stderr);
    line_shown = true;
}

void cli_job_progress(void *job, size_t done, size_t due)
{
    show_progress(job, done, due, due > 0 ? (double)done / (double)due : 0);
}

/* A container holds more documents than files, so bytes tell the end. */
static void on_progress(void *data, const isnad_flow_progress *progress)
{
    cli_job *job = data;
    job->documents = progress->documents;
    show_progress(job, (size_t)(progress->documents + job->skipped), 0,
                  job->bytes > 0 ? (double)progress->input / (double)job->bytes
                                 : 0);
}

/* A line of --errors; a failure to write it shows when the file is closed. */
static void put_error(cli_job *job, const isnad_skip *skip)
{
    isn_json json;
    isn_json_begin(&json, cli_output_sink(&job->errors), 0);
    isn_json_object(&json);
    isn_json_put_text(&json, "path", skip->path);
    isn_json_put_count(&json, "offset", skip->offset);
    isn_json_put_text(&json, "status", isnad_status_text(skip->status));
    isn_json_put_text(&json, "reason", skip->reason);
    isn_json_object_end(&json);
    isn_json_end(&json);
}

static void on_skip(void *data, const isnad_skip *skip)
{
    cli_job *job = data;
    job->skipped++;
    job->failed += skip->status == ISNAD_IO;
    job->limited += skip->status == ISNAD_LIMIT;
    cli_say("%s:%llu: %s", skip->path, (unsigned long long)skip->offset,
            skip->reason);
    if (job->c->errors) {
        put_error(job, skip);
    }
}

static bool on_stop(void *data)
{
    (void)data;
    return cli_interrupted();
}

static void on_conflict(void *data, const isnad_conflict *conflict)
{
    cli_job *job = data;
    job->skipped++;
    cli_say("%s:%u: contradicts line %u (%s) and is passed over",
            conflict->path, conflict->line, conflict->earlier,
            conflict->reason);
}

/* The name of a file beside the pile: in the folder that holds it. */
static char *beside(const char *path)
{
    static const char name[] = "isnad.corrections";
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/') {
        len--;
    }
    while (len > 0 && path[len - 1] != '/') {
        len--;
    }
    char *file = malloc(len + sizeof name);
    if (file) {
        memcpy(file, path, len);
        memcpy(file + len, name, sizeof name);
    }
    return file;
}

/* The corrections that are asked for, or those that lie beside the pile. */
static bool read_corrections(cli_job *job, cli *c, int *code)
{
    const unsigned takers = CLI_REPORT | CLI_FIGURES | CLI_SOURCES | CLI_CHAIN |
                            CLI_READ | CLI_EXPLAIN | CLI_SERVE | CLI_EXPORT |
                            CLI_BUNDLE | CLI_ADD | CLI_REBUILD | CLI_SEARCH;
    /* What is entered in a store is corrected as what is read from it. */
    const char *pile = c->path_count > 0 && c->command->bit != CLI_ADD
                           ? c->paths[0]
                           : c->store;
    if ((c->command->bit & takers) && pile && !c->corrected) {
        c->beside = beside(pile);
    }
    const char *path = c->corrected ? c->corrected : c->beside;
    isnad_error error;
    isnad_status status = ISNAD_OK;
    if (c->corrected || (path && access(path, F_OK) == 0)) {
        status = isnad_corrections_read(path, on_conflict, job, &c->corrections,
                                        &error);
    }
    if (status && error.position > 0) {
        cli_say("%s:%llu: %s", path, (unsigned long long)error.position,
                error.message);
    } else if (status) {
        cli_say("%s: %s", path, error.message);
    }
    *code = status == ISNAD_IO          ? EXIT_IO
            : status == ISNAD_MALFORMED ? EXIT_USAGE
                                        : EXIT_MEMORY;
    return !status;
}

/* `add` fills it, `rebuild` does its findings anew; what is served from it
 * alone can be added to. */
static bool changes_store(const cli *c)
{
    return (c->command->bit & (CLI_ADD | CLI_REBUILD)) ||
           (c->command->bit == CLI_SERVE && c->path_count == 0);
}

bool cli_job_begin(cli_job *job, cli *c, isnad_flow_depth depth, int *code)
{
    *job = (cli_job){.c = c, .verb = "read"};
    if (c->published_from) {
        isnad_error error;
        if (isnad_days_read(c->published_from, &c->days, &error)) {
            if (error.position == ISNAD_NO_POSITION) {
                cli_say("%s: %s", c->published_from, error.message);
            } else {
                cli_say("%s:%llu: %s", c->published_from,
                        (unsigned long long)error.position, error.message);
            }
            *code = error.status == ISNAD_IO          ? EXIT_IO
                    : error.status == ISNAD_MALFORMED ? EXIT_USAGE
                                                      : EXIT_MEMORY;
            return false;
        }
    }
    job->options = (isnad_flow_options){
        .threads = c->threads,
        .depth = depth,
        .published = c->published,
        .days = c->days,
        .language = c->language,
        .fields = c->fields,
        .input = c->input,
        .acled = c->acled,
        .payload_max = c->payload_max,
        .ratio_max = c->ratio_max,
        .records_max = c->records_max,
        .nesting_max = c->nesting_max,
        .skip = on_skip,
        .progress = on_progress,
        .stop = on_stop,
        .data = job,
    };
    if (c->errors && !cli_output_open(&job->errors, c->errors)) {
        *code = EXIT_IO;
        return false;
    }
    bool write = changes_store(c);
    if (c->store || write || c->command->bit == CLI_SEARCH) {
        job->store = cli_store_open(c, write, code);
        if (!job->store) {
            cli_job_close(job);
            return false;
        }
        job->options.store = c->command->bit == CLI_ADD ? NULL : job->store;
    }
    if (!read_corrections(job, c, code)) {
        cli_job_close(job);
        return false;
    }
    job->options.corrections = c->corrections;
    job->show = !c->quiet && isatty(STDERR_FILENO);
    clock_gettime(CLOCK_MONOTONIC, &job->begun);
    if (job->show) {
        job->bytes = isnad_flow_survey(c->paths, c->path_count).bytes;
    }
    return true;
}

bool cli_job_enclose(cli_job *job, int *code)
{
    const cli *c = job->c;
    cli_layers layers;
    cli_rights rights = {.read = c->paths,
                         .read_count = c->path_count,
                         .serve = c->command->bit == CLI_SERVE};
    char folder[PATH_MAX];
    if (changes_store(c)) {
        /* Beside the file lies what is on its way into it. */
        const char *slash = strrchr(c->store, '/');
        snprintf(folder, sizeof folder, "%.*s",
                 slash ? (int)(slash - c->store) + 1 : 1,
                 slash ? c->store : ".");
        rights.change = folder;
    } else if (c->index) {
        rights.change = c->index;
    }
    isnad_status status = cli_sandbox_enter(&rights, &layers);
    if (status) {
        cli_say("the sandbox: %s", strerrordesc_np(errno));
        *code = status == ISNAD_NOMEM ? EXIT_MEMORY : EXIT_IO;
        cli_job_close(job);
    }
    return !status;
}

/* Opens what was written before, and finds out how far that went. */
static int resume(cli_job *job, cli_output *out)
{
    const char *output = job->c->output;
    char *last;
    size_t len;
    if (!cli_output_resume(out, output, &last, &len)) {
        return EXIT_IO;
    }
    isnad_status status =
        last ? isnad_flow_mark_of_line(last, len, &job->after) : ISNAD_OK;
    free(last);
    if (status) {
        cli_output_close(out, false);
        cli_say("%s: %s", output,
                status == ISNAD_NOMEM ? isnad_status_text(status)
                                      : "its last line is no document");
        return status == ISNAD_NOMEM ? EXIT_MEMORY : EXIT_USAGE;
    }
    job->options.after = job->after;
    return EXIT_DONE;
}

bool cli_job_open(cli_job *job, cli_output *out, int *code)
{
    *code = job->c->resume                         ? resume(job, out)
            : cli_output_open(out, job->c->output) ? EXIT_DONE
                                                   : EXIT_IO;
    if (*code != EXIT_DONE) {
        cli_job_close(job);
        return false;
    }
    if (!cli_job_enclose(job, code)) {
        cli_output_close(out, false);
        return false;
    }
    return true;
}

bool cli_job_close(cli_job *job)
{
    isnad_store_close(job->store);
    job->store = NULL;
    return !job->c->errors || cli_output_close(&job->errors, true);
}

void cli_job_other(cli_job *job, const char *language)
{
    size_t at = 0, last = sizeof job->others / sizeof *job->others - 1;
    while (at < last && job->others[at].pages &&
           strcmp(job->others[at].language, language) != 0) {
        at++;
    }
    snprintf(job->others[at].language, sizeof job->others[at].language, "%s",
             at < last ? language : "…");
    job->others[at].pages++;
}

void cli_job_others(cli_job *job, const isnad_docs *docs)
{
    for (size_t i = 0; i < docs->other_count; i++) {
        cli_job_other(job, docs->others[i].language);
    }
}

static void tell_others(const cli_job *job)
{
    char text[1024] = "";
    uint64_t pages = 0;
    for (size_t i = 0, len = 0;
         i < sizeof job->others / sizeof *job->others && job->others[i].pages;
         i++) {
        int n = snprintf(text + len, sizeof text - len, "%s%s %llu",
                         i ? ", " : "", job->others[i].language,
                         (unsigned long long)job->others[i].pages);
        len += n > 0 && (size_t)n < sizeof text - len ? (size_t)n : 0;
        pages += job->others[i].pages;
    }
    if (pages > 0 && !job->c->quiet) {
        cli_say("%llu left out, in other languages: %s (--lang any takes them "
                "in)",
                (unsigned long long)pages, text);
    }
}

int cli_job_end(cli_job *job, isnad_status status, bool written)
{
    const cli *c = job->c;
    written = cli_job_close(job) && written;
    isnad_flow_mark_free(job->after);
    if (line_shown) {
        fputs("\r\x1B[K", stderr);
        line_shown = false;
    }
    tell_others(job);
    if (status == ISNAD_INTERRUPTED) {
        cli_say("interrupted after %llu documents; what is written is whole%s",
                (unsigned long long)job->documents,
                c->output && c->format == ISNAD_FORMAT_JSONL
                    ? ", --resume goes on"
                    : "");
        return EXIT_INTERRUPTED;
    }
    if (!written || status == ISNAD_IO) {
        return EXIT_IO;
    }
    if (status == ISNAD_DIFFERS) {
        cli_say("%s: its last document does not come in these inputs",
                c->output);
        return EXIT_USAGE;
    }
    if (status) {
        cli_say("%s", isnad_status_text(status));
        return status == ISNAD_NOMEM || status == ISNAD_LIMIT ? EXIT_MEMORY
                                                              : EXIT_USAGE;
    }
    if (job->skipped > 0) {
        if (!c->quiet) {
            cli_say("%llu skipped", (unsigned long long)job->skipped);
        }
        /* Where nothing at all could be opened, that is the news. */
        return job->failed == job->skipped && job->documents == 0
                   ? EXIT_IO
                   : EXIT_SKIPPED;
    }
    if (job->documents == 0 && !job->options.after) {
        if (!changes_store(c)) {
            cli_say("no documents");
        }
        return EXIT_NOTHING;
    }
    return EXIT_DONE;
}
