#include "page/markup.h"

#include <stdbool.h>
#include <string.h>

enum { MOST_WORDS = 24, MOST_LETTERS = 80 }; /* of one token */

/* A blank-separated token, cut into words.  sums[] are hashes of what stands
 * before each letter (a polynomial modulo 2^32): the hash of any stretch
 * follows from two of them. */
typedef struct token {
    char letters[MOST_LETTERS]; /* small, without marks */
    uint32_t sums[MOST_LETTERS + 1];
    uint8_t starts[MOST_WORDS + 1]; /* of its words, and the end */
    unsigned words, size;
} token;

static inline uint32_t look_up(const token *t, unsigned begin, unsigned end,
                               bool whole)
{
    const char *word = t->letters + begin;
    unsigned len = end - begin;
    uint32_t hash = t->sums[end] - t->sums[begin] * isn_markup_powers[len],
             hints = 0;
    uint8_t mark = (uint8_t)(hash >> 24 | 1);
    for (uint32_t at = (hash ^ hash >> 15) & (ISN_MARKUP_SLOTS - 1);
         isn_markup_marks[at]; at = (at + 1) & (ISN_MARKUP_SLOTS - 1)) {
        const isn_markup_word *row = &isn_markup_words[at];
        if (isn_markup_marks[at] == mark && (!row->whole || whole) &&
            row->word[len] == '\0' && memcmp(row->word, word, len) == 0) {
            hints |= row->hints;
        }
    }
    return hints;
}

/* Each word of a token counts, two and three in a row as well, and the
 * whole. */
static uint32_t token_hints(const token *t)
{
    enum { ROW = 3 };
    uint32_t hints = 0;
    for (unsigned i = 0; i < t->words; i++) {
        unsigned begin = t->starts[i];
        for (unsigned k = i + 1; k <= t->words && k <= i + ROW; k++) {
            if (t->starts[k] - begin > ISN_MARKUP_LONGEST) {
                break;
            }
            hints |= look_up(t, begin, t->starts[k], i == 0 && k == t->words);
        }
    }
    if (t->words > ROW && t->size <= ISN_MARKUP_LONGEST) {
        hints |= look_up(t, 0, t->size, true);
    }
    return hints;
}

enum { MARK, BLANK, SMALL, DIGIT, BIG };

static const uint8_t kinds[256] = {
    [' '] = BLANK,         ['\t'] = BLANK,        ['\n'] = BLANK,
    ['\r'] = BLANK,        ['a' ... 'z'] = SMALL, ['A' ... 'Z'] = BIG,
    ['0' ... '9'] = DIGIT,
};

/* A token from value[*at] on; *at moves behind it. */
static void read_token(token *t, const char *value, size_t len, size_t *at)
{
    uint8_t last = MARK;
    t->words = t->size = 0;
    t->sums[0] = 0;
    for (; *at < len; (*at)++) {
        uint8_t kind = kinds[(unsigned char)value[*at]];
        if (kind == BLANK) {
            (*at)++;
            break;
        }
        if (kind == MARK) {
            last = MARK;
            continue;
        }
        bool fresh = last == MARK || (kind == BIG && last == SMALL);
        last = kind;
        if (t->size + 1 >= MOST_LETTERS || (fresh && t->words == MOST_WORDS)) {
            continue;
        }
        if (fresh) {
            t->starts[t->words++] = (uint8_t)t->size;
        }
        char small = (char)(value[*at] | 0x20);
        t->letters[t->size] = small;
        t->sums[t->size + 1] =
            t->sums[t->size] * isn_markup_powers[1] + (unsigned char)small;
        t->size++;
    }
    t->starts[t->words] = (uint8_t)t->size;
}

uint32_t isn_markup_hints(const char *value, size_t len)
{
    token t;
    uint32_t hints = 0;
    for (size_t at = 0; at < len;) {
        read_token(&t, value, len, &at);
        hints |= token_hints(&t);
    }
    return hints;
}
