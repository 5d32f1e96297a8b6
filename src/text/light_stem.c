#include "text/light_stem.h"

#include <stdlib.h>
#include <string.h>

#include "lang/lexicon.h"
#include "text/token.h"

enum { LEAST_STEM = 6 }; /* bytes: three letters */

/* Endings are one to three letters of two bytes. */
static size_t ending_len(const char *ending)
{
    return ending[2] == '\0' ? 2 : ending[4] == '\0' ? 4 : strlen(ending);
}

size_t isn_cut_light_ending(const char *letters, size_t len)
{
    for (uint32_t i = 0; len > 0 && i < isn_rows_light_ending_count; i++) {
        const char *ending = isn_rows_light_ending[i].letters;
        size_t n = ending_len(ending);
        /* Most differ in the last byte. */
        if (letters[len - 1] == ending[n - 1] && len >= n + LEAST_STEM &&
            memcmp(letters + len - n, ending, n) == 0) {
            return len - n;
        }
    }
    return len;
}

size_t isn_light_stem(const isn_token *token)
{
    return isn_cut_light_ending(token->stem, token->stem_len);
}

isnad_doc *isn_doc_of_words(const char *words, size_t len)
{
    isnad_doc *doc = isn_doc_new("", NULL, 0, NULL, 0);
    if (!doc) {
        return NULL;
    }
    doc->text = isn_arena_copy(doc->arena, words, len);
    doc->text_len = (uint32_t)len;
    doc->words = isn_arena_new();
    if (!doc->text || !doc->words ||
        isn_tokenize(doc, (isnad_span){0, (uint32_t)len}, 0)) {
        isnad_doc_free(doc);
        return NULL;
    }
    return doc;
}
