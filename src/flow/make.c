#include "flow/make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "annotate/annotate.h"
#include "core/utf8.h"
#include "page/page.h"
#include "read/digest.h"
#include "text/text.h"

static bool copy_text(char **to, const char *from)
{
    *to = from ? strdup(from) : NULL;
    return !from || *to;
}

isnad_status isn_payload_take(isn_payload *payload, isn_record *record)
{
    *payload = (isn_payload){
        .bytes = record->payload,
        .len = record->len,
        .offset = record->offset,
        .number = record->number,
        .first = record->first,
    };
    bool ok = copy_text(&payload->path, record->path) &&
              copy_text(&payload->url, record->hints.url) &&
              copy_text(&payload->charset, record->hints.charset) &&
              copy_text(&payload->published, record->hints.published) &&
              copy_text(&payload->first_sha256, record->first_sha256);
    if (ok && record->step_count > 0) {
        payload->steps = calloc(record->step_count, sizeof *payload->steps);
        ok = payload->steps != NULL;
        payload->step_count = ok ? record->step_count : 0;
    }
    for (size_t i = 0; ok && i < record->step_count; i++) {
        ok = copy_text(&payload->steps[i], record->steps[i]);
    }
    if (!ok) {
        isn_payload_free(payload);
        return ISNAD_NOMEM;
    }
    return ISNAD_OK;
}

void isn_payload_free(isn_payload *payload)
{
    for (size_t i = 0; i < payload->step_count; i++) {
        free(payload->steps[i]);
    }
    free(payload->steps);
    free(payload->path);
    free(payload->url);
    free(payload->charset);
    free(payload->published);
    free(payload->first_sha256);
    free(payload->bytes);
    *payload = (isn_payload){0};
}

/* Text as it stands, a block for each line: for tools that want a line out
 * for each line in. */
static isnad_status build_lines(isnad_doc *doc, isnad_error *error)
{
    const char *bytes = (const char *)doc->payload;
    size_t valid = isn_utf8_valid(bytes, doc->payload_len);
    if (valid < doc->payload_len) {
        error->position = valid;
        snprintf(error->message, sizeof error->message, "not UTF-8");
        return ISNAD_MALFORMED;
    }
    doc->charset = "utf-8";
    isn_text_builder builder;
    isn_text_begin(&builder, doc);
    isn_text_add(&builder, bytes, doc->payload_len, 0, doc->payload_len, true);
    isnad_status status = isn_text_close(&builder);
    for (uint32_t at = 0; !status && at < doc->text_len;) {
        const char *end = memchr(doc->text + at, '\n', doc->text_len - at);
        uint32_t stop = end ? (uint32_t)(end - doc->text) : doc->text_len;
        isnad_block *block = isn_list_push(doc->arena, &doc->blocks);
        if (!block) {
            return ISNAD_NOMEM;
        }
        block->span = (isnad_span){at, stop};
        block->role = ISNAD_ROLE_PARAGRAPH;
        at = stop + 1;
    }
    return status ? status : isn_text_analyze(doc);
}

static isnad_status build(isnad_doc *doc, const isn_page_hints *hints,
                          isnad_flow_depth depth, isnad_error *error)
{
    if (depth == ISNAD_FLOW_LINES) {
        return build_lines(doc, error);
    }
    isnad_status status = isn_page_build(doc, hints, error);
    if (!status && depth == ISNAD_FLOW_FINDINGS) {
        status = isn_annotate(doc);
    }
    return status;
}

static bool keep_text(isnad_doc *doc, const char **to, const char *from)
{
    *to = from ? isn_arena_copy(doc->arena, from, strlen(from)) : NULL;
    return !from || *to;
}

/* The day is the one that counts, whoever gave it. */
static isnad_status keep_capture(isnad_doc *doc, const isn_page_hints *hints,
                                 const isn_payload *payload)
{
    isn_capture *capture = &doc->capture;
    capture->offset = payload->offset;
    capture->number = payload->number;
    capture->first = payload->first;
    return keep_text(doc, &capture->url, hints->url) &&
                   keep_text(doc, &capture->charset, hints->charset) &&
                   keep_text(doc, &capture->published, hints->published) &&
                   keep_text(doc, &capture->first_sha256, payload->first_sha256)
               ? ISNAD_OK
               : ISNAD_NOMEM;
}

isnad_status isn_make_document(isn_payload *payload,
                               const isnad_flow_options *options,
                               isnad_doc **out, isnad_error *error)
{
    *out = NULL;
    *error = (isnad_error){.position = ISNAD_NO_POSITION};
    unsigned char *bytes = payload->bytes;
    payload->bytes = NULL;
    isnad_doc *doc =
        isn_doc_new(payload->path, (const char *const *)payload->steps,
                    payload->step_count, bytes, payload->len);
    if (!doc) {
        error->status = ISNAD_NOMEM;
        return ISNAD_NOMEM;
    }
    isn_sha256(doc->payload, doc->payload_len, doc->sha256);
    const char *day =
        options->days ? isnad_days_of(options->days, payload->path) : NULL;
    /* A container's word for the day counts when it is one. */
    if (!day && !options->published && payload->published &&
        isnad_day_valid(payload->published)) {
        day = payload->published;
    }
    doc->acled = options->acled;
    doc->corrections = options->corrections;
    isn_page_hints hints = {
        .charset = payload->charset,
        .url = payload->url,
        .published = day ? day : options->published,
        .text_only = options->depth == ISNAD_FLOW_ARTICLE,
    };
    isnad_status status = keep_capture(doc, &hints, payload);
    status = status ? status : build(doc, &hints, options->depth, error);
    if (status) {
        error->status = status;
        if (!error->message[0]) {
            snprintf(error->message, sizeof error->message, "%s",
                     isnad_status_text(status));
        }
        isnad_doc_free(doc);
        return status;
    }
    if (options->lean) {
        doc->lean = true;
        isn_text_rest(doc);
        free(doc->payload);
        doc->payload = NULL;
        doc->fetcher = options->lean;
    }
    *out = doc;
    return ISNAD_OK;
}
