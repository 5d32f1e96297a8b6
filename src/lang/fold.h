/* Folding: the one spelling under which a word is looked up. */
#ifndef ISN_FOLD_H
#define ISN_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The folded form of text[0 .. len) in out[0 .. cap): hamza seats to their
 * bare letters (أإآٱ→ا, ؤ→و, ئ→ي), ى and Persian ی→ي, ک→ك, ة→ه, digits of
 * all scripts to ASCII, ٫→. and ٬→, between digits, presentation forms to their
 * letters, Latin to lower case; marks, tatweel, joiners and bidi controls go
 * away.
 * Everything else stays.  Returns the folded length; never more than 3 * len
 * bytes; what does not fit in cap is cut at a character.  */
size_t isn_fold(const char *text, size_t len, char *out, size_t cap);

/* The letters that nearly all of a text is made of, ء to غ and ف to ي: what
 * they are is known without a call. */
static inline bool isn_is_plain(uint32_t c)
{
    return c - 0x621 <= 0x63A - 0x621 || c - 0x641 <= 0x64A - 0x641;
}

/* What a byte may be of the letters ء to ي, two bytes each: the bits of its
 * first and second byte have one in common in those pairs alone. */
extern const uint8_t isn_letter_first[256], isn_letter_second[256];

/* Behind the run of such letters that begins at `at`: most of a text, passed
 * without decoding, and without a branch that asks which letter it is. */
static inline size_t isn_past_letters(const char *text, size_t len, size_t at)
{
    const unsigned char *b = (const unsigned char *)text;
#ifdef __SSE2__
    /* Eight letters at a time, compared as numbers of two bytes. */
    for (; len - at >= 16; at += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(b + at));
        v = _mm_or_si128(_mm_slli_epi16(v, 8), _mm_srli_epi16(v, 8));
        __m128i d8 = _mm_sub_epi16(v, _mm_set1_epi16((short)0xD8A1)),
                d9 = _mm_sub_epi16(v, _mm_set1_epi16((short)0xD981));
        d8 = _mm_subs_epu16(d8, _mm_set1_epi16(0xBF - 0xA1));
        d9 = _mm_subs_epu16(d9, _mm_set1_epi16(0x8A - 0x81));
        __m128i zero = _mm_setzero_si128();
        unsigned letters = (unsigned)_mm_movemask_epi8(
            _mm_or_si128(_mm_cmpeq_epi16(d8, zero), _mm_cmpeq_epi16(d9, zero)));
        if (letters != 0xFFFF) {
            return at + (size_t)__builtin_ctz(~letters);
        }
    }
#endif
    while (len - at > 1 &&
           (isn_letter_first[b[at]] & isn_letter_second[b[at + 1]])) {
        at += 2;
    }
    return at;
}

/* What stands in a stretch of such letters and single-byte blanks alone. */
typedef struct isn_plain_run {
    size_t letters;
    size_t begins, ends; /* of words; one may reach in, and one out */
    bool in_word;        /* before the stretch; behind it */
} isn_plain_run;

/* Behind the strides of ' ' and such letters that begin at `at`, perhaps none;
 * adds what is there to *run. */
size_t isn_past_plain(const char *text, size_t len, size_t at,
                      isn_plain_run *run);

extern const uint16_t isn_fold_plain[0x64A - 0x621 + 1];
unsigned isn_fold_other(uint32_t c, uint32_t out[3]);
bool isn_is_other_mark(uint32_t c);
bool isn_is_other_letter(uint32_t c);

/* The folded characters of `c`: count in 0 .. 3, written to out. */
static inline unsigned isn_fold_char(uint32_t c, uint32_t out[3])
{
    if (isn_is_plain(c)) {
        out[0] = isn_fold_plain[c - 0x621];
        return 1;
    }
    return isn_fold_other(c, out);
}

/* Harakat, tatweel, joiners, bidi controls. */
static inline bool isn_is_mark(uint32_t c)
{
    return c >= 0xAD && !isn_is_plain(c) && isn_is_other_mark(c);
}

/* A letter of any script. */
static inline bool isn_is_letter(uint32_t c)
{
    return isn_is_plain(c) || isn_is_other_letter(c);
}

bool isn_is_arabic(uint32_t c);  /* an Arabic letter */
bool isn_is_digit(uint32_t c);   /* 0-9 ٠-٩ ۰-۹ */
int isn_digit_value(uint32_t c); /* 0 .. 9, or -1 */
bool isn_is_space(uint32_t c);   /* blanks of all kinds, line ends too */

#endif
