#include "report/dossier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "report/assets.h"
#include "report/fonts.h"
#include "report/others.h"

const char *isn_dossier_outlet(const isn_dossier *d, uint32_t doc)
{
    const char *outlet = isnad_doc_outlet(d->docs[doc]).value;
    return outlet ? outlet
                  : isn_label_text(ISN_LABEL_UNKNOWN_OUTLET, d->html.english);
}

const char *isn_dossier_day(const isn_dossier *d, uint32_t doc)
{
    const isnad_published *p = isnad_doc_published(d->docs[doc]);
    return p->time.value ? p->time.value : p->best;
}

static void put_head(isn_dossier *d, const char *title)
{
    isn_html *html = &d->html;
    isn_html_put(html, "<!doctype html>\n<html lang=\"");
    isn_html_put(html, html->english ? "en\" dir=\"ltr" : "ar\" dir=\"rtl");
    isn_html_put(html, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\""
                       "default-src 'none'; style-src 'unsafe-inline'; "
                       "font-src data:\">\n"
                       "<meta name=\"viewport\" "
                       "content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n"
                       "<title>");
    isn_html_escape_text(html, title);
    isn_html_put(html, "</title>\n<style>\n");
    for (unsigned i = 0; i < ISN_FONTS; i++) {
        isn_font_face(html, &isn_fonts[i], "data:font/woff2;base64,",
                      isn_fonts[i].base64, "");
    }
    isn_html_put(html, isn_asset_dossier_css);
    isn_html_put(html, "</style>\n</head>\n");
}

void isn_dossier_count(isn_html *html, isn_label label, size_t count)
{
    isn_html_put(html, "<span class=\"count\">");
    isn_html_label(html, label);
    isn_html_format(html, " <b>%zu</b></span>", count);
}

static uint32_t copies_in(const isn_dossier *d, const isnad_story *s)
{
    size_t count;
    const isnad_link *links = isnad_pile_links(d->pile, &count);
    uint32_t copies = 0;
    for (uint32_t i = 0; i < s->link_count; i++) {
        copies += links[s->links[i]].kind == ISNAD_LINK_COPY;
    }
    return copies;
}

uint32_t isn_dossier_some(isn_dossier *d, uint32_t count)
{
    bool cut = d->most > 0 && count > d->most;
    d->cut |= cut;
    return cut ? d->most : count;
}

void isn_dossier_title(isn_dossier *d, const isnad_story *s)
{
    if (s->title) {
        isn_html_bdi(&d->html, s->title);
    } else {
        isn_html_label(&d->html, ISN_LABEL_NO_TITLE);
    }
}

void isn_dossier_facts(isn_dossier *d, const isnad_story *s)
{
    isn_html *html = &d->html;
    isn_html_put(html, "<p class=\"facts\">");
    if (s->from) {
        isn_html_time(html, s->from);
        if (s->to && strcmp(s->to, s->from) != 0) {
            isn_html_put(html, " – ");
            isn_html_time(html, s->to);
        }
        isn_html_put(html, " ");
    }
    isn_dossier_count(html, ISN_LABEL_ORIGINS, s->origin_count);
    isn_dossier_count(html, ISN_LABEL_DOCUMENTS, s->doc_count);
    isn_dossier_count(html, ISN_LABEL_COPIES, copies_in(d, s));
    isn_dossier_count(html, ISN_LABEL_STATEMENTS, s->row_count);
    isn_html_put(html, "</p>\n");
}

void isn_dossier_story(isn_dossier *d, const isnad_story *s, size_t n)
{
    isn_html_format(&d->html,
                    "<section class=\"story\" id=\"s%zu\" "
                    "aria-labelledby=\"s%zu-title\">\n<h2 id=\"s%zu-title\">",
                    n, n, n);
    isn_dossier_title(d, s);
    isn_html_put(&d->html, "</h2>\n");
    isn_dossier_facts(d, s);
    isn_dossier_ledger(d, s, n);
    isn_dossier_figures(d, s, n);
    isn_dossier_agreements(d, s, n);
    isn_dossier_differences(d, s, n);
    isn_dossier_timeline(d, s, n);
    isn_dossier_map(d, s, n);
    isn_dossier_chain_graph(d, s, n);
    isn_dossier_speakers(d, s, n);
    isn_dossier_lost(d, s, n);
    isn_dossier_versions(d, s, n);
    isn_dossier_sides(d, s, n);
    isn_dossier_labels(d, s, n);
    isn_dossier_sources(d, s, n);
    isn_dossier_names(d, s, n);
    isn_html_put(&d->html, "</section>\n");
}

static void put_contents(isn_dossier *d, const isnad_story *stories,
                         size_t count)
{
    isn_html *html = &d->html;
    isn_html_put(html, "<nav class=\"contents\" aria-label=\"");
    isn_html_label(html, ISN_LABEL_CONTENTS);
    isn_html_put(html, "\">\n<ol>\n");
    for (size_t i = 0; i < count; i++) {
        isn_html_format(html, "<li><a href=\"#s%zu\">", i);
        isn_dossier_title(d, &stories[i]);
        isn_html_put(html, "</a>");
        isn_dossier_facts(d, &stories[i]);
        isn_html_put(html, "</li>\n");
    }
    isn_html_put(html, "</ol>\n</nav>\n");
}

/* Pages in other languages: how many of each, then which. */
static void put_others(isn_dossier *d, const isnad_report_options *options)
{
    isn_html *html = &d->html;
    if (!options || options->other_count == 0) {
        return;
    }
    isn_html_put(html, "<details class=\"others\"><summary>");
    isn_html_label(html, ISN_LABEL_OTHER_LANGUAGES);
    isn_html_put(html, ": <bdi>");
    isn_others_counts(&html->buffer, options);
    isn_html_put(html, "</bdi></summary>\n<ul dir=\"ltr\">\n");
    for (size_t i = 0; i < options->other_count; i++) {
        isn_html_put(html, "<li>");
        isn_html_bdi(html, options->others[i].path);
        isn_html_put(html, "</li>\n");
    }
    isn_html_put(html, "</ul>\n</details>\n");
}

void isn_dossier_limits(isn_html *html)
{
    static const isn_label limits[] = {
        ISN_LABEL_LIMIT_CREDIT, ISN_LABEL_LIMIT_CHAIN, ISN_LABEL_LIMIT_FIRST,
        ISN_LABEL_LIMIT_WORDS};
    isn_html_put(html, "<footer class=\"limits\">\n");
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        isn_html_put(html, "<p>");
        isn_html_label(html, limits[i]);
        isn_html_put(html, "</p>\n");
    }
    isn_html_put(html, "</footer>\n");
}

/* Title, what is in it, and what was left out. */
static void put_mast(isn_dossier *d, const isnad_story *stories, size_t count,
                     size_t pages, const isnad_report_options *options)
{
    isn_html *html = &d->html;
    size_t origins = 0;
    for (size_t i = 0; i < count; i++) {
        origins += stories[i].origin_count;
    }
    isn_html_put(html, "<body>\n<a class=\"skip\" href=\"#main\">");
    isn_html_label(html, ISN_LABEL_SKIP);
    isn_html_put(html, "</a>\n<header class=\"mast\">\n<p class=\"brand\">"
                       "<bdi lang=\"ar\">إسناد</bdi></p>\n<h1>");
    isn_html_label(html, ISN_LABEL_PILE);
    isn_html_put(html, "</h1>\n<p class=\"facts\">");
    isn_dossier_count(html, ISN_LABEL_STORIES, count);
    isn_dossier_count(html, ISN_LABEL_DOCUMENTS, pages);
    isn_dossier_count(html, ISN_LABEL_ORIGINS, origins);
    isn_html_put(html, "</p>\n");
    put_others(d, options);
    isn_html_put(html, "</header>\n");
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The pages of a story, and those of other stories that share text with them;
 * malloc'ed. */
static uint32_t *pages_of(const isnad_pile *pile, const isnad_story *s,
                          size_t *count)
{
    size_t links, kept = 0;
    const isnad_link *all = isnad_pile_links(pile, &links);
    size_t most = s->doc_count + 2 * (size_t)s->link_count;
    uint32_t *pages = malloc((most + 1) * sizeof *pages);
    if (!pages) {
        return NULL;
    }
    memcpy(pages, s->docs, s->doc_count * sizeof *pages);
    for (uint32_t i = 0; i < s->link_count; i++) {
        pages[s->doc_count + 2 * i] = all[s->links[i]].a;
        pages[s->doc_count + 2 * i + 1] = all[s->links[i]].b;
    }
    isn_sort(pages, most, sizeof *pages, by_number);
    for (size_t i = 0; i < most; i++) {
        if (kept == 0 || pages[i] != pages[kept - 1]) {
            pages[kept++] = pages[i];
        }
    }
    *count = kept;
    return pages;
}

isnad_status isn_report_dossier_of(const isnad_pile *pile,
                                   const isnad_story *story,
                                   const isn_evidence *evidence,
                                   const isnad_report_options *options,
                                   isnad_sink sink)
{
    isn_dossier d = {.pile = pile};
    isn_html *html = &d.html;
    d.docs = isnad_pile_docs(pile, &d.doc_count);
    size_t count = 1;
    const isnad_story *stories =
        story ? story : isnad_pile_stories(pile, &count);
    size_t page_count = d.doc_count;
    uint32_t *pages = story ? pages_of(pile, story, &page_count) : NULL;
    if (story && !pages) {
        return ISNAD_NOMEM;
    }
    isn_html_begin(html, sink, options && options->english);
    put_head(&d, count == 1 && stories[0].title
                     ? stories[0].title
                     : isn_label_text(ISN_LABEL_PILE, html->english));
    put_mast(&d, stories, count, page_count, options);
    isn_html_put(html, "<main id=\"main\">\n");
    isn_dossier_outline(&d, stories, count);
    if (count > 1) {
        put_contents(&d, stories, count);
    }
    for (size_t i = 0; i < count; i++) {
        isn_dossier_story(&d, &stories[i], i);
    }
    isn_html_put(html, "</main>\n");
    isn_dossier_pages(&d, evidence, pages, page_count);
    free(pages);
    isn_dossier_limits(html);
    isn_html_put(html, "</body>\n</html>\n");
    return isn_html_end(html);
}

isnad_status isn_report_dossier(const isnad_pile *pile,
                                const isnad_report_options *options,
                                isnad_sink sink)
{
    isn_evidence evidence;
    isnad_status status = isn_evidence_collect(pile, &evidence);
    if (!status) {
        status = isn_report_dossier_of(pile, NULL, &evidence, options, sink);
    }
    isn_evidence_free(&evidence);
    return status;
}
