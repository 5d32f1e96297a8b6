/* Who spoke and where it played, over all stories. */
#include <string.h>

#include "report/dossier_parts.h"
#include "serve/web.h"
#include "serve/jobs.h"

/* A run of refs of one story: its end. */
static uint32_t run_end(const isn_named *named, uint32_t at)
{
    uint32_t end = at;
    while (end < named->ref_count &&
           named->refs[end].story == named->refs[at].story) {
        end++;
    }
    return end;
}

static void put_story_heading(isn_web *web, uint32_t story)
{
    isn_html_put(&web->d.html, "<h3>");
    isn_web_story_link(web, story);
    isn_html_put(&web->d.html, "</h3>\n");
}

static void name_heading(isn_web *web, const char *name)
{
    isn_html_put(&web->d.html, "<h2 class=\"title\">");
    isn_html_bdi(&web->d.html, name);
    isn_html_put(&web->d.html, "</h2>\n");
}

static void put_facts(isn_web *web, const isn_named *named, isn_label what,
                      size_t count)
{
    isn_html_put(&web->d.html, "<p class=\"facts\">");
    isn_dossier_count(&web->d.html, what, count);
    isn_dossier_count(&web->d.html, ISN_LABEL_STORIES, named->story_count);
    isn_html_put(&web->d.html, "</p>\n");
}

/* ---- people ------------------------------------------------------------- */

int isn_web_people(isn_web *web)
{
    static const isn_label columns[] = {ISN_LABEL_SPEAKER, ISN_LABEL_STATEMENTS,
                                        ISN_LABEL_STORIES};
    const isn_names *people = &web->site->people;
    isn_html *html = &web->d.html;
    isn_slice slice;
    if (!isn_web_slice(web->target, people->items.count, &slice)) {
        return ISN_HTTP_NOT_FOUND;
    }
    isn_web_begin(web, ISN_LABEL_SPEAKERS, NULL);
    isn_web_heading(web, ISN_LABEL_SPEAKERS);
    isn_part_table(&web->d, columns, sizeof columns / sizeof *columns);
    for (size_t i = slice.first; i < slice.end; i++) {
        const isn_named *person = people->order[i];
        isn_html_put(html, "<tr><td>");
        isn_html_person(html, person->name);
        isn_html_format(html,
                        "</td><td class=\"num\">%u</td><td class=\"num\">%u"
                        "</td></tr>\n",
                        person->ref_count, person->story_count);
    }
    isn_part_table_end(&web->d);
    isn_web_pager(web, &slice);
    isn_web_end(web);
    return ISN_HTTP_OK;
}

/* How the first of these rows' stories calls the speaker. */
static void put_actor(isn_web *web, isn_ref ref)
{
    const isnad_story *s = &web->site->stories[ref.story];
    uint32_t actor = s->rows[ref.item].actor;
    isn_html *html = &web->d.html;
    if (actor == ISNAD_NO_ROW || s->actors[actor].role_count == 0) {
        return;
    }
    isn_html_put(html, "<p class=\"facts\">");
    for (uint32_t i = 0; i < s->actors[actor].role_count; i++) {
        const isnad_story_role *role = &s->actors[actor].roles[i];
        isn_html_put(html, "<span>");
        isn_html_link(html, role->first);
        isn_html_bdi(html, role->text);
        isn_html_put(html, "</a></span>");
    }
    isn_html_put(html, "</p>\n");
}

static void put_said(isn_web *web, const isn_named *person, uint32_t first,
                     uint32_t end)
{
    enum { AT_ONCE = 64 };
    uint32_t story = person->refs[first].story, rows[AT_ONCE];
    put_story_heading(web, story);
    put_actor(web, person->refs[first]);
    while (first < end) {
        uint32_t count = 0;
        for (; first < end && count < AT_ONCE; first++) {
            rows[count++] = person->refs[first].item;
        }
        isn_html_put(&web->d.html, "<div class=\"ledger\">\n");
        isn_dossier_rows(&web->d, &web->site->stories[story], story, rows,
                         count);
        isn_html_put(&web->d.html, "</div>\n");
    }
}

static void put_correct_link(isn_web *web, const char *name)
{
    isn_html *html = &web->d.html;
    if (web->site->work && isn_work_corrections(web->site->work)) {
        isn_html_put(html, "<p class=\"orders\"><a href=\"");
        isn_html_put(html, html->site->base);
        isn_html_put(html, "/corrections?name=");
        isn_html_url(html, name);
        isn_html_put(html, "\">");
        isn_html_label(html, ISN_LABEL_CORRECT_THIS);
        isn_html_put(html, "</a></p>\n");
    }
}

int isn_web_person(isn_web *web)
{
    const char *name = isn_target_value(web->target, "name");
    const isn_named *person =
        name ? isn_names_find(&web->site->people, name, NULL) : NULL;
    isn_slice slice;
    if (!person || !isn_web_slice_of(web->target, person->ref_count,
                                     ISN_SLICE_OF_WORDS, &slice)) {
        return name ? ISN_HTTP_NOT_FOUND : ISN_HTTP_BAD_REQUEST;
    }
    isn_web_begin(web, ISN_LABEL_SPEAKER, person->name);
    name_heading(web, person->name);
    put_facts(web, person, ISN_LABEL_STATEMENTS, person->ref_count);
    put_correct_link(web, person->name);
    for (uint32_t at = (uint32_t)slice.first, end; at < slice.end; at = end) {
        end = run_end(person, at);
        end = end < slice.end ? end : (uint32_t)slice.end;
        isn_html_put(&web->d.html, "<div class=\"part\">\n");
        put_said(web, person, at, end);
        isn_html_put(&web->d.html, "</div>\n");
    }
    isn_web_pager(web, &slice);
    isn_web_end(web);
    return ISN_HTTP_OK;
}

/* ---- places ------------------------------------------------------------- */

static void put_place_row(isn_web *web, size_t i)
{
    const isn_named *place = web->site->places.order[i];
    const isnad_actor *actor = &web->site->world.actors[i];
    isn_html *html = &web->d.html;
    const char *country = isn_site_country(actor);
    isn_html_put(html, "<tr><td><a href=\"");
    isn_html_put(html, html->site->base);
    isn_html_put(html, "/place?name=");
    isn_html_url(html, place->name);
    if (country[0]) {
        isn_html_put(html, "&amp;country=");
        isn_html_url(html, country);
    }
    isn_html_put(html, "\">");
    isn_html_bdi(html, place->name);
    isn_html_put(html, "</a></td><td>");
    isn_html_bdi(html, country);
    isn_html_format(html,
                    "</td><td class=\"num\">%u</td><td class=\"num\">%u</td>"
                    "</tr>\n",
                    actor->mention_count, place->story_count);
}

int isn_web_places(isn_web *web)
{
    static const isn_label columns[] = {ISN_LABEL_NAME, ISN_LABEL_COUNTRY,
                                        ISN_LABEL_MENTIONS, ISN_LABEL_STORIES};
    const isn_site *site = web->site;
    isn_slice slice;
    if (!isn_web_slice(web->target, site->places.items.count, &slice)) {
        return ISN_HTTP_NOT_FOUND;
    }
    isn_web_begin(web, ISN_LABEL_PLACES, NULL);
    isn_web_heading(web, ISN_LABEL_PLACES);
    if (slice.page == 1) {
        isn_dossier_outline(&web->d, &site->world, 1);
        isn_dossier_map(&web->d, &site->world, 0);
    }
    isn_part_table(&web->d, columns, sizeof columns / sizeof *columns);
    for (size_t i = slice.first; i < slice.end; i++) {
        put_place_row(web, i);
    }
    isn_part_table_end(&web->d);
    isn_web_pager(web, &slice);
    isn_web_end(web);
    return ISN_HTTP_OK;
}

/* Those of the slice, story by story. */
static void put_mentions(isn_web *web, const isn_named *place,
                         const isn_slice *slice)
{
    isn_html *html = &web->d.html;
    uint32_t open = ISN_NO_STORY;
    size_t before = 0;
    for (uint32_t i = 0; i < place->ref_count && before < slice->end; i++) {
        isn_ref ref = place->refs[i];
        const isnad_actor *a = &web->site->stories[ref.story].actors[ref.item];
        size_t first = slice->first > before ? slice->first - before : 0;
        size_t end = slice->end - before;
        end = end < a->mention_count ? end : a->mention_count;
        before += a->mention_count;
        if (first >= end) {
            continue;
        }
        if (open != ref.story) {
            isn_html_put(html, open == ISN_NO_STORY ? "" : "</ul>\n</div>\n");
            isn_html_put(html, "<div class=\"part\">\n");
            put_story_heading(web, ref.story);
            isn_html_put(html, "<ul class=\"wordings\">\n");
            open = ref.story;
        }
        isn_part_places(&web->d, a->mentions + first, (uint32_t)(end - first));
    }
    isn_html_put(html, open == ISN_NO_STORY ? "" : "</ul>\n</div>\n");
}

int isn_web_place(isn_web *web)
{
    const char *name = isn_target_value(web->target, "name");
    const char *country = isn_target_value(web->target, "country");
    const isn_named *place =
        name ? isn_names_find(&web->site->places, name, country) : NULL;
    if (!place) {
        return name ? ISN_HTTP_NOT_FOUND : ISN_HTTP_BAD_REQUEST;
    }
    size_t mentions = 0;
    for (uint32_t i = 0; i < place->ref_count; i++) {
        isn_ref ref = place->refs[i];
        mentions +=
            web->site->stories[ref.story].actors[ref.item].mention_count;
    }
    isn_slice slice;
    if (!isn_web_slice_of(web->target, mentions, ISN_SLICE_OF_WORDS, &slice)) {
        return ISN_HTTP_NOT_FOUND;
    }
    isn_web_begin(web, ISN_LABEL_PLACES, place->name);
    name_heading(web, place->name);
    put_facts(web, place, ISN_LABEL_MENTIONS, mentions);
    put_mentions(web, place, &slice);
    isn_web_pager(web, &slice);
    isn_web_end(web);
    return ISN_HTTP_OK;
}
