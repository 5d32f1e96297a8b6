/* From word triples to the documents that have them: open addressing, nine
 * bytes a triple and eight for each document of one that several have. */
#ifndef ISN_GRAM_INDEX_H
#define ISN_GRAM_INDEX_H

#include "story/pile.h"

/* Of the documents that have a gram the first ones are listed: in more it is
 * no evidence that two of them belong together, and a large family is found
 * by its heads. */
enum { ISN_GRAM_LISTED = 8 };

/* What `first` of a slot holds, by its low bit: the only document, or the
 * newest posting; 0: nothing, the slot is free. */
enum { ISN_GRAM_LIST = 1 };

typedef struct isn_gram_slot {
    uint32_t hash;
    uint32_t first; /* (document + 1) * 2, or posting * 2 + ISN_GRAM_LIST */
} isn_gram_slot;

typedef struct isn_posting {
    uint32_t document, next; /* the oldest one has next = ISN_NONE */
} isn_posting;

typedef struct isn_gram_index {
    isn_gram_slot *slots;
    uint8_t *counts; /* of each slot: documents counted, 255 at most */
    size_t size, used;
    ISN_VEC(isn_posting) postings;
} isn_gram_index;

void isn_gram_index_free(isn_gram_index *index);

/* Makes room for `count` grams, so that slots stay where they are until so
 * many were added.  Comes before the first look. */
isnad_status isn_gram_reserve(isn_gram_index *index, size_t count);

/* Fetches the memory in which the gram is soon looked up: a large index is
 * slow for its cache misses alone. */
static inline void isn_gram_fetch(const isn_gram_index *index, uint32_t gram)
{
    size_t at = (size_t)(((uint64_t)gram * index->size) >> 32);
    __builtin_prefetch(&index->slots[at]);
    __builtin_prefetch(&index->counts[at]);
}

/* The slot of a gram, or the free one where it belongs. */
isn_gram_slot *isn_gram_find(const isn_gram_index *index, uint32_t gram);

/* The documents listed in a slot, newest first; how many. */
unsigned isn_gram_documents(const isn_gram_index *index,
                            const isn_gram_slot *slot,
                            uint32_t documents[ISN_GRAM_LISTED]);

/* Counts one more document that has the gram, listed or not. */
static inline void isn_gram_count(isn_gram_index *index,
                                  const isn_gram_slot *slot)
{
    uint8_t *count = &index->counts[slot - index->slots];
    *count = (uint8_t)(*count + (*count < UINT8_MAX));
}

static inline unsigned isn_gram_counted(const isn_gram_index *index,
                                        const isn_gram_slot *slot)
{
    return index->counts[slot - index->slots];
}

/* Lists `document`, which has no lower number than those before it and less
 * than 2^31, in the slot that isn_gram_find gives, unless enough are there. */
isnad_status isn_gram_add(isn_gram_index *index, isn_gram_slot *slot,
                          uint32_t gram, uint32_t document);

#endif
