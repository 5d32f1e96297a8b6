/* Writes CSV that opens right in a spreadsheet: UTF-8 with BOM, CRLF, every
 * text quoted and none of them a formula. */
#ifndef ISN_CSV_OUT_H
#define ISN_CSV_OUT_H

#include "core/buffer.h"
#include "isnad/report.h"

typedef struct isn_csv {
    isnad_sink sink;
    isn_buffer out;
    isn_buffer cell; /* a text cell being gathered; isn_csv_flush_cell */
    bool first;      /* of its row */
} isn_csv;

/* The mark of UTF-8 and a row of `count` names. */
void isn_csv_begin(isn_csv *csv, isnad_sink sink, const char *const *names,
                   size_t count);
/* Hands on what is gathered so far. */
isnad_status isn_csv_hand_on(isn_csv *csv);
/* Hands on the rest, frees, and tells the first failure. */
isnad_status isn_csv_end(isn_csv *csv);

void isn_csv_text(isn_csv *csv, const char *value); /* cleaned; NULL: empty */
void isn_csv_count(isn_csv *csv, uint64_t value);
void isn_csv_number(isn_csv *csv, double value); /* infinite: empty */
/* The cell gathered in csv->cell. */
void isn_csv_flush_cell(isn_csv *csv);
void isn_csv_end_row(isn_csv *csv);

/* One quoted cell. */
void isn_csv_cell(isn_buffer *out, isnad_view text);

#endif
