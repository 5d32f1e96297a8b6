#include "story/utterances.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "core/sort.h"
#include "story/moments.h"
#include "story/who.h"
#include "text/match.h"

/* ---- speakers ----------------------------------------------------------- */

/* A form of an actor's name. */
typedef struct known {
    uint64_t hash;
    uint32_t actor, count;
} known;

typedef struct lister {
    isn_work *work;
    isn_utterances *all;
    known *known; /* sorted by hash */
    size_t known_count;
} lister;

static int by_hash(const void *a, const void *b)
{
    const known *x = a, *y = b;
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return x->actor < y->actor ? -1 : x->actor > y->actor;
}

/* All forms of all actors, the most frequent bearer of a form first. */
static isnad_status list_known(lister *l)
{
    const isnad_story *story = l->work->story;
    size_t n = 0;
    for (uint32_t a = 0; a < story->actor_count; a++) {
        n += story->actors[a].form_count + 1;
    }
    l->known = isn_arena_alloc(l->work->scratch, (n + 1) * sizeof *l->known);
    if (!l->known) {
        return ISNAD_NOMEM;
    }
    for (uint32_t a = 0; a < story->actor_count; a++) {
        const isnad_actor *actor = &story->actors[a];
        l->known[l->known_count++] =
            (known){XXH3_64bits(actor->name, strlen(actor->name)), a, 0};
        for (uint32_t i = 0; i < actor->form_count; i++) {
            const isnad_form *f = &actor->forms[i];
            l->known[l->known_count++] =
                (known){XXH3_64bits(f->text, strlen(f->text)), a, f->count};
        }
    }
    isn_sort(l->known, l->known_count, sizeof *l->known, by_hash);
    return ISNAD_OK;
}

/* The actor who bears the name, as a form somewhere in the story. */
static uint32_t actor_named(const lister *l, const char *name)
{
    uint64_t hash = XXH3_64bits(name, strlen(name));
    size_t low = 0, high = l->known_count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (l->known[mid].hash < hash) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < l->known_count && l->known[low].hash == hash
               ? l->known[low].actor
               : ISN_NONE;
}

static void read_speaker(const lister *l, const isnad_statement *s,
                         isn_utterance *u)
{
    const char *name = s->speaker.entity;
    const isnad_doc *doc = isn_work_doc(l->work, u->place);
    u->actor = s->speaker.entity_id < doc->entities.count
                   ? l->work->actor_of[u->place][s->speaker.entity_id]
               : name ? actor_named(l, name)
                      : ISN_NONE;
    u->speaker = name ? (uint32_t)XXH3_64bits(name, strlen(name)) | 1 : 0;
}

enum { ROLES_TRIED = 256, NAMES_TRIED = 512 };

static void add_party(const isnad_doc *doc, isnad_span span, isn_who *who)
{
    if (!isnad_span_empty(span)) {
        isn_who_add(doc, isn_doc_token_at(doc, span.begin),
                    isn_doc_token_at(doc, span.end), who);
    }
}

/* The longest mention of the entity: «وأضافت» says nothing of who she is. */
static isnad_span fullest_name(const isnad_doc *doc, uint32_t entity)
{
    isnad_span best = {0, 0};
    for (size_t i = 0; i < doc->names.count && i < NAMES_TRIED; i++) {
        isnad_span span = doc->names.items[i].span;
        if (doc->names.items[i].entity == entity &&
            span.end - span.begin > best.end - best.begin) {
            best = span;
        }
    }
    return best;
}

static isnad_status read_who(isn_work *w, const isnad_statement *s,
                             isn_utterance *u)
{
    const isnad_doc *doc = isn_work_doc(w, u->place);
    uint32_t entity = s->speaker.entity_id;
    isn_who who = {.count = 0};
    add_party(doc, s->speaker.span, &who);
    add_party(doc, fullest_name(doc, entity), &who);
    for (uint32_t i = 0; i < s->via_count; i++) {
        add_party(doc, s->via[i].span, &who);
    }
    for (size_t i = 0; i < doc->roles.count && i < ROLES_TRIED; i++) {
        const isn_role *role = &doc->roles.items[i];
        if (role->entity == entity && entity < doc->entities.count) {
            isn_who_add(doc, role->first, role->first + role->count, &who);
        }
    }
    return isn_who_bag(w->scratch, &who, &u->who);
}

/* ---- content ------------------------------------------------------------ */

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static uint32_t unique(uint32_t *items, uint32_t count)
{
    isn_sort(items, count, sizeof *items, by_number);
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (n == 0 || items[i] != items[n - 1]) {
            items[n++] = items[i];
        }
    }
    return n;
}

static isnad_status read_pairs(isn_work *w, const isnad_doc *doc,
                               isnad_span span, isn_utterance *u)
{
    uint32_t first = isn_doc_token_at(doc, span.begin), end = first;
    while (end < doc->tokens.count &&
           doc->tokens.items[end].span.begin < span.end) {
        end++;
    }
    uint32_t *pairs =
        isn_arena_alloc(w->scratch, (end - first + 1) * sizeof *pairs);
    uint32_t n = 0, before = 0;
    for (uint32_t i = first; pairs && i < end; i++) {
        uint32_t term;
        float idf;
        if (isn_term_of(&doc->tokens.items[i], &term, &idf)) {
            if (before) {
                pairs[n++] = (uint32_t)isn_mix(before, term);
            }
            before = term;
        }
    }
    u->pairs = pairs;
    u->pair_count = pairs ? unique(pairs, n) : 0;
    return pairs ? ISNAD_OK : ISNAD_NOMEM;
}

static void read_figures(const isnad_doc *doc, isnad_span span,
                         isn_utterance *u)
{
    size_t low = ISN_FIRST_BEHIND(doc->figures, span.begin);
    u->first_figure = (uint32_t)low;
    while (low < doc->figures.count &&
           doc->figures.items[low].span.begin < span.end) {
        low++;
    }
    u->figure_count = (uint32_t)low - u->first_figure;
}

static bool has_negation(const isnad_doc *doc, isnad_span span)
{
    bool found = false;
    for (uint32_t i = isn_doc_token_at(doc, span.begin);
         !found && i < doc->tokens.count &&
         doc->tokens.items[i].span.begin < span.end;
         i++) {
        /* «غير صالح», but not «الهجرة غير الشرعية» */
        found = isn_negates_at(doc, i) ||
                (isn_token_is(doc, i, "غير") && i + 1 < doc->tokens.count &&
                 !(doc->tokens.items[i + 1].clitics & ISN_CLITIC_AL));
    }
    return found;
}

static isnad_status read_content(isn_work *w, isn_utterance *u)
{
    const isnad_doc *doc = isn_work_doc(w, u->place);
    u->negates = has_negation(doc, u->span);
    u->title =
        doc->blocks.items[doc->sentences.items[u->sentence].block].role ==
        ISNAD_ROLE_TITLE;
    read_figures(doc, u->span, u);
    isnad_status status = isn_bag_of(w->scratch, doc, u->span, &u->bag);
    return status ? status : read_pairs(w, doc, u->span, u);
}

/* A sentence tells a statement with the words of who said it: «قال الوزير إن
 * …».  What speaker and cue stand in another sentence is left there. */
static isnad_span whole_of(const isnad_doc *doc, const isnad_statement *s)
{
    const isnad_span sentence = doc->sentences.items[s->sentence].span;
    const isnad_span parts[] = {s->cue, s->speaker.span};
    isnad_span whole = s->span;
    for (unsigned i = 0; i < 2; i++) {
        bool within = !isnad_span_empty(parts[i]) &&
                      parts[i].begin >= sentence.begin &&
                      parts[i].end <= sentence.end;
        if (within && parts[i].begin < whole.begin) {
            whole.begin = parts[i].begin;
        }
        if (within && parts[i].end > whole.end) {
            whole.end = parts[i].end;
        }
    }
    return whole;
}

static isnad_status add_statements(lister *l, uint32_t place)
{
    const isnad_doc *doc = isn_work_doc(l->work, place);
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < doc->statements.count; i++) {
        const isnad_statement *s = &doc->statements.items[i];
        isn_utterance *u = &l->all->items[l->all->count++];
        *u = (isn_utterance){.place = place,
                             .statement = i,
                             .sentence = s->sentence,
                             .span = s->span,
                             .whole = whole_of(doc, s),
                             .row = ISN_NONE};
        read_speaker(l, s, u);
        status = read_who(l->work, s, u);
        status = status ? status : read_content(l->work, u);
    }
    return status;
}

/* Does any of the statements from `next` on stand in the sentence?  Moves
 * `next` past those that end before it. */
static bool spoken_in(const isnad_doc *doc, isnad_span sentence, uint32_t *next)
{
    while (*next < doc->statements.count &&
           doc->statements.items[*next].span.end <= sentence.begin) {
        (*next)++;
    }
    return *next < doc->statements.count &&
           doc->statements.items[*next].span.begin < sentence.end;
}

enum { LEAST_TERMS = 3 }; /* fewer say nothing that could be told again */

static isnad_status add_sentences(lister *l, uint32_t place)
{
    const isnad_doc *doc = isn_work_doc(l->work, place);
    isnad_status status = ISNAD_OK;
    uint32_t next = 0;
    for (uint32_t i = 0; !status && i < doc->sentences.count; i++) {
        const isn_sentence *s = &doc->sentences.items[i];
        if (!isnad_block_is_article(&doc->blocks.items[s->block]) ||
            spoken_in(doc, s->span, &next)) {
            continue;
        }
        isn_utterance *u = &l->all->items[l->all->count];
        *u = (isn_utterance){.place = place,
                             .statement = ISN_NONE,
                             .sentence = i,
                             .span = s->span,
                             .whole = s->span,
                             .actor = ISN_NONE,
                             .row = ISN_NONE};
        status = read_content(l->work, u);
        l->all->count += u->bag.terms.count >= LEAST_TERMS;
    }
    return status;
}

/* ---- weights of the story ----------------------------------------------- */

typedef struct spread {
    uint32_t term, count; /* statements that have it */
} spread;

static int by_term(const void *a, const void *b)
{
    const spread *x = a, *y = b;
    return x->term < y->term ? -1 : x->term > y->term;
}

/* Sorts the terms of all statements and counts equal ones. */
static size_t count_spreads(spread *list, size_t count)
{
    size_t n = 0;
    isn_sort(list, count, sizeof *list, by_term);
    for (size_t i = 0; i < count; i++) {
        if (n > 0 && list[n - 1].term == list[i].term) {
            list[n - 1].count++;
        } else {
            list[n++] = (spread){list[i].term, 1};
        }
    }
    return n;
}

/* A term that every other statement of the story has says little of any of
 * them: its weight in raw news shrinks with the share of them that have it. */
static isnad_status weigh(lister *l)
{
    isn_utterances *all = l->all;
    size_t n = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        n += all->items[i].bag.terms.count;
    }
    spread *list = malloc((n + 1) * sizeof *list);
    isn_weight *copies =
        isn_arena_alloc(l->work->scratch, (n + 1) * sizeof *copies);
    if (!list || !copies) {
        free(list);
        return ISNAD_NOMEM;
    }
    n = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        const isn_vector *own = &all->items[i].bag.terms;
        for (uint32_t k = 0; k < own->count; k++) {
            list[n++].term = own->items[k].term;
        }
    }
    n = count_spreads(list, n);
    for (uint32_t i = 0; i < all->count; i++) {
        isn_utterance *u = &all->items[i];
        u->local = (isn_vector){copies, u->bag.terms.count};
        copies += u->local.count;
        for (uint32_t k = 0; k < u->local.count; k++) {
            isn_weight own = u->bag.terms.items[k];
            const spread key = {own.term, 0};
            const spread *at = bsearch(&key, list, n, sizeof *list, by_term);
            own.weight *= logf(1 + (float)all->count / (float)at->count);
            u->local.items[k] = own;
            u->local_sum += own.weight;
        }
    }
    free(list);
    return ISNAD_OK;
}

isnad_status isn_utterances_list(isn_work *work)
{
    uint32_t docs = work->story->doc_count;
    size_t n = 0;
    for (uint32_t p = 0; p < docs; p++) {
        const isnad_doc *doc = isn_work_doc(work, p);
        n += doc->statements.count + doc->sentences.count;
    }
    isn_utterances *all = isn_arena_alloc(work->scratch, sizeof *all);
    uint32_t *first =
        isn_arena_alloc(work->scratch, (docs + 1) * sizeof *first);
    isn_utterance *items =
        isn_arena_alloc(work->scratch, (n + 1) * sizeof *items);
    if (!all || !first || !items) {
        return ISNAD_NOMEM;
    }
    *all = (isn_utterances){.items = items, .first = first};
    work->utterances = all;
    lister l = {.work = work, .all = all};
    isnad_status status = list_known(&l);
    for (uint32_t p = 0; !status && p < docs; p++) {
        first[p] = all->count;
        status = add_statements(&l, p);
        status = status ? status : add_sentences(&l, p);
    }
    first[docs] = all->count;
    return status ? status : weigh(&l);
}
