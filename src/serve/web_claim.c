/* A pasted sentence, looked up.  Nothing is judged: who tells it, who tells it
 * otherwise, with which words. */
#include <string.h>

#include "report/dossier_parts.h"
#include "serve/claim.h"
#include "serve/web.h"

static void put_form(isn_web *web, const char *sentence)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<form method=\"get\" action=\"");
    isn_html_put(html, html->site->base);
    isn_html_put(html, "/claim\">\n<p>");
    isn_html_label(html, ISN_LABEL_TRACE_HINT);
    isn_html_put(html, "</p>\n<label for=\"q\">");
    isn_html_label(html, ISN_LABEL_SENTENCE);
    isn_html_format(html,
                    "</label>\n<textarea id=\"q\" name=\"q\" rows=\"3\" "
                    "dir=\"auto\" maxlength=\"%d\" required>\n",
                    ISN_CLAIM_LETTERS);
    isn_html_escape_text(html, sentence);
    isn_html_put(html, "</textarea>\n<button>");
    isn_html_label(html, ISN_LABEL_LOOK_UP);
    isn_html_put(html, "</button>\n</form>\n");
}

static void put_match(isn_web *web, const isnad_match *m, bool first)
{
    isn_dossier *d = &web->d;
    isn_html *html = &d->html;
    const isnad_doc *doc = d->docs[m->place.doc];
    size_t count;
    const isnad_statement *said = isnad_doc_statements(doc, &count);
    isn_html_put(html, "<li><p class=\"slot\"><span class=\"rel ");
    isn_html_put(html, m->relation);
    isn_html_put(html, "\">");
    isn_html_put(html, isn_label_value(m->relation, html->english));
    isn_html_put(html, "</span> ");
    if (first) {
        isn_html_put(html, "<b>");
        isn_html_label(html, ISN_LABEL_FIRST_SEEN);
        isn_html_put(html, "</b> ");
    }
    isn_html_time(html, isn_dossier_day(d, m->place.doc));
    isn_html_put(html, " <span class=\"src\">");
    isn_html_bdi(html, isn_dossier_outlet(d, m->place.doc));
    isn_html_put(html, "</span></p>\n<p>");
    isn_part_context(d, m->place);
    isn_html_put(html, "</p>\n<p>");
    if (m->statement < count) {
        isn_part_chain(d, m->place.doc, said[m->statement].chain,
                       said[m->statement].chain_count);
    } else {
        isn_html_label(html, ISN_LABEL_NOBODY);
    }
    isn_html_put(html, "</p>\n");
    if (!isnad_span_empty(m->figure.span)) {
        isn_html_put(html, "<p>");
        isn_html_label(html, ISN_LABEL_FIGURE);
        isn_html_put(html, ": ");
        isn_part_words(d, m->figure);
        isn_html_put(html, "</p>\n");
    }
    isn_html_put(html, "<p class=\"path\">");
    isn_web_story_link(web, m->story);
    isn_html_put(html, "</p></li>\n");
}

static void put_answer(isn_web *web, const isnad_answer *answer)
{
    isn_html *html = &web->d.html;
    bool seen = false;
    if (answer->match_count == 0) {
        isn_html_put(html, "<p role=\"status\">");
        isn_html_label(html, ISN_LABEL_NOT_TOLD);
        isn_html_put(html, "</p>\n");
        return;
    }
    isn_html_put(html, "<ol class=\"cards matches\">\n");
    for (uint32_t i = 0; i < answer->match_count; i++) {
        const isnad_match *m = &answer->matches[i];
        bool says_so = strcmp(m->relation, "repeats") == 0;
        put_match(web, m, says_so && !seen);
        seen |= says_so;
    }
    isn_html_put(html, "</ol>\n");
}

int isn_web_claim(isn_web *web)
{
    const char *sentence = isn_target_value(web->target, "q");
    sentence = sentence && sentence[0] ? sentence : NULL;
    isn_claim claim = {0};
    isnad_status status = ISNAD_OK;
    if (sentence && strlen(sentence) > ISN_CLAIM_MAX) {
        return ISN_HTTP_URI_TOO_LONG;
    }
    if (sentence) {
        status = isn_claim_ask(web->site, sentence, &claim);
    }
    isn_web_begin(web, ISN_LABEL_TRACE, NULL);
    isn_web_heading(web, ISN_LABEL_TRACE);
    put_form(web, sentence);
    if (sentence && !status) {
        put_answer(web, &claim.answer);
    }
    isn_claim_free(&claim);
    web->d.html.status = web->d.html.status ? web->d.html.status : status;
    isn_web_end(web);
    return ISN_HTTP_OK;
}
