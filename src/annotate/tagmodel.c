/* The weights lie scattered over megabytes, so a lookup waits for memory three
 * times.  Features are looked up together: all ask for their lines before any
 * waits. */
#include "annotate/tagmodel.h"

#include <string.h>

extern const unsigned char isn_names_model[];

static size_t aligned(size_t n) { return (n + 63) & ~(size_t)63; }

isn_model isn_model_open(void)
{
    const unsigned char *at = isn_names_model;
    isn_model m = {.header = (const void *)at};
    at += aligned(sizeof *m.header);
    m.cluster_check = (const void *)at;
    at += aligned(m.header->cluster_slots * sizeof *m.cluster_check);
    m.clusters = (const void *)at;
    at += aligned(m.header->cluster_slots * sizeof *m.clusters);
    m.check = (const void *)at;
    at += aligned(m.header->buckets * sizeof *m.check);
    m.base = (const void *)at;
    at += aligned(m.header->buckets * sizeof *m.base);
    m.weights = (const void *)at;
    at += aligned((m.header->features + 8u) * sizeof *m.weights);
    m.filter = (const void *)at;
    at += ISN_MODEL_FILTER / 8;
    m.type_check = (const void *)at;
    at += aligned(m.header->type_slots * sizeof *m.type_check);
    m.types = (const void *)at;
    return m;
}

isn_tag_clusters isn_model_clusters(const isn_model *m, uint64_t core)
{
    static const isn_tag_clusters none = {{0}, 0};
    uint32_t slots = m->header->cluster_slots;
    uint32_t check = isn_model_word_check(core);
    for (uint32_t at = isn_model_slot(core, slots); m->cluster_check[at];
         at = at + 1 < slots ? at + 1 : 0) {
        if (m->cluster_check[at] == check) {
            return m->clusters[at];
        }
    }
    return none;
}

const int16_t (*isn_model_sums(const isn_model *m,
                               uint64_t type))[ISN_MODEL_WEIGHTS]
{
    uint32_t slots = m->header->type_slots;
    uint32_t check = isn_model_word_check(type);
    for (uint32_t at = slots ? isn_model_slot(type, slots) : 0;
         slots && m->type_check[at]; at = at + 1 < slots ? at + 1 : 0) {
        if (m->type_check[at] == check) {
            return m->types[at];
        }
    }
    return NULL;
}

/* Place of `check` in a bucket, or ISN_MODEL_BUCKET. */
static unsigned place_in(const uint16_t *bucket, uint16_t check, bool *full)
{
    typedef uint16_t checks __attribute__((vector_size(16)));
    checks have;
    uint64_t halves[2];
    memcpy(&have, bucket, sizeof have);
    checks same = (checks)(have == check);
    memcpy(halves, &same, sizeof halves);
    *full = bucket[ISN_MODEL_BUCKET - 1] != 0;
    return halves[0]   ? (unsigned)__builtin_ctzll(halves[0]) / 16
           : halves[1] ? 4 + (unsigned)__builtin_ctzll(halves[1]) / 16
                       : ISN_MODEL_BUCKET;
}

static const int8_t *row_of(const isn_model *m, uint64_t key)
{
    uint32_t bucket = isn_model_slot(key, m->header->buckets);
    uint16_t check = isn_model_check(key);
    for (;;) {
        bool full;
        unsigned at = place_in(m->check[bucket], check, &full);
        if (at < ISN_MODEL_BUCKET) {
            return m->weights[m->base[bucket] + at];
        }
        if (!full) {
            return NULL;
        }
        bucket = bucket + 1 < m->header->buckets ? bucket + 1 : 0;
    }
}

void isn_model_add(const isn_model *m, const uint64_t *keys, const uint8_t *to,
                   size_t count, isn_scores *scores)
{
    typedef int8_t row __attribute__((vector_size(16)));
    const int8_t *rows[ISN_MODEL_BATCH];
    uint8_t which[ISN_MODEL_BATCH];
    size_t kept = 0, found = 0;
    count = count < ISN_MODEL_BATCH ? count : ISN_MODEL_BATCH;
    for (size_t k = 0; k < count; k++) {
        uint32_t bit = isn_model_bit(keys[k]);
        which[kept] = (uint8_t)k;
        kept += m->filter[bit / 64] >> bit % 64 & 1;
    }
    for (size_t k = 0; k < kept; k++) {
        uint32_t bucket = isn_model_slot(keys[which[k]], m->header->buckets);
        __builtin_prefetch(m->check[bucket]);
        __builtin_prefetch(&m->base[bucket]);
    }
    for (size_t k = 0; k < kept; k++) {
        const int8_t *r = row_of(m, keys[which[k]]);
        if (r) {
            __builtin_prefetch(r);
            rows[found] = r;
            which[found++] = which[k];
        }
    }
    for (size_t k = 0; k < found; k++) {
        row r;
        memcpy(&r, rows[k], sizeof r); /* there is room behind the last */
        scores[to ? to[which[k]] : 0] += __builtin_convertvector(r, isn_scores);
    }
}
