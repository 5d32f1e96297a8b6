/* Addresses, each once, numbered in the order in which they came. */
#ifndef ISN_URL_SET_H
#define ISN_URL_SET_H

#include <stddef.h>
#include <stdint.h>

#include "isnad/status.h"

enum { ISN_URL_NONE = UINT32_MAX };

/* All zero is an empty set, but for `seed`: a random number, so that nobody
 * can choose addresses that collide. */
typedef struct isn_url_set {
    char **items;
    uint32_t count, cap;
    uint32_t *slots; /* number + 1; 0 is free */
    uint32_t slot_count;
    uint64_t seed;
} isn_url_set;

/* The number of `url`, which is added where it is new. */
isnad_status isn_url_set_add(isn_url_set *set, const char *url,
                             uint32_t *number);
/* Its number or ISN_URL_NONE. */
uint32_t isn_url_set_find(const isn_url_set *set, const char *url);
void isn_url_set_free(isn_url_set *set);

#endif
