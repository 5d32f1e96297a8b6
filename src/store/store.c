/* The file: opened with care, brought up to date, closed. */
#include "store/store_data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

enum {
    APPLICATION = 0x69736e64, /* "isnd" */
    BUSY_MS = 5000,
    MOST_BYTES = 1 << 30, /* of one value */
    MOST_SQL = 1 << 16,
};

/* What brings a file from version [i] to [i + 1]; never changed once a
 * release has it.
 *
 * A payload is kept once, whoever had it.  A capture says where one was found;
 * of those with the same path and steps the last is current, and the others
 * are what stood there before.  Paths and steps are bytes, not text; each step
 * ends with a NUL. */
static const char *const migrations[] = {
    "CREATE TABLE payload ("
    "  id INTEGER PRIMARY KEY,"
    "  sha256 TEXT NOT NULL UNIQUE,"
    "  size INTEGER NOT NULL,"
    "  packed BLOB NOT NULL"
    ") STRICT;"
    "CREATE TABLE capture ("
    "  id INTEGER PRIMARY KEY,"
    "  path BLOB NOT NULL,"
    "  steps BLOB NOT NULL,"
    "  payload INTEGER NOT NULL REFERENCES payload,"
    "  position INTEGER NOT NULL,"
    "  url TEXT, charset TEXT, published TEXT,"
    "  current INTEGER NOT NULL CHECK (current IN (0, 1))"
    ") STRICT;"
    "CREATE INDEX capture_payload ON capture (payload);"
    "CREATE UNIQUE INDEX capture_current ON capture (path, steps)"
    "  WHERE current = 1;",
};

enum { VERSION = sizeof migrations / sizeof *migrations };

static const char *const queries[ISN_STORE_QUERY_COUNT] = {
    [ISN_STORE_BEGIN] = "BEGIN IMMEDIATE",
    [ISN_STORE_COMMIT] = "COMMIT",
    [ISN_STORE_ROLLBACK] = "ROLLBACK",
    [ISN_STORE_FIND_PAYLOAD] = "SELECT id FROM payload WHERE sha256 = ?",
    [ISN_STORE_ADD_PAYLOAD] =
        "INSERT INTO payload (sha256, size, packed) VALUES (?, ?, ?)",
    [ISN_STORE_FIND_CAPTURE] =
        "SELECT payload, position IS ?3 AND url IS ?4 AND charset IS ?5 AND "
        "published IS ?6 FROM capture "
        "WHERE path = ?1 AND steps = ?2 AND current = 1",
    [ISN_STORE_RETIRE] = "UPDATE capture SET current = 0 "
                         "WHERE path = ?1 AND steps = ?2 AND current = 1",
    [ISN_STORE_ADD_CAPTURE] =
        "INSERT INTO capture "
        "(path, steps, position, url, charset, published, payload, current) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)",
    [ISN_STORE_READ] =
        "SELECT c.path, c.steps, c.position, c.url, c.charset, c.published, "
        "p.sha256, p.size, p.packed "
        "FROM capture AS c JOIN payload AS p ON p.id = c.payload "
        "WHERE c.current = 1 ORDER BY c.id",
    [ISN_STORE_COUNT] =
        "SELECT (SELECT count(*) FROM capture WHERE current = 1), "
        "(SELECT count(*) FROM capture), count(*), coalesce(sum(size), 0), "
        "coalesce(sum(length(packed)), 0) FROM payload",
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
    case SQLITE_INTERRUPT:
        return ISNAD_INTERRUPTED;
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

isnad_status isn_store_run(isnad_store *store, sqlite3_stmt *query)
{
    if (!query) {
        return isn_store_status(store, sqlite3_errcode(store->db));
    }
    int code = sqlite3_step(query);
    isnad_status status = isn_store_status(store, code);
    sqlite3_reset(query);
    sqlite3_clear_bindings(query);
    return status;
}

/* ---- opening -------------------------------------------------------------
 */

static isnad_status execute(isnad_store *store, const char *sql)
{
    return isn_store_status(store,
                            sqlite3_exec(store->db, sql, NULL, NULL, NULL));
}

/* The number that a PRAGMA tells. */
static isnad_status ask(isnad_store *store, const char *sql, int *number)
{
    sqlite3_stmt *query;
    *number = 0;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &query, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(query);
        *number = code == SQLITE_ROW ? sqlite3_column_int(query, 0) : 0;
    }
    isnad_status status = isn_store_status(store, code);
    sqlite3_finalize(query);
    return status;
}

/* The file may come from a stranger: nothing in its schema runs, and no value
 * or statement is larger than any of isnad's. */
static isnad_status defend(isnad_store *store)
{
    sqlite3 *db = store->db;
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, MOST_BYTES);
    sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, MOST_SQL);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, BUSY_MS);
    return execute(store, "PRAGMA cell_size_check = ON;"
                          "PRAGMA mmap_size = 0;"
                          "PRAGMA temp_store = MEMORY;"
                          "PRAGMA foreign_keys = ON;"
                          "PRAGMA synchronous = FULL;");
}

static isnad_status refuse(isnad_store *store, isnad_status status,
                           const char *reason)
{
    store->reason = reason;
    return status;
}

/* Inside a transaction, so that of two programs one brings it up to date. */
static isnad_status migrate(isnad_store *store, int version)
{
    char mark[96];
    isnad_status status = ISNAD_OK;
    for (; !status && version < VERSION; version++) {
        status = execute(store, migrations[version]);
    }
    snprintf(mark, sizeof mark,
             "PRAGMA application_id = %d; PRAGMA user_version = %d",
             APPLICATION, VERSION);
    return status ? status : execute(store, mark);
}

static isnad_status check(isnad_store *store, bool write)
{
    int application, version, tables = 0;
    isnad_status status = ask(store, "PRAGMA application_id", &application);
    status = status ? status : ask(store, "PRAGMA user_version", &version);
    if (!status && application == 0) {
        status = ask(store, "SELECT count(*) FROM sqlite_schema", &tables);
    }
    if (status) {
        return status;
    }
    if (application != 0 ? application != APPLICATION : tables > 0 || !write) {
        return refuse(store, ISNAD_MALFORMED, "no store of isnad");
    }
    if (version > VERSION) {
        return refuse(store, ISNAD_UNSUPPORTED, "the store of a newer isnad");
    }
    if (version < VERSION) {
        return write ? migrate(store, version)
                     : refuse(store, ISNAD_UNSUPPORTED,
                              "the store of an older isnad: `isnad add` "
                              "brings it up to date");
    }
    return ISNAD_OK;
}

static isnad_status prepare(isnad_store *store, bool write)
{
    isnad_status status = defend(store);
    if (!status && write) {
        status = execute(store, "PRAGMA journal_mode = WAL");
        status = status ? status : execute(store, "BEGIN IMMEDIATE");
    }
    status = status ? status : check(store, write);
    return !status && write ? execute(store, "COMMIT") : status;
}

isnad_status isnad_store_open(const char *path, bool write, isnad_store **out,
                              isnad_error *error)
{
    *out = NULL;
    *error = (isnad_error){.position = ISNAD_NO_POSITION};
    isnad_store *store = calloc(1, sizeof *store);
    if (!store) {
        error->status = ISNAD_NOMEM;
        strcpy(error->message, isnad_status_text(ISNAD_NOMEM));
        return ISNAD_NOMEM;
    }
    /* A name such as ":memory:" or "file:…" is the name of a file. */
    char *name = sqlite3_mprintf("%s%s", path[0] == '/' ? "" : "./", path);
    int flags = write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                      : SQLITE_OPEN_READONLY;
    int code = name ? sqlite3_open_v2(name, &store->db,
                                      flags | SQLITE_OPEN_NOMUTEX, NULL)
                    : SQLITE_NOMEM;
    sqlite3_free(name);
    isnad_status status = isn_store_status(store, code);
    status = status ? status : prepare(store, write);
    if (status) {
        error->status = status;
        snprintf(error->message, sizeof error->message, "%s",
                 isnad_store_message(store));
        isnad_store_close(store);
        return status;
    }
    *out = store;
    return ISNAD_OK;
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
    ZSTD_freeCCtx(store->packer);
    free(store);
}
