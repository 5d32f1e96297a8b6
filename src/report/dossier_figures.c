/* The figure ledger: a table a slot, and a chart where a figure moved. */
#include "report/dossier_parts.h"
#include "report/text_out.h"

/* ---- figures ------------------------------------------------------------ */

static void put_bounds(isn_html *html, double low, double high)
{
    isn_html_put(html, "<bdi class=\"bounds\" dir=\"ltr\">");
    isn_out_bounds(&html->buffer, low, high);
    isn_html_put(html, "</bdi>");
}

static void put_reading(isn_dossier *d, const isnad_reading *r)
{
    isn_html *html = &d->html;
    isn_html_put(html, r->earlier ? "<tr class=\"earlier\"><td class=\"num\">"
                                  : "<tr><td class=\"num\">");
    put_bounds(html, r->low, r->high);
    isn_html_put(html, "</td><td>");
    isn_part_context(d, r->place);
    if (r->earlier) {
        isn_part_badge(d, "old",
                       isn_label_text(ISN_LABEL_EARLIER, html->english));
    }
    isn_html_put(html, "</td><td>");
    isn_html_bdi(html, r->by ? r->by : isn_dossier_outlet(d, r->place.doc));
    isn_html_put(html, "</td><td>");
    isn_html_bdi(html, isn_dossier_outlet(d, r->place.doc));
    isn_html_put(html, "</td><td class=\"num\">");
    isn_html_time(html, r->as_of ? r->as_of : isn_dossier_day(d, r->place.doc));
    isn_html_put(html, "</td><td>");
    const char *relation = isnad_figure_relation_text(r->relation);
    isn_html_format(html, "<span class=\"rel %s\">", relation);
    isn_html_put(html, isn_label_value(relation, html->english));
    isn_html_put(html, "</span></td></tr>\n");
}

static void put_slot(isn_dossier *d, const isnad_slot *slot)
{
    static const isn_label columns[] = {ISN_LABEL_FIGURE, ISN_LABEL_WORDS,
                                        ISN_LABEL_BY,     ISN_LABEL_OUTLET,
                                        ISN_LABEL_AS_OF,  ISN_LABEL_RELATION};
    isn_html *html = &d->html;
    isn_html_put(html, "<h4>");
    isn_part_slot(html, slot);
    isn_html_put(html, "</h4>\n");
    isn_dossier_step_chart(d, slot);
    isn_part_table(d, columns, sizeof columns / sizeof *columns);
    uint32_t count = isn_dossier_some(d, slot->reading_count);
    for (uint32_t i = 0; i < count; i++) {
        put_reading(d, &slot->readings[i]);
    }
    isn_part_table_end(d);
}

void isn_dossier_figures(isn_dossier *d, const isnad_story *s, size_t n)
{
    if (s->slot_count == 0) {
        return;
    }
    isn_part_begin(d, n, "figures", ISN_LABEL_FIGURES);
    for (uint32_t i = 0; i < s->slot_count; i++) {
        put_slot(d, &s->slots[i]);
    }
    isn_part_end(d);
}
