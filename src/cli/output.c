#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
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

/* The keeper: waits for one byte, which says that the file is whole, then gives
 * it its name.  The end of the pipe without one, also by the death of its
 * parent, means that it is not.  Never returns; the exit code is an errno. */
static void keep_file(int pipe_end, const char *temporary, const char *target)
{
    static const int deaf[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    for (size_t i = 0; i < sizeof deaf / sizeof *deaf; i++) {
        signal(deaf[i], SIG_IGN);
    }
    /* Whoever waits for the end of our output must not wait for this child. */
    dup2(pipe_end, 0);
    if (close_range(1, ~0U, 0) != 0) {
        close(1);
        close(2);
    }
    char word;
    ssize_t got;
    do {
        got = read(0, &word, 1);
    } while (got < 0 && errno == EINTR);
    int code = got == 1 && rename(temporary, target) != 0 ? errno : 0;
    if (got != 1 || code) {
        unlink(temporary);
    }
    _exit(code);
}

static bool start_keeper(cli_output *out, const char *temporary)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return false;
    }
    out->keeper_pid = fork();
    if (out->keeper_pid == 0) {
        close(ends[1]);
        keep_file(ends[0], temporary, out->target);
    }
    close(ends[0]);
    out->keeper = ends[1];
    if (out->keeper_pid < 0) {
        int code = errno;
        close(ends[1]);
        errno = code;
    }
    return out->keeper_pid > 0;
}

/* 0, or why the file could not take its name. */
static int end_keeper(cli_output *out, bool keep)
{
    int state;
    bool told = !keep || write(out->keeper, "k", 1) == 1;
    close(out->keeper);
    while (waitpid(out->keeper_pid, &state, 0) < 0) {
        if (errno != EINTR) {
            return errno;
        }
    }
    return !told || !WIFEXITED(state) ? EIO : WEXITSTATUS(state);
}

static bool open_temporary(cli_output *out, char *temporary)
{
    out->fd = mkostemp(temporary, O_CLOEXEC);
    if (out->fd < 0) {
        return false;
    }
    fchmod(out->fd, mode_of(out->target));
    if (start_keeper(out, temporary)) {
        return true;
    }
    int code = errno;
    close(out->fd);
    unlink(temporary);
    errno = code;
    return false;
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
    char *temporary = out->target ? temporary_name(out->target) : NULL;
    bool opened = temporary && open_temporary(out, temporary);
    free(temporary);
    return opened;
}

static void release(cli_output *out)
{
    free(out->target);
    free(out->buffer);
    out->target = out->buffer = NULL;
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

/* Where the last line end in front of `before` stands, plus one; 0: none. */
static off_t find_line_end(int fd, off_t before)
{
    char block[BUFFER];
    while (before > 0) {
        off_t from = before > BUFFER ? before - BUFFER : 0;
        ssize_t got = pread(fd, block, (size_t)(before - from), from);
        if (got <= 0) {
            return 0;
        }
        const char *end = memrchr(block, '\n', (size_t)got);
        if (end) {
            return from + (end - block) + 1;
        }
        before = from;
    }
    return 0;
}

/* Bytes [begin, end) of a file; NULL with errno. */
static char *load(int fd, off_t begin, off_t end)
{
    size_t len = (size_t)(end - begin);
    char *bytes = malloc(len + 1);
    if (bytes && pread(fd, bytes, len, begin) != (ssize_t)len) {
        free(bytes);
        errno = EIO;
        return NULL;
    }
    return bytes;
}

/* Nothing is cut off but what this program wrote. */
static bool find_last_line(int fd, char **last, size_t *last_len)
{
    off_t size = lseek(fd, 0, SEEK_END), end = find_line_end(fd, size);
    off_t begin = end > 0 ? find_line_end(fd, end - 1) : 0;
    *last = NULL;
    if (size > 0) {
        *last = load(fd, begin, end > 0 ? end - 1 : 1);
        *last_len = end > 0 ? (size_t)(end - 1 - begin) : 0;
        if (*last && **last != '{') {
            errno = EINVAL;
        }
        if (!*last || **last != '{') {
            free(*last);
            return false;
        }
    }
    if (end == 0) {
        free(*last);
        *last = NULL;
    }
    return ftruncate(fd, end) == 0 && lseek(fd, end, SEEK_SET) == end;
}

bool cli_output_resume(cli_output *out, const char *path, char **last,
                       size_t *last_len)
{
    *out = (cli_output){.fd = -1};
    out->buffer = malloc(BUFFER);
    if (out->buffer) {
        out->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    }
    if (out->fd >= 0 && find_last_line(out->fd, last, last_len)) {
        return true;
    }
    cli_say("%s: %s", path, strerrordesc_np(errno));
    if (out->fd >= 0) {
        close(out->fd);
    }
    release(out);
    return false;
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
    if (out->target && keep && !out->failed && fsync(out->fd) != 0 &&
        errno != EINVAL) {
        out->failed = errno;
    }
    if (close(out->fd) != 0 && !out->failed) {
        out->failed = errno;
    }
    if (out->target) {
        int code = end_keeper(out, keep && !out->failed);
        out->failed = out->failed ? out->failed : code;
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
