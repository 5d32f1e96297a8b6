#include "core/docdata.h"

#include <stdlib.h>
#include <string.h>

isnad_doc *isn_doc_new(const char *path, const char *const *steps,
                       size_t step_count, unsigned char *payload, size_t len)
{
    isn_arena *arena = isn_arena_new();
    isnad_doc *doc = arena ? isn_arena_alloc(arena, sizeof *doc) : NULL;
    const char **copies =
        doc ? isn_arena_alloc(arena, step_count * sizeof *copies) : NULL;
    if (!copies) {
        goto fail;
    }
    doc->arena = arena;
    doc->path = isn_arena_copy(arena, path, strlen(path));
    if (!doc->path) {
        goto fail;
    }
    for (size_t i = 0; i < step_count; i++) {
        copies[i] = isn_arena_copy(arena, steps[i], strlen(steps[i]));
        if (!copies[i]) {
            goto fail;
        }
    }
    doc->steps = copies;
    doc->step_count = step_count;
    doc->payload = payload;
    doc->payload_len = len;
    doc->text = "";
    doc->published.time.first = ISNAD_NO_DAY;
    doc->published.time.last = ISNAD_NO_DAY;
    doc->published.best_day = ISNAD_NO_DAY;
    return doc;
fail:
    isn_arena_free(arena);
    free(payload);
    return NULL;
}

void isnad_doc_free(isnad_doc *doc)
{
    if (!doc) {
        return;
    }
    free(doc->payload);
    isn_arena_free(doc->words);
    isn_arena_free(doc->arena); /* the document itself lives there */
}

/* Whoever asks sees the same document: its bytes only lie somewhere else. */
const unsigned char *isn_doc_payload(const isnad_doc *doc)
{
    if (!doc->payload && doc->fetcher) {
        doc->fetcher->payload(doc->fetcher->data, (isnad_doc *)doc);
    }
    return doc->payload;
}

char *isn_doc_string(isnad_doc *doc, isnad_span span)
{
    return isn_arena_copy(doc->arena, doc->text + span.begin,
                          isnad_span_empty(span) ? 0 : span.end - span.begin);
}

uint32_t isn_doc_token_at(const isnad_doc *doc, uint32_t at)
{
    size_t low = 0, high = doc->tokens.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (doc->tokens.items[middle].span.begin < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (uint32_t)low;
}

/* ---- text ---------------------------------------------------------------- */

enum { LARGEST_TEXT = 1 << 30 };

void isn_text_begin(isn_text_builder *builder, isnad_doc *doc)
{
    *builder = (isn_text_builder){.doc = doc};
}

static bool text_room(isn_text_builder *builder, size_t len)
{
    if (builder->status) {
        return false;
    }
    if (len > LARGEST_TEXT || builder->len > LARGEST_TEXT - len) {
        builder->status = ISNAD_LIMIT;
        return false;
    }
    if (builder->len + len > builder->cap) {
        size_t cap = builder->cap ? builder->cap : 4096;
        while (cap < builder->len + len) {
            cap *= 2;
        }
        char *data = realloc(builder->data, cap);
        if (!data) {
            builder->status = ISNAD_NOMEM;
            return false;
        }
        builder->data = data;
        builder->cap = cap;
    }
    return true;
}

void isn_text_add(isn_text_builder *builder, const char *bytes, size_t len,
                  uint64_t raw, size_t raw_len, bool exact)
{
    if (len == 0 || !text_room(builder, len)) {
        return;
    }
    isnad_doc *doc = builder->doc;
    memcpy(builder->data + builder->len, bytes, len);
    isn_piece *last =
        doc->pieces.count ? &doc->pieces.items[doc->pieces.count - 1] : NULL;
    if (raw_len == 0) {
        builder->len += len;
        return;
    }
    if (exact && last && last->exact && last->raw + last->raw_len == raw &&
        last->text + last->text_len == builder->len) {
        last->text_len += (uint32_t)len;
        last->raw_len += (uint32_t)len;
    } else {
        isn_piece *piece = isn_list_push(doc->arena, &doc->pieces);
        if (!piece) {
            builder->status = ISNAD_NOMEM;
            return;
        }
        *piece = (isn_piece){(uint32_t)builder->len, (uint32_t)len, raw,
                             (uint32_t)raw_len, exact};
    }
    builder->len += len;
}

/* How many pieces, from the first, are in the payload's order. */
static size_t count_ordered(const isnad_doc *doc)
{
    const isn_piece *items = doc->pieces.items;
    size_t n = doc->pieces.count > 0 ? 1 : 0;
    while (n < doc->pieces.count &&
           items[n].raw >= items[n - 1].raw + items[n - 1].raw_len) {
        n++;
    }
    return n;
}

isnad_status isn_text_close(isn_text_builder *builder)
{
    isnad_status status = builder->status;
    if (!status) {
        char *text =
            isn_arena_copy(builder->doc->arena, builder->data, builder->len);
        if (text) {
            builder->doc->text = text;
            builder->doc->text_len = (uint32_t)builder->len;
            builder->doc->ordered_pieces = count_ordered(builder->doc);
        } else {
            status = ISNAD_NOMEM;
        }
    }
    free(builder->data);
    *builder = (isn_text_builder){.doc = builder->doc, .status = status};
    return status;
}

/* Index of the last piece that starts at or before text position `at`, or
 * SIZE_MAX. */
static size_t piece_before(const isnad_doc *doc, uint32_t at)
{
    size_t low = 0, high = doc->pieces.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (doc->pieces.items[middle].text <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low ? low - 1 : SIZE_MAX;
}

isnad_raw_span isnad_doc_raw(const isnad_doc *doc, isnad_span span)
{
    isnad_raw_span raw = {0, 0};
    if (isnad_span_empty(span) || doc->pieces.count == 0) {
        return raw;
    }
    /* The first piece that covers or follows the beginning … */
    size_t i = piece_before(doc, span.begin);
    if (i == SIZE_MAX ||
        doc->pieces.items[i].text + doc->pieces.items[i].text_len <=
            span.begin) {
        i = i == SIZE_MAX ? 0 : i + 1;
    }
    /* … and the last that covers or precedes the last byte. */
    size_t j = piece_before(doc, span.end - 1);
    if (i >= doc->pieces.count || j == SIZE_MAX || j < i) {
        return raw;
    }
    const isn_piece *a = &doc->pieces.items[i], *b = &doc->pieces.items[j];
    raw.begin = a->raw;
    if (a->exact && span.begin > a->text) {
        raw.begin += span.begin - a->text;
    }
    raw.end = b->raw + b->raw_len;
    if (b->exact && span.end < b->text + b->text_len) {
        raw.end = b->raw + (span.end - b->text);
    }
    return raw;
}

/* The first of the ordered pieces that ends behind `raw`. */
static size_t piece_behind(const isnad_doc *doc, uint64_t raw)
{
    size_t low = 0, high = doc->ordered_pieces;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const isn_piece *p = &doc->pieces.items[middle];
        if (p->raw + p->raw_len <= raw) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Takes the part of a piece that `raw` covers into the span, unless it is the
 * same bytes told again elsewhere. */
static void cover(isnad_span *span, const isn_piece *p, isnad_raw_span raw)
{
    if (p->raw >= raw.end || p->raw + p->raw_len <= raw.begin) {
        return;
    }
    uint32_t begin = p->text, end = p->text + p->text_len;
    if (p->exact && raw.begin > p->raw) {
        begin = p->text + (uint32_t)(raw.begin - p->raw);
    }
    if (p->exact && raw.end < p->raw + p->raw_len) {
        end = p->text + (uint32_t)(raw.end - p->raw);
    }
    if (span->begin != UINT32_MAX && begin > span->end + 2) {
        return;
    }
    span->begin = begin < span->begin ? begin : span->begin;
    span->end = end > span->end ? end : span->end;
}

/* Values of markup are appended behind the article, out of the payload's
 * order; they are few. */
isnad_span isnad_doc_from_raw(const isnad_doc *doc, isnad_raw_span raw)
{
    isnad_span span = {UINT32_MAX, 0};
    const isn_piece *items = doc->pieces.items;
    for (size_t i = piece_behind(doc, raw.begin);
         i < doc->ordered_pieces && items[i].raw < raw.end; i++) {
        cover(&span, &items[i], raw);
    }
    for (size_t i = doc->ordered_pieces; i < doc->pieces.count; i++) {
        cover(&span, &items[i], raw);
    }
    return span.begin == UINT32_MAX ? (isnad_span){0, 0} : span;
}

/* ---- what others read --------------------------------------------------- */

const char *isnad_role_text(isnad_role role)
{
    switch (role) {
#define ROLE_CASE(name, text)                                                  \
    case ISNAD_ROLE_##name:                                                    \
        return text;
        ISNAD_ROLE_MAP(ROLE_CASE)
#undef ROLE_CASE
    }
    return "furniture";
}

const char *isnad_sure_text(isnad_sure sure)
{
    static const char *const texts[] = {NULL, "stated", "counted", "likely"};
    return texts[sure];
}

const char *isnad_date_rule_text(isnad_date_rule rule)
{
    static const char *const texts[] = {
#define RULE_TEXT(name, text) text,
        ISNAD_DATE_RULE_MAP(RULE_TEXT)
#undef RULE_TEXT
    };
    return texts[rule];
}

const char *isnad_figure_rule_text(isnad_figure_rule rule)
{
    static const char *const texts[] = {
#define RULE_TEXT(name, text) text,
        ISNAD_FIGURE_RULE_MAP(RULE_TEXT)
#undef RULE_TEXT
    };
    return texts[rule];
}

bool isnad_block_is_article(const isnad_block *block)
{
    switch (block->role) {
    case ISNAD_ROLE_TITLE:
    case ISNAD_ROLE_DECK:
    case ISNAD_ROLE_PARAGRAPH:
    case ISNAD_ROLE_SUBHEAD:
    case ISNAD_ROLE_LIST:
    case ISNAD_ROLE_TABLE:
    case ISNAD_ROLE_QUOTE:
        return true;
    case ISNAD_ROLE_CAPTION:
    case ISNAD_ROLE_CREDIT:
    case ISNAD_ROLE_FURNITURE:
    case ISNAD_ROLE_META:
        return false;
    }
    return false;
}

const char *isnad_entity_type_text(isnad_entity_type type)
{
    return type == ISNAD_PER ? "PER" : type == ISNAD_LOC ? "LOC" : "ORG";
}

const char *isnad_stance_text(isnad_stance stance)
{
    return stance == ISNAD_DENIES   ? "denies"
           : stance == ISNAD_HEDGES ? "hedges"
                                    : "asserts";
}

const char *isnad_doc_path(const isnad_doc *doc) { return doc->path; }

const char *const *isnad_doc_steps(const isnad_doc *doc, size_t *count)
{
    *count = doc->step_count;
    return doc->steps;
}

const char *isnad_doc_sha256(const isnad_doc *doc) { return doc->sha256; }

const char *isnad_doc_charset(const isnad_doc *doc) { return doc->charset; }

isnad_view isnad_doc_payload(const isnad_doc *doc)
{
    return (isnad_view){(const char *)doc->payload, doc->payload_len};
}

isnad_view isnad_doc_text(const isnad_doc *doc)
{
    return (isnad_view){doc->text, doc->text_len};
}

isnad_view isnad_doc_words(const isnad_doc *doc, isnad_span span)
{
    if (isnad_span_empty(span) || span.end > doc->text_len) {
        return (isnad_view){"", 0};
    }
    return (isnad_view){doc->text + span.begin, span.end - span.begin};
}

isnad_span isnad_doc_title(const isnad_doc *doc) { return doc->title; }

isnad_fact isnad_doc_url(const isnad_doc *doc) { return doc->url; }

isnad_fact isnad_doc_outlet(const isnad_doc *doc) { return doc->outlet; }

isnad_fact isnad_doc_author(const isnad_doc *doc) { return doc->author; }

const char *isnad_doc_language(const isnad_doc *doc) { return doc->language; }

const isnad_published *isnad_doc_published(const isnad_doc *doc)
{
    return &doc->published;
}

#define DOC_LIST(type, name)                                                   \
    const type *isnad_doc_##name(const isnad_doc *doc, size_t *count)          \
    {                                                                          \
        *count = doc->name.count;                                              \
        return doc->name.items;                                                \
    }
DOC_LIST(isnad_fact, agencies)
DOC_LIST(isnad_block, blocks)
DOC_LIST(isnad_date, dates)
DOC_LIST(isnad_figure, figures)
DOC_LIST(isnad_entity, entities)
DOC_LIST(isnad_name, names)
DOC_LIST(isnad_statement, statements)
DOC_LIST(isnad_hedge, hedges)
#undef DOC_LIST

const char *const isn_source_kinds[ISN_SOURCE_KINDS] = {
    "named",  "office",     "document", "media",
    "social", "eyewitness", "unnamed",  "nobody",
};

unsigned isn_source_number(const char *kind)
{
    unsigned k = 0;
    while (kind && k + 1 < ISN_SOURCE_KINDS &&
           strcmp(kind, isn_source_kinds[k]) != 0) {
        k++;
    }
    return kind ? k : ISN_SOURCE_KINDS - 1;
}
