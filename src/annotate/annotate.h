/* Findings of one document, in the order in which they need each other. */
#ifndef ISN_ANNOTATE_H
#define ISN_ANNOTATE_H

#include "core/docdata.h"

/* Dates, figures, names and statements of a document whose text is
 * analysed (isn_text_analyze). */
isnad_status isn_annotate(isnad_doc *doc);

/* Each fills its own lists of the document and may be called again: it
 * replaces what it found before. */
isnad_status isn_annotate_dates(isnad_doc *doc);
isnad_status isn_annotate_figures(isnad_doc *doc);
void isn_figures_without_ages(isnad_doc *doc);        /* once names are known */
isnad_status isn_annotate_names(isnad_doc *doc);      /* names, entities */
isnad_status isn_annotate_statements(isnad_doc *doc); /* statements, hedges */

/* Dates and the days of statements once more, after the story has taught the
 * document its day of publication (doc->published). */
isnad_status isn_annotate_redate(isnad_doc *doc);

#endif
