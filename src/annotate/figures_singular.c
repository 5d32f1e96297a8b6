/* The singular of a noun that no table has. */
#include "annotate/figures_singular.h"

#include <string.h>

#include "core/utf8.h"
#include "lang/fold.h"
#include "lang/lexicon.h"
#include "text/match.h"

enum { LETTER = 2, LONGEST_NOUN = 120 };

/* How often a folded word stands in the count table. */
uint32_t isn_count_of(const char *folded, size_t len)
{
    const isn_lex_entry *entry = isn_lex_find(folded, len);
    return entry ? entry->count : 0;
}

/* The token's noun as written, without marks, proclitics and article. */
static size_t bare_word(const isnad_doc *doc, const isn_token *t, char *out)
{
    size_t len = 0;
    for (uint32_t i = t->word.begin; i < t->word.end;) {
        uint32_t c;
        i += (uint32_t)isn_utf8_decode(doc->text + i, t->word.end - i, &c);
        if (!isn_is_mark(c) && len + 4 < LONGEST_NOUN) {
            len += isn_utf8_encode(c, out + len);
        }
    }
    if (t->clitics & ISN_CLITIC_AL) {
        size_t cut = len >= 4 && memcmp(out, "ال", 4) == 0   ? 4
                     : len >= 4 && memcmp(out, "لل", 4) == 0 ? 4
                     : len >= 2 && memcmp(out, "ل", 2) == 0  ? 2
                                                             : 0;
        memmove(out, out + cut, len - cut);
        len -= cut;
    }
    return len;
}

bool isn_ends(const char *word, size_t len, const char *letters)
{
    size_t n = strlen(letters);
    return len >= n + LETTER * 2 && memcmp(word + len - n, letters, n) == 0;
}

/* Is `short_len` of the word, with `tail` behind, commoner than the word cut
 * to it alone?  («محافظات» from «محافظة», «مطارات» from «مطار») */
static bool likelier_with(const char *word, size_t short_len, const char *tail)
{
    char folded[LONGEST_NOUN + 8], with[LONGEST_NOUN + 8];
    size_t len = isn_fold(word, short_len, folded, LONGEST_NOUN);
    memcpy(with, folded, len);
    size_t tail_len = isn_fold(tail, strlen(tail), with + len, 8);
    return isn_count_of(with, len + tail_len) >= isn_count_of(folded, len);
}

static bool likelier_cut(const char *word, size_t len, size_t short_len)
{
    char folded[LONGEST_NOUN + 8];
    size_t n = isn_fold(word, len, folded, LONGEST_NOUN);
    uint32_t whole = isn_count_of(folded, n);
    n = isn_fold(word, short_len, folded, LONGEST_NOUN);
    return isn_count_of(folded, n) >= whole / 2;
}

/* Three letters and none of them weak in the middle: «شحنات» are of شحنة. */
static bool bare_root(const char *word, size_t len)
{
    return len == 3 * LETTER && memcmp(word + LETTER, "ا", LETTER) != 0 &&
           memcmp(word + LETTER, "ي", LETTER) != 0 &&
           memcmp(word + LETTER, "و", LETTER) != 0;
}

/* From the form that stands behind a number to the singular, in place. */
static size_t to_singular(char *word, size_t len, bool plural, bool dual,
                          bool tanween)
{
    if (dual && (isn_ends(word, len, "تين") || isn_ends(word, len, "تان"))) {
        memcpy(word + len - 6, "ة", 2);
        return len - 4;
    }
    if (dual && (isn_ends(word, len, "ين") || isn_ends(word, len, "ان"))) {
        return len - 4;
    }
    if (plural && isn_ends(word, len, "ات")) {
        if (bare_root(word, len - 4) || likelier_with(word, len - 4, "ة")) {
            memcpy(word + len - 4, "ة", 2);
            return len - 2;
        }
        return len - 4;
    }
    if ((plural || likelier_cut(word, len, len - 4)) &&
        (isn_ends(word, len, "ين") || isn_ends(word, len, "ون"))) {
        return len - 4;
    }
    if (!plural && isn_ends(word, len, "ا") &&
        (tanween || likelier_cut(word, len, len - 2))) {
        return len - 2; /* حوثيا */
    }
    return len;
}

/* ---- broken plurals ------------------------------------------------- */

enum { ROOT = 4, LEAST_COUNT = 20 };

/* One letter of a pattern: 1 … 4 for the root, or 0 and the letter's code. */
static unsigned pattern_letter(const char **at, uint32_t *c)
{
    if (**at >= '1' && **at <= '4') {
        return (unsigned)(*(*at)++ - '0');
    }
    *at += isn_utf8_decode(*at, strlen(*at), c);
    return 0;
}

/* Does the word have the pattern?  Its root goes into root[1] …; letters are
 * compared as folded. */
static bool has_pattern(const char *word, size_t len, const char *pattern,
                        uint32_t root[ROOT + 1])
{
    size_t at = 0;
    while (*pattern && at < len) {
        uint32_t wanted = 0, c, a[3], b[3];
        unsigned place = pattern_letter(&pattern, &wanted);
        at += isn_utf8_decode(word + at, len - at, &c);
        if (place) {
            root[place] = c;
        } else if ((wanted == 0x623 && c != wanted) || /* اتحاد, إعلام */
                   isn_fold_char(wanted, a) != 1 || isn_fold_char(c, b) != 1 ||
                   a[0] != b[0]) {
            return false;
        }
    }
    return !*pattern && at == len;
}

static size_t fill_pattern(const char *pattern, const uint32_t root[ROOT + 1],
                           char *out)
{
    size_t len = 0;
    while (*pattern) {
        uint32_t c = 0;
        unsigned place = pattern_letter(&pattern, &c);
        len += isn_utf8_encode(place ? root[place] : c, out + len);
    }
    return len;
}

/* The commonest singular whose pattern gives the word; its length in `out`, or
 * 0.  `sure`: by patterns that are hardly ever a singular. */
static size_t broken_plural(const char *word, size_t len, bool sure, char *out)
{
    char folded[LONGEST_NOUN + 8], made[LONGEST_NOUN + 8];
    size_t best_len = 0, n = isn_fold(word, len, folded, LONGEST_NOUN);
    uint32_t best = isn_count_of(folded, n) / 8;
    best = best > LEAST_COUNT ? best : LEAST_COUNT;
    for (uint32_t i = 0; len <= 16 && i < isn_rows_plural_pattern_count; i++) {
        const isn_row_plural_pattern *row = &isn_rows_plural_pattern[i];
        uint32_t root[ROOT + 1] = {0};
        if ((sure && row->sure != ISN_PLURAL_PATTERN_SURE_YES) ||
            !has_pattern(word, len, row->words, root)) {
            continue;
        }
        size_t made_len = fill_pattern(row->singular, root, made);
        n = isn_fold(made, made_len, folded, LONGEST_NOUN);
        uint32_t count = isn_count_of(folded, n);
        if (count >= best) {
            best = count + 1;
            best_len = made_len;
            memcpy(out, made, made_len);
        }
    }
    return best_len;
}

bool isn_is_broken_plural(const isnad_doc *doc, const isn_token *t)
{
    char word[LONGEST_NOUN + 8] = "", made[LONGEST_NOUN + 8];
    size_t len = bare_word(doc, t, word);
    return broken_plural(word, len, true, made) > 0;
}

isnad_status isn_singular_in_ta(isnad_doc *doc, const isn_token *t,
                                const char **out)
{
    char word[LONGEST_NOUN + 8] = "", folded[LONGEST_NOUN + 8];
    size_t len = bare_word(doc, t, word);
    if (!isn_ends(word, len, "ات")) {
        return isn_singular(doc, t, true, false, out);
    }
    memcpy(word + len - 4, "ة", 2);
    size_t n = isn_fold(word, len - 2, folded, LONGEST_NOUN);
    if (isn_count_of(folded, n) == 0) {
        return isn_singular(doc, t, true, false, out); /* «ثلاث كيانات» */
    }
    *out = isn_arena_copy(doc->arena, word, len - 2);
    return *out ? ISNAD_OK : ISNAD_NOMEM;
}

isnad_status isn_singular(isnad_doc *doc, const isn_token *t, bool plural,
                          bool dual, const char **out)
{
    char word[LONGEST_NOUN + 8] = "";
    size_t len = bare_word(doc, t, word);
    size_t cut = to_singular(word, len, plural, dual, isn_has_tanween(doc, t));
    char made[LONGEST_NOUN + 8];
    size_t broken =
        plural && cut == len ? broken_plural(word, len, false, made) : 0;
    if (broken) {
        memcpy(word, made, broken);
    }
    len = broken ? broken : cut;
    *out = isn_arena_copy(doc->arena, word, len);
    return *out ? ISNAD_OK : ISNAD_NOMEM;
}
