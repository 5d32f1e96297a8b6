/* A pile in the forms that other programs take.  docs/exchange.md tells each
 * and the standard that it follows. */
#ifndef ISN_PILE_FORMS_H
#define ISN_PILE_FORMS_H

#include "core/buffer.h"
#include "isnad/report.h"

/* W3C Web Annotation and PROV-O as JSON-LD. */
isnad_status isn_pile_jsonld(const isnad_pile *pile, isnad_sink sink);
/* schema.org ClaimReview, a draft a statement, without a rating. */
isnad_status isn_pile_claimreview(const isnad_pile *pile, isnad_sink sink);
/* ninjs 1.3, an item a line. */
isnad_status isn_pile_ninjs(const isnad_pile *pile, isnad_sink sink);
/* The timeline as iCalendar. */
isnad_status isn_pile_ics(const isnad_pile *pile, isnad_sink sink);
/* A citation line for each document. */
isnad_status isn_pile_citations(const isnad_pile *pile,
                                const isnad_report_options *options,
                                isnad_sink sink);

/* How a document is cited: author, «title», outlet, day, address, digest of
 * its payload. */
void isn_citation(isn_buffer *out, const isnad_doc *doc, bool english);

#endif
