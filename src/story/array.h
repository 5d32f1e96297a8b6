/* A growing array without pointers in it, so that it can lie in a file: its
 * items may begin as a private mapping (index_file.h) and move to the heap
 * once they outgrow it. */
#ifndef ISN_ARRAY_H
#define ISN_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

#define ISN_ARRAY(type)                                                        \
    struct {                                                                   \
        type *items;                                                           \
        size_t count, cap;                                                     \
        size_t mapped; /* bytes of the mapping; 0: items are from malloc */    \
    }

/* Makes room for `more` items; false when out of memory. */
#define ISN_ARRAY_ROOM(flat, more)                                             \
    ((flat)->count + (more) <= (flat)->cap ||                                  \
     isn_array_grow((void **)&(flat)->items, &(flat)->cap, &(flat)->mapped,    \
                    (flat)->count, (flat)->count + (more),                     \
                    sizeof *(flat)->items))

#define ISN_ARRAY_FREE(flat) isn_array_free((flat)->items, (flat)->mapped)

bool isn_array_grow(void **items, size_t *cap, size_t *mapped, size_t count,
                    size_t need, size_t item_size);
/* `size` zeroed bytes that begin where a line of the processor's cache, or if
 * there are many a large page does; NULL when out of memory. */
void *isn_array_lines(size_t size);
void isn_array_free(void *items, size_t mapped);

#endif
