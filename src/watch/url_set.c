#include "watch/url_set.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

static uint32_t slot_of(const isn_url_set *set, const char *url)
{
    uint32_t mask = set->slot_count - 1;
    uint32_t at = (uint32_t)XXH64(url, strlen(url), set->seed) & mask;
    while (set->slots[at] && strcmp(set->items[set->slots[at] - 1], url) != 0) {
        at = (at + 1) & mask;
    }
    return at;
}

uint32_t isn_url_set_find(const isn_url_set *set, const char *url)
{
    uint32_t slot = set->slot_count ? set->slots[slot_of(set, url)] : 0;
    return slot ? slot - 1 : (uint32_t)ISN_URL_NONE;
}

/* Half of the slots stay free. */
static isnad_status grow(isn_url_set *set)
{
    uint32_t cap = set->cap ? set->cap * 2 : 64;
    char **items = realloc(set->items, cap * sizeof *items);
    if (!items) {
        return ISNAD_NOMEM;
    }
    set->items = items;
    uint32_t *slots = calloc(2 * (size_t)cap, sizeof *slots);
    if (!slots) {
        return ISNAD_NOMEM;
    }
    free(set->slots);
    set->slots = slots;
    set->slot_count = 2 * cap;
    set->cap = cap;
    for (uint32_t i = 0; i < set->count; i++) {
        set->slots[slot_of(set, set->items[i])] = i + 1;
    }
    return ISNAD_OK;
}

isnad_status isn_url_set_add(isn_url_set *set, const char *url,
                             uint32_t *number)
{
    *number = isn_url_set_find(set, url);
    if (*number != ISN_URL_NONE) {
        return ISNAD_OK;
    }
    if (set->count == set->cap) {
        isnad_status status =
            set->cap > UINT32_MAX / 8 ? ISNAD_LIMIT : grow(set);
        if (status) {
            return status;
        }
    }
    char *copy = strdup(url);
    if (!copy) {
        return ISNAD_NOMEM;
    }
    uint32_t at = slot_of(set, url);
    *number = set->count;
    set->items[set->count++] = copy;
    set->slots[at] = set->count;
    return ISNAD_OK;
}

void isn_url_set_free(isn_url_set *set)
{
    for (uint32_t i = 0; i < set->count; i++) {
        free(set->items[i]);
    }
    free(set->items);
    free(set->slots);
    *set = (isn_url_set){.seed = set->seed};
}
