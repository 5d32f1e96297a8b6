#include "story/recent.h"

#include <stdlib.h>

enum {
    LISTED_TERMS = 48, /* heaviest ones of a document that are listed */
    ASKED_TERMS = 32,
    KEPT = 48, /* newest documents of a term; the list grows to twice as many */
    SMALLEST = 4,
};

static size_t start_of(uint32_t term, size_t mask)
{
    return ((uint64_t)term * UINT64_C(0x9E3779B97F4A7C15) >> 24) & mask;
}

static isn_recent_list *find_list(isn_recent *recent, uint32_t term)
{
    size_t at = start_of(term, recent->mask);
    while (recent->lists[at].items && recent->lists[at].term != term) {
        at = (at + 1) & recent->mask;
    }
    return &recent->lists[at];
}

static isnad_status grow(isn_recent *recent)
{
    size_t size = recent->mask ? (recent->mask + 1) * 2 : 8192;
    isn_recent_list *old = recent->lists;
    isn_recent_list *lists = calloc(size, sizeof *lists);
    if (!lists) {
        return ISNAD_NOMEM;
    }
    size_t before = old ? recent->mask + 1 : 0;
    recent->lists = lists;
    recent->mask = size - 1;
    for (size_t i = 0; i < before; i++) {
        if (old[i].items) {
            *find_list(recent, old[i].term) = old[i];
        }
    }
    free(old);
    return ISNAD_OK;
}

/* Room for one more posting: a larger list, or the older half goes. */
static isnad_status make_room(isn_recent_list *list)
{
    if (list->count < list->cap) {
        return ISNAD_OK;
    }
    if (list->cap >= 2 * KEPT) {
        memmove(list->items, list->items + (list->count - KEPT),
                KEPT * sizeof *list->items);
        list->count = KEPT;
        return ISNAD_OK;
    }
    uint32_t cap = list->cap ? list->cap * 2 : SMALLEST;
    isn_recent_posting *items = realloc(list->items, cap * sizeof *items);
    if (!items) {
        return ISNAD_NOMEM;
    }
    list->items = items;
    list->cap = cap;
    return ISNAD_OK;
}

isnad_status isn_recent_add(isn_recent *recent, uint32_t doc,
                            const isn_face *face)
{
    for (uint32_t i = 0; i < face->count && i < LISTED_TERMS; i++) {
        if (recent->used * 2 >= recent->mask && grow(recent)) {
            return ISNAD_NOMEM;
        }
        const isn_facet *f = &face->items[i];
        isn_recent_list *list = find_list(recent, f->term);
        recent->used += list->items == NULL;
        list->term = f->term;
        if (make_room(list)) {
            return ISNAD_NOMEM;
        }
        list->items[list->count++] =
            (isn_recent_posting){doc, f->full, f->title};
    }
    if (!ISN_ROOM(&recent->sums, doc + 1 - recent->sums.count)) {
        return ISNAD_NOMEM;
    }
    while (recent->sums.count <= doc) {
        recent->sums.items[recent->sums.count++] = (isn_alike_sum){0};
    }
    return ISNAD_OK;
}

static void forget(isn_recent *recent)
{
    for (size_t i = 0; i < recent->found.count; i++) {
        recent->sums.items[recent->found.items[i]] = (isn_alike_sum){0};
    }
    recent->found.count = 0;
}

/* All at once, so that one waits for memory while another is looked for. */
static void find_lists(isn_recent *recent, const isn_face *face,
                       const isn_recent_list **lists, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        __builtin_prefetch(
            &recent->lists[start_of(face->items[i].term, recent->mask)]);
    }
    for (uint32_t i = 0; i < count; i++) {
        lists[i] = find_list(recent, face->items[i].term);
        uint32_t n = lists[i]->count;
        if (n > 0) {
            __builtin_prefetch(&lists[i]->items[n - 1]);
            __builtin_prefetch(&lists[i]->items[n > KEPT ? n - KEPT : 0]);
        }
    }
}

/* Adds what each document of a term has in common with the face. */
static void add_alike(isn_recent *recent, const isn_facet *f,
                      const isn_recent_list *list, uint32_t oldest)
{
    uint32_t low = list->count > KEPT ? list->count - KEPT : 0;
    for (uint32_t k = list->count; k-- > low && list->items[k].doc >= oldest;) {
        const isn_recent_posting *p = &list->items[k];
        isn_alike_sum *sum = &recent->sums.items[p->doc];
        if (sum->full <= 0) {
            recent->found.items[recent->found.count++] = p->doc;
        }
        sum->full += f->full * p->full;
        sum->title += f->title * p->title;
    }
}

isnad_status isn_recent_ask(isn_recent *recent, const isn_face *face,
                            uint32_t oldest)
{
    forget(recent);
    if (!ISN_ROOM(&recent->found, (size_t)ASKED_TERMS * 2 * KEPT)) {
        return ISNAD_NOMEM;
    }
    const isn_recent_list *lists[ASKED_TERMS];
    uint32_t terms = face->count < ASKED_TERMS ? face->count : ASKED_TERMS;
    terms = recent->used ? terms : 0;
    find_lists(recent, face, lists, terms);
    for (uint32_t i = 0; i < terms; i++) {
        add_alike(recent, &face->items[i], lists[i], oldest);
    }
    return ISNAD_OK;
}

void isn_recent_free(isn_recent *recent)
{
    for (size_t i = 0; recent->lists && i <= recent->mask; i++) {
        free(recent->lists[i].items);
    }
    free(recent->lists);
    free(recent->sums.items);
    free(recent->found.items);
    *recent = (isn_recent){0};
}
