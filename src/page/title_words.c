#include "page/title_words.h"

#include <string.h>

#include "core/utf8.h"
#include "lang/fold.h"

enum {
    LEAST_LETTERS = 4, /* of a word that tells something */
    LONGEST = 4096,    /* bytes of a text that count */
};

uint64_t isn_hash_bytes(const char *bytes, size_t len, uint64_t seed)
{
    uint64_t h = seed ^ 0xcbf29ce484222325u;
    for (size_t i = 0; i < len; i++) {
        h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3u;
    }
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    return h ^ h >> 32;
}

uint64_t isn_title_hash(const char *text, size_t len)
{
    char folded[3 * LONGEST];
    size_t used =
        isn_fold(text, len < LONGEST ? len : LONGEST, folded, sizeof folded);
    return isn_hash_bytes(folded, used, len > LONGEST ? len : 0);
}

static bool has(const isn_title_words *set, uint64_t word)
{
    for (unsigned i = 0; i < set->count; i++) {
        if (set->items[i] == word) {
            return true;
        }
    }
    return false;
}

/* The next word of folded text that tells something, or false.  Its article
 * and conjunction go away: «والنفط» is «نفط». */
static bool next_word(const char **at, const char *end, uint64_t *word)
{
    while (*at < end) {
        uint32_t c;
        const char *begin = *at;
        unsigned letters = 0;
        while (*at < end) {
            size_t len = isn_utf8_decode(*at, (size_t)(end - *at), &c);
            if (!isn_is_letter(c) && !isn_is_digit(c)) {
                break;
            }
            *at += len;
            letters++;
        }
        const char *stop = *at;
        if (*at < end) {
            *at += isn_utf8_decode(*at, (size_t)(end - *at), &c);
        }
        static const char *const heads[] = {"وال", "بال", "لل", "ال"};
        for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
            size_t len = strlen(heads[i]);
            if ((size_t)(stop - begin) > len + 4 &&
                memcmp(begin, heads[i], len) == 0) {
                begin += len;
                letters -= (unsigned)len / 2;
                break;
            }
        }
        if (letters >= LEAST_LETTERS) {
            *word = isn_hash_bytes(begin, (size_t)(stop - begin), 0);
            return true;
        }
    }
    return false;
}

void isn_title_words_take(isn_title_words *set, const char *text, size_t len)
{
    char folded[3 * LONGEST];
    len = isn_fold(text, len < LONGEST ? len : LONGEST, folded, sizeof folded);
    const char *at = folded;
    uint64_t word;
    while (set->count < ISN_TITLE_WORDS &&
           next_word(&at, folded + len, &word)) {
        if (!has(set, word)) {
            set->items[set->count++] = word;
        }
    }
}

bool isn_title_words_in(const isn_title_words *set, const char *text,
                        size_t len)
{
    char folded[3 * LONGEST];
    len = isn_fold(text, len < LONGEST ? len : LONGEST, folded, sizeof folded);
    const char *at = folded;
    uint64_t word;
    while (next_word(&at, folded + len, &word)) {
        if (has(set, word)) {
            return true;
        }
    }
    return false;
}

bool isn_title_words_disjoint(const isn_title_words *a,
                              const isn_title_words *b)
{
    for (unsigned i = 0; i < a->count; i++) {
        if (has(b, a->items[i])) {
            return false;
        }
    }
    return true;
}
