#include <string.h>

#include "report/csv_out.h"
#include "report/pile_text.h"
#include "report/text_out.h"

typedef struct sheet {
    isn_csv csv;
    isnad_doc *const *docs;
} sheet;

static void text(sheet *s, const char *value) { isn_csv_text(&s->csv, value); }

static void count(sheet *s, uint64_t value) { isn_csv_count(&s->csv, value); }

/* Rows are counted from 1, as people do. */
static void rows(sheet *s, const uint32_t *items, uint32_t item_count)
{
    for (uint32_t i = 0; i < item_count; i++) {
        isn_buffer_format(&s->csv.cell, i ? " %u" : "%u", items[i] + 1);
    }
    isn_csv_flush_cell(&s->csv);
}

static void place(sheet *s, isnad_place at)
{
    const isnad_doc *doc = s->docs[at.doc];
    isnad_raw_span raw = isnad_doc_raw(doc, at.span);
    text(s, isnad_doc_path(doc));
    size_t step_count;
    const char *const *steps = isnad_doc_steps(doc, &step_count);
    for (size_t i = 0; i < step_count; i++) {
        isn_buffer_text(&s->csv.cell, i ? " " : "");
        isn_out_clean_text(&s->csv.cell, steps[i]);
    }
    isn_csv_flush_cell(&s->csv);
    count(s, raw.begin);
    count(s, raw.end);
    text(s, isnad_doc_url(doc).value);
}

static void row(sheet *s, const isnad_story *story, uint32_t number)
{
    const isnad_row *r = &story->rows[number];
    const isnad_doc *doc = s->docs[r->place.doc];
    text(s, story->id);
    text(s, story->title);
    count(s, number + 1);
    isn_out_clean(&s->csv.cell, isnad_doc_words(doc, r->place.span));
    isn_csv_flush_cell(&s->csv);
    text(s, r->speaker);
    for (uint32_t i = 0; i < r->chain_count; i++) {
        isn_buffer_text(&s->csv.cell, i ? " ← " : "");
        isn_out_clean_text(&s->csv.cell, r->chain[i].name);
    }
    isn_csv_flush_cell(&s->csv);
    text(s, isnad_stance_text(r->stance));
    text(s, r->source_kind);
    text(s, r->on);
    text(s, r->first_seen);
    count(s, r->origins);
    count(s, r->copies);
    count(s, r->wording_count);
    rows(s, r->supersedes, r->supersedes_count);
    rows(s, r->superseded_by, r->superseded_by_count);
    rows(s, r->contradicts, r->contradicts_count);
    place(s, r->place);
    isn_csv_end_row(&s->csv);
}

isnad_status isn_pile_csv(const isnad_pile *pile, isnad_sink sink)
{
    static const char *const names[] = {
        "story",       "title",  "statement",   "words",      "speaker",
        "chain",       "stance", "source_kind", "on",         "first_seen",
        "origins",     "copies", "wordings",    "supersedes", "superseded_by",
        "contradicts", "path",   "steps",       "begin",      "end",
        "url"};
    sheet s;
    size_t doc_count, story_count;
    s.docs = isnad_pile_docs(pile, &doc_count);
    const isnad_story *stories = isnad_pile_stories(pile, &story_count);
    isn_csv_begin(&s.csv, sink, names, sizeof names / sizeof *names);
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < story_count; i++) {
        for (uint32_t n = 0; n < stories[i].row_count; n++) {
            row(&s, &stories[i], n);
        }
        status = isn_csv_hand_on(&s.csv);
    }
    isnad_status last = isn_csv_end(&s.csv);
    return status ? status : last;
}
