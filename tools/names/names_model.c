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

float model_round(float weight)
{
    float q = roundf(weight / unit);
    return (q > 127 ? 127 : q < -127 ? -127 : q) * unit;
}

static void *need(size_t count, size_t size)
{
    void *p = calloc(count + 1, size);
    if (!p) {
        fprintf(stderr, "names: out of memory\n");
        exit(1);
    }
    return p;
}

/* `room`: zeros behind. */
static void put(FILE *file, const void *bytes, size_t len, size_t room)
{
    static const char zeros[ISN_MODEL_ROOM + 64];
    size_t pad = room + (64 - (len + room) % 64) % 64;
    if (fwrite(bytes, 1, len, file) != len ||
        fwrite(zeros, 1, pad, file) != pad) {
        perror("writing the model");
        exit(1);
    }
}

static void put_clusters(FILE *file, const clusters *c, uint32_t slots)
{
    isn_model_word *words = need(slots, sizeof *words);
    for (uint32_t i = 0; i <= c->mask; i++) {
        uint64_t key = c->slots[i].key;
        if (key) {
            uint32_t at = isn_model_slot(key, slots);
            while (words[at].check) {
                at = at + 1 < slots ? at + 1 : 0;
            }
            words[at].check = isn_model_word_check(key);
            words[at].clusters = c->slots[i].clusters;
        }
    }
    put(file, words, slots * sizeof *words, 0);
    free(words);
}

static void put_types(FILE *file, const model_parts *p, uint32_t slots)
{
    uint32_t *check = need(slots, sizeof *check);
    isn_felt *felt = need(slots, sizeof *felt);
    for (uint32_t k = 0; k < p->type_count; k++) {
        uint32_t at = isn_model_slot(p->types[k].key, slots);
        while (check[at]) {
            at = at + 1 < slots ? at + 1 : 0;
        }
        check[at] = isn_model_word_check(p->types[k].key);
        memcpy(felt[at], p->types[k].felt, sizeof felt[at]);
    }
    put(file, check, slots * sizeof *check, 0);
    put(file, felt, slots * sizeof *felt, ISN_MODEL_ROOM);
    free(check);
    free(felt);
}

static void put_filter(FILE *file, const model_parts *p)
{
    uint64_t *filter = need(ISN_MODEL_FILTER / 64, sizeof *filter);
    for (unsigned r = 0; r < ISN_MODEL_TABLES; r++) {
        for (uint32_t k = 0; k < p->row_counts[r]; k++) {
            uint32_t bit = isn_model_bit(p->rows[r][k].key);
            filter[bit / 64] |= UINT64_C(1) << bit % 64;
        }
    }
    put(file, filter, ISN_MODEL_FILTER / 8, 0);
    free(filter);
}

/* Rows with `felt` distances. */
static void put_table(FILE *file, const model_row *rows, uint32_t count,
                      size_t felt, uint32_t buckets)
{
    uint16_t(*check)[ISN_MODEL_BUCKET] = need(buckets, sizeof *check);
    uint32_t *base = need(buckets + 1, sizeof *base);
    uint32_t *place = need(count, sizeof *place);
    size_t width = felt * ISN_MODEL_WEIGHTS;
    int8_t *weights = need(count, width);
    for (uint32_t k = 0; k < count; k++) {
        uint32_t bucket = isn_model_slot(rows[k].key, buckets);
        while (base[bucket + 1] == ISN_MODEL_BUCKET) {
            bucket = bucket + 1 < buckets ? bucket + 1 : 0;
        }
        uint32_t at = base[bucket + 1]++;
        check[bucket][at] = isn_model_check(rows[k].key);
        place[k] = bucket * ISN_MODEL_BUCKET + at;
    }
    for (uint32_t k = 0; k < buckets; k++) {
        base[k + 1] += base[k];
    }
    for (uint32_t k = 0; k < count; k++) {
        size_t at =
            base[place[k] / ISN_MODEL_BUCKET] + place[k] % ISN_MODEL_BUCKET;
        memcpy(weights + at * width, rows[k].weights, width);
    }
    put(file, check, buckets * sizeof *check, 0);
    put(file, base, buckets * sizeof *base, 0);
    put(file, weights, count * width, ISN_MODEL_ROOM);
    free(check);
    free(base);
    free(place);
    free(weights);
}

static isn_model_header header_of(const model_parts *p)
{
    isn_model_header h = {.magic = "isnames\n", .version = ISN_MODEL_VERSION};
    h.cluster_slots = p->clusters->count + p->clusters->count / 4 + 8;
    h.type_slots = p->type_count + p->type_count / 3 + 8;
    for (unsigned r = 0; r < ISN_MODEL_TABLES; r++) {
        h.tables[r].rows = p->row_counts[r];
        h.tables[r].buckets = p->row_counts[r] / 5 + 8;
    }
    for (unsigned g = 0; g < ISN_TAG_GRAINS; g++) {
        h.grain_sizes[g] = p->grain_sizes[g];
    }
    for (unsigned x = 0; x < ISN_LANES; x++) {
        for (unsigned y = 0; y < ISN_LANES; y++) {
            int steps = model_steps(
                p->transitions[isn_lane_label(x)][isn_lane_label(y)]);
            h.transitions[x][y] = (int16_t)(steps > 2000    ? 2000
                                            : steps < -2000 ? -2000
                                                            : steps);
        }
    }
    for (unsigned i = 0; i < ISN_CUT_WEIGHTS; i++) {
        h.cut[i] = (int16_t)lrintf(p->cut[i] * 256);
    }
    return h;
}

void model_write(const char *path, const model_parts *p)
{
    FILE *file = fopen(path, "wb");
    if (!file) {
        perror(path);
        exit(1);
    }
    isn_model_header h = header_of(p);
    put(file, &h, sizeof h, 0);
    put_clusters(file, p->clusters, h.cluster_slots);
    for (unsigned g = 0; g < ISN_TAG_GRAINS; g++) {
        put(file, p->grains[g], h.grain_sizes[g] * sizeof(isn_felt),
            ISN_MODEL_ROOM);
    }
    put_types(file, p, h.type_slots);
    put_filter(file, p);
    for (unsigned r = 0; r < ISN_MODEL_TABLES; r++) {
        put_table(file, p->rows[r], p->row_counts[r], 2 * r + 1,
                  h.tables[r].buckets);
    }
    if (fclose(file) != 0) {
        perror(path);
        exit(1);
    }
}
