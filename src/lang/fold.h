/* Folding: the one spelling under which a word is looked up. */
#ifndef ISN_FOLD_H
#define ISN_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The folded form of text[0 .. len) in out[0 .. cap): hamza seats to their
 * bare letters (أإآٱ→ا, ؤ→و, ئ→ي), ى and Persian ی→ي, ک→ك, ة→ه, digits of
 * all scripts to ASCII, ٫→. and ٬→, between digits, presentation forms to their
 * letters, Latin to lower case; marks, tatweel, joiners and bidi controls go
 * away.
 * Everything else stays.  Returns the folded length; never more than 3 * len
 * bytes; what does not fit in cap is cut at a character.  */
size_t isn_fold(const char *text, size_t len, char *out, size_t cap);

/* The folded characters of `c`: count in 0 .. 3, written to out. */
unsigned isn_fold_char(uint32_t c, uint32_t out[3]);

bool isn_is_mark(uint32_t c);    /* harakat, tatweel, joiners, bidi controls */
bool isn_is_letter(uint32_t c);  /* any script */
bool isn_is_arabic(uint32_t c);  /* an Arabic letter */
bool isn_is_digit(uint32_t c);   /* 0-9 ٠-٩ ۰-۹ */
int isn_digit_value(uint32_t c); /* 0 .. 9, or -1 */
bool isn_is_space(uint32_t c);   /* blanks of all kinds, line ends too */

#endif
