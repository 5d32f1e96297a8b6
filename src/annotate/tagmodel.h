/* The trained weights of the tagger of names (model/names.bin), as constant
 * data of the library.  tools/names/names_model.c writes the file. */
#ifndef ISN_TAGMODEL_H
#define ISN_TAGMODEL_H

#include "annotate/nameedges.h"
#include "annotate/tagevidence.h"

enum {
    ISN_MODEL_VERSION = 3,
    ISN_MODEL_WEIGHTS = ISN_TAG_LABELS - 1 /* outside weighs nothing */
};

/* All numbers little-endian.  Behind the header, each aligned to 64 bytes:
 * uint32_t check[cluster_slots], isn_tag_clusters[cluster_slots],
 * uint16_t check[feature_slots], int8_t[feature_slots][ISN_MODEL_WEIGHTS].
 * Tables are probed from slot (low word * slots) >> 32 upwards; a check of 0
 * is a free slot. */
typedef struct isn_model_header {
    char magic[8]; /* "isnames\n" */
    uint32_t version, cluster_slots, feature_slots, size;
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

typedef struct isn_model {
    const isn_model_header *header;
    const uint32_t *cluster_check;
    const isn_tag_clusters *clusters;
    const uint16_t *check;
    const int8_t (*weights)[ISN_MODEL_WEIGHTS];
} isn_model;

/* The model within the library. */
isn_model isn_model_open(void);

isn_tag_clusters isn_model_clusters(const isn_model *m, uint64_t core);

/* Adds the weights of a feature, where the model has it. */
void isn_model_add(const isn_model *m, uint64_t key,
                   int32_t scores[ISN_TAG_LABELS]);

#endif
