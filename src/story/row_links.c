/* Which rows of the ledger supersede or contradict which. */
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "story/work.h"

typedef enum edge_kind { SUPERSEDES, CONTRADICTS } edge_kind;

typedef struct edge {
    uint32_t from, to; /* the later row supersedes the earlier one */
    edge_kind kind;
} edge;

typedef struct linker {
    isn_work *work;
    ISN_VEC(edge) edges;
} linker;

static isnad_status add_edge(linker *l, uint32_t from, uint32_t to,
                             edge_kind kind)
{
    if (from == to || from == ISN_NONE || to == ISN_NONE) {
        return ISNAD_OK;
    }
    if (!ISN_ROOM(&l->edges, 2)) {
        return ISNAD_NOMEM;
    }
    l->edges.items[l->edges.count++] = (edge){from, to, kind};
    if (kind == CONTRADICTS) {
        l->edges.items[l->edges.count++] = (edge){to, from, kind};
    }
    return ISNAD_OK;
}

/* The row of the statement that covers a place. */
static uint32_t row_over(const isn_work *w, isnad_place place)
{
    const isnad_doc *doc = w->pile->docs[place.doc];
    uint32_t s = isn_statement_over(doc, place.span);
    return s == ISN_NONE ? ISN_NONE
                         : w->row_of[w->pile->place_of[place.doc]][s];
}

/* Who tells a newer figure supersedes who told the one that it replaces. */
static isnad_status link_slot(linker *l, const isnad_slot *slot)
{
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; i < slot->reading_count; i++) {
        const isnad_reading *r = &slot->readings[i];
        for (uint32_t k = 0; !status && k < r->supersedes_count; k++) {
            const isnad_reading *old = &slot->readings[r->supersedes[k]];
            status = add_edge(l, row_over(l->work, r->place),
                              row_over(l->work, old->place), SUPERSEDES);
        }
    }
    return status;
}

static isnad_status link_difference(linker *l, const isnad_difference *d)
{
    isnad_status status = ISNAD_OK;
    if (strcmp(d->relation, "contradiction") != 0) {
        return ISNAD_OK;
    }
    uint32_t first = row_over(l->work, d->readings[0].evidence);
    for (uint32_t i = 1; !status && i < d->reading_count; i++) {
        status = add_edge(l, first, row_over(l->work, d->readings[i].evidence),
                          CONTRADICTS);
    }
    return status;
}

static int by_rows(const void *a, const void *b)
{
    const edge *x = a, *y = b;
    if (x->kind != y->kind) {
        return x->kind < y->kind ? -1 : 1;
    }
    if (x->from != y->from) {
        return x->from < y->from ? -1 : 1;
    }
    return x->to < y->to ? -1 : x->to > y->to;
}

static int by_target(const void *a, const void *b)
{
    const edge *x = a, *y = b;
    if (x->to != y->to) {
        return x->to < y->to ? -1 : 1;
    }
    return x->from < y->from ? -1 : x->from > y->from;
}

static size_t drop_doubles(edge *edges, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (n == 0 || by_rows(&edges[n - 1], &edges[i]) != 0) {
            edges[n++] = edges[i];
        }
    }
    return n;
}

/* Hands out the sorted edges [0, count) of one kind: out[] keeps the other
 * ends, in the order of the edges. */
static void hand_out(linker *l, const edge *edges, size_t count, uint32_t *out,
                     bool backwards)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t row = backwards ? edges[i].to : edges[i].from;
        isnad_row *r = &l->work->rows[row];
        const uint32_t **list = edges[i].kind == CONTRADICTS ? &r->contradicts
                                : backwards                  ? &r->superseded_by
                                                             : &r->supersedes;
        uint32_t *n = edges[i].kind == CONTRADICTS ? &r->contradicts_count
                      : backwards                  ? &r->superseded_by_count
                                                   : &r->supersedes_count;
        out[i] = backwards ? edges[i].from : edges[i].to;
        if (*n == 0) {
            *list = &out[i];
        }
        (*n)++;
    }
}

isnad_status isn_story_row_links(isn_work *work)
{
    linker l = {.work = work};
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < work->story->slot_count; i++) {
        status = link_slot(&l, &work->story->slots[i]);
    }
    for (uint32_t i = 0; !status && i < work->story->difference_count; i++) {
        status = link_difference(&l, &work->story->differences[i]);
    }
    isn_sort(l.edges.items, l.edges.count, sizeof *l.edges.items, by_rows);
    size_t n = drop_doubles(l.edges.items, l.edges.count), supersedes = 0;
    uint32_t *out =
        isn_arena_alloc(work->pile->arena, (2 * n + 1) * sizeof *out);
    while (supersedes < n && l.edges.items[supersedes].kind == SUPERSEDES) {
        supersedes++;
    }
    if (!status && out) {
        hand_out(&l, l.edges.items, n, out, false);
        isn_sort(l.edges.items, supersedes, sizeof *l.edges.items, by_target);
        hand_out(&l, l.edges.items, supersedes, out + n, true);
    }
    free(l.edges.items);
    return out ? status : ISNAD_NOMEM;
}
