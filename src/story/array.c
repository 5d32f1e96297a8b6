#include "story/array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* A large array grows by a thirty-second part: it moves by page tables. */
enum { LARGE = 1 << 20 };

bool isn_array_grow(void **items, size_t *cap, size_t *mapped, size_t count,
                    size_t need, size_t item_size)
{
    size_t size = *cap < 16                  ? 16
                  : *cap * item_size < LARGE ? *cap * 2
                                             : *cap + *cap / 32;
    size = size < need ? need : size;
    if (size > SIZE_MAX / 2 / item_size) {
        return false;
    }
    void *grown =
        *mapped ? malloc(size * item_size) : realloc(*items, size * item_size);
    if (!grown) {
        return false;
    }
    if (*mapped) {
        memcpy(grown, *items, count * item_size);
        munmap(*items, *mapped);
        *mapped = 0;
    }
    *items = grown;
    *cap = size;
    return true;
}

void *isn_array_lines(size_t size)
{
    enum { LINE = 64, LARGE_PAGE = 2 << 20 };
    size_t align = size < 4 * (size_t)LARGE_PAGE ? LINE : LARGE_PAGE;
    size = (size + align - 1) / align * align;
    void *items = aligned_alloc(align, size);
    if (items) {
        if (align == LARGE_PAGE) {
            madvise(items, size, MADV_HUGEPAGE); /* where it can */
        }
        memset(items, 0, size);
    }
    return items;
}

void isn_array_free(void *items, size_t mapped)
{
    if (mapped) {
        munmap(items, mapped);
    } else {
        free(items);
    }
}
