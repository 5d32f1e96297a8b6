/* isnad: finds the command and runs it. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

/* Where one of the three standard files is closed, the next file opened would
 * take its place, and messages would go into the output.  The wrong mode makes
 * their use fail as it should. */
static void fill_standard_files(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) < 0) {
            int got = open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
            (void)got;
        }
    }
}

/* isnad-NAME beside this program, or wherever programs lie. */
static int run_program(const char *name, char **argv)
{
    char path[PATH_MAX + 32];
    ssize_t len = readlink("/proc/self/exe", path, PATH_MAX);
    while (len > 0 && path[len - 1] != '/') {
        len--;
    }
    snprintf(path + (len > 0 ? len : 0), 32, "isnad-%s", name);
    execv(path, argv);
    snprintf(path, sizeof path, "isnad-%s", name);
    execvp(path, argv);
    cli_say("%s: %s", path, strerrordesc_np(errno));
    return EXIT_IO;
}

int main(int argc, char **argv)
{
    fill_standard_files();
    cli_signals_install();
    const char *name = argc > 1 ? argv[1] : NULL;
    if (!name) {
        cli_print_help(NULL, stderr);
        return EXIT_USAGE;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        name = "help";
    } else if (strcmp(name, "--version") == 0) {
        name = "version";
    }
    const cli_command *command = cli_find_command(name);
    if (!command) {
        cli_say("no such command: %s", name);
        fputs("Try: isnad help\n", stderr);
        return EXIT_USAGE;
    }
    if (!command->run) {
        return run_program(name, argv + 1);
    }
    cli c;
    int code = cli_parse(&c, command, argc - 2, argv + 2);
    if (code < 0) {
        code = command->run(&c);
        isnad_days_free(c.days);
        isnad_corrections_free(c.corrections);
        free(c.beside);
    }
    if (fflush(stdout) != 0 && code == EXIT_DONE) {
        code = EXIT_IO;
    }
    return code;
}
