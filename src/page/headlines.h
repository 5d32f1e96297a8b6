/* Short lines without a stop among the paragraphs of an article: subheads,
 * items of a list, or headlines of other stories. */
#ifndef ISN_HEADLINES_H
#define ISN_HEADLINES_H

#include "page/article.h"

typedef struct isn_short_line {
    uint32_t words;
    bool text;      /* running text: in sentences, or long */
    bool skipped;   /* already known to be something else */
    bool marked;    /* begins with a number, dash or bullet */
    bool item;      /* short, with a bracket, colon, dash or number in it */
    bool announces; /* ends in a colon */
} isn_short_line;

/* What a line's text shows. */
void isn_short_look(const char *text, size_t len, uint32_t words,
                    isn_short_line *out);

/* Decides runs of two and more short lines: roles LIST, or FURNITURE of kind
 * "related".  Single lines stay as they are.  `text` of each line is set by
 * the caller.  Nothing is decided in a text that does without stops. */
void isn_short_settle(const isn_short_line *lines, isn_part *parts,
                      size_t count);

/* Do lines [begin, end) count themselves off, or are they announced by the
 * line before? */
bool isn_short_is_list(const isn_short_line *lines, size_t begin, size_t end);

#endif
