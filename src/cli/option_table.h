/* The table of options: the command line is read by it, and `--help`, the
 * manual pages and the completions of shells are made from it. */
#ifndef ISN_CLI_OPTION_TABLE_H
#define ISN_CLI_OPTION_TABLE_H

#include <stddef.h>

typedef enum cli_option_id {
    OPTION_FORMAT,
    OPTION_OUTPUT,
    OPTION_THREADS,
    OPTION_PUBLISHED,
    OPTION_PUBLISHED_FROM,
    OPTION_CORRECTIONS,
    OPTION_PILE,
    OPTION_LEARN,
    OPTION_LABELS,
    OPTION_PASSAGES,
    OPTION_INDEX,
    OPTION_MERGE,
    OPTION_LANG,
    OPTION_RESUME,
    OPTION_STORE,
    OPTION_INPUT,
    OPTION_FIELDS,
    OPTION_ERRORS,
    OPTION_ROLE,
    OPTION_MIN_MAX,
    OPTION_VAGUE,
    OPTION_MAX_PAYLOAD,
    OPTION_MAX_RATIO,
    OPTION_MAX_RECORDS,
    OPTION_MAX_NESTING,
    OPTION_WARC,
    OPTION_EVERY,
    OPTION_ONCE,
    OPTION_PACE,
    OPTION_TIMEOUT,
    OPTION_MAX_BODY,
    OPTION_MAX_FILE,
    OPTION_ALLOW_HOST,
    OPTION_USER_AGENT,
    OPTION_PORT,
    OPTION_CONNECTIONS,
    OPTION_HEAD_TIME,
    OPTION_BODY_TIME,
    OPTION_OF_SEARCH,
    OPTION_QUIET,
    OPTION_HELP,
} cli_option_id;

typedef struct cli_option {
    cli_option_id id;
    char letter; /* 0: none */
    const char *name;
    const char *argument; /* NULL: a switch */
    unsigned commands;    /* bits of CLI_… */
    const char *help;     /* lines */
} cli_option;

extern const cli_option cli_options[];
extern const size_t cli_option_count;

#endif
