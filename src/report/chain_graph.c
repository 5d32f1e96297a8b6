#include "report/chain_graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    NODE_WIDTH = 190,
    NODE_HEIGHT = 30,
    COLUMN_GAP = 60,
    ROW_GAP = 12,
    ROW_STEP = NODE_HEIGHT + ROW_GAP,
};

static unsigned node_of(isn_chain_graph *g, const char *name, unsigned column)
{
    for (unsigned i = 0; i < g->count; i++) {
        if (g->nodes[i].column == column &&
            strcmp(g->nodes[i].name, name) == 0) {
            g->nodes[i].weight++;
            return i;
        }
    }
    if (g->rows[column] == ISN_CHAIN_ROWS) {
        return UINT32_MAX;
    }
    g->nodes[g->count] = (isn_chain_node){name, column, g->rows[column]++, 1};
    return g->count++;
}

static void edge_of(isn_chain_graph *g, unsigned from, unsigned to,
                    isnad_place cue)
{
    for (unsigned i = 0; i < g->edge_count; i++) {
        if (g->edges[i].from == from && g->edges[i].to == to) {
            g->edges[i].weight++;
            return;
        }
    }
    if (g->edge_count < ISN_CHAIN_EDGES) {
        g->edges[g->edge_count++] = (isn_chain_edge){from, to, 1, cue};
    }
}

/* The outlet stands in the first column, the speaker in the last, what lies
 * between them in order; longer chains share the middle. */
static void add_chain(isn_chain_graph *g, const isnad_row *row)
{
    unsigned before = UINT32_MAX;
    for (uint32_t i = 0; i < row->chain_count; i++) {
        const isnad_hop *hop = &row->chain[i];
        unsigned column = i == 0                      ? 0
                          : i + 1 == row->chain_count ? ISN_CHAIN_COLUMNS - 1
                          : i == 1                    ? 1
                                                      : 2;
        if (!hop->name) {
            continue;
        }
        unsigned at = node_of(g, hop->name, column);
        if (at != UINT32_MAX && before != UINT32_MAX && at != before) {
            edge_of(g, before, at, (isnad_place){row->place.doc, hop->cue});
        }
        before = at;
    }
}

void isn_chain_collect(isn_chain_graph *graph, const isnad_story *story)
{
    for (uint32_t i = 0; i < story->row_count; i++) {
        add_chain(graph, &story->rows[i]);
    }
}

/* ---- the drawing -------------------------------------------------------- */

int isn_chain_height(const isn_chain_graph *graph)
{
    unsigned most = 0;
    for (unsigned c = 0; c < ISN_CHAIN_COLUMNS; c++) {
        most = graph->rows[c] > most ? graph->rows[c] : most;
    }
    return (int)most * ROW_STEP;
}

int isn_chain_width(void)
{
    return ISN_CHAIN_COLUMNS * NODE_WIDTH +
           (ISN_CHAIN_COLUMNS - 1) * COLUMN_GAP;
}

/* In Arabic the outlet is on the right, where reading begins. */
static int node_x(const isn_html *html, const isn_chain_node *n)
{
    unsigned place =
        html->english ? n->column : ISN_CHAIN_COLUMNS - 1 - n->column;
    return (int)place * (NODE_WIDTH + COLUMN_GAP);
}

/* Columns are centred. */
static int node_y(const isn_chain_graph *g, const isn_chain_node *n)
{
    return (int)n->row * ROW_STEP +
           (isn_chain_height(g) - (int)g->rows[n->column] * ROW_STEP) / 2;
}

static void put_edge(isn_html *html, const isn_chain_graph *g,
                     const isn_chain_edge *e)
{
    const isn_chain_node *a = &g->nodes[e->from], *b = &g->nodes[e->to];
    int ya = node_y(g, a) + NODE_HEIGHT / 2,
        yb = node_y(g, b) + NODE_HEIGHT / 2;
    int xa = node_x(html, a), xb = node_x(html, b);
    if (xa < xb) {
        xa += NODE_WIDTH;
    } else {
        xb += NODE_WIDTH;
    }
    int middle = (xa + xb) / 2;
    isn_html_format(html,
                    "<path class=\"edge\" d=\"M%d %d C%d %d %d %d %d %d\" "
                    "fill=\"none\" stroke-width=\"%.1f\"/>\n",
                    xa, ya, middle, ya, middle, yb, xb, yb,
                    1 + log2((double)e->weight));
}

static void put_node(isn_html *html, const isn_chain_graph *g,
                     const isn_chain_node *n)
{
    int x = node_x(html, n), y = node_y(g, n);
    isn_html_format(html, "<g class=\"node c%u\"><title>", n->column);
    isn_html_escape_text(html, n->name);
    isn_html_format(html,
                    " ×%u</title><rect x=\"%d\" y=\"%d\" width=\"%d\" "
                    "height=\"%d\" rx=\"6\"/><text x=\"%d\" y=\"%d\" "
                    "text-anchor=\"middle\" direction=\"rtl\">",
                    n->weight, x, y, NODE_WIDTH, NODE_HEIGHT,
                    x + NODE_WIDTH / 2, y + NODE_HEIGHT / 2 + 5);
    isn_html_short(html, n->name, 26);
    isn_html_put(html, "</text></g>\n");
}

void isn_chain_svg(isn_html *html, const isn_chain_graph *graph,
                   const char *attributes)
{
    int width = isn_chain_width(), height = isn_chain_height(graph);
    isn_html_format(html,
                    "<svg role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\" "
                    "height=\"%d\" %s aria-label=\"",
                    width, height, width, height, attributes);
    isn_html_label(html, ISN_LABEL_CHAIN_GRAPH);
    isn_html_put(html, "\">\n");
    for (unsigned i = 0; i < graph->edge_count; i++) {
        put_edge(html, graph, &graph->edges[i]);
    }
    for (unsigned i = 0; i < graph->count; i++) {
        put_node(html, graph, &graph->nodes[i]);
    }
    isn_html_put(html, "</svg>");
}
