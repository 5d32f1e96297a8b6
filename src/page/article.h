/* Which lines of a page are its article, and what each is there. */
#ifndef ISN_ARTICLE_H
#define ISN_ARTICLE_H

#include "page/page_tree.h"

/* What becomes of a line. */
typedef struct isn_part {
    uint8_t role;     /* isnad_role */
    const char *kind; /* static, or NULL */
} isn_part;

/* A stretch of text that is known to be the article's, from JSON-LD; len 0:
 * none. */
typedef struct isn_article_known {
    const char *body;
    size_t body_len;
    const char *title; /* the likeliest title, from markup */
    size_t title_len;
} isn_article_known;

/* Fills parts[0 .. tree->lines.count), which is zeroed.  Scratch memory comes
 * from the tree's arena. */
isnad_status isn_article_choose(const isn_tree *tree,
                                const isn_article_known *known,
                                isn_part *parts);

#endif
