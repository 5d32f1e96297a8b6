#include "report/dossier_parts.h"

#include <stdio.h>
#include <string.h>

#include "text/text.h"

void isn_part_begin(isn_dossier *d, size_t n, const char *name, isn_label label)
{
    isn_html_format(&d->html, "<div class=\"part %s\">\n<h3 id=\"s%zu-%s\">",
                    name, n, name);
    isn_html_label(&d->html, label);
    isn_html_put(&d->html, "</h3>\n");
}

void isn_part_end(isn_dossier *d) { isn_html_put(&d->html, "</div>\n"); }

void isn_part_table(isn_dossier *d, const isn_label *columns, size_t count)
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

void isn_part_table_end(isn_dossier *d)
{
    isn_html_put(&d->html, "</tbody>\n</table></div>\n");
}

void isn_part_words(isn_dossier *d, isnad_place place)
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
    isnad_doc *doc = d->docs[place.doc];
    isnad_span s = place.span, whole = isn_text_sentence(doc, s.begin);
    if (isnad_span_empty(s) || whole.begin > s.begin || whole.end < s.end) {
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
void isn_part_context(isn_dossier *d, isnad_place place)
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

void isn_part_slot(isn_html *html, const isnad_slot *slot)
{
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
}

/* A value of a slot: a time, or "killed 23" with its key in words. */
void isn_part_value(isn_html *html, const char *value)
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

void isn_part_badge(isn_dossier *d, const char *kind, const char *text)
{
    isn_html_format(&d->html, " <span class=\"badge %s\">", kind);
    isn_html_put(&d->html, text);
    isn_html_put(&d->html, "</span>");
}

void isn_part_places(isn_dossier *d, const isnad_place *places, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        isn_html_put(&d->html, "<li><span class=\"src\">");
        isn_html_bdi(&d->html, isn_dossier_outlet(d, places[i].doc));
        isn_html_put(&d->html, "</span> ");
        isn_part_context(d, places[i]);
        isn_html_put(&d->html, "</li>\n");
    }
}

void isn_part_source(isn_dossier *d, uint32_t doc)
{
    isn_html *html = &d->html;
    isnad_span title = isnad_doc_title(d->docs[doc]);
    isn_html_doc_link(html, doc);
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

void isn_part_chain(isn_dossier *d, uint32_t doc, const isnad_hop *chain,
                    uint32_t count)
{
    isn_html_put(&d->html, "<span class=\"chain\">");
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) {
            isn_html_put(&d->html, "<span class=\"from\" aria-hidden=\"true\">"
                                   " ← </span>");
        }
        bool linked = !isnad_span_empty(chain[i].cue);
        if (linked) {
            isn_html_link(&d->html, (isnad_place){doc, chain[i].cue});
        }
        isn_html_bdi(&d->html, chain[i].name);
        if (linked) {
            isn_html_put(&d->html, "</a>");
        }
    }
    isn_html_put(&d->html, "</span>");
}
