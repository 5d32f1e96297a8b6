/* From the weights of the trainer to what the model file holds. */
#ifndef NAMES_PACK_H
#define NAMES_PACK_H

#include "names_model.h"

/* A trait and the features that it is at each distance (0: none). */
typedef struct pack_trait {
    uint64_t key; /* 0: free slot */
    uint32_t id[ISN_MODEL_FELT];
    uint8_t reach, kind;
} pack_trait;

/* A different word, and how often the articles have it. */
typedef struct pack_type {
    uint64_t key;
    uint32_t count, trait_count;
    pack_trait **traits; /* with those of its clusters */
} pack_type;

typedef struct pack {
    pack_trait *traits; /* a hash table, as the next */
    pack_type *types;
    uint32_t (*find)(uint64_t key); /* the id of a feature or 0 */
    const uint64_t *key_of;         /* … and back */
    uint8_t *of_trait;              /* by id: a trait has it */
    uint32_t count;                 /* features */
} pack;

void pack_new(pack *p, const uint64_t *key_of, uint32_t count,
              uint32_t (*find)(uint64_t key));

/* Counts a word of a document, and its traits. */
void pack_word(pack *p, const isn_tag_text *text, const isn_tag_type *type);

/* Rounds the weights to what the file holds, outside taken as 0, and keeps of
 * features and traits those that weigh most: `most` rows, not counting clusters
 * and whole words. */
void pack_shrink(const pack *p, float (*weights)[ISN_TAG_LABELS],
                 float transitions[ISN_TAG_LABELS][ISN_TAG_LABELS],
                 uint32_t most);

/* Writes the model of shrunk weights. */
void pack_write(const pack *p, const char *path, const clusters *c,
                float (*weights)[ISN_TAG_LABELS],
                float transitions[ISN_TAG_LABELS][ISN_TAG_LABELS],
                const float *cut);

#endif
