/* What changed since the last look, as a page and as a feed; the story as a
 * file to take along. */
#include <stdio.h>
#include <string.h>

#include "report/dossier_parts.h"
#include "report/text_out.h"
#include "serve/web.h"

static isn_label label_of(isn_change_kind kind)
{
    static const isn_label labels[] = {
        ISN_LABEL_NEW_ORIGIN, ISN_LABEL_MOVED_FIGURE, ISN_LABEL_OTHER_QUOTE,
        ISN_LABEL_WITHDRAWN_FIGURE};
    return labels[kind];
}

size_t isn_web_count_since(const isn_site *site, const isn_target *target)
{
    const char *since = isn_target_value(target, "since");
    long doc = since ? isn_site_article(site, since) : -1;
    size_t count = 0;
    while (count < site->arrivals.count &&
           (doc < 0 || site->arrivals.rank[site->arrivals.items[count].doc] >
                           site->arrivals.rank[doc])) {
        count++;
    }
    return count;
}

/* ---- the page ----------------------------------------------------------- */

static void put_reading(isn_web *web, const isnad_reading *r)
{
    isn_html *html = &web->d.html;
    isn_html_link(html, r->place);
    isn_html_put(html, "<bdi class=\"bounds\" dir=\"ltr\">");
    isn_out_bounds(&html->buffer, r->low, r->high);
    isn_html_put(html, "</bdi></a>");
}

static void put_move(isn_web *web, const isnad_story *s,
                     const isn_change_of *change)
{
    isn_html *html = &web->d.html;
    const isnad_slot *slot = &s->slots[change->item];
    isn_part_slot(html, slot);
    isn_html_put(html, " ");
    put_reading(web, &slot->readings[change->was]);
    isn_html_put(html, html->english ? " → " : " ← ");
    put_reading(web, &slot->readings[change->now]);
}

static void put_wordings(isn_web *web, const isnad_row *row,
                         const isn_change_of *change)
{
    isn_html *html = &web->d.html;
    if (row->speaker) {
        isn_html_person(html, row->speaker);
        isn_html_put(html, ": ");
    }
    isn_part_words(&web->d, row->wordings[change->now].place);
    isn_html_put(html, "<br><small class=\"was\">");
    isn_part_words(&web->d, row->wordings[change->was].place);
    isn_html_put(html, "</small>");
}

static void put_change(isn_web *web, const isn_change_of *change)
{
    isn_html *html = &web->d.html;
    const isnad_story *s = &web->site->stories[change->story];
    isn_html_format(html, "<li><span class=\"rel %s\">",
                    isn_change_text(change->kind));
    isn_html_label(html, label_of(change->kind));
    isn_html_put(html, "</span> ");
    switch (change->kind) {
    case ISN_CHANGE_ORIGIN:
        isn_html_bdi(html, s->origins[change->item].name);
        break;
    case ISN_CHANGE_FIGURE:
    case ISN_CHANGE_WITHDRAWN:
        put_move(web, s, change);
        break;
    case ISN_CHANGE_QUOTE:
        put_wordings(web, &s->rows[change->item], change);
        break;
    }
    isn_html_put(html, "</li>\n");
}

static void put_arrival(isn_web *web, const isn_arrival *arrival)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<li><h3>");
    isn_web_story_link(web, arrival->story);
    isn_html_put(html, "</h3>\n<p class=\"facts\">");
    isn_part_source(&web->d, arrival->doc);
    isn_html_put(html, "</p>\n<ul class=\"changed\">\n");
    for (uint32_t i = 0; i < arrival->change_count; i++) {
        put_change(web, &arrival->changes[i]);
    }
    isn_html_put(html, "</ul></li>\n");
}

/* Where the next look goes on, and the feed. */
static void put_ways(isn_web *web, bool some_hidden)
{
    const isn_site *site = web->site;
    isn_html *html = &web->d.html;
    isn_html_put(html, "<p class=\"orders\">");
    if (site->doc_count > 0) {
        uint32_t newest = site->arrivals.order[site->doc_count - 1];
        isn_html_put(html, "<a class=\"seen\" href=\"");
        isn_html_put(html, html->site->base);
        isn_html_format(html, "/changes?since=%s\">", site->articles[newest]);
        isn_html_label(html, ISN_LABEL_ALL_SEEN);
        isn_html_put(html, "</a> ");
    }
    if (some_hidden) {
        isn_web_link(web, "/changes");
        isn_html_label(html, ISN_LABEL_ALL_CHANGES);
        isn_html_put(html, "</a> ");
    }
    isn_web_link(web, "/changes.atom");
    isn_html_label(html, ISN_LABEL_FEED);
    isn_html_put(html, "</a></p>\n");
}

int isn_web_changes(isn_web *web)
{
    const isn_arrivals *arrivals = &web->site->arrivals;
    isn_html *html = &web->d.html;
    size_t count = isn_web_count_since(web->site, web->target);
    isn_slice slice;
    if (!isn_web_slice(web->target, count, &slice)) {
        return ISN_HTTP_NOT_FOUND;
    }
    isn_web_begin(web, ISN_LABEL_CHANGES, NULL);
    isn_web_heading(web, ISN_LABEL_CHANGES);
    isn_html_put(html, "<p class=\"hint\">");
    isn_html_label(html, ISN_LABEL_CHANGES_HINT);
    isn_html_put(html, "</p>\n");
    put_ways(web, count < arrivals->count);
    if (count == 0) {
        isn_html_put(html, "<p role=\"status\">");
        isn_html_label(html, ISN_LABEL_NOTHING_NEW);
        isn_html_put(html, "</p>\n");
    } else {
        isn_html_put(html, "<ol class=\"arrivals\">\n");
        for (size_t i = slice.first; i < slice.end; i++) {
            put_arrival(web, &arrivals->items[i]);
        }
        isn_html_put(html, "</ol>\n");
    }
    isn_web_pager(web, &slice);
    isn_web_end(web);
    return ISN_HTTP_OK;
}

/* ---- the feed ----------------------------------------------------------- */

static void put_base(isn_web *web)
{
    isn_html_format(&web->d.html, "http://127.0.0.1:%u%s", web->site->port,
                    web->d.html.site->base);
}

/* A day as Atom wants it, at midnight of Greenwich where no hour is known. */
static void put_instant(isn_html *html, const char *day)
{
    static const char shape[] = "0000-00-00";
    size_t i = 0;
    while (day && shape[i] &&
           (shape[i] == '-' ? day[i] == '-' : day[i] >= '0' && day[i] <= '9')) {
        i++;
    }
    bool known = shape[i] == '\0';
    bool hour = known && strlen(day) == 16 && day[10] == 'T';
    isn_html_format(html, "<updated>%.10sT%s:00Z</updated>\n",
                    known ? day : "1970-01-01", hour ? day + 11 : "00:00");
}

static const char *best_day(const isn_web *web, uint32_t doc)
{
    const isnad_published *p = isnad_doc_published(web->site->docs[doc]);
    return p->best ? p->best : p->time.value;
}

static void put_summary(isn_web *web, const isn_change_of *change)
{
    isn_html *html = &web->d.html;
    const isnad_story *s = &web->site->stories[change->story];
    isn_html_label(html, label_of(change->kind));
    isn_html_put(html, ": ");
    if (change->kind == ISN_CHANGE_ORIGIN) {
        isn_html_escape_text(html, s->origins[change->item].name);
    } else if (change->kind == ISN_CHANGE_QUOTE) {
        isnad_place place = s->rows[change->item].wordings[change->now].place;
        isn_html_escape(
            html, isnad_doc_words(web->site->docs[place.doc], place.span));
    } else {
        const isnad_slot *slot = &s->slots[change->item];
        const isnad_reading *was = &slot->readings[change->was];
        const isnad_reading *now = &slot->readings[change->now];
        isn_html_escape_text(html, isn_label_value(slot->of, html->english));
        if (slot->part) {
            isn_html_put(html, " · ");
            isn_html_escape_text(html,
                                 isn_label_value(slot->part, html->english));
        }
        isn_html_put(html, " ");
        isn_out_bounds(&html->buffer, was->low, was->high);
        isn_html_put(html, html->english ? " → " : " ← ");
        isn_out_bounds(&html->buffer, now->low, now->high);
    }
    isn_html_put(html, "\n");
}

static void put_entry(isn_web *web, const isn_arrival *a)
{
    isn_html *html = &web->d.html;
    const isnad_story *s = &web->site->stories[a->story];
    const char *outlet = isn_dossier_outlet(&web->d, a->doc);
    isn_html_put(html, "<entry>\n<title>");
    isn_html_escape_text(
        html, s->title ? s->title
                       : isn_label_text(ISN_LABEL_NO_TITLE, html->english));
    isn_html_format(html, "</title>\n<id>urn:isnad:arrival:%s</id>\n",
                    web->site->articles[a->doc]);
    put_instant(html, best_day(web, a->doc));
    isn_html_put(html, "<author><name>");
    isn_html_escape_text(html, outlet);
    isn_html_put(html, "</name></author>\n<link rel=\"alternate\" "
                       "type=\"text/html\" href=\"");
    put_base(web);
    isn_html_format(html, "/article/%s\"/>\n", web->site->articles[a->doc]);
    for (uint32_t i = 0; i < a->change_count; i++) {
        isn_html_format(html, "<category term=\"%s\"/>\n",
                        isn_change_text(a->changes[i].kind));
    }
    isn_html_put(html, "<summary type=\"text\">");
    for (uint32_t i = 0; i < a->change_count; i++) {
        put_summary(web, &a->changes[i]);
    }
    isn_html_put(html, "</summary>\n</entry>\n");
}

int isn_web_feed(isn_web *web)
{
    const isn_arrivals *arrivals = &web->site->arrivals;
    isn_html *html = &web->d.html;
    size_t count = isn_web_count_since(web->site, web->target);
    count = count < ISN_SLICE ? count : ISN_SLICE;
    web->reply->type = "application/atom+xml";
    isn_html_format(html,
                    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                    "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
                    "xml:lang=\"%s\">\n<title>",
                    html->english ? "en" : "ar");
    isn_html_put(html, html->english ? "isnad · " : "إسناد · ");
    isn_html_label(html, ISN_LABEL_CHANGES);
    isn_html_put(html, "</title>\n<id>urn:isnad:changes</id>\n");
    put_instant(html, count > 0 ? best_day(web, arrivals->items[0].doc) : NULL);
    isn_html_put(html, "<link rel=\"self\" href=\"");
    put_base(web);
    isn_html_put(html, "/changes.atom\"/>\n<link rel=\"alternate\" "
                       "type=\"text/html\" href=\"");
    put_base(web);
    isn_html_put(html, "/changes\"/>\n");
    for (size_t i = 0; i < count; i++) {
        put_entry(web, &arrivals->items[i]);
    }
    isn_html_put(html, "</feed>\n");
    return ISN_HTTP_OK;
}

/* ---- a story to take along ---------------------------------------------- */

static isnad_status into_html(void *data, const char *bytes, size_t len)
{
    isn_html *html = data;
    isn_buffer_add(&html->buffer, bytes, len);
    return html->buffer.status;
}

int isn_web_dossier(isn_web *web)
{
    const isn_site *site = web->site;
    isnad_report_options options = {.english = web->d.html.english};
    const isnad_story *story = NULL;
    if (web->target->segment_count == 3) {
        long found = isn_site_story(site, web->target->segments[2]);
        if (found < 0) {
            return ISN_HTTP_NOT_FOUND;
        }
        story = &site->stories[found];
    }
    web->reply->file = "attachment";
    isnad_status status =
        isn_report_dossier_of(site->pile, story, &site->evidence, &options,
                              (isnad_sink){into_html, &web->d.html});
    web->d.html.status = web->d.html.status ? web->d.html.status : status;
    return ISN_HTTP_OK;
}
