#include "story/copies.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "core/sort.h"
#include "story/terms.h"

/* A gram in more documents than this is dropped as evidence that two of them
 * belong together; the first few still stand for a large family of copies. */
enum { COMMON = 48, FAMILY_HEADS = 4 };
/* Below this length all grams are kept, not one in four. */
enum { SHORT = 96 };
enum { LEAST_HITS = 2, LEAST_PASSAGE = 5, LEAD_WORDS = 30 };
/* A gram of a passage counts as rare up to this many places in the pile. */
enum { RARE_GRAM = 16 };
static const double CANDIDATE = 0.06;
static const float NAME_IDF = 2.8f; /* words as rare as names */

typedef struct slot {
    uint64_t gram;
    uint32_t first; /* index of its newest posting + 1; 0: free slot */
    uint32_t count;
} slot;

typedef struct posting {
    uint32_t rank, next; /* next: index + 1 */
} posting;

typedef struct finder {
    isnad_pile *pile;
    isn_copy_doc *docs; /* by rank */
    slot *slots;
    size_t slot_mask, slot_used;
    ISN_VEC(posting) postings;
    isn_sketch grams, words;
    uint16_t *hits; /* by rank; zero outside of a document's turn */
    ISN_VEC(uint32_t) touched;
    isn_aligner aligner;
    ISN_VEC(uint64_t) set; /* words of a document, for look-up */
    size_t set_mask;
} finder;

/* ---- the sketch --------------------------------------------------------- */

isnad_status isn_sketch_open(isn_sketch *sketch, size_t items)
{
    size_t size = 1024;
    while (size < items * 2) {
        size *= 2;
    }
    sketch->counts = calloc(size, 1);
    sketch->mask = size - 1;
    return sketch->counts ? ISNAD_OK : ISNAD_NOMEM;
}

void isn_sketch_close(isn_sketch *sketch)
{
    free(sketch->counts);
    *sketch = (isn_sketch){0};
}

void isn_sketch_add(isn_sketch *sketch, uint64_t hash)
{
    uint8_t *count = &sketch->counts[(hash ^ (hash >> 33)) & sketch->mask];
    if (*count < UINT8_MAX) {
        (*count)++;
    }
}

/* ---- candidates --------------------------------------------------------- */

static bool sampled(const isn_words *words, uint64_t gram)
{
    return words->count < SHORT || (gram >> 62) == 0;
}

static isnad_status grow_slots(finder *f)
{
    size_t size = f->slot_mask ? (f->slot_mask + 1) * 2 : 4096;
    slot *grown = calloc(size, sizeof *grown);
    if (!grown) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; f->slots && i <= f->slot_mask; i++) {
        if (f->slots[i].first) {
            size_t at = f->slots[i].gram & (size - 1);
            while (grown[at].first) {
                at = (at + 1) & (size - 1);
            }
            grown[at] = f->slots[i];
        }
    }
    free(f->slots);
    f->slots = grown;
    f->slot_mask = size - 1;
    return ISNAD_OK;
}

static slot *find_slot(finder *f, uint64_t gram)
{
    size_t at = gram & f->slot_mask;
    while (f->slots[at].first && f->slots[at].gram != gram) {
        at = (at + 1) & f->slot_mask;
    }
    return &f->slots[at];
}

/* Counts, for each earlier document, the sampled grams it shares. */
static isnad_status count_hits(finder *f, uint32_t rank)
{
    const isn_words *w = &f->docs[rank].words;
    f->touched.count = 0;
    for (uint32_t i = 0; i + ISN_GRAM <= w->count; i++) {
        uint64_t gram = isn_gram(w, i);
        if (!sampled(w, gram)) {
            continue;
        }
        f->docs[rank].grams++;
        slot *s = find_slot(f, gram);
        if (!s->first) {
            continue;
        }
        for (uint32_t p = s->first; p; p = f->postings.items[p - 1].next) {
            uint32_t other = f->postings.items[p - 1].rank;
            if (f->hits[other] == 0) {
                if (!ISN_ROOM(&f->touched, 1)) {
                    return ISNAD_NOMEM;
                }
                f->touched.items[f->touched.count++] = other;
            }
            if (f->hits[other] < UINT16_MAX) {
                f->hits[other]++;
            }
        }
    }
    return ISNAD_OK;
}

/* Only the first documents of a common gram stay listed. */
static isnad_status add_posting(finder *f, slot *s, uint64_t gram,
                                uint32_t rank)
{
    if (s->first && f->postings.items[s->first - 1].rank == rank) {
        return ISNAD_OK; /* twice in one document */
    }
    if (s->count >= COMMON) {
        return ISNAD_OK;
    }
    if (!ISN_ROOM(&f->postings, 1)) {
        return ISNAD_NOMEM;
    }
    if (!s->first) {
        f->slot_used++;
        s->gram = gram;
    }
    f->postings.items[f->postings.count++] = (posting){rank, s->first};
    s->first = (uint32_t)f->postings.count;
    s->count++;
    if (s->count == COMMON) {
        /* The list runs from new to old: keep its tail. */
        uint32_t p = s->first;
        for (unsigned i = 0; i < COMMON - FAMILY_HEADS; i++) {
            p = f->postings.items[p - 1].next;
        }
        s->first = p;
    }
    return ISNAD_OK;
}

static isnad_status add_grams(finder *f, uint32_t rank)
{
    const isn_words *w = &f->docs[rank].words;
    for (uint32_t i = 0; i + ISN_GRAM <= w->count; i++) {
        uint64_t gram = isn_gram(w, i);
        if (!sampled(w, gram)) {
            continue;
        }
        if (f->slot_used * 2 >= f->slot_mask && grow_slots(f)) {
            return ISNAD_NOMEM;
        }
        if (add_posting(f, find_slot(f, gram), gram, rank)) {
            return ISNAD_NOMEM;
        }
    }
    return ISNAD_OK;
}

/* ---- measuring a pair --------------------------------------------------- */

static const isn_token *word_token(const finder *f, uint32_t rank, uint32_t i)
{
    return &isn_pile_at(f->pile, rank)
                ->tokens.items[f->docs[rank].words.token[i]];
}

/* Does a number stand on one side of a gap and another on the other? */
static bool other_number(const finder *f, uint32_t a, uint32_t b,
                         const isn_shared *p, const isn_shared *q)
{
    const isn_words *wa = &f->docs[a].words, *wb = &f->docs[b].words;
    bool in_a = false, in_b = false;
    for (uint32_t i = p->a + p->count; i < q->a; i++) {
        in_a |= isn_is_number(word_token(f, a, i));
    }
    for (uint32_t j = p->b + p->count; j < q->b; j++) {
        if (!isn_is_number(word_token(f, b, j))) {
            continue;
        }
        in_b = true;
        for (uint32_t i = p->a + p->count; i < q->a; i++) {
            if (wa->hash[i] == wb->hash[j]) {
                return false;
            }
        }
    }
    return in_a && in_b;
}

static void measure_gaps(const finder *f, uint32_t a, uint32_t b,
                         isn_pair *pair)
{
    const isn_shared *s = f->aligner.shared.items;
    for (size_t i = 1; i < f->aligner.shared.count; i++) {
        const isn_shared *p = &s[i - 1], *q = &s[i];
        uint32_t gap_a = q->a - (p->a + p->count);
        uint32_t end_b = p->b + p->count;
        if (q->b <= end_b || gap_a == 0 || gap_a > 4 || q->b - end_b > 4) {
            continue;
        }
        pair->gaps++;
        pair->numbers += other_number(f, a, b, p, q);
    }
}

/* Words of the shorter one that lie in passages of rare grams. */
static double rare_share(const finder *f, uint32_t a, uint32_t b)
{
    const isn_words *wa = &f->docs[a].words, *wb = &f->docs[b].words;
    bool of_a = wa->count <= wb->count;
    const isn_words *w = of_a ? wa : wb;
    uint32_t covered = 0;
    for (size_t i = 0; i < f->aligner.shared.count; i++) {
        const isn_shared *s = &f->aligner.shared.items[i];
        uint32_t from = of_a ? s->a : s->b, end = from + s->count, done = from;
        for (uint32_t k = from; k + ISN_GRAM <= end; k++) {
            if (isn_sketch_count(&f->grams, isn_gram(w, k)) <= RARE_GRAM) {
                uint32_t begin = k > done ? k : done;
                covered += k + ISN_GRAM - begin;
                done = k + ISN_GRAM;
            }
        }
    }
    return w->count ? (double)covered / w->count : 0;
}

/* ---- rare words of title and opening ------------------------------------ */

static bool set_has(const finder *f, uint64_t hash)
{
    for (size_t at = hash & f->set_mask; f->set.items[at];
         at = (at + 1) & f->set_mask) {
        if (f->set.items[at] == hash) {
            return true;
        }
    }
    return false;
}

static uint64_t fold_hash(const isn_token *t)
{
    uint64_t hash = XXH3_64bits(t->fold, t->fold_len);
    return hash ? hash : 1;
}

static isnad_status make_set(finder *f, const isnad_doc *doc)
{
    size_t size = 16;
    while (size < doc->tokens.count * 2) {
        size *= 2;
    }
    f->set.count = 0;
    if (!ISN_ROOM(&f->set, size)) {
        return ISNAD_NOMEM;
    }
    memset(f->set.items, 0, size * sizeof *f->set.items);
    f->set_mask = size - 1;
    for (size_t i = 0; i < doc->tokens.count; i++) {
        const isn_token *t = &doc->tokens.items[i];
        if (isnad_block_is_article(&doc->blocks.items[t->block])) {
            size_t at = fold_hash(t) & f->set_mask;
            while (f->set.items[at] && f->set.items[at] != fold_hash(t)) {
                at = (at + 1) & f->set_mask;
            }
            f->set.items[at] = fold_hash(t);
        }
    }
    return ISNAD_OK;
}

static bool rare_word(const finder *f, const isn_token *t)
{
    if (t->kind != ISN_WORD || isn_token_idf(t) < NAME_IDF) {
        return false;
    }
    unsigned most = (unsigned)(f->pile->doc_count * 3 / 100);
    unsigned count = isn_sketch_count(&f->words, fold_hash(t));
    return count <= (most < 8 ? 8 : most > 254 ? 254 : most);
}

static void count_lead(const finder *f, const isn_token *t, uint32_t *found,
                       uint32_t *all)
{
    if (rare_word(f, t)) {
        (*all)++;
        *found += set_has(f, fold_hash(t));
    }
}

/* Of the rare words of title and opening of `a`, the share that stands
 * anywhere in `b`. */
static isnad_status lead_share(finder *f, uint32_t a, uint32_t b, double *share)
{
    const isnad_doc *doc = isn_pile_at(f->pile, a);
    isnad_status status = make_set(f, isn_pile_at(f->pile, b));
    uint32_t found = 0, all = 0;
    for (size_t i = 0; !status && i < doc->blocks.count; i++) {
        const isnad_block *block = &doc->blocks.items[i];
        for (uint32_t k = 0; block->role == ISNAD_ROLE_TITLE &&
                             k < block->token_count && k < LEAD_WORDS;
             k++) {
            count_lead(f, &doc->tokens.items[block->first_token + k], &found,
                       &all);
        }
    }
    const isn_words *w = &f->docs[a].words;
    for (uint32_t i = 0; !status && i < w->count && i < LEAD_WORDS; i++) {
        count_lead(f, word_token(f, a, i), &found, &all);
    }
    *share = all ? (double)found / all : 1.0;
    return status;
}

static isnad_status measure(finder *f, uint32_t a, uint32_t b, isn_pair *pair)
{
    const isn_words *wa = &f->docs[a].words, *wb = &f->docs[b].words;
    *pair = (isn_pair){0};
    isnad_status status = isn_align(&f->aligner, wa, wb, LEAST_PASSAGE);
    uint32_t covered = 0;
    for (size_t i = 0; !status && i < f->aligner.shared.count; i++) {
        uint32_t n = f->aligner.shared.items[i].count;
        covered += n;
        pair->longest = n > pair->longest ? n : pair->longest;
    }
    if (status || covered == 0) {
        return status;
    }
    pair->covered = covered;
    pair->share_a = (double)covered / wa->count;
    pair->share_b = (double)covered / wb->count;
    pair->rare = rare_share(f, a, b);
    measure_gaps(f, a, b, pair);
    if (pair->rare < 0.05 && pair->share_a < 0.8 && pair->share_b < 0.8) {
        return ISNAD_OK; /* no link, whatever the openings say */
    }
    status = lead_share(f, a, b, &pair->lead_a);
    return status ? status : lead_share(f, b, a, &pair->lead_b);
}

/* ---- links -------------------------------------------------------------- */

static isnad_span word_span(const isnad_doc *doc, const isn_words *w,
                            uint32_t at, uint32_t count)
{
    return (isnad_span){doc->tokens.items[w->token[at]].span.begin,
                        doc->tokens.items[w->token[at + count - 1]].span.end};
}

static bool credits(const isnad_doc *doc, const char *outlet)
{
    for (size_t i = 0; outlet && i < doc->agencies.count; i++) {
        const char *name = doc->agencies.items[i].value;
        if (name && strcmp(name, outlet) == 0) {
            return true;
        }
    }
    return false;
}

/* Time goes first; where days are equal a credit decides, then length. */
static const char *direct(const isnad_doc *a, const isnad_doc *b,
                          const isn_pair *pair, bool *swap)
{
    *swap = false;
    if (credits(a, b->outlet.value) != credits(b, a->outlet.value)) {
        *swap = credits(a, b->outlet.value);
        return "credit";
    }
    int32_t day_a = a->published.best_day, day_b = b->published.best_day;
    bool dated = a->published.time.value && b->published.time.value;
    if (dated && (day_a != day_b || strcmp(a->published.time.value,
                                           b->published.time.value) != 0)) {
        return "time";
    }
    if (pair->share_a > pair->share_b + 0.05) {
        *swap = true; /* a is contained in b */
        return "length";
    }
    return pair->share_b > pair->share_a + 0.05 ? "length" : "name";
}

static isnad_status keep_link(finder *f, uint32_t rank_a, uint32_t rank_b,
                              const isn_pair *pair)
{
    isnad_pile *pile = f->pile;
    const isnad_doc *a = isn_pile_at(pile, rank_a);
    const isnad_doc *b = isn_pile_at(pile, rank_b);
    isnad_link *link = isn_list_push(pile->arena, &pile->links);
    size_t n = f->aligner.shared.count;
    isnad_passage *passages =
        link ? isn_arena_alloc(pile->arena, n * sizeof *passages) : NULL;
    if (!passages) {
        return ISNAD_NOMEM;
    }
    bool swap;
    link->direction = direct(a, b, pair, &swap);
    for (size_t i = 0; i < n; i++) {
        const isn_shared *s = &f->aligner.shared.items[i];
        isnad_span in_a = word_span(a, &f->docs[rank_a].words, s->a, s->count);
        isnad_span in_b = word_span(b, &f->docs[rank_b].words, s->b, s->count);
        passages[i] =
            swap ? (isnad_passage){in_b, in_a} : (isnad_passage){in_a, in_b};
    }
    isn_pair as = *pair;
    if (swap) {
        as.share_a = pair->share_b;
        as.share_b = pair->share_a;
    }
    uint32_t words_a = f->docs[swap ? rank_b : rank_a].words.count;
    uint32_t words_b = f->docs[swap ? rank_a : rank_b].words.count;
    link->a = pile->order[swap ? rank_b : rank_a];
    link->b = pile->order[swap ? rank_a : rank_b];
    link->kind = isn_pair_kind(&as);
    link->form = isn_pair_form(&as, words_a, words_b);
    link->shared_a = as.share_a;
    link->shared_b = as.share_b;
    link->passages = passages;
    link->passage_count = (uint32_t)n;
    return ISNAD_OK;
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static isnad_status judge_candidates(finder *f, uint32_t rank)
{
    isnad_status status = ISNAD_OK;
    isn_sort(f->touched.items, f->touched.count, sizeof *f->touched.items,
             by_value);
    for (size_t i = 0; i < f->touched.count; i++) {
        uint32_t other = f->touched.items[i];
        uint32_t hits = f->hits[other];
        f->hits[other] = 0;
        uint32_t fewer = f->docs[rank].grams < f->docs[other].grams
                             ? f->docs[rank].grams
                             : f->docs[other].grams;
        if (status || hits < LEAST_HITS || hits < CANDIDATE * fewer) {
            continue;
        }
        isn_pair pair;
        status = measure(f, other, rank, &pair);
        if (!status && isn_pair_linked(&pair)) {
            status = keep_link(f, other, rank, &pair);
        }
    }
    return status;
}

/* ---- the whole ---------------------------------------------------------- */

/* In how many documents each rare word stands. */
static isnad_status count_words(finder *f)
{
    uint32_t *last = calloc(f->words.mask + 1, sizeof *last); /* rank + 1 */
    for (uint32_t r = 0; last && r < f->pile->doc_count; r++) {
        for (uint32_t i = 0; i < f->docs[r].words.count; i++) {
            const isn_token *t = word_token(f, r, i);
            uint64_t hash = fold_hash(t);
            uint32_t *seen = &last[hash & f->words.mask];
            if (t->kind == ISN_WORD && *seen != r + 1 &&
                isn_token_idf(t) >= NAME_IDF) {
                *seen = r + 1;
                isn_sketch_add(&f->words, hash);
            }
        }
    }
    free(last);
    return last ? ISNAD_OK : ISNAD_NOMEM;
}

static isnad_status read_words(finder *f)
{
    size_t words = 0;
    for (uint32_t r = 0; r < f->pile->doc_count; r++) {
        if (isn_words_of(isn_pile_at(f->pile, r), &f->docs[r].words)) {
            return ISNAD_NOMEM;
        }
        words += f->docs[r].words.count;
    }
    if (isn_sketch_open(&f->grams, words) ||
        isn_sketch_open(&f->words, words / 4)) {
        return ISNAD_NOMEM;
    }
    for (uint32_t r = 0; r < f->pile->doc_count; r++) {
        const isn_words *w = &f->docs[r].words;
        for (uint32_t i = 0; i + ISN_GRAM <= w->count; i++) {
            isn_sketch_add(&f->grams, isn_gram(w, i));
        }
    }
    return count_words(f);
}

static void close_finder(finder *f)
{
    for (size_t r = 0; f->docs && r < f->pile->doc_count; r++) {
        free(f->docs[r].words.hash);
    }
    free(f->docs);
    free(f->slots);
    free(f->hits);
    free(f->postings.items);
    free(f->touched.items);
    free(f->set.items);
    isn_sketch_close(&f->grams);
    isn_sketch_close(&f->words);
    isn_aligner_free(&f->aligner);
}

isnad_status isn_copies_find(isnad_pile *pile)
{
    finder f = {.pile = pile};
    size_t n = pile->doc_count;
    f.docs = calloc(n + 1, sizeof *f.docs);
    f.hits = calloc(n + 1, sizeof *f.hits);
    isnad_status status = f.docs && f.hits ? grow_slots(&f) : ISNAD_NOMEM;
    status = status ? status : read_words(&f);
    for (uint32_t r = 0; !status && r < n; r++) {
        status = count_hits(&f, r);
        status = status ? status : judge_candidates(&f, r);
        status = status ? status : add_grams(&f, r);
    }
    close_finder(&f);
    return status;
}
