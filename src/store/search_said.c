/* Which statements have the words: FTS5 tells at which words of a document
 * each phrase stands, the index at which words each statement and its speaker
 * do. */
#include <string.h>

#include "store/search_data.h"

static bool within(isn_indexed_words words, int offset)
{
    return offset >= 0 && (uint32_t)offset >= words.first &&
           (uint32_t)offset - words.first < words.count;
}

static void mark(isnad_search *s, size_t count, int phrase, int column,
                 int offset)
{
    bool speaker = s->query.phrases[phrase].speaker;
    for (size_t i = 0; i < count; i++) {
        const isn_indexed_statement *said = &s->statements[i];
        bool here =
            speaker
                ? column == ISN_COLUMN_SPEAKER && within(said->speaker, offset)
                : column == (int)said->column && within(said->words, offset);
        s->masks[i] |= here ? UINT32_C(1) << phrase : 0;
    }
}

/* Is of each demand one choice there? */
static bool satisfies(const isn_query *query, uint32_t phrases)
{
    uint64_t met = 0;
    for (unsigned i = 0; i < query->choice_count; i++) {
        const isn_choice *c = &query->choices[i];
        if ((phrases & c->phrases) == c->phrases) {
            met |= UINT64_C(1) << c->demand;
        }
    }
    return met == (query->demand_count < 64
                       ? (UINT64_C(1) << query->demand_count) - 1
                       : UINT64_MAX);
}

/* Puts the numbers of those that are wanted in place of the masks. */
static size_t select_statements(isnad_search *s, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const isn_indexed_statement *said = &s->statements[i];
        if (said->words.count > 0 &&
            (s->kind == ISN_ANY_KIND || s->kind == (int)said->kind) &&
            satisfies(&s->query, s->masks[i])) {
            s->masks[kept++] = (uint32_t)i;
        }
    }
    return kept;
}

static size_t unpack(isnad_search *s, const void *packed, size_t len)
{
    size_t count =
        isn_unpack_statements(packed, len, s->statements, ISN_MOST_STATEMENTS);
    memset(s->masks, 0, count * sizeof *s->masks);
    return count;
}

size_t isn_said_select(isnad_search *s, const void *packed, size_t len)
{
    return select_statements(s, unpack(s, packed, len));
}

static void on_said(const Fts5ExtensionApi *api, Fts5Context *context,
                    sqlite3_context *result, int argument_count,
                    sqlite3_value **arguments)
{
    const isnad_store *store = api->xUserData(context);
    isnad_search *s = store->search;
    int instances = 0;
    if (!s || argument_count != 1) {
        return;
    }
    const void *packed = sqlite3_value_blob(arguments[0]);
    size_t count = unpack(s, packed, (size_t)sqlite3_value_bytes(arguments[0]));
    int code = api->xInstCount(context, &instances);
    for (int i = 0; code == SQLITE_OK && i < instances; i++) {
        int phrase, column, offset;
        code = api->xInst(context, i, &phrase, &column, &offset);
        if (code == SQLITE_OK && phrase < (int)s->query.phrase_count) {
            mark(s, count, phrase, column, offset);
        }
    }
    if (code != SQLITE_OK) {
        sqlite3_result_error_code(result, code);
        return;
    }
    size_t kept = select_statements(s, count);
    sqlite3_result_blob64(result, s->masks, kept * sizeof *s->masks,
                          SQLITE_TRANSIENT);
}

isnad_status isn_said_register(isnad_store *store)
{
    fts5_api *api = NULL;
    sqlite3_stmt *query = NULL;
    if (store->told_said) {
        return ISNAD_OK;
    }
    int code =
        sqlite3_prepare_v2(store->db, "SELECT fts5(?1)", -1, &query, NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_pointer(query, 1, &api, "fts5_api_ptr", NULL);
        sqlite3_step(query);
        code =
            api ? api->xCreateFunction(api, "isnad_said", store, on_said, NULL)
                : SQLITE_NOMEM;
    }
    sqlite3_finalize(query);
    store->told_said = code == SQLITE_OK;
    return isn_store_status(store, code);
}
