#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 64 * 1024 };

/* folder/.name.XXXXXX: hidden, so that a pile in the same folder is not read
 * with half a file in it. */
static char *temporary_name(const char *target)
{
    const char *slash = strrchr(target, '/');
    int folder = slash ? (int)(slash - target) + 1 : 0;
    char *name = NULL;
    if (asprintf(&name, "%.*s.%s.XXXXXX", folder, target, target + folder) <
        0) {
        return NULL;
    }
    return name;
}

/* The mode that the file would have had without the detour. */
static mode_t mode_of(const char *target)
{
    struct stat about;
    if (stat(target, &about) == 0) {
        return about.st_mode & 0777;
    }
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static bool open_file(cli_output *out, const char *path)
{
    struct stat about;
    bool there = stat(path, &about) == 0;
    if (there && !S_ISREG(about.st_mode)) {
        out->fd = open(path, O_WRONLY | O_CLOEXEC); /* a device or pipe */
        return out->fd >= 0;
    }
    /* A link stays a link: its target is replaced. */
    out->target = there ? realpath(path, NULL) : strdup(path);
    out->temporary = out->target ? temporary_name(out->target) : NULL;
    if (!out->temporary) {
        return false;
    }
    out->fd = mkostemp(out->temporary, O_CLOEXEC);
    if (out->fd < 0) {
        return false;
    }
    fchmod(out->fd, mode_of(out->target));
    cli_signals_temporary(NULL, out->temporary);
    return true;
}

static void release(cli_output *out)
{
    free(out->target);
    free(out->temporary);
    free(out->buffer);
    out->target = out->temporary = out->buffer = NULL;
}

bool cli_output_open(cli_output *out, const char *path)
{
    *out = (cli_output){.fd = STDOUT_FILENO};
    out->buffer = malloc(BUFFER);
    if (!out->buffer) {
        cli_say("out of memory");
        return false;
    }
    if (path && strcmp(path, "-") != 0 && !open_file(out, path)) {
        cli_say("%s: %s", path, strerrordesc_np(errno));
        release(out);
        return false;
    }
    out->terminal = out->fd == STDOUT_FILENO && isatty(STDOUT_FILENO);
    return true;
}

static void put(cli_output *out, const char *bytes, size_t len)
{
    while (len > 0 && !out->failed) {
        ssize_t done = write(out->fd, bytes, len);
        if (done >= 0) {
            bytes += done;
            len -= (size_t)done;
        } else if (errno != EINTR) {
            out->failed = errno;
        }
    }
}

static isnad_status write_bytes(void *data, const char *bytes, size_t len)
{
    cli_output *out = data;
    if (len >= BUFFER - out->used) {
        put(out, out->buffer, out->used);
        out->used = 0;
    }
    if (len >= BUFFER) {
        put(out, bytes, len);
    } else {
        memcpy(out->buffer + out->used, bytes, len);
        out->used += len;
    }
    return out->failed ? ISNAD_IO : ISNAD_OK;
}

isnad_sink cli_output_sink(cli_output *out)
{
    return (isnad_sink){write_bytes, out};
}

bool cli_output_close(cli_output *out, bool keep)
{
    put(out, out->buffer, out->used);
    if (out->temporary && keep && !out->failed && fsync(out->fd) != 0 &&
        errno != EINVAL) {
        out->failed = errno;
    }
    if (close(out->fd) != 0 && !out->failed) {
        out->failed = errno;
    }
    if (out->temporary) {
        if (!keep || out->failed) {
            unlink(out->temporary);
        } else if (rename(out->temporary, out->target) != 0) {
            out->failed = errno;
            unlink(out->temporary);
        }
        cli_signals_temporary(out->temporary, NULL);
    }
    /* Whoever closed the pipe knows why. */
    if (out->failed && out->failed != EPIPE) {
        cli_say("%s: %s", out->target ? out->target : "standard output",
                strerrordesc_np(out->failed));
    }
    bool ok = out->failed == 0;
    release(out);
    return ok;
}
