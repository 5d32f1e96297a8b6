#include "report/doc_text.h"

#include "report/fixed_words.h"
#include "report/print_article.h"
#include "report/text_out.h"

typedef struct printer {
    const isnad_doc *doc;
    const isnad_report_options *options;
    isn_buffer out;
} printer;

static void words(printer *p, isnad_span span)
{
    isn_out_words(&p->out, p->options, isnad_doc_words(p->doc, span));
}

static void label(printer *p, isn_label name)
{
    isn_buffer_text(&p->out, isn_label_text(name, p->options->english));
}

static void value(printer *p, const char *key)
{
    isn_out_value(&p->out, p->options, key);
}

static void fact(printer *p, isn_label name, const char *text)
{
    if (text) {
        isn_out_style(&p->out, p->options, "2");
        label(p, name);
        isn_buffer_text(&p->out, ": ");
        isn_out_style(&p->out, p->options, "0");
        isn_out_words_text(&p->out, p->options, text);
        isn_buffer_char(&p->out, '\n');
    }
}

static void heading(printer *p, isn_label name)
{
    isn_buffer_char(&p->out, '\n');
    isn_out_style(&p->out, p->options, "1");
    label(p, name);
    isn_out_style(&p->out, p->options, "0");
    isn_buffer_char(&p->out, '\n');
}

static void head(printer *p)
{
    const isnad_doc *doc = p->doc;
    if (!isnad_span_empty(doc->title)) {
        isn_out_style(&p->out, p->options, "1");
        words(p, doc->title);
        isn_out_style(&p->out, p->options, "0");
        isn_buffer_char(&p->out, '\n');
    }
    fact(p, ISN_LABEL_LOCAL_FILE, doc->path);
    fact(p, ISN_LABEL_PUBLISHED, doc->published.time.value);
    if (doc->published.time.value) {
        fact(p, ISN_LABEL_KNOWN_FROM, doc->published.from);
    }
    fact(p, ISN_LABEL_OUTLET, doc->outlet.value);
    fact(p, ISN_LABEL_AUTHOR, doc->author.value);
    for (size_t i = 0; i < doc->agencies.count; i++) {
        fact(p, ISN_LABEL_AGENCY, doc->agencies.items[i].value);
    }
    isn_buffer_char(&p->out, '\n');
}

static void chain(printer *p, const isnad_statement *s)
{
    for (uint32_t i = 0; i < s->chain_count; i++) {
        isn_buffer_text(&p->out, i ? " ← " : "     ");
        isn_out_words_text(&p->out, p->options, s->chain[i].name);
    }
    if (s->chain_count == 0) {
        isn_buffer_text(&p->out, "     ");
        label(p, ISN_LABEL_NOBODY);
    }
    isn_buffer_char(&p->out, '\n');
}

static void statements(printer *p)
{
    const isnad_doc *doc = p->doc;
    if (doc->statements.count == 0) {
        return;
    }
    heading(p, ISN_LABEL_STATEMENTS);
    for (size_t i = 0; i < doc->statements.count; i++) {
        const isnad_statement *s = &doc->statements.items[i];
        isn_buffer_format(&p->out, "%3zu. ", i + 1);
        isn_buffer_text(&p->out, s->direct ? "«" : "");
        words(p, s->span);
        isn_buffer_text(&p->out, s->direct ? "»" : "");
        if (s->stance != ISNAD_ASSERTS) {
            isn_buffer_text(&p->out, " (");
            label(p, s->stance == ISNAD_DENIES ? ISN_LABEL_DENIES
                                               : ISN_LABEL_HEDGES);
            isn_buffer_char(&p->out, ')');
        }
        if (s->on.value) {
            isn_buffer_text(&p->out, " ");
            isn_out_clean_text(&p->out, s->on.value);
        }
        isn_buffer_char(&p->out, '\n');
        isn_out_style(&p->out, p->options, "2");
        chain(p, s);
        isn_out_style(&p->out, p->options, "0");
    }
}

static void dates(printer *p)
{
    const isnad_doc *doc = p->doc;
    if (doc->dates.count > 0) {
        heading(p, ISN_LABEL_DATES);
    }
    for (size_t i = 0; i < doc->dates.count; i++) {
        isn_buffer_text(&p->out, "     ");
        isn_out_clean_text(&p->out, doc->dates.items[i].time.value
                                        ? doc->dates.items[i].time.value
                                        : "?");
        isn_buffer_text(&p->out, "  ");
        words(p, doc->dates.items[i].span);
        isn_buffer_char(&p->out, '\n');
    }
}

static void figures(printer *p)
{
    const isnad_doc *doc = p->doc;
    bool any = false;
    for (size_t i = 0; i < doc->figures.count; i++) {
        const isnad_figure *f = &doc->figures.items[i];
        if (!f->of) {
            continue;
        }
        if (!any) {
            heading(p, ISN_LABEL_FIGURES);
            any = true;
        }
        isn_buffer_text(&p->out, "     ");
        value(p, isn_figure_kind(f));
        isn_buffer_text(&p->out, f->approximate ? " ≈ " : " ");
        isn_out_bounds(&p->out, f->low, f->high);
        isn_buffer_text(&p->out, "  ");
        words(p, f->span);
        isn_buffer_char(&p->out, '\n');
    }
}

isnad_status isn_document_text(const isnad_doc *doc,
                               const isnad_report_options *options,
                               isnad_sink sink)
{
    static const isnad_report_options plain;
    options = options ? options : &plain;
    printer p = {.doc = doc, .options = options};
    isn_buffer_init(&p.out, ISN_LARGEST_ARTICLE);
    head(&p);
    for (size_t i = 0; i < doc->blocks.count; i++) {
        const isnad_block *block = &doc->blocks.items[i];
        if (isnad_block_is_article(block) && block->role != ISNAD_ROLE_TITLE) {
            bool subhead = block->role == ISNAD_ROLE_SUBHEAD;
            isn_out_style(&p.out, options, subhead ? "1" : "0");
            words(&p, block->span);
            isn_out_style(&p.out, options, "0");
            isn_buffer_char(&p.out, '\n');
        }
    }
    statements(&p);
    figures(&p);
    dates(&p);
    isn_buffer_char(&p.out, '\n');
    return isn_out_end(&p.out, sink);
}
