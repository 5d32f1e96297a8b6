/* What all pages share: head, navigation, foot, lists over several pages. */
#include <stdio.h>
#include <string.h>

#include "serve/web.h"

static void put_head(isn_web *web, const char *label, const char *title)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<!doctype html>\n<html lang=\"");
    isn_html_put(html, html->english ? "en\" dir=\"ltr" : "ar\" dir=\"rtl");
    isn_html_put(html, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" "
                       "content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n"
                       "<link rel=\"stylesheet\" href=\"/assets/style.css\">\n"
                       "<link rel=\"icon\" href=\"/assets/icon.svg\">\n"
                       "<script src=\"/assets/site.js\" defer></script>\n"
                       "<link rel=\"alternate\" "
                       "type=\"application/atom+xml\" href=\"");
    isn_html_put(html, html->site->base);
    isn_html_put(html, "/changes.atom\">\n");
    if (web->again) {
        isn_html_put(html, "<noscript><meta http-equiv=\"refresh\" "
                           "content=\"2\"></noscript>\n");
    }
    isn_html_put(html, "<title>");
    isn_html_escape_text(html, title ? title : label);
    isn_html_put(html, " · ");
    isn_html_put(html, html->english ? "isnad" : "إسناد");
    isn_html_put(html, "</title>\n</head>\n");
}

void isn_web_link(isn_web *web, const char *path)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<a href=\"");
    isn_html_put(html, html->site->base);
    isn_html_put(html, path);
    isn_html_put(html, "\">");
}

void isn_web_story_link(isn_web *web, uint32_t story)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<a href=\"");
    isn_html_put(html, html->site->base);
    isn_html_put(html, "/story/");
    isn_html_put(html, web->site->stories[story].id);
    isn_html_put(html, "\">");
    isn_dossier_title(&web->d, &web->site->stories[story]);
    isn_html_put(html, "</a>");
}

/* The same page with the other labels. */
static void put_tongue(isn_web *web)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<li class=\"tongue\"><a href=\"");
    isn_html_put(html, html->english ? "/ar" : "/en");
    isn_html_escape_text(html, web->rest);
    isn_html_put(html, html->english ? "\" lang=\"ar\" hreflang=\"ar\">"
                                     : "\" lang=\"en\" hreflang=\"en\">");
    isn_html_label(html, ISN_LABEL_OTHER_TONGUE);
    isn_html_put(html, "</a></li>\n");
}

/* What only a store has. */
static bool is_there(const isn_site *site, isn_label label)
{
    return label == ISN_LABEL_SEARCH ? site->store != NULL
           : label == ISN_LABEL_ADD  ? site->work != NULL
                                     : true;
}

static void put_navigation(isn_web *web)
{
    static const struct {
        const char *path;
        isn_label label;
    } places[] = {
        {"/", ISN_LABEL_STORIES},        {"/people", ISN_LABEL_SPEAKERS},
        {"/places", ISN_LABEL_PLACES},   {"/figures", ISN_LABEL_FIGURES},
        {"/sources", ISN_LABEL_OUTLETS}, {"/copies", ISN_LABEL_COPIES},
        {"/claim", ISN_LABEL_TRACE},     {"/search", ISN_LABEL_SEARCH},
        {"/changes", ISN_LABEL_CHANGES}, {"/add", ISN_LABEL_ADD},
    };
    isn_html *html = &web->d.html;
    isn_html_put(html, "<nav class=\"site\" aria-label=\"");
    isn_html_label(html, ISN_LABEL_CONTENTS);
    isn_html_put(html, "\">\n<ul>\n");
    size_t len = strcspn(web->rest, "?");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (!is_there(web->site, places[i].label)) {
            continue;
        }
        bool here = web->target && strlen(places[i].path) == len &&
                    strncmp(places[i].path, web->rest, len) == 0;
        isn_html_put(html, "<li><a href=\"");
        isn_html_put(html, html->site->base);
        isn_html_put(html, places[i].path);
        isn_html_put(html, here ? "\" aria-current=\"page\">" : "\">");
        isn_html_label(html, places[i].label);
        isn_html_put(html, "</a></li>\n");
    }
    put_tongue(web);
    isn_html_put(html, "</ul>\n</nav>\n");
}

void isn_web_begin(isn_web *web, isn_label label, const char *title)
{
    isn_html *html = &web->d.html;
    put_head(web, isn_label_text(label, html->english), title);
    isn_html_put(html, "<body class=\"site\">\n<a class=\"skip\" "
                       "href=\"#main\">");
    isn_html_label(html, ISN_LABEL_SKIP);
    isn_html_put(html, "</a>\n<header class=\"mast\">\n<p class=\"brand\">"
                       "<bdi lang=\"ar\">إسناد</bdi></p>\n<h1>");
    isn_html_label(html, ISN_LABEL_PILE);
    isn_html_put(html, "</h1>\n");
    put_navigation(web);
    isn_html_put(html, "</header>\n<main id=\"main\">\n");
}

void isn_web_end(isn_web *web)
{
    isn_html_put(&web->d.html, "</main>\n");
    isn_dossier_limits(&web->d.html);
    isn_html_put(&web->d.html, "</body>\n</html>\n");
}

void isn_web_heading(isn_web *web, isn_label label)
{
    isn_html_put(&web->d.html, "<h2 class=\"title\">");
    isn_html_label(&web->d.html, label);
    isn_html_put(&web->d.html, "</h2>\n");
}

/* ---- lists over several pages ------------------------------------------- */

bool isn_web_slice_of(const isn_target *target, size_t count, size_t size,
                      isn_slice *slice)
{
    unsigned page = isn_target_number(target, "page", 1);
    size_t pages = count > 0 ? (count + size - 1) / size : 1;
    if (page == 0 || page > pages) {
        return false;
    }
    size_t first = (page - 1) * size;
    *slice = (isn_slice){
        .first = first,
        .end = count - first < size ? count : first + size,
        .count = count,
        .page = page,
        .pages = (unsigned)pages,
    };
    return true;
}

bool isn_web_slice(const isn_target *target, size_t count, isn_slice *slice)
{
    return isn_web_slice_of(target, count, ISN_SLICE, slice);
}

/* The address of this page with another number. */
static void put_turn(isn_web *web, unsigned page, const char *relation,
                     isn_label label)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<a href=\"");
    isn_html_put(html, html->site->base);
    isn_html_format(html, "%.*s?page=%u", (int)strcspn(web->rest, "?"),
                    web->rest, page);
    for (unsigned i = 0; i < web->target->parameter_count; i++) {
        const char *name = web->target->parameters[i].name;
        if (strcmp(name, "page") != 0) {
            isn_html_put(html, "&amp;");
            isn_html_url(html, name);
            isn_html_put(html, "=");
            isn_html_url(html, web->target->parameters[i].value);
        }
    }
    isn_html_format(html, "\" rel=\"%s\">", relation);
    isn_html_label(html, label);
    isn_html_put(html, "</a> ");
}

void isn_web_pager(isn_web *web, const isn_slice *slice)
{
    isn_html *html = &web->d.html;
    if (slice->pages == 1) {
        return;
    }
    isn_html_put(html, "<nav class=\"pager\" aria-label=\"");
    isn_html_label(html, ISN_LABEL_PAGE_NUMBER);
    isn_html_put(html, "\">\n");
    if (slice->page > 1) {
        put_turn(web, slice->page - 1, "prev", ISN_LABEL_PREVIOUS);
    }
    isn_html_put(html, "<span>");
    isn_html_label(html, ISN_LABEL_PAGE_NUMBER);
    isn_html_format(html, " <bdi>%u / %u</bdi></span> ", slice->page,
                    slice->pages);
    if (slice->page < slice->pages) {
        put_turn(web, slice->page + 1, "next", ISN_LABEL_NEXT);
    }
    isn_html_put(html, "\n</nav>\n");
}
