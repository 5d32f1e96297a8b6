/* What the commands share: options, exit codes, messages. */
#ifndef ISN_CLI_H
#define ISN_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "isnad/flow.h"
#include "isnad/report.h"
#include "isnad/search.h"
#include "isnad/status.h"

/* Exit codes, as docs/output.md lists them. */
enum {
    EXIT_DONE = 0,
    EXIT_NOTHING = 1, /* found nothing, or verify differs */
    EXIT_USAGE = 2,
    EXIT_SKIPPED = 3,
    EXIT_MEMORY = 4, /* or a limit */
    EXIT_IO = 5,
    EXIT_INTERRUPTED = 130,
};

typedef struct cli_command cli_command;

enum { CLI_MOST_HOSTS = 64 };

/* Options of `isnad watch`; zero: the default. */
typedef struct cli_watch_options {
    const char *warc; /* folder */
    double every, pace;
    bool once, paced; /* paced: pace is given, and may be zero */
    const char *allow[CLI_MOST_HOSTS];
    size_t allow_count;
    const char *user_agent;
    double timeout;
    uint64_t file_max;
} cli_watch_options;

/* Options of `isnad serve`; zero: the default. */
typedef struct cli_serve_options {
    unsigned port, connections;
    bool port_given; /* and may be zero */
    double head_time, body_time;
} cli_serve_options;

/* A command line, understood. */
typedef struct cli {
    const cli_command *command;
    const char *const *paths;
    size_t path_count;
    isnad_format format;
    bool format_given;
    const char *output; /* NULL: standard output */
    unsigned threads;
    const char *published, *published_from;
    const char *language; /* of the pages wanted; NULL: all */
    isnad_figure_filter figures;
    bool pile, learn, quiet, color, english, acled, passages;
    uint64_t payload_max, ratio_max, records_max;
    unsigned nesting_max;
    const char *errors; /* file of skipped inputs; NULL: none */
    isnad_fields fields;
    bool resume;               /* go on behind the last line of `output` */
    const char *index, *merge; /* folders of `isnad copies`; NULL: none */
    const char *store;         /* "-": the user's own; NULL: none */
    const char *input;     /* kind of the inputs; NULL: told by their bytes */
    char field_names[512]; /* what `fields` points to */
    const char *corrected; /* file of corrections, or NULL */
    char *beside; /* the one beside the pile, there or not; malloc'ed */
    isnad_corrections *corrections; /* read from it, or found by the pile */
    isnad_days *days;
    cli_watch_options watch;
    cli_serve_options serve;
    isnad_search_options search;
    const char *story; /* id, of `isnad bundle` */
} cli;

/* Runs a command; its exit code. */
typedef int cli_run(cli *c);

struct cli_command {
    const char *name;
    unsigned bit; /* of the option table's `commands` */
    const char *arguments;
    const char *summary;
    const char *formats;  /* names between blanks, the default first */
    const char *examples; /* lines */
    cli_run *run;         /* NULL: a program of its own, isnad-NAME */
};

/* Bits of the commands that an option belongs to. */
enum {
    CLI_REPORT = 1 << 0,
    CLI_READ = 1 << 1,
    CLI_TEXT = 1 << 2,
    CLI_COPIES = 1 << 3,
    CLI_VERIFY = 1 << 4,
    CLI_HELP = 1 << 5,
    CLI_FIGURES = 1 << 6,
    CLI_SOURCES = 1 << 7,
    CLI_CHAIN = 1 << 8,
    CLI_EXPLAIN = 1 << 9,
    CLI_DOCTOR = 1 << 10,
    CLI_WATCH = 1 << 11,
    CLI_CLAIM = 1 << 12,
    CLI_ADD = 1 << 13,
    CLI_SERVE = 1 << 14,
    CLI_SEARCH = 1 << 15,
    CLI_REBUILD = 1 << 16,
    CLI_EXPORT = 1 << 17,
    CLI_BUNDLE = 1 << 18,
    CLI_ALL = (1 << 20) - 1,
    /* Commands about stories, which isnad tells from Arabic pages alone. */
    CLI_OF_STORIES = CLI_REPORT | CLI_FIGURES | CLI_SOURCES | CLI_CHAIN |
                     CLI_CLAIM | CLI_SERVE | CLI_EXPORT | CLI_BUNDLE,
};

extern const cli_command cli_commands[];
extern const size_t cli_command_count;
const cli_command *cli_find_command(const char *name);

/* Fills *c from the words behind the command.  Returns -1 to go on, else the
 * exit code (help was asked for, or wrong use, which was told). */
int cli_parse(cli *c, const cli_command *command, int argc, char **argv);
/* What --help says of all commands; lines. */
extern const char cli_about_piles[], cli_about_codes[];
/* --help of one command, or of all when NULL. */
void cli_print_help(const cli_command *command, FILE *to);

cli_run cli_add, cli_report, cli_claim, cli_figures, cli_sources, cli_chain,
    cli_read, cli_text, cli_explain, cli_copies, cli_verify, cli_doctor,
    cli_passages, cli_search, cli_rebuild, cli_export, cli_bundle, cli_help,
    cli_version;

/* An option of `isnad search` alone, by its name; -1, or the exit code of
 * wrong use, which was told. */
int cli_search_option(cli *c, const char *name, const char *argument);

/* Opens c->store, whose name becomes that of the file.  NULL, with a message,
 * on failure: *code is the exit code. */
isnad_store *cli_store_open(cli *c, bool write, int *code);

/* ---- messages ---------------------------------------------------------- */

/* "isnad: …" on standard error, cleaned for a terminal, below the progress
 * line if there is one. */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A line of findings, cleaned, on standard output. */
void cli_tell(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- signals ------------------------------------------------------------- */

/* The first SIGINT or SIGTERM asks to stop, the second ends at once. */
void cli_signals_install(void);
bool cli_interrupted(void);

#endif
