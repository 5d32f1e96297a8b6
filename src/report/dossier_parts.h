/* What the views of a story are put together from. */
#ifndef ISN_DOSSIER_PARTS_H
#define ISN_DOSSIER_PARTS_H

#include "report/dossier.h"

/* A view of story `n` with its heading, <div class="part NAME">. */
void isn_part_begin(isn_dossier *d, size_t n, const char *name,
                    isn_label label);
void isn_part_end(isn_dossier *d);

/* A table with its head, ready for rows. */
void isn_part_table(isn_dossier *d, const isn_label *columns, size_t count);
void isn_part_table_end(isn_dossier *d);

/* The words as a link to where they stand. */
void isn_part_words(isn_dossier *d, isnad_place place);
/* The same, in the sentence in which they stand. */
void isn_part_context(isn_dossier *d, isnad_place place);
/* <li>: outlet and words in context. */
void isn_part_places(isn_dossier *d, const isnad_place *places, uint32_t count);

/* What a slot counts, the part of the whole, and where: "killed · children". */
void isn_part_slot(isn_html *html, const isnad_slot *slot);

/* A value of a slot: a time, or "killed 23" with its key in words. */
void isn_part_value(isn_html *html, const char *value);
void isn_part_badge(isn_dossier *d, const char *kind, const char *text);
/* Title and link, outlet and day of a document. */
void isn_part_source(isn_dossier *d, uint32_t doc);
/* The hops of a chain, outlet first, each a link to the words in document
 * `doc` that prove it. */
void isn_part_chain(isn_dossier *d, uint32_t doc, const isnad_hop *chain,
                    uint32_t count);

#endif
