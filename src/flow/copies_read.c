/* Documents into an index of copies. */
#include <stdlib.h>

#include "core/docdata.h"
#include "isnad/flow.h"

typedef struct reading {
    const isnad_flow_options *options;
    isnad_copy_entry **entries;
    size_t count, cap;
} reading;

static isnad_status make_entry(void *data, isnad_doc *doc, void **result)
{
    (void)data;
    isnad_copy_entry *entry;
    isnad_status status = isnad_copies_entry(doc, &entry);
    *result = entry;
    return status;
}

static isnad_status take_entry(void *data, isnad_doc *doc, void *result)
{
    reading *r = data;
    isnad_doc_free(doc);
    if (r->count == r->cap) {
        size_t cap = r->cap ? r->cap * 2 : 64;
        isnad_copy_entry **entries = realloc(r->entries, cap * sizeof *entries);
        if (!entries) {
            free(result);
            return ISNAD_NOMEM;
        }
        r->entries = entries;
        r->cap = cap;
    }
    r->entries[r->count++] = result;
    return ISNAD_OK;
}

isnad_status isnad_flow_copies(const char *const *paths, size_t count,
                               const isnad_flow_options *options,
                               isnad_copies *copies)
{
    reading r = {.options = options};
    isnad_flow_handler handler = {
        .work = make_entry, .document = take_entry, .drop = free, .data = &r};
    isnad_status status = isnad_flow_read(paths, count, options, &handler);
    if (!status || status == ISNAD_INTERRUPTED) {
        isnad_status failed =
            isnad_copies_add(copies, r.entries, r.count, NULL, NULL);
        status = failed ? failed : status;
        r.count = 0;
    }
    while (r.count > 0) {
        free(r.entries[--r.count]);
    }
    free(r.entries);
    return status;
}
