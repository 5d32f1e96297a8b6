#include "cli/sandbox.h"

#include <stdlib.h>
#include <string.h>

static bool switched_off(void)
{
    const char *word = getenv("ISNAD_NO_SANDBOX");
    return word && word[0] && strcmp(word, "0") != 0;
}

/* Landlock first: seccomp takes its calls away. */
isnad_status cli_sandbox_enter(const cli_rights *rights, cli_layers *layers)
{
    *layers = (cli_layers){0};
    if (switched_off()) {
        layers->why_not = "switched off by ISNAD_NO_SANDBOX";
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
