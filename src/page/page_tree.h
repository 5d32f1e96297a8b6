/* The elements of a page and the lines of text within them.
 *
 * No DOM: elements stand in document order with the end of their content,
 * lines are stretches of text between block boundaries, each a run of inline
 * pieces of the source.  The stack of open elements is bounded, all lists are
 * linear in the source.
 */
#ifndef ISN_PAGE_TREE_H
#define ISN_PAGE_TREE_H

#include "core/docdata.h"
#include "page/html_tokens.h"
#include "page/markup.h"
#include "page/source.h"

#define ISN_NO_ELEM UINT32_MAX

typedef struct isn_elem {
    uint32_t parent;               /* ISN_NO_ELEM for the root */
    uint32_t end;                  /* behind its last descendant */
    uint32_t first_line, end_line; /* lines that start within it */
    uint32_t hints;                /* isn_hint bits of its own attributes */
    uint32_t place;                /* of its start tag in the source */
    uint8_t tag;                   /* isn_tag */
} isn_elem;

typedef enum isn_inline_kind {
    ISN_INLINE_TEXT,
    ISN_INLINE_REFERENCE,
    ISN_INLINE_BREAK, /* <br>, a line end in <pre> */
} isn_inline_kind;

typedef struct isn_inline {
    uint32_t begin, end; /* in the source */
    uint8_t kind;
    bool link, strong;
    bool away; /* a link to another site */
} isn_inline;

typedef struct isn_line {
    uint32_t elem;  /* the innermost element that holds all of it */
    uint32_t block; /* the innermost block element where it starts */
    uint32_t first_inline, inline_count;
    /* Counts; of lines of HTML alone. */
    uint32_t chars, link_chars, strong_chars; /* letters, digits, marks */
    uint32_t away_chars; /* of link_chars, those of links to other sites */
    uint32_t words, stops, commas;
    bool ends_stopped; /* its last character closes a sentence */
    bool ends_colon;
} isn_line;

/* A value of markup that says something of the page. */
typedef enum isn_mark_kind {
    ISN_MARK_META,      /* name: name or property; value: content */
    ISN_MARK_CANONICAL, /* value: href */
    ISN_MARK_TITLE,
    ISN_MARK_JSONLD,
    ISN_MARK_TIME,    /* name: itemprop or class; value: datetime */
    ISN_MARK_PUBDATE, /* the same with the attribute pubdate */
    ISN_MARK_STAMP,   /* the same; value: data-date and the like, title */
    ISN_MARK_ITEM,    /* name: itemprop; value: content of any element */
    ISN_MARK_LANGUAGE,
} isn_mark_kind;

typedef struct isn_mark {
    uint8_t kind;
    bool references; /* the value holds character references as markup */
    isn_html_range name, value;
    uint32_t elem; /* the element, or ISN_NO_ELEM */
} isn_mark;

typedef struct isn_tree {
    const isn_source *source;
    isn_arena *arena; /* of the lists */
    ISN_LIST(isn_elem) elems;
    ISN_LIST(isn_inline) inlines;
    ISN_LIST(isn_line) lines;
    ISN_LIST(isn_mark) marks;
} isn_tree;

/* Reads the whole source.  Lists live in `arena`. */
isnad_status isn_tree_build(isn_tree *tree, const isn_source *source,
                            isn_arena *arena);

/* Lines of a source without markup: one each, in one element; `title`, where it
 * is not empty, then those from `body` on. */
isnad_status isn_tree_lines(isn_tree *tree, const isn_source *source,
                            isn_html_range title, uint32_t body,
                            isn_arena *arena);

/* Behind the words at `at` whose blanks are single spaces: the next blank of
 * another kind, the next of several, the one before `end`, or `end`. */
size_t isn_past_words(const char *data, size_t at, size_t end);

/* The first bytes of a line as they will be laid into the text: whole
 * characters, blanks collapsed, NUL-terminated in out[0 .. cap).  Returns the
 * length. */
size_t isn_line_text(const isn_tree *tree, const isn_line *line, char *out,
                     size_t cap);

/* Is element `inner` within `outer`, or the same? */
static inline bool isn_elem_within(const isn_tree *tree, uint32_t inner,
                                   uint32_t outer)
{
    return inner >= outer && inner < tree->elems.items[outer].end;
}

#endif
