/* The drawn views: how statements reached us, when, and how a figure moved.
 * Each has a title for those who do not see it, and stands beside the table
 * with the same facts. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/chain_graph.h"
#include "report/dossier.h"
#include "report/text_out.h"

enum { LETTERS = 26 }; /* of a name in a drawing */

/* ---- the chain as a graph ----------------------------------------------- */

void isn_dossier_chain_graph(isn_dossier *d, const isnad_story *s, size_t n)
{
    isn_html *html = &d->html;
    isn_chain_graph *g = calloc(1, sizeof *g);
    if (!g) {
        html->status = html->status ? html->status : ISNAD_NOMEM;
        return;
    }
    isn_chain_collect(g, s);
    if (g->edge_count > 0) {
        isn_html_format(html,
                        "<div class=\"part chains\">\n"
                        "<h3 id=\"s%zu-chains\">",
                        n);
        isn_html_label(html, ISN_LABEL_CHAIN_GRAPH);
        isn_html_put(html, "</h3>\n<div class=\"scroll\" tabindex=\"0\" "
                           "role=\"group\" aria-label=\"");
        isn_html_label(html, ISN_LABEL_CHAIN_GRAPH);
        isn_html_put(html, "\">");
        isn_chain_svg(html, g, "");
        isn_html_put(html, "</div>\n</div>\n");
    }
    free(g);
}

/* ---- the timeline as a strip -------------------------------------------- */

void isn_dossier_time_strip(isn_dossier *d, const isnad_story *s)
{
    enum { STEP = 84, HEIGHT = 74, MOST = 40 };
    isn_html *html = &d->html;
    uint32_t count = s->moment_count < MOST ? s->moment_count : MOST;
    if (count < 2) {
        return;
    }
    int width = (int)count * STEP;
    isn_html_put(html, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
                       "aria-label=\"");
    isn_html_label(html, ISN_LABEL_TIMELINE);
    isn_html_format(html,
                    "\"><svg class=\"strip\" role=\"img\" "
                    "viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                    "aria-label=\"",
                    width, HEIGHT, width, HEIGHT);
    isn_html_label(html, ISN_LABEL_TIMELINE);
    isn_html_format(html,
                    "\"><line class=\"axis\" x1=\"0\" y1=\"26\" "
                    "x2=\"%d\" y2=\"26\"/>\n",
                    width);
    for (uint32_t i = 0; i < count; i++) {
        const isnad_moment *m = &s->timeline[i];
        uint32_t things = m->row_count + m->place_count;
        int place = (int)(html->english ? i : count - 1 - i);
        int x = place * STEP + STEP / 2;
        double radius = 4 + 3 * log2(1 + things);
        isn_html_format(html,
                        "<circle cx=\"%d\" cy=\"26\" r=\"%.1f\"/>"
                        "<text x=\"%d\" y=\"64\" "
                        "text-anchor=\"middle\" direction=\"ltr\">",
                        x, radius < 16 ? radius : 16, x);
        isn_html_short(html, m->when, LETTERS);
        isn_html_put(html, "</text>\n");
    }
    isn_html_put(html, "</svg></div>\n");
}

/* ---- how a figure moved ------------------------------------------------- */

static double top_of(const isnad_slot *slot, uint32_t count)
{
    double top = 0;
    for (uint32_t i = 0; i < count; i++) {
        const isnad_reading *r = &slot->readings[i];
        double high = isfinite(r->high) ? r->high : r->low;
        top = isfinite(high) && high > top ? high : top;
    }
    return top;
}

/* A chart of one value says nothing. */
static bool moves(const isnad_slot *slot, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        if (slot->readings[i].low != slot->readings[0].low ||
            slot->readings[i].high != slot->readings[0].high) {
            return true;
        }
    }
    return false;
}

/* One reading: a dot for a number, a bar for a range, open ends as arrows. */
static void put_bar(isn_html *html, const isnad_reading *r, int x, double scale,
                    int bottom)
{
    double low = isfinite(r->low) ? r->low : 0;
    double high = isfinite(r->high) ? r->high : r->low;
    if (!isfinite(high)) {
        high = low;
    }
    int y1 = bottom - (int)lround(low * scale);
    int y2 = bottom - (int)lround(high * scale);
    const char *kind = r->earlier ? " earlier" : "";
    if (low < high) {
        isn_html_format(html,
                        "<line class=\"range%s\" x1=\"%d\" y1=\"%d\" "
                        "x2=\"%d\" y2=\"%d\"/>",
                        kind, x, y1, x, y2);
    } else {
        isn_html_format(html,
                        "<circle class=\"dot%s\" cx=\"%d\" cy=\"%d\" "
                        "r=\"5\"/>",
                        kind, x, y1);
    }
    if (!isfinite(r->high)) {
        isn_html_format(html, "<path class=\"open\" d=\"M%d %d l-4 7 h8 z\"/>",
                        x, y2 - 14);
    }
    isn_html_format(html,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" "
                    "direction=\"ltr\">",
                    x, y2 - 18);
    isn_out_bounds(&html->buffer, r->low, r->high);
    isn_html_put(html, "</text>\n");
}

void isn_dossier_step_chart(isn_dossier *d, const isnad_slot *slot)
{
    enum { STEP = 104, HEIGHT = 190, BOTTOM = 140, MOST = 24 };
    isn_html *html = &d->html;
    uint32_t count = slot->reading_count < MOST ? slot->reading_count : MOST;
    double top = top_of(slot, count);
    if (!moves(slot, count) || top <= 0) {
        return;
    }
    double scale = (BOTTOM - 36) / top;
    int width = (int)count * STEP, last = 0;
    isn_html_put(html, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
                       "aria-label=\"");
    isn_html_label(html, ISN_LABEL_FIGURES);
    isn_html_format(html,
                    "\"><svg class=\"steps\" role=\"img\" "
                    "viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                    "aria-label=\"",
                    width, HEIGHT, width, HEIGHT);
    isn_html_put(html, isn_label_value(slot->of, html->english));
    isn_html_format(html,
                    "\"><line class=\"axis\" x1=\"0\" y1=\"%d\" "
                    "x2=\"%d\" y2=\"%d\"/>\n",
                    BOTTOM, width, BOTTOM);
    for (uint32_t i = 0; i < count; i++) {
        const isnad_reading *r = &slot->readings[i];
        int place = (int)(html->english ? i : count - 1 - i);
        int x = place * STEP + STEP / 2;
        double value = isfinite(r->low) ? r->low : r->high;
        int y = BOTTOM - (int)lround((isfinite(value) ? value : 0) * scale);
        if (i > 0) {
            isn_html_format(html, "<path class=\"step\" d=\"M%d %d H%d V%d\"/>",
                            html->english ? x - STEP : x + STEP, last, x, y);
        }
        last = y;
        put_bar(html, r, x, scale, BOTTOM);
        isn_html_format(html,
                        "<text class=\"x\" x=\"%d\" y=\"%d\" "
                        "text-anchor=\"middle\" direction=\"rtl\">",
                        x, BOTTOM + 20);
        isn_html_short(html, isn_dossier_outlet(d, r->place.doc), LETTERS);
        isn_html_format(html,
                        "</text><text class=\"x\" x=\"%d\" y=\"%d\" "
                        "text-anchor=\"middle\" direction=\"ltr\">",
                        x, BOTTOM + 40);
        const char *day =
            r->as_of ? r->as_of : isn_dossier_day(d, r->place.doc);
        isn_html_short(html, day ? day : "", LETTERS);
        isn_html_put(html, "</text>\n");
    }
    isn_html_put(html, "</svg></div>\n");
}
