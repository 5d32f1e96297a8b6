/* What independent origins agree on.  Nothing counts as agreed that rests on
 * one origin and its copies. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "story/events.h"
#include "core/sort.h"
#include "story/slots.h"

enum { MOST_EVIDENCE = 12 };
/* How much two dated clauses must share to tell of the same happening. */
static const float SAME_HAPPENING = 0.2f;

typedef struct agreer {
    isn_work *work;
    ISN_VEC(isnad_agreement) found;
    ISN_VEC(isnad_place) places; /* of the agreement under way */
    ISN_VEC(uint32_t) origins;
} agreer;

static isnad_status add_voice(agreer *a, isnad_place place)
{
    uint32_t origin = a->work->pile->origin_of[place.doc];
    if (!ISN_ROOM(&a->places, 1) || !ISN_ROOM(&a->origins, 1)) {
        return ISNAD_NOMEM;
    }
    if (a->places.count < MOST_EVIDENCE) {
        a->places.items[a->places.count++] = place;
    }
    for (size_t i = 0; i < a->origins.count; i++) {
        if (a->origins.items[i] == origin) {
            return ISNAD_OK;
        }
    }
    a->origins.items[a->origins.count++] = origin;
    return ISNAD_OK;
}

/* Keeps what was gathered, if two origins stand behind it. */
static isnad_status keep(agreer *a, const char *slot, const char *value)
{
    isnad_status status = ISNAD_OK;
    if (a->origins.count >= 2) {
        isn_arena *arena = a->work->pile->arena;
        isnad_place *places =
            isn_arena_alloc(arena, a->places.count * sizeof *places);
        uint32_t *origins =
            isn_arena_alloc(arena, a->origins.count * sizeof *origins);
        if (!places || !origins || !ISN_ROOM(&a->found, 1)) {
            return ISNAD_NOMEM;
        }
        memcpy(places, a->places.items, a->places.count * sizeof *places);
        memcpy(origins, a->origins.items, a->origins.count * sizeof *origins);
        a->found.items[a->found.count++] =
            (isnad_agreement){slot,    value,
                              origins, (uint32_t)a->origins.count,
                              places,  (uint32_t)a->places.count};
    }
    a->places.count = a->origins.count = 0;
    return status;
}

/* ---- when --------------------------------------------------------------- */

static uint32_t root_of(uint32_t *parents, uint32_t i)
{
    while (parents[i] != i) {
        parents[i] = parents[parents[i]];
        i = parents[i];
    }
    return i;
}

static bool same_time(const isn_work *w, const isn_event *x, const isn_event *y)
{
    const char *a = isn_event_date(w, x)->time.value;
    const char *b = isn_event_date(w, y)->time.value;
    return a && b && strcmp(a, b) == 0;
}

typedef struct grouped {
    uint32_t root, event;
} grouped;

static int by_root(const void *a, const void *b)
{
    const grouped *x = a, *y = b;
    if (x->root != y->root) {
        return x->root < y->root ? -1 : 1;
    }
    return x->event < y->event ? -1 : x->event > y->event;
}

static isnad_status add_group(agreer *a, const isn_events *events,
                              const grouped *list, uint32_t count)
{
    isn_work *w = a->work;
    for (uint32_t i = 0; i < count; i++) {
        const isn_event *e = &events->items[list[i].event];
        isnad_place place = {w->story->docs[e->place],
                             isn_event_date(w, e)->span};
        if (add_voice(a, place)) {
            return ISNAD_NOMEM;
        }
    }
    const char *value =
        isn_event_date(w, &events->items[list[0].event])->time.value;
    char *copy = isn_arena_copy(w->pile->arena, value, strlen(value));
    return copy ? keep(a, "when", copy) : ISNAD_NOMEM;
}

static isnad_status agree_when(agreer *a)
{
    const isn_events events = *a->work->events;
    uint32_t *parents = malloc((events.count + 1) * sizeof *parents);
    grouped *list = malloc((events.count + 1) * sizeof *list);
    isnad_status status = parents && list ? ISNAD_OK : ISNAD_NOMEM;
    for (uint32_t i = 0; !status && i < events.count; i++) {
        parents[i] = i;
    }
    for (uint32_t i = 0; !status && i < events.pair_count; i++) {
        const isn_event_pair *p = &events.pairs[i];
        if (p->share >= SAME_HAPPENING &&
            same_time(a->work, &events.items[p->a], &events.items[p->b])) {
            uint32_t x = root_of(parents, p->a), y = root_of(parents, p->b);
            parents[x > y ? x : y] = x > y ? y : x;
        }
    }
    for (uint32_t i = 0; !status && i < events.count; i++) {
        list[i] = (grouped){root_of(parents, i), i};
    }
    if (!status) {
        isn_sort(list, events.count, sizeof *list, by_root);
    }
    for (uint32_t i = 0; !status && i < events.count;) {
        uint32_t end = i + 1;
        while (end < events.count && list[end].root == list[i].root) {
            end++;
        }
        if (end - i > 1) {
            status = add_group(a, &events, list + i, end - i);
        }
        i = end;
    }
    free(parents);
    free(list);
    return status;
}

/* ---- how many ----------------------------------------------------------- */

static bool exact(const isnad_reading *r)
{
    return r->low == r->high && !r->vague;
}

/* Do both say the same, one perhaps as a bound of it? */
static bool agrees(const isnad_reading *a, const isnad_reading *b)
{
    if (a->low == b->low && a->high == b->high) {
        return true;
    }
    return (exact(a) || exact(b)) && !a->vague && !b->vague &&
           isn_readings_meet(a, b) && (a->low == b->low || a->high == b->high);
}

static char *figure_value(const isn_work *w, const isnad_slot *slot,
                          const isnad_reading *r)
{
    if (r->low == r->high) {
        return isn_arena_format(w->pile->arena, "%s %.15g", slot->of, r->low);
    }
    if (isinf(r->low)) {
        return isn_arena_format(w->pile->arena, "%s at most %.15g", slot->of,
                                r->high);
    }
    if (isinf(r->high)) {
        return isn_arena_format(w->pile->arena, "%s at least %.15g", slot->of,
                                r->low);
    }
    return isn_arena_format(w->pile->arena, "%s %.15g to %.15g", slot->of,
                            r->low, r->high);
}

enum { COMPARED = 64 };

static isnad_status agree_slot(agreer *a, const isnad_slot *slot)
{
    uint32_t n = slot->reading_count;
    bool *done = calloc((size_t)n + 1, sizeof *done);
    isnad_status status = done ? ISNAD_OK : ISNAD_NOMEM;
    for (uint32_t i = 0; !status && i < n; i++) {
        const isnad_reading *lead = &slot->readings[i];
        if (done[i] || lead->earlier) {
            continue;
        }
        const isnad_reading *best = lead;
        for (uint32_t k = i; !status && k < n && k < i + COMPARED; k++) {
            const isnad_reading *r = &slot->readings[k];
            if (!done[k] && !r->earlier && (k == i || agrees(lead, r))) {
                done[k] = true;
                best = exact(best) ? best : r;
                status = add_voice(a, r->place);
            }
        }
        char *value = status ? NULL : figure_value(a->work, slot, best);
        status = value ? keep(a, "how many", value) : ISNAD_NOMEM;
    }
    free(done);
    return status;
}

/* ---- what was said, and where ------------------------------------------- */

static isnad_status agree_row(agreer *a, const isnad_row *row)
{
    if (row->origins < 2) {
        return ISNAD_OK;
    }
    for (uint32_t i = 0; i < row->wording_count; i++) {
        if (add_voice(a, row->wordings[i].place)) {
            return ISNAD_NOMEM;
        }
    }
    char *value = isn_work_words(a->work, a->work->pile->docs[row->place.doc],
                                 row->place.span);
    return value ? keep(a, "said", value) : ISNAD_NOMEM;
}

/* A place that the openings of several origins name. */
static isnad_status agree_places(agreer *a)
{
    isn_work *w = a->work;
    enum { OPENING = 400, MOST_PLACES = 256 };
    for (uint32_t n = 0; n < w->story->actor_count && n < MOST_PLACES; n++) {
        const isnad_actor *actor = &w->story->actors[n];
        if (actor->type != ISNAD_LOC) {
            continue;
        }
        for (uint32_t p = 0; p < w->story->doc_count; p++) {
            const isnad_doc *doc = isn_work_doc(w, p);
            for (size_t i = 0; i < doc->names.count; i++) {
                const isnad_name *name = &doc->names.items[i];
                if (name->span.begin > OPENING) {
                    break;
                }
                if (name->entity < doc->entities.count &&
                    w->actor_of[p][name->entity] == n) {
                    isnad_place place = {w->story->docs[p], name->span};
                    if (add_voice(a, place)) {
                        return ISNAD_NOMEM;
                    }
                    break;
                }
            }
        }
        if (keep(a, "where", actor->name)) {
            return ISNAD_NOMEM;
        }
    }
    return ISNAD_OK;
}

isnad_status isn_story_agreements(isn_work *work)
{
    if (work->story->origin_count < 2) {
        return ISNAD_OK;
    }
    agreer a = {.work = work};
    isnad_status status = agree_when(&a);
    status = status ? status : agree_places(&a);
    for (uint32_t i = 0; !status && i < work->story->slot_count; i++) {
        status = agree_slot(&a, &work->story->slots[i]);
    }
    for (uint32_t i = 0; !status && i < work->story->row_count; i++) {
        status = agree_row(&a, &work->story->rows[i]);
    }
    isnad_agreement *list =
        status ? NULL
               : isn_arena_alloc(work->pile->arena,
                                 (a.found.count + 1) * sizeof *list);
    status = list ? ISNAD_OK : ISNAD_NOMEM;
    if (list && a.found.count > 0) {
        memcpy(list, a.found.items, a.found.count * sizeof *list);
        work->story->agreements = list;
        work->story->agreement_count = (uint32_t)a.found.count;
    }
    free(a.found.items);
    free(a.places.items);
    free(a.origins.items);
    return status;
}
