#include "lang/gazdata.h"

#include <string.h>

static bool is_named(uint32_t number, const char *folded, size_t len)
{
    if (number >= isn_location_name_count) {
        return false;
    }
    const char *name = isn_gazetteer_text + isn_location_names[number].text;
    return strncmp(name, folded, len) == 0 && name[len] == '\0';
}

const isn_location_name *isn_gazetteer_find(const char *folded, size_t len,
                                            uint32_t *count)
{
    uint32_t hash = isn_lex_hash(folded, len);
    *count = 0;
    for (uint32_t at = hash & isn_gazetteer_mask; isn_gazetteer_slots[at];
         at = (at + 1) & isn_gazetteer_mask) {
        uint32_t slot = isn_gazetteer_slots[at];
        uint32_t first = (slot & ISN_GAZETTEER_NUMBER) - 1;
        if ((slot ^ hash) <= ISN_GAZETTEER_NUMBER &&
            is_named(first, folded, len)) {
            do {
                ++*count;
            } while (is_named(first + *count, folded, len));
            return &isn_location_names[first];
        }
    }
    return NULL;
}
