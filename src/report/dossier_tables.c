/* The views of a story that are lists: what agrees and differs, what was
 * lost and edited, sources, names, timeline. */
#include "report/dossier_parts.h"

/* ---- what agrees, what differs ------------------------------------------ */

void isn_dossier_agreements(isn_dossier *d, const isnad_story *s, size_t n)
{
    isn_html *html = &d->html;
    if (s->agreement_count == 0) {
        return;
    }
    isn_part_begin(d, n, "agreements", ISN_LABEL_AGREEMENTS);
    isn_html_put(html, "<ul class=\"cards\">\n");
    for (uint32_t i = 0; i < s->agreement_count; i++) {
        const isnad_agreement *a = &s->agreements[i];
        isn_html_put(html, "<li><p class=\"slot\">");
        isn_html_put(html, isn_label_value(a->slot, html->english));
        isn_html_put(html, " <b>");
        isn_part_value(html, a->value);
        isn_html_put(html, "</b> <span class=\"count\">");
        isn_html_label(html, ISN_LABEL_ORIGINS);
        isn_html_format(html, " <b>%u</b></span></p>\n<ul class=\"wordings\">",
                        a->origin_count);
        isn_part_places(d, a->evidence, isn_dossier_some(d, a->evidence_count));
        isn_html_put(html, "</ul></li>\n");
    }
    isn_html_put(html, "</ul>\n");
    isn_part_end(d);
}

void isn_dossier_differences(isn_dossier *d, const isnad_story *s, size_t n)
{
    isn_html *html = &d->html;
    if (s->difference_count == 0) {
        return;
    }
    isn_part_begin(d, n, "differences", ISN_LABEL_DIFFERENCES);
    isn_html_put(html, "<ul class=\"cards\">\n");
    for (uint32_t i = 0; i < s->difference_count; i++) {
        const isnad_difference *f = &s->differences[i];
        isn_html_format(html, "<li><p class=\"slot\"><span class=\"rel %s\">",
                        f->relation);
        isn_html_put(html, isn_label_value(f->relation, html->english));
        isn_html_put(html, "</span> ");
        isn_html_put(html, isn_label_value(f->slot, html->english));
        isn_html_put(html, "</p>\n<ul class=\"wordings\">\n");
        for (uint32_t k = 0; k < f->reading_count; k++) {
            const isnad_difference_reading *r = &f->readings[k];
            isn_html_put(html, "<li><b>");
            isn_part_value(html, r->value);
            isn_html_put(html, "</b> <span class=\"src\">");
            isn_html_bdi(html, r->by ? r->by
                                     : isn_dossier_outlet(d, r->evidence.doc));
            isn_html_put(html, "</span> ");
            isn_part_context(d, r->evidence);
            isn_html_put(html, "</li>\n");
        }
        isn_html_put(html, "</ul></li>\n");
    }
    isn_html_put(html, "</ul>\n");
    isn_part_end(d);
}

void isn_dossier_labels(isn_dossier *d, const isnad_story *s, size_t n)
{
    static const isn_label columns[] = {ISN_LABEL_LABEL, ISN_LABEL_OWNER,
                                        ISN_LABEL_VOICE, ISN_LABEL_EVIDENCE};
    isn_html *html = &d->html;
    if (s->label_count == 0) {
        return;
    }
    isn_part_begin(d, n, "labels", ISN_LABEL_LABELS);
    isn_part_table(d, columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < s->label_count; i++) {
        uint32_t count = isn_dossier_some(d, s->labels[i].mention_count);
        for (uint32_t k = 0; k < count; k++) {
            const isnad_label_mention *m = &s->labels[i].mentions[k];
            isn_html_put(html, "<tr><td>");
            isn_html_bdi(html, m->word);
            isn_html_put(html, "</td><td>");
            isn_html_bdi(html, m->owner);
            isn_html_put(html, "</td><td>");
            isn_html_put(html, isn_label_value(m->voice, html->english));
            isn_html_put(html, "</td><td>");
            isn_part_context(d, m->evidence);
            isn_html_put(html, "</td></tr>\n");
        }
    }
    isn_part_table_end(d);
    isn_part_end(d);
}

/* What it was, and what it became. */
static void put_change(isn_dossier *d, const char *what, isnad_place from,
                       isnad_place to)
{
    isn_html *html = &d->html;
    const isnad_place sides[] = {from, to};
    isn_html_put(html, "<li><p class=\"slot\"><span class=\"rel\">");
    isn_html_put(html, isn_label_value(what, html->english));
    isn_html_put(html, "</span></p>\n<ul class=\"wordings\">\n");
    for (unsigned k = 0; k < 2; k++) {
        isn_html_put(html, "<li><span class=\"src\">");
        isn_html_bdi(html, isn_dossier_outlet(d, sides[k].doc));
        isn_html_put(html, "</span> ");
        isn_part_context(d, sides[k]);
        isn_html_put(html, "</li>\n");
    }
    isn_html_put(html, "</ul></li>\n");
}

void isn_dossier_lost(isn_dossier *d, const isnad_story *s, size_t n)
{
    if (s->lost_count == 0) {
        return;
    }
    isn_part_begin(d, n, "lost", ISN_LABEL_LOST);
    isn_html_put(&d->html, "<ul class=\"cards\">\n");
    for (uint32_t i = 0; i < s->lost_count; i++) {
        const isnad_loss *l = &s->lost[i];
        put_change(d, l->what, l->from, l->to);
    }
    isn_html_put(&d->html, "</ul>\n");
    isn_part_end(d);
}

void isn_dossier_versions(isn_dossier *d, const isnad_story *s, size_t n)
{
    if (s->revision_count == 0) {
        return;
    }
    isn_part_begin(d, n, "versions", ISN_LABEL_VERSIONS);
    isn_html_put(&d->html, "<ul class=\"cards\">\n");
    for (uint32_t i = 0; i < s->revision_count; i++) {
        const isnad_revision *r = &s->revisions[i];
        put_change(d, r->what, r->from, r->to);
    }
    isn_html_put(&d->html, "</ul>\n");
    isn_part_end(d);
}

/* ---- sources, names, timeline ------------------------------------------- */

static void put_reason(isn_html *html, const char *why)
{
    isn_buffer words;
    isn_buffer_init(&words, 1 << 20);
    isn_label_reason(&words, why, html->english);
    if (words.status && !html->status) {
        html->status = words.status;
    }
    isn_html_bdi(html, words.data);
    isn_buffer_free(&words);
}

void isn_dossier_sources(isn_dossier *d, const isnad_story *s, size_t n)
{
    isn_html *html = &d->html;
    isn_part_begin(d, n, "sources", ISN_LABEL_SOURCES);
    isn_html_put(html, "<ol class=\"cards\">\n");
    for (uint32_t i = 0; i < s->origin_count; i++) {
        const isnad_origin *o = &s->origins[i];
        isn_html_put(html, "<li><p class=\"slot\"><b>");
        isn_html_bdi(html, o->name ? o->name
                                   : isn_label_text(ISN_LABEL_UNKNOWN_OUTLET,
                                                    html->english));
        isn_html_put(html, "</b> <small>");
        put_reason(html, o->why);
        isn_html_put(html, "</small></p>\n<ul class=\"wordings\">\n");
        uint32_t count = isn_dossier_some(d, o->doc_count);
        for (uint32_t k = 0; k < count; k++) {
            isn_html_put(html, "<li>");
            isn_part_source(d, o->docs[k]);
            isn_html_put(html, "</li>\n");
        }
        isn_html_put(html, "</ul></li>\n");
    }
    isn_html_put(html, "</ol>\n");
    isn_part_end(d);
}

static void put_forms(isn_dossier *d, const isnad_actor *a)
{
    isn_html *html = &d->html;
    for (uint32_t k = 0; k < a->form_count; k++) {
        isn_html_put(html, k ? "، " : "");
        isn_html_link(html, a->forms[k].first);
        isn_html_bdi(html, a->forms[k].text);
        isn_html_format(html, "</a> <small>×%u ", a->forms[k].count);
        isn_html_put(html, isn_label_value(a->forms[k].rule, html->english));
        isn_html_put(html, "</small>");
    }
}

void isn_dossier_names(isn_dossier *d, const isnad_story *s, size_t n)
{
    static const isn_label columns[] = {ISN_LABEL_NAME, ISN_LABEL_TYPE,
                                        ISN_LABEL_FORMS, ISN_LABEL_ROLES};
    isn_html *html = &d->html;
    if (s->actor_count == 0) {
        return;
    }
    isn_part_begin(d, n, "names", ISN_LABEL_NAMES);
    isn_part_table(d, columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < s->actor_count; i++) {
        const isnad_actor *a = &s->actors[i];
        isn_html_put(html, "<tr><td>");
        isn_html_bdi(html, a->name);
        isn_html_put(html, "</td><td>");
        isn_html_label(html, a->type == ISNAD_PER   ? ISN_LABEL_PER
                             : a->type == ISNAD_LOC ? ISN_LABEL_LOC
                                                    : ISN_LABEL_ORG);
        isn_html_put(html, "</td><td>");
        put_forms(d, a);
        isn_html_put(html, "</td><td>");
        for (uint32_t k = 0; k < a->role_count; k++) {
            isn_html_put(html, k ? "، " : "");
            isn_html_bdi(html, a->roles[k].text);
        }
        isn_html_put(html, "</td></tr>\n");
    }
    isn_part_table_end(d);
    isn_part_end(d);
}

void isn_dossier_timeline(isn_dossier *d, const isnad_story *s, size_t n)
{
    isn_html *html = &d->html;
    if (s->moment_count == 0) {
        return;
    }
    isn_part_begin(d, n, "timeline", ISN_LABEL_TIMELINE);
    isn_dossier_time_strip(d, s);
    isn_html_put(html, "<ol class=\"moments\">\n");
    for (uint32_t i = 0; i < s->moment_count; i++) {
        const isnad_moment *m = &s->timeline[i];
        isn_html_format(html, "<li id=\"s%zu-m%u\"><h4>", n, i);
        isn_html_time(html, m->when);
        isn_html_put(html, "</h4>\n<ul class=\"wordings\">\n");
        uint32_t rows = isn_dossier_some(d, m->row_count);
        for (uint32_t k = 0; k < rows; k++) {
            const isnad_row *row = &s->rows[m->rows[k]];
            isn_html_put(html, "<li><span class=\"src\">");
            isn_html_bdi(html, row->speaker ? row->speaker
                                            : isn_label_text(ISN_LABEL_NOBODY,
                                                             html->english));
            isn_html_put(html, "</span> ");
            isn_part_words(d, row->place);
            isn_html_put(html, "</li>\n");
        }
        isn_part_places(d, m->places, isn_dossier_some(d, m->place_count));
        isn_html_put(html, "</ul></li>\n");
    }
    isn_html_put(html, "</ol>\n");
    isn_part_end(d);
}
