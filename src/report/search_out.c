/* What a search found: the passages, with the sought words marked. */
#include <string.h>

#include "core/docdata.h"
#include "report/address.h"
#include "report/fixed_words.h"
#include "report/text_out.h"

enum { LARGEST_LIST = 1 << 27 };

/* ---- the passage -------------------------------------------------------- */

/* How many different marks a sentence has, and how many in all. */
typedef struct worth {
    uint32_t different, all;
} worth;

static bool same_words(const isnad_doc *doc, isnad_span a, isnad_span b)
{
    isnad_view x = isnad_doc_words(doc, a), y = isnad_doc_words(doc, b);
    return x.len == y.len && memcmp(x.data, y.data, x.len) == 0;
}

static bool inside(isnad_span span, isnad_span mark)
{
    return mark.begin >= span.begin && mark.end <= span.end;
}

/* The marks from *next on that are in `span`; *next moves behind them. */
static worth weigh(const isnad_found *f, isnad_span span, size_t *next)
{
    enum { COMPARED = 16 };
    worth w = {0, 0};
    while (*next < f->mark_count && f->marks[*next].begin < span.begin) {
        ++*next;
    }
    size_t first = *next;
    for (; *next < f->mark_count && inside(span, f->marks[*next]); ++*next) {
        bool known = w.all >= COMPARED;
        for (size_t i = first; i < *next && !known; i++) {
            known = same_words(f->doc, f->marks[i], f->marks[*next]);
        }
        w.different += !known;
        w.all++;
    }
    return w;
}

static isnad_span best_sentence(const isnad_found *f)
{
    const isnad_doc *doc = f->doc;
    isnad_span best = {0, 0};
    worth highest = {0, 0};
    size_t next = 0;
    for (size_t i = 0; i < doc->sentences.count; i++) {
        const isn_sentence *s = &doc->sentences.items[i];
        const isnad_block *block = &doc->blocks.items[s->block];
        if (!isnad_block_is_article(block) || block->role == ISNAD_ROLE_TITLE) {
            continue;
        }
        worth w = weigh(f, s->span, &next);
        bool more = w.different > highest.different ||
                    (w.different == highest.different && w.all > highest.all);
        if (isnad_span_empty(best) || more) {
            best = s->span;
            highest = w;
        }
    }
    return best;
}

isnad_span isnad_found_passage(const isnad_found *f)
{
    const isnad_doc *doc = f->doc;
    if (f->hit.statement < doc->statements.count) {
        return doc->statements.items[f->hit.statement].span;
    }
    isnad_span best = best_sentence(f);
    return isnad_span_empty(best) ? doc->title : best;
}

/* ---- JSON --------------------------------------------------------------- */

static void put_statement(isn_json *json, const isnad_doc *doc, uint32_t at)
{
    isn_json_key(json, "statement");
    if (at >= doc->statements.count) {
        isn_json_null(json);
        return;
    }
    const isnad_statement *s = &doc->statements.items[at];
    isn_json_object(json);
    isn_json_put_text(json, "speaker", s->speaker.entity);
    isn_json_put_text(json, "stance", isnad_stance_text(s->stance));
    isn_json_put_text(json, "source_kind", s->source_kind);
    isn_json_put_text(json, "on", s->on.value);
    isn_json_put_array(json, "chain");
    for (uint32_t i = 0; i < s->chain_count; i++) {
        isn_json_text(json, s->chain[i].name);
    }
    isn_json_array_end(json);
    isn_json_object_end(json);
}

static void put_hit(isn_json *json, const isnad_found *f)
{
    isnad_span passage = isnad_found_passage(f);
    isn_json_object(json);
    isn_json_put_count(json, "document", (uint64_t)f->hit.document);
    isn_json_put_text(json, "sha256", isnad_doc_sha256(f->doc));
    isn_json_put_view(json, "title", isnad_doc_words(f->doc, f->doc->title));
    isn_json_put_text(json, "outlet", f->doc->outlet.value);
    isn_json_put_text(json, "published", f->doc->published.best);
    isn_json_put_text(json, "url", f->doc->url.value);
    /* Two places are enough to see what is nearer. */
    isn_json_put_number(json, "score",
                        (double)(int)(f->hit.score * 100 + 0.5) / 100);
    isn_json_key(json, "passage");
    isn_put_address_value(json, f->doc, passage);
    isn_json_put_array(json, "marks");
    for (size_t i = 0; i < f->mark_count; i++) {
        if (inside(passage, f->marks[i])) {
            isn_put_span_value(json, f->doc, f->marks[i]);
        }
    }
    isn_json_array_end(json);
    put_statement(json, f->doc, f->hit.statement);
    isn_json_object_end(json);
}

static isnad_status put_json(const isnad_found_list *list, isnad_sink sink)
{
    isn_json json;
    isn_json_begin(&json, sink, 2);
    isn_json_object(&json);
    isn_json_put_count(&json, "total", list->total);
    isn_json_put_bool(&json, "more", list->more);
    isn_json_put_array(&json, "hits");
    for (size_t i = 0; i < list->count; i++) {
        put_hit(&json, &list->items[i]);
    }
    isn_json_array_end(&json);
    isn_json_put_array(&json, "facets");
    for (size_t i = 0; i < list->facet_count; i++) {
        isn_json_object(&json);
        isn_json_put_text(&json, "kind",
                          isnad_facet_text(list->facets[i].kind));
        isn_json_put_text(&json, "value", list->facets[i].value);
        isn_json_put_count(&json, "count", list->facets[i].count);
        isn_json_object_end(&json);
    }
    isn_json_array_end(&json);
    isn_json_object_end(&json);
    return isn_json_end(&json);
}

/* ---- text --------------------------------------------------------------- */

typedef struct printer {
    isn_buffer out;
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

/* Source words on one line, the marks bold, or between brackets. */
static void put_passage(printer *p, const isnad_found *f)
{
    isnad_span passage = isnad_found_passage(f);
    bool bold = p->options && p->options->terminal && p->options->color;
    uint32_t at = passage.begin;
    const char *text = f->doc->text;
    raw(p, p->options && p->options->terminal ? "\xE2\x81\xA8" : "");
    for (size_t i = 0; i < f->mark_count; i++) {
        isnad_span mark = f->marks[i];
        if (!inside(passage, mark)) {
            continue;
        }
        isn_out_clean(&p->out, (isnad_view){text + at, mark.begin - at});
        bool apart = mark.begin > at + 1 && text[mark.begin - 1] == ' ';
        raw(p, apart ? " " : "");
        isn_out_style(&p->out, p->options, "1");
        raw(p, bold ? "" : "[");
        isn_out_clean(&p->out, isnad_doc_words(f->doc, mark));
        raw(p, bold ? "" : "]");
        isn_out_style(&p->out, p->options, "0");
        at = mark.end;
        raw(p, at < passage.end && text[at] == ' ' ? " " : "");
    }
    isn_out_clean(&p->out, (isnad_view){text + at, passage.end - at});
    raw(p, p->options && p->options->terminal ? "\xE2\x81\xA9" : "");
}

static void put_who(printer *p, const isnad_found *f)
{
    if (f->hit.statement >= f->doc->statements.count) {
        return;
    }
    const isnad_statement *s = &f->doc->statements.items[f->hit.statement];
    raw(p, "    ");
    if (s->speaker.entity) {
        isn_out_words_text(&p->out, p->options, s->speaker.entity);
    } else {
        label(p, ISN_LABEL_NOBODY);
    }
    raw(p, " · ");
    isn_out_value(&p->out, p->options, s->source_kind);
    if (s->stance != ISNAD_ASSERTS) {
        raw(p, " · ");
        label(p,
              s->stance == ISNAD_DENIES ? ISN_LABEL_DENIES : ISN_LABEL_HEDGES);
    }
    raw(p, "\n");
}

static void put_found(printer *p, const isnad_found *f)
{
    const char *day = f->doc->published.best;
    const char *outlet = f->doc->outlet.value;
    isnad_raw_span at = isnad_doc_raw(f->doc, isnad_found_passage(f));
    raw(p, day ? day : isn_label_text(ISN_LABEL_UNDATED, p->english));
    raw(p, "  ");
    isn_out_words_text(
        &p->out, p->options,
        outlet ? outlet : isn_label_text(ISN_LABEL_UNKNOWN_OUTLET, p->english));
    raw(p, "  ");
    isn_out_style(&p->out, p->options, "1");
    isn_out_words(&p->out, p->options, isnad_doc_words(f->doc, f->doc->title));
    isn_out_style(&p->out, p->options, "0");
    raw(p, "\n");
    put_who(p, f);
    raw(p, "    ");
    put_passage(p, f);
    raw(p, "\n    ");
    isn_out_style(&p->out, p->options, "2");
    isn_out_words_text(&p->out, p->options, isnad_doc_path(f->doc));
    isn_buffer_format(&p->out, " [%llu, %llu)\n", (unsigned long long)at.begin,
                      (unsigned long long)at.end);
    isn_out_style(&p->out, p->options, "0");
}

static void put_facets(printer *p, const isnad_found_list *list)
{
    static const isn_label labels[ISNAD_FACET_COUNT] = {
        ISN_LABEL_PER,    ISN_LABEL_LOC,  ISN_LABEL_ORG,         ISN_LABEL_ROLE,
        ISN_LABEL_OUTLET, ISN_LABEL_DATE, ISN_LABEL_SOURCE_KIND,
    };
    for (size_t i = 0; i < list->facet_count; i++) {
        const isnad_facet *f = &list->facets[i];
        bool first = i == 0 || list->facets[i - 1].kind != f->kind;
        if (first) {
            raw(p, i ? "\n" : "");
            isn_out_style(&p->out, p->options, "2");
            label(p, labels[f->kind]);
            isn_out_style(&p->out, p->options, "0");
        }
        raw(p, first ? ": " : " · ");
        if (f->kind == ISNAD_FACET_KIND) {
            isn_out_value(&p->out, p->options, f->value);
        } else {
            isn_out_words_text(&p->out, p->options, f->value);
        }
        isn_buffer_format(&p->out, " %u", f->count);
    }
    raw(p, list->facet_count > 0 ? "\n" : "");
}

static isnad_status put_text(const isnad_found_list *list,
                             const isnad_report_options *options,
                             isnad_sink sink)
{
    printer p = {.options = options};
    p.english = options && options->english;
    isn_buffer_init(&p.out, LARGEST_LIST);
    for (size_t i = 0; i < list->count; i++) {
        put_found(&p, &list->items[i]);
    }
    raw(&p, list->count > 0 ? "\n" : "");
    label(&p, list->more ? ISN_LABEL_FOUND_MORE : ISN_LABEL_FOUND);
    isn_buffer_format(&p.out, ": %llu\n", (unsigned long long)list->total);
    put_facets(&p, list);
    return isn_out_end(&p.out, sink);
}

isnad_status isnad_report_found(const isnad_found_list *list,
                                isnad_format format,
                                const isnad_report_options *options,
                                isnad_sink sink)
{
    switch (format) {
    case ISNAD_FORMAT_JSON:
        return put_json(list, sink);
    case ISNAD_FORMAT_TEXT:
        return put_text(list, options, sink);
    default:
        return ISNAD_USAGE;
    }
}
