/* One document of a store, and one into it. */
#include <stdio.h>

#include "flow/make.h"
#include "isnad/flow.h"
#include "store/store_data.h"

typedef struct fetching {
    const isnad_flow_options *options;
    isnad_doc *doc;
    isnad_error *error;
} fetching;

static isnad_status on_record(void *data, isn_record *record)
{
    fetching *f = data;
    isn_payload payload;
    isnad_status status = isn_payload_take(&payload, record);
    if (!status) {
        status = isn_make_document(&payload, f->options, &f->doc, f->error);
        isn_payload_free(&payload);
    }
    return status;
}

static void on_skip(void *data, const char *path, uint64_t offset,
                    isnad_status status, const char *reason)
{
    fetching *f = data;
    (void)path;
    (void)offset;
    f->error->status = status;
    snprintf(f->error->message, sizeof f->error->message, "%s", reason);
}

isnad_status isnad_flow_stored(isnad_store *store, int64_t id,
                               const isnad_flow_options *options,
                               isnad_doc **doc, isnad_error *error)
{
    static const isnad_flow_options none = {0};
    fetching f = {options ? options : &none, NULL, error};
    isn_read_sink sink = {on_record, on_skip, NULL, &f, NULL};
    *doc = NULL;
    *error = (isnad_error){.position = ISNAD_NO_POSITION};
    isnad_status status = isn_store_read_one(store, id, &sink);
    status = status ? status : error->status;
    if (status && !error->message[0]) {
        snprintf(error->message, sizeof error->message, "%s",
                 isnad_status_text(status));
    }
    error->status = status;
    *doc = f.doc;
    return status;
}

/* The words of what `doc` takes the place of are made again from its payload.
 * Where they cannot be they stay in the index, and find nothing. */
static isnad_status take_out(isnad_store *store, const isnad_doc *doc,
                             const isnad_flow_options *options)
{
    int64_t id;
    isnad_doc *old;
    isnad_error error;
    isnad_flow_options own = {.corrections = options->corrections,
                              .fields = options->fields};
    isnad_status status = isn_store_replaced(store, doc, &id);
    if (status || !id || !isnad_store_index_current(store) ||
        isnad_flow_stored(store, id, &own, &old, &error)) {
        return status;
    }
    status = isn_store_unindex(store, old);
    isnad_doc_free(old);
    return status;
}

isnad_status isnad_flow_keep(isnad_store *store, isnad_doc *doc,
                             const isnad_flow_options *options,
                             isnad_stored *stored)
{
    isnad_status status = take_out(store, doc, options);
    return status ? status : isnad_store_add(store, doc, stored);
}
