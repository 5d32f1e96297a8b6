/* Searching: one walk over what FTS5 finds, latest first, which keeps the
 * best hits and counts the values of all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "core/docdata.h"
#include "store/search_data.h"

enum {
    USUAL_LIMIT = 10,
    MOST_HITS = 1000,    /* that can be asked for */
    MOST_LOOKED = 20000, /* articles looked at */
    NAME_LIMIT = 1 << 26,
};

static isnad_status fail(isnad_error *error, isnad_status status,
                         const char *why)
{
    *error = (isnad_error){.status = status, .position = ISNAD_NO_POSITION};
    snprintf(error->message, sizeof error->message, "%s", why);
    return status;
}

/* ---- what is sought --------------------------------------------- */

static bool read_day(const char *text, int32_t *day)
{
    *day = text ? isn_iso_parse(text) : ISNAD_NO_DAY;
    return !text || (*day != ISNAD_NO_DAY && strlen(text) == ISN_ISO_DAY - 1);
}

static bool read_kind(const char *text, int *kind)
{
    *kind = ISN_ANY_KIND;
    for (int k = 0; text && k < ISN_SOURCE_KINDS; k++) {
        if (strcmp(text, isn_source_kinds[k]) == 0) {
            *kind = k;
        }
    }
    return !text || *kind != ISN_ANY_KIND;
}

static isnad_status read_options(isnad_search *s,
                                 const isnad_search_options *options,
                                 isnad_error *error)
{
    uint64_t limit = options->limit ? options->limit : USUAL_LIMIT;
    s->said = options->said || options->said_by;
    s->order = options->order;
    s->outlet = options->outlet;
    s->skip = options->skip;
    s->room = (size_t)(options->skip + limit);
    if (options->skip + limit > MOST_HITS) {
        return fail(error, ISNAD_LIMIT, "only the first 1000 hits are told");
    }
    if (!read_day(options->from, &s->first) ||
        !read_day(options->to, &s->last)) {
        return fail(error, ISNAD_USAGE, "not a day like 2022-01-13");
    }
    if (!read_kind(options->kind, &s->kind)) {
        return fail(error, ISNAD_USAGE,
                    "a kind of source is named, office, document, media, "
                    "social, eyewitness, unnamed or nobody");
    }
    s->best = calloc(s->room, sizeof *s->best);
    s->hits = calloc(s->room, sizeof *s->hits);
    if (!s->best || !s->hits) {
        return fail(error, ISNAD_NOMEM, isnad_status_text(ISNAD_NOMEM));
    }
    isnad_status status = isn_query_read(options, &s->query, error);
    s->said |= s->query.said;
    return status;
}

/* One number that a query tells; `text` is bound where it is not NULL. */
static isnad_status ask(isnad_store *store, isn_store_query which,
                        const char *text, int64_t *number)
{
    sqlite3_stmt *query = isn_store_query_of(store, which);
    *number = 0;
    if (!query) {
        return isn_store_status(store, sqlite3_errcode(store->db));
    }
    if (text) {
        sqlite3_bind_text(query, 1, text, -1, SQLITE_STATIC);
        sqlite3_bind_int(query, 2, ISNAD_FACET_OUTLET);
    }
    int code = isn_store_step(store, query);
    *number = code == SQLITE_ROW ? sqlite3_column_int64(query, 0) : 0;
    sqlite3_reset(query);
    return isn_store_status(store, code);
}

/* ---- hits -------------------------------------------------------- */

static int compare_days(const isn_ranked *a, const isn_ranked *b,
                        isnad_search_order order)
{
    if (a->day == b->day) {
        return 0;
    }
    if (a->day == ISNAD_NO_DAY || b->day == ISNAD_NO_DAY) {
        return a->day == ISNAD_NO_DAY ? 1 : -1;
    }
    bool first =
        order == ISNAD_ORDER_OLDEST ? a->day < b->day : a->day > b->day;
    return first ? -1 : 1;
}

/* Does a come before b? */
static bool comes_before(const isn_ranked *a, const isn_ranked *b,
                         isnad_search_order order)
{
    int days = compare_days(a, b, order);
    if (order != ISNAD_ORDER_RELEVANCE && days != 0) {
        return days < 0;
    }
    if (a->hit.score > b->hit.score || a->hit.score < b->hit.score) {
        return a->hit.score > b->hit.score;
    }
    if (days != 0) {
        return days < 0;
    }
    return a->hit.document != b->hit.document
               ? a->hit.document > b->hit.document
               : a->hit.statement < b->hit.statement;
}

static void add_hit(isnad_search *s, isn_ranked hit)
{
    size_t low = 0, high = s->best_count;
    s->total++;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (comes_before(&s->best[middle], &hit, s->order)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == s->room) {
        return;
    }
    s->best_count += s->best_count < s->room;
    memmove(&s->best[low + 1], &s->best[low],
            (s->best_count - low - 1) * sizeof *s->best);
    s->best[low] = hit;
}

static bool is_wanted(const isnad_search *s, sqlite3_stmt *row)
{
    bool dated = sqlite3_column_type(row, 1) == SQLITE_INTEGER;
    int64_t day = sqlite3_column_int64(row, 1);
    uint32_t kinds = (uint32_t)sqlite3_column_int64(row, 3);
    return (s->first == ISNAD_NO_DAY || (dated && day >= s->first)) &&
           (s->last == ISNAD_NO_DAY || (dated && day <= s->last)) &&
           (!s->outlet || (s->outlet_number > 0 &&
                           sqlite3_column_int64(row, 2) == s->outlet_number)) &&
           (s->kind == ISN_ANY_KIND || (kinds >> s->kind & 1));
}

/* The statements of a row that are hits; false: none. */
static bool add_statements(isnad_search *s, sqlite3_stmt *row, isn_ranked hit)
{
    const void *blob = sqlite3_column_blob(row, 6);
    size_t count = (size_t)sqlite3_column_bytes(row, 6) / sizeof(uint32_t);
    if (s->query.match.len == 0) {
        const void *packed = sqlite3_column_blob(row, 5);
        count =
            isn_said_select(s, packed, (size_t)sqlite3_column_bytes(row, 5));
        blob = s->masks;
    }
    for (size_t i = 0; blob && i < count; i++) {
        memcpy(&hit.hit.statement, (const char *)blob + i * sizeof(uint32_t),
               sizeof(uint32_t));
        add_hit(s, hit);
    }
    return blob && count > 0;
}

static isnad_status take_row(isnad_search *s, sqlite3_stmt *row)
{
    if (!is_wanted(s, row)) {
        return ISNAD_OK;
    }
    isn_ranked hit = {
        .hit = {.document = sqlite3_column_int64(row, 0),
                .statement = ISNAD_NO_STATEMENT_HIT,
                .score = sqlite3_column_double(row, 7)},
        .day = sqlite3_column_type(row, 1) == SQLITE_INTEGER
                   ? sqlite3_column_int64(row, 1)
                   : ISNAD_NO_DAY,
    };
    if (s->said) {
        if (!add_statements(s, row, hit)) {
            return ISNAD_OK;
        }
    } else {
        add_hit(s, hit);
    }
    return isn_facets_count(s, row);
}

static isnad_status walk(isnad_search *s)
{
    isn_store_query which = s->query.match.len == 0 ? ISN_STORE_SCAN
                            : s->said               ? ISN_STORE_SEARCH_SAID
                                                    : ISN_STORE_SEARCH;
    sqlite3_stmt *query = isn_store_query_of(s->store, which);
    if (!query) {
        return isn_store_status(s->store, sqlite3_errcode(s->store->db));
    }
    if (which != ISN_STORE_SCAN) {
        sqlite3_bind_text(query, 1, s->query.match.data,
                          (int)s->query.match.len, SQLITE_STATIC);
    }
    isnad_status status = ISNAD_OK;
    int code = SQLITE_ROW;
    uint64_t looked = 0,
             most = which == ISN_STORE_SCAN ? UINT64_MAX : MOST_LOOKED;
    s->store->search = s;
    while (!status && looked < most &&
           (code = isn_store_step(s->store, query)) == SQLITE_ROW) {
        looked++;
        status = take_row(s, query);
    }
    s->more = code == SQLITE_ROW;
    s->store->search = NULL;
    status = status ? status : isn_store_status(s->store, code);
    isn_store_keep_words(s->store);
    sqlite3_reset(query);
    sqlite3_clear_bindings(query);
    return status;
}

static isnad_status run(isnad_search *s)
{
    int64_t last;
    isnad_status status = ask(s->store, ISN_STORE_LAST_NAME, NULL, &last);
    s->last_name = last > 0 && last < NAME_LIMIT ? (uint64_t)last : 0;
    if (!status && s->outlet) {
        status =
            ask(s->store, ISN_STORE_FIND_NAME, s->outlet, &s->outlet_number);
    }
    status = status ? status : isn_said_register(s->store);
    status = status ? status : walk(s);
    return status ? status : isn_facets_finish(s);
}

isnad_status isnad_search_run(isnad_store *store,
                              const isnad_search_options *options,
                              isnad_search **out, isnad_error *error)
{
    *out = NULL;
    isnad_search *s = calloc(1, sizeof *s);
    if (!s) {
        return fail(error, ISNAD_NOMEM, isnad_status_text(ISNAD_NOMEM));
    }
    s->store = store;
    isnad_status status = read_options(s, options, error);
    if (!status) {
        status = run(s);
        if (status) {
            fail(error, status,
                 status == ISNAD_NOMEM ? isnad_status_text(status)
                                       : isnad_store_message(store));
        }
    }
    if (status) {
        isnad_search_free(s);
        return status;
    }
    for (size_t i = s->skip; i < s->best_count; i++) {
        s->hits[s->hit_count++] = s->best[i].hit;
    }
    *out = s;
    return ISNAD_OK;
}

void isnad_search_free(isnad_search *s)
{
    if (!s) {
        return;
    }
    isn_query_free(&s->query);
    for (int kind = 0; kind < ISNAD_FACET_COUNT; kind++) {
        free(s->tallies[kind].counts);
    }
    isn_buffer_free(&s->values);
    free(s->facets);
    free(s->best);
    free(s->hits);
    free(s);
}

const isnad_hit *isnad_search_hits(const isnad_search *s, size_t *count)
{
    *count = s->hit_count;
    return s->hits;
}

uint64_t isnad_search_total(const isnad_search *s, bool *more)
{
    *more = s->more;
    return s->total;
}

const isnad_facet *isnad_search_facets(const isnad_search *s, size_t *count)
{
    *count = s->facet_count;
    return s->facets;
}
