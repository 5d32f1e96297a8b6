/* The analysis of a word that the lexicon has, read from the table. */
#include "lang/lexdata.h"
#include "text/known_cuts.h"

static const isn_lex_entry *entry_of(uint32_t number)
{
    return number ? &isn_lex_entries[number - 1] : NULL;
}

void isn_clitics_known(const isn_lex_entry *full, isn_spelling spelling,
                       isn_clitic_cut *out)
{
    uint32_t first = isn_known_first[full - isn_lex_entries];
    unsigned mask = first % ISN_SPELLINGS;
    const isn_known_cut *k = &isn_known_cuts[first / ISN_SPELLINGS];
    if (mask) {
        k += isn_spelling_rank(isn_spelling_key(spelling), mask);
    }
    out->clitics = k->clitics;
    out->front = k->front;
    out->back = k->back;
    out->stem = k->restored ? isn_lex_word(entry_of(k->restored))
                            : isn_lex_word(full) + k->stem_at;
    out->stem_len = k->stem_len;
    out->full = full;
    out->entry = entry_of(k->entry);
    out->cut = entry_of(k->cut);
    out->bare = entry_of(k->bare);
}

void isn_clitics_expect(const isn_lex_entry *full, unsigned step)
{
    uint32_t first = isn_known_first[full - isn_lex_entries];
    const isn_known_cut *k = &isn_known_cuts[first / ISN_SPELLINGS];
    if (step == 0) {
        __builtin_prefetch(k);
    } else if (k->entry) {
        __builtin_prefetch(&isn_lex_entries[k->entry - 1]);
    }
}
