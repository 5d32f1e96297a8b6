/* What the tagger of names sees of a token.  Used by the tagger and by the
 * trainer (tools/names/names_train.c), so that both see the same. */
#ifndef ISN_TAGFEATURES_H
#define ISN_TAGFEATURES_H

#include "annotate/tagtext.h"

enum {
    ISN_TAG_REACH = 2,     /* tokens looked at on either side */
    ISN_TAG_TRAITS = 40,   /* most traits of a word */
    ISN_TAG_FEATURES = 48, /* most features of a place */
    ISN_TAG_SECOND = 8
};

/* What a trait tells: which word it is (of those the model has as a whole, or
 * by its core), its cluster, or something that many words share. */
typedef enum isn_trait_kind {
    ISN_TRAIT_SHARED,
    ISN_TRAIT_WHOLE,
    ISN_TRAIT_CORE,
    ISN_TRAIT_CLUSTER
} isn_trait_kind;

/* A property of a word wherever it stands, and how far it is felt. */
typedef struct isn_trait {
    uint64_t key;
    uint8_t reach;
    uint8_t kind; /* isn_trait_kind */
} isn_trait;

/* Traits of a word by itself, `w` being that of isn_tag_type and `t` one of
 * its tokens.  At most ISN_TAG_TRAITS.  Where the model does not have the word
 * as a whole (not `known`), that trait and its clusters are left out: it keeps
 * the weights of clusters elsewhere. */
size_t isn_tag_traits(const isn_token *t, const isn_tag_word *w, bool known,
                      isn_trait *traits);

/* The trait of belonging to a cluster of a grain; it reaches
 * ISN_TAG_REACH. */
uint64_t isn_tag_cluster_trait(unsigned grain, uint16_t id);

/* The trait felt at distance `d` (-ISN_TAG_REACH … ISN_TAG_REACH). */
static inline uint64_t isn_tag_at(uint64_t key, int d)
{
    uint64_t h = (key + (uint64_t)(d + 8)) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 32);
}

/* May place i of words[0 .. n) be part of a name?  Not where it and its
 * neighbours are words that raw news never has in names: half of all text. */
bool isn_tag_open(const isn_tag_word *words, uint32_t n, uint32_t i);

/* Features that need the words around place i of words[0 .. n): at most
 * ISN_TAG_FEATURES hashes. */
size_t isn_tag_features(const isn_tag_word *words, uint32_t n, uint32_t i,
                        uint64_t *features);

/* What the second pass adds to them: at most ISN_TAG_SECOND, none where the
 * first pass left no evidence. */
size_t isn_tag_second(const isn_tag_word *words, uint32_t n, uint32_t i,
                      uint64_t *features);

#endif
