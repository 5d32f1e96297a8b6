/* The claim ledger: the same statement in several documents is one row. */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "core/sort.h"
#include "story/changes.h"
#include "story/work.h"

enum {
    ASKED_TERMS = 32, /* rarest terms that look for rows */
    ASKED_ROWS = 96,  /* rows looked at for each, newest first */
    TRIED_ROWS = 12,  /* rows that share most, compared in full */
    COMPARED = 6,     /* wordings of a row that are compared */
};

typedef struct claim {
    uint32_t place, statement;
    isn_bag bag;
    uint32_t actor;   /* ISN_NONE: nobody that is named */
    uint32_t speaker; /* hash of the folded name; 0: nobody */
    uint32_t row;
} claim;

typedef struct draft {
    ISN_VEC(uint32_t) claims;
    float shared; /* weight of terms shared with the claim that asks */
} draft;

typedef struct posting {
    uint32_t row, next; /* next: index + 1 */
} posting;

typedef struct matcher {
    isn_work *work;
    claim *claims;
    size_t count;
    ISN_VEC(draft) rows;
    ISN_VEC(posting) postings;
    ISN_VEC(uint32_t) asked;
    uint32_t *slots;
    size_t mask;
    struct known *known; /* forms of actors, sorted by hash */
    size_t known_count;
} matcher;

static const isnad_statement *statement_of(const matcher *m, const claim *c)
{
    return &isn_work_doc(m->work, c->place)->statements.items[c->statement];
}

/* ---- speakers ----------------------------------------------------------- */

typedef struct known {
    uint64_t hash;
    uint32_t actor, count;
} known;

static int by_hash(const void *a, const void *b)
{
    const known *x = a, *y = b;
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return x->actor < y->actor ? -1 : x->actor > y->actor;
}

/* All forms of all actors, the most frequent bearer of a form first. */
static isnad_status list_known(matcher *m)
{
    const isnad_story *story = m->work->story;
    size_t n = 0;
    for (uint32_t a = 0; a < story->actor_count; a++) {
        n += story->actors[a].form_count + 1;
    }
    m->known = isn_arena_alloc(m->work->scratch, (n + 1) * sizeof *m->known);
    if (!m->known) {
        return ISNAD_NOMEM;
    }
    for (uint32_t a = 0; a < story->actor_count; a++) {
        const isnad_actor *actor = &story->actors[a];
        m->known[m->known_count++] =
            (known){XXH3_64bits(actor->name, strlen(actor->name)), a, 0};
        for (uint32_t i = 0; i < actor->form_count; i++) {
            const isnad_form *f = &actor->forms[i];
            m->known[m->known_count++] =
                (known){XXH3_64bits(f->text, strlen(f->text)), a, f->count};
        }
    }
    isn_sort(m->known, m->known_count, sizeof *m->known, by_hash);
    return ISNAD_OK;
}

/* The actor who bears the name, as a form somewhere in the story. */
static uint32_t actor_named(const matcher *m, const char *name)
{
    uint64_t hash = XXH3_64bits(name, strlen(name));
    size_t low = 0, high = m->known_count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (m->known[mid].hash < hash) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < m->known_count && m->known[low].hash == hash
               ? m->known[low].actor
               : ISN_NONE;
}

static isnad_status list_claims(matcher *m)
{
    isn_work *w = m->work;
    size_t n = 0;
    for (uint32_t p = 0; p < w->story->doc_count; p++) {
        n += isn_work_doc(w, p)->statements.count;
    }
    m->claims = isn_arena_alloc(w->scratch, (n + 1) * sizeof *m->claims);
    if (!m->claims) {
        return ISNAD_NOMEM;
    }
    for (uint32_t p = 0; p < w->story->doc_count; p++) {
        const isnad_doc *doc = isn_work_doc(w, p);
        for (uint32_t i = 0; i < doc->statements.count; i++) {
            const isnad_statement *s = &doc->statements.items[i];
            claim *c = &m->claims[m->count++];
            c->place = p;
            c->statement = i;
            c->row = ISN_NONE;
            c->actor = s->speaker.entity_id < doc->entities.count
                           ? w->actor_of[p][s->speaker.entity_id]
                       : s->speaker.entity ? actor_named(m, s->speaker.entity)
                                           : ISN_NONE;
            c->speaker =
                s->speaker.entity
                    ? (uint32_t)XXH3_64bits(s->speaker.entity,
                                            strlen(s->speaker.entity)) |
                          1
                    : 0;
            if (isn_bag_of(w->scratch, doc, s->span, &c->bag)) {
                return ISNAD_NOMEM;
            }
        }
    }
    return ISNAD_OK;
}

/* ---- when are two claims the same statement? ---------------------------- */

typedef enum speakers {
    SPEAKERS_SAME,
    SPEAKERS_OPEN, /* one of them is not known */
    SPEAKERS_OTHER,
} speakers;

/* A spokesman and his ministry, an army and its state may be the same; two
 * people are not. */
static speakers compare_speakers(const matcher *m, const claim *a,
                                 const claim *b)
{
    if (a->speaker == 0 || b->speaker == 0) {
        return SPEAKERS_OPEN;
    }
    if (a->actor == ISN_NONE || b->actor == ISN_NONE) {
        return a->speaker == b->speaker ? SPEAKERS_SAME : SPEAKERS_OPEN;
    }
    if (a->actor == b->actor) {
        return SPEAKERS_SAME;
    }
    const isnad_actor *actors = m->work->story->actors;
    return actors[a->actor].type == ISNAD_PER &&
                   actors[b->actor].type == ISNAD_PER
               ? SPEAKERS_OTHER
               : SPEAKERS_OPEN;
}

/* What two statements must share at least: terms, their weight as part of
 * the shorter one, and as part of both together. */
static const struct {
    uint32_t count;
    float contained, jaccard;
} LEAST[] = {
    [SPEAKERS_SAME] = {3, 0.35f, 0.2f},
    [SPEAKERS_OPEN] = {5, 0.55f, 0.3f},
    [SPEAKERS_OTHER] = {8, 0.55f, 0.35f},
};
/* A quotation that the other one holds whole. */
static const float WHOLE = 0.9f, TELLING = 9.0f;

/* 0: two statements; more: the likelier one. */
static float likeness(const matcher *m, const claim *a, const claim *b)
{
    uint32_t count;
    float common = isn_bag_common(&a->bag, &b->bag, &count);
    float low = a->bag.sum < b->bag.sum ? a->bag.sum : b->bag.sum;
    float both = a->bag.sum + b->bag.sum - common;
    if (count == 0 || low <= 0) {
        return 0;
    }
    float contained = common / low, jaccard = common / both;
    speakers who = compare_speakers(m, a, b);
    bool whole = contained >= WHOLE && who == SPEAKERS_SAME &&
                 (count >= 3 || common >= TELLING);
    bool alike = count >= LEAST[who].count &&
                 contained >= LEAST[who].contained &&
                 jaccard >= LEAST[who].jaccard;
    return jaccard >= WHOLE || whole || alike ? (contained + jaccard) / 2 : 0;
}

/* Two sentences of one speech in one document are two statements, however
 * much they share; only what is said twice is one. */
static const float REPEATED = 0.7f;

static float row_likeness(const matcher *m, const draft *row, const claim *c)
{
    float best = 0;
    size_t n = row->claims.count;
    for (size_t i = n > COMPARED ? n - COMPARED : 0; i < n; i++) {
        const claim *other = &m->claims[row->claims.items[i]];
        float alike = likeness(m, other, c);
        if (other->place == c->place && alike < REPEATED) {
            return 0;
        }
        best = alike > best ? alike : best;
    }
    return best;
}

/* ---- looking for the row ------------------------------------------------ */

static int by_idf(const void *a, const void *b)
{
    const isn_weight *x = a, *y = b;
    if (x->weight != y->weight) {
        return x->weight > y->weight ? -1 : 1;
    }
    return x->term < y->term ? -1 : x->term > y->term;
}

/* The rarest terms of a claim, by which rows are found. */
static uint32_t rare_terms(const claim *c, isn_weight *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->bag.terms.count; i++) {
        isn_weight w = c->bag.terms.items[i];
        if (n == ASKED_TERMS && by_idf(&w, &out[n - 1]) >= 0) {
            continue;
        }
        uint32_t at = n < ASKED_TERMS ? n++ : ASKED_TERMS - 1;
        while (at > 0 && by_idf(&w, &out[at - 1]) < 0) {
            out[at] = out[at - 1];
            at--;
        }
        out[at] = w;
    }
    return n;
}

/* Adds up, for each row that has one of the terms, what it shares. */
static isnad_status ask_rows(matcher *m, const isn_weight *terms,
                             uint32_t count)
{
    m->asked.count = 0;
    for (uint32_t t = 0; t < count; t++) {
        unsigned looked = 0;
        for (uint32_t p = m->slots[terms[t].term & m->mask];
             p && looked < ASKED_ROWS;
             p = m->postings.items[p - 1].next, looked++) {
            uint32_t row = m->postings.items[p - 1].row;
            if (m->rows.items[row].shared <= 0) {
                if (!ISN_ROOM(&m->asked, 1)) {
                    return ISNAD_NOMEM;
                }
                m->asked.items[m->asked.count++] = row;
            }
            m->rows.items[row].shared += terms[t].weight;
        }
    }
    return ISNAD_OK;
}

/* The row that shares most and was not yet taken. */
static uint32_t next_asked(matcher *m)
{
    uint32_t best = ISN_NONE;
    for (size_t i = 0; i < m->asked.count; i++) {
        uint32_t row = m->asked.items[i];
        float shared = m->rows.items[row].shared;
        if (shared > 0 &&
            (best == ISN_NONE || shared > m->rows.items[best].shared ||
             (shared >= m->rows.items[best].shared && row < best))) {
            best = row;
        }
    }
    if (best != ISN_NONE) {
        m->rows.items[best].shared = 0;
    }
    return best;
}

static isnad_status find_row(matcher *m, const claim *c,
                             const isn_weight *terms, uint32_t count,
                             uint32_t *found)
{
    isnad_status status = ask_rows(m, terms, count);
    float best_alike = 0;
    *found = ISN_NONE;
    for (unsigned i = 0; !status && i < TRIED_ROWS; i++) {
        uint32_t row = next_asked(m);
        if (row == ISN_NONE) {
            break;
        }
        float alike = row_likeness(m, &m->rows.items[row], c);
        if (alike > best_alike) {
            best_alike = alike;
            *found = row;
        }
    }
    for (size_t i = 0; i < m->asked.count; i++) {
        m->rows.items[m->asked.items[i]].shared = 0;
    }
    return status;
}

static isnad_status put_in_row(matcher *m, uint32_t number, uint32_t row,
                               const isn_weight *terms, uint32_t count)
{
    if (row == ISN_NONE) {
        if (!ISN_ROOM(&m->rows, 1)) {
            return ISNAD_NOMEM;
        }
        row = (uint32_t)m->rows.count++;
        m->rows.items[row] = (draft){0};
    }
    draft *d = &m->rows.items[row];
    if (!ISN_ROOM(&d->claims, 1) || !ISN_ROOM(&m->postings, count)) {
        return ISNAD_NOMEM;
    }
    d->claims.items[d->claims.count++] = number;
    m->claims[number].row = row;
    for (uint32_t t = 0; t < count; t++) {
        uint32_t *slot = &m->slots[terms[t].term & m->mask];
        if (*slot && m->postings.items[*slot - 1].row == row) {
            continue;
        }
        m->postings.items[m->postings.count++] = (posting){row, *slot};
        *slot = (uint32_t)m->postings.count;
    }
    return ISNAD_OK;
}

static isnad_status match(matcher *m)
{
    size_t size = 256;
    while (size < m->count * ASKED_TERMS) {
        size *= 2;
    }
    m->slots = isn_arena_alloc(m->work->scratch, size * sizeof *m->slots);
    m->mask = size - 1;
    isnad_status status = m->slots ? ISNAD_OK : ISNAD_NOMEM;
    for (uint32_t i = 0; !status && i < m->count; i++) {
        isn_weight terms[ASKED_TERMS];
        uint32_t count = rare_terms(&m->claims[i], terms);
        uint32_t row;
        status = find_row(m, &m->claims[i], terms, count, &row);
        status = status ? status : put_in_row(m, i, row, terms, count);
    }
    return status;
}

/* ---- rows as they are shown --------------------------------------------- */

/* The fullest wording: with most to say; verbatim before reported. */
static uint32_t fullest(const matcher *m, const draft *d)
{
    uint32_t best = d->claims.items[0];
    float best_sum = -1;
    for (size_t i = 0; i < d->claims.count; i++) {
        const claim *c = &m->claims[d->claims.items[i]];
        float full = c->bag.sum * (statement_of(m, c)->direct ? 1.5f : 1.0f);
        if (full > best_sum) {
            best_sum = full;
            best = d->claims.items[i];
        }
    }
    return best;
}

static isnad_status fill_wordings(matcher *m, const draft *d, uint32_t full,
                                  isnad_row *row)
{
    isn_work *w = m->work;
    isnad_wording *wordings =
        isn_arena_alloc(w->pile->arena, d->claims.count * sizeof *wordings);
    if (!wordings) {
        return ISNAD_NOMEM;
    }
    row->wordings = wordings;
    for (size_t i = 0; i < d->claims.count; i++) {
        const claim *c = &m->claims[d->claims.items[i]];
        isnad_wording *wording = &wordings[row->wording_count++];
        wording->place =
            (isnad_place){w->story->docs[c->place], statement_of(m, c)->span};
        wording->statement = c->statement;
        if (d->claims.items[i] != full &&
            isn_wording_changes(w, m->claims[full].place,
                                statement_of(m, &m->claims[full]), c->place,
                                statement_of(m, c), wording)) {
            return ISNAD_NOMEM;
        }
    }
    return ISNAD_OK;
}

/* Distinct documents and origins; claims are in the order of documents. */
static void count_origins(const matcher *m, const draft *d, isnad_row *row)
{
    uint32_t docs = 0, last = ISN_NONE;
    for (size_t i = 0; i < d->claims.count; i++) {
        const claim *c = &m->claims[d->claims.items[i]];
        if (c->place == last) {
            continue;
        }
        last = c->place;
        docs++;
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++) {
            const claim *before = &m->claims[d->claims.items[k]];
            seen = before->place != c->place &&
                   isn_work_origin(m->work, before->place) ==
                       isn_work_origin(m->work, c->place);
        }
        row->origins += !seen;
    }
    row->copies = docs - row->origins;
}

static const char *speaker_name(const matcher *m, const draft *d,
                                isnad_row *row, uint32_t full)
{
    const claim *named = &m->claims[full];
    for (size_t i = 0; i < d->claims.count && named->actor == ISN_NONE; i++) {
        const claim *c = &m->claims[d->claims.items[i]];
        if (c->actor != ISN_NONE || (named->speaker == 0 && c->speaker)) {
            named = c;
        }
    }
    row->actor = named->actor == ISN_NONE ? ISNAD_NO_ROW : named->actor;
    return named->actor == ISN_NONE ? statement_of(m, named)->speaker.entity
                                    : m->work->story->actors[named->actor].name;
}

static isnad_status fill_row(matcher *m, const draft *d, isnad_row *row)
{
    isn_work *w = m->work;
    uint32_t full = fullest(m, d);
    const claim *c = &m->claims[full];
    const isnad_statement *s = statement_of(m, c);
    row->place = (isnad_place){w->story->docs[c->place], s->span};
    row->speaker = speaker_name(m, d, row, full);
    row->chain = s->chain;
    row->chain_count = s->chain_count;
    row->stance = s->stance;
    row->source_kind = s->source_kind;
    row->on = s->on.value;
    const claim *first = &m->claims[d->claims.items[0]];
    row->first_seen = isn_work_doc(w, first->place)->published.best;
    count_origins(m, d, row);
    return fill_wordings(m, d, full, row);
}

/* From statements back to their rows. */
static isnad_status map_rows(const matcher *m)
{
    isn_work *w = m->work;
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
    for (size_t i = 0; w->row_of && i < m->count; i++) {
        w->row_of[m->claims[i].place][m->claims[i].statement] =
            m->claims[i].row;
    }
    return w->row_of ? ISNAD_OK : ISNAD_NOMEM;
}

isnad_status isn_story_rows(isn_work *work)
{
    matcher m = {.work = work};
    isnad_status status = list_known(&m);
    status = status ? status : list_claims(&m);
    status = status ? status : match(&m);
    isnad_row *rows = status
                          ? NULL
                          : isn_arena_alloc(work->pile->arena,
                                            (m.rows.count + 1) * sizeof *rows);
    status = rows ? ISNAD_OK : ISNAD_NOMEM;
    for (size_t i = 0; !status && i < m.rows.count; i++) {
        status = fill_row(&m, &m.rows.items[i], &rows[i]);
    }
    status = status ? status : map_rows(&m);
    work->rows = rows;
    work->story->rows = rows;
    work->story->row_count = (uint32_t)m.rows.count;
    for (size_t i = 0; i < m.rows.count; i++) {
        free(m.rows.items[i].claims.items);
    }
    free(m.rows.items);
    free(m.postings.items);
    free(m.asked.items);
    return status;
}
