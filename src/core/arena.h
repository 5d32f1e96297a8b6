/* Memory of one document, freed at once. */
#ifndef ISN_ARENA_H
#define ISN_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct isn_arena isn_arena;

/* NULL when out of memory. */
isn_arena *isn_arena_new(void);
void isn_arena_free(isn_arena *arena);

/* `size` zeroed bytes aligned for any type, or NULL when out of memory.  They
 * live until the arena is freed. */
void *isn_arena_alloc(isn_arena *arena, size_t size);

/* A NUL-terminated copy of `len` bytes. */
char *isn_arena_copy(isn_arena *arena, const char *bytes, size_t len);

/* printf into the arena; NULL when out of memory. */
char *isn_arena_format(isn_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Bytes taken from the system so far. */
size_t isn_arena_size(const isn_arena *arena);

/* A growing list whose items live in an arena.  Outgrown storage stays in the
 * arena until it is freed, so at most twice the final size is used. */
#define ISN_LIST(type)                                                         \
    struct {                                                                   \
        type *items;                                                           \
        size_t count, cap;                                                     \
    }

/* Room for one more item: a pointer to it, zeroed, or NULL when out of
 * memory.  The item counts at once.  Pointers to other items of the list do
 * not outlive it. */
#define isn_list_push(arena, list)                                             \
    ((list)->count < (list)->cap                                               \
         ? &(list)->items[(list)->count++]                                     \
         : (__typeof__((list)->items))isn_list_grow(                           \
               (arena), (void **)&(list)->items, &(list)->count, &(list)->cap, \
               sizeof *(list)->items))

/* Room for `n` items in all, so that a list of known size is not moved. */
#define isn_list_reserve(arena, list, n)                                       \
    isn_list_room((arena), (void **)&(list)->items, (list)->count,             \
                  &(list)->cap, sizeof *(list)->items, (n))

bool isn_list_room(isn_arena *arena, void **items, size_t count, size_t *cap,
                   size_t item_size, size_t wanted);

void *isn_list_grow(isn_arena *arena, void **items, size_t *count, size_t *cap,
                    size_t item_size);

#endif
