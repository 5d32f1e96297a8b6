/* What the tagger of names sees of a token.  Used by the tagger and by the
 * trainer (tools/names/names_train.c), so that both see the same. */
#ifndef ISN_TAGFEATURES_H
#define ISN_TAGFEATURES_H

#include "core/docdata.h"

enum {
    ISN_TAG_REACH = 2,     /* tokens looked at on either side */
    ISN_TAG_TRAITS = 40,   /* most traits of a word */
    ISN_TAG_FEATURES = 48, /* most features of a place */
    ISN_TAG_SECOND = 8,
    ISN_TAG_CLUSTERS = 3, /* coarse, middle, fine */
};

/* A property of a word wherever it stands, and how far it is felt. */
typedef struct isn_trait {
    uint64_t key;
    uint8_t reach;
    bool clustered; /* tells the word's cluster, not the word */
} isn_trait;

/* The clusters of a word, ids from 1, and how raw news uses it in names
 * (tools/names/names_evidence.c); 0 unknown. */
typedef struct isn_tag_clusters {
    uint16_t id[ISN_TAG_CLUSTERS];
    uint16_t news;
} isn_tag_clusters;

/* What the features of a place need of each token around. */
typedef struct isn_tag_word {
    uint64_t whole, core; /* hashes: folded; without proclitics */
    uint64_t tail;        /* of the last two letters */
    uint64_t classes;     /* of the lexicon, by table, not by number */
    isn_tag_clusters clusters;
    uint8_t shape;     /* punctuation, number, Latin, article … */
    uint8_t phrase[2]; /* longer entries of the tables that cover it:
                             place or acronym; title or head */
    uint8_t burst;     /* how much more often here than elsewhere */
    uint32_t punct;
    /* How other mentions in the document were read on the first pass, and
     * the name that starts or goes on here: 0 in the first pass. */
    uint8_t seen, match;
} isn_tag_word;

uint64_t isn_tag_hash(const char *bytes, size_t len);

/* Clusters are found under this hash: the word without proclitics and
 * pronoun, with its article. */
uint64_t isn_tag_core(const isn_token *t);

/* Traits of a token by itself: a function of its folded form and of how it
 * was cut, therefore cached.  At most ISN_TAG_TRAITS. */
size_t isn_tag_traits(const isn_token *t, const isn_tag_word *w,
                      isn_trait *traits);

/* The trait felt at distance `d` (-ISN_TAG_REACH … ISN_TAG_REACH). */
static inline uint64_t isn_tag_at(uint64_t key, int d)
{
    uint64_t h = (key + (uint64_t)(d + 8)) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 32);
}

/* Features that need the words around place i of words[0 .. n): at most
 * ISN_TAG_FEATURES hashes. */
size_t isn_tag_features(const isn_tag_word *words, uint32_t n, uint32_t i,
                        uint64_t *features);

/* What the second pass adds to them: at most ISN_TAG_SECOND, none where the
 * first pass left no evidence. */
size_t isn_tag_second(const isn_tag_word *words, uint32_t n, uint32_t i,
                      uint64_t *features);

/* Fills words[0 .. count) for tokens [first, first + count), all but the
 * clusters, burst, seen and match. */
void isn_tag_words(const isnad_doc *doc, uint32_t first, uint32_t count,
                   isn_tag_word *words);

#endif
