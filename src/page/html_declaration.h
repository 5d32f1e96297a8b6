/* What begins with "<!" or looks like it; for html_tokens.c alone. */
#ifndef ISN_HTML_DECLARATION_H
#define ISN_HTML_DECLARATION_H

#include "page/html_tokens.h"

static inline bool isn_html_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* "markup declaration open"; `at` is behind "<!". */
void isn_html_declaration(isn_html *html, isn_html_token *token, uint32_t at);
/* A bogus comment whose text begins at `at`. */
void isn_html_bogus(isn_html *html, isn_html_token *token, uint32_t at);

#endif
