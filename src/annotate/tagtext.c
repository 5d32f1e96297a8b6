#include "annotate/tagtext.h"

#include <stdlib.h>
#include <string.h>

#include "text/match.h"

/* Up to seven bytes as a number. */
static uint64_t few(const char *bytes, size_t len)
{
    uint32_t first, last;
    if (len >= 4) {
        memcpy(&first, bytes, 4);
        memcpy(&last, bytes + len - 4, 4);
        return (uint64_t)last << 32 | first;
    }
    const unsigned char *b = (const unsigned char *)bytes;
    return len == 0
               ? 0
               : b[0] | (uint64_t)b[len / 2] << 8 | (uint64_t)b[len - 1] << 16;
}

uint64_t isn_tag_hash(const char *bytes, size_t len)
{
    uint64_t h = len * 0x9E3779B97F4A7C15u, eight;
    if (len < 8) {
        return isn_tag_mix(h, few(bytes, len) + 1);
    }
    for (size_t at = 0; at + 8 < len; at += 8) {
        memcpy(&eight, bytes + at, 8);
        h = isn_tag_mix(h, eight);
    }
    memcpy(&eight, bytes + len - 8, 8);
    return isn_tag_mix(h, eight);
}

uint64_t isn_tag_core_of(const char *stem, size_t len, bool article)
{
    return isn_tag_mix(isn_tag_hash(stem, len), article ? 7 : 3);
}

uint64_t isn_tag_core(const isn_token *t)
{
    return isn_tag_core_of(t->stem, t->stem_len,
                           (t->clitics & ISN_CLITIC_AL) != 0);
}

size_t isn_tag_front(const char *s, size_t len, unsigned letters)
{
    size_t at = 0;
    while (letters > 0 && at < len) {
        at++;
        while (at < len && ((unsigned char)s[at] & 0xC0) == 0x80) {
            at++;
        }
        letters--;
    }
    return letters ? 0 : at;
}

size_t isn_tag_back(const char *s, size_t len, unsigned letters)
{
    size_t at = len;
    while (letters > 0 && at > 0) {
        at--;
        while (at > 0 && ((unsigned char)s[at] & 0xC0) == 0x80) {
            at--;
        }
        letters--;
    }
    return letters ? 0 : len - at;
}

bool isn_tag_reads(const isnad_doc *doc, const isn_sentence *s)
{
    const isnad_block *b = &doc->blocks.items[s->block];
    return isnad_block_is_article(b) || b->role == ISNAD_ROLE_CAPTION;
}

/* ---- different words */

static uint8_t our_classes(uint64_t theirs)
{
    static const struct {
        uint8_t cls, bit;
    } map[] = {{ISN_CLASS_PLACE, ISN_TAG_PLACE},
               {ISN_CLASS_TITLE, ISN_TAG_TITLE},
               {ISN_CLASS_GIVEN_NAME, ISN_TAG_GIVEN},
               {ISN_CLASS_ORG_HEAD, ISN_TAG_HEAD},
               {ISN_CLASS_NATIONALITY, ISN_TAG_NATION},
               {ISN_CLASS_FUNCTION, ISN_TAG_FUNCTION},
               {ISN_CLASS_ACRONYM, ISN_TAG_KNOWN_ACRONYM}};
    unsigned ours = 0;
    for (unsigned i = 0; theirs && i < sizeof map / sizeof map[0]; i++) {
        ours |= (theirs & ISN_BIT(map[i].cls)) ? map[i].bit : 0u;
    }
    return (uint8_t)ours;
}

static uint8_t shape_of(const isn_token *t)
{
    unsigned shape = 0;
    if (t->kind == ISN_WORD) {
        unsigned char c = (unsigned char)t->fold[0];
        shape |= (t->clitics & ISN_CLITIC_AL) ? ISN_TAG_ARTICLE : 0u;
        shape |= c < 0xD8 || c > 0xDB ? ISN_TAG_LATIN : 0u;
        shape |= memchr(t->fold, '_', t->fold_len) ? ISN_TAG_HASHTAG : 0u;
    } else {
        shape |= t->kind == ISN_NUMBER ? ISN_TAG_DIGIT : ISN_TAG_PUNCT;
    }
    return (uint8_t)shape;
}

static void look_at(isn_tag_word *w, const isn_token *t)
{
    w->whole = isn_tag_hash(t->fold, t->fold_len);
    w->core = t->kind == ISN_WORD ? isn_tag_core(t) : w->whole;
    size_t last = isn_tag_back(t->stem, t->stem_len, 2);
    w->tail = isn_tag_hash(t->stem + t->stem_len - last, last);
    w->classes = our_classes(t->entry ? t->entry->classes : 0);
    w->shape = shape_of(t);
}

/* Words of the lexicon are told apart by their entry, others by their
 * letters. */
static uint64_t hash_of(const isn_token *t)
{
    uint64_t h = t->full ? t->full->word : isn_tag_hash(t->fold, t->fold_len);
    h = (h ^ (uint64_t)t->clitics << 40 ^ (uint64_t)t->kind << 56) *
        0x9E3779B97F4A7C15u;
    return h ^ h >> 32;
}

static bool same_word(const isn_token *a, const isn_token *b)
{
    return a->full == b->full && a->clitics == b->clitics &&
           a->kind == b->kind && a->stem_len == b->stem_len &&
           (a->full ? a->stem == b->stem
                    : a->fold_len == b->fold_len &&
                          memcmp(a->fold, b->fold, a->fold_len) == 0 &&
                          memcmp(a->stem, b->stem, a->stem_len) == 0);
}

static uint32_t find_type(isn_tag_text *text, uint32_t *slots, uint32_t mask,
                          uint32_t token)
{
    const isn_token *t = &text->doc->tokens.items[token];
    for (uint32_t at = (uint32_t)hash_of(t);; at++) {
        uint32_t *slot = &slots[at & mask];
        if (*slot == 0) {
            isn_tag_type *type = &text->types[text->type_count];
            memset(type, 0, sizeof *type);
            type->token = token;
            type->word.type = text->type_count;
            look_at(&type->word, t);
            *slot = ++text->type_count;
            return *slot - 1;
        }
        if (same_word(&text->doc->tokens.items[text->types[*slot - 1].token],
                      t)) {
            return *slot - 1;
        }
    }
}

/* Numbers the cores of the words, and counts their tokens in `counts`. */
static void find_lemmas(isn_tag_text *text, uint32_t *slots, uint32_t mask,
                        uint32_t *counts)
{
    for (uint32_t k = 0; k < text->type_count; k++) {
        isn_tag_word *w = &text->types[k].word;
        for (uint32_t at = (uint32_t)(w->core >> 20);; at++) {
            uint32_t *slot = &slots[at & mask];
            if (*slot == 0) {
                w->lemma = text->lemma_count++;
                counts[w->lemma] = 0;
                *slot = k + 1;
                break;
            }
            if (text->types[*slot - 1].word.core == w->core) {
                w->lemma = text->types[*slot - 1].word.lemma;
                break;
            }
        }
        counts[w->lemma] += text->types[k].read;
    }
}

static unsigned bucket(uint32_t count)
{
    return count == 0 ? 0 : 32u - (unsigned)__builtin_clz(count);
}

static void set_burst(isn_tag_text *text, const uint32_t *counts)
{
    for (uint32_t k = 0; k < text->type_count; k++) {
        isn_tag_type *type = &text->types[k];
        unsigned here = bucket(counts[type->word.lemma]);
        unsigned all = bucket(text->doc->tokens.items[type->token].count) / 2;
        type->word.burst =
            (uint8_t)((here > 4 ? 4 : here) + 5 * (all > 9 ? 9 : all));
    }
}

/* Marks what the tagger reads. */
static void mark_read(isn_tag_text *text)
{
    for (uint32_t i = 0; i < text->doc->sentences.count; i++) {
        const isn_sentence *s = &text->doc->sentences.items[i];
        bool read = isn_tag_reads(text->doc, s);
        for (uint32_t k = 0; read && k < s->token_count; k++) {
            text->words[s->first_token + k].core = 1;
        }
    }
}

isnad_status isn_tag_text_new(isn_tag_text *text, isnad_doc *doc)
{
    uint32_t n = (uint32_t)doc->tokens.count, size = 64;
    while (size < 2 * (uint64_t)n && size < (1u << 30)) {
        size *= 2;
    }
    *text = (isn_tag_text){.doc = doc, .count = n};
    size_t words = ((size_t)n + 1) * sizeof *text->words;
    size_t types = ((size_t)n + 1) * sizeof *text->types;
    size_t slots = size * sizeof(uint32_t);
    text->memory = malloc(words + types + slots + (n + 1) * sizeof(uint32_t));
    if (!text->memory) {
        return ISNAD_NOMEM;
    }
    text->words = text->memory;
    text->types = (void *)((char *)text->memory + words);
    uint32_t *table = (void *)((char *)text->types + types);
    uint32_t *counts = table + size;
    memset(text->words, 0, words);
    memset(table, 0, slots);
    mark_read(text);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t type = find_type(text, table, size - 1, i);
        text->words[i].type = type;
        text->types[type].count++;
        text->types[type].read += text->words[i].core != 0;
    }
    memset(table, 0, slots);
    find_lemmas(text, table, size - 1, counts);
    set_burst(text, counts);
    return ISNAD_OK;
}

void isn_tag_text_free(isn_tag_text *text)
{
    free(text->memory);
    text->memory = NULL;
}

/* ---- places */

/* Marks the words of phrases of two and more: 1 begins, 2 goes on, by kind. */
static void mark(isn_tag_text *text, const isn_sentence *s, uint32_t at,
                 unsigned cls, unsigned slot, unsigned value)
{
    isn_match_result m = isn_match(text->doc, at, cls);
    uint32_t end = s->first_token + s->token_count;
    for (uint32_t k = 0; m.sense && m.tokens > 1 && k < m.tokens; k++) {
        if (at + k < end) {
            text->words[at + k].phrase[slot] = (uint8_t)(value + (k > 0));
        }
    }
}

static void mark_phrases(isn_tag_text *text, const isn_sentence *s, uint32_t at)
{
    const isn_token *t = &text->doc->tokens.items[at];
    unsigned classes = t->phrase ? our_classes(t->classes) : 0;
    if (classes & ISN_TAG_PLACE) {
        mark(text, s, at, ISN_CLASS_PLACE, 0, 1);
    }
    if (classes & ISN_TAG_KNOWN_ACRONYM) {
        mark(text, s, at, ISN_CLASS_ACRONYM, 0, 3);
    }
    if (classes & ISN_TAG_TITLE) {
        mark(text, s, at, ISN_CLASS_TITLE, 1, 1);
    }
    if (classes & ISN_TAG_HEAD) {
        mark(text, s, at, ISN_CLASS_ORG_HEAD, 1, 3);
    }
}

static void spread(isn_tag_text *text, const isn_sentence *s)
{
    const isnad_doc *doc = text->doc;
    unsigned title = doc->blocks.items[s->block].role == ISNAD_ROLE_TITLE
                         ? ISN_TAG_TITLE_BLOCK
                         : 0u;
    for (uint32_t k = 0; k < s->token_count; k++) {
        uint32_t at = s->first_token + k;
        const isn_token *t = &doc->tokens.items[at];
        isn_tag_word *w = &text->words[at];
        *w = text->types[w->type].word;
        if (t->entry ? t->classes != t->entry->classes : t->classes != 0) {
            w->classes = our_classes(t->classes); /* a phrase starts here */
        }
        w->punct = t->punct;
        w->shape = (uint8_t)(w->shape | title | (k == 0 ? ISN_TAG_FIRST : 0u) |
                             (t->space_before ? ISN_TAG_SPACED : 0u));
    }
    for (uint32_t k = 0; k < s->token_count; k++) {
        mark_phrases(text, s, s->first_token + k);
    }
}

void isn_tag_text_spread(isn_tag_text *text)
{
    for (uint32_t i = 0; i < text->doc->sentences.count; i++) {
        const isn_sentence *s = &text->doc->sentences.items[i];
        if (isn_tag_reads(text->doc, s)) {
            spread(text, s);
        }
    }
}
