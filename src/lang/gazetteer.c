#include "lang/gazetteer.h"

#include <string.h>

/* The first name that is not less than `folded`. */
static uint32_t lower_bound(const char *folded)
{
    uint32_t low = 0, high = isn_location_name_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        const char *at = isn_gazetteer_text + isn_location_names[mid].text;
        if (strcmp(at, folded) < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

const isn_location_name *isn_gazetteer_find(const char *folded, uint32_t *count)
{
    uint32_t first = lower_bound(folded), end = first;
    while (end < isn_location_name_count &&
           strcmp(isn_gazetteer_text + isn_location_names[end].text, folded) ==
               0) {
        end++;
    }
    *count = end - first;
    return *count ? &isn_location_names[first] : NULL;
}
