/* The statements of a store, and how they end. */
#include "store/store_data.h"

#include <stdio.h>
#include <stdlib.h>

/* A document, for store_read.c. */
#define CAPTURE                                                                \
    "SELECT c.path, c.steps, c.position, c.url, c.charset, c.published, "      \
    "lower(hex(p.sha256)), p.size, p.packed, c.id, coalesce(c.first, c.id), "  \
    "lower(hex(q.sha256)) "                                                    \
    "FROM capture AS c JOIN payload AS p ON p.id = c.payload "                 \
    "JOIN capture AS f ON f.id = coalesce(c.first, c.id) "                     \
    "JOIN payload AS q ON q.id = f.payload "
/* Of an article, for search_run.c. */
#define ROW "a.id, a.day, a.outlet, a.kinds, a.facts, a.statements, "
/* A word of the title weighs most; names only filter. */
#define FOUND                                                                  \
    "-bm25(search, 1.0, 6.0, 0.0, 0.0, 0.0, 0.0, 0.0) "                        \
    "FROM search JOIN article AS a ON a.id = search.rowid "                    \
    "WHERE search MATCH ?1 ORDER BY search.rowid DESC"

static const char *const queries[ISN_STORE_QUERY_COUNT] = {
    [ISN_STORE_BEGIN] = "BEGIN IMMEDIATE",
    [ISN_STORE_COMMIT] = "COMMIT",
    [ISN_STORE_ROLLBACK] = "ROLLBACK",
    [ISN_STORE_FIND_PAYLOAD] = "SELECT id FROM payload WHERE sha256 = ?",
    [ISN_STORE_ADD_PAYLOAD] =
        "INSERT INTO payload (sha256, size, packed) VALUES (?, ?, ?)",
    [ISN_STORE_FIND_CAPTURE] =
        "SELECT payload, position IS ?3 AND url IS ?4 AND charset IS ?5 AND "
        "published IS ?6, coalesce(first, id), id FROM capture "
        "WHERE path = ?1 AND steps = ?2 AND current = 1",
    [ISN_STORE_RETIRE] = "UPDATE capture SET current = 0 "
                         "WHERE path = ?1 AND steps = ?2 AND current = 1",
    [ISN_STORE_ADD_CAPTURE] =
        "INSERT INTO capture "
        "(path, steps, position, url, charset, published, payload, current, "
        "first) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8)",
    [ISN_STORE_READ] = CAPTURE "WHERE c.current = 1 ORDER BY c.id",
    [ISN_STORE_READ_ONE] = CAPTURE "WHERE c.id = ?",
    [ISN_STORE_DROP_ARTICLE] =
        "DELETE FROM article WHERE id = (SELECT id FROM capture "
        "WHERE path = ?1 AND steps = ?2 AND current = 1)",
    [ISN_STORE_DROP_ARTICLES] = "DELETE FROM article",
    [ISN_STORE_DROP_NAMES] = "DELETE FROM name",
    [ISN_STORE_DROP_WORDS] = "INSERT INTO search (search) VALUES "
                             "('delete-all')",
    [ISN_STORE_ADD_ARTICLE] =
        "INSERT INTO article (id, day, outlet, kinds, facts, statements) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [ISN_STORE_ADD_WORDS] =
        "INSERT INTO search (rowid, body, title, speaker, person, place, "
        "organisation, role) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [ISN_STORE_DROP_ENTRY] =
        "INSERT INTO search (search, rowid, body, title, speaker, person, "
        "place, organisation, role) "
        "VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [ISN_STORE_FIND_NAME] = "SELECT id FROM name WHERE text = ?1 AND kind = ?2",
    [ISN_STORE_ADD_NAME] = "INSERT INTO name (text, kind) VALUES (?1, ?2)",
    [ISN_STORE_NAME_TEXT] = "SELECT text FROM name WHERE id = ?1",
    [ISN_STORE_LAST_NAME] = "SELECT coalesce(max(id), 0) FROM name",
    [ISN_STORE_MARK] = "SELECT mark FROM analysis",
    [ISN_STORE_SET_MARK] =
        "INSERT OR REPLACE INTO analysis (id, mark) VALUES (1, ?1)",
    [ISN_STORE_SEARCH] = "SELECT " ROW "NULL, " FOUND,
    [ISN_STORE_SEARCH_SAID] =
        "SELECT " ROW "isnad_said(search, a.statements), " FOUND,
    [ISN_STORE_SCAN] = "SELECT " ROW "NULL, 0.0 FROM article AS a "
                       "ORDER BY a.id DESC",
    [ISN_STORE_DICTIONARY] = "SELECT bytes FROM dictionary",
    [ISN_STORE_ADD_DICTIONARY] =
        "INSERT INTO dictionary (id, bytes) VALUES (1, ?1)",
    [ISN_STORE_SAMPLES] = "SELECT size, packed FROM payload ORDER BY id",
    [ISN_STORE_COUNT] =
        "SELECT documents, versions, payloads, payload_bytes, kept_bytes "
        "FROM total",
    [ISN_STORE_ADD_COUNT] =
        "UPDATE total SET documents = documents + ?1, "
        "versions = versions + ?2, payloads = payloads + ?3, "
        "payload_bytes = payload_bytes + ?4, kept_bytes = kept_bytes + ?5",
};

isnad_status isn_store_status(isnad_store *store, int code)
{
    store->reason = NULL;
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return ISNAD_OK;
    case SQLITE_NOMEM:
        store->reason = isnad_status_text(ISNAD_NOMEM);
        return ISNAD_NOMEM;
    case SQLITE_INTERRUPT: /* by isn_store_watch */
        store->reason = "a damaged store: it asks for endless work";
        return ISNAD_MALFORMED;
    case SQLITE_TOOBIG:
        store->reason = "too large for a store";
        return ISNAD_LIMIT;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        store->reason = "no store of isnad, or a damaged one";
        return ISNAD_MALFORMED;
    case SQLITE_FULL:
        store->reason = "the disk is full";
        return ISNAD_IO;
    case SQLITE_BUSY:
        store->reason = "another program is writing in it";
        return ISNAD_IO;
    default:
        return ISNAD_IO;
    }
}

const char *isnad_store_message(const isnad_store *store)
{
    return store->reason ? store->reason : sqlite3_errmsg(store->db);
}

void isn_store_keep_words(isnad_store *store)
{
    if (!store->reason) {
        snprintf(store->words, sizeof store->words, "%s",
                 sqlite3_errmsg(store->db));
        store->reason = store->words;
    }
}

sqlite3_stmt *isn_store_query_of(isnad_store *store, isn_store_query which)
{
    sqlite3_stmt **query = &store->queries[which];
    if (!*query && sqlite3_prepare_v3(store->db, queries[which], -1,
                                      SQLITE_PREPARE_PERSISTENT, query,
                                      NULL) != SQLITE_OK) {
        return NULL;
    }
    return *query;
}

int isn_store_step(isnad_store *store, sqlite3_stmt *query)
{
    store->work = 0;
    return sqlite3_step(query);
}

isnad_status isn_store_run(isnad_store *store, sqlite3_stmt *query)
{
    if (!query) {
        return isn_store_status(store, sqlite3_errcode(store->db));
    }
    int code = isn_store_step(store, query);
    isnad_status status = isn_store_status(store, code);
    sqlite3_reset(query);
    sqlite3_clear_bindings(query);
    return status;
}

void isnad_store_close(isnad_store *store)
{
    if (!store) {
        return;
    }
    for (int i = 0; i < ISN_STORE_QUERY_COUNT; i++) {
        sqlite3_finalize(store->queries[i]);
    }
    sqlite3_close(store->db);
    isn_packer_free(store);
    free(store);
}
