/* The values that the found articles have, and how many have each. */
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "core/docdata.h"
#include "store/search_data.h"

enum {
    MOST_VALUES = 10,     /* of each kind */
    MOST_NAMES = 1 << 26, /* in a store */
    LARGEST_VALUES = 1 << 22,
    MONTHS = 12,
};

const char *isnad_facet_text(isnad_facet_kind kind)
{
    static const char *const texts[ISNAD_FACET_COUNT] = {
        "person", "place", "organisation", "role", "outlet", "month", "kind",
    };
    return texts[kind];
}

static isnad_status count(isnad_search *s, isnad_facet_kind kind,
                          uint64_t number)
{
    isn_value_counts *tally = &s->tallies[kind];
    if (number >= tally->room) {
        size_t room = (size_t)number + 1;
        room = room < 2 * tally->room ? 2 * tally->room : room;
        uint32_t *counts = realloc(tally->counts, room * sizeof *counts);
        if (!counts) {
            return ISNAD_NOMEM;
        }
        memset(counts + tally->room, 0, (room - tally->room) * sizeof *counts);
        tally->counts = counts;
        tally->room = room;
    }
    tally->counts[number]++;
    return ISNAD_OK;
}

static isnad_status count_names(isnad_search *s, sqlite3_stmt *row)
{
    const unsigned char *facts = sqlite3_column_blob(row, 4);
    isn_unpacker from = {facts, facts};
    isnad_status status = ISNAD_OK;
    if (facts) {
        from.end += sqlite3_column_bytes(row, 4);
    }
    for (int kind = 0; kind < 4; kind++) {
        for (uint64_t left = isn_unpack(&from);
             !status && left > 0 && from.at < from.end; left--) {
            uint64_t number = isn_unpack(&from);
            status = number <= s->last_name
                         ? count(s, (isnad_facet_kind)kind, number)
                         : ISNAD_OK;
        }
    }
    return status;
}

isnad_status isn_facets_count(isnad_search *s, sqlite3_stmt *row)
{
    isnad_status status = count_names(s, row);
    int64_t outlet = sqlite3_column_int64(row, 2);
    uint32_t kinds = (uint32_t)sqlite3_column_int64(row, 3);
    if (!status && outlet > 0 && (uint64_t)outlet <= s->last_name) {
        status = count(s, ISNAD_FACET_OUTLET, (uint64_t)outlet);
    }
    if (!status && sqlite3_column_type(row, 1) == SQLITE_INTEGER) {
        isn_civil c = isn_civil_of(sqlite3_column_int(row, 1));
        status = c.year > 0 ? count(s, ISNAD_FACET_MONTH,
                                    (uint64_t)(c.year * MONTHS + c.month - 1))
                            : ISNAD_OK;
    }
    for (unsigned k = 0; !status && k < ISN_SOURCE_KINDS; k++) {
        status = kinds >> k & 1 ? count(s, ISNAD_FACET_KIND, k) : ISNAD_OK;
    }
    return status;
}

/* ---- the most frequent ------------------------------------------------------
 */

typedef struct top {
    uint64_t number;
    uint32_t count;
} top;

/* Those with the highest counts; of equals the lower number. */
static size_t find_top(const isn_value_counts *tally, top best[MOST_VALUES])
{
    size_t kept = 0;
    for (size_t n = 0; n < tally->room; n++) {
        uint32_t times = tally->counts[n];
        if (times == 0 ||
            (kept == MOST_VALUES && times <= best[kept - 1].count)) {
            continue;
        }
        size_t at = kept < MOST_VALUES ? kept++ : kept - 1;
        for (; at > 0 && best[at - 1].count < times; at--) {
            best[at] = best[at - 1];
        }
        best[at] = (top){n, times};
    }
    return kept;
}

/* Adds the text of a value, with its end, to the values. */
static isnad_status put_value(isnad_search *s, isnad_facet_kind kind,
                              uint64_t number)
{
    if (kind == ISNAD_FACET_MONTH) {
        isn_buffer_format(&s->values, "%04u-%02u", (unsigned)number / MONTHS,
                          (unsigned)number % MONTHS + 1);
    } else if (kind == ISNAD_FACET_KIND) {
        isn_buffer_text(&s->values, isn_source_kinds[number]);
    } else {
        sqlite3_stmt *query = isn_store_query_of(s->store, ISN_STORE_NAME_TEXT);
        if (!query) {
            return isn_store_status(s->store, sqlite3_errcode(s->store->db));
        }
        sqlite3_bind_int64(query, 1, (int64_t)number);
        int code = isn_store_step(s->store, query);
        const unsigned char *text =
            code == SQLITE_ROW ? sqlite3_column_text(query, 0) : NULL;
        isn_buffer_text(&s->values, text ? (const char *)text : "");
        sqlite3_reset(query);
    }
    isn_buffer_char(&s->values, '\0');
    return s->values.status;
}

isnad_status isn_facets_finish(isnad_search *s)
{
    top best[MOST_VALUES];
    isnad_status status = ISNAD_OK;
    isn_buffer_init(&s->values, LARGEST_VALUES);
    s->facets = calloc(MOST_VALUES * ISNAD_FACET_COUNT, sizeof *s->facets);
    if (!s->facets) {
        return ISNAD_NOMEM;
    }
    for (int kind = 0; kind < ISNAD_FACET_COUNT; kind++) {
        size_t count = find_top(&s->tallies[kind], best);
        for (size_t i = 0; !status && i < count; i++) {
            s->facets[s->facet_count++] = (isnad_facet){
                .kind = (isnad_facet_kind)kind, .count = best[i].count};
            status = put_value(s, (isnad_facet_kind)kind, best[i].number);
        }
    }
    const char *value = s->values.data;
    for (size_t i = 0; !status && i < s->facet_count; i++) {
        s->facets[i].value = value;
        value += strlen(value) + 1;
    }
    return status;
}
