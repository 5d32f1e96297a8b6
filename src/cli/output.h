/* Where a command's data goes. */
#ifndef ISN_OUTPUT_H
#define ISN_OUTPUT_H

#include <sys/types.h>

#include "cli/cli.h"

typedef struct cli_output {
    int fd;
    char *target; /* NULL: written in place */
    int keeper;   /* the end of a pipe to the one who names the file */
    pid_t keeper_pid;
    char *buffer;
    size_t used;
    int failed; /* errno of the first failure */
    bool terminal;
} cli_output;

/* Opens standard output, or a temporary file beside `path` that takes its
 * name in cli_output_close.  Comes before cli_job_enclose and before any
 * thread: a child is started that renames the file in the end, which this
 * process, closed in, may not, or removes it, however this process ends.
 * False, with a message, when it cannot. */
bool cli_output_open(cli_output *out, const char *path);
/* Opens `path` to go on behind its last whole line, in place: what a broken
 * line left is cut off.  *last is that line, `last_len` bytes without its end,
 * malloc'ed; NULL where there is none.  False, with a message, when it
 * cannot. */
bool cli_output_resume(cli_output *out, const char *path, char **last,
                       size_t *last_len);
isnad_sink cli_output_sink(cli_output *out);
/* Writes what is left; with `keep` the file takes its name, else it goes
 * away.  Returns false, with a message where that helps, on failure. */
bool cli_output_close(cli_output *out, bool keep);

#endif
