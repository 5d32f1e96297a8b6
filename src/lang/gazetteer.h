/* The gazetteer: which places of the world a name can mean.  Compiled from
 * model/places.tsv when isnad is built; docs/names.md tells its sources. */
#ifndef ISN_GAZETTEER_H
#define ISN_GAZETTEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/lexhash.h"

typedef enum isn_location_kind {
    ISN_LOCATION_COUNTRY,
    ISN_LOCATION_CAPITAL,
    ISN_LOCATION_CITY,
    ISN_LOCATION_REGION,
    ISN_LOCATION_DISTRICT,
    ISN_LOCATION_WATER,
    ISN_LOCATION_SITE,
    ISN_LOCATION_MARK, /* no place: who or what tells of its country */
    ISN_LOCATION_WORD, /* no place: the name is an everyday word as well */
} isn_location_kind;

typedef struct isn_location {
    int32_t latitude, longitude; /* thousandths of a degree */
    uint32_t people;             /* 0: not known */
    uint32_t name;               /* the first name, in isn_gazetteer_text */
    char country[3];             /* ISO 3166-1; empty: none or several */
    uint8_t kind;
    bool known; /* lang/ar/places.txt has it: what papers mean first */
    uint16_t
        region; /* of the first order, or 0; the same number, the same one */
} isn_location;

/* A name, folded, and one place that bears it; sorted by name. */
typedef struct isn_location_name {
    uint32_t text, place;
} isn_location_name;

extern const isn_location isn_locations[];
extern const isn_location_name isn_location_names[];
extern const uint32_t isn_location_name_count;
extern const char isn_gazetteer_text[];

/* A bit for each hash of the first word and of the first two words of a name,
 * so that most words of a text need no search. */
enum { ISN_GAZETTEER_BITS = 1 << 17 };
extern const uint64_t isn_gazetteer_first[ISN_GAZETTEER_BITS / 64];

/* May a name begin with the folded word, or with the two, a blank between? */
static inline bool isn_gazetteer_begins(const char *words, size_t len)
{
    uint32_t h = isn_lex_hash(words, len) % ISN_GAZETTEER_BITS;
    return isn_gazetteer_first[h / 64] >> h % 64 & 1;
}

/* The names that equal `folded`: *count of them from the one returned, or
 * NULL. */
const isn_location_name *isn_gazetteer_find(const char *folded, size_t len,
                                            uint32_t *count);

static inline const char *isn_location_text(const isn_location *place)
{
    return isn_gazetteer_text + place->name;
}

#endif
