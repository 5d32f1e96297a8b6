/* One document as a line of JSON. */
#ifndef ISN_DOC_JSON_H
#define ISN_DOC_JSON_H

#include "core/docdata.h"
#include "isnad/report.h"

/* Everything found: `isnad read --format jsonl`. */
isnad_status isn_document_jsonl(const isnad_doc *doc, isnad_sink sink);
/* The article: `isnad text --format jsonl`. */
isnad_status isn_article_jsonl(const isnad_doc *doc, isnad_sink sink);

#endif
