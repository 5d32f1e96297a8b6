/* The trained weights of the tagger of names (model/names.bin), as constant
 * data of the library.  tools/names/names_model.c writes the file. */
#ifndef ISN_TAGMODEL_H
#define ISN_TAGMODEL_H

#include "annotate/nameedges.h"
#include "annotate/tagevidence.h"

enum {
    ISN_MODEL_VERSION = 5,
    ISN_MODEL_WEIGHTS = ISN_TAG_LABELS - 1, /* outside weighs nothing */
    ISN_MODEL_BUCKET = 8,
    ISN_MODEL_FILTER = 1 << 21, /* bits */
    ISN_MODEL_FELT = 2 * ISN_TAG_REACH + 1
};

/* All numbers little-endian.  Behind the header, each aligned to 64 bytes:
 *   uint32_t check[cluster_slots], isn_tag_clusters[cluster_slots]: probed
 *     from slot (low word * slots) >> 32 upwards, a check of 0 is free;
 *   uint16_t check[buckets][8], uint32_t base[buckets]: a feature stands in
 *     bucket (low word * buckets) >> 32 or, where that is full, in the next;
 *     buckets fill from the front, a check of 0 is free;
 *   int8_t[features][12]: row base[bucket] + place in the bucket (and room
 *     for eight more rows);
 *   uint64_t filter: the bit of a feature that the model has is set, so that
 *     most lookups of others end there;
 *   uint32_t check[type_slots], int16_t[type_slots][5][12]: what the traits of
 *     the commonest words add up to at each distance, probed as clusters. */
typedef struct isn_model_header {
    char magic[8]; /* "isnames\n" */
    uint32_t version, cluster_slots, buckets, features, type_slots, unused;
    int16_t transitions[ISN_TAG_LABELS][ISN_TAG_LABELS];
    int16_t cut[ISN_CUT_WEIGHTS]; /* of nameedges.h, times 256 */
} isn_model_header;

static inline uint32_t isn_model_slot(uint64_t key, uint32_t slots)
{
    return (uint32_t)((key & 0xFFFFFFFFu) * slots >> 32);
}

static inline uint16_t isn_model_check(uint64_t key)
{
    return (uint16_t)(key >> 48 ? key >> 48 : 1);
}

static inline uint32_t isn_model_word_check(uint64_t key)
{
    return (uint32_t)(key >> 32) ? (uint32_t)(key >> 32) : 1;
}

static inline uint32_t isn_model_bit(uint64_t key)
{
    return (uint32_t)(key >> 24) & (ISN_MODEL_FILTER - 1);
}

/* The key of a word type. */
static inline uint64_t isn_model_type(const isn_tag_word *w)
{
    return (w->whole ^ w->core * 3) * 0x9E3779B97F4A7C15u;
}

typedef struct isn_model {
    const isn_model_header *header;
    const uint32_t *cluster_check;
    const isn_tag_clusters *clusters;
    const uint16_t (*check)[ISN_MODEL_BUCKET];
    const uint32_t *base;
    const int8_t (*weights)[ISN_MODEL_WEIGHTS];
    const uint64_t *filter;
    const uint32_t *type_check;
    const int16_t (*types)[ISN_MODEL_FELT][ISN_MODEL_WEIGHTS];
} isn_model;

/* Scores of the labels but `outside`, which is always 0; the last four lanes
 * mean nothing. */
typedef int16_t isn_scores __attribute__((vector_size(32), aligned(16)));

/* The model within the library. */
isn_model isn_model_open(void);

isn_tag_clusters isn_model_clusters(const isn_model *m, uint64_t core);

/* The sums of a common word's traits, or NULL. */
const int16_t (*isn_model_sums(const isn_model *m,
                               uint64_t type))[ISN_MODEL_WEIGHTS];

/* Adds up the weights of features: of keys[k] to scores[to[k]], or all to
 * scores[0] where `to` is NULL.  At most ISN_MODEL_BATCH at once. */
enum { ISN_MODEL_BATCH = 128 };
void isn_model_add(const isn_model *m, const uint64_t *keys, const uint8_t *to,
                   size_t count, isn_scores *scores);

#endif
