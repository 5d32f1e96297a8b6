/* A pile while it is laid out.  Inside the module, documents are named by
 * their rank: by date, then by hash; the caller's index only goes out. */
#ifndef ISN_PILE_H
#define ISN_PILE_H

#include <string.h>

#include "core/docdata.h"
#include "isnad/story.h"

#define ISN_NONE UINT32_MAX

struct isnad_pile {
    isn_arena *arena; /* owns all results */
    isnad_doc *const *docs;
    size_t doc_count;
    uint32_t *order;     /* rank → index */
    uint32_t *rank;      /* index → rank */
    uint32_t *story_of;  /* index → story */
    uint32_t *place_of;  /* index → position among its story's documents */
    uint32_t *origin_of; /* index → number of its origin in the story */
    ISN_LIST(isnad_link) links; /* a, b: indices; sorted by rank of a, b */
    ISN_LIST(isnad_story) stories;
};

static inline isnad_doc *isn_pile_at(const isnad_pile *pile, uint32_t rank)
{
    return pile->docs[pile->order[rank]];
}

/* Does the document itself tell no day?  What its story taught it is no
 * evidence of where it belongs. */
static inline bool isn_undated(const isnad_doc *doc)
{
    return doc->published.best_day == ISNAD_NO_DAY ||
           (doc->published.from && strcmp(doc->published.from, "story") == 0);
}

/* Ranks the documents anew; called again once undated ones have a day. */
isnad_status isn_pile_rank(isnad_pile *pile);

/* A growing array from malloc, for what is thrown away when the pile is done.
 * ISN_ROOM makes room for `more` items and is false when out of memory. */
#define ISN_VEC(type)                                                          \
    struct {                                                                   \
        type *items;                                                           \
        size_t count, cap;                                                     \
    }
#define ISN_ROOM(vec, more)                                                    \
    isn_vec_room((void **)&(vec)->items, &(vec)->cap, (vec)->count + (more),   \
                 sizeof *(vec)->items)

bool isn_vec_room(void **items, size_t *cap, size_t need, size_t item_size);

/* Mixes two 64-bit values into one hash. */
static inline uint64_t isn_mix(uint64_t a, uint64_t b)
{
    uint64_t x =
        (a ^ (b + UINT64_C(0x9E3779B97F4A7C15))) * UINT64_C(0xFF51AFD7ED558CCD);
    x ^= x >> 32;
    x *= UINT64_C(0xC4CEB9FE1A85EC53);
    return x ^ (x >> 29);
}

#endif
