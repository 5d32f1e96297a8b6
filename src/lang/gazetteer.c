#include "lang/gazdata.h"

#include <string.h>

static bool is_named(uint32_t number, const char *folded)
{
    return number < isn_location_name_count &&
           strcmp(isn_gazetteer_text + isn_location_names[number].text,
                  folded) == 0;
}

const isn_location_name *isn_gazetteer_find(const char *folded, uint32_t *count)
{
    uint32_t hash = isn_gazetteer_hash_of(folded);
    *count = 0;
    for (uint32_t at = hash & isn_gazetteer_mask; isn_gazetteer_slots[at];
         at = (at + 1) & isn_gazetteer_mask) {
        uint32_t slot = isn_gazetteer_slots[at];
        uint32_t first = (slot & ISN_GAZETTEER_NUMBER) - 1;
        if ((slot ^ hash) <= ISN_GAZETTEER_NUMBER && is_named(first, folded)) {
            do {
                ++*count;
            } while (is_named(first + *count, folded));
            return &isn_location_names[first];
        }
    }
    return NULL;
}
