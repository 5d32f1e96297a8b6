#include "story/finder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "story/candidates.h"

enum { LEAST_PASSAGE = 5 };
/* A gram counts as rare up to this many documents outside of the family. */
enum { RARE_GRAM = 16 };
/* A document with so much of its text in another adds nothing to the index
 * but what it has alone: who finds the other finds it through the family. */
static const double COVERED = 0.85, SAME = 0.97, HALF = 0.5;
/* A rare word of a pile stands in at most three of a hundred documents. */
enum { PILE_SHARE = 33, PILE_LEAST = 8 };

/* Which words a document has. */
typedef struct word_set {
    uint64_t bits[ISN_CODES / 64];
} word_set;

typedef struct found_at {
    isn_found found;
    size_t first; /* of its passages */
} found_at;

struct isn_finder {
    isn_finder_data data;
    isn_candidates candidates;
    uint32_t sampled; /* whose samples they are */
    ISN_VEC(found_at) found;
    ISN_VEC(isn_found) told;
    ISN_VEC(isn_shared) passages;
    ISN_VEC(uint8_t) covered; /* word of the new one → its cover has it */
    isn_aligner aligner;
    word_set set_new, set_old; /* of the two that are compared */
};

isn_finder *isn_finder_new(void)
{
    isn_finder *f = calloc(1, sizeof *f);
    if (f && isn_finder_data_begin(&f->data)) {
        isn_finder_free(f);
        f = NULL;
    }
    return f;
}

void isn_finder_free(isn_finder *f)
{
    if (!f) {
        return;
    }
    isn_finder_data_free(&f->data);
    isn_candidates_free(&f->candidates);
    isn_aligner_free(&f->aligner);
    free(f->found.items);
    free(f->told.items);
    free(f->passages.items);
    free(f->covered.items);
    free(f);
}

isn_finder_data *isn_finder_known(isn_finder *f) { return &f->data; }

/* ---- rare words --------------------------------------------------------- */

static void set_add(word_set *set, uint16_t code)
{
    set->bits[code >> 6] |= UINT64_C(1) << (code & 63);
}

static bool set_has(const word_set *set, uint16_t code)
{
    return (set->bits[code >> 6] >> (code & 63)) & 1;
}

static void set_fill(word_set *set, const isn_print *p)
{
    memset(set, 0, sizeof *set);
    for (uint32_t i = 0; i < p->count; i++) {
        set_add(set, p->words[i]);
    }
    for (uint32_t i = 0; i < p->title_count; i++) {
        set_add(set, p->title[i]);
    }
}

/* Counts each rare word of a new document once; which words are is chance to
 * the processor, so nothing branches. */
static void count_words(isn_finder *f, const isn_print *p)
{
    word_set *seen = &f->set_old;
    memset(seen, 0, sizeof *seen);
    for (uint32_t i = 0; i < p->count; i++) {
        uint16_t code = p->words[i];
        uint64_t *bits = &seen->bits[code >> 6];
        uint64_t rare = isn_print_mark(p, i) & ISN_PRINT_RARE;
        f->data.frequency.items[code] +=
            (uint32_t)rare & (uint32_t) ~(*bits >> (code & 63));
        *bits |= rare << (code & 63);
    }
}

/* Of the rare words of title and opening of `p`, the share in `set`. */
static double lead_share(const isn_finder *f, const isn_print *p,
                         const word_set *set)
{
    uint32_t most = (uint32_t)f->data.docs.count / PILE_SHARE, found = 0,
             all = 0;
    most = most > PILE_LEAST ? most : PILE_LEAST;
    for (uint32_t i = 0; i < p->title_count; i++) {
        if (f->data.frequency.items[p->title[i]] <= most) {
            all++;
            found += set_has(set, p->title[i]);
        }
    }
    for (uint32_t i = 0; i < p->count && i < ISN_LEAD_WORDS; i++) {
        if ((isn_print_mark(p, i) & ISN_PRINT_RARE) &&
            f->data.frequency.items[p->words[i]] <= most) {
            all++;
            found += set_has(set, p->words[i]);
        }
    }
    return all ? (double)found / all : 1.0;
}

/* ---- measuring a pair --------------------------------------------------- */

/* Does p have marked words at [from, to), and q none of them at
 * [first, last)? */
static bool alone(const isn_print *p, uint32_t from, uint32_t to,
                  const isn_print *q, uint32_t first, uint32_t last,
                  unsigned mark)
{
    bool any = false;
    for (uint32_t i = from; i < to; i++) {
        if (isn_print_mark(p, i) & mark) {
            any = true;
            for (uint32_t k = first; k < last; k++) {
                if (p->words[i] == q->words[k]) {
                    return false;
                }
            }
        }
    }
    return any;
}

/* Short gaps between the same words on both sides, and those where another
 * number, another name or rare word stands on each. */
static void measure_gaps(const isn_finder *f, const isn_print *a,
                         const isn_print *b, isn_pair *pair)
{
    enum { NUMBER = ISN_PRINT_NUMBER, ANY = ISN_PRINT_NUMBER | ISN_PRINT_RARE };
    const isn_shared *s = f->aligner.shared.items;
    for (size_t i = 1; i < f->aligner.shared.count; i++) {
        uint32_t a1 = s[i - 1].a + s[i - 1].count, a2 = s[i].a;
        uint32_t b1 = s[i - 1].b + s[i - 1].count, b2 = s[i].b;
        if (b2 <= b1 || a1 == a2 || a2 - a1 > 4 || b2 - b1 > 4) {
            continue;
        }
        pair->gaps++;
        pair->numbers += alone(a, a1, a2, b, b1, b2, NUMBER) &&
                         alone(b, b1, b2, a, a1, a2, NUMBER);
        pair->slots += alone(a, a1, a2, b, b1, b2, ANY) &&
                       alone(b, b1, b2, a, a1, a2, ANY);
    }
}

/* The sampled grams of the new document that lie within a passage: how many,
 * and how many of them are rare. */
static uint32_t grams_within(const isn_finder *f, const isn_shared *s,
                             uint32_t family, uint32_t *rare)
{
    const isn_candidates *c = &f->candidates;
    uint32_t first = c->before.items[s->b];
    uint32_t end = c->before.items[s->b + s->count - ISN_GRAM + 1];
    *rare = 0;
    for (uint32_t i = first; i < end; i++) {
        *rare += c->samples.items[i].counted <= RARE_GRAM + family;
    }
    return end - first;
}

/* Members of a document's family with all of its text. */
static uint32_t same_as(const isn_finder *f, uint32_t number)
{
    uint32_t head = f->data.docs.items[number].head;
    return head < f->data.docs.count ? f->data.docs.items[head].same : 0;
}

/* Fills `rare` and `longest`: passages by the grams of the new document. */
static void measure_rarity(const isn_finder *f, uint32_t other,
                           const isn_shared *passages, size_t count,
                           isn_pair *pair)
{
    uint32_t rare = 0, all = 0, family = same_as(f, other);
    pair->longest = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t rare_here,
            here = grams_within(f, &passages[i], family, &rare_here);
        all += here;
        rare += rare_here;
        if (here > 0 && 2 * rare_here >= here &&
            passages[i].count > pair->longest) {
            pair->longest = passages[i].count;
        }
    }
    double share = fmax(pair->share_a, pair->share_b);
    pair->rare = all ? share * rare / all : 0;
}

static isnad_status measure(isn_finder *f, uint32_t other, const isn_print *a,
                            const isn_print *b, isn_pair *pair)
{
    *pair = (isn_pair){0};
    isnad_status status =
        isn_align(&f->aligner, a->words, a->count, LEAST_PASSAGE);
    uint32_t covered = 0;
    for (size_t i = 0; !status && i < f->aligner.shared.count; i++) {
        covered += f->aligner.shared.items[i].count;
    }
    if (status || covered == 0) {
        return status;
    }
    pair->covered = covered;
    pair->share_a = (double)covered / a->count;
    pair->share_b = (double)covered / b->count;
    measure_rarity(f, other, f->aligner.shared.items, f->aligner.shared.count,
                   pair);
    measure_gaps(f, a, b, pair);
    if (!isn_pair_open(pair)) {
        return ISNAD_OK;
    }
    set_fill(&f->set_old, a);
    pair->lead_a = lead_share(f, a, &f->set_new);
    pair->lead_b = lead_share(f, b, &f->set_old);
    return ISNAD_OK;
}

/* ---- a document's turn -------------------------------------------------- */

static isnad_status judge(isn_finder *f, const isn_print *print, uint32_t other)
{
    isn_pair pair;
    isn_print old = isn_finder_data_print(&f->data, other);
    isnad_status status = measure(f, other, &old, print, &pair);
    if (status || !isn_pair_linked(&pair)) {
        return status;
    }
    size_t n = f->aligner.shared.count, first = f->passages.count;
    if (!ISN_ROOM(&f->found, 1) || !ISN_ROOM(&f->passages, n)) {
        return ISNAD_NOMEM;
    }
    memcpy(f->passages.items + first, f->aligner.shared.items,
           n * sizeof *f->passages.items);
    f->passages.count += n;
    f->found.items[f->found.count++] =
        (found_at){{other, pair, NULL, (uint32_t)n}, first};
    return ISNAD_OK;
}

static isnad_status judge_asked(isn_finder *f, const isn_print *print)
{
    f->found.count = f->passages.count = 0;
    if (f->candidates.asked.count == 0) {
        return ISNAD_OK;
    }
    set_fill(&f->set_new, print);
    isnad_status status =
        isn_aligner_index(&f->aligner, print->words, print->count);
    for (size_t i = 0; !status && i < f->candidates.asked.count; i++) {
        status = judge(f, print, f->candidates.asked.items[i]);
    }
    return status;
}

/* What has most of the new one, or NULL if nothing has half of it. */
static const found_at *best_cover(const isn_finder *f)
{
    const found_at *best = NULL;
    double most = HALF;
    for (size_t i = 0; i < f->found.count; i++) {
        if (f->found.items[i].found.pair.share_b > most) {
            best = &f->found.items[i];
            most = best->found.pair.share_b;
        }
    }
    return best;
}

static void join_family(isn_finder *f, uint32_t number, const found_at *cover)
{
    isn_kept *docs = f->data.docs.items;
    uint32_t head = docs[cover->found.other].head;
    if (cover->found.pair.share_b <= COVERED || head >= number ||
        docs[head].last >= number) {
        return;
    }
    docs[number].head = head;
    docs[docs[head].last].next = number;
    docs[head].last = number;
    if (cover->found.pair.share_b >= SAME && docs[head].same < UINT16_MAX) {
        docs[head].same++;
    }
}

/* Marks the words that the cover has; NULL: it has none. */
static isnad_status mark_covered(isn_finder *f, uint32_t count,
                                 const found_at *cover)
{
    f->covered.count = 0;
    if (!ISN_ROOM(&f->covered, count)) {
        return ISNAD_NOMEM;
    }
    if (count > 0) {
        memset(f->covered.items, 0, count);
    }
    for (uint32_t i = 0; cover && i < cover->found.passage_count; i++) {
        const isn_shared *s = &f->passages.items[cover->first + i];
        memset(f->covered.items + s->b, 1, s->count);
    }
    return ISNAD_OK;
}

/* Counts the document under its grams, and lists it there; a member of a
 * family, which is found through its head, only where nobody is.  Unknown
 * grams where an edited place meets the words around it are passed over: they
 * are many, and the words of either side lead to the other document. */
static isnad_status list_grams(isn_finder *f, uint32_t number)
{
    isnad_status status = ISNAD_OK;
    bool alone = f->data.docs.items[number].head == number;
    for (size_t i = 0; !status && i < f->candidates.samples.count; i++) {
        const isn_sample *s = &f->candidates.samples.items[i];
        const uint8_t *covered = f->covered.items + s->word;
        unsigned words = covered[0] + covered[1] + covered[2];
        if (s->place != ISN_NO_GRAM || words == 0 || words == ISN_GRAM) {
            status =
                isn_gram_add(&f->data.index, s->place, s->gram, number, alone);
        }
    }
    return status;
}

static isnad_status keep(isn_finder *f, const isn_print *print)
{
    uint32_t number = (uint32_t)f->data.docs.count;
    const found_at *cover = best_cover(f);
    isnad_status status = isn_finder_data_keep(
        &f->data, print, cover ? cover->found.other : ISN_NONE);
    status = status ? status : mark_covered(f, print->count, cover);
    if (status) {
        return status;
    }
    f->data.docs.items[number].grams = (uint32_t)f->candidates.samples.count;
    if (cover) {
        join_family(f, number, cover);
    }
    return list_grams(f, number);
}

static isnad_status tell(isn_finder *f)
{
    f->told.count = 0;
    if (!ISN_ROOM(&f->told, f->found.count + 1)) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < f->found.count; i++) {
        isn_found *found = &f->told.items[f->told.count++];
        *found = f->found.items[i].found;
        found->passages = f->passages.items + f->found.items[i].first;
    }
    return ISNAD_OK;
}

isnad_status isn_finder_add(isn_finder *f, const isn_print *print,
                            const isn_found **found, size_t *count)
{
    isnad_status status =
        isn_candidates_sample(&f->candidates, &f->data, print);
    f->sampled = ISN_NONE;
    count_words(f, print);
    status = status ? status : isn_candidates_choose(&f->candidates, &f->data);
    status = status ? status : judge_asked(f, print);
    status = status ? status : keep(f, print);
    status = status ? status : tell(f);
    *found = f->told.items;
    *count = status ? 0 : f->told.count;
    return status;
}

/* Makes a known document the new one again. */
static isnad_status turn_to(isn_finder *f, uint32_t number,
                            const isn_print *print)
{
    if (f->sampled == number) {
        return ISNAD_OK;
    }
    f->sampled = ISN_NONE;
    set_fill(&f->set_new, print);
    isnad_status status =
        isn_candidates_sample(&f->candidates, &f->data, print);
    status = status
                 ? status
                 : isn_aligner_index(&f->aligner, print->words, print->count);
    f->sampled = status ? ISN_NONE : number;
    return status;
}

isnad_status isn_finder_confirm(isn_finder *f, uint32_t number, uint32_t other,
                                isn_found *found, bool *linked)
{
    isn_print print = isn_finder_data_print(&f->data, number);
    isn_print old = isn_finder_data_print(&f->data, other);
    *found = (isn_found){.other = other};
    isnad_status status = turn_to(f, number, &print);
    status = status ? status : measure(f, other, &old, &print, &found->pair);
    found->passages = f->aligner.shared.items;
    found->passage_count = (uint32_t)f->aligner.shared.count;
    *linked = !status && isn_pair_linked(&found->pair);
    return status;
}
