#include "report/address.h"

#include "read/digest.h"

void isn_put_span(isn_json *json, const isnad_doc *doc, isnad_span span)
{
    isnad_raw_span raw = isnad_doc_raw(doc, span);
    isn_json_put_count(json, "begin", raw.begin);
    isn_json_put_count(json, "end", raw.end);
    isn_json_put_view(json, "text", isnad_doc_words(doc, span));
}

void isn_put_span_value(isn_json *json, const isnad_doc *doc, isnad_span span)
{
    if (isnad_span_empty(span)) {
        isn_json_null(json);
        return;
    }
    isn_json_object(json);
    isn_put_span(json, doc, span);
    isn_json_object_end(json);
}

/* `exact` is what the raw bytes become, which may be a little more than the
 * span where its edge falls inside an entity: so verify, which knows only the
 * bytes, comes to the same words. */
void isn_put_address(isn_json *json, const isnad_doc *doc, isnad_span span)
{
    isnad_raw_span raw = isnad_doc_raw(doc, span);
    if (raw.end > doc->payload_len || raw.begin > raw.end) {
        raw = (isnad_raw_span){0, 0};
    }
    char hex[ISN_SHA256_ROOM];
    const unsigned char *payload = isn_doc_payload(doc);
    if (!payload) { /* nothing is told that was not looked at */
        json->status = json->status ? json->status : ISNAD_IO;
        return;
    }
    isn_sha256(payload + raw.begin, (size_t)(raw.end - raw.begin), hex);
    isn_json_put_text(json, "path", doc->path);
    isn_json_put_array(json, "steps");
    for (size_t i = 0; i < doc->step_count; i++) {
        isn_json_text(json, doc->steps[i]);
    }
    isn_json_array_end(json);
    isn_json_put_count(json, "begin", raw.begin);
    isn_json_put_count(json, "end", raw.end);
    isn_json_put_view(json, "exact",
                      isnad_doc_words(doc, isnad_doc_from_raw(doc, raw)));
    isn_json_put_text(json, "sha256", hex);
}

void isn_put_address_value(isn_json *json, const isnad_doc *doc,
                           isnad_span span)
{
    isn_json_object(json);
    isn_put_address(json, doc, span);
    isn_json_object_end(json);
}

void isn_json_location(isn_json *json, const isnad_location *location)
{
    if (!location) {
        isn_json_null(json);
        return;
    }
    isn_json_object(json);
    isn_json_put_text(json, "name", location->name);
    isn_json_put_text(json, "country", location->country);
    isn_json_put_text(json, "kind", location->kind);
    isn_json_put_number(json, "latitude", location->latitude);
    isn_json_put_number(json, "longitude", location->longitude);
    isn_json_object_end(json);
}
