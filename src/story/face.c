#include "story/face.h"
#include "story/terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum {
    LEAD_WORDS = 60,
    READ_WORDS = 180, /* of the text: what follows is background */
    UNTITLED = 12,    /* terms that stand for a missing title */
    SLOTS = 2048,
    ORDERS = 32, /* classes of weight by which facets are ordered */
};
static const float TITLE_TIMES = 3, LEAD_TIMES = 2;
static const float RARE_IDF = 3.9f;   /* in fewer than one document in fifty */
static const float COMMON_IDF = 1.6f; /* in more than one in four */

/* A term of the document while it is read. */
typedef struct isn_face_entry {
    uint32_t term;
    float idf;
    uint16_t slot;
    uint16_t title, lead;
    float full;
} entry;

typedef struct reader {
    isn_face_room *room;
    uint32_t count, words, titled;
} reader;

static bool make_room(isn_face_room *room, size_t terms)
{
    if (!room->slots) {
        room->slots = calloc(SLOTS, sizeof *room->slots);
    }
    if (!room->terms) {
        room->terms = calloc(1, sizeof *room->terms);
    }
    if (room->cap < terms) {
        free(room->entries);
        free(room->facets);
        room->entries = malloc(terms * sizeof *room->entries);
        room->facets = malloc(terms * sizeof *room->facets);
        room->cap = room->entries && room->facets ? terms : 0;
    }
    return room->slots && room->terms && room->cap >= terms;
}

static entry *find_entry(reader *r, uint32_t term, float idf)
{
    isn_face_room *room = r->room;
    uint32_t at = (term * UINT32_C(0x9E3779B1)) >> 21;
    while (room->slots[at]) {
        entry *e = &room->entries[room->slots[at] - 1];
        if (e->term == term) {
            return e;
        }
        at = (at + 1) & (SLOTS - 1);
    }
    entry *e = &room->entries[r->count++];
    *e = (entry){.term = term, .idf = idf, .slot = (uint16_t)at};
    room->slots[at] = (uint16_t)r->count;
    return e;
}

static void add_token(reader *r, const isn_token *t, bool title)
{
    uint32_t term;
    float idf;
    if (!isn_term_cached(r->room->terms, t, &term, &idf)) {
        return;
    }
    bool lead = title || r->words < LEAD_WORDS;
    r->words += !title;
    if (idf < COMMON_IDF) {
        return;
    }
    entry *e = find_entry(r, term, idf);
    e->full += title ? TITLE_TIMES : lead ? LEAD_TIMES : 1;
    e->title += title;
    e->lead += lead;
    r->titled += title;
}

/* Titles, then the text, as far as it is read. */
static void read_doc(const isnad_doc *doc, reader *r)
{
    for (int pass = 0; pass < 2; pass++) {
        for (size_t b = 0; b < doc->blocks.count; b++) {
            const isnad_block *block = &doc->blocks.items[b];
            bool title = block->role == ISNAD_ROLE_TITLE;
            if (!isnad_block_is_article(block) || title != (pass == 0)) {
                continue;
            }
            const isn_token *t = &doc->tokens.items[block->first_token];
            for (uint32_t i = 0;
                 i < block->token_count && r->words < READ_WORDS &&
                 r->count < READ_WORDS * 2;
                 i++) {
                add_token(r, &t[i], title);
            }
        }
    }
    for (uint32_t i = 0; r->titled == 0 && i < r->count && i < UNTITLED; i++) {
        r->room->entries[i].title = r->room->entries[i].lead;
    }
}

/* Damped count. */
static float damped(float times) { return times > 0 ? 1.0f + logf(times) : 0; }

static float unit(float square)
{
    return square > 0 ? 1.0f / sqrtf(square) : 0;
}

/* From counts to damped tf times damped idf. */
static void weigh(const reader *r, isn_facet *facets)
{
    isn_facet sum = {0};
    for (uint32_t i = 0; i < r->count; i++) {
        const entry *e = &r->room->entries[i];
        float idf = powf(e->idf, 0.8f), full = damped(e->full);
        facets[i] = (isn_facet){
            .term = e->term,
            .full = full * idf,
            .title = damped(e->title) * idf,
            .lead = damped(e->lead) * idf,
            .rare = e->idf >= RARE_IDF ? full * e->idf : 0,
        };
        sum.full += facets[i].full * facets[i].full;
        sum.title += facets[i].title * facets[i].title;
        sum.lead += facets[i].lead * facets[i].lead;
        sum.rare += facets[i].rare * facets[i].rare;
    }
    sum = (isn_facet){0, unit(sum.full), unit(sum.title), unit(sum.lead),
                      unit(sum.rare)};
    for (uint32_t i = 0; i < r->count; i++) {
        facets[i].full *= sum.full;
        facets[i].title *= sum.title;
        facets[i].lead *= sum.lead;
        facets[i].rare *= sum.rare;
    }
}

/* The class of a weight, the heaviest 0. */
static unsigned order_of(float weight)
{
    float class = (float)ORDERS * (1.0f - 2.5f * weight);
    return class <= 0               ? 0
           : class >= (float)ORDERS ? ORDERS - 1u
                                    : (unsigned)class;
}

/* Sorts by class of weight, in one pass. */
static void put_in_order(const isn_facet *from, uint32_t count, isn_facet *to)
{
    uint32_t begin[ORDERS + 1] = {0};
    for (uint32_t i = 0; i < count; i++) {
        begin[order_of(from[i].full) + 1]++;
    }
    for (unsigned k = 1; k <= ORDERS; k++) {
        begin[k] += begin[k - 1];
    }
    for (uint32_t i = 0; i < count; i++) {
        to[begin[order_of(from[i].full)]++] = from[i];
    }
}

isnad_status isn_face_of(isn_face_room *room, const isnad_doc *doc,
                         isn_face *face)
{
    *face = (isn_face){0};
    if (!make_room(room, READ_WORDS * 4)) {
        return ISNAD_NOMEM;
    }
    reader r = {.room = room};
    read_doc(doc, &r);
    for (uint32_t i = 0; i < r.count; i++) {
        room->slots[room->entries[i].slot] = 0;
    }
    isn_facet *loose = room->facets + READ_WORDS * 2;
    weigh(&r, loose);
    put_in_order(loose, r.count, room->facets);
    const char *outlet = doc->outlet.value;
    *face = (isn_face){
        room->facets, r.count,
        outlet ? (uint32_t)XXH3_64bits(outlet, strlen(outlet)) | 1 : 0};
    return ISNAD_OK;
}

void isn_face_room_free(isn_face_room *room)
{
    free(room->entries);
    free(room->facets);
    free(room->slots);
    free(room->terms);
    *room = (isn_face_room){0};
}
