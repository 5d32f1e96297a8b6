/* The compiled lexicon as data: for lexicon.c, the generated files and what
 * numbers entries. */
#ifndef ISN_LEXDATA_H
#define ISN_LEXDATA_H

#include "lang/lexhash.h"
#include "lang/lexicon.h"

extern const isn_lex_entry isn_lex_entries[];
extern const uint32_t isn_lex_entry_count;

/* The entry of a number counted from 1; NULL for 0. */
static inline const isn_lex_entry *isn_lex_numbered(uint32_t number)
{
    return number ? &isn_lex_entries[number - 1] : NULL;
}

extern const uint64_t isn_lex_page_words[];
extern const uint32_t isn_trie_mask;
extern const isn_trie_edge isn_trie_edges[];
extern const isn_trie_node isn_trie_nodes[];

#endif
