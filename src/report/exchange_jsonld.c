/* W3C Web Annotation and PROV-O as JSON-LD.
 *
 * Pages, statements and their wordings are entities, outlets, relays and
 * speakers agents; each wording is an annotation of the bytes at which it
 * stands. */
#include <stdio.h>
#include <string.h>

#include "core/docdata.h"
#include "report/pile_forms.h"
#include "report/json_out.h"
#include "story/pile.h"

enum { ID_ROOM = 160, LONGEST_URN = 1 << 14 };

typedef struct printer {
    isn_json json;
    const isnad_pile *pile;
    const isnad_story *story;
} printer;

/* ---- names ---------------------------------------------------------- */

static void put_document_id(isn_json *json, const isnad_doc *doc)
{
    char id[ID_ROOM];
    snprintf(id, sizeof id, "urn:sha256:%s", doc->sha256);
    isn_json_text(json, id);
}

/* Whoever bears the same name is the same agent here; isnad itself says so of
 * one story only. */
static void put_agent_id(isn_json *json, const char *name)
{
    isn_buffer id;
    isn_buffer_init(&id, LONGEST_URN);
    isn_buffer_text(&id, "urn:isnad:agent:");
    for (const unsigned char *at = (const unsigned char *)name; *at; at++) {
        bool plain = (*at >= '0' && *at <= '9') || (*at >= 'a' && *at <= 'z') ||
                     (*at >= 'A' && *at <= 'Z');
        isn_buffer_format(&id, plain ? "%c" : "%%%02X", *at);
    }
    isn_json_text(json, id.data ? id.data : "");
    isn_buffer_free(&id);
}

static void put_statement_id(printer *p, uint32_t row)
{
    char id[ID_ROOM];
    snprintf(id, sizeof id, "urn:isnad:%s:statement:%u", p->story->id, row + 1);
    isn_json_text(&p->json, id);
}

static void put_type(isn_json *json, const char *type, const char *more)
{
    isn_json_put_array(json, "type");
    isn_json_text(json, type);
    if (more) {
        isn_json_text(json, more);
    }
    isn_json_array_end(json);
}

/* {"id": …}, which is open afterwards. */
static void open_agent(isn_json *json, const char *key, const char *name)
{
    isn_json_put_object(json, key);
    isn_json_key(json, "id");
    put_agent_id(json, name);
}

static void put_agent(isn_json *json, const char *key, const char *name,
                      const char *kind)
{
    if (name && name[0]) {
        open_agent(json, key, name);
        put_type(json, "prov:Agent", kind);
        isn_json_put_text(json, "schema:name", name);
        isn_json_object_end(json);
    }
}

/* ---- entities -------------------------------------------------------- */

static void put_document(printer *p, uint32_t index)
{
    isn_json *json = &p->json;
    const isnad_doc *doc = p->pile->docs[index];
    isn_json_object(json);
    isn_json_key(json, "id");
    put_document_id(json, doc);
    put_type(json, "prov:Entity", "schema:NewsArticle");
    if (!isnad_span_empty(doc->title)) {
        isn_json_put_view(json, "schema:headline",
                          isnad_doc_words(doc, doc->title));
    }
    if (doc->published.best) {
        isn_json_put_text(json, "schema:datePublished", doc->published.best);
    }
    if (doc->url.value) {
        isn_json_put_text(json, "schema:url", doc->url.value);
    }
    isn_json_put_text(json, "isnad:path", doc->path);
    put_agent(json, "prov:wasAttributedTo", doc->outlet.value,
              "prov:Organization");
    isn_json_put_array(json, "prov:wasDerivedFrom");
    for (uint32_t i = 0; i < p->story->link_count; i++) {
        const isnad_link *l = &p->pile->links.items[p->story->links[i]];
        if (l->b == index) {
            isn_json_object(json);
            isn_json_key(json, "id");
            put_document_id(json, p->pile->docs[l->a]);
            isn_json_object_end(json);
        }
    }
    isn_json_array_end(json);
    isn_json_object_end(json);
}

/* The agents that a chain goes through, in the order in which it came. */
static void put_chain(isn_json *json, const isnad_row *row)
{
    isn_json_put_object(json, "isnad:through");
    isn_json_put_array(json, "@list");
    for (uint32_t i = row->chain_count; i > 0; i--) {
        const char *name = row->chain[i - 1].name;
        if (name && name[0]) {
            isn_json_object(json);
            isn_json_key(json, "id");
            put_agent_id(json, name);
            put_type(json, "prov:Agent", NULL);
            isn_json_put_text(json, "schema:name", name);
            isn_json_object_end(json);
        }
    }
    isn_json_array_end(json);
    isn_json_object_end(json);
}

static void put_revisions(printer *p, const isnad_row *row)
{
    isn_json_put_array(&p->json, "prov:wasRevisionOf");
    for (uint32_t i = 0; i < row->supersedes_count; i++) {
        isn_json_object(&p->json);
        isn_json_key(&p->json, "id");
        put_statement_id(p, row->supersedes[i]);
        isn_json_object_end(&p->json);
    }
    isn_json_array_end(&p->json);
}

static void put_statement(printer *p, uint32_t number)
{
    isn_json *json = &p->json;
    const isnad_row *row = &p->story->rows[number];
    const isnad_doc *doc = p->pile->docs[row->place.doc];
    bool person = row->actor < p->story->actor_count &&
                  p->story->actors[row->actor].type == ISNAD_PER;
    isn_json_object(json);
    isn_json_key(json, "id");
    put_statement_id(p, number);
    put_type(json, "prov:Entity", "schema:Claim");
    isn_json_put_view(json, "prov:value",
                      isnad_doc_words(doc, row->place.span));
    isn_json_put_text(json, "isnad:stance", isnad_stance_text(row->stance));
    isn_json_put_text(json, "isnad:sourceKind", row->source_kind);
    if (row->on) {
        isn_json_put_text(json, "isnad:on", row->on);
    }
    put_agent(json, "prov:wasAttributedTo", row->speaker,
              person ? "prov:Person" : NULL);
    put_chain(json, row);
    put_revisions(p, row);
    isn_json_object_end(json);
}

/* ---- annotations ------------------------------------------------------ */

static void put_selectors(isn_json *json, const isnad_doc *doc, isnad_span span)
{
    isnad_raw_span raw = isnad_doc_raw(doc, span);
    isn_json_put_array(json, "selector");
    isn_json_object(json);
    isn_json_put_text(json, "type", "DataPositionSelector");
    isn_json_put_count(json, "start", raw.begin);
    isn_json_put_count(json, "end", raw.end);
    isn_json_object_end(json);
    isn_json_object(json);
    isn_json_put_text(json, "type", "TextQuoteSelector");
    isn_json_put_view(json, "exact",
                      isnad_doc_words(doc, isnad_doc_from_raw(doc, raw)));
    isn_json_object_end(json);
    isn_json_array_end(json);
}

static void put_annotation(printer *p, uint32_t number, uint32_t wording)
{
    isn_json *json = &p->json;
    isnad_place place = p->story->rows[number].wordings[wording].place;
    const isnad_doc *doc = p->pile->docs[place.doc];
    char id[ID_ROOM];
    snprintf(id, sizeof id, "urn:isnad:%s:statement:%u:wording:%u",
             p->story->id, number + 1, wording + 1);
    isn_json_object(json);
    isn_json_put_text(json, "id", id);
    isn_json_put_text(json, "type", "Annotation");
    isn_json_put_text(json, "motivation", "identifying");
    isn_json_key(json, "body");
    put_statement_id(p, number);
    isn_json_put_object(json, "target");
    isn_json_put_text(json, "type", "SpecificResource");
    isn_json_key(json, "source");
    put_document_id(json, doc);
    put_selectors(json, doc, place.span);
    isn_json_object_end(json);
    isn_json_object_end(json);
}

static void put_story(printer *p)
{
    for (uint32_t i = 0; i < p->story->doc_count; i++) {
        put_document(p, p->story->docs[i]);
    }
    for (uint32_t i = 0; i < p->story->row_count; i++) {
        put_statement(p, i);
        for (uint32_t w = 0; w < p->story->rows[i].wording_count; w++) {
            put_annotation(p, i, w);
        }
    }
}

static void put_context(isn_json *json)
{
    isn_json_put_array(json, "@context");
    isn_json_text(json, "http://www.w3.org/ns/anno.jsonld");
    isn_json_object(json);
    isn_json_put_text(json, "prov", "http://www.w3.org/ns/prov#");
    isn_json_put_text(json, "schema", "https://schema.org/");
    isn_json_put_text(json, "isnad", "urn:isnad:ns:");
    isn_json_object_end(json);
    isn_json_array_end(json);
}

isnad_status isn_pile_jsonld(const isnad_pile *pile, isnad_sink sink)
{
    printer p = {.pile = pile};
    isn_json_begin(&p.json, sink, 2);
    isn_json_object(&p.json);
    put_context(&p.json);
    isn_json_put_array(&p.json, "@graph");
    for (size_t i = 0; i < pile->stories.count; i++) {
        p.story = &pile->stories.items[i];
        put_story(&p);
    }
    isn_json_array_end(&p.json);
    isn_json_object_end(&p.json);
    return isn_json_end(&p.json);
}
