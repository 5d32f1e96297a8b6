#include "story/profile.h"

#include "core/sort.h"

#include <math.h>
#include <stdlib.h>

enum { LARGEST = 256 }; /* terms of a profile; then the weaker half goes */

static uint32_t start_of(uint32_t term)
{
    return (term * UINT32_C(0x9E3779B1)) >> 21;
}

static uint32_t next_of(uint32_t at) { return (at + 1) & 2047; }

void isn_face_table_fill(isn_face_table *table, const isn_face *face)
{
    table->face = face;
    for (uint32_t i = 0; i < face->count; i++) {
        uint32_t at = start_of(face->items[i].term);
        while (table->slots[at]) {
            at = next_of(at);
        }
        table->slots[at] = (uint16_t)(i + 1);
    }
}

void isn_face_table_clear(isn_face_table *table)
{
    memset(table->slots, 0, sizeof table->slots);
    table->face = NULL;
}

const isn_facet *isn_face_table_find(const isn_face_table *table, uint32_t term)
{
    for (uint32_t at = start_of(term); table->slots[at]; at = next_of(at)) {
        const isn_facet *f = &table->face->items[table->slots[at] - 1u];
        if (f->term == term) {
            return f;
        }
    }
    return NULL;
}

static int by_weight_down(const void *a, const void *b)
{
    const isn_facet *x = a, *y = b;
    float v = x->title + x->lead + x->rare, w = y->title + y->lead + y->rare;
    if (v != w) {
        return v > w ? -1 : 1;
    }
    return x->term < y->term ? -1 : x->term > y->term;
}

/* Keeps the strongest terms, the strongest first. */
static void keep(isn_core_term *core, uint16_t *count, unsigned most,
                 uint32_t term, float weight)
{
    float square = weight * weight;
    unsigned n = *count;
    if (square <= 0 || (n == most && square <= core[n - 1].square)) {
        return;
    }
    unsigned at = n < most ? n : most - 1;
    *count = (uint16_t)(n < most ? n + 1 : most);
    for (; at > 0 && core[at - 1].square < square; at--) {
        core[at] = core[at - 1];
    }
    core[at] = (isn_core_term){term, square};
}

static void sum_up(isn_profile *p)
{
    float title = 0, lead = 0, rare = 0;
    p->core_count = p->core_title_count = 0;
    for (size_t i = 0; i < p->terms.count; i++) {
        const isn_facet *f = &p->terms.items[i];
        title += f->title * f->title;
        lead += f->lead * f->lead;
        rare += f->rare * f->rare;
        keep(p->core, &p->core_count, ISN_CORE, f->term, f->lead);
        keep(p->core_title, &p->core_title_count, ISN_CORE_TITLE, f->term,
             f->title);
    }
    p->title = sqrtf(title);
    p->lead = sqrtf(lead);
    p->rare = sqrtf(rare);
}

isnad_status isn_profile_add(isn_profile *p, const isn_face_table *table)
{
    const isn_face *face = table->face;
    bool known[2048];
    memset(known, 0, face->count * sizeof *known);
    for (size_t i = 0; i < p->terms.count; i++) {
        isn_facet *sum = &p->terms.items[i];
        const isn_facet *f = isn_face_table_find(table, sum->term);
        if (f) {
            known[f - face->items] = true;
            sum->title += f->title;
            sum->lead += f->lead;
            sum->rare += f->rare;
        }
    }
    if (!ISN_ROOM(&p->terms, face->count)) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < face->count; i++) {
        const isn_facet *f = &face->items[i];
        if (!known[i] && (f->lead > 0 || f->rare > 0)) {
            p->terms.items[p->terms.count++] = *f;
        }
    }
    if (p->terms.count > LARGEST) {
        isn_sort(p->terms.items, p->terms.count, sizeof *p->terms.items,
                 by_weight_down);
        p->terms.count = LARGEST / 2;
    }
    sum_up(p);
    return ISNAD_OK;
}

static float share(const isn_core_term *core, unsigned count,
                   const isn_face_table *face)
{
    float all = 0, had = 0;
    for (unsigned i = 0; i < count; i++) {
        all += core[i].square;
        const isn_facet *f = isn_face_table_find(face, core[i].term);
        had += f && f->lead > 0 ? core[i].square : 0;
    }
    return all > 0 ? had / all : 0;
}

isn_profile_fit isn_profile_measure(const isn_profile *p,
                                    const isn_face_table *table)
{
    isn_profile_fit fit = {0};
    for (size_t i = 0; i < p->terms.count; i++) {
        const isn_facet *sum = &p->terms.items[i];
        const isn_facet *f = isn_face_table_find(table, sum->term);
        if (f) {
            fit.title += sum->title * f->title;
            fit.lead += sum->lead * f->lead;
            fit.rare += sum->rare * f->rare;
        }
    }
    fit.title = p->title > 0 ? fit.title / p->title : 0;
    fit.lead = p->lead > 0 ? fit.lead / p->lead : 0;
    fit.rare = p->rare > 0 ? fit.rare / p->rare : 0;
    fit.core = share(p->core, p->core_count, table);
    fit.core_title = share(p->core_title, p->core_title_count, table);
    return fit;
}

void isn_profile_free(isn_profile *profile)
{
    free(profile->terms.items);
    *profile = (isn_profile){0};
}
