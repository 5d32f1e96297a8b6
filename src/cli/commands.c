#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "isnad/isnad.h"

const cli_command cli_commands[] = {
    {"read", CLI_READ, "PILE…",
     "prints what is found in each document.\n"
     "\n"
     "jsonl: a document a line: blocks, dates, figures, names, statements with\n"
     "their chains, each with its place in the source's bytes.  text: the\n"
     "article and what is said in it, for people.  segments: plain text, a line\n"
     "out for each line in, clitics joined by +.",
     "jsonl text segments",
     "  isnad read page.html\n"
     "  isnad read --pile crawl/ -o found.jsonl\n"
     "  isnad read --format text - < page.html.gz\n"
     "  isnad read --published-from days.tsv pages/*.txt\n",
     cli_read},
    {"text", CLI_TEXT, "PILE…",
     "prints the article of each document alone.\n"
     "\n"
     "No menu, caption or related headline; title, outlet, author, day and\n"
     "agencies beside it in jsonl.",
     "text jsonl md",
     "  isnad text page.html\n"
     "  isnad text --format jsonl crawl/ -o articles.jsonl\n",
     cli_text},
    {"help", CLI_HELP, "", "prints this, or `isnad help COMMAND`.", "text",
     "  isnad help read\n", cli_help},
    {"version", CLI_HELP, "", "prints the version.", "text",
     "  isnad version\n", cli_version},
};

const size_t cli_command_count = sizeof cli_commands / sizeof *cli_commands;

const cli_command *cli_find_command(const char *name)
{
    for (size_t i = 0; i < cli_command_count; i++) {
        if (strcmp(cli_commands[i].name, name) == 0) {
            return &cli_commands[i];
        }
    }
    return NULL;
}

int cli_help(cli *c)
{
    const cli_command *command = NULL;
    if (c->path_count > 0) {
        command = cli_find_command(c->paths[0]);
        if (!command) {
            cli_say("no such command: %s", c->paths[0]);
            return EXIT_USAGE;
        }
    }
    cli_print_help(command);
    return EXIT_DONE;
}

int cli_version(cli *c)
{
    (void)c;
    printf("isnad %s\n", isnad_version());
    return EXIT_DONE;
}
