/* Where each name of the gazetteer stands: for gazetteer.c and what compiles
 * it. */
#ifndef ISN_GAZDATA_H
#define ISN_GAZDATA_H

#include "lang/gazetteer.h"

/* A hash table of the different names: the number of the first of its
 * isn_location_names plus one, below the highest bits of the hash, or 0; at
 * least half is free. */
enum { ISN_GAZETTEER_NUMBER = (1 << 20) - 1 };
extern const uint32_t isn_gazetteer_slots[];
extern const uint32_t isn_gazetteer_mask;

static inline uint32_t isn_gazetteer_hash_of(const char *name)
{
    uint64_t h = 0;
    for (const char *s = name; *s; s++) {
        h = (h ^ (unsigned char)*s) * 0x9E3779B97F4A7C15u;
    }
    return (uint32_t)(h >> 32);
}

#endif
