#include "core/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct chunk {
    struct chunk *next;
    size_t used, size;
    bool own; /* it holds one large item alone, and comes zeroed */
    _Alignas(max_align_t) unsigned char bytes[];
} chunk;

struct isn_arena {
    chunk *head; /* the chunk being filled; full ones behind it */
    size_t total;
};

enum { FIRST_CHUNK = 8 * 1024, LARGEST_CHUNK = 1024 * 1024 };

isn_arena *isn_arena_new(void) { return calloc(1, sizeof(isn_arena)); }

void isn_arena_free(isn_arena *arena)
{
    if (!arena) {
        return;
    }
    for (chunk *c = arena->head; c;) {
        chunk *next = c->next;
        free(c);
        c = next;
    }
    free(arena);
}

/* Each chunk is half as large as all before it, up to a bound, so a small
 * document costs little and a large one few calls.  An item larger than that
 * gets a chunk of its own, put behind the head, whose room is not lost. */
static chunk *add_chunk(isn_arena *arena, size_t need)
{
    size_t size = arena->total / 2;
    size = size < FIRST_CHUNK     ? FIRST_CHUNK
           : size > LARGEST_CHUNK ? LARGEST_CHUNK
                                  : size;
    bool own = need > size;
    if (own) {
        size = need;
    }
    chunk *c = own ? calloc(1, sizeof *c + size) : malloc(sizeof *c + size);
    if (!c) {
        return NULL;
    }
    c->size = size;
    c->used = 0;
    c->own = own;
    if (own && arena->head) {
        c->next = arena->head->next;
        arena->head->next = c;
    } else {
        c->next = arena->head;
        arena->head = c;
    }
    arena->total += size;
    return c;
}

/* `size` bytes that hold anything; *zeroed: they hold 0. */
static void *take(isn_arena *arena, size_t size, bool *zeroed)
{
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX / 2) {
        return NULL;
    }
    size = (size + align - 1) / align * align;
    if (size == 0) {
        size = align;
    }
    chunk *c = arena->head;
    if (!c || c->size - c->used < size) {
        c = add_chunk(arena, size);
        if (!c) {
            return NULL;
        }
    }
    void *at = c->bytes + c->used;
    c->used += size;
    *zeroed = c->own;
    return at;
}

/* What is taken is zeroed, not the chunk: it is about to be written, and much
 * of the last chunk never is. */
void *isn_arena_alloc(isn_arena *arena, size_t size)
{
    bool zeroed;
    void *item = take(arena, size, &zeroed);
    return !item || zeroed ? item : memset(item, 0, size);
}

char *isn_arena_copy(isn_arena *arena, const char *bytes, size_t len)
{
    bool zeroed;
    char *copy = take(arena, len + 1, &zeroed);
    if (copy && len > 0) {
        memcpy(copy, bytes, len);
    }
    if (copy) {
        copy[len] = '\0';
    }
    return copy;
}

char *isn_arena_format(isn_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *out = len < 0 ? NULL : isn_arena_alloc(arena, (size_t)len + 1);
    if (out) {
        va_start(args, format);
        vsnprintf(out, (size_t)len + 1, format, args);
        va_end(args);
    }
    return out;
}

size_t isn_arena_size(const isn_arena *arena) { return arena->total; }

/* Frees an item that has a chunk of its own; others stay with the arena. */
static void drop_own(isn_arena *arena, const void *item)
{
    for (chunk **at = &arena->head; *at; at = &(*at)->next) {
        chunk *c = *at;
        if (c->own && c->bytes == (const unsigned char *)item) {
            *at = c->next;
            arena->total -= c->size;
            free(c);
            return;
        }
    }
}

bool isn_list_room(isn_arena *arena, void **items, size_t count, size_t *cap,
                   size_t item_size, size_t wanted)
{
    if (wanted <= *cap) {
        return true;
    }
    if (wanted > SIZE_MAX / item_size / 2) {
        return false;
    }
    void *moved = isn_arena_alloc(arena, wanted * item_size);
    if (!moved) {
        return false;
    }
    if (count > 0) {
        memcpy(moved, *items, count * item_size);
    }
    if (*cap * item_size > FIRST_CHUNK) {
        drop_own(arena, *items);
    }
    *items = moved;
    *cap = wanted;
    return true;
}

void *isn_list_grow(isn_arena *arena, void **items, size_t *count, size_t *cap,
                    size_t item_size)
{
    if (*count == *cap && !isn_list_room(arena, items, *count, cap, item_size,
                                         *cap ? *cap * 2 : 8)) {
        return NULL;
    }
    return (char *)*items + (*count)++ * item_size;
}
