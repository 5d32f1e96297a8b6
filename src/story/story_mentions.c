/* Where the entities of a story are mentioned, and where its places lie. */
#include "story/carry.h"

enum { VOTES = 4 };

/* Locations that documents gave to one place; they may differ. */
typedef struct votes {
    const isnad_location *location[VOTES];
    uint32_t count[VOTES];
} votes;

static bool same_location(const isnad_location *a, const isnad_location *b)
{
    return a->name == b->name && a->latitude == b->latitude &&
           a->longitude == b->longitude;
}

static void vote(votes *v, const isnad_location *location)
{
    for (unsigned i = 0; i < VOTES; i++) {
        if (v->count[i] == 0) {
            v->location[i] = location;
        }
        if (same_location(v->location[i], location)) {
            v->count[i]++;
            return;
        }
    }
}

static const isnad_location *elected(const votes *v)
{
    unsigned best = 0;
    for (unsigned i = 1; i < VOTES; i++) {
        best = v->count[i] > v->count[best] ? i : best;
    }
    return v->count[best] ? v->location[best] : NULL;
}

static isnad_status locate(isn_work *work, isnad_actor *actors, size_t count)
{
    votes *all = isn_arena_alloc(work->scratch, (count + 1) * sizeof *all);
    if (!all) {
        return ISNAD_NOMEM;
    }
    for (uint32_t p = 0; p < work->story->doc_count; p++) {
        const isnad_doc *doc = isn_work_doc(work, p);
        for (size_t i = 0; i < doc->names.count; i++) {
            uint32_t e = doc->names.items[i].entity;
            if (e < doc->entities.count && doc->entities.items[e].location) {
                vote(&all[work->actor_of[p][e]],
                     doc->entities.items[e].location);
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        actors[i].location =
            actors[i].type == ISNAD_LOC ? elected(&all[i]) : NULL;
    }
    return ISNAD_OK;
}

isnad_status isn_story_mentions(isn_work *work, const isn_form_nodes *forms,
                                isnad_actor *actors, size_t count)
{
    isnad_place *places =
        isn_arena_alloc(work->pile->arena, (forms->count + 1) * sizeof *places);
    uint32_t *next = isn_arena_alloc(work->scratch, (count + 1) * sizeof *next);
    if (!places || !next) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < forms->count; i++) {
        actors[forms->items[i].actor].mention_count++;
    }
    uint32_t begin = 0;
    for (size_t i = 0; i < count; i++) {
        actors[i].mentions = places + begin;
        next[i] = begin;
        begin += actors[i].mention_count;
    }
    for (size_t i = 0; i < forms->count; i++) {
        places[next[forms->items[i].actor]++] = forms->items[i].place;
    }
    return locate(work, actors, count);
}
