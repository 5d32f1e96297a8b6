#include "flow/bundle_in.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { LONGEST_LINE = 1 << 16, BLOCK = 1 << 16 };

#define LARGEST_REPORT (UINT64_C(1) << 30)
#define LARGEST_BUNDLE (UINT64_C(1) << 36) /* decoded */

typedef struct bundle {
    gzFile file;
    char *line; /* LONGEST_LINE bytes */
    uint64_t passed;
} bundle;

static isnad_status fail(isnad_error *error, isnad_status status,
                         const char *why)
{
    *error = (isnad_error){.status = status, .position = ISNAD_NO_POSITION};
    snprintf(error->message, sizeof error->message, "%s", why);
    return status;
}

bool isn_bundle_is(const char *path)
{
    char begin[5] = "";
    gzFile file = gzopen(path, "rbe");
    int got = file ? gzread(file, begin, sizeof begin) : 0;
    if (file) {
        gzclose(file);
    }
    return got == sizeof begin && memcmp(begin, "WARC/", sizeof begin) == 0;
}

/* The next line without its end; false at the end of the file. */
static bool next_line(bundle *b)
{
    if (!gzgets(b->file, b->line, LONGEST_LINE)) {
        return false;
    }
    size_t len = strlen(b->line);
    b->passed += len;
    while (len > 0 && (b->line[len - 1] == '\n' || b->line[len - 1] == '\r')) {
        b->line[--len] = '\0';
    }
    return true;
}

/* Reads a head: how long its block is, and whether that is the report. */
static bool read_head(bundle *b, uint64_t *len, bool *report)
{
    bool any = false;
    *len = 0;
    *report = false;
    while (next_line(b)) {
        if (!b->line[0] && any) {
            return true;
        }
        any |= b->line[0] != '\0';
        if (strncmp(b->line, "Content-Length: ", 16) == 0) {
            *len = strtoull(b->line + 16, NULL, 10);
        }
        *report |= strcmp(b->line, "WARC-Target-URI: urn:isnad:report") == 0;
    }
    return false;
}

static bool skip(bundle *b, uint64_t len)
{
    char block[BLOCK];
    while (len > 0) {
        unsigned want = len < BLOCK ? (unsigned)len : BLOCK;
        int got = gzread(b->file, block, want);
        if (got <= 0) {
            return false;
        }
        len -= (uint64_t)got;
        b->passed += (uint64_t)got;
    }
    return true;
}

static isnad_status read_report(bundle *b, uint64_t report_len, char **text,
                                size_t *len, isnad_error *error)
{
    if (report_len > LARGEST_REPORT) {
        return fail(error, ISNAD_LIMIT, "its report is too large");
    }
    *text = malloc((size_t)report_len + 1);
    if (!*text) {
        return fail(error, ISNAD_NOMEM, "out of memory");
    }
    if (gzread(b->file, *text, (unsigned)report_len) != (int)report_len) {
        free(*text);
        *text = NULL;
        return fail(error, ISNAD_MALFORMED, "its report is cut off");
    }
    (*text)[report_len] = '\0';
    *len = (size_t)report_len;
    return ISNAD_OK;
}

isnad_status isn_bundle_report(const char *path, char **text, size_t *len,
                               isnad_error *error)
{
    bundle b = {.file = gzopen(path, "rbe"), .line = malloc(LONGEST_LINE)};
    isnad_status status = ISNAD_EMPTY;
    *text = NULL;
    if (!b.file || !b.line) {
        status = b.line ? fail(error, ISNAD_IO, strerrordesc_np(errno))
                        : fail(error, ISNAD_NOMEM, "out of memory");
    }
    uint64_t block;
    bool report;
    while (status == ISNAD_EMPTY && b.passed < LARGEST_BUNDLE &&
           read_head(&b, &block, &report)) {
        if (report) {
            status = read_report(&b, block, text, len, error);
        } else if (!skip(&b, block)) {
            break;
        }
    }
    if (status == ISNAD_EMPTY) {
        status = fail(error, ISNAD_MALFORMED, "no report in it");
    }
    if (b.file) {
        gzclose(b.file);
    }
    free(b.line);
    return status;
}
