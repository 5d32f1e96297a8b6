#include "report/print_article.h"

#include "core/utf8.h"
#include "lang/fold.h"
#include "report/text_out.h"
#include "text/segment.h"

static bool is_body(const isnad_block *block)
{
    switch (block->role) {
    case ISNAD_ROLE_PARAGRAPH:
    case ISNAD_ROLE_SUBHEAD:
    case ISNAD_ROLE_LIST:
    case ISNAD_ROLE_TABLE:
    case ISNAD_ROLE_QUOTE:
        return true;
    default:
        return false;
    }
}

void isn_article_plain(const isnad_doc *doc, isn_buffer *out)
{
    bool any = false;
    for (size_t i = 0; i < doc->blocks.count; i++) {
        const isnad_block *block = &doc->blocks.items[i];
        if (!is_body(block) || isnad_span_empty(block->span)) {
            continue;
        }
        if (any) {
            isn_buffer_char(out, '\n');
        }
        isnad_view words = isnad_doc_words(doc, block->span);
        isn_buffer_add(out, words.data, words.len);
        any = true;
    }
}

/* Articles follow each other with an empty line between. */
isnad_status isn_article_text(const isnad_doc *doc, isnad_sink sink)
{
    isn_buffer out;
    isn_buffer_init(&out, ISN_LARGEST_ARTICLE);
    if (!isnad_span_empty(doc->title)) {
        isn_out_clean(&out, isnad_doc_words(doc, doc->title));
        isn_buffer_char(&out, '\n');
    }
    for (size_t i = 0; i < doc->blocks.count; i++) {
        const isnad_block *block = &doc->blocks.items[i];
        if (is_body(block) && !isnad_span_empty(block->span)) {
            isn_out_clean(&out, isnad_doc_words(doc, block->span));
            isn_buffer_char(&out, '\n');
        }
    }
    isn_buffer_char(&out, '\n');
    return isn_out_end(&out, sink);
}

static void md_head(const isnad_doc *doc, isn_buffer *out)
{
    if (!isnad_span_empty(doc->title)) {
        isn_buffer_text(out, "# ");
        isn_out_md(out, isnad_doc_words(doc, doc->title));
        isn_buffer_text(out, "\n\n");
    }
    const char *facts[] = {doc->published.time.value, doc->outlet.value,
                           doc->author.value};
    bool any = false;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (facts[i]) {
            isn_buffer_text(out, any ? " · " : "");
            isn_out_md_text(out, facts[i]);
            any = true;
        }
    }
    for (size_t i = 0; i < doc->agencies.count; i++) {
        isn_buffer_text(out, any ? " · " : "");
        isn_out_md_text(out, doc->agencies.items[i].value);
        any = true;
    }
    isn_buffer_text(out, any ? "\n\n" : "");
}

isnad_status isn_article_md(const isnad_doc *doc, isnad_sink sink)
{
    isn_buffer out;
    isn_buffer_init(&out, ISN_LARGEST_ARTICLE);
    md_head(doc, &out);
    for (size_t i = 0; i < doc->blocks.count; i++) {
        const isnad_block *block = &doc->blocks.items[i];
        if (!is_body(block) || isnad_span_empty(block->span)) {
            continue;
        }
        bool list = block->role == ISNAD_ROLE_LIST;
        isn_buffer_text(&out, block->role == ISNAD_ROLE_SUBHEAD ? "## "
                              : block->role == ISNAD_ROLE_QUOTE ? "> "
                              : list                            ? "- "
                                                                : "");
        isn_out_md(&out, isnad_doc_words(doc, block->span));
        bool more = list && i + 1 < doc->blocks.count &&
                    doc->blocks.items[i + 1].role == ISNAD_ROLE_LIST;
        isn_buffer_text(&out, more ? "\n" : "\n\n");
    }
    return isn_out_end(&out, sink);
}

/* ---- segments ----------------------------------------------------------- */

static void put_token(const isnad_doc *doc, const isn_token *token,
                      isn_buffer *out)
{
    uint32_t cuts[ISN_SEGMENT_CUTS], at = token->span.begin;
    unsigned count = isn_segment_word(doc, token, cuts);
    for (unsigned i = 0; i < count; i++) {
        isn_buffer_add(out, doc->text + at, cuts[i] - at);
        isn_buffer_char(out, '+');
        at = cuts[i];
    }
    isn_buffer_add(out, doc->text + at, token->span.end - at);
}

isnad_status isn_document_segments(const isnad_doc *doc, isnad_sink sink)
{
    isn_buffer out;
    isn_buffer_init(&out, ISN_LARGEST_ARTICLE);
    for (size_t i = 0; i < doc->blocks.count; i++) {
        const isnad_block *block = &doc->blocks.items[i];
        if (block->role == ISNAD_ROLE_META) {
            continue;
        }
        uint32_t at = block->span.begin;
        for (uint32_t t = 0; t < block->token_count; t++) {
            const isn_token *token = &doc->tokens.items[block->first_token + t];
            isn_buffer_add(&out, doc->text + at, token->span.begin - at);
            put_token(doc, token, &out);
            at = token->span.end;
        }
        isn_buffer_add(&out, doc->text + at, block->span.end - at);
        isn_buffer_char(&out, '\n');
    }
    return isn_out_end(&out, sink);
}
