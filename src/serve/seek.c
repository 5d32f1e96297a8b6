#include "serve/seek.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isnad/flow.h"

static const struct {
    const char *name;
    size_t at; /* in isnad_search_options */
} texts[] = {
    {"q", offsetof(isnad_search_options, words)},
    {"said_by", offsetof(isnad_search_options, said_by)},
    {"outlet", offsetof(isnad_search_options, outlet)},
    {"person", offsetof(isnad_search_options, person)},
    {"place", offsetof(isnad_search_options, place)},
    {"organisation", offsetof(isnad_search_options, organisation)},
    {"role", offsetof(isnad_search_options, role)},
    {"kind", offsetof(isnad_search_options, kind)},
    {"from", offsetof(isnad_search_options, from)},
    {"to", offsetof(isnad_search_options, to)},
};

enum { TEXTS = sizeof texts / sizeof *texts };

const char *isn_seek_parameter(isnad_facet_kind kind)
{
    return kind == ISNAD_FACET_MONTH ? "from" : isnad_facet_text(kind);
}

bool isn_seek_asks(const isn_target *target)
{
    for (size_t i = 0; i < TEXTS; i++) {
        const char *value = isn_target_value(target, texts[i].name);
        if (value && value[0]) {
            return true;
        }
    }
    return false;
}

static void read_options(const isn_target *target, isn_seek *seek)
{
    isnad_search_options *o = &seek->options;
    const char *order = isn_target_value(target, "order");
    const char *said = isn_target_value(target, "said");
    for (size_t i = 0; i < TEXTS; i++) {
        const char *value = isn_target_value(target, texts[i].name);
        *(const char **)((char *)o + texts[i].at) =
            value && value[0] ? value : NULL;
    }
    o->said = said && said[0];
    o->order = order && strcmp(order, "newest") == 0   ? ISNAD_ORDER_NEWEST
               : order && strcmp(order, "oldest") == 0 ? ISNAD_ORDER_OLDEST
                                                       : ISNAD_ORDER_RELEVANCE;
    seek->page = isn_target_number(target, "page", 1);
    o->limit = ISN_SEEK_HITS;
    o->skip = seek->page > 0 ? (seek->page - 1) * ISN_SEEK_HITS : 0;
}

/* The documents of the hits, with the places of the words. */
static isnad_status fetch(isnad_store *store, isn_seek *seek)
{
    static const isnad_span all = {0, 0};
    size_t count;
    const isnad_hit *hits = isnad_search_hits(seek->search, &count);
    bool said = seek->options.said || seek->options.said_by;
    isnad_flow_options options = {.depth = said ? ISNAD_FLOW_FINDINGS
                                                : ISNAD_FLOW_ARTICLE};
    seek->found = calloc(count + 1, sizeof *seek->found);
    if (!seek->found) {
        return ISNAD_NOMEM;
    }
    seek->list.items = seek->found;
    for (size_t i = 0; i < count; i++) {
        isnad_doc *doc;
        isnad_error error;
        isnad_span *marks;
        isnad_status status =
            isnad_flow_stored(store, hits[i].document, &options, &doc, &error);
        if (status == ISNAD_NOMEM) {
            return status;
        }
        if (status) {
            continue; /* it is damaged, or gone meanwhile */
        }
        isnad_found *found = &seek->found[seek->list.count++];
        *found = (isnad_found){.doc = doc, .hit = hits[i]};
        status = isnad_search_marks(seek->search, doc, all, &marks,
                                    &found->mark_count);
        found->marks = marks;
        if (status) {
            return status;
        }
    }
    return ISNAD_OK;
}

isnad_status isn_seek_run(const isn_site *site, const isn_target *target,
                          isn_seek *seek)
{
    isnad_error error;
    *seek = (isn_seek){.page = 1};
    read_options(target, seek);
    if (seek->page == 0) {
        return ISNAD_LIMIT;
    }
    isnad_status status =
        isnad_search_run(site->store, &seek->options, &seek->search, &error);
    if (status == ISNAD_USAGE || status == ISNAD_LIMIT) {
        snprintf(seek->reason, sizeof seek->reason, "%s", error.message);
    }
    status = status ? status : fetch(site->store, seek);
    if (!status) {
        isnad_found_list *list = &seek->list;
        list->total = isnad_search_total(seek->search, &list->more);
        list->facets = isnad_search_facets(seek->search, &list->facet_count);
    }
    return status;
}

void isn_seek_free(isn_seek *seek)
{
    for (size_t i = 0; seek->found && i < seek->list.count; i++) {
        isnad_doc_free((isnad_doc *)(uintptr_t)seek->found[i].doc);
        free((isnad_span *)(uintptr_t)seek->found[i].marks);
    }
    free(seek->found);
    isnad_search_free(seek->search);
    *seek = (isn_seek){0};
}
