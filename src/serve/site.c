#include "serve/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"

/* ---- orders ------------------------------------------------------------- */

static int by_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int more_origins(const void *a, const void *b, void *data)
{
    const isnad_story *all = data;
    const isnad_story *x = &all[*(const uint32_t *)a];
    const isnad_story *y = &all[*(const uint32_t *)b];
    if (x->origin_count != y->origin_count) {
        return x->origin_count > y->origin_count ? -1 : 1;
    }
    int order = by_text(y->to, x->to);
    return order ? order : by_text(x->id, y->id);
}

static int newer(const void *a, const void *b, void *data)
{
    const isnad_story *all = data;
    const isnad_story *x = &all[*(const uint32_t *)a];
    const isnad_story *y = &all[*(const uint32_t *)b];
    int order = by_text(y->to, x->to);
    return order ? order : more_origins(a, b, data);
}

static int by_id(const void *a, const void *b, void *data)
{
    const isnad_story *all = data;
    return strcmp(all[*(const uint32_t *)a].id, all[*(const uint32_t *)b].id);
}

static int by_name(const void *a, const void *b, void *data)
{
    const char *const *all = data;
    return strcmp(all[*(const uint32_t *)a], all[*(const uint32_t *)b]);
}

static int by_hash(const void *a, const void *b, void *data)
{
    isnad_doc *const *all = data;
    const uint32_t *x = a, *y = b;
    int order = strcmp(isnad_doc_sha256(all[*x]), isnad_doc_sha256(all[*y]));
    return order ? order : *x < *y ? -1 : *x > *y;
}

typedef int compare(const void *a, const void *b, void *data);

/* 0 .. count in an order; NULL when out of memory. */
static uint32_t *ordered(isn_arena *arena, size_t count, compare *order,
                         const void *data)
{
    uint32_t *all = isn_arena_alloc(arena, (count + 1) * sizeof *all);
    for (size_t i = 0; all && i < count; i++) {
        all[i] = (uint32_t)i;
    }
    if (all) {
        qsort_r(all, count, sizeof *all, order, (void *)(uintptr_t)data);
    }
    return all;
}

/* ---- addresses of articles ---------------------------------------------- */

/* The beginning of the payload's hash, so that an address outlives the pile;
 * a number behind it where several documents have the same payload. */
static isnad_status name_articles(isn_site *site)
{
    enum { DIGITS = ISN_SITE_ARTICLE_ROOM - 1 };
    const char **names =
        isn_arena_alloc(site->arena, (site->doc_count + 1) * sizeof *names);
    uint32_t *order =
        ordered(site->arena, site->doc_count, by_hash, site->docs);
    if (!names || !order) {
        return ISNAD_NOMEM;
    }
    unsigned same = 0;
    for (size_t i = 0; i < site->doc_count; i++) {
        const char *hash = isnad_doc_sha256(site->docs[order[i]]);
        same =
            i > 0 && strncmp(hash, isnad_doc_sha256(site->docs[order[i - 1]]),
                             DIGITS) == 0
                ? same + 1
                : 0;
        char *name =
            same == 0
                ? isn_arena_format(site->arena, "%.*s", DIGITS, hash)
                : isn_arena_format(site->arena, "%.*s-%u", DIGITS, hash, same);
        if (!name) {
            return ISNAD_NOMEM;
        }
        names[order[i]] = name;
    }
    site->articles = names;
    site->by_article = ordered(site->arena, site->doc_count, by_name, names);
    return site->by_article ? ISNAD_OK : ISNAD_NOMEM;
}

void isn_site_article_name(char name[ISN_SITE_ARTICLE_ROOM],
                           const isnad_doc *doc)
{
    snprintf(name, ISN_SITE_ARTICLE_ROOM, "%s", isnad_doc_sha256(doc));
}

static isnad_status find_stories(isn_site *site)
{
    uint32_t *of =
        isn_arena_alloc(site->arena, (site->doc_count + 1) * sizeof *of);
    if (!of) {
        return ISNAD_NOMEM;
    }
    memset(of, 0xFF, site->doc_count * sizeof *of);
    for (size_t i = 0; i < site->story_count; i++) {
        for (uint32_t k = 0; k < site->stories[i].doc_count; k++) {
            of[site->stories[i].docs[k]] = (uint32_t)i;
        }
    }
    site->story_of = of;
    site->by_origins =
        ordered(site->arena, site->story_count, more_origins, site->stories);
    site->by_day =
        ordered(site->arena, site->story_count, newer, site->stories);
    site->by_id = ordered(site->arena, site->story_count, by_id, site->stories);
    return site->by_origins && site->by_day && site->by_id ? ISNAD_OK
                                                           : ISNAD_NOMEM;
}

static long found(const uint32_t *order, size_t count, const char *key,
                  const char *(*name_of)(const isn_site *site, uint32_t i),
                  const isn_site *site)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int side = strcmp(name_of(site, order[middle]), key);
        if (side == 0) {
            return (long)order[middle];
        }
        if (side < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return -1;
}

static const char *id_of(const isn_site *site, uint32_t i)
{
    return site->stories[i].id;
}

static const char *article_of(const isn_site *site, uint32_t i)
{
    return site->articles[i];
}

long isn_site_story(const isn_site *site, const char *id)
{
    return found(site->by_id, site->story_count, id, id_of, site);
}

long isn_site_article(const isn_site *site, const char *name)
{
    return found(site->by_article, site->doc_count, name, article_of, site);
}

/* ---- people and places -------------------------------------------------- */

const char *isn_site_country(const isnad_actor *place)
{
    return place->location && place->location->country
               ? place->location->country
               : "";
}

const char *isn_site_place(const isnad_actor *place)
{
    return place->location ? place->location->name : place->name;
}

static isnad_status add_row(isn_site *site, const isnad_row *row, isn_ref ref)
{
    for (uint32_t i = 0; i < row->wording_count; i++) {
        const isnad_wording *w = &row->wordings[i];
        isn_said *said = isn_list_push(site->arena, &site->said);
        if (!said) {
            return ISNAD_NOMEM;
        }
        *said = (isn_said){w->place.doc, w->statement, ref};
    }
    return row->speaker ? isn_names_add(&site->people, row->speaker, NULL, ref)
                        : ISNAD_OK;
}

static int by_statement(const void *a, const void *b)
{
    const isn_said *x = a, *y = b;
    if (x->doc != y->doc) {
        return x->doc < y->doc ? -1 : 1;
    }
    return x->statement < y->statement ? -1 : x->statement > y->statement;
}

const isn_ref *isn_site_row(const isn_site *site, uint32_t doc,
                            uint32_t statement)
{
    const isn_said key = {.doc = doc, .statement = statement};
    const isn_said *said =
        site->said.count > 0 ? bsearch(&key, site->said.items, site->said.count,
                                       sizeof key, by_statement)
                             : NULL;
    return said ? &said->row : NULL;
}

static isnad_status add_story(isn_site *site, uint32_t index)
{
    const isnad_story *s = &site->stories[index];
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; i < s->row_count && !status; i++) {
        status = add_row(site, &s->rows[i], (isn_ref){index, i});
    }
    for (uint32_t i = 0; i < s->actor_count && !status; i++) {
        const isnad_actor *a = &s->actors[i];
        if (a->type == ISNAD_LOC) {
            status = isn_names_add(&site->places, isn_site_place(a),
                                   isn_site_country(a), (isn_ref){index, i});
        }
    }
    return status;
}

/* The places of all stories as if they were of one, for the map. */
static isnad_status gather_world(isn_site *site)
{
    size_t count = site->places.items.count;
    isnad_actor *actors =
        isn_arena_alloc(site->arena, (count + 1) * sizeof *actors);
    if (!actors) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        const isn_named *place = site->places.order[i];
        for (uint32_t k = 0; k < place->ref_count; k++) {
            isn_ref ref = place->refs[k];
            const isnad_actor *a = &site->stories[ref.story].actors[ref.item];
            uint32_t mentions = actors[i].mention_count + a->mention_count;
            if (k == 0) {
                actors[i] = *a;
            }
            actors[i].mention_count = mentions;
        }
        actors[i].name = place->name;
    }
    site->world =
        (isnad_story){.actors = actors, .actor_count = (uint32_t)count};
    return ISNAD_OK;
}

static isnad_status index_names(isn_site *site)
{
    isnad_status status = ISNAD_OK;
    isn_names_init(&site->people, site->arena);
    isn_names_init(&site->places, site->arena);
    for (size_t i = 0; i < site->story_count && !status; i++) {
        status = add_story(site, (uint32_t)i);
    }
    isn_sort(site->said.items, site->said.count, sizeof *site->said.items,
             by_statement);
    status = status ? status : isn_names_sort(&site->people);
    status = status ? status : isn_names_sort(&site->places);
    return status ? status : gather_world(site);
}

/* What pages of people and places link to, beyond what stories do. */
static isnad_status collect_evidence(isn_site *site)
{
    isnad_status status = isn_evidence_collect(site->pile, &site->evidence);
    for (size_t i = 0; i < site->story_count && !status; i++) {
        for (uint32_t a = 0; a < site->stories[i].actor_count; a++) {
            const isnad_actor *actor = &site->stories[i].actors[a];
            for (uint32_t k = 0; k < actor->role_count; k++) {
                isn_evidence_add(&site->evidence, actor->roles[k].first);
            }
            for (uint32_t k = 0;
                 actor->type == ISNAD_LOC && k < actor->mention_count; k++) {
                isn_evidence_add(&site->evidence, actor->mentions[k]);
            }
        }
    }
    isn_evidence_sort(&site->evidence);
    return status ? status : site->evidence.failed ? ISNAD_NOMEM : ISNAD_OK;
}

static isnad_status tally_outlets(isn_site *site)
{
    site->outlets.items = isn_arena_alloc(
        site->arena, (site->doc_count + 1) * sizeof *site->outlets.items);
    if (!site->outlets.items) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < site->doc_count; i++) {
        isn_tallies_add(&site->outlets, site->docs[i]);
    }
    isn_tallies_sort(&site->outlets);
    return ISNAD_OK;
}

/* ---- the whole ---------------------------------------------------------- */

isnad_status isn_site_open(isn_site *site, const isnad_pile *pile, bool kept,
                           bool english)
{
    *site = (isn_site){.pile = pile, .english = english};
    site->docs = isnad_pile_docs(pile, &site->doc_count);
    site->stories = isnad_pile_stories(pile, &site->story_count);
    site->arena = isn_arena_new();
    if (!site->arena) {
        return ISNAD_NOMEM;
    }
    isnad_status status = name_articles(site);
    status = status ? status : find_stories(site);
    status = status ? status : index_names(site);
    status = status ? status : collect_evidence(site);
    status = status
                 ? status
                 : isn_arrivals_find(pile, kept, site->arena, &site->arrivals);
    status = status ? status : tally_outlets(site);
    status = status ? status : isn_files_make(&site->files, site->arena);
    status = status ? status : isnad_lookup_open(pile, &site->lookup);
    site->links[0] = (isn_html_site){"/ar", site->articles};
    site->links[1] = (isn_html_site){"/en", site->articles};
    return status;
}

void isn_site_close(isn_site *site)
{
    isnad_lookup_free(site->lookup);
    isn_evidence_free(&site->evidence);
    isn_arena_free(site->arena);
    *site = (isn_site){0};
}
