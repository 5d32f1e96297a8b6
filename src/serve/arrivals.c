#include "serve/arrivals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "core/docdata.h"
#include "core/sort.h"
#include "story/build.h"
#include "story/slots.h"

const char *isn_change_text(isn_change_kind kind)
{
    static const char *const texts[] = {"origin", "figure", "quote",
                                        "withdrawn"};
    return texts[kind];
}

/* ---- the order in which they came --------------------------------------- */

static const char *day_of(const isnad_doc *doc)
{
    const isnad_published *p = isnad_doc_published(doc);
    const char *day = p->best ? p->best : p->time.value;
    return day ? day : "";
}

static int by_arrival(const void *a, const void *b, void *data)
{
    isnad_doc *const *docs = data;
    size_t x = docs[*(const uint32_t *)a]->arrival;
    size_t y = docs[*(const uint32_t *)b]->arrival;
    return (x > y) - (x < y);
}

static int by_day(const void *a, const void *b, void *data)
{
    isnad_doc *const *docs = data;
    int order = strcmp(day_of(docs[*(const uint32_t *)a]),
                       day_of(docs[*(const uint32_t *)b]));
    return order ? order : by_arrival(a, b, data);
}

static isnad_status order_docs(const isnad_pile *pile, bool kept,
                               isn_arena *arena, isn_arrivals *arrivals)
{
    size_t count;
    isnad_doc *const *docs = isnad_pile_docs(pile, &count);
    uint32_t *order = isn_arena_alloc(arena, (count + 1) * sizeof *order);
    uint32_t *rank = isn_arena_alloc(arena, (count + 1) * sizeof *rank);
    if (!order || !rank) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
    }
    qsort_r(order, count, sizeof *order, kept ? by_arrival : by_day,
            (void *)(uintptr_t)docs);
    for (size_t i = 0; i < count; i++) {
        rank[order[i]] = (uint32_t)i;
    }
    arrivals->order = order;
    arrivals->rank = rank;
    return ISNAD_OK;
}

/* ---- values, by the document that gave each first ----------------------- */

/* A reading or a wording: what it says as a number, and when it came. */
typedef struct given {
    uint64_t value;
    uint32_t rank, item;
    bool withdrawn;
    double size; /* of a plain noun's figure; 0: like any other */
} given;

typedef struct finder {
    isnad_doc *const *docs;
    const isnad_story *story;
    uint32_t number; /* of the story */
    isn_arena *arena;
    isn_arrivals *arrivals;
    ISN_LIST(isn_change_of) changes;
    given *room;
    size_t room_count;
} finder;

static given *room_for(finder *f, size_t count)
{
    if (count > f->room_count) {
        given *room = realloc(f->room, count * sizeof *room);
        if (!room) {
            return NULL;
        }
        f->room = room;
        f->room_count = count;
    }
    return f->room;
}

static bool put(finder *f, isn_change_of change)
{
    isn_change_of *to = isn_list_push(f->arena, &f->changes);
    if (to) {
        *to = change;
        to->story = f->number;
    }
    return to != NULL;
}

static int by_value(const void *a, const void *b)
{
    const given *x = a, *y = b;
    if (x->value != y->value) {
        return x->value < y->value ? -1 : 1;
    }
    return x->rank != y->rank ? (x->rank < y->rank ? -1 : 1)
                              : (x->item > y->item) - (x->item < y->item);
}

static int by_rank(const void *a, const void *b)
{
    const given *x = a, *y = b;
    return x->rank != y->rank ? (x->rank < y->rank ? -1 : 1)
                              : (x->item > y->item) - (x->item < y->item);
}

/* Keeps the first of each value, and all that take one back; by rank. */
static size_t keep_first(given *all, size_t count)
{
    isn_sort(all, count, sizeof *all, by_value);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool first = i == 0 || all[i].value != all[i - 1].value;
        if (first || all[i].withdrawn) {
            all[kept++] = all[i];
        }
    }
    isn_sort(all, kept, sizeof *all, by_rank);
    return kept;
}

/* Two counts of a plain noun (76 pupils, 2 pupils) that lie far apart are not
 * of the same ones; of the dead there is one count. */
static bool of_others(const given *a, const given *b)
{
    static const double FAR = 3;
    return a->size > 0 && b->size > 0 &&
           (a->size > FAR * b->size || b->size > FAR * a->size);
}

/* The value before all[i] that it may have taken the place of, or i. */
static size_t before(const given *all, size_t i)
{
    size_t at = i;
    while (at-- > 0) {
        if (!of_others(&all[at], &all[i])) {
            return at;
        }
    }
    return i;
}

/* Each value that a later document gave is a change of what was there; one a
 * document. */
static bool put_moves(finder *f, given *all, size_t count, isn_change_kind kind,
                      uint32_t item)
{
    count = keep_first(all, count);
    for (size_t i = 1; i < count; i++) {
        size_t was = before(all, i);
        if (all[i].rank == all[0].rank || all[i].rank == all[i - 1].rank ||
            was == i) {
            continue;
        }
        isn_change_of change = {.doc = f->arrivals->order[all[i].rank],
                                .kind = all[i].withdrawn ? ISN_CHANGE_WITHDRAWN
                                                         : kind,
                                .item = item,
                                .was = all[was].item,
                                .now = all[i].item};
        if (!put(f, change)) {
            return false;
        }
    }
    return true;
}

/* ---- origins, figures, quotes ------------------------------------------- */

static uint32_t first_rank(const finder *f, const uint32_t *docs,
                           uint32_t count)
{
    uint32_t first = UINT32_MAX;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t rank = f->arrivals->rank[docs[i]];
        first = rank < first ? rank : first;
    }
    return first;
}

static bool find_origins(finder *f)
{
    const isnad_story *s = f->story;
    uint32_t begin = first_rank(f, s->docs, s->doc_count);
    for (uint32_t i = 0; i < s->origin_count; i++) {
        uint32_t first =
            first_rank(f, s->origins[i].docs, s->origins[i].doc_count);
        isn_change_of change = {.kind = ISN_CHANGE_ORIGIN, .item = i};
        if (first == begin || first == UINT32_MAX) {
            continue;
        }
        change.doc = f->arrivals->order[first];
        if (!put(f, change)) {
            return false;
        }
    }
    return true;
}

static bool find_figures(finder *f)
{
    const isnad_story *s = f->story;
    for (uint32_t i = 0; i < s->slot_count; i++) {
        const isnad_slot *slot = &s->slots[i];
        given *all = room_for(f, slot->reading_count);
        bool plain = !isn_is_casualty(slot->of);
        size_t count = 0;
        if (!all && slot->reading_count > 0) {
            return false;
        }
        for (uint32_t k = 0; k < slot->reading_count; k++) {
            const isnad_reading *r = &slot->readings[k];
            const double bounds[] = {r->low, r->high};
            if (!r->earlier) {
                all[count++] =
                    (given){XXH3_64bits(bounds, sizeof bounds),
                            f->arrivals->rank[r->place.doc], k, r->withdrawn,
                            plain && isfinite(r->low) ? r->low : 0};
            }
        }
        if (count > 1 && !put_moves(f, all, count, ISN_CHANGE_FIGURE, i)) {
            return false;
        }
    }
    return true;
}

/* The letters and digits of a wording alone, folded: marks and blanks are
 * everybody's own. */
static uint64_t value_of(const finder *f, isnad_place place)
{
    const isnad_doc *doc = f->docs[place.doc];
    uint64_t hash = 0;
    for (uint32_t t = isn_doc_token_at(doc, place.span.begin);
         t < doc->tokens.count &&
         doc->tokens.items[t].span.begin < place.span.end;
         t++) {
        const isn_token *token = &doc->tokens.items[t];
        if (token->kind == ISN_WORD || token->kind == ISN_NUMBER) {
            hash = XXH3_64bits_withSeed(token->fold, token->fold_len, hash);
        }
    }
    return hash;
}

/* Word for word, as between quotation marks. */
static bool is_quote(const finder *f, const isnad_wording *w)
{
    size_t count;
    const isnad_statement *said =
        isnad_doc_statements(f->docs[w->place.doc], &count);
    return w->statement < count && said[w->statement].direct;
}

static bool find_quotes(finder *f)
{
    const isnad_story *s = f->story;
    for (uint32_t i = 0; i < s->row_count; i++) {
        const isnad_row *row = &s->rows[i];
        given *all = room_for(f, row->wording_count);
        size_t count = 0;
        if (!all && row->wording_count > 0) {
            return false;
        }
        for (uint32_t k = 0; k < row->wording_count; k++) {
            const isnad_wording *w = &row->wordings[k];
            if (is_quote(f, w)) {
                all[count++] =
                    (given){value_of(f, w->place),
                            f->arrivals->rank[w->place.doc], k, false, 0};
            }
        }
        if (count > 1 && !put_moves(f, all, count, ISN_CHANGE_QUOTE, i)) {
            return false;
        }
    }
    return true;
}

/* ---- all of them -------------------------------------------------------- */

static int latest(const void *a, const void *b, void *data)
{
    const isn_change_of *x = a, *y = b;
    const uint32_t *rank = data;
    if (rank[x->doc] != rank[y->doc]) {
        return rank[x->doc] > rank[y->doc] ? -1 : 1;
    }
    if (x->kind != y->kind) {
        return x->kind < y->kind ? -1 : 1;
    }
    return (x->item > y->item) - (x->item < y->item);
}

static isnad_status group(finder *f)
{
    isn_change_of *all = f->changes.items;
    size_t count = f->changes.count;
    isn_arrivals *a = f->arrivals;
    a->items = isn_arena_alloc(f->arena, (count + 1) * sizeof *a->items);
    if (!a->items) {
        return ISNAD_NOMEM;
    }
    if (count > 0) {
        qsort_r(all, count, sizeof *all, latest, (void *)(uintptr_t)a->rank);
    }
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || all[i].doc != all[i - 1].doc) {
            a->items[a->count++] =
                (isn_arrival){all[i].doc, all[i].story, &all[i], 0};
        }
        a->items[a->count - 1].change_count++;
    }
    return ISNAD_OK;
}

isnad_status isn_arrivals_find(const isnad_pile *pile, bool kept,
                               isn_arena *arena, isn_arrivals *arrivals)
{
    size_t docs, stories;
    finder f = {.docs = isnad_pile_docs(pile, &docs),
                .arena = arena,
                .arrivals = arrivals};
    *arrivals = (isn_arrivals){0};
    isnad_status status = order_docs(pile, kept, arena, arrivals);
    const isnad_story *all = isnad_pile_stories(pile, &stories);
    for (size_t i = 0; i < stories && !status; i++) {
        f.story = &all[i];
        f.number = (uint32_t)i;
        status = isn_story_need(pile, f.story);
        if (!status &&
            (!find_origins(&f) || !find_figures(&f) || !find_quotes(&f))) {
            status = ISNAD_NOMEM;
        }
        isn_story_rest(pile, f.story);
    }
    free(f.room);
    return status ? status : group(&f);
}
