/* Documents into stories: one pass by date, each document joining the story
 * it fits best or opening one of its own. */
#ifndef ISN_CLUSTER_H
#define ISN_CLUSTER_H

#include "story/face.h"
#include "story/pile.h"

/* What is measured between a document and a story. */
enum {
    ISN_FIT_NEAREST,       /* most alike member, whole text */
    ISN_FIT_NEAR,          /* mean of the three most alike ones */
    ISN_FIT_NEAREST_TITLE, /* most alike title */
    ISN_FIT_TITLE,         /* titles together */
    ISN_FIT_RARE,
    ISN_FIT_LEAD,
    ISN_FIT_CORE,       /* share of the story's core words that it has */
    ISN_FIT_CORE_TITLE, /* the same of the core of its titles */
    ISN_FIT_DAYS,       /* since the story's nearest member */
    ISN_FIT_SIZE,       /* logarithm of the members */
    ISN_FIT_OUTLET,     /* share of the newest members that are of its outlet:
                           an outlet seldom reports one thing twice */
    ISN_FIT_COUNT
};

typedef struct isn_cluster_rules {
    float weight[ISN_FIT_COUNT];
    float bias;
    float join;  /* a document joins a story above this */
    float merge; /* and a small story a larger one, in the mean */
} isn_cluster_rules;

/* Learned by bench/fit_stories.py. */
extern const isn_cluster_rules isn_cluster_learned;

typedef struct isn_clusterer isn_clusterer;

/* For about so many documents; NULL when out of memory. */
isn_clusterer *isn_clusterer_new(const isn_cluster_rules *rules,
                                 size_t expected);

/* The next document: by rising day, undated ones (ISNAD_NO_DAY) last.
 * copy_of: an earlier document that it copies, or ISN_NONE. */
isnad_status isn_clusterer_add(isn_clusterer *clusterer, const isn_face *face,
                               int32_t day, uint32_t copy_of);

/* cluster[document] = number of its story; stories are numbered by their
 * first document.  kin[story] = the one that it nearly belonged to when it
 * began, or ISN_NONE; there is room for a story of each document. */
isnad_status isn_clusterer_finish(isn_clusterer *clusterer, uint32_t *cluster,
                                  uint32_t *kin, uint32_t *count);
void isn_clusterer_free(isn_clusterer *clusterer);

/* Shows the fits from which the weights are learned: like isn_clusterer_add,
 * but the document goes where its label says; before, show() gets how it fits
 * each story that would have been considered, and whether that is the true
 * one.  bench/fit_stories.c. */
isnad_status isn_clusterer_teach(
    isn_clusterer *clusterer, const isn_face *face, int32_t day, uint32_t label,
    void (*show)(void *data, const float *fit, bool same), void *data);

/* All of a pile; cluster[rank], and kin as above. */
isnad_status isn_cluster_by(const isn_cluster_rules *rules,
                            const isnad_pile *pile, uint32_t *cluster,
                            uint32_t *kin, uint32_t *count);
isnad_status isn_cluster(const isnad_pile *pile, uint32_t *cluster,
                         uint32_t *kin, uint32_t *count);

#endif
