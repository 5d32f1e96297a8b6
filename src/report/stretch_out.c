#include "report/stretch_out.h"

#include "core/docdata.h"
#include "text/text.h"

static bool is_word(const isn_token *t) { return t->kind <= ISN_NUMBER; }

/* Quotation marks and stops that touch the words belong to them. */
static isnad_span with_marks(const isnad_doc *doc, isnad_span s)
{
    uint32_t first = isn_doc_token_at(doc, s.begin), next = first;
    while (next < doc->tokens.count &&
           doc->tokens.items[next].span.begin < s.end) {
        next++;
    }
    while (first > 0 && !is_word(&doc->tokens.items[first - 1]) &&
           doc->tokens.items[first - 1].span.end == s.begin) {
        s.begin = doc->tokens.items[--first].span.begin;
    }
    while (next < doc->tokens.count && !is_word(&doc->tokens.items[next]) &&
           doc->tokens.items[next].span.begin == s.end) {
        s.end = doc->tokens.items[next++].span.end;
    }
    return s;
}

/* The block that holds text position `at`, or the one behind it. */
static size_t block_at(const isnad_doc *doc, uint32_t at)
{
    return ISN_FIRST_BEHIND(doc->blocks, at);
}

void isn_stretch_words(isn_buffer *out, isnad_doc *doc, isnad_span span)
{
    if (isnad_span_empty(span) || isn_text_need(doc)) {
        return;
    }
    isnad_span s = with_marks(doc, span);
    isn_text_rest(doc);
    bool any = false;
    for (size_t i = block_at(doc, s.begin);
         i < doc->blocks.count && doc->blocks.items[i].span.begin < s.end;
         i++) {
        const isnad_block *block = &doc->blocks.items[i];
        if (!isnad_block_is_article(block) || block->role == ISNAD_ROLE_TITLE) {
            continue;
        }
        isnad_span part = {block->span.begin > s.begin ? block->span.begin
                                                       : s.begin,
                           block->span.end < s.end ? block->span.end : s.end};
        isnad_view words = isnad_doc_words(doc, part);
        isn_buffer_text(out, any ? " " : "");
        isn_buffer_add(out, words.data, words.len);
        any = true;
    }
}
