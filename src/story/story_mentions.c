/* Where the entities of a story are mentioned, and where its places lie. */
#include "annotate/entities.h"
#include "story/carry.h"
#include "text/match.h"

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

/* ---- bare heads -------------------------------------------------- */

/* Is token `at` a head of organisations with nothing behind it: «الوزارة»? */
static bool is_bare(const isnad_doc *doc, uint32_t at)
{
    const isn_token *t = &doc->tokens.items[at];
    if (!isn_is(doc, at, ISN_CLASS_ORG_HEAD) || !(t->clitics & ISN_CLITIC_AL) ||
        isn_name_at(doc, at)) {
        return false;
    }
    const isn_token *next = t + 1;
    return at + 1 == doc->tokens.count || next->sentence != t->sentence ||
           next->kind != ISN_WORD ||
           !((next->clitics & (ISN_CLITIC_AL | ISN_CLITIC_LI)) ||
             (next->classes &
              (ISN_BIT(ISN_CLASS_NATIONALITY) | ISN_BIT(ISN_CLASS_ORG_HEAD))) ||
             isn_name_at(doc, at + 1));
}

/* Is the organisation named before token `at`? */
static bool named_before(const isnad_doc *doc, uint32_t entity, uint32_t begin)
{
    for (size_t i = 0; i < doc->names.count; i++) {
        if (doc->names.items[i].span.begin >= begin) {
            return false;
        }
        if (doc->names.items[i].entity == entity) {
            return true;
        }
    }
    return false;
}

static isnad_status add_head(isn_work *work, uint32_t place, uint32_t at,
                             isn_form_nodes *forms)
{
    const isnad_doc *doc = isn_work_doc(work, place);
    const isn_token *t = &doc->tokens.items[at];
    uint32_t e = isn_entity_of_words(doc, t->word, t->sentence);
    if (e >= doc->entities.count || doc->entities.items[e].type != ISNAD_ORG ||
        !named_before(doc, e, t->span.begin)) {
        return ISNAD_OK;
    }
    if (!ISN_ROOM(forms, 1)) {
        return ISNAD_NOMEM;
    }
    char *text = isn_work_words(work, doc, t->word);
    forms->items[forms->count] =
        (isn_form_node){work->actor_of[place][e],
                        text,
                        {work->story->docs[place], t->word},
                        (uint32_t)forms->count};
    forms->count++;
    return text ? ISNAD_OK : ISNAD_NOMEM;
}

isnad_status isn_forms_heads(isn_work *work, isn_form_nodes *forms)
{
    enum { MOST = 64 }; /* of a document: no author repeats them so often */
    isnad_status status = ISNAD_OK;
    for (uint32_t p = 0; p < work->story->doc_count; p++) {
        const isnad_doc *doc = isn_work_doc(work, p);
        unsigned found = 0;
        for (uint32_t at = 0; at < doc->tokens.count && found < MOST; at++) {
            if (!status && is_bare(doc, at)) {
                found++;
                status = add_head(work, p, at, forms);
            }
        }
    }
    return status;
}

/* ---- all mentions ------------------------------------------------ */

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
