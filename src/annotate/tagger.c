/* The score of a label at a place is the sum of the weights of its features;
 * the best sequence is found by Viterbi.  What a word says by itself is
 * summed once for each word type of the document and each distance at which
 * it is felt.  The second pass only adds the evidence of the first. */
#include "annotate/tagger.h"

#include "annotate/namecues.h"

#include <string.h>

#include "annotate/namecarry.h"
#include "annotate/tagmodel.h"

enum {
    L = ISN_TAG_LABELS,
    WINDOW = 400, /* tokens decoded at once; a longer sentence is cut */
    FELT = 2 * ISN_TAG_REACH + 1
};

/* Summed weights of one word type. */
typedef struct word_type {
    uint64_t whole, core; /* 0: free slot */
    int16_t sums[FELT][L];
} word_type;

typedef struct tagger {
    isnad_doc *doc;
    isn_arena *scratch; /* working tables */
    isn_model model;
    isn_tag_word *words;
    int32_t (*scores)[L]; /* of the first pass, by token */
    uint8_t *labels;
    uint8_t (*from)[L]; /* WINDOW */
    word_type *types;
    uint32_t type_mask;
    uint16_t next[L]; /* labels that may follow, as bits */
} tagger;

static bool open_label(unsigned y)
{
    return y != 0 &&
           ((y - 1) % 4 == ISN_TAG_BEGIN || (y - 1) % 4 == ISN_TAG_INSIDE);
}

static bool goes_on(unsigned y)
{
    return y != 0 &&
           ((y - 1) % 4 == ISN_TAG_INSIDE || (y - 1) % 4 == ISN_TAG_LAST);
}

static void set_next(tagger *t)
{
    for (unsigned x = 0; x < L; x++) {
        for (unsigned y = 0; y < L; y++) {
            bool may = open_label(x) ? goes_on(y) && (x - 1) / 4 == (y - 1) / 4
                                     : !goes_on(y);
            t->next[x] |= (uint16_t)((unsigned)may << y);
        }
    }
}

static bool read_block(const isnad_doc *doc, const isn_sentence *s)
{
    const isnad_block *b = &doc->blocks.items[s->block];
    return isnad_block_is_article(b) || b->role == ISNAD_ROLE_CAPTION;
}

/* ---- scores of the first pass ------------------------------------------------- */

static word_type *slot_of(const tagger *t, const isn_tag_word *w)
{
    uint64_t h = w->whole ^ w->core * 3;
    for (uint32_t at = (uint32_t)(h >> 24);; at++) {
        word_type *slot = &t->types[at & t->type_mask];
        if ((slot->whole == w->whole && slot->core == w->core) ||
            (slot->whole == 0 && slot->core == 0)) {
            return slot;
        }
    }
}

static const word_type *type_of(const tagger *t, uint32_t at)
{
    const isn_tag_word *w = &t->words[at];
    word_type *slot = slot_of(t, w);
    if (slot->whole || slot->core) {
        return slot;
    }
    slot->whole = w->whole;
    slot->core = w->core;
    isn_trait traits[ISN_TAG_TRAITS];
    size_t n = isn_tag_traits(&t->doc->tokens.items[at], w, traits);
    int32_t sums[FELT][L] = {{0}};
    for (size_t k = 0; k < n; k++) {
        for (int d = -traits[k].reach; d <= traits[k].reach; d++) {
            isn_model_add(&t->model, isn_tag_at(traits[k].key, d),
                          sums[d + ISN_TAG_REACH]);
        }
    }
    for (unsigned d = 0; d < FELT; d++) {
        for (unsigned y = 0; y < L; y++) {
            slot->sums[d][y] = (int16_t)sums[d][y];
        }
    }
    return slot;
}

/* Adds what the word at `at` means for the places around it. */
static void radiate(const tagger *t, uint32_t first, uint32_t n, uint32_t at)
{
    const word_type *type = type_of(t, at);
    for (int d = -ISN_TAG_REACH; d <= ISN_TAG_REACH; d++) {
        /* The word stands at distance d from the place at - d. */
        int64_t place = (int64_t)at - d;
        if (place < first || place >= (int64_t)first + n) {
            continue;
        }
        for (unsigned y = 0; y < L; y++) {
            t->scores[place][y] += type->sums[d + ISN_TAG_REACH][y];
        }
    }
}

static void score(const tagger *t, uint32_t first, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        radiate(t, first, n, first + i);
        uint64_t features[ISN_TAG_FEATURES];
        size_t k = isn_tag_features(t->words + first, n, i, features);
        for (size_t f = 0; f < k; f++) {
            isn_model_add(&t->model, features[f], t->scores[first + i]);
        }
    }
}

/* ---- the best sequence ------------------------------------------------------------ */

static void decode(const tagger *t, uint32_t first, uint32_t n, bool second)
{
    const int32_t worst = INT32_MIN / 2;
    int32_t best[L], before[L];
    for (uint32_t i = 0; i < n; i++) {
        int32_t scores[L];
        memcpy(scores, t->scores[first + i], sizeof scores);
        if (second) {
            uint64_t features[ISN_TAG_SECOND];
            size_t k = isn_tag_second(t->words + first, n, i, features);
            for (size_t f = 0; f < k; f++) {
                isn_model_add(&t->model, features[f], scores);
            }
        }
        for (unsigned y = 0; y < L; y++) {
            best[y] = i == 0 && !goes_on(y) ? 0 : worst;
        }
        for (unsigned x = 0; i > 0 && x < L; x++) {
            const int16_t *move = t->model.header->transitions[x];
            for (unsigned y = 0; y < L; y++) {
                if ((t->next[x] >> y & 1) && before[x] + move[y] > best[y]) {
                    best[y] = before[x] + move[y];
                    t->from[i][y] = (uint8_t)x;
                }
            }
        }
        for (unsigned y = 0; y < L; y++) {
            before[y] = best[y] > worst ? best[y] + scores[y] : worst;
        }
    }
    unsigned y = 0;
    for (unsigned x = 1; x < L; x++) {
        y = !open_label(x) && before[x] > before[y] ? x : y;
    }
    for (uint32_t i = n; i-- > 0;) {
        t->labels[first + i] = (uint8_t)y;
        y = t->from[i][y];
    }
}

typedef void work(const tagger *t, uint32_t first, uint32_t n);

static void first_pass(const tagger *t, uint32_t first, uint32_t n)
{
    score(t, first, n);
    decode(t, first, n, false);
}

static void second_pass(const tagger *t, uint32_t first, uint32_t n)
{
    decode(t, first, n, true);
}

static void each_window(const tagger *t, work *do_work)
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
    t->types = isn_arena_alloc(arena, size * sizeof *t->types);
    set_next(t);
    return t->words && t->scores && t->labels && t->from && t->types;
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
