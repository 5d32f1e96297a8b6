#include "serve/payloads.h"

#include <stdlib.h>

#include "store/store_data.h"
#include "text/text.h"

static isnad_status on_record(void *data, isn_record *record)
{
    isnad_doc *doc = data;
    if (record->len == doc->payload_len) {
        doc->payload = record->payload;
        record->payload = NULL;
    }
    free(record->payload);
    record->payload = NULL;
    return ISNAD_OK;
}

/* The answer will miss it, which its reader is told by its status. */
static void on_skip(void *data, const char *path, uint64_t offset,
                    isnad_status status, const char *reason)
{
    (void)data;
    (void)path;
    (void)offset;
    (void)status;
    (void)reason;
}

static bool fetch(void *data, isnad_doc *doc)
{
    isn_payloads *p = data;
    isn_read_sink sink = {on_record, on_skip, NULL, doc, NULL};
    if (!p->store || isn_store_read_one(p->store, doc->capture.number, &sink) ||
        !doc->payload) {
        return false;
    }
    isnad_doc **slot = &p->held[p->next++ % ISN_PAYLOADS_HELD];
    if (*slot) {
        free((*slot)->payload);
        (*slot)->payload = NULL;
    }
    *slot = doc;
    return true;
}

/* A page asks for the same few documents over and over. */
static void on_rested(void *data, isnad_doc *doc)
{
    isn_payloads *p = data;
    if (doc->rested) {
        return;
    }
    isnad_doc **slot = &p->tokens[p->next_tokens++ % ISN_TOKENS_HELD];
    if (*slot) {
        (*slot)->rested = false;
        if ((*slot)->needed == 0) {
            isn_text_forget(*slot);
        }
    }
    *slot = doc;
    doc->rested = true;
}

void isn_payloads_serve(isn_payloads *p, isnad_store *store)
{
    p->store = store;
    p->fetcher.rested = on_rested;
}

void isn_payloads_init(isn_payloads *p)
{
    *p = (isn_payloads){.fetcher = {fetch, NULL, p}};
}
