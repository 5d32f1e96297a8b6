/* What the documents of a story have in common: the sums of their faces. */
#ifndef ISN_PROFILE_H
#define ISN_PROFILE_H

#include "story/face.h"
#include "story/pile.h"

enum {
    ISN_CORE = 12,      /* strongest words of a story's openings */
    ISN_CORE_TITLE = 6, /* and of its titles */
};

/* A face by term, for many questions to it. */
typedef struct isn_face_table {
    const isn_face *face;
    uint16_t slots[2048]; /* open addressing: 1 + number of the facet */
} isn_face_table;

void isn_face_table_fill(isn_face_table *table, const isn_face *face);
/* The facet of a term, or NULL. */
const isn_facet *isn_face_table_find(const isn_face_table *table,
                                     uint32_t term);
/* Leaves the table empty for the next face. */
void isn_face_table_clear(isn_face_table *table);

typedef struct isn_core_term {
    uint32_t term;
    float square; /* of its weight */
} isn_core_term;

typedef struct isn_profile {
    ISN_VEC(isn_facet) terms; /* sums; `full` is not used */
    float title, lead, rare;  /* lengths of the columns */
    isn_core_term core[ISN_CORE], core_title[ISN_CORE_TITLE];
    uint16_t core_count, core_title_count;
} isn_profile;

/* How a face fits a profile; all from 0 to 1. */
typedef struct isn_profile_fit {
    float title, lead, rare; /* cosines */
    float core, core_title;  /* share of the strongest words that it has */
} isn_profile_fit;

/* Adds the face that lies in the table. */
isnad_status isn_profile_add(isn_profile *profile, const isn_face_table *face);
isn_profile_fit isn_profile_measure(const isn_profile *profile,
                                    const isn_face_table *face);
void isn_profile_free(isn_profile *profile);

#endif
