/* Documents into stories: one pass by date, each document joining the story
 * it fits best or opening one of its own. */
#ifndef ISN_CLUSTER_H
#define ISN_CLUSTER_H

#include "story/pile.h"
#include "story/terms.h"

/* A document as clustering sees it. */
typedef struct isn_face {
    isn_vector full;  /* all of it, title and opening heavier */
    isn_vector title; /* the title; else the first sentence */
    isn_vector rare;  /* names and other rare words */
    isn_vector lead;  /* title and opening */
    isn_weight *storage;
} isn_face;

isnad_status isn_face_of(const isnad_doc *doc, isn_face *face);
void isn_face_free(isn_face *face);

/* What is measured between a document and a story. */
enum {
    ISN_FIT_NEAREST, /* most alike member, whole text */
    ISN_FIT_TITLE,   /* titles */
    ISN_FIT_RARE,
    ISN_FIT_LEAD,
    ISN_FIT_CORE,       /* share of the story's core words that it has */
    ISN_FIT_CORE_TITLE, /* the same of the core of its titles */
    ISN_FIT_DAYS,       /* since the story's nearest member */
    ISN_FIT_COUNT
};

/* Shows the fits from which the weights are learned: label[rank] is the true
 * story of each document; before it is placed there, show() gets how it fits
 * each story that a run would have considered, and whether that is the true
 * one.  bench/fit_stories.c. */
isnad_status isn_cluster_teach(const isnad_pile *pile, const uint32_t *label,
                               void (*show)(void *data, const float *fit,
                                            bool same),
                               void *data);

/* cluster[rank] = number of its story; stories are numbered by their first
 * document. */
isnad_status isn_cluster(const isnad_pile *pile, uint32_t *cluster,
                         uint32_t *count);

#endif
