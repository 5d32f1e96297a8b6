/* Who said what: the claim ledger, and the wordings of each speaker. */
#include <string.h>

#include "report/dossier_parts.h"

static const isnad_statement *statement_of(const isn_dossier *d,
                                           const isnad_wording *w)
{
    size_t count;
    const isnad_statement *all =
        isnad_doc_statements(d->docs[w->place.doc], &count);
    return w->statement < count ? &all[w->statement] : NULL;
}

static bool is_direct(const isn_dossier *d, const isnad_row *row)
{
    for (uint32_t i = 0; i < row->wording_count; i++) {
        const isnad_wording *w = &row->wordings[i];
        if (w->place.doc == row->place.doc &&
            w->place.span.begin == row->place.span.begin) {
            const isnad_statement *s = statement_of(d, w);
            return s && s->direct;
        }
    }
    return false;
}

static void put_badges(isn_dossier *d, const isnad_row *row)
{
    bool english = d->html.english;
    if (row->stance == ISNAD_DENIES) {
        isn_part_badge(d, "denies", isn_label_text(ISN_LABEL_DENIES, english));
    } else if (row->stance == ISNAD_HEDGES) {
        isn_part_badge(d, "hedges", isn_label_text(ISN_LABEL_HEDGES, english));
    }
    if (row->superseded_by_count) {
        isn_part_badge(d, "old", isn_label_text(ISN_LABEL_SUPERSEDED, english));
    }
    if (row->contradicts_count) {
        isn_part_badge(d, "against",
                       isn_label_text(ISN_LABEL_CONTRADICTED, english));
    }
}

/* A cell that tells its column where a phone shows no head. */
static void number_cell(isn_html *html, isn_label label)
{
    isn_html_put(html, "<td class=\"num\" data-label=\"");
    isn_html_label(html, label);
    isn_html_put(html, "\">");
}

static void put_row(isn_dossier *d, const isnad_row *row, size_t n, uint32_t i)
{
    isn_html *html = &d->html;
    isn_html_format(html, "<tr id=\"s%zu-r%u\"><td class=\"words%s\">", n, i,
                    is_direct(d, row) ? " direct" : "");
    isn_part_words(d, row->place);
    put_badges(d, row);
    isn_html_put(html, "</td><td class=\"who\">");
    if (row->speaker) {
        isn_html_person(html, row->speaker);
    } else {
        isn_html_put(html, "<span class=\"faint\">");
        isn_html_label(html, ISN_LABEL_NOBODY);
        isn_html_put(html, "</span>");
    }
    if (row->source_kind) {
        isn_html_put(html, "<small>");
        isn_html_put(html, isn_label_value(row->source_kind, html->english));
        isn_html_put(html, "</small>");
    }
    isn_html_put(html, "</td><td class=\"through\">");
    isn_part_chain(d, row->place.doc, row->chain, row->chain_count);
    isn_html_put(html, "</td>");
    number_cell(html, ISN_LABEL_FIRST_SEEN);
    isn_html_time(html, row->first_seen);
    isn_html_put(html, "</td>");
    number_cell(html, ISN_LABEL_ORIGINS);
    isn_html_format(html, "%u</td>", row->origins);
    number_cell(html, ISN_LABEL_COPIES);
    isn_html_format(html, "%u</td></tr>\n", row->copies);
}

void isn_dossier_rows(isn_dossier *d, const isnad_story *s, size_t n,
                      const uint32_t *rows, uint32_t count)
{
    static const isn_label columns[] = {ISN_LABEL_WORDS,   ISN_LABEL_SPEAKER,
                                        ISN_LABEL_CHAIN,   ISN_LABEL_FIRST_SEEN,
                                        ISN_LABEL_ORIGINS, ISN_LABEL_COPIES};
    isn_part_table(d, columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t row = rows ? rows[i] : i;
        put_row(d, &s->rows[row], n, row);
    }
    isn_part_table_end(d);
}

void isn_dossier_ledger(isn_dossier *d, const isnad_story *s, size_t n)
{
    if (s->row_count > 0) {
        isn_part_begin(d, n, "ledger", ISN_LABEL_LEDGER);
        isn_dossier_rows(d, s, n, NULL, s->row_count);
        isn_part_end(d);
    }
}

/* ---- who spoke ---------------------------------------------------------- */

/* What is gone struck out, what is new behind it; of a change of manner alone
 * the words themselves say nothing more. */
static void put_change(isn_dossier *d, const isnad_change *change)
{
    bool cut = !isnad_span_empty(change->from.span) &&
               strcmp(change->kind, "reported") != 0 &&
               strcmp(change->kind, "quoted") != 0 &&
               strcmp(change->kind, "unattributed") != 0;
    if (cut) {
        isn_html_put(&d->html, "<del>");
        isn_html_bdi_view(&d->html, isnad_doc_words(d->docs[change->from.doc],
                                                    change->from.span));
        isn_html_put(&d->html, "</del> ");
    }
    if (!isnad_span_empty(change->to.span)) {
        isn_html_bdi_view(&d->html, isnad_doc_words(d->docs[change->to.doc],
                                                    change->to.span));
    }
}

static void put_wordings(isn_dossier *d, const isnad_row *row)
{
    isn_html *html = &d->html;
    isn_html_put(html, "<ul class=\"wordings\">\n");
    uint32_t count = isn_dossier_some(d, row->wording_count);
    for (uint32_t i = 0; i < count; i++) {
        const isnad_wording *w = &row->wordings[i];
        isn_html_put(html, "<li><span class=\"src\">");
        isn_html_bdi(html, isn_dossier_outlet(d, w->place.doc));
        isn_html_put(html, "</span> ");
        isn_part_words(d, (isnad_place){w->place.doc, w->whole});
        for (uint32_t c = 0; c < w->change_count; c++) {
            isn_html_put(html, " <span class=\"change\">");
            isn_html_put(html,
                         isn_label_value(w->changes[c].kind, html->english));
            isn_html_put(html, ": ");
            put_change(d, &w->changes[c]);
            isn_html_put(html, "</span>");
        }
        isn_html_put(html, "</li>\n");
    }
    isn_html_put(html, "</ul>\n");
}

static bool same_speaker(const isnad_row *a, const isnad_row *b)
{
    return a->actor == b->actor && a->actor != ISNAD_NO_ROW
               ? true
               : a->speaker && b->speaker &&
                     strcmp(a->speaker, b->speaker) == 0;
}

/* Is row i the first of its speaker? */
static bool first_of_speaker(const isnad_story *s, uint32_t i)
{
    enum { FAR = 400 }; /* a story with more rows repeats a heading at most */
    for (uint32_t k = i > FAR ? i - FAR : 0; k < i; k++) {
        if (same_speaker(&s->rows[k], &s->rows[i])) {
            return false;
        }
    }
    return true;
}

void isn_dossier_speakers(isn_dossier *d, const isnad_story *s, size_t n)
{
    isn_html *html = &d->html;
    bool begun = false;
    for (uint32_t i = 0; i < s->row_count; i++) {
        if (!s->rows[i].speaker || !first_of_speaker(s, i)) {
            continue;
        }
        if (!begun) {
            isn_part_begin(d, n, "speakers", ISN_LABEL_WHO_SPOKE);
            begun = true;
        }
        isn_html_put(html, "<details><summary>");
        isn_html_bdi(html, s->rows[i].speaker);
        uint32_t count = 0,
                 last = i + 400 < s->row_count ? i + 400 : s->row_count;
        for (uint32_t k = i; k < last; k++) {
            count += same_speaker(&s->rows[i], &s->rows[k]);
        }
        isn_html_format(html, " <b class=\"n\">%u</b></summary>\n", count);
        for (uint32_t k = i; k < last; k++) {
            if (same_speaker(&s->rows[i], &s->rows[k])) {
                put_wordings(d, &s->rows[k]);
            }
        }
        isn_html_put(html, "</details>\n");
    }
    if (begun) {
        isn_part_end(d);
    }
}
