/* From the store to payloads, as the readers of files deliver them. */
#include <stdlib.h>
#include <string.h>

#include "read/digest.h"
#include "store/store_data.h"

enum { MOST_STEPS = 64 };

/* The payload, malloc'ed; NULL with *status where it cannot be had, which is
 * ISNAD_DIFFERS where it is not what was added. */
static unsigned char *unpack(isnad_store *store, sqlite3_stmt *row, size_t *len,
                             isnad_status *status)
{
    char hex[ISN_SHA256_ROOM];
    unsigned char *bytes;
    const char *sha256 = (const char *)sqlite3_column_text(row, 6);
    int64_t size = sqlite3_column_int64(row, 7);
    *len = (size_t)size;
    *status =
        isn_store_unpack(store, sqlite3_column_blob(row, 8),
                         (size_t)sqlite3_column_bytes(row, 8), size, &bytes);
    if (!*status) {
        isn_sha256(bytes, *len, hex);
        *status = sha256 && strcmp(hex, sha256) == 0 ? ISNAD_OK : ISNAD_DIFFERS;
    }
    if (*status) {
        free(bytes);
        return NULL;
    }
    return bytes;
}

/* A blob of bytes that ends with a NUL of our own; "" where there is none. */
static char *copy_blob(sqlite3_stmt *row, int column, size_t *len)
{
    const void *blob = sqlite3_column_blob(row, column);
    *len = blob ? (size_t)sqlite3_column_bytes(row, column) : 0;
    char *copy = malloc(*len + 1);
    if (copy) {
        memcpy(copy, blob ? blob : "", *len);
        copy[*len] = '\0';
    }
    return copy;
}

static isnad_status deliver(isnad_store *store, sqlite3_stmt *row,
                            const char *path, const char *steps,
                            size_t steps_len, const isn_read_sink *sink)
{
    const char *each[MOST_STEPS];
    isnad_status status;
    isn_record record = {
        .path = path,
        .steps = each,
        .offset = (uint64_t)sqlite3_column_int64(row, 2),
        .number = sqlite3_column_int64(row, 9),
        .first = sqlite3_column_int64(row, 10),
        .first_sha256 = (const char *)sqlite3_column_text(row, 11),
        .hints = {(const char *)sqlite3_column_text(row, 3),
                  (const char *)sqlite3_column_text(row, 4),
                  (const char *)sqlite3_column_text(row, 5)},
    };
    for (size_t at = 0; at < steps_len && record.step_count < MOST_STEPS;) {
        each[record.step_count++] = steps + at;
        at += strlen(steps + at) + 1;
    }
    record.payload = unpack(store, row, &record.len, &status);
    if (status == ISNAD_DIFFERS) {
        sink->skip(sink->data, path, record.offset, ISNAD_MALFORMED,
                   "the store's copy is damaged");
        return ISNAD_OK;
    }
    if (!status && sink->count) {
        *sink->count += (uint64_t)sqlite3_column_bytes(row, 8);
    }
    return status ? status : sink->record(sink->data, &record);
}

/* *last is the row before: in a damaged file they may come again and again. */
static isnad_status read_row(isnad_store *store, sqlite3_stmt *row,
                             int64_t *last, const isn_read_sink *sink)
{
    int64_t id = sqlite3_column_int64(row, 9);
    if (id <= *last) {
        return ISNAD_DIFFERS;
    }
    *last = id;
    size_t path_len, steps_len;
    char *path = copy_blob(row, 0, &path_len);
    char *steps = copy_blob(row, 1, &steps_len);
    isnad_status status =
        path && steps ? deliver(store, row, path, steps, steps_len, sink)
                      : ISNAD_NOMEM;
    free(path);
    free(steps);
    return status;
}

isnad_status isn_store_read(isnad_store *store, const isn_read_sink *sink)
{
    sqlite3_stmt *query = isn_store_query_of(store, ISN_STORE_READ);
    if (!query) {
        return isn_store_status(store, sqlite3_errcode(store->db));
    }
    isnad_status status = ISNAD_OK;
    int code = SQLITE_ROW;
    int64_t last = INT64_MIN;
    while (!status && (code = isn_store_step(store, query)) == SQLITE_ROW) {
        status = sink->stop && sink->stop(sink->data)
                     ? ISNAD_INTERRUPTED
                     : read_row(store, query, &last, sink);
    }
    sqlite3_reset(query);
    bool damaged = status == ISNAD_DIFFERS;
    if (damaged || (!status && code != SQLITE_DONE)) {
        status = isn_store_status(store, damaged ? SQLITE_CORRUPT : code);
        sink->skip(sink->data, sqlite3_db_filename(store->db, "main"), 0,
                   status, isnad_store_message(store));
    }
    return status;
}

isnad_status isn_store_read_one(isnad_store *store, int64_t id,
                                const isn_read_sink *sink)
{
    sqlite3_stmt *query = isn_store_query_of(store, ISN_STORE_READ_ONE);
    if (!query) {
        return isn_store_status(store, sqlite3_errcode(store->db));
    }
    int64_t last = INT64_MIN;
    sqlite3_bind_int64(query, 1, id);
    int code = isn_store_step(store, query);
    isnad_status status = code == SQLITE_ROW
                              ? read_row(store, query, &last, sink)
                          : code == SQLITE_DONE ? ISNAD_EMPTY
                                                : isn_store_status(store, code);
    sqlite3_reset(query);
    return status;
}

isnad_status isnad_store_count(isnad_store *store, isnad_store_counts *counts)
{
    *counts = (isnad_store_counts){0};
    sqlite3_stmt *query = isn_store_query_of(store, ISN_STORE_COUNT);
    if (!query) {
        return isn_store_status(store, sqlite3_errcode(store->db));
    }
    int code = isn_store_step(store, query);
    uint64_t *each[] = {&counts->documents, &counts->versions,
                        &counts->payloads, &counts->payload_bytes,
                        &counts->kept_bytes};
    for (int i = 0; code == SQLITE_ROW && i < 5; i++) {
        *each[i] = (uint64_t)sqlite3_column_int64(query, i);
    }
    sqlite3_reset(query);
    return isn_store_status(store, code);
}
