/* What one line of flattened text looks like, and the steps that decide what
 * each is. */
#ifndef ISN_FLAT_LINES_H
#define ISN_FLAT_LINES_H

#include "page/cue.h"
#include "page/headlines.h"
#include "page/page_work.h"

typedef struct isn_flat_line {
    uint32_t words, arabic, latin, digits;
    uint64_t opening; /* of the first letters; see isn_flat_same */
    isn_cue cue;
    bool stopped;      /* closes a sentence */
    bool cut;          /* ends in dots, as teasers do */
    bool date_only;    /* weekday, day, month, year and nothing else */
    bool named_source; /* ends in a bracket or dash with a source's name */
    bool bracketed;    /* ends in a short bracket */
    bool source_only;  /* made of names of outlets and agencies alone */
    bool crumbs;       /* no text: parts set off by bars, slashes or arrows */
} isn_flat_line;

void isn_flat_look(const isn_tree *tree, const isn_line *line,
                   isn_flat_line *out, isn_short_line *shape);

typedef struct isn_flat {
    const isn_tree *tree;
    isn_flat_line *lines;
    isn_short_line *shapes; /* the same lines as headlines.h sees them */
    isn_part *parts;
    size_t count;
    bool stops;   /* its long lines end in stops, as a rule */
    bool titled;  /* the first line is known to be the title */
    size_t title; /* count: none */
    size_t text;  /* the first running text; count: none */
} isn_flat;

/* Are lines a and b the same words?  Few lines begin alike: the rest of those
 * alone is read. */
bool isn_flat_same(const isn_flat *flat, size_t a, size_t b);
/* Longer words that two lines have in common. */
uint32_t isn_flat_common(const isn_flat *flat, size_t a, size_t b);
/* Can the line only be running text? */
bool isn_flat_is_text(const isn_flat *flat, size_t i);
/* Not yet known to be something else than a paragraph. */
static inline bool isn_flat_is_open(const isn_flat *flat, size_t i)
{
    return flat->parts[i].role == ISNAD_ROLE_PARAGRAPH;
}
static inline void isn_flat_set(isn_flat *flat, size_t i, isnad_role role,
                                const char *kind)
{
    flat->parts[i] = (isn_part){(uint8_t)role, kind};
}

/* Title, its doubles, captions, dates and bylines in front of the text. */
void isn_flat_head(isn_flat *flat);
/* Subheads, pointers, lists and credits from the first text on. */
void isn_flat_body(isn_flat *flat);
/* Other stories behind the article: everything from there on. */
void isn_flat_tail(isn_flat *flat);

#endif
