/* From paths to payloads. */
#ifndef ISN_READ_H
#define ISN_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "isnad/status.h"

/* Which members of a JSON object hold what.  A member within a member is
 * named with a slash: "article/body".  NULL: the usual names are tried. */
typedef struct isn_read_fields {
    const char *text, *title, *published, *url;
} isn_read_fields;

/* Zero means the default in every field. */
typedef struct isn_read_options {
    uint64_t payload; /* bytes of one payload; default 64 MiB */
    uint64_t ratio;   /* decoded bytes for each encoded one; default 400 */
    uint64_t records; /* records of one file; default 100 million */
    unsigned nesting; /* decodings on top of each other; default 3 */
    unsigned depth;   /* folders within folders; default 64 */
    const char *kind; /* what the inputs are (isn_read_kinds), their
                         compression taken off; NULL: told by the bytes */
    isn_read_fields fields;
} isn_read_options;

/* The names of kinds, NULL behind the last. */
extern const char *const isn_read_kinds[];

/* What a container knows of a payload.  NULL: nothing. */
typedef struct isn_read_hints {
    const char *url, *charset, *published;
} isn_read_hints;

/* One payload.  Strings live during the call; the payload was malloc'ed and
 * goes to the one who is called. */
typedef struct isn_record {
    const char *path; /* the file as given, or found in a folder given */
    const char *const *steps;
    size_t step_count;
    unsigned char *payload;
    size_t len;
    uint64_t offset; /* where the record begins in the file, decoded */
    /* From a store: its number there, and which document first stood at its
     * path; 0 and NULL: from none. */
    int64_t number, first;
    const char *first_sha256;
    isn_read_hints hints;
} isn_record;

typedef struct isn_read_sink {
    /* Takes record->payload.  Anything but ISNAD_OK ends the reading and is
     * returned by isn_read_path. */
    isnad_status (*record)(void *data, isn_record *record);
    /* An input or a part of one that is not read; reading goes on. */
    void (*skip)(void *data, const char *path, uint64_t offset,
                 isnad_status status, const char *reason);
    /* Asked between records: true ends the reading with
     * ISNAD_INTERRUPTED.  May be NULL. */
    bool (*stop)(void *data);
    void *data;
    uint64_t *count; /* bytes of files are added as they are read; or NULL */
} isn_read_sink;

/* Delivers every payload of `path`: a file, a folder (all that is below it,
 * by path; names that begin with a dot are passed over) or "-" for standard
 * input.  `options` may be NULL.  Fails only with ISNAD_NOMEM,
 * ISNAD_INTERRUPTED or what the sink returned; everything else is told by
 * sink->skip. */
isnad_status isn_read_path(const char *path, const isn_read_options *options,
                           const isn_read_sink *sink);

/* The same for bytes in memory, called `path`. */
isnad_status isn_read_memory(const char *path, const void *bytes, size_t len,
                             const isn_read_options *options,
                             const isn_read_sink *sink);

/* How much is below `path`, for telling the time left: adds to both. */
void isn_read_survey(const char *path, uint64_t *files, uint64_t *bytes);

#endif
