#include <string.h>

#include "report/print_article.h"
#include "report/pile_text.h"
#include "report/text_out.h"

typedef struct sheet {
    const isnad_pile *pile;
    isnad_doc *const *docs;
    isnad_sink sink;
    isn_buffer out, cell;
    bool first; /* of its row */
} sheet;

/* Spreadsheets run what begins with one of these; the wide forms too. */
static bool starts_formula(isnad_view text)
{
    static const char *const wide[] = {"＝", "＋", "－", "＠"};
    if (text.len > 0 && strchr("=+-@|%\t\r", text.data[0])) {
        return true;
    }
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        size_t len = strlen(wide[i]);
        if (text.len >= len && memcmp(text.data, wide[i], len) == 0) {
            return true;
        }
    }
    return false;
}

void isn_csv_cell(isn_buffer *out, isnad_view text)
{
    isn_buffer_char(out, '"');
    if (starts_formula(text)) {
        isn_buffer_char(out, '\'');
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '"') {
            isn_buffer_char(out, '"');
        }
        isn_buffer_char(out, text.data[i]);
    }
    isn_buffer_char(out, '"');
}

static void separate(sheet *s)
{
    if (!s->first) {
        isn_buffer_char(&s->out, ',');
    }
    s->first = false;
}

/* The cell gathered in s->cell. */
static void flush_cell(sheet *s)
{
    separate(s);
    isn_csv_cell(&s->out, (isnad_view){s->cell.data, s->cell.len});
    if (s->cell.status) {
        s->out.status = s->cell.status;
    }
    isn_buffer_clear(&s->cell);
}

static void text(sheet *s, const char *value)
{
    isn_out_clean_text(&s->cell, value);
    flush_cell(s);
}

static void count(sheet *s, uint64_t value)
{
    separate(s);
    isn_buffer_format(&s->out, "%llu", (unsigned long long)value);
}

/* Rows are counted from 1, as people do. */
static void rows(sheet *s, const uint32_t *items, uint32_t item_count)
{
    for (uint32_t i = 0; i < item_count; i++) {
        isn_buffer_format(&s->cell, i ? " %u" : "%u", items[i] + 1);
    }
    flush_cell(s);
}

static void end_row(sheet *s)
{
    isn_buffer_text(&s->out, "\r\n");
    s->first = true;
}

static void place(sheet *s, isnad_place at)
{
    const isnad_doc *doc = s->docs[at.doc];
    isnad_raw_span raw = isnad_doc_raw(doc, at.span);
    text(s, isnad_doc_path(doc));
    size_t step_count;
    const char *const *steps = isnad_doc_steps(doc, &step_count);
    for (size_t i = 0; i < step_count; i++) {
        isn_buffer_text(&s->cell, i ? " " : "");
        isn_out_clean_text(&s->cell, steps[i]);
    }
    flush_cell(s);
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
    isn_out_clean(&s->cell, isnad_doc_words(doc, r->place.span));
    flush_cell(s);
    text(s, r->speaker);
    for (uint32_t i = 0; i < r->chain_count; i++) {
        isn_buffer_text(&s->cell, i ? " ← " : "");
        isn_out_clean_text(&s->cell, r->chain[i].name);
    }
    flush_cell(s);
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
    end_row(s);
}

static void head(sheet *s)
{
    static const char *const names[] = {
        "story",       "title",  "statement",   "words",      "speaker",
        "chain",       "stance", "source_kind", "on",         "first_seen",
        "origins",     "copies", "wordings",    "supersedes", "superseded_by",
        "contradicts", "path",   "steps",       "begin",      "end",
        "url"};
    isn_buffer_text(&s->out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        text(s, names[i]);
    }
    end_row(s);
}

isnad_status isn_pile_csv(const isnad_pile *pile, isnad_sink sink)
{
    sheet s = {.pile = pile, .sink = sink, .first = true};
    size_t doc_count, story_count;
    s.docs = isnad_pile_docs(pile, &doc_count);
    const isnad_story *stories = isnad_pile_stories(pile, &story_count);
    isn_buffer_init(&s.out, ISN_LARGEST_ARTICLE);
    isn_buffer_init(&s.cell, ISN_LARGEST_ARTICLE);
    head(&s);
    isnad_status status = s.out.status;
    for (size_t i = 0; !status && i < story_count; i++) {
        for (uint32_t n = 0; n < stories[i].row_count; n++) {
            row(&s, &stories[i], n);
        }
        status = s.out.status ? s.out.status
                              : sink.write(sink.data, s.out.data, s.out.len);
        isn_buffer_clear(&s.out);
    }
    isn_buffer_free(&s.cell);
    isnad_status last = isn_out_end(&s.out, sink);
    return status ? status : last;
}
