/* What was read of which words, and by which rule: for whoever doubts it. */
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "report/fixed_words.h"
#include "report/print_article.h"
#include "report/text_out.h"

typedef enum kind { DATE, FIGURE, NAME, STATEMENT } kind;

/* A finding of any kind, by its number in the document's list. */
typedef struct finding {
    isnad_span span;
    kind kind;
    size_t index;
} finding;

typedef struct printer {
    const isnad_doc *doc;
    const isnad_report_options *options;
    isn_buffer out;
} printer;

static int by_place(const void *a, const void *b)
{
    const finding *x = a, *y = b;
    if (x->span.begin != y->span.begin) {
        return x->span.begin < y->span.begin ? -1 : 1;
    }
    if (x->span.end != y->span.end) { /* the wider first */
        return x->span.end > y->span.end ? -1 : 1;
    }
    if (x->kind != y->kind) {
        return x->kind < y->kind ? -1 : 1;
    }
    return x->index < y->index ? -1 : x->index > y->index;
}

/* A line «label: » of a finding. */
static void label(printer *p, isn_label name)
{
    isn_buffer_text(&p->out, "     ");
    isn_out_style(&p->out, p->options, "2");
    isn_buffer_text(&p->out, isn_label_text(name, p->options->english));
    isn_buffer_text(&p->out, ": ");
    isn_out_style(&p->out, p->options, "0");
}

static void value(printer *p, const char *key)
{
    isn_out_value(&p->out, p->options, key);
}

/* The label with a text of isnad's own behind it, in an isolate. */
static void fact(printer *p, isn_label name, const char *text)
{
    if (text) {
        label(p, name);
        isn_out_words_text(&p->out, p->options, text);
        isn_buffer_char(&p->out, '\n');
    }
}

/* The main rule, then the others that fired. */
static void rules(printer *p, const char *rule, uint32_t fired, unsigned count,
                  const char *(*text)(unsigned))
{
    label(p, ISN_LABEL_RULE);
    isn_out_words_text(&p->out, p->options, rule);
    const char *before = "  (";
    for (unsigned i = 0; i < count; i++) {
        if (fired >> i & 1 && strcmp(text(i), rule) != 0) {
            isn_buffer_text(&p->out, before);
            isn_buffer_text(&p->out, text(i));
            before = " + ";
        }
    }
    isn_buffer_text(&p->out, *before == ' ' && before[1] == '+' ? ")\n" : "\n");
}

static const char *date_rule(unsigned i)
{
    return isnad_date_rule_text((isnad_date_rule)i);
}

static const char *figure_rule(unsigned i)
{
    return isnad_figure_rule_text((isnad_figure_rule)i);
}

static void explain_date(printer *p, const isnad_date *d)
{
    label(p, ISN_LABEL_DATE);
    isn_out_words_text(&p->out, p->options,
                       d->time.value ? d->time.value : "?");
    isn_buffer_text(&p->out, d->margin ? " ±1\n" : "\n");
    if (d->sure != ISNAD_SURE_UNKNOWN) {
        label(p, ISN_LABEL_SURE);
        value(p, isnad_sure_text(d->sure));
        isn_buffer_char(&p->out, '\n');
    }
    fact(p, ISN_LABEL_ANCHOR, d->anchor);
    rules(p, d->rule, d->rules, ISNAD_DATE_RULE_COUNT_OF, date_rule);
}

static void explain_figure(printer *p, const isnad_figure *f)
{
    label(p, ISN_LABEL_FIGURE);
    if (f->of) {
        value(p, isn_figure_kind(f));
    }
    isn_buffer_text(&p->out, f->approximate ? " ≈ " : " ");
    isn_out_bounds(&p->out, f->low, f->high);
    isn_buffer_char(&p->out, '\n');
    rules(p, f->rule, f->rules, ISNAD_FIGURE_RULE_COUNT_OF, figure_rule);
}

static void explain_name(printer *p, const isnad_name *n)
{
    static const isn_label types[] = {[ISNAD_PER] = ISN_LABEL_PER,
                                      [ISNAD_LOC] = ISN_LABEL_LOC,
                                      [ISNAD_ORG] = ISN_LABEL_ORG};
    label(p, ISN_LABEL_NAME);
    if (n->entity < p->doc->entities.count) {
        isn_out_words_text(&p->out, p->options,
                           p->doc->entities.items[n->entity].name);
    }
    isn_buffer_text(&p->out, " (");
    isn_buffer_text(&p->out,
                    isn_label_text(types[n->type], p->options->english));
    isn_buffer_text(&p->out, ")\n");
    fact(p, ISN_LABEL_RULE, n->rule);
}

static void explain_statement(printer *p, const isnad_statement *s)
{
    label(p, ISN_LABEL_STATEMENT);
    isn_out_words_text(&p->out, p->options, s->speech_class);
    if (s->stance != ISNAD_ASSERTS) {
        isn_buffer_text(&p->out, ", ");
        isn_buffer_text(&p->out, isn_label_text(s->stance == ISNAD_DENIES
                                                    ? ISN_LABEL_DENIES
                                                    : ISN_LABEL_HEDGES,
                                                p->options->english));
    }
    isn_buffer_text(&p->out, "  ");
    isn_out_words(&p->out, p->options, isnad_doc_words(p->doc, s->cue));
    isn_buffer_char(&p->out, '\n');
    label(p, ISN_LABEL_SPEAKER);
    if (s->speaker.entity) {
        isn_out_words_text(&p->out, p->options, s->speaker.entity);
    } else {
        isn_buffer_text(&p->out,
                        isn_label_text(ISN_LABEL_NOBODY, p->options->english));
    }
    isn_buffer_char(&p->out, '\n');
    for (uint32_t i = 0; i < s->chain_count; i++) {
        fact(p, ISN_LABEL_CHAIN, s->chain[i].name);
    }
    fact(p, ISN_LABEL_WHEN, s->on.value);
    fact(p, ISN_LABEL_RULE, s->rule);
}

static void explain(printer *p, const finding *f)
{
    isn_out_style(&p->out, p->options, "1");
    isn_out_words(&p->out, p->options, isnad_doc_words(p->doc, f->span));
    isn_out_style(&p->out, p->options, "0");
    isn_buffer_char(&p->out, '\n');
    switch (f->kind) {
    case DATE:
        explain_date(p, &p->doc->dates.items[f->index]);
        break;
    case FIGURE:
        explain_figure(p, &p->doc->figures.items[f->index]);
        break;
    case NAME:
        explain_name(p, &p->doc->names.items[f->index]);
        break;
    case STATEMENT:
        explain_statement(p, &p->doc->statements.items[f->index]);
        break;
    }
}

#define COLLECT(list, of_kind)                                                 \
    for (size_t i = 0; i < (list).count; i++) {                                \
        found[count++] = (finding){(list).items[i].span, of_kind, i};          \
    }

isnad_status isn_document_explain(const isnad_doc *doc,
                                  const isnad_report_options *options,
                                  isnad_sink sink)
{
    static const isnad_report_options plain;
    printer p = {.doc = doc, .options = options ? options : &plain};
    size_t count = doc->dates.count + doc->figures.count + doc->names.count +
                   doc->statements.count;
    finding *found = calloc(count + 1, sizeof *found);
    if (!found) {
        return ISNAD_NOMEM;
    }
    count = 0;
    COLLECT(doc->dates, DATE)
    COLLECT(doc->figures, FIGURE)
    COLLECT(doc->names, NAME)
    COLLECT(doc->statements, STATEMENT)
    isn_sort(found, count, sizeof *found, by_place);
    isn_buffer_init(&p.out, ISN_LARGEST_ARTICLE);
    fact(&p, ISN_LABEL_LOCAL_FILE, doc->path);
    fact(&p, ISN_LABEL_PUBLISHED, doc->published.time.value);
    for (size_t i = 0; i < count; i++) {
        explain(&p, &found[i]);
    }
    free(found);
    isn_buffer_char(&p.out, '\n');
    return isn_out_end(&p.out, sink);
}
