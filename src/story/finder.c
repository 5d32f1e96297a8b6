#include "story/finder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "story/gram_index.h"

/* Of a short text all grams are looked up, of a longer one those of its
 * opening, which is what others quote, and one in four of the rest. */
enum { OPENING = 48 };
enum { LEAST_HITS = 2, LEAST_PASSAGE = 5 };
/* A gram counts as rare up to this many documents outside of the family. */
enum { RARE_GRAM = 16 };
static const double CANDIDATE = 0.06;
/* A document with so much of its text in another adds nothing to the index
 * but what it has alone: who finds the other finds it through the family. */
static const double COVERED = 0.85, SAME = 0.97;
/* Members of a family that are held against whoever comes near to one. */
enum { FAMILY_ASKED = 32 };
/* A rare word of a pile stands in at most three of a hundred documents. */
enum { PILE_SHARE = 33, PILE_LEAST = 8 };

typedef struct kept {
    isn_print print;
    uint32_t grams;      /* sampled ones */
    uint32_t head;       /* of its family: the first one */
    uint32_t next, last; /* its next member; of a head: the last member */
    uint32_t same;       /* of a head: members with all of its text */
} kept;

typedef struct sample {
    isn_gram_slot *slot;
    uint32_t gram, word; /* where the gram begins */
    uint32_t counted;    /* documents that have it */
} sample;

typedef struct found_at {
    isn_found found;
    size_t first; /* of its passages */
} found_at;

struct isn_finder {
    isn_arena *arena; /* of the prints */
    isn_gram_index index;
    ISN_VEC(kept) docs;
    ISN_VEC(uint16_t) hits; /* by document; zero outside of a turn */
    ISN_VEC(uint32_t) touched, asked;
    ISN_VEC(sample) samples;
    uint32_t sampled; /* whose they are */
    ISN_VEC(found_at) found;
    ISN_VEC(isn_found) told;
    ISN_VEC(isn_shared) passages;
    isn_aligner aligner;
    uint32_t frequency[1 << 16]; /* documents of the pile, by rare word */
    uint64_t set_new[1 << 10], set_old[1 << 10]; /* words of the two */
};

isn_finder *isn_finder_new(void)
{
    isn_finder *f = calloc(1, sizeof *f);
    if (f && !(f->arena = isn_arena_new())) {
        free(f);
        f = NULL;
    }
    return f;
}

void isn_finder_free(isn_finder *f)
{
    if (!f) {
        return;
    }
    isn_arena_free(f->arena);
    isn_gram_index_free(&f->index);
    isn_aligner_free(&f->aligner);
    free(f->docs.items);
    free(f->hits.items);
    free(f->touched.items);
    free(f->asked.items);
    free(f->samples.items);
    free(f->found.items);
    free(f->told.items);
    free(f->passages.items);
    free(f);
}

const isn_print *isn_finder_print(const isn_finder *f, uint32_t number)
{
    return &f->docs.items[number].print;
}

/* ---- candidates --------------------------------------------------------- */

static bool sampled(const isn_print *p, uint32_t word, uint64_t gram)
{
    return word < OPENING || p->count < 2 * OPENING || (gram >> 62) == 0;
}

static isnad_status sample_grams(isn_finder *f, const isn_print *p)
{
    f->samples.count = 0;
    if (!ISN_ROOM(&f->samples, p->count)) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i + ISN_GRAM <= p->count; i++) {
        uint64_t gram = isn_print_gram(p->words, i);
        if (sampled(p, i, gram)) {
            f->samples.items[f->samples.count++] =
                (sample){NULL, (uint32_t)gram, i, 0};
        }
    }
    return isn_gram_reserve(&f->index, f->samples.count);
}

static isnad_status hit(isn_finder *f, uint32_t other)
{
    uint16_t *hits = &f->hits.items[other];
    if (*hits == 0) {
        if (!ISN_ROOM(&f->touched, 1)) {
            return ISNAD_NOMEM;
        }
        f->touched.items[f->touched.count++] = other;
    }
    *hits = (uint16_t)(*hits + (*hits < UINT16_MAX));
    return ISNAD_OK;
}

/* Looks a gram up, and fills the rest of its sample. */
static unsigned look_up(const isn_finder *f, sample *s,
                        uint32_t documents[ISN_GRAM_LISTED])
{
    s->slot = isn_gram_find(&f->index, s->gram);
    unsigned n = isn_gram_documents(&f->index, s->slot, documents);
    s->counted = isn_gram_counted(&f->index, s->slot);
    return n;
}

/* Counts, for each earlier document, the sampled grams it shares. */
static isnad_status count_hits(isn_finder *f)
{
    uint32_t documents[ISN_GRAM_LISTED];
    f->touched.count = 0;
    for (size_t i = 0; i < f->samples.count; i++) {
        isn_gram_fetch(&f->index, f->samples.items[i].gram);
    }
    for (size_t i = 0; i < f->samples.count; i++) {
        unsigned n = look_up(f, &f->samples.items[i], documents);
        for (unsigned k = 0; k < n; k++) {
            if (hit(f, documents[k])) {
                return ISNAD_NOMEM;
            }
        }
    }
    return ISNAD_OK;
}

/* ---- rare words --------------------------------------------------------- */

static void set_words(uint64_t *set, const isn_print *p, bool in)
{
    for (uint32_t i = 0; i < p->count + p->title_count; i++) {
        uint16_t code = i < p->count ? p->words[i] : p->title[i - p->count];
        uint64_t bit = UINT64_C(1) << (code & 63);
        set[code >> 6] = in ? set[code >> 6] | bit : set[code >> 6] & ~bit;
    }
}

static bool set_has(const uint64_t *set, uint16_t code)
{
    return (set[code >> 6] >> (code & 63)) & 1;
}

/* Counts each rare word of a new document once. */
static void count_words(isn_finder *f, const isn_print *p)
{
    for (uint32_t i = 0; i < p->count; i++) {
        if ((isn_print_mark(p, i) & ISN_PRINT_RARE) &&
            !set_has(f->set_new, p->words[i])) {
            f->frequency[p->words[i]]++;
            f->set_new[p->words[i] >> 6] |= UINT64_C(1) << (p->words[i] & 63);
        }
    }
}

/* Of the rare words of title and opening of `p`, the share in `set`. */
static double lead_share(const isn_finder *f, const isn_print *p,
                         const uint64_t *set)
{
    uint32_t most = (uint32_t)f->docs.count / PILE_SHARE, found = 0, all = 0;
    most = most > PILE_LEAST ? most : PILE_LEAST;
    for (uint32_t i = 0; i < p->title_count; i++) {
        if (f->frequency[p->title[i]] <= most) {
            all++;
            found += set_has(set, p->title[i]);
        }
    }
    for (uint32_t i = 0; i < p->count && i < ISN_LEAD_WORDS; i++) {
        if ((isn_print_mark(p, i) & ISN_PRINT_RARE) &&
            f->frequency[p->words[i]] <= most) {
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
    const sample *samples = f->samples.items;
    size_t low = 0, high = f->samples.count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (samples[mid].word < s->b) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    uint32_t n = 0;
    for (*rare = 0; low < f->samples.count &&
                    samples[low].word + ISN_GRAM <= s->b + s->count;
         low++, n++) {
        *rare += samples[low].counted <= RARE_GRAM + family;
    }
    return n;
}

/* Fills `rare` and `longest`: passages by the grams of the new document. */
static void measure_rarity(const isn_finder *f, uint32_t other,
                           const isn_shared *passages, size_t count,
                           isn_pair *pair)
{
    uint32_t rare = 0, all = 0;
    uint32_t family = f->docs.items[f->docs.items[other].head].same;
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

static isnad_status measure(isn_finder *f, uint32_t other, const isn_print *b,
                            isn_pair *pair)
{
    const isn_print *a = &f->docs.items[other].print;
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
    if (!isn_pair_hopeful(pair)) {
        return ISNAD_OK;
    }
    set_words(f->set_old, a, true);
    pair->lead_a = lead_share(f, a, f->set_new);
    pair->lead_b = lead_share(f, b, f->set_old);
    set_words(f->set_old, a, false);
    return ISNAD_OK;
}

/* ---- a document's turn -------------------------------------------------- */

static isnad_status judge(isn_finder *f, const isn_print *print, uint32_t other)
{
    isn_pair pair;
    isnad_status status = measure(f, other, print, &pair);
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

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Whoever shares enough sampled grams, and the members of its family. */
static isnad_status choose(isn_finder *f)
{
    f->asked.count = 0;
    for (size_t i = 0; i < f->touched.count; i++) {
        uint32_t other = f->touched.items[i], hits = f->hits.items[other];
        const kept *k = &f->docs.items[other];
        uint32_t fewer = (uint32_t)f->samples.count < k->grams
                             ? (uint32_t)f->samples.count
                             : k->grams;
        f->hits.items[other] = 0;
        if (hits < LEAST_HITS || hits < CANDIDATE * fewer) {
            continue;
        }
        if (!ISN_ROOM(&f->asked, FAMILY_ASKED + 1)) {
            return ISNAD_NOMEM;
        }
        f->asked.items[f->asked.count++] = other;
        uint32_t member = k->head;
        for (unsigned n = 0; n < FAMILY_ASKED && member != ISN_NONE; n++) {
            f->asked.items[f->asked.count++] = member;
            member = f->docs.items[member].next;
        }
    }
    isn_sort(f->asked.items, f->asked.count, sizeof *f->asked.items, by_value);
    return ISNAD_OK;
}

static isnad_status judge_asked(isn_finder *f, const isn_print *print)
{
    f->found.count = f->passages.count = 0;
    if (f->asked.count == 0) {
        return ISNAD_OK;
    }
    isnad_status status =
        isn_aligner_index(&f->aligner, print->words, print->count);
    for (size_t i = 0; !status && i < f->asked.count; i++) {
        if (i == 0 || f->asked.items[i] != f->asked.items[i - 1]) {
            status = judge(f, print, f->asked.items[i]);
        }
    }
    return status;
}

/* Lists the document under its grams, a covered one only where nobody is,
 * and counts it. */
static isnad_status list_grams(isn_finder *f, uint32_t number, bool covered)
{
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < f->samples.count; i++) {
        sample *s = &f->samples.items[i];
        if (s->slot->first && s->slot->hash != s->gram) {
            s->slot = isn_gram_find(&f->index, s->gram); /* it was taken */
        }
        if (!covered || s->slot->first == 0) {
            status = isn_gram_add(&f->index, s->slot, s->gram, number);
        }
        isn_gram_count(&f->index, s->slot);
    }
    return status;
}

/* Keeps the document; one that is covered by another joins its family and is
 * listed only under grams that nobody had. */
static isnad_status keep(isn_finder *f, const isn_print *print)
{
    uint32_t number = (uint32_t)f->docs.count, head = number;
    double most = COVERED;
    for (size_t i = 0; i < f->found.count; i++) {
        const isn_found *found = &f->found.items[i].found;
        if (found->pair.share_b > most) {
            most = found->pair.share_b;
            head = f->docs.items[found->other].head;
        }
    }
    if (number >= UINT32_MAX / 2 - 1 || !ISN_ROOM(&f->docs, 1) ||
        !ISN_ROOM(&f->hits, 1)) {
        return ISNAD_NOMEM;
    }
    isn_print copy = isn_print_copy(f->arena, print);
    if (!copy.words) {
        return ISNAD_NOMEM;
    }
    f->docs.items[f->docs.count++] =
        (kept){copy, (uint32_t)f->samples.count, head, ISN_NONE, number, 0};
    f->hits.items[f->hits.count++] = 0;
    kept *first = &f->docs.items[head];
    first->same += most >= SAME;
    if (head != number) {
        f->docs.items[first->last].next = number;
        first->last = number;
    }
    return list_grams(f, number, head != number);
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
    isnad_status status = sample_grams(f, print);
    f->sampled = ISN_NONE;
    status = status ? status : count_hits(f);
    count_words(f, print);
    set_words(f->set_new, print, true);
    status = status ? status : choose(f);
    status = status ? status : judge_asked(f, print);
    status = status ? status : keep(f, print);
    status = status ? status : tell(f);
    set_words(f->set_new, print, false);
    *found = f->told.items;
    *count = status ? 0 : f->told.count;
    return status;
}

isnad_status isn_finder_confirm(isn_finder *f, uint32_t number,
                                isn_found *found, bool *linked)
{
    if (f->sampled != number) {
        uint32_t documents[ISN_GRAM_LISTED];
        f->sampled = number;
        isnad_status status = sample_grams(f, &f->docs.items[number].print);
        if (status) {
            return status;
        }
        for (size_t i = 0; i < f->samples.count; i++) {
            look_up(f, &f->samples.items[i], documents);
        }
    }
    measure_rarity(f, found->other, found->passages, found->passage_count,
                   &found->pair);
    *linked = isn_pair_linked(&found->pair);
    return ISNAD_OK;
}
