#include "page/html_tags.h"

#include <string.h>

#define B ISN_TAG_BLOCK
#define P (ISN_TAG_BLOCK | ISN_TAG_CLOSES_P)
#define V ISN_TAG_VOID
#define S ISN_TAG_SILENT
#define F ISN_TAG_FORMAT

const uint16_t isn_tag_flags[ISN_TAG_COUNT] = {0,
#define TAG_FLAGS(name, text, flags) flags,
                                               ISN_TAG_MAP(TAG_FLAGS)
#undef TAG_FLAGS
};

/* Padded, so that names are compared whole. */
enum { LONGEST = 10, PADDED = 16 };

static const char names[ISN_TAG_COUNT][PADDED] = {"",
#define TAG_NAME(name, text, flags) text,
                                                  ISN_TAG_MAP(TAG_NAME)
#undef TAG_NAME
};

/* First tag of each letter; names are sorted in ISN_TAG_MAP. */
isn_tag isn_tag_find(const char *name, size_t len)
{
    static const uint8_t first[27] = {
#define A1(t) ISN_TAG_##t
        A1(A),         A1(BOLD),      A1(CANVAS), A1(DATALIST), A1(EM),
        A1(FIELDSET),  A1(H1),        A1(H1),     A1(ITALIC),   A1(LABEL),
        A1(LABEL),     A1(LABEL),     A1(MAIN),   A1(NAV),      A1(OBJECT),
        A1(PARA),      A1(Q),         A1(RP),     A1(SMALLER),  A1(TABLE),
        A1(UNDERLINE), A1(VIDEO),     A1(WBR),    A1(XMP),      ISN_TAG_COUNT,
        ISN_TAG_COUNT, ISN_TAG_COUNT,
#undef A1
    };
    if (len == 0 || len > LONGEST) {
        return ISN_TAG_OTHER;
    }
    char lower[PADDED] = {0};
    for (size_t i = 0; i < len; i++) {
        char c = name[i];
        lower[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    if (lower[0] < 'a' || lower[0] > 'z') {
        return ISN_TAG_OTHER;
    }
    unsigned end = first[lower[0] - 'a' + 1];
    for (unsigned tag = first[lower[0] - 'a']; tag < end; tag++) {
        if (memcmp(names[tag], lower, PADDED) == 0) {
            return (isn_tag)tag;
        }
    }
    return ISN_TAG_OTHER;
}
