/* What class, id, itemprop and role attributes say of an element. */
#ifndef ISN_MARKUP_H
#define ISN_MARKUP_H

#include <stddef.h>
#include <stdint.h>

/* Hints, as src/page/markup.txt names them.  X(NAME, "name") */
#define ISN_HINT_MAP(X)                                                        \
    X(BODY, "body")       /* holds the article's text */                       \
    X(ARTICLE, "article") /* holds the article with title and all */           \
    X(MAIN, "main")                                                            \
    X(COMMENT, "comment")                                                      \
    X(RELATED, "related")                                                      \
    X(POPULAR, "popular")                                                      \
    X(SHARE, "share")                                                          \
    X(TOOLS, "tools")                                                          \
    X(NAV, "nav")                                                              \
    X(FOOTER, "footer")                                                        \
    X(SIDE, "side")                                                            \
    X(AD, "ad")                                                                \
    X(PROMO, "promo")                                                          \
    X(OVERLAY, "overlay")                                                      \
    X(HIDDEN, "hidden")                                                        \
    X(TAGS, "tags")                                                            \
    X(META, "meta")                                                            \
    X(BYLINE, "byline")                                                        \
    X(BIO, "bio")                                                              \
    X(DATE, "date")                                                            \
    X(CAPTION, "caption")                                                      \
    X(CREDIT, "credit")                                                        \
    X(LEAD, "lead")                                                            \
    X(DECK, "deck")                                                            \
    X(TITLE, "title")                                                          \
    X(GALLERY, "gallery")                                                      \
    X(MEDIA, "media")                                                          \
    X(BOX, "box")                                                              \
    X(PULL, "pull")                                                            \
    X(EMBED, "embed")

enum {
#define ISN_HINT_NUMBER(name, text) ISN_HINT_NR_##name,
    ISN_HINT_MAP(ISN_HINT_NUMBER)
#undef ISN_HINT_NUMBER
#define ISN_HINT_BIT(name, text) ISN_HINT_##name = 1 << ISN_HINT_NR_##name,
        ISN_HINT_MAP(ISN_HINT_BIT)
#undef ISN_HINT_BIT
};

/* The hints in an attribute's value. */
uint32_t isn_markup_hints(const char *value, size_t len);

/* ---- the generated table ------------------------------------------- */

enum { ISN_MARKUP_LONGEST = 22 };

typedef struct isn_markup_word {
    char word[ISN_MARKUP_LONGEST + 1];
    uint8_t whole; /* only as a whole value */
    uint32_t hints;
} isn_markup_word;

enum { ISN_MARKUP_SLOTS = 2048 };
/* Open addressing by tools/markup_words.py's hash.  The marks, bits of each
 * word's hash, keep most look-ups within a small table; 0 is a free slot. */
extern const isn_markup_word isn_markup_words[ISN_MARKUP_SLOTS];
extern const uint8_t isn_markup_marks[ISN_MARKUP_SLOTS];
/* Powers of the hash's factor: 1, the factor, its square … */
extern const uint32_t isn_markup_powers[ISN_MARKUP_LONGEST + 1];

#endif
