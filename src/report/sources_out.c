/* What kinds of source stand behind the statements of each story and outlet:
 * who is named, who speaks for an office, who stays unnamed. */
#include <stdlib.h>
#include <string.h>

#include "core/docdata.h"
#include "report/csv_out.h"
#include "report/fixed_words.h"
#include "report/text_out.h"

static const char *const kinds[] = {"named",   "office", "document",
                                    "media",   "social", "eyewitness",
                                    "unnamed", "nobody"};
enum { KINDS = sizeof kinds / sizeof *kinds, LARGEST_TABLE = 1 << 28 };

/* The statements of one outlet, in one story or in all. */
typedef struct tally {
    const char *outlet; /* NULL: unknown */
    uint32_t of_kind[KINDS], all;
} tally;

typedef struct tallies {
    tally *items;
    size_t count;
} tallies;

static unsigned kind_of(const isnad_statement *s)
{
    for (unsigned k = 0; k < KINDS; k++) {
        if (s->source_kind && strcmp(s->source_kind, kinds[k]) == 0) {
            return k;
        }
    }
    return KINDS - 1;
}

static bool same_outlet(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static tally *tally_of(tallies *all, const char *outlet)
{
    for (size_t i = 0; i < all->count; i++) {
        if (same_outlet(all->items[i].outlet, outlet)) {
            return &all->items[i];
        }
    }
    all->items[all->count] = (tally){.outlet = outlet};
    return &all->items[all->count++];
}

static void add_document(tallies *all, const isnad_doc *doc)
{
    size_t count;
    const isnad_statement *s = isnad_doc_statements(doc, &count);
    tally *t = tally_of(all, isnad_doc_outlet(doc).value);
    for (size_t i = 0; i < count; i++) {
        t->of_kind[kind_of(&s[i])]++;
        t->all++;
    }
}

static int by_outlet(const void *a, const void *b)
{
    const tally *x = a, *y = b;
    return strcmp(x->outlet ? x->outlet : "", y->outlet ? y->outlet : "");
}

/* ---- printing ----------------------------------------------------------- */

static void put_csv(isn_csv *csv, const isnad_story *s, const tallies *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const tally *t = &all->items[i];
        if (t->all == 0) {
            continue;
        }
        isn_csv_text(csv, s ? s->id : NULL);
        isn_csv_text(csv, s ? s->title : NULL);
        isn_csv_text(csv, t->outlet);
        isn_csv_count(csv, t->all);
        for (unsigned k = 0; k < KINDS; k++) {
            isn_csv_count(csv, t->of_kind[k]);
        }
        isn_csv_end_row(csv);
    }
}

static void put_text(isn_buffer *out, const isnad_report_options *options,
                     const isnad_story *s, const tallies *all)
{
    bool english = options && options->english;
    isn_out_style(out, options, "1");
    if (s) {
        isn_out_words_text(out, options, s->title);
    } else {
        isn_buffer_text(out, isn_label_text(ISN_LABEL_PILE, english));
    }
    isn_out_style(out, options, "0");
    isn_buffer_char(out, '\n');
    for (size_t i = 0; i < all->count; i++) {
        const tally *t = &all->items[i];
        if (t->all == 0) {
            continue;
        }
        isn_buffer_text(out, "  ");
        isn_out_words_text(
            out, options,
            t->outlet ? t->outlet
                      : isn_label_text(ISN_LABEL_UNKNOWN_OUTLET, english));
        isn_buffer_format(out, ": %s %u",
                          isn_label_text(ISN_LABEL_STATEMENTS, english),
                          t->all);
        for (unsigned k = 0; k < KINDS; k++) {
            if (t->of_kind[k]) {
                isn_buffer_format(
                    out, " · %s %u (%u %%)", isn_label_value(kinds[k], english),
                    t->of_kind[k], (t->of_kind[k] * 100 + t->all / 2) / t->all);
            }
        }
        isn_buffer_char(out, '\n');
    }
}

/* ---- the pile ----------------------------------------------------------- */

typedef struct printer {
    isnad_format format;
    const isnad_report_options *options;
    isn_csv csv;
    isn_buffer text;
} printer;

static void put(printer *p, const isnad_story *s, tallies *all)
{
    qsort(all->items, all->count, sizeof *all->items, by_outlet);
    if (p->format == ISNAD_FORMAT_CSV) {
        put_csv(&p->csv, s, all);
    } else {
        put_text(&p->text, p->options, s, all);
    }
    all->count = 0;
}

isnad_status isnad_report_sources(const isnad_pile *pile, isnad_format format,
                                  const isnad_report_options *options,
                                  isnad_sink sink)
{
    static const char *const names[] = {
        "story",    "title", "outlet", "statements", "named",   "office",
        "document", "media", "social", "eyewitness", "unnamed", "nobody"};
    if (format != ISNAD_FORMAT_CSV && format != ISNAD_FORMAT_TEXT) {
        return ISNAD_USAGE;
    }
    size_t doc_count, story_count;
    isnad_doc *const *docs = isnad_pile_docs(pile, &doc_count);
    const isnad_story *stories = isnad_pile_stories(pile, &story_count);
    tallies all = {malloc((doc_count + 1) * sizeof *all.items), 0};
    if (!all.items) {
        return ISNAD_NOMEM;
    }
    printer p = {.format = format, .options = options};
    if (format == ISNAD_FORMAT_CSV) {
        isn_csv_begin(&p.csv, sink, names, sizeof names / sizeof *names);
    } else {
        isn_buffer_init(&p.text, LARGEST_TABLE);
    }
    for (size_t i = 0; i < story_count; i++) {
        for (uint32_t k = 0; k < stories[i].doc_count; k++) {
            add_document(&all, docs[stories[i].docs[k]]);
        }
        put(&p, &stories[i], &all);
    }
    for (size_t i = 0; i < doc_count; i++) {
        add_document(&all, docs[i]);
    }
    put(&p, NULL, &all);
    free(all.items);
    return format == ISNAD_FORMAT_CSV ? isn_csv_end(&p.csv)
                                      : isn_out_end(&p.text, sink);
}
