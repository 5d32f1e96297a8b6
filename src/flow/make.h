/* One payload becomes one document. */
#ifndef ISN_MAKE_H
#define ISN_MAKE_H

#include "core/docdata.h"
#include "isnad/flow.h"
#include "read/read.h"

/* A payload under way, with copies of everything that it needs. */
typedef struct isn_payload {
    char *path;
    char **steps;
    size_t step_count;
    unsigned char *bytes;
    size_t len;
    uint64_t offset;
    int64_t number, first;
    char *first_sha256;
    char *url, *charset, *published;
} isn_payload;

/* Copies what `record` lends and takes its payload, also on failure. */
isnad_status isn_payload_take(isn_payload *payload, isn_record *record);
void isn_payload_free(isn_payload *payload);

/* The document of `payload`, whose bytes it takes.  On failure *doc is NULL
 * and *error says why. */
isnad_status isn_make_document(isn_payload *payload,
                               const isnad_flow_options *options,
                               isnad_doc **doc, isnad_error *error);

/* How many threads `options` (or NULL) ask for, at least one. */
unsigned isn_flow_threads(const isnad_flow_options *options);

#endif
