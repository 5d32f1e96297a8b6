/* Word clusters for the tagger of names: names-clusters CORPUS.txt OUT.tsv
 *
 * Vectors by skip-gram with negative sampling where each of the four places
 * around a word has its own contexts (so that words are alike when they may
 * stand in the same place), then k-means on their directions, at three
 * grains.  One thread, own random numbers, no fused arithmetic: the same
 * bytes on every machine.  OUT: hash of the word, its clusters, and 0, a line
 * each. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "annotate/tagfeatures.h"
#include "names_docs.h"

enum {
    DIM = 64,
    PLACES = 4,
    NEGATIVE = 5,
    EPOCHS = 4,
    LEAST = 5,
    NOISE = 1 << 20,
    ROUNDS = 15
};

static const unsigned grains[ISN_TAG_CLUSTERS] = {64, 256, 1000};

typedef struct entry {
    uint64_t key;
    uint32_t count, id;
} entry;

static entry *slots;
static uint32_t mask = (1u << 20) - 1;
static uint64_t seed = 88172645463325252u;

static uint32_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 16);
}

static void *need(size_t count, size_t size)
{
    void *p = calloc(count, size);
    if (!p) {
        fprintf(stderr, "names-clusters: out of memory\n");
        exit(1);
    }
    return p;
}

static entry *find(uint64_t key)
{
    for (uint32_t at = (uint32_t)(key >> 20);; at++) {
        entry *e = &slots[at & mask];
        if (e->key == key || e->key == 0) {
            e->key = key;
            return e;
        }
    }
}

static int by_count(const void *a, const void *b)
{
    const entry *x = *(entry *const *)a, *y = *(entry *const *)b;
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return x->key < y->key ? -1 : x->key > y->key;
}

typedef struct corpus {
    uint64_t *keys; /* 0 between sentences */
    size_t count, cap;
} corpus;

static void read_corpus(const char *path, corpus *c)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    gold_doc d;
    while (plain_next(file, &d)) {
        for (size_t i = 0; i < d.doc->tokens.count; i++) {
            const isn_token *t = &d.doc->tokens.items[i];
            if (c->count + 2 > c->cap) {
                c->cap = c->cap ? c->cap * 2 : 1u << 20;
                c->keys = realloc(c->keys, c->cap * sizeof *c->keys);
                if (!c->keys) {
                    exit(1);
                }
            }
            if (d.doc->sentences.items[t->sentence].first_token == i) {
                c->keys[c->count++] = 0;
            }
            uint64_t key = t->kind == ISN_WORD ? isn_tag_core(t)
                           : t->kind == ISN_NUMBER
                               ? 1
                               : isn_tag_hash(t->fold, t->fold_len);
            c->keys[c->count++] = key;
            find(key)->count++;
        }
        gold_free(&d);
    }
    fclose(file);
}

static float *in, *out; /* word vectors; PLACES context vectors a word */
static uint32_t *noise;

static float sigmoid(float x)
{
    return x > 8 ? 1 : x < -8 ? 0 : 1 / (1 + expf(-x));
}

static void learn(float *v, float *grad, float *o, float target, float rate)
{
    float dot = 0;
    for (int k = 0; k < DIM; k++) {
        dot += v[k] * o[k];
    }
    float g = (target - sigmoid(dot)) * rate;
    for (int k = 0; k < DIM; k++) {
        grad[k] += g * o[k];
        o[k] += g * v[k];
    }
}

static void train(const uint32_t *ids, size_t n, const entry *const *words,
                  size_t vocabulary, double total)
{
    static const int place[PLACES] = {-2, -1, 1, 2};
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (size_t i = 0; i < n; i++) {
            if (ids[i] >= vocabulary) {
                continue;
            }
            double f = words[ids[i]]->count / total;
            double keep = sqrt(1e-4 / f) + 1e-4 / f;
            if (keep < 1 && next_random() / 4294967296.0 > keep) {
                continue;
            }
            double done = ((double)epoch + (double)i / (double)n) / EPOCHS;
            float rate = (float)(0.05 * (1 - done) + 0.0005);
            float *v = in + (size_t)ids[i] * DIM;
            for (int p = 0; p < PLACES; p++) {
                size_t j = i + (size_t)place[p];
                if (j >= n || ids[j] >= vocabulary) {
                    continue;
                }
                float grad[DIM] = {0};
                float *base = out + (size_t)p * vocabulary * DIM;
                learn(v, grad, base + (size_t)ids[j] * DIM, 1, rate);
                for (int k = 0; k < NEGATIVE; k++) {
                    uint32_t w = noise[next_random() % NOISE];
                    if (w != ids[j]) {
                        learn(v, grad, base + (size_t)w * DIM, 0, rate);
                    }
                }
                for (int k = 0; k < DIM; k++) {
                    v[k] += grad[k];
                }
            }
        }
        fprintf(stderr, "epoch %d\n", epoch + 1);
    }
}

static void normalize(float *v)
{
    float sum = 0;
    for (int k = 0; k < DIM; k++) {
        sum += v[k] * v[k];
    }
    sum = sum > 0 ? 1 / sqrtf(sum) : 0;
    for (int k = 0; k < DIM; k++) {
        v[k] *= sum;
    }
}

static void cluster(size_t vocabulary, unsigned count, uint16_t *of)
{
    float *centre = need(count, DIM * sizeof *centre);
    for (unsigned c = 0; c < count; c++) {
        /* Spread over the frequent words. */
        size_t w = (size_t)c * (vocabulary / 4) / count;
        memcpy(centre + c * DIM, in + w * DIM, DIM * sizeof *centre);
    }
    for (int round = 0; round < ROUNDS; round++) {
        float *sum = need(count, DIM * sizeof *sum);
        for (size_t w = 0; w < vocabulary; w++) {
            const float *v = in + w * DIM;
            float best = -2;
            for (unsigned c = 0; c < count; c++) {
                const float *m = centre + c * DIM;
                float dot = 0;
                for (int k = 0; k < DIM; k++) {
                    dot += v[k] * m[k];
                }
                if (dot > best) {
                    best = dot;
                    of[w] = (uint16_t)c;
                }
            }
            for (int k = 0; k < DIM; k++) {
                sum[of[w] * DIM + k] += v[k];
            }
        }
        for (unsigned c = 0; c < count; c++) {
            normalize(sum + c * DIM);
        }
        free(centre);
        centre = sum;
    }
    free(centre);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: names-clusters CORPUS.txt OUT.tsv\n");
        return 2;
    }
    slots = need((size_t)mask + 1, sizeof *slots);
    corpus c = {0};
    read_corpus(argv[1], &c);
    entry **words = need((size_t)mask + 1, sizeof *words);
    size_t vocabulary = 0;
    for (size_t i = 0; i <= mask; i++) {
        slots[i].id = UINT32_MAX;
        if (slots[i].count >= LEAST) {
            words[vocabulary++] = &slots[i];
        }
    }
    qsort(words, vocabulary, sizeof *words, by_count);
    for (size_t i = 0; i < vocabulary; i++) {
        words[i]->id = (uint32_t)i;
    }
    fprintf(stderr, "%zu tokens, %zu words\n", c.count, vocabulary);
    uint32_t *ids = need(c.count, sizeof *ids);
    for (size_t i = 0; i < c.count; i++) {
        ids[i] = c.keys[i] ? find(c.keys[i])->id : UINT32_MAX;
    }
    noise = need(NOISE, sizeof *noise);
    double sum = 0, total = 0;
    for (size_t i = 0; i < vocabulary; i++) {
        sum += pow(words[i]->count, 0.75);
        total += words[i]->count;
    }
    double reached = 0;
    for (size_t i = 0, at = 0; i < vocabulary; i++) {
        reached += pow(words[i]->count, 0.75) / sum;
        while (at < NOISE && (double)at / NOISE < reached) {
            noise[at++] = (uint32_t)i;
        }
    }
    in = need(vocabulary, DIM * sizeof *in);
    out = need(vocabulary, (size_t)PLACES * DIM * sizeof *out);
    for (size_t i = 0; i < vocabulary * DIM; i++) {
        in[i] = ((float)(next_random() & 0xFFFF) / 65536.0f - 0.5f) / DIM;
    }
    train(ids, c.count, (const entry *const *)words, vocabulary, total);
    for (size_t i = 0; i < vocabulary; i++) {
        normalize(in + i * DIM);
    }
    uint16_t *of[ISN_TAG_CLUSTERS];
    for (unsigned g = 0; g < ISN_TAG_CLUSTERS; g++) {
        of[g] = need(vocabulary, sizeof *of[g]);
        cluster(vocabulary, grains[g], of[g]);
        fprintf(stderr, "%u clusters\n", grains[g]);
    }
    FILE *file = fopen(argv[2], "wb");
    if (!file) {
        perror(argv[2]);
        return 1;
    }
    for (size_t i = 0; i < vocabulary; i++) {
        fprintf(file, "%016" PRIx64, words[i]->key);
        for (unsigned g = 0; g < ISN_TAG_CLUSTERS; g++) {
            fprintf(file, "\t%u", of[g][i] + 1u);
        }
        fputs("\t0\n", file);
    }
    return fclose(file) ? 1 : 0;
}
