/* Every place that a name can mean is a candidate, and the one that scores
 * highest is meant.  Scores count decades of inhabitants: a town of a million
 * needs evidence worth two points to lose against one of ten million.  The
 * names of a document are decided twice, so that what the first round has
 * found is evidence in the second. */
#include "annotate/places.h"

#include <math.h>
#include <string.h>

#include "annotate/entities.h"
#include "annotate/placemarks.h"
#include "lang/fold.h"
#include "text/match.h"

enum {
    CANDIDATES = 32, /* places of one name */
    MENTIONS = 8,    /* mentions of it that are looked at */
    REACH = 4,       /* tokens from a name to the region that it lies in */
};

/* A name whose place is looked for. */
typedef struct target {
    const isn_location *places[CANDIDATES];
    double scores[CANDIDATES];
    unsigned count;
    uint32_t entity; /* or ISNAD_NO_ENTITY */
    struct {
        uint32_t first, end; /* tokens */
    } mentions[MENTIONS];
    unsigned mention_count;
    bool word;    /* the name is an everyday word as well */
    int class_of; /* ISN_PLACE_CLASS_OF_… of the noun before it */
} target;

static const isn_token *token(const isnad_doc *doc, uint32_t at)
{
    return &doc->tokens.items[at];
}

/* ---- candidates ------------------------------------------------ */

static void add_named(target *t, const char *folded)
{
    uint32_t count;
    const isn_location_name *names =
        isn_gazetteer_find(folded, strlen(folded), &count);
    for (uint32_t i = 0; i < count && t->count < CANDIDATES; i++) {
        const isn_location *place = &isn_locations[names[i].place];
        t->word = t->word || place->kind == ISN_LOCATION_WORD;
        if (place->kind < ISN_LOCATION_MARK) {
            t->places[t->count++] = place;
        }
    }
}

/* The kind of place that a noun heads, ANY where it does not tell, or -1. */
static int class_of_entry(const isn_lex_entry *entry)
{
    const isn_sense *s = isn_lex_sense(entry, ISN_CLASS_PLACE_CLASS);
    return s && isn_rows_place_class[s->row].kind == ISN_PLACE_CLASS_KIND_CLASS
               ? (int)isn_rows_place_class[s->row].of
               : -1;
}

/* The places of a name: as it is, with or without the article, or without
 * the noun before it (محافظة X). */
static void find_candidates(target *t, const char *name)
{
    static const char al[] = "ال";
    char folded[260];
    memcpy(folded, al, 4);
    char *s = folded + 4;
    size_t len = strlen(name);
    s[isn_fold(name, len < 80 ? len : 80, s, 254)] = '\0';
    add_named(t, s);
    if (t->count == 0) {
        add_named(t, strncmp(s, al, 4) == 0 ? s + 4 : folded);
    }
    char *blank = strchr(s, ' ');
    if (t->count == 0 && blank) {
        int of = class_of_entry(isn_lex_find(s, (size_t)(blank - s)));
        if (of >= 0) {
            t->class_of = of;
            add_named(t, blank + 1);
        }
    }
}

/* The score without evidence. */
static double prior(const isn_location *place)
{
    static const double fixed[] = {
        [ISN_LOCATION_COUNTRY] = 7.7,  [ISN_LOCATION_REGION] = 6,
        [ISN_LOCATION_DISTRICT] = 4.3, [ISN_LOCATION_WATER] = 6,
        [ISN_LOCATION_SITE] = 5,
    };
    double score = place->kind <= ISN_LOCATION_SITE ? fixed[place->kind] : 0;
    if (score == 0) {
        double least = place->people > 5000 ? place->people : 5000;
        score = log10(least) + (place->kind == ISN_LOCATION_CAPITAL);
    }
    return score + (place->known && place->kind != ISN_LOCATION_COUNTRY);
}

/* ---- what stands beside it ------------------------------ */

static double of_class(int of, const isn_location *place)
{
    bool great = place->kind == ISN_LOCATION_COUNTRY;
    switch (of) {
    case ISN_PLACE_CLASS_OF_REGION:
        return place->kind == ISN_LOCATION_REGION ? 2 : great ? -2 : 0;
    case ISN_PLACE_CLASS_OF_TOWN:
        return great || place->kind == ISN_LOCATION_REGION ? -2 : 0;
    case ISN_PLACE_CLASS_OF_DISTRICT:
        return place->kind == ISN_LOCATION_DISTRICT           ? 2
               : great || place->kind == ISN_LOCATION_CAPITAL ? -2
                                                              : 0;
    default:
        return 0;
    }
}

/* Does the country or region `outer` hold `inner`? */
static bool holds(const isn_location *outer, const isn_location *inner)
{
    if (outer == inner || strcmp(outer->country, inner->country) != 0) {
        return false;
    }
    return outer->kind == ISN_LOCATION_COUNTRY ||
           (outer->region == inner->region && outer->region != 0) ||
           isn_location_distance(outer, inner) < 60;
}

/* The places that the words at token `at` can mean. */
static void find_at(const isnad_doc *doc, uint32_t at, target *t)
{
    *t = (target){.class_of = -1};
    const isnad_name *name = isn_name_at(doc, at);
    if (name && name->type == ISNAD_LOC) {
        find_candidates(t, doc->entities.items[name->entity].name);
    }
    uint32_t tokens, count = 0;
    const isn_location_name *names =
        t->count ? NULL : isn_location_names_at(doc, at, true, &tokens, &count);
    for (uint32_t i = 0; names && i < count && t->count < CANDIDATES; i++) {
        const isn_location *place = &isn_locations[names[i].place];
        if (place->kind < ISN_LOCATION_MARK) {
            t->places[t->count++] = place;
        }
    }
}

/* «باريس بولاية تكساس», «لندن في أونتاريو»: what follows holds the place. */
static double held_by_next(const isnad_doc *doc, uint32_t at,
                           const isn_location *place)
{
    bool within = false;
    for (uint32_t i = at; i < at + REACH && i < doc->tokens.count; i++) {
        const isn_token *t = token(doc, i);
        target outer;
        find_at(doc, i, &outer);
        bool noun = class_of_entry(t->entry) >= 0;
        if (outer.count > 0 && !noun) {
            for (unsigned k = 0; k < outer.count; k++) {
                if (holds(outer.places[k], place)) {
                    return within ? 4 : 1.5;
                }
            }
            return 0;
        }
        within = within || noun || isn_token_is(doc, i, "في") ||
                 (t->clitics & ISN_CLITIC_BI);
        if ((t->clitics & ISN_CLITIC_WA) ||
            !(within || isn_punct_is(doc, i, 0x60C))) {
            return 0;
        }
    }
    return 0;
}

static double beside(const isnad_doc *doc, const target *t,
                     const isn_location *place)
{
    double best = 0;
    for (unsigned m = 0; m < t->mention_count; m++) {
        uint32_t first = t->mentions[m].first;
        int of = first > 0 && token(doc, first)->sentence ==
                                  token(doc, first - 1)->sentence
                     ? class_of_entry(token(doc, first - 1)->entry)
                     : -1;
        double score =
            of_class(of, place) + held_by_next(doc, t->mentions[m].end, place);
        best = fabs(score) > fabs(best) ? score : best;
    }
    return best + of_class(t->class_of, place);
}

/* ---- deciding ------------------------------------------------ */

/* The best candidate, or NULL where two countries are as likely, or where
 * nothing says that an everyday word is a place: سيول are floods, too. */
static const isn_location *decide(const isnad_doc *doc, const isn_marks *marks,
                                  target *t)
{
    const isn_location *best = NULL;
    double best_score = 0, other = -1;
    uint32_t sentences[MENTIONS];
    for (unsigned m = 0; m < t->mention_count; m++) {
        sentences[m] = token(doc, t->mentions[m].first)->sentence;
    }
    isn_mark_view view = {t->entity, sentences, t->mention_count, t->places,
                          t->count};
    for (unsigned i = 0; i < t->count; i++) {
        const isn_location *p = t->places[i];
        t->scores[i] =
            prior(p) + beside(doc, t, p) + isn_marks_weigh(marks, &view, p);
        if (!best || t->scores[i] > best_score) {
            best = p;
            best_score = t->scores[i];
        }
    }
    for (unsigned i = 0; i < t->count; i++) {
        if (strcmp(t->places[i]->country, best->country) != 0 &&
            t->scores[i] > other) {
            other = t->scores[i];
        }
    }
    bool bare = best && best_score <= prior(best) && t->word;
    return best && !bare && best_score - other > 0.2 ? best : NULL;
}

static void add_mention(const isnad_doc *doc, target *t, isnad_span span)
{
    uint32_t first = isn_doc_token_at(doc, span.begin);
    if (first > 0 && token(doc, first - 1)->span.end > span.begin) {
        first--; /* a proclitic is cut from the name */
    }
    if (t->mention_count == MENTIONS || first >= doc->tokens.count) {
        return;
    }
    uint32_t end = first;
    while (end < doc->tokens.count && token(doc, end)->span.begin < span.end) {
        end++;
    }
    t->mentions[t->mention_count].first = first;
    t->mentions[t->mention_count++].end = end;
}

/* The mentions of each entity, as a list through the names. */
typedef struct mention_lists {
    uint32_t *head, *next; /* index + 1 */
} mention_lists;

static bool list_mentions(isnad_doc *doc, isn_arena *arena, mention_lists *l)
{
    l->head = isn_arena_alloc(arena, (doc->entities.count + 1) * sizeof(int));
    l->next = isn_arena_alloc(arena, (doc->names.count + 1) * sizeof(int));
    if (!l->head || !l->next) {
        return false;
    }
    for (size_t i = doc->names.count; i > 0; i--) {
        uint32_t e = doc->names.items[i - 1].entity;
        l->next[i - 1] = l->head[e];
        l->head[e] = (uint32_t)i;
    }
    return true;
}

static void find_all(isnad_doc *doc, const isn_marks *marks,
                     const mention_lists *l, const isn_location **found)
{
    for (uint32_t e = 0; e < doc->entities.count; e++) {
        if (doc->entities.items[e].type != ISNAD_LOC) {
            continue;
        }
        target t = {.entity = e, .class_of = -1};
        find_candidates(&t, doc->entities.items[e].name);
        if (t.count == 0) {
            continue;
        }
        for (uint32_t i = l->head[e]; i; i = l->next[i - 1]) {
            add_mention(doc, &t, doc->names.items[i - 1].span);
        }
        found[e] = decide(doc, marks, &t);
    }
}

static const char *const kinds[] = {"country",  "capital", "city", "region",
                                    "district", "water",   "site", "mark"};

/* Does the gazetteer have the name as it stands? */
static bool is_exact(const char *name)
{
    target t = {.class_of = -1};
    find_candidates(&t, name);
    return t.class_of < 0;
}

static isnad_status set_location(isnad_doc *doc, isnad_entity *entity,
                                 const isn_location *place)
{
    isnad_location *l = isn_arena_alloc(doc->arena, sizeof *l);
    if (!l) {
        return ISNAD_NOMEM;
    }
    *l = (isnad_location){.name = isn_location_text(place),
                          .country = place->country[0] ? place->country : NULL,
                          .kind = kinds[place->kind],
                          .latitude = place->latitude / 1000.0,
                          .longitude = place->longitude / 1000.0,
                          .exact = is_exact(entity->name)};
    entity->location = l;
    return ISNAD_OK;
}

/* found[entity]: its place or, where it is none, its mark; or NULL.  Lives in
 * the arena. */
static isnad_status find_places(isnad_doc *doc, isn_arena *arena,
                                isn_marks *words, const isn_location ***found)
{
    isn_marks marks;
    mention_lists lists;
    *found = isn_arena_alloc(arena, (doc->entities.count + 1) * sizeof **found);
    if (!*found || !list_mentions(doc, arena, &lists)) {
        return ISNAD_NOMEM;
    }
    for (size_t e = 0; e < doc->entities.count; e++) {
        const isnad_entity *entity = &doc->entities.items[e];
        (*found)[e] =
            entity->type == ISNAD_LOC ? NULL : isn_mark_of(entity->name);
    }
    isn_marks_of_words(doc, words);
    for (unsigned round = 0; round < 2; round++) {
        isn_marks_collect(doc, *found, words, &marks);
        find_all(doc, &marks, &lists, *found);
    }
    return ISNAD_OK;
}

isnad_status isn_locations_find(isnad_doc *doc)
{
    isn_arena *arena = isn_arena_new();
    const isn_location **found;
    isn_marks word_marks;
    isnad_status status =
        arena ? find_places(doc, arena, &word_marks, &found) : ISNAD_NOMEM;
    for (size_t e = 0; !status && e < doc->entities.count; e++) {
        if (found[e] && doc->entities.items[e].type == ISNAD_LOC) {
            status = set_location(doc, &doc->entities.items[e], found[e]);
        }
    }
    isn_arena_free(arena);
    return status;
}

isnad_status isn_location_of_words(isnad_doc *doc, isnad_span words,
                                   const isn_location **place)
{
    isn_arena *arena = isn_arena_new();
    const isn_location **found;
    isn_marks word_marks, marks;
    isnad_status status =
        arena ? find_places(doc, arena, &word_marks, &found) : ISNAD_NOMEM;
    char *text = status ? NULL : isn_doc_string(doc, words);
    *place = NULL;
    if (text) {
        target t = {.entity = ISNAD_NO_ENTITY, .class_of = -1};
        find_candidates(&t, text);
        add_mention(doc, &t, words);
        const isnad_name *name = isn_name_at(doc, t.mentions[0].first);
        t.entity = name ? name->entity : t.entity;
        isn_marks_collect(doc, found, &word_marks, &marks);
        *place = t.count ? decide(doc, &marks, &t) : NULL;
    }
    isn_arena_free(arena);
    return text ? ISNAD_OK : ISNAD_NOMEM;
}
