/* A story is called as one of its pages calls it: the one whose title shares
 * most with those of the others. */
#include "story/work.h"

#include <math.h>

enum {
    JUDGED = 64, /* origins whose titles are compared */
    LEAST = 3,   /* with fewer, the first is as good as another */
};

static float alike(const isn_bag *a, const isn_bag *b)
{
    uint32_t count;
    float whole = sqrtf(a->sum * b->sum);
    return whole > 0 ? isn_bag_common(a, b, &count) / whole : 0;
}

/* One title an origin: copies have no say of their own. */
static isnad_status read_titles(const isn_work *work, isn_bag *bags,
                                const isnad_doc **docs, uint32_t *count)
{
    const isnad_story *story = work->story;
    isnad_status status = ISNAD_OK;
    *count = 0;
    for (uint32_t i = 0; !status && i < story->origin_count && *count < JUDGED;
         i++) {
        const isnad_doc *doc = work->pile->docs[story->origins[i].docs[0]];
        if (!isnad_span_empty(doc->title)) {
            status = isn_bag_of(work->scratch, doc, doc->title, &bags[*count]);
            docs[(*count)++] = doc;
        }
    }
    return status;
}

isnad_status isn_story_title(isn_work *work)
{
    isn_bag bags[JUDGED];
    const isnad_doc *docs[JUDGED];
    uint32_t count, best = 0;
    isnad_status status = read_titles(work, bags, docs, &count);
    if (status || count < LEAST) {
        return status;
    }
    float best_sum = -1;
    for (uint32_t i = 0; i < count; i++) {
        float sum = 0;
        for (uint32_t k = 0; k < count; k++) {
            sum += k == i ? 0 : alike(&bags[i], &bags[k]);
        }
        if (sum > best_sum) {
            best_sum = sum;
            best = i;
        }
    }
    isnad_view words = isnad_doc_words(docs[best], docs[best]->title);
    work->story->title =
        isn_arena_copy(work->pile->arena, words.data, words.len);
    return work->story->title ? ISNAD_OK : ISNAD_NOMEM;
}
