/* Payloads of what is served: read from the store when they are asked for,
 * the last few kept.  Of the thread that answers, alone. */
#ifndef ISN_PAYLOADS_H
#define ISN_PAYLOADS_H

#include "core/docdata.h"
#include "isnad/store.h"

enum { ISN_PAYLOADS_HELD = 64 };

typedef struct isn_payloads {
    isn_fetcher fetcher; /* for the documents */
    isnad_store *store;  /* NULL: none can be had yet */
    isnad_doc *held[ISN_PAYLOADS_HELD];
    unsigned next; /* to be let go */
} isn_payloads;

/* Stays where it is from here on.  What is held goes with the documents. */
void isn_payloads_init(isn_payloads *payloads);

#endif
