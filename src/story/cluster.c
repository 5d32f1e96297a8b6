#include "story/cluster.h"
#include "text/text.h"

#include <stdlib.h>

const isn_cluster_rules isn_cluster_learned = {
    .weight = {[ISN_FIT_NEAREST] = 7.54f,
               [ISN_FIT_NEAR] = 3.38f,
               [ISN_FIT_NEAREST_TITLE] = 2.77f,
               [ISN_FIT_TITLE] = 0.84f,
               [ISN_FIT_RARE] = 4.29f,
               [ISN_FIT_LEAD] = 2.52f,
               [ISN_FIT_CORE] = 2.31f,
               [ISN_FIT_CORE_TITLE] = 0.17f,
               [ISN_FIT_DAYS] = -1.38f,
               [ISN_FIT_SIZE] = 0.54f,
               [ISN_FIT_OUTLET] = -0.97f},
    .bias = -6.35f,
    .join = -1.32f,
    .merge = 1.18f,
};

/* The earlier document that each one copies, or ISN_NONE. */
static uint32_t *copied_from(const isnad_pile *pile)
{
    uint32_t *from = malloc((pile->doc_count + 1) * sizeof *from);
    for (size_t r = 0; from && r < pile->doc_count; r++) {
        from[r] = ISN_NONE;
    }
    for (size_t i = 0; from && i < pile->links.count; i++) {
        const isnad_link *link = &pile->links.items[i];
        uint32_t a = pile->rank[link->a], b = pile->rank[link->b];
        uint32_t late = a > b ? a : b, early = a > b ? b : a;
        if (link->kind == ISNAD_LINK_COPY && from[late] == ISN_NONE) {
            from[late] = early;
        }
    }
    return from;
}

isnad_status isn_cluster_by(const isn_cluster_rules *rules,
                            const isnad_pile *pile, uint32_t *cluster,
                            uint32_t *kin, uint32_t *count)
{
    isn_clusterer *c = isn_clusterer_new(rules, pile->doc_count);
    uint32_t *from = copied_from(pile);
    isn_face_room room = {0};
    isnad_status status = c && from ? ISNAD_OK : ISNAD_NOMEM;
    for (uint32_t r = 0; !status && r < pile->doc_count; r++) {
        isnad_doc *doc = isn_pile_at(pile, r);
        isn_face face;
        status = isn_text_need(doc);
        if (!status) {
            status = isn_face_of(&room, doc, &face);
            isn_text_rest(doc);
        }
        int32_t day = isn_undated(doc) ? ISNAD_NO_DAY : doc->published.best_day;
        status = status ? status : isn_clusterer_add(c, &face, day, from[r]);
    }
    status = status ? status : isn_clusterer_finish(c, cluster, kin, count);
    isn_face_room_free(&room);
    isn_clusterer_free(c);
    free(from);
    return status;
}

isnad_status isn_cluster(const isnad_pile *pile, uint32_t *cluster,
                         uint32_t *kin, uint32_t *count)
{
    *count = 0;
    return isn_cluster_by(&isn_cluster_learned, pile, cluster, kin, count);
}
