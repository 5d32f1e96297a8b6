/* Documents kept in one file, so that a pile grows page by page.
 *
 * A store holds every payload once, compressed, and where it was found: path,
 * decodings, address, charset and day that its container told.  From these
 * isnad_flow_read makes the documents again, the same as from the files
 * (isnad_flow_options.store).  docs/store.md tells what lies in the file.
 *
 * A store is used by one thread at a time.  Others may read the file, in
 * stores of their own, while one writes.
 */
#ifndef ISNAD_STORE_H
#define ISNAD_STORE_H

#include <stdbool.h>

#include "isnad/doc.h"

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

typedef struct isnad_store isnad_store;

/* Opens the store at `path`, to write in it too where `write`; then it is
 * made where it is not there.  On failure *error says why: ISNAD_IO,
 * ISNAD_MALFORMED (no store), ISNAD_UNSUPPORTED (of a newer isnad),
 * ISNAD_NOMEM.  *store is the caller's to close. */
isnad_status isnad_store_open(const char *path, bool write, isnad_store **store,
                              isnad_error *error);
/* What was not kept is forgotten.  NULL is allowed. */
void isnad_store_close(isnad_store *store);

/* What adding a document changed. */
typedef enum isnad_stored {
    ISNAD_STORED_KNOWN,   /* nothing: it was there */
    ISNAD_STORED_NEW,     /* a document of a path not known before */
    ISNAD_STORED_CHANGED, /* its path had another payload, which stays behind
                           * it, or other facts */
} isnad_stored;

/* Adds a document, and what it says to the search index (search.h): its names
 * and statements where it has findings.  It is on the disk after
 * isnad_store_keep.  The document changes only in memory of its own. */
isnad_status isnad_store_add(isnad_store *store, isnad_doc *doc,
                             isnad_stored *stored);
/* Takes all out of the search index, for isnad_store_index to enter every
 * document anew: that of an older isnad knows less. */
isnad_status isnad_store_forget_index(isnad_store *store);
/* False: pages are in no index yet, or in that of another isnad. */
bool isnad_store_index_current(isnad_store *store);
/* Enters a document that was read from this store (isnad_flow_options.store).
 * Both take effect with isnad_store_keep. */
isnad_status isnad_store_index(isnad_store *store, isnad_doc *doc);

/* Writes all that was added since, in one transaction.  After ISNAD_OK it is
 * on the disk and outlives the process and the power; after a failure none of
 * it is in the store, which stays whole. */
isnad_status isnad_store_keep(isnad_store *store);

typedef struct isnad_store_counts {
    uint64_t documents; /* each path and its decodings, as it was last */
    uint64_t versions;  /* what they were at any time */
    uint64_t payloads, payload_bytes; /* each once; as they were read */
    uint64_t kept_bytes;              /* compressed */
} isnad_store_counts;

isnad_status isnad_store_count(isnad_store *store, isnad_store_counts *counts);

/* Why the last call failed; lives until the next. */
const char *isnad_store_message(const isnad_store *store);

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop

#endif
