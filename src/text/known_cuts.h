/* The analysis of every word of the lexicon and of single signs, made when
 * isnad is built.
 *
 * tools/cuts.c asks clitics.c about each entry in each spelling that folding
 * may have merged, and writes what differs.  A known word then costs one look
 * instead of up to ten. */
#ifndef ISN_KNOWN_CUTS_H
#define ISN_KNOWN_CUTS_H

#include "lang/lexdata.h"
#include "text/clitics.h"

/* An isn_clitic_cut whose words are numbers of entries + 1; 0 for none. */
typedef struct isn_known_cut {
    uint32_t entry; /* with a mask: where the analyses of all its keys stand */
    uint32_t cut, bare;
    uint32_t restored; /* the stem is the word of this entry: حكومه */
    uint16_t clitics;
    uint8_t front, back;
    uint8_t stem_at, stem_len; /* the stem within the word, unless restored */
    uint8_t mask; /* bits of the spelling's key that change anything */
} isn_known_cut;

/* What of an isn_spelling an analysis can depend on: the last letter, and
 * whether one of the first three letters, where an article may begin, is a
 * hamza. */
enum { ISN_SPELLINGS = 16 };

static inline unsigned isn_spelling_key(isn_spelling s)
{
    return (unsigned)s.ends_in_ha | (s.hamza & 7u) << 1;
}

/* Rank of `key` among the keys that differ in the bits of `mask` alone. */
static inline unsigned isn_spelling_rank(unsigned key, unsigned mask)
{
    unsigned rank = 0, place = 0;
    for (unsigned bit = 1; bit < ISN_SPELLINGS; bit <<= 1) {
        if (mask & bit) {
            rank |= (key & bit ? 1u : 0) << place++;
        }
    }
    return rank;
}

/* The analysis of entry i of the lexicon, for the key 0, and behind those of
 * all entries the ones that depend on the key. */
extern const isn_known_cut isn_known_cuts[];

/* The analysis of the word of `full` in this spelling. */
static inline const isn_known_cut *isn_known_cut_of(const isn_lex_entry *full,
                                                    isn_spelling spelling)
{
    const isn_known_cut *k = &isn_known_cuts[full - isn_lex_entries];
    if (k->mask) {
        unsigned key = isn_spelling_key(spelling);
        k = &isn_known_cuts[k->entry + isn_spelling_rank(key, k->mask)];
    }
    return k;
}

/* What a character below U+0800 that is no letter, mark, digit or space folds
 * to, and its entry + 1; an empty fold where it is one of those. */
typedef struct isn_known_sign {
    uint32_t entry;
    char fold[4];
} isn_known_sign;

enum { ISN_KNOWN_SIGNS = 0x800 };
extern const isn_known_sign isn_known_signs[ISN_KNOWN_SIGNS];

/* Bytes of the longest number that the lexicon has. */
extern const uint32_t isn_longest_number;

/* Its stem, within the lexicon. */
static inline const char *isn_known_stem(const isn_lex_entry *full,
                                         const isn_known_cut *k)
{
    return k->restored ? isn_lex_word(isn_lex_numbered(k->restored))
                       : isn_lex_word(full) + k->stem_at;
}

#endif
