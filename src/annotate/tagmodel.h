/* The trained weights of the tagger of names (model/names.bin), as constant
 * data of the library.  tools/names/names_model.c writes the file. */
#ifndef ISN_TAGMODEL_H
#define ISN_TAGMODEL_H

#include "annotate/nameedges.h"
#include "annotate/tagevidence.h"

/* Labels in lanes, so that those from which and to which names can begin lie
 * together: outside; PER, LOC, ORG that begin, that stand alone, that go on,
 * that end. */
enum {
    ISN_LANES = ISN_TAG_LABELS,
    ISN_LANE_OUTSIDE = 0,
    ISN_LANE_BEGIN = 1,
    ISN_LANE_ALONE = 4,
    ISN_LANE_INSIDE = 7,
    ISN_LANE_LAST = 10
};

static inline uint8_t isn_lane_label(unsigned lane)
{
    static const uint8_t position[] = {ISN_TAG_BEGIN, ISN_TAG_ALONE,
                                       ISN_TAG_INSIDE, ISN_TAG_LAST};
    return lane == 0 ? (uint8_t)ISN_TAG_OUTSIDE
                     : (uint8_t)isn_tag_label((lane - 1) % 3,
                                              position[(lane - 1) / 3]);
}

enum {
    ISN_MODEL_VERSION = 6,
    ISN_MODEL_WEIGHTS = ISN_LANES - 1, /* outside weighs nothing */
    ISN_MODEL_BUCKET = 8,
    ISN_MODEL_FILTER = 1 << 21, /* bits */
    ISN_MODEL_FELT = 2 * ISN_TAG_REACH + 1,
    ISN_MODEL_TABLES = ISN_TAG_REACH + 1
};

/* All numbers little-endian.  Behind the header, each aligned to 64 bytes:
 *   isn_model_word[cluster_slots]: probed from slot (low word * slots) >> 32
 *     upwards, a check of 0 is free;
 *   int16_t[grain_sizes[g]][5][12] for each grain of clusters: the weights of
 *     each cluster at each distance;
 *   uint32_t check[type_slots], int16_t[type_slots][5][12]: what the traits of
 *     the commonest words add up to, probed as clusters;
 *   uint64_t filter: the bit of a key that one of the tables has is set, so
 *     that most lookups of others end there;
 *   and three tables of traits that reach 0, 1, 2 tokens; the first has the
 *   features too, none has clusters and whole words:
 *     uint16_t check[buckets][8], uint32_t base[buckets]: a key stands in
 *       bucket (low word * buckets) >> 32 or, where that is full, in the next;
 *       buckets fill from the front, a check of 0 is free;
 *     int8_t[rows][2 * reach + 1][12]: row base[bucket] + place in the bucket.
 * Behind each list of weights there is room to read a little more. */
typedef struct isn_model_header {
    char magic[8]; /* "isnames\n" */
    uint32_t version, cluster_slots, type_slots, unused;
    uint32_t grain_sizes[ISN_TAG_GRAINS];
    struct {
        uint32_t buckets, rows;
    } tables[ISN_MODEL_TABLES];
    int16_t transitions[ISN_LANES][ISN_LANES]; /* -2000 … 2000 */
    int16_t cut[ISN_CUT_WEIGHTS];              /* of nameedges.h, times 256 */
} isn_model_header;

typedef struct isn_model_word {
    uint32_t check;
    isn_tag_clusters clusters;
} isn_model_word;

enum { ISN_MODEL_ROOM = 64 }; /* bytes behind a list of weights */

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

/* Weights of the lanes but `outside`, at each distance. */
typedef int16_t isn_felt[ISN_MODEL_FELT][ISN_MODEL_WEIGHTS];

typedef struct isn_model_table {
    const uint16_t (*check)[ISN_MODEL_BUCKET];
    const uint32_t *base;
    const int8_t *weights;
    uint32_t buckets;
} isn_model_table;

typedef struct isn_model {
    const isn_model_header *header;
    const isn_model_word *words;
    const isn_felt *grains[ISN_TAG_GRAINS];
    const uint32_t *type_check;
    const isn_felt *types;
    const uint64_t *filter;
    isn_model_table tables[ISN_MODEL_TABLES];
} isn_model;

/* Eight lanes: as many as a register of any machine holds. */
typedef int16_t isn_half __attribute__((vector_size(16)));
typedef uint16_t isn_wrapping_half __attribute__((vector_size(16)));

/* Lanes that mean nothing may run over, which signed ones must not. */
static inline isn_half isn_plus(isn_half a, isn_half b)
{
    return (isn_half)((isn_wrapping_half)a + (isn_wrapping_half)b);
}

/* Scores of the lanes but `outside`, which is always 0; the last four mean
 * nothing. */
typedef struct isn_scores {
    isn_half low, high;
} isn_scores;

/* The sums of a word's traits, with room behind. */
typedef struct isn_model_sums {
    isn_felt felt;
    int16_t room[ISN_MODEL_ROOM / 2];
} isn_model_sums;

/* The model within the library. */
isn_model isn_model_open(void);

/* Asks for what isn_model_clusters will read, for what isn_model_common. */
void isn_model_expect_clusters(const isn_model *m, const isn_tag_word *w);
void isn_model_expect(const isn_model *m, const isn_tag_word *w);

isn_tag_clusters isn_model_clusters(const isn_model *m, uint64_t core);

/* The sums of a common word, or NULL. */
const isn_felt *isn_model_common(const isn_model *m, uint64_t type);

/* What the traits and clusters of any word weigh, in three steps: a word waits
 * for memory twice, and others go on meanwhile. */
typedef struct isn_model_traits {
    isn_trait traits[ISN_TAG_TRAITS];
    const int8_t *rows[ISN_TAG_TRAITS];
    size_t count;
    isn_tag_clusters clusters;
} isn_model_traits;

void isn_model_ask_traits(const isn_model *m, isn_model_traits *l);
void isn_model_find_traits(const isn_model *m, isn_model_traits *l);
void isn_model_add_traits(const isn_model *m, const isn_model_traits *l,
                          isn_felt *sums);

/* Features of a place on their way: lookups wait for memory three times, and
 * whoever has several places lets each wait while another goes on. */
typedef struct isn_model_lookup {
    uint64_t keys[ISN_TAG_FEATURES];
    const int8_t *rows[ISN_TAG_FEATURES];
    size_t count;
    isn_scores *scores; /* to which the weights are added */
} isn_model_lookup;

/* The four steps, in this order. */
void isn_model_expect_keys(const isn_model *m, const isn_model_lookup *l);
void isn_model_ask(const isn_model *m, isn_model_lookup *l);
void isn_model_find(const isn_model *m, isn_model_lookup *l);
void isn_model_add(const isn_model_lookup *l);

#endif
