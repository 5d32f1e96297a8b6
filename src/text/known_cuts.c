/* The analysis of a word: read from the table where the lexicon has it. */
#include "lang/lexdata.h"
#include "text/known_cuts.h"

static const isn_lex_entry *entry_of(uint32_t number)
{
    return number ? &isn_lex_entries[number - 1] : NULL;
}

void isn_clitics_cut(const char *folded, size_t len, isn_spelling spelling,
                     isn_clitic_cut *out)
{
    const isn_lex_entry *full = isn_lex_find(folded, len);
    if (!full) {
        isn_clitics_analyse(folded, len, spelling, out);
        return;
    }
    uint32_t first = isn_known_first[full - isn_lex_entries];
    unsigned mask = first % ISN_SPELLINGS;
    const isn_known_cut *k = &isn_known_cuts[first / ISN_SPELLINGS];
    if (mask) {
        k += isn_spelling_rank(isn_spelling_key(spelling), mask);
    }
    out->clitics = k->clitics;
    out->front = k->front;
    out->back = k->back;
    out->stem = k->restored
                    ? isn_lex_words + isn_lex_entries[k->restored - 1].word
                    : folded + k->stem_at;
    out->stem_len = k->stem_len;
    out->full = full;
    out->entry = entry_of(k->entry);
    out->cut = entry_of(k->cut);
}
