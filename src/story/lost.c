/* What got lost between a report and one that tells the same: which wording
 * tells which again.  What it has lost is told in lost_kinds.c. */
#include "story/lost.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "story/alike.h"
#include "story/sources.h"

enum {
    COMPARED = 12,    /* wordings of a row on either side of one */
    MOST_UNITS = 256, /* statements and sentences of a document */
    LEAST_TERMS = 3,  /* that a sentence and its source share */
};
/* Log-odds that both are one statement; more is asked where only a day or a
 * place differs, for such sentences are often of two happenings. */
static const float SAME = -1.4f, SURELY_SAME = 1.5f;
/* The share of the smaller sentence that its source has as well. */
static const float RETOLD = 0.4f;

static const isnad_doc *doc_of(const isn_work *w, const isn_utterance *u)
{
    return isn_work_doc(w, u->place);
}

static bool later(const isn_work *w, const isn_utterance *a,
                  const isn_utterance *b)
{
    int32_t x = doc_of(w, a)->published.best_day;
    int32_t y = doc_of(w, b)->published.best_day;
    return x != ISNAD_NO_DAY && y != ISNAD_NO_DAY && x > y;
}

/* ---- a document and what it is built on --------------------------------- */

typedef struct source_list {
    uint32_t places[ISN_MOST_SOURCES];
    uint32_t count;
} source_list;

typedef struct finder {
    isn_losses losses;
    const isn_utterance **rows; /* all utterances, by row */
    uint32_t *row_at;           /* row → its first one there */
    source_list *built;         /* [place]: what the document is built on */
} finder;

/* How much the one tells of what the other does: 0 .. 1; 0 where it is too
 * little to be sure of. */
static float retold(const isn_utterance *from, const isn_utterance *to)
{
    uint32_t count;
    float common = isn_bag_common(&from->bag, &to->bag, &count);
    float low = fminf(from->bag.sum, to->bag.sum);
    return count >= LEAST_TERMS && common >= RETOLD * low
               ? common * common / (from->bag.sum * to->bag.sum)
               : 0;
}

/* The wording of a source that is nearest to `to`. */
static const isn_utterance *nearest(const isn_work *w, uint32_t source,
                                    const isn_utterance *to, float *most)
{
    const isn_utterances *all = w->utterances;
    const isn_utterance *best = NULL;
    uint32_t first = all->first[source], end = all->first[source + 1];
    for (uint32_t i = first; i < end && i < first + MOST_UNITS; i++) {
        const isn_utterance *from = &all->items[i];
        float share = from->title ? 0 : retold(from, to);
        if (share > *most) {
            *most = share;
            best = from;
        }
    }
    return best;
}

static isnad_status lose_from_sources(finder *f, const isn_utterance *to,
                                      bool *found)
{
    const isn_work *w = f->losses.work;
    const source_list *sources = &f->built[to->place];
    const isn_utterance *best = NULL;
    float most = 0;
    for (uint32_t i = 0; i < sources->count; i++) {
        const isn_utterance *from = nearest(w, sources->places[i], to, &most);
        best = from ? from : best;
    }
    *found = best != NULL;
    return best && !later(w, best, to)
               ? isn_losses_of(&f->losses, (isn_retold){best, to, true})
               : ISNAD_OK;
}

/* ---- wordings of one row ------------------------------------------------ */

static int by_row(const void *a, const void *b)
{
    const isn_utterance *x = *(const isn_utterance *const *)a;
    const isn_utterance *y = *(const isn_utterance *const *)b;
    if (x->row != y->row) {
        return x->row < y->row ? -1 : 1;
    }
    return x < y ? -1 : x > y;
}

static bool is_built_on(const finder *f, uint32_t place, uint32_t source)
{
    const source_list *list = &f->built[place];
    bool found = false;
    for (uint32_t i = 0; i < list->count; i++) {
        found |= list->places[i] == source;
    }
    return found;
}

/* The nearest wording of another document, that `me` may come from. */
static isnad_status lose_from_row(finder *f, const isn_utterance *const *row,
                                  uint32_t count, uint32_t me)
{
    const isn_work *w = f->losses.work;
    const isn_utterance *best = NULL;
    float most = SAME;
    uint32_t from = me > COMPARED ? me - COMPARED : 0;
    for (uint32_t i = from; i < count && i < from + 2 * COMPARED; i++) {
        if (row[i]->place == row[me]->place || later(w, row[i], row[me]) ||
            row[i]->statement == ISN_NONE ||
            is_built_on(f, row[i]->place, row[me]->place)) {
            continue;
        }
        float alike = isn_alike(w, row[i], row[me]);
        if (alike >= most) {
            most = alike;
            best = row[i];
        }
    }
    /* A day or place is told once, not from either side. */
    bool surely = best && most >= SURELY_SAME && best->place < row[me]->place;
    return best ? isn_losses_of(&f->losses, (isn_retold){best, row[me], surely})
                : ISNAD_OK;
}

/* Where in the list by rows the utterance stands. */
static uint32_t place_in(const isn_utterance *const *row, uint32_t count,
                         const isn_utterance *u)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (row[mid] < u) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

static isnad_status list_rows(finder *f)
{
    isn_work *w = f->losses.work;
    const isn_utterances *all = w->utterances;
    uint32_t rows = w->story->row_count, n = 0;
    f->rows = isn_arena_alloc(w->scratch, (all->count + 1) * sizeof *f->rows);
    f->row_at = isn_arena_alloc(w->scratch, (rows + 1) * sizeof *f->row_at);
    if (!f->rows || !f->row_at) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < all->count; i++) {
        if (all->items[i].row != ISN_NONE) {
            f->rows[n++] = &all->items[i];
        }
    }
    isn_sort(f->rows, n, sizeof *f->rows, by_row);
    for (uint32_t r = 0, i = 0; r <= rows; r++) {
        f->row_at[r] = i;
        while (i < n && f->rows[i]->row == r) {
            i++;
        }
    }
    return ISNAD_OK;
}

static isnad_status list_sources(finder *f)
{
    isn_work *w = f->losses.work;
    uint32_t docs = w->story->doc_count;
    f->built = isn_arena_alloc(w->scratch, (docs + 1) * sizeof *f->built);
    for (uint32_t p = 0; f->built && p < docs; p++) {
        source_list *list = &f->built[p];
        list->count = isn_sources_of(f->losses.sources, p, list->places);
    }
    return f->built ? ISNAD_OK : ISNAD_NOMEM;
}

/* ---- all of them -------------------------------------------------------- */

static isnad_status lose_document(finder *f, uint32_t place)
{
    const isn_work *w = f->losses.work;
    const isn_utterances *all = w->utterances;
    isnad_status status = ISNAD_OK;
    for (uint32_t i = all->first[place]; !status && i < all->first[place + 1];
         i++) {
        const isn_utterance *u = &all->items[i];
        bool found = false;
        if (!u->title && i < all->first[place] + MOST_UNITS) {
            status = lose_from_sources(f, u, &found);
        }
        if (!status && !found && u->row != ISN_NONE) {
            const isn_utterance *const *row = f->rows + f->row_at[u->row];
            uint32_t n = f->row_at[u->row + 1] - f->row_at[u->row];
            status = lose_from_row(f, row, n, place_in(row, n, u));
        }
    }
    return status;
}

isnad_status isn_story_lost(isn_work *work)
{
    isn_sources sources;
    finder f = {.losses = {.work = work, .sources = &sources}};
    isnad_status status = isn_sources_open(work, &sources);
    status = status ? status : list_rows(&f);
    status = status ? status : list_sources(&f);
    for (uint32_t p = 0; !status && p < work->story->doc_count; p++) {
        status = lose_document(&f, p);
    }
    size_t n = f.losses.found.count;
    isnad_loss *list =
        status ? NULL
               : isn_arena_alloc(work->pile->arena, (n + 1) * sizeof *list);
    if (list && n > 0) {
        memcpy(list, f.losses.found.items, n * sizeof *list);
    }
    work->story->lost = list;
    work->story->lost_count = list ? (uint32_t)n : 0;
    free(f.losses.found.items);
    return list ? ISNAD_OK : ISNAD_NOMEM;
}
