#include "page/markup.h"

#include <string.h>

enum {
    LONGEST_WORD = 22,
    MOST_WORDS = 24, /* of one token */
};

static uint32_t look_up(const char *word, size_t len, int whole)
{
    if (len == 0 || len > LONGEST_WORD) {
        return 0;
    }
    uint32_t hints = 0;
    for (uint32_t at = isn_markup_hash(word, len); isn_markup_words[at].word[0];
         at = (at + 1) & (ISN_MARKUP_SLOTS - 1)) {
        const isn_markup_word *row = &isn_markup_words[at];
        if ((!row->whole || whole) && strncmp(row->word, word, len) == 0 &&
            row->word[len] == '\0') {
            hints |= row->hints;
        }
    }
    return hints;
}

/* One blank-separated token, already cut into words: joined[] holds them
 * without marks, starts[] where each begins. */
static uint32_t token_hints(const char *joined, const uint8_t *starts,
                            unsigned count)
{
    uint32_t hints = look_up(joined, starts[count], 1);
    for (unsigned i = 0; i < count; i++) {
        hints |=
            look_up(joined + starts[i], (size_t)(starts[i + 1] - starts[i]), 0);
        if (i + 2 <= count) {
            hints |= look_up(joined + starts[i],
                             (size_t)(starts[i + 2] - starts[i]), 0);
        }
        if (i + 3 <= count) {
            hints |= look_up(joined + starts[i],
                             (size_t)(starts[i + 3] - starts[i]), 0);
        }
    }
    return hints;
}

uint32_t isn_markup_hints(const char *value, size_t len)
{
    uint32_t hints = 0;
    for (size_t at = 0; at < len;) {
        char joined[80];
        uint8_t starts[MOST_WORDS + 1] = {0};
        unsigned count = 0, size = 0;
        char last = '\0';
        for (; at < len; at++) {
            char c = value[at];
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
                break;
            }
            int small = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            int big = c >= 'A' && c <= 'Z';
            if (!small && !big) {
                last = '\0';
                continue;
            }
            int fresh = last == '\0' || (big && last >= 'a' && last <= 'z');
            if (size + 1 >= sizeof joined || (fresh && count == MOST_WORDS)) {
                last = c;
                continue;
            }
            if (fresh) {
                starts[count++] = (uint8_t)size;
            }
            joined[size++] = big ? (char)(c + 32) : c;
            last = c;
        }
        starts[count] = (uint8_t)size;
        if (count) {
            hints |= token_hints(joined, starts, count);
        }
    }
    return hints;
}
