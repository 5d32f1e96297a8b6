#include "story/clusterer.h"

/* Members of a story that may go into another. */
enum { LARGEST_MERGED = 8 };

typedef struct target {
    uint32_t story;
    float score;
} target;

/* The stories that may take in story `number`: as large and older, or larger;
 * scored by how well its members fit in the mean. */
static isnad_status score_targets(isn_clusterer *c, uint32_t number,
                                  target targets[ISN_CANDIDATES], size_t *count)
{
    const isn_cluster_story *from = &c->stories.items[number];
    *count = 0;
    for (size_t m = 0; m < from->members.count; m++) {
        uint32_t doc = from->members.items[m];
        int32_t day = c->days.items[doc];
        size_t n;
        if (isn_clusterer_ask(c, &c->faces.items[doc], day, &n)) {
            return ISNAD_NOMEM;
        }
        for (size_t i = 0; m == 0 && i < n; i++) {
            const isn_cluster_story *s = &c->stories.items[c->asked.items[i]];
            size_t size = s->members.count;
            if (s != from && (size > from->members.count ||
                              (size == from->members.count && s < from))) {
                targets[(*count)++] = (target){c->asked.items[i], 0};
            }
        }
        for (size_t i = 0; i < *count; i++) {
            isn_cluster_story *s = &c->stories.items[targets[i].story];
            if (!s->asked) {
                s->near_title = 0;
                memset(s->near, 0, sizeof s->near);
            }
            targets[i].score += isn_clusterer_judge(c, s, day);
        }
    }
    for (size_t i = 0; i < *count; i++) {
        targets[i].score /= (float)from->members.count;
    }
    return ISNAD_OK;
}

static isnad_status merge(isn_clusterer *c, uint32_t from, uint32_t into)
{
    isnad_status status = ISNAD_OK;
    size_t n = c->stories.items[from].members.count;
    for (size_t i = 0; !status && i < n; i++) {
        uint32_t doc = c->stories.items[from].members.items[i];
        isn_face_table_clear(&c->table);
        isn_face_table_fill(&c->table, &c->faces.items[doc]);
        status = isn_clusterer_put(c, doc, into);
    }
    c->stories.items[from].members.count = 0;
    c->stories.items[from].into = into;
    return status;
}

/* Small stories opened before the larger one had taken shape. */
isnad_status isn_clusterer_merge(isn_clusterer *c, uint32_t number)
{
    isnad_status status = ISNAD_OK;
    for (; !status && number < c->stories.count; number++) {
        isn_cluster_story *s = &c->stories.items[number];
        if (s->members.count == 0 || s->members.count > LARGEST_MERGED ||
            s->members.items[0] < c->kept) {
            continue;
        }
        target targets[ISN_CANDIDATES];
        size_t count;
        status = score_targets(c, number, targets, &count);
        uint32_t best = ISN_NONE;
        float best_score = c->rules->merge;
        for (size_t i = 0; !status && i < count; i++) {
            if (targets[i].score > best_score) {
                best_score = targets[i].score;
                best = targets[i].story;
            }
        }
        if (best != ISN_NONE) {
            status = merge(c, number, best);
        }
    }
    return status;
}
