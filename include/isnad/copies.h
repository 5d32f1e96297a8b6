/* Copies among any number of documents: an index that keeps of each document
 * what the search for shared text needs, about a kilobyte and a half, and can
 * lie in a folder between runs.
 *
 * Entries are made of documents (on any thread), then added: each is held
 * against all that were added before.  Adding documents one by one gives the
 * same index as adding them at once in the same order.
 */
#ifndef ISNAD_COPIES_H
#define ISNAD_COPIES_H

#include "isnad/story.h"

typedef struct isnad_copies isnad_copies;
typedef struct isnad_copy_entry isnad_copy_entry; /* free() frees it */

/* Opens the index in `folder`, which is made where it is missing and locked
 * until isnad_copies_close; NULL: an index in memory alone.  Fails with
 * ISNAD_NOMEM, ISNAD_IO, ISNAD_MALFORMED (it is damaged) or ISNAD_UNSUPPORTED
 * (of another version or machine); *error says why. */
isnad_status isnad_copies_open(const char *folder, isnad_copies **copies,
                               isnad_error *error);
void isnad_copies_close(isnad_copies *copies);

/* What the index keeps of a document that has tokens; the caller's.  The
 * document is not needed any more.  ISNAD_NOMEM is the only failure. */
isnad_status isnad_copies_entry(const isnad_doc *doc, isnad_copy_entry **entry);

/* Adds entries[0 .. count) by date, then by hash, and frees them, also on
 * failure.  One that is known already, of the same bytes at the same place,
 * is passed over.  `progress` may be NULL. */
isnad_status
isnad_copies_add(isnad_copies *copies, isnad_copy_entry **entries, size_t count,
                 void (*progress)(void *data, size_t done, size_t due),
                 void *data);

/* Adds what `other` has, in its order. */
isnad_status isnad_copies_merge(isnad_copies *copies,
                                const isnad_copies *other);

/* Puts what was added on the disk: once it returns ISNAD_OK, a crash takes
 * nothing away; before, the index is what it was.  Nothing to do for an index
 * in memory.  Fails with ISNAD_IO or ISNAD_NOMEM. */
isnad_status isnad_copies_keep(isnad_copies *copies, isnad_error *error);

/* Documents of the index. */
size_t isnad_copies_count(const isnad_copies *copies);

/* One of the two documents of a link; all lives during the call. */
typedef struct isnad_copy_side {
    const char *path;
    const char *const *steps;
    size_t step_count;
    double shared;                  /* share of its words, 0 .. 1 */
    const isnad_raw_span *passages; /* where shared words stand in it */
} isnad_copy_side;

typedef struct isnad_copy {
    isnad_copy_side a, b; /* a is the likelier source */
    isnad_link_kind kind;
    isnad_link_form form;
    const char *direction; /* as isnad_link has it */
    size_t passage_count;
} isnad_copy;

/* Tells every link of the documents from number `first` on with any before
 * them, in the order in which they came.  Stops with what `put` returns. */
isnad_status isnad_copies_each(isnad_copies *copies, size_t first,
                               isnad_status (*put)(void *data,
                                                   const isnad_copy *copy),
                               void *data);

#endif
