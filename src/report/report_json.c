#include "report/report_json.h"

#include <stdlib.h>

#include "isnad/isnad.h"
#include "report/address.h"
#include "report/others.h"
#include "report/stretch_out.h"
#include "story/pile.h"

/* Stories and their lists get a line for each item. */
enum { LINES = 4 };

typedef struct printer {
    isn_json json;
    const isnad_pile *pile;
    const isnad_story *story;
} printer;

static const isnad_doc *doc_at(const printer *p, uint32_t index)
{
    return p->pile->docs[index];
}

static void put_place(printer *p, isnad_place place)
{
    isn_put_address_value(&p->json, doc_at(p, place.doc), place.span);
}

static void put_places(printer *p, const char *key, const isnad_place *places,
                       uint32_t count)
{
    isn_json_put_array(&p->json, key);
    for (uint32_t i = 0; i < count; i++) {
        put_place(p, places[i]);
    }
    isn_json_array_end(&p->json);
}

static void put_numbers(printer *p, const char *key, const uint32_t *numbers,
                        uint32_t count)
{
    isn_json_put_array(&p->json, key);
    for (uint32_t i = 0; i < count; i++) {
        isn_json_count(&p->json, numbers[i]);
    }
    isn_json_array_end(&p->json);
}

static void put_words(printer *p, const char *key, isnad_place place)
{
    isn_json_put_view(&p->json, key,
                      isnad_doc_words(doc_at(p, place.doc), place.span));
}

static void put_path(printer *p, const char *key, uint32_t index)
{
    isn_json_put_object(&p->json, key);
    isn_json_put_text(&p->json, "path", doc_at(p, index)->path);
    isn_json_object_end(&p->json);
}

/* A record of a file is named by its path and the way to it. */
static void put_record(printer *p, const char *key, uint32_t index)
{
    const isnad_doc *doc = doc_at(p, index);
    isn_json_put_object(&p->json, key);
    isn_json_put_text(&p->json, "path", doc->path);
    isn_json_put_array(&p->json, "steps");
    for (size_t i = 0; i < doc->step_count; i++) {
        isn_json_text(&p->json, doc->steps[i]);
    }
    isn_json_array_end(&p->json);
    isn_json_object_end(&p->json);
}

/* ---- documents, origins, copies ----------------------------------------- */

static void put_published(printer *p, const isnad_doc *doc)
{
    const isnad_published *pub = &doc->published;
    if (!pub->time.value) {
        isn_json_put_null(&p->json, "published");
        return;
    }
    isn_json_put_object(&p->json, "published");
    isn_json_put_text(&p->json, "value", pub->time.value);
    isn_json_put_text(&p->json, "best", pub->best);
    isn_json_put_text(&p->json, "from", pub->from);
    isn_json_put_array(&p->json, "evidence");
    for (uint32_t i = 0; i < pub->evidence_count; i++) {
        isn_put_address_value(&p->json, doc, pub->evidence[i]);
    }
    isn_json_array_end(&p->json);
    isn_json_object_end(&p->json);
}

static void put_documents(printer *p)
{
    isn_json_put_array(&p->json, "documents");
    for (uint32_t i = 0; i < p->story->doc_count; i++) {
        const isnad_doc *doc = doc_at(p, p->story->docs[i]);
        isn_json_object(&p->json);
        isn_json_put_text(&p->json, "path", doc->path);
        isn_json_put_text(&p->json, "sha256", doc->sha256);
        isn_json_put_text(&p->json, "outlet", doc->outlet.value);
        put_published(p, doc);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
}

static void put_origins(printer *p)
{
    isn_json_put_array(&p->json, "origins");
    for (uint32_t i = 0; i < p->story->origin_count; i++) {
        const isnad_origin *origin = &p->story->origins[i];
        isn_json_object(&p->json);
        isn_json_put_text(&p->json, "name", origin->name);
        isn_json_put_array(&p->json, "documents");
        for (uint32_t k = 0; k < origin->doc_count; k++) {
            isn_json_text(&p->json, doc_at(p, origin->docs[k])->path);
        }
        isn_json_array_end(&p->json);
        isn_json_put_text(&p->json, "why", origin->why);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
}

static void put_passages(printer *p, const isnad_link *link)
{
    const isnad_doc *a = doc_at(p, link->a), *b = doc_at(p, link->b);
    isn_json_put_array(&p->json, "passages");
    for (uint32_t i = 0; i < link->passage_count; i++) {
        isnad_raw_span in_a = isnad_doc_raw(a, link->passages[i].a);
        isnad_raw_span in_b = isnad_doc_raw(b, link->passages[i].b);
        isn_json_array(&p->json);
        isn_json_count(&p->json, in_a.begin);
        isn_json_count(&p->json, in_a.end);
        isn_json_count(&p->json, in_b.begin);
        isn_json_count(&p->json, in_b.end);
        isn_json_array_end(&p->json);
    }
    isn_json_array_end(&p->json);
}

/* Shares with two digits are exact enough to read. */
static double two_digits(double share)
{
    return (double)(int)(share * 100 + 0.5) / 100;
}

static void put_copies(printer *p)
{
    isn_json_put_array(&p->json, "copies");
    for (uint32_t i = 0; i < p->story->link_count; i++) {
        const isnad_link *link = &p->pile->links.items[p->story->links[i]];
        isn_json_object(&p->json);
        isn_json_put_text(&p->json, "of", doc_at(p, link->a)->path);
        isn_json_put_text(&p->json, "document", doc_at(p, link->b)->path);
        isn_json_put_text(&p->json, "kind", isnad_link_kind_text(link->kind));
        isn_json_put_text(&p->json, "form", isnad_link_form_text(link->form));
        isn_json_put_number(&p->json, "shared", two_digits(link->shared_b));
        isn_json_put_text(&p->json, "direction", link->direction);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
}

/* ---- entities ----------------------------------------------------------- */

static void put_actor(printer *p, const isnad_actor *actor)
{
    isn_json_object(&p->json);
    isn_json_put_text(&p->json, "name", actor->name);
    isn_json_put_text(&p->json, "type", isnad_entity_type_text(actor->type));
    isn_json_put_array(&p->json, "forms");
    for (uint32_t i = 0; i < actor->form_count; i++) {
        const isnad_form *form = &actor->forms[i];
        isn_json_object(&p->json);
        isn_json_put_text(&p->json, "text", form->text);
        isn_json_put_text(&p->json, "rule", form->rule);
        isn_json_put_count(&p->json, "count", form->count);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
    isn_json_put_array(&p->json, "roles");
    for (uint32_t i = 0; i < actor->role_count; i++) {
        const isnad_story_role *role = &actor->roles[i];
        isn_json_object(&p->json);
        isn_json_put_text(&p->json, "text", role->text);
        isn_json_put_text(&p->json, "from", role->from);
        isn_json_put_text(&p->json, "to", role->to);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
    if (actor->type == ISNAD_LOC) {
        isn_json_key(&p->json, "location");
        isn_json_location(&p->json, actor->location);
    }
    isn_json_object_end(&p->json);
}

static void put_actors(printer *p)
{
    isn_json_put_array(&p->json, "entities");
    for (uint32_t i = 0; i < p->story->actor_count; i++) {
        put_actor(p, &p->story->actors[i]);
    }
    isn_json_array_end(&p->json);
}

/* ---- statements --------------------------------------------------------- */

static void put_chain(printer *p, const isnad_row *row)
{
    const isnad_doc *doc = doc_at(p, row->place.doc);
    isn_json_put_array(&p->json, "chain");
    for (uint32_t i = 0; i < row->chain_count; i++) {
        isn_json_object(&p->json);
        isn_json_put_text(&p->json, "name", row->chain[i].name);
        isn_json_key(&p->json, "cue");
        if (isnad_span_empty(row->chain[i].cue)) {
            isn_json_null(&p->json);
        } else {
            isn_put_address_value(&p->json, doc, row->chain[i].cue);
        }
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
}

static void put_change_words(printer *p, const char *key, isnad_place place)
{
    if (isnad_span_empty(place.span)) {
        isn_json_put_text(&p->json, key, NULL);
    } else {
        put_words(p, key, place);
    }
}

static void put_wordings(printer *p, const isnad_row *row)
{
    isn_json_put_array(&p->json, "wordings");
    for (uint32_t i = 0; i < row->wording_count; i++) {
        const isnad_wording *w = &row->wordings[i];
        isn_json_object(&p->json);
        isn_put_address(&p->json, doc_at(p, w->place.doc), w->whole);
        put_words(p, "content", w->place);
        isn_json_put_array(&p->json, "changes");
        for (uint32_t k = 0; k < w->change_count; k++) {
            isn_json_object(&p->json);
            isn_json_put_text(&p->json, "kind", w->changes[k].kind);
            put_change_words(p, "from", w->changes[k].from);
            put_change_words(p, "to", w->changes[k].to);
            isn_json_object_end(&p->json);
        }
        isn_json_array_end(&p->json);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
}

static void put_row(printer *p, const isnad_row *row)
{
    isn_json_object(&p->json);
    put_words(p, "words", row->place);
    isn_json_put_text(&p->json, "speaker", row->speaker);
    put_chain(p, row);
    isn_json_put_text(&p->json, "stance", isnad_stance_text(row->stance));
    isn_json_put_text(&p->json, "source_kind", row->source_kind);
    isn_json_put_text(&p->json, "on", row->on);
    isn_json_put_text(&p->json, "first_seen", row->first_seen);
    isn_json_put_count(&p->json, "origins", row->origins);
    isn_json_put_count(&p->json, "copies", row->copies);
    put_wordings(p, row);
    put_numbers(p, "supersedes", row->supersedes, row->supersedes_count);
    put_numbers(p, "superseded_by", row->superseded_by,
                row->superseded_by_count);
    put_numbers(p, "contradicts", row->contradicts, row->contradicts_count);
    put_places(p, "evidence", &row->place, 1);
    isn_json_object_end(&p->json);
}

static void put_rows(printer *p)
{
    isn_json_put_array(&p->json, "statements");
    for (uint32_t i = 0; i < p->story->row_count; i++) {
        put_row(p, &p->story->rows[i]);
    }
    isn_json_array_end(&p->json);
}

/* ---- figures ------------------------------------------------------------ */

static void put_reading(printer *p, const isnad_reading *r)
{
    isn_json_object(&p->json);
    put_path(p, "document", r->place.doc);
    isn_json_put_number(&p->json, "low", r->low);
    isn_json_put_number(&p->json, "high", r->high);
    isn_json_put_bool(&p->json, "approximate", r->approximate);
    isn_json_put_bool(&p->json, "vague", r->vague);
    isn_json_put_text(&p->json, "by", r->by);
    isn_json_put_text(&p->json, "as_of", r->as_of);
    isn_json_put_text(&p->json, "status", r->earlier ? "earlier" : "current");
    isn_json_put_text(&p->json, "relation",
                      isnad_figure_relation_text(r->relation));
    isn_json_put_text(&p->json, "since", r->since);
    put_numbers(p, "supersedes", r->supersedes, r->supersedes_count);
    put_places(p, "evidence", &r->place, 1);
    isn_json_object_end(&p->json);
}

static void put_slots(printer *p)
{
    isn_json_put_array(&p->json, "figures");
    for (uint32_t i = 0; i < p->story->slot_count; i++) {
        const isnad_slot *slot = &p->story->slots[i];
        isn_json_object(&p->json);
        isn_json_put_text(&p->json, "of", slot->of);
        isn_json_put_text(&p->json, "part", slot->part);
        isn_json_put_text(&p->json, "scope", slot->scope);
        isn_json_put_array(&p->json, "readings");
        for (uint32_t k = 0; k < slot->reading_count; k++) {
            put_reading(p, &slot->readings[k]);
        }
        isn_json_array_end(&p->json);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
}

/* ---- agreements, differences, labels, timeline -------------------------- */

static void put_agreements(printer *p)
{
    isn_json_put_array(&p->json, "agreements");
    for (uint32_t i = 0; i < p->story->agreement_count; i++) {
        const isnad_agreement *a = &p->story->agreements[i];
        isn_json_object(&p->json);
        isn_json_put_text(&p->json, "slot", a->slot);
        isn_json_put_text(&p->json, "value", a->value);
        isn_json_put_array(&p->json, "origins");
        for (uint32_t k = 0; k < a->origin_count; k++) {
            isn_json_text(&p->json, p->story->origins[a->origins[k]].name);
        }
        isn_json_array_end(&p->json);
        put_places(p, "evidence", a->evidence, a->evidence_count);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
}

static void put_difference(printer *p, const isnad_difference *d)
{
    isn_json_object(&p->json);
    isn_json_put_text(&p->json, "slot", d->slot);
    isn_json_put_text(&p->json, "relation", d->relation);
    isn_json_put_array(&p->json, "readings");
    for (uint32_t i = 0; i < d->reading_count; i++) {
        const isnad_difference_reading *r = &d->readings[i];
        isn_json_object(&p->json);
        isn_json_put_text(&p->json, "value", r->value);
        put_path(p, "document", r->evidence.doc);
        isn_json_put_text(&p->json, "by", r->by);
        put_places(p, "evidence", &r->evidence, 1);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
    isn_json_object_end(&p->json);
}

static void put_differences(printer *p)
{
    isn_json_put_array(&p->json, "differences");
    for (uint32_t i = 0; i < p->story->difference_count; i++) {
        put_difference(p, &p->story->differences[i]);
    }
    isn_json_array_end(&p->json);
}

static void put_lost(printer *p)
{
    isn_json_put_array(&p->json, "lost");
    for (uint32_t i = 0; i < p->story->lost_count; i++) {
        const isnad_loss *l = &p->story->lost[i];
        isn_json_object(&p->json);
        isn_json_put_text(&p->json, "what", l->what);
        isn_json_key(&p->json, "from");
        isn_put_address_value(&p->json, doc_at(p, l->from.doc), l->from.span);
        isn_json_key(&p->json, "to");
        isn_put_address_value(&p->json, doc_at(p, l->to.doc), l->to.span);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
}

/* null where the quotation is not there. */
static void put_capture(printer *p, const char *key, isnad_place place)
{
    isn_json_key(&p->json, key);
    if (isnad_span_empty(place.span)) {
        isn_json_null(&p->json);
    } else {
        isn_put_address_value(&p->json, doc_at(p, place.doc), place.span);
    }
}

static void put_revisions(printer *p)
{
    isn_json_put_array(&p->json, "versions");
    for (uint32_t i = 0; i < p->story->revision_count; i++) {
        const isnad_revision *r = &p->story->revisions[i];
        isn_json_object(&p->json);
        isn_json_put_text(&p->json, "url", r->url);
        isn_json_put_text(&p->json, "what", r->what);
        put_capture(p, "from", r->from);
        put_capture(p, "to", r->to);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
}

static void put_labels(printer *p)
{
    isn_json_put_array(&p->json, "labels");
    for (uint32_t i = 0; i < p->story->label_count; i++) {
        const isnad_label *label = &p->story->labels[i];
        isn_json_object(&p->json);
        isn_json_put_text(&p->json, "of", label->of);
        isn_json_put_array(&p->json, "mentions");
        for (uint32_t k = 0; k < label->mention_count; k++) {
            const isnad_label_mention *m = &label->mentions[k];
            isn_json_object(&p->json);
            isn_json_put_text(&p->json, "word", m->word);
            isn_json_put_text(&p->json, "owner", m->owner);
            isn_json_put_text(&p->json, "voice", m->voice);
            put_places(p, "evidence", &m->evidence, 1);
            isn_json_object_end(&p->json);
        }
        isn_json_array_end(&p->json);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
}

static void put_timeline(printer *p)
{
    isn_json_put_array(&p->json, "timeline");
    for (uint32_t i = 0; i < p->story->moment_count; i++) {
        const isnad_moment *m = &p->story->timeline[i];
        isn_json_object(&p->json);
        isn_json_put_text(&p->json, "when", m->when);
        put_numbers(p, "statements", m->rows, m->row_count);
        put_places(p, "evidence", m->places, m->place_count);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
}

static void put_related(printer *p)
{
    isn_json_put_array(&p->json, "related");
    for (uint32_t i = 0; i < p->story->related_count; i++) {
        const isnad_related *r = &p->story->related[i];
        const isnad_story *other = &p->pile->stories.items[r->story];
        isn_json_object(&p->json);
        isn_json_put_text(&p->json, "id", other->id);
        isn_json_put_text(&p->json, "title", other->title);
        isn_json_put_text(&p->json, "order", r->order);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
}

/* ---- the whole ---------------------------------------------------------- */

static void put_story(printer *p, const isnad_story *story)
{
    p->story = story;
    isn_json_object(&p->json);
    isn_json_put_text(&p->json, "id", story->id);
    isn_json_put_text(&p->json, "title", story->title);
    isn_json_put_text(&p->json, "from", story->from);
    isn_json_put_text(&p->json, "to", story->to);
    put_documents(p);
    put_origins(p);
    put_copies(p);
    put_actors(p);
    put_rows(p);
    put_slots(p);
    put_agreements(p);
    put_differences(p);
    put_lost(p);
    put_revisions(p);
    put_labels(p);
    put_timeline(p);
    put_related(p);
    isn_json_object_end(&p->json);
}

isnad_status isn_report_story_json(const isnad_pile *pile,
                                   const isnad_story *story, isnad_sink sink)
{
    printer p = {.pile = pile};
    isn_json_begin(&p.json, sink, LINES - 2);
    put_story(&p, story);
    return isn_json_end(&p.json);
}

void isn_json_statement(isn_json *json, const isnad_pile *pile,
                        const isnad_row *row)
{
    printer p = {.json = *json, .pile = pile};
    put_row(&p, row);
    *json = p.json;
}

isnad_status isn_report_pile_json(const isnad_pile *pile,
                                  const isnad_report_options *options,
                                  isnad_sink sink)
{
    printer p = {.pile = pile};
    isn_json_begin(&p.json, sink, LINES);
    isn_json_object(&p.json);
    isn_json_put_text(&p.json, "isnad", isnad_version());
    isn_others_json(&p.json, options);
    isn_json_put_array(&p.json, "stories");
    for (size_t i = 0; i < pile->stories.count; i++) {
        put_story(&p, &pile->stories.items[i]);
    }
    isn_json_array_end(&p.json);
    isn_json_object_end(&p.json);
    return isn_json_end(&p.json);
}

static void put_side(printer *p, const char *side, uint32_t index,
                     isnad_span span)
{
    isnad_doc *doc = p->pile->docs[index];
    if (isnad_span_empty(span)) {
        isn_json_put_null(&p->json, side);
        return;
    }
    isn_buffer words;
    isn_buffer_init(&words, doc->text_len + doc->blocks.count);
    isn_stretch_words(&words, doc, span);
    isnad_raw_span raw = isnad_doc_raw(doc, span);
    isn_json_put_object(&p->json, side);
    isn_json_put_count(&p->json, "begin", raw.begin);
    isn_json_put_count(&p->json, "end", raw.end);
    isn_json_put_view(&p->json, "words", (isnad_view){words.data, words.len});
    isn_json_object_end(&p->json);
    if (words.status && !p->json.status) {
        p->json.status = words.status;
    }
    isn_buffer_free(&words);
}

static void put_stretches(printer *p, const isnad_link *link)
{
    isnad_stretch *stretches;
    size_t count;
    isnad_status status = isnad_link_compare(p->pile, link, &stretches, &count);
    if (status && !p->json.status) {
        p->json.status = status;
    }
    isn_json_put_array(&p->json, "stretches");
    for (size_t i = 0; i < count; i++) {
        isn_json_object(&p->json);
        isn_json_put_text(&p->json, "kind", stretches[i].kind);
        put_side(p, "a", link->a, stretches[i].a);
        put_side(p, "b", link->b, stretches[i].b);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
    free(stretches);
}

isnad_status isn_report_copies_json(const isnad_pile *pile,
                                    const isnad_report_options *options,
                                    isnad_sink sink)
{
    printer p = {.pile = pile};
    isn_json_begin(&p.json, sink, 2);
    isn_json_object(&p.json);
    isn_json_put_array(&p.json, "links");
    for (size_t i = 0; i < pile->links.count; i++) {
        const isnad_link *link = &pile->links.items[i];
        isn_json_object(&p.json);
        put_record(&p, "a", link->a);
        put_record(&p, "b", link->b);
        isn_json_put_text(&p.json, "kind", isnad_link_kind_text(link->kind));
        isn_json_put_text(&p.json, "form", isnad_link_form_text(link->form));
        isn_json_put_number(&p.json, "shared_a", two_digits(link->shared_a));
        isn_json_put_number(&p.json, "shared_b", two_digits(link->shared_b));
        isn_json_put_text(&p.json, "direction", link->direction);
        put_passages(&p, link);
        if (options && options->passages) {
            put_stretches(&p, link);
        }
        isn_json_object_end(&p.json);
    }
    isn_json_array_end(&p.json);
    isn_json_object_end(&p.json);
    return isn_json_end(&p.json);
}
