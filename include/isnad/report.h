/* Prints documents and piles.  Everything printed is source text or a fixed
 * label; the same input gives the same bytes.
 */
#ifndef ISNAD_REPORT_H
#define ISNAD_REPORT_H

#include "isnad/doc.h"
#include "isnad/search.h"
#include "isnad/copies.h"
#include "isnad/story.h"

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

/* Where printed bytes go.  `write` takes all of bytes[0 .. len) or fails; it
 * is called from the thread that prints. */
typedef struct isnad_sink {
    isnad_status (*write)(void *data, const char *bytes, size_t len);
    void *data;
} isnad_sink;

typedef enum isnad_format {
    ISNAD_FORMAT_JSON,
    ISNAD_FORMAT_JSONL,
    ISNAD_FORMAT_CSV,
    ISNAD_FORMAT_MD,
    ISNAD_FORMAT_TEXT,
    ISNAD_FORMAT_SEGMENTS,
    ISNAD_FORMAT_HTML,
    ISNAD_FORMAT_DOT,
    ISNAD_FORMAT_SVG,
    ISNAD_FORMAT_GEOJSON,
    ISNAD_FORMAT_JSONLD,
    ISNAD_FORMAT_CLAIMREVIEW,
    ISNAD_FORMAT_NINJS,
    ISNAD_FORMAT_ICS,
    ISNAD_FORMAT_CITATIONS,
    ISNAD_FORMAT_GRAPHML, /* the last one */
} isnad_format;

const char *isnad_format_text(isnad_format format);

/* A page that was passed over since it is in another language. */
typedef struct isnad_other {
    char *path;
    uint64_t offset; /* in the container that it was read from */
    char language[8];
} isnad_other;

typedef struct isnad_report_options {
    bool terminal; /* text for a terminal: bidi isolates around source text */
    bool color;    /* with ANSI colours; only where `terminal` */
    bool english;  /* fixed labels in English instead of Arabic */
    bool passages; /* of copies: shared passages, and what each changed */
    /* Named in the head of a report; sorted by language, path and offset. */
    const isnad_other *others;
    size_t other_count;
} isnad_report_options;

/* Everything found in one document.
 * JSONL: one line, the fields of docs/output.md.
 * TEXT: the article with its statements and chains, for people.
 * SEGMENTS: a line out for each line of the document's blocks, clitics joined
 * by +.
 * Other formats are ISNAD_USAGE.  `options` may be NULL. */
isnad_status isnad_report_document(const isnad_doc *doc, isnad_format format,
                                   const isnad_report_options *options,
                                   isnad_sink sink);

/* The article alone.  JSONL (one line), TEXT or MD. */
isnad_status isnad_report_article(const isnad_doc *doc, isnad_format format,
                                  const isnad_report_options *options,
                                  isnad_sink sink);

/* Dates, figures, names and statements of one document in the order of the
 * text: the words, what was read, the rule that fired, what it was counted
 * from.  TEXT. */
isnad_status isnad_report_explain(const isnad_doc *doc, isnad_format format,
                                  const isnad_report_options *options,
                                  isnad_sink sink);

/* Stories with their ledgers.  JSON, CSV, MD, TEXT or HTML; GEOJSON: their
 * places alone; JSONLD, CLAIMREVIEW, NINJS, ICS and CITATIONS as
 * docs/exchange.md tells. */
isnad_status isnad_report_pile(const isnad_pile *pile, isnad_format format,
                               const isnad_report_options *options,
                               isnad_sink sink);

/* Which figures isnad_report_figures prints. */
typedef struct isnad_figure_filter {
    const char *role; /* "killed", "wounded" …; NULL: all */
    bool min_max;     /* a row a slot instead of a row a reading */
} isnad_figure_filter;

/* The figure ledger as casualty recorders keep it.  CSV only.
 *
 * A row a reading, or with `min_max` a row a slot: the lowest and the highest
 * that an independent origin gives at last, copies counted once, what a report
 * itself calls an earlier figure left out. */
isnad_status isnad_report_figures(const isnad_pile *pile, isnad_format format,
                                  const isnad_figure_filter *filter,
                                  isnad_sink sink);

/* Shares of the kinds of source by story and outlet, and by outlet over the
 * whole pile: how many statements a named person, an office, a document, a
 * medium, a social account, an eyewitness, an unnamed source or nobody stands
 * for.  CSV or TEXT. */
isnad_status isnad_report_sources(const isnad_pile *pile, isnad_format format,
                                  const isnad_report_options *options,
                                  isnad_sink sink);

/* How the statements of each story reached us, as a graph of outlets, relays,
 * documents and speakers; JSON gives each edge its evidence.  JSON, DOT,
 * GRAPHML or SVG. */
isnad_status isnad_report_chain(const isnad_pile *pile, isnad_format format,
                                const isnad_report_options *options,
                                isnad_sink sink);

/* Where a pasted sentence stands in a pile (isnad_lookup_ask): each report
 * that tells it, the first one first, with its chain, what it denies, which
 * other figure it gives.  JSON or TEXT. */
isnad_status isnad_report_claim(const isnad_pile *pile,
                                const isnad_doc *question,
                                const isnad_answer *answer, isnad_format format,
                                const isnad_report_options *options,
                                isnad_sink sink);

/* Every linked pair; with options->passages also the words that both share and
 * what the second changed (isnad_link_compare).  JSON or TEXT. */
isnad_status isnad_report_copies(const isnad_pile *pile, isnad_format format,
                                 const isnad_report_options *options,
                                 isnad_sink sink);

/* The links of an index of copies, from document number `first` on.  JSON or
 * TEXT. */
isnad_status isnad_report_copies_index(isnad_copies *copies, size_t first,
                                       isnad_format format,
                                       const isnad_report_options *options,
                                       isnad_sink sink);

/* What isnad_search_run found, its documents made (isnad_flow_stored, with
 * findings where statements were sought). */
typedef struct isnad_found {
    const isnad_doc *doc;
    isnad_hit hit;
    const isnad_span *marks; /* isnad_search_marks of all its text */
    size_t mark_count;
} isnad_found;

typedef struct isnad_found_list {
    const isnad_found *items;
    size_t count;
    uint64_t total;
    bool more;
    const isnad_facet *facets;
    size_t facet_count;
} isnad_found_list;

/* The passage of an article that shows best why it was found: the statement,
 * else the sentence with the most different marks, else the first one. */
isnad_span isnad_found_passage(const isnad_found *found);

/* The hits, each with a passage in which the sought words are marked, and how
 * often each value of the facets comes.  JSON or TEXT. */
isnad_status isnad_report_found(const isnad_found_list *list,
                                isnad_format format,
                                const isnad_report_options *options,
                                isnad_sink sink);

/* ---- tables --------------------------------------------------------- */

typedef enum isnad_table {
    ISNAD_TABLE_DOCUMENTS,
    ISNAD_TABLE_STORIES,
    ISNAD_TABLE_STATEMENTS,   /* rows of the claim ledger */
    ISNAD_TABLE_ATTRIBUTIONS, /* hops of each of their wordings */
    ISNAD_TABLE_FIGURES,      /* a reading a row */
    ISNAD_TABLE_QUOTES,       /* direct speech */
    ISNAD_TABLE_COPIES,
    ISNAD_TABLE_VERSIONS, /* what an outlet changed on a page */
    ISNAD_TABLE_COUNT,
} isnad_table;

/* "text", "count" (a whole number), "number" or "bool". */
typedef struct isnad_column {
    const char *name, *type;
} isnad_column;

const char *isnad_table_text(isnad_table table);
const isnad_column *isnad_table_columns(isnad_table table, size_t *count);

/* What was printed. */
typedef struct isnad_table_facts {
    uint64_t rows, bytes;
    char sha256[65];
} isnad_table_facts;

/* One table of a pile, JSONL or CSV; docs/export.md. */
isnad_status isnad_report_table(const isnad_pile *pile, isnad_table table,
                                isnad_format format, isnad_sink sink,
                                isnad_table_facts *facts);

/* An option that the pile was read with, as the user gave it. */
typedef struct isnad_setting {
    const char *name, *value;
} isnad_setting;

/* How the tables came about: version, settings, a digest of all documents,
 * and of each table its columns, rows and digest.  Nothing in it tells when or
 * where: the same input gives the same bytes.  JSON. */
isnad_status
isnad_report_manifest(const isnad_pile *pile, isnad_format format,
                      const isnad_setting *settings, size_t setting_count,
                      const isnad_table_facts facts[ISNAD_TABLE_COUNT],
                      isnad_sink sink);

/* Story number `story` with its pages in one file, WARC within gzip, whose last
 * record is its report; `name` is what the file will be called.
 * isnad_flow_verify takes it for report and inputs at once.  The names of the
 * documents change while it is written. */
isnad_status isnad_report_bundle(const isnad_pile *pile, size_t story,
                                 const char *name, isnad_sink sink);

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop

#endif
