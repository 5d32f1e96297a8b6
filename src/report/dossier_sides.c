/* Each copy beside the document it is a copy of, a sentence a row, with the
 * words marked that were cut, added, replaced or moved. */
#include <stdlib.h>

#include "report/dossier_parts.h"
#include "report/stretch_out.h"

/* A story of a hundred copies shows the first ones. */
enum { MOST_PAIRS = 24 };

typedef struct sides {
    isn_html *html;
    isnad_doc *a, *b;
    const isnad_stretch *items;
    size_t count;
} sides;

static double share_of(const isnad_link *link)
{
    return link->shared_a > link->shared_b ? link->shared_a : link->shared_b;
}

/* place → the link that tells where the document's words come from. */
static const isnad_link **nearest_sources(const isn_dossier *d,
                                          const isnad_story *s)
{
    size_t count;
    const isnad_link *links = isnad_pile_links(d->pile, &count);
    const isnad_link **best = calloc(d->doc_count + 1, sizeof(void *));
    for (uint32_t i = 0; best && i < s->link_count; i++) {
        const isnad_link *link = &links[s->links[i]];
        const isnad_link **mine = &best[link->b];
        if (!*mine || share_of(link) > share_of(*mine)) {
            *mine = link;
        }
    }
    return best;
}

static void put_cell(const sides *v, size_t from, size_t to, bool of_b)
{
    isn_html *html = v->html;
    isnad_doc *doc = of_b ? v->b : v->a;
    isn_buffer words;
    isn_buffer_init(&words, doc->text_len + doc->blocks.count);
    isn_html_put(html, "<td><bdi>");
    bool any = false;
    for (size_t i = from; i < to; i++) {
        const isnad_stretch *s = &v->items[i];
        isn_buffer_clear(&words);
        isn_stretch_words(&words, doc, of_b ? s->b : s->a);
        if (words.len == 0) {
            continue;
        }
        isn_html_put(html, any ? " " : "");
        any = true;
        const char *tag = isn_stretch_same(s) ? NULL : of_b ? "ins" : "del";
        if (tag) {
            isn_html_format(html, "<%s class=\"%s\" title=\"%s\">", tag,
                            s->kind, isn_label_value(s->kind, html->english));
        }
        isn_html_escape(html, (isnad_view){words.data, words.len});
        if (tag) {
            isn_html_format(html, "</%s>", tag);
        }
    }
    isn_html_put(html, "</bdi></td>");
    if (words.status && !html->status) {
        html->status = words.status;
    }
    isn_buffer_free(&words);
}

/* The end of the row that begins with stretch `from`: where the next sentence
 * begins on both sides. */
static size_t row_end(const sides *v, size_t from)
{
    size_t to = from + 1;
    while (to < v->count && !v->items[to].opens) {
        to++;
    }
    return to;
}

static bool unchanged(const sides *v, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (!isn_stretch_same(&v->items[i])) {
            return false;
        }
    }
    return true;
}

static void put_row(const sides *v, size_t from, size_t to)
{
    isn_html_put(v->html, "<tr>");
    put_cell(v, from, to, false);
    put_cell(v, from, to, true);
    isn_html_put(v->html, "</tr>\n");
}

/* Rows [from, to) that are the same: of more than two only the first. */
static void put_run(const sides *v, size_t from, size_t to, size_t rows)
{
    for (size_t at = from, shown = 0; at < to; at = row_end(v, at), shown++) {
        if (shown == 1 && rows > 2) {
            isn_html_put(v->html, "<tr class=\"rest\"><td colspan=\"2\">… ");
            isn_html_label(v->html, ISN_LABEL_SAME_SENTENCES);
            isn_html_format(v->html, ": %zu</td></tr>\n", rows - 1);
            return;
        }
        put_row(v, at, row_end(v, at));
    }
}

static void put_rows(const sides *v)
{
    size_t at = 0;
    while (at < v->count) {
        size_t to = at, rows = 0;
        while (to < v->count && unchanged(v, to, row_end(v, to))) {
            to = row_end(v, to);
            rows++;
        }
        put_run(v, at, to, rows);
        if (to < v->count) {
            put_row(v, to, row_end(v, to));
            to = row_end(v, to);
        }
        at = to;
    }
}

static void put_document(isn_dossier *d, uint32_t doc)
{
    isn_html_put(&d->html, "<th scope=\"col\">");
    isn_html_doc_link(&d->html, doc);
    isn_html_bdi(&d->html, isn_dossier_outlet(d, doc));
    isn_html_put(&d->html, "</a> ");
    isn_html_time(&d->html, isn_dossier_day(d, doc));
    isn_html_put(&d->html, "</th>");
}

static void put_summary(isn_dossier *d, const isnad_link *link)
{
    isn_html *html = &d->html;
    isn_html_bdi(html, isn_dossier_outlet(d, link->b));
    isn_html_put(html, " ← ");
    isn_html_bdi(html, isn_dossier_outlet(d, link->a));
    isn_html_format(
        html, " <span class=\"badge\">%s, %s</span> <span class=\"n\">%d %%",
        isn_label_value(isnad_link_kind_text(link->kind), html->english),
        isn_label_value(isnad_link_form_text(link->form), html->english),
        (int)(100 * share_of(link) + 0.5));
    isn_html_put(html, "</span>");
}

void isn_dossier_pair(isn_dossier *d, const isnad_link *link)
{
    isn_html *html = &d->html;
    isnad_stretch *items;
    sides v = {html, d->docs[link->a], d->docs[link->b], NULL, 0};
    isnad_status status = isnad_link_compare(d->pile, link, &items, &v.count);
    v.items = items;
    if (status && !html->status) {
        html->status = status;
    }
    isn_html_put(html, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
                       "aria-label=\"");
    isn_html_label(html, ISN_LABEL_SIDES);
    isn_html_put(html, "\"><table>\n<thead><tr>");
    put_document(d, link->a);
    put_document(d, link->b);
    isn_html_put(html, "</tr></thead>\n<tbody>\n");
    put_rows(&v);
    isn_html_put(html, "</tbody>\n</table></div>");
    free(items);
}

/* Where it has no page of its own it stands folded below its summary. */
static void put_pair(isn_dossier *d, const isnad_link *link)
{
    isn_html *html = &d->html;
    if (html->site) {
        isn_html_put(html, "<p><a href=\"");
        isn_html_pair(html, link->a, link->b);
        isn_html_put(html, "\">");
        put_summary(d, link);
        isn_html_put(html, "</a></p>\n");
    } else {
        isn_html_put(html, "<details><summary>");
        put_summary(d, link);
        isn_html_put(html, "</summary>\n");
        isn_dossier_pair(d, link);
        isn_html_put(html, "</details>\n");
    }
}

void isn_dossier_sides(isn_dossier *d, const isnad_story *s, size_t n)
{
    isn_html *html = &d->html;
    if (s->link_count == 0) {
        return;
    }
    const isnad_link **best = nearest_sources(d, s);
    if (!best) {
        html->status = html->status ? html->status : ISNAD_NOMEM;
        return;
    }
    isn_part_begin(d, n, "sides", ISN_LABEL_SIDES);
    for (uint32_t i = 0, shown = 0; i < s->doc_count && shown < MOST_PAIRS;
         i++) {
        if (best[s->docs[i]]) {
            put_pair(d, best[s->docs[i]]);
            shown++;
        }
    }
    isn_part_end(d);
    free(best);
}
