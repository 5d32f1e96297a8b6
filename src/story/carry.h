/* Names known in one document of a story are known in all. */
#ifndef ISN_CARRY_H
#define ISN_CARRY_H

#include "story/work.h"

/* One mention of a name. */
typedef struct isn_form_node {
    uint32_t actor;
    char *text;
    isnad_place place;
    uint32_t order; /* of finding */
} isn_form_node;

typedef ISN_VEC(isn_form_node) isn_form_nodes;

/* The proper part of a place's name that begins with a common noun: X of
 * «مطار X»; NULL where it begins with none. */
const char *isn_inner_name(const char *name);

/* Adds mentions that no document found by itself: the words of a known form,
 * and the name of an organisation with a word left out.  types[actor]. */
isnad_status isn_forms_carry(isn_work *work, const isnad_entity_type *types,
                             isn_form_nodes *forms);

/* Adds heads that stand for the organisation named before them: «الوزارة». */
isnad_status isn_forms_heads(isn_work *work, isn_form_nodes *forms);

/* Fills the mentions of the actors from all forms, and the locations of the
 * places among them: where most mentions say. */
isnad_status isn_story_mentions(isn_work *work, const isn_form_nodes *forms,
                                isnad_actor *actors, size_t count);

#endif
