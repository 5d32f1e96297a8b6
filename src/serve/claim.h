/* Looking a sentence up, for the page and for the API. */
#ifndef ISN_CLAIM_H
#define ISN_CLAIM_H

#include "serve/site.h"

enum { ISN_CLAIM_MAX = 4096, ISN_CLAIM_LETTERS = 1000 };

typedef struct isn_claim {
    isnad_doc *question;
    isnad_answer answer; /* lives until the site is asked again */
} isn_claim;

/* Asks.  Ends with isn_claim_free, also after a failure. */
isnad_status isn_claim_ask(const isn_site *site, const char *sentence,
                           isn_claim *claim);
void isn_claim_free(isn_claim *claim);

#endif
