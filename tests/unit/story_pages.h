/* Documents for the tests of story: written in the test, annotated as pages
 * are. */
#ifndef STORY_PAGES_H
#define STORY_PAGES_H

#include <stdlib.h>
#include <string.h>

#include "annotate/annotate.h"
#include "core/calendar.h"
#include "core/docdata.h"
#include "text/text.h"

typedef struct page_spec {
    const char *path, *day, *outlet, *title;
    const char *body; /* a paragraph a line */
} page_spec;

static inline void page_block(isnad_doc *doc, uint32_t begin, uint32_t end,
                              isnad_role role)
{
    isnad_block *block = isn_list_push(doc->arena, &doc->blocks);
    assert_non_null(block);
    block->span = (isnad_span){begin, end};
    block->role = role;
}

/* The document of `spec`; its payload is its text. */
static inline isnad_doc *page_make(const page_spec *spec)
{
    size_t title = strlen(spec->title), body = strlen(spec->body);
    size_t len = title + body + 2;
    unsigned char *payload = malloc(len + 1);
    assert_non_null(payload);
    memcpy(payload, spec->title, title);
    payload[title] = '\n';
    memcpy(payload + title + 1, spec->body, body);
    payload[len - 1] = '\n';
    payload[len] = '\0';
    isnad_doc *doc = isn_doc_new(spec->path, NULL, 0, payload, len);
    assert_non_null(doc);
    isn_text_builder builder;
    isn_text_begin(&builder, doc);
    isn_text_add(&builder, (const char *)payload, len, 0, len, true);
    assert_int_equal(isn_text_close(&builder), ISNAD_OK);
    /* As good as a digest for documents that differ. */
    snprintf(doc->sha256, sizeof doc->sha256, "%s", spec->path);
    page_block(doc, 0, (uint32_t)title, ISNAD_ROLE_TITLE);
    doc->title = doc->blocks.items[0].span;
    for (uint32_t at = (uint32_t)title + 1; at < len;) {
        uint32_t end = at;
        while (end < len && payload[end] != '\n') {
            end++;
        }
        if (end > at) {
            page_block(doc, at, end, ISNAD_ROLE_PARAGRAPH);
        }
        at = end + 1;
    }
    doc->outlet.value = spec->outlet;
    doc->published.best_day = ISNAD_NO_DAY;
    if (spec->day) {
        int32_t day = isn_iso_parse(spec->day);
        doc->published.time = (isnad_time){spec->day, spec->day, day, day};
        doc->published.best = spec->day;
        doc->published.best_day = day;
        doc->published.from = "given";
    }
    assert_int_equal(isn_text_analyze(doc), ISNAD_OK);
    assert_int_equal(isn_annotate(doc), ISNAD_OK);
    return doc;
}

#endif
