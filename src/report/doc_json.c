#include "report/doc_json.h"

#include "report/address.h"
#include "report/print_article.h"

static void put_published(isn_json *json, const isnad_doc *doc)
{
    const isnad_published *p = &doc->published;
    isn_json_key(json, "published");
    if (!p->time.value) {
        isn_json_null(json);
        return;
    }
    isn_json_object(json);
    isn_json_put_text(json, "value", p->time.value);
    isn_json_put_text(json, "best", p->best);
    isn_json_put_text(json, "from", p->from);
    isn_json_put_array(json, "evidence");
    for (uint32_t i = 0; i < p->evidence_count; i++) {
        if (!isnad_span_empty(p->evidence[i])) {
            isn_put_span_value(json, doc, p->evidence[i]);
        }
    }
    isn_json_array_end(json);
    isn_json_object_end(json);
}

static void put_agencies(isn_json *json, const isnad_doc *doc)
{
    isn_json_put_array(json, "agencies");
    for (size_t i = 0; i < doc->agencies.count; i++) {
        isn_json_text(json, doc->agencies.items[i].value);
    }
    isn_json_array_end(json);
}

static void put_head(isn_json *json, const isnad_doc *doc)
{
    isn_json_put_text(json, "path", doc->path);
    isn_json_put_array(json, "steps");
    for (size_t i = 0; i < doc->step_count; i++) {
        isn_json_text(json, doc->steps[i]);
    }
    isn_json_array_end(json);
    isn_json_put_object(json, "source");
    isn_json_put_text(json, "sha256", doc->sha256);
    isn_json_put_count(json, "bytes", doc->payload_len);
    isn_json_put_text(json, "charset", doc->charset);
    isn_json_object_end(json);
    isn_json_put_text(json, "url", doc->url.value);
    isn_json_put_text(json, "outlet", doc->outlet.value);
    put_agencies(json, doc);
    isn_json_put_text(json, "author", doc->author.value);
    isn_json_put_text(json, "language", doc->language);
    isn_json_key(json, "title");
    isn_put_span_value(json, doc, doc->title);
    put_published(json, doc);
}

static void put_blocks(isn_json *json, const isnad_doc *doc)
{
    isn_json_put_array(json, "blocks");
    for (size_t i = 0; i < doc->blocks.count; i++) {
        const isnad_block *block = &doc->blocks.items[i];
        if (block->role == ISNAD_ROLE_META) {
            continue;
        }
        isn_json_object(json);
        isn_put_span(json, doc, block->span);
        isn_json_put_text(json, "role", isnad_role_text(block->role));
        isn_json_put_text(json, "kind", block->kind);
        isn_json_object_end(json);
    }
    isn_json_array_end(json);
}

static void put_dates(isn_json *json, const isnad_doc *doc)
{
    isn_json_put_array(json, "dates");
    for (size_t i = 0; i < doc->dates.count; i++) {
        const isnad_date *date = &doc->dates.items[i];
        isn_json_object(json);
        isn_put_span(json, doc, date->span);
        isn_json_put_text(json, "value", date->time.value);
        isn_json_put_text(json, "timex", date->time.timex);
        isn_json_put_text(json, "anchor", date->anchor);
        isn_json_put_text(json, "sure", isnad_sure_text(date->sure));
        isn_json_put_number(json, "margin", date->margin);
        isn_json_put_bool(json, "repeats", date->repeats);
        isn_json_object_end(json);
    }
    isn_json_array_end(json);
}

/* The bounds in SI, beside what the text says. */
static void put_measure(isn_json *json, const isnad_figure *figure)
{
    isn_json_key(json, "measure");
    if (!figure->unit) {
        isn_json_null(json);
        return;
    }
    isn_json_object(json);
    isn_json_put_number(json, "low", figure->unit_low);
    isn_json_put_number(json, "high", figure->unit_high);
    isn_json_put_text(json, "unit", figure->unit);
    isn_json_object_end(json);
}

static void put_figures(isn_json *json, const isnad_doc *doc)
{
    isn_json_put_array(json, "figures");
    for (size_t i = 0; i < doc->figures.count; i++) {
        const isnad_figure *figure = &doc->figures.items[i];
        isn_json_object(json);
        isn_put_span(json, doc, figure->span);
        isn_json_put_text(json, "of", figure->of);
        isn_json_put_text(json, "fate", figure->fate);
        isn_json_put_number(json, "low", figure->low);
        isn_json_put_number(json, "high", figure->high);
        isn_json_put_bool(json, "approximate", figure->approximate);
        isn_json_put_bool(json, "vague", figure->vague);
        isn_json_put_bool(json, "negated", figure->negated);
        isn_json_put_text(json, "part", figure->part);
        isn_json_key(json, "scope");
        isn_put_span_value(json, doc, figure->scope);
        put_measure(json, figure);
        isn_json_object_end(json);
    }
    isn_json_array_end(json);
}

static void put_names(isn_json *json, const isnad_doc *doc)
{
    isn_json_put_array(json, "names");
    for (size_t i = 0; i < doc->names.count; i++) {
        const isnad_name *name = &doc->names.items[i];
        isn_json_object(json);
        isn_put_span(json, doc, name->span);
        isn_json_put_text(json, "type", isnad_entity_type_text(name->type));
        isn_json_put_text(json, "entity",
                          name->entity < doc->entities.count
                              ? doc->entities.items[name->entity].name
                              : NULL);
        if (name->type == ISNAD_LOC && name->entity < doc->entities.count) {
            isn_json_key(json, "location");
            isn_json_location(json, doc->entities.items[name->entity].location);
        }
        isn_json_object_end(json);
    }
    isn_json_array_end(json);
}

/* A speaker taken over from an earlier sentence has a name but no words. */
static void put_speaker(isn_json *json, const isnad_doc *doc,
                        const isnad_party *speaker)
{
    isn_json_key(json, "speaker");
    bool placed = !isnad_span_empty(speaker->span);
    if (!placed && !speaker->entity) {
        isn_json_null(json);
        return;
    }
    isn_json_object(json);
    if (placed) {
        isn_put_span(json, doc, speaker->span);
    } else {
        isn_json_put_null(json, "begin");
        isn_json_put_null(json, "end");
        isn_json_put_null(json, "text");
    }
    isn_json_put_text(json, "entity", speaker->entity);
    isn_json_object_end(json);
}

static void put_chain(isn_json *json, const isnad_doc *doc,
                      const isnad_statement *statement)
{
    isn_json_put_array(json, "chain");
    for (uint32_t i = 0; i < statement->chain_count; i++) {
        isn_json_object(json);
        isn_json_put_text(json, "name", statement->chain[i].name);
        isn_json_key(json, "cue");
        isn_put_span_value(json, doc, statement->chain[i].cue);
        isn_json_object_end(json);
    }
    isn_json_array_end(json);
}

static void put_statement(isn_json *json, const isnad_doc *doc,
                          const isnad_statement *statement)
{
    isn_json_object(json);
    isn_put_span(json, doc, statement->span);
    isn_json_put_bool(json, "direct", statement->direct);
    put_speaker(json, doc, &statement->speaker);
    isn_json_put_array(json, "via");
    for (uint32_t i = 0; i < statement->via_count; i++) {
        isn_put_span_value(json, doc, statement->via[i].span);
    }
    isn_json_array_end(json);
    put_chain(json, doc, statement);
    isn_json_key(json, "cue");
    isn_put_span_value(json, doc, statement->cue);
    isn_json_put_text(json, "class", statement->speech_class);
    isn_json_put_text(json, "stance", isnad_stance_text(statement->stance));
    isn_json_put_text(json, "source_kind", statement->source_kind);
    isn_json_put_text(json, "on", statement->on.value);
    isn_json_object_end(json);
}

static void put_statements(isn_json *json, const isnad_doc *doc)
{
    isn_json_put_array(json, "statements");
    for (size_t i = 0; i < doc->statements.count; i++) {
        put_statement(json, doc, &doc->statements.items[i]);
    }
    isn_json_array_end(json);
    isn_json_put_array(json, "hedges");
    for (size_t i = 0; i < doc->hedges.count; i++) {
        const isnad_hedge *hedge = &doc->hedges.items[i];
        isn_json_object(json);
        isn_put_span(json, doc, hedge->span);
        isn_json_key(json, "cue");
        isn_put_span_value(json, doc, hedge->cue);
        isn_json_object_end(json);
    }
    isn_json_array_end(json);
}

isnad_status isn_document_jsonl(const isnad_doc *doc, isnad_sink sink)
{
    isn_json json;
    isn_json_begin(&json, sink, 0);
    isn_json_object(&json);
    put_head(&json, doc);
    put_blocks(&json, doc);
    put_dates(&json, doc);
    put_figures(&json, doc);
    put_names(&json, doc);
    put_statements(&json, doc);
    isn_json_object_end(&json);
    return isn_json_end(&json);
}

isnad_status isn_article_jsonl(const isnad_doc *doc, isnad_sink sink)
{
    isn_buffer text;
    isn_buffer_init(&text, ISN_LARGEST_ARTICLE);
    isn_article_plain(doc, &text);
    if (text.status) {
        isn_buffer_free(&text);
        return text.status;
    }
    isn_json json;
    isn_json_begin(&json, sink, 0);
    isn_json_object(&json);
    isn_json_put_text(&json, "path", doc->path);
    isn_json_put_array(&json, "steps");
    for (size_t i = 0; i < doc->step_count; i++) {
        isn_json_text(&json, doc->steps[i]);
    }
    isn_json_array_end(&json);
    isn_json_key(&json, "title");
    if (isnad_span_empty(doc->title)) {
        isn_json_null(&json);
    } else {
        isn_json_view(&json, isnad_doc_words(doc, doc->title));
    }
    isn_json_put_view(&json, "text", (isnad_view){text.data, text.len});
    put_published(&json, doc);
    isn_json_put_text(&json, "outlet", doc->outlet.value);
    isn_json_put_text(&json, "author", doc->author.value);
    put_agencies(&json, doc);
    isn_json_put_text(&json, "url", doc->url.value);
    isn_json_put_text(&json, "language", doc->language);
    isn_json_object_end(&json);
    isn_buffer_free(&text);
    return isn_json_end(&json);
}
