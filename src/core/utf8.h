/* UTF-8, one character at a time. */
#ifndef ISN_UTF8_H
#define ISN_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes the character at bytes[0 .. len), len > 0.  Returns its length in
 * bytes; a malformed or cut sequence gives *c = U+FFFD and the length of the
 * maximal valid prefix (at least 1), as the Encoding Standard asks. */
static inline size_t isn_utf8_decode(const char *bytes, size_t len,
                                     uint32_t *c);
/* The same for whatever is longer than two bytes or malformed. */
size_t isn_utf8_decode_long(const char *bytes, size_t len, uint32_t *c);

/* Writes `c` (a scalar value, else U+FFFD) to out[0 .. 4); its length. */
size_t isn_utf8_encode(uint32_t c, char *out);

/* Offset of the first malformed byte, or `len`. */
size_t isn_utf8_valid(const char *bytes, size_t len);

/* Is position `at` of text[0 .. len] a character boundary? */
static inline bool isn_utf8_boundary(const char *text, size_t len, size_t at)
{
    return at == len || (at < len && ((unsigned char)text[at] & 0xC0) != 0x80);
}

/* ASCII and Arabic letters, of which nearly all text here is made, need no
 * call. */
static inline size_t isn_utf8_decode(const char *bytes, size_t len, uint32_t *c)
{
    const unsigned char *b = (const unsigned char *)bytes;
    if (b[0] < 0x80) {
        *c = b[0];
        return 1;
    }
    if (len > 1 && b[0] >= 0xC2 && b[0] <= 0xDF && (b[1] & 0xC0) == 0x80) {
        *c = (uint32_t)(b[0] & 0x1F) << 6 | (b[1] & 0x3F);
        return 2;
    }
    return isn_utf8_decode_long(bytes, len, c);
}

#endif
