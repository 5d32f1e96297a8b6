/* Visits feeds and pages again and again, and keeps every exchange. */
#ifndef ISN_WATCH_H
#define ISN_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "isnad/status.h"

/* What has been done so far. */
typedef struct isn_watch_counts {
    uint64_t rounds;
    uint64_t sources;   /* feeds and pages asked for by name: answers */
    uint64_t unchanged; /* of these: as before */
    uint64_t pages;     /* that feeds pointed to, kept */
    uint64_t failed;    /* sources and pages, each told */
    uint64_t captures;  /* exchanges kept, redirects and robots.txt too */
    uint64_t bytes;     /* of all bodies, as they travelled */
} isn_watch_counts;

typedef struct isn_watch_options {
    const char *folder; /* of the archive and of what is known; is made */
    /* Addresses of feeds and pages; files of OPML or of addresses, one a
     * line. */
    const char *const *sources;
    size_t source_count;
    double every;             /* seconds between two visits to a source */
    double pace;              /* seconds between two requests to a host */
    bool once;                /* ends when every source was visited */
    const char *const *allow; /* hosts whose address may be private */
    size_t allow_count;
    const char *user_agent; /* required; its name before "/" is robots.txt's */
    uint64_t body_max;      /* bytes of a body; 0: 16 MiB */
    long timeout;           /* seconds of an exchange; 0: a minute */
    uint64_t file_max; /* bytes after which a new file is begun; 0: 1 GiB */

    /* What went wrong with an address; `what` lives during the call. */
    void (*say)(void *data, const char *url, const char *what);
    /* After each round; may be NULL. */
    void (*round)(void *data, const isn_watch_counts *counts, const char *file);
    bool (*stop)(void *data); /* asked often */
    void *data;
} isn_watch_options;

typedef struct isn_watch isn_watch;

/* Reads the sources and what an earlier run left in the folder, which is
 * locked until isn_watch_close.  *options and what it points to must live as
 * long.  Fails with ISNAD_NOMEM, ISNAD_IO, ISNAD_MALFORMED (a source that is
 * none) or ISNAD_USAGE (another one watches there), told in error->message. */
isnad_status isn_watch_open(const isn_watch_options *options, isn_watch **watch,
                            isnad_error *error);
/* Watches until all is done, or until stop says so: ISNAD_INTERRUPTED.  What
 * is kept is whole in both cases, also where this fails with ISNAD_NOMEM or
 * ISNAD_IO, told in error->message. */
isnad_status isn_watch_run(isn_watch *watch, isn_watch_counts *counts,
                           isnad_error *error);
void isn_watch_close(isn_watch *watch);

#endif
