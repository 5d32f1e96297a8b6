/* «began last Thursday», says a page without a date; its sibling of the 13th
 * says that the same thing began today.  So the first is of the week behind
 * the 13th.  Several such pairs narrow the interval down. */
#include "story/undated.h"

#include <stdlib.h>
#include <string.h>

#include "annotate/annotate.h"
#include "annotate/dates.h"
#include "core/calendar.h"
#include "core/sort.h"
#include "story/build.h"
#include "story/events.h"
#include "text/match.h"

enum { MOST_EVIDENCE = 8, LONGEST = 31 };
static const float LEAST_SHARE = 0.2f;
/* A copy appears on the day of its source or on the next. */
static const int32_t COPY_DAYS = 1;
/* Without better evidence a page is of the days of its story, or of the day
 * before or behind, if these are few. */
static const int32_t STORY_DAYS = 6, STORY_MARGIN = 1;
/* A clue that leads further away from the story matched something else. */
static const int32_t CLUE_BEFORE = 3, CLUE_BEHIND = 7;

typedef struct clue {
    int32_t first, last;
    float weight;
    isnad_span span; /* in the undated document */
} clue;

typedef struct dater {
    isnad_pile *pile;
    isn_work *work;
    int32_t from, to; /* days of the story's dated documents */
    ISN_VEC(clue) clues;
} dater;

static isnad_status add_clue(dater *d, clue c)
{
    if (c.last < d->from - CLUE_BEFORE || c.first > d->to + CLUE_BEHIND) {
        return ISNAD_OK;
    }
    if (!ISN_ROOM(&d->clues, 1)) {
        return ISNAD_NOMEM;
    }
    d->clues.items[d->clues.count++] = c;
    return ISNAD_OK;
}

/* ---- clues -------------------------------------------------------------- */

/* Each dated happening that a sibling tells too, with a day. */
static isnad_status clues_of_events(dater *d, uint32_t place)
{
    const isn_events *events = d->work->events;
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < events->pair_count; i++) {
        const isn_event_pair *p = &events->pairs[i];
        const isn_event *a = &events->items[p->a], *b = &events->items[p->b];
        const isn_event *mine = a->place == place ? a : b;
        const isn_event *theirs = a->place == place ? b : a;
        if (mine->place != place || p->share < LEAST_SHARE) {
            continue;
        }
        const isnad_doc *doc = isn_work_doc(d->work, place);
        const isnad_doc *sibling = isn_work_doc(d->work, theirs->place);
        const isnad_date *known = isn_event_date(d->work, theirs);
        const isnad_date *date = isn_event_date(d->work, mine);
        int32_t first, last;
        if (isn_undated(sibling) || known->time.first == ISNAD_NO_DAY ||
            known->time.first != known->time.last ||
            !isn_date_constrain(doc, date, known->time.first, &first, &last) ||
            last - first > LONGEST) {
            continue;
        }
        float weight =
            p->share * (float)p->count / (1.0f + 0.2f * (float)(last - first));
        status = add_clue(d, (clue){first, last, weight, date->span});
    }
    return status;
}

static isnad_status clues_of_copies(dater *d, const isnad_story *story,
                                    uint32_t index)
{
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < story->link_count; i++) {
        const isnad_link *link = &d->pile->links.items[story->links[i]];
        if ((link->a != index && link->b != index) ||
            link->passage_count == 0) {
            continue;
        }
        uint32_t other = link->a == index ? link->b : link->a;
        const isnad_doc *sibling = d->pile->docs[other];
        int32_t day = sibling->published.best_day;
        double share =
            link->shared_a > link->shared_b ? link->shared_a : link->shared_b;
        if (isn_undated(sibling) || link->kind != ISNAD_LINK_COPY) {
            continue;
        }
        isnad_span span =
            link->a == index ? link->passages[0].a : link->passages[0].b;
        status = add_clue(d, (clue){day - COPY_DAYS, day + COPY_DAYS,
                                    (float)share * 4.0f, span});
    }
    return status;
}

/* ---- from clues to an interval ------------------------------------------ */

static int by_weight(const void *a, const void *b)
{
    const clue *x = a, *y = b;
    if (x->weight != y->weight) {
        return x->weight > y->weight ? -1 : 1;
    }
    if (x->first != y->first) {
        return x->first < y->first ? -1 : 1;
    }
    if (x->last != y->last) {
        return x->last < y->last ? -1 : 1;
    }
    return x->span.begin < y->span.begin ? -1 : x->span.begin > y->span.begin;
}

typedef struct verdict {
    int32_t first, last, best;
    isnad_span evidence[MOST_EVIDENCE];
    uint32_t evidence_count;
} verdict;

static void add_evidence(verdict *v, isnad_span span)
{
    for (uint32_t i = 0; i < v->evidence_count; i++) {
        if (v->evidence[i].begin == span.begin) {
            return;
        }
    }
    if (v->evidence_count < MOST_EVIDENCE) {
        v->evidence[v->evidence_count++] = span;
    }
}

/* The strongest clue counts; weaker ones narrow it where they agree. */
static void combine(dater *d, verdict *v)
{
    isn_sort(d->clues.items, d->clues.count, sizeof *d->clues.items, by_weight);
    v->first = d->clues.items[0].first;
    v->last = d->clues.items[0].last;
    for (size_t i = 0; i < d->clues.count; i++) {
        const clue *c = &d->clues.items[i];
        int32_t first = c->first > v->first ? c->first : v->first;
        int32_t last = c->last < v->last ? c->last : v->last;
        if (first <= last) {
            v->first = first;
            v->last = last;
            add_evidence(v, c->span);
        }
    }
}

static void read_story_days(dater *d, const isnad_story *story)
{
    d->from = INT32_MAX;
    d->to = ISNAD_NO_DAY;
    for (uint32_t i = 0; i < story->doc_count; i++) {
        const isnad_doc *doc = d->pile->docs[story->docs[i]];
        int32_t day = doc->published.best_day;
        if (!isn_undated(doc)) {
            d->from = day < d->from ? day : d->from;
            d->to = day > d->to ? day : d->to;
        }
    }
}

static bool story_days(const dater *d, verdict *v)
{
    v->first = d->from - STORY_MARGIN;
    v->last = d->to + STORY_MARGIN;
    return d->to - d->from <= STORY_DAYS;
}

/* ---- the likeliest day -------------------------------------------------- */

static bool tells_today(const isnad_block *block)
{
    return block->role == ISNAD_ROLE_CAPTION ||
           block->role == ISNAD_ROLE_TITLE || block->role == ISNAD_ROLE_DECK;
}

/* A bare weekday in title, deck or caption is as a rule the day itself. */
static bool weekday_of(const isnad_doc *doc, int32_t *weekday, isnad_span *span)
{
    for (size_t b = 0; b < doc->blocks.count; b++) {
        const isnad_block *block = &doc->blocks.items[b];
        for (uint32_t i = 0; tells_today(block) && i < block->token_count;
             i++) {
            uint32_t at = block->first_token + i;
            isn_match_result m = isn_match(doc, at, ISN_CLASS_WEEKDAY);
            if (!m.sense) {
                continue;
            }
            *weekday = isn_rows_weekday[m.sense->row].number;
            *span = block->span;
            return true;
        }
    }
    return false;
}

static void choose_best(const dater *d, const isnad_doc *doc, verdict *v)
{
    int32_t weekday;
    isnad_span span;
    /* Pages are likelier to appear with their story than before it. */
    v->best = v->first < d->from && d->from <= v->last ? d->from : v->first;
    if (v->first == v->last || !weekday_of(doc, &weekday, &span)) {
        return;
    }
    for (int32_t day = v->first; day <= v->last; day++) {
        if (isn_weekday_of(day) == weekday) {
            v->best = day;
            add_evidence(v, span);
            return;
        }
    }
}

/* ---- telling the document ----------------------------------------------- */

static isnad_status publish(isnad_doc *doc, const verdict *v)
{
    char first[ISN_ISO_DAY], last[ISN_ISO_DAY], best[ISN_ISO_DAY];
    isn_iso_day(v->first, first);
    isn_iso_day(v->last, last);
    isnad_published *p = &doc->published;
    isnad_span *evidence =
        isn_arena_alloc(doc->arena, (v->evidence_count + 1) * sizeof *evidence);
    char *value = v->first == v->last
                      ? isn_arena_copy(doc->arena, first, ISN_ISO_DAY - 1)
                      : isn_arena_format(doc->arena, "%s/%s", first, last);
    char *likely =
        isn_arena_copy(doc->arena, isn_iso_day(v->best, best), ISN_ISO_DAY - 1);
    if (!evidence || !value || !likely) {
        return ISNAD_NOMEM;
    }
    memcpy(evidence, v->evidence, v->evidence_count * sizeof *evidence);
    p->time = (isnad_time){value, value, v->first, v->last};
    p->best = likely;
    p->best_day = v->best;
    p->from = "story";
    p->evidence = evidence;
    p->evidence_count = v->evidence_count;
    return isn_annotate_redate(doc);
}

static isnad_status date_one(dater *d, const isnad_story *story, uint32_t place,
                             verdict *v, bool *found)
{
    isnad_doc *doc = isn_work_doc(d->work, place);
    d->clues.count = 0;
    *v = (verdict){0};
    isnad_status status = clues_of_events(d, place);
    status = status ? status : clues_of_copies(d, story, story->docs[place]);
    *found = false;
    if (status) {
        return status;
    }
    if (d->clues.count > 0) {
        combine(d, v);
    } else if (!story_days(d, v)) {
        return ISNAD_OK;
    } else if (!isnad_span_empty(doc->title)) {
        add_evidence(v, doc->title);
    }
    choose_best(d, doc, v);
    *found = true;
    return ISNAD_OK;
}

isnad_status isn_story_undated(isnad_pile *pile, const isnad_story *story)
{
    uint32_t undated = 0;
    for (uint32_t i = 0; i < story->doc_count; i++) {
        undated += isn_undated(pile->docs[story->docs[i]]);
    }
    if (undated == 0 || undated == story->doc_count) {
        return ISNAD_OK;
    }
    isnad_story copy = *story;
    isn_work work = {.pile = pile, .story = &copy};
    dater d = {.pile = pile, .work = &work};
    read_story_days(&d, story);
    work.scratch = isn_arena_new();
    verdict *verdicts = calloc(story->doc_count, sizeof *verdicts);
    bool *found = calloc(story->doc_count, sizeof *found);
    isnad_status status =
        work.scratch && verdicts && found ? ISNAD_OK : ISNAD_NOMEM;
    status = status ? status : isn_story_need(pile, story);
    status = status ? status : isn_events_find(&work);
    for (uint32_t i = 0; !status && i < story->doc_count; i++) {
        if (isn_undated(isn_work_doc(&work, i))) {
            status = date_one(&d, story, i, &verdicts[i], &found[i]);
        }
    }
    /* Only now, so that one guess is not taken for knowledge by the next. */
    for (uint32_t i = 0; !status && i < story->doc_count; i++) {
        if (found[i]) {
            status = publish(isn_work_doc(&work, i), &verdicts[i]);
        }
    }
    isn_story_rest(pile, story);
    free(verdicts);
    free(found);
    free(d.clues.items);
    isn_arena_free(work.scratch);
    return status;
}
