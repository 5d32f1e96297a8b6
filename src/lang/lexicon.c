#include "lang/lexicon.h"

#include "lang/lexdata.h"

/* The number + 1 of the first entry from slot *at on whose tag is that of
 * `hash`, or 0; *at moves behind it. */
static uint32_t candidate(uint32_t hash, uint32_t *at)
{
    uint32_t tag = isn_lex_tag(hash);
    for (;;) {
        uint32_t slot = isn_lex_slots[(*at)++ & isn_lex_mask];
        if (slot == 0 || (slot & 0xFF000000u) == tag) {
            return slot & 0xFFFFFFu;
        }
    }
}

static inline bool is_word(uint32_t number, const char *folded, size_t len)
{
    const isn_lex_entry *entry = &isn_lex_entries[number - 1];
    return entry->word_len == len &&
           isn_lex_same(isn_lex_words + entry->word, folded, len);
}

static const isn_lex_entry *find(const char *folded, size_t len, uint32_t hash)
{
    uint32_t at = hash, number;
    while ((number = candidate(hash, &at)) != 0) {
        if (is_word(number, folded, len)) {
            return &isn_lex_entries[number - 1];
        }
    }
    return NULL;
}

const isn_lex_entry *isn_lex_find(const char *folded, size_t len)
{
    return find(folded, len, isn_lex_hash(folded, len));
}

const isn_lex_entry *isn_lex_find_of_page(const char *folded, size_t len)
{
    uint32_t hash = isn_lex_hash(folded, len), bit = hash % ISN_PAGE_WORDS;
    return isn_lex_page_words[bit / 64] >> bit % 64 & 1
               ? find(folded, len, hash)
               : NULL;
}

void isn_lex_answer(isn_lex_query *queries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t at = queries[i].hash;
        queries[i].number = candidate(queries[i].hash, &at);
        if (queries[i].number) {
            __builtin_prefetch(&isn_lex_entries[queries[i].number - 1]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (queries[i].number) {
            const isn_lex_entry *entry =
                &isn_lex_entries[queries[i].number - 1];
            __builtin_prefetch(isn_lex_words + entry->word);
        }
    }
    for (size_t i = 0; i < count; i++) {
        isn_lex_query *q = &queries[i];
        q->entry = !q->number ? NULL
                   : is_word(q->number, q->word, q->len)
                       ? &isn_lex_entries[q->number - 1]
                       : isn_lex_find(q->word, q->len);
    }
}

const isn_sense *isn_lex_sense_of(const isn_lex_entry *entry, unsigned cls)
{
    for (uint32_t i = 0; i < entry->sense_count; i++) {
        const isn_sense *sense = isn_lex_sense_at(entry, i);
        if (sense->cls == cls) {
            return sense;
        }
    }
    return NULL;
}

uint32_t isn_trie_step(uint32_t node, const isn_lex_entry *entry)
{
    if (node == ISN_TRIE_ROOT) {
        return isn_trie_start(entry);
    }
    if (!entry || !entry->follows || node == ISN_TRIE_NONE) {
        return ISN_TRIE_NONE;
    }
    uint32_t word = (uint32_t)(entry - isn_lex_entries);
    uint32_t at = isn_trie_hash(node, word);
    for (;; at++) {
        const isn_trie_edge *edge = &isn_trie_edges[at & isn_trie_mask];
        if (edge->child == 0) {
            return ISN_TRIE_NONE;
        }
        if (edge->node == node && edge->entry == word) {
            return edge->child;
        }
    }
}

const isn_sense *isn_trie_senses(uint32_t node, uint32_t *count)
{
    *count = isn_trie_nodes[node].sense_count;
    return &isn_lex_senses[isn_trie_nodes[node].first_sense];
}
