#include "serve/name_index.h"

#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "lang/fold.h"

/* A name longer than this is cut, which only joins it with its like. */
enum { KEY_ROOM = 512 };

void isn_names_init(isn_names *names, isn_arena *arena)
{
    *names = (isn_names){.arena = arena};
}

/* Folded, then what keeps it apart; the length. */
static size_t put_key(char key[2 * KEY_ROOM], const char *name,
                      const char *more)
{
    size_t len = isn_fold(name, strlen(name), key, KEY_ROOM);
    size_t rest = more ? strlen(more) : 0;
    rest = rest < KEY_ROOM - 2 ? rest : KEY_ROOM - 2;
    key[len++] = '\x1F';
    memcpy(key + len, more ? more : "", rest);
    key[len + rest] = '\0';
    return len + rest;
}

isnad_status isn_names_add(isn_names *names, const char *name, const char *more,
                           isn_ref ref)
{
    char key[2 * KEY_ROOM];
    size_t len = put_key(key, name, more);
    isn_name_use *use = isn_list_push(names->arena, &names->uses);
    char *kept = use ? isn_arena_copy(names->arena, key, len) : NULL;
    if (!kept) {
        return ISNAD_NOMEM;
    }
    *use = (isn_name_use){.key = kept, .name = name, .ref = ref};
    return ISNAD_OK;
}

static int by_key(const void *a, const void *b)
{
    const isn_name_use *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    if (order != 0) {
        return order;
    }
    if (x->ref.story != y->ref.story) {
        return x->ref.story < y->ref.story ? -1 : 1;
    }
    return x->ref.item < y->ref.item ? -1 : x->ref.item > y->ref.item;
}

static int by_spread(const void *a, const void *b)
{
    const isn_named *x = *(const isn_named *const *)a;
    const isn_named *y = *(const isn_named *const *)b;
    if (x->story_count != y->story_count) {
        return x->story_count > y->story_count ? -1 : 1;
    }
    if (x->ref_count != y->ref_count) {
        return x->ref_count > y->ref_count ? -1 : 1;
    }
    return strcmp(x->key, y->key);
}

isnad_status isn_names_sort(isn_names *names)
{
    size_t count = names->uses.count;
    isn_sort(names->uses.items, count, sizeof *names->uses.items, by_key);
    isn_ref *refs = isn_arena_alloc(names->arena, (count + 1) * sizeof *refs);
    if (!refs) {
        return ISNAD_NOMEM;
    }
    isn_named *last = NULL;
    for (size_t i = 0; i < count; i++) {
        const isn_name_use *use = &names->uses.items[i];
        refs[i] = use->ref;
        if (!last || strcmp(last->key, use->key) != 0) {
            last = isn_list_push(names->arena, &names->items);
            if (!last) {
                return ISNAD_NOMEM;
            }
            *last = (isn_named){use->key, use->name, refs + i, 0, 0};
        }
        last->story_count +=
            last->ref_count == 0 || refs[i].story != refs[i - 1].story;
        last->ref_count++;
    }
    names->order = isn_arena_alloc(names->arena, (names->items.count + 1) *
                                                     sizeof *names->order);
    if (!names->order) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < names->items.count; i++) {
        names->order[i] = &names->items.items[i];
    }
    isn_sort(names->order, names->items.count, sizeof *names->order, by_spread);
    return ISNAD_OK;
}

static int compare_key(const void *key, const void *item)
{
    return strcmp(key, ((const isn_named *)item)->key);
}

const isn_named *isn_names_find(const isn_names *names, const char *name,
                                const char *more)
{
    char key[2 * KEY_ROOM];
    put_key(key, name, more);
    return names->items.count > 0
               ? bsearch(key, names->items.items, names->items.count,
                         sizeof *names->items.items, compare_key)
               : NULL;
}
