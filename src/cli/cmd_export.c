/* isnad export: a pile as tables in a folder, with a manifest. */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/job.h"
#include "cli/output.h"

enum { FILES = ISNAD_TABLE_COUNT + 1 }; /* the manifest comes last */

typedef struct exporting {
    cli_job job;
    cli_output files[FILES];
    int opened;
    isnad_docs docs;
    isnad_pile *pile;
} exporting;

static bool open_file(exporting *e, const char *name, const char *ending)
{
    char path[PATH_MAX];
    int len =
        snprintf(path, sizeof path, "%s/%s.%s", e->job.c->output, name, ending);
    if (len < 0 || (size_t)len >= sizeof path) {
        cli_say("%s: %s", e->job.c->output, strerrordesc_np(ENAMETOOLONG));
        return false;
    }
    if (!cli_output_open(&e->files[e->opened], path)) {
        return false;
    }
    e->opened++;
    return true;
}

/* All files are opened before the sandbox closes. */
static bool open_files(exporting *e)
{
    const cli *c = e->job.c;
    if (mkdir(c->output, 0777) != 0 && errno != EEXIST) {
        cli_say("%s: %s", c->output, strerrordesc_np(errno));
        return false;
    }
    for (int t = 0; t < ISNAD_TABLE_COUNT; t++) {
        if (!open_file(e, isnad_table_text((isnad_table)t),
                       isnad_format_text(c->format))) {
            return false;
        }
    }
    return open_file(e, "manifest", "json");
}

static bool close_files(exporting *e, bool keep)
{
    bool written = true;
    for (int i = 0; i < e->opened; i++) {
        written &= cli_output_close(&e->files[i], keep && written);
    }
    e->opened = 0;
    return written;
}

static isnad_status print_manifest(exporting *e, const isnad_table_facts *facts)
{
    const cli *c = e->job.c;
    const isnad_setting settings[] = {
        {"published", c->published},
        {"published_from", c->published_from},
        {"corrections", c->corrected},
        {"language", c->language ? c->language : "any"},
        {"vague", c->acled ? "acled" : "interval"},
    };
    return isnad_report_manifest(e->pile, c->format, settings,
                                 sizeof settings / sizeof *settings, facts,
                                 cli_output_sink(&e->files[FILES - 1]));
}

static isnad_status export_pile(exporting *e)
{
    const cli *c = e->job.c;
    isnad_table_facts facts[ISNAD_TABLE_COUNT];
    isnad_story_options options = {.progress = cli_job_progress,
                                   .data = &e->job};
    isnad_status status =
        isnad_flow_pile(c->paths, c->path_count, &e->job.options, &e->docs);
    if (status) {
        return status;
    }
    cli_job_others(&e->job, &e->docs);
    e->job.verb = "compare";
    status =
        isnad_story_build(e->docs.items, e->docs.count, &options, &e->pile);
    for (int t = 0; !status && t < ISNAD_TABLE_COUNT; t++) {
        status = isnad_report_table(e->pile, (isnad_table)t, c->format,
                                    cli_output_sink(&e->files[t]), &facts[t]);
    }
    return status ? status : print_manifest(e, facts);
}

int cli_export(cli *c)
{
    exporting e = {.opened = 0};
    int code;
    if (!c->output || strcmp(c->output, "-") == 0) {
        cli_say("export: needs a folder: -o FOLDER");
        return EXIT_USAGE;
    }
    if (!cli_job_begin(&e.job, c, ISNAD_FLOW_FINDINGS, &code)) {
        return code;
    }
    if (!open_files(&e)) {
        close_files(&e, false);
        cli_job_close(&e.job);
        return EXIT_IO;
    }
    if (!cli_job_enclose(&e.job, &code)) {
        close_files(&e, false);
        return code;
    }
    isnad_status status = export_pile(&e);
    bool written = close_files(&e, !status);
    isnad_pile_free(e.pile);
    isnad_docs_free(&e.docs);
    return cli_job_end(&e.job, status, written);
}
