/* One path from bytes to documents, used by every command and binding. */
#ifndef ISNAD_FLOW_H
#define ISNAD_FLOW_H

#include "isnad/copies.h"
#include "isnad/corrections.h"
#include "isnad/doc.h"
#include "isnad/report.h"
#include "isnad/store.h"

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

/* Days of publication known from elsewhere. */
typedef struct isnad_days isnad_days;

/* Reads a table of lines NAME<TAB>DAY, where NAME is a path or a file name
 * (with or without its ending) and DAY an ISO day or date-time.  Empty lines
 * and lines that begin with # are passed over.  *days is the caller's to
 * free. */
isnad_status isnad_days_read(const char *path, isnad_days **days,
                             isnad_error *error);
void isnad_days_free(isnad_days *days);
/* The day of `path`: what its own line says, or the line of its file name;
 * NULL: none. */
const char *isnad_days_of(const isnad_days *days, const char *path);

/* Is `text` an ISO day (2022-01-13) or date-time (2022-01-13T18:00)? */
bool isnad_day_valid(const char *text);

/* How far a document goes. */
typedef enum isnad_flow_depth {
    ISNAD_FLOW_FINDINGS, /* all that is found in a document by itself */
    ISNAD_FLOW_ARTICLE,  /* text, blocks, metadata; no findings */
    ISNAD_FLOW_LINES,    /* plain text, a block for each line, tokens */
    ISNAD_FLOW_TOKENS,   /* article and tokens; no findings */
} isnad_flow_depth;

/* An input, or part of one, that was not read. */
typedef struct isnad_skip {
    const char *path; /* lives during the call */
    uint64_t offset;
    isnad_status status;
    const char *reason; /* lives during the call */
} isnad_skip;

typedef struct isnad_flow_progress {
    uint64_t documents, bytes; /* payload bytes delivered so far */
    uint64_t input;            /* bytes read so far, as they lie on the disk */
} isnad_flow_progress;

/* How far an earlier run came: the document that it wrote last. */
typedef struct isnad_flow_mark isnad_flow_mark;

/* The document that a line of JSON describes, as isnad_report_document and
 * isnad_report_article print it; the caller's to free.  ISNAD_MALFORMED where
 * it names none. */
isnad_status isnad_flow_mark_of_line(const char *line, size_t len,
                                     isnad_flow_mark **mark);
void isnad_flow_mark_free(isnad_flow_mark *mark);

/* Members of JSON objects that hold what; "a/b" is member b of member a.
 * NULL: the usual names are tried. */
typedef struct isnad_fields {
    const char *text, *title, *published, *url;
} isnad_fields;

/* Zero means the default in every field. */
typedef struct isnad_flow_options {
    unsigned threads; /* that build documents; 0: one for each processor */
    isnad_flow_depth depth;
    const char *published; /* day of pages that `days` does not name */
    const isnad_days *days;
    const isnad_corrections *corrections; /* outlives the documents */
    /* Documents in another language than this ("ar") are passed over, and
     * named to the handler; those whose language is not known are kept. */
    const char *language;
    isnad_fields fields;
    /* Its documents are read behind those of the paths; used by the thread
     * that reads, alone.  NULL: none. */
    isnad_store *store;
    /* What the inputs are: one of isnad_flow_kinds; NULL: told by the bytes. */
    const char *input;
    bool acled; /* vague figures as ACLED counts them; see docs/figures.md */
    /* What comes up to this document, which was done before, is passed over;
     * NULL: nothing.  Reading ends with ISNAD_DIFFERS where it never comes. */
    const isnad_flow_mark *after;
    /* Inside isnad alone: documents take as little memory as they can, and
     * this brings back their payloads (core/docdata.h).  NULL: they are whole.
     */
    const struct isn_fetcher *lean;
    uint64_t payload_max; /* bytes of one payload; default 64 MiB */
    uint64_t ratio_max;   /* decoded bytes for each encoded; default 400 */
    uint64_t records_max; /* records of one file; default 100 million */
    unsigned nesting_max; /* archives and codings in each other, at most 8;
                             default 3 */

    /* All are called from the thread that called isnad_flow_read, with
     * `data`; each may be NULL. */
    void (*skip)(void *data, const isnad_skip *skip);
    void (*progress)(void *data, const isnad_flow_progress *progress);
    /* Asked often; true ends the reading with ISNAD_INTERRUPTED after the
     * documents already begun were delivered. */
    bool (*stop)(void *data);
    void *data;
} isnad_flow_options;

/* The names that isnad_flow_options.input may have, NULL behind the last. */
const char *const *isnad_flow_kinds(void);

typedef struct isnad_flow_handler {
    /* Optional, called on the thread that built the document: for work that
     * needs no order, such as printing into memory.  What it leaves in
     * *result goes to `document`. */
    isnad_status (*work)(void *data, isnad_doc *doc, void **result);
    /* Called for each document, in the order of the inputs.  Takes doc and
     * result.  Anything but ISNAD_OK ends the reading. */
    isnad_status (*document)(void *data, isnad_doc *doc, void *result);
    /* Optional: a document in another language than the options ask for, in
     * the order of the inputs; path and language live during the call. */
    isnad_status (*other)(void *data, const char *path, uint64_t offset,
                          const char *language);
    /* Frees a result that could not be delivered; required with `work`. */
    void (*drop)(void *result);
    void *data;
} isnad_flow_handler;

/* Reads every document of paths[0 .. count): files, folders, "-".  Inputs
 * that are no documents are told by options->skip.  Memory is bounded: few
 * documents are under way at once.  Fails with ISNAD_NOMEM,
 * ISNAD_INTERRUPTED or what the handler returned. */
isnad_status isnad_flow_read(const char *const *paths, size_t count,
                             const isnad_flow_options *options,
                             const isnad_flow_handler *handler);

/* The same for a file that lies in memory, called `path`; options->store is
 * not read. */
isnad_status isnad_flow_read_memory(const char *path, const void *bytes,
                                    size_t len,
                                    const isnad_flow_options *options,
                                    const isnad_flow_handler *handler);

/* One document from bytes in memory (copied). */
isnad_status isnad_flow_document(const char *path, const void *bytes,
                                 size_t len, const isnad_flow_options *options,
                                 isnad_doc **doc, isnad_error *error);

/* Document `id` of a store (isnad_hit.document), which is the caller's to
 * free.  ISNAD_EMPTY: there is none; ISNAD_MALFORMED: it is damaged. */
isnad_status isnad_flow_stored(isnad_store *store, int64_t id,
                               const isnad_flow_options *options,
                               isnad_doc **doc, isnad_error *error);

/* isnad_store_add, with the words of an older version of the page taken out of
 * the search index. */
isnad_status isnad_flow_keep(isnad_store *store, isnad_doc *doc,
                             const isnad_flow_options *options,
                             isnad_stored *stored);

/* A pile: documents in an array, by path, each once.  What repeats over the
 * pages of one host is furniture in them. */
typedef struct isnad_docs {
    isnad_doc **items;
    size_t count, cap;
    /* Pages in other languages than the options ask for, each once, sorted by
     * language, path and offset. */
    isnad_other *others;
    size_t other_count, other_cap;
} isnad_docs;

/* Reads all documents into *docs, which is the caller's to free; also when
 * this fails, with what was read until then. */
isnad_status isnad_flow_pile(const char *const *paths, size_t count,
                             const isnad_flow_options *options,
                             isnad_docs *docs);
void isnad_docs_free(isnad_docs *docs);

/* Adds the documents of paths[0 .. count) to an index of copies: those of one
 * call by date, then by hash, whatever the order of the inputs.  No document
 * is kept in memory.  Each page is judged alone: what repeats over the pages of
 * a host is not known.  With ISNAD_INTERRUPTED what was read is added. */
isnad_status isnad_flow_copies(const char *const *paths, size_t count,
                               const isnad_flow_options *options,
                               isnad_copies *copies);

/* ---- verifying --------------------------------------------------------- */

/* Evidence that is no longer what the report says. */
typedef struct isnad_finding {
    const char *what;  /* "statement", "figure", … or "evidence" */
    const char *words; /* of the statement or figure; may be NULL */
    const char *path;
    uint64_t begin, end;
    const char *reason;
} isnad_finding;

typedef struct isnad_verified {
    uint64_t addresses, differing; /* differing: named by `finding` */
    uint64_t documents, changed;   /* changed: other bytes than evidence */
} isnad_verified;

/* Reads the JSON of a report again and compares all its evidence with
 * paths[0 .. count).  ISNAD_OK: all stands; ISNAD_DIFFERS: not, each told by
 * `finding`; ISNAD_MALFORMED with *error: `report` is no report. */
isnad_status isnad_flow_verify(const char *report, const char *const *paths,
                               size_t count, const isnad_flow_options *options,
                               void (*finding)(void *data,
                                               const isnad_finding *finding),
                               isnad_verified *verified, isnad_error *error);

/* ---- how much there is to read ------------------------------------------- */

typedef struct isnad_survey {
    uint64_t files, bytes; /* as they lie on the disk */
} isnad_survey;

isnad_survey isnad_flow_survey(const char *const *paths, size_t count);

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop

#endif
