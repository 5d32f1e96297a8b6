/* Cutting clitics from a folded word. */
#ifndef ISN_CLITICS_H
#define ISN_CLITICS_H

#include "lang/lexicon.h"

typedef struct isn_clitic_cut {
    uint16_t clitics;    /* ISN_CLITIC_ bits */
    uint8_t front, back; /* folded letters cut in front (ال not among them)
                              and behind */
    const char *stem;    /* within `folded`, or within `buffer` */
    uint16_t stem_len;   /* bytes */
    const isn_lex_entry *entry, *full, *cut, *bare; /* as in isn_token */
    char buffer[160]; /* where letters were restored: حكومت+ها → حكومه */
} isn_clitic_cut;

/* What folding takes from a spelling and cutting needs. */
typedef struct isn_spelling {
    bool ends_in_ha; /* ه rather than ة: it may be a pronoun */
    uint8_t hamza; /* bit i: letter i is أ إ آ, which no article begins with */
} isn_spelling;

/* Analyses `folded`, a word of Arabic letters, by the rules of clitics.c. */
void isn_clitics_analyse(const char *folded, size_t len, isn_spelling spelling,
                         isn_clitic_cut *out);

/* The same for output as segments: words that a table knows whole are cut too
 * (ب+شكل, ل+مدة) unless they begin with the letter by nature. */
void isn_clitics_segment(const char *folded, size_t len, isn_spelling spelling,
                         isn_clitic_cut *out);

#endif
