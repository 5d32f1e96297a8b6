/* Names over all stories: who spoke where, which places are named where. */
#ifndef ISN_NAME_INDEX_H
#define ISN_NAME_INDEX_H

#include "core/arena.h"
#include "isnad/story.h"

/* A row or an actor of a story. */
typedef struct isn_ref {
    uint32_t story, item;
} isn_ref;

typedef struct isn_named {
    const char *key;     /* folded: one name, however it is spelt */
    const char *name;    /* as its first story has it */
    const isn_ref *refs; /* by story, then item */
    uint32_t ref_count, story_count;
} isn_named;

/* One use of a name. */
typedef struct isn_name_use {
    const char *key, *name;
    isn_ref ref;
} isn_name_use;

typedef struct isn_names {
    isn_arena *arena;
    ISN_LIST(isn_name_use) uses;
    ISN_LIST(isn_named) items; /* by key */
    const isn_named **order;   /* most stories first, then most refs */
} isn_names;

/* An empty index, whose memory is `arena`. */
void isn_names_init(isn_names *names, isn_arena *arena);
/* Adds one use; `more` keeps apart what is spelt alike, and may be NULL.  Name
 * lives as long as the index. */
isnad_status isn_names_add(isn_names *names, const char *name, const char *more,
                           isn_ref ref);
/* Groups them; nothing is added afterwards. */
isnad_status isn_names_sort(isn_names *names);

/* NULL where there is none. */
const isn_named *isn_names_find(const isn_names *names, const char *name,
                                const char *more);

#endif
