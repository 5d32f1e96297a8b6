/* The hashes of the compiled lexicon, shared with the table compiler. */
#ifndef ISN_LEXHASH_H
#define ISN_LEXHASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t isn_eight(const char *at)
{
    uint64_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

static inline uint32_t isn_four(const char *at)
{
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

/* The last eight bytes of a word, or all of a shorter one. */
static inline uint64_t isn_lex_tail(const char *word, size_t len)
{
    if (len >= 8) {
        return isn_eight(word + len - 8);
    }
    if (len >= 4) {
        return (uint64_t)isn_four(word) << 32 | isn_four(word + len - 4);
    }
    const unsigned char *b = (const unsigned char *)word;
    return len ? (uint64_t)b[0] << 16 | (uint64_t)b[len / 2] << 8 | b[len - 1]
               : 0;
}

/* Eight bytes at a time, the last eight once more; words are short and the
 * table is constant, so no defence against chosen collisions is needed:
 * foreign words only look up. */
static inline uint32_t isn_lex_hash(const char *word, size_t len)
{
    uint64_t h = 0x9E3779B97F4A7C15u ^ len;
    for (size_t at = 0; at + 8 < len; at += 8) {
        h = (h ^ isn_eight(word + at)) * 0xD6E8FEB86659FD93u;
        h ^= h >> 32;
    }
    h = (h ^ isn_lex_tail(word, len)) * 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    return (uint32_t)(h >> 32);
}

/* Are two words of `len` bytes the same? */
static inline bool isn_lex_same(const char *a, const char *b, size_t len)
{
    for (size_t at = 0; at + 8 < len; at += 8) {
        if (isn_eight(a + at) != isn_eight(b + at)) {
            return false;
        }
    }
    return isn_lex_tail(a, len) == isn_lex_tail(b, len);
}

/* Slots hold an entry's number + 1 in the lower 24 bits and a tag of its hash
 * above, so that most words that are not there cost no look at an entry. */
static inline uint32_t isn_lex_tag(uint32_t hash)
{
    return (hash * 0x9E3779B1u) & 0xFF000000u;
}

/* Words that the tables of pages know: bits by their hash. */
enum { ISN_PAGE_WORDS = 1 << 15 };

/* ---- letters --------------------------------------------------------- */

/* What U+0600 … U+06FF fold to, by their two bytes: 0 where there is no letter,
 * ISN_ARABIC_MARK for a mark, else the folded letter as the two bytes of its
 * UTF-8 (first byte lowest), with a bit for أ إ آ. */
enum {
    ISN_ARABIC_MARK = 1,
    ISN_ARABIC_HAMZA = 1 << 16,
    ISN_ARABIC_BYTES = 0xD800,
    ISN_ARABIC_FOLDS = 0x400
};
extern const uint32_t isn_arabic_fold[ISN_ARABIC_FOLDS];

/* The same of the character at `at`, where two bytes are to be read. */
static inline uint32_t isn_arabic_at(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    uint32_t place = ((uint32_t)b[0] << 8 | b[1]) - ISN_ARABIC_BYTES;
    return place < ISN_ARABIC_FOLDS ? isn_arabic_fold[place] : 0;
}

/* ---- phrases --------------------------------------------------------- */

/* An edge of the phrase trie. */
static inline uint32_t isn_trie_hash(uint32_t node, uint32_t entry)
{
    uint64_t h = ((uint64_t)node << 32 | entry) * 0x9E3779B97F4A7C15u;
    h ^= h >> 29;
    return (uint32_t)((h * 0xD6E8FEB86659FD93u) >> 32);
}

typedef struct isn_trie_edge {
    uint32_t node, entry, child; /* child 0: the slot is free */
} isn_trie_edge;

typedef struct isn_trie_node {
    uint32_t first_sense, sense_count;
} isn_trie_node;

#endif
