/* What one line of flattened text looks like. */
#ifndef ISN_FLAT_LINES_H
#define ISN_FLAT_LINES_H

#include "page/cue.h"
#include "page/page_work.h"

typedef struct isn_flat_line {
    uint32_t words, arabic, latin, digits;
    uint64_t hash; /* of the folded words, punctuation apart */
    isn_cue cue;
    bool stopped;      /* closes a sentence */
    bool date_only;    /* weekday, day, month, year and nothing else */
    bool named_source; /* ends in a bracket or dash with a source's name */
    bool bracketed;    /* ends in a short bracket */
    bool source_only;  /* made of names of outlets and agencies alone */
    bool opens_quote;  /* begins as speech or with a conjunction */
} isn_flat_line;

void isn_flat_look(const isn_tree *tree, const isn_line *line,
                   isn_flat_line *out);

/* Roles of lines [0 .. count) that read as an article from top to bottom:
 * title, captions, deck, paragraphs, subheads, credits; the rest furniture.
 * `skip` says which lines are not looked at. */
void isn_flat_roles(const isn_flat_line *lines, isn_part *parts, size_t count);

#endif
