/* Keeps what was sent: pages in the store, a correction in its file. */
#ifndef ISN_KEEP_H
#define ISN_KEEP_H

#include <stdbool.h>

#include "isnad/flow.h"
#include "serve/correct.h"
#include "serve/form.h"
#include "serve/site.h"

enum { ISN_REASON_ROOM = 160 };

/* What became of a file. */
typedef struct isn_filed {
    char *name;
    unsigned added, changed, known; /* documents */
    unsigned other;   /* of these, in a language that is not shown */
    unsigned skipped; /* parts that are no documents */
    char article[ISN_SITE_ARTICLE_ROOM]; /* how addresses name its first one */
    char reason[ISN_REASON_ROOM];        /* why the first was skipped */
} isn_filed;

typedef struct isn_kept_job {
    isnad_status status; /* ISNAD_OK: it is on the disk */
    char reason[ISN_REASON_ROOM];
    bool changes;     /* something is other than before */
    isn_filed *files; /* of pages */
    size_t file_count;
    char *kind, *name, *other; /* of a correction */
} isn_kept_job;

/* Frees what it holds. */
void isn_kept_job_free(isn_kept_job *job);

/* Adds the files of the form to the store.  `options` are those with which the
 * pile is read. */
void isn_keep_pages(isnad_store *store, const isnad_flow_options *options,
                    const isn_form *form, isn_kept_job *job);
/* Writes the correction that the form's fields kind, name and other tell. */
void isn_keep_correction(const char *path, const isn_form *form,
                         isn_kept_job *job);

#endif
