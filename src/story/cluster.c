#include "story/cluster.h"
#include "core/sort.h"
#include "text/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CORE = 12,         /* strongest words of a story's openings */
    CORE_TITLE = 6,    /* and of its titles */
    KEPT_MEMBERS = 32, /* newest ones, for the nearest */
    LARGEST_SUM = 512, /* terms of a centroid; the weakest go */
    CANDIDATES = 12,
    ASKED_TERMS = 24,    /* strongest terms that ask the index */
    ASKED_STORIES = 512, /* newest stories looked at for each */
    JUDGED_MEMBERS = 8,  /* of a story that may be merged into another */
    LARGEST_MERGED = 8,
};
/* A story that nobody added to for so many days is closed. */
static const int32_t CLOSED_AFTER = 9;
/* More days tell no more than these. */
static const int32_t FAR_DAYS = 3;

/* Learned on three labelled days by bench/fit_stories.py. */
static const float WEIGHT[ISN_FIT_COUNT] = {
    [ISN_FIT_NEAREST] = 6.58f, [ISN_FIT_TITLE] = 3.66f,
    [ISN_FIT_RARE] = 2.16f,    [ISN_FIT_LEAD] = 3.29f,
    [ISN_FIT_CORE] = 2.77f,    [ISN_FIT_CORE_TITLE] = 0.78f,
    [ISN_FIT_DAYS] = -1.31f,
};
static const float BIAS = -6.23f;
static const float JOIN = -1.5f;
static const float MERGE = 2.0f;
/* The labelled days held this many documents.  In a pile that somebody put
 * together by hand two pages are likelier to tell of one thing than in the
 * stream of all news; each halving lowers the bar. */
static const float STREAM = 473.0f;
static const float HALVING = 0.25f;

enum { TITLE, RARE, LEAD, SUMS };

typedef struct sum {
    ISN_VEC(isn_weight) terms; /* sorted by term */
    float norm;
} sum;

typedef struct story {
    sum sums[SUMS];
    ISN_VEC(uint32_t) members; /* ranks */
    int32_t first, last;       /* days of its members, or ISNAD_NO_DAY */
    float score;               /* of the document that is being placed */
    bool asked;
} story;

typedef struct posting_list {
    ISN_VEC(uint32_t) stories;
} posting_list;

typedef struct clusterer {
    const isnad_pile *pile;
    isn_face *faces;
    ISN_VEC(story) stories;
    /* Open addressing: term → list of stories that have it. */
    uint32_t *keys;
    posting_list *lists;
    size_t mask, used;
    ISN_VEC(uint32_t) asked;
    ISN_VEC(isn_weight) merged;
    float join; /* the bar for this pile */
    float pace; /* how much a day counts in it: 0 .. 1 */
} clusterer;

/* ---- sums of a story ---------------------------------------------------- */

static int by_weight_down(const void *a, const void *b)
{
    const isn_weight *x = a, *y = b;
    if (x->weight != y->weight) {
        return x->weight > y->weight ? -1 : 1;
    }
    return x->term < y->term ? -1 : x->term > y->term;
}

static isnad_status prune(sum *s)
{
    isn_sort(s->terms.items, s->terms.count, sizeof *s->terms.items,
             by_weight_down);
    s->terms.count = LARGEST_SUM / 2;
    s->terms.count = isn_weights_join(s->terms.items, (uint32_t)s->terms.count);
    return ISNAD_OK;
}

static isnad_status add_vector(clusterer *c, sum *s, const isn_vector *v)
{
    c->merged.count = 0;
    if (!ISN_ROOM(&c->merged, s->terms.count + v->count)) {
        return ISNAD_NOMEM;
    }
    size_t i = 0;
    uint32_t k = 0, n = 0;
    isn_weight *out = c->merged.items;
    while (i < s->terms.count || k < v->count) {
        if (k == v->count ||
            (i < s->terms.count && s->terms.items[i].term < v->items[k].term)) {
            out[n++] = s->terms.items[i++];
        } else if (i == s->terms.count ||
                   v->items[k].term < s->terms.items[i].term) {
            out[n++] = v->items[k++];
        } else {
            out[n] = s->terms.items[i++];
            out[n++].weight += v->items[k++].weight;
        }
    }
    s->terms.count = 0;
    if (!ISN_ROOM(&s->terms, n)) {
        return ISNAD_NOMEM;
    }
    if (n > 0) { /* else there may be no list yet */
        memcpy(s->terms.items, out, n * sizeof *out);
    }
    s->terms.count = n;
    if (n > LARGEST_SUM) {
        prune(s);
    }
    float square = 0;
    for (i = 0; i < s->terms.count; i++) {
        square += s->terms.items[i].weight * s->terms.items[i].weight;
    }
    s->norm = sqrtf(square);
    return ISNAD_OK;
}

static float cosine(const sum *s, const isn_vector *v)
{
    isn_vector whole = {s->terms.items, (uint32_t)s->terms.count};
    return s->norm > 0 ? isn_vector_dot(&whole, v) / s->norm : 0;
}

static bool has_term(const isn_vector *v, uint32_t term)
{
    uint32_t low = 0, high = v->count;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (v->items[mid].term < term) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < v->count && v->items[low].term == term;
}

/* The share of the squared weight of the strongest terms that v has too. */
static float core_share(const sum *s, const isn_vector *v, unsigned most)
{
    isn_weight top[CORE];
    unsigned n = 0;
    for (size_t i = 0; i < s->terms.count; i++) {
        isn_weight w = s->terms.items[i];
        unsigned at = n < most ? n++ : most;
        if (at == most) {
            if (by_weight_down(&w, &top[most - 1]) >= 0) {
                continue;
            }
            at = most - 1;
        }
        while (at > 0 && by_weight_down(&w, &top[at - 1]) < 0) {
            top[at] = top[at - 1];
            at--;
        }
        top[at] = w;
    }
    float all = 0, had = 0;
    for (unsigned i = 0; i < n; i++) {
        float square = top[i].weight * top[i].weight;
        all += square;
        had += has_term(v, top[i].term) ? square : 0;
    }
    return all > 0 ? had / all : 0;
}

/* ---- the index from terms to stories ------------------------------------ */

static isnad_status grow_index(clusterer *c)
{
    size_t size = c->mask ? (c->mask + 1) * 2 : 4096;
    uint32_t *keys = calloc(size, sizeof *keys);
    posting_list *lists = calloc(size, sizeof *lists);
    if (!keys || !lists) {
        free(keys);
        free(lists);
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; c->lists && i <= c->mask; i++) {
        if (c->lists[i].stories.items) {
            size_t at = c->keys[i] & (size - 1);
            while (lists[at].stories.items) {
                at = (at + 1) & (size - 1);
            }
            keys[at] = c->keys[i];
            lists[at] = c->lists[i];
        }
    }
    free(c->keys);
    free(c->lists);
    c->keys = keys;
    c->lists = lists;
    c->mask = size - 1;
    return ISNAD_OK;
}

static posting_list *find_list(clusterer *c, uint32_t term)
{
    size_t at = term & c->mask;
    while (c->lists[at].stories.items && c->keys[at] != term) {
        at = (at + 1) & c->mask;
    }
    c->keys[at] = term;
    return &c->lists[at];
}

static isnad_status index_story(clusterer *c, uint32_t number,
                                const isn_vector *lead)
{
    for (uint32_t i = 0; i < lead->count; i++) {
        if (c->used * 2 >= c->mask && grow_index(c)) {
            return ISNAD_NOMEM;
        }
        posting_list *list = find_list(c, lead->items[i].term);
        size_t n = list->stories.count;
        size_t back = n < KEPT_MEMBERS ? n : KEPT_MEMBERS;
        bool there = false;
        for (size_t k = n - back; k < n; k++) {
            there |= list->stories.items[k] == number;
        }
        if (there) {
            continue;
        }
        c->used += list->stories.items == NULL;
        if (!ISN_ROOM(&list->stories, 1)) {
            return ISNAD_NOMEM;
        }
        list->stories.items[list->stories.count++] = number;
    }
    return ISNAD_OK;
}

/* Days between a day and the nearest member; 0 where a day is not known. */
static int32_t days_away(const story *s, int32_t day)
{
    if (day == ISNAD_NO_DAY || s->last == ISNAD_NO_DAY) {
        return 0;
    }
    return day > s->last ? day - s->last : day < s->first ? s->first - day : 0;
}

static bool is_open(const story *s, int32_t day)
{
    return days_away(s, day) <= CLOSED_AFTER;
}

/* Adds the weight of a shared term to each story that has it. */
static isnad_status ask_term(clusterer *c, const isn_weight *w, int32_t day)
{
    posting_list *list = find_list(c, w->term);
    size_t n = list->stories.count, looked = 0;
    for (size_t k = n; k-- > 0 && looked < ASKED_STORIES; looked++) {
        uint32_t number = list->stories.items[k];
        story *s = &c->stories.items[number];
        if (!is_open(s, day)) {
            continue;
        }
        if (!s->asked) {
            if (!ISN_ROOM(&c->asked, 1)) {
                return ISNAD_NOMEM;
            }
            c->asked.items[c->asked.count++] = number;
            s->asked = true;
            s->score = 0;
        }
        s->score += w->weight * w->weight;
    }
    return ISNAD_OK;
}

static isnad_status ask(clusterer *c, const isn_face *face, int32_t day)
{
    isn_weight top[ASKED_TERMS];
    unsigned n = 0;
    for (uint32_t i = 0; i < face->lead.count; i++) {
        isn_weight w = face->lead.items[i];
        if (n == ASKED_TERMS && by_weight_down(&w, &top[n - 1]) >= 0) {
            continue;
        }
        unsigned at = n < ASKED_TERMS ? n++ : ASKED_TERMS - 1;
        while (at > 0 && by_weight_down(&w, &top[at - 1]) < 0) {
            top[at] = top[at - 1];
            at--;
        }
        top[at] = w;
    }
    c->asked.count = 0;
    isnad_status status = ISNAD_OK;
    for (unsigned i = 0; !status && i < n; i++) {
        status = ask_term(c, &top[i], day);
    }
    return status;
}

/* ---- placing a document ------------------------------------------------- */

static isnad_status see_face(clusterer *c, uint32_t rank)
{
    isnad_doc *doc = isn_pile_at(c->pile, rank);
    isnad_status status = isn_text_need(doc);
    if (!status) {
        status = isn_face_of(doc, &c->faces[rank]);
        isn_text_rest(doc);
    }
    return status;
}

static int32_t day_of(const clusterer *c, uint32_t rank)
{
    const isnad_doc *doc = isn_pile_at(c->pile, rank);
    return isn_undated(doc) ? ISNAD_NO_DAY : doc->published.best_day;
}

static void measure_fit(const clusterer *c, const story *s, uint32_t rank,
                        float fit[ISN_FIT_COUNT])
{
    const isn_face *face = &c->faces[rank];
    float nearest = 0;
    size_t n = s->members.count;
    for (size_t k = n > KEPT_MEMBERS ? n - KEPT_MEMBERS : 0; k < n; k++) {
        const isn_face *member = &c->faces[s->members.items[k]];
        float alike = isn_vector_dot(&member->full, &face->full);
        nearest = alike > nearest ? alike : nearest;
    }
    fit[ISN_FIT_NEAREST] = nearest;
    fit[ISN_FIT_TITLE] = cosine(&s->sums[TITLE], &face->title);
    fit[ISN_FIT_RARE] = cosine(&s->sums[RARE], &face->rare);
    fit[ISN_FIT_LEAD] = cosine(&s->sums[LEAD], &face->lead);
    fit[ISN_FIT_CORE] = core_share(&s->sums[LEAD], &face->lead, CORE);
    fit[ISN_FIT_CORE_TITLE] =
        core_share(&s->sums[TITLE], &face->lead, CORE_TITLE);
    int32_t days = days_away(s, day_of(c, rank));
    fit[ISN_FIT_DAYS] = (float)(days < FAR_DAYS ? days : FAR_DAYS) * c->pace;
}

static float judge(const float fit[ISN_FIT_COUNT])
{
    float score = BIAS;
    for (unsigned i = 0; i < ISN_FIT_COUNT; i++) {
        score += WEIGHT[i] * fit[i];
    }
    return score;
}

/* The story that shares the most with what asked, and was not yet taken. */
static story *next_asked(clusterer *c)
{
    story *next = NULL;
    for (size_t i = 0; i < c->asked.count; i++) {
        story *s = &c->stories.items[c->asked.items[i]];
        if (s->asked && (!next || s->score > next->score ||
                         (s->score >= next->score && s < next))) {
            next = s;
        }
    }
    if (next) {
        next->asked = false;
    }
    return next;
}

static void forget_asked(clusterer *c)
{
    for (size_t i = 0; i < c->asked.count; i++) {
        c->stories.items[c->asked.items[i]].asked = false;
    }
}

/* The best among the stories that share the most with the document. */
static uint32_t best_story(clusterer *c, uint32_t rank)
{
    uint32_t best = ISN_NONE;
    float best_score = c->join;
    for (unsigned turn = 0; turn < CANDIDATES; turn++) {
        story *next = next_asked(c);
        if (!next) {
            break;
        }
        float fit[ISN_FIT_COUNT];
        measure_fit(c, next, rank, fit);
        float score = judge(fit);
        if (score > best_score) {
            best_score = score;
            best = (uint32_t)(next - c->stories.items);
        }
    }
    forget_asked(c);
    return best;
}

static isnad_status place(clusterer *c, uint32_t rank, uint32_t number)
{
    if (number == ISN_NONE) {
        if (!ISN_ROOM(&c->stories, 1)) {
            return ISNAD_NOMEM;
        }
        number = (uint32_t)c->stories.count++;
        memset(&c->stories.items[number], 0, sizeof(story));
        c->stories.items[number].first = ISNAD_NO_DAY;
        c->stories.items[number].last = ISNAD_NO_DAY;
    }
    story *s = &c->stories.items[number];
    const isn_face *face = &c->faces[rank];
    if (!ISN_ROOM(&s->members, 1)) {
        return ISNAD_NOMEM;
    }
    s->members.items[s->members.count++] = rank;
    int32_t day = day_of(c, rank);
    if (day != ISNAD_NO_DAY) {
        s->first = s->first == ISNAD_NO_DAY || day < s->first ? day : s->first;
        s->last = day > s->last ? day : s->last;
    }
    isnad_status status = add_vector(c, &s->sums[TITLE], &face->title);
    status = status ? status : add_vector(c, &s->sums[RARE], &face->rare);
    status = status ? status : add_vector(c, &s->sums[LEAD], &face->lead);
    return status ? status : index_story(c, number, &face->lead);
}

/* ---- stories that belong together after all ----------------------------- */

/* How well the members of `from` fit into `into`, on average. */
static float story_fit(const clusterer *c, const story *from, const story *into)
{
    float all = 0;
    size_t n = from->members.count < JUDGED_MEMBERS ? from->members.count
                                                    : JUDGED_MEMBERS;
    for (size_t i = 0; i < n; i++) {
        float fit[ISN_FIT_COUNT];
        measure_fit(c, into, from->members.items[i], fit);
        all += judge(fit);
    }
    return all / (float)n;
}

/* The larger or older story that story `number` belongs to. */
static uint32_t merge_target(clusterer *c, uint32_t number)
{
    const story *from = &c->stories.items[number];
    uint32_t best = ISN_NONE;
    float best_score = MERGE;
    for (unsigned turn = 0; turn < CANDIDATES; turn++) {
        story *next = next_asked(c);
        if (!next) {
            break;
        }
        if (next == from || next->members.count == 0 ||
            next->members.count < from->members.count ||
            (next->members.count == from->members.count && next > from)) {
            continue;
        }
        float score = story_fit(c, from, next);
        if (score > best_score) {
            best_score = score;
            best = (uint32_t)(next - c->stories.items);
        }
    }
    forget_asked(c);
    return best;
}

/* Small stories opened before the larger one had taken shape. */
static isnad_status merge_stories(clusterer *c, uint32_t *cluster)
{
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < c->stories.count; i++) {
        story *from = &c->stories.items[i];
        if (from->members.count == 0 || from->members.count > LARGEST_MERGED) {
            continue;
        }
        uint32_t first = from->members.items[0];
        status = ask(c, &c->faces[first], day_of(c, first));
        uint32_t into = status ? ISN_NONE : merge_target(c, i);
        for (size_t k = 0; !status && into != ISN_NONE &&
                           k < c->stories.items[i].members.count;
             k++) {
            uint32_t rank = c->stories.items[i].members.items[k];
            cluster[rank] = into;
            status = place(c, rank, into);
        }
        if (into != ISN_NONE) {
            c->stories.items[i].members.count = 0;
        }
    }
    return status;
}

/* Numbers stories anew, by their first document. */
static uint32_t renumber(const clusterer *c, uint32_t *cluster)
{
    uint32_t n = 0;
    for (size_t i = 0; i < c->stories.count; i++) {
        c->stories.items[i].score = -1;
    }
    for (size_t r = 0; r < c->pile->doc_count; r++) {
        story *s = &c->stories.items[cluster[r]];
        if (s->score < 0) {
            s->score = (float)n;
            s->first = (int32_t)n++;
        }
        cluster[r] = (uint32_t)s->first;
    }
    return n;
}

/* The story of the earlier document that this one copies, if any. */
static uint32_t *copied_from(const isnad_pile *pile)
{
    uint32_t *from = malloc((pile->doc_count + 1) * sizeof *from);
    for (size_t r = 0; from && r < pile->doc_count; r++) {
        from[r] = ISN_NONE;
    }
    for (size_t i = 0; from && i < pile->links.count; i++) {
        const isnad_link *link = &pile->links.items[i];
        uint32_t a = pile->rank[link->a], b = pile->rank[link->b];
        uint32_t late = a > b ? a : b, early = a > b ? b : a;
        if (link->kind == ISNAD_LINK_COPY && from[late] == ISN_NONE) {
            from[late] = early;
        }
    }
    return from;
}

/* In the stream a day is long; a pile put together by hand may follow one
 * story for weeks. */
static void set_bars(clusterer *c)
{
    size_t n = c->pile->doc_count;
    float size = n < 4 ? 4.0f : (float)n > STREAM ? STREAM : (float)n;
    c->join = JOIN - HALVING * log2f(STREAM / size);
    c->pace = log2f(size) / log2f(STREAM);
}

static isnad_status place_all(clusterer *c, uint32_t *cluster)
{
    uint32_t *from = copied_from(c->pile);
    isnad_status status = from ? ISNAD_OK : ISNAD_NOMEM;
    for (uint32_t r = 0; !status && r < c->pile->doc_count; r++) {
        uint32_t number = ISN_NONE;
        status = see_face(c, r);
        if (!status && from[r] != ISN_NONE &&
            is_open(&c->stories.items[cluster[from[r]]], day_of(c, r))) {
            number = cluster[from[r]];
        } else if (!status) {
            status = ask(c, &c->faces[r], day_of(c, r));
            number = status ? ISN_NONE : best_story(c, r);
        }
        cluster[r] = number == ISN_NONE ? (uint32_t)c->stories.count : number;
        status = status ? status : place(c, r, number);
    }
    free(from);
    return status;
}

static void close_clusterer(clusterer *c)
{
    for (size_t r = 0; c->faces && r < c->pile->doc_count; r++) {
        isn_face_free(&c->faces[r]);
    }
    for (size_t i = 0; i < c->stories.count; i++) {
        for (unsigned k = 0; k < SUMS; k++) {
            free(c->stories.items[i].sums[k].terms.items);
        }
        free(c->stories.items[i].members.items);
    }
    for (size_t i = 0; c->lists && i <= c->mask; i++) {
        free(c->lists[i].stories.items);
    }
    free(c->faces);
    free(c->stories.items);
    free(c->keys);
    free(c->lists);
    free(c->asked.items);
    free(c->merged.items);
}

static isnad_status open_clusterer(clusterer *c, const isnad_pile *pile)
{
    *c = (clusterer){.pile = pile};
    c->faces = calloc(pile->doc_count + 1, sizeof *c->faces);
    set_bars(c);
    return c->faces ? grow_index(c) : ISNAD_NOMEM;
}

/* The story that bears the label, or ISN_NONE. */
static uint32_t labelled(const clusterer *c, const uint32_t *label,
                         uint32_t wanted)
{
    for (uint32_t i = 0; i < c->stories.count; i++) {
        if (label[c->stories.items[i].members.items[0]] == wanted) {
            return i;
        }
    }
    return ISN_NONE;
}

isnad_status isn_cluster_teach(const isnad_pile *pile, const uint32_t *label,
                               void (*show)(void *data, const float *fit,
                                            bool same),
                               void *data)
{
    clusterer c;
    isnad_status status = open_clusterer(&c, pile);
    for (uint32_t r = 0; !status && r < pile->doc_count; r++) {
        status = see_face(&c, r);
        status = status ? status : ask(&c, &c.faces[r], day_of(&c, r));
        for (unsigned turn = 0; !status && turn < CANDIDATES; turn++) {
            story *next = next_asked(&c);
            if (!next) {
                break;
            }
            float fit[ISN_FIT_COUNT];
            measure_fit(&c, next, r, fit);
            show(data, fit, label[next->members.items[0]] == label[r]);
        }
        forget_asked(&c);
        status = status ? status : place(&c, r, labelled(&c, label, label[r]));
    }
    close_clusterer(&c);
    return status;
}

isnad_status isn_cluster(const isnad_pile *pile, uint32_t *cluster,
                         uint32_t *count)
{
    clusterer c;
    isnad_status status = open_clusterer(&c, pile);
    status = status ? status : place_all(&c, cluster);
    status = status ? status : merge_stories(&c, cluster);
    *count = status ? 0 : renumber(&c, cluster);
    close_clusterer(&c);
    return status;
}
