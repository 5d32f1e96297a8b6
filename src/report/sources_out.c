/* What kinds of source stand behind the statements of each story and outlet:
 * who is named, who speaks for an office, who stays unnamed. */
#include <stdlib.h>
#include <string.h>

#include "report/csv_out.h"
#include "report/fixed_words.h"
#include "report/source_tally.h"
#include "report/text_out.h"

enum { LARGEST_TABLE = 1 << 28 };

/* ---- printing ----------------------------------------------------------- */

static void put_csv(isn_csv *csv, const isnad_story *s, const isn_tallies *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const isn_tally *t = &all->items[i];
        if (t->all == 0) {
            continue;
        }
        isn_csv_text(csv, s ? s->id : NULL);
        isn_csv_text(csv, s ? s->title : NULL);
        isn_csv_text(csv, t->outlet);
        isn_csv_count(csv, t->all);
        for (unsigned k = 0; k < ISN_SOURCE_KINDS; k++) {
            isn_csv_count(csv, t->of_kind[k]);
        }
        isn_csv_end_row(csv);
    }
}

static void put_text(isn_buffer *out, const isnad_report_options *options,
                     const isnad_story *s, const isn_tallies *all)
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
        const isn_tally *t = &all->items[i];
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
        for (unsigned k = 0; k < ISN_SOURCE_KINDS; k++) {
            if (t->of_kind[k]) {
                isn_buffer_format(out, " · %s %u (%u %%)",
                                  isn_label_value(isn_source_kinds[k], english),
                                  t->of_kind[k],
                                  (t->of_kind[k] * 100 + t->all / 2) / t->all);
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

static void put(printer *p, const isnad_story *s, isn_tallies *all)
{
    isn_tallies_sort(all);
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
    isn_tallies all = {malloc((doc_count + 1) * sizeof *all.items), 0};
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
            isn_tallies_add(&all, docs[stories[i].docs[k]]);
        }
        put(&p, &stories[i], &all);
    }
    for (size_t i = 0; i < doc_count; i++) {
        isn_tallies_add(&all, docs[i]);
    }
    put(&p, NULL, &all);
    free(all.items);
    return format == ISNAD_FORMAT_CSV ? isn_csv_end(&p.csv)
                                      : isn_out_end(&p.text, sink);
}
