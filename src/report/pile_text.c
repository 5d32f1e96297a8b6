#include "report/pile_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/print_article.h"
#include "report/fixed_words.h"
#include "report/others.h"
#include "report/stretch_out.h"
#include "report/text_out.h"

typedef struct printer {
    isnad_doc *const *docs;
    const isnad_link *links;
    const isnad_story *stories;
    const isnad_report_options *options;
    bool markdown, english;
    isn_buffer out;
} printer;

static const isnad_report_options plain_options;

/* ---- pieces ------------------------------------------------------------- */

static void raw(printer *p, const char *text)
{
    isn_buffer_text(&p->out, text);
}

static void words(printer *p, isnad_view view)
{
    if (p->markdown) {
        isn_out_md(&p->out, view);
    } else {
        isn_out_words(&p->out, p->options, view);
    }
}

static void text(printer *p, const char *value)
{
    words(p, (isnad_view){value, value ? strlen(value) : 0});
}

static void label(printer *p, isn_label name)
{
    raw(p, isn_label_text(name, p->english));
}

/* A fixed value of the output in the reader's language, else source text. */
static void value(printer *p, const char *key)
{
    const char *known = isn_label_value(key, p->english);
    if (known == key) {
        text(p, key);
    } else {
        raw(p, known);
    }
}

static void style(printer *p, const char *code)
{
    if (!p->markdown) {
        isn_out_style(&p->out, p->options, code);
    }
}

static void heading(printer *p, isn_label name)
{
    raw(p, p->markdown ? "\n### " : "\n");
    style(p, "1");
    label(p, name);
    style(p, "0");
    raw(p, p->markdown ? "\n\n" : "\n");
}

static void bullet(printer *p) { raw(p, p->markdown ? "- " : "  • "); }

/* A line that belongs to the item above. */
static void under(printer *p) { raw(p, p->markdown ? "  \n   " : "\n     "); }

/* path:begin–end, where the words stand. */
static void evidence(printer *p, isnad_place place)
{
    const isnad_doc *doc = p->docs[place.doc];
    isnad_raw_span at = isnad_doc_raw(doc, place.span);
    style(p, "2");
    text(p, isnad_doc_path(doc));
    isn_buffer_format(&p->out, ":%llu–%llu", (unsigned long long)at.begin,
                      (unsigned long long)at.end);
    style(p, "0");
}

static void place_words(printer *p, isnad_place place)
{
    words(p, isnad_doc_words(p->docs[place.doc], place.span));
}

static void document(printer *p, uint32_t number)
{
    const isnad_doc *doc = p->docs[number];
    const char *outlet = isnad_doc_outlet(doc).value;
    const isnad_published *published = isnad_doc_published(doc);
    if (outlet) {
        text(p, outlet);
        raw(p, ", ");
    }
    if (published->time.value) {
        text(p, published->time.value);
    } else {
        label(p, ISN_LABEL_UNDATED);
    }
    raw(p, ": ");
    text(p, isnad_doc_path(doc));
}

static void row_numbers(printer *p, const char *what, const uint32_t *rows,
                        uint32_t count)
{
    if (count == 0) {
        return;
    }
    raw(p, " · ");
    raw(p, what);
    for (uint32_t i = 0; i < count; i++) {
        isn_buffer_format(&p->out, i ? ", %u" : " %u", rows[i] + 1);
    }
}

/* ---- sections ----------------------------------------------------------- */

static void put_origins(printer *p, const isnad_story *story)
{
    heading(p, ISN_LABEL_ORIGINS);
    for (uint32_t i = 0; i < story->origin_count; i++) {
        const isnad_origin *origin = &story->origins[i];
        bullet(p);
        text(p, origin->name);
        if (origin->why) {
            raw(p, " (");
            isn_buffer words;
            isn_buffer_init(&words, 1 << 20);
            isn_label_reason(&words, origin->why, p->english);
            if (words.status && !p->out.status) {
                p->out.status = words.status;
            }
            value(p, words.data);
            isn_buffer_free(&words);
            raw(p, ")");
        }
        for (uint32_t d = 0; d < origin->doc_count; d++) {
            under(p);
            document(p, origin->docs[d]);
        }
        raw(p, "\n");
    }
}

/* Its path, and which record of that file it is. */
static void put_name(printer *p, uint32_t number)
{
    const isnad_doc *doc = p->docs[number];
    text(p, doc->path);
    if (doc->step_count > 0) {
        raw(p, " ");
        text(p, doc->steps[0]);
    }
}

static void put_link(printer *p, const isnad_link *link)
{
    put_name(p, link->a);
    raw(p, " → ");
    put_name(p, link->b);
    raw(p, ": ");
    value(p, isnad_link_kind_text(link->kind));
    raw(p, ", ");
    value(p, isnad_link_form_text(link->form));
    isn_buffer_format(&p->out, ", %ld %%",
                      lround(100 * fmax(link->shared_a, link->shared_b)));
}

static void put_copies(printer *p, const isnad_story *story)
{
    if (story->link_count == 0) {
        return;
    }
    heading(p, ISN_LABEL_COPIES);
    for (uint32_t i = 0; i < story->link_count; i++) {
        bullet(p);
        put_link(p, &p->links[story->links[i]]);
        raw(p, "\n");
    }
}

static void put_chain(printer *p, const isnad_row *row)
{
    if (row->chain_count == 0 && !row->speaker) {
        label(p, ISN_LABEL_NOBODY);
    }
    for (uint32_t i = 0; i < row->chain_count; i++) {
        raw(p, i ? " ← " : "");
        text(p, row->chain[i].name);
    }
    if (row->chain_count == 0) {
        text(p, row->speaker);
    }
}

static void put_row(printer *p, const isnad_row *row, uint32_t number)
{
    isn_buffer_format(&p->out, p->markdown ? "%u. «" : "%3u. «", number + 1);
    place_words(p, row->place);
    raw(p, "»");
    under(p);
    put_chain(p, row);
    if (row->stance != ISNAD_ASSERTS) {
        raw(p, " · ");
        label(p, row->stance == ISNAD_DENIES ? ISN_LABEL_DENIES
                                             : ISN_LABEL_HEDGES);
    }
    if (row->on) {
        raw(p, " · ");
        text(p, row->on);
    }
    under(p);
    label(p, ISN_LABEL_FIRST_SEEN);
    raw(p, " ");
    text(p, row->first_seen ? row->first_seen : "?");
    raw(p, " · ");
    label(p, ISN_LABEL_ORIGINS);
    isn_buffer_format(&p->out, " %u · ", row->origins);
    label(p, ISN_LABEL_COPIES);
    isn_buffer_format(&p->out, " %u", row->copies);
    row_numbers(p, isn_label_text(ISN_LABEL_SUPERSEDED, p->english),
                row->superseded_by, row->superseded_by_count);
    row_numbers(p, isn_label_text(ISN_LABEL_CONTRADICTED, p->english),
                row->contradicts, row->contradicts_count);
    for (uint32_t i = 0; i < row->wording_count; i++) {
        under(p);
        const isnad_wording *w = &row->wordings[i];
        evidence(p, (isnad_place){w->place.doc, w->whole});
        for (uint32_t c = 0; c < row->wordings[i].change_count; c++) {
            raw(p, c ? ", " : " ");
            value(p, row->wordings[i].changes[c].kind);
        }
    }
    if (row->wording_count == 0) {
        under(p);
        evidence(p, row->place);
    }
    raw(p, "\n");
}

static void put_rows(printer *p, const isnad_story *story)
{
    if (story->row_count == 0) {
        return;
    }
    heading(p, ISN_LABEL_LEDGER);
    for (uint32_t i = 0; i < story->row_count; i++) {
        put_row(p, &story->rows[i], i);
    }
}

static void put_reading(printer *p, const isnad_reading *reading)
{
    under(p);
    raw(p, reading->approximate ? "≈ " : "");
    isn_out_bounds(&p->out, reading->low, reading->high);
    if (reading->as_of) {
        raw(p, " · ");
        text(p, reading->as_of);
    }
    if (reading->by) {
        raw(p, " · ");
        label(p, ISN_LABEL_BY);
        raw(p, " ");
        text(p, reading->by);
    }
    raw(p, " · ");
    value(p, isnad_figure_relation_text(reading->relation));
    if (reading->earlier) {
        raw(p, " · ");
        label(p, ISN_LABEL_EARLIER);
    }
    raw(p, " · «");
    place_words(p, reading->place);
    raw(p, "» ");
    evidence(p, reading->place);
}

static void put_slots(printer *p, const isnad_story *story)
{
    if (story->slot_count == 0) {
        return;
    }
    heading(p, ISN_LABEL_FIGURES);
    for (uint32_t i = 0; i < story->slot_count; i++) {
        const isnad_slot *slot = &story->slots[i];
        bullet(p);
        value(p, slot->of);
        if (slot->part) {
            raw(p, " (");
            value(p, slot->part);
            raw(p, ")");
        }
        if (slot->scope) {
            raw(p, " · ");
            text(p, slot->scope);
        }
        for (uint32_t r = 0; r < slot->reading_count; r++) {
            put_reading(p, &slot->readings[r]);
        }
        raw(p, "\n");
    }
}

static void put_agreements(printer *p, const isnad_story *story)
{
    if (story->agreement_count == 0) {
        return;
    }
    heading(p, ISN_LABEL_AGREEMENTS);
    for (uint32_t i = 0; i < story->agreement_count; i++) {
        const isnad_agreement *agreement = &story->agreements[i];
        bullet(p);
        value(p, agreement->slot);
        raw(p, ": ");
        text(p, agreement->value);
        raw(p, " · ");
        label(p, ISN_LABEL_ORIGINS);
        isn_buffer_format(&p->out, " %u", agreement->origin_count);
        for (uint32_t e = 0; e < agreement->evidence_count; e++) {
            under(p);
            raw(p, "«");
            place_words(p, agreement->evidence[e]);
            raw(p, "» ");
            evidence(p, agreement->evidence[e]);
        }
        raw(p, "\n");
    }
}

static void put_differences(printer *p, const isnad_story *story)
{
    if (story->difference_count == 0) {
        return;
    }
    heading(p, ISN_LABEL_DIFFERENCES);
    for (uint32_t i = 0; i < story->difference_count; i++) {
        const isnad_difference *difference = &story->differences[i];
        bullet(p);
        value(p, difference->relation);
        raw(p, ", ");
        value(p, difference->slot);
        for (uint32_t r = 0; r < difference->reading_count; r++) {
            const isnad_difference_reading *reading = &difference->readings[r];
            under(p);
            text(p, reading->value);
            if (reading->by) {
                raw(p, " · ");
                label(p, ISN_LABEL_BY);
                raw(p, " ");
                text(p, reading->by);
            }
            raw(p, " · ");
            evidence(p, reading->evidence);
        }
        raw(p, "\n");
    }
}

static void put_names(printer *p, const isnad_story *story)
{
    bool any = false;
    for (uint32_t i = 0; i < story->actor_count; i++) {
        const isnad_actor *actor = &story->actors[i];
        if (actor->form_count < 2) {
            continue; /* nothing to tell apart */
        }
        if (!any) {
            heading(p, ISN_LABEL_FORMS);
            any = true;
        }
        bullet(p);
        text(p, actor->name);
        raw(p, ":");
        for (uint32_t f = 0; f < actor->form_count; f++) {
            raw(p, f ? " · " : " ");
            text(p, actor->forms[f].text);
            isn_buffer_format(&p->out, " %u", actor->forms[f].count);
        }
        raw(p, "\n");
    }
}

/* What it was, and what it became. */
static void put_change(printer *p, const char *what, isnad_place from,
                       isnad_place to)
{
    const isnad_place sides[] = {from, to};
    bullet(p);
    value(p, what);
    for (unsigned k = 0; k < 2; k++) {
        under(p);
        raw(p, k ? "← «" : "«");
        place_words(p, sides[k]);
        raw(p, "» · ");
        evidence(p, sides[k]);
    }
    raw(p, "\n");
}

static void put_lost(printer *p, const isnad_story *story)
{
    if (story->lost_count > 0) {
        heading(p, ISN_LABEL_LOST);
    }
    for (uint32_t i = 0; i < story->lost_count; i++) {
        const isnad_loss *l = &story->lost[i];
        put_change(p, l->what, l->from, l->to);
    }
    if (story->revision_count > 0) {
        heading(p, ISN_LABEL_VERSIONS);
    }
    for (uint32_t i = 0; i < story->revision_count; i++) {
        const isnad_revision *r = &story->revisions[i];
        put_change(p, r->what, r->from, r->to);
    }
}

static void put_labels(printer *p, const isnad_story *story)
{
    if (story->label_count == 0) {
        return;
    }
    heading(p, ISN_LABEL_LABELS);
    for (uint32_t i = 0; i < story->label_count; i++) {
        const isnad_label *of = &story->labels[i];
        bullet(p);
        value(p, of->of);
        for (uint32_t m = 0; m < of->mention_count; m++) {
            const isnad_label_mention *mention = &of->mentions[m];
            under(p);
            raw(p, "«");
            text(p, mention->word);
            raw(p, "» · ");
            text(p, mention->owner);
            raw(p, " (");
            value(p, mention->voice);
            raw(p, ") · ");
            evidence(p, mention->evidence);
        }
        raw(p, "\n");
    }
}

static void put_timeline(printer *p, const isnad_story *story)
{
    if (story->moment_count == 0) {
        return;
    }
    heading(p, ISN_LABEL_TIMELINE);
    for (uint32_t i = 0; i < story->moment_count; i++) {
        const isnad_moment *moment = &story->timeline[i];
        bullet(p);
        text(p, moment->when);
        row_numbers(p, isn_label_text(ISN_LABEL_STATEMENTS, p->english),
                    moment->rows, moment->row_count);
        for (uint32_t d = 0; d < moment->place_count; d++) {
            under(p);
            place_words(p, moment->places[d]);
        }
        raw(p, "\n");
    }
}

static void put_related(printer *p, const isnad_story *story)
{
    if (story->related_count > 0) {
        heading(p, ISN_LABEL_RELATED);
    }
    for (uint32_t i = 0; i < story->related_count; i++) {
        const isnad_related *r = &story->related[i];
        const char *title = p->stories[r->story].title;
        bullet(p);
        label(p, strcmp(r->order, "run-up") == 0      ? ISN_LABEL_RUN_UP
                 : strcmp(r->order, "aftermath") == 0 ? ISN_LABEL_AFTERMATH
                                                      : ISN_LABEL_BESIDE);
        isn_buffer_format(&p->out, " %u · ", r->story + 1);
        text(p, title ? title : "");
        raw(p, "\n");
    }
}

/* ---- the whole ---------------------------------------------------------- */

static void put_title(printer *p, const isnad_story *story, size_t number)
{
    if (p->markdown) {
        isn_buffer_format(&p->out, "## %zu. ", number);
    } else {
        style(p, "1;7");
        isn_buffer_format(&p->out, " %zu ", number);
        style(p, "0;1");
        raw(p, " ");
    }
    if (story->title) {
        text(p, story->title);
    } else {
        label(p, ISN_LABEL_NO_TITLE);
    }
    style(p, "0");
    raw(p, p->markdown ? "\n\n" : "\n    ");
    if (story->from) {
        text(p, story->from);
        if (story->to && strcmp(story->from, story->to) != 0) {
            raw(p, " – ");
            text(p, story->to);
        }
    } else {
        label(p, ISN_LABEL_UNDATED);
    }
    raw(p, " · ");
    label(p, ISN_LABEL_DOCUMENTS);
    isn_buffer_format(&p->out, " %u · ", story->doc_count);
    label(p, ISN_LABEL_ORIGINS);
    isn_buffer_format(&p->out, " %u\n", story->origin_count);
}

static void put_story(printer *p, const isnad_story *story, size_t number)
{
    put_title(p, story, number);
    put_origins(p, story);
    put_copies(p, story);
    put_agreements(p, story);
    put_differences(p, story);
    put_slots(p, story);
    put_rows(p, story);
    put_lost(p, story);
    put_labels(p, story);
    put_names(p, story);
    put_timeline(p, story);
    put_related(p, story);
    raw(p, "\n");
}

static void put_limits(printer *p)
{
    static const isn_label limits[] = {
        ISN_LABEL_LIMIT_CREDIT, ISN_LABEL_LIMIT_CHAIN, ISN_LABEL_LIMIT_FIRST};
    raw(p, p->markdown ? "---\n\n" : "");
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        style(p, "2");
        label(p, limits[i]);
        style(p, "0");
        raw(p, p->markdown ? "  \n" : "\n");
    }
}

static void put_others(printer *p)
{
    if (p->options->other_count > 0) {
        style(p, "2");
        label(p, ISN_LABEL_OTHER_LANGUAGES);
        raw(p, ": ");
        isn_others_counts(&p->out, p->options);
        style(p, "0");
        raw(p, "\n\n");
    }
}

isnad_status isn_pile_text(const isnad_pile *pile, bool markdown,
                           const isnad_report_options *options, isnad_sink sink)
{
    printer p = {
        .options = options ? options : &plain_options,
        .markdown = markdown,
        .english = options && options->english,
    };
    size_t doc_count, story_count, link_count;
    p.docs = isnad_pile_docs(pile, &doc_count);
    p.links = isnad_pile_links(pile, &link_count);
    const isnad_story *stories = isnad_pile_stories(pile, &story_count);
    p.stories = stories;
    isn_buffer_init(&p.out, ISN_LARGEST_ARTICLE);
    if (markdown) {
        raw(&p, "# ");
        label(&p, ISN_LABEL_PILE);
        isn_buffer_format(&p.out, "\n\n");
    }
    put_others(&p);
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < story_count; i++) {
        put_story(&p, &stories[i], i + 1);
        status = p.out.status ? p.out.status
                              : sink.write(sink.data, p.out.data, p.out.len);
        isn_buffer_clear(&p.out);
    }
    put_limits(&p);
    if (status) {
        isn_buffer_free(&p.out);
        return status;
    }
    return isn_out_end(&p.out, sink);
}

static void put_side(printer *p, isnad_doc *doc, isnad_span span)
{
    isn_buffer side;
    isn_buffer_init(&side, ISN_LARGEST_ARTICLE);
    isn_stretch_words(&side, doc, span);
    raw(p, "«");
    words(p, (isnad_view){side.data, side.len});
    raw(p, "»");
    if (side.status && !p->out.status) {
        p->out.status = side.status;
    }
    isn_buffer_free(&side);
}

/* A line for each stretch that both have or that was changed. */
static isnad_status put_stretches(printer *p, const isnad_pile *pile,
                                  const isnad_link *link)
{
    isnad_stretch *stretches;
    size_t count;
    isnad_status status = isnad_link_compare(pile, link, &stretches, &count);
    for (size_t i = 0; i < count; i++) {
        const isnad_stretch *s = &stretches[i];
        raw(p, isn_stretch_same(s) ? "  = " : "  ≠ ");
        if (!isn_stretch_same(s)) {
            value(p, s->kind);
            raw(p, ": ");
        }
        if (!isnad_span_empty(s->a)) {
            put_side(p, p->docs[link->a], s->a);
        }
        if (!isnad_span_empty(s->b) && !isn_stretch_same(s)) {
            raw(p, isnad_span_empty(s->a) ? "" : " ← ");
            put_side(p, p->docs[link->b], s->b);
        }
        raw(p, "\n");
    }
    free(stretches);
    return status;
}

isnad_status isn_copies_text(const isnad_pile *pile,
                             const isnad_report_options *options,
                             isnad_sink sink)
{
    printer p = {
        .options = options ? options : &plain_options,
        .english = options && options->english,
    };
    size_t doc_count, link_count;
    p.docs = isnad_pile_docs(pile, &doc_count);
    p.links = isnad_pile_links(pile, &link_count);
    isn_buffer_init(&p.out, ISN_LARGEST_ARTICLE);
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < link_count; i++) {
        put_link(&p, &p.links[i]);
        raw(&p, "\n");
        if (p.options->passages) {
            status = put_stretches(&p, pile, &p.links[i]);
        }
        status = status         ? status
                 : p.out.status ? p.out.status
                 : p.out.len == 0
                     ? ISNAD_OK
                     : sink.write(sink.data, p.out.data, p.out.len);
        isn_buffer_clear(&p.out);
    }
    if (status) {
        isn_buffer_free(&p.out);
        return status;
    }
    return isn_out_end(&p.out, sink);
}
