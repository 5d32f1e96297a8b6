/* Who is meant: names, offices and countries as terms. */
#ifndef ISN_WHO_H
#define ISN_WHO_H

#include "story/work.h"

enum { ISN_MOST_WHO = 48 };

typedef struct isn_who {
    isn_weight items[ISN_MOST_WHO];
    uint32_t count;
} isn_who;

/* The country that a token names or belongs to, or NULL. */
const char *isn_country_at(const isnad_doc *doc, uint32_t at);

/* Adds the words of tokens [first, end).  The army of a country, its ministry
 * and its president may speak for each other: «الروسي» and «روسيا» are one
 * word here. */
void isn_who_add(const isnad_doc *doc, uint32_t first, uint32_t end,
                 isn_who *who);

/* What was added, as a bag in `arena`. */
isnad_status isn_who_bag(isn_arena *arena, const isn_who *who, isn_bag *bag);

#endif
