/* Sorting lists that may be empty. */
#ifndef ISN_SORT_H
#define ISN_SORT_H

#include <stdlib.h>

/* qsort, which must not be given NULL, not even for no items at all. */
static inline void isn_sort(void *items, size_t count, size_t size,
                            int (*compare)(const void *, const void *))
{
    if (count > 1) {
        qsort(items, count, size, compare);
    }
}

#endif
