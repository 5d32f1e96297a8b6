/* What Python needs between itself and the public headers: documents pulled
 * instead of pushed, and whole piles, both printed into memory.
 *
 * Text that is handed out was malloc'ed and is the caller's to free with
 * pyisnad_free.  Strings behind an isnad_flow_options, paths, days and
 * corrections are borrowed until the reader or pile is closed. */
#ifndef PYISNAD_NATIVE_H
#define PYISNAD_NATIVE_H

#include "isnad/isnad.h"

typedef struct pyisnad_text {
    char *data; /* NULL: none */
    size_t len;
} pyisnad_text;

void pyisnad_free(char *data);

/* ---- one document -------------------------------------------------------- */

/* The line that `isnad read` (or `isnad text`, by options->depth) prints of
 * the document in bytes[0 .. len). */
isnad_status pyisnad_read(const char *path, const void *bytes, size_t len,
                          const isnad_flow_options *options, pyisnad_text *line,
                          isnad_error *error);

/* ---- documents of a pile, one after the other --------------------------- */

typedef struct pyisnad_reader pyisnad_reader;

typedef enum pyisnad_kind {
    PYISNAD_END,
    PYISNAD_DOCUMENT, /* text: its line */
    PYISNAD_SKIP,     /* text: path; what was not read, and why */
} pyisnad_kind;

typedef struct pyisnad_item {
    pyisnad_kind kind;
    pyisnad_text text;
    uint64_t offset;
    isnad_status status; /* of a skip; of the whole reading at the end */
    char reason[160];
} pyisnad_item;

/* Begins to read paths[0 .. count) on a thread of its own, which stays a few
 * documents ahead.  NULL: out of memory. */
pyisnad_reader *pyisnad_open(const char *const *paths, size_t count,
                             const isnad_flow_options *options);
/* Waits for the next item, in the order of the inputs. */
void pyisnad_next(pyisnad_reader *reader, pyisnad_item *item);
/* Stops the reading, waits for its thread and frees all.  NULL: nothing. */
void pyisnad_close(pyisnad_reader *reader);

/* ---- a pile as a whole ------------------------------------------------ */

typedef struct pyisnad_pile pyisnad_pile;

/* Reads paths[0 .. count) and lays out their stories.  *pile is the caller's
 * to close. */
isnad_status pyisnad_pile_open(const char *const *paths, size_t count,
                               const isnad_flow_options *options,
                               pyisnad_pile **pile);
void pyisnad_pile_close(pyisnad_pile *pile);
/* What was not read: item `at`, whose text is borrowed; false behind the
 * last. */
bool pyisnad_pile_skip(const pyisnad_pile *pile, size_t at, pyisnad_item *item);
/* The report, as `isnad report --format`. */
isnad_status pyisnad_pile_print(const pyisnad_pile *pile, isnad_format format,
                                bool english, pyisnad_text *text);
/* The pairs that share text, as `isnad copies --format json`. */
isnad_status pyisnad_pile_copies(const pyisnad_pile *pile, bool passages,
                                 pyisnad_text *text);
/* A table, as `isnad export`. */
isnad_status pyisnad_pile_table(const pyisnad_pile *pile, isnad_table table,
                                pyisnad_text *text);

#endif
