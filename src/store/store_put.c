/* Adding documents, and keeping what was added. */
#include <stdlib.h>
#include <string.h>

#include "core/buffer.h"
#include "core/docdata.h"
#include "read/digest.h"
#include "store/store_data.h"

isnad_status isn_store_begin(isnad_store *store)
{
    if (store->begun) {
        return ISNAD_OK;
    }
    isnad_status status =
        isn_store_run(store, isn_store_query_of(store, ISN_STORE_BEGIN));
    store->begun = !status;
    return status;
}

/* Some failures end the transaction by themselves. */
void isn_store_roll_back(isnad_store *store)
{
    isn_store_keep_words(store);
    store->begun = false;
    store->fresh = (isnad_store_counts){0};
    isn_packer_forget(store);
    if (!sqlite3_get_autocommit(store->db)) {
        sqlite3_step(isn_store_query_of(store, ISN_STORE_ROLLBACK));
        sqlite3_reset(store->queries[ISN_STORE_ROLLBACK]);
    }
}

/* The totals change with what they count. */
static isnad_status put_counts(isnad_store *store)
{
    const isnad_store_counts *fresh = &store->fresh;
    if (fresh->versions == 0 && fresh->payloads == 0) {
        return ISNAD_OK;
    }
    sqlite3_stmt *query = isn_store_query_of(store, ISN_STORE_ADD_COUNT);
    const uint64_t each[] = {fresh->documents, fresh->versions, fresh->payloads,
                             fresh->payload_bytes, fresh->kept_bytes};
    for (int i = 0; query && i < 5; i++) {
        sqlite3_bind_int64(query, i + 1, (int64_t)each[i]);
    }
    return isn_store_run(store, query);
}

isnad_status isnad_store_keep(isnad_store *store)
{
    if (!store->begun) {
        return ISNAD_OK;
    }
    isnad_status status = put_counts(store);
    status =
        status
            ? status
            : isn_store_run(store, isn_store_query_of(store, ISN_STORE_COMMIT));
    if (status) {
        isn_store_roll_back(store);
    }
    store->fresh = (isnad_store_counts){0};
    store->begun = false;
    return status;
}

static isnad_status insert_payload(isnad_store *store, const isnad_doc *doc,
                                   int64_t *id)
{
    unsigned char digest[ISN_SHA256_BYTES];
    isn_sha256_bytes(doc->sha256, digest);
    void *packed;
    size_t len;
    isnad_status status =
        isn_store_pack(store, doc->payload, doc->payload_len, &packed, &len);
    if (status) {
        return status;
    }
    sqlite3_stmt *query = isn_store_query_of(store, ISN_STORE_ADD_PAYLOAD);
    if (query) {
        sqlite3_bind_blob(query, 1, digest, sizeof digest, SQLITE_STATIC);
        sqlite3_bind_int64(query, 2, (int64_t)doc->payload_len);
        sqlite3_bind_blob64(query, 3, packed, len, SQLITE_STATIC);
    }
    status = isn_store_run(store, query);
    *id = sqlite3_last_insert_rowid(store->db);
    free(packed);
    store->fresh.payloads++;
    store->fresh.payload_bytes += doc->payload_len;
    store->fresh.kept_bytes += len;
    return status || *id != ISN_STORE_LEARN_AT ? status
                                               : isn_store_learn(store);
}

/* *id is 0 where it is not there. */
static isnad_status find_payload(isnad_store *store, const isnad_doc *doc,
                                 int64_t *id)
{
    sqlite3_stmt *query = isn_store_query_of(store, ISN_STORE_FIND_PAYLOAD);
    if (!query) {
        return isn_store_status(store, sqlite3_errcode(store->db));
    }
    unsigned char digest[ISN_SHA256_BYTES];
    isn_sha256_bytes(doc->sha256, digest);
    sqlite3_bind_blob(query, 1, digest, sizeof digest, SQLITE_STATIC);
    int code = isn_store_step(store, query);
    *id = code == SQLITE_ROW ? sqlite3_column_int64(query, 0) : 0;
    sqlite3_reset(query);
    return isn_store_status(store, code);
}

static isnad_status put_payload(isnad_store *store, const isnad_doc *doc,
                                int64_t *id)
{
    isnad_status status = find_payload(store, doc, id);
    return status || *id ? status : insert_payload(store, doc, id);
}

/* The name of a document, and what its capture told; borrowed. */
static void bind_name(sqlite3_stmt *query, const isnad_doc *doc,
                      const isn_buffer *steps)
{
    sqlite3_bind_blob64(query, 1, doc->path, strlen(doc->path), SQLITE_STATIC);
    sqlite3_bind_blob64(query, 2, steps->data ? steps->data : "", steps->len,
                        SQLITE_STATIC);
}

static void bind_facts(sqlite3_stmt *query, const isnad_doc *doc)
{
    const isn_capture *capture = &doc->capture;
    sqlite3_bind_int64(query, 3, (int64_t)capture->offset);
    sqlite3_bind_text(query, 4, capture->url, -1, SQLITE_STATIC);
    sqlite3_bind_text(query, 5, capture->charset, -1, SQLITE_STATIC);
    sqlite3_bind_text(query, 6, capture->published, -1, SQLITE_STATIC);
}

/* What the store has of a name. */
typedef struct known {
    isnad_stored stored; /* KNOWN, CHANGED or NEW */
    int64_t first;       /* what first had it, or 0 */
    int64_t current;     /* what has it now, or 0 */
} known;

static isnad_status find_capture(isnad_store *store, const isnad_doc *doc,
                                 const isn_buffer *steps, int64_t payload,
                                 known *found)
{
    sqlite3_stmt *query = isn_store_query_of(store, ISN_STORE_FIND_CAPTURE);
    if (!query) {
        return isn_store_status(store, sqlite3_errcode(store->db));
    }
    bind_name(query, doc, steps);
    bind_facts(query, doc);
    int code = isn_store_step(store, query);
    *found = (known){.stored = ISNAD_STORED_NEW};
    if (code == SQLITE_ROW) {
        bool same = sqlite3_column_int64(query, 0) == payload &&
                    sqlite3_column_int(query, 1);
        found->stored = same ? ISNAD_STORED_KNOWN : ISNAD_STORED_CHANGED;
        found->first = sqlite3_column_int64(query, 2);
        found->current = sqlite3_column_int64(query, 3);
    }
    sqlite3_reset(query);
    sqlite3_clear_bindings(query);
    return isn_store_status(store, code);
}

static isnad_status run_named(isnad_store *store, isn_store_query which,
                              const isnad_doc *doc, const isn_buffer *steps)
{
    sqlite3_stmt *query = isn_store_query_of(store, which);
    if (query) {
        bind_name(query, doc, steps);
    }
    return isn_store_run(store, query);
}

static isnad_status put_capture(isnad_store *store, isnad_doc *doc,
                                const isn_buffer *steps, int64_t payload,
                                isnad_stored *stored)
{
    known found;
    isnad_status status = find_capture(store, doc, steps, payload, &found);
    *stored = found.stored;
    if (status || *stored == ISNAD_STORED_KNOWN) {
        return status;
    }
    if (*stored == ISNAD_STORED_CHANGED) {
        status = run_named(store, ISN_STORE_DROP_ARTICLE, doc, steps);
        status =
            status ? status : run_named(store, ISN_STORE_RETIRE, doc, steps);
    }
    if (status) {
        return status;
    }
    sqlite3_stmt *query = isn_store_query_of(store, ISN_STORE_ADD_CAPTURE);
    if (query) {
        bind_name(query, doc, steps);
        bind_facts(query, doc);
        sqlite3_bind_int64(query, 7, payload);
        if (found.first > 0) {
            sqlite3_bind_int64(query, 8, found.first);
        }
    }
    store->fresh.versions++;
    store->fresh.documents += *stored == ISNAD_STORED_NEW;
    status = isn_store_run(store, query);
    return status ? status
                  : isn_store_index(store, doc,
                                    sqlite3_last_insert_rowid(store->db));
}

static isnad_status pack_steps(isnad_store *store, const isnad_doc *doc,
                               isn_buffer *steps)
{
    isn_buffer_init(steps, SIZE_MAX);
    for (size_t i = 0; i < doc->step_count; i++) {
        isn_buffer_add(steps, doc->steps[i], strlen(doc->steps[i]) + 1);
    }
    return steps->status ? isn_store_status(store, SQLITE_NOMEM) : ISNAD_OK;
}

isnad_status isn_store_replaced(isnad_store *store, const isnad_doc *doc,
                                int64_t *id)
{
    int64_t payload = 0;
    isn_buffer steps;
    known found = {0};
    isnad_status status = pack_steps(store, doc, &steps);
    status = status ? status : find_payload(store, doc, &payload);
    status =
        status ? status : find_capture(store, doc, &steps, payload, &found);
    *id = found.stored == ISNAD_STORED_CHANGED ? found.current : 0;
    isn_buffer_free(&steps);
    return status;
}

isnad_status isnad_store_add(isnad_store *store, isnad_doc *doc,
                             isnad_stored *stored)
{
    int64_t payload = 0;
    isn_buffer steps;
    *stored = ISNAD_STORED_KNOWN;
    isnad_status status = pack_steps(store, doc, &steps);
    status = status ? status : isn_store_begin(store);
    status = status ? status : put_payload(store, doc, &payload);
    status = status ? status : put_capture(store, doc, &steps, payload, stored);
    if (status) {
        isn_store_roll_back(store);
    }
    isn_buffer_free(&steps);
    return status;
}
