/* Where a pasted sentence stands in a pile, for people and for programs.
 * Nothing is judged: who tells it, who tells it otherwise, with which words. */
#include <string.h>

#include "core/docdata.h"
#include "report/address.h"
#include "report/fixed_words.h"
#include "report/text_out.h"

enum { LARGEST_ANSWER = 1 << 24 };

static const isnad_row *row_of(const isnad_pile *pile, const isnad_match *m)
{
    size_t count;
    const isnad_story *stories = isnad_pile_stories(pile, &count);
    return m->row == ISNAD_NO_ROW ? NULL : &stories[m->story].rows[m->row];
}

/* The hops of this very wording. */
static const isnad_hop *hops_of(const isnad_doc *doc, const isnad_match *m,
                                uint32_t *count)
{
    size_t n;
    const isnad_statement *all = isnad_doc_statements(doc, &n);
    *count = m->statement < n ? all[m->statement].chain_count : 0;
    return m->statement < n ? all[m->statement].chain : NULL;
}

static const isnad_doc *doc_of(const isnad_pile *pile, isnad_place place)
{
    size_t count;
    return isnad_pile_docs(pile, &count)[place.doc];
}

/* ---- JSON --------------------------------------------------------------- */

static void put_hops(isn_json *json, const isnad_doc *doc, const isnad_match *m)
{
    uint32_t count;
    const isnad_hop *hops = hops_of(doc, m, &count);
    isn_json_put_array(json, "chain");
    for (uint32_t i = 0; i < count; i++) {
        isn_json_object(json);
        isn_json_put_text(json, "name", hops[i].name);
        isn_json_key(json, "cue");
        if (isnad_span_empty(hops[i].cue)) {
            isn_json_null(json);
        } else {
            isn_put_address_value(json, doc, hops[i].cue);
        }
        isn_json_object_end(json);
    }
    isn_json_array_end(json);
}

static void put_match(isn_json *json, const isnad_pile *pile,
                      const isnad_match *m)
{
    const isnad_doc *doc = doc_of(pile, m->place);
    const isnad_row *row = row_of(pile, m);
    isn_json_object(json);
    isn_put_address(json, doc, m->place.span);
    isn_json_put_text(json, "outlet", isnad_doc_outlet(doc).value);
    isn_json_put_text(json, "published", isnad_doc_published(doc)->best);
    isn_json_put_text(json, "relation", m->relation);
    /* Two places are enough to see what is nearer. */
    isn_json_put_number(json, "alike",
                        (double)(int)(m->alike * 100 + 0.5) / 100);
    isn_json_put_count(json, "story", m->story);
    isn_json_put_count(json, "origin", m->origin);
    isn_json_key(json, "statement");
    if (row) {
        isn_json_count(json, m->row);
    } else {
        isn_json_null(json);
    }
    isn_json_put_text(json, "speaker", row ? row->speaker : NULL);
    put_hops(json, doc, m);
    isn_json_key(json, "figure");
    if (isnad_span_empty(m->figure.span)) {
        isn_json_null(json);
    } else {
        isn_put_address_value(json, doc, m->figure.span);
    }
    isn_json_object_end(json);
}

static isnad_status put_json(const isnad_pile *pile, const isnad_doc *question,
                             const isnad_answer *answer, isnad_sink sink)
{
    isn_json json;
    isn_json_begin(&json, sink, 2);
    isn_json_object(&json);
    isn_json_put_view(&json, "claim", isnad_doc_text(question));
    isn_json_put_array(&json, "matches");
    for (uint32_t i = 0; i < answer->match_count; i++) {
        put_match(&json, pile, &answer->matches[i]);
    }
    isn_json_array_end(&json);
    isn_json_object_end(&json);
    return isn_json_end(&json);
}

/* ---- text --------------------------------------------------------------- */

typedef struct printer {
    isn_buffer out;
    const isnad_pile *pile;
    const isnad_report_options *options;
    bool english;
} printer;

static void raw(printer *p, const char *text)
{
    isn_buffer_text(&p->out, text);
}

static void label(printer *p, isn_label label)
{
    raw(p, isn_label_text(label, p->english));
}

static void words(printer *p, isnad_place place)
{
    isn_out_words(&p->out, p->options,
                  isnad_doc_words(doc_of(p->pile, place), place.span));
}

static void put_chain(printer *p, const isnad_doc *doc, const isnad_match *m)
{
    uint32_t count;
    const isnad_hop *hops = hops_of(doc, m, &count);
    if (count == 0) {
        label(p, ISN_LABEL_NOBODY);
    }
    for (uint32_t i = 0; i < count; i++) {
        raw(p, i ? " ← " : "");
        isn_out_words_text(&p->out, p->options, hops[i].name);
    }
}

static void put_line(printer *p, const isnad_match *m, bool first)
{
    const isnad_doc *doc = doc_of(p->pile, m->place);
    const isnad_fact outlet = isnad_doc_outlet(doc);
    const char *day = isnad_doc_published(doc)->best;
    isnad_raw_span at = isnad_doc_raw(doc, m->place.span);
    raw(p, first ? "* " : "  ");
    if (first) {
        label(p, ISN_LABEL_FIRST_SEEN);
        raw(p, " ");
    }
    raw(p, day ? day : isn_label_text(ISN_LABEL_UNDATED, p->english));
    raw(p, "  ");
    isn_out_value(&p->out, p->options, m->relation);
    raw(p, "  «");
    words(p, m->place);
    raw(p, "»\n      ");
    put_chain(p, doc, m);
    if (!isnad_span_empty(m->figure.span)) {
        raw(p, " · ");
        label(p, ISN_LABEL_FIGURE);
        raw(p, " ");
        words(p, m->figure);
    }
    raw(p, "\n      ");
    isn_out_words_text(&p->out, p->options,
                       outlet.value ? outlet.value : isnad_doc_path(doc));
    raw(p, " · ");
    isn_out_words_text(&p->out, p->options, isnad_doc_path(doc));
    isn_buffer_format(&p->out, " [%llu, %llu)\n", (unsigned long long)at.begin,
                      (unsigned long long)at.end);
}

static isnad_status put_text(const isnad_pile *pile, const isnad_doc *question,
                             const isnad_answer *answer,
                             const isnad_report_options *options,
                             isnad_sink sink)
{
    printer p = {.pile = pile, .options = options};
    p.english = options && options->english;
    isn_buffer_init(&p.out, LARGEST_ANSWER);
    label(&p, ISN_LABEL_WORDS);
    raw(&p, ": ");
    isn_out_words(&p.out, options, isnad_doc_text(question));
    raw(&p, "\n");
    bool seen = false;
    for (uint32_t i = 0; i < answer->match_count; i++) {
        bool says_so = strcmp(answer->matches[i].relation, "repeats") == 0;
        put_line(&p, &answer->matches[i], says_so && !seen);
        seen |= says_so;
    }
    label(&p, ISN_LABEL_LIMIT_FIRST);
    raw(&p, "\n");
    return isn_out_end(&p.out, sink);
}

isnad_status isnad_report_claim(const isnad_pile *pile,
                                const isnad_doc *question,
                                const isnad_answer *answer, isnad_format format,
                                const isnad_report_options *options,
                                isnad_sink sink)
{
    switch (format) {
    case ISNAD_FORMAT_JSON:
        return put_json(pile, question, answer, sink);
    case ISNAD_FORMAT_TEXT:
        return put_text(pile, question, answer, options, sink);
    default:
        return ISNAD_USAGE;
    }
}
