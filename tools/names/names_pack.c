#include "names_pack.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 1 << 19, COMMON = 16000 };

static void *need(size_t count, size_t size)
{
    void *p = calloc(count + 1, size);
    if (!p) {
        fprintf(stderr, "names: out of memory\n");
        exit(1);
    }
    return p;
}

void pack_new(pack *p, const uint64_t *key_of, uint32_t count,
              uint32_t (*find)(uint64_t key))
{
    *p = (pack){.key_of = key_of, .count = count, .find = find};
    p->traits = need(SLOTS, sizeof *p->traits);
    p->types = need(SLOTS, sizeof *p->types);
    p->of_trait = need(count, 1);
}

static pack_trait *trait_of(pack *p, const isn_trait *t)
{
    for (uint32_t at = (uint32_t)(t->key >> 20);; at++) {
        pack_trait *mine = &p->traits[at % SLOTS];
        if (mine->key == t->key) {
            return mine;
        }
        if (mine->key == 0) {
            mine->key = t->key;
            mine->reach = t->reach;
            mine->kind = t->kind;
            for (int d = -t->reach; d <= t->reach; d++) {
                uint32_t id = p->find(isn_tag_at(t->key, d));
                mine->id[d + ISN_TAG_REACH] = id < p->count ? id : 0;
                p->of_trait[id < p->count ? id : 0] = true;
            }
            return mine;
        }
    }
}

void pack_word(pack *p, const isn_tag_text *text, const isn_tag_type *type)
{
    uint64_t key = isn_model_type(&type->word);
    uint32_t at = (uint32_t)(key >> 20);
    while (p->types[at % SLOTS].count && p->types[at % SLOTS].key != key) {
        at++;
    }
    pack_type *mine = &p->types[at % SLOTS];
    mine->key = key;
    mine->count += type->read;
    if (mine->traits || type->read == 0) {
        return;
    }
    isn_trait traits[ISN_TAG_TRAITS];
    mine->trait_count = (uint32_t)isn_tag_traits(
        &text->doc->tokens.items[type->token], &type->word, true, traits);
    mine->traits = need(mine->trait_count, sizeof *mine->traits);
    for (uint32_t k = 0; k < mine->trait_count; k++) {
        mine->traits[k] = trait_of(p, &traits[k]);
    }
}

/* ---- what is kept */

/* A feature or a trait, and what a row of it weighs. */
typedef struct ranked {
    float size;
    uint32_t rows;
    uint64_t key;
    const uint32_t *id; /* of its rows, or 0 */
} ranked;

static int by_size(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->size != y->size) {
        return x->size > y->size ? -1 : 1;
    }
    return x->key < y->key ? -1 : x->key > y->key;
}

static float weight_of(const float *w)
{
    float sum = 0;
    for (unsigned y = 0; y < ISN_TAG_LABELS; y++) {
        sum += fabsf(w[y]);
    }
    return sum;
}

/* Clusters have lists of their own; whole words are within the sums. */
static bool in_tables(const pack_trait *t)
{
    return t->key != 0 && t->kind != ISN_TRAIT_CLUSTER &&
           t->kind != ISN_TRAIT_WHOLE;
}

static uint32_t rank(const pack *p, float (*weights)[ISN_TAG_LABELS],
                     uint32_t *self, ranked *order)
{
    uint32_t n = 0;
    for (uint32_t f = 1; f < p->count; f++) {
        self[f] = f;
        if (!p->of_trait[f]) {
            order[n++] =
                (ranked){weight_of(weights[f]), 1, p->key_of[f], &self[f]};
        }
    }
    for (uint32_t k = 0; k < SLOTS; k++) {
        const pack_trait *t = &p->traits[k];
        if (!in_tables(t)) {
            continue;
        }
        uint32_t rows = 2u * t->reach + 1;
        ranked r = {0, rows, t->key, t->id + ISN_TAG_REACH - t->reach};
        for (uint32_t d = 0; d < rows; d++) {
            r.size += r.id[d] ? weight_of(weights[r.id[d]]) : 0;
        }
        r.size /= (float)rows;
        order[n++] = r;
    }
    qsort(order, n, sizeof *order, by_size);
    return n;
}

void pack_shrink(const pack *p, float (*weights)[ISN_TAG_LABELS],
                 float transitions[ISN_TAG_LABELS][ISN_TAG_LABELS],
                 uint32_t most)
{
    for (uint32_t f = 1; f < p->count; f++) {
        for (unsigned y = ISN_TAG_LABELS; y-- > 0;) {
            weights[f][y] = model_round(weights[f][y] - weights[f][0]);
        }
    }
    for (unsigned x = 0; x < ISN_TAG_LABELS; x++) {
        for (unsigned y = 0; y < ISN_TAG_LABELS; y++) {
            transitions[x][y] = (float)model_steps(transitions[x][y]) / 48;
        }
    }
    uint32_t *self = need(p->count, sizeof *self);
    ranked *order = need(p->count + (size_t)SLOTS, sizeof *order);
    uint32_t n = rank(p, weights, self, order), rows = 0;
    for (uint32_t k = 0; k < n; k++) {
        rows += order[k].rows;
        for (uint32_t d = 0; rows > most && d < order[k].rows; d++) {
            memset(weights[order[k].id[d]], 0, sizeof weights[0]);
        }
    }
    free(self);
    free(order);
}

/* ---- rows */

static void steps_of(const float *w, int16_t steps[ISN_MODEL_WEIGHTS])
{
    for (unsigned lane = 1; lane < ISN_LANES; lane++) {
        steps[lane - 1] = (int16_t)model_steps(w[isn_lane_label(lane)]);
    }
}

static void put_row(model_row *row, unsigned at, const float *w)
{
    int16_t steps[ISN_MODEL_WEIGHTS];
    steps_of(w, steps);
    for (unsigned y = 0; y < ISN_MODEL_WEIGHTS; y++) {
        row->weights[at][y] = (int8_t)steps[y];
    }
}

static bool holds(float (*weights)[ISN_TAG_LABELS], const uint32_t *id,
                  uint32_t rows)
{
    for (uint32_t d = 0; d < rows; d++) {
        if (id[d] && weight_of(weights[id[d]]) > 0) {
            return true;
        }
    }
    return false;
}

static model_row *rows_of(const pack *p, float (*weights)[ISN_TAG_LABELS],
                          unsigned reach, uint32_t *count)
{
    model_row *rows = need(p->count + (size_t)SLOTS, sizeof *rows);
    *count = 0;
    for (uint32_t f = 1; reach == 0 && f < p->count; f++) {
        if (!p->of_trait[f] && weight_of(weights[f]) > 0) {
            rows[*count].key = p->key_of[f];
            put_row(&rows[(*count)++], 0, weights[f]);
        }
    }
    for (uint32_t k = 0; k < SLOTS; k++) {
        const pack_trait *t = &p->traits[k];
        const uint32_t *id = t->id + ISN_TAG_REACH - reach;
        if (!in_tables(t) || t->reach != reach ||
            !holds(weights, id, 2 * reach + 1)) {
            continue;
        }
        rows[*count].key = t->key;
        for (unsigned d = 0; d < 2 * reach + 1; d++) {
            put_row(&rows[*count], d, weights[id[d]]);
        }
        ++*count;
    }
    return rows;
}

/* ---- clusters and common words */

static uint32_t grain_size(const clusters *c, unsigned grain)
{
    uint32_t size = 0;
    for (uint32_t k = 0; k <= c->mask; k++) {
        uint32_t id = isn_tag_cluster(&c->slots[k].clusters, grain);
        size = id > size ? id : size;
    }
    return size;
}

static isn_felt *grain_of(const pack *p, float (*weights)[ISN_TAG_LABELS],
                          unsigned grain, uint32_t size)
{
    isn_felt *felt = need(size, sizeof *felt);
    for (uint32_t id = 1; id <= size; id++) {
        uint64_t key = isn_tag_cluster_trait(grain, (uint16_t)id);
        for (int d = -ISN_TAG_REACH; d <= ISN_TAG_REACH; d++) {
            uint32_t f = p->find(isn_tag_at(key, d));
            if (f < p->count) {
                steps_of(weights[f], felt[id - 1][d + ISN_TAG_REACH]);
            }
        }
    }
    return felt;
}

static int by_count(const void *a, const void *b)
{
    const pack_type *x = a, *y = b;
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return x->key < y->key ? -1 : x->key > y->key;
}

static void sum_type(const pack_type *t, float (*weights)[ISN_TAG_LABELS],
                     model_type *out)
{
    out->key = t->key;
    for (uint32_t k = 0; k < t->trait_count; k++) {
        for (unsigned d = 0; d < ISN_MODEL_FELT; d++) {
            int16_t steps[ISN_MODEL_WEIGHTS];
            steps_of(weights[t->traits[k]->id[d]], steps);
            for (unsigned y = 0; y < ISN_MODEL_WEIGHTS; y++) {
                out->felt[d][y] = (int16_t)(out->felt[d][y] + steps[y]);
            }
        }
    }
}

static model_type *common_types(const pack *p, float (*weights)[ISN_TAG_LABELS],
                                uint32_t *count)
{
    pack_type *order = need(SLOTS, sizeof *order);
    model_type *types = need(COMMON, sizeof *types);
    memcpy(order, p->types, SLOTS * sizeof *order);
    qsort(order, SLOTS, sizeof *order, by_count);
    for (*count = 0; *count < COMMON && order[*count].count > 1; ++*count) {
        sum_type(&order[*count], weights, &types[*count]);
    }
    free(order);
    return types;
}

void pack_write(const pack *p, const char *path, const clusters *c,
                float (*weights)[ISN_TAG_LABELS],
                float transitions[ISN_TAG_LABELS][ISN_TAG_LABELS],
                const float *cut)
{
    memset(weights[0], 0, sizeof weights[0]);
    model_parts parts = {.clusters = c, .transitions = transitions, .cut = cut};
    parts.types = common_types(p, weights, &parts.type_count);
    for (unsigned g = 0; g < ISN_TAG_GRAINS; g++) {
        parts.grain_sizes[g] = grain_size(c, g);
        parts.grains[g] = grain_of(p, weights, g, parts.grain_sizes[g]);
    }
    for (unsigned r = 0; r < ISN_MODEL_TABLES; r++) {
        parts.rows[r] = rows_of(p, weights, r, &parts.row_counts[r]);
        fprintf(stderr, "reach %u: %u rows\n", r, parts.row_counts[r]);
    }
    model_write(path, &parts);
}
