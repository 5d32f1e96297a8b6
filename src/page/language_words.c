/* Languages that share a script, by their most frequent little words.  Only
 * for pages that do not say, or say "en" as templates do by default: what
 * isnad reads is Arabic, the others are merely counted and named. */
#include "page/language_words.h"

#include <string.h>

enum { MOST_WORDS = 400, FEW_WORDS = 80, LONGEST_WORD = 8, LONGEST = 24 };

static const struct {
    const char *code;
    bool cyrillic;
    const char *words; /* blanks around each */
} languages[] = {
    {"en", false, " the of and to in is that for with was on as by are "},
    {"fr", false, " le la les des et est une dans pour que du sur au qui "},
    {"de", false, " der die und das den von ist mit im nicht auf ein zu "},
    {"es", false, " el la los las que del en por con una para se su "},
    {"pt", false, " o os uma do da que em n\xC3\xA3o para com dos ao um "},
    {"it", false, " il di che la per del della un con non una gli nel "},
    {"nl", false, " de het een van en dat is op te voor niet zijn "},
    {"da", false, " og af til det er p\xC3\xA5 den ikke har med som "},
    {"sv", false, " och att det som p\xC3\xA5 \xC3\xA4r av f\xC3\xB6r inte "},
    {"no", false, " og av til det er p\xC3\xA5 som ikke har med for "},
    {"fi", false, " ja on ei ett\xC3\xA4 oli se h\xC3\xA4n mutta my\xC3\xB6s "},
    {"pl", false,
     " w i na z si\xC4\x99 \xC5\xBC"
     "e do nie jest o to "},
    {"cs", false,
     " a v na se \xC5\xBE"
     "e je pro s z do by jsem "},
    {"hu", false, " a az \xC3\xA9s hogy nem egy is meg volt "},
    {"ro", false, " \xC8\x99i \xC3\xAEn de la cu pe nu din care \xC5\x9Fi "},
    {"tr", false, " ve bir bu i\xC3\xA7in da ile olarak de \xC3\xA7ok "},
    {"id", false, " yang dan di dengan untuk dari ini itu pada "},
    {"sq", false,
     " t\xC3\xAB dhe n\xC3\xAB nj\xC3\xAB p\xC3\xABr me q\xC3\xAB "},
    {"lt", false, " ir kad \xC4\xAF su yra buvo bet "},
    {"hr", false, " i je u na se da za su koji "},
    {"vi", false,
     " v\xC3\xA0 c\xE1\xBB\xA7"
     "a l\xC3\xA0 c\xC3\xA1"
     "c cho "},
    {"ca", false, " el la i que de els amb per les "},
    {"ru", true,
     " \xD0\xB8 \xD0\xB2 \xD0\xBD\xD0\xB0 \xD0\xBD\xD0\xB5 "
     "\xD1\x87\xD1\x82\xD0\xBE \xD1\x81 \xD0\xBF\xD0\xBE "
     "\xD1\x8D\xD1\x82\xD0\xBE "},
    {"uk", true,
     " \xD1\x96 \xD0\xB2 \xD0\xBD\xD0\xB0 \xD1\x89\xD0\xBE \xD1\x82\xD0\xB0 "
     "\xD0\xB7 \xD0\xB4\xD0\xBE \xD1\x94 "},
    {"bg", true,
     " \xD0\xB8 \xD0\xBD\xD0\xB0 \xD0\xB2 \xD0\xB4\xD0\xB0 \xD1\x81\xD0\xB5 "
     "\xD0\xB7\xD0\xB0 \xD0\xBE\xD1\x82 \xD0\xB5 "},
    {"sr", true,
     " \xD0\xB8 \xD1\x98\xD0\xB5 \xD1\x83 \xD0\xBD\xD0\xB0 \xD0\xB4\xD0\xB0 "
     "\xD1\x81\xD0\xB5 "},
};

enum { COUNT = sizeof languages / sizeof *languages };

static bool is_word(unsigned char c)
{
    return c >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* The first bytes of a language's words, by their low six bits. */
static uint64_t first_bytes(const char *words)
{
    uint64_t bits = 0;
    for (const char *at = words; at[0] && at[1]; at++) {
        if (at[0] == ' ') {
            bits |= UINT64_C(1) << (at[1] & 63);
        }
    }
    return bits;
}

/* Adds one to each of `scores` whose language has the word; the languages
 * from `first` to `end` are asked. */
static void count_word(const char *word, size_t len, size_t first, size_t end,
                       const uint64_t bits[COUNT], uint32_t scores[COUNT])
{
    char padded[LONGEST + 3] = " ";
    memcpy(padded + 1, word, len);
    for (size_t i = 1; i <= len; i++) {
        if (padded[i] >= 'A' && padded[i] <= 'Z') {
            padded[i] = (char)(padded[i] + 32);
        }
    }
    padded[len + 1] = ' ';
    for (size_t i = first; i < end; i++) {
        if (bits[i] >> (padded[1] & 63) & 1) {
            scores[i] += strstr(languages[i].words, padded) != NULL;
        }
    }
}

/* Scores the first `most` words; how many there were. */
static uint32_t score(const char *text, size_t len, uint32_t most, size_t first,
                      size_t end, uint32_t scores[COUNT])
{
    uint32_t words = 0;
    uint64_t bits[COUNT];
    for (size_t i = first; i < end; i++) {
        bits[i] = first_bytes(languages[i].words);
    }
    for (size_t at = 0; at < len && words < most;) {
        size_t begin = at;
        while (at < len && is_word((unsigned char)text[at])) {
            at++;
        }
        size_t size = at - begin;
        if (size && size <= LONGEST_WORD) {
            count_word(text + begin, size, first, end, bits, scores);
        }
        words += size > 0;
        at += size == 0;
    }
    return words;
}

const char *isn_language_by_words(const char *text, size_t len, bool cyrillic)
{
    uint32_t scores[COUNT] = {0};
    if (!cyrillic) { /* most pages are English: one look settles it */
        uint32_t words = score(text, len, FEW_WORDS, 0, 1, scores);
        if (scores[0] * 5 >= words && words) {
            return languages[0].code;
        }
        scores[0] = 0;
    }
    uint32_t words = score(text, len, MOST_WORDS, 0, COUNT, scores);
    size_t best = 0;
    uint32_t most = 0, second = 0;
    for (size_t i = 0; i < COUNT; i++) {
        if (languages[i].cyrillic != cyrillic) {
            continue;
        }
        if (scores[i] > most) {
            best = i;
            second = most;
            most = scores[i];
        } else if (scores[i] > second) {
            second = scores[i];
        }
    }
    bool enough = most >= 3 || (words < FEW_WORDS && most > second);
    return enough && most * 14 >= words ? languages[best].code : NULL;
}
