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
    at += aligned(m.header->feature_slots * sizeof *m.check);
    m.weights = (const void *)at;
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

void isn_model_add(const isn_model *m, uint64_t key,
                   int32_t scores[ISN_TAG_LABELS])
{
    uint32_t slots = m->header->feature_slots;
    uint16_t check = isn_model_check(key);
    for (uint32_t at = isn_model_slot(key, slots); m->check[at];
         at = at + 1 < slots ? at + 1 : 0) {
        if (m->check[at] == check) {
            const int8_t *w = m->weights[at];
            for (unsigned y = 0; y < ISN_MODEL_WEIGHTS; y++) {
                scores[y + 1] += w[y];
            }
            return;
        }
    }
}
