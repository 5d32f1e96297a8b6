#include "page/page.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "page/page_work.h"
#include "text/text.h"

/* Does the source look like HTML?  One of its usual elements must open near
 * the beginning, or several paragraphs be marked. */
static bool looks_like_html(const isn_source *source)
{
    enum { NEAR = 16 << 10 };
    static const char *const sure[] = {"<!doctype html", "<html",  "<head",
                                       "<body",          "<meta ", "<title"};
    static const char *const likely[] = {
        "<p>",     "<p ",   "</p>", "<br", "<div", "</div>",
        "<a href", "<span", "<h1",  "<h2", "<li>", "<article"};
    size_t end = source->len < NEAR ? source->len : NEAR;
    int seen = 0;
    for (size_t at = 0; at < end;) {
        const char *open = memchr(source->data + at, '<', end - at);
        if (!open) {
            break;
        }
        size_t left = source->len - (size_t)(open - source->data);
        for (size_t i = 0; i < sizeof sure / sizeof *sure; i++) {
            size_t len = strlen(sure[i]);
            if (left >= len && strncasecmp(open, sure[i], len) == 0) {
                return true;
            }
        }
        for (size_t i = 0; i < sizeof likely / sizeof *likely; i++) {
            size_t len = strlen(likely[i]);
            seen += left >= len && strncasecmp(open, likely[i], len) == 0;
        }
        at = (size_t)(open - source->data) + 1;
    }
    return seen >= 2;
}

static isnad_status read_html(isn_page *page)
{
    isnad_status status =
        isn_tree_build(&page->tree, &page->source, page->scratch);
    if (!status) {
        status = isn_meta_collect(page);
    }
    if (status) {
        return status;
    }
    page->parts = isn_arena_alloc(page->scratch, (page->tree.lines.count + 1) *
                                                     sizeof *page->parts);
    if (!page->parts) {
        return ISNAD_NOMEM;
    }
    isn_article_known known = {page->body, page->body_len, NULL, 0};
    const isn_value *title = isn_value_find(page, ISN_VALUE_HEADLINE);
    title = title ? title : isn_value_find(page, ISN_VALUE_OG_TITLE);
    title = title ? title : isn_value_find(page, ISN_VALUE_TITLE);
    if (title) {
        known.title = title->text;
        known.title_len = title->text_len;
    }
    return isn_article_choose(&page->tree, &known, page->parts);
}

/* Plain text that holds nothing but a line or two («16. نوفمبر 2016») is what
 * somebody wants read: it is no furniture of a page that is not there. */
static void keep_short_text(isnad_doc *doc)
{
    for (size_t i = 0; i < doc->blocks.count; i++) {
        const isnad_block *block = &doc->blocks.items[i];
        if (block->role != ISNAD_ROLE_META &&
            block->role != ISNAD_ROLE_FURNITURE) {
            return;
        }
    }
    for (size_t i = 0; i < doc->blocks.count; i++) {
        isnad_block *block = &doc->blocks.items[i];
        if (block->role == ISNAD_ROLE_FURNITURE) {
            block->role = ISNAD_ROLE_PARAGRAPH;
            block->kind = NULL;
        }
    }
}

static isnad_status build(isn_page *page)
{
    isnad_doc *doc = page->doc;
    isnad_status status = isn_source_open(
        &page->source, doc, page->hints ? page->hints->charset : NULL);
    if (status) {
        return status;
    }
    doc->charset = page->source.charset;
    page->html = looks_like_html(&page->source);
    if (page->html) {
        status = read_html(page);
    } else {
        status = isn_flat_lines(page);
        if (!status) {
            status = isn_flat_choose(page);
        }
    }
    if (!status && page->tree.lines.count + page->values.count == 0) {
        return ISNAD_EMPTY;
    }
    isnad_status (*const steps[])(isn_page *) = {isn_page_lay, isn_page_facts,
                                                 isn_page_language};
    for (size_t i = 0; !status && i < sizeof steps / sizeof *steps; i++) {
        status = steps[i](page);
    }
    if (!status && !page->html) {
        keep_short_text(doc);
    }
    bool lazy = page->hints && page->hints->text_only;
    if (!status && !lazy) {
        status = isn_text_analyze(doc);
    }
    if (!status) {
        status = isn_page_agencies(page);
    }
    return status ? status : isn_page_published(page);
}

isnad_status isn_page_build(isnad_doc *doc, const isn_page_hints *hints,
                            isnad_error *error)
{
    isn_page page = {.doc = doc, .hints = hints};
    page.scratch = isn_arena_new();
    isnad_status status = page.scratch ? build(&page) : ISNAD_NOMEM;
    isn_source_free(&page.source);
    isn_arena_free(page.scratch);
    if (status && error) {
        error->status = status;
        error->position = ISNAD_NO_POSITION;
        snprintf(error->message, sizeof error->message, "%s",
                 isnad_status_text(status));
    }
    return status;
}
