/* The search index of a store: entering documents. */
#include <stdio.h>
#include <string.h>

#include "core/docdata.h"
#include "lang/lexdata.h"
#include "store/index_entry.h"
#include "store/said.h"
#include "store/store_data.h"
#include "isnad/search.h"

enum { LARGEST_FACTS = 1 << 20 };

/* The number of a name, which it gets where it has none yet. */
static isnad_status number_name(isnad_store *store, isnad_facet_kind kind,
                                const char *text, int64_t *id)
{
    sqlite3_stmt *query = isn_store_query_of(store, ISN_STORE_FIND_NAME);
    if (!query) {
        return isn_store_status(store, sqlite3_errcode(store->db));
    }
    sqlite3_bind_text(query, 1, text, -1, SQLITE_STATIC);
    sqlite3_bind_int(query, 2, (int)kind);
    int code = isn_store_step(store, query);
    *id = code == SQLITE_ROW ? sqlite3_column_int64(query, 0) : 0;
    sqlite3_reset(query);
    if (code != SQLITE_DONE) {
        return isn_store_status(store, code);
    }
    query = isn_store_query_of(store, ISN_STORE_ADD_NAME);
    if (query) {
        sqlite3_bind_text(query, 1, text, -1, SQLITE_STATIC);
        sqlite3_bind_int(query, 2, (int)kind);
    }
    isnad_status status = isn_store_run(store, query);
    *id = sqlite3_last_insert_rowid(store->db);
    return status;
}

static isnad_status pack_facts(isnad_store *store, const isn_index_entry *entry,
                               isn_buffer *facts)
{
    for (unsigned kind = 0; kind < 4; kind++) {
        const isn_name_list *list = &entry->names[kind];
        isn_pack(facts, list->count);
        for (size_t i = 0; i < list->count; i++) {
            int64_t id;
            isnad_status status =
                number_name(store, (isnad_facet_kind)kind, list->items[i], &id);
            if (status) {
                return status;
            }
            isn_pack(facts, (uint64_t)id);
        }
    }
    return facts->status;
}

/* Adds the words of an entry, or takes them out: `which` tells. */
static isnad_status put_words(isnad_store *store, isn_store_query which,
                              const isn_index_entry *entry, int64_t id)
{
    sqlite3_stmt *query = isn_store_query_of(store, which);
    if (query) {
        sqlite3_bind_int64(query, 1, id);
    }
    for (int c = 0; query && c < ISN_COLUMN_COUNT; c++) {
        const isn_buffer *column = &entry->columns[c];
        sqlite3_bind_text(query, c + 2, column->data ? column->data : "",
                          (int)column->len, SQLITE_STATIC);
    }
    return isn_store_run(store, query);
}

static isnad_status put_article(isnad_store *store, const isnad_doc *doc,
                                const isn_index_entry *entry,
                                const isn_buffer *facts, int64_t id)
{
    int64_t outlet = 0;
    isnad_status status =
        doc->outlet.value
            ? number_name(store, ISNAD_FACET_OUTLET, doc->outlet.value, &outlet)
            : ISNAD_OK;
    sqlite3_stmt *query = isn_store_query_of(store, ISN_STORE_ADD_ARTICLE);
    const isn_buffer *said = &entry->statements;
    if (status) {
        return status;
    }
    if (query) {
        sqlite3_bind_int64(query, 1, id);
        if (doc->published.best_day != ISNAD_NO_DAY) {
            sqlite3_bind_int64(query, 2, doc->published.best_day);
        }
        if (outlet) {
            sqlite3_bind_int64(query, 3, outlet);
        }
        sqlite3_bind_int64(query, 4, entry->kinds);
        sqlite3_bind_blob64(query, 5, facts->data ? facts->data : "",
                            facts->len, SQLITE_STATIC);
        sqlite3_bind_blob64(query, 6, said->data ? said->data : "", said->len,
                            SQLITE_STATIC);
    }
    return isn_store_run(store, query);
}

isnad_status isn_store_index(isnad_store *store, isnad_doc *doc, int64_t id)
{
    isn_index_entry entry;
    isn_buffer facts;
    isn_buffer_init(&facts, LARGEST_FACTS);
    isnad_status status = isn_index_entry_make(doc, &entry);
    if (status) {
        store->reason = isnad_status_text(status);
    }
    status = status ? status : pack_facts(store, &entry, &facts);
    status =
        status ? status : put_words(store, ISN_STORE_ADD_WORDS, &entry, id);
    status = status ? status : put_article(store, doc, &entry, &facts, id);
    isn_buffer_free(&facts);
    isn_index_entry_free(&entry);
    return status;
}

isnad_status isn_store_unindex(isnad_store *store, isnad_doc *doc)
{
    isn_index_entry entry;
    isnad_status status = isn_store_begin(store);
    if (status) {
        return status;
    }
    status = isn_index_entry_make(doc, &entry);
    if (status) {
        store->reason = isnad_status_text(status);
    }
    status = status ? status
                    : put_words(store, ISN_STORE_DROP_ENTRY, &entry,
                                doc->capture.number);
    if (status) {
        isn_store_roll_back(store);
    }
    isn_index_entry_free(&entry);
    return status;
}

const char *isn_index_mark(char mark[ISN_INDEX_MARK_ROOM])
{
    enum { FORM = 1 };
    snprintf(mark, ISN_INDEX_MARK_ROOM, "%d %s %u", FORM, ISNAD_VERSION,
             isn_lex_entry_count);
    return mark;
}

isnad_status isnad_store_forget_index(isnad_store *store)
{
    static const isn_store_query each[] = {
        ISN_STORE_DROP_WORDS, ISN_STORE_DROP_ARTICLES, ISN_STORE_DROP_NAMES};
    char made[ISN_INDEX_MARK_ROOM];
    isnad_status status = isn_store_begin(store);
    for (int i = 0; !status && i < 3; i++) {
        status = isn_store_run(store, isn_store_query_of(store, each[i]));
    }
    sqlite3_stmt *mark =
        status ? NULL : isn_store_query_of(store, ISN_STORE_SET_MARK);
    if (mark) {
        sqlite3_bind_text(mark, 1, isn_index_mark(made), -1, SQLITE_STATIC);
    }
    status = status ? status : isn_store_run(store, mark);
    if (status) {
        isn_store_roll_back(store);
    }
    return status;
}

bool isnad_store_index_current(isnad_store *store)
{
    sqlite3_stmt *query = isn_store_query_of(store, ISN_STORE_MARK);
    bool current = false;
    if (query && isn_store_step(store, query) == SQLITE_ROW) {
        const unsigned char *mark = sqlite3_column_text(query, 0);
        char made[ISN_INDEX_MARK_ROOM];
        current = mark && strcmp((const char *)mark, isn_index_mark(made)) == 0;
    }
    sqlite3_reset(query);
    return current;
}

isnad_status isnad_store_index(isnad_store *store, isnad_doc *doc)
{
    isnad_status status = isn_store_begin(store);
    status = status ? status : isn_store_index(store, doc, doc->capture.number);
    if (status) {
        isn_store_roll_back(store);
    }
    return status;
}
