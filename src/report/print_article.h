/* The article alone. */
#ifndef ISN_PRINT_ARTICLE_H
#define ISN_PRINT_ARTICLE_H

#include "core/buffer.h"
#include "core/docdata.h"
#include "isnad/report.h"

enum { ISN_LARGEST_ARTICLE = 1 << 30 };

/* Paragraphs, lists, quotes and subheads, one a line. */
void isn_article_plain(const isnad_doc *doc, isn_buffer *out);

isnad_status isn_article_text(const isnad_doc *doc, isnad_sink sink);
isnad_status isn_article_md(const isnad_doc *doc, isnad_sink sink);

/* Each finding with the rule that read it, in the order of the text. */
isnad_status isn_document_explain(const isnad_doc *doc,
                                  const isnad_report_options *options,
                                  isnad_sink sink);

/* A line for each line of the document's blocks, clitics joined by +. */
isnad_status isn_document_segments(const isnad_doc *doc, isnad_sink sink);

#endif
