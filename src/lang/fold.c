#include "lang/fold.h"

#include "core/utf8.h"

bool isn_is_other_mark(uint32_t c)
{
    return (c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x065F) ||
           c == 0x0670 || c == 0x0640 || (c >= 0x06D6 && c <= 0x06DC) ||
           (c >= 0x06DF && c <= 0x06E4) || c == 0x06E7 || c == 0x06E8 ||
           (c >= 0x06EA && c <= 0x06ED) || (c >= 0x0300 && c <= 0x036F) ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c == 0x00AD ||
           c == 0x061C;
}

enum { IN_D8 = 1, IN_D9 = 2 };
const uint8_t isn_letter_first[256] = {[0xD8] = IN_D8, [0xD9] = IN_D9};
const uint8_t isn_letter_second[256] = {[0x81 ... 0x8A] = IN_D9,
                                        [0xA1 ... 0xBF] = IN_D8};

/* A stride is asked of all its bytes at once, without a branch, so that
 * compilers make vectors of it.  The byte behind it is read, too. */
enum { STRIDE = 32 };

static bool is_plain_stride(const unsigned char *b)
{
    unsigned char bad = (b[0] & 0xC0) == 0x80;
    for (int i = 0; i < STRIDE; i++) {
        unsigned char next = b[i + 1];
        unsigned char d8 = (b[i] == 0xD8) & ((unsigned char)(next - 0xA1) < 31);
        unsigned char d9 = (b[i] == 0xD9) & ((unsigned char)(next - 0x81) < 10);
        unsigned char second = (next & 0xC0) == 0x80;
        unsigned char other = (b[i] != ' ') & ((b[i] & 0xC0) != 0x80);
        bad |= (unsigned char)(((d8 | d9) ^ second) | (other ^ (d8 | d9)));
    }
    return !bad;
}

size_t isn_past_plain(const char *text, size_t len, size_t at,
                      isn_plain_run *run)
{
    const unsigned char *b = (const unsigned char *)text + at;
    const unsigned char *end = (const unsigned char *)text + len;
    while (end - b > STRIDE && is_plain_stride(b)) {
        unsigned char letters = 0, begins = 0, ends = 0;
        for (int i = 0; i < STRIDE; i++) {
            unsigned char here = b[i] == ' ', next = b[i + 1] == ' ';
            begins = (unsigned char)(begins + (here & (next ^ 1)));
            ends = (unsigned char)(ends + ((here ^ 1) & next));
            letters = (unsigned char)(letters + (b[i] >= 0xC0));
        }
        run->letters += letters;
        run->begins += begins + (!run->in_word && b[0] != ' ');
        run->ends += ends + (run->in_word && b[0] == ' ');
        run->in_word = b[STRIDE - 1] != ' ';
        /* What begins or ends with the byte behind is not of this stride. */
        run->begins -= !run->in_word && b[STRIDE] != ' ';
        run->ends -= run->in_word && b[STRIDE] == ' ';
        b += STRIDE;
        b += (*b & 0xC0) == 0x80; /* of the stride's last letter */
    }
    return (size_t)(b - (const unsigned char *)text);
}

int isn_digit_value(uint32_t c)
{
    if (c >= '0' && c <= '9') {
        return (int)(c - '0');
    }
    if (c >= 0x0660 && c <= 0x0669) {
        return (int)(c - 0x0660);
    }
    if (c >= 0x06F0 && c <= 0x06F9) {
        return (int)(c - 0x06F0);
    }
    return -1;
}

bool isn_is_digit(uint32_t c) { return isn_digit_value(c) >= 0; }

bool isn_is_arabic(uint32_t c)
{
    return (c >= 0x0620 && c <= 0x064A && c != 0x0640) ||
           (c >= 0x066E && c <= 0x06D3) || c == 0x06D5 || c == 0x06EE ||
           c == 0x06EF || (c >= 0x06FA && c <= 0x06FF) ||
           (c >= 0x0750 && c <= 0x077F) || (c >= 0x08A0 && c <= 0x08C9) ||
           (c >= 0xFB50 && c <= 0xFBB1) || (c >= 0xFBD3 && c <= 0xFD3D) ||
           (c >= 0xFD50 && c <= 0xFDFB) || (c >= 0xFE70 && c <= 0xFEFC);
}

bool isn_is_other_letter(uint32_t c)
{
    if (c < 0x80) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }
    if (isn_is_arabic(c)) {
        return true;
    }
    return c == 0xAA || c == 0xB5 || c == 0xBA ||
           (c >= 0xC0 && c <= 0x2AF && c != 0xD7 && c != 0xF7) ||
           (c >= 0x370 && c <= 0x5F4 && c != 0x37E && c != 0x387 &&
            !(c >= 0x55A && c <= 0x560) && c != 0x589) ||
           (c >= 0x700 && c <= 0x74F) || (c >= 0x900 && c <= 0x1FFF) ||
           (c >= 0x2C00 && c <= 0x2DFF) || (c >= 0x3040 && c <= 0xD7FF) ||
           (c >= 0xF900 && c <= 0xFB4F) || (c >= 0x10000 && c <= 0x1F0FF) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

bool isn_is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Letters that the presentation forms B stand for, from U+FE70 on: the block
 * lists each letter in two or four shapes, in the order of the alphabet. */
static uint32_t presentation_letter(uint32_t c)
{
    static const struct {
        uint16_t first, last, letter;
    } shapes[] = {
        {0xFE80, 0xFE80, 0x621}, {0xFE81, 0xFE84, 0x627},
        {0xFE85, 0xFE86, 0x648}, {0xFE87, 0xFE88, 0x627},
        {0xFE89, 0xFE8C, 0x64A}, {0xFE8D, 0xFE8E, 0x627},
        {0xFE8F, 0xFE92, 0x628}, {0xFE93, 0xFE94, 0x647},
        {0xFE95, 0xFE98, 0x62A}, {0xFE99, 0xFE9C, 0x62B},
        {0xFE9D, 0xFEA0, 0x62C}, {0xFEA1, 0xFEA4, 0x62D},
        {0xFEA5, 0xFEA8, 0x62E}, {0xFEA9, 0xFEAA, 0x62F},
        {0xFEAB, 0xFEAC, 0x630}, {0xFEAD, 0xFEAE, 0x631},
        {0xFEAF, 0xFEB0, 0x632}, {0xFEB1, 0xFEB4, 0x633},
        {0xFEB5, 0xFEB8, 0x634}, {0xFEB9, 0xFEBC, 0x635},
        {0xFEBD, 0xFEC0, 0x636}, {0xFEC1, 0xFEC4, 0x637},
        {0xFEC5, 0xFEC8, 0x638}, {0xFEC9, 0xFECC, 0x639},
        {0xFECD, 0xFED0, 0x63A}, {0xFED1, 0xFED4, 0x641},
        {0xFED5, 0xFED8, 0x642}, {0xFED9, 0xFEDC, 0x643},
        {0xFEDD, 0xFEE0, 0x644}, {0xFEE1, 0xFEE4, 0x645},
        {0xFEE5, 0xFEE8, 0x646}, {0xFEE9, 0xFEEC, 0x647},
        {0xFEED, 0xFEEE, 0x648}, {0xFEEF, 0xFEF4, 0x64A},
        {0xFB56, 0xFB59, 0x67E}, {0xFB7A, 0xFB7D, 0x686},
        {0xFB8A, 0xFB8B, 0x698}, {0xFB8E, 0xFB91, 0x643},
        {0xFB92, 0xFB95, 0x6AF}, {0xFBFC, 0xFBFF, 0x64A},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (c >= shapes[i].first && c <= shapes[i].last) {
            return shapes[i].letter;
        }
    }
    return 0;
}

/* What isn_fold_other would say of the plain letters (unit tests compare). */
const uint16_t isn_fold_plain[] = {
    0x621, 0x627, 0x627, 0x648, 0x627, 0x64A, 0x627, 0x628, 0x647, 0x62A, 0x62B,
    0x62C, 0x62D, 0x62E, 0x62F, 0x630, 0x631, 0x632, 0x633, 0x634, 0x635, 0x636,
    0x637, 0x638, 0x639, 0x63A, 0x63B, 0x63C, 0x63D, 0x63E, 0x63F, 0x640, 0x641,
    0x642, 0x643, 0x644, 0x645, 0x646, 0x647, 0x648, 0x64A, 0x64A};

unsigned isn_fold_other(uint32_t c, uint32_t out[3])
{
    if (c < 0x80) {
        out[0] = c >= 'A' && c <= 'Z' ? c | 0x20 : c;
        return 1;
    }
    if (isn_is_mark(c)) {
        return 0;
    }
    int digit = isn_digit_value(c);
    if (digit >= 0) {
        out[0] = '0' + (uint32_t)digit;
        return 1;
    }
    if (c >= 0xFB50) {
        uint32_t letter = presentation_letter(c);
        if (letter) {
            out[0] = letter;
            return 1;
        }
        if (c >= 0xFEF5 && c <= 0xFEFC) { /* ligatures of lam and alef */
            out[0] = 0x644;
            out[1] = 0x627;
            return 2;
        }
        if (c >= 0xFE70 && c <= 0xFE7F) {
            return 0; /* marks with a shape of their own */
        }
    }
    switch (c) {
    case 0x622:
    case 0x623:
    case 0x625:
    case 0x671:
    case 0x672:
    case 0x673:
        out[0] = 0x627;
        return 1;
    case 0x624:
        out[0] = 0x648;
        return 1;
    case 0x626:
    case 0x649:
    case 0x6CC:
    case 0x6CD:
    case 0x6D2:
        out[0] = 0x64A;
        return 1;
    case 0x629:
    case 0x6C0:
    case 0x6C1:
    case 0x6C2:
    case 0x6D5:
    case 0x6BE:
        out[0] = 0x647;
        return 1;
    case 0x6A9:
    case 0x6AA:
        out[0] = 0x643;
        return 1;
    case 0x66B:
        out[0] = '.';
        return 1;
    case 0x66C:
        out[0] = ',';
        return 1;
    default:
        out[0] = c >= 0xC0 && c <= 0xDE && c != 0xD7 ? c + 0x20 : c;
        return 1;
    }
}

/* The letters ء to ي fold to letters of two bytes, too: the run of them at
 * `text`, as far as it fits; its length. */
static size_t fold_letters(const char *text, size_t len, char *out, size_t cap)
{
    size_t most = len < cap ? len : cap;
    size_t end = isn_past_letters(text, most, 0);
    for (size_t at = 0; at < end; at += 2) {
        unsigned c = (text[at] & 0x1Fu) << 6 | (text[at + 1] & 0x3Fu);
        unsigned folded = isn_fold_plain[c - 0x621];
        out[at] = (char)(0xC0 | folded >> 6);
        out[at + 1] = (char)(0x80 | (folded & 0x3F));
    }
    return end;
}

size_t isn_fold(const char *text, size_t len, char *out, size_t cap)
{
    size_t at = 0, made = 0;
    while (at < len) {
        size_t run = fold_letters(text + at, len - at, out + made, cap - made);
        at += run;
        made += run;
        if (at == len) {
            break;
        }
        uint32_t c, folded[3];
        at += isn_utf8_decode(text + at, len - at, &c);
        unsigned count = isn_fold_char(c, folded);
        for (unsigned i = 0; i < count; i++) {
            char bytes[4];
            size_t n = isn_utf8_encode(folded[i], bytes);
            if (n > cap - made) {
                return made;
            }
            for (size_t k = 0; k < n; k++) {
                out[made + k] = bytes[k];
            }
            made += n;
        }
    }
    return made;
}
