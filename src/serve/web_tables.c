/* The figures, the outlets and the copies of the whole pile. */
#include <stdlib.h>
#include <string.h>

#include "report/dossier_parts.h"
#include "report/source_tally.h"
#include "report/text_out.h"
#include "serve/web.h"

static void put_number(isn_html *html, unsigned number)
{
    isn_html_format(html, "<td class=\"num\">%u</td>", number);
}

/* ---- figures ------------------------------------------------------------ */

typedef struct slots {
    const isnad_slot **items;
    uint32_t *stories;
    size_t count;
} slots;

/* Those of all stories that count `of`, NULL: all; the most independent
 * stories first.  False when out of memory. */
static bool gather_slots(const isn_site *site, const char *of, slots *all)
{
    size_t most = 0;
    for (size_t i = 0; i < site->story_count; i++) {
        most += site->stories[i].slot_count;
    }
    *all = (slots){malloc((most + 1) * sizeof *all->items),
                   malloc((most + 1) * sizeof *all->stories), 0};
    if (!all->items || !all->stories) {
        return false;
    }
    for (size_t i = 0; i < site->story_count; i++) {
        const isnad_story *s = &site->stories[site->by_origins[i]];
        for (uint32_t k = 0; k < s->slot_count; k++) {
            if (!of || (s->slots[k].of && strcmp(s->slots[k].of, of) == 0)) {
                all->items[all->count] = &s->slots[k];
                all->stories[all->count++] = site->by_origins[i];
            }
        }
    }
    return true;
}

static void put_bounds(isn_web *web, const isnad_reading *r)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<td class=\"num\">");
    if (r) {
        isn_html_link(html, r->place);
        isn_html_put(html, "<bdi class=\"bounds\" dir=\"ltr\">");
        isn_out_bounds(&html->buffer, r->low, r->high);
        isn_html_put(html, "</bdi></a> <small>");
        isn_html_time(html, r->as_of ? r->as_of : r->reported);
        isn_html_put(html, "</small>");
    }
    isn_html_put(html, "</td>");
}

static void put_slot(isn_web *web, const isnad_slot *slot, uint32_t story)
{
    isn_html *html = &web->d.html;
    const isnad_reading *first = NULL, *last = NULL;
    for (uint32_t i = 0; i < slot->reading_count; i++) {
        if (!slot->readings[i].earlier) {
            last = &slot->readings[i];
            first = first ? first : last;
        }
    }
    isn_html_put(html, "<tr><td>");
    isn_part_slot(html, slot);
    isn_html_put(html, "</td>");
    put_bounds(web, first);
    put_bounds(web, last);
    put_number(html, slot->reading_count);
    isn_html_put(html, "<td class=\"story\">");
    isn_web_story_link(web, story);
    isn_html_put(html, "</td></tr>\n");
}

/* Which of the usual roles to show. */
static void put_roles(isn_web *web, const char *chosen)
{
    static const char *const roles[] = {"killed",   "wounded",   "missing",
                                        "arrested", "displaced", "infected",
                                        "rescued",  "evacuated", "trapped"};
    isn_html *html = &web->d.html;
    isn_html_put(html, "<form method=\"get\" action=\"");
    isn_html_put(html, html->site->base);
    isn_html_put(html, "/figures\">\n<label for=\"of\">");
    isn_html_label(html, ISN_LABEL_FIGURE);
    isn_html_put(html, "</label>\n<select id=\"of\" name=\"of\">\n"
                       "<option value=\"\">");
    isn_html_label(html, ISN_LABEL_ALL);
    isn_html_put(html, "</option>\n");
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        bool here = chosen && strcmp(chosen, roles[i]) == 0;
        isn_html_format(html, "<option value=\"%s\"%s>", roles[i],
                        here ? " selected" : "");
        isn_html_put(html, isn_label_value(roles[i], html->english));
        isn_html_put(html, "</option>\n");
    }
    isn_html_put(html, "</select>\n<button>");
    isn_html_label(html, ISN_LABEL_SHOW);
    isn_html_put(html, "</button>\n</form>\n");
}

int isn_web_figures(isn_web *web)
{
    static const isn_label columns[] = {ISN_LABEL_FIGURE, ISN_LABEL_FIRST_SEEN,
                                        ISN_LABEL_LATEST, ISN_LABEL_READINGS,
                                        ISN_LABEL_STORY};
    const char *of = isn_target_value(web->target, "of");
    of = of && of[0] ? of : NULL;
    slots all;
    isn_slice slice;
    int code = ISN_HTTP_OK;
    if (!gather_slots(web->site, of, &all)) {
        web->d.html.status = ISNAD_NOMEM;
    } else if (!isn_web_slice(web->target, all.count, &slice)) {
        code = ISN_HTTP_NOT_FOUND;
    } else {
        isn_web_begin(web, ISN_LABEL_FIGURES, NULL);
        isn_web_heading(web, ISN_LABEL_FIGURES);
        put_roles(web, of);
        isn_part_table(&web->d, columns, sizeof columns / sizeof *columns);
        for (size_t i = slice.first; i < slice.end; i++) {
            put_slot(web, all.items[i], all.stories[i]);
        }
        isn_part_table_end(&web->d);
        isn_web_pager(web, &slice);
        isn_web_end(web);
    }
    free(all.items);
    free(all.stories);
    return code;
}

/* ---- outlets ------------------------------------------------------------ */

static void put_outlet(isn_web *web, const isn_tally *t)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<tr><td>");
    isn_html_bdi(html, t->outlet ? t->outlet
                                 : isn_label_text(ISN_LABEL_UNKNOWN_OUTLET,
                                                  html->english));
    isn_html_put(html, "</td>");
    put_number(html, t->documents);
    put_number(html, t->all);
    isn_html_put(html, "<td class=\"kinds\">");
    for (unsigned k = 0; k < ISN_SOURCE_KINDS; k++) {
        if (t->of_kind[k] > 0) {
            isn_html_put(html, "<span class=\"count\">");
            isn_html_put(html,
                         isn_label_value(isn_source_kinds[k], html->english));
            isn_html_format(html, " <b>%u</b></span> ", t->of_kind[k]);
        }
    }
    isn_html_put(html, "</td></tr>\n");
}

int isn_web_sources(isn_web *web)
{
    static const isn_label columns[] = {ISN_LABEL_OUTLET, ISN_LABEL_DOCUMENTS,
                                        ISN_LABEL_STATEMENTS,
                                        ISN_LABEL_SOURCE_KINDS};
    const isn_tallies *all = &web->site->outlets;
    isn_slice slice;
    if (!isn_web_slice(web->target, all->count, &slice)) {
        return ISN_HTTP_NOT_FOUND;
    }
    isn_web_begin(web, ISN_LABEL_OUTLETS, NULL);
    isn_web_heading(web, ISN_LABEL_OUTLETS);
    isn_part_table(&web->d, columns, sizeof columns / sizeof *columns);
    for (size_t i = slice.first; i < slice.end; i++) {
        put_outlet(web, &all->items[i]);
    }
    isn_part_table_end(&web->d);
    isn_web_pager(web, &slice);
    isn_web_end(web);
    return ISN_HTTP_OK;
}

/* ---- copies ------------------------------------------------------------- */

static void put_copy(isn_web *web, const isnad_link *link)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<tr><td>");
    isn_part_source(&web->d, link->a);
    isn_html_put(html, "</td><td>");
    isn_part_source(&web->d, link->b);
    isn_html_put(html, "</td><td><span class=\"rel\">");
    isn_html_put(
        html, isn_label_value(isnad_link_kind_text(link->kind), html->english));
    isn_html_put(html, "</span> <small>");
    isn_html_put(
        html, isn_label_value(isnad_link_form_text(link->form), html->english));
    isn_html_format(html, "</small></td><td class=\"num\">%.0f %%</td><td>",
                    link->shared_b * 100);
    isn_html_put(html, "<a href=\"");
    isn_html_pair(html, link->a, link->b);
    isn_html_put(html, "\">");
    isn_html_label(html, ISN_LABEL_SIDES);
    isn_html_put(html, "</a></td></tr>\n");
}

static int put_all_copies(isn_web *web)
{
    static const isn_label columns[] = {ISN_LABEL_EARLIER_TEXT,
                                        ISN_LABEL_COPIES, ISN_LABEL_TYPE,
                                        ISN_LABEL_SHARED, ISN_LABEL_EVIDENCE};
    size_t count;
    const isnad_link *links = isnad_pile_links(web->site->pile, &count);
    isn_slice slice;
    if (!isn_web_slice(web->target, count, &slice)) {
        return ISN_HTTP_NOT_FOUND;
    }
    isn_web_begin(web, ISN_LABEL_COPIES, NULL);
    isn_web_heading(web, ISN_LABEL_COPIES);
    isn_part_table(&web->d, columns, sizeof columns / sizeof *columns);
    for (size_t i = slice.first; i < slice.end; i++) {
        put_copy(web, &links[i]);
    }
    isn_part_table_end(&web->d);
    isn_web_pager(web, &slice);
    isn_web_end(web);
    return ISN_HTTP_OK;
}

static const isnad_link *find_link(const isn_site *site, long a, long b)
{
    size_t count;
    const isnad_link *links = isnad_pile_links(site->pile, &count);
    for (size_t i = 0; i < count; i++) {
        if ((links[i].a == a && links[i].b == b) ||
            (links[i].a == b && links[i].b == a)) {
            return &links[i];
        }
    }
    return NULL;
}

int isn_web_copies(isn_web *web)
{
    const isn_target *target = web->target;
    if (target->segment_count < 4) {
        return target->segment_count == 2 ? put_all_copies(web)
                                          : ISN_HTTP_NOT_FOUND;
    }
    long a = isn_site_article(web->site, target->segments[2]);
    long b = isn_site_article(web->site, target->segments[3]);
    const isnad_link *link =
        a >= 0 && b >= 0 ? find_link(web->site, a, b) : NULL;
    if (!link) {
        return ISN_HTTP_NOT_FOUND;
    }
    isn_html *html = &web->d.html;
    isn_web_begin(web, ISN_LABEL_SIDES, NULL);
    isn_web_heading(web, ISN_LABEL_SIDES);
    isn_html_put(html, "<p class=\"path\"><span class=\"rel\">");
    isn_html_put(
        html, isn_label_value(isnad_link_kind_text(link->kind), html->english));
    isn_html_put(html, "</span> ");
    isn_html_put(
        html, isn_label_value(isnad_link_form_text(link->form), html->english));
    isn_html_put(html, " · ");
    isn_html_label(html, ISN_LABEL_SHARED);
    isn_html_format(html, " <bdi>%.0f %%</bdi></p>\n<div class=\"sides\">\n",
                    link->shared_b * 100);
    isn_dossier_pair(&web->d, link);
    isn_html_put(html, "</div>\n");
    isn_web_end(web);
    return ISN_HTTP_OK;
}
