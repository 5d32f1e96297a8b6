/* The figure ledger: what the reports count, and how it moved. */
#ifndef ISN_SLOTS_H
#define ISN_SLOTS_H

#include "story/work.h"

/* A reading before it has its slot. */
typedef struct isn_reading_draft {
    isnad_reading reading;
    const isnad_figure *figure;
    uint32_t place;
    isn_bag context; /* words around it, which tell what is counted */
    int32_t day;     /* as of, for the order */
    uint32_t slot;
} isn_reading_draft;

/* What the documents give as their own figures for the story: background,
 * parts and rougher doubles of a figure are left out.  In work->scratch. */
isnad_status isn_readings_list(isn_work *work, isn_reading_draft **drafts,
                               size_t *count);

/* The words around a figure of the document at `place`, in work->scratch. */
isnad_status isn_figure_context(isn_work *work, uint32_t place,
                                const isnad_figure *figure, isn_bag *bag);

/* Fills how each reading of a slot that counts `of` relates to what was known
 * before, and which others it supersedes; lists go to `arena`. */
isnad_status isn_readings_relate(isn_arena *arena, const char *of,
                                 isnad_reading *readings, uint32_t count);

/* How a reading relates to another before it. */
isnad_figure_relation isn_reading_relation(const isnad_reading *before,
                                           const isnad_reading *now);

/* Do the intervals of both have a common value? */
bool isn_readings_meet(const isnad_reading *a, const isnad_reading *b);

/* Is `of` a role in which people come to harm or are moved? */
bool isn_is_casualty(const char *of);

#endif
