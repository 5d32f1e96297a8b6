/* The search, with what narrows it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "core/docdata.h"
#include "report/dossier_parts.h"
#include "serve/seek.h"
#include "serve/web.h"

static void put_field(isn_web *web, const char *name, isn_label label)
{
    isn_html *html = &web->d.html;
    isn_html_format(html, "<p><label for=\"%s\">", name);
    isn_html_label(html, label);
    isn_html_format(html,
                    "</label>\n<input id=\"%s\" name=\"%s\" dir=\"auto\" "
                    "maxlength=\"300\" value=\"",
                    name, name);
    isn_html_escape_text(html, isn_target_value(web->target, name));
    isn_html_put(html, "\"></p>\n");
}

static void put_form(isn_web *web)
{
    static const struct {
        const char *value;
        isn_label label;
    } orders[] = {{"", ISN_LABEL_BY_NEARNESS}, {"newest", ISN_LABEL_BY_DAY}};
    isn_html *html = &web->d.html;
    const char *order = isn_target_value(web->target, "order");
    isn_html_put(html, "<form method=\"get\" role=\"search\" action=\"");
    isn_html_put(html, html->site->base);
    isn_html_put(html, "/search\">\n");
    put_field(web, "q", ISN_LABEL_SOUGHT);
    put_field(web, "said_by", ISN_LABEL_SPEAKER);
    isn_html_put(html, "<p><label for=\"order\">");
    isn_html_label(html, ISN_LABEL_ORDER);
    isn_html_put(html, "</label>\n<select id=\"order\" name=\"order\">\n");
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        bool here = order && strcmp(order, orders[i].value) == 0;
        isn_html_format(html, "<option value=\"%s\"%s>", orders[i].value,
                        here ? " selected" : "");
        isn_html_label(html, orders[i].label);
        isn_html_put(html, "</option>\n");
    }
    isn_html_put(html, "</select></p>\n<button>");
    isn_html_label(html, ISN_LABEL_LOOK_UP);
    isn_html_put(html, "</button>\n</form>\n");
}

/* ---- hits --------------------------------------------------------------- */

/* Words of the page, the sought ones marked. */
static void put_passage(isn_web *web, const isnad_found *f)
{
    isn_html *html = &web->d.html;
    isnad_span passage = isnad_found_passage(f);
    uint32_t at = passage.begin;
    isn_html_put(html, "<bdi>");
    for (size_t i = 0; i < f->mark_count; i++) {
        isnad_span mark = f->marks[i];
        if (mark.begin < at || mark.end > passage.end) {
            continue;
        }
        isn_html_escape(html, (isnad_view){f->doc->text + at, mark.begin - at});
        isn_html_put(html, "<mark>");
        isn_html_escape(html, isnad_doc_words(f->doc, mark));
        isn_html_put(html, "</mark>");
        at = mark.end;
    }
    isn_html_escape(html, (isnad_view){f->doc->text + at, passage.end - at});
    isn_html_put(html, "</bdi>");
}

/* The article that the pages show of it, or -1: it is not among them. */
static long article_of(const isn_web *web, const isnad_found *f)
{
    char name[ISN_SITE_ARTICLE_ROOM];
    isn_site_article_name(name, f->doc);
    return isn_site_article(web->site, name);
}

static void put_title(isn_web *web, const isnad_found *f, long doc)
{
    isn_html *html = &web->d.html;
    isnad_view title = isnad_doc_words(f->doc, isnad_doc_title(f->doc));
    isn_html_put(html, "<h3>");
    if (doc >= 0) {
        isn_html_doc_link(html, (uint32_t)doc);
    }
    if (title.len > 0) {
        isn_html_bdi_view(html, title);
    } else {
        isn_html_label(html, ISN_LABEL_NO_TITLE);
    }
    isn_html_put(html, doc >= 0 ? "</a></h3>\n" : "</h3>\n");
}

static void put_who(isn_web *web, const isnad_found *f)
{
    isn_html *html = &web->d.html;
    if (f->hit.statement >= f->doc->statements.count) {
        return;
    }
    const isnad_statement *s = &f->doc->statements.items[f->hit.statement];
    isn_html_put(html, "<p class=\"who\">");
    if (s->speaker.entity) {
        isn_html_bdi(html, s->speaker.entity);
    } else {
        isn_html_label(html, ISN_LABEL_NOBODY);
    }
    isn_html_put(html, " <span class=\"rel\">");
    isn_html_put(html, isn_label_value(s->source_kind, html->english));
    isn_html_put(html, "</span></p>\n");
}

static void put_hit(isn_web *web, const isnad_found *f)
{
    isn_html *html = &web->d.html;
    long doc = article_of(web, f);
    const char *outlet = isnad_doc_outlet(f->doc).value;
    isn_html_put(html, "<li>");
    put_title(web, f, doc);
    isn_html_put(html, "<p class=\"facts\"><span>");
    isn_html_bdi(
        html, outlet ? outlet
                     : isn_label_text(ISN_LABEL_UNKNOWN_OUTLET, html->english));
    isn_html_put(html, "</span> ");
    isn_html_time(html, isnad_doc_published(f->doc)->best);
    isn_html_put(html, "</p>\n");
    put_who(web, f);
    isn_html_put(html, "<p>");
    put_passage(web, f);
    isn_html_put(html, "</p></li>\n");
}

/* ---- facets ------------------------------------------------------------- */

/* The first and the last day of a month, 2023-03; false: it is none. */
static bool days_of(const char *month, char *first, char *last)
{
    char day[ISN_ISO_DAY];
    snprintf(day, sizeof day, "%.7s-01", month);
    int32_t begin = isn_iso_parse(day);
    if (strlen(month) != 7 || begin == ISNAD_NO_DAY) {
        return false;
    }
    isn_iso_day(begin, first);
    isn_iso_day(isn_add_months(begin, 1) - 1, last);
    return true;
}

/* Does the facet `name` set this parameter anew? */
static bool is_set(const char *name, const char *other)
{
    return strcmp(other, "page") == 0 || strcmp(other, name) == 0 ||
           (strcmp(name, "from") == 0 && strcmp(other, "to") == 0);
}

/* The same question, narrowed by a facet, on its first page. */
static void put_narrowed(isn_web *web, const char *name, const char *value)
{
    isn_html *html = &web->d.html;
    char first[ISN_ISO_DAY], last[ISN_ISO_DAY];
    isn_html_put(html, "<a href=\"");
    isn_html_put(html, html->site->base);
    if (strcmp(name, "from") == 0 && days_of(value, first, last)) {
        isn_html_format(html, "/search?from=%s&amp;to=%s", first, last);
    } else {
        isn_html_format(html, "/search?%s=", name);
        isn_html_url(html, value);
    }
    for (unsigned i = 0; i < web->target->parameter_count; i++) {
        const char *other = web->target->parameters[i].name;
        if (!is_set(name, other) && web->target->parameters[i].value[0]) {
            isn_html_put(html, "&amp;");
            isn_html_url(html, other);
            isn_html_put(html, "=");
            isn_html_url(html, web->target->parameters[i].value);
        }
    }
    isn_html_put(html, "\">");
}

static void put_facet(isn_web *web, const isnad_facet *f)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<li>");
    put_narrowed(web, isn_seek_parameter(f->kind), f->value);
    if (f->kind == ISNAD_FACET_MONTH) {
        isn_html_time(html, f->value);
    } else {
        isn_html_bdi(html, f->kind == ISNAD_FACET_KIND
                               ? isn_label_value(f->value, html->english)
                               : f->value);
    }
    isn_html_format(html, "</a> <small class=\"num\">%u</small></li>\n",
                    f->count);
}

static void put_facets(isn_web *web, const isnad_found_list *list)
{
    static const isn_label labels[ISNAD_FACET_COUNT] = {
        ISN_LABEL_PER,    ISN_LABEL_LOC,  ISN_LABEL_ORG,        ISN_LABEL_ROLE,
        ISN_LABEL_OUTLET, ISN_LABEL_DATE, ISN_LABEL_SOURCE_KIND};
    isn_html *html = &web->d.html;
    isn_html_put(html, "<div class=\"facets\">\n");
    for (size_t i = 0; i < list->facet_count; i++) {
        const isnad_facet *f = &list->facets[i];
        if (i == 0 || list->facets[i - 1].kind != f->kind) {
            isn_html_put(html, i ? "</ul>\n<h3>" : "<h3>");
            isn_html_label(html, labels[f->kind]);
            isn_html_put(html, "</h3>\n<ul>\n");
        }
        put_facet(web, f);
    }
    isn_html_put(html, list->facet_count ? "</ul>\n</div>\n" : "</div>\n");
}

/* ---- the page ----------------------------------------------------------- */

static void put_results(isn_web *web, const isn_seek *seek)
{
    isn_html *html = &web->d.html;
    const isnad_found_list *list = &seek->list;
    isn_html_put(html, "<p role=\"status\" class=\"facts\">");
    isn_dossier_count(html, list->more ? ISN_LABEL_FOUND_MORE : ISN_LABEL_FOUND,
                      (size_t)list->total);
    isn_html_put(html, "</p>\n<div class=\"reader\">\n<ol class=\"hits\">\n");
    for (size_t i = 0; i < list->count; i++) {
        put_hit(web, &list->items[i]);
    }
    isn_html_put(html, "</ol>\n");
    put_facets(web, list);
    isn_html_put(html, "</div>\n");
    size_t pages = ((size_t)list->total + ISN_SEEK_HITS - 1) / ISN_SEEK_HITS;
    isn_slice slice = {.page = seek->page,
                       .pages = pages > 0 ? (unsigned)pages : 1};
    isn_web_pager(web, &slice);
}

int isn_web_search(isn_web *web)
{
    isn_html *html = &web->d.html;
    isn_seek seek = {.page = 1};
    if (!web->site->store) {
        return ISN_HTTP_NOT_FOUND;
    }
    bool asks = isn_seek_asks(web->target);
    isnad_status status =
        asks ? isn_seek_run(web->site, web->target, &seek) : ISNAD_OK;
    web->reply->caching = isn_caching_none; /* the store may grow */
    isn_web_begin(web, ISN_LABEL_SEARCH, NULL);
    isn_web_heading(web, ISN_LABEL_SEARCH);
    put_form(web);
    if (seek.reason[0]) {
        isn_html_put(html, "<p role=\"status\" lang=\"en\" dir=\"ltr\">");
        isn_html_bdi(html, seek.reason);
        isn_html_put(html, "</p>\n");
    } else if (asks && !status) {
        put_results(web, &seek);
    }
    status = seek.reason[0] ? ISNAD_OK : status;
    html->status = html->status ? html->status : status;
    isn_seek_free(&seek);
    isn_web_end(web);
    return ISN_HTTP_OK;
}
