#include "serve/claim.h"

#include <string.h>

#include "isnad/flow.h"

/* Words without a letter make no document; they are told nowhere. */
isnad_status isn_claim_ask(const isn_site *site, const char *sentence,
                           isn_claim *claim)
{
    isnad_error error;
    *claim = (isn_claim){0};
    isnad_status status =
        isnad_flow_document("claim.txt", sentence, strlen(sentence), NULL,
                            &claim->question, &error);
    if (!status) {
        return isnad_lookup_ask(site->lookup, claim->question, &claim->answer);
    }
    claim->question = NULL;
    return status == ISNAD_NOMEM ? status : ISNAD_OK;
}

void isn_claim_free(isn_claim *claim)
{
    isnad_doc_free(claim->question);
    *claim = (isn_claim){0};
}
