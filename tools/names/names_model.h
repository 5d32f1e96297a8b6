/* What the trainer keeps: clusters of words, and the model it writes. */
#ifndef NAMES_MODEL_H
#define NAMES_MODEL_H

#include "annotate/tagevidence.h"

typedef struct cluster_entry {
    uint64_t key;
    isn_tag_clusters clusters;
} cluster_entry;

typedef struct clusters {
    cluster_entry *slots; /* key 0: free */
    uint32_t mask, count;
} clusters;

/* Reads what names-clusters wrote; ends the program where it cannot. */
void clusters_read(clusters *c, const char *path);
isn_tag_clusters clusters_of(const clusters *c, uint64_t core);

/* Rounds the weights to what the file holds, outside taken as 0, and keeps
 * the `most` features that weigh most.  How many are left. */
uint32_t model_shrink(float (*weights)[ISN_TAG_LABELS],
                      float transitions[ISN_TAG_LABELS][ISN_TAG_LABELS],
                      uint32_t count, uint32_t most);

/* Common words with the sums of their traits' weights. */
typedef struct type_sums {
    uint64_t key; /* isn_model_type */
    int16_t sums[2 * ISN_TAG_REACH + 1][ISN_TAG_LABELS - 1];
} type_sums;

/* Weights of one feature as the file holds them, in steps of its unit. */
int model_steps(float weight);

/* Writes the model: weights of `count` features (0 is none) by label,
 * and those of proclitics before names. */
void model_write(const char *path, const clusters *c,
                 float (*weights)[ISN_TAG_LABELS],
                 float transitions[ISN_TAG_LABELS][ISN_TAG_LABELS],
                 const float *cut, const uint64_t *keys, uint32_t count,
                 const type_sums *types, uint32_t type_count);

#endif
