#include "lang/lexicon.h"

#include "lang/lexdata.h"

const isn_lex_entry *isn_lex_find(const char *folded, size_t len)
{
    uint32_t at = isn_lex_hash(folded, len), tag = isn_lex_tag(at);
    for (;; at++) {
        uint32_t slot = isn_lex_slots[at & isn_lex_mask];
        if (slot == 0) {
            return NULL;
        }
        if ((slot & 0xFF000000u) != tag) {
            continue;
        }
        const isn_lex_entry *entry = &isn_lex_entries[(slot & 0xFFFFFFu) - 1];
        if (entry->word_len == len &&
            isn_lex_same(isn_lex_words + entry->word, folded, len)) {
            return entry;
        }
    }
}

const char *isn_lex_word(const isn_lex_entry *entry)
{
    return isn_lex_words + entry->word;
}

const isn_sense *isn_lex_sense_at(const isn_lex_entry *entry, uint32_t i)
{
    return &isn_lex_senses[entry->first_sense + i];
}

const isn_sense *isn_lex_sense(const isn_lex_entry *entry, unsigned cls)
{
    if (!entry || !(entry->classes & ISN_BIT(cls))) {
        return NULL;
    }
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
    if (!entry || node == ISN_TRIE_NONE ||
        (node == ISN_TRIE_ROOT && !entry->begins)) {
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
