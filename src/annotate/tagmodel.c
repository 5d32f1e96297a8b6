/* The weights lie scattered over megabytes, so a lookup waits for memory three
 * times.  Keys are looked up together: all ask for their lines before any
 * waits. */
#include "annotate/tagmodel.h"

#include <string.h>

extern const unsigned char isn_names_model[];

static const void *take(const unsigned char **at, size_t size)
{
    const void *here = *at;
    *at += (size + 63) & ~(size_t)63;
    return here;
}

isn_model isn_model_open(void)
{
    const unsigned char *at = isn_names_model;
    isn_model m;
    const isn_model_header *h = m.header = take(&at, sizeof *h);
    m.words = take(&at, h->cluster_slots * sizeof *m.words);
    for (unsigned g = 0; g < ISN_TAG_GRAINS; g++) {
        m.grains[g] =
            take(&at, h->grain_sizes[g] * sizeof(isn_felt) + ISN_MODEL_ROOM);
    }
    m.type_check = take(&at, h->type_slots * sizeof *m.type_check);
    m.types = take(&at, h->type_slots * sizeof *m.types + ISN_MODEL_ROOM);
    m.filter = take(&at, ISN_MODEL_FILTER / 8);
    for (unsigned r = 0; r < ISN_MODEL_TABLES; r++) {
        isn_model_table *t = &m.tables[r];
        t->buckets = h->tables[r].buckets;
        t->check = take(&at, t->buckets * sizeof *t->check);
        t->base = take(&at, t->buckets * sizeof *t->base);
        t->weights = take(&at, (size_t)h->tables[r].rows * (2 * r + 1) *
                                       ISN_MODEL_WEIGHTS +
                                   ISN_MODEL_ROOM);
    }
    return m;
}

/* ---- words */

void isn_model_expect_clusters(const isn_model *m, const isn_tag_word *w)
{
    __builtin_prefetch(
        &m->words[isn_model_slot(w->core, m->header->cluster_slots)]);
}

void isn_model_expect(const isn_model *m, const isn_tag_word *w)
{
    uint32_t type = isn_model_slot(isn_model_type(w), m->header->type_slots);
    __builtin_prefetch(&m->type_check[type]);
    __builtin_prefetch(m->types[type]);
    __builtin_prefetch((const char *)m->types[type] + 64);
}

isn_tag_clusters isn_model_clusters(const isn_model *m, uint64_t core)
{
    static const isn_tag_clusters none = {{0}, 0};
    uint32_t slots = m->header->cluster_slots;
    uint32_t check = isn_model_word_check(core);
    for (uint32_t at = isn_model_slot(core, slots); m->words[at].check;
         at = at + 1 < slots ? at + 1 : 0) {
        if (m->words[at].check == check) {
            return m->words[at].clusters;
        }
    }
    return none;
}

const isn_felt *isn_model_common(const isn_model *m, uint64_t type)
{
    uint32_t slots = m->header->type_slots;
    uint32_t check = isn_model_word_check(type);
    for (uint32_t at = slots ? isn_model_slot(type, slots) : 0;
         slots && m->type_check[at]; at = at + 1 < slots ? at + 1 : 0) {
        if (m->type_check[at] == check) {
            return &m->types[at];
        }
    }
    return NULL;
}

/* ---- lookups */

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

static void ask(const isn_model_table *t, uint64_t key)
{
    uint32_t bucket = isn_model_slot(key, t->buckets);
    __builtin_prefetch(t->check[bucket]);
    __builtin_prefetch(&t->base[bucket]);
}

/* The weights of `key`, `width` of them, or NULL. */
static const int8_t *row_of(const isn_model_table *t, uint64_t key,
                            size_t width)
{
    uint32_t bucket = isn_model_slot(key, t->buckets);
    uint16_t check = isn_model_check(key);
    for (;;) {
        bool full;
        unsigned at = place_in(t->check[bucket], check, &full);
        if (at < ISN_MODEL_BUCKET) {
            const int8_t *row = t->weights + (t->base[bucket] + at) * width;
            __builtin_prefetch(row);
            return row;
        }
        if (!full) {
            return NULL;
        }
        bucket = bucket + 1 < t->buckets ? bucket + 1 : 0;
    }
}

/* ---- sums of words */

static size_t width_of(unsigned reach)
{
    return (2 * (size_t)reach + 1) * ISN_MODEL_WEIGHTS;
}

/* Adds sixteen weights; there is room behind the last.  A byte beside itself,
 * shifted down, is the number in two. */
static void add_lanes(isn_scores *sum, const int8_t *row)
{
    typedef int8_t bytes __attribute__((vector_size(16)));
    bytes b;
    memcpy(&b, row, sizeof b);
    isn_half low = (isn_half)__builtin_shufflevector(
                       b, b, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7) >>
                   8;
    isn_half high =
        (isn_half)__builtin_shufflevector(b, b, 8, 8, 9, 9, 10, 10, 11, 11, 12,
                                          12, 13, 13, 14, 14, 15, 15) >>
        8;
    sum->low = isn_plus(sum->low, low);
    sum->high = isn_plus(sum->high, high);
}

/* Rows of one reach add up in whole lanes: what stands behind the last weight
 * means nothing. */
typedef struct reach_sums {
    isn_scores sums[(ISN_MODEL_FELT * ISN_MODEL_WEIGHTS + 15) / 16];
} reach_sums;

static void add_row(reach_sums *sums, const int8_t *row, size_t width)
{
    for (size_t at = 0; at < width; at += 16) {
        add_lanes(&sums->sums[at / 16], row + at);
    }
}

static void add_all(int16_t *to, const int16_t *from, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        to[i] = (int16_t)(to[i] + from[i]);
    }
}

static bool has(const isn_model *m, uint64_t key)
{
    uint32_t bit = isn_model_bit(key);
    return m->filter[bit / 64] >> bit % 64 & 1;
}

void isn_model_ask_traits(const isn_model *m, isn_model_traits *l)
{
    size_t kept = 0;
    for (unsigned g = 0; g < ISN_TAG_GRAINS; g++) {
        uint16_t id = isn_tag_cluster(&l->clusters, g);
        __builtin_prefetch(m->grains[g][id ? id - 1 : 0]);
    }
    for (size_t k = 0; k < l->count; k++) {
        isn_trait t = l->traits[k];
        l->traits[kept] = t;
        kept += has(m, t.key);
    }
    for (size_t k = 0; k < kept; k++) {
        const isn_trait *t = &l->traits[k];
        ask(&m->tables[t->reach], t->key);
    }
    l->count = kept;
}

void isn_model_find_traits(const isn_model *m, isn_model_traits *l)
{
    for (size_t k = 0; k < l->count; k++) {
        const isn_trait *t = &l->traits[k];
        l->rows[k] = row_of(&m->tables[t->reach], t->key, width_of(t->reach));
    }
}

void isn_model_add_traits(const isn_model *m, const isn_model_traits *l,
                          isn_felt *sums)
{
    int16_t *felt = (*sums)[0];
    memset(felt, 0, sizeof *sums);
    for (unsigned g = 0; g < ISN_TAG_GRAINS; g++) {
        uint16_t id = isn_tag_cluster(&l->clusters, g);
        if (id && id <= m->header->grain_sizes[g]) {
            add_all(felt, m->grains[g][id - 1][0],
                    ISN_MODEL_FELT * ISN_MODEL_WEIGHTS);
        }
    }
    reach_sums sums_of[ISN_MODEL_TABLES] = {0};
    for (size_t k = 0; k < l->count; k++) {
        unsigned reach = l->traits[k].reach;
        if (l->rows[k]) {
            add_row(&sums_of[reach], l->rows[k], width_of(reach));
        }
    }
    for (unsigned reach = 0; reach < ISN_MODEL_TABLES; reach++) {
        add_all(felt + (ISN_TAG_REACH - reach) * ISN_MODEL_WEIGHTS,
                (const int16_t *)sums_of[reach].sums, width_of(reach));
    }
}

/* ---- features of a place */

void isn_model_expect_keys(const isn_model *m, const isn_model_lookup *l)
{
    for (size_t k = 0; k < l->count; k++) {
        __builtin_prefetch(&m->filter[isn_model_bit(l->keys[k]) / 64]);
    }
}

void isn_model_ask(const isn_model *m, isn_model_lookup *l)
{
    size_t kept = 0;
    for (size_t k = 0; k < l->count; k++) {
        uint64_t key = l->keys[k];
        l->keys[kept] = key;
        kept += has(m, key);
    }
    for (size_t k = 0; k < kept; k++) {
        ask(&m->tables[0], l->keys[k]);
    }
    l->count = kept;
}

void isn_model_find(const isn_model *m, isn_model_lookup *l)
{
    size_t found = 0;
    for (size_t k = 0; k < l->count; k++) {
        l->rows[found] = row_of(&m->tables[0], l->keys[k], ISN_MODEL_WEIGHTS);
        found += l->rows[found] != NULL;
    }
    l->count = found;
}

void isn_model_add(const isn_model_lookup *l)
{
    isn_scores sum = *l->scores;
    for (size_t k = 0; k < l->count; k++) {
        add_lanes(&sum, l->rows[k]);
    }
    *l->scores = sum;
}
