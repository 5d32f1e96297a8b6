/* The file: opened with care, brought up to date. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store_data.h"

enum {
    APPLICATION = 0x69736e64, /* "isnd" */
    BUSY_MS = 5000,
    MOST_BYTES = 1 << 30, /* of one value */
    MOST_SQL = 1 << 16,
    /* Work is counted in so many instructions of SQLite's machine. */
    WORK_UNIT = 10000,
    LEAST_WORK = 2000, /* units that every statement may take */
    PAGES_A_UNIT = 4,  /* one more for so many pages of the file */
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
    "  sha256 BLOB NOT NULL UNIQUE,"
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
    "  current INTEGER NOT NULL CHECK (current IN (0, 1)),"
    "  first INTEGER REFERENCES capture" /* at this path; NULL: this one */
    ") STRICT;"
    "CREATE UNIQUE INDEX capture_current ON capture (path, steps)"
    "  WHERE current = 1;",
    /* What would take a look at every payload to count. */
    "CREATE TABLE total ("
    "  id INTEGER PRIMARY KEY CHECK (id = 1),"
    "  documents INTEGER NOT NULL,"
    "  versions INTEGER NOT NULL,"
    "  payloads INTEGER NOT NULL,"
    "  payload_bytes INTEGER NOT NULL,"
    "  kept_bytes INTEGER NOT NULL"
    ") STRICT;"
    "INSERT INTO total SELECT 1,"
    "  (SELECT count(*) FROM capture WHERE current = 1),"
    "  (SELECT count(*) FROM capture), count(*), coalesce(sum(size), 0),"
    "  coalesce(sum(length(packed)), 0) FROM payload;",
    /* The search index (index_entry.h).  Its words are stems that isnad has
     * cut, between blanks, so that any SQLite can open the file.  `facts` are
     * names, packed: of people, places, organisations, roles the count and the
     * numbers.  `analysis` tells which isnad made the index. */
    "CREATE TABLE name ("
    "  id INTEGER PRIMARY KEY,"
    "  kind INTEGER NOT NULL,"
    "  text TEXT NOT NULL,"
    "  UNIQUE (text, kind)"
    ") STRICT;"
    "CREATE TABLE article ("
    "  id INTEGER PRIMARY KEY REFERENCES capture,"
    "  day INTEGER,"
    "  outlet INTEGER REFERENCES name,"
    "  kinds INTEGER NOT NULL,"
    "  facts BLOB NOT NULL,"
    "  statements BLOB NOT NULL"
    ") STRICT;"
    "CREATE VIRTUAL TABLE search USING fts5 ("
    "  body, title, speaker, person, place, organisation, role,"
    "  content = '', tokenize = \"ascii tokenchars '.,|'\");"
    "CREATE TABLE dictionary (" /* of zstd; store_pack.c */
    "  id INTEGER PRIMARY KEY CHECK (id = 1),"
    "  bytes BLOB NOT NULL"
    ") STRICT;"
    "CREATE TABLE analysis ("
    "  id INTEGER PRIMARY KEY CHECK (id = 1),"
    "  mark TEXT NOT NULL"
    ") STRICT;",
};

enum { VERSION = sizeof migrations / sizeof *migrations };

static isnad_status execute(isnad_store *store, const char *sql)
{
    store->work = 0;
    return isn_store_status(store,
                            sqlite3_exec(store->db, sql, NULL, NULL, NULL));
}

/* The number that a PRAGMA tells. */
static isnad_status ask(isnad_store *store, const char *sql, int *number)
{
    sqlite3_stmt *query;
    *number = 0;
    store->work = 0;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &query, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(query);
        *number = code == SQLITE_ROW ? sqlite3_column_int(query, 0) : 0;
    }
    isnad_status status = isn_store_status(store, code);
    sqlite3_finalize(query);
    return status;
}

/* Called after each unit of work; true ends the statement. */
static int on_work(void *data)
{
    isnad_store *store = data;
    return ++store->work > store->most_work;
}

/* How much a statement may do grows with the file. */
static isnad_status watch_work(isnad_store *store)
{
    int pages;
    store->most_work = LEAST_WORK;
    sqlite3_progress_handler(store->db, WORK_UNIT, on_work, store);
    isnad_status status = ask(store, "PRAGMA page_count", &pages);
    store->most_work += (uint64_t)pages / PAGES_A_UNIT;
    return status;
}

static isnad_status refuse(isnad_store *store, isnad_status status,
                           const char *reason)
{
    store->reason = reason;
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
    isnad_status status = watch_work(store);
    return status ? status
                  : execute(store, "PRAGMA cell_size_check = ON;"
                                   "PRAGMA mmap_size = 0;"
                                   "PRAGMA temp_store = MEMORY;"
                                   "PRAGMA foreign_keys = ON;"
                                   "PRAGMA synchronous = FULL;");
}

/* ---- is it ours? ---------------------------------------------------------
 */

/* All that a file defines, in one text; the tables behind a full-text index
 * belong to SQLite, whose versions may differ. */
static const char schema_query[] =
    "SELECT coalesce(group_concat(line, char(10)), '') FROM ("
    "  SELECT type || ' ' || name || ' ' || tbl_name || ' ' ||"
    "  coalesce(sql, '') AS line FROM sqlite_schema"
    "  WHERE name NOT GLOB 'search_*'"
    "  ORDER BY type, name)";

/* The row of `schema_query`, to be finalized; NULL on failure. */
static sqlite3_stmt *read_schema(sqlite3 *db)
{
    sqlite3_stmt *query = NULL;
    if (sqlite3_prepare_v2(db, schema_query, -1, &query, NULL) != SQLITE_OK ||
        sqlite3_step(query) != SQLITE_ROW) {
        sqlite3_finalize(query);
        return NULL;
    }
    return query;
}

/* Does the file define what isnad defined in `version`, and nothing else?
 * Views, triggers, expressions of a stranger are never run. */
static isnad_status compare_schema(isnad_store *store, int version)
{
    sqlite3 *model = NULL;
    int code = sqlite3_open_v2(
        ":memory:", &model,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX, NULL);
    for (int i = 0; !code && i < version; i++) {
        code = sqlite3_exec(model, migrations[i], NULL, NULL, NULL);
    }
    sqlite3_stmt *wanted = code ? NULL : read_schema(model);
    code = code || wanted ? code : sqlite3_errcode(model);
    sqlite3_stmt *found = wanted ? read_schema(store->db) : NULL;
    code = code || found ? code : sqlite3_errcode(store->db);
    isnad_status status = isn_store_status(store, code);
    if (!status && strcmp((const char *)sqlite3_column_text(wanted, 0),
                          (const char *)sqlite3_column_text(found, 0)) != 0) {
        status = refuse(store, ISNAD_MALFORMED,
                        "no store of isnad: it defines other tables");
    }
    sqlite3_finalize(found);
    sqlite3_finalize(wanted);
    sqlite3_close(model);
    return status;
}

/* The version of the file; 0: it is empty, and may become a store. */
static isnad_status identify(isnad_store *store, bool write, int *version)
{
    int application, tables = 0;
    isnad_status status = ask(store, "PRAGMA application_id", &application);
    status = status ? status : ask(store, "PRAGMA user_version", version);
    if (!status && application == 0) {
        status = ask(store, "SELECT count(*) FROM sqlite_schema", &tables);
    }
    if (status) {
        return status;
    }
    if (application != 0 ? application != APPLICATION
                         : tables > 0 || *version != 0 || !write) {
        return refuse(store, ISNAD_MALFORMED, "no store of isnad");
    }
    if (*version < 0 || *version > VERSION) {
        return refuse(store, ISNAD_UNSUPPORTED, "the store of a newer isnad");
    }
    if (*version < VERSION && !write) {
        return refuse(store, ISNAD_UNSUPPORTED,
                      "the store of an older isnad: `isnad add` brings it up "
                      "to date");
    }
    return compare_schema(store, *version);
}

/* Inside a transaction, so that of two programs one brings it up to date. */
static isnad_status migrate(isnad_store *store)
{
    char mark[256], made[ISN_INDEX_MARK_ROOM];
    int version;
    isnad_status status = identify(store, true, &version);
    if (status || version == VERSION) {
        return status;
    }
    for (; !status && version < VERSION; version++) {
        status = execute(store, migrations[version]);
    }
    snprintf(mark, sizeof mark,
             "PRAGMA application_id = %d; PRAGMA user_version = %d;"
             /* What an older isnad added is in no index yet. */
             "INSERT INTO analysis SELECT 1, '%s' WHERE NOT EXISTS"
             "  (SELECT 1 FROM capture)",
             APPLICATION, VERSION, isn_index_mark(made));
    return status ? status : execute(store, mark);
}

/* A file of somebody else is left as it is. */
static isnad_status prepare(isnad_store *store, bool write)
{
    int version;
    isnad_status status = defend(store);
    status = status ? status : identify(store, write, &version);
    if (status || !write) {
        return status;
    }
    /* Large pages waste less behind compressed payloads of a page or two; what
     * has a size already keeps it. */
    status = execute(store, "PRAGMA page_size = 16384;"
                            "PRAGMA journal_mode = WAL");
    if (status || version == VERSION) {
        return status;
    }
    status = execute(store, "BEGIN IMMEDIATE");
    status = status ? status : migrate(store);
    return status ? status : execute(store, "COMMIT");
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
