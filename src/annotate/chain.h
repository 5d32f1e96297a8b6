/* Through whom a statement came, from the outlet to whom the speaker quotes.
 */
#ifndef ISN_CHAIN_H
#define ISN_CHAIN_H

#include "annotate/subject.h"

/* One hop of a statement as its sentence names it. */
typedef struct isn_via {
    isnad_party party;
    isnad_span cue;   /* the words that prove it */
    uint32_t token;   /* its first token */
    bool beyond;      /* whom the speaker has it from («نقلا عن») */
    const char *kind; /* of source, where it is a party; or NULL */
} isn_via;

enum { ISN_VIAS = 12 };

typedef struct isn_vias {
    isn_via items[ISN_VIAS];
    uint32_t count;
} isn_vias;

/* Adds a hop unless it is there already or is the page's own house. */
void isn_vias_add(const isn_scene *scene, isn_vias *links, const isn_via *link);

/* The hops named among tokens [first, last): channels behind a preposition,
 * media that were told, frames («وفقا لما نقلته …», «نقلا عن …»).  `behind`:
 * they follow the content, where only a frame or a preposition that comes
 * first speaks of the source. */
isnad_status isn_vias_in(isn_scene *scene, uint32_t first, uint32_t last,
                         bool behind, isn_vias *vias);

/* Adds the document at token `at`. */
isnad_status isn_vias_document(isn_scene *scene, uint32_t at, isn_vias *links);

/* Sets via and chain of a statement from its hops. */
isnad_status isn_chain_set(isn_scene *scene, isnad_statement *statement,
                           const isn_vias *links);

#endif
