/* How the lists of page_tree.h are built; for page_tree.c and its helpers. */
#ifndef ISN_PAGE_BUILDER_H
#define ISN_PAGE_BUILDER_H

#include "page/page_tree.h"

enum {
    ISN_DEEPEST = 400, /* deeper elements are laid into the one at this depth */
};

typedef struct isn_open_elem {
    uint32_t elem;
    uint32_t block; /* nearest block element, itself perhaps */
    uint8_t tag;
    bool dead;   /* formatting that was closed across a block */
    bool link;   /* an <a> that leads somewhere */
    bool away;   /* … to another site */
    bool hidden; /* its inline text is not shown with the line */
} isn_open_elem;

/* Class values come again and again; what each hinted at is kept. */
enum { ISN_CLASS_MEMOS = 256 };

typedef struct isn_class_memo {
    isn_html_range value; /* empty: a free place */
    uint32_t hints;
} isn_class_memo;

typedef struct isn_tree_builder {
    isn_class_memo classes[ISN_CLASS_MEMOS];
    isn_tree *tree;
    isn_html html;
    isn_html_token token;
    isn_open_elem stack[ISN_DEEPEST];
    uint32_t depth;
    uint32_t open[ISN_TAG_COUNT];   /* open elements of each tag */
    uint32_t beyond[ISN_TAG_COUNT]; /* opened below ISN_DEEPEST */
    uint32_t silent, links, aways, strongs, foreign, hidden;
    isn_html_range host; /* the part of the page's that its site owns, by its
                          * canonical URL; may be empty */
    isn_line line;       /* the one being built; inline_count 0: none */
    bool has_text;
    bool uncounted; /* nobody asks how much is in a line */
    bool failed;
} isn_tree_builder;

/* ---- lines (page_lines.c) ---------------------------------------------- */

/* Source text, or the text within <pre>, goes into the line being built. */
void isn_build_text(isn_tree_builder *b, isn_html_range range);
void isn_build_pre(isn_tree_builder *b, isn_html_range range);
/* The character reference that b->token is. */
void isn_build_reference(isn_tree_builder *b);
/* <br>: a blank, or the end of a line. */
void isn_build_break(isn_tree_builder *b, uint32_t begin, uint32_t end);
/* Ends the line being built. */
void isn_build_flush(isn_tree_builder *b);

/* ---- marks (page_marks.c) ---------------------------------------------- */

/* Values of the start tag that b->token is. */
void isn_build_meta(isn_tree_builder *b);
void isn_build_link(isn_tree_builder *b);
/* Reads the title element to its end. */
void isn_build_title(isn_tree_builder *b);
/* Hints of the tag's attributes; marks of <time> and items. */
uint32_t isn_build_hints(isn_tree_builder *b, uint32_t elem);
void isn_build_mark(isn_tree_builder *b, isn_mark_kind kind,
                    isn_html_range name, isn_html_range value, bool references,
                    uint32_t elem);
/* Do the source bytes say `word`, in any case? */
bool isn_build_is(const isn_tree_builder *b, isn_html_range range,
                  const char *word);
/* Does a link lead to another site than the page's?  No, where that is not
 * known. */
bool isn_build_leads_away(const isn_tree_builder *b, isn_html_range url);

#endif
