#include "names_model.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "annotate/tagmodel.h"

void clusters_read(clusters *c, const char *path)
{
    FILE *file = fopen(path, "rb");
    c->mask = (1u << 18) - 1;
    c->count = 0;
    c->slots = calloc((size_t)c->mask + 1, sizeof *c->slots);
    if (!file || !c->slots) {
        perror(path);
        exit(1);
    }
    cluster_entry e;
    unsigned id[3], news;
    while (fscanf(file, "%" SCNx64 " %u %u %u %u", &e.key, &id[0], &id[1],
                  &id[2], &news) == 5) {
        e.clusters.news = (uint16_t)news;
        for (int g = 0; g < ISN_TAG_CLUSTERS; g++) {
            e.clusters.id[g] = (uint16_t)id[g];
        }
        uint32_t at = (uint32_t)(e.key >> 20);
        while (c->slots[at & c->mask].key) {
            at++;
        }
        c->slots[at & c->mask] = e;
        c->count++;
    }
    fclose(file);
}

isn_tag_clusters clusters_of(const clusters *c, uint64_t core)
{
    for (uint32_t at = (uint32_t)(core >> 20);; at++) {
        const cluster_entry *e = &c->slots[at & c->mask];
        if (e->key == core || e->key == 0) {
            return e->clusters;
        }
    }
}

/* ---- writing */

static const float unit = 1.0f / 48; /* what a weight of 1 stands for */

int model_steps(float weight) { return (int)lrintf(weight / unit); }

static int8_t quantise(float w)
{
    float q = roundf(w / unit);
    return (int8_t)(q > 127 ? 127 : q < -127 ? -127 : q);
}

typedef struct ranked {
    float size;
    uint32_t id;
} ranked;

static int by_size(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->size != y->size) {
        return x->size > y->size ? -1 : 1;
    }
    return x->id < y->id ? -1 : x->id > y->id;
}

uint32_t model_shrink(float (*weights)[ISN_TAG_LABELS],
                      float transitions[ISN_TAG_LABELS][ISN_TAG_LABELS],
                      uint32_t count, uint32_t most)
{
    ranked *order = calloc(count, sizeof *order);
    if (!order) {
        exit(1);
    }
    for (uint32_t f = 1; f < count; f++) {
        float *w = weights[f];
        for (unsigned y = ISN_TAG_LABELS; y-- > 0;) {
            w[y] = quantise(w[y] - w[0]) * unit;
            order[f].size += fabsf(w[y]);
        }
        order[f].id = f;
    }
    qsort(order + 1, count - 1, sizeof *order, by_size);
    uint32_t kept = 0;
    for (uint32_t k = 1; k < count; k++) {
        if (kept < most && order[k].size > 0) {
            kept++;
        } else {
            memset(weights[order[k].id], 0, sizeof weights[0]);
        }
    }
    free(order);
    for (unsigned x = 0; x < ISN_TAG_LABELS; x++) {
        for (unsigned y = 0; y < ISN_TAG_LABELS; y++) {
            transitions[x][y] = roundf(transitions[x][y] / unit) * unit;
        }
    }
    return kept;
}

static void put(FILE *file, const void *bytes, size_t len)
{
    static const char zeros[64];
    size_t pad = ((len + 63) & ~(size_t)63) - len;
    if (fwrite(bytes, 1, len, file) != len ||
        fwrite(zeros, 1, pad, file) != pad) {
        perror("writing the model");
        exit(1);
    }
}

static bool holds(const float *w)
{
    for (unsigned y = 0; y < ISN_TAG_LABELS; y++) {
        if (w[y] != 0) {
            return true;
        }
    }
    return false;
}

void model_write(const char *path, const clusters *c,
                 float (*weights)[ISN_TAG_LABELS],
                 float transitions[ISN_TAG_LABELS][ISN_TAG_LABELS],
                 const float *cut, const uint64_t *keys, uint32_t count,
                 const type_sums *types, uint32_t type_count)
{
    uint32_t kept = 0;
    for (uint32_t f = 1; f < count; f++) {
        kept += holds(weights[f]);
    }
    isn_model_header h = {.magic = "isnames\n", .version = ISN_MODEL_VERSION};
    h.cluster_slots = c->count + c->count / 4 + 8;
    h.features = kept;
    h.buckets = kept / 5 + 8;
    h.type_slots = type_count + type_count / 3 + 8;
    for (unsigned x = 0; x < ISN_TAG_LABELS; x++) {
        for (unsigned y = 0; y < ISN_TAG_LABELS; y++) {
            h.transitions[x][y] = (int16_t)lrintf(transitions[x][y] / unit);
        }
    }
    for (unsigned i = 0; i < ISN_CUT_WEIGHTS; i++) {
        h.cut[i] = (int16_t)lrintf(cut[i] * 256);
    }
    uint32_t *word_check = calloc(h.cluster_slots, sizeof *word_check);
    isn_tag_clusters *ids = calloc(h.cluster_slots, sizeof *ids);
    uint16_t(*check)[ISN_MODEL_BUCKET] = calloc(h.buckets, sizeof *check);
    uint32_t *base = calloc(h.buckets + 1, sizeof *base);
    uint32_t *place = calloc(count, sizeof *place);
    int8_t(*w)[ISN_MODEL_WEIGHTS] = calloc(kept + 8, sizeof *w);
    uint64_t *filter = calloc(ISN_MODEL_FILTER / 64, sizeof *filter);
    uint32_t *type_check = calloc(h.type_slots, sizeof *type_check);
    int16_t(*sums)[ISN_MODEL_FELT][ISN_MODEL_WEIGHTS] =
        calloc(h.type_slots, sizeof *sums);
    FILE *file = fopen(path, "wb");
    if (!word_check || !ids || !check || !base || !place || !w || !filter ||
        !type_check || !sums || !file) {
        perror(path);
        exit(1);
    }
    for (uint32_t i = 0; i <= c->mask; i++) {
        uint64_t key = c->slots[i].key;
        if (key) {
            uint32_t at = isn_model_slot(key, h.cluster_slots);
            while (word_check[at]) {
                at = at + 1 < h.cluster_slots ? at + 1 : 0;
            }
            word_check[at] = isn_model_word_check(key);
            ids[at] = c->slots[i].clusters;
        }
    }
    for (uint32_t f = 1; f < count; f++) {
        if (!holds(weights[f])) {
            continue;
        }
        uint32_t bucket = isn_model_slot(keys[f], h.buckets);
        while (base[bucket + 1] == ISN_MODEL_BUCKET) {
            bucket = bucket + 1 < h.buckets ? bucket + 1 : 0;
        }
        uint32_t at = base[bucket + 1]++;
        check[bucket][at] = isn_model_check(keys[f]);
        place[f] = bucket * ISN_MODEL_BUCKET + at;
        uint32_t bit = isn_model_bit(keys[f]);
        filter[bit / 64] |= UINT64_C(1) << bit % 64;
    }
    for (uint32_t k = 0; k < h.buckets; k++) {
        base[k + 1] += base[k];
    }
    for (uint32_t f = 1; f < count; f++) {
        for (unsigned y = 0; holds(weights[f]) && y < ISN_MODEL_WEIGHTS; y++) {
            w[base[place[f] / ISN_MODEL_BUCKET] + place[f] % ISN_MODEL_BUCKET]
             [y] = (int8_t)lrintf(weights[f][y + 1] / unit);
        }
    }
    for (uint32_t k = 0; k < type_count; k++) {
        uint32_t at = isn_model_slot(types[k].key, h.type_slots);
        while (type_check[at]) {
            at = at + 1 < h.type_slots ? at + 1 : 0;
        }
        type_check[at] = isn_model_word_check(types[k].key);
        memcpy(sums[at], types[k].sums, sizeof types[k].sums);
    }
    put(file, &h, sizeof h);
    put(file, word_check, h.cluster_slots * sizeof *word_check);
    put(file, ids, h.cluster_slots * sizeof *ids);
    put(file, check, h.buckets * sizeof *check);
    put(file, base, h.buckets * sizeof *base);
    put(file, w, (kept + 8) * sizeof *w);
    put(file, filter, ISN_MODEL_FILTER / 8);
    put(file, type_check, h.type_slots * sizeof *type_check);
    put(file, sums, h.type_slots * sizeof *sums);
    fclose(file);
    free(word_check);
    free(ids);
    free(check);
    free(base);
    free(place);
    free(filter);
    free(type_check);
    free(sums);
    free(w);
}
