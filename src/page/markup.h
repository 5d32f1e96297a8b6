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

typedef struct isn_markup_word {
    char word[23];
    uint8_t whole; /* only as a whole value */
    uint32_t hints;
} isn_markup_word;

enum { ISN_MARKUP_SLOTS = 2048 };
/* Open addressing by isn_markup_hash; an empty word is a free slot. */
extern const isn_markup_word isn_markup_words[ISN_MARKUP_SLOTS];

static inline uint32_t isn_markup_hash(const char *word, size_t len)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < len; i++) {
        h = (h ^ (unsigned char)word[i]) * 16777619u;
    }
    return (h ^ h >> 15) & (ISN_MARKUP_SLOTS - 1);
}

#endif
