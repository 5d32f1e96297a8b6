/* Words that keep what is told at a distance. */
#ifndef ISN_DOUBT_H
#define ISN_DOUBT_H

#include "core/docdata.h"

/* Tokens of a word that limits what is told (lang/ar/qualifiers.txt). */
typedef struct isn_limit {
    uint32_t token, count;
} isn_limit;

/* The first word of this ISN_QUALIFIER_KIND in the span; false: none. */
bool isn_find_limit(const isnad_doc *doc, isnad_span span, unsigned kind,
                    isn_limit *out);

/* The words of the tokens. */
isnad_span isn_limit_span(const isnad_doc *doc, isn_limit limit);

/* Hearsay that touches the span, or NULL. */
const isnad_hedge *isn_hearsay_in(const isnad_doc *doc, isnad_span span);

/* «ربما», «قد يبدأ»: the first words of doubt about the whole clause in the
 * span; false: none. */
bool isn_find_doubt(const isnad_doc *doc, isnad_span span, isn_limit *out);

/* Hearsay, doubt about the clause or about a noun («هجوم مزعوم»)? */
bool isn_is_doubtful(const isnad_doc *doc, isnad_span span);

#endif
