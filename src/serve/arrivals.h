/* What each document changed when it came: a new origin, a figure that moved
 * or was taken back, a quote in other words.
 *
 * It is worked out from the pile alone: documents of a story are looked at in
 * the order in which they came, and each is held against those before it.  So
 * nothing has to be remembered, and the same store tells the same. */
#ifndef ISN_ARRIVALS_H
#define ISN_ARRIVALS_H

#include <stdbool.h>

#include "core/arena.h"
#include "isnad/story.h"

typedef enum isn_change_kind {
    ISN_CHANGE_ORIGIN,
    ISN_CHANGE_FIGURE,
    ISN_CHANGE_QUOTE,
    ISN_CHANGE_WITHDRAWN,
} isn_change_kind;

const char *isn_change_text(isn_change_kind kind); /* "origin" … */

typedef struct isn_change_of {
    uint32_t doc, story;
    isn_change_kind kind;
    uint32_t item; /* origin, slot or row of the story */
    /* Of figures and quotes: readings of the slot, wordings of the row. */
    uint32_t was, now;
} isn_change_of;

/* A document that changed something. */
typedef struct isn_arrival {
    uint32_t doc, story;
    const isn_change_of *changes;
    uint32_t change_count;
} isn_arrival;

typedef struct isn_arrivals {
    isn_arrival *items; /* the latest first */
    size_t count;
    const uint32_t *order; /* all documents, as they came */
    const uint32_t *rank;  /* of each document in it */
} isn_arrivals;

/* Works them out; memory is the arena's.  `kept`: documents have come in the
 * order of a store; else in that of their days. */
isnad_status isn_arrivals_find(const isnad_pile *pile, bool kept,
                               isn_arena *arena, isn_arrivals *arrivals);

#endif
