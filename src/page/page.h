/* A payload becomes an article. */
#ifndef ISN_PAGE_H
#define ISN_PAGE_H

#include "core/docdata.h"

/* What is known of a payload from outside it.  NULL: nothing. */
typedef struct isn_page_hints {
    const char *charset; /* declared by HTTP */
    const char *url;
    const char *published; /* given by the user: ISO day or time */
    bool text_only;        /* no tokens are asked for: they may be left out */
} isn_page_hints;

/* Fills charset, text with its pieces, blocks with roles, metadata and the
 * date of publication, and analyses the text (isn_text_analyze).  HTML and
 * flattened text are told apart by content.  ISNAD_EMPTY where there is no
 * text at all. */
isnad_status isn_page_build(isnad_doc *doc, const isn_page_hints *hints,
                            isnad_error *error);

#endif
