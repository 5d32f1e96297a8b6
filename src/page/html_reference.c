#include <string.h>

#include "core/utf8.h"
#include "page/html_entities.h"

/* What the standard makes of references to C1 controls: the characters of
 * windows-1252; 0 keeps the control. */
static const uint16_t c1[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static int is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static size_t numeric(const char *text, size_t len, char out[8],
                      size_t *out_len)
{
    size_t at = 2;
    uint32_t base = 10, value = 0;
    if (at < len && (text[at] == 'x' || text[at] == 'X')) {
        base = 16;
        at++;
    }
    size_t first = at;
    for (; at < len; at++) {
        int digit = hex_value(text[at]);
        if (digit < 0 || (uint32_t)digit >= base) {
            break;
        }
        if (value <= 0x10FFFF) {
            value = value * base + (uint32_t)digit;
        }
    }
    if (at == first) {
        return 0;
    }
    if (at < len && text[at] == ';') {
        at++;
    }
    if (value == 0) {
        value = 0xFFFD;
    } else if (value >= 0x80 && value < 0xA0 && c1[value - 0x80]) {
        value = c1[value - 0x80];
    }
    *out_len = isn_utf8_encode(value, out);
    return at;
}

/* The longest name at text[1 ..): narrows the sorted table letter by
 * letter. */
static const isn_html_entity *longest_name(const char *text, size_t len,
                                           size_t *name_len)
{
    unsigned char c = (unsigned char)text[1];
    if (c >= 128) {
        return NULL;
    }
    uint32_t low = isn_html_entity_first[c];
    uint32_t high = isn_html_entity_first[c + 1];
    const isn_html_entity *best = NULL;
    for (size_t n = 1; low < high; n++) {
        const isn_html_entity *entity = &isn_html_entities[low];
        if (entity->name[n] == '\0') {
            best = entity;
            *name_len = n;
            low++;
        }
        if (n + 1 >= len) {
            break;
        }
        /* Keep the names whose letter n is the text's. */
        unsigned char next = (unsigned char)text[n + 1];
        uint32_t a = low, b = high;
        while (a < b) {
            uint32_t m = a + (b - a) / 2;
            if ((unsigned char)isn_html_entities[m].name[n] < next) {
                a = m + 1;
            } else {
                b = m;
            }
        }
        low = a;
        b = high;
        while (a < b) {
            uint32_t m = a + (b - a) / 2;
            if ((unsigned char)isn_html_entities[m].name[n] <= next) {
                a = m + 1;
            } else {
                b = m;
            }
        }
        high = a;
    }
    return best;
}

size_t isn_html_reference(const char *text, size_t len, int attribute,
                          char out[8], size_t *out_len)
{
    if (len < 2) {
        return 0;
    }
    if (text[1] == '#') {
        return len > 2 ? numeric(text, len, out, out_len) : 0;
    }
    if (!is_alnum(text[1])) {
        return 0;
    }
    size_t name_len = 0;
    const isn_html_entity *entity = longest_name(text, len, &name_len);
    if (!entity) {
        return 0;
    }
    char behind = name_len + 1 < len ? text[name_len + 1] : '\0';
    if (attribute && entity->name[name_len - 1] != ';' &&
        (behind == '=' || is_alnum(behind))) {
        return 0;
    }
    *out_len = strlen(entity->text);
    memcpy(out, entity->text, *out_len);
    return name_len + 1;
}
