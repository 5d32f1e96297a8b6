#include "report/table_out.h"

#include <string.h>

#include "read/digest.h"
#include "report/text_out.h"

enum { MOST_COLUMNS = 32, LARGEST_CELL = 1 << 20 };

void isn_table_begin(isn_table *t, isnad_format format,
                     const isnad_column *columns, size_t count, isnad_sink sink)
{
    *t = (isn_table){.columns = columns,
                     .column_count = count,
                     .csv = format == ISNAD_FORMAT_CSV,
                     .sink = sink};
    if (t->csv) {
        const char *names[MOST_COLUMNS];
        for (size_t i = 0; i < count; i++) {
            names[i] = columns[i].name;
        }
        isn_csv_begin(&t->sheet, sink, names, count);
    }
}

isnad_status isn_table_end(isn_table *t)
{
    isnad_status status = t->csv ? isn_csv_end(&t->sheet) : ISNAD_OK;
    return t->status ? t->status : status;
}

static void keep(isn_table *t, isnad_status status)
{
    t->status = t->status ? t->status : status;
}

void isn_table_row(isn_table *t)
{
    t->at = 0;
    t->rows++;
    if (!t->csv) {
        isn_json_begin(&t->line, t->sink, 0);
        isn_json_object(&t->line);
    }
}

void isn_table_row_end(isn_table *t)
{
    if (t->csv) {
        isn_csv_end_row(&t->sheet);
        keep(t, isn_csv_hand_on(&t->sheet));
    } else {
        isn_json_object_end(&t->line);
        keep(t, isn_json_end(&t->line));
    }
}

/* The key of the next column. */
static isn_json *next(isn_table *t)
{
    isn_json_key(&t->line, t->columns[t->at++].name);
    return &t->line;
}

void isn_table_view(isn_table *t, isnad_view value)
{
    if (t->csv) {
        isn_out_clean(&t->sheet.cell, value);
        isn_csv_flush_cell(&t->sheet);
    } else {
        isn_json_view(next(t), value);
    }
}

void isn_table_text(isn_table *t, const char *value)
{
    if (t->csv) {
        isn_csv_text(&t->sheet, value);
    } else {
        isn_json_text(next(t), value);
    }
}

void isn_table_count(isn_table *t, uint64_t value)
{
    if (t->csv) {
        isn_csv_count(&t->sheet, value);
    } else {
        isn_json_count(next(t), value);
    }
}

void isn_table_number(isn_table *t, double value)
{
    if (t->csv) {
        isn_csv_number(&t->sheet, value);
    } else {
        isn_json_number(next(t), value);
    }
}

void isn_table_bool(isn_table *t, bool value)
{
    if (t->csv) {
        isn_csv_text(&t->sheet, value ? "true" : "false");
    } else {
        isn_json_bool(next(t), value);
    }
}

void isn_table_numbers(isn_table *t, const uint32_t *items, uint32_t count)
{
    isn_buffer cell;
    isn_buffer_init(&cell, LARGEST_CELL);
    for (uint32_t i = 0; i < count; i++) {
        isn_buffer_format(&cell, i ? " %u" : "%u", items[i] + 1);
    }
    keep(t, cell.status);
    isn_table_text(t, cell.data ? cell.data : "");
    isn_buffer_free(&cell);
}

void isn_table_document(isn_table *t, const isnad_doc *doc)
{
    isn_buffer cell;
    isn_buffer_init(&cell, LARGEST_CELL);
    for (size_t i = 0; i < doc->step_count; i++) {
        isn_buffer_text(&cell, i ? " " : "");
        isn_buffer_text(&cell, doc->steps[i]);
    }
    keep(t, cell.status);
    isn_table_text(t, doc->path);
    isn_table_text(t, cell.data ? cell.data : "");
    isn_buffer_free(&cell);
}

void isn_table_place(isn_table *t, const isnad_doc *doc, isnad_span span)
{
    char hex[ISN_SHA256_ROOM];
    isnad_raw_span raw = isnad_doc_raw(doc, span);
    if (raw.end > doc->payload_len || raw.begin > raw.end) {
        raw = (isnad_raw_span){0, 0};
    }
    isn_sha256(doc->payload + raw.begin, (size_t)(raw.end - raw.begin), hex);
    isn_table_document(t, doc);
    isn_table_count(t, raw.begin);
    isn_table_count(t, raw.end);
    isn_table_text(t, hex);
    isn_table_view(t, isnad_doc_words(doc, span));
}
