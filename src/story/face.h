/* A document as clustering sees it: its terms, weighed in four ways. */
#ifndef ISN_FACE_H
#define ISN_FACE_H

#include "core/docdata.h"

typedef struct isn_facet {
    uint32_t term;
    float full;  /* title and opening count more */
    float title; /* the title; else the first words */
    float lead;  /* title and opening */
    float rare;  /* names and other rare words of the text */
} isn_facet;

/* Each of the four columns is of unit length, or zero.  The heaviest facets
 * by `full` come first, roughly. */
typedef struct isn_face {
    isn_facet *items;
    uint32_t count;
    uint32_t outlet; /* a hash of its name; 0: unknown */
} isn_face;

/* What is needed while faces are made; zeroed to begin with. */
typedef struct isn_face_room {
    struct isn_face_entry *entries;
    isn_facet *facets;
    size_t cap;
    uint16_t *slots; /* open addressing: 1 + number of the entry */
    struct isn_term_cache *terms;
} isn_face_room;

/* The face lies in the room until the next one is made. */
isnad_status isn_face_of(isn_face_room *room, const isnad_doc *doc,
                         isn_face *face);
void isn_face_room_free(isn_face_room *room);

#endif
