/* The stories, one story, one article. */
#include <stdlib.h>
#include <string.h>

#include "report/dossier_parts.h"
#include "serve/web.h"

/* ---- all stories -------------------------------------------------------- */

/* One way to order the list; the one that is shown is no link. */
static void put_order(isn_web *web, const char *path, isn_label label,
                      bool here)
{
    if (here) {
        isn_html_put(&web->d.html, "<b aria-current=\"true\">");
        isn_html_label(&web->d.html, label);
        isn_html_put(&web->d.html, "</b> ");
    } else {
        isn_web_link(web, path);
        isn_html_label(&web->d.html, label);
        isn_html_put(&web->d.html, "</a> ");
    }
}

/* Nothing to show yet: how to begin. */
static void put_empty(isn_web *web)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<p role=\"status\">");
    isn_html_label(html, ISN_LABEL_EMPTY_PILE);
    isn_html_put(html, "</p>\n");
    if (web->site->work) {
        isn_html_put(html, "<p>");
        isn_web_link(web, "/add");
        isn_html_label(html, ISN_LABEL_ADD);
        isn_html_put(html, "</a></p>\n");
    }
    isn_web_end(web);
}

int isn_web_stories(isn_web *web)
{
    const isn_site *site = web->site;
    isn_html *html = &web->d.html;
    isn_slice slice;
    const char *order = isn_target_value(web->target, "order");
    bool by_day = order && strcmp(order, "day") == 0;
    if (!isn_web_slice(web->target, site->story_count, &slice)) {
        return ISN_HTTP_NOT_FOUND;
    }
    isn_web_begin(web, ISN_LABEL_STORIES, NULL);
    isn_web_heading(web, ISN_LABEL_STORIES);
    isn_html_put(html, "<p class=\"facts\">");
    isn_dossier_count(html, ISN_LABEL_STORIES, site->story_count);
    isn_dossier_count(html, ISN_LABEL_DOCUMENTS, site->doc_count);
    isn_html_put(html, "</p>\n");
    if (site->doc_count == 0) {
        put_empty(web);
        return ISN_HTTP_OK;
    }
    isn_html_put(html, "<p class=\"orders\">");
    put_order(web, "/", ISN_LABEL_BY_ORIGINS, !by_day);
    put_order(web, "/?order=day", ISN_LABEL_BY_DAY, by_day);
    isn_html_put(html, "</p>\n<div class=\"contents\">\n<ol>\n");
    for (size_t i = slice.first; i < slice.end; i++) {
        uint32_t story = (by_day ? site->by_day : site->by_origins)[i];
        isn_html_put(html, "<li>");
        isn_web_story_link(web, story);
        isn_dossier_facts(&web->d, &site->stories[story]);
        isn_html_put(html, "</li>\n");
    }
    isn_html_put(html, "</ol>\n</div>\n");
    isn_web_pager(web, &slice);
    isn_web_end(web);
    return ISN_HTTP_OK;
}

/* ---- one story ---------------------------------------------------------- */

/* The story as one file, which needs no server. */
static void put_download(isn_web *web, const isnad_story *s)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<p class=\"orders\"><a href=\"");
    isn_html_put(html, html->site->base);
    isn_html_format(html, "/dossier/%s\" download=\"isnad-%s.html\">", s->id,
                    s->id);
    isn_html_label(html, ISN_LABEL_DOSSIER);
    isn_html_format(html, "</a> <a href=\"/api/stories/%s\">JSON</a></p>\n",
                    s->id);
}

/* What a page shows of the lists of a story at most, so that it is there at
 * once: rows of the ledger go on over pages, of other lists the file that can
 * be taken along has the rest. */
enum { MOST_ROWS = 400, MOST_ITEMS = 60, MOST_INNER = 40, MOST_LINKS = 40 };

static uint32_t at_most(uint32_t count, uint32_t most)
{
    return count < most ? count : most;
}

/* The beginnings of its lists, which keep their numbers. */
static isnad_story shortened(const isnad_story *s)
{
    isnad_story shown = *s;
    shown.row_count = at_most(s->row_count, MOST_ROWS);
    shown.link_count = at_most(s->link_count, MOST_LINKS);
    shown.slot_count = at_most(s->slot_count, MOST_ITEMS);
    shown.actor_count = at_most(s->actor_count, 2 * MOST_ITEMS);
    shown.origin_count = at_most(s->origin_count, MOST_ITEMS);
    shown.agreement_count = at_most(s->agreement_count, MOST_ITEMS);
    shown.difference_count = at_most(s->difference_count, MOST_ITEMS);
    shown.label_count = at_most(s->label_count, MOST_ITEMS);
    shown.lost_count = at_most(s->lost_count, MOST_ITEMS);
    shown.revision_count = at_most(s->revision_count, MOST_ITEMS);
    shown.moment_count = at_most(s->moment_count, MOST_ITEMS);
    return shown;
}

/* That there is more of it, where a list was cut. */
static void put_rest(isn_web *web, const isnad_story *s,
                     const isnad_story *shown)
{
    if (web->d.cut || memcmp(s, shown, sizeof *s) != 0) {
        isn_html_put(&web->d.html, "<p class=\"hint\" role=\"note\">");
        isn_html_label(&web->d.html, ISN_LABEL_LARGE_STORY);
        isn_html_put(&web->d.html, "</p>\n");
    }
}

/* A later part of the ledger. */
static void put_rows(isn_web *web, const isnad_story *s, const isn_slice *rows)
{
    isn_html *html = &web->d.html;
    uint32_t numbers[MOST_ROWS], count = 0;
    for (size_t i = rows->first; i < rows->end; i++) {
        numbers[count++] = (uint32_t)i;
    }
    isn_html_put(html, "<h2 class=\"title\">");
    isn_web_story_link(web, (uint32_t)(s - web->site->stories));
    isn_html_put(html, "</h2>\n<div class=\"ledger\">\n");
    isn_dossier_rows(&web->d, s, 0, numbers, count);
    isn_html_put(html, "</div>\n");
}

int isn_web_story(isn_web *web)
{
    long found = isn_site_story(web->site, web->target->segments[2]);
    if (found < 0) {
        return ISN_HTTP_NOT_FOUND;
    }
    const isnad_story *s = &web->site->stories[found];
    isn_slice rows;
    if (!isn_web_slice_of(web->target, s->row_count, MOST_ROWS, &rows)) {
        return ISN_HTTP_NOT_FOUND;
    }
    isnad_story shown = shortened(s);
    isn_web_begin(web, ISN_LABEL_STORY, s->title);
    put_download(web, s);
    web->d.most = MOST_INNER;
    if (rows.page == 1) {
        isn_dossier_outline(&web->d, &shown, 1);
        isn_dossier_story(&web->d, &shown, 0); /* ids outlive the pile */
        put_rest(web, s, &shown);
    } else {
        put_rows(web, s, &rows);
    }
    isn_web_pager(web, &rows);
    isn_web_end(web);
    return ISN_HTTP_OK;
}

/* ---- one article -------------------------------------------------------- */

/* What is marked in it: what any view links to, and each of its statements
 * with the words that prove its hops. */
static isnad_status gather(const isn_web *web, uint32_t doc, isn_evidence *all)
{
    size_t count;
    const isnad_place *places =
        isn_evidence_of(&web->site->evidence, doc, &count);
    *all = (isn_evidence){0};
    for (size_t i = 0; i < count; i++) {
        isn_evidence_add(all, places[i]);
    }
    const isnad_statement *said =
        isnad_doc_statements(web->d.docs[doc], &count);
    for (size_t i = 0; i < count; i++) {
        isn_evidence_add(all, (isnad_place){doc, said[i].span});
        for (uint32_t k = 0; k < said[i].chain_count; k++) {
            isn_evidence_add(all, (isnad_place){doc, said[i].chain[k].cue});
        }
    }
    isn_evidence_sort(all);
    return all->failed ? ISNAD_NOMEM : ISNAD_OK;
}

/* Who said it: as the story has it, where its ledger tells it. */
static void put_speaker(isn_web *web, const isnad_statement *s,
                        const isn_ref *row)
{
    const char *name =
        row ? web->site->stories[row->story].rows[row->item].speaker : NULL;
    if (name) {
        isn_html_person(&web->d.html, name);
    } else if (s->speaker.entity) {
        isn_html_bdi(&web->d.html, s->speaker.entity);
    } else {
        isn_html_label(&web->d.html, ISN_LABEL_NOBODY);
    }
}

static void put_row_link(isn_web *web, const isn_ref *row)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<p class=\"chain\"><a href=\"");
    isn_html_put(html, html->site->base);
    isn_html_format(html, "/story/%s", web->site->stories[row->story].id);
    if (row->item >= MOST_ROWS) {
        isn_html_format(html, "?page=%u", row->item / MOST_ROWS + 1);
    }
    isn_html_format(html, "#s0-r%u\">", row->item);
    isn_html_label(html, ISN_LABEL_LEDGER);
    isn_html_put(html, "</a></p>");
}

static void put_statement(isn_web *web, uint32_t doc, const isnad_statement *s,
                          const isn_ref *row)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<li><p class=\"who\">");
    put_speaker(web, s, row);
    if (s->stance == ISNAD_DENIES) {
        isn_part_badge(&web->d, "denies",
                       isn_label_text(ISN_LABEL_DENIES, html->english));
    } else if (s->stance == ISNAD_HEDGES) {
        isn_part_badge(&web->d, "hedges",
                       isn_label_text(ISN_LABEL_HEDGES, html->english));
    }
    isn_html_put(html, "</p>\n<p>");
    isn_part_words(&web->d, (isnad_place){doc, s->span});
    isn_html_put(html, "</p>\n<p>");
    isn_part_chain(&web->d, doc, s->chain, s->chain_count);
    isn_html_put(html, "</p>");
    if (row) {
        put_row_link(web, row);
    }
    isn_html_put(html, "</li>\n");
}

static void put_statements(isn_web *web, uint32_t doc)
{
    isn_html *html = &web->d.html;
    size_t count;
    const isnad_statement *said =
        isnad_doc_statements(web->d.docs[doc], &count);
    isn_html_put(html, "<section class=\"beside\" aria-labelledby=\"said\">\n"
                       "<h3 id=\"said\">");
    isn_html_label(html, ISN_LABEL_WHO_SPOKE);
    isn_html_put(html, "</h3>\n<ol>\n");
    for (size_t i = 0; i < count; i++) {
        put_statement(web, doc, &said[i],
                      isn_site_row(web->site, doc, (uint32_t)i));
    }
    isn_html_put(html, "</ol>\n</section>\n");
}

int isn_web_article(isn_web *web)
{
    long found = isn_site_article(web->site, web->target->segments[2]);
    if (found < 0) {
        return ISN_HTTP_NOT_FOUND;
    }
    uint32_t doc = (uint32_t)found, story = web->site->story_of[doc];
    isn_html *html = &web->d.html;
    isnad_view title =
        isnad_doc_words(web->d.docs[doc], isnad_doc_title(web->d.docs[doc]));
    isn_buffer name;
    isn_buffer_init(&name, title.len);
    isn_buffer_add(&name, title.data, title.len);
    isn_web_begin(web, ISN_LABEL_ARTICLE, title.len > 0 ? name.data : NULL);
    isn_buffer_free(&name);
    isn_web_heading(web, ISN_LABEL_ARTICLE);
    if (story != ISN_NO_STORY) {
        isn_html_put(html, "<p class=\"path\">");
        isn_html_label(html, ISN_LABEL_IN_STORY);
        isn_html_put(html, ": ");
        isn_web_story_link(web, story);
        isn_html_put(html, "</p>\n");
    }
    isn_evidence places;
    isnad_status status = gather(web, doc, &places);
    isn_html_put(html, "<div class=\"reader\">\n");
    isn_dossier_page(&web->d, doc, places.items, places.count);
    put_statements(web, doc);
    isn_html_put(html, "</div>\n");
    isn_evidence_free(&places);
    html->status = html->status ? html->status : status;
    isn_web_end(web);
    return ISN_HTTP_OK;
}
