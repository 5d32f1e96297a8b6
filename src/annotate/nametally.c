#include "annotate/nametally.h"

#include <stdlib.h>

bool isn_tallies_new(isn_tallies *tallies, uint32_t items)
{
    uint32_t size = 16;
    while (size < 2 * (uint64_t)items + 1 && size < (1u << 30)) {
        size *= 2;
    }
    tallies->mask = size - 1;
    tallies->slots = calloc(size, sizeof *tallies->slots);
    return tallies->slots != NULL;
}

void isn_tallies_free(isn_tallies *tallies) { free(tallies->slots); }

isn_tally *isn_tallies_find(const isn_tallies *tallies, uint64_t key, bool make)
{
    key = key ? key : 1;
    for (uint32_t at = (uint32_t)(key >> 20);; at++) {
        isn_tally *slot = &tallies->slots[at & tallies->mask];
        if (slot->key == key) {
            return slot;
        }
        if (slot->key == 0) {
            if (!make) {
                return NULL;
            }
            slot->key = key;
            return slot;
        }
    }
}
