/* The drawn views: how statements reached us, when, and how a figure moved.
 * Each has a title for those who do not see it, and stands beside the table
 * with the same facts. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/dossier.h"
#include "report/text_out.h"

/* ---- the chain as a graph ---------------------------------------------------- */

enum {
    COLUMNS = 4,      /* outlet, agency or paper, document, speaker */
    MOST_NODES = 14,  /* in a column; the rest is in the tables */
    MOST_EDGES = 160,
    NODE_WIDTH = 190,
    NODE_HEIGHT = 30,
    COLUMN_GAP = 60,
    ROW_GAP = 12,
};

typedef struct node {
    const char *name;
    unsigned column, row;
    uint32_t weight;
} node;

typedef struct edge {
    unsigned from, to;
    uint32_t weight;
} edge;

typedef struct graph {
    node nodes[COLUMNS * MOST_NODES];
    unsigned count, rows[COLUMNS];
    edge edges[MOST_EDGES];
    unsigned edge_count;
} graph;

static unsigned node_of(graph *g, const char *name, unsigned column)
{
    for (unsigned i = 0; i < g->count; i++) {
        if (g->nodes[i].column == column &&
            strcmp(g->nodes[i].name, name) == 0) {
            g->nodes[i].weight++;
            return i;
        }
    }
    if (g->rows[column] == MOST_NODES) {
        return UINT32_MAX;
    }
    g->nodes[g->count] = (node){name, column, g->rows[column]++, 1};
    return g->count++;
}

static void edge_of(graph *g, unsigned from, unsigned to)
{
    for (unsigned i = 0; i < g->edge_count; i++) {
        if (g->edges[i].from == from && g->edges[i].to == to) {
            g->edges[i].weight++;
            return;
        }
    }
    if (g->edge_count < MOST_EDGES) {
        g->edges[g->edge_count++] = (edge){from, to, 1};
    }
}

/* The outlet stands in the first column, the speaker in the last, what lies
 * between them in order; longer chains share the middle. */
static void add_chain(graph *g, const isnad_row *row)
{
    unsigned before = UINT32_MAX;
    for (uint32_t i = 0; i < row->chain_count; i++) {
        unsigned column = i == 0                      ? 0
                          : i + 1 == row->chain_count ? COLUMNS - 1
                          : i == 1                    ? 1
                                                      : 2;
        if (!row->chain[i].name) {
            continue;
        }
        unsigned at = node_of(g, row->chain[i].name, column);
        if (at != UINT32_MAX && before != UINT32_MAX && at != before) {
            edge_of(g, before, at);
        }
        before = at;
    }
}

/* First letters of a name that fit a node. */
static void put_short(isn_html *html, const char *name)
{
    enum { LETTERS = 26 };
    size_t len = strlen(name), at = 0;
    unsigned letters = 0;
    while (at < len && letters < LETTERS) {
        do {
            at++;
        } while (at < len && ((unsigned char)name[at] & 0xC0) == 0x80);
        letters++;
    }
    isn_html_escape(html, (isnad_view){name, at});
    if (at < len) {
        isn_html_put(html, "…");
    }
}

/* In Arabic the outlet is on the right, where reading begins. */
static int column_x(const isn_html *html, unsigned column)
{
    unsigned place = html->english ? column : COLUMNS - 1 - column;
    return (int)place * (NODE_WIDTH + COLUMN_GAP);
}

static void put_edge(isn_html *html, const graph *g, const edge *e, int height)
{
    const node *a = &g->nodes[e->from], *b = &g->nodes[e->to];
    int ya = (int)a->row * (NODE_HEIGHT + ROW_GAP) + NODE_HEIGHT / 2 +
             (height - (int)g->rows[a->column] * (NODE_HEIGHT + ROW_GAP)) / 2;
    int yb = (int)b->row * (NODE_HEIGHT + ROW_GAP) + NODE_HEIGHT / 2 +
             (height - (int)g->rows[b->column] * (NODE_HEIGHT + ROW_GAP)) / 2;
    int xa = column_x(html, a->column), xb = column_x(html, b->column);
    if (xa < xb) {
        xa += NODE_WIDTH;
    } else {
        xb += NODE_WIDTH;
    }
    int middle = (xa + xb) / 2;
    double width = 1 + log2((double)e->weight);
    isn_html_format(html,
                    "<path class=\"edge\" d=\"M%d %d C%d %d %d %d %d %d\" "
                    "stroke-width=\"%.1f\"/>\n",
                    xa, ya, middle, ya, middle, yb, xb, yb, width);
}

static void put_node(isn_html *html, const graph *g, const node *n, int height)
{
    int y = (int)n->row * (NODE_HEIGHT + ROW_GAP) +
            (height - (int)g->rows[n->column] * (NODE_HEIGHT + ROW_GAP)) / 2;
    int x = column_x(html, n->column);
    isn_html_format(html, "<g class=\"node c%u\"><title>", n->column);
    isn_html_escape_text(html, n->name);
    isn_html_format(html, " ×%u</title><rect x=\"%d\" y=\"%d\" width=\"%d\" "
                          "height=\"%d\" rx=\"6\"/><text x=\"%d\" y=\"%d\" "
                          "text-anchor=\"middle\" direction=\"rtl\">",
                    n->weight, x, y, NODE_WIDTH, NODE_HEIGHT,
                    x + NODE_WIDTH / 2, y + NODE_HEIGHT / 2 + 5);
    put_short(html, n->name);
    isn_html_put(html, "</text></g>\n");
}

void isn_dossier_chain_graph(isn_dossier *d, const isnad_story *s, size_t n)
{
    isn_html *html = &d->html;
    graph *g = calloc(1, sizeof *g);
    if (!g) {
        html->status = html->status ? html->status : ISNAD_NOMEM;
        return;
    }
    for (uint32_t i = 0; i < s->row_count; i++) {
        add_chain(g, &s->rows[i]);
    }
    unsigned most = 0;
    for (unsigned c = 0; c < COLUMNS; c++) {
        most = g->rows[c] > most ? g->rows[c] : most;
    }
    if (g->edge_count > 0) {
        int height = (int)most * (NODE_HEIGHT + ROW_GAP);
        int width = COLUMNS * NODE_WIDTH + (COLUMNS - 1) * COLUMN_GAP;
        isn_html_format(html, "<div class=\"part chains\">\n"
                              "<h3 id=\"s%zu-chains\">",
                        n);
        isn_html_label(html, ISN_LABEL_CHAIN_GRAPH);
        isn_html_put(html, "</h3>\n<div class=\"scroll\" tabindex=\"0\" "
                           "role=\"group\" aria-label=\"");
        isn_html_label(html, ISN_LABEL_CHAIN_GRAPH);
        isn_html_format(html, "\"><svg role=\"img\" viewBox=\"0 0 %d %d\" "
                              "width=\"%d\" height=\"%d\" aria-label=\"",
                        width, height, width, height);
        isn_html_label(html, ISN_LABEL_CHAIN_GRAPH);
        isn_html_put(html, "\">\n");
        for (unsigned i = 0; i < g->edge_count; i++) {
            put_edge(html, g, &g->edges[i], height);
        }
        for (unsigned i = 0; i < g->count; i++) {
            put_node(html, g, &g->nodes[i], height);
        }
        isn_html_put(html, "</svg></div>\n</div>\n");
    }
    free(g);
}

/* ---- the timeline as a strip ---------------------------------------------------- */

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
    isn_html_format(html, "\"><svg class=\"strip\" role=\"img\" "
                          "viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                          "aria-label=\"",
                    width, HEIGHT, width, HEIGHT);
    isn_html_label(html, ISN_LABEL_TIMELINE);
    isn_html_format(html, "\"><line class=\"axis\" x1=\"0\" y1=\"26\" "
                          "x2=\"%d\" y2=\"26\"/>\n",
                    width);
    for (uint32_t i = 0; i < count; i++) {
        const isnad_moment *m = &s->timeline[i];
        uint32_t things = m->row_count + m->place_count;
        int place = (int)(html->english ? i : count - 1 - i);
        int x = place * STEP + STEP / 2;
        double radius = 4 + 3 * log2(1 + things);
        isn_html_format(html, "<circle cx=\"%d\" cy=\"26\" r=\"%.1f\"/>"
                              "<text x=\"%d\" y=\"64\" "
                              "text-anchor=\"middle\" direction=\"ltr\">",
                        x, radius < 16 ? radius : 16, x);
        put_short(html, m->when);
        isn_html_put(html, "</text>\n");
    }
    isn_html_put(html, "</svg></div>\n");
}

/* ---- how a figure moved ------------------------------------------------------------ */

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
        isn_html_format(html, "<line class=\"range%s\" x1=\"%d\" y1=\"%d\" "
                              "x2=\"%d\" y2=\"%d\"/>",
                        kind, x, y1, x, y2);
    } else {
        isn_html_format(html, "<circle class=\"dot%s\" cx=\"%d\" cy=\"%d\" "
                              "r=\"5\"/>",
                        kind, x, y1);
    }
    if (!isfinite(r->high)) {
        isn_html_format(html, "<path class=\"open\" d=\"M%d %d l-4 7 h8 z\"/>",
                        x, y2 - 14);
    }
    isn_html_format(html, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" "
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
    isn_html_format(html, "\"><svg class=\"steps\" role=\"img\" "
                          "viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                          "aria-label=\"",
                    width, HEIGHT, width, HEIGHT);
    isn_html_put(html, isn_label_value(slot->of, html->english));
    isn_html_format(html, "\"><line class=\"axis\" x1=\"0\" y1=\"%d\" "
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
        isn_html_format(html, "<text class=\"x\" x=\"%d\" y=\"%d\" "
                              "text-anchor=\"middle\" direction=\"rtl\">",
                        x, BOTTOM + 20);
        put_short(html, isn_dossier_outlet(d, r->place.doc));
        isn_html_format(html, "</text><text class=\"x\" x=\"%d\" y=\"%d\" "
                              "text-anchor=\"middle\" direction=\"ltr\">",
                        x, BOTTOM + 40);
        const char *day = r->as_of ? r->as_of : isn_dossier_day(d, r->place.doc);
        put_short(html, day ? day : "");
        isn_html_put(html, "</text>\n");
    }
    isn_html_put(html, "</svg></div>\n");
}
