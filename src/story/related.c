/* Stories beside a story: what led up to it, what came of it. */
#include "story/build.h"

#include <stdlib.h>

static const isnad_doc *first_of(const isnad_pile *pile, uint32_t story)
{
    return pile->docs[pile->stories.items[story].docs[0]];
}

/* What `other` is to `story`, by the days on which they began. */
static const char *order_of(const isnad_pile *pile, uint32_t story,
                            uint32_t other)
{
    int32_t mine = first_of(pile, story)->published.best_day;
    int32_t its = first_of(pile, other)->published.best_day;
    if (mine == its || mine == ISNAD_NO_DAY || its == ISNAD_NO_DAY) {
        return "beside";
    }
    return its < mine ? "run-up" : "aftermath";
}

static void tell(isnad_pile *pile, isnad_related **lists, uint32_t story,
                 uint32_t other)
{
    isnad_story *s = &pile->stories.items[story];
    lists[story][s->related_count++] =
        (isnad_related){other, order_of(pile, story, other)};
}

isnad_status isn_stories_relate(isnad_pile *pile, const uint32_t *kin)
{
    uint32_t count = (uint32_t)pile->stories.count;
    uint32_t *sizes = calloc((size_t)count + 1, sizeof *sizes);
    isnad_related **lists = calloc((size_t)count + 1, sizeof *lists);
    isnad_status status = sizes && lists ? ISNAD_OK : ISNAD_NOMEM;
    for (uint32_t i = 0; !status && i < count; i++) {
        if (kin[i] != ISN_NONE) {
            sizes[i]++;
            sizes[kin[i]]++;
        }
    }
    for (uint32_t i = 0; !status && i < count; i++) {
        lists[i] = isn_arena_alloc(pile->arena, sizes[i] * sizeof **lists);
        status = lists[i] ? ISNAD_OK : ISNAD_NOMEM;
        pile->stories.items[i].related = lists[i];
    }
    /* A story's own kin first, then those that name it: in the order of
     * stories, which is that of their first documents. */
    for (uint32_t i = 0; !status && i < count; i++) {
        if (kin[i] != ISN_NONE) {
            tell(pile, lists, i, kin[i]);
        }
    }
    for (uint32_t i = 0; !status && i < count; i++) {
        if (kin[i] != ISN_NONE && kin[kin[i]] != i) {
            tell(pile, lists, kin[i], i);
        }
    }
    free(sizes);
    free(lists);
    return status;
}
