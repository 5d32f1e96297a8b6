/* Looks words up in the compiled tables of lang/ar.  See docs/tables.md. */
#ifndef ISN_LEXICON_H
#define ISN_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/lexforms.h"
#include "lang/lexhash.h"
#include "tables.h" /* generated: classes, enums, rows */

/* One meaning of a word: a row of a table. */
typedef struct isn_sense {
    uint8_t cls; /* enum isn_class */
    uint16_t form;
    uint32_t row; /* index into isn_rows_<table> */
} isn_sense;

typedef struct isn_lex_entry {
    uint64_t classes; /* bit (1 << class) for each sense */
    uint32_t word;    /* in isn_lex_words; folded */
    uint32_t first_sense;
    uint32_t count;   /* occurrences in the count table */
    uint16_t phrases; /* node of the phrases that begin with it, or 0 */
    uint8_t word_len;
    uint8_t sense_count : 7;
    uint8_t follows : 1; /* it stands in a phrase behind its first word */
} isn_lex_entry;

/* The entry of a folded word, or NULL. */
const isn_lex_entry *isn_lex_find(const char *folded, size_t len);

/* The same for words of the tables that tell what a line of a page is
 * (page_tables in tools/tables.c): of other words NULL, mostly without a look
 * at the lexicon, which pages would fetch from memory line by line. */
const isn_lex_entry *isn_lex_find_of_page(const char *folded, size_t len);

/* Several words at once, so that one waits for memory while another is
 * compared: isn_lex_ask for each, then isn_lex_answer for all. */
typedef struct isn_lex_query {
    const char *word; /* folded */
    size_t len;
    uint32_t hash, number;
    const isn_lex_entry *entry; /* the answer, or NULL */
} isn_lex_query;

extern const uint32_t isn_lex_mask;
extern const uint32_t isn_lex_slots[];
static inline void isn_lex_ask(isn_lex_query *query, const char *folded,
                               size_t len)
{
    query->word = folded;
    query->len = len;
    query->hash = isn_lex_hash(folded, len);
    __builtin_prefetch(&isn_lex_slots[query->hash & isn_lex_mask]);
}
void isn_lex_answer(isn_lex_query *queries, size_t count);

/* The folded words of all entries, NUL-terminated. */
extern const char isn_lex_words[];

/* The folded word of an entry, NUL-terminated. */
static inline const char *isn_lex_word(const isn_lex_entry *entry)
{
    return isn_lex_words + entry->word;
}

#define ISN_BIT(cls) (UINT64_C(1) << (cls))

/* The first sense of `entry` in class `cls`, or NULL; `entry` may be NULL. */
const isn_sense *isn_lex_sense_of(const isn_lex_entry *entry, unsigned cls);
static inline const isn_sense *isn_lex_sense(const isn_lex_entry *entry,
                                             unsigned cls)
{
    return entry && (entry->classes & ISN_BIT(cls))
               ? isn_lex_sense_of(entry, cls)
               : NULL;
}

extern const isn_sense isn_lex_senses[];

/* The i-th sense of the entry. */
static inline const isn_sense *isn_lex_sense_at(const isn_lex_entry *entry,
                                                uint32_t i)
{
    return &isn_lex_senses[entry->first_sense + i];
}

/* ---- phrases: a trie over entries ------------------------------------- */

enum { ISN_TRIE_ROOT = 0, ISN_TRIE_NONE = UINT32_MAX };

/* The node of the phrases that begin with `entry` (may be NULL), or NONE. */
static inline uint32_t isn_trie_start(const isn_lex_entry *entry)
{
    return entry && entry->phrases ? entry->phrases : ISN_TRIE_NONE;
}

/* The node below `node` along `entry` (may be NULL), or ISN_TRIE_NONE. */
uint32_t isn_trie_step(uint32_t node, const isn_lex_entry *entry);
/* Senses of the phrase that ends at `node`; *count of them. */
const isn_sense *isn_trie_senses(uint32_t node, uint32_t *count);

#endif
