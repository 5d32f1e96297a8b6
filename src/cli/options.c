#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/option_table.h"
#include "cli/values.h"

static int wrong_use(const cli_command *command, const char *what,
                     const char *word)
{
    cli_say("%s: %s%s%s", command->name, what, word ? ": " : "",
            word ? word : "");
    fprintf(stderr, "Try: isnad %s --help\n", command->name);
    return EXIT_USAGE;
}

static const cli_option *find_option(const cli_command *command,
                                     const char *name, size_t len, char letter)
{
    for (size_t i = 0; i < cli_option_count; i++) {
        const cli_option *o = &cli_options[i];
        bool named =
            letter ? o->letter == letter
                   : strlen(o->name) == len && strncmp(o->name, name, len) == 0;
        if (named && (o->commands & command->bit)) {
            return o;
        }
    }
    return NULL;
}

/* The options of `isnad watch` alone. */
static int apply_watch(cli *c, const cli_option *o, const char *argument)
{
    cli_watch_options *w = &c->watch;
    double *time = o->id == OPTION_EVERY  ? &w->every
                   : o->id == OPTION_PACE ? &w->pace
                                          : &w->timeout;
    switch (o->id) {
    case OPTION_WARC:
        w->warc = argument;
        return -1;
    case OPTION_ONCE:
        w->once = true;
        return -1;
    case OPTION_USER_AGENT:
        w->user_agent = argument;
        return argument[0] > ' ' && argument[0] != '/'
                   ? -1
                   : wrong_use(c->command, "no name", argument);
    case OPTION_ALLOW_HOST:
        if (w->allow_count == CLI_MOST_HOSTS) {
            return wrong_use(c->command, "too many hosts", argument);
        }
        w->allow[w->allow_count++] = argument;
        return -1;
    default:
        *time = cli_value_time(argument);
        w->paced = w->paced || o->id == OPTION_PACE;
        return *time > 0 || (*time == 0 && o->id == OPTION_PACE)
                   ? -1
                   : wrong_use(c->command, "no time like 30s or 10m", argument);
    }
}

/* The options of `isnad serve` alone. */
static int apply_serve(cli *c, const cli_option *o, const char *argument)
{
    char *end;
    double time;
    unsigned long number = strtoul(argument, &end, 10);
    bool whole = argument[0] >= '0' && argument[0] <= '9' && !*end;
    switch (o->id) {
    case OPTION_PORT:
        c->serve.port_given = true;
        c->serve.port = (unsigned)number;
        return whole && number <= UINT16_MAX
                   ? -1
                   : wrong_use(c->command, "no port", argument);
    case OPTION_CONNECTIONS:
        c->serve.connections = (unsigned)number;
        return whole && number >= 1 && number <= 100000
                   ? -1
                   : wrong_use(c->command, "not 1 to 100000 connections",
                               argument);
    default:
        time = cli_value_time(argument);
        *(o->id == OPTION_HEAD_TIME ? &c->serve.head_time
                                    : &c->serve.body_time) = time;
        return time > 0
                   ? -1
                   : wrong_use(c->command, "no time like 30s or 10m", argument);
    }
}

static int apply_limit(cli *c, const cli_option *o, const char *argument)
{
    uint64_t size = cli_value_size(argument);
    if (o->id == OPTION_MAX_NESTING) {
        c->nesting_max = (unsigned)size;
        return size > 0 && size <= 8
                   ? -1
                   : wrong_use(c->command, "not a depth of 1 to 8", argument);
    }
    *(o->id == OPTION_MAX_RATIO     ? &c->ratio_max
      : o->id == OPTION_MAX_RECORDS ? &c->records_max
      : o->id == OPTION_MAX_FILE    ? &c->watch.file_max
                                    : &c->payload_max) = size;
    return size > 0 && size <= (UINT64_C(1) << 30)
               ? -1
               : wrong_use(c->command, "not a size of 1 to 1G", argument);
}

static int apply(cli *c, const cli_option *o, const char *argument)
{
    uint64_t size = 0;
    switch (o->id) {
    case OPTION_FORMAT:
        c->format_given = true;
        if (!cli_value_format(c->command->formats, argument, &c->format)) {
            cli_say("%s: no format of this command: %s (it has: %s)",
                    c->command->name, argument, c->command->formats);
            return EXIT_USAGE;
        }
        return -1;
    case OPTION_OUTPUT:
        c->output = argument;
        return -1;
    case OPTION_THREADS:
        size = cli_value_size(argument);
        if (size == 0 || size > 256) {
            return wrong_use(c->command, "not 1 to 256 threads", argument);
        }
        c->threads = (unsigned)size;
        return -1;
    case OPTION_PUBLISHED:
        if (!isnad_day_valid(argument)) {
            return wrong_use(c->command, "not a day like 2022-01-13", argument);
        }
        c->published = argument;
        return -1;
    case OPTION_PUBLISHED_FROM:
        c->published_from = argument;
        return -1;
    case OPTION_CORRECTIONS:
        c->corrected = argument;
        return -1;
    case OPTION_PILE:
        c->pile = true;
        return -1;
    case OPTION_LEARN:
        c->learn = true;
        return -1;
    case OPTION_RESUME:
        c->resume = true;
        return -1;
    case OPTION_STORE:
        c->store = argument;
        return argument[0] ? -1 : wrong_use(c->command, "no file", NULL);
    case OPTION_INPUT:
        c->input = argument;
        return cli_value_is_kind(argument)
                   ? -1
                   : wrong_use(c->command, "no kind of input", argument);
    case OPTION_FIELDS:
        if (!cli_value_fields(c, argument)) {
            return wrong_use(c->command, "not text=…,title=…,date=…,url=…",
                             argument);
        }
        return -1;
    case OPTION_ERRORS:
        c->errors = argument;
        return -1;
    case OPTION_LANG:
        c->language = strcmp(argument, "any") == 0 ? NULL : argument;
        return -1;
    case OPTION_LABELS:
        c->english = strcmp(argument, "en") == 0;
        if (strcmp(argument, "en") != 0 && strcmp(argument, "ar") != 0) {
            return wrong_use(c->command, "neither ar nor en", argument);
        }
        return -1;
    case OPTION_PASSAGES:
        c->passages = true;
        return -1;
    case OPTION_INDEX:
    case OPTION_MERGE:
        *(o->id == OPTION_INDEX ? &c->index : &c->merge) = argument;
        return argument[0] ? -1 : wrong_use(c->command, "no folder", NULL);
    case OPTION_ROLE:
        c->figures.role = argument;
        return -1;
    case OPTION_MIN_MAX:
        c->figures.min_max = true;
        return -1;
    case OPTION_VAGUE:
        c->acled = strcmp(argument, "acled") == 0;
        if (!c->acled && strcmp(argument, "interval") != 0) {
            return wrong_use(c->command, "neither interval nor acled",
                             argument);
        }
        return -1;
    case OPTION_WARC:
    case OPTION_EVERY:
    case OPTION_ONCE:
    case OPTION_PACE:
    case OPTION_TIMEOUT:
    case OPTION_ALLOW_HOST:
    case OPTION_USER_AGENT:
        return apply_watch(c, o, argument);
    case OPTION_MAX_PAYLOAD:
    case OPTION_MAX_BODY:
    case OPTION_MAX_FILE:
    case OPTION_MAX_RATIO:
    case OPTION_MAX_RECORDS:
    case OPTION_MAX_NESTING:
        return apply_limit(c, o, argument);
    case OPTION_PORT:
    case OPTION_CONNECTIONS:
    case OPTION_HEAD_TIME:
    case OPTION_BODY_TIME:
        return apply_serve(c, o, argument);
    case OPTION_OF_SEARCH:
        return cli_search_option(c, o->name, argument);
    case OPTION_QUIET:
        c->quiet = true;
        return -1;
    case OPTION_HELP:
        cli_print_help(c->command, stdout);
        return EXIT_DONE;
    }
    return -1;
}

/* One option at argv[*at]; moves *at past its argument. */
static int parse_option(cli *c, int argc, char **argv, int *at)
{
    const char *word = argv[*at], *argument = NULL;
    const cli_option *o;
    if (word[1] == '-') {
        size_t len = strcspn(word + 2, "=");
        o = find_option(c->command, word + 2, len, 0);
        argument = word[2 + len] ? word + 2 + len + 1 : NULL;
    } else {
        o = find_option(c->command, NULL, 0, word[1]);
        argument = word[2] ? word + 2 : NULL;
    }
    if (!o) {
        return wrong_use(c->command, "no option of this command", word);
    }
    if (!o->argument && argument) {
        return wrong_use(c->command, "this option takes no value", word);
    }
    if (o->argument && !argument) {
        if (*at + 1 >= argc) {
            return wrong_use(c->command, "a value is missing", word);
        }
        argument = argv[++*at];
    }
    return apply(c, o, argument);
}

int cli_parse(cli *c, const cli_command *command, int argc, char **argv)
{
    *c = (cli){.command = command};
    c->language = command->bit & CLI_OF_STORIES ? "ar" : NULL;
    const char *none = getenv("NO_COLOR");
    c->color = !(none && none[0]);
    char first[16];
    snprintf(first, sizeof first, "%.*s", (int)strcspn(command->formats, " "),
             command->formats);
    cli_value_format(command->formats, first, &c->format);
    size_t kept = 0;
    bool only_paths = false;
    for (int i = 0; i < argc; i++) {
        if (only_paths || argv[i][0] != '-' || argv[i][1] == '\0') {
            argv[kept++] = argv[i]; /* never past i */
        } else if (strcmp(argv[i], "--") == 0) {
            only_paths = true;
        } else {
            int code = parse_option(c, argc, argv, &i);
            if (code >= 0) {
                return code;
            }
        }
    }
    c->paths = (const char *const *)argv;
    c->path_count = kept;
    /* A store can stand for the pile, which is named last. */
    bool stored = (c->store && command->bit != CLI_ADD &&
                   strcmp(command->arguments, "PILE…") == 0) ||
                  c->index;
    if (kept == 0 && command->bit == CLI_SERVE && !c->store) {
        c->store = "-"; /* what is sent to it goes there */
        stored = true;
    }
    if (kept == 0 && command->arguments[0] && command->arguments[0] != '[' &&
        !stored) {
        return wrong_use(command, "nothing to read", NULL);
    }
    return -1;
}
