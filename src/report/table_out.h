/* Rows of a table as JSON lines or CSV, from the same calls. */
#ifndef ISN_TABLE_OUT_H
#define ISN_TABLE_OUT_H

#include "core/docdata.h"
#include "report/csv_out.h"
#include "report/json_out.h"

typedef struct isn_table {
    const isnad_column *columns;
    size_t column_count, at; /* the next column of the row */
    bool csv;
    isn_csv sheet;
    isn_json line;
    isnad_sink sink;
    isnad_status status;
    uint64_t rows;
} isn_table;

/* JSONL or CSV; columns[0 .. count) outlive the table. */
void isn_table_begin(isn_table *table, isnad_format format,
                     const isnad_column *columns, size_t count,
                     isnad_sink sink);
/* The first failure. */
isnad_status isn_table_end(isn_table *table);

void isn_table_row(isn_table *table);
void isn_table_row_end(isn_table *table);

/* The columns of a row, in their order. */
void isn_table_text(isn_table *table, const char *value); /* NULL: null */
void isn_table_view(isn_table *table, isnad_view value);
void isn_table_count(isn_table *table, uint64_t value);
void isn_table_number(isn_table *table, double value); /* infinite: null */
void isn_table_bool(isn_table *table, bool value);
/* Numbers between blanks, counted from 1. */
void isn_table_numbers(isn_table *table, const uint32_t *items, uint32_t count);
/* Two columns: path, and its steps between blanks. */
void isn_table_document(isn_table *table, const isnad_doc *doc);
/* Five more behind those: begin, end, sha256 of the raw bytes, the words. */
void isn_table_place(isn_table *table, const isnad_doc *doc, isnad_span span);

#endif
