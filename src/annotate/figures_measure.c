/* Measures in SI, beside what the text says. */
#include <math.h>
#include <string.h>

#include "annotate/figures_scan.h"
#include "text/match.h"

static const isn_row_measure *row_of(const char *of)
{
    for (uint32_t i = 0; i < isn_rows_measure_count; i++) {
        if (strcmp(isn_rows_measure[i].words, of) == 0) {
            return &isn_rows_measure[i];
        }
    }
    return NULL;
}

/* «درجة مئوية», «درجة فهرنهايت»: the word behind the degree tells of what. */
static const isn_row_measure *degree_of(const isn_figure_scan *s,
                                        const isn_noun *noun)
{
    for (uint32_t at = noun->first; at <= noun->last && at < s->last; at++) {
        isn_match_result found = isn_match(s->doc, at, ISN_CLASS_MEASURE);
        const isn_row_measure *row =
            found.sense ? &isn_rows_measure[found.sense->row] : NULL;
        if (row && strcmp(row->unit, "degC") == 0) {
            return row;
        }
    }
    return NULL;
}

/* Nine digits: no unit of the press is known more exactly. */
static double rounded(double value)
{
    if (value == 0 || !isfinite(value)) {
        return value;
    }
    double digits = pow(10, 8 - floor(log10(fabs(value))));
    return round(value * digits) / digits;
}

void isn_figure_measure(const isn_figure_scan *s, const isn_draft *d,
                        isnad_figure *figure)
{
    bool measure = d->noun.kind == ISN_COUNTED_KIND_MEASURE ||
                   d->noun.kind == ISN_COUNTED_KIND_BODY; /* قدم */
    if (!measure || !figure->of) {
        return;
    }
    const isn_row_measure *row = strcmp(figure->of, "degree") == 0
                                     ? degree_of(s, &d->noun)
                                     : row_of(figure->of);
    if (row) { /* infinite bounds stay so */
        figure->unit = row->unit;
        figure->unit_low = rounded((figure->low + row->offset) * row->factor);
        figure->unit_high = rounded((figure->high + row->offset) * row->factor);
    }
}

/* ACLED's numbers for words without one: several 10, dozens 12, hundreds 100,
 * each times the scale behind it.  What it has no number for stays an
 * interval.  Told from the intervals that numexpr.c gives. */
void isn_figures_acled(isnad_doc *doc)
{
    static const struct {
        double low, high, count;
    } words[] = {{3, 9, 10}, {20, 99, 12}, {200, 999, 100}};
    static const double scales[] = {1, 1e3, 1e6, 1e9};
    for (size_t i = 0; i < doc->figures.count; i++) {
        isnad_figure *f = &doc->figures.items[i];
        for (size_t k = 0; f->vague && k < 12; k++) {
            double scale = scales[k / 3];
            if (f->low == words[k % 3].low * scale &&
                f->high == (words[k % 3].high + 1) * scale - 1) {
                f->low = f->high = words[k % 3].count * scale;
                break;
            }
        }
    }
}
