/* Trains the tagger of names:
 *   names-train CLUSTERS.tsv GOLD.txt [-o MODEL] [-t TEST.txt] [-f FOLDS]
 *               [-1] [-e EPOCHS] [-d DROP] [-u UNKNOWN] [-k FEATURES]
 *               [-v]
 *
 * A linear-chain CRF over the features of annotate/tagfeatures.h, fitted by
 * AdaGrad, weights averaged over the later epochs.  Each article is seen in
 * two forms: as on the first pass, and with the evidence that a first pass
 * leaves for the second; that evidence is made by models which did not see
 * the article (three parts); -1 does without the second form.  -f N measures
 * by N parts instead of writing a model; -t measures on another file.  One
 * thread, own random numbers.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "annotate/namecarry.h"
#include "annotate/nameedges.h"
#include "annotate/namespans.h"
#include "annotate/tagevidence.h"
#include "lang/fold.h"
#include "annotate/tagmodel.h"
#include "names_docs.h"
#include "names_model.h"
#include "names_pack.h"

enum { L = ISN_TAG_LABELS, PARTS = 3, WINDOW = 400 };

/* What the tagger does not look at; and what of that is part of a name after
 * all: to learn from, not to be found. */
enum { OUTSIDE_ONLY = 1, OR_NAMED = 2 };

typedef struct sentence {
    uint32_t first, n;  /* tokens of the document */
    uint32_t *start;    /* n + 1 offsets into features */
    uint32_t *features; /* ids in the dictionary */
    uint8_t *closed;    /* by place: OUTSIDE_ONLY, OR_NAMED or 0 */
} sentence;

typedef struct article {
    gold_doc gold;
    isn_tag_text text;
    uint8_t *labels, *guess;
    sentence *sentences[2]; /* of the first and the second pass */
    uint32_t sentence_count;
    isn_word_counts counts;
} article;

static uint64_t seed = 0x853C49E6748FEA9Bu;

static uint32_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 16);
}

static void *need(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size);
    if (!p) {
        fprintf(stderr, "names-train: out of memory\n");
        exit(1);
    }
    return p;
}

/* ---- dictionary of features */

static uint64_t *keys;
static uint32_t *ids; /* 0: free slot */
static uint32_t slot_mask = (1u << 24) - 1, feature_count = 1;
enum { NONE = 0 };       /* the id of features too rare to keep */
static uint8_t *rare;    /* by slot: looked up, but too rare */
static uint64_t *key_of; /* id → key */

static uint32_t feature_id(uint64_t key)
{
    for (uint32_t at = (uint32_t)(key >> 32);; at++) {
        uint32_t *id = &ids[at & slot_mask];
        if (rare[at & slot_mask] && keys[at & slot_mask] == key) {
            return NONE;
        }
        if (*id && keys[at & slot_mask] == key) {
            return *id;
        }
        if (!*id && !rare[at & slot_mask]) {
            if (feature_count > slot_mask / 4 * 3) {
                fprintf(stderr, "names-train: too many features\n");
                exit(1);
            }
            keys[at & slot_mask] = key;
            key_of[feature_count] = key;
            return *id = feature_count++;
        }
    }
}

/* ---- reading */

static void set_labels(article *a)
{
    const isnad_doc *doc = a->gold.doc;
    for (size_t k = 0; k < a->gold.name_count; k++) {
        const gold_name *g = &a->gold.names[k];
        uint32_t first = UINT32_MAX, last = 0;
        for (uint32_t i = 0; i < doc->tokens.count; i++) {
            isnad_span s = doc->tokens.items[i].span;
            if (s.begin < g->end && s.end > g->begin) {
                first = first == UINT32_MAX ? i : first;
                last = i;
            }
        }
        if (first == UINT32_MAX) {
            continue;
        }
        for (uint32_t i = first; i <= last; i++) {
            unsigned p = first == last ? ISN_TAG_ALONE
                         : i == first  ? ISN_TAG_BEGIN
                         : i == last   ? ISN_TAG_LAST
                                       : ISN_TAG_INSIDE;
            a->labels[i] = (uint8_t)isn_tag_label(g->type, p);
        }
    }
}

/* A stored feature: its id, and in the top byte whose identity it tells: bits
 * 0 … 4 for the words at distance -2 … 2, bit 5 where it is the cluster of
 * such a word. */
enum { ID = 0xFFFFFF, CLUSTERED = 1u << 5 };

static void add_feature(uint32_t *buffer, uint32_t *count, uint64_t key,
                        unsigned told)
{
    uint32_t id = feature_id(key);
    if (id != NONE) {
        buffer[(*count)++] = id | told << 24;
    }
}

/* Which words the first features of isn_tag_features identify. */
static unsigned told_by(size_t feature)
{
    static const uint8_t told[20] = {6, 12, 10, 3, 24, 0, 0, 0, 4, 4,
                                     0, 2,  0,  0, 0,  0, 0, 0, 0, 0};
    return feature < 20 ? told[feature] : 0;
}

static void extract(article *a, unsigned pass)
{
    const isnad_doc *doc = a->gold.doc;
    static uint32_t buffer[WINDOW * 320];
    a->sentences[pass] = need(a->sentence_count, sizeof *a->sentences[pass]);
    uint32_t out = 0;
    for (uint32_t s = 0; s < doc->sentences.count; s++) {
        uint32_t at = doc->sentences.items[s].first_token;
        uint32_t left = doc->sentences.items[s].token_count;
        while (left > 0) {
            uint32_t n = left > WINDOW ? WINDOW : left;
            sentence *t = &a->sentences[pass][out++];
            t->first = at;
            t->n = n;
            t->start = need(n + 1, sizeof *t->start);
            t->closed = need(n, 1);
            uint32_t count = 0;
            for (uint32_t i = 0; i < n; i++) {
                t->start[i] = count;
                if (!isn_tag_open(a->text.words + at, n, i)) {
                    t->closed[i] = a->labels[at + i] ? OR_NAMED : OUTSIDE_ONLY;
                }
                if (t->closed[i] == OUTSIDE_ONLY) {
                    continue;
                }
                uint64_t features[ISN_TAG_FEATURES + ISN_TAG_SECOND];
                const isn_tag_word *words = a->text.words + at;
                size_t k = isn_tag_features(words, n, i, features);
                if (pass == 1) {
                    k += isn_tag_second(words, n, i, features + k);
                }
                for (size_t f = 0; f < k; f++) {
                    add_feature(buffer, &count, features[f], told_by(f));
                }
                for (int d = -ISN_TAG_REACH; d <= ISN_TAG_REACH; d++) {
                    int64_t j = (int64_t)i + d;
                    if (j < 0 || j >= n) {
                        continue;
                    }
                    isn_trait traits[ISN_TAG_TRAITS];
                    const isn_tag_type *type = &a->text.types[words[j].type];
                    k = isn_tag_traits(&doc->tokens.items[type->token],
                                       &type->word, true, traits);
                    for (size_t f = 0; f < k; f++) {
                        if (traits[f].reach >= abs(d)) {
                            unsigned bit = 1u << (d + 2);
                            unsigned told =
                                traits[f].kind == ISN_TRAIT_SHARED ? 0
                                : traits[f].kind == ISN_TRAIT_CLUSTER
                                    ? bit | CLUSTERED
                                    : bit;
                            add_feature(buffer, &count,
                                        isn_tag_at(traits[f].key, d), told);
                        }
                    }
                }
            }
            t->start[n] = count;
            t->features = need(count, sizeof *t->features);
            memcpy(t->features, buffer, count * sizeof *buffer);
            at += n;
            left -= n;
        }
    }
}

static article *read_articles(const char *path, const clusters *c,
                              size_t *count)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    article *list = NULL;
    gold_doc g;
    *count = 0;
    while (gold_next(file, &g)) {
        list = realloc(list, (*count + 1) * sizeof *list);
        if (!list) {
            exit(1);
        }
        article *a = &list[(*count)++];
        *a = (article){.gold = g};
        uint32_t n = (uint32_t)g.doc->tokens.count;
        a->labels = need(n, 1);
        a->guess = need(n, 1);
        for (size_t s = 0; s < g.doc->sentences.count; s++) {
            a->sentence_count +=
                (g.doc->sentences.items[s].token_count + WINDOW - 1) / WINDOW;
        }
        if (isn_tag_text_new(&a->text, g.doc) != ISNAD_OK ||
            isn_word_counts_of(&a->text, &a->counts) != ISNAD_OK) {
            exit(1);
        }
        for (uint32_t k = 0; k < a->text.type_count; k++) {
            isn_tag_word *w = &a->text.types[k].word;
            w->clusters = clusters_of(c, w->core);
        }
        isn_tag_text_spread(&a->text);
        set_labels(a);
        extract(a, 0);
    }
    fclose(file);
    return list;
}

/* Forgets the features that only one place has, and numbers the rest anew. */
static void prune(article *list, size_t count)
{
    uint8_t *often = need(feature_count, 1);
    uint32_t *number = need(feature_count, sizeof *number);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < count; i++) {
            for (uint32_t k = 0; k < list[i].sentence_count; k++) {
                sentence *s = &list[i].sentences[0][k];
                uint32_t out = 0;
                for (uint32_t p = 0; p < s->n; p++) {
                    uint32_t f = s->start[p];
                    s->start[p] = round ? out : f;
                    for (; f < s->start[p + 1]; f++) {
                        uint32_t id = s->features[f] & ID;
                        if (round == 0) {
                            often[id] = (uint8_t)(often[id] + (often[id] < 2));
                        } else if (number[id]) {
                            s->features[out++] =
                                number[id] | (s->features[f] & ~(uint32_t)ID);
                        }
                    }
                }
                if (round) {
                    s->start[s->n] = out;
                }
            }
        }
        for (uint32_t id = 1, next = 1; round == 0 && id < feature_count;
             id++) {
            if (often[id] == 2) {
                key_of[next] = key_of[id];
                number[id] = next++;
            }
        }
    }
    uint32_t kept = 1;
    for (size_t at = 0; at <= slot_mask; at++) {
        if (ids[at]) {
            rare[at] = (uint8_t)(number[ids[at]] == 0);
            ids[at] = number[ids[at]];
            kept += ids[at] != 0;
        }
    }
    feature_count = kept;
    free(often);
    free(number);
}

/* ---- the CRF */

typedef struct crf {
    uint32_t count; /* features it knows */
    float (*w)[L], (*g)[L], (*sum)[L];
    float t[L][L], tg[L][L], tsum[L][L];
} crf;

static bool allowed[L + 1][L + 1]; /* [L]: outside the sentence */

static void set_allowed(void)
{
    for (unsigned a = 0; a <= L; a++) {
        for (unsigned b = 0; b <= L; b++) {
            bool open =
                a != 0 && a != L &&
                ((a - 1) % 4 == ISN_TAG_BEGIN || (a - 1) % 4 == ISN_TAG_INSIDE);
            bool goes_on =
                b != 0 && b != L &&
                ((b - 1) % 4 == ISN_TAG_INSIDE || (b - 1) % 4 == ISN_TAG_LAST);
            allowed[a][b] =
                open ? goes_on && (a - 1) / 4 == (b - 1) / 4 : !goes_on;
        }
    }
}

static void crf_new(crf *m)
{
    m->count = feature_count;
    m->w = need(feature_count, sizeof *m->w);
    m->g = need(feature_count, sizeof *m->g);
    m->sum = need(feature_count, sizeof *m->sum);
    memset(m->t, 0, sizeof m->t);
    memset(m->tg, 0, sizeof m->tg);
    memset(m->tsum, 0, sizeof m->tsum);
}

static void crf_clear(crf *m)
{
    memset(m->w, 0, m->count * sizeof *m->w);
    memset(m->g, 0, m->count * sizeof *m->g);
    memset(m->t, 0, sizeof m->t);
    memset(m->tg, 0, sizeof m->tg);
}

static void crf_free(crf *m)
{
    free(m->w);
    free(m->g);
    free(m->sum);
}

static void add_scores(const crf *m, const sentence *s, float (*score)[L],
                       const uint8_t *dropped)
{
    for (uint32_t i = 0; i < s->n; i++) {
        float sum[L] = {0};
        for (uint32_t f = s->start[i]; f < s->start[i + 1]; f++) {
            if ((dropped && dropped[f]) || (s->features[f] & ID) >= m->count) {
                continue;
            }
            const float *w = m->w[s->features[f] & ID];
            for (unsigned y = 0; y < L; y++) {
                sum[y] += w[y];
            }
        }
        bool shut = s->closed[i] == OUTSIDE_ONLY || (s->closed[i] && !dropped);
        for (unsigned y = 1; shut && y < L; y++) {
            sum[y] = -1e4f;
        }
        memcpy(score[i], sum, sizeof sum);
    }
}

static void decode(const crf *m, const sentence *s, uint8_t *labels)
{
    static float score[WINDOW][L], best[WINDOW][L];
    static uint8_t from[WINDOW][L];
    add_scores(m, s, score, NULL);
    for (uint32_t i = 0; i < s->n; i++) {
        for (unsigned y = 0; y < L; y++) {
            float top = -1e30f;
            if (i == 0) {
                top = allowed[L][y] ? 0 : -1e30f;
            } else {
                for (unsigned x = 0; x < L; x++) {
                    float v = best[i - 1][x] + m->t[x][y];
                    if (allowed[x][y] && v > top) {
                        top = v;
                        from[i][y] = (uint8_t)x;
                    }
                }
            }
            best[i][y] = top + score[i][y];
        }
    }
    unsigned y = 0;
    float top = -1e30f;
    for (unsigned x = 0; x < L; x++) {
        if (allowed[x][L] && best[s->n - 1][x] > top) {
            top = best[s->n - 1][x];
            y = x;
        }
    }
    for (uint32_t i = s->n; i-- > 0;) {
        labels[s->first + i] = (uint8_t)y;
        y = from[i][y];
    }
}

static float rate = 0.15f, decay = 2e-6f;
static uint32_t unknown = 150; /* words in 1000 taken for unknown */
static double drop = 0.1;      /* the part of the features left out at random */

static void step(float *w, float *g, float err)
{
    *g += err * err;
    *w -= rate * err / sqrtf(*g + 1e-4f);
}

/* Some features at random; of some words all that tells who they are, as if
 * the tagger had never met them, and of a few of these the clusters too. */
static void leave_out(const sentence *s, uint8_t *dropped, uint32_t limit)
{
    static uint8_t strange[WINDOW + 4];
    memset(strange, 0, s->n + 4);
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t r = next_random() % 1000;
        strange[i + 2] = r < unknown ? 1 + (r < unknown / 4) : 0;
    }
    for (uint32_t i = 0; i < s->n; i++) {
        for (uint32_t f = s->start[i]; f < s->start[i + 1]; f++) {
            uint32_t told = s->features[f] >> 24;
            unsigned least = told & CLUSTERED ? 2 : 1;
            dropped[f] = next_random() < limit;
            for (unsigned d = 0; told && d < 5; d++) {
                dropped[f] |= (told >> d & 1) && strange[i + d] >= least;
            }
        }
    }
}

/* One sentence: expectations by forward and backward sums, one step. */
static void learn(crf *m, const sentence *s, const uint8_t *gold)
{
    static float score[WINDOW][L], a[WINDOW][L], b[WINDOW][L];
    static float trans[L][L], terr[L][L];
    static uint8_t dropped[WINDOW * 320];
    uint32_t n = s->n, limit = (uint32_t)(drop * 4294967295.0);
    leave_out(s, dropped, limit);
    add_scores(m, s, score, dropped);
    for (unsigned x = 0; x < L; x++) {
        for (unsigned y = 0; y < L; y++) {
            trans[x][y] = allowed[x][y] ? expf(m->t[x][y]) : 0;
            terr[x][y] = 0;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        float top = score[i][0];
        for (unsigned y = 1; y < L; y++) {
            top = score[i][y] > top ? score[i][y] : top;
        }
        float sum = 0;
        for (unsigned y = 0; y < L; y++) {
            float in = 0;
            if (i == 0) {
                in = allowed[L][y];
            } else {
                for (unsigned x = 0; x < L; x++) {
                    in += a[i - 1][x] * trans[x][y];
                }
            }
            score[i][y] = expf(score[i][y] - top);
            a[i][y] = in * score[i][y];
            sum += a[i][y];
        }
        for (unsigned y = 0; y < L; y++) {
            a[i][y] /= sum;
        }
    }
    for (unsigned y = 0; y < L; y++) {
        b[n - 1][y] = allowed[y][L];
    }
    for (uint32_t i = n - 1; i-- > 0;) {
        float sum = 0;
        for (unsigned x = 0; x < L; x++) {
            float in = 0;
            for (unsigned y = 0; y < L; y++) {
                in += trans[x][y] * score[i + 1][y] * b[i + 1][y];
            }
            b[i][x] = in;
            sum += in;
        }
        for (unsigned x = 0; x < L; x++) {
            b[i][x] /= sum;
        }
    }
    for (uint32_t i = 0; i + 1 < n; i++) {
        float pair[L][L], sum = 0;
        for (unsigned x = 0; x < L; x++) {
            for (unsigned y = 0; y < L; y++) {
                pair[x][y] =
                    a[i][x] * trans[x][y] * score[i + 1][y] * b[i + 1][y];
                sum += pair[x][y];
            }
        }
        for (unsigned x = 0; x < L; x++) {
            for (unsigned y = 0; y < L; y++) {
                terr[x][y] += pair[x][y] / sum;
            }
        }
        terr[gold[s->first + i]][gold[s->first + i + 1]] -= 1;
    }
    for (uint32_t i = 0; i < n; i++) {
        float err[L], sum = 0;
        for (unsigned y = 0; y < L; y++) {
            err[y] = a[i][y] * b[i][y];
            sum += err[y];
        }
        for (unsigned y = 0; y < L; y++) {
            err[y] = err[y] / sum - (gold[s->first + i] == y);
        }
        for (uint32_t f = s->start[i]; f < s->start[i + 1]; f++) {
            if (dropped[f]) {
                continue;
            }
            uint32_t id = s->features[f] & ID;
            float *w = m->w[id], *g = m->g[id];
            for (unsigned y = 0; y < L; y++) {
                w[y] -= w[y] * decay;
                step(&w[y], &g[y], err[y]);
            }
        }
    }
    for (unsigned x = 0; x < L; x++) {
        for (unsigned y = 0; y < L; y++) {
            if (terr[x][y] != 0) {
                step(&m->t[x][y], &m->tg[x][y], terr[x][y]);
            }
        }
    }
}

typedef struct task {
    const sentence *s;
    const uint8_t *gold;
} task;

static int verbose, epochs = 3, runs = 1;

static void add_all(float *sum, const float *w, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        sum[i] += w[i];
    }
}

static void mean(float *w, const float *sum, size_t n, int times)
{
    for (size_t i = 0; i < n; i++) {
        w[i] = sum[i] / (float)times;
    }
}

static void shuffle(task *tasks, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = next_random() % i;
        task t = tasks[i - 1];
        tasks[i - 1] = tasks[j];
        tasks[j] = t;
    }
}

/* Fits the articles that `use` names, in both forms where they have both: the
 * mean of several runs. */
static void fit(crf *m, const article *list, size_t count, const bool *use)
{
    crf_new(m);
    size_t n = 0;
    task *tasks = NULL;
    for (size_t i = 0; i < count; i++) {
        for (unsigned pass = 0; use[i] && pass < 2; pass++) {
            for (uint32_t s = 0;
                 list[i].sentences[pass] && s < list[i].sentence_count; s++) {
                if (n % 65536 == 0) {
                    tasks = realloc(tasks, (n + 65536) * sizeof *tasks);
                }
                tasks[n++] =
                    (task){&list[i].sentences[pass][s], list[i].labels};
            }
        }
    }
    for (int run = 0; run < runs; run++) {
        crf_clear(m);
        for (int e = 0; e < epochs; e++) {
            shuffle(tasks, n);
            for (size_t i = 0; i < n; i++) {
                learn(m, tasks[i].s, tasks[i].gold);
            }
            if (e >= epochs / 2) {
                add_all((float *)m->sum, (const float *)m->w,
                        m->count * (size_t)L);
                add_all((float *)m->tsum, (const float *)m->t, (size_t)L * L);
            }
        }
        if (verbose) {
            fprintf(stderr, "  run %d\n", run + 1);
        }
    }
    int times = runs * (epochs - epochs / 2);
    mean((float *)m->w, (const float *)m->sum, m->count * (size_t)L, times);
    mean((float *)m->t, (const float *)m->tsum, (size_t)L * L, times);
    free(tasks);
}

static void tag(const crf *m, article *a, unsigned pass)
{
    for (uint32_t s = 0; s < a->sentence_count; s++) {
        decode(m, &a->sentences[pass][s], a->guess);
    }
}

/* The second form of an article, from the guesses of a first pass. */
static void extract_second(article *a)
{
    if (isn_tag_evidence(&a->text, a->guess) != ISNAD_OK) {
        exit(1);
    }
    if (a->sentences[1]) {
        for (uint32_t s = 0; s < a->sentence_count; s++) {
            free(a->sentences[1][s].start);
            free(a->sentences[1][s].closed);
            free(a->sentences[1][s].features);
        }
        free(a->sentences[1]);
    }
    extract(a, 1);
}

/* Evidence for the articles in `use`, by models that did not see them. */
static void jackknife(article *list, size_t count, const bool *use)
{
    bool *some = need(count, sizeof *some);
    for (size_t i = 0; i < count; i++) {
        free(list[i].sentences[1]);
        list[i].sentences[1] = NULL;
    }
    for (size_t part = 0; part < PARTS; part++) {
        for (size_t i = 0; i < count; i++) {
            some[i] = use[i] && i % PARTS != part;
        }
        crf m;
        fit(&m, list, count, some);
        for (size_t i = 0; i < count; i++) {
            if (use[i] && i % PARTS == part) {
                tag(&m, &list[i], 0);
            }
        }
        crf_free(&m);
        if (verbose) {
            fprintf(stderr, "part %zu\n", part + 1);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (use[i]) {
            extract_second(&list[i]);
        }
    }
    free(some);
}

/* First-pass labels of all articles, kept between runs of an experiment. */
static bool read_guesses(const char *path, article *list, size_t count)
{
    FILE *file = path ? fopen(path, "rb") : NULL;
    for (size_t i = 0; file && i < count; i++) {
        size_t n = list[i].gold.doc->tokens.count;
        if (fread(list[i].guess, 1, n, file) != n) {
            exit(1);
        }
        extract_second(&list[i]);
    }
    return file && fclose(file) == 0;
}

static void write_guesses(const char *path, const article *list, size_t count)
{
    FILE *file = path ? fopen(path, "wb") : NULL;
    for (size_t i = 0; file && i < count; i++) {
        fwrite(list[i].guess, 1, list[i].gold.doc->tokens.count, file);
    }
    if (file) {
        fclose(file);
    }
}

/* ---- writing */

static uint32_t known_id(uint64_t key)
{
    for (uint32_t at = (uint32_t)(key >> 32);; at++) {
        if (!ids[at & slot_mask] && !rare[at & slot_mask]) {
            return NONE;
        }
        if (keys[at & slot_mask] == key) {
            return ids[at & slot_mask];
        }
    }
}

/* What the articles hold: their different words, and the traits of these. */
static void survey(pack *p, article *list, size_t count)
{
    pack_new(p, key_of, feature_count, known_id);
    for (size_t i = 0; i < count; i++) {
        const isn_tag_text *text = &list[i].text;
        for (uint32_t k = 0; k < text->type_count; k++) {
            pack_word(p, text, &text->types[k]);
        }
    }
}

/* ---- proclitics before names */

static float cut_weights[ISN_CUT_WEIGHTS];

static void learn_cut(const float *f, bool cut, float step_size)
{
    float sum = 0;
    for (unsigned i = 0; i < ISN_CUT_WEIGHTS; i++) {
        sum += f[i] * cut_weights[i];
    }
    float err = (cut ? 1.0f : 0.0f) - 1 / (1 + expf(-sum));
    for (unsigned i = 0; i < ISN_CUT_WEIGHTS; i++) {
        cut_weights[i] += step_size * (err * f[i] - 1e-4f * cut_weights[i]);
    }
}

static void learn_cuts_of(const article *a, float step_size)
{
    const isnad_doc *doc = a->gold.doc;
    for (size_t k = 0; k < a->gold.name_count; k++) {
        const gold_name *g = &a->gold.names[k];
        uint32_t at = isn_doc_token_at(doc, g->begin);
        if (at > 0 && (at == doc->tokens.count ||
                       doc->tokens.items[at - 1].span.end > g->begin)) {
            at--;
        }
        const isn_token *t = &doc->tokens.items[at];
        if (t->kind != ISN_WORD || g->begin < t->span.begin) {
            continue;
        }
        char cut[64];
        size_t due = isn_fold(doc->text + t->span.begin,
                              g->begin - t->span.begin, cut, sizeof cut) /
                     2;
        unsigned library = (unsigned)__builtin_popcount(
            t->clitics & (ISN_CLITIC_WA | ISN_CLITIC_FA | ISN_CLITIC_BI |
                          ISN_CLITIC_LI | ISN_CLITIC_KA));
        for (unsigned n = 0; n <= due && n < 3 && t->fold_len > 2 * n + 4;
             n++) {
            float f[ISN_CUT_WEIGHTS];
            if (memcmp(t->fold + 2 * n, "لل", 4) == 0 ||
                !isn_cut_features(&a->counts, t->fold + 2 * n,
                                  t->fold_len - 2 * n, n < library, g->type,
                                  f)) {
                break;
            }
            learn_cut(f, n < due, step_size);
        }
    }
}

static void fit_cuts(const article *list, size_t count, const bool *use)
{
    memset(cut_weights, 0, sizeof cut_weights);
    for (int e = 0; e < 40; e++) {
        for (size_t k = 0; k < count; k++) {
            size_t i = (k * 7919 + (size_t)e * 31) % count;
            if (use[i]) {
                learn_cuts_of(&list[i], 0.05f / (1 + 0.2f * (float)e));
            }
        }
    }
    for (unsigned i = 0; i < ISN_CUT_WEIGHTS; i++) {
        cut_weights[i] = roundf(cut_weights[i] * 256) / 256;
    }
}

/* ---- measuring */

typedef struct tally {
    uint32_t hit[3], made[3], due[3], cut; /* cut: right but for a clitic */
} tally;

static void measure(article *a, tally *t, bool carry)
{
    isnad_doc *doc = a->gold.doc;
    if (carry && isn_names_carry(&a->text, a->guess) != ISNAD_OK) {
        exit(1);
    }
    if (isn_name_spans(&a->text, a->guess, cut_weights) != ISNAD_OK) {
        exit(1);
    }
    for (size_t k = 0; k < a->gold.name_count; k++) {
        t->due[a->gold.names[k].type]++;
    }
    for (size_t i = 0; i < doc->names.count; i++) {
        const isnad_name *name = &doc->names.items[i];
        t->made[name->type]++;
        bool hit = false, near = false;
        for (size_t k = 0; k < a->gold.name_count; k++) {
            const gold_name *g = &a->gold.names[k];
            hit =
                hit || (g->type == name->type && g->begin == name->span.begin &&
                        g->end == name->span.end);
            near =
                near ||
                (g->type == name->type && g->begin + 6 >= name->span.begin &&
                 name->span.begin + 6 >= g->begin && g->end == name->span.end);
        }
        t->hit[name->type] += hit;
        t->cut += !hit && near;
        if (verbose > 1 && carry && !hit) {
            printf("wrong %s %.*s\n", isnad_entity_type_text(name->type),
                   (int)(name->span.end - name->span.begin),
                   doc->text + name->span.begin);
        }
    }
    for (size_t k = 0; verbose > 1 && carry && k < a->gold.name_count; k++) {
        const gold_name *g = &a->gold.names[k];
        bool hit = false;
        for (size_t i = 0; i < doc->names.count; i++) {
            const isnad_name *name = &doc->names.items[i];
            hit =
                hit || (g->type == name->type && g->begin == name->span.begin &&
                        g->end == name->span.end);
        }
        if (!hit) {
            printf("missed %s %.*s\n",
                   isnad_entity_type_text((isnad_entity_type)g->type),
                   (int)(g->end - g->begin), doc->text + g->begin);
        }
    }
}

static double f1(double hit, double made, double due)
{
    return made + due > 0 ? 2 * hit / (made + due) : 0;
}

static void show(const char *what, const tally *t)
{
    uint32_t h = 0, m = 0, d = 0;
    printf("%-12s", what);
    for (unsigned k = 0; k < 3; k++) {
        printf("  %s %.3f", isnad_entity_type_text((isnad_entity_type)k),
               f1(t->hit[k], t->made[k], t->due[k]));
        h += t->hit[k];
        m += t->made[k];
        d += t->due[k];
    }
    printf("  all P %.3f R %.3f F1 %.4f  (%u/%u/%u, clitics %u)\n",
           (double)h / (m ? m : 1), (double)h / (d ? d : 1), f1(h, m, d), h, m,
           d, t->cut);
    fflush(stdout);
}

static void test(const crf *m, article *list, size_t count, const bool *use,
                 tally *one, tally *two, tally *three)
{
    for (size_t i = 0; i < count; i++) {
        if (use && use[i]) {
            continue;
        }
        tag(m, &list[i], 0);
        measure(&list[i], one, false);
        extract_second(&list[i]);
        tag(m, &list[i], 1);
        measure(&list[i], two, false);
        measure(&list[i], three, true);
    }
}

int main(int argc, char **argv)
{
    const char *model = NULL, *other = NULL, *guesses = NULL;
    bool once = false;
    size_t folds = 0, most = SIZE_MAX;
    uint32_t keep = 215000;
    if (argc < 3) {
        fprintf(stderr, "usage: names-train CLUSTERS.tsv GOLD.txt [-o MODEL] "
                        "[-t TEST.txt] [-f FOLDS] [-e EPOCHS] [-v]\n");
        return 2;
    }
    for (int i = 3; i < argc; i++) {
        if (!strcmp(argv[i], "-v")) {
            verbose++;
        } else if (!strcmp(argv[i], "-1")) {
            once = true;
        } else if (i + 1 < argc && argv[i][0] == '-') {
            const char *value = argv[++i];
            switch (argv[i - 1][1]) {
            case 'o':
                model = value;
                break;
            case 't':
                other = value;
                break;
            case 'f':
                folds = (size_t)atoi(value);
                break;
            case 'n':
                most = (size_t)atoi(value);
                break;
            case 'e':
                epochs = atoi(value);
                break;
            case 'a':
                runs = atoi(value);
                break;
            case 's':
                seed += (uint64_t)atoi(value) * 0x9E3779B97F4A7C15u;
                break;
            case 'r':
                rate = (float)atof(value);
                break;
            case 'l':
                decay = (float)atof(value);
                break;
            case 'd':
                drop = atof(value);
                break;
            case 'u':
                unknown = (uint32_t)atoi(value);
                break;
            case 'g':
                guesses = value;
                break;
            case 'k':
                keep = (uint32_t)atoi(value);
                break;
            }
        }
    }
    set_allowed();
    keys = need((size_t)slot_mask + 1, sizeof *keys);
    ids = need((size_t)slot_mask + 1, sizeof *ids);
    key_of = need((size_t)slot_mask + 1, sizeof *key_of);
    rare = need((size_t)slot_mask + 1, sizeof *rare);
    clusters c;
    clusters_read(&c, argv[1]);
    size_t count, test_count = 0;
    article *list = read_articles(argv[2], &c, &count);
    uint32_t all = feature_count;
    prune(list, count);
    article *tests = other ? read_articles(other, &c, &test_count) : NULL;
    fprintf(stderr, "%zu articles, %u of %u features\n", count, feature_count,
            all);
    pack packed;
    survey(&packed, list, count);
    bool *use = need(count, sizeof *use);
    bool kept = once || read_guesses(guesses, list, count);
    if (guesses && !kept) {
        memset(use, true, count);
        jackknife(list, count, use);
        write_guesses(guesses, list, count);
        kept = true;
    }
    tally one = {0}, two = {0}, three = {0};
    for (size_t fold = 0; fold < folds && fold < most; fold++) {
        for (size_t i = 0; i < count; i++) {
            use[i] = i / 3 % folds != fold;
        }
        fit_cuts(list, count, use);
        if (!kept) {
            jackknife(list, count, use);
        }
        crf m;
        fit(&m, list, count, use);
        pack_shrink(&packed, m.w, m.t, keep);
        test(&m, list, count, use, &one, &two, &three);
        crf_free(&m);
        show("first pass", &one);
        show("second pass", &two);
        show("carried", &three);
    }
    if (folds == 0) {
        memset(use, true, count);
        fit_cuts(list, count, use);
        if (!kept) {
            jackknife(list, count, use);
        }
        crf m;
        fit(&m, list, count, use);
        pack_shrink(&packed, m.w, m.t, keep);
        if (tests) {
            test(&m, tests, test_count, NULL, &one, &two, &three);
            show("first pass", &one);
            show("second pass", &two);
            show("carried", &three);
        }
        if (model) {
            pack_write(&packed, model, &c, m.w, m.t, cut_weights);
        }
        crf_free(&m);
    }
    return 0;
}
