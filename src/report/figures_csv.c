/* The figure ledger for those who record casualties. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/docdata.h"
#include "report/csv_out.h"
#include "report/text_out.h"
#include "text/text.h"

typedef struct ledger {
    isn_csv csv;
    isnad_doc *const *docs;
    const isnad_figure_filter *filter;
} ledger;

static const char *day_of(const ledger *l, const isnad_reading *r)
{
    if (r->as_of) {
        return r->as_of;
    }
    const isnad_published *p = isnad_doc_published(l->docs[r->place.doc]);
    return p->time.value;
}

/* The place named most often in the story: where it happened, as far as the
 * texts tell. */
static const char *place_of(const isnad_story *s)
{
    const char *name = NULL;
    uint64_t most = 0;
    for (uint32_t i = 0; i < s->actor_count; i++) {
        uint64_t count = 0;
        for (uint32_t k = 0; k < s->actors[i].form_count; k++) {
            count += s->actors[i].forms[k].count;
        }
        if (s->actors[i].type == ISNAD_LOC && count > most) {
            most = count;
            name = s->actors[i].name;
        }
    }
    return name;
}

static void slot_cells(ledger *l, const isnad_story *s, const isnad_slot *slot,
                       const char *place)
{
    isn_csv_text(&l->csv, s->id);
    isn_csv_text(&l->csv, s->title);
    isn_csv_text(&l->csv, slot->of);
    isn_csv_text(&l->csv, slot->part);
    isn_csv_text(&l->csv, slot->scope);
    isn_csv_text(&l->csv, place);
}

/* The sentence of a place: the words in Arabic that give the figure. */
static void sentence_cell(ledger *l, isnad_place place)
{
    isnad_doc *doc = l->docs[place.doc];
    isnad_span span = place.span, whole = isn_text_sentence(doc, span.begin);
    if (whole.begin <= span.begin && whole.end >= span.end) {
        span = whole;
    }
    isn_out_clean(&l->csv.cell, isnad_doc_words(doc, span));
    isn_csv_flush_cell(&l->csv);
}

static void reading_row(ledger *l, const isnad_story *s, const isnad_slot *slot,
                        const isnad_reading *r, const char *place)
{
    const isnad_doc *doc = l->docs[r->place.doc];
    isnad_raw_span raw = isnad_doc_raw(doc, r->place.span);
    slot_cells(l, s, slot, place);
    isn_csv_text(&l->csv, day_of(l, r));
    isn_csv_number(&l->csv, r->low);
    isn_csv_number(&l->csv, r->high);
    isn_csv_text(&l->csv, r->earlier ? "earlier" : "current");
    isn_csv_text(&l->csv, isnad_figure_relation_text(r->relation));
    isn_csv_text(&l->csv, r->by);
    isn_csv_text(&l->csv, isnad_doc_outlet(doc).value);
    isn_csv_text(&l->csv, r->origin < s->origin_count
                              ? s->origins[r->origin].name
                              : NULL);
    isn_out_clean(&l->csv.cell, isnad_doc_words(doc, r->place.span));
    isn_csv_flush_cell(&l->csv);
    sentence_cell(l, r->place);
    isn_csv_text(&l->csv, isnad_doc_path(doc));
    isn_csv_count(&l->csv, raw.begin);
    isn_csv_count(&l->csv, raw.end);
    isn_csv_text(&l->csv, isnad_doc_url(doc).value);
    isn_csv_end_row(&l->csv);
}

/* Does a later reading of the slot stand for the same origin? */
static bool superseded(const isnad_slot *slot, uint32_t i)
{
    for (uint32_t k = i + 1; k < slot->reading_count; k++) {
        if (slot->readings[k].origin == slot->readings[i].origin &&
            !slot->readings[k].earlier) {
            return true;
        }
    }
    return false;
}

/* The last current reading of each origin counts; a withdrawn one does not. */
static bool counts(const isnad_slot *slot, uint32_t i)
{
    const isnad_reading *r = &slot->readings[i];
    return !r->earlier && r->relation != ISNAD_FIGURE_WITHDRAWS &&
           !superseded(slot, i);
}

typedef struct extremes {
    double min, max;
    const char *first, *last; /* days */
    uint32_t origins;
} extremes;

static extremes extremes_of(const ledger *l, const isnad_slot *slot)
{
    extremes e = {.min = INFINITY, .max = -INFINITY};
    for (uint32_t i = 0; i < slot->reading_count; i++) {
        const isnad_reading *r = &slot->readings[i];
        const char *day = day_of(l, r);
        if (day) {
            e.first = e.first && strcmp(e.first, day) <= 0 ? e.first : day;
            e.last = e.last && strcmp(e.last, day) >= 0 ? e.last : day;
        }
        if (!counts(slot, i)) {
            continue;
        }
        e.origins++;
        double low = isfinite(r->low) ? r->low : 0;
        double high = isfinite(r->high) ? r->high : r->low;
        e.min = low < e.min ? low : e.min;
        e.max = high > e.max ? high : e.max;
    }
    return e;
}

/* Who gives the figures that count, and in which words. */
static void min_max_row(ledger *l, const isnad_story *s, const isnad_slot *slot,
                        const char *place)
{
    extremes e = extremes_of(l, slot);
    if (e.origins == 0) {
        return;
    }
    slot_cells(l, s, slot, place);
    isn_csv_text(&l->csv, e.first);
    isn_csv_text(&l->csv, e.last);
    isn_csv_number(&l->csv, e.min);
    isn_csv_number(&l->csv, e.max);
    isn_csv_count(&l->csv, e.origins);
    for (uint32_t i = 0, n = 0; i < slot->reading_count; i++) {
        const isnad_reading *r = &slot->readings[i];
        if (counts(slot, i)) {
            const char *outlet = isnad_doc_outlet(l->docs[r->place.doc]).value;
            isn_buffer_text(&l->csv.cell, n++ ? "؛ " : "");
            const isnad_doc *doc = l->docs[r->place.doc];
            isn_out_clean_text(&l->csv.cell,
                               outlet || r->by ? outlet : isnad_doc_path(doc));
            if (r->by) {
                isn_buffer_text(&l->csv.cell, outlet ? " ← " : "");
                isn_out_clean_text(&l->csv.cell, r->by);
            }
        }
    }
    isn_csv_flush_cell(&l->csv);
    for (uint32_t i = 0, n = 0; i < slot->reading_count; i++) {
        const isnad_reading *r = &slot->readings[i];
        if (counts(slot, i)) {
            isn_buffer_text(&l->csv.cell, n++ ? "؛ " : "");
            isn_out_clean(&l->csv.cell, isnad_doc_words(l->docs[r->place.doc],
                                                        r->place.span));
        }
    }
    isn_csv_flush_cell(&l->csv);
    isn_csv_end_row(&l->csv);
}

static void slot_rows(ledger *l, const isnad_story *s, const isnad_slot *slot)
{
    const char *role = l->filter ? l->filter->role : NULL;
    if (role && strcmp(role, slot->of ? slot->of : "") != 0) {
        return;
    }
    const char *place = place_of(s);
    if (l->filter && l->filter->min_max) {
        min_max_row(l, s, slot, place);
        return;
    }
    for (uint32_t i = 0; i < slot->reading_count; i++) {
        reading_row(l, s, slot, &slot->readings[i], place);
    }
}

isnad_status isnad_report_figures(const isnad_pile *pile, isnad_format format,
                                  const isnad_figure_filter *filter,
                                  isnad_sink sink)
{
    static const char *const each[] = {
        "story", "title",    "of",     "part",     "scope", "place",  "as_of",
        "low",   "high",     "status", "relation", "by",    "outlet", "origin",
        "words", "sentence", "path",   "begin",    "end",   "url"};
    static const char *const bounds[] = {
        "story", "title", "of",  "part",    "scope",   "place", "from",
        "to",    "min",   "max", "origins", "sources", "words"};
    if (format != ISNAD_FORMAT_CSV) {
        return ISNAD_USAGE;
    }
    ledger l = {.filter = filter};
    size_t doc_count, story_count;
    l.docs = isnad_pile_docs(pile, &doc_count);
    const isnad_story *stories = isnad_pile_stories(pile, &story_count);
    bool min_max = filter && filter->min_max;
    isn_csv_begin(&l.csv, sink, min_max ? bounds : each,
                  min_max ? sizeof bounds / sizeof *bounds
                          : sizeof each / sizeof *each);
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < story_count; i++) {
        for (uint32_t n = 0; n < stories[i].slot_count; n++) {
            slot_rows(&l, &stories[i], &stories[i].slots[n]);
        }
        status = isn_csv_hand_on(&l.csv);
    }
    isnad_status last = isn_csv_end(&l.csv);
    return status ? status : last;
}
