/* Quotation marks of one document, paired.
 *
 * Most Arabic pages use one undirected mark on both sides, some mix two
 * kinds, leave one out, or turn them round.  So a mark opens or closes by
 * its blanks, and where these do not tell, by what is open already. */
#ifndef ISN_QUOTES_H
#define ISN_QUOTES_H

#include "core/docdata.h"

#define ISN_NO_QUOTE UINT32_MAX

typedef struct isn_quote {
    uint32_t open, close; /* tokens of the marks; close is the token behind
                             the content where the closing mark is missing */
    uint32_t first, last; /* tokens of the content: [first, last) */
    uint32_t words;       /* words and numbers in it */
    uint32_t outer;       /* the quote around it, or ISN_NO_QUOTE */
    bool closed;
    bool continues; /* goes on what the paragraph before left open */
} isn_quote;

typedef struct isn_quotes {
    ISN_LIST(isn_quote) list; /* by the place of the opening mark */
    uint32_t *of; /* for each token: the innermost quote that covers it, marks
                     included, or ISN_NO_QUOTE */
} isn_quotes;

/* Quotes of the article's blocks.  All memory comes from `arena`. */
isnad_status isn_quotes_find(const isnad_doc *doc, isn_arena *arena,
                             isn_quotes *quotes);

/* The outermost quote around token `at`, or ISN_NO_QUOTE. */
uint32_t isn_quote_around(const isn_quotes *quotes, uint32_t at);

/* The content in bytes, blanks at its ends left out. */
isnad_span isn_quote_span(const isnad_doc *doc, const isn_quote *quote);

#endif
