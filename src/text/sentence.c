#include "text/text.h"

#include <string.h>

#include "text/token.h"

static bool closes(uint32_t c)
{
    return c == '"' || c == 0xBB || c == 0x201D || c == ')' || c == ']' ||
           c == 0x2019 || c == '\'';
}

/* Letters of a word token, counted as characters of its fold. */
static unsigned letters(const isn_token *t)
{
    unsigned n = 0;
    for (uint16_t i = 0; i < t->fold_len; i++) {
        n += ((unsigned char)t->fold[i] & 0xC0) != 0x80;
    }
    return n;
}

/* Does the sentence end with token `at`? */
static bool ends_here(const isnad_doc *doc, uint32_t at, uint32_t first,
                      uint32_t last)
{
    const isn_token *t = &doc->tokens.items[at];
    if (t->kind != ISN_PUNCT) {
        return false;
    }
    if (t->punct == '!' || t->punct == '?' || t->punct == 0x61F) {
        return true;
    }
    if (t->punct != '.') {
        return false;
    }
    if (t->span.end - t->span.begin > 2) {
        return false; /* … written with dots */
    }
    if (at + 1 >= last) {
        return true;
    }
    const isn_token *next = &doc->tokens.items[at + 1];
    if (!next->space_before && !closes(next->punct)) {
        return false; /* a host name, an abbreviation of several letters */
    }
    /* An abbreviation: د. سعيد; but a lone letter may also end a sentence. */
    return !(at > first && t->span.end - t->span.begin == 1 &&
             doc->tokens.items[at - 1].kind == ISN_WORD &&
             letters(&doc->tokens.items[at - 1]) == 1);
}

static bool line_break_between(const isnad_doc *doc, uint32_t a, uint32_t b)
{
    for (uint32_t i = a; i < b; i++) {
        if (doc->text[i] == '\n') {
            return true;
        }
    }
    return false;
}

/* Marks token `at` with the classes of the phrases that begin with `first`. */
static void mark_phrases(isnad_doc *doc, uint32_t at, uint32_t last,
                         const isn_lex_entry *first)
{
    isn_token *t = &doc->tokens.items[at];
    uint32_t node = isn_trie_start(first);
    for (uint32_t j = at + 1; node != ISN_TRIE_NONE && j < last; j++) {
        node = isn_trie_step(node, doc->tokens.items[j].full);
        uint32_t count = 0;
        const isn_sense *senses =
            node == ISN_TRIE_NONE ? NULL : isn_trie_senses(node, &count);
        for (uint32_t c = 0; c < count; c++) {
            t->classes |= ISN_BIT(senses[c].cls);
            t->phrase = true;
        }
    }
}

static isnad_status close_sentence(isnad_doc *doc, uint32_t block,
                                   uint32_t first, uint32_t last)
{
    uint32_t index = (uint32_t)doc->sentences.count;
    isn_sentence *s = isn_list_push(doc->words, &doc->sentences);
    if (!s) {
        return ISNAD_NOMEM;
    }
    s->first_token = first;
    s->token_count = last - first;
    s->block = block;
    s->span.begin = doc->tokens.items[first].span.begin;
    s->span.end = doc->tokens.items[last - 1].span.end;
    for (uint32_t i = first; i < last; i++) {
        isn_token *t = &doc->tokens.items[i];
        t->sentence = index;
        if (t->full && t->full->phrases) {
            mark_phrases(doc, i, last, t->full);
        }
        if (t->cut && t->cut != t->full && t->cut->phrases) {
            mark_phrases(doc, i, last, t->cut);
        }
    }
    return ISNAD_OK;
}

static isnad_status split(isnad_doc *doc, uint32_t block, uint32_t first,
                          uint32_t last)
{
    isnad_status status = ISNAD_OK;
    uint32_t start = first;
    isnad_span span = doc->blocks.items[block].span;
    bool lines =
        memchr(doc->text + span.begin, '\n', span.end - span.begin) != NULL;
    for (uint32_t i = first; !status && i < last; i++) {
        const isn_token *t = &doc->tokens.items[i];
        bool end =
            i + 1 == last || ends_here(doc, i, start, last) ||
            (lines && line_break_between(doc, t->span.end,
                                         doc->tokens.items[i + 1].span.begin));
        if (!end) {
            continue;
        }
        while (i + 1 < last && closes(doc->tokens.items[i + 1].punct) &&
               !doc->tokens.items[i + 1].space_before) {
            i++;
        }
        status = close_sentence(doc, block, start, i + 1);
        start = i + 1;
    }
    return status;
}

isnad_status isn_text_analyze(isnad_doc *doc)
{
    enum { BYTES_A_TOKEN = 8 }; /* in Arabic; other text grows the list */
    doc->words = doc->words ? doc->words : isn_arena_new();
    isnad_status status =
        doc->words && isn_list_reserve(doc->words, &doc->tokens,
                                       doc->tokens.count +
                                           doc->text_len / BYTES_A_TOKEN + 8)
            ? ISNAD_OK
            : ISNAD_NOMEM;
    for (uint32_t b = 0; !status && b < doc->blocks.count; b++) {
        isnad_block *block = &doc->blocks.items[b];
        block->first_token = (uint32_t)doc->tokens.count;
        block->first_sentence = (uint32_t)doc->sentences.count;
        if (block->role != ISNAD_ROLE_META) {
            status = isn_tokenize(doc, block->span, b);
        }
        uint32_t last = (uint32_t)doc->tokens.count;
        block->token_count = last - block->first_token;
        if (!status && block->token_count) {
            status = split(doc, b, block->first_token, last);
        }
        block->sentence_count =
            (uint32_t)doc->sentences.count - block->first_sentence;
    }
    return status;
}

isnad_status isn_text_need(isnad_doc *doc)
{
    isnad_status status = doc->words ? ISNAD_OK : isn_text_analyze(doc);
    doc->needed += !status && doc->lean;
    return status;
}

void isn_text_rest(isnad_doc *doc)
{
    doc->needed -= doc->needed > 0;
    if (!doc->lean || doc->needed > 0) {
        return;
    }
    if (doc->fetcher && doc->fetcher->rested) {
        doc->fetcher->rested(doc->fetcher->data, doc);
    } else {
        isn_text_forget(doc);
    }
}

void isn_text_forget(isnad_doc *doc)
{
    isn_arena_free(doc->words);
    doc->words = NULL;
    memset(&doc->tokens, 0, sizeof doc->tokens);
    memset(&doc->sentences, 0, sizeof doc->sentences);
}

isnad_span isn_text_sentence(isnad_doc *doc, uint32_t at)
{
    isnad_span span = {0, 0};
    if (isn_text_need(doc)) {
        return span;
    }
    uint32_t t = isn_doc_token_at(doc, at);
    if (t < doc->tokens.count) {
        span = doc->sentences.items[doc->tokens.items[t].sentence].span;
    }
    isn_text_rest(doc);
    return span;
}
