/* The entities of a story: those of its documents, joined where one name can
 * stand for the other. */
#include <stdlib.h>
#include <string.h>

#include "annotate/corrections.h"
#include "annotate/variants.h"
#include "core/sort.h"
#include "story/carry.h"
#include "story/work.h"

enum { KEYS = 16, TRIED = 64 };

/* One name for one entity in one document. */
typedef struct node {
    uint32_t place, entity;
    const char *name;
    isnad_entity_type type;
    uint32_t mentions, words;
    uint32_t actor;
    uint32_t group; /* of corrections, or ISN_NO_GROUP */
    bool inner;     /* the proper part of «مطار X» */
} node;

typedef struct bucket {
    uint64_t key;
    uint32_t actor, node, next; /* node: one of its names; next: index + 1 */
} bucket;

typedef struct joiner {
    isn_work *work;
    node *nodes;
    size_t count;
    ISN_VEC(bucket) buckets;
    uint32_t *slots; /* key → newest bucket + 1 */
    size_t mask;
    ISN_VEC(uint32_t) heads; /* actor → the node whose name it bears */
    ISN_VEC(uint32_t) mentions;
    uint32_t **inner_of; /* like actor_of: the actor of the inner name */
    isn_form_nodes forms;
    isnad_entity_type *types; /* of the actors */
    const isnad_corrections *corrections;
    uint32_t *of_group; /* group of corrections → actor, or ISN_NO_GROUP */
} joiner;

static uint32_t count_words(const char *name)
{
    uint32_t n = 1;
    for (; *name; name++) {
        n += *name == ' ';
    }
    return n;
}

/* Full names first, so that short ones find them; then the frequent. */
static int by_fullness(const void *a, const void *b)
{
    const node *x = a, *y = b;
    if (x->words != y->words) {
        return x->words > y->words ? -1 : 1;
    }
    if (x->mentions != y->mentions) {
        return x->mentions > y->mentions ? -1 : 1;
    }
    int order = strcmp(x->name, y->name);
    if (order == 0 && x->place != y->place) {
        order = x->place < y->place ? -1 : 1;
    }
    if (order == 0 && x->inner != y->inner) {
        order = x->inner ? 1 : -1;
    }
    return order ? order : x->entity < y->entity ? -1 : 1;
}

static isnad_status list_nodes(joiner *j)
{
    isn_work *w = j->work;
    size_t n = 0;
    for (uint32_t p = 0; p < w->story->doc_count; p++) {
        n += isn_work_doc(w, p)->entities.count;
    }
    j->nodes = isn_arena_alloc(w->scratch, (2 * n + 1) * sizeof *j->nodes);
    uint32_t ***maps[] = {&w->actor_of, &j->inner_of};
    for (unsigned i = 0; i < 2; i++) {
        *maps[i] = isn_arena_alloc(w->scratch, (w->story->doc_count + 1) *
                                                   sizeof **maps[i]);
        if (!*maps[i]) {
            return ISNAD_NOMEM;
        }
    }
    if (!j->nodes) {
        return ISNAD_NOMEM;
    }
    for (uint32_t p = 0; p < w->story->doc_count; p++) {
        const isnad_doc *doc = isn_work_doc(w, p);
        node *first = j->nodes + j->count;
        for (unsigned i = 0; i < 2; i++) {
            (*maps[i])[p] = isn_arena_alloc(
                w->scratch, (doc->entities.count + 1) * sizeof ***maps[i]);
            if (!(*maps[i])[p]) {
                return ISNAD_NOMEM;
            }
        }
        for (uint32_t e = 0; e < doc->entities.count; e++) {
            const isnad_entity *entity = &doc->entities.items[e];
            j->nodes[j->count++] = (node){p,
                                          e,
                                          entity->name,
                                          entity->type,
                                          0,
                                          count_words(entity->name),
                                          ISN_NONE,
                                          entity->corrected - 1,
                                          false};
        }
        for (uint32_t e = 0; e < doc->entities.count; e++) {
            const isnad_entity *entity = &doc->entities.items[e];
            const char *inner =
                entity->type == ISNAD_LOC ? isn_inner_name(entity->name) : NULL;
            j->inner_of[p][e] = ISN_NONE;
            if (inner) {
                j->nodes[j->count++] = (node){p,        e,
                                              inner,    ISNAD_LOC,
                                              1,        count_words(inner),
                                              ISN_NONE, ISN_NO_GROUP,
                                              true};
            }
        }
        for (size_t i = 0; i < doc->names.count; i++) {
            uint32_t e = doc->names.items[i].entity;
            if (e < doc->entities.count) {
                first[e].mentions++;
            }
        }
    }
    isn_sort(j->nodes, j->count, sizeof *j->nodes, by_fullness);
    return ISNAD_OK;
}

/* The spot that the gazetteer gives to this very name: one spot, one place
 * («شبه جزيرة سيناء» is سيناء).  NULL: none. */
static const isnad_location *spot_of(const joiner *j, const node *n)
{
    const isnad_location *l = n->type == ISNAD_LOC && !n->inner
                                  ? isn_work_doc(j->work, n->place)
                                        ->entities.items[n->entity]
                                        .location
                                  : NULL;
    return l && l->exact ? l : NULL;
}

static bool same_spot(const joiner *j, const node *a, const node *b)
{
    const isnad_location *l = spot_of(j, a), *m = l ? spot_of(j, b) : NULL;
    return m && l->name == m->name && l->latitude == m->latitude &&
           l->longitude == m->longitude;
}

/* The keys of its name, and one of its spot. */
static size_t keys_of(const joiner *j, const node *n, uint64_t keys[KEYS])
{
    size_t count = isn_name_keys(n->type, n->name, keys, KEYS - 1);
    const isnad_location *l = spot_of(j, n);
    if (l) {
        keys[count++] = isn_mix((uint64_t)(int64_t)(l->latitude * 1000),
                                (uint64_t)(int64_t)(l->longitude * 1000));
    }
    return count;
}

/* The actor that `n` can stand for; the most mentioned where several can. */
static uint32_t find_actor(const joiner *j, const node *n, const uint64_t *keys,
                           size_t key_count)
{
    uint32_t best = ISN_NONE;
    bool best_same = false;
    for (size_t k = 0; k < key_count; k++) {
        unsigned tried = 0;
        for (uint32_t b = j->slots[keys[k] & j->mask]; b && tried < TRIED;
             b = j->buckets.items[b - 1].next) {
            const bucket *at = &j->buckets.items[b - 1];
            if (at->key != keys[k]) {
                continue;
            }
            tried++;
            const node *head = &j->nodes[at->node];
            bool same = strcmp(head->name, n->name) == 0;
            if (head->type != n->type || at->actor == best ||
                !isn_corrections_allow(j->corrections, n->group, j->of_group,
                                       at->actor) ||
                (best_same && !same) ||
                (!same && !same_spot(j, head, n) &&
                 !isn_name_variant(n->type, head->name, n->name))) {
                continue;
            }
            if (best == ISN_NONE || (same && !best_same) ||
                j->mentions.items[at->actor] > j->mentions.items[best]) {
                best = at->actor;
                best_same = same;
            }
        }
    }
    return best;
}

static isnad_status add_keys(joiner *j, uint32_t number, const uint64_t *keys,
                             size_t key_count)
{
    if (!ISN_ROOM(&j->buckets, key_count)) {
        return ISNAD_NOMEM;
    }
    for (size_t k = 0; k < key_count; k++) {
        uint32_t *slot = &j->slots[keys[k] & j->mask];
        j->buckets.items[j->buckets.count++] =
            (bucket){keys[k], j->nodes[number].actor, number, *slot};
        *slot = (uint32_t)j->buckets.count;
    }
    return ISNAD_OK;
}

static isnad_status add_actor(joiner *j, uint32_t number, const uint64_t *keys,
                              size_t key_count)
{
    if (!ISN_ROOM(&j->heads, 1) || !ISN_ROOM(&j->mentions, 1)) {
        return ISNAD_NOMEM;
    }
    uint32_t actor = (uint32_t)j->heads.count;
    j->heads.items[j->heads.count++] = number;
    j->mentions.items[j->mentions.count++] = 0;
    j->nodes[number].actor = actor;
    return add_keys(j, number, keys, key_count);
}

/* Is another name of the actor one by which others find it, too?  What a
 * person is called for short is not: it fits namesakes. */
static bool is_alias(const joiner *j, const node *n)
{
    const node *head = &j->nodes[j->heads.items[n->actor]];
    const char *rule = n->type == ISNAD_PER || strcmp(head->name, n->name) == 0
                           ? NULL
                           : isn_name_variant(n->type, head->name, n->name);
    return rule && (strcmp(rule, "acronym") == 0 ||
                    strcmp(rule, "transliteration") == 0);
}

static isnad_status join(joiner *j)
{
    size_t size = 64;
    while (size < j->count * 4) {
        size *= 2;
    }
    j->slots = isn_arena_alloc(j->work->scratch, size * sizeof *j->slots);
    j->mask = size - 1;
    uint32_t groups = isn_corrections_groups(j->corrections);
    j->of_group =
        isn_arena_alloc(j->work->scratch, groups * sizeof *j->of_group + 1);
    for (uint32_t g = 0; j->of_group && g < groups; g++) {
        j->of_group[g] = ISN_NO_GROUP;
    }
    isnad_status status = j->slots && j->of_group ? ISNAD_OK : ISNAD_NOMEM;
    for (uint32_t i = 0; !status && i < j->count; i++) {
        node *n = &j->nodes[i];
        uint64_t keys[KEYS];
        size_t key_count = keys_of(j, n, keys);
        uint32_t given =
            n->group == ISN_NO_GROUP ? ISN_NO_GROUP : j->of_group[n->group];
        n->actor =
            given != ISN_NO_GROUP ? given : find_actor(j, n, keys, key_count);
        if (n->actor == ISN_NONE) {
            status = add_actor(j, i, keys, key_count);
        } else if (is_alias(j, n)) {
            status = add_keys(j, i, keys, key_count);
        }
        if (n->group != ISN_NO_GROUP) {
            j->of_group[n->group] = n->actor;
        }
        if (!status) {
            j->mentions.items[n->actor] += n->mentions + 1;
            (n->inner ? j->inner_of : j->work->actor_of)[n->place][n->entity] =
                n->actor;
        }
    }
    return status;
}

/* ---- forms -------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    const isn_form_node *x = a, *y = b;
    if (x->actor != y->actor) {
        return x->actor < y->actor ? -1 : 1;
    }
    int order = strcmp(x->text, y->text);
    return order ? order : x->order < y->order ? -1 : 1;
}

static int by_count(const void *a, const void *b)
{
    const isnad_form *x = a, *y = b;
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return strcmp(x->text, y->text);
}

static isnad_status add_form(joiner *j, uint32_t actor, uint32_t place,
                             isnad_span span)
{
    isn_work *w = j->work;
    if (!ISN_ROOM(&j->forms, 1)) {
        return ISNAD_NOMEM;
    }
    char *text = isn_work_words(w, isn_work_doc(w, place), span);
    j->forms.items[j->forms.count] = (isn_form_node){
        actor, text, {w->story->docs[place], span}, (uint32_t)j->forms.count};
    j->forms.count++;
    return text ? ISNAD_OK : ISNAD_NOMEM;
}

/* The span of the inner name within the name's. */
static isnad_span inner_span(const isnad_doc *doc, isnad_span span)
{
    uint32_t at = isn_doc_token_at(doc, span.begin);
    return at + 1 < doc->tokens.count &&
                   doc->tokens.items[at + 1].span.begin < span.end
               ? (isnad_span){doc->tokens.items[at + 1].span.begin, span.end}
               : (isnad_span){0, 0};
}

static isnad_status list_forms(joiner *j)
{
    isn_work *w = j->work;
    isnad_status status = ISNAD_OK;
    for (uint32_t p = 0; !status && p < w->story->doc_count; p++) {
        const isnad_doc *doc = isn_work_doc(w, p);
        for (size_t i = 0; !status && i < doc->names.count; i++) {
            const isnad_name *name = &doc->names.items[i];
            if (name->entity >= doc->entities.count) {
                continue;
            }
            status = add_form(j, w->actor_of[p][name->entity], p, name->span);
            uint32_t inner = j->inner_of[p][name->entity];
            isnad_span span = inner_span(doc, name->span);
            if (!status && inner != ISN_NONE && !isnad_span_empty(span)) {
                status = add_form(j, inner, p, span);
            }
        }
    }
    status = status ? status : isn_forms_carry(w, j->types, &j->forms);
    return status ? status : isn_forms_heads(w, &j->forms);
}

static const char *rule_of(const isnad_actor *actor, const char *text)
{
    if (strcmp(actor->name, text) == 0) {
        return "name";
    }
    const char *rule = isn_name_variant(actor->type, actor->name, text);
    return rule ? rule : "coreference";
}

/* given[actor]: the name that corrections give it, or NULL. */
static const char **given_names(const joiner *j)
{
    const char **given =
        isn_arena_alloc(j->work->scratch, (j->heads.count + 1) * sizeof *given);
    uint32_t groups = isn_corrections_groups(j->corrections);
    for (uint32_t g = 0; given && g < groups; g++) {
        const char *name = isn_corrections_name(j->corrections, g);
        if (name && j->of_group[g] != ISN_NO_GROUP) {
            given[j->of_group[g]] = name;
        }
    }
    return given;
}

/* The rule of a form that no rule joins: a correction has done it, where it
 * is about the form. */
static void settle_rules(const joiner *j, uint32_t number, isnad_actor *actor,
                         isnad_form *forms)
{
    for (uint32_t i = 0; i < actor->form_count; i++) {
        uint32_t group = isn_corrections_group(j->corrections, forms[i].text);
        forms[i].rule = rule_of(actor, forms[i].text);
        if (group != ISN_NO_GROUP && j->of_group[group] == number &&
            strcmp(forms[i].rule, "coreference") == 0) {
            forms[i].rule = "correction";
        }
    }
}

/* Of the spellings of the full name the most frequent one is shown, unless a
 * correction gives another. */
static void settle_name(const joiner *j, uint32_t number, const char *given,
                        isnad_actor *actor, isnad_form *forms)
{
    uint32_t words = count_words(actor->name), most = 0;
    const char *name = actor->name;
    for (uint32_t i = 0; i < actor->form_count; i++) {
        if (count_words(forms[i].text) == words && forms[i].count > most &&
            strcmp(rule_of(actor, forms[i].text), "coreference") != 0) {
            most = forms[i].count;
            name = forms[i].text;
        }
    }
    actor->name = given ? given : name;
    settle_rules(j, number, actor, forms);
}

static isnad_status fill_forms(joiner *j, isnad_actor *actors)
{
    isnad_status status = list_forms(j);
    if (!status) {
        status = isn_story_mentions(j->work, &j->forms, actors, j->heads.count);
    }
    if (status || j->forms.count == 0) {
        return status;
    }
    isn_form_node *nodes = j->forms.items;
    size_t count = j->forms.count;
    isn_sort(nodes, count, sizeof *nodes, by_text);
    isnad_form *forms =
        isn_arena_alloc(j->work->pile->arena, (count + 1) * sizeof *forms);
    const char **given = given_names(j);
    if (!forms || !given) {
        return ISNAD_NOMEM;
    }
    size_t used = 0;
    for (size_t i = 0; i < count;) {
        isnad_actor *actor = &actors[nodes[i].actor];
        isnad_form *first = forms + used;
        uint32_t number = nodes[i].actor;
        for (; i < count && nodes[i].actor == number; i++) {
            if (actor->form_count == 0 ||
                strcmp(forms[used - 1].text, nodes[i].text) != 0) {
                forms[used++] =
                    (isnad_form){nodes[i].text, NULL, 0, nodes[i].place};
                actor->form_count++;
            }
            forms[used - 1].count++;
        }
        settle_name(j, number, given[number], actor, first);
        isn_sort(first, actor->form_count, sizeof *first, by_count);
        actor->forms = first;
    }
    return ISNAD_OK;
}

/* ---- roles -------------------------------------------------------------- */

enum { ROLES_KEPT = 8 };

static const char *day_of(const isnad_doc *doc) { return doc->published.best; }

static isnad_status add_role(joiner *j, isnad_actor *actor, uint32_t place,
                             isnad_span span)
{
    isnad_story_role *roles = (isnad_story_role *)actor->roles;
    const isnad_doc *doc = isn_work_doc(j->work, place);
    char *text = isn_work_words(j->work, doc, span);
    if (!text) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < actor->role_count; i++) {
        if (strcmp(roles[i].text, text) == 0) {
            roles[i].to = day_of(doc) ? day_of(doc) : roles[i].to;
            return ISNAD_OK;
        }
    }
    if (!roles) {
        roles =
            isn_arena_alloc(j->work->pile->arena, ROLES_KEPT * sizeof *roles);
        actor->roles = roles;
    }
    if (!roles) {
        return ISNAD_NOMEM;
    }
    if (actor->role_count < ROLES_KEPT) {
        roles[actor->role_count++] =
            (isnad_story_role){text,
                               day_of(doc),
                               day_of(doc),
                               {j->work->story->docs[place], span}};
    }
    return ISNAD_OK;
}

static isnad_status fill_roles(joiner *j, isnad_actor *actors)
{
    isn_work *w = j->work;
    for (uint32_t p = 0; p < w->story->doc_count; p++) {
        const isnad_doc *doc = isn_work_doc(w, p);
        for (size_t i = 0; i < doc->roles.count; i++) {
            const isn_role *role = &doc->roles.items[i];
            if (role->entity < doc->entities.count &&
                add_role(j, &actors[w->actor_of[p][role->entity]], p,
                         role->span)) {
                return ISNAD_NOMEM;
            }
        }
    }
    return ISNAD_OK;
}

isnad_status isn_story_actors(isn_work *work)
{
    joiner j = {.work = work};
    if (work->story->doc_count > 0) {
        j.corrections = isn_work_doc(work, 0)->corrections;
    }
    isnad_status status = list_nodes(&j);
    status = status ? status : join(&j);
    isnad_actor *actors =
        status ? NULL
               : isn_arena_alloc(work->pile->arena,
                                 (j.heads.count + 1) * sizeof *actors);
    status = actors ? ISNAD_OK : ISNAD_NOMEM;
    for (size_t i = 0; !status && i < j.heads.count; i++) {
        const node *head = &j.nodes[j.heads.items[i]];
        actors[i].name =
            isn_arena_copy(work->pile->arena, head->name, strlen(head->name));
        actors[i].type = head->type;
        status = actors[i].name ? ISNAD_OK : ISNAD_NOMEM;
    }
    j.types =
        isn_arena_alloc(work->scratch, (j.heads.count + 1) * sizeof *j.types);
    status = j.types ? status : ISNAD_NOMEM;
    for (size_t i = 0; !status && i < j.heads.count; i++) {
        j.types[i] = actors[i].type;
    }
    status = status ? status : fill_forms(&j, actors);
    status = status ? status : fill_roles(&j, actors);
    work->story->actors = actors;
    work->story->actor_count = (uint32_t)j.heads.count;
    free(j.buckets.items);
    free(j.heads.items);
    free(j.mentions.items);
    free(j.forms.items);
    return status;
}
