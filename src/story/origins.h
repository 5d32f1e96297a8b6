/* The documents of one story while their origins are sought. */
#ifndef ISN_ORIGINS_H
#define ISN_ORIGINS_H

#include "story/media.h"

typedef struct isn_member {
    uint32_t family;
    const isnad_link *by; /* what joined it, or NULL */
    const char *agency;   /* both credit it, and share a passage */
    const char *told;     /* it retells this house */
    uint32_t root;        /* the family that took in its own */
} isn_member;

typedef struct isn_gatherer {
    isnad_pile *pile;
    isnad_story *story;
    isn_member *members; /* in the story's order */
    uint32_t *heads;     /* family → member that opened it */
    uint32_t families;
    uint32_t *first, *by_later; /* links of each member to earlier ones */
    isn_voice *voices;          /* of each member */
    isn_medium *media;          /* open addressing: house → its family */
    uint32_t *family_of;
    size_t mask;
    uint32_t *into; /* family → the one that took it in, or itself */
} isn_gatherer;

/* Families that stand behind one agency become one, and those whose first
 * text retells another house go to that house (retellings.c). */
isnad_status isn_join_by_media(isn_gatherer *gatherer);

#endif
