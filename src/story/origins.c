/* How many independent texts stand behind a story: copies are counted once,
 * and so are rewrites that name the same agency and share a passage. */
#include <stdlib.h>
#include <string.h>

#include "story/build.h"
#include "story/origins.h"
#include "story/prints.h"

/* A document that shares so much with one member of a family belongs to it;
 * with less it must share with the family's first. */
static const double CLOSE = 0.4;
/* Words of a shared passage that make two texts crediting the same agency
 * one: no formula is as long. */
enum { CREDIT_PASSAGE = 8, CREDIT_PAIRS = 24 };
/* A document with reporting of its own that takes less than this from another
 * is an origin beside it. */
static const double MIXED = 0.7;

isnad_status isn_story_links(isnad_pile *pile)
{
    size_t n = pile->stories.count;
    uint32_t **lists = calloc(n + 1, sizeof *lists);
    isnad_status status = lists ? ISNAD_OK : ISNAD_NOMEM;
    for (int pass = 0; !status && pass < 2; pass++) {
        for (size_t i = 0; i < pile->links.count; i++) {
            const isnad_link *link = &pile->links.items[i];
            uint32_t s = pile->story_of[link->a];
            if (pile->story_of[link->b] != s) {
                continue;
            }
            isnad_story *story = &pile->stories.items[s];
            if (pass == 1) {
                lists[s][story->link_count] = (uint32_t)i;
            }
            story->link_count++;
        }
        for (size_t s = 0; pass == 0 && s < n; s++) {
            isnad_story *story = &pile->stories.items[s];
            lists[s] = isn_arena_alloc(pile->arena,
                                       story->link_count * sizeof **lists);
            status = lists[s] ? status : ISNAD_NOMEM;
            story->links = lists[s];
            story->link_count = 0;
        }
    }
    free(lists);
    return status;
}

static double share_of(const isnad_link *link)
{
    return link->shared_a > link->shared_b ? link->shared_a : link->shared_b;
}

/* Offers the later member of each link the family of the earlier one; links
 * are taken by the later member, so families are settled before they are
 * asked for. */
static void offer_family(isn_gatherer *g, const isnad_link *link, uint32_t m)
{
    uint32_t a = g->pile->place_of[link->a], b = g->pile->place_of[link->b];
    uint32_t other = a == m ? b : a;
    isn_member *me = &g->members[m];
    double share = share_of(link);
    uint32_t family = g->members[other].family;
    if ((!me->by || share > share_of(me->by)) &&
        (share >= CLOSE || g->heads[family] == other)) {
        me->family = family;
        me->by = link;
    }
}

/* Links ordered by their later member: first[m] .. first[m + 1]. */
static isnad_status order_links(isn_gatherer *g)
{
    const isnad_story *story = g->story;
    g->first = calloc((size_t)story->doc_count + 2, sizeof *g->first);
    g->by_later = malloc((story->link_count + 1) * sizeof *g->by_later);
    if (!g->first || !g->by_later) {
        return ISNAD_NOMEM;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < story->link_count; i++) {
            const isnad_link *link = &g->pile->links.items[story->links[i]];
            uint32_t a = g->pile->place_of[link->a];
            uint32_t b = g->pile->place_of[link->b];
            uint32_t later = a > b ? a : b;
            if (pass == 0) {
                g->first[later + 2]++;
            } else {
                g->by_later[g->first[later + 1]++] = story->links[i];
            }
        }
        for (uint32_t m = 2; pass == 0 && m < story->doc_count + 2; m++) {
            g->first[m] += g->first[m - 1];
        }
    }
    return ISNAD_OK;
}

static bool credits(const isnad_doc *doc, const char *agency)
{
    for (size_t i = 0; i < doc->agencies.count; i++) {
        if (doc->agencies.items[i].value &&
            strcmp(doc->agencies.items[i].value, agency) == 0) {
            return true;
        }
    }
    return false;
}

static isnad_status share_passage(const isnad_doc *a, const isnad_doc *b,
                                  bool *shared)
{
    isn_print_room rooms[2] = {0};
    isn_print pa, pb;
    isn_aligner aligner = {0};
    isnad_status status = isn_print_of(&rooms[0], a, &pa);
    status = status ? status : isn_print_of(&rooms[1], b, &pb);
    status = status ? status : isn_aligner_index(&aligner, pb.words, pb.count);
    status = status ? status
                    : isn_align(&aligner, pa.words, pa.count, CREDIT_PASSAGE);
    *shared = !status && aligner.shared.count > 0;
    isn_aligner_free(&aligner);
    isn_print_room_free(&rooms[0]);
    isn_print_room_free(&rooms[1]);
    return status;
}

/* A text that credits the agency of an earlier one and shares a passage. */
static isnad_status join_by_credit(isn_gatherer *g, uint32_t m)
{
    const isnad_doc *doc = g->pile->docs[g->story->docs[m]];
    unsigned pairs = 0;
    for (size_t i = 0; i < doc->agencies.count; i++) {
        const char *agency = doc->agencies.items[i].value;
        for (uint32_t k = 0; agency && k < m && pairs < CREDIT_PAIRS; k++) {
            const isnad_doc *other = g->pile->docs[g->story->docs[k]];
            if (!credits(other, agency)) {
                continue;
            }
            bool shared;
            pairs++;
            isnad_status status = share_passage(other, doc, &shared);
            if (status) {
                return status;
            }
            if (shared) {
                g->members[m].family = g->members[k].family;
                g->members[m].agency = agency;
                return ISNAD_OK;
            }
        }
    }
    return ISNAD_OK;
}

/* Part of its text is another's, and the rest is its own reporting. */
static bool is_mixed(const isn_gatherer *g, uint32_t m)
{
    const isnad_link *by = g->members[m].by;
    if (!by || !g->voices[m].reports) {
        return false;
    }
    double share = by->b == g->story->docs[m] ? by->shared_b : by->shared_a;
    return share < MIXED &&
           g->voices[g->heads[g->members[m].family]].own != g->voices[m].own;
}

static isnad_status gather(isn_gatherer *g)
{
    for (uint32_t m = 0; m < g->story->doc_count; m++) {
        g->members[m].family = ISN_NONE;
        for (uint32_t i = g->first[m]; i < g->first[m + 1]; i++) {
            offer_family(g, &g->pile->links.items[g->by_later[i]], m);
        }
        if (is_mixed(g, m)) {
            g->members[m].family = ISN_NONE;
        } else if (g->members[m].family == ISN_NONE && join_by_credit(g, m)) {
            return ISNAD_NOMEM;
        }
        if (g->members[m].family == ISN_NONE) {
            g->heads[g->families] = m;
            g->members[m].family = g->families++;
        }
    }
    return ISNAD_OK;
}

/* ---- what is told of a family ------------------------------------------- */

static const char *outlet_of(const isnad_doc *doc)
{
    return doc->outlet.value ? doc->outlet.value : doc->path;
}

/* The agency that the first crediting member names; else the outlet of the
 * first. */
static const char *name_family(const isn_gatherer *g, uint32_t family)
{
    for (uint32_t m = g->heads[family]; m < g->story->doc_count; m++) {
        const isnad_doc *doc = g->pile->docs[g->story->docs[m]];
        if (g->members[m].family == family && doc->agencies.count > 0 &&
            doc->agencies.items[0].value) {
            return doc->agencies.items[0].value;
        }
    }
    return outlet_of(g->pile->docs[g->story->docs[g->heads[family]]]);
}

static char *why_joined(isn_gatherer *g, uint32_t m, const char *before)
{
    const isn_member *me = &g->members[m];
    const isnad_doc *doc = g->pile->docs[g->story->docs[m]];
    if (me->agency) {
        return isn_arena_format(
            g->pile->arena, "%s%s%s credits %s too and shares a passage",
            before, *before ? "; " : "", outlet_of(doc), me->agency);
    }
    if (me->told || !me->by) {
        return isn_arena_format(g->pile->arena, "%s%s%s retells %s", before,
                                *before ? "; " : "", outlet_of(doc),
                                me->told ? me->told : "a house that it names");
    }
    const isnad_link *link = me->by;
    uint32_t other = link->a == g->story->docs[m] ? link->b : link->a;
    return isn_arena_format(
        g->pile->arena, "%s%s%s: %s, %.0f%% of the shorter text is in %s%s",
        before, *before ? "; " : "", outlet_of(doc),
        isnad_link_kind_text(link->kind), share_of(link) * 100,
        outlet_of(g->pile->docs[other]),
        doc->agencies.count ? "" : ", uncredited");
}

enum { WHY_TOLD = 6 };

static const char *explain(isn_gatherer *g, uint32_t family, uint32_t count)
{
    const isnad_doc *first = g->pile->docs[g->story->docs[g->heads[family]]];
    if (count == 1) {
        if (first->agencies.count && first->agencies.items[0].value) {
            return isn_arena_format(g->pile->arena,
                                    "shares no text with another; credits %s",
                                    first->agencies.items[0].value);
        }
        return "shares no text with another; no credit, which is no proof";
    }
    char *why = isn_arena_copy(g->pile->arena, "", 0);
    unsigned told = 0;
    for (uint32_t m = 0; why && m < g->story->doc_count; m++) {
        if (g->members[m].family == family && m != g->heads[family] &&
            told++ < WHY_TOLD) {
            why = why_joined(g, m, why);
        }
    }
    return why;
}

static isnad_status list_families(isn_gatherer *g)
{
    isnad_story *story = g->story;
    isnad_origin *origins =
        isn_arena_alloc(g->pile->arena, g->families * sizeof *origins);
    uint32_t *docs =
        isn_arena_alloc(g->pile->arena, story->doc_count * sizeof *docs);
    if (!origins || !docs) {
        return ISNAD_NOMEM;
    }
    uint32_t *sizes = calloc(g->families + 1, sizeof *sizes);
    if (!sizes) {
        return ISNAD_NOMEM;
    }
    for (uint32_t m = 0; m < story->doc_count; m++) {
        sizes[g->members[m].family]++;
    }
    uint32_t **lists = calloc(g->families + 1, sizeof *lists);
    isnad_status status = lists ? ISNAD_OK : ISNAD_NOMEM;
    uint32_t at = 0;
    for (uint32_t f = 0; !status && f < g->families; f++) {
        lists[f] = docs + at;
        at += sizes[f];
        origins[f].docs = lists[f];
        origins[f].name = name_family(g, f);
        origins[f].why = explain(g, f, sizes[f]);
        status = origins[f].why ? ISNAD_OK : ISNAD_NOMEM;
    }
    for (uint32_t m = 0; !status && m < story->doc_count; m++) {
        uint32_t f = g->members[m].family;
        lists[f][origins[f].doc_count++] = story->docs[m];
        g->pile->origin_of[story->docs[m]] = f;
    }
    free(sizes);
    free(lists);
    story->origins = origins;
    story->origin_count = g->families;
    return status;
}

isnad_status isn_story_origins(isnad_pile *pile, isnad_story *story)
{
    isn_gatherer g = {.pile = pile, .story = story};
    g.members = calloc(story->doc_count + 1, sizeof *g.members);
    g.heads = calloc(story->doc_count + 1, sizeof *g.heads);
    g.voices = calloc(story->doc_count + 1, sizeof *g.voices);
    isnad_status status =
        g.members && g.heads && g.voices ? ISNAD_OK : ISNAD_NOMEM;
    status = status ? status : order_links(&g);
    status = status ? status : isn_voices_of(pile, story, g.voices);
    status = status ? status : gather(&g);
    status = status ? status : isn_join_by_media(&g);
    status = status ? status : list_families(&g);
    free(g.members);
    free(g.heads);
    free(g.first);
    free(g.by_later);
    free(g.voices);
    free(g.media);
    free(g.family_of);
    free(g.into);
    return status;
}
