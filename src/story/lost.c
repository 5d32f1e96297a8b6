/* What got lost between a report and one that tells the same: who said it, a
 * doubt, a part of a whole, exact figures, the day, the place. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "story/alike.h"
#include "text/match.h"

enum { COMPARED = 12, MOST_LOST = 256, BEFORE = 2 };
/* Log-odds that both are one statement; more is asked where only a day or a
 * place differs, for such sentences are often of two happenings. */
static const float SAME = -1.4f, SURELY_SAME = 1.5f;
static const double NEAR = 0.1; /* rounded figures are no farther apart */

typedef struct finder {
    isn_work *work;
    ISN_VEC(isnad_loss) found;
} finder;

static const isnad_doc *doc_of(const finder *f, const isn_utterance *u)
{
    return isn_work_doc(f->work, u->place);
}

static isnad_status tell(finder *f, const char *what, const isn_utterance *a,
                         isnad_span from, const isn_utterance *b, isnad_span to)
{
    if (f->found.count >= MOST_LOST) {
        return ISNAD_OK;
    }
    if (!ISN_ROOM(&f->found, 1)) {
        return ISNAD_NOMEM;
    }
    const uint32_t *docs = f->work->story->docs;
    f->found.items[f->found.count++] =
        (isnad_loss){what, {docs[a->place], from}, {docs[b->place], to}};
    return ISNAD_OK;
}

/* ---- words that limit --------------------------------------------------- */

typedef struct limit {
    uint32_t token, count;
    unsigned kind;
} limit;

/* The first word of `kind` in the span; false: none. */
static bool find_limit(const isnad_doc *doc, isnad_span span, unsigned kind,
                       limit *out)
{
    for (uint32_t i = isn_doc_token_at(doc, span.begin);
         i < doc->tokens.count && doc->tokens.items[i].span.begin < span.end;
         i++) {
        if (!isn_is(doc, i, ISN_CLASS_QUALIFIER)) {
            continue;
        }
        isn_match_result m = isn_match(doc, i, ISN_CLASS_QUALIFIER);
        if (m.sense && isn_rows_qualifier[m.sense->row].kind == kind) {
            *out = (limit){i, m.tokens, kind};
            return true;
        }
    }
    return false;
}

static bool has_term(const isn_bag *bag, uint32_t term)
{
    for (uint32_t i = 0; i < bag->terms.count; i++) {
        if (bag->terms.items[i].term == term) {
            return true;
        }
    }
    return false;
}

/* Has `bag` one of the words right in front of token `at`, or behind it? */
static bool shares_noun(const isnad_doc *doc, uint32_t at, bool behind,
                        const isn_bag *bag)
{
    for (uint32_t i = 1; i <= BEFORE; i++) {
        uint32_t term, k = behind ? at + i - 1 : at - i;
        float idf;
        if (k < doc->tokens.count &&
            doc->tokens.items[k].sentence == doc->tokens.items[at].sentence &&
            isn_term_of(&doc->tokens.items[k], &term, &idf) &&
            has_term(bag, term)) {
            return true;
        }
    }
    return false;
}

static isnad_span words_of(const isnad_doc *doc, const limit *l)
{
    return (isnad_span){doc->tokens.items[l->token].span.begin,
                        doc->tokens.items[l->token + l->count - 1].span.end};
}

static bool hedged(const finder *f, const isn_utterance *u)
{
    const isnad_statement *s = isn_utterance_statement(f->work, u);
    const isnad_doc *doc = doc_of(f, u);
    limit l;
    bool found = (s && s->stance == ISNAD_HEDGES) ||
                 find_limit(doc, u->span, ISN_QUALIFIER_KIND_DOUBT, &l) ||
                 find_limit(doc, u->span, ISN_QUALIFIER_KIND_FRAME, &l);
    for (size_t i = 0; i < doc->hedges.count && !found; i++) {
        isnad_span h = doc->hedges.items[i].span;
        found = h.begin < u->span.end && u->span.begin < h.end;
    }
    return found;
}

static isnad_status lose_hedge(finder *f, const isn_utterance *a,
                               const isn_utterance *b)
{
    const isnad_statement *s = isn_utterance_statement(f->work, a);
    const isnad_doc *doc = doc_of(f, a);
    limit l;
    if (hedged(f, b)) {
        return ISNAD_OK;
    }
    if (find_limit(doc, a->span, ISN_QUALIFIER_KIND_FRAME, &l)) {
        return tell(f, "hedge", a, a->span, b, b->span);
    }
    if (find_limit(doc, a->span, ISN_QUALIFIER_KIND_DOUBT, &l) &&
        shares_noun(doc, l.token, false, &b->bag)) {
        return tell(f, "hedge", a, words_of(doc, &l), b, b->span);
    }
    const isnad_statement *t = isn_utterance_statement(f->work, b);
    return s && s->stance == ISNAD_HEDGES && (!t || t->stance == ISNAD_ASSERTS)
               ? tell(f, "hedge", a, s->cue, b, b->span)
               : ISNAD_OK;
}

/* «معظم السكان» here, «السكان» or «كل السكان» there. */
static isnad_status lose_part(finder *f, const isn_utterance *a,
                              const isn_utterance *b)
{
    const isnad_doc *doc = doc_of(f, a);
    limit part, other;
    if (!find_limit(doc, a->span, ISN_QUALIFIER_KIND_PART, &part) ||
        find_limit(doc_of(f, b), b->span, ISN_QUALIFIER_KIND_PART, &other) ||
        !shares_noun(doc, part.token + part.count, true, &b->bag)) {
        return ISNAD_OK;
    }
    return tell(f, "part to whole", a, words_of(doc, &part), b, b->span);
}

/* ---- figures ------------------------------------------------------------ */

static const isnad_figure *figure_at(const finder *f, const isn_utterance *u,
                                     uint32_t i)
{
    return &doc_of(f, u)->figures.items[u->first_figure + i];
}

static isnad_status lose_figure(finder *f, const isn_utterance *a,
                                const isn_utterance *b)
{
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < a->figure_count && i < COMPARED; i++) {
        for (uint32_t k = 0; k < b->figure_count && k < COMPARED; k++) {
            const isnad_figure *x = figure_at(f, a, i), *y = figure_at(f, b, k);
            if (!x->of || !y->of || strcmp(x->of, y->of) != 0 ||
                x->low != x->high || y->low != y->high) {
                continue;
            }
            bool same = x->low == y->low;
            bool near = fabs(x->low - y->low) <= NEAR * fmax(x->low, y->low);
            const char *what = same && x->approximate && !y->approximate
                                   ? "hedge"
                               : !same && near && !x->approximate &&
                                       (y->approximate || fmod(y->low, 10) == 0)
                                   ? "rounded"
                                   : NULL;
            if (what) {
                status = tell(f, what, a, x->span, b, y->span);
                break;
            }
        }
    }
    return status;
}

/* ---- day and place ------------------------------------------------------ */

/* The only day of the span, or NULL. */
static const isnad_date *only_day(const isnad_doc *doc, isnad_span span)
{
    const isnad_date *found = NULL;
    for (size_t i = isn_first_date(doc, span.begin);
         i < doc->dates.count && doc->dates.items[i].span.begin < span.end;
         i++) {
        const isnad_date *d = &doc->dates.items[i];
        if (d->duration) {
            continue;
        }
        if (found || d->time.first == ISNAD_NO_DAY) {
            return NULL;
        }
        found = d;
    }
    return found;
}

/* The only place of the span, as an actor of the story; ISN_NONE: none or
 * several. */
static uint32_t only_place(const finder *f, const isn_utterance *u,
                           isnad_span *span)
{
    const isnad_doc *doc = doc_of(f, u);
    uint32_t found = ISN_NONE;
    for (size_t i = 0; i < doc->names.count; i++) {
        const isnad_name *n = &doc->names.items[i];
        if (n->span.begin >= u->span.end) {
            break;
        }
        if (n->span.end <= u->span.begin || n->type != ISNAD_LOC ||
            n->entity >= doc->entities.count) {
            continue;
        }
        uint32_t actor = f->work->actor_of[u->place][n->entity];
        if (found != ISN_NONE && actor != found) {
            return ISN_NONE;
        }
        found = actor;
        *span = n->span;
    }
    return found;
}

static isnad_status shift(finder *f, const isn_utterance *a,
                          const isn_utterance *b)
{
    const isnad_date *x = only_day(doc_of(f, a), a->span);
    const isnad_date *y = only_day(doc_of(f, b), b->span);
    isnad_status status = ISNAD_OK;
    if (x && y &&
        (x->time.last < y->time.first || y->time.last < x->time.first)) {
        status = tell(f, "time", a, x->span, b, y->span);
    }
    isnad_span from, to;
    uint32_t p = only_place(f, a, &from), q = only_place(f, b, &to);
    if (!status && p != ISN_NONE && q != ISN_NONE && p != q) {
        status = tell(f, "place", a, from, b, to);
    }
    return status;
}

/* ---- pairs -------------------------------------------------------------- */

static bool later(const finder *f, const isn_utterance *a,
                  const isn_utterance *b)
{
    int32_t x = doc_of(f, a)->published.best_day;
    int32_t y = doc_of(f, b)->published.best_day;
    return x != ISNAD_NO_DAY && y != ISNAD_NO_DAY && x > y;
}

/* What `b` has lost of `a`. */
static isnad_status compare(finder *f, const isn_utterance *a,
                            const isn_utterance *b, float alike)
{
    if (later(f, a, b) || a->statement == ISN_NONE) {
        return ISNAD_OK;
    }
    isnad_status status = ISNAD_OK;
    if (b->statement == ISN_NONE) {
        status = tell(f, "speaker", a, a->span, b, b->span);
    }
    status = status ? status : lose_hedge(f, a, b);
    status = status ? status : lose_part(f, a, b);
    status = status ? status : lose_figure(f, a, b);
    /* Told once, not from either side. */
    if (!status && alike >= SURELY_SAME && a->place < b->place) {
        status = shift(f, a, b);
    }
    return status;
}

static int by_row(const void *a, const void *b)
{
    const isn_utterance *x = *(const isn_utterance *const *)a;
    const isn_utterance *y = *(const isn_utterance *const *)b;
    if (x->row != y->row) {
        return x->row < y->row ? -1 : 1;
    }
    return x < y ? -1 : x > y;
}

/* The nearest wording of another document, that `b` may come from. */
static isnad_status lose_from_best(finder *f, const isn_utterance *const *row,
                                   uint32_t count, uint32_t me)
{
    const isn_utterance *best = NULL;
    float best_alike = SAME;
    uint32_t from = me > COMPARED ? me - COMPARED : 0;
    for (uint32_t i = from; i < count && i < from + 2 * COMPARED; i++) {
        if (row[i]->place == row[me]->place || later(f, row[i], row[me]) ||
            row[i]->statement == ISN_NONE) {
            continue;
        }
        float alike = isn_alike(f->work, row[i], row[me]);
        if (alike >= best_alike) {
            best_alike = alike;
            best = row[i];
        }
    }
    return best ? compare(f, best, row[me], best_alike) : ISNAD_OK;
}

isnad_status isn_story_lost(isn_work *work)
{
    const isn_utterances *all = work->utterances;
    finder f = {.work = work};
    const isn_utterance **sorted =
        isn_arena_alloc(work->scratch, (all->count + 1) * sizeof *sorted);
    if (!sorted) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < all->count; i++) {
        sorted[i] = &all->items[i];
    }
    isn_sort(sorted, all->count, sizeof *sorted, by_row);
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < all->count;) {
        uint32_t end = i + 1;
        while (end < all->count && sorted[end]->row == sorted[i]->row) {
            end++;
        }
        for (uint32_t k = i; !status && sorted[i]->row != ISN_NONE && k < end;
             k++) {
            status = lose_from_best(&f, sorted + i, end - i, k - i);
        }
        i = end;
    }
    isnad_loss *list =
        isn_arena_alloc(work->pile->arena, (f.found.count + 1) * sizeof *list);
    if (list && f.found.count > 0) {
        memcpy(list, f.found.items, f.found.count * sizeof *list);
    }
    work->story->lost = list;
    work->story->lost_count = list ? (uint32_t)f.found.count : 0;
    free(f.found.items);
    return list ? status : ISNAD_NOMEM;
}
