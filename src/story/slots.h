/* The figure ledger: what the reports count, and how it moved. */
#ifndef ISN_SLOTS_H
#define ISN_SLOTS_H

#include "story/work.h"

/* How a reading relates to the one before it. */
isnad_figure_relation isn_reading_relation(const isnad_reading *before,
                                           const isnad_reading *now);

/* Do the intervals of both have a common value? */
bool isn_readings_meet(const isnad_reading *a, const isnad_reading *b);

/* Is `of` a role in which people come to harm or are moved? */
bool isn_is_casualty(const char *of);

#endif
