/* Through whom a statement came, from the outlet to whom the speaker quotes.
 */
#ifndef ISN_CHAIN_H
#define ISN_CHAIN_H

#include "annotate/subject.h"

/* The key under which all spellings of one house are known (channels.txt), or
 * NULL.  `name` may be NULL; the key is static. */
const char *isn_house_of(const char *name);

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

/* The medium named by the phrase, without its class word. */
isnad_status isn_medium_of(isn_scene *scene, const isn_phrase *phrase,
                           isnad_party *out);

/* Is the noun at `at` a document, a talk or a post? */
bool isn_is_document(const isn_scene *scene, uint32_t at);
/* Is it a network («تويتر»), which speaks as a company too? */
bool isn_is_network(const isn_scene *scene, uint32_t at);
/* Is it a medium: a class word of media, or the name of one? */
bool isn_is_medium(const isn_scene *scene, uint32_t at);

/* Sets via and chain of a statement from its hops. */
isnad_status isn_chain_set(isn_scene *scene, isnad_statement *statement,
                           const isn_vias *links);

#endif
