/* The score of a label at a place is the sum of the weights of its features.
 * What a word says by itself is summed once for each different word of the
 * document and each distance at which it is felt.  Most words are nowhere near
 * a name: the sequence is looked for in the runs between them alone.  The
 * second pass adds the evidence of the first, and reads again the runs which
 * have any. */
#include "annotate/tagger.h"

#include <stdlib.h>
#include <string.h>

#include "annotate/namecarry.h"
#include "annotate/namecues.h"
#include "annotate/namesure.h"
#include "annotate/namewhole.h"
#include "annotate/tagdecode.h"
#include "annotate/tagmodel.h"

enum {
    WINDOW = 400, /* tokens decoded at once; a longer sentence is cut */
    AHEAD = 8,    /* words asked for before they are needed */
    DULL = -100,  /* in steps of the model's unit */
    OPEN = 1,     /* a token that may be part of a name */
    HEARD = 2     /* … of which the first pass tells something */
};

/* Four places at once: while the newest tells what it will ask, the one before
 * asks, the next finds what it asked for, and the oldest adds it up. */
typedef struct lookups {
    isn_model_lookup items[4];
    uint32_t count;
} lookups;

typedef struct tagger {
    isnad_doc *doc;
    isn_tag_text *text;
    isn_model model;
    isn_tag_decoder decoder;
    const isn_felt **felt;    /* by word of the document */
    isn_model_sums *own;      /* sums that the model does not have */
    isn_scores *scores;       /* by token */
    uint8_t *open;            /* by token: 0, OPEN or HEARD */
    uint8_t *needed;          /* by word: its sums are */
    uint8_t *labels, *chosen; /* as cues leave them; as decoded */
    lookups lookups;
    void *memory;
} tagger;

/* ---- words */

/* Words whose sums the model does not have, three at once: the newest asks, the
 * one before finds what it asked for, the oldest is added up. */
typedef struct summing {
    isn_model_traits items[3];
    uint32_t count; /* the n-th has the n-th sums of `own` */
} summing;

static void go_on_summing(tagger *t, summing *all)
{
    uint32_t n = all->count++;
    isn_model_ask_traits(&t->model, &all->items[n % 3]);
    if (n >= 1) {
        isn_model_find_traits(&t->model, &all->items[(n - 1) % 3]);
    }
    if (n >= 2) {
        isn_model_add_traits(&t->model, &all->items[(n - 2) % 3],
                             &t->own[n - 2].felt);
    }
}

static void sum_word(tagger *t, summing *all, uint32_t k)
{
    const isn_tag_type *type = &t->text->types[k];
    t->felt[k] = isn_model_common(&t->model, isn_model_type(&type->word));
    if (!t->felt[k]) {
        isn_model_traits *l = &all->items[all->count % 3];
        l->count = isn_tag_traits(&t->doc->tokens.items[type->token],
                                  &type->word, false, l->traits);
        l->clusters = type->word.clusters;
        t->felt[k] = &t->own[all->count].felt;
        go_on_summing(t, all);
    }
}

static void finish_summing(tagger *t, summing *all)
{
    for (unsigned i = 0; i < 2; i++) {
        isn_model_traits *none = &all->items[all->count % 3];
        none->count = 0;
        none->clusters = (isn_tag_clusters){{0}, 0};
        go_on_summing(t, all);
    }
}

static void look_up_clusters(tagger *t)
{
    isn_tag_type *types = t->text->types;
    uint32_t n = t->text->type_count;
    for (uint32_t k = 0; k < n && k < AHEAD; k++) {
        isn_model_expect_clusters(&t->model, &types[k].word);
    }
    for (uint32_t k = 0; k < n; k++) {
        if (k + AHEAD < n) {
            isn_model_expect_clusters(&t->model, &types[k + AHEAD].word);
        }
        isn_tag_word *w = &types[k].word;
        w->clusters = isn_model_clusters(&t->model, w->core);
    }
}

/* Which tokens may be part of names, and which words are felt there. */
static void find_open(tagger *t, uint32_t first, uint32_t n)
{
    const isn_tag_word *words = t->text->words + first;
    for (uint32_t i = 0; i < n; i++) {
        t->open[first + i] = isn_tag_open(words, n, i) ? OPEN : 0;
        if (t->open[first + i]) {
            uint32_t from = i < ISN_TAG_REACH ? 0 : i - ISN_TAG_REACH;
            uint32_t end = i + ISN_TAG_REACH < n ? i + ISN_TAG_REACH + 1 : n;
            for (uint32_t k = from; k < end; k++) {
                t->needed[words[k].type] = true;
            }
        }
    }
}

static void sum_words(tagger *t)
{
    const isn_tag_type *types = t->text->types;
    uint32_t n = t->text->type_count;
    summing all;
    all.count = 0;
    for (uint32_t k = 0; k < n; k++) {
        if (k + AHEAD < n && t->needed[k + AHEAD]) {
            isn_model_expect(&t->model, &types[k + AHEAD].word);
        }
        if (t->needed[k]) {
            sum_word(t, &all, k);
        }
    }
    finish_summing(t, &all);
}

/* ---- scores of the first pass */

/* What the words around place i of n mean for it. */
static void feel_around(const tagger *t, uint32_t first, uint32_t n, uint32_t i,
                        isn_scores *scores)
{
    isn_scores sum = {};
    for (int d = -ISN_TAG_REACH; d <= ISN_TAG_REACH; d++) {
        int64_t at = (int64_t)i + d;
        if (at >= 0 && at < n) {
            isn_scores s;
            const isn_felt *felt =
                t->felt[t->text->words[first + (uint32_t)at].type];
            memcpy(&s, (*felt)[d + ISN_TAG_REACH], sizeof s);
            sum.low = isn_plus(sum.low, s.low);
            sum.high = isn_plus(sum.high, s.high);
        }
    }
    *scores = sum;
}

static int16_t highest(const isn_scores *scores)
{
    isn_half low, high;
    memcpy(&low, scores, sizeof low);
    memcpy(&high, (const int16_t *)scores + ISN_MODEL_WEIGHTS - 8, sizeof high);
    low = isn_most(low, high);
    low = isn_most(low,
                   __builtin_shufflevector(low, low, 4, 5, 6, 7, 0, 1, 2, 3));
    low = isn_most(low,
                   __builtin_shufflevector(low, low, 2, 3, 0, 1, 6, 7, 4, 5));
    low = isn_most(low,
                   __builtin_shufflevector(low, low, 1, 0, 3, 2, 5, 4, 7, 6));
    return low[0];
}

static isn_model_lookup *lookup(tagger *t, uint32_t back)
{
    return &t->lookups.items[(t->lookups.count - back) % 4];
}

static void begin_lookups(tagger *t)
{
    t->lookups.count = 0;
    for (unsigned i = 0; i < 4; i++) {
        t->lookups.items[i].count = 0;
        t->lookups.items[i].scores = &t->scores[-1]; /* nobody's */
    }
}

static void go_on(tagger *t)
{
    isn_model_expect_keys(&t->model, lookup(t, 0));
    isn_model_ask(&t->model, lookup(t, 1));
    isn_model_find(&t->model, lookup(t, 2));
    isn_model_add(lookup(t, 3));
    t->lookups.count++;
}

static void finish_lookups(tagger *t)
{
    for (unsigned i = 0; i < 3; i++) {
        lookup(t, 0)->count = 0;
        go_on(t);
    }
}

static void score(tagger *t, uint32_t first, uint32_t n)
{
    const isn_tag_word *words = t->text->words + first;
    for (uint32_t i = 0; i < n; i++) {
        isn_scores *scores = &t->scores[first + i];
        if (!t->open[first + i]) {
            continue;
        }
        feel_around(t, first, n, i, scores);
        if (highest(scores) >= DULL) {
            isn_model_lookup *l = lookup(t, 0);
            l->scores = scores;
            l->count = isn_tag_features(words, n, i, l->keys);
            go_on(t);
        }
    }
}

/* ---- the passes */

/* Where the run of open tokens at i ends. */
static uint32_t run_end(const uint8_t *open, uint32_t n, uint32_t i)
{
    while (i < n && open[i]) {
        i++;
    }
    return i;
}

/* Decodes the runs of open tokens that have one of the kind. */
static void decode(tagger *t, uint32_t first, uint32_t n, uint8_t kind)
{
    for (uint32_t i = 0; i < n; i++) {
        const uint8_t *open = t->open + first;
        uint32_t end = run_end(open, n, i);
        if (end > i && memchr(open + i, kind, end - i)) {
            isn_tag_decode(&t->decoder, t->scores + first + i, end - i, i == 0,
                           end == n, t->chosen + first + i);
        }
        i = end;
    }
}

static void decode_open(tagger *t, uint32_t first, uint32_t n)
{
    decode(t, first, n, OPEN);
}

static void decode_heard(tagger *t, uint32_t first, uint32_t n)
{
    decode(t, first, n, HEARD);
}

/* Adds what the first pass tells of each open place. */
static void hear(tagger *t, uint32_t first, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        isn_model_lookup *l = lookup(t, 0);
        if (t->open[first + i]) {
            l->count = isn_tag_second(t->text->words + first, n, i, l->keys);
            l->scores = &t->scores[first + i];
            if (l->count > 0) {
                t->open[first + i] = HEARD;
                go_on(t);
            }
        }
    }
}

typedef void work(tagger *t, uint32_t first, uint32_t n);

static void each_window(tagger *t, work *do_work)
{
    for (uint32_t i = 0; i < t->doc->sentences.count; i++) {
        const isn_sentence *s = &t->doc->sentences.items[i];
        if (!isn_tag_reads(t->doc, s)) {
            continue;
        }
        for (uint32_t done = 0; done < s->token_count; done += WINDOW) {
            uint32_t left = s->token_count - done;
            do_work(t, s->first_token + done, left < WINDOW ? left : WINDOW);
        }
    }
}

/* The labels as decoded stay apart from what the cues make of them. */
static isnad_status settle(tagger *t)
{
    memcpy(t->labels, t->chosen, t->text->count);
    isn_names_cued(t->doc, t->labels);
    isnad_status status = isn_names_sure(t->doc, t->labels);
    isn_names_whole(t->doc, t->labels);
    return status;
}

/* Lookups go on from one sentence to the next. */
static isnad_status pass(tagger *t, work *ask, work *decide)
{
    begin_lookups(t);
    each_window(t, ask);
    finish_lookups(t);
    each_window(t, decide);
    return settle(t);
}

/* ---- the document */

static void *take(char **at, size_t size)
{
    void *here = *at;
    *at += (size + 63) & ~(size_t)63;
    return here;
}

/* Working tables in one piece; a vector before and behind the scores may be
 * read. */
static bool prepare(tagger *t)
{
    size_t n = t->text->count, types = t->text->type_count;
    size_t scores = (n + 2) * sizeof *t->scores;
    size_t felt = types * sizeof(const isn_felt *);
    size_t own = types * sizeof *t->own;
    size_t states = WINDOW * sizeof(isn_tag_state);
    t->labels = isn_arena_alloc(t->doc->words, n + 1);
    t->memory = malloc(scores + felt + own + states + 2 * n + types + 8 * 64);
    if (!t->labels || !t->memory) {
        return false;
    }
    char *at = (char *)t->memory + (64 - (uintptr_t)t->memory % 64);
    t->scores = (isn_scores *)take(&at, scores) + 1;
    t->felt = take(&at, felt);
    t->own = take(&at, own);
    isn_tag_state *space = take(&at, states);
    t->open = take(&at, n);
    t->chosen = take(&at, n);
    t->needed = take(&at, types);
    memset(&t->scores[-1], 0, sizeof *t->scores);
    memset(t->chosen, ISN_TAG_OUTSIDE, n);
    memset(t->needed, false, types);
    t->model = isn_model_open();
    isn_tag_decoder_init(&t->decoder, &t->model, space);
    return true;
}

isnad_status isn_tag_document(isn_tag_text *text, const uint8_t **labels)
{
    tagger t = {.doc = text->doc, .text = text};
    isnad_status status = ISNAD_NOMEM;
    if (!prepare(&t)) {
        goto done;
    }
    *labels = t.labels;
    look_up_clusters(&t);
    isn_tag_text_spread(text);
    each_window(&t, find_open);
    sum_words(&t);
    status = pass(&t, score, decode_open);
    if (!status) {
        status = isn_tag_evidence(text, t.labels);
    }
    if (!status) {
        status = pass(&t, hear, decode_heard);
    }
    if (!status) {
        status = isn_names_carry(text, t.labels);
    }
done:
    free(t.memory);
    return status;
}
