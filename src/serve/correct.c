#include "serve/correct.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buffer.h"
#include "isnad/corrections.h"

static isnad_status fail(isnad_error *error, isnad_status status,
                         const char *message)
{
    *error = (isnad_error){.status = status, .position = ISNAD_NO_POSITION};
    snprintf(error->message, sizeof error->message, "%s", message);
    return status;
}

static isnad_status fail_io(isnad_error *error)
{
    return fail(error, ISNAD_IO, strerrordesc_np(errno));
}

/* ---- the line ----------------------------------------------------------- */

/* What separates names in a line, and lines, can be in none. */
static bool is_name(const char *name)
{
    return name && name[0] && strlen(name) <= ISN_CORRECT_NAME &&
           !strpbrk(name, "=|#\r\n\t") && !strstr(name, "->");
}

static isnad_status put_line(isn_buffer *text, const isn_correction *it,
                             isnad_error *error)
{
    static const struct {
        const char *kind, *between;
    } kinds[] = {
        {"merge", " = "}, {"split", " | "}, {"rename", " -> "}, {"ignore", ""}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        bool two = kinds[i].between[0] != '\0';
        if (strcmp(it->kind, kinds[i].kind) == 0 && is_name(it->name) &&
            (!two || is_name(it->other))) {
            isn_buffer_format(text, "%s  %s%s%s\n", it->kind, it->name,
                              kinds[i].between, two ? it->other : "");
            return text->status;
        }
    }
    return fail(error, ISNAD_USAGE, "a name is missing, or has = | # -> in it");
}

/* All lines but the first that is `line`. */
static isnad_status leave_out(isn_buffer *text, const char *all,
                              const char *line, isnad_error *error)
{
    bool found = false;
    for (const char *next; *all; all = next) {
        size_t len = strcspn(all, "\r\n");
        next = all + len + strspn(all + len, "\r");
        next += *next == '\n';
        if (!found && line && strlen(line) == len &&
            strncmp(all, line, len) == 0) {
            found = true;
        } else {
            isn_buffer_add(text, all, (size_t)(next - all));
        }
    }
    return text->status ? text->status
           : found      ? ISNAD_OK
                        : fail(error, ISNAD_USAGE, "no such line");
}

static isnad_status put_text(isn_buffer *text, const char *all,
                             const isn_correction *it, isnad_error *error)
{
    if (strcmp(it->kind, "withdraw") == 0) {
        return leave_out(text, all, it->name, error);
    }
    size_t len = strlen(all);
    isn_buffer_add(text, all, len);
    if (len > 0 && all[len - 1] != '\n') {
        isn_buffer_char(text, '\n');
    }
    return put_line(text, it, error);
}

/* ---- the file ----------------------------------------------------------- */

isnad_status isn_correct_text(const char *path, char **text)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    *text = calloc(1, ISN_CORRECT_MAX + 2);
    size_t len = 0;
    ssize_t got = 1;
    while (*text && fd >= 0 && len <= ISN_CORRECT_MAX && got > 0) {
        got = read(fd, *text + len, ISN_CORRECT_MAX + 1 - len);
        len += got > 0 ? (size_t)got : 0;
    }
    isnad_status status = !*text    ? ISNAD_NOMEM
                          : fd < 0  ? (errno == ENOENT ? ISNAD_OK : ISNAD_IO)
                          : got < 0 ? ISNAD_IO
                          : len > ISN_CORRECT_MAX    ? ISNAD_LIMIT
                          : memchr(*text, '\0', len) ? ISNAD_MALFORMED
                                                     : ISNAD_OK;
    if (fd >= 0) {
        close(fd);
    }
    if (status) {
        free(*text);
        *text = NULL;
    }
    return status;
}

static bool put_file(const char *path, const isn_buffer *text)
{
    int fd =
        open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
    size_t done = 0;
    ssize_t put = 1;
    while (fd >= 0 && done < text->len && put > 0) {
        put = write(fd, text->data + done, text->len - done);
        done += put > 0 ? (size_t)put : 0;
    }
    bool good = fd >= 0 && done == text->len && fsync(fd) == 0;
    return (fd < 0 || close(fd) == 0) && good;
}

/* A new name is on the disk when its folder is. */
static void sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder =
        slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    free(folder);
}

/* Whether the line that was added contradicts an earlier one; that others do
 * is not its fault. */
typedef struct added {
    uint32_t line; /* 0: none */
    isnad_error error;
} added;

static void on_conflict(void *data, const isnad_conflict *conflict)
{
    added *a = data;
    if (conflict->line == a->line) {
        fail(&a->error, ISNAD_USAGE, conflict->reason);
    }
}

static uint32_t count_lines(const isn_buffer *text)
{
    uint32_t lines = 0;
    for (size_t i = 0; i < text->len; i++) {
        lines += text->data[i] == '\n';
    }
    return lines;
}

/* What is written is read first, as the next run will; where it would not be
 * taken, the file stays as it was. */
static isnad_status replace(const char *path, const isn_buffer *text,
                            uint32_t line, isnad_error *error)
{
    size_t room = strlen(path) + sizeof ".new";
    char *beside = malloc(room);
    isnad_corrections *read = NULL;
    if (!beside) {
        return fail(error, ISNAD_NOMEM, isnad_status_text(ISNAD_NOMEM));
    }
    snprintf(beside, room, "%s.new", path);
    added last = {.line = line};
    isnad_status status =
        put_file(beside, text)
            ? isnad_corrections_read(beside, on_conflict, &last, &read, error)
            : fail_io(error);
    isnad_corrections_free(read);
    status = status == ISNAD_MALFORMED ? ISNAD_USAGE : status;
    if (!status && last.error.status) {
        *error = last.error;
        status = last.error.status;
    }
    if (!status && rename(beside, path) != 0) {
        status = fail_io(error);
    }
    if (status) {
        unlink(beside);
    } else {
        sync_folder(path);
    }
    free(beside);
    return status;
}

isnad_status isn_correct_write(const char *path, const isn_correction *it,
                               isnad_error *error)
{
    char *all;
    isn_buffer text;
    isnad_status status = isn_correct_text(path, &all);
    if (status) {
        return fail(error, status, isnad_status_text(status));
    }
    isn_buffer_init(&text, ISN_CORRECT_MAX);
    status = put_text(&text, all, it, error);
    if (status == ISNAD_NOMEM || status == ISNAD_LIMIT) {
        fail(error, status, isnad_status_text(status));
    }
    if (!status) {
        bool less = strcmp(it->kind, "withdraw") == 0;
        status = replace(path, &text, less ? 0 : count_lines(&text), error);
    }
    isn_buffer_free(&text);
    free(all);
    return status;
}
