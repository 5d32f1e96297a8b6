/* Where each name of the gazetteer stands: for gazetteer.c and what compiles
 * it. */
#ifndef ISN_GAZDATA_H
#define ISN_GAZDATA_H

#include "lang/gazetteer.h"

/* A hash table of the different names, by isn_lex_hash: the number of the first
 * of its isn_location_names plus one, below the highest bits of the hash, or 0;
 * at least half is free. */
enum { ISN_GAZETTEER_NUMBER = (1 << 20) - 1 };
extern const uint32_t isn_gazetteer_slots[];
extern const uint32_t isn_gazetteer_mask;

#endif
