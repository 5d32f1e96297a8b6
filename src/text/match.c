#include "text/match.h"

static const isn_sense *of_class(const isn_sense *senses, uint32_t count,
                                 unsigned cls)
{
    for (uint32_t i = 0; i < count; i++) {
        if (senses[i].cls == cls) {
            return &senses[i];
        }
    }
    return NULL;
}

static void longest_phrase(const isnad_doc *doc, uint32_t at, uint32_t last,
                           const isn_lex_entry *start, unsigned cls,
                           isn_match_result *best)
{
    uint32_t node = isn_trie_start(start);
    for (uint32_t j = at + 1; node != ISN_TRIE_NONE && j < last; j++) {
        node = isn_trie_step(node, doc->tokens.items[j].full);
        if (node == ISN_TRIE_NONE) {
            break;
        }
        uint32_t count;
        const isn_sense *senses = isn_trie_senses(node, &count);
        const isn_sense *sense = of_class(senses, count, cls);
        if (sense && j - at + 1 > best->tokens) {
            *best = (isn_match_result){sense, j - at + 1};
        }
    }
}

isn_match_result isn_match_phrase(const isnad_doc *doc, uint32_t at,
                                  unsigned cls)
{
    isn_match_result best = {NULL, 0};
    const isn_token *t = &doc->tokens.items[at];
    const isn_sentence *s = &doc->sentences.items[t->sentence];
    uint32_t last = s->first_token + s->token_count;
    longest_phrase(doc, at, last, t->full, cls, &best);
    if (t->cut != t->full) {
        longest_phrase(doc, at, last, t->cut, cls, &best);
    }
    return best;
}
