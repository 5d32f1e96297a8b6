/* The claim ledger: the same statement in several documents is one row. */
#include <stdlib.h>
#include <string.h>

#include "story/alike.h"
#include "story/changes.h"
#include "story/row_match.h"

/* The utterances of one row, by document. */
typedef struct draft {
    const uint32_t *items;
    uint32_t count;
} draft;

typedef struct ledger {
    isn_work *work;
    const isn_utterance *utterances;
    draft *drafts;
    uint32_t count;
} ledger;

/* Sorts the utterances into their rows. */
static isnad_status gather(ledger *l)
{
    const isn_utterances *all = l->work->utterances;
    isn_arena *scratch = l->work->scratch;
    uint32_t *members =
        isn_arena_alloc(scratch, (all->count + 1) * sizeof *members);
    l->drafts = isn_arena_alloc(scratch, (l->count + 1) * sizeof *l->drafts);
    if (!members || !l->drafts) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < all->count; i++) {
        if (all->items[i].row != ISN_NONE) {
            l->drafts[all->items[i].row].count++;
        }
    }
    for (uint32_t r = 0; r < l->count; r++) {
        l->drafts[r].items = members;
        members += l->drafts[r].count;
        l->drafts[r].count = 0;
    }
    for (uint32_t i = 0; i < all->count; i++) {
        if (all->items[i].row != ISN_NONE) {
            draft *d = &l->drafts[all->items[i].row];
            ((uint32_t *)d->items)[d->count++] = i;
        }
    }
    return ISNAD_OK;
}

/* ---- rows as they are shown --------------------------------------------- */

/* The fullest wording: with most to say; verbatim before reported, said by
 * somebody before said by nobody. */
static uint32_t fullest(const ledger *l, const draft *d)
{
    uint32_t best = d->items[0];
    float best_sum = -1;
    for (uint32_t i = 0; i < d->count; i++) {
        const isn_utterance *u = &l->utterances[d->items[i]];
        const isnad_statement *s = isn_utterance_statement(l->work, u);
        float full = u->bag.sum * (s && s->direct ? 1.5f : 1.0f);
        if (s && !u->title && full > best_sum) {
            best_sum = full;
            best = d->items[i];
        }
    }
    return best;
}

static isnad_place place_of(const ledger *l, const isn_utterance *u)
{
    return (isnad_place){l->work->story->docs[u->place], u->span};
}

static bool meet(const isn_utterance *a, const isn_utterance *b)
{
    return a->place == b->place && a->span.begin < b->span.end &&
           b->span.begin < a->span.end;
}

/* Does `u` stand for its document rather than `best`, whose words are as like
 * the fullest ones as `alike` says?  The text before the title, the likelier
 * before the others, the clause before a quotation within it. */
static bool better(const isn_utterance *best, float alike,
                   const isn_utterance *u, float alike_u)
{
    if (best->title != u->title) {
        return best->title;
    }
    uint32_t length = best->span.end - best->span.begin;
    return meet(best, u) ? u->span.end - u->span.begin > length
                         : alike_u > alike;
}

/* A document's wording is the one of its utterances in the row that is most
 * like the fullest one of all.  Moves `at` behind the document. */
static uint32_t next_wording(const ledger *l, const draft *d, uint32_t full,
                             uint32_t *at)
{
    uint32_t best = ISN_NONE, place = l->utterances[d->items[*at]].place;
    float most = 0;
    for (; *at < d->count; (*at)++) {
        const isn_utterance *u = &l->utterances[d->items[*at]];
        if (u->place != place) {
            break;
        }
        float alike = isn_alike(l->work, &l->utterances[full], u);
        if (d->items[*at] == full) {
            best = full;
        } else if (best == ISN_NONE ||
                   (best != full &&
                    better(&l->utterances[best], most, u, alike))) {
            best = d->items[*at];
            most = alike;
        }
    }
    return best;
}

static isnad_status fill_wordings(ledger *l, const draft *d, uint32_t full,
                                  isnad_row *row)
{
    isn_work *w = l->work;
    isnad_wording *wordings =
        isn_arena_alloc(w->pile->arena, d->count * sizeof *wordings);
    if (!wordings) {
        return ISNAD_NOMEM;
    }
    row->wordings = wordings;
    for (uint32_t i = 0; i < d->count;) {
        uint32_t number = next_wording(l, d, full, &i);
        const isn_utterance *u = &l->utterances[number];
        isnad_wording *wording = &wordings[row->wording_count++];
        wording->place = place_of(l, u);
        wording->whole = u->whole;
        wording->statement = u->statement;
        if (number != full &&
            isn_wording_changes(w, &l->utterances[full], u, wording)) {
            return ISNAD_NOMEM;
        }
    }
    return ISNAD_OK;
}

/* Distinct documents and origins; utterances are in the order of documents. */
static void count_origins(const ledger *l, const draft *d, isnad_row *row)
{
    uint32_t docs = 0, last = ISN_NONE;
    for (uint32_t i = 0; i < d->count; i++) {
        const isn_utterance *u = &l->utterances[d->items[i]];
        if (u->place == last) {
            continue;
        }
        last = u->place;
        docs++;
        bool seen = false;
        for (uint32_t k = 0; k < i && !seen; k++) {
            const isn_utterance *before = &l->utterances[d->items[k]];
            seen = before->place != u->place &&
                   isn_work_origin(l->work, before->place) ==
                       isn_work_origin(l->work, u->place);
        }
        row->origins += !seen;
    }
    row->copies = docs - row->origins;
}

/* The speaker of the fullest wording, or who is named elsewhere. */
static const char *speaker_name(const ledger *l, const draft *d, isnad_row *row,
                                uint32_t full)
{
    const isn_utterance *named = &l->utterances[full];
    for (uint32_t i = 0; i < d->count && named->actor == ISN_NONE; i++) {
        const isn_utterance *u = &l->utterances[d->items[i]];
        if (u->actor != ISN_NONE || (named->speaker == 0 && u->speaker)) {
            named = u;
        }
    }
    row->actor = named->actor == ISN_NONE ? ISNAD_NO_ROW : named->actor;
    return named->actor == ISN_NONE
               ? isn_utterance_statement(l->work, named)->speaker.entity
               : l->work->story->actors[named->actor].name;
}

static isnad_status fill_row(ledger *l, const draft *d, isnad_row *row)
{
    isn_work *w = l->work;
    uint32_t full = fullest(l, d);
    const isn_utterance *u = &l->utterances[full];
    const isn_utterance *first = &l->utterances[d->items[0]];
    const isnad_statement *s = isn_utterance_statement(w, u);
    row->place = place_of(l, u);
    row->speaker = speaker_name(l, d, row, full);
    row->chain = s->chain;
    row->chain_count = s->chain_count;
    row->stance = s->stance;
    row->source_kind = s->source_kind;
    row->on = s->on.value;
    row->first_seen = isn_work_doc(w, first->place)->published.best;
    count_origins(l, d, row);
    return fill_wordings(l, d, full, row);
}

/* From statements back to their rows. */
static isnad_status map_rows(const ledger *l)
{
    isn_work *w = l->work;
    const isn_utterances *all = w->utterances;
    w->row_of = isn_arena_alloc(w->scratch,
                                (w->story->doc_count + 1) * sizeof *w->row_of);
    for (uint32_t p = 0; w->row_of && p < w->story->doc_count; p++) {
        size_t n = isn_work_doc(w, p)->statements.count;
        w->row_of[p] =
            isn_arena_alloc(w->scratch, (n + 1) * sizeof **w->row_of);
        if (!w->row_of[p]) {
            return ISNAD_NOMEM;
        }
    }
    for (uint32_t i = 0; w->row_of && i < all->count; i++) {
        const isn_utterance *u = &all->items[i];
        if (u->statement != ISN_NONE) {
            w->row_of[u->place][u->statement] = u->row;
        }
    }
    return w->row_of ? ISNAD_OK : ISNAD_NOMEM;
}

isnad_status isn_story_rows(isn_work *work)
{
    ledger l = {.work = work};
    isnad_status status = isn_utterances_list(work);
    status = status ? status : isn_rows_match(work, &l.count);
    l.utterances = status ? NULL : work->utterances->items;
    status = status ? status : gather(&l);
    isnad_row *rows = status ? NULL
                             : isn_arena_alloc(work->pile->arena,
                                               (l.count + 1) * sizeof *rows);
    status = rows ? ISNAD_OK : ISNAD_NOMEM;
    for (uint32_t i = 0; !status && i < l.count; i++) {
        status = fill_row(&l, &l.drafts[i], &rows[i]);
    }
    status = status ? status : map_rows(&l);
    work->rows = rows;
    work->story->rows = rows;
    work->story->row_count = l.count;
    return status;
}
