/* Searching the store that is served, for the page and for the API. */
#ifndef ISN_SEEK_H
#define ISN_SEEK_H

#include "isnad/report.h"
#include "serve/site.h"
#include "serve/target.h"

enum { ISN_SEEK_HITS = 20 };

typedef struct isn_seek {
    isnad_search_options options; /* strings of the target */
    unsigned page;
    isnad_search *search;
    isnad_found *found;
    isnad_found_list list;
    char reason[160]; /* what is wrong with the question; else empty */
} isn_seek;

/* Does the target ask for anything? */
bool isn_seek_asks(const isn_target *target);
/* Searches for what its parameters name: q, said_by, said, outlet, person,
 * place, organisation, role, kind, from, to, order, page.  ISNAD_USAGE fills
 * seek->reason.  Ends with isn_seek_free, also after a failure. */
isnad_status isn_seek_run(const isn_site *site, const isn_target *target,
                          isn_seek *seek);
void isn_seek_free(isn_seek *seek);

/* The name of the parameter that narrows to a value of a facet; "from", of two,
 * for a month. */
const char *isn_seek_parameter(isnad_facet_kind kind);

#endif
