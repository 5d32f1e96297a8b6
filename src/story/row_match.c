#include "story/row_match.h"

#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "story/alike.h"

enum {
    ASKED_TERMS = 24,  /* rarest terms that look for others */
    ASKED_EACH = 96,   /* utterances looked at for each, newest first */
    TRIED = 24,        /* those that share most, compared in full */
    MOST_MEMBERS = 12, /* of a row, that are compared before two are joined */
};
/* How likely a pair must be, and all pairs of a row in the mean; chosen with
 * bench/fit_rows.py. */
static const float LEAST = -1.6f, LEAST_MEAN = -1.6f;
/* Two sentences of one speech are two statements, however much they share;
 * only what a document says twice is one. */
static const float REPEATED = 0.8f;
static const float SAME_WORDS = 0.75f; /* one of both with a negation */

typedef struct pair {
    float alike;
    uint32_t a, b;
} pair;

typedef struct posting {
    uint32_t utterance, next; /* next: index + 1 */
} posting;

typedef struct group {
    ISN_VEC(uint32_t) members; /* sorted: by document */
} group;

typedef struct matcher {
    const isn_work *work;
    const isn_utterance *items;
    uint32_t count;
    ISN_VEC(pair) pairs;
    ISN_VEC(posting) postings;
    uint32_t *slots;
    size_t mask;
    float *shared; /* weight of terms shared with the one that asks */
    ISN_VEC(uint32_t) asked;
    group *groups;
    uint32_t *group_of;
} matcher;

/* ---- candidates --------------------------------------------------------- */

static int by_weight(const void *a, const void *b)
{
    const isn_weight *x = a, *y = b;
    if (x->weight != y->weight) {
        return x->weight > y->weight ? -1 : 1;
    }
    return x->term < y->term ? -1 : x->term > y->term;
}

/* The most telling terms of an utterance, by which others are found. */
static uint32_t rare_terms(const isn_utterance *u, isn_weight *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < u->local.count; i++) {
        isn_weight w = u->local.items[i];
        if (n == ASKED_TERMS && by_weight(&w, &out[n - 1]) >= 0) {
            continue;
        }
        uint32_t at = n < ASKED_TERMS ? n++ : ASKED_TERMS - 1;
        while (at > 0 && by_weight(&w, &out[at - 1]) < 0) {
            out[at] = out[at - 1];
            at--;
        }
        out[at] = w;
    }
    return n;
}

/* Adds up, for each utterance before that has one of the terms, what it
 * shares. */
static isnad_status ask(matcher *m, const isn_weight *terms, uint32_t count)
{
    m->asked.count = 0;
    for (uint32_t t = 0; t < count; t++) {
        unsigned looked = 0;
        for (uint32_t p = m->slots[terms[t].term & m->mask];
             p && looked < ASKED_EACH;
             p = m->postings.items[p - 1].next, looked++) {
            uint32_t other = m->postings.items[p - 1].utterance;
            if (m->shared[other] <= 0) {
                if (!ISN_ROOM(&m->asked, 1)) {
                    return ISNAD_NOMEM;
                }
                m->asked.items[m->asked.count++] = other;
            }
            m->shared[other] += terms[t].weight;
        }
    }
    return ISNAD_OK;
}

/* The one that shares most and was not yet taken. */
static uint32_t next_asked(matcher *m)
{
    uint32_t best = ISN_NONE;
    for (size_t i = 0; i < m->asked.count; i++) {
        uint32_t other = m->asked.items[i];
        float shared = m->shared[other];
        if (shared > 0 && (best == ISN_NONE || shared > m->shared[best] ||
                           (shared >= m->shared[best] && other < best))) {
            best = other;
        }
    }
    if (best != ISN_NONE) {
        m->shared[best] = 0;
    }
    return best;
}

static bool overlap(const isn_utterance *a, const isn_utterance *b)
{
    return a->span.begin < b->span.end && b->span.begin < a->span.end;
}

/* May two utterances of one document be one row? */
static bool repeated(const isn_utterance *a, const isn_utterance *b)
{
    float common = isn_bag_common(&a->bag, &b->bag, NULL);
    float all = a->bag.sum + b->bag.sum - common;
    return overlap(a, b) || common >= REPEATED * all;
}

static bool denies(const matcher *m, const isn_utterance *u)
{
    const isnad_statement *s = isn_utterance_statement(m->work, u);
    return s && s->stance == ISNAD_DENIES;
}

/* What one asserts and another denies are two claims, in whatever words.  The
 * same speaker's are one, told wrongly by somebody. */
static bool opposed(const matcher *m, const isn_utterance *x,
                    const isn_utterance *y)
{
    bool same =
        x->actor != ISN_NONE ? x->actor == y->actor : x->speaker == y->speaker;
    float common = isn_bag_common(&x->bag, &y->bag, NULL);
    bool alike = common >= SAME_WORDS * (x->bag.sum + y->bag.sum - common);
    return (!same && denies(m, x) != denies(m, y)) ||
           (isn_two_speakers(x, y) && alike && x->negates != y->negates);
}

static isnad_status add_pair(matcher *m, uint32_t a, uint32_t b)
{
    const isn_utterance *x = &m->items[a], *y = &m->items[b];
    bool bare = x->statement == ISN_NONE && y->statement == ISN_NONE;
    if (bare || x->title || y->title || opposed(m, x, y) ||
        (x->place == y->place && !repeated(x, y))) {
        return ISNAD_OK;
    }
    float alike = isn_alike(m->work, x, y);
    if (alike < LEAST) {
        return ISNAD_OK;
    }
    if (!ISN_ROOM(&m->pairs, 1)) {
        return ISNAD_NOMEM;
    }
    m->pairs.items[m->pairs.count++] = (pair){alike, a, b};
    return ISNAD_OK;
}

static isnad_status seek(matcher *m, uint32_t number)
{
    isn_weight terms[ASKED_TERMS];
    uint32_t count = rare_terms(&m->items[number], terms);
    isnad_status status = ask(m, terms, count);
    for (unsigned i = 0; !status && i < TRIED; i++) {
        uint32_t other = next_asked(m);
        if (other == ISN_NONE) {
            break;
        }
        status = add_pair(m, other, number);
    }
    for (size_t i = 0; i < m->asked.count; i++) {
        m->shared[m->asked.items[i]] = 0;
    }
    if (status || !ISN_ROOM(&m->postings, count)) {
        return ISNAD_NOMEM;
    }
    for (uint32_t t = 0; t < count; t++) {
        uint32_t *slot = &m->slots[terms[t].term & m->mask];
        m->postings.items[m->postings.count++] = (posting){number, *slot};
        *slot = (uint32_t)m->postings.count;
    }
    return ISNAD_OK;
}

static isnad_status list_pairs(matcher *m)
{
    size_t size = 256;
    while (size < (size_t)m->count * ASKED_TERMS) {
        size *= 2;
    }
    m->slots = isn_arena_alloc(m->work->scratch, size * sizeof *m->slots);
    m->shared =
        isn_arena_alloc(m->work->scratch, (m->count + 1) * sizeof *m->shared);
    m->mask = size - 1;
    isnad_status status = m->slots && m->shared ? ISNAD_OK : ISNAD_NOMEM;
    for (uint32_t i = 0; !status && i < m->count; i++) {
        status = seek(m, i);
    }
    return status;
}

/* ---- joining ------------------------------------------------------------ */

static int by_alike(const void *a, const void *b)
{
    const pair *x = a, *y = b;
    if (x->alike != y->alike) {
        return x->alike > y->alike ? -1 : 1;
    }
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    return x->b < y->b ? -1 : x->b > y->b;
}

/* Has either group an utterance of a document of which the other has another
 * one? */
static bool clash(const matcher *m, const group *a, const group *b)
{
    size_t i = 0, first = 0;
    for (; i < a->members.count; i++) {
        const isn_utterance *x = &m->items[a->members.items[i]];
        while (first < b->members.count &&
               m->items[b->members.items[first]].place < x->place) {
            first++;
        }
        for (size_t k = first; k < b->members.count && k < first + MOST_MEMBERS;
             k++) {
            const isn_utterance *y = &m->items[b->members.items[k]];
            if (y->place != x->place) {
                break;
            }
            if (!repeated(x, y)) {
                return true;
            }
        }
    }
    return false;
}

/* The first of the members that says most. */
static const isn_utterance *fullest(const matcher *m, const group *g)
{
    const isn_utterance *best = &m->items[g->members.items[0]];
    for (size_t i = 1; i < g->members.count && i < MOST_MEMBERS; i++) {
        const isn_utterance *u = &m->items[g->members.items[i]];
        best = u->bag.sum > best->bag.sum ? u : best;
    }
    return best;
}

/* Are the first members of both alike in the mean?  Two clauses of one
 * quotation have nothing in common: they go with its fullest wording. */
static bool fit(const matcher *m, const group *a, const group *b)
{
    float sum = 0;
    unsigned count = 0;
    for (size_t i = 0; i < a->members.count && i < MOST_MEMBERS; i++) {
        for (size_t k = 0; k < b->members.count && k < MOST_MEMBERS; k++) {
            const isn_utterance *x = &m->items[a->members.items[i]];
            const isn_utterance *y = &m->items[b->members.items[k]];
            if (opposed(m, x, y)) {
                return false;
            }
            if (x->place != y->place) {
                sum += isn_alike(m->work, x, y);
                count++;
            }
        }
    }
    return count == 0 || sum >= LEAST_MEAN * (float)count ||
           isn_is_part(m->work, fullest(m, a), fullest(m, b));
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static isnad_status join(matcher *m, uint32_t a, uint32_t b)
{
    if (m->groups[a].members.count < m->groups[b].members.count) {
        uint32_t swap = a;
        a = b;
        b = swap;
    }
    group *to = &m->groups[a], *from = &m->groups[b];
    if (!ISN_ROOM(&to->members, from->members.count)) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < from->members.count; i++) {
        m->group_of[from->members.items[i]] = a;
        to->members.items[to->members.count++] = from->members.items[i];
    }
    isn_sort(to->members.items, to->members.count, sizeof(uint32_t), by_number);
    from->members.count = 0;
    return ISNAD_OK;
}

static isnad_status join_pairs(matcher *m)
{
    isnad_status status = ISNAD_OK;
    isn_sort(m->pairs.items, m->pairs.count, sizeof *m->pairs.items, by_alike);
    for (size_t i = 0; !status && i < m->pairs.count; i++) {
        uint32_t a = m->group_of[m->pairs.items[i].a];
        uint32_t b = m->group_of[m->pairs.items[i].b];
        if (a != b && !clash(m, &m->groups[a], &m->groups[b]) &&
            fit(m, &m->groups[a], &m->groups[b])) {
            status = join(m, a, b);
        }
    }
    return status;
}

/* A title tells in the words of the desk what the text tells in the
 * speaker's: it goes where its own document's wording went. */
static isnad_status join_title(matcher *m, uint32_t title, uint32_t from,
                               uint32_t end)
{
    uint32_t best = ISN_NONE;
    float most = LEAST;
    for (uint32_t i = from; i < end; i++) {
        const isn_utterance *u = &m->items[i];
        if (u->title || u->statement == ISN_NONE) {
            continue;
        }
        float alike = isn_alike(m->work, &m->items[title], u);
        if (alike >= most) {
            most = alike;
            best = i;
        }
    }
    return best == ISN_NONE ? ISNAD_OK
                            : join(m, m->group_of[best], m->group_of[title]);
}

static isnad_status join_titles(matcher *m)
{
    const uint32_t *first = m->work->utterances->first;
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < m->count; i++) {
        const isn_utterance *u = &m->items[i];
        if (u->title && u->statement != ISN_NONE) {
            status = join_title(m, i, first[u->place], first[u->place + 1]);
        }
    }
    return status;
}

static isnad_status begin_groups(matcher *m)
{
    m->groups = calloc((size_t)m->count + 1, sizeof *m->groups);
    m->group_of =
        isn_arena_alloc(m->work->scratch, (m->count + 1) * sizeof(uint32_t));
    if (!m->groups || !m->group_of) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < m->count; i++) {
        m->group_of[i] = i;
        if (!ISN_ROOM(&m->groups[i].members, 1)) {
            return ISNAD_NOMEM;
        }
        m->groups[i].members.items[m->groups[i].members.count++] = i;
    }
    return ISNAD_OK;
}

/* Numbers the groups by their first utterance. */
static void number_rows(const matcher *m, isn_utterance *items, uint32_t *rows)
{
    *rows = 0;
    for (uint32_t i = 0; i < m->count; i++) {
        const group *g = &m->groups[m->group_of[i]];
        bool lone = g->members.count == 1 && items[i].statement == ISN_NONE;
        if (g->members.items[0] == i && !lone) {
            for (size_t k = 0; k < g->members.count; k++) {
                items[g->members.items[k]].row = *rows;
            }
            (*rows)++;
        }
    }
}

isnad_status isn_rows_match(isn_work *work, uint32_t *rows)
{
    isn_utterances *all = work->utterances;
    matcher m = {.work = work, .items = all->items, .count = all->count};
    isnad_status status = list_pairs(&m);
    status = status ? status : begin_groups(&m);
    status = status ? status : join_pairs(&m);
    status = status ? status : join_titles(&m);
    if (!status) {
        number_rows(&m, all->items, rows);
    }
    for (uint32_t i = 0; m.groups && i < m.count; i++) {
        free(m.groups[i].members.items);
    }
    free(m.groups);
    free(m.pairs.items);
    free(m.postings.items);
    free(m.asked.items);
    return status;
}
