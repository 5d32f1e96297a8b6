/* The views of a story that are tables and lists. */
#include <stdio.h>
#include <string.h>

#include "report/dossier.h"
#include "report/text_out.h"

static void begin_part(isn_dossier *d, size_t n, const char *name,
                       isn_label label)
{
    isn_html_format(&d->html, "<div class=\"part %s\">\n<h3 id=\"s%zu-%s\">",
                    name, n, name);
    isn_html_label(&d->html, label);
    isn_html_put(&d->html, "</h3>\n");
}

static void end_part(isn_dossier *d) { isn_html_put(&d->html, "</div>\n"); }

static void begin_table(isn_dossier *d, const isn_label *columns, size_t count)
{
    isn_html_put(&d->html,
                 "<div class=\"scroll\" tabindex=\"0\" role=\"group\" "
                 "aria-label=\"");
    isn_html_label(&d->html, columns[0]);
    isn_html_put(&d->html, "\"><table>\n<thead><tr>");
    for (size_t i = 0; i < count; i++) {
        isn_html_put(&d->html, "<th scope=\"col\">");
        isn_html_label(&d->html, columns[i]);
        isn_html_put(&d->html, "</th>");
    }
    isn_html_put(&d->html, "</tr></thead>\n<tbody>\n");
}

static void end_table(isn_dossier *d)
{
    isn_html_put(&d->html, "</tbody>\n</table></div>\n");
}

static void put_words(isn_dossier *d, isnad_place place)
{
    isn_html_link(&d->html, place);
    isn_html_bdi_view(&d->html,
                      isnad_doc_words(d->docs[place.doc], place.span));
    isn_html_put(&d->html, "</a>");
}

/* Where words stand: at most `room` bytes of their sentence on each side,
 * cut at a blank. */
static isnad_span around(const isn_dossier *d, isnad_place place, uint32_t room)
{
    const isnad_doc *doc = d->docs[place.doc];
    isnad_span s = place.span;
    uint32_t t = isn_doc_token_at(doc, s.begin);
    if (t >= doc->tokens.count || isnad_span_empty(s)) {
        return s;
    }
    isnad_span whole = doc->sentences.items[doc->tokens.items[t].sentence].span;
    if (whole.begin > s.begin || whole.end < s.end) {
        return s;
    }
    uint32_t begin =
        s.begin - whole.begin > room ? s.begin - room : whole.begin;
    while (begin > whole.begin && begin < s.begin && doc->text[begin] != ' ') {
        begin++;
    }
    uint32_t end = whole.end - s.end > room ? s.end + room : whole.end;
    while (end < whole.end && end > s.end && doc->text[end] != ' ') {
        end--;
    }
    return (isnad_span){begin, end};
}

/* The words as a link, in the sentence in which they stand. */
static void put_in_context(isn_dossier *d, isnad_place place)
{
    enum { ROOM = 160 };
    isn_html *html = &d->html;
    const isnad_doc *doc = d->docs[place.doc];
    isnad_span whole = around(d, place, ROOM), s = place.span;
    isn_html_link(html, place);
    isn_html_put(html, "<bdi>");
    isn_html_escape(html,
                    isnad_doc_words(doc, (isnad_span){whole.begin, s.begin}));
    isn_html_put(html, "<b>");
    isn_html_escape(html, isnad_doc_words(doc, s));
    isn_html_put(html, "</b>");
    isn_html_escape(html, isnad_doc_words(doc, (isnad_span){s.end, whole.end}));
    isn_html_put(html, "</bdi></a>");
}

/* A value of a slot: a time, or "killed 23" with its key in words. */
static void put_value(isn_html *html, const char *value)
{
    char key[32];
    size_t n = value ? strcspn(value, " ") : 0;
    if (n > 0 && n < sizeof key && value[n] == ' ') {
        snprintf(key, sizeof key, "%.*s", (int)n, value);
        const char *label = isn_label_value(key, html->english);
        if (label != key) {
            isn_html_put(html, label);
            isn_html_bdi(html, value + n);
            return;
        }
    }
    isn_html_time(html, value);
}

static void badge(isn_dossier *d, const char *kind, const char *text)
{
    isn_html_format(&d->html, " <span class=\"badge %s\">", kind);
    isn_html_put(&d->html, text);
    isn_html_put(&d->html, "</span>");
}

static const isnad_statement *statement_of(const isn_dossier *d,
                                           const isnad_wording *w)
{
    size_t count;
    const isnad_statement *all =
        isnad_doc_statements(d->docs[w->place.doc], &count);
    return w->statement < count ? &all[w->statement] : NULL;
}

static bool is_direct(const isn_dossier *d, const isnad_row *row)
{
    for (uint32_t i = 0; i < row->wording_count; i++) {
        const isnad_wording *w = &row->wordings[i];
        if (w->place.doc == row->place.doc &&
            w->place.span.begin == row->place.span.begin) {
            const isnad_statement *s = statement_of(d, w);
            return s && s->direct;
        }
    }
    return false;
}

static void put_badges(isn_dossier *d, const isnad_row *row)
{
    bool english = d->html.english;
    if (row->stance == ISNAD_DENIES) {
        badge(d, "denies", isn_label_text(ISN_LABEL_DENIES, english));
    } else if (row->stance == ISNAD_HEDGES) {
        badge(d, "hedges", isn_label_text(ISN_LABEL_HEDGES, english));
    }
    if (row->superseded_by_count) {
        badge(d, "old", isn_label_text(ISN_LABEL_SUPERSEDED, english));
    }
    if (row->contradicts_count) {
        badge(d, "against", isn_label_text(ISN_LABEL_CONTRADICTED, english));
    }
}

static void put_chain(isn_dossier *d, const isnad_row *row)
{
    isn_html_put(&d->html, "<span class=\"chain\">");
    for (uint32_t i = 0; i < row->chain_count; i++) {
        if (i > 0) {
            isn_html_put(&d->html, "<span class=\"from\" aria-hidden=\"true\">"
                                   " ← </span>");
        }
        const isnad_hop *hop = &row->chain[i];
        bool linked = !isnad_span_empty(hop->cue);
        if (linked) {
            isn_html_link(&d->html, (isnad_place){row->place.doc, hop->cue});
        }
        isn_html_bdi(&d->html, hop->name);
        if (linked) {
            isn_html_put(&d->html, "</a>");
        }
    }
    isn_html_put(&d->html, "</span>");
}

/* A cell that tells its column where a phone shows no head. */
static void number_cell(isn_html *html, isn_label label)
{
    isn_html_put(html, "<td class=\"num\" data-label=\"");
    isn_html_label(html, label);
    isn_html_put(html, "\">");
}

static void put_row(isn_dossier *d, const isnad_row *row, size_t n, uint32_t i)
{
    isn_html *html = &d->html;
    isn_html_format(html, "<tr id=\"s%zu-r%u\"><td class=\"words%s\">", n, i,
                    is_direct(d, row) ? " direct" : "");
    put_words(d, row->place);
    put_badges(d, row);
    isn_html_put(html, "</td><td class=\"who\">");
    if (row->speaker) {
        isn_html_bdi(html, row->speaker);
    } else {
        isn_html_put(html, "<span class=\"faint\">");
        isn_html_label(html, ISN_LABEL_NOBODY);
        isn_html_put(html, "</span>");
    }
    if (row->source_kind) {
        isn_html_put(html, "<small>");
        isn_html_put(html, isn_label_value(row->source_kind, html->english));
        isn_html_put(html, "</small>");
    }
    isn_html_put(html, "</td><td class=\"through\">");
    put_chain(d, row);
    isn_html_put(html, "</td>");
    number_cell(html, ISN_LABEL_FIRST_SEEN);
    isn_html_time(html, row->first_seen);
    isn_html_put(html, "</td>");
    number_cell(html, ISN_LABEL_ORIGINS);
    isn_html_format(html, "%u</td>", row->origins);
    number_cell(html, ISN_LABEL_COPIES);
    isn_html_format(html, "%u</td></tr>\n", row->copies);
}

void isn_dossier_ledger(isn_dossier *d, const isnad_story *s, size_t n)
{
    static const isn_label columns[] = {ISN_LABEL_WORDS,   ISN_LABEL_SPEAKER,
                                        ISN_LABEL_CHAIN,   ISN_LABEL_FIRST_SEEN,
                                        ISN_LABEL_ORIGINS, ISN_LABEL_COPIES};
    if (s->row_count == 0) {
        return;
    }
    begin_part(d, n, "ledger", ISN_LABEL_LEDGER);
    begin_table(d, columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < s->row_count; i++) {
        put_row(d, &s->rows[i], n, i);
    }
    end_table(d);
    end_part(d);
}

/* ---- who spoke ---------------------------------------------------------- */

static void put_wordings(isn_dossier *d, const isnad_row *row)
{
    isn_html *html = &d->html;
    isn_html_put(html, "<ul class=\"wordings\">\n");
    for (uint32_t i = 0; i < row->wording_count; i++) {
        const isnad_wording *w = &row->wordings[i];
        isn_html_put(html, "<li><span class=\"src\">");
        isn_html_bdi(html, isn_dossier_outlet(d, w->place.doc));
        isn_html_put(html, "</span> ");
        put_words(d, w->place);
        for (uint32_t c = 0; c < w->change_count; c++) {
            isn_html_put(html, " <span class=\"change\">");
            isn_html_put(html,
                         isn_label_value(w->changes[c].kind, html->english));
            isn_html_put(html, ": ");
            isnad_place p = w->changes[c].words;
            isn_html_bdi_view(html, isnad_doc_words(d->docs[p.doc], p.span));
            isn_html_put(html, "</span>");
        }
        isn_html_put(html, "</li>\n");
    }
    isn_html_put(html, "</ul>\n");
}

static bool same_speaker(const isnad_row *a, const isnad_row *b)
{
    return a->actor == b->actor && a->actor != ISNAD_NO_ROW
               ? true
               : a->speaker && b->speaker &&
                     strcmp(a->speaker, b->speaker) == 0;
}

/* Is row i the first of its speaker? */
static bool first_of_speaker(const isnad_story *s, uint32_t i)
{
    enum { FAR = 400 }; /* a story with more rows repeats a heading at most */
    for (uint32_t k = i > FAR ? i - FAR : 0; k < i; k++) {
        if (same_speaker(&s->rows[k], &s->rows[i])) {
            return false;
        }
    }
    return true;
}

void isn_dossier_speakers(isn_dossier *d, const isnad_story *s, size_t n)
{
    isn_html *html = &d->html;
    bool begun = false;
    for (uint32_t i = 0; i < s->row_count; i++) {
        if (!s->rows[i].speaker || !first_of_speaker(s, i)) {
            continue;
        }
        if (!begun) {
            begin_part(d, n, "speakers", ISN_LABEL_WHO_SPOKE);
            begun = true;
        }
        isn_html_put(html, "<details><summary>");
        isn_html_bdi(html, s->rows[i].speaker);
        uint32_t count = 0,
                 last = i + 400 < s->row_count ? i + 400 : s->row_count;
        for (uint32_t k = i; k < last; k++) {
            count += same_speaker(&s->rows[i], &s->rows[k]);
        }
        isn_html_format(html, " <b class=\"n\">%u</b></summary>\n", count);
        for (uint32_t k = i; k < last; k++) {
            if (same_speaker(&s->rows[i], &s->rows[k])) {
                put_wordings(d, &s->rows[k]);
            }
        }
        isn_html_put(html, "</details>\n");
    }
    if (begun) {
        end_part(d);
    }
}

/* ---- figures ------------------------------------------------------------ */

static void put_bounds(isn_html *html, double low, double high)
{
    isn_html_put(html, "<bdi class=\"bounds\" dir=\"ltr\">");
    isn_out_bounds(&html->buffer, low, high);
    isn_html_put(html, "</bdi>");
}

static void put_reading(isn_dossier *d, const isnad_reading *r)
{
    isn_html *html = &d->html;
    isn_html_put(html, r->earlier ? "<tr class=\"earlier\"><td class=\"num\">"
                                  : "<tr><td class=\"num\">");
    put_bounds(html, r->low, r->high);
    isn_html_put(html, "</td><td>");
    put_in_context(d, r->place);
    if (r->earlier) {
        badge(d, "old", isn_label_text(ISN_LABEL_EARLIER, html->english));
    }
    isn_html_put(html, "</td><td>");
    isn_html_bdi(html, r->by ? r->by : isn_dossier_outlet(d, r->place.doc));
    isn_html_put(html, "</td><td>");
    isn_html_bdi(html, isn_dossier_outlet(d, r->place.doc));
    isn_html_put(html, "</td><td class=\"num\">");
    isn_html_time(html, r->as_of ? r->as_of : isn_dossier_day(d, r->place.doc));
    isn_html_put(html, "</td><td>");
    const char *relation = isnad_figure_relation_text(r->relation);
    isn_html_format(html, "<span class=\"rel %s\">", relation);
    isn_html_put(html, isn_label_value(relation, html->english));
    isn_html_put(html, "</span></td></tr>\n");
}

static void put_slot(isn_dossier *d, const isnad_slot *slot)
{
    static const isn_label columns[] = {ISN_LABEL_FIGURE, ISN_LABEL_WORDS,
                                        ISN_LABEL_BY,     ISN_LABEL_OUTLET,
                                        ISN_LABEL_AS_OF,  ISN_LABEL_RELATION};
    isn_html *html = &d->html;
    isn_html_put(html, "<h4>");
    isn_html_bdi(html, isn_label_value(slot->of, html->english));
    if (slot->part) {
        isn_html_put(html, " · ");
        isn_html_bdi(html, isn_label_value(slot->part, html->english));
    }
    if (slot->scope) {
        isn_html_put(html, " <small>");
        isn_html_bdi(html, slot->scope);
        isn_html_put(html, "</small>");
    }
    isn_html_put(html, "</h4>\n");
    isn_dossier_step_chart(d, slot);
    begin_table(d, columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < slot->reading_count; i++) {
        put_reading(d, &slot->readings[i]);
    }
    end_table(d);
}

void isn_dossier_figures(isn_dossier *d, const isnad_story *s, size_t n)
{
    if (s->slot_count == 0) {
        return;
    }
    begin_part(d, n, "figures", ISN_LABEL_FIGURES);
    for (uint32_t i = 0; i < s->slot_count; i++) {
        put_slot(d, &s->slots[i]);
    }
    end_part(d);
}

/* ---- what agrees, what differs ------------------------------------------ */

static void put_places(isn_dossier *d, const isnad_place *places,
                       uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        isn_html_put(&d->html, "<li><span class=\"src\">");
        isn_html_bdi(&d->html, isn_dossier_outlet(d, places[i].doc));
        isn_html_put(&d->html, "</span> ");
        put_in_context(d, places[i]);
        isn_html_put(&d->html, "</li>\n");
    }
}

void isn_dossier_agreements(isn_dossier *d, const isnad_story *s, size_t n)
{
    isn_html *html = &d->html;
    if (s->agreement_count == 0) {
        return;
    }
    begin_part(d, n, "agreements", ISN_LABEL_AGREEMENTS);
    isn_html_put(html, "<ul class=\"cards\">\n");
    for (uint32_t i = 0; i < s->agreement_count; i++) {
        const isnad_agreement *a = &s->agreements[i];
        isn_html_put(html, "<li><p class=\"slot\">");
        isn_html_put(html, isn_label_value(a->slot, html->english));
        isn_html_put(html, " <b>");
        put_value(html, a->value);
        isn_html_put(html, "</b> <span class=\"count\">");
        isn_html_label(html, ISN_LABEL_ORIGINS);
        isn_html_format(html, " <b>%u</b></span></p>\n<ul class=\"wordings\">",
                        a->origin_count);
        put_places(d, a->evidence, a->evidence_count);
        isn_html_put(html, "</ul></li>\n");
    }
    isn_html_put(html, "</ul>\n");
    end_part(d);
}

void isn_dossier_differences(isn_dossier *d, const isnad_story *s, size_t n)
{
    isn_html *html = &d->html;
    if (s->difference_count == 0) {
        return;
    }
    begin_part(d, n, "differences", ISN_LABEL_DIFFERENCES);
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
            put_value(html, r->value);
            isn_html_put(html, "</b> <span class=\"src\">");
            isn_html_bdi(html, r->by ? r->by
                                     : isn_dossier_outlet(d, r->evidence.doc));
            isn_html_put(html, "</span> ");
            put_in_context(d, r->evidence);
            isn_html_put(html, "</li>\n");
        }
        isn_html_put(html, "</ul></li>\n");
    }
    isn_html_put(html, "</ul>\n");
    end_part(d);
}

void isn_dossier_labels(isn_dossier *d, const isnad_story *s, size_t n)
{
    static const isn_label columns[] = {ISN_LABEL_LABEL, ISN_LABEL_OWNER,
                                        ISN_LABEL_VOICE, ISN_LABEL_EVIDENCE};
    isn_html *html = &d->html;
    if (s->label_count == 0) {
        return;
    }
    begin_part(d, n, "labels", ISN_LABEL_LABELS);
    begin_table(d, columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < s->label_count; i++) {
        for (uint32_t k = 0; k < s->labels[i].mention_count; k++) {
            const isnad_label_mention *m = &s->labels[i].mentions[k];
            isn_html_put(html, "<tr><td>");
            isn_html_bdi(html, m->word);
            isn_html_put(html, "</td><td>");
            isn_html_bdi(html, m->owner);
            isn_html_put(html, "</td><td>");
            isn_html_put(html, isn_label_value(m->voice, html->english));
            isn_html_put(html, "</td><td>");
            put_in_context(d, m->evidence);
            isn_html_put(html, "</td></tr>\n");
        }
    }
    end_table(d);
    end_part(d);
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
        put_in_context(d, sides[k]);
        isn_html_put(html, "</li>\n");
    }
    isn_html_put(html, "</ul></li>\n");
}

void isn_dossier_lost(isn_dossier *d, const isnad_story *s, size_t n)
{
    if (s->lost_count == 0) {
        return;
    }
    begin_part(d, n, "lost", ISN_LABEL_LOST);
    isn_html_put(&d->html, "<ul class=\"cards\">\n");
    for (uint32_t i = 0; i < s->lost_count; i++) {
        const isnad_loss *l = &s->lost[i];
        put_change(d, l->what, l->from, l->to);
    }
    isn_html_put(&d->html, "</ul>\n");
    end_part(d);
}

void isn_dossier_versions(isn_dossier *d, const isnad_story *s, size_t n)
{
    if (s->revision_count == 0) {
        return;
    }
    begin_part(d, n, "versions", ISN_LABEL_VERSIONS);
    isn_html_put(&d->html, "<ul class=\"cards\">\n");
    for (uint32_t i = 0; i < s->revision_count; i++) {
        const isnad_revision *r = &s->revisions[i];
        put_change(d, r->what, r->from, r->to);
    }
    isn_html_put(&d->html, "</ul>\n");
    end_part(d);
}

/* ---- sources, names, timeline ------------------------------------------- */

static void put_source(isn_dossier *d, uint32_t doc)
{
    isn_html *html = &d->html;
    isnad_span title = isnad_doc_title(d->docs[doc]);
    isn_html_format(html, "<a href=\"#d%u\">", doc);
    if (isnad_span_empty(title)) {
        isn_html_bdi(html, isnad_doc_path(d->docs[doc]));
    } else {
        isn_html_bdi_view(html, isnad_doc_words(d->docs[doc], title));
    }
    isn_html_put(html, "</a> <span class=\"src\">");
    isn_html_bdi(html, isn_dossier_outlet(d, doc));
    isn_html_put(html, "</span> ");
    isn_html_time(html, isn_dossier_day(d, doc));
}

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
    begin_part(d, n, "sources", ISN_LABEL_SOURCES);
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
        for (uint32_t k = 0; k < o->doc_count; k++) {
            isn_html_put(html, "<li>");
            put_source(d, o->docs[k]);
            isn_html_put(html, "</li>\n");
        }
        isn_html_put(html, "</ul></li>\n");
    }
    isn_html_put(html, "</ol>\n");
    end_part(d);
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
    begin_part(d, n, "names", ISN_LABEL_NAMES);
    begin_table(d, columns, sizeof columns / sizeof *columns);
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
    end_table(d);
    end_part(d);
}

void isn_dossier_timeline(isn_dossier *d, const isnad_story *s, size_t n)
{
    isn_html *html = &d->html;
    if (s->moment_count == 0) {
        return;
    }
    begin_part(d, n, "timeline", ISN_LABEL_TIMELINE);
    isn_dossier_time_strip(d, s);
    isn_html_put(html, "<ol class=\"moments\">\n");
    for (uint32_t i = 0; i < s->moment_count; i++) {
        const isnad_moment *m = &s->timeline[i];
        isn_html_format(html, "<li id=\"s%zu-m%u\"><h4>", n, i);
        isn_html_time(html, m->when);
        isn_html_put(html, "</h4>\n<ul class=\"wordings\">\n");
        for (uint32_t k = 0; k < m->row_count; k++) {
            const isnad_row *row = &s->rows[m->rows[k]];
            isn_html_put(html, "<li><span class=\"src\">");
            isn_html_bdi(html, row->speaker ? row->speaker
                                            : isn_label_text(ISN_LABEL_NOBODY,
                                                             html->english));
            isn_html_put(html, "</span> ");
            put_words(d, row->place);
            isn_html_put(html, "</li>\n");
        }
        put_places(d, m->places, m->place_count);
        isn_html_put(html, "</ul></li>\n");
    }
    isn_html_put(html, "</ol>\n");
    end_part(d);
}
