/* What changes the pile while it is served: pages that are sent, corrections
 * by hand, what others add to the store.
 *
 * A thread keeps a job (then it is on the disk, and the sender is told) and
 * makes a new edition of all, while another answers from the old one.  Jobs
 * that come meanwhile share the next edition. */
#ifndef ISN_JOBS_H
#define ISN_JOBS_H

#include "serve/edition.h"
#include "serve/form.h"
#include "serve/keep.h"

enum { ISN_JOBS_MAX = 64, ISN_TOKEN_ROOM = 33 };

typedef enum isn_stage {
    ISN_STAGE_WAITING, /* to be kept */
    ISN_STAGE_KEPT,    /* it is on the disk; what became of it is known */
    ISN_STAGE_DONE,    /* and it is in what is served */
    ISN_STAGE_FAILED,
} isn_stage;

const char *isn_stage_text(isn_stage stage); /* "waiting" … */

typedef struct isn_job {
    unsigned number; /* from 1 */
    isn_stage stage;
    isn_kept_job kept; /* strings live until ISN_JOBS_MAX more jobs came */
} isn_job;

/* What the thread is at. */
typedef struct isn_progress {
    const char *what; /* "idle", "reading" or "comparing"; static */
    size_t done, due; /* documents; due 0: not known */
} isn_progress;

typedef struct isn_work isn_work;

/* `source`, with a store, and what it names outlive it; so does the path of
 * the file of corrections, NULL: none can be written.  NULL when out of memory
 * or files. */
isn_work *isn_work_new(const isn_edition_source *source,
                       const char *corrections);
/* Begins the thread; the store is its own from here on. */
isnad_status isn_work_begin(isn_work *work);
/* Ends it, and frees.  NULL is allowed. */
void isn_work_free(isn_work *work);

/* Readable when something has changed; isn_work_take makes it quiet. */
int isn_work_fd(const isn_work *work);
/* The edition to serve from now on, or NULL: as before.  Where there is one,
 * `old` is freed by and by. */
isn_edition *isn_work_take(isn_work *work, isn_edition *old);

/* What every form must send; new with each start. */
const char *isn_work_token(const isn_work *work);
/* The file of corrections, or NULL. */
const char *isn_work_corrections(const isn_work *work);

/* Adds a job: its number; 0 when there is too much to do.  Takes body and
 * form, also on failure. */
unsigned isn_work_pages(isn_work *work, char *body, isn_form *form);
unsigned isn_work_correct(isn_work *work, char *body, isn_form *form);

/* A job as it stands.  False: there is none. */
bool isn_work_job(isn_work *work, unsigned number, isn_job *job);
unsigned isn_work_last(isn_work *work); /* number of the newest; 0: none */
isn_progress isn_work_progress(isn_work *work);

#endif
