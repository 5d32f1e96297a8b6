/* The dossier: a pile as one self-contained HTML file. */
#ifndef ISN_DOSSIER_H
#define ISN_DOSSIER_H

#include "report/evidence.h"
#include "report/html_out.h"

/* The whole file. */
isnad_status isn_report_dossier(const isnad_pile *pile,
                                const isnad_report_options *options,
                                isnad_sink sink);

/* The same of one story and its pages; NULL: of all. */
isnad_status isn_report_dossier_of(const isnad_pile *pile,
                                   const isnad_story *story,
                                   const isn_evidence *evidence,
                                   const isnad_report_options *options,
                                   isnad_sink sink);

/* ---- its parts, one file each ------------------------------------------- */

typedef struct isn_dossier {
    isn_html html;
    const isnad_pile *pile;
    isnad_doc *const *docs;
    size_t doc_count;
    uint32_t most; /* of a list within a list; 0: all */
    bool cut;      /* there was one with more */
} isn_dossier;

/* How many of `count` things of an inner list are put. */
uint32_t isn_dossier_some(isn_dossier *d, uint32_t count);

/* Name of the document's outlet, or a label. */
const char *isn_dossier_outlet(const isn_dossier *d, uint32_t doc);
/* Its day of publication, or NULL. */
const char *isn_dossier_day(const isn_dossier *d, uint32_t doc);

/* Label and number: <span class="count">. */
void isn_dossier_count(isn_html *html, isn_label label, size_t count);
/* The title of a story, or a label. */
void isn_dossier_title(isn_dossier *d, const isnad_story *s);
/* Its days, and how much there is of what. */
void isn_dossier_facts(isn_dossier *d, const isnad_story *s);
/* Story `n` with all its views. */
void isn_dossier_story(isn_dossier *d, const isnad_story *s, size_t n);
/* What isnad cannot know. */
void isn_dossier_limits(isn_html *html);

/* dossier_ledger.c, dossier_figures.c, dossier_tables.c */
/* The ledger's table with `count` rows of it; rows NULL: the first. */
void isn_dossier_rows(isn_dossier *d, const isnad_story *s, size_t n,
                      const uint32_t *rows, uint32_t count);
void isn_dossier_ledger(isn_dossier *d, const isnad_story *s, size_t n);
void isn_dossier_speakers(isn_dossier *d, const isnad_story *s, size_t n);
void isn_dossier_figures(isn_dossier *d, const isnad_story *s, size_t n);
void isn_dossier_agreements(isn_dossier *d, const isnad_story *s, size_t n);
void isn_dossier_differences(isn_dossier *d, const isnad_story *s, size_t n);
void isn_dossier_lost(isn_dossier *d, const isnad_story *s, size_t n);
void isn_dossier_versions(isn_dossier *d, const isnad_story *s, size_t n);
void isn_dossier_labels(isn_dossier *d, const isnad_story *s, size_t n);
void isn_dossier_sources(isn_dossier *d, const isnad_story *s, size_t n);
void isn_dossier_names(isn_dossier *d, const isnad_story *s, size_t n);
void isn_dossier_timeline(isn_dossier *d, const isnad_story *s, size_t n);

/* dossier_sides.c: each copy beside what it is a copy of, and one of them. */
void isn_dossier_pair(isn_dossier *d, const isnad_link *link);
void isn_dossier_sides(isn_dossier *d, const isnad_story *s, size_t n);

/* dossier_svg.c */
void isn_dossier_chain_graph(isn_dossier *d, const isnad_story *s, size_t n);
void isn_dossier_time_strip(isn_dossier *d, const isnad_story *s);
void isn_dossier_step_chart(isn_dossier *d, const isnad_slot *slot);

/* dossier_map.c */
void isn_dossier_map(isn_dossier *d, const isnad_story *s, size_t n);
/* The outline that the maps show parts of, where there is a map. */
void isn_dossier_outline(isn_dossier *d, const isnad_story *stories,
                         size_t count);

/* dossier_pages.c: pages[0 .. count) of the pile with their evidence marked
 * (NULL: the first), or one with any places, which are in the order of
 * isn_evidence. */
void isn_dossier_pages(isn_dossier *d, const isn_evidence *evidence,
                       const uint32_t *pages, size_t count);
void isn_dossier_page(isn_dossier *d, uint32_t doc, const isnad_place *places,
                      size_t place_count);

#endif
