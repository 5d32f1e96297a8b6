/* Documents as IPTC ninjs 1.3, which newsrooms' systems take in. */
#include <stdio.h>
#include <string.h>

#include "core/docdata.h"
#include "report/pile_forms.h"
#include "report/json_out.h"
#include "report/print_article.h"
#include "story/pile.h"

static void put_names(isn_json *json, const isnad_doc *doc,
                      isnad_entity_type type, const char *key)
{
    isn_json_put_array(json, key);
    for (size_t i = 0; i < doc->entities.count; i++) {
        const isnad_entity *e = &doc->entities.items[i];
        if (e->type == type) {
            isn_json_object(json);
            isn_json_put_text(json, "name", e->name);
            isn_json_put_text(json, "rel", "mentions");
            isn_json_object_end(json);
        }
    }
    isn_json_array_end(json);
}

/* ninjs has no null: what is unknown is left out. */
static void put_known(isn_json *json, const char *key, const char *value)
{
    if (value && value[0]) {
        isn_json_put_text(json, key, value);
    }
}

static void put_day(isn_json *json, const isnad_doc *doc)
{
    char when[32];
    if (doc->published.best) {
        snprintf(when, sizeof when, "%sT00:00:00Z", doc->published.best);
        isn_json_put_text(json, "versioncreated", when);
    }
}

static isnad_status put_item(const isnad_doc *doc, isnad_sink sink)
{
    isn_json json;
    isn_buffer text;
    char uri[80];
    isn_buffer_init(&text, ISN_LARGEST_ARTICLE);
    isn_article_plain(doc, &text);
    snprintf(uri, sizeof uri, "urn:sha256:%s", doc->sha256);
    isn_json_begin(&json, sink, 0);
    isn_json_object(&json);
    isn_json_put_text(&json, "uri", doc->url.value ? doc->url.value : uri);
    isn_json_put_text(&json, "type", "text");
    isn_json_put_text(&json, "profile", "text");
    put_day(&json, doc);
    put_known(&json, "language", doc->language);
    put_known(&json, "byline", doc->author.value);
    put_known(&json, "source", doc->outlet.value);
    if (!isnad_span_empty(doc->title)) {
        isn_json_put_view(&json, "headline", isnad_doc_words(doc, doc->title));
    }
    put_names(&json, doc, ISNAD_PER, "person");
    put_names(&json, doc, ISNAD_LOC, "place");
    put_names(&json, doc, ISNAD_ORG, "organisation");
    isn_json_put_text(&json, "body_text", text.data ? text.data : "");
    isn_json_object_end(&json);
    isnad_status status = isn_json_end(&json);
    status = status ? status : text.status;
    isn_buffer_free(&text);
    return status;
}

isnad_status isn_pile_ninjs(const isnad_pile *pile, isnad_sink sink)
{
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < pile->doc_count; i++) {
        status = put_item(pile->docs[pile->order[i]], sink);
    }
    return status;
}
