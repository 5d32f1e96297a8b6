/* Asking what a token is: grammars work on classes, not on strings. */
#ifndef ISN_MATCH_H
#define ISN_MATCH_H

#include <string.h>

#include "core/docdata.h"
#include "lang/lexicon.h"

typedef struct isn_match_result {
    const isn_sense *sense; /* NULL: no match */
    uint32_t tokens;        /* tokens that the match covers, at least 1 */
} isn_match_result;

/* Does token `at` (or a phrase from it) belong to class `cls`? */
static inline bool isn_is(const isnad_doc *doc, uint32_t at, unsigned cls)
{
    return at < doc->tokens.count &&
           (doc->tokens.items[at].classes & ISN_BIT(cls)) != 0;
}

/* Is the tanween of the accusative written: «متفوقاً»? */
static inline bool isn_has_tanween(const isnad_doc *doc, const isn_token *t)
{
    for (uint32_t i = t->span.begin; i + 1 < t->span.end; i++) {
        if (memcmp(doc->text + i, "\xD9\x8B", 2) == 0) { /* U+064B */
            return true;
        }
    }
    return false;
}

/* The longest phrase of class `cls` that starts at token `at`, within its
 * sentence.  The first word may carry proclitics; later ones stand as in the
 * table. */
isn_match_result isn_match_phrase(const isnad_doc *doc, uint32_t at,
                                  unsigned cls);

/* The same, or the token alone; most tokens are of no such class. */
static inline isn_match_result isn_match(const isnad_doc *doc, uint32_t at,
                                         unsigned cls)
{
    isn_match_result match = {NULL, 0};
    if (isn_is(doc, at, cls)) {
        const isn_token *t = &doc->tokens.items[at];
        match = t->phrase ? isn_match_phrase(doc, at, cls) : match;
        if (!match.sense) {
            match = (isn_match_result){isn_lex_sense(t->entry, cls), 1};
        }
    }
    return match;
}

/* The entry of token `at` that has a sense of class `cls`, or NULL: the
 * token's own, else, behind an article, the one of the bare word.  (A table
 * may have «الأشهر» as a word of its own and hide what others know of أشهر.) */
static inline const isn_lex_entry *isn_entry_of(const isnad_doc *doc,
                                                uint32_t at, unsigned cls)
{
    const isn_token *t = &doc->tokens.items[at];
    /* A token has the classes of its entry, and most have none of this. */
    if ((t->classes & ISN_BIT(cls)) && t->entry &&
        (t->entry->classes & ISN_BIT(cls))) {
        return t->entry;
    }
    if (!t->classes || !(t->clitics & ISN_CLITIC_AL)) {
        return NULL; /* nothing hides the bare word */
    }
    return t->bare && (t->bare->classes & ISN_BIT(cls)) ? t->bare : NULL;
}

/* Does the folded token equal the folded word?  Its length is known where it is
 * a literal. */
static inline bool isn_token_is(const isnad_doc *doc, uint32_t at,
                                const char *folded)
{
    size_t len = strlen(folded);
    return at < doc->tokens.count && doc->tokens.items[at].fold_len == len &&
           memcmp(doc->tokens.items[at].fold, folded, len) == 0;
}

/* Is token `at` this punctuation character? */
static inline bool isn_punct_is(const isnad_doc *doc, uint32_t at, uint32_t c)
{
    return at < doc->tokens.count && doc->tokens.items[at].kind >= ISN_PUNCT &&
           doc->tokens.items[at].punct == c;
}

#endif
