/* Files and folders. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "read/payload.h"
#include "core/sort.h"

typedef struct walk {
    const isn_read_options *options;
    const isn_read_sink *sink;
    uint64_t *files, *bytes; /* survey: counts only, reads nothing */
} walk;

/* The names of one folder, sorted. */
typedef struct names {
    char **items;
    size_t count, cap;
} names;

static void skip(const walk *w, const char *path, isnad_status status,
                 const char *reason)
{
    if (w->sink) {
        w->sink->skip(w->sink->data, path, 0, status, reason);
    }
}

static void skip_errno(const walk *w, const char *path, int code)
{
    const char *text = strerrordesc_np(code);
    skip(w, path, code == ENOMEM ? ISNAD_NOMEM : ISNAD_IO,
         text ? text : "cannot be read");
}

static void free_names(names *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i]);
    }
    free(list->items);
}

/* Takes `name` over. */
static isnad_status add_name(names *list, char *name)
{
    if (!name) {
        return ISNAD_NOMEM;
    }
    if (list->count == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 64;
        char **items = realloc(list->items, cap * sizeof *items);
        if (!items) {
            free(name);
            return ISNAD_NOMEM;
        }
        list->items = items;
        list->cap = cap;
    }
    list->items[list->count++] = name;
    return ISNAD_OK;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* folder/name, with one slash between and one behind where it is a folder:
 * so that sorting names sorts paths. */
static char *join(const char *folder, const char *name, bool is_folder)
{
    size_t len = strlen(folder), more = strlen(name);
    char *path = malloc(len + more + 3);
    if (!path) {
        return NULL;
    }
    memcpy(path, folder, len);
    if (len > 0 && path[len - 1] != '/') {
        path[len++] = '/';
    }
    memcpy(path + len, name, more);
    len += more;
    if (is_folder) {
        path[len++] = '/';
    }
    path[len] = '\0';
    return path;
}

static isnad_status list_entry(const walk *w, const char *folder, int fd,
                               const char *name, names *list)
{
    struct stat about;
    if (fstatat(fd, name, &about, AT_SYMLINK_NOFOLLOW) != 0) {
        about.st_mode = S_IFREG; /* opening it will say what is wrong */
    }
    bool link = S_ISLNK(about.st_mode);
    if (link && fstatat(fd, name, &about, 0) != 0) {
        about.st_mode = S_IFREG;
    }
    char *path = join(folder, name, S_ISDIR(about.st_mode));
    if (!path) {
        return ISNAD_NOMEM;
    }
    if (link && S_ISDIR(about.st_mode)) {
        skip(w, path, ISNAD_UNSUPPORTED, "a link to a folder");
    } else if (!S_ISDIR(about.st_mode) && !S_ISREG(about.st_mode)) {
        skip(w, path, ISNAD_UNSUPPORTED, "neither file nor folder");
    } else {
        return add_name(list, path);
    }
    free(path);
    return ISNAD_OK;
}

/* page_files/ beside page.html: what a browser saved with a page. */
static bool is_of_page(const names *list, const char *folder)
{
    static const char *const endings[] = {"_files/",    ".files/",
                                          "_fichiers/", "-Dateien/",
                                          "_archivos/", "_ملفات/"};
    static const char *const pages[] = {".html", ".htm", ".xhtml"};
    size_t len = strlen(folder);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t more = strlen(endings[i]);
        if (len <= more || strcmp(folder + len - more, endings[i]) != 0) {
            continue;
        }
        for (size_t k = 0; k < sizeof pages / sizeof *pages; k++) {
            char page[PATH_MAX];
            snprintf(page, sizeof page, "%.*s%s", (int)(len - more), folder,
                     pages[k]);
            const char *key = page;
            if (bsearch(&key, list->items, list->count, sizeof key,
                        compare_names)) {
                return true;
            }
        }
    }
    return false;
}

static isnad_status list_folder(const walk *w, const char *folder, names *list)
{
    DIR *dir = opendir(folder);
    if (!dir) {
        int code = errno;
        skip_errno(w, folder, code);
        return code == ENOMEM ? ISNAD_NOMEM : ISNAD_OK;
    }
    isnad_status status = ISNAD_OK;
    while (!status) {
        errno = 0;
        struct dirent *entry = readdir(dir);
        if (!entry) {
            if (errno) {
                skip_errno(w, folder, errno);
            }
            break;
        }
        if (entry->d_name[0] != '.') {
            status = list_entry(w, folder, dirfd(dir), entry->d_name, list);
        }
    }
    closedir(dir);
    if (!status && list->count > 1) {
        isn_sort(list->items, list->count, sizeof *list->items, compare_names);
    }
    return status;
}

static isnad_status read_file(const walk *w, const char *path, int fd)
{
    isn_stream *stream = isn_stream_file(fd, w->sink);
    if (!stream) {
        return ISNAD_NOMEM;
    }
    isnad_status status = isn_read_stream(path, stream, w->options, w->sink);
    isn_stream_free(stream);
    return status;
}

static isnad_status walk_path(const walk *w, const char *path, unsigned depth);

static isnad_status walk_folder(const walk *w, const char *path, unsigned depth)
{
    if (depth >= w->options->depth) {
        skip(w, path, ISNAD_LIMIT, "too many folders within folders");
        return ISNAD_OK;
    }
    names list = {0};
    isnad_status status = list_folder(w, path, &list);
    for (size_t i = 0; !status && i < list.count; i++) {
        if (!is_of_page(&list, list.items[i])) {
            status = walk_path(w, list.items[i], depth + 1);
        }
    }
    free_names(&list);
    return status;
}

static isnad_status walk_path(const walk *w, const char *path, unsigned depth)
{
    if (w->sink && w->sink->stop && w->sink->stop(w->sink->data)) {
        return ISNAD_INTERRUPTED;
    }
    struct stat about;
    if (!w->sink) {
        if (stat(path, &about) != 0) {
            return ISNAD_OK;
        }
        if (!S_ISDIR(about.st_mode)) {
            *w->files += 1;
            *w->bytes += (uint64_t)about.st_size;
            return ISNAD_OK;
        }
        return walk_folder(w, path, depth);
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        skip_errno(w, path, errno);
        return ISNAD_OK;
    }
    isnad_status status = ISNAD_OK;
    if (fstat(fd, &about) == 0 && S_ISDIR(about.st_mode)) {
        close(fd);
        return walk_folder(w, path, depth);
    }
    status = read_file(w, path, fd);
    close(fd);
    return status;
}

isnad_status isn_read_path(const char *path, const isn_read_options *options,
                           const isn_read_sink *sink)
{
    isn_read_options filled = isn_read_options_or_default(options);
    walk w = {.options = &filled, .sink = sink};
    if (strcmp(path, "-") == 0) {
        return read_file(&w, path, STDIN_FILENO);
    }
    return walk_path(&w, path, 0);
}

void isn_read_survey(const char *path, uint64_t *files, uint64_t *bytes)
{
    isn_read_options filled = isn_read_options_or_default(NULL);
    walk w = {.options = &filled, .files = files, .bytes = bytes};
    if (strcmp(path, "-") != 0) {
        walk_path(&w, path, 0);
    }
}
