#include "cli/sandbox.h"

#include <stdlib.h>
#include <string.h>

/* Why the sandbox is left off; NULL: it is not. */
static const char *switched_off(void)
{
    const char *word = getenv("ISNAD_NO_SANDBOX");
    if (word && word[0] && strcmp(word, "0") != 0) {
        return "switched off by ISNAD_NO_SANDBOX";
    }
    word = getenv("LD_PRELOAD");
    return word && strstr(word, "/vgpreload_core") ? "left off under valgrind"
                                                   : NULL;
}

/* Landlock first: seccomp takes its calls away. */
isnad_status cli_sandbox_enter(const cli_rights *rights, cli_layers *layers)
{
    *layers = (cli_layers){.why_not = switched_off()};
    if (layers->why_not) {
        return ISNAD_OK;
    }
    isnad_status status = cli_landlock_enter(rights, &layers->landlock);
    if (!status) {
        status = cli_seccomp_enter(rights, &layers->calls);
    }
    if (!layers->landlock || !layers->calls) {
        layers->why_not = "this kernel lacks it";
    }
    return status;
}

isnad_status cli_sandbox_seal(unsigned *calls)
{
    *calls = 0;
    return switched_off() ? ISNAD_OK : cli_seccomp_seal(calls);
}
