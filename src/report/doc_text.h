/* One document for people. */
#ifndef ISN_DOC_TEXT_H
#define ISN_DOC_TEXT_H

#include "core/docdata.h"
#include "isnad/report.h"

isnad_status isn_document_text(const isnad_doc *doc,
                               const isnad_report_options *options,
                               isnad_sink sink);

#endif
