/* The compiled lexicon as data: for lexicon.c, the generated files and what
 * numbers entries. */
#ifndef ISN_LEXDATA_H
#define ISN_LEXDATA_H

#include "lang/lexhash.h"
#include "lang/lexicon.h"

extern const isn_sense isn_lex_senses[];
extern const isn_lex_entry isn_lex_entries[];
extern const uint32_t isn_lex_entry_count;
extern const char isn_lex_words[]; /* each ends in NUL */
extern const uint32_t isn_lex_mask;
extern const uint32_t isn_lex_slots[];
extern const uint32_t isn_trie_mask;
extern const isn_trie_edge isn_trie_edges[];
extern const isn_trie_node isn_trie_nodes[];

#endif
