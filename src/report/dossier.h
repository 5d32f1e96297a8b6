/* The dossier: a pile as one self-contained HTML file. */
#ifndef ISN_DOSSIER_H
#define ISN_DOSSIER_H

#include "report/html_out.h"

/* The whole file. */
isnad_status isn_report_dossier(const isnad_pile *pile,
                                const isnad_report_options *options,
                                isnad_sink sink);

/* ---- its parts, one file each ------------------------------------------- */

typedef struct isn_dossier {
    isn_html html;
    const isnad_pile *pile;
    isnad_doc *const *docs;
    size_t doc_count;
} isn_dossier;

/* Name of the document's outlet, or a label. */
const char *isn_dossier_outlet(const isn_dossier *d, uint32_t doc);
/* Its day of publication, or NULL. */
const char *isn_dossier_day(const isn_dossier *d, uint32_t doc);

/* dossier_tables.c */
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

/* dossier_svg.c */
void isn_dossier_chain_graph(isn_dossier *d, const isnad_story *s, size_t n);
void isn_dossier_time_strip(isn_dossier *d, const isnad_story *s);
void isn_dossier_step_chart(isn_dossier *d, const isnad_slot *slot);

/* dossier_map.c */
void isn_dossier_map(isn_dossier *d, const isnad_story *s, size_t n);
/* The outline that the maps show parts of, where there is a map. */
void isn_dossier_outline(isn_dossier *d, const isnad_story *stories,
                         size_t count);

/* dossier_pages.c: every page of the pile with its evidence marked. */
isnad_status isn_dossier_pages(isn_dossier *d);

#endif
