/* The store as its own files and flow see it. */
#ifndef ISN_STORE_DATA_H
#define ISN_STORE_DATA_H

#include <sqlite3.h>

#include "core/buffer.h"
#include "isnad/store.h"
#include "read/read.h"

/* Statements that are prepared once. */
typedef enum isn_store_query {
    ISN_STORE_BEGIN,
    ISN_STORE_COMMIT,
    ISN_STORE_ROLLBACK,
    ISN_STORE_FIND_PAYLOAD,
    ISN_STORE_ADD_PAYLOAD,
    ISN_STORE_FIND_CAPTURE,
    ISN_STORE_RETIRE,
    ISN_STORE_ADD_CAPTURE,
    ISN_STORE_READ,
    ISN_STORE_COUNT,
    ISN_STORE_ADD_COUNT,
    ISN_STORE_READ_ONE,
    ISN_STORE_DROP_ARTICLE,
    ISN_STORE_DROP_ARTICLES,
    ISN_STORE_DROP_NAMES,
    ISN_STORE_DROP_WORDS,
    ISN_STORE_ADD_ARTICLE,
    ISN_STORE_ADD_WORDS,
    ISN_STORE_DROP_ENTRY,
    ISN_STORE_FIND_NAME,
    ISN_STORE_ADD_NAME,
    ISN_STORE_NAME_TEXT,
    ISN_STORE_LAST_NAME,
    ISN_STORE_SEARCH,
    ISN_STORE_SEARCH_SAID,
    ISN_STORE_SCAN,
    ISN_STORE_MARK,
    ISN_STORE_SET_MARK,
    ISN_STORE_DICTIONARY,
    ISN_STORE_ADD_DICTIONARY,
    ISN_STORE_SAMPLES,
    ISN_STORE_QUERY_COUNT,
} isn_store_query;

typedef struct isn_packer isn_packer; /* store_pack.c */

struct isnad_store {
    sqlite3 *db;
    sqlite3_stmt *queries[ISN_STORE_QUERY_COUNT];
    bool begun;                  /* a transaction is under way */
    isnad_store_counts fresh;    /* what it adds to the totals */
    uint64_t work, most_work;    /* of one step, in units of store_open.c */
    isn_packer *packer;          /* made at the first use */
    struct isnad_search *search; /* the one under way */
    bool told_said;              /* SQLite knows isnad_said */
    const char *reason;          /* where SQLite's word is not enough */
    char words[160];             /* SQLite's, where a rollback would end them */
};

/* The status of SQLite's `code`. */
isnad_status isn_store_status(isnad_store *store, int code);
/* A query ready to bind and step, or NULL: isnad_store_message tells. */
sqlite3_stmt *isn_store_query_of(isnad_store *store, isn_store_query which);
/* Begins a transaction where none is under way. */
isnad_status isn_store_begin(isnad_store *store);
/* After a failure: what was begun is undone. */
void isn_store_roll_back(isnad_store *store);
/* What isnad_store_message says now outlives other calls of SQLite. */
void isn_store_keep_words(isnad_store *store);
/* sqlite3_step; one that works beyond all measure of the file is ended. */
int isn_store_step(isnad_store *store, sqlite3_stmt *query);
/* Steps a query that gives no row, and resets it. */
isnad_status isn_store_run(isnad_store *store, sqlite3_stmt *query);

/* A payload compressed, malloc'ed. */
isnad_status isn_store_pack(isnad_store *store, const void *bytes, size_t len,
                            void **packed, size_t *packed_len);
/* The payload again, malloc'ed; ISNAD_DIFFERS where it is damaged. */
isnad_status isn_store_unpack(isnad_store *store, const void *packed,
                              size_t packed_len, int64_t size,
                              unsigned char **bytes);
/* Called once so many payloads are there: they teach a dictionary. */
enum { ISN_STORE_LEARN_AT = 1000 };
isnad_status isn_store_learn(isnad_store *store);
/* The dictionary may be another by now. */
void isn_packer_forget(isnad_store *store);
void isn_packer_free(isnad_store *store);

/* What made the index: its form, the version of isnad, how many words its
 * lexicon knows.  Stems of another isnad may differ. */
enum { ISN_INDEX_MARK_ROOM = 64 };
const char *isn_index_mark(char mark[ISN_INDEX_MARK_ROOM]);

/* Enters a document, which is capture `id`, in the search index. */
isnad_status isn_store_index(isnad_store *store, isnad_doc *doc, int64_t id);
/* Takes out the words of a document of this store, which is to be as it was
 * when it was entered. */
isnad_status isn_store_unindex(isnad_store *store, isnad_doc *doc);
/* What now stands where adding `doc` would put another version; 0: nothing
 * does. */
isnad_status isn_store_replaced(isnad_store *store, const isnad_doc *doc,
                                int64_t *id);
/* Hands every document, as it was last, to sink->record in the order in which
 * they came; a payload that is damaged goes to sink->skip.  Fails as
 * isn_read_path does, and with ISNAD_IO or ISNAD_MALFORMED where the file
 * cannot be read. */
isnad_status isn_store_read(isnad_store *store, const isn_read_sink *sink);
/* The same for document `id` alone; ISNAD_EMPTY where there is none. */
isnad_status isn_store_read_one(isnad_store *store, int64_t id,
                                const isn_read_sink *sink);

#endif
