/* UTF-8, one character at a time. */
#ifndef ISN_UTF8_H
#define ISN_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes the character at bytes[0 .. len), len > 0.  Returns its length in
 * bytes; a malformed or cut sequence gives *c = U+FFFD and the length of the
 * maximal valid prefix (at least 1), as the Encoding Standard asks. */
size_t isn_utf8_decode(const char *bytes, size_t len, uint32_t *c);

/* Writes `c` (a scalar value, else U+FFFD) to out[0 .. 4); its length. */
size_t isn_utf8_encode(uint32_t c, char *out);

/* Offset of the first malformed byte, or `len`. */
size_t isn_utf8_valid(const char *bytes, size_t len);

/* Is position `at` of text[0 .. len] a character boundary? */
static inline bool isn_utf8_boundary(const char *text, size_t len, size_t at)
{
    return at == len || (at < len && ((unsigned char)text[at] & 0xC0) != 0x80);
}

#endif
