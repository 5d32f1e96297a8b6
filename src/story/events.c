#include "story/events.h"
#include "core/sort.h"

#include <stdlib.h>
#include <string.h>

enum {
    REACH = 14,        /* tokens on either side of a date */
    ASKED_TERMS = 6,   /* rarest terms by which events find each other */
    ASKED_EVENTS = 48, /* newest events looked at for each */
    LEAST_TERMS = 2,
};
static const float LEAST_SHARE = 0.15f;
static const float LEAST_IDF = 1.2f; /* commoner words tell nothing */

typedef struct posting {
    uint32_t event, next; /* next: index + 1 */
} posting;

static bool in_date(const isnad_doc *doc, isnad_span span, uint32_t first_date)
{
    for (size_t i = first_date; i < doc->dates.count; i++) {
        const isnad_span d = doc->dates.items[i].span;
        if (d.begin >= span.end) {
            break;
        }
        if (d.begin <= span.begin && d.end >= span.end) {
            return true;
        }
    }
    return false;
}

/* The words around a date, within its sentence and without dates. */
static isnad_status read_event(isn_work *w, isn_event *e)
{
    const isnad_doc *doc = isn_work_doc(w, e->place);
    const isnad_date *date = &doc->dates.items[e->date];
    uint32_t at = isn_doc_token_at(doc, date->span.begin);
    uint32_t end = isn_doc_token_at(doc, date->span.end);
    if (at >= doc->tokens.count) {
        return ISNAD_OK;
    }
    uint32_t sentence = doc->tokens.items[at].sentence, from = at, to = end;
    while (from > 0 && at - from < REACH &&
           doc->tokens.items[from - 1].sentence == sentence) {
        from--;
    }
    while (to < doc->tokens.count && to - end < REACH &&
           doc->tokens.items[to].sentence == sentence) {
        to++;
    }
    isn_weight *items =
        isn_arena_alloc(w->scratch, (to - from + 1) * sizeof *items);
    if (!items) {
        return ISNAD_NOMEM;
    }
    uint32_t n = 0, near = e->date > 4 ? e->date - 4 : 0;
    for (uint32_t i = from; i < to; i++) {
        const isn_token *t = &doc->tokens.items[i];
        if (isn_term_of(t, &items[n].term, &items[n].weight) &&
            t->kind == ISN_WORD && items[n].weight >= LEAST_IDF &&
            !in_date(doc, t->span, near)) {
            n++;
        }
    }
    e->bag.terms = (isn_vector){items, isn_weights_unique(items, n)};
    for (uint32_t i = 0; i < e->bag.terms.count; i++) {
        e->bag.sum += items[i].weight;
    }
    e->clause = (isnad_span){doc->tokens.items[from].span.begin,
                             doc->tokens.items[to - 1].span.end};
    return ISNAD_OK;
}

static isnad_status list_events(isn_work *w, isn_events *events)
{
    size_t n = 0;
    for (uint32_t p = 0; p < w->story->doc_count; p++) {
        n += isn_work_doc(w, p)->dates.count;
    }
    events->items =
        isn_arena_alloc(w->scratch, (n + 1) * sizeof *events->items);
    isnad_status status = events->items ? ISNAD_OK : ISNAD_NOMEM;
    for (uint32_t p = 0; !status && p < w->story->doc_count; p++) {
        const isnad_doc *doc = isn_work_doc(w, p);
        for (uint32_t i = 0; !status && i < doc->dates.count; i++) {
            if (!doc->dates.items[i].duration) {
                isn_event *e = &events->items[events->count++];
                e->place = p;
                e->date = i;
                status = read_event(w, e);
            }
        }
    }
    return status;
}

static int by_idf(const void *a, const void *b)
{
    const isn_weight *x = a, *y = b;
    if (x->weight != y->weight) {
        return x->weight > y->weight ? -1 : 1;
    }
    return x->term < y->term ? -1 : x->term > y->term;
}

static int by_number(const void *a, const void *b)
{
    const isn_event_pair *x = a, *y = b;
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    return x->b < y->b ? -1 : x->b > y->b;
}

typedef struct finder {
    isn_work *work;
    isn_events *events;
    ISN_VEC(posting) postings;
    ISN_VEC(isn_event_pair) pairs;
    uint32_t *slots, *last; /* last: event that looked at this one + 1 */
    size_t mask;
} finder;

static isnad_status try_pair(finder *f, uint32_t a, uint32_t b)
{
    const isn_event *x = &f->events->items[a], *y = &f->events->items[b];
    if (x->place == y->place || f->last[a] == b + 1) {
        return ISNAD_OK;
    }
    f->last[a] = b + 1;
    isn_event_pair pair = {a, b, 0, 0, 0};
    pair.common = isn_bag_common(&x->bag, &y->bag, &pair.count);
    float low = x->bag.sum < y->bag.sum ? x->bag.sum : y->bag.sum;
    pair.share = low > 0 ? pair.common / low : 0;
    if (pair.count < LEAST_TERMS || pair.share < LEAST_SHARE) {
        return ISNAD_OK;
    }
    if (!ISN_ROOM(&f->pairs, 1)) {
        return ISNAD_NOMEM;
    }
    f->pairs.items[f->pairs.count++] = pair;
    return ISNAD_OK;
}

static isnad_status pair_event(finder *f, uint32_t number)
{
    const isn_event *e = &f->events->items[number];
    uint32_t n = e->bag.terms.count;
    isn_weight *sorted = malloc((n + 1) * sizeof *sorted);
    if (!sorted) {
        return ISNAD_NOMEM;
    }
    memcpy(sorted, e->bag.terms.items, n * sizeof *sorted);
    isn_sort(sorted, n, sizeof *sorted, by_idf);
    isnad_status status = ISNAD_OK;
    for (uint32_t t = 0; !status && t < n && t < ASKED_TERMS; t++) {
        uint32_t *slot = &f->slots[sorted[t].term & f->mask];
        unsigned looked = 0;
        for (uint32_t p = *slot; !status && p && looked < ASKED_EVENTS;
             p = f->postings.items[p - 1].next, looked++) {
            status = try_pair(f, f->postings.items[p - 1].event, number);
        }
        if (!status && !ISN_ROOM(&f->postings, 1)) {
            status = ISNAD_NOMEM;
        }
        if (!status) {
            f->postings.items[f->postings.count++] = (posting){number, *slot};
            *slot = (uint32_t)f->postings.count;
        }
    }
    free(sorted);
    return status;
}

isnad_status isn_events_find(isn_work *work)
{
    isn_events *events = isn_arena_alloc(work->scratch, sizeof *events);
    work->events = events;
    if (!events) {
        return ISNAD_NOMEM;
    }
    finder f = {.work = work, .events = events};
    isnad_status status = list_events(work, events);
    size_t size = 64;
    while (size < (size_t)events->count * 8) {
        size *= 2;
    }
    f.mask = size - 1;
    f.slots = calloc(size, sizeof *f.slots);
    f.last = calloc((size_t)events->count + 1, sizeof *f.last);
    if (!f.slots || !f.last) {
        status = ISNAD_NOMEM;
    }
    for (uint32_t i = 0; !status && i < events->count; i++) {
        status = pair_event(&f, i);
    }
    if (!status && f.pairs.count > 0) {
        isn_sort(f.pairs.items, f.pairs.count, sizeof *f.pairs.items,
                 by_number);
        events->pairs = isn_arena_alloc(work->scratch,
                                        f.pairs.count * sizeof *events->pairs);
        status = events->pairs ? ISNAD_OK : ISNAD_NOMEM;
    }
    if (events->pairs) {
        memcpy(events->pairs, f.pairs.items,
               f.pairs.count * sizeof *events->pairs);
        events->pair_count = (uint32_t)f.pairs.count;
    }
    free(f.slots);
    free(f.last);
    free(f.postings.items);
    free(f.pairs.items);
    return status;
}
