/* isnad chain: how the statements of each story reached us, as a graph. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/address.h"
#include "report/chain_graph.h"

enum { HEAD = 34 }; /* pixels for a story's title */

static const char *const columns[ISN_CHAIN_COLUMNS] = {"outlet", "relay",
                                                       "document", "speaker"};

static void put_json(isn_json *json, isnad_doc *const *docs,
                     const isnad_story *s, const isn_chain_graph *g)
{
    isn_json_object(json);
    isn_json_put_text(json, "story", s->id);
    isn_json_put_text(json, "title", s->title);
    isn_json_put_array(json, "nodes");
    for (unsigned i = 0; i < g->count; i++) {
        isn_json_object(json);
        isn_json_put_text(json, "name", g->nodes[i].name);
        isn_json_put_text(json, "place", columns[g->nodes[i].column]);
        isn_json_put_count(json, "chains", g->nodes[i].weight);
        isn_json_object_end(json);
    }
    isn_json_array_end(json);
    isn_json_put_array(json, "edges");
    for (unsigned i = 0; i < g->edge_count; i++) {
        const isn_chain_edge *e = &g->edges[i];
        isn_json_object(json);
        isn_json_put_count(json, "to", e->from);
        isn_json_put_count(json, "from", e->to);
        isn_json_put_count(json, "chains", e->weight);
        isn_json_key(json, "evidence");
        if (isnad_span_empty(e->cue.span)) {
            isn_json_null(json);
        } else {
            isn_put_address_value(json, docs[e->cue.doc], e->cue.span);
        }
        isn_json_object_end(json);
    }
    isn_json_array_end(json);
    isn_json_object_end(json);
}

/* A string of DOT: quotes and backslashes escaped, nothing that acts. */
static void dot_text(isn_html *out, const char *text)
{
    isn_html_put(out, "\"");
    for (; text && *text; text++) {
        if (*text == '"' || *text == '\\') {
            isn_buffer_char(&out->buffer, '\\');
        }
        isn_buffer_char(&out->buffer,
                        (unsigned char)*text < 0x20 ? ' ' : *text);
    }
    isn_html_put(out, "\"");
}

static void put_dot(isn_html *out, const isnad_story *s, size_t n,
                    const isn_chain_graph *g)
{
    isn_html_format(out, "  subgraph cluster_%zu {\n    label=", n);
    dot_text(out, s->title ? s->title : s->id);
    isn_html_put(out, ";\n");
    for (unsigned i = 0; i < g->count; i++) {
        isn_html_format(out, "    n%zu_%u [label=", n, i);
        dot_text(out, g->nodes[i].name);
        isn_html_put(out, "];\n");
    }
    for (unsigned i = 0; i < g->edge_count; i++) {
        const isn_chain_edge *e = &g->edges[i];
        isn_html_format(out, "    n%zu_%u -> n%zu_%u [label=\"%u\"];\n", n,
                        e->to, n, e->from, e->weight);
    }
    isn_html_put(out, "  }\n");
}

/* GraphML: one graph, whose nodes and edges tell their story; the markup of
 * XML is that of HTML here. */
static void put_graphml(isn_html *out, const isnad_story *s, size_t n,
                        const isn_chain_graph *g)
{
    for (unsigned i = 0; i < g->count; i++) {
        isn_html_format(out, "<node id=\"n%zu_%u\"><data key=\"name\">", n, i);
        isn_html_escape_text(out, g->nodes[i].name);
        isn_html_format(out,
                        "</data><data key=\"place\">%s</data>"
                        "<data key=\"story\">%s</data></node>\n",
                        columns[g->nodes[i].column], s->id);
    }
    for (unsigned i = 0; i < g->edge_count; i++) {
        const isn_chain_edge *e = &g->edges[i];
        isn_html_format(out,
                        "<edge source=\"n%zu_%u\" target=\"n%zu_%u\">"
                        "<data key=\"chains\">%u</data></edge>\n",
                        n, e->to, n, e->from, e->weight);
    }
}

static void put_svg(isn_html *html, const isnad_story *s,
                    const isn_chain_graph *g, int y)
{
    isn_html_format(html,
                    "<text class=\"title\" x=\"%d\" y=\"%d\" "
                    "text-anchor=\"middle\" direction=\"rtl\">",
                    isn_chain_width() / 2, y + 22);
    isn_html_short(html, s->title ? s->title : s->id, 90);
    char place[32];
    snprintf(place, sizeof place, "y=\"%d\"", y + HEAD);
    isn_html_put(html, "</text>\n");
    isn_chain_svg(html, g, place);
    isn_html_put(html, "\n");
}

static const char svg_style[] =
    "<style>text{font:13px sans-serif;fill:#1d2320}.title{font-size:15px}"
    ".edge{fill:none;stroke:#0b5d57;opacity:.5}"
    ".node rect{fill:#fff;stroke:#b9b5a8}.node.c0 rect{fill:#e7f2f0}"
    "</style>\n";

typedef struct chains {
    isn_chain_graph *graph;
    isn_html html;
    isn_json json;
} chains;

/* The sum of the drawings' heights comes first in SVG. */
static int all_heights(const isnad_story *stories, size_t count,
                       isn_chain_graph *graph)
{
    int height = 0;
    for (size_t i = 0; i < count; i++) {
        memset(graph, 0, sizeof *graph);
        isn_chain_collect(graph, &stories[i]);
        if (graph->edge_count > 0) {
            height += isn_chain_height(graph) + HEAD;
        }
    }
    return height;
}

static void put_stories(chains *c, isnad_format format, isnad_doc *const *docs,
                        const isnad_story *stories, size_t count)
{
    int y = 0;
    for (size_t i = 0; i < count; i++) {
        memset(c->graph, 0, sizeof *c->graph);
        isn_chain_collect(c->graph, &stories[i]);
        if (c->graph->edge_count == 0) {
            continue;
        }
        if (format == ISNAD_FORMAT_JSON) {
            put_json(&c->json, docs, &stories[i], c->graph);
        } else if (format == ISNAD_FORMAT_DOT) {
            put_dot(&c->html, &stories[i], i, c->graph);
        } else if (format == ISNAD_FORMAT_GRAPHML) {
            put_graphml(&c->html, &stories[i], i, c->graph);
        } else {
            put_svg(&c->html, &stories[i], c->graph, y);
            y += isn_chain_height(c->graph) + HEAD;
        }
    }
}

static const char graphml_head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
    "<key id=\"name\" for=\"node\" attr.name=\"name\" "
    "attr.type=\"string\"/>\n"
    "<key id=\"place\" for=\"node\" attr.name=\"place\" "
    "attr.type=\"string\"/>\n"
    "<key id=\"story\" for=\"node\" attr.name=\"story\" "
    "attr.type=\"string\"/>\n"
    "<key id=\"chains\" for=\"edge\" attr.name=\"chains\" "
    "attr.type=\"int\"/>\n"
    "<graph id=\"isnad\" edgedefault=\"directed\">\n";

static void put_head(chains *c, isnad_format format, const isnad_story *stories,
                     size_t count)
{
    if (format == ISNAD_FORMAT_DOT) {
        isn_html_put(&c->html, "digraph isnad {\n  rankdir=RL;\n"
                               "  node [shape=box];\n");
    } else if (format == ISNAD_FORMAT_GRAPHML) {
        isn_html_put(&c->html, graphml_head);
    } else {
        int width = isn_chain_width();
        int height = all_heights(stories, count, c->graph);
        isn_html_format(&c->html,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                        "viewBox=\"0 0 %d %d\" width=\"%d\" "
                        "height=\"%d\">\n",
                        width, height, width, height);
        isn_html_put(&c->html, svg_style);
    }
}

static isnad_status put_chains(chains *c, isnad_format format,
                               const isnad_pile *pile,
                               const isnad_report_options *options,
                               isnad_sink sink)
{
    size_t doc_count, count;
    isnad_doc *const *docs = isnad_pile_docs(pile, &doc_count);
    const isnad_story *stories = isnad_pile_stories(pile, &count);
    if (format == ISNAD_FORMAT_JSON) {
        isn_json_begin(&c->json, sink, 2);
        isn_json_object(&c->json);
        isn_json_put_array(&c->json, "stories");
        put_stories(c, format, docs, stories, count);
        isn_json_array_end(&c->json);
        isn_json_object_end(&c->json);
        return isn_json_end(&c->json);
    }
    isn_html_begin(&c->html, sink, options && options->english);
    put_head(c, format, stories, count);
    put_stories(c, format, docs, stories, count);
    isn_html_put(&c->html, format == ISNAD_FORMAT_DOT   ? "}\n"
                           : format == ISNAD_FORMAT_SVG ? "</svg>\n"
                                                        : "</graph>\n"
                                                          "</graphml>\n");
    return isn_html_end(&c->html);
}

isnad_status isnad_report_chain(const isnad_pile *pile, isnad_format format,
                                const isnad_report_options *options,
                                isnad_sink sink)
{
    if (format != ISNAD_FORMAT_JSON && format != ISNAD_FORMAT_DOT &&
        format != ISNAD_FORMAT_SVG && format != ISNAD_FORMAT_GRAPHML) {
        return ISNAD_USAGE;
    }
    chains c = {.graph = calloc(1, sizeof *c.graph)};
    if (!c.graph) {
        return ISNAD_NOMEM;
    }
    isnad_status status = put_chains(&c, format, pile, options, sink);
    free(c.graph);
    return status;
}
