/* All that is served at a time: the documents, their pile, its site.  When
 * pages or corrections come, a new one is made while the old one is served. */
#ifndef ISN_EDITION_H
#define ISN_EDITION_H

#include "isnad/flow.h"
#include "serve/payloads.h"
#include "serve/site.h"

typedef struct isn_edition {
    isnad_corrections *corrections; /* that its documents were made with and
                                       that go with it; NULL: none */
    isnad_docs docs;                /* lean where they are of a store */
    isn_payloads payloads;
    isnad_pile *pile;
    isn_site site;
} isn_edition;

/* What one is made of. */
typedef struct isn_edition_source {
    const char *const *paths;
    size_t path_count;
    isnad_flow_options options; /* with the store, where there is one */
    /* Called while its stories are built, with options.data; may be NULL. */
    void (*compare)(void *data, size_t done, size_t due);
    bool english;
} isn_edition_source;

/* Makes one; the caller's to free, with what it was given in
 * source->options.corrections left to the caller.  NULL on failure. */
isnad_status isn_edition_make(const isn_edition_source *source,
                              isn_edition **edition);
void isn_edition_free(isn_edition *edition); /* NULL is allowed */

#endif
