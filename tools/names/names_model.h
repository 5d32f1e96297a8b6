/* What the trainer keeps: clusters of words, and the model it writes. */
#ifndef NAMES_MODEL_H
#define NAMES_MODEL_H

#include "annotate/tagmodel.h"

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

/* The weights of a key at each distance, or of a feature, as the file holds
 * them. */
typedef struct model_row {
    uint64_t key;
    int8_t weights[ISN_MODEL_FELT][ISN_MODEL_WEIGHTS];
} model_row;

typedef struct model_type {
    uint64_t key; /* isn_model_type */
    isn_felt felt;
} model_type;

/* What the file is made of. */
typedef struct model_parts {
    const clusters *clusters;
    const isn_felt *grains[ISN_TAG_GRAINS];
    uint32_t grain_sizes[ISN_TAG_GRAINS];
    const model_type *types;
    uint32_t type_count;
    const model_row *rows[ISN_MODEL_TABLES]; /* by reach */
    uint32_t row_counts[ISN_MODEL_TABLES];
    float (*transitions)[ISN_TAG_LABELS];
    const float *cut;
} model_parts;

/* Weights as the file holds them, in steps of its unit. */
int model_steps(float weight);
float model_round(float weight);

void model_write(const char *path, const model_parts *parts);

#endif
