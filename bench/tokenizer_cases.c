/* Reads tokenizer cases that bench/tokenizer.py prepares and answers with the
 * tokens of isnad.
 *
 * Input, all lengths in decimal: "STATE LAST_LEN INPUT_LEN\n" LAST INPUT "\n".
 * Output: one line a case: tokens as kind and hex strings, blank between. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page/html_tokens.h"

static void hex(const char *bytes, size_t len)
{
    putchar('"');
    for (size_t i = 0; i < len; i++) {
        printf("%02x", (unsigned char)bytes[i]);
    }
    putchar('"');
}

static void value(const char *bytes, size_t len, bool references, bool lower)
{
    isn_buffer out;
    isn_buffer_init(&out, 1 << 24);
    isn_html_decode(bytes, len, references, true, &out);
    for (size_t i = 0; lower && i < out.len; i++) {
        if (out.data[i] >= 'A' && out.data[i] <= 'Z') {
            out.data[i] = (char)(out.data[i] + 32);
        }
    }
    hex(out.data ? out.data : "", out.len);
    isn_buffer_free(&out);
}

static void range(const isn_html *html, isn_html_range r, bool references,
                  bool lower)
{
    value(html->data + r.begin, r.end - r.begin, references, lower);
}

static void tag(const isn_html *html, const isn_html_token *t)
{
    printf(t->kind == ISN_HTML_START ? "S %d " : "E %d ", t->self_closing);
    range(html, t->data, false, true);
    printf(" %u", t->attr_count);
    for (uint32_t i = 0; i < t->attr_count; i++) {
        putchar(' ');
        range(html, html->attrs[i].name, false, true);
        putchar(' ');
        range(html, html->attrs[i].value, true, false);
    }
}

static void one(isn_html *html)
{
    for (;;) {
        isn_html_state before = html->state;
        isn_html_token t;
        isn_html_next(html, &t);
        switch (t.kind) {
        case ISN_HTML_END_OF_FILE:
            putchar('\n');
            return;
        case ISN_HTML_TEXT: {
            isn_buffer out;
            isn_buffer_init(&out, 1 << 24);
            bool keep = before == ISN_HTML_DATA || before == ISN_HTML_CDATA;
            isn_html_decode(html->data + t.data.begin,
                            t.data.end - t.data.begin, false, !keep, &out);
            printf("C ");
            hex(out.data ? out.data : "", out.len);
            isn_buffer_free(&out);
            break;
        }
        case ISN_HTML_REFERENCE:
            printf("C ");
            hex(t.text, t.text_len);
            break;
        case ISN_HTML_START:
        case ISN_HTML_END:
            tag(html, &t);
            break;
        case ISN_HTML_COMMENT:
            printf("M ");
            range(html, t.data, false, false);
            break;
        case ISN_HTML_DOCTYPE:
            printf("D %d %d %d %d ", t.has_name, t.has_public, t.has_system,
                   t.force_quirks);
            range(html, t.data, false, true);
            putchar(' ');
            range(html, t.public_id, false, false);
            putchar(' ');
            range(html, t.system_id, false, false);
            break;
        }
        putchar(' ');
    }
}

int main(void)
{
    int state;
    size_t last_len, len;
    while (scanf("%d %zu %zu", &state, &last_len, &len) == 3) {
        getchar();
        char *data = malloc(last_len + len + 1);
        if (!data || fread(data, 1, last_len + len, stdin) != last_len + len) {
            return 1;
        }
        isn_html html;
        isn_html_open(&html, data, last_len + len);
        html.last_start = (isn_html_range){0, (uint32_t)last_len};
        html.at = (uint32_t)last_len;
        html.state = (isn_html_state)state;
        one(&html);
        free(data);
    }
    return 0;
}
