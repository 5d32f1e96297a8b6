/* The score of a label at a place is the sum of the weights of its features;
 * the best sequence is found by Viterbi.  What a word says by itself is
 * summed once for each word type of the document and each distance at which
 * it is felt.  The second pass only adds the evidence of the first. */
#include "annotate/tagger.h"

#include <string.h>

#include "annotate/namecarry.h"
#include "annotate/namecues.h"
#include "annotate/tagmodel.h"

enum {
    L = ISN_TAG_LABELS,
    WINDOW = 400, /* tokens decoded at once; a longer sentence is cut */
    FELT = ISN_MODEL_FELT,
    MARK = 15,
    WORST = -(1 << 28),
    DULL = -250,    /* in steps of the model's unit */
    HOPELESS = -800 /* the same, for a word that can only be outside */
};

/* Summed weights of one word type. */
typedef struct word_type {
    uint64_t whole, core;
    isn_scores sums[FELT];
} word_type;

typedef struct tagger {
    isnad_doc *doc;
    isn_arena *scratch; /* working tables */
    isn_model model;
    isn_tag_word *words;
    isn_scores *scores; /* of the first pass, by token */
    uint8_t *labels;
    uint8_t (*from)[L]; /* WINDOW */
    word_type *types;
    uint32_t *slots; /* index + 1 into types */
    uint32_t type_mask, type_count;
} tagger;

static bool read_block(const isnad_doc *doc, const isn_sentence *s)
{
    const isnad_block *b = &doc->blocks.items[s->block];
    return isnad_block_is_article(b) || b->role == ISNAD_ROLE_CAPTION;
}

/* ---- scores of the first pass */

/* The word type of `w`; *made tells that it was not there before. */
static word_type *type_of(tagger *t, const isn_tag_word *w, bool *made)
{
    uint64_t h = w->whole ^ w->core * 3;
    for (uint32_t at = (uint32_t)(h >> 24);; at++) {
        uint32_t *slot = &t->slots[at & t->type_mask];
        word_type *type = &t->types[*slot ? *slot - 1 : t->type_count];
        *made = *slot == 0;
        if (*made) {
            *slot = ++t->type_count;
            type->whole = w->whole;
            type->core = w->core;
            return type;
        }
        if (type->whole == w->whole && type->core == w->core) {
            return type;
        }
    }
}

/* The sums of the word type at `at`: of the commonest from the model, of the
 * rest once a document. */
static const isn_scores *sums_of(tagger *t, uint32_t at)
{
    const isn_tag_word *w = &t->words[at];
    bool made;
    word_type *slot = type_of(t, w, &made);
    if (!made) {
        return slot->sums;
    }
    const int16_t(*common)[ISN_MODEL_WEIGHTS] =
        isn_model_sums(&t->model, isn_model_type(w));
    if (common) {
        for (unsigned d = 0; d < FELT; d++) {
            memcpy(&slot->sums[d], common[d], sizeof common[d]);
        }
        return slot->sums;
    }
    isn_trait traits[ISN_TAG_TRAITS];
    size_t n = isn_tag_traits(&t->doc->tokens.items[at], w, traits);
    uint64_t keys[ISN_TAG_TRAITS * FELT];
    uint8_t to[ISN_TAG_TRAITS * FELT];
    size_t count = 0;
    for (size_t k = 0; k < n; k++) {
        for (int d = -traits[k].reach; d <= traits[k].reach; d++) {
            keys[count] = isn_tag_at(traits[k].key, d);
            to[count++] = (uint8_t)(d + ISN_TAG_REACH);
        }
    }
    for (size_t done = 0; done < count; done += ISN_MODEL_BATCH) {
        isn_model_add(&t->model, keys + done, to + done, count - done,
                      slot->sums);
    }
    return slot->sums;
}

/* Adds what the word at `at` means for the places around it. */
static void radiate(tagger *t, uint32_t first, uint32_t n, uint32_t at)
{
    const isn_scores *sums = sums_of(t, at);
    for (int d = -ISN_TAG_REACH; d <= ISN_TAG_REACH; d++) {
        /* The word stands at distance d from the place at - d. */
        int64_t place = (int64_t)at - d;
        if (place < first || place >= (int64_t)first + n) {
            continue;
        }
        t->scores[place] += sums[d + ISN_TAG_REACH];
    }
}

static int16_t highest(const isn_scores *scores)
{
    int16_t most = INT16_MIN;
    for (unsigned y = 0; y < ISN_MODEL_WEIGHTS; y++) {
        most = (*scores)[y] > most ? (*scores)[y] : most;
    }
    return most;
}

/* Words by themselves so far from any name that no neighbour can make them
 * one: their neighbours are not looked at; the farthest are marked in a lane
 * that means nothing else. */
static void score(tagger *t, uint32_t first, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        radiate(t, first, n, first + i);
    }
    for (uint32_t i = 0; i < n; i++) {
        isn_scores *scores = &t->scores[first + i];
        int16_t most = highest(scores);
        if (most >= DULL) {
            uint64_t features[ISN_TAG_FEATURES];
            size_t k = isn_tag_features(t->words + first, n, i, features);
            isn_model_add(&t->model, features, NULL, k, scores);
        }
        (*scores)[MARK] = most < HOPELESS;
    }
}

/* ---- the best sequence */

/* Labels from which a name may begin or not: outside, last, alone. */
static const uint8_t closed[] = {
    ISN_TAG_OUTSIDE,   1 + ISN_TAG_LAST,  5 + ISN_TAG_LAST, 9 + ISN_TAG_LAST,
    1 + ISN_TAG_ALONE, 5 + ISN_TAG_ALONE, 9 + ISN_TAG_ALONE};

/* Labels that may stand behind these. */
static const uint8_t fresh[] = {
    ISN_TAG_OUTSIDE,   1 + ISN_TAG_BEGIN, 5 + ISN_TAG_BEGIN, 9 + ISN_TAG_BEGIN,
    1 + ISN_TAG_ALONE, 5 + ISN_TAG_ALONE, 9 + ISN_TAG_ALONE};

enum { CLOSED = sizeof closed };

static void follow(const tagger *t, const int32_t *before, unsigned x,
                   unsigned y, int32_t *best, uint8_t *from)
{
    int32_t v = before[x] + t->model.header->transitions[x][y];
    if (v > best[y]) {
        best[y] = v;
        from[y] = (uint8_t)x;
    }
}

/* One step of Viterbi: the best way into each label of the next place. */
static void advance(const tagger *t, const int32_t *before, int32_t *best,
                    uint8_t *from)
{
    for (unsigned y = 0; y < L; y++) {
        best[y] = WORST;
    }
    for (unsigned x = 0; x < CLOSED; x++) {
        if (before[closed[x]] <= WORST) {
            continue;
        }
        for (unsigned y = 0; y < CLOSED; y++) {
            follow(t, before, closed[x], fresh[y], best, from);
        }
    }
    for (unsigned type = 0; type < 3; type++) {
        unsigned begin = isn_tag_label(type, ISN_TAG_BEGIN);
        unsigned inside = isn_tag_label(type, ISN_TAG_INSIDE);
        unsigned last = isn_tag_label(type, ISN_TAG_LAST);
        follow(t, before, begin, inside, best, from);
        follow(t, before, begin, last, best, from);
        follow(t, before, inside, inside, best, from);
        follow(t, before, inside, last, best, from);
    }
}

/* A step to a word that can only be outside. */
static void stay_outside(const tagger *t, int32_t *before, uint8_t *from)
{
    int32_t best = WORST;
    for (unsigned x = 0; x < CLOSED; x++) {
        int32_t v = before[closed[x]] +
                    t->model.header->transitions[closed[x]][ISN_TAG_OUTSIDE];
        if (v > best) {
            best = v;
            from[ISN_TAG_OUTSIDE] = closed[x];
        }
    }
    for (unsigned y = 1; y < L; y++) {
        before[y] = WORST;
    }
    before[ISN_TAG_OUTSIDE] = best;
}

static void decode(const tagger *t, uint32_t first, uint32_t n, bool second)
{
    int32_t best[L], before[L] = {0};
    for (uint32_t i = 0; i < n; i++) {
        isn_scores scores = t->scores[first + i];
        bool outside = scores[MARK] != 0;
        if (second && !outside) {
            uint64_t features[ISN_TAG_SECOND];
            size_t k = isn_tag_second(t->words + first, n, i, features);
            isn_model_add(&t->model, features, NULL, k, &scores);
        }
        if (i > 0 && outside) {
            stay_outside(t, before, t->from[i]);
            continue;
        } else if (i > 0) {
            advance(t, before, best, t->from[i]);
        } else {
            for (unsigned y = 0; y < L; y++) {
                best[y] = WORST;
            }
            for (unsigned y = 0; y < CLOSED; y++) {
                best[fresh[y]] = 0;
            }
        }
        before[0] = best[0];
        for (unsigned y = 1; y < L; y++) {
            before[y] = best[y] > WORST ? best[y] + scores[y - 1] : WORST;
        }
    }
    unsigned y = 0;
    for (unsigned x = 1; x < CLOSED; x++) {
        y = before[closed[x]] > before[y] ? closed[x] : y;
    }
    for (uint32_t i = n; i-- > 0;) {
        t->labels[first + i] = (uint8_t)y;
        y = t->from[i][y];
    }
}

typedef void work(tagger *t, uint32_t first, uint32_t n);

static void first_pass(tagger *t, uint32_t first, uint32_t n)
{
    score(t, first, n);
    decode(t, first, n, false);
}

static void second_pass(tagger *t, uint32_t first, uint32_t n)
{
    decode(t, first, n, true);
}

static void each_window(tagger *t, work *do_work)
{
    for (uint32_t i = 0; i < t->doc->sentences.count; i++) {
        const isn_sentence *s = &t->doc->sentences.items[i];
        if (!read_block(t->doc, s)) {
            continue;
        }
        for (uint32_t done = 0; done < s->token_count; done += WINDOW) {
            uint32_t left = s->token_count - done;
            do_work(t, s->first_token + done, left < WINDOW ? left : WINDOW);
        }
    }
}

static void look(tagger *t)
{
    isnad_doc *doc = t->doc;
    for (uint32_t i = 0; i < doc->sentences.count; i++) {
        const isn_sentence *s = &doc->sentences.items[i];
        if (!read_block(doc, s)) {
            continue;
        }
        isn_tag_words(doc, s->first_token, s->token_count,
                      t->words + s->first_token);
        for (uint32_t k = 0; k < s->token_count; k++) {
            isn_tag_word *w = &t->words[s->first_token + k];
            w->clusters = isn_model_clusters(&t->model, w->core);
        }
    }
}

static bool prepare(tagger *t)
{
    isn_arena *arena = t->scratch;
    size_t n = t->doc->tokens.count;
    uint32_t size = 64;
    while (size < 2 * n && size < (1u << 30)) {
        size *= 2;
    }
    t->type_mask = size - 1;
    t->model = isn_model_open();
    t->words = isn_arena_alloc(arena, (n + 1) * sizeof *t->words);
    t->scores = isn_arena_alloc(arena, (n + 1) * sizeof *t->scores);
    t->labels = isn_arena_alloc(t->doc->arena, n + 1);
    t->from = isn_arena_alloc(arena, WINDOW * sizeof *t->from);
    t->types = isn_arena_alloc(arena, (n + 1) * sizeof *t->types);
    t->slots = isn_arena_alloc(arena, size * sizeof *t->slots);
    return t->words && t->scores && t->labels && t->from && t->types &&
           t->slots;
}

/* The working tables are far larger than what they find, so they go when the
 * document is done. */
isnad_status isn_tag_document(isnad_doc *doc, const uint8_t **labels)
{
    tagger t = {.doc = doc, .scratch = isn_arena_new()};
    uint32_t n = (uint32_t)doc->tokens.count;
    isnad_status status = ISNAD_NOMEM;
    if (!t.scratch || !prepare(&t)) {
        goto done;
    }
    *labels = t.labels;
    look(&t);
    status = isn_tag_burst(doc, t.words, n);
    if (status) {
        goto done;
    }
    each_window(&t, first_pass);
    isn_names_cued(doc, t.labels);
    status = isn_tag_evidence(doc, t.words, t.labels, n);
    if (!status) {
        each_window(&t, second_pass);
        isn_names_cued(doc, t.labels);
        status = isn_names_carry(doc, t.words, t.labels);
    }
done:
    isn_arena_free(t.scratch);
    return status;
}
