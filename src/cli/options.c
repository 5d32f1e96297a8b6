#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/values.h"

enum {
    OF_PRINTERS = CLI_REPORT | CLI_FIGURES | CLI_SOURCES | CLI_CHAIN |
                  CLI_READ | CLI_TEXT | CLI_COPIES | CLI_EXPLAIN | CLI_CLAIM |
                  CLI_EXPORT | CLI_BUNDLE,
    OF_PILES = OF_PRINTERS | CLI_SERVE,
    /* Commands about stories, which isnad tells from Arabic pages alone. */
    OF_STORIES = CLI_REPORT | CLI_FIGURES | CLI_SOURCES | CLI_CHAIN |
                 CLI_CLAIM | CLI_SERVE | CLI_EXPORT | CLI_BUNDLE,
    OF_READERS = OF_PILES | CLI_VERIFY | CLI_ADD,
    OF_STORES = CLI_SEARCH | CLI_REBUILD,
};

typedef enum option_id {
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
} option_id;

typedef struct option {
    option_id id;
    char letter; /* 0: none */
    const char *name;
    const char *argument; /* NULL: a switch */
    unsigned commands;
    const char *help;
} option;

static const option options[] = {
    {OPTION_FORMAT, 'f', "format", "FORMAT",
     (OF_PRINTERS & ~CLI_BUNDLE) | CLI_DOCTOR | CLI_SEARCH, "what to print"},
    {OPTION_OUTPUT, 'o', "output", "FILE", OF_PRINTERS | CLI_SEARCH,
     "write to FILE, whole or not at all; export: to the folder FILE"},
    {OPTION_THREADS, 'j', "jobs", "N", OF_READERS | CLI_REBUILD,
     "threads; all processors unless given"},
    {OPTION_STORE, 0, "store", "FILE", OF_READERS | OF_STORES,
     "the store that `isnad add` fills; -: the one in your home, which add\n"
     "                               takes unless told otherwise"},
    {OPTION_PUBLISHED, 0, "published", "DATE", OF_PILES | CLI_ADD,
     "day of the pages, known from elsewhere: 2022-01-13"},
    {OPTION_PUBLISHED_FROM, 0, "published-from", "TSV", OF_PILES | CLI_ADD,
     "days from lines of NAME<TAB>DAY, by path or file name"},
    {OPTION_CORRECTIONS, 0, "corrections", "FILE",
     OF_STORIES | CLI_READ | CLI_EXPLAIN,
     "names merged, split, renamed, ignored by hand; isnad.corrections beside\n"
     "                               the pile unless given"},
    {OPTION_PILE, 0, "pile", NULL, CLI_READ,
     "learn from the whole pile: templates of hosts, days of undated pages"},
    {OPTION_LEARN, 0, "learn", NULL, CLI_TEXT,
     "leave out what repeats over the pages of a host"},
    {OPTION_LABELS, 0, "labels", "ar|en",
     CLI_REPORT | CLI_COPIES | CLI_READ | CLI_EXPLAIN | CLI_SERVE | CLI_SEARCH,
     "language of isnad's own labels; ar unless given"},
    {OPTION_PASSAGES, 0, "passages", NULL, CLI_COPIES,
     "which passages are shared, and what each one changed"},
    {OPTION_ROLE, 0, "role", "ROLE", CLI_FIGURES,
     "only what is counted so: killed, wounded, missing, displaced …"},
    {OPTION_OF_SEARCH, 0, "said", NULL, CLI_SEARCH,
     "statements that say the words, instead of articles"},
    {OPTION_OF_SEARCH, 0, "said-by", "NAME", CLI_SEARCH,
     "statements of those whose name or role has these words"},
    {OPTION_OF_SEARCH, 0, "person", "NAME", CLI_SEARCH,
     "articles that name this person"},
    {OPTION_OF_SEARCH, 0, "place", "NAME", CLI_SEARCH, "… this place"},
    {OPTION_OF_SEARCH, 0, "organisation", "NAME", CLI_SEARCH,
     "… this organisation"},
    {OPTION_OF_SEARCH, 0, "role", "WORDS", CLI_SEARCH,
     "… somebody of this role"},
    {OPTION_OF_SEARCH, 0, "outlet", "NAME", CLI_SEARCH, "of this outlet"},
    {OPTION_OF_SEARCH, 0, "kind", "KIND", CLI_SEARCH,
     "with a source that is named, office, document, media, social,\n"
     "                               eyewitness, unnamed or nobody"},
    {OPTION_OF_SEARCH, 0, "from", "DAY", CLI_SEARCH,
     "published on this day or later: 2022-01-13"},
    {OPTION_OF_SEARCH, 0, "to", "DAY", CLI_SEARCH, "or earlier"},
    {OPTION_OF_SEARCH, 0, "sort", "ORDER", CLI_SEARCH,
     "relevance, newest or oldest first; relevance unless given"},
    {OPTION_OF_SEARCH, 0, "limit", "N", CLI_SEARCH,
     "so many hits; 10 unless given"},
    {OPTION_OF_SEARCH, 0, "skip", "N", CLI_SEARCH,
     "but not the first N; both up to 1000 in all"},
    {OPTION_MIN_MAX, 0, "min-max", NULL, CLI_FIGURES,
     "a row a slot: lowest and highest of the independent origins"},
    {OPTION_VAGUE, 0, "vague", "interval|acled",
     CLI_READ | CLI_REPORT | CLI_FIGURES | CLI_EXPLAIN | CLI_SERVE | CLI_EXPORT,
     "dozens as 20 to 99, unless given, or as 12"},
    {OPTION_LANG, 0, "lang", "CODE", OF_PILES | CLI_ADD,
     "only pages in this language (ar, fa, en …), and those of none;\n"
     "                               any: all; where stories are told, ar "
     "unless given"},
    {OPTION_RESUME, 0, "resume", NULL, CLI_READ | CLI_TEXT,
     "go on behind the last line of -o FILE, in place (jsonl)"},
    {OPTION_INPUT, 0, "input", "KIND", OF_READERS,
     "text, warc, json, feed, mhtml or zip; told by the bytes unless given"},
    {OPTION_FIELDS, 0, "fields", "MAP", OF_READERS,
     "members of JSON: text=a/b,title=c,date=d,url=e"},
    {OPTION_ERRORS, 0, "errors", "FILE", OF_READERS,
     "skipped inputs as JSON, a line each"},
    {OPTION_MAX_PAYLOAD, 0, "max-payload", "BYTES", OF_READERS,
     "largest document, decoded; 64M unless given (K, M, G)"},
    {OPTION_MAX_BODY, 0, "max-body", "BYTES", CLI_WATCH,
     "largest answer, as it travels; 16M unless given (K, M, G)"},
    {OPTION_MAX_RATIO, 0, "max-ratio", "N", OF_READERS,
     "decoded bytes for each compressed one; 400 unless given"},
    {OPTION_WARC, 0, "warc", "DIR", CLI_WATCH,
     "folder of the archive; is made where it is not there"},
    {OPTION_EVERY, 0, "every", "TIME", CLI_WATCH,
     "between two visits to a source: 30s, 10m, 2h; 10m unless given"},
    {OPTION_ONCE, 0, "once", NULL, CLI_WATCH, "visits each source once"},
    {OPTION_PACE, 0, "pace", "TIME", CLI_WATCH,
     "between two requests to a host; 2s unless given"},
    {OPTION_TIMEOUT, 0, "timeout", "TIME", CLI_WATCH,
     "longest exchange; 60s unless given"},
    {OPTION_MAX_FILE, 0, "max-file", "BYTES", CLI_WATCH,
     "begins a new file of the archive beyond; 1G unless given (K, M, G)"},
    {OPTION_ALLOW_HOST, 0, "allow-host", "NAME", CLI_WATCH,
     "this host (NAME or NAME:PORT) may have a private address"},
    {OPTION_USER_AGENT, 0, "user-agent", "TEXT", CLI_WATCH,
     "how isnad names itself: a name, and where you can be reached"},
    {OPTION_PORT, 0, "port", "N", CLI_SERVE,
     "on 127.0.0.1; 8321 unless given; 0: any that is free"},
    {OPTION_CONNECTIONS, 0, "connections", "N", CLI_SERVE,
     "most at a time, the slowest go first; 1000 unless given"},
    {OPTION_HEAD_TIME, 0, "head-time", "TIME", CLI_SERVE,
     "in which the head of a request must be whole; 10s unless given"},
    {OPTION_BODY_TIME, 0, "body-time", "TIME", CLI_SERVE,
     "in which what is sent must be whole; 60s unless given"},
    {OPTION_QUIET, 'q', "quiet", NULL, OF_READERS | CLI_WATCH | OF_STORES,
     "no progress and no summary; what fails is still named"},
    {OPTION_HELP, 'h', "help", NULL, CLI_ALL, "this help"},
};

enum { OPTION_COUNT = sizeof options / sizeof *options };

static int wrong_use(const cli_command *command, const char *what,
                     const char *word)
{
    cli_say("%s: %s%s%s", command->name, what, word ? ": " : "",
            word ? word : "");
    fprintf(stderr, "Try: isnad %s --help\n", command->name);
    return EXIT_USAGE;
}

static const option *find_option(const cli_command *command, const char *name,
                                 size_t len, char letter)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const option *o = &options[i];
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
static int apply_watch(cli *c, const option *o, const char *argument)
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
static int apply_serve(cli *c, const option *o, const char *argument)
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

static int apply(cli *c, const option *o, const char *argument)
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
        size = cli_value_size(argument);
        if (size == 0 || size > (UINT64_C(1) << 30)) {
            return wrong_use(c->command, "not a size of 1 to 1G", argument);
        }
        *(o->id == OPTION_MAX_RATIO  ? &c->ratio_max
          : o->id == OPTION_MAX_FILE ? &c->watch.file_max
                                     : &c->payload_max) = size;
        return -1;
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
    const option *o;
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
    c->language = command->bit & OF_STORIES ? "ar" : NULL;
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
    bool stored = c->store && command->bit != CLI_ADD &&
                  strcmp(command->arguments, "PILE…") == 0;
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

static void print_options(const cli_command *command, FILE *to)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const option *o = &options[i];
        if (!(o->commands & command->bit)) {
            continue;
        }
        char left[40];
        int len = o->letter ? snprintf(left, sizeof left, "-%c, ", o->letter)
                            : snprintf(left, sizeof left, "    ");
        snprintf(left + len, sizeof left - (size_t)len, "--%s%s%s", o->name,
                 o->argument ? " " : "", o->argument ? o->argument : "");
        fprintf(to, "  %-28s %s\n", left, o->help);
        if (o->id == OPTION_FORMAT) {
            fprintf(to, "  %-28s one of: %s; the first unless given\n", "",
                    command->formats);
        }
    }
}

void cli_print_help(const cli_command *command, FILE *to)
{
    if (command) {
        fprintf(to, "isnad %s [OPTION…] %s\n\n%s\n\n", command->name,
                command->arguments, command->summary);
        print_options(command, to);
        fprintf(to, "\nExamples:\n%s", command->examples);
        return;
    }
    fputs("isnad: who said what, through whom, in piles of Arabic news\n\n",
          to);
    for (size_t i = 0; i < cli_command_count; i++) {
        fprintf(to, "  isnad %-8s %-16s %.*s\n", cli_commands[i].name,
                cli_commands[i].arguments,
                (int)strcspn(cli_commands[i].summary, "\n"),
                cli_commands[i].summary);
    }
    fputs("\nA PILE is files, folders (all below them) or - for standard "
          "input: HTML or\ntext, also compressed.  isnad COMMAND --help tells "
          "more.\n\n"
          "Exit codes: 0 done; 1 found nothing, or verify differs; 2 wrong "
          "use; 3 some\ninput skipped, each named; 4 memory or a limit; "
          "5 input or output failed;\n130 interrupted.\n",
          to);
}
