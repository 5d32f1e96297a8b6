/* The hashes of the compiled lexicon, shared with the table compiler. */
#ifndef ISN_LEXHASH_H
#define ISN_LEXHASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Eight bytes at a time; words are short and the table is constant, so no
 * defence against chosen collisions is needed: foreign words only look up. */
static inline uint32_t isn_lex_hash(const char *word, size_t len)
{
    uint64_t h = 0x9E3779B97F4A7C15u ^ len;
    while (len >= 8) {
        uint64_t eight;
        memcpy(&eight, word, 8);
        h = (h ^ eight) * 0xD6E8FEB86659FD93u;
        h ^= h >> 32;
        word += 8;
        len -= 8;
    }
    uint64_t rest = 0;
    if (len) {
        memcpy(&rest, word, len);
    }
    h = (h ^ rest) * 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    return (uint32_t)(h >> 32);
}

/* Slots hold an entry's number + 1 in the lower 24 bits and a tag of its hash
 * above, so that most words that are not there cost no look at an entry. */
static inline uint32_t isn_lex_tag(uint32_t hash)
{
    return (hash * 0x9E3779B1u) & 0xFF000000u;
}

/* Values of isn_arabic_fold: 0 no letter, a folded letter, or this. */
enum { ISN_ARABIC_MARK = 1 };

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
