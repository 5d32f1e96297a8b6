#include "report/csv_out.h"

#include <math.h>
#include <string.h>

#include "report/json_out.h"
#include "report/text_out.h"

enum { LARGEST_SHEET = 1 << 30 };

/* Spreadsheets run what begins with one of these; the wide forms too. */
static bool starts_formula(isnad_view text)
{
    static const char *const wide[] = {"＝", "＋", "－", "＠"};
    if (text.len > 0 && strchr("=+-@|%\t\r", text.data[0])) {
        return true;
    }
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        size_t len = strlen(wide[i]);
        if (text.len >= len && memcmp(text.data, wide[i], len) == 0) {
            return true;
        }
    }
    return false;
}

void isn_csv_cell(isn_buffer *out, isnad_view text)
{
    isn_buffer_char(out, '"');
    if (starts_formula(text)) {
        isn_buffer_char(out, '\'');
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '"') {
            isn_buffer_char(out, '"');
        }
        isn_buffer_char(out, text.data[i]);
    }
    isn_buffer_char(out, '"');
}

static void separate(isn_csv *csv)
{
    if (!csv->first) {
        isn_buffer_char(&csv->out, ',');
    }
    csv->first = false;
}

void isn_csv_flush_cell(isn_csv *csv)
{
    separate(csv);
    isn_csv_cell(&csv->out, (isnad_view){csv->cell.data ? csv->cell.data : "",
                                         csv->cell.len});
    if (csv->cell.status) {
        csv->out.status = csv->cell.status;
    }
    isn_buffer_clear(&csv->cell);
}

void isn_csv_text(isn_csv *csv, const char *value)
{
    isn_out_clean_text(&csv->cell, value);
    isn_csv_flush_cell(csv);
}

void isn_csv_count(isn_csv *csv, uint64_t value)
{
    separate(csv);
    isn_buffer_format(&csv->out, "%llu", (unsigned long long)value);
}

void isn_csv_number(isn_csv *csv, double value)
{
    separate(csv);
    if (isfinite(value)) {
        char digits[ISN_NUMBER_ROOM];
        isn_buffer_add(&csv->out, digits, isn_number_text(value, digits));
    }
}

void isn_csv_end_row(isn_csv *csv)
{
    isn_buffer_text(&csv->out, "\r\n");
    csv->first = true;
}

void isn_csv_begin(isn_csv *csv, isnad_sink sink, const char *const *names,
                   size_t count)
{
    *csv = (isn_csv){.sink = sink, .first = true};
    isn_buffer_init(&csv->out, LARGEST_SHEET);
    isn_buffer_init(&csv->cell, LARGEST_SHEET);
    isn_buffer_text(&csv->out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < count; i++) {
        isn_csv_text(csv, names[i]);
    }
    isn_csv_end_row(csv);
}

isnad_status isn_csv_hand_on(isn_csv *csv)
{
    isnad_status status =
        csv->out.status
            ? csv->out.status
            : csv->sink.write(csv->sink.data, csv->out.data, csv->out.len);
    isn_buffer_clear(&csv->out);
    return status;
}

isnad_status isn_csv_end(isn_csv *csv)
{
    isn_buffer_free(&csv->cell);
    return isn_out_end(&csv->out, csv->sink);
}
