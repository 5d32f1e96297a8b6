#include "core/utf8.h"

#include <string.h>

size_t isn_utf8_decode_long(const char *bytes, size_t len, uint32_t *c)
{
    const unsigned char *b = (const unsigned char *)bytes;
    if (b[0] < 0x80) {
        *c = b[0];
        return 1;
    }
    *c = 0xFFFD;
    size_t need;
    uint32_t value;
    unsigned char low = 0x80, high = 0xBF; /* bounds of the second byte */
    if (b[0] >= 0xC2 && b[0] <= 0xDF) {
        need = 1;
        value = b[0] & 0x1F;
    } else if (b[0] >= 0xE0 && b[0] <= 0xEF) {
        need = 2;
        value = b[0] & 0x0F;
        low = b[0] == 0xE0 ? 0xA0 : 0x80;
        high = b[0] == 0xED ? 0x9F : 0xBF;
    } else if (b[0] >= 0xF0 && b[0] <= 0xF4) {
        need = 3;
        value = b[0] & 0x07;
        low = b[0] == 0xF0 ? 0x90 : 0x80;
        high = b[0] == 0xF4 ? 0x8F : 0xBF;
    } else {
        return 1;
    }
    for (size_t i = 1; i <= need; i++) {
        if (i >= len || b[i] < low || b[i] > high) {
            return i;
        }
        value = value << 6 | (b[i] & 0x3F);
        low = 0x80;
        high = 0xBF;
    }
    *c = value;
    return need + 1;
}

size_t isn_utf8_encode(uint32_t c, char *out)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
        c = 0xFFFD;
    }
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t isn_utf8_valid(const char *bytes, size_t len)
{
    size_t at = 0;
    while (at < len) {
        uint64_t words[4];
        while (len - at >= sizeof words) { /* ASCII in long strides */
            memcpy(words, bytes + at, sizeof words);
            if ((words[0] | words[1] | words[2] | words[3]) &
                UINT64_C(0x8080808080808080)) {
                break;
            }
            at += sizeof words;
        }
        /* Most scripts of the press take two bytes a letter. */
        while (at < len && (unsigned char)bytes[at] < 0x80) {
            at++;
        }
        while (len - at >= 2 && (unsigned char)bytes[at] >= 0xC2 &&
               (unsigned char)bytes[at] < 0xE0 &&
               ((unsigned char)bytes[at + 1] & 0xC0) == 0x80) {
            at += 2;
        }
        if (at >= len || (unsigned char)bytes[at] < 0x80) {
            continue;
        }
        uint32_t c;
        size_t step = isn_utf8_decode(bytes + at, len - at, &c);
        if (c == 0xFFFD && !(step == 3 && (unsigned char)bytes[at] == 0xEF)) {
            return at;
        }
        at += step;
    }
    return len;
}
