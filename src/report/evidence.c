#include "report/evidence.h"

#include <stdlib.h>

#include "core/sort.h"

void isn_evidence_add(isn_evidence *all, isnad_place place)
{
    if (isnad_span_empty(place.span) || all->failed) {
        return;
    }
    if (all->count == all->cap) {
        size_t cap = all->cap ? all->cap * 2 : 256;
        isnad_place *items = realloc(all->items, cap * sizeof *items);
        if (!items) {
            all->failed = true;
            return;
        }
        all->items = items;
        all->cap = cap;
    }
    all->items[all->count++] = place;
}

static void collect_rows(isn_evidence *all, const isnad_story *s)
{
    for (uint32_t i = 0; i < s->row_count; i++) {
        const isnad_row *row = &s->rows[i];
        isn_evidence_add(all, row->place);
        for (uint32_t k = 0; k < row->chain_count; k++) {
            isn_evidence_add(all,
                             (isnad_place){row->place.doc, row->chain[k].cue});
        }
        for (uint32_t k = 0; k < row->wording_count; k++) {
            const isnad_wording *w = &row->wordings[k];
            isn_evidence_add(all, (isnad_place){w->place.doc, w->whole});
        }
    }
}

/* What got lost, and what an outlet changed: both sides. */
static void collect_sides(isn_evidence *all, const isnad_story *s)
{
    for (uint32_t i = 0; i < s->lost_count; i++) {
        isn_evidence_add(all, s->lost[i].from);
        isn_evidence_add(all, s->lost[i].to);
    }
    for (uint32_t i = 0; i < s->revision_count; i++) {
        isn_evidence_add(all, s->revisions[i].from);
        isn_evidence_add(all, s->revisions[i].to);
    }
}

static void collect_story(isn_evidence *all, const isnad_story *s)
{
    collect_rows(all, s);
    collect_sides(all, s);
    for (uint32_t i = 0; i < s->slot_count; i++) {
        for (uint32_t k = 0; k < s->slots[i].reading_count; k++) {
            isn_evidence_add(all, s->slots[i].readings[k].place);
        }
    }
    for (uint32_t i = 0; i < s->agreement_count; i++) {
        for (uint32_t k = 0; k < s->agreements[i].evidence_count; k++) {
            isn_evidence_add(all, s->agreements[i].evidence[k]);
        }
    }
    for (uint32_t i = 0; i < s->difference_count; i++) {
        for (uint32_t k = 0; k < s->differences[i].reading_count; k++) {
            isn_evidence_add(all, s->differences[i].readings[k].evidence);
        }
    }
    for (uint32_t i = 0; i < s->label_count; i++) {
        for (uint32_t k = 0; k < s->labels[i].mention_count; k++) {
            isn_evidence_add(all, s->labels[i].mentions[k].evidence);
        }
    }
    for (uint32_t i = 0; i < s->actor_count; i++) {
        for (uint32_t k = 0; k < s->actors[i].form_count; k++) {
            isn_evidence_add(all, s->actors[i].forms[k].first);
        }
    }
    for (uint32_t i = 0; i < s->moment_count; i++) {
        for (uint32_t k = 0; k < s->timeline[i].place_count; k++) {
            isn_evidence_add(all, s->timeline[i].places[k]);
        }
    }
}

/* By document, then by beginning; the longer first, so that marks nest. */
static int in_order(const void *a, const void *b)
{
    const isnad_place *x = a, *y = b;
    if (x->doc != y->doc) {
        return x->doc < y->doc ? -1 : 1;
    }
    if (x->span.begin != y->span.begin) {
        return x->span.begin < y->span.begin ? -1 : 1;
    }
    return x->span.end > y->span.end ? -1 : x->span.end < y->span.end;
}

void isn_evidence_sort(isn_evidence *all)
{
    if (all->count == 0) {
        return;
    }
    isn_sort(all->items, all->count, sizeof *all->items, in_order);
    size_t kept = 1;
    for (size_t i = 1; i < all->count; i++) {
        if (in_order(&all->items[i], &all->items[kept - 1]) != 0) {
            all->items[kept++] = all->items[i];
        }
    }
    all->count = kept;
}

isnad_status isn_evidence_collect(const isnad_pile *pile, isn_evidence *all)
{
    size_t count;
    const isnad_story *stories = isnad_pile_stories(pile, &count);
    *all = (isn_evidence){0};
    for (size_t i = 0; i < count; i++) {
        collect_story(all, &stories[i]);
    }
    isn_evidence_sort(all);
    return all->failed ? ISNAD_NOMEM : ISNAD_OK;
}

void isn_evidence_free(isn_evidence *all)
{
    free(all->items);
    *all = (isn_evidence){0};
}

/* The first place of `doc` or of a later document. */
static size_t first_of(const isn_evidence *all, uint32_t doc)
{
    size_t low = 0, high = all->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all->items[middle].doc < doc) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const isnad_place *isn_evidence_of(const isn_evidence *all, uint32_t doc,
                                   size_t *count)
{
    size_t first = first_of(all, doc);
    *count = first_of(all, doc + 1) - first;
    return *count > 0 ? all->items + first : NULL;
}
