/* Roles of the lines within the element that was chosen. */
#ifndef ISN_ARTICLE_PARTS_H
#define ISN_ARTICLE_PARTS_H

#include "page/article.h"

typedef struct isn_choice {
    const isn_tree *tree;
    const isn_article_known *known;
    isn_part *parts;
    double *prose;       /* characters of prose before each line */
    double *sum;         /* weights before each line */
    uint32_t *outside;   /* hints by which each element is not the article */
    bool *in_body;       /* lines that stand in articleBody; NULL: not known */
    uint32_t root;       /* the article's element */
    uint32_t title;      /* its title's line, or UINT32_MAX */
    bool title_known;    /* … has the words of the metadata */
    uint64_t known_hash; /* of the words of the metadata's title */
} isn_choice;

/* Fills in_body where JSON-LD gives the article's text. */
isnad_status isn_article_mark_body(isn_choice *choice);
/* Finds the title among the first `end` lines. */
void isn_article_title(isn_choice *choice, uint32_t end);
isnad_status isn_article_roles(isn_choice *choice);

/* A date in front of the title is the article's only where both stand in one
 * narrow element; in the page's head it is the day of the visit. */
void isn_article_clocks(isn_choice *c);

#endif
