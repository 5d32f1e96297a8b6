/* The chains of a story as a graph: outlets, what stands between, speakers. */
#ifndef ISN_CHAIN_GRAPH_H
#define ISN_CHAIN_GRAPH_H

#include "report/html_out.h"

enum {
    ISN_CHAIN_COLUMNS = 4, /* outlet, agency or paper, document, speaker */
    ISN_CHAIN_ROWS = 14,   /* nodes in a column; the rest is in the ledger */
    ISN_CHAIN_EDGES = 160,
};

typedef struct isn_chain_node {
    const char *name;
    unsigned column, row;
    uint32_t weight; /* chains that pass */
} isn_chain_node;

/* The report came to `from` through `to`. */
typedef struct isn_chain_edge {
    unsigned from, to;
    uint32_t weight;
    isnad_place cue; /* the words that prove it, at its first chain */
} isn_chain_edge;

typedef struct isn_chain_graph {
    isn_chain_node nodes[ISN_CHAIN_COLUMNS * ISN_CHAIN_ROWS];
    unsigned count, rows[ISN_CHAIN_COLUMNS];
    isn_chain_edge edges[ISN_CHAIN_EDGES];
    unsigned edge_count;
} isn_chain_graph;

/* Adds the chains of the story's ledger; *graph begins zeroed.  Strings stay
 * the story's. */
void isn_chain_collect(isn_chain_graph *graph, const isnad_story *story);

/* The drawing, an <svg> element with `attributes` more. */
void isn_chain_svg(isn_html *html, const isn_chain_graph *graph,
                   const char *attributes);
/* Its height in pixels. */
int isn_chain_height(const isn_chain_graph *graph);
int isn_chain_width(void);

#endif
