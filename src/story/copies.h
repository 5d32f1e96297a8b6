/* Which documents share text that no coincidence and no template explains. */
#ifndef ISN_COPIES_H
#define ISN_COPIES_H

#include "story/pile.h"

/* Fills pile->links. */
isnad_status isn_copies_find(isnad_pile *pile);

/* Measured of one pair, a's rank before b's. */
typedef struct isn_pair {
    double share_a, share_b; /* words within shared passages */
    double rare;             /* of the shorter: within rare ones */
    double lead_a, lead_b;   /* rare words of title and opening found there */
    uint32_t longest;        /* words of the longest rare passage */
    uint32_t covered;        /* words within passages */
    uint32_t numbers;        /* places where another number stands */
    uint32_t slots;          /* where another number, name or rare word does */
    uint32_t gaps;           /* where other words stand, four at most */
} isn_pair;

/* What a document tells of where it came from. */
enum { ISN_CREDITS = 8 };
typedef struct isn_credit {
    int32_t day;
    const char *time, *outlet; /* NULL: unknown */
    const char *agencies[ISN_CREDITS];
    unsigned agency_count;
} isn_credit;

isn_credit isn_credit_of(const isnad_doc *doc);

/* What makes one of the two the likelier source, and whether that is b. */
const char *isn_pair_direction(const isn_pair *pair, const isn_credit *a,
                               const isn_credit *b, bool *swap);

/* Is it open before the openings are measured whether it is a link? */
bool isn_pair_open(const isn_pair *pair);

/* Is it a link, and of which kind and form? */
bool isn_pair_linked(const isn_pair *pair);
isnad_link_kind isn_pair_kind(const isn_pair *pair);
isnad_link_form isn_pair_form(const isn_pair *pair, uint32_t words_a,
                              uint32_t words_b);

#endif
