/* How figures of one slot move: which reading takes the place of which. */
#include <math.h>
#include <string.h>

#include "story/slots.h"

enum {
    LOOKED_AT = 64, /* readings on either side of one */
    MOST = 16,      /* that one supersedes directly */
};
/* What is said to be about a number may be so far from it. */
static const double ABOUT = 0.05;

/* A reading beside what its neighbours make of it. */
typedef struct series {
    const isnad_reading *items;
    uint32_t count;
    const char *since; /* the day from which two documents count, or NULL */
    bool counts_down;  /* the missing are found; the dead stay dead */
} series;

/* The number that is named: «أكثر من 40» begins at 41. */
static double named(const isnad_reading *r)
{
    bool above = isinf(r->high) && r->low > 10 && fmod(r->low, 10) == 1;
    return isinf(r->low) ? r->high : above ? r->low - 1 : r->low;
}

static int compare_days(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : 0;
}

static bool reported_before(const isnad_reading *a, const isnad_reading *b)
{
    return compare_days(a->reported, b->reported) < 0;
}

static uint32_t first_of(uint32_t i)
{
    return i > LOOKED_AT ? i - LOOKED_AT : 0;
}

static uint32_t end_of(const series *s, uint32_t i)
{
    return i + LOOKED_AT < s->count ? i + LOOKED_AT : s->count;
}

/* «قتل 30 الاثنين», told on Tuesday. */
static bool is_of_one_day(const isnad_reading *r)
{
    return !r->since && compare_days(r->as_of, r->reported) < 0;
}

/* Does the document itself say that another figure was given before? */
static bool corrects_itself(const series *s, uint32_t at)
{
    bool found = false;
    for (uint32_t i = first_of(at); i < end_of(s, at); i++) {
        const isnad_reading *o = &s->items[i];
        found |= o->earlier && o->place.doc == s->items[at].place.doc;
    }
    return found;
}

/* Is the reading no state of the running count, but a part of it, what one day
 * added, a rival's count?  It is lower than what was known. */
static bool stands_aside(const series *s, uint32_t at)
{
    const isnad_reading *r = &s->items[at];
    if (r->earlier || r->vague || corrects_itself(s, at)) {
        return false;
    }
    if (s->since && is_of_one_day(r) && compare_days(s->since, r->as_of) < 0) {
        return true; /* others count since a day before */
    }
    for (uint32_t i = first_of(at); i < end_of(s, at) && !s->counts_down; i++) {
        const isnad_reading *o = &s->items[i];
        if (reported_before(o, r) && !o->vague &&
            named(o) > (1 + ABOUT) * named(r)) {
            return true;
        }
    }
    return false;
}

/* Has anything been reported between the two? */
static bool has_between(const series *s, uint32_t earlier, uint32_t later)
{
    bool found = false;
    for (uint32_t i = first_of(later); i < end_of(s, later) && !found; i++) {
        const isnad_reading *o = &s->items[i];
        found = !o->vague && reported_before(&s->items[earlier], o) &&
                reported_before(o, &s->items[later]);
    }
    return found;
}

static bool refines(const isnad_reading *x, const isnad_reading *y)
{
    return (y->vague && x->low <= y->high) ||
           (y->approximate && x->low == x->high && !x->approximate &&
            fabs(named(x) - named(y)) <= ABOUT * fmax(named(x), named(y)));
}

static bool replaces(const series *s, uint32_t newer, uint32_t older)
{
    const isnad_reading *x = &s->items[newer], *y = &s->items[older];
    bool one_doc = x->place.doc == y->place.doc;
    if (newer == older || x->vague || x->withdrawn ||
        (one_doc && x->earlier && !y->earlier) ||
        (!y->earlier && reported_before(x, y)) ||
        (x->low == y->low && x->high == y->high)) {
        return false;
    }
    if (one_doc && y->earlier && !x->earlier) {
        return true; /* the document says so itself */
    }
    if (x->since && is_of_one_day(y) && compare_days(x->since, y->as_of) <= 0) {
        return false; /* of more days than the other */
    }
    if (y->vague) {
        return x->low >= y->low && !has_between(s, older, newer);
    }
    if (refines(x, y)) {
        return true;
    }
    if (isinf(x->high) && named(x) <= named(y)) {
        return false; /* at least so many: the other may still hold */
    }
    if (s->counts_down && (reported_before(y, x) || y->earlier > x->earlier)) {
        return !isn_readings_meet(x, y) && !has_between(s, older, newer);
    }
    bool later = reported_before(y, x);
    double least = named(y) * (x->approximate && !later ? 1 + ABOUT : 1);
    return named(x) > least && !(s->counts_down && x->approximate);
}

/* Those that `at` supersedes and that no other of them supersedes. */
static uint32_t replaced_by(const series *s, const bool *aside, uint32_t at,
                            uint32_t out[MOST])
{
    uint32_t all[2 * LOOKED_AT], n = 0, kept = 0;
    for (uint32_t i = first_of(at); i < end_of(s, at) && !aside[at]; i++) {
        if (!aside[i] && replaces(s, at, i)) {
            all[n++] = i;
        }
    }
    for (uint32_t i = 0; i < n && kept < MOST; i++) {
        bool older = false;
        for (uint32_t k = 0; k < n && !older; k++) {
            older = replaces(s, all[k], all[i]) && !replaces(s, all[i], all[k]);
        }
        if (!older) {
            out[kept++] = all[i];
        }
    }
    return kept;
}

static isnad_figure_relation relation_of(const series *s, uint32_t at)
{
    const isnad_reading *r = &s->items[at];
    if (r->withdrawn) {
        return ISNAD_FIGURE_WITHDRAWS;
    }
    if (r->supersedes_count > 0) {
        const isnad_reading *y = &s->items[r->supersedes[0]];
        return refines(r, y)         ? ISNAD_FIGURE_REFINES
               : named(r) > named(y) ? ISNAD_FIGURE_RISES
                                     : ISNAD_FIGURE_CORRECTS;
    }
    bool rival = false;
    for (uint32_t i = at; i > first_of(at); i--) {
        const isnad_reading *o = &s->items[i - 1];
        if (isn_readings_meet(o, r)) {
            return ISNAD_FIGURE_AGREES;
        }
        rival |= isn_reading_relation(o, r) == ISNAD_FIGURE_CONFLICTS;
    }
    return rival ? ISNAD_FIGURE_CONFLICTS : ISNAD_FIGURE_FIRST;
}

/* The day since which two documents count. */
static const char *since_two(const isnad_reading *items, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = i + 1; k < count && k < i + LOOKED_AT; k++) {
            const char *a = items[i].since, *b = items[k].since;
            if (a && b && strcmp(a, b) == 0 &&
                items[i].place.doc != items[k].place.doc) {
                return a;
            }
        }
    }
    return NULL;
}

isnad_status isn_readings_relate(isn_arena *arena, const char *of,
                                 isnad_reading *readings, uint32_t count)
{
    series s = {readings, count, since_two(readings, count),
                strcmp(of, "missing") == 0};
    bool *aside = isn_arena_alloc(arena, count + 1);
    if (!aside) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < count; i++) {
        aside[i] = stands_aside(&s, i);
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t found[MOST], n = replaced_by(&s, aside, i, found);
        uint32_t *list = isn_arena_alloc(arena, (n + 1) * sizeof *list);
        if (!list) {
            return ISNAD_NOMEM;
        }
        memcpy(list, found, n * sizeof *list);
        readings[i].supersedes = list;
        readings[i].supersedes_count = n;
        readings[i].relation = relation_of(&s, i);
    }
    return ISNAD_OK;
}
