#include "story/build.h"

#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "core/sort.h"
#include "story/cluster.h"
#include "story/copies.h"
#include "story/events.h"
#include "story/undated.h"
#include "story/work.h"
#include "text/text.h"

enum { ID_LEN = 12 };

/* ---- the order of documents --------------------------------------------- */

static int compare_docs(const isnad_doc *a, const isnad_doc *b)
{
    int32_t x = a->published.best_day, y = b->published.best_day;
    if (x != y) { /* undated ones come last */
        return x == ISNAD_NO_DAY ? 1 : y == ISNAD_NO_DAY || x < y ? -1 : 1;
    }
    const char *v = a->published.time.value, *w = b->published.time.value;
    int order = v && w ? strcmp(v, w) : 0;
    order = order ? order : strcmp(a->sha256, b->sha256);
    return order ? order : strcmp(a->path, b->path);
}

typedef struct ranked {
    const isnad_doc *doc;
    uint32_t index;
} ranked;

static int by_date(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    int order = compare_docs(x->doc, y->doc);
    return order ? order : x->index < y->index ? -1 : 1;
}

isnad_status isn_pile_rank(isnad_pile *pile)
{
    size_t n = pile->doc_count;
    ranked *list = malloc((n + 1) * sizeof *list);
    if (!list) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        list[i] = (ranked){pile->docs[i], (uint32_t)i};
    }
    isn_sort(list, n, sizeof *list, by_date);
    for (size_t r = 0; r < n; r++) {
        pile->order[r] = list[r].index;
        pile->rank[list[r].index] = (uint32_t)r;
    }
    free(list);
    return ISNAD_OK;
}

static int by_ranks(const void *a, const void *b)
{
    const isnad_link *x = a, *y = b;
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    return x->b < y->b ? -1 : x->b > y->b;
}

/* Sorted while a and b are ranks for a moment. */
static void sort_links(isnad_pile *pile)
{
    isnad_link *items = pile->links.items;
    size_t n = pile->links.count;
    for (size_t i = 0; i < n; i++) {
        items[i].a = pile->rank[items[i].a];
        items[i].b = pile->rank[items[i].b];
    }
    if (n > 1) {
        isn_sort(items, n, sizeof *items, by_ranks);
    }
    for (size_t i = 0; i < n; i++) {
        items[i].a = pile->order[items[i].a];
        items[i].b = pile->order[items[i].b];
    }
}

/* ---- stories ------------------------------------------------------------ */

static const char *day_text(isnad_pile *pile, int32_t day)
{
    char text[ISN_ISO_DAY];
    return isn_arena_copy(pile->arena, isn_iso_day(day, text), ISN_ISO_DAY - 1);
}

/* The digest that names a story: of its first document.  Where documents come
 * from a store it is the one that came first, as it came: so the story keeps
 * its name when older pages are added, or pages change. */
static const char *first_digest(const isnad_pile *pile,
                                const isnad_story *story)
{
    const isn_capture *first = NULL;
    for (uint32_t i = 0; i < story->doc_count; i++) {
        const isn_capture *c = &pile->docs[story->docs[i]]->capture;
        if (c->first > 0 && (!first || c->first < first->first)) {
            first = c;
        }
    }
    return first && first->first_sha256 && strlen(first->first_sha256) >= ID_LEN
               ? first->first_sha256
               : pile->docs[story->docs[0]]->sha256;
}

/* Until its titles are compared (story_title.c), a story is called as its
 * first document with a title calls it. */
static isnad_status name_story(isnad_pile *pile, isnad_story *story)
{
    int32_t from = INT32_MAX, to = ISNAD_NO_DAY;
    story->id = isn_arena_copy(pile->arena, first_digest(pile, story), ID_LEN);
    for (uint32_t i = 0; i < story->doc_count; i++) {
        isnad_doc *doc = pile->docs[story->docs[i]];
        if (!story->title && !isnad_span_empty(doc->title)) {
            isnad_view words = isnad_doc_words(doc, doc->title);
            story->title = isn_arena_copy(pile->arena, words.data, words.len);
            if (!story->title) {
                return ISNAD_NOMEM;
            }
        }
        int32_t day = doc->published.best_day;
        if (day != ISNAD_NO_DAY) {
            from = day < from ? day : from;
            to = day > to ? day : to;
        }
    }
    if (to != ISNAD_NO_DAY) {
        story->from = day_text(pile, from);
        story->to = day_text(pile, to);
    }
    return story->id && (to == ISNAD_NO_DAY || (story->from && story->to))
               ? ISNAD_OK
               : ISNAD_NOMEM;
}

isnad_status isn_stories_make(isnad_pile *pile, const uint32_t *cluster,
                              uint32_t count)
{
    uint32_t *sizes = calloc((size_t)count + 1, sizeof *sizes);
    uint32_t **lists = calloc((size_t)count + 1, sizeof *lists);
    isnad_status status = sizes && lists ? ISNAD_OK : ISNAD_NOMEM;
    for (size_t r = 0; !status && r < pile->doc_count; r++) {
        sizes[cluster[r]]++;
    }
    for (uint32_t i = 0; !status && i < count; i++) {
        isnad_story *story = isn_list_push(pile->arena, &pile->stories);
        lists[i] = isn_arena_alloc(pile->arena, sizes[i] * sizeof **lists);
        if (!story || !lists[i]) {
            status = ISNAD_NOMEM;
            break;
        }
        story->docs = lists[i];
    }
    for (size_t r = 0; !status && r < pile->doc_count; r++) {
        isnad_story *story = &pile->stories.items[cluster[r]];
        uint32_t index = pile->order[r];
        pile->story_of[index] = cluster[r];
        pile->place_of[index] = story->doc_count;
        lists[cluster[r]][story->doc_count++] = index;
    }
    for (uint32_t i = 0; !status && i < count; i++) {
        status = name_story(pile, &pile->stories.items[i]);
    }
    free(sizes);
    free(lists);
    return status;
}

isnad_status isn_story_need(const isnad_pile *pile, const isnad_story *story)
{
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; i < story->doc_count && !status; i++) {
        status = isn_text_need(pile->docs[story->docs[i]]);
    }
    return status;
}

void isn_story_rest(const isnad_pile *pile, const isnad_story *story)
{
    for (uint32_t i = 0; i < story->doc_count; i++) {
        isn_text_rest(pile->docs[story->docs[i]]);
    }
}

/* Everything else that is told of a story, each step needing those before. */
isnad_status isn_story_fill(isnad_pile *pile, isnad_story *story)
{
    static isnad_status (*const steps[])(isn_work *) = {
        isn_story_title,      isn_story_actors,      isn_events_find,
        isn_story_rows,       isn_story_slots,       isn_story_labels,
        isn_story_agreements, isn_story_differences, isn_story_row_links,
        isn_story_lost,       isn_story_versions,    isn_story_timeline};
    isn_work work = {.pile = pile, .story = story};
    isnad_status status = isn_story_need(pile, story);
    status = status ? status : isn_story_origins(pile, story);
    work.scratch = status ? NULL : isn_arena_new();
    status = work.scratch ? ISNAD_OK : ISNAD_NOMEM;
    for (size_t i = 0; !status && i < sizeof steps / sizeof *steps; i++) {
        status = steps[i](&work);
    }
    isn_story_rest(pile, story);
    isn_arena_free(work.scratch);
    return status;
}

/* ---- the pile ----------------------------------------------------------- */

static isnad_pile *open_pile(isnad_doc *const *docs, size_t count)
{
    isn_arena *arena = isn_arena_new();
    isnad_pile *pile = arena ? isn_arena_alloc(arena, sizeof *pile) : NULL;
    if (!pile) {
        isn_arena_free(arena);
        return NULL;
    }
    pile->arena = arena;
    pile->docs = docs;
    pile->doc_count = count;
    pile->order = isn_arena_alloc(arena, (count + 1) * sizeof *pile->order);
    pile->rank = isn_arena_alloc(arena, (count + 1) * sizeof *pile->rank);
    uint32_t *numbers =
        isn_arena_alloc(arena, (count + 1) * 3 * sizeof *pile->story_of);
    pile->story_of = numbers;
    pile->place_of = numbers + count;
    pile->origin_of = numbers + 2 * count;
    if (!pile->order || !pile->rank || !numbers || isn_pile_rank(pile)) {
        isnad_pile_free(pile);
        return NULL;
    }
    return pile;
}

/* Which documents belong together; cluster[rank] numbers the stories. */
static isnad_status make_stories(isnad_pile *pile, const uint32_t *cluster,
                                 uint32_t count)
{
    memset(&pile->stories, 0, sizeof pile->stories);
    isnad_status status = isn_stories_make(pile, cluster, count);
    return status ? status : isn_story_links(pile);
}

static int by_first_rank(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return x[0] < y[0] ? -1 : x[0] > y[0];
}

/* The kin of stories that have new numbers. */
static isnad_status renumber_kin(uint32_t *kin, const uint32_t *number,
                                 uint32_t count)
{
    uint32_t *old = malloc(((size_t)count + 1) * sizeof *old);
    if (!old) {
        return ISNAD_NOMEM;
    }
    memcpy(old, kin, count * sizeof *old);
    for (uint32_t s = 0; s < count; s++) {
        kin[number[s]] = old[s] == ISN_NONE ? ISN_NONE : number[old[s]];
    }
    free(old);
    return ISNAD_OK;
}

/* Documents that were dated move up: ranks and lists are made anew, who
 * belongs together stays. */
static isnad_status rank_again(isnad_pile *pile, uint32_t *cluster,
                               uint32_t *kin, uint32_t count)
{
    size_t n = pile->doc_count;
    isnad_status status = isn_pile_rank(pile);
    uint32_t(*firsts)[2] = malloc(((size_t)count + 1) * sizeof *firsts);
    uint32_t *number = malloc(((size_t)count + 1) * sizeof *number);
    status = firsts && number ? status : ISNAD_NOMEM;
    for (uint32_t s = 0; !status && s < count; s++) {
        firsts[s][0] = UINT32_MAX;
        firsts[s][1] = s;
    }
    for (size_t r = n; !status && r-- > 0;) {
        firsts[pile->story_of[pile->order[r]]][0] = (uint32_t)r;
    }
    if (!status) {
        isn_sort(firsts, count, sizeof *firsts, by_first_rank);
    }
    for (uint32_t s = 0; !status && s < count; s++) {
        number[firsts[s][1]] = s;
    }
    for (size_t r = 0; !status && r < n; r++) {
        cluster[r] = number[pile->story_of[pile->order[r]]];
    }
    status = status ? status : renumber_kin(kin, number, count);
    free(firsts);
    free(number);
    if (!status) {
        sort_links(pile);
        status = make_stories(pile, cluster, count);
    }
    return status;
}

/* Undated documents get their day from the dated ones of their story. */
static isnad_status date_undated(isnad_pile *pile, uint32_t *cluster,
                                 uint32_t *kin, uint32_t count)
{
    size_t undated = 0;
    for (size_t i = 0; i < pile->doc_count; i++) {
        undated += isn_undated(pile->docs[i]);
    }
    if (undated == 0 || undated == pile->doc_count) {
        return ISNAD_OK; /* nothing to date, or nothing to date it by */
    }
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < pile->stories.count; i++) {
        status = isn_story_undated(pile, &pile->stories.items[i]);
    }
    return status ? status : rank_again(pile, cluster, kin, count);
}

static isnad_status cluster_pile(isnad_pile *pile)
{
    uint32_t count = 0;
    size_t most = pile->doc_count + 1;
    uint32_t *cluster = malloc(most * sizeof *cluster);
    uint32_t *kin = malloc(most * sizeof *kin);
    isnad_status status =
        cluster && kin ? isn_cluster(pile, cluster, kin, &count) : ISNAD_NOMEM;
    status = status ? status : make_stories(pile, cluster, count);
    status = status ? status : date_undated(pile, cluster, kin, count);
    status = status ? status : isn_stories_relate(pile, kin);
    free(cluster);
    free(kin);
    return status;
}

static isnad_status link_pile(isnad_pile *pile)
{
    isnad_status status = isn_copies_find(pile);
    if (!status) {
        sort_links(pile);
    }
    return status;
}

isnad_status isnad_story_date(isnad_doc *const *docs, size_t count)
{
    isnad_pile *pile = open_pile(docs, count);
    isnad_status status = pile ? link_pile(pile) : ISNAD_NOMEM;
    status = status ? status : cluster_pile(pile);
    isnad_pile_free(pile);
    return status;
}

isnad_status isnad_story_build(isnad_doc *const *docs, size_t count,
                               const isnad_story_options *options,
                               isnad_pile **out)
{
    *out = NULL;
    bool copies_only = options && options->copies_only;
    isnad_pile *pile = open_pile(docs, count);
    isnad_status status = pile ? link_pile(pile) : ISNAD_NOMEM;
    if (!status && !copies_only) {
        status = cluster_pile(pile);
    }
    for (size_t i = 0; !status && i < pile->stories.count; i++) {
        status = isn_story_fill(pile, &pile->stories.items[i]);
        if (options && options->progress) {
            options->progress(options->data, i + 1, pile->stories.count);
        }
    }
    if (status) {
        isnad_pile_free(pile);
        return status;
    }
    *out = pile;
    return ISNAD_OK;
}

void isnad_pile_free(isnad_pile *pile)
{
    if (pile) {
        isn_arena_free(pile->arena);
    }
}

const isnad_story *isnad_pile_stories(const isnad_pile *pile, size_t *count)
{
    *count = pile->stories.count;
    return pile->stories.items;
}

const isnad_link *isnad_pile_links(const isnad_pile *pile, size_t *count)
{
    *count = pile->links.count;
    return pile->links.items;
}

isnad_doc *const *isnad_pile_docs(const isnad_pile *pile, size_t *count)
{
    *count = pile->doc_count;
    return pile->docs;
}
