/* HTML to tokens by the WHATWG standard, with their places in the source.
 *
 * Tokens are views of the source: text runs hold carriage returns and NUL as
 * they are, names their case, values their character references.  Helpers
 * below give the standard's form of each.
 */
#ifndef ISN_HTML_TOKENS_H
#define ISN_HTML_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buffer.h"
#include "page/html_tags.h"

enum { ISN_HTML_ATTRS = 128 }; /* further attributes of a tag are dropped */

typedef enum isn_html_kind {
    ISN_HTML_END_OF_FILE,
    ISN_HTML_TEXT,      /* source bytes as they are */
    ISN_HTML_REFERENCE, /* a character reference: `text` */
    ISN_HTML_START,
    ISN_HTML_END,
    ISN_HTML_COMMENT,
    ISN_HTML_DOCTYPE,
} isn_html_kind;

typedef enum isn_html_state {
    ISN_HTML_DATA,
    ISN_HTML_RCDATA,
    ISN_HTML_RAWTEXT,
    ISN_HTML_SCRIPT,
    ISN_HTML_PLAINTEXT,
    ISN_HTML_CDATA,
} isn_html_state;

/* Source bytes [begin, end). */
typedef struct isn_html_range {
    uint32_t begin, end;
} isn_html_range;

typedef struct isn_html_attr {
    isn_html_range name, value;
} isn_html_attr;

typedef struct isn_html_token {
    isn_html_kind kind;
    isn_html_range place; /* the whole token */
    isn_html_range data;  /* name of a tag or doctype, text of a comment */
    isn_tag tag;
    bool self_closing;
    bool has_name, has_public, has_system, force_quirks; /* doctype */
    isn_html_range public_id, system_id;
    char text[8]; /* REFERENCE */
    uint8_t text_len;
    uint32_t attr_count;
} isn_html_token;

typedef struct isn_html {
    const char *data;
    uint32_t len, at;
    isn_html_state state;      /* the caller's to set after a start tag */
    isn_html_range last_start; /* name of the last start tag */
    bool in_foreign;           /* CDATA sections exist: the caller's to keep */
    isn_html_attr attrs[ISN_HTML_ATTRS];
} isn_html;

void isn_html_open(isn_html *html, const char *data, size_t len);
/* The next token.  After a start tag whose content is raw, the caller sets
 * html->state (isn_html_content_state) before it asks again. */
void isn_html_next(isn_html *html, isn_html_token *token);

/* The state in which the content of `tag` is read. */
isn_html_state isn_html_content_state(isn_tag tag);

/* The attribute called `name` (lower case), or NULL. */
const isn_html_attr *isn_html_attr_find(const isn_html *html,
                                        const isn_html_token *token,
                                        const char *name);

/* Appends source bytes with line ends normalised, NUL as U+FFFD where
 * `replace`, character references decoded where `references`. */
void isn_html_decode(const char *bytes, size_t len, bool references,
                     bool replace, isn_buffer *out);

#endif
