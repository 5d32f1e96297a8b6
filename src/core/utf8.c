#include "core/utf8.h"

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

/* Nearly all text is letters of one and two bytes.  A stride of them is well
 * formed when every second byte stands behind a first one and nowhere else:
 * asked of all at once, without a branch, so that compilers make vectors of
 * it.  Looks at the byte behind the stride too. */
enum { STRIDE = 64 };

static bool is_plain_stride(const unsigned char *b)
{
    unsigned char bad = (b[0] & 0xC0) == 0x80;
    for (int i = 0; i < STRIDE; i++) {
        unsigned char first = (unsigned char)(b[i] - 0xC2) < 0x1E;
        unsigned char next = (b[i + 1] & 0xC0) == 0x80;
        unsigned char other = (b[i] >= 0xE0) | ((b[i] & 0xFE) == 0xC0);
        bad |= (unsigned char)((first ^ next) | other);
    }
    return !bad;
}

size_t isn_utf8_valid(const char *bytes, size_t len)
{
    const unsigned char *b = (const unsigned char *)bytes;
    size_t at = 0;
    while (at < len) {
        while (len - at > STRIDE && is_plain_stride(b + at)) {
            at += STRIDE;
            at += (b[at] & 0xC0) == 0x80; /* of the stride's last letter */
        }
        while (at < len) { /* up to the next longer character */
            if (b[at] < 0x80) {
                at++;
            } else if (len - at >= 2 && b[at] >= 0xC2 && b[at] < 0xE0 &&
                       (b[at + 1] & 0xC0) == 0x80) {
                at += 2;
            } else {
                break;
            }
        }
        if (at == len) {
            break;
        }
        uint32_t c;
        size_t step = isn_utf8_decode(bytes + at, len - at, &c);
        if (c == 0xFFFD && !(step == 3 && b[at] == 0xEF)) {
            return at;
        }
        at += step;
    }
    return len;
}
