/* Which documents share text that no coincidence and no template explains. */
#ifndef ISN_COPIES_H
#define ISN_COPIES_H

#include "story/pile.h"
#include "story/words.h"

/* What is kept of every document while copies are looked for. */
typedef struct isn_copy_doc {
    isn_words words;
    uint32_t grams; /* sampled ones */
} isn_copy_doc;

/* How often word triples and words stand in the pile: one saturated byte a
 * hash bucket.  A passage made of triples that stand everywhere (prayers,
 * greetings, market phrases) is a template. */
typedef struct isn_sketch {
    uint8_t *counts;
    uint64_t mask;
} isn_sketch;

isnad_status isn_sketch_open(isn_sketch *sketch, size_t items);
void isn_sketch_close(isn_sketch *sketch);
void isn_sketch_add(isn_sketch *sketch, uint64_t hash);
static inline unsigned isn_sketch_count(const isn_sketch *sketch, uint64_t hash)
{
    return sketch->counts[(hash ^ (hash >> 33)) & sketch->mask];
}

/* Fills pile->links. */
isnad_status isn_copies_find(isnad_pile *pile);

/* Measured of one pair, a's rank before b's. */
typedef struct isn_pair {
    double share_a, share_b; /* words within shared passages */
    double rare;             /* of the shorter: within rare ones */
    double lead_a, lead_b;   /* rare words of title and opening found there */
    uint32_t longest;        /* words of the longest passage */
    uint32_t covered;        /* words within passages */
    uint32_t numbers;        /* places where another number stands */
    uint32_t gaps;           /* places where other words stand */
} isn_pair;

/* Is it a link, and of which kind and form? */
bool isn_pair_linked(const isn_pair *pair);
isnad_link_kind isn_pair_kind(const isn_pair *pair);
isnad_link_form isn_pair_form(const isn_pair *pair, uint32_t words_a,
                              uint32_t words_b);

#endif
