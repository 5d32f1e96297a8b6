#include "text/segment.h"

#include <string.h>

#include "core/utf8.h"
#include "lang/fold.h"
#include "lang/lexicon.h"
#include "text/clitics.h"

enum { LETTER = 2, MOST_LETTERS = 60 };

/* A word on the bench: its fold, and where each letter stands in the text. */
typedef struct bench {
    char fold[MOST_LETTERS * LETTER];
    uint32_t at[MOST_LETTERS + 1];
    unsigned first, last; /* letters not yet cut off */
    uint8_t hamza;        /* as in isn_spelling, from letter 0 */
    bool ends_in_ha;
    unsigned front, back; /* cuts made */
    uint32_t cuts[ISN_SEGMENT_CUTS];
} bench;

/* False where the word is no plain Arabic word of fitting length. */
static bool lay(const isnad_doc *doc, const isn_token *token, bench *b)
{
    memset(b, 0, sizeof *b);
    uint32_t at = token->span.begin;
    while (at < token->span.end) {
        uint32_t c, folded[3];
        uint32_t n =
            (uint32_t)isn_utf8_decode(doc->text + at, token->span.end - at, &c);
        unsigned made = isn_fold_char(c, folded);
        if (made == 1) {
            if (folded[0] < 0x620 || folded[0] > 0x7FF ||
                b->last == MOST_LETTERS) {
                return false;
            }
            isn_utf8_encode(folded[0], b->fold + LETTER * b->last);
            if ((c == 0x622 || c == 0x623 || c == 0x625) && b->last < 8) {
                b->hamza |= (uint8_t)(1u << b->last);
            }
            b->ends_in_ha = c == 0x647;
            b->at[b->last++] = at;
        } else if (made > 1) {
            return false;
        }
        at += n;
    }
    b->at[b->last] = token->span.end;
    return true;
}

static const isn_lex_entry *rest(const bench *b, unsigned first, unsigned last)
{
    return isn_lex_find(b->fold + LETTER * first, LETTER * (last - first));
}

static bool function_word(const bench *b, unsigned first, unsigned last)
{
    const isn_sense *sense =
        first < last ? isn_lex_sense(rest(b, first, last), ISN_CLASS_FUNCTION)
                     : NULL;
    return sense != NULL;
}

static bool demonstrative(const bench *b, unsigned first, unsigned last)
{
    const isn_sense *sense =
        isn_lex_sense(rest(b, first, last), ISN_CLASS_FUNCTION);
    return sense && isn_rows_function[sense->row].kind ==
                        ISN_FUNCTION_KIND_DEMONSTRATIVE;
}

static bool letter_is(const bench *b, unsigned i, const char *letters)
{
    for (; *letters; letters += LETTER) {
        if (memcmp(b->fold + LETTER * i, letters, LETTER) == 0) {
            return true;
        }
    }
    return false;
}

static void cut_front(bench *b) { b->cuts[b->front++] = b->at[++b->first]; }

static bool ends_with(const bench *b, const char *letters)
{
    size_t n = strlen(letters);
    return (b->last - b->first) * LETTER > n &&
           memcmp(b->fold + LETTER * b->last - n, letters, n) == 0;
}

/* Is what is left a word of raw news: ب+سبب, نفس+ه? */
static bool common(const bench *b, unsigned first, unsigned last)
{
    enum { OFTEN = 40 };
    const isn_lex_entry *entry = rest(b, first, last);
    return entry && entry->count >= OFTEN;
}

/* A pronoun behind a function word: عليهم, منه, لها, أنني. */
static bool cut_function_pronoun(bench *b)
{
    static const char *const pronouns[] = {"هما", "كم", "ها", "هم", "هن",
                                           "نا",  "ني", "ه",  "ك",  "ي"};
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++) {
        unsigned letters = (unsigned)(strlen(pronouns[i]) / LETTER);
        if (!ends_with(b, pronouns[i])) {
            continue;
        }
        unsigned last = b->last - letters;
        bool one = last - b->first == 1 && letter_is(b, b->first, "بل");
        if (one || function_word(b, b->first, last) ||
            (last - b->first >= 3 && common(b, b->first, last))) {
            b->back = b->at[last];
            b->last = last;
            return true;
        }
    }
    return false;
}

/* Function words are a closed class: they are cut by what is left. */
static void cut_function(bench *b)
{
    if (letter_is(b, b->first, "وف") &&
        function_word(b, b->first + 1, b->last)) {
        cut_front(b);
    }
    if (!function_word(b, b->first, b->last) ||
        demonstrative(b, b->first, b->last)) {
        return;
    }
    if (letter_is(b, b->first, "بل") && b->last - b->first > 2 &&
        (function_word(b, b->first + 1, b->last) ||
         (b->last - b->first > 3 && common(b, b->first + 1, b->last)))) {
        cut_front(b);
    }
    if (letter_is(b, b->first, "بلف") && b->last - b->first >= 3 &&
        ends_with(b, "ما") && b->last - b->first <= 4 &&
        (b->last - b->first == 3 || function_word(b, b->first, b->last - 2))) {
        b->back = b->at[b->last - 2]; /* بما, لما, فيما */
        b->last -= 2;
        return;
    }
    cut_function_pronoun(b);
}

/* Other words, by the lexicon and the counts. */
static void cut_content(bench *b)
{
    isn_clitic_cut cut;
    isn_spelling spelling = {b->ends_in_ha, (uint8_t)(b->hamza >> b->first)};
    isn_clitics_segment(b->fold + LETTER * b->first,
                        LETTER * (b->last - b->first), spelling, &cut);
    for (unsigned i = 0; i < cut.front; i++) {
        cut_front(b);
    }
    if (cut.back) {
        b->back = b->at[b->last - cut.back];
    }
}

unsigned isn_segment_word(const isnad_doc *doc, const isn_token *token,
                          uint32_t cuts[ISN_SEGMENT_CUTS])
{
    bench b;
    if (token->kind != ISN_WORD || !lay(doc, token, &b) || b.last < 2) {
        return 0;
    }
    bool function = function_word(&b, 0, b.last) ||
                    (letter_is(&b, 0, "وف") && function_word(&b, 1, b.last));
    if (function) {
        cut_function(&b);
    } else {
        cut_content(&b);
    }
    memcpy(cuts, b.cuts, b.front * sizeof *cuts);
    unsigned count = b.front;
    if (b.back) {
        cuts[count++] = b.back;
    }
    return count;
}
