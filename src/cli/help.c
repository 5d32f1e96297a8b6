#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/option_table.h"

const char cli_about_piles[] =
    "A PILE is files, folders (all below them) or - for standard input: "
    "pages,\n"
    "WARCs, feeds, JSON, archives, text, also compressed.";
const char cli_about_codes[] =
    "0 done; 1 found nothing, or verify differs; 2 wrong use; 3 some\n"
    "input skipped, each named; 4 memory or a limit; 5 input or output "
    "failed;\n"
    "130 interrupted.";

/* Further lines of help stand below the first. */
static void print_lines(FILE *to, const char *left, const char *help)
{
    for (;;) {
        size_t len = strcspn(help, "\n");
        fprintf(to, "  %-28s %.*s\n", left, (int)len, help);
        if (help[len] == '\0') {
            return;
        }
        help += len + 1;
        left = "";
    }
}

static void print_options(const cli_command *command, FILE *to)
{
    for (size_t i = 0; i < cli_option_count; i++) {
        const cli_option *o = &cli_options[i];
        if (!(o->commands & command->bit)) {
            continue;
        }
        char left[40];
        int len = o->letter ? snprintf(left, sizeof left, "-%c, ", o->letter)
                            : snprintf(left, sizeof left, "    ");
        snprintf(left + len, sizeof left - (size_t)len, "--%s%s%s", o->name,
                 o->argument ? " " : "", o->argument ? o->argument : "");
        print_lines(to, left, o->help);
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
    fprintf(to, "\n%s  isnad COMMAND --help tells\nmore.\n\nExit codes: %s\n",
            cli_about_piles, cli_about_codes);
}
