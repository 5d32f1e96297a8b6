/* The media that a document speaks of: whose reporting it has, and whether
 * it has any of its own. */
#ifndef ISN_MEDIA_H
#define ISN_MEDIA_H

#include "story/pile.h"

enum { ISN_MEDIA_TOLD = 6 };

/* One house, whatever its name is written like. */
typedef uint64_t isn_medium; /* 0: none */

/* Another house that a document names. */
typedef struct isn_told {
    isn_medium medium;
    const char *name; /* the table's or the outlet's; NULL: of no table */
    uint16_t times;
    bool gained; /* it was told, went or saw */
} isn_told;

typedef struct isn_voice {
    isn_medium own;                /* its outlet */
    bool agency;                   /* which is a news agency */
    isn_told told[ISN_MEDIA_TOLD]; /* the most named first */
    unsigned told_count;
    bool reports; /* it went, saw or asked itself */
    bool unnamed; /* it tells after a house of which no name is known */
    double share; /* of its text that is told after others */
} isn_voice;

/* The key of a house by the name of its outlet or agency; is it an agency? */
isnad_status isn_medium_of_name(const char *name, isn_medium *medium,
                                bool *agency);

/* What the documents of a story say of media, one voice for each.  Outlets of
 * the story are known by their names. */
isnad_status isn_voices_of(const isnad_pile *pile, const isnad_story *story,
                           isn_voice *voices);

#endif
