/* Where a command's data goes. */
#ifndef ISN_OUTPUT_H
#define ISN_OUTPUT_H

#include "cli/cli.h"

typedef struct cli_output {
    int fd;
    char *target, *temporary; /* NULL: written in place */
    char *buffer;
    size_t used;
    int failed; /* errno of the first failure */
    bool terminal;
} cli_output;

/* Opens standard output, or a temporary file beside `path` that takes its
 * name in cli_output_close.  False, with a message, when it cannot. */
bool cli_output_open(cli_output *out, const char *path);
isnad_sink cli_output_sink(cli_output *out);
/* Writes what is left; with `keep` the file takes its name, else it goes
 * away.  Returns false, with a message where that helps, on failure. */
bool cli_output_close(cli_output *out, bool keep);

#endif
