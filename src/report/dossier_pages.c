/* Every page of the pile, its evidence marked where it stands, so that each
 * link of the dossier opens the article at the words. */
#include "report/dossier.h"

enum { DEEPEST = 16 };

typedef struct marker {
    isn_html *html;
    const isnad_doc *doc;
    const isnad_place *next, *end; /* places still to open */
    uint32_t open[DEEPEST];        /* ends of open marks */
    unsigned depth;
    uint32_t at;
} marker;

static void put_until(marker *m, uint32_t to)
{
    if (to > m->at) {
        isn_html_escape(m->html,
                        isnad_doc_words(m->doc, (isnad_span){m->at, to}));
        m->at = to;
    }
}

static void close_marks(marker *m, uint32_t to)
{
    while (m->depth > 0 && m->open[m->depth - 1] <= to) {
        put_until(m, m->open[--m->depth]);
        isn_html_put(m->html, "</mark>");
    }
}

/* The words of a block, its marks nested.  A mark that crosses the end of an
 * outer one ends with it: its link still opens at its first word. */
static void put_marked(marker *m, isnad_span span)
{
    m->at = span.begin;
    while (m->next < m->end && m->next->span.begin < span.begin) {
        m->next++; /* began in an earlier block, and was opened there */
    }
    for (; m->next < m->end && m->next->span.begin < span.end; m->next++) {
        isnad_place place = *m->next;
        close_marks(m, place.span.begin);
        put_until(m, place.span.begin);
        if (m->depth == DEEPEST) {
            continue;
        }
        uint32_t limit = m->depth ? m->open[m->depth - 1] : span.end;
        isn_html_put(m->html, "<mark id=\"");
        isn_html_place_id(m->html, place);
        isn_html_put(m->html, "\">");
        m->open[m->depth++] = place.span.end < limit ? place.span.end : limit;
    }
    close_marks(m, span.end);
    put_until(m, span.end);
}

static const char *tag_of(isnad_role role)
{
    switch (role) {
    case ISNAD_ROLE_TITLE:
        return "h4";
    case ISNAD_ROLE_SUBHEAD:
        return "h5";
    case ISNAD_ROLE_QUOTE:
        return "blockquote";
    default:
        return "p";
    }
}

static void put_block(marker *m, const isnad_block *block)
{
    const char *tag = tag_of(block->role);
    bool article = isnad_block_is_article(block);
    if (block->role == ISNAD_ROLE_META) {
        /* Values of markup are evidence too, but are not read as text. */
        if (m->next == m->end || m->next->span.begin >= block->span.end) {
            return;
        }
    } else if (block->role == ISNAD_ROLE_FURNITURE) {
        return;
    }
    isn_html_format(m->html, "<%s class=\"%s\">", tag,
                    article && block->role != ISNAD_ROLE_DECK
                        ? "text"
                        : isnad_role_text(block->role));
    isn_html_put(m->html, "<bdi>");
    put_marked(m, block->span);
    isn_html_format(m->html, "</bdi></%s>\n", tag);
}

static void put_citation(isn_dossier *d, uint32_t doc)
{
    isn_html *html = &d->html;
    isnad_fact url = isnad_doc_url(d->docs[doc]);
    isn_html_put(html, "<p class=\"cite\"><span class=\"src\">");
    isn_html_bdi(html, isn_dossier_outlet(d, doc));
    isn_html_put(html, "</span> ");
    isn_html_time(html, isn_dossier_day(d, doc));
    if (url.value) {
        isn_html_put(html, " <bdi dir=\"ltr\" class=\"url\">");
        isn_html_escape_text(html, url.value);
        isn_html_put(html, "</bdi>");
    }
    isn_html_put(html, "</p>\n<p class=\"cite\">");
    isn_html_label(html, ISN_LABEL_LOCAL_FILE);
    isn_html_put(html, ": <bdi dir=\"ltr\">");
    isn_html_escape_text(html, isnad_doc_path(d->docs[doc]));
    isn_html_put(html, "</bdi></p>\n<p class=\"cite hash\">");
    isn_html_label(html, ISN_LABEL_FILE_HASH);
    isn_html_put(html, ": <bdi dir=\"ltr\">");
    isn_html_put(html, isnad_doc_sha256(d->docs[doc]));
    isn_html_put(html, "</bdi></p>\n");
}

void isn_dossier_page(isn_dossier *d, uint32_t doc, const isnad_place *places,
                      size_t place_count)
{
    isn_html *html = &d->html;
    isnad_span title = isnad_doc_title(d->docs[doc]);
    isn_html_format(html,
                    "<article class=\"page\" id=\"d%u\" tabindex=\"-1\" "
                    "aria-labelledby=\"d%u-name\">\n",
                    doc, doc);
    if (!html->site) {
        isn_html_put(html, "<p class=\"close\"><a href=\"#main\">");
        isn_html_label(html, ISN_LABEL_CLOSE);
        isn_html_put(html, "</a></p>\n");
    }
    isn_html_format(html, "<h3 id=\"d%u-name\">", doc);
    if (isnad_span_empty(title)) {
        isn_html_bdi(html, isnad_doc_path(d->docs[doc]));
    } else {
        isn_html_bdi_view(html, isnad_doc_words(d->docs[doc], title));
    }
    isn_html_put(html, "</h3>\n");
    put_citation(d, doc);
    marker m = {.html = html,
                .doc = d->docs[doc],
                .next = places,
                .end = places + place_count};
    size_t count;
    const isnad_block *blocks = isnad_doc_blocks(d->docs[doc], &count);
    for (size_t i = 0; i < count; i++) {
        put_block(&m, &blocks[i]);
    }
    isn_html_put(html, "</article>\n");
}

void isn_dossier_pages(isn_dossier *d, const isn_evidence *evidence,
                       const uint32_t *pages, size_t page_count)
{
    isn_html_put(&d->html, "<section class=\"pages\" aria-labelledby=\"pages\">"
                           "\n<h2 id=\"pages\">");
    isn_html_label(&d->html, ISN_LABEL_ARTICLES);
    isn_html_put(&d->html, "</h2>\n");
    for (size_t i = 0; i < page_count; i++) {
        uint32_t doc = pages ? pages[i] : (uint32_t)i;
        size_t count;
        const isnad_place *places = isn_evidence_of(evidence, doc, &count);
        isn_dossier_page(d, doc, places, count);
    }
    isn_html_put(&d->html, "</section>\n");
}
