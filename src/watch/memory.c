/* What outlives the process, as lines that people can read.
 *
 * .watch holds what is known of sources and hosts and is written anew; an
 * address per line of .watch-seen is a page that need not be fetched again.
 * Their names begin with a dot, so that a pile in the same folder is read
 * without them. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "watch/watch_parts.h"

#define STATE_NAME ".watch"
#define SEEN_NAME ".watch-seen"

enum { STATE_MAX = 1 << 30, FIELDS = 8 };

/* ---- reading ----------------------------------------------------------- */

/* The fields of a line, cut in place; *count of them. */
static void cut(char *line, char *fields[FIELDS], size_t *count)
{
    for (*count = 0; line && *count < FIELDS; (*count)++) {
        fields[*count] = strsep(&line, "\t");
    }
}

static isnad_status copy_field(const char *from, char **to)
{
    free(*to);
    *to = from[0] ? strdup(from) : NULL;
    return from[0] && !*to ? ISNAD_NOMEM : ISNAD_OK;
}

/* source URL ETAG LAST-MODIFIED SHA256 ID DATE */
static isnad_status read_source(isn_watch *w, char *const *fields)
{
    uint32_t number;
    isnad_status status = isn_watch_source(w, fields[1], &number);
    if (status) {
        return status;
    }
    isn_source *s = &w->sources[number];
    snprintf(s->sha256, sizeof s->sha256, "%s", fields[4]);
    snprintf(s->capture.id, sizeof s->capture.id, "%s", fields[5]);
    snprintf(s->capture.date, sizeof s->capture.date, "%s", fields[6]);
    status = copy_field(fields[2], &s->etag);
    return status ? status : copy_field(fields[3], &s->last_modified);
}

/* host ORIGIN UNTIL FAILURES; the time in seconds of the calendar's clock */
static isnad_status read_host(isn_watch *w, char *const *fields)
{
    uint32_t number;
    double left = strtod(fields[2], NULL) - (double)time(NULL);
    if (!(left > 0) || left > 7 * 24 * 3600) {
        return ISNAD_OK;
    }
    isnad_status status = isn_watch_host(w, fields[1], &number);
    if (!status) {
        w->hosts[number].next_at = isn_watch_now() + left;
        w->hosts[number].failures = (unsigned)atoi(fields[3]);
    }
    return status;
}

static isnad_status read_line(isn_watch *w, char *line)
{
    char *fields[FIELDS];
    size_t count;
    cut(line, fields, &count);
    if (count == 7 && strcmp(fields[0], "source") == 0) {
        return read_source(w, fields);
    }
    if (count == 4 && strcmp(fields[0], "host") == 0) {
        return read_host(w, fields);
    }
    if (count == 3 && strcmp(fields[0], "archive") == 0) {
        snprintf(w->place.name, sizeof w->place.name, "%s", fields[1]);
        w->place.len = strtoull(fields[2], NULL, 10);
    }
    return ISNAD_OK;
}

static isnad_status read_seen(isn_watch *w, char *line)
{
    uint32_t number;
    isnad_status status = isn_watch_page(w, line, &number);
    if (!status) {
        w->page_states[number] = ISN_PAGE_SEEN;
    }
    return status;
}

/* A last line without an end was cut by a crash, and does not count. */
static isnad_status read_lines(isn_watch *w, const char *name,
                               isnad_status (*each)(isn_watch *w, char *line))
{
    int fd = openat(w->folder, name, O_RDONLY | O_CLOEXEC);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
    if (!file) {
        return fd < 0 && errno == ENOENT ? ISNAD_OK
               : fd < 0                  ? ISNAD_IO
                                         : ISNAD_NOMEM;
    }
    char *line = NULL;
    size_t room = 0;
    ssize_t len;
    isnad_status status = ISNAD_OK;
    while (!status && (len = getline(&line, &room, file)) > 0) {
        if (line[len - 1] == '\n') {
            line[len - 1] = '\0';
            status = each(w, line);
        }
    }
    if (!status && ferror(file)) {
        status = ISNAD_IO;
    }
    free(line);
    fclose(file);
    return status;
}

/* A line cut by a crash is ended, so that the next one stands by itself. */
static isnad_status open_seen(isn_watch *w)
{
    char last = '\n';
    w->seen_file =
        openat(w->folder, SEEN_NAME,
               O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (w->seen_file < 0) {
        return ISNAD_IO;
    }
    off_t end = lseek(w->seen_file, 0, SEEK_END);
    if (end > 0 && pread(w->seen_file, &last, 1, end - 1) == 1 &&
        last != '\n' && write(w->seen_file, "\n", 1) != 1) {
        return ISNAD_IO;
    }
    return ISNAD_OK;
}

isnad_status isn_memory_read(isn_watch *w)
{
    isnad_status status = read_lines(w, STATE_NAME, read_line);
    status = status ? status : read_lines(w, SEEN_NAME, read_seen);
    status = status ? status : open_seen(w);
    if (status == ISNAD_IO) {
        snprintf(w->why, sizeof w->why, "%s: %s", w->options->folder,
                 strerrordesc_np(errno));
    }
    return status;
}

/* ---- writing ----------------------------------------------------------- */

static void put_sources(const isn_watch *w, isn_buffer *out)
{
    for (uint32_t i = 0; i < w->source_urls.count; i++) {
        const isn_source *s = &w->sources[i];
        isn_buffer_format(out, "source\t%s\t%s\t%s\t%s\t%s\t%s\n",
                          w->source_urls.items[i], s->etag ? s->etag : "",
                          s->last_modified ? s->last_modified : "", s->sha256,
                          s->capture.id, s->capture.date);
    }
}

static void put_hosts(const isn_watch *w, isn_buffer *out)
{
    double now = isn_watch_now(), shift = (double)time(NULL) - now;
    for (uint32_t i = 0; i < w->host_names.count; i++) {
        const isn_host *h = &w->hosts[i];
        if (h->failures > 0 && h->next_at > now) {
            isn_buffer_format(out, "host\t%s\t%.0f\t%u\n",
                              w->host_names.items[i], h->next_at + shift + .5,
                              h->failures);
        }
    }
}

static bool write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t done = write(fd, bytes, len);
        if (done < 0 && errno != EINTR) {
            return false;
        }
        bytes += done > 0 ? done : 0;
        len -= done > 0 ? (size_t)done : 0;
    }
    return true;
}

static bool replace(const isn_watch *w, const isn_buffer *text)
{
    int fd =
        openat(w->folder, STATE_NAME "-new",
               O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0) {
        return false;
    }
    bool good = write_all(fd, text->data, text->len) && fsync(fd) == 0;
    good = close(fd) == 0 && good;
    return good &&
           renameat(w->folder, STATE_NAME "-new", w->folder, STATE_NAME) == 0;
}

isnad_status isn_memory_write(isn_watch *w)
{
    isn_buffer text;
    isn_buffer_init(&text, STATE_MAX);
    isn_buffer_text(&text, "# What isnad watch knows; written anew after each "
                           "round.\n");
    isn_warc_place place = isn_warc_out_place(w->warc);
    if (place.name[0]) {
        isn_buffer_format(&text, "archive\t%s\t%" PRIu64 "\n", place.name,
                          place.len);
    }
    put_sources(w, &text);
    put_hosts(w, &text);
    isnad_status status = text.status;
    if (!status && !replace(w, &text)) {
        snprintf(w->why, sizeof w->why, "%s/" STATE_NAME ": %s",
                 w->options->folder, strerrordesc_np(errno));
        status = ISNAD_IO;
    }
    isn_buffer_free(&text);
    return status;
}

isnad_status isn_memory_seen(isn_watch *w, uint32_t page)
{
    const char *url = w->pages.items[page];
    w->page_states[page] = ISN_PAGE_SEEN;
    if (write_all(w->seen_file, url, strlen(url)) &&
        write_all(w->seen_file, "\n", 1)) {
        return ISNAD_OK;
    }
    snprintf(w->why, sizeof w->why, "%s/" SEEN_NAME ": %s", w->options->folder,
             strerrordesc_np(errno));
    return ISNAD_IO;
}
