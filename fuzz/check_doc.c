#include "check_doc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "isnad/flow.h"

static void fail(const isnad_doc *doc, const char *what, isnad_span span)
{
    isnad_view words = isnad_doc_words(doc, span);
    fprintf(stderr, "check_doc: %s: %s [%u, %u): %.*s\n", isnad_doc_path(doc),
            what, span.begin, span.end, (int)words.len, words.data);
    abort();
}

static void check_span(const isnad_doc *doc, isnad_span span, const char *what)
{
    isnad_view text = isnad_doc_text(doc);
    if (isnad_span_empty(span)) {
        return;
    }
    if (span.end > text.len) {
        fail(doc, what, span);
    }
    if (!isn_utf8_boundary(text.data, text.len, span.begin) ||
        !isn_utf8_boundary(text.data, text.len, span.end)) {
        fail(doc, what, span);
    }
    isnad_raw_span raw = isnad_doc_raw(doc, span);
    if (raw.begin > raw.end || raw.end > isnad_doc_payload(doc).len) {
        fail(doc, what, span);
    }
}

/* A finding: not empty, and not before the one that came last. */
static void check_finding(const isnad_doc *doc, isnad_span span, uint32_t *last,
                          const char *what)
{
    if (isnad_span_empty(span) || span.begin < *last) {
        fail(doc, what, span);
    }
    *last = span.begin;
    check_span(doc, span, what);
}

static void check_blocks(const isnad_doc *doc)
{
    size_t count = 0;
    const isnad_block *blocks = isnad_doc_blocks(doc, &count);
    uint32_t end = 0;
    for (size_t i = 0; i < count; i++) {
        if (blocks[i].span.begin < end) {
            fail(doc, "block before the end of the one above", blocks[i].span);
        }
        check_span(doc, blocks[i].span, "block");
        end = blocks[i].span.end;
    }
    check_span(doc, isnad_doc_title(doc), "title");
    check_span(doc, isnad_doc_url(doc).evidence, "url");
    check_span(doc, isnad_doc_outlet(doc).evidence, "outlet");
    check_span(doc, isnad_doc_author(doc).evidence, "author");
    const isnad_published *published = isnad_doc_published(doc);
    for (uint32_t i = 0; i < published->evidence_count; i++) {
        check_span(doc, published->evidence[i], "published");
    }
}

static void check_parties(const isnad_doc *doc, const isnad_statement *s)
{
    check_span(doc, s->speaker.span, "speaker");
    check_span(doc, s->cue, "cue");
    for (uint32_t i = 0; i < s->via_count; i++) {
        check_span(doc, s->via[i].span, "via");
    }
    for (uint32_t i = 0; i < s->chain_count; i++) {
        check_span(doc, s->chain[i].cue, "hop");
    }
}

static void check_findings(const isnad_doc *doc)
{
    size_t count = 0, entity_count = 0;
    uint32_t last = 0;
    const isnad_date *dates = isnad_doc_dates(doc, &count);
    for (size_t i = 0; i < count; i++) {
        check_finding(doc, dates[i].span, &last, "date");
    }
    last = 0;
    const isnad_figure *figures = isnad_doc_figures(doc, &count);
    for (size_t i = 0; i < count; i++) {
        check_finding(doc, figures[i].span, &last, "figure");
        check_span(doc, figures[i].scope, "scope");
        if (isnan(figures[i].low) || isnan(figures[i].high) ||
            figures[i].low > figures[i].high) {
            fail(doc, "figure's bounds", figures[i].span);
        }
    }
    isnad_doc_entities(doc, &entity_count);
    last = 0;
    const isnad_name *names = isnad_doc_names(doc, &count);
    for (size_t i = 0; i < count; i++) {
        check_finding(doc, names[i].span, &last, "name");
        if (names[i].entity >= entity_count) {
            fail(doc, "name's entity", names[i].span);
        }
    }
    last = 0;
    const isnad_statement *said = isnad_doc_statements(doc, &count);
    for (size_t i = 0; i < count; i++) {
        check_finding(doc, said[i].span, &last, "statement");
        check_parties(doc, &said[i]);
    }
    last = 0;
    const isnad_hedge *hedges = isnad_doc_hedges(doc, &count);
    for (size_t i = 0; i < count; i++) {
        check_finding(doc, hedges[i].span, &last, "hedge");
        check_span(doc, hedges[i].cue, "hedge's cue");
    }
}

static isnad_status forget(void *data, const char *bytes, size_t len)
{
    if (memchr(bytes, '\0', len)) {
        fprintf(stderr, "check_doc: a NUL was printed\n");
        abort();
    }
    *(size_t *)data += len;
    return ISNAD_OK;
}

isnad_sink check_sink(size_t *written) { return (isnad_sink){forget, written}; }

void check_doc(const isnad_doc *doc)
{
    isnad_view text = isnad_doc_text(doc);
    size_t valid = isn_utf8_valid(text.data, text.len);
    if (valid != text.len) {
        fail(doc, "malformed text", (isnad_span){(uint32_t)valid, 0});
    }
    check_blocks(doc);
    check_findings(doc);
    size_t written = 0;
    isnad_sink sink = check_sink(&written);
    if (isnad_report_document(doc, ISNAD_FORMAT_JSONL, NULL, sink) ||
        isnad_report_article(doc, ISNAD_FORMAT_JSONL, NULL, sink) ||
        isnad_report_document(doc, ISNAD_FORMAT_TEXT, NULL, sink) ||
        written == 0) {
        fail(doc, "not printed", (isnad_span){0, 0});
    }
}

isnad_status check_bytes(const char *path, const void *bytes, size_t len,
                         const char *published)
{
    isnad_flow_options options = {.published = published};
    isnad_doc *doc = NULL;
    isnad_error error = {0};
    isnad_status status =
        isnad_flow_document(path, bytes, len, &options, &doc, &error);
    if (!status) {
        check_doc(doc);
    } else if (doc) {
        fail(doc, "a document in spite of failure", (isnad_span){0, 0});
    }
    isnad_doc_free(doc);
    return status;
}
