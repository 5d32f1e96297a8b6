/* The gazetteer: which places of the world a name can mean.  Compiled from
 * model/places.tsv when isnad is built; docs/names.md tells its sources. */
#ifndef ISN_GAZETTEER_H
#define ISN_GAZETTEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum isn_place_kind {
    ISN_PLACE_COUNTRY,
    ISN_PLACE_CAPITAL,
    ISN_PLACE_CITY,
    ISN_PLACE_REGION,
    ISN_PLACE_DISTRICT,
    ISN_PLACE_WATER,
    ISN_PLACE_SITE,
    ISN_PLACE_MARK, /* no place: who or what tells of its country */
} isn_place_kind;

typedef struct isn_place {
    int32_t latitude, longitude; /* thousandths of a degree */
    uint32_t people;             /* 0: not known */
    uint32_t name;               /* the first name, in isn_gazetteer_text */
    char country[3];             /* ISO 3166-1; empty: none or several */
    uint8_t kind;
    bool known; /* lang/ar/places.txt has it: what papers mean first */
    uint16_t
        region; /* of the first order, or 0; the same number, the same one */
} isn_place;

/* A name, folded, and one place that bears it; sorted by name. */
typedef struct isn_place_name {
    uint32_t text, place;
} isn_place_name;

extern const isn_place isn_places[];
extern const isn_place_name isn_place_names[];
extern const uint32_t isn_place_name_count;
extern const char isn_gazetteer_text[];

/* The names that equal `folded` (NUL-terminated): *count of them from the one
 * returned, or NULL. */
const isn_place_name *isn_gazetteer_find(const char *folded, uint32_t *count);

static inline const char *isn_place_text(const isn_place *place)
{
    return isn_gazetteer_text + place->name;
}

#endif
