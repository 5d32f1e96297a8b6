/* The evidence that a report's JSON names. */
#ifndef ISN_CLAIMS_H
#define ISN_CLAIMS_H

#include "core/arena.h"
#include "isnad/flow.h"

typedef enum isn_claim_state {
    ISN_CLAIM_UNSEEN, /* its document has not come by */
    ISN_CLAIM_HOLDS,
    ISN_CLAIM_BYTES, /* other bytes */
    ISN_CLAIM_TEXT,  /* the same bytes, read as other words */
    ISN_CLAIM_RANGE, /* beyond the end of the payload */
    ISN_CLAIM_WORDS, /* the report's words are not those of its evidence */
    ISN_CLAIM_FORM,  /* no proper address */
} isn_claim_state;

/* One address of the report.  Strings live as long as the claims. */
typedef struct isn_claim {
    const char *path;
    const char *const *steps;
    size_t step_count;
    uint64_t begin, end;
    const char *exact, *sha256;
    const char *what;  /* "statement" … ; static */
    const char *words; /* of what it is evidence for, or NULL */
    bool is_words;     /* `words` must be found in `exact` */
    size_t order;      /* as the report names them */
    isn_claim_state state;
} isn_claim;

typedef struct isn_claims {
    isn_arena *arena;
    isn_claim *items;
    size_t count, cap;
} isn_claims;

/* Reads the report at `path`.  On failure *error says why; *claims must be
 * freed in either case. */
isnad_status isn_claims_read(const char *path, isn_claims *claims,
                             isnad_error *error);
void isn_claims_free(isn_claims *claims);

/* The name of a document: its path and the steps to its payload. */
typedef struct isn_doc_name {
    const char *path;
    const char *const *steps;
    size_t step_count;
} isn_doc_name;

isn_doc_name isn_name_of_claim(const isn_claim *claim);
isn_doc_name isn_name_of_doc(const isnad_doc *doc);

/* Order by path, or by file name alone, and then by steps. */
int isn_name_compare(const isn_doc_name *a, const isn_doc_name *b,
                     bool file_only);
/* How many parts of the two paths agree, from the end: 0 where not even the
 * file names do. */
unsigned isn_name_shared(const isn_doc_name *a, const isn_doc_name *b);

#endif
