/* How often words, or sequences of words, were read as what: a hash table of
 * tallies, shared by the second pass of the tagger and by what carries names
 * through the document. */
#ifndef ISN_NAMETALLY_H
#define ISN_NAMETALLY_H

#include <stdbool.h>
#include <stdint.h>

typedef struct isn_tally {
    uint64_t key;
    uint32_t count[4]; /* outside of names, then by isnad_entity_type */
} isn_tally;

typedef struct isn_tallies {
    isn_tally *slots;
    uint32_t mask;
} isn_tallies;

/* Room for `items` keys.  False when out of memory; isn_tallies_free is
 * needed only where it is true. */
bool isn_tallies_new(isn_tallies *tallies, uint32_t items);
void isn_tallies_free(isn_tallies *tallies);

/* The tally of `key`; where there is none, `make` one, else NULL. */
isn_tally *isn_tallies_find(const isn_tallies *tallies, uint64_t key,
                            bool make);

#endif
