/* What the documents that are served have let go: payloads are read from the
 * store when they are asked for, tokens made again; the last ones are kept. */
#ifndef ISN_PAYLOADS_H
#define ISN_PAYLOADS_H

#include "core/docdata.h"
#include "isnad/store.h"

enum { ISN_PAYLOADS_HELD = 64, ISN_TOKENS_HELD = 512 };

typedef struct isn_payloads {
    isn_fetcher fetcher; /* for the documents */
    isnad_store *store;  /* NULL: none can be had yet */
    isnad_doc *held[ISN_PAYLOADS_HELD];
    unsigned next; /* to be let go */
    isnad_doc *tokens[ISN_TOKENS_HELD];
    unsigned next_tokens;
} isn_payloads;

/* Stays where it is from here on.  What is held goes with the documents. */
void isn_payloads_init(isn_payloads *payloads);
/* From here on one thread asks, with a store of its own. */
void isn_payloads_serve(isn_payloads *payloads, isnad_store *store);

#endif
