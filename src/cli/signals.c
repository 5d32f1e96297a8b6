#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"

/* A signal handler can reach nothing but globals. */
static volatile sig_atomic_t signals_seen;

static void on_signal(int number)
{
    (void)number;
    if (signals_seen++) {
        _exit(EXIT_INTERRUPTED); /* half a file goes away; see output.c */
    }
}

/* Without SA_RESTART, so that a read from a terminal or pipe returns. */
void cli_signals_install(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    action.sa_handler = SIG_IGN; /* writing tells, by EPIPE */
    sigaction(SIGPIPE, &action, NULL);
}

bool cli_interrupted(void) { return signals_seen != 0; }
