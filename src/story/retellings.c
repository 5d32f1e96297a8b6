/* Whose reporting a text is, as it says itself: rewrites that name their source
 * add no origin. */
#include "story/origins.h"

#include <stdlib.h>

#include "story/profile.h"

/* A text of which so much is told after others, and that shows no reporting of
 * its own, is theirs. */
static const double RETOLD = 0.5;

/* A text that names no house («the official agency») goes to the most alike
 * one among the first families, if it is as alike as this. */
static const float ALIKE = 0.2f;
enum { FIRST_FAMILIES = 64 };

static bool retells(const isn_voice *v)
{
    return !v->reports && (v->told_count > 0 || v->unnamed) &&
           v->share >= RETOLD;
}

/* The place of a house in the table: its own, or the free one. */
static size_t place_of(const isn_gatherer *g, isn_medium medium)
{
    size_t at = (size_t)medium & g->mask;
    while (g->media[at] && g->media[at] != medium) {
        at = (at + 1) & g->mask;
    }
    return at;
}

static uint32_t root_of(isn_gatherer *g, uint32_t family)
{
    while (g->into[family] != family) {
        g->into[family] = g->into[g->into[family]];
        family = g->into[family];
    }
    return family;
}

/* The older of two families takes in the other. */
static void unite(isn_gatherer *g, uint32_t a, uint32_t b)
{
    a = root_of(g, a);
    b = root_of(g, b);
    g->into[a > b ? a : b] = a > b ? b : a;
}

/* The house stands behind the family; all that an agency sends of a story is
 * one origin. */
static void claim(isn_gatherer *g, isn_medium medium, bool agency,
                  uint32_t family)
{
    size_t at = place_of(g, medium);
    if (medium && !g->media[at]) {
        g->media[at] = medium;
        g->family_of[at] = family;
    } else if (medium && agency) {
        unite(g, g->family_of[at], family);
    }
}

/* Whose reporting a member's text is: the agencies that it credits, the houses
 * that were told or saw for themselves, else its outlet. */
static isnad_status claim_media(isn_gatherer *g, uint32_t m)
{
    const isnad_doc *doc = g->pile->docs[g->story->docs[m]];
    const isn_voice *v = &g->voices[m];
    uint32_t family = g->members[m].family;
    bool others = false;
    for (size_t i = 0; i < doc->agencies.count && i < ISN_MEDIA_TOLD; i++) {
        isn_medium medium = 0;
        bool agency = false;
        if (doc->agencies.items[i].value &&
            isn_medium_of_name(doc->agencies.items[i].value, &medium,
                               &agency)) {
            return ISNAD_NOMEM;
        }
        if (agency) {
            claim(g, medium, !v->reports, family);
            others |= medium != v->own;
        }
    }
    for (unsigned i = 0; i < v->told_count; i++) {
        if (v->told[i].gained) {
            claim(g, v->told[i].medium, false, family);
            others = true;
        }
    }
    if (v->reports || (!others && (v->agency || g->heads[family] == m))) {
        claim(g, v->own, v->agency, family);
    }
    return ISNAD_OK;
}

static isnad_status open_media(isn_gatherer *g)
{
    size_t size = 16;
    while (size < (size_t)g->story->doc_count * (3 * ISN_MEDIA_TOLD + 1) * 2) {
        size *= 2;
    }
    g->media = calloc(size, sizeof *g->media);
    g->family_of = calloc(size, sizeof *g->family_of);
    g->mask = size - 1;
    g->into = malloc(((size_t)g->families + 1) * sizeof *g->into);
    for (uint32_t f = 0; g->into && f < g->families; f++) {
        g->into[f] = f;
    }
    return g->media && g->family_of && g->into ? ISNAD_OK : ISNAD_NOMEM;
}

static float cosine(const isn_face *a, const isn_face_table *b)
{
    float sum = 0;
    for (uint32_t i = 0; i < a->count; i++) {
        const isn_facet *f = isn_face_table_find(b, a->items[i].term);
        sum += f ? f->full * a->items[i].full : 0;
    }
    return sum;
}

/* The family of the text that is most like the member's, or its own. */
static isnad_status most_alike(isn_gatherer *g, uint32_t m, uint32_t *family)
{
    isn_face_room rooms[2] = {0};
    isn_face mine, other;
    isn_face_table *table = calloc(1, sizeof *table);
    isnad_status status = table ? ISNAD_OK : ISNAD_NOMEM;
    status = status ? status
                    : isn_face_of(&rooms[0], g->pile->docs[g->story->docs[m]],
                                  &mine);
    if (!status) {
        isn_face_table_fill(table, &mine);
    }
    float best = ALIKE;
    for (uint32_t f = 0; !status && f < g->families && f < FIRST_FAMILIES;
         f++) {
        if (g->heads[f] == m || retells(&g->voices[g->heads[f]])) {
            continue;
        }
        status = isn_face_of(
            &rooms[1], g->pile->docs[g->story->docs[g->heads[f]]], &other);
        float alike = status ? 0 : cosine(&other, table);
        if (alike > best) {
            best = alike;
            *family = f;
        }
    }
    isn_face_room_free(&rooms[0]);
    isn_face_room_free(&rooms[1]);
    free(table);
    return status;
}

/* The member's family goes to a house that it retells; where no text of such
 * a house is there, others who retell it come here. */
static isnad_status attach(isn_gatherer *g, uint32_t m)
{
    const isn_voice *v = &g->voices[m];
    uint32_t own = g->members[m].family, to = own;
    for (unsigned i = 0; to == own && i < v->told_count; i++) {
        size_t at = place_of(g, v->told[i].medium);
        if (g->media[at] && root_of(g, g->family_of[at]) != root_of(g, own)) {
            to = g->family_of[at];
            g->members[m].told = v->told[i].name;
        }
    }
    if (v->told_count == 0) {
        isnad_status status = most_alike(g, m, &to);
        if (status) {
            return status;
        }
    } else if (to == own) {
        claim(g, v->told[0].medium, false, own);
    }
    if (to != own) {
        g->into[root_of(g, own)] = root_of(g, to);
    }
    return ISNAD_OK;
}

/* Numbers the families that are left, by their first members. */
static void renumber(isn_gatherer *g)
{
    uint32_t kept = 0;
    for (uint32_t f = 0; f < g->families; f++) {
        g->members[g->heads[f]].root = root_of(g, f);
    }
    for (uint32_t m = 0; m < g->story->doc_count; m++) {
        g->members[m].root = root_of(g, g->members[m].family);
    }
    for (uint32_t f = 0; f < g->families; f++) {
        g->into[f] = ISN_NONE;
    }
    for (uint32_t m = 0; m < g->story->doc_count; m++) {
        uint32_t root = g->members[m].root;
        if (g->into[root] == ISN_NONE) {
            g->into[root] = kept;
            g->heads[kept++] = m;
        }
        g->members[m].family = g->into[root];
    }
    g->families = kept;
}

isnad_status isn_join_by_media(isn_gatherer *g)
{
    isnad_status status = open_media(g);
    for (uint32_t m = 0; !status && m < g->story->doc_count; m++) {
        uint32_t head = g->heads[g->members[m].family];
        status = retells(&g->voices[head]) ? status : claim_media(g, m);
    }
    for (uint32_t f = 0; !status && f < g->families; f++) {
        if (retells(&g->voices[g->heads[f]])) {
            status = attach(g, g->heads[f]);
        }
    }
    if (!status) {
        renumber(g);
    }
    return status;
}
