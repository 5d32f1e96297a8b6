/* A pile for people and for spreadsheets. */
#ifndef ISN_PILE_TEXT_H
#define ISN_PILE_TEXT_H

#include "core/buffer.h"
#include "isnad/report.h"

/* Stories with their ledgers, as Markdown or for a terminal. */
isnad_status isn_pile_text(const isnad_pile *pile, bool markdown,
                           const isnad_report_options *options,
                           isnad_sink sink);

/* The claim ledger as CSV: UTF-8 with its mark, a row a statement, no cell
 * that a spreadsheet would take for a formula. */
isnad_status isn_pile_csv(const isnad_pile *pile, isnad_sink sink);

/* Linked pairs, a line each. */
isnad_status isn_copies_text(const isnad_pile *pile,
                             const isnad_report_options *options,
                             isnad_sink sink);

#endif
