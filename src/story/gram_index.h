/* From word triples to the documents that have them: seven triples in each
 * line of the processor's cache, and the documents of a triple beside each
 * other. */
#ifndef ISN_GRAM_INDEX_H
#define ISN_GRAM_INDEX_H

#include "story/array.h"
#include "story/pile.h"

/* Of the documents that have a gram the first ones are listed: in more it is
 * no evidence that two of them belong together, and a large family is found
 * by its heads. */
enum { ISN_GRAM_LISTED = 8, ISN_GRAM_BUCKET = 7, ISN_GRAM_BLOCKS = 3 };

/* What `first` of a gram holds, by its two low bits: 0: its only document; n:
 * where in `postings`, in pairs, room for 2^n documents begins. */
typedef struct isn_gram_bucket {
    uint32_t gram[ISN_GRAM_BUCKET];
    uint32_t first[ISN_GRAM_BUCKET];
    uint8_t count[ISN_GRAM_BUCKET]; /* documents that have it, 255 at most */
    uint8_t used;                   /* entries; full: go on in the next one */
} isn_gram_bucket;

typedef struct isn_gram_index {
    ISN_ARRAY(isn_gram_bucket) buckets; /* all of them count */
    ISN_ARRAY(uint32_t) postings;       /* document + 1; 0: free room */
    uint64_t used;                      /* grams */
    uint32_t free[ISN_GRAM_BLOCKS];     /* a free block of each size, in pairs
                                          + 1; it begins with the next one */
} isn_gram_index;

/* Where a gram stands: bucket * 8 + entry. */
#define ISN_NO_GRAM SIZE_MAX

void isn_gram_index_free(isn_gram_index *index);

/* Makes room for `count` grams, so that they stay where they are until so
 * many were added.  Comes before the first look. */
isnad_status isn_gram_reserve(isn_gram_index *index, size_t count);

static inline isn_gram_bucket *isn_gram_home(const isn_gram_index *index,
                                             uint32_t gram)
{
    return &index->buckets.items[((uint64_t)gram * index->buckets.count) >> 32];
}

/* Fetches the memory in which the gram is soon looked up: a large index is
 * slow for its cache misses alone. */
static inline void isn_gram_fetch(const isn_gram_index *index, uint32_t gram)
{
    __builtin_prefetch(isn_gram_home(index, gram), 1);
}

/* Where the gram stands, or ISN_NO_GRAM. */
size_t isn_gram_find(const isn_gram_index *index, uint32_t gram);

/* The documents listed of the gram at `place`, oldest first; how many. */
unsigned isn_gram_documents(const isn_gram_index *index, size_t place,
                            uint32_t documents[ISN_GRAM_LISTED]);

/* Fetches what isn_gram_documents reads. */
static inline void isn_gram_fetch_documents(const isn_gram_index *index,
                                            size_t place)
{
    uint32_t first = index->buckets.items[place / 8].first[place % 8];
    if (first & 3) {
        __builtin_prefetch(&index->postings.items[first >> 2 << 1]);
    }
}

/* Documents that have the gram, listed or not. */
static inline unsigned isn_gram_counted(const isn_gram_index *index,
                                        size_t place)
{
    return place == ISN_NO_GRAM
               ? 0
               : index->buckets.items[place / 8].count[place % 8];
}

/* Counts one more document, less than 2^30 and no lower than those before it,
 * that has the gram, and lists it unless enough are there; one that need not
 * be `listed` is so where nobody is.  `place` is what isn_gram_find gave since
 * room was made. */
isnad_status isn_gram_add(isn_gram_index *index, size_t place, uint32_t gram,
                          uint32_t document, bool listed);

#endif
