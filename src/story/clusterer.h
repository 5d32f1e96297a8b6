/* The clusterer from inside: placing a document, and merging stories. */
#ifndef ISN_CLUSTERER_H
#define ISN_CLUSTERER_H

#include "story/cluster.h"
#include "story/profile.h"
#include "story/recent.h"

enum {
    ISN_CANDIDATES = 12,
    ISN_NEAREST = 3,
};
/* A story that nobody added to for so many days is closed. */
enum { ISN_CLOSED_AFTER = 9 };

typedef struct isn_cluster_story {
    isn_profile profile;
    ISN_VEC(uint32_t) members;
    int32_t first, last; /* days of its members, or ISNAD_NO_DAY */
    uint32_t into;       /* the story that it was merged into, or itself */
    uint32_t kin;        /* the one that it nearly joined, or ISN_NONE */
    uint32_t label;
    /* Of the document that is being placed: */
    float near[ISN_NEAREST], near_title;
    bool asked;
} isn_cluster_story;

struct isn_clusterer {
    const isn_cluster_rules *rules;
    float join; /* the bar for this pile */
    float pace; /* how much a day counts in it: 0 .. 1 */
    ISN_VEC(isn_cluster_story) stories;
    ISN_VEC(uint32_t) story_of; /* document → story that it was put into */
    ISN_VEC(int32_t) days;      /* of documents */
    ISN_VEC(uint32_t) outlets;  /* of documents, by hash */
    ISN_VEC(isn_face) faces;    /* of documents; emptied after some days */
    isn_recent recent;
    isn_face_table table;
    ISN_VEC(uint32_t) asked;
    int32_t today;
    uint32_t oldest;          /* first document of the open days */
    uint32_t kept;            /* first document that still has a face */
    uint32_t tried, untried;  /* first stories opened yesterday, today */
    uint32_t yesterday, noon; /* the first documents of these days */
};

/* Finds the stories of documents that are like the face, and puts the face
 * into the table; asked.items[0 .. *count) are the candidates. */
isnad_status isn_clusterer_ask(isn_clusterer *c, const isn_face *face,
                               int32_t day, size_t *count);

/* How well the document that was asked for fits a story. */
float isn_clusterer_judge(const isn_clusterer *c, const isn_cluster_story *s,
                          int32_t day);

/* Puts a document with the face in the table into a story. */
isnad_status isn_clusterer_put(isn_clusterer *c, uint32_t doc, uint32_t number);

/* Merges small stories, from this number on, into those that their documents
 * fit in the mean (cluster_merge.c). */
isnad_status isn_clusterer_merge(isn_clusterer *c, uint32_t number);

#endif
