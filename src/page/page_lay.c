/* Lays the lines of a page into the document's text. */
#include <string.h>

#include "page/html_entities.h"
#include "page/page_work.h"

typedef struct layer {
    isn_page *page;
    isn_text_builder text;
    size_t begin; /* of the block */
    bool blank;   /* one is due before the next visible character */
    uint32_t blank_begin, blank_end; /* the source that it stands for */
} layer;

static inline bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' ||
           c == '\0';
}

static void due_blank(layer *l, uint32_t begin, uint32_t end)
{
    if (!l->blank) {
        l->blank = true;
        l->blank_begin = begin;
        l->blank_end = end;
    }
}

/* Writes the blank that is due, unless the block has yet to begin. */
static void settle_blank(layer *l)
{
    if (!l->blank) {
        return;
    }
    l->blank = false;
    if (l->text.len == l->begin) {
        return;
    }
    if (l->blank_end - l->blank_begin == 1 &&
        l->page->source.data[l->blank_begin] == ' ') {
        isn_source_add(&l->page->source, &l->text, l->blank_begin,
                       l->blank_end);
    } else {
        isn_source_put(&l->page->source, &l->text, " ", 1, l->blank_begin,
                       l->blank_end);
    }
}

/* Source text with its blanks collapsed. */
static void lay_text(layer *l, uint32_t begin, uint32_t end)
{
    const char *data = l->page->source.data;
    uint32_t at = begin;
    while (at < end) {
        uint32_t from = at;
        while (at < end && is_blank(data[at])) {
            at++;
        }
        if (at > from) {
            due_blank(l, from, at);
        }
        if (at == end) {
            return;
        }
        settle_blank(l);
        from = at;
        /* Single blanks between words stay in one exact piece. */
        at = (uint32_t)isn_past_words(data, at, end);
        isn_source_add(&l->page->source, &l->text, from, at);
    }
}

static void lay_reference(layer *l, const isn_inline *piece)
{
    char text[8];
    size_t len = 0;
    isn_html_reference(l->page->source.data + piece->begin,
                       piece->end - piece->begin, 0, text, &len);
    if ((len == 1 && is_blank(text[0])) ||
        (len == 2 && memcmp(text, "\xC2\xA0", 2) == 0)) {
        due_blank(l, piece->begin, piece->end);
        return;
    }
    settle_blank(l);
    isn_source_put(&l->page->source, &l->text, text, len, piece->begin,
                   piece->end);
}

/* Cuts no-break spaces and the like from the end of the block. */
static void trim_end(layer *l)
{
    while (l->text.len >= l->begin + 2 &&
           memcmp(l->text.data + l->text.len - 2, "\xC2\xA0", 2) == 0) {
        l->text.len -= 2;
    }
    isnad_doc *doc = l->page->doc;
    while (doc->pieces.count) {
        isn_piece *last = &doc->pieces.items[doc->pieces.count - 1];
        if (last->text + last->text_len <= l->text.len) {
            break;
        }
        if (last->text >= l->text.len) {
            doc->pieces.count--;
            continue;
        }
        uint32_t over = last->text + last->text_len - (uint32_t)l->text.len;
        last->text_len -= over;
        if (last->exact) {
            last->raw_len -= over;
        }
        break;
    }
}

static isnad_status end_block(layer *l, isnad_role role, const char *kind)
{
    trim_end(l);
    l->blank = false;
    if (l->text.status) {
        return l->text.status;
    }
    if (l->text.len == l->begin) {
        return ISNAD_OK;
    }
    isnad_doc *doc = l->page->doc;
    isnad_block *block = isn_list_push(doc->arena, &doc->blocks);
    if (!block) {
        return ISNAD_NOMEM;
    }
    block->span = (isnad_span){(uint32_t)l->begin, (uint32_t)l->text.len};
    block->role = role;
    block->kind = kind;
    isn_text_add(&l->text, "\n", 1, 0, 0, false);
    l->begin = l->text.len;
    return l->text.status;
}

static isnad_status lay_line(layer *l, const isn_line *line,
                             const isn_part *part)
{
    for (uint32_t i = 0; i < line->inline_count; i++) {
        const isn_inline *piece =
            &l->page->tree.inlines.items[line->first_inline + i];
        switch (piece->kind) {
        case ISN_INLINE_TEXT:
            lay_text(l, piece->begin, piece->end);
            break;
        case ISN_INLINE_REFERENCE:
            lay_reference(l, piece);
            break;
        default:
            due_blank(l, piece->begin, piece->end);
            break;
        }
    }
    return end_block(l, (isnad_role)part->role, part->kind);
}

static isnad_status lay_value(layer *l, isn_value *value)
{
    uint32_t at = value->begin;
    isn_stretch s;
    size_t begin = l->begin;
    while (isn_value_stretch(&l->page->source, (isn_value_form)value->form, &at,
                             value->end, &s)) {
        if (s.exact) {
            lay_text(l, s.begin, s.end);
        } else if (s.len == 1 && is_blank(s.bytes[0])) {
            due_blank(l, s.begin, s.end);
        } else {
            settle_blank(l);
            isn_source_put(&l->page->source, &l->text, s.bytes, s.len, s.begin,
                           s.end);
        }
    }
    isnad_status status = end_block(l, ISNAD_ROLE_META, NULL);
    if (!status && l->begin > begin) {
        value->span = (isnad_span){(uint32_t)begin, (uint32_t)l->begin - 1};
    }
    return status;
}

isnad_status isn_page_lay(isn_page *page)
{
    layer l = {.page = page};
    isn_text_begin(&l.text, page->doc);
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; !status && i < page->tree.lines.count; i++) {
        status = lay_line(&l, &page->tree.lines.items[i], &page->parts[i]);
    }
    for (size_t i = 0; !status && i < page->values.count; i++) {
        status = lay_value(&l, &page->values.items[i]);
    }
    if (status) {
        l.text.status = status;
    }
    return isn_text_close(&l.text);
}
