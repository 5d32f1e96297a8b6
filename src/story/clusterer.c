#include "story/clusterer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A story that misses another by less than this is its kin. */
static const float KIN = 1.5f;
enum { NEWEST = 16 }; /* members whose outlets count */
/* Documents less alike than this have nothing to do with each other. */
static const float LEAST_ALIKE = 0.08f;
/* More days tell no more than these. */
static const int32_t FAR_DAYS = 3;
/* The labelled days held this many documents.  In a pile that somebody put
 * together by hand two pages are likelier to tell of one thing than in the
 * stream of all news; each halving lowers the bar. */
static const float STREAM = 473.0f;
static const float HALVING = 0.55f;
static const float LOWEST = 2.0f; /* but no lower than so much */

/* ---- the stories that a document may join ------------------------------- */

/* Where the story is now. */
static uint32_t root_of(isn_clusterer *c, uint32_t number)
{
    while (c->stories.items[number].into != number) {
        number = c->stories.items[number].into;
    }
    return number;
}

/* Days between a day and the nearest member; 0 where a day is not known. */
static int32_t days_away(const isn_cluster_story *s, int32_t day)
{
    if (day == ISNAD_NO_DAY || s->last == ISNAD_NO_DAY) {
        return 0;
    }
    return day > s->last ? day - s->last : day < s->first ? s->first - day : 0;
}

static bool is_open(const isn_cluster_story *s, int32_t day)
{
    return days_away(s, day) <= ISN_CLOSED_AFTER;
}

static void note_near(isn_cluster_story *s, isn_alike_sum sum)
{
    unsigned at = ISN_NEAREST;
    for (; at > 0 && s->near[at - 1] < sum.full; at--) {
        if (at < ISN_NEAREST) {
            s->near[at] = s->near[at - 1];
        }
    }
    if (at < ISN_NEAREST) {
        s->near[at] = sum.full;
    }
    s->near_title = sum.title > s->near_title ? sum.title : s->near_title;
}

/* The likeliest candidates to the front; how many there are. */
static size_t best_first(isn_clusterer *c)
{
    size_t n = 0;
    uint32_t *asked = c->asked.items;
    const isn_cluster_story *stories = c->stories.items;
    for (size_t i = 0; i < c->asked.count; i++) {
        uint32_t number = asked[i];
        float near = stories[number].near[0];
        if (n == ISN_CANDIDATES && stories[asked[n - 1]].near[0] >= near) {
            continue;
        }
        size_t at = n < ISN_CANDIDATES ? n++ : n - 1;
        asked[i] = asked[at];
        for (; at > 0 && stories[asked[at - 1]].near[0] < near; at--) {
            asked[at] = asked[at - 1];
        }
        asked[at] = number;
    }
    return n;
}

static void forget_asked(isn_clusterer *c)
{
    for (size_t i = 0; i < c->asked.count; i++) {
        c->stories.items[c->asked.items[i]].asked = false;
    }
    c->asked.count = 0;
    if (c->table.face) {
        isn_face_table_clear(&c->table);
    }
}

/* Finds the stories of documents that are like the face, and puts the face
 * into the table; asked.items[0 .. *count) are the candidates. */
isnad_status isn_clusterer_ask(isn_clusterer *c, const isn_face *face,
                               int32_t day, size_t *count)
{
    forget_asked(c);
    isn_face_table_fill(&c->table, face);
    isnad_status status =
        isn_recent_ask(&c->recent, face, day == ISNAD_NO_DAY ? 0 : c->oldest);
    for (size_t i = 0; !status && i < c->recent.found.count; i++) {
        uint32_t doc = c->recent.found.items[i];
        if (c->recent.sums.items[doc].full < LEAST_ALIKE) {
            continue;
        }
        uint32_t number = root_of(c, c->story_of.items[doc]);
        isn_cluster_story *s = &c->stories.items[number];
        if (!s->asked) {
            if (!ISN_ROOM(&c->asked, 1)) {
                return ISNAD_NOMEM;
            }
            c->asked.items[c->asked.count++] = number;
            s->asked = true;
            s->near_title = 0;
            memset(s->near, 0, sizeof s->near);
        }
        note_near(s, c->recent.sums.items[doc]);
    }
    *count = best_first(c);
    return status;
}

/* The share of the newest members that are of the document's outlet. */
static float same_outlet(const isn_clusterer *c, const isn_cluster_story *s)
{
    size_t n = s->members.count < NEWEST ? s->members.count : NEWEST;
    unsigned same = 0;
    uint32_t outlet = c->table.face->outlet;
    for (size_t i = s->members.count - n; outlet && i < s->members.count; i++) {
        same += c->outlets.items[s->members.items[i]] == outlet;
    }
    return n > 0 ? (float)same / (float)n : 0;
}

/* How the document in the table fits a story that was asked. */
static void measure_fit(const isn_clusterer *c, const isn_cluster_story *s,
                        int32_t day, float fit[ISN_FIT_COUNT])
{
    isn_profile_fit p = isn_profile_measure(&s->profile, &c->table);
    size_t n = s->members.count < ISN_NEAREST ? s->members.count : ISN_NEAREST;
    float near = 0;
    for (size_t i = 0; i < n; i++) {
        near += s->near[i];
    }
    fit[ISN_FIT_NEAREST] = s->near[0];
    fit[ISN_FIT_NEAR] = n > 0 ? near / (float)n : 0;
    fit[ISN_FIT_NEAREST_TITLE] = s->near_title;
    fit[ISN_FIT_TITLE] = p.title;
    fit[ISN_FIT_RARE] = p.rare;
    fit[ISN_FIT_LEAD] = p.lead;
    fit[ISN_FIT_CORE] = p.core;
    fit[ISN_FIT_CORE_TITLE] = p.core_title;
    int32_t days = days_away(s, day);
    fit[ISN_FIT_DAYS] = (float)(days < FAR_DAYS ? days : FAR_DAYS) * c->pace;
    fit[ISN_FIT_OUTLET] = same_outlet(c, s);
    fit[ISN_FIT_SIZE] = logf((float)(s->members.count ? s->members.count : 1));
}

float isn_clusterer_judge(const isn_clusterer *c, const isn_cluster_story *s,
                          int32_t day)
{
    float fit[ISN_FIT_COUNT];
    measure_fit(c, s, day, fit);
    float score = c->rules->bias;
    for (unsigned i = 0; i < ISN_FIT_COUNT; i++) {
        score += c->rules->weight[i] * fit[i];
    }
    return score;
}

/* The best among the stories that are near the document; *joins: it belongs
 * there, and is not only of its kin. */
static uint32_t best_story(isn_clusterer *c, size_t count, int32_t day,
                           bool *joins)
{
    uint32_t best = ISN_NONE;
    float best_score = c->join - KIN;
    for (size_t i = 0; i < count; i++) {
        const isn_cluster_story *s = &c->stories.items[c->asked.items[i]];
        float score =
            is_open(s, day) ? isn_clusterer_judge(c, s, day) : -INFINITY;
        if (score > best_score) {
            best_score = score;
            best = c->asked.items[i];
        }
    }
    *joins = best_score > c->join;
    return best;
}

/* ---- placing a document ------------------------------------------------- */

static uint32_t open_story(isn_clusterer *c)
{
    if (!ISN_ROOM(&c->stories, 1)) {
        return ISN_NONE;
    }
    uint32_t number = (uint32_t)c->stories.count++;
    c->stories.items[number] = (isn_cluster_story){.first = ISNAD_NO_DAY,
                                                   .last = ISNAD_NO_DAY,
                                                   .into = number,
                                                   .kin = ISN_NONE};
    return number;
}

/* Puts a document with the face in the table into a story. */
isnad_status isn_clusterer_put(isn_clusterer *c, uint32_t doc, uint32_t number)
{
    isn_cluster_story *s = &c->stories.items[number];
    int32_t day = c->days.items[doc];
    if (!ISN_ROOM(&s->members, 1)) {
        return ISNAD_NOMEM;
    }
    s->members.items[s->members.count++] = doc;
    c->story_of.items[doc] = number;
    if (day != ISNAD_NO_DAY) {
        s->first = s->first == ISNAD_NO_DAY || day < s->first ? day : s->first;
        s->last = day > s->last ? day : s->last;
    }
    return isn_profile_add(&s->profile, &c->table);
}

static isnad_status copy_face(const isn_face *from, isn_face *to)
{
    to->outlet = from->outlet;
    to->items = malloc((from->count + 1) * sizeof *to->items);
    to->count = to->items ? from->count : 0;
    if (to->count > 0) {
        memcpy(to->items, from->items, to->count * sizeof *to->items);
    }
    return to->items ? ISNAD_OK : ISNAD_NOMEM;
}

/* The document's number; its story is still to be told. */
static isnad_status enter(isn_clusterer *c, const isn_face *face, int32_t day,
                          uint32_t *doc)
{
    if (!ISN_ROOM(&c->story_of, 1) || !ISN_ROOM(&c->days, 1) ||
        !ISN_ROOM(&c->outlets, 1) || !ISN_ROOM(&c->faces, 1)) {
        return ISNAD_NOMEM;
    }
    *doc = (uint32_t)c->days.count++;
    c->days.items[*doc] = day;
    c->outlets.items[c->outlets.count++] = face->outlet;
    c->story_of.items[c->story_of.count++] = ISN_NONE;
    isnad_status status = copy_face(face, &c->faces.items[c->faces.count]);
    c->faces.count += status == ISNAD_OK;
    return status;
}

/* ---- one document after the other --------------------------------------- */

/* A day is over: stories opened on it and the day before are tried, and what
 * no later day needs is given back. */
static isnad_status end_day(isn_clusterer *c, int32_t next)
{
    isnad_status status = isn_clusterer_merge(c, c->tried);
    c->tried = c->untried;
    c->untried = (uint32_t)c->stories.count;
    for (; c->kept < c->yesterday; c->kept++) {
        free(c->faces.items[c->kept].items);
        c->faces.items[c->kept] = (isn_face){0};
    }
    c->yesterday = c->noon;
    c->noon = (uint32_t)c->days.count;
    while (next != ISNAD_NO_DAY && c->oldest < c->days.count &&
           c->days.items[c->oldest] < next - ISN_CLOSED_AFTER) {
        c->oldest++;
    }
    c->today = next;
    return status;
}

isnad_status isn_clusterer_add(isn_clusterer *c, const isn_face *face,
                               int32_t day, uint32_t copy_of)
{
    isnad_status status = day != c->today ? end_day(c, day) : ISNAD_OK;
    uint32_t number = ISN_NONE, doc = 0;
    bool joins = true;
    size_t count = 0;
    if (!status && copy_of != ISN_NONE) {
        number = root_of(c, c->story_of.items[copy_of]);
        number = is_open(&c->stories.items[number], day) ? number : ISN_NONE;
    }
    if (!status && number == ISN_NONE) {
        status = isn_clusterer_ask(c, face, day, &count);
        number = status ? ISN_NONE : best_story(c, count, day, &joins);
    } else if (!status) {
        forget_asked(c);
        isn_face_table_fill(&c->table, face);
    }
    status = status ? status : enter(c, face, day, &doc);
    if (!status && (number == ISN_NONE || !joins)) {
        uint32_t kin = number;
        number = open_story(c);
        status = number == ISN_NONE ? ISNAD_NOMEM : ISNAD_OK;
        if (!status) {
            c->stories.items[number].kin = kin;
        }
    }
    status = status ? status : isn_clusterer_put(c, doc, number);
    return status ? status : isn_recent_add(&c->recent, doc, face);
}

isnad_status isn_clusterer_teach(
    isn_clusterer *c, const isn_face *face, int32_t day, uint32_t label,
    void (*show)(void *data, const float *fit, bool same), void *data)
{
    size_t count;
    uint32_t doc, number = 0;
    isnad_status status = isn_clusterer_ask(c, face, day, &count);
    for (size_t i = 0; !status && i < count; i++) {
        const isn_cluster_story *s = &c->stories.items[c->asked.items[i]];
        float fit[ISN_FIT_COUNT];
        measure_fit(c, s, day, fit);
        show(data, fit, s->label == label);
    }
    while (number < c->stories.count &&
           c->stories.items[number].label != label) {
        number++;
    }
    if (!status && number == c->stories.count) {
        number = open_story(c);
        status = number == ISN_NONE ? ISNAD_NOMEM : ISNAD_OK;
    }
    status = status ? status : enter(c, face, day, &doc);
    if (!status) {
        c->stories.items[number].label = label;
        status = isn_clusterer_put(c, doc, number);
    }
    return status ? status : isn_recent_add(&c->recent, doc, face);
}

/* kin[story] of stories that are left, as they are numbered. */
static void number_kin(isn_clusterer *c, const uint32_t *number, uint32_t *kin)
{
    for (uint32_t i = 0; i < c->stories.count; i++) {
        const isn_cluster_story *s = &c->stories.items[i];
        if (s->into == i) {
            uint32_t to = s->kin == ISN_NONE ? i : root_of(c, s->kin);
            kin[number[i]] = to == i ? ISN_NONE : number[to];
        }
    }
}

isnad_status isn_clusterer_finish(isn_clusterer *c, uint32_t *cluster,
                                  uint32_t *kin, uint32_t *count)
{
    isnad_status status = isn_clusterer_merge(c, c->tried);
    uint32_t *number = malloc((c->stories.count + 1) * sizeof *number);
    *count = 0;
    if (status || !number) {
        free(number);
        return status ? status : ISNAD_NOMEM;
    }
    for (size_t i = 0; i < c->stories.count; i++) {
        number[i] = ISN_NONE;
    }
    for (size_t d = 0; d < c->story_of.count; d++) {
        uint32_t root = root_of(c, c->story_of.items[d]);
        if (number[root] == ISN_NONE) {
            number[root] = (*count)++;
        }
        cluster[d] = number[root];
    }
    number_kin(c, number, kin);
    free(number);
    return ISNAD_OK;
}

/* In the stream a day is long; a pile put together by hand may follow one
 * story for weeks. */
static void set_bars(isn_clusterer *c, size_t n)
{
    float size = n < 4 ? 4.0f : (float)n > STREAM ? STREAM : (float)n;
    float lower = HALVING * log2f(STREAM / size);
    c->join = c->rules->join - (lower < LOWEST ? lower : LOWEST);
    c->pace = log2f(size) / log2f(STREAM);
}

isn_clusterer *isn_clusterer_new(const isn_cluster_rules *rules,
                                 size_t expected)
{
    isn_clusterer *c = calloc(1, sizeof *c);
    if (c) {
        c->rules = rules;
        c->today = ISNAD_NO_DAY;
        set_bars(c, expected);
    }
    return c;
}

void isn_clusterer_free(isn_clusterer *c)
{
    if (!c) {
        return;
    }
    for (size_t i = 0; i < c->faces.count; i++) {
        free(c->faces.items[i].items);
    }
    for (size_t i = 0; i < c->stories.count; i++) {
        isn_profile_free(&c->stories.items[i].profile);
        free(c->stories.items[i].members.items);
    }
    isn_recent_free(&c->recent);
    free(c->stories.items);
    free(c->story_of.items);
    free(c->days.items);
    free(c->outlets.items);
    free(c->faces.items);
    free(c->asked.items);
    free(c);
}
