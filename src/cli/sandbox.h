/* Closes the process in once everything it needs is open: what it reads was
 * written by strangers.  docs/sandbox.md tells what each layer takes away. */
#ifndef ISN_SANDBOX_H
#define ISN_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "isnad/status.h"

/* What stays allowed besides using what is open already. */
typedef struct cli_rights {
    const char *const *read; /* files, folders with all below them */
    size_t read_count;
    /* Folder in which files may be made, changed, renamed and removed;
     * NULL: none, and no file may be opened for writing. */
    const char *change;
    bool network; /* connections to others; none may be accepted */
    bool serve;   /* connections that others make to a socket that listens
                     already; none may be made.  cli_sandbox_seal follows. */
} cli_rights;

/* What is in force. */
typedef struct cli_layers {
    int landlock;        /* version of its interface; 0: not in force */
    unsigned calls;      /* system calls that seccomp leaves; 0: not in force */
    const char *why_not; /* a constant: why a layer is not in force, or NULL */
} cli_layers;

/* Enters all layers that this kernel has, for this thread and those it will
 * start; there is no way back.  A missing layer is no failure: *layers tells.
 * Does nothing under valgrind, which works inside the process and would be
 * closed in too, nor where the environment has ISNAD_NO_SANDBOX=1.  Fails with
 * ISNAD_NOMEM or ISNAD_IO (errno tells) where a layer that is there cannot be
 * entered. */
isnad_status cli_sandbox_enter(const cli_rights *rights, cli_layers *layers);

/* For rights with `serve`, once all is read: from here on no file may be
 * opened and no thread begun; what stays is answering.  *calls as below. */
isnad_status cli_sandbox_seal(unsigned *calls);

/* One layer alone; *version and *calls are 0 where the kernel lacks it. */
isnad_status cli_landlock_enter(const cli_rights *rights, int *version);
isnad_status cli_seccomp_enter(const cli_rights *rights, unsigned *calls);
isnad_status cli_seccomp_seal(unsigned *calls);

/* A sanitizer looks at the process from inside; it keeps what it needs. */
#if defined(__SANITIZE_ADDRESS__)
#define CLI_LEAK_CHECKER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CLI_LEAK_CHECKER 1
#endif
#endif
#ifndef CLI_LEAK_CHECKER
#define CLI_LEAK_CHECKER 0
#endif

#endif
