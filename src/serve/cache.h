/* Answers that were given lately, under what was asked for; the one that was
 * not asked for longest goes first. */
#ifndef ISN_CACHE_H
#define ISN_CACHE_H

#include <stddef.h>

typedef struct isn_cache isn_cache;

/* NULL when out of memory.  `drop` frees a value that leaves. */
isn_cache *isn_cache_new(size_t max, void (*drop)(void *value));
void isn_cache_clear(isn_cache *cache);
void isn_cache_free(isn_cache *cache); /* NULL is allowed */

/* NULL where there is none. */
void *isn_cache_find(isn_cache *cache, const char *key);
/* Takes `value`, which counts for `size` bytes, unless it is too large or
 * there is no memory: then it is the caller's still, and this is 0. */
int isn_cache_keep(isn_cache *cache, const char *key, void *value, size_t size);

#endif
