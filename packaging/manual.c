/* Manual pages and completions, from the tables that make --help:
 *
 *   isn-manual man FOLDER         isnad.1 and a page for each command
 *   isn-manual bash|zsh|fish      the completion of that shell, printed
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "cli/option_table.h"
#include "isnad/isnad.h"

/* ---- roff ---------------------------------------------------------------- */

/* Words as they are: roff's own signs are set aside. */
static void put_words(FILE *to, const char *text, size_t len)
{
    bool begins = true;
    for (size_t i = 0; i < len; i++) {
        if (begins && (text[i] == '.' || text[i] == '\'')) {
            fputs("\\&", to);
        }
        begins = text[i] == '\n';
        if (text[i] == '\\') {
            fputs("\\e", to);
        } else if (text[i] == '-') {
            fputs("\\-", to);
        } else {
            fputc(text[i], to);
        }
    }
}

static void put_text(FILE *to, const char *text)
{
    put_words(to, text, strlen(text));
}

/* Paragraphs: an empty line parts them. */
static void put_paragraphs(FILE *to, const char *text)
{
    while (*text) {
        const char *end = strstr(text, "\n\n");
        size_t len = end ? (size_t)(end - text) : strlen(text);
        put_words(to, text, len);
        fputs("\n.PP\n", to);
        text += len;
        text += strspn(text, "\n");
    }
}

static void put_option(FILE *to, const cli_command *command,
                       const cli_option *o)
{
    fputs(".TP\n", to);
    if (o->letter) {
        fprintf(to, "\\fB\\-%c\\fR, ", o->letter);
    }
    fputs("\\fB\\-\\-", to);
    put_text(to, o->name);
    fputs("\\fR", to);
    if (o->argument) {
        fputs(" \\fI", to);
        put_text(to, o->argument);
        fputs("\\fR", to);
    }
    fputc('\n', to);
    put_text(to, o->help);
    if (o->id == OPTION_FORMAT) {
        fputs("; one of: ", to);
        put_text(to, command->formats);
        fputs("; the first unless given", to);
    }
    fputc('\n', to);
}

static void put_head(FILE *to, const char *name)
{
    fprintf(to, ".TH \"%s\" 1 \"\" \"isnad %s\" \"isnad\"\n.SH NAME\n", name,
            isnad_version());
    put_text(to, name);
    fputs(" \\- ", to);
}

static bool takes(const cli_command *command, const cli_option *o)
{
    return (o->commands & command->bit) != 0;
}

static void put_command(FILE *to, const cli_command *command)
{
    char name[64];
    snprintf(name, sizeof name, "isnad-%s", command->name);
    put_head(to, name);
    const char *rest = strchr(command->summary, '\n');
    size_t first =
        rest ? (size_t)(rest - command->summary) : strlen(command->summary);
    put_words(to, command->summary, first - 1); /* without its full stop */
    fputs("\n.SH SYNOPSIS\n\\fBisnad ", to);
    put_text(to, command->name);
    fputs("\\fR [\\fIOPTION\\fR…] ", to);
    put_text(to, command->arguments);
    fputc('\n', to);
    if (rest) {
        fputs(".SH DESCRIPTION\n", to);
        put_paragraphs(to, rest + strspn(rest, "\n"));
    }
    fputs(".SH OPTIONS\n", to);
    for (size_t i = 0; i < cli_option_count; i++) {
        if (takes(command, &cli_options[i])) {
            put_option(to, command, &cli_options[i]);
        }
    }
    fputs(".SH EXAMPLES\n.nf\n", to);
    put_text(to, command->examples);
    fputs(".fi\n.SH SEE ALSO\n.BR isnad (1)\n", to);
}

static void put_main(FILE *to)
{
    put_head(to, "isnad");
    fputs("who said what, through whom, in piles of Arabic news\n"
          ".SH SYNOPSIS\n\\fBisnad\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR…] "
          "[\\fIPILE\\fR…]\n.SH DESCRIPTION\n",
          to);
    put_paragraphs(to, cli_about_piles);
    fputs(".SH COMMANDS\n", to);
    for (size_t i = 0; i < cli_command_count; i++) {
        const cli_command *c = &cli_commands[i];
        fprintf(to, ".TP\n.BR isnad\\-%s (1)\n", c->name);
        put_words(to, c->summary, strcspn(c->summary, "\n"));
        fputc('\n', to);
    }
    fputs(".SH EXIT STATUS\n", to);
    put_paragraphs(to, cli_about_codes);
}

/* Into `folder`, which is made. */
static int write_pages(const char *folder)
{
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        perror(folder);
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i <= cli_command_count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/isnad%s%s.1", folder,
                 i < cli_command_count ? "-" : "",
                 i < cli_command_count ? cli_commands[i].name : "");
        FILE *to = fopen(path, "w");
        if (!to) {
            perror(path);
            return EXIT_FAILURE;
        }
        if (i < cli_command_count) {
            put_command(to, &cli_commands[i]);
        } else {
            put_main(to);
        }
        if (fclose(to) != 0) {
            perror(path);
            return EXIT_FAILURE;
        }
    }
    return EXIT_SUCCESS;
}

/* ---- completions ------------------------------------------------------- */

static void bash(void)
{
    puts("# Completion of isnad for bash.\n"
         "_isnad() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]}"
         " before=${COMP_WORDS[COMP_CWORD-1]} options= formats=\n"
         "    case ${COMP_WORDS[1]} in");
    for (size_t i = 0; i < cli_command_count; i++) {
        const cli_command *c = &cli_commands[i];
        printf("    %s)\n        formats='%s'\n        options='", c->name,
               c->formats);
        for (size_t k = 0; k < cli_option_count; k++) {
            if (takes(c, &cli_options[k])) {
                printf("--%s ", cli_options[k].name);
            }
        }
        puts("' ;;");
    }
    fputs("    esac\n    if [ \"$COMP_CWORD\" = 1 ]; then\n"
          "        COMPREPLY=($(compgen -W '",
          stdout);
    for (size_t i = 0; i < cli_command_count; i++) {
        printf("%s ", cli_commands[i].name);
    }
    puts("' -- \"$word\"))\n"
         "    elif [ \"$before\" = -f ] || [ \"$before\" = --format ]; then\n"
         "        COMPREPLY=($(compgen -W \"$formats\" -- \"$word\"))\n"
         "    elif [[ $word == -* ]]; then\n"
         "        COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
         "    else\n"
         "        COMPREPLY=($(compgen -f -- \"$word\"))\n"
         "    fi\n"
         "}\n"
         "complete -o filenames -F _isnad isnad");
}

/* The first line of `text` within single quotes; `signs` get a backslash. */
static void put_quoted(const char *text, const char *signs)
{
    putchar('\'');
    for (size_t i = 0, len = strcspn(text, "\n"); i < len; i++) {
        if (text[i] == '\'') {
            fputs("'\\''", stdout);
            continue;
        }
        if (strchr(signs, text[i])) {
            putchar('\\');
        }
        putchar(text[i]);
    }
    putchar('\'');
}

static void zsh(void)
{
    puts("#compdef isnad\n# Completion of isnad for zsh.\n_isnad() {\n"
         "  if (( CURRENT == 2 )); then\n    local -a commands=(");
    for (size_t i = 0; i < cli_command_count; i++) {
        char line[256];
        snprintf(line, sizeof line, "%s:%.*s", cli_commands[i].name,
                 (int)strcspn(cli_commands[i].summary, "\n"),
                 cli_commands[i].summary);
        fputs("      ", stdout);
        put_quoted(line, "");
        putchar('\n');
    }
    puts("    )\n    _describe command commands\n    return\n  fi\n"
         "  case $words[2] in");
    for (size_t i = 0; i < cli_command_count; i++) {
        const cli_command *c = &cli_commands[i];
        printf("  %s) _arguments", c->name);
        for (size_t k = 0; k < cli_option_count; k++) {
            const cli_option *o = &cli_options[k];
            if (!takes(c, o)) {
                continue;
            }
            char line[512], value[256] = "";
            if (o->id == OPTION_FORMAT) {
                snprintf(value, sizeof value, ":%s:(%s)", o->argument,
                         c->formats);
            } else if (o->argument) {
                snprintf(value, sizeof value, ":%s:_files", o->argument);
            }
            snprintf(line, sizeof line, "--%s%s[%.*s]%s", o->name,
                     o->argument ? "=" : "", (int)strcspn(o->help, "\n[]"),
                     o->help, value);
            fputs(" \\\n    ", stdout);
            put_quoted(line, "");
        }
        puts(" \\\n    '*:pile:_files' ;;");
    }
    puts("  esac\n}\n_isnad \"$@\"");
}

static void fish(void)
{
    puts("# Completion of isnad for fish.");
    for (size_t i = 0; i < cli_command_count; i++) {
        const cli_command *c = &cli_commands[i];
        printf("complete -c isnad -f -n __fish_use_subcommand -a %s -d ",
               c->name);
        put_quoted(c->summary, "\\");
        putchar('\n');
        for (size_t k = 0; k < cli_option_count; k++) {
            const cli_option *o = &cli_options[k];
            if (!takes(c, o)) {
                continue;
            }
            printf(
                "complete -c isnad -n '__fish_seen_subcommand_from %s' -l %s",
                c->name, o->name);
            if (o->letter) {
                printf(" -s %c", o->letter);
            }
            if (o->id == OPTION_FORMAT) {
                printf(" -x -a '%s'", c->formats);
            } else if (o->argument) {
                fputs(" -r", stdout);
            }
            fputs(" -d ", stdout);
            put_quoted(o->help, "\\");
            putchar('\n');
        }
    }
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "man") == 0) {
        return write_pages(argv[2]);
    }
    const char *shell = argc == 2 ? argv[1] : "";
    if (strcmp(shell, "bash") == 0) {
        bash();
    } else if (strcmp(shell, "zsh") == 0) {
        zsh();
    } else if (strcmp(shell, "fish") == 0) {
        fish();
    } else {
        fputs("usage: isn-manual man FOLDER | bash | zsh | fish\n", stderr);
        return EXIT_FAILURE;
    }
    return ferror(stdout) || fflush(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
