#include "annotate/quotes.h"

#include "text/match.h"

enum { DEEPEST = 3 };

typedef enum leaning { OPENS, CLOSES, EITHER, NO_MARK } leaning;

typedef struct pairing {
    const isnad_doc *doc;
    isn_arena *arena;
    isn_quotes *quotes;
    uint32_t open[DEEPEST]; /* indices into the list */
    unsigned depth;
    bool left_open; /* the paragraph before ended inside a quote */
} pairing;

static bool single(uint32_t c)
{
    return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x201A ||
           c == 0x2039 || c == 0x203A || c == '`' || c == 0xB4;
}

static bool is_mark(uint32_t c)
{
    return c == '"' || c == 0xAB || c == 0xBB || c == 0x201C || c == 0x201D ||
           c == 0x201E || c == 0x2033 || single(c);
}

static const isn_token *token(const isnad_doc *doc, uint32_t at)
{
    return &doc->tokens.items[at];
}

static bool blank_after(const isnad_doc *doc, uint32_t at, uint32_t last)
{
    return at + 1 >= last || token(doc, at + 1)->space_before;
}

/* What the mark's own form and its blanks say. */
static leaning leans(const isnad_doc *doc, uint32_t at, uint32_t first,
                     uint32_t last)
{
    const isn_token *t = token(doc, at);
    if (t->kind < ISN_PUNCT || !is_mark(t->punct)) {
        return NO_MARK;
    }
    bool before = at == first || t->space_before ||
                  (token(doc, at - 1)->kind >= ISN_PUNCT &&
                   (token(doc, at - 1)->punct == '(' ||
                    token(doc, at - 1)->punct == ':'));
    bool after = blank_after(doc, at, last);
    if (!after && token(doc, at + 1)->kind >= ISN_PUNCT &&
        !is_mark(token(doc, at + 1)->punct) &&
        token(doc, at + 1)->punct != '(' && token(doc, at + 1)->punct != '#') {
        after = true;
    }
    if (single(t->punct)) { /* an apostrophe has letters on both sides */
        return before == after ? NO_MARK : before ? OPENS : CLOSES;
    }
    if (before && !after) {
        return OPENS;
    }
    if (!before && after) {
        return CLOSES;
    }
    if (t->punct == 0xAB) {
        return OPENS;
    }
    return t->punct == 0xBB ? CLOSES : EITHER;
}

static bool opens_quote(const isnad_doc *doc, uint32_t at, uint32_t first,
                        leaning lean)
{
    if (lean != CLOSES) {
        return true;
    }
    /* A closing form with nothing open: «قائلا:" نعم"» and «وأضاف" نعم"» open
     * all the same. */
    return at > first && ((token(doc, at - 1)->kind >= ISN_PUNCT &&
                           token(doc, at - 1)->punct == ':') ||
                          (token(doc, at)->punct == '"' &&
                           isn_is(doc, at - 1, ISN_CLASS_SPEECH)));
}

static isnad_status open_quote(pairing *p, uint32_t at)
{
    isn_quote *q = isn_list_push(p->arena, &p->quotes->list);
    if (!q) {
        return ISNAD_NOMEM;
    }
    *q = (isn_quote){.open = at,
                     .first = at + 1,
                     .last = at + 1,
                     .close = at + 1,
                     .outer = p->depth ? p->open[p->depth - 1] : ISN_NO_QUOTE};
    p->open[p->depth++] = (uint32_t)(p->quotes->list.count - 1);
    return ISNAD_OK;
}

static void close_quote(pairing *p, uint32_t at, bool closed)
{
    isn_quote *q = &p->quotes->list.items[p->open[--p->depth]];
    q->close = at;
    q->last = at;
    q->closed = closed;
}

/* Whoever opened and never closed: the quote reaches to the end of its
 * paragraph, or, where another one begins in it, to the end of the sentence.
 * A lone mark that closes nothing within the first words is dropped by its
 * length later. */
static void close_rest(pairing *p, uint32_t last)
{
    while (p->depth > 0) {
        uint32_t index = p->open[p->depth - 1];
        uint32_t end = last;
        if (index + 1 < p->quotes->list.count) {
            const isn_quote *q = &p->quotes->list.items[index];
            const isn_token *t = token(p->doc, q->open);
            const isn_sentence *s = &p->doc->sentences.items[t->sentence];
            uint32_t sentence_end = s->first_token + s->token_count;
            const isn_quote *next = &p->quotes->list.items[index + 1];
            end = sentence_end < next->open ? sentence_end : next->open;
            for (size_t i = index + 1; i < p->quotes->list.count; i++) {
                if (p->quotes->list.items[i].outer == index) {
                    p->quotes->list.items[i].outer = q->outer;
                }
            }
        }
        close_quote(p, end, false);
    }
}

static isnad_status take_mark(pairing *p, uint32_t at, uint32_t first,
                              leaning lean)
{
    bool open = p->depth > 0;
    if (!open) {
        return opens_quote(p->doc, at, first, lean) ? open_quote(p, at)
                                                    : ISNAD_OK;
    }
    if (lean == OPENS && p->depth < DEEPEST) {
        return open_quote(p, at);
    }
    if (lean != OPENS) {
        close_quote(p, at, true);
    }
    return ISNAD_OK;
}

/* The second mark of a doubled opening one is no content. */
static void skip_double(pairing *p, uint32_t at)
{
    if (p->depth > 0) {
        isn_quote *q = &p->quotes->list.items[p->open[p->depth - 1]];
        if (q->first == at) {
            q->first = q->last = q->close = at + 1;
        }
    }
}

static isnad_status pair_block(pairing *p, const isnad_block *block)
{
    uint32_t first = block->first_token;
    uint32_t last = first + block->token_count;
    size_t before = p->quotes->list.count;
    for (uint32_t at = first; at < last; at++) {
        leaning lean = leans(p->doc, at, first, last);
        if (lean == NO_MARK) {
            continue;
        }
        /* A doubled mark is one. */
        if (at > first && !token(p->doc, at)->space_before &&
            token(p->doc, at - 1)->punct == token(p->doc, at)->punct &&
            token(p->doc, at)->punct != 0) {
            skip_double(p, at);
            continue;
        }
        isnad_status status = take_mark(p, at, first, lean);
        if (status != ISNAD_OK) {
            return status;
        }
    }
    bool open = p->depth > 0;
    close_rest(p, last);
    if (p->left_open && p->quotes->list.count > before &&
        p->quotes->list.items[before].open == first) {
        p->quotes->list.items[before].continues = true;
    }
    p->left_open = open;
    return ISNAD_OK;
}

static void count_words(const isnad_doc *doc, isn_quotes *quotes)
{
    for (size_t i = 0; i < doc->tokens.count; i++) {
        quotes->of[i] = ISN_NO_QUOTE;
    }
    for (size_t i = 0; i < quotes->list.count; i++) {
        isn_quote *q = &quotes->list.items[i];
        uint32_t last = q->closed ? q->close + 1 : q->last;
        for (uint32_t at = q->open; at < last; at++) {
            quotes->of[at] = (uint32_t)i;
            q->words += at >= q->first && at < q->last &&
                        token(doc, at)->kind <= ISN_NUMBER;
        }
    }
}

isnad_status isn_quotes_find(const isnad_doc *doc, isn_arena *arena,
                             isn_quotes *quotes)
{
    *quotes = (isn_quotes){0};
    quotes->of =
        isn_arena_alloc(arena, (doc->tokens.count + 1) * sizeof *quotes->of);
    if (!quotes->of) {
        return ISNAD_NOMEM;
    }
    pairing p = {.doc = doc, .arena = arena, .quotes = quotes};
    for (size_t i = 0; i < doc->blocks.count; i++) {
        const isnad_block *block = &doc->blocks.items[i];
        if (!isnad_block_is_article(block)) {
            continue;
        }
        isnad_status status = pair_block(&p, block);
        if (status != ISNAD_OK) {
            return status;
        }
    }
    count_words(doc, quotes);
    return ISNAD_OK;
}

uint32_t isn_quote_around(const isn_quotes *quotes, uint32_t at)
{
    uint32_t q = quotes->of[at];
    while (q != ISN_NO_QUOTE && quotes->list.items[q].outer != ISN_NO_QUOTE) {
        q = quotes->list.items[q].outer;
    }
    return q;
}

isnad_span isn_quote_span(const isnad_doc *doc, const isn_quote *quote)
{
    uint32_t last = quote->last;
    while (!quote->closed && last > quote->first + 1 &&
           token(doc, last - 1)->kind >= ISN_PUNCT) {
        last--; /* the full stop of the sentence, not of the quotation */
    }
    if (quote->first >= last) {
        return (isnad_span){0, 0};
    }
    return (isnad_span){token(doc, quote->first)->span.begin,
                        token(doc, last - 1)->span.end};
}
