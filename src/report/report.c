/* Which printer prints what. */
#include "isnad/report.h"

#include "report/print_article.h"
#include "report/doc_json.h"
#include "report/doc_text.h"
#include "report/report_json.h"

const char *isnad_format_text(isnad_format format)
{
    switch (format) {
    case ISNAD_FORMAT_JSON:
        return "json";
    case ISNAD_FORMAT_JSONL:
        return "jsonl";
    case ISNAD_FORMAT_CSV:
        return "csv";
    case ISNAD_FORMAT_MD:
        return "md";
    case ISNAD_FORMAT_TEXT:
        return "text";
    case ISNAD_FORMAT_SEGMENTS:
        return "segments";
    case ISNAD_FORMAT_HTML:
        return "html";
    case ISNAD_FORMAT_DOT:
        return "dot";
    case ISNAD_FORMAT_SVG:
        return "svg";
    case ISNAD_FORMAT_GEOJSON:
        return "geojson";
    case ISNAD_FORMAT_JSONLD:
        return "jsonld";
    case ISNAD_FORMAT_CLAIMREVIEW:
        return "claimreview";
    case ISNAD_FORMAT_NINJS:
        return "ninjs";
    case ISNAD_FORMAT_ICS:
        return "ics";
    case ISNAD_FORMAT_CITATIONS:
        return "citations";
    case ISNAD_FORMAT_GRAPHML:
        return "graphml";
    }
    return "json";
}

isnad_status isnad_report_document(const isnad_doc *doc, isnad_format format,
                                   const isnad_report_options *options,
                                   isnad_sink sink)
{
    switch (format) {
    case ISNAD_FORMAT_JSONL:
        return isn_document_jsonl(doc, sink);
    case ISNAD_FORMAT_TEXT:
        return isn_document_text(doc, options, sink);
    case ISNAD_FORMAT_SEGMENTS:
        return isn_document_segments(doc, sink);
    default:
        return ISNAD_USAGE;
    }
}

isnad_status isnad_report_article(const isnad_doc *doc, isnad_format format,
                                  const isnad_report_options *options,
                                  isnad_sink sink)
{
    (void)options;
    switch (format) {
    case ISNAD_FORMAT_JSONL:
        return isn_article_jsonl(doc, sink);
    case ISNAD_FORMAT_TEXT:
        return isn_article_text(doc, sink);
    case ISNAD_FORMAT_MD:
        return isn_article_md(doc, sink);
    default:
        return ISNAD_USAGE;
    }
}

isnad_status isnad_report_explain(const isnad_doc *doc, isnad_format format,
                                  const isnad_report_options *options,
                                  isnad_sink sink)
{
    return format == ISNAD_FORMAT_TEXT
               ? isn_document_explain(doc, options, sink)
               : ISNAD_USAGE;
}
