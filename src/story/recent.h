/* The newest documents of each term, and which of them a face is like. */
#ifndef ISN_RECENT_H
#define ISN_RECENT_H

#include "story/face.h"
#include "story/pile.h"

typedef struct isn_recent_posting {
    uint32_t doc;
    float full, title;
} isn_recent_posting;

typedef struct isn_recent_list {
    uint32_t term, count, cap;
    isn_recent_posting *items; /* NULL: the place is free */
} isn_recent_list;

/* How like a document is: cosines, as far as the asked terms tell. */
typedef struct isn_alike_sum {
    float full, title;
} isn_alike_sum;

typedef struct isn_recent {
    isn_recent_list *lists; /* open addressing */
    size_t mask, used;
    ISN_VEC(isn_alike_sum) sums; /* of each document; zero where not asked */
    ISN_VEC(uint32_t) found;     /* documents with a sum */
} isn_recent;

/* Documents are added by rising number. */
isnad_status isn_recent_add(isn_recent *recent, uint32_t doc,
                            const isn_face *face);

/* Fills `found` and `sums`, anew each time; documents before `oldest` are
 * left out. */
isnad_status isn_recent_ask(isn_recent *recent, const isn_face *face,
                            uint32_t oldest);
void isn_recent_free(isn_recent *recent);

#endif
