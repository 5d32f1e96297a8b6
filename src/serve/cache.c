#include "serve/cache.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { BUCKETS = 4096, SHARE = 8 }; /* one value takes an eighth at most */

typedef struct entry {
    struct entry *next;          /* of the same bucket */
    struct entry *newer, *older; /* by the last question */
    void *value;
    size_t size;
    char key[];
} entry;

struct isn_cache {
    entry *buckets[BUCKETS];
    entry *newest, *oldest;
    size_t size, max;
    void (*drop)(void *value);
};

isn_cache *isn_cache_new(size_t max, void (*drop)(void *value))
{
    isn_cache *cache = calloc(1, sizeof *cache);
    if (cache) {
        cache->max = max;
        cache->drop = drop;
    }
    return cache;
}

static entry **bucket_of(isn_cache *cache, const char *key)
{
    return &cache->buckets[XXH3_64bits(key, strlen(key)) % BUCKETS];
}

/* The link that leads to the entry, or to the end of its bucket. */
static entry **link_to(isn_cache *cache, const char *key)
{
    entry **at = bucket_of(cache, key);
    while (*at && strcmp((*at)->key, key) != 0) {
        at = &(*at)->next;
    }
    return at;
}

static void unqueue(isn_cache *cache, entry *e)
{
    *(e->newer ? &e->newer->older : &cache->newest) = e->older;
    *(e->older ? &e->older->newer : &cache->oldest) = e->newer;
}

static void queue(isn_cache *cache, entry *e)
{
    e->newer = NULL;
    e->older = cache->newest;
    *(cache->newest ? &cache->newest->newer : &cache->oldest) = e;
    cache->newest = e;
}

static void forget(isn_cache *cache, entry *e)
{
    *link_to(cache, e->key) = e->next;
    unqueue(cache, e);
    cache->size -= e->size;
    cache->drop(e->value);
    free(e);
}

void isn_cache_clear(isn_cache *cache)
{
    while (cache->oldest) {
        forget(cache, cache->oldest);
    }
}

void isn_cache_free(isn_cache *cache)
{
    if (cache) {
        isn_cache_clear(cache);
        free(cache);
    }
}

void *isn_cache_find(isn_cache *cache, const char *key)
{
    entry *e = *link_to(cache, key);
    if (!e) {
        return NULL;
    }
    unqueue(cache, e);
    queue(cache, e);
    return e->value;
}

int isn_cache_keep(isn_cache *cache, const char *key, void *value, size_t size)
{
    size_t len = strlen(key) + 1;
    size += sizeof(entry) + len;
    entry *e = size <= cache->max / SHARE ? malloc(sizeof *e + len) : NULL;
    if (!e) {
        return 0;
    }
    entry **at = link_to(cache, key);
    if (*at) {
        forget(cache, *at);
    }
    while (cache->size + size > cache->max) {
        forget(cache, cache->oldest);
    }
    memcpy(e->key, key, len);
    e->value = value;
    e->size = size;
    at = bucket_of(cache, key);
    e->next = *at;
    *at = e;
    queue(cache, e);
    cache->size += size;
    return 1;
}
