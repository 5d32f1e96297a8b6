#include "serve/edition.h"

#include <stdlib.h>

isnad_status isn_edition_make(const isn_edition_source *source,
                              isn_edition **result)
{
    isn_edition *e = calloc(1, sizeof *e);
    isnad_story_options options = {.progress = source->compare,
                                   .data = source->options.data};
    *result = NULL;
    if (!e) {
        return ISNAD_NOMEM;
    }
    isnad_flow_options read = source->options;
    isn_payloads_init(&e->payloads);
    read.lean = read.store ? &e->payloads.fetcher : NULL;
    isnad_status status =
        isnad_flow_pile(source->paths, source->path_count, &read, &e->docs);
    if (!status) {
        status =
            isnad_story_build(e->docs.items, e->docs.count, &options, &e->pile);
    }
    if (!status) {
        status = isn_site_open(&e->site, e->pile, source->options.store != NULL,
                               source->english);
    }
    if (status) {
        isn_edition_free(e);
        return status;
    }
    *result = e;
    return ISNAD_OK;
}

void isn_edition_free(isn_edition *e)
{
    if (e) {
        isn_site_close(&e->site);
        isnad_pile_free(e->pile);
        isnad_docs_free(&e->docs);
        isnad_corrections_free(e->corrections);
        free(e);
    }
}
