/* Lines of text: stretches between block boundaries, counted while they are
 * built. */
#include <string.h>

#include "lang/fold.h"
#include "page/html_entities.h"
#include "page/page_builder.h"

/* ---- characters ---------------------------------------------------- */

enum {
    C_BLANK = 1,
    C_STOP = 2, /* . ! ? */
    C_COMMA = 4,
    C_OTHER = 8, /* other punctuation */
    C_TAIL = 16, /* continues a character */
};

static const uint8_t kinds[256] = {
    [' '] = C_BLANK,  ['\t'] = C_BLANK,         ['\n'] = C_BLANK,
    ['\r'] = C_BLANK, ['\f'] = C_BLANK,         [0] = C_BLANK,
    ['.'] = C_STOP,   ['!'] = C_STOP,           ['?'] = C_STOP,
    [','] = C_COMMA,  ['"'] = C_OTHER,          ['\''] = C_OTHER,
    ['('] = C_OTHER,  [')'] = C_OTHER,          [':'] = C_OTHER,
    [';'] = C_OTHER,  ['-'] = C_OTHER,          ['/'] = C_OTHER,
    ['|'] = C_OTHER,  ['['] = C_OTHER,          [']'] = C_OTHER,
    ['*'] = C_OTHER,  ['#'] = C_OTHER,          ['&'] = C_OTHER,
    ['<'] = C_OTHER,  ['>'] = C_OTHER,          ['_'] = C_OTHER,
    ['='] = C_OTHER,  [0x80 ... 0xBF] = C_TAIL,
};

static inline bool is_blank(char c)
{
    return kinds[(unsigned char)c] == C_BLANK;
}

/* ---- lines --------------------------------------------------------- */

static isn_inline *add_inline(isn_tree_builder *b, isn_inline_kind kind,
                              uint32_t begin, uint32_t end)
{
    isn_tree *tree = b->tree;
    uint32_t here = b->depth ? b->stack[b->depth - 1].elem : 0;
    if (b->line.inline_count == 0) {
        uint32_t block = b->depth ? b->stack[b->depth - 1].block : 0;
        b->line = (isn_line){.elem = here,
                             .block = block,
                             .first_inline = (uint32_t)tree->inlines.count};
    } else if (b->line.elem != here) {
        /* Climb until the line's element is open, and so holds this too. */
        uint32_t top = b->depth;
        while (b->line.elem != ISN_NO_ELEM) {
            while (top && b->stack[top - 1].elem > b->line.elem) {
                top--;
            }
            if (top && b->stack[top - 1].elem == b->line.elem) {
                break;
            }
            b->line.elem = tree->elems.items[b->line.elem].parent;
        }
        if (b->line.elem == ISN_NO_ELEM) {
            b->line.elem = 0;
        }
    }
    isn_inline *made = isn_list_push(tree->arena, &tree->inlines);
    if (!made) {
        b->failed = true;
        return NULL;
    }
    *made = (isn_inline){.begin = begin,
                         .end = end,
                         .kind = (uint8_t)kind,
                         .link = b->links > 0,
                         .away = b->aways > 0,
                         .strong = b->strongs > 0};
    b->line.inline_count++;
    return made;
}

/* Arabic and general punctuation of two and three bytes. */
static uint8_t wide_kind(const unsigned char *at, const unsigned char *end)
{
    if (at[0] == 0xD8 && end - at >= 2) {
        return at[1] == 0x8C   ? C_COMMA
               : at[1] == 0x9F ? C_STOP
               : at[1] == 0x9B ? C_OTHER
                               : 0;
    }
    if (at[0] == 0xC2 && end - at >= 2) {
        return at[1] == 0xA0                    ? C_BLANK
               : at[1] == 0xAB || at[1] == 0xBB ? C_OTHER
                                                : 0;
    }
    if (at[0] == 0xE2 && end - at >= 3 && at[1] == 0x80) {
        return at[2] == 0xA6 ? C_STOP : C_OTHER;
    }
    if (at[0] == 0xEF && end - at >= 3 && at[1] == 0xBC) { /* full width */
        return at[2] == 0x8C                    ? C_COMMA
               : at[2] == 0x81 || at[2] == 0x9F ? C_STOP
                                                : C_OTHER;
    }
    if (at[0] == 0xE3 && end - at >= 3 && at[1] == 0x80) {
        return at[2] == 0x82 ? C_STOP : at[2] == 0x81 ? C_COMMA : 0;
    }
    return 0;
}

/* Adds the characters of a stretch to the line's counts. */
static void count(isn_tree_builder *b, const char *text, size_t len)
{
    const unsigned char *at = (const unsigned char *)text, *end = at + len;
    uint32_t chars = 0, words = 0, commas = 0, stops = 0;
    uint32_t ideographs = 0; /* written without blanks: two make a word */
    bool in_word = false, stopped = false;
    while (at < end) {
        isn_plain_run run = {.in_word = in_word};
        at += isn_past_plain((const char *)at, (size_t)(end - at), 0, &run);
        chars += (uint32_t)run.letters;
        words += (uint32_t)run.begins;
        in_word = run.in_word;
        const unsigned char *from = at;
        at += isn_past_letters((const char *)at, (size_t)(end - at), 0);
        if (at > from) {
            chars += (uint32_t)(at - from) / 2;
            words += !in_word;
            in_word = true;
        }
        if (at < end && *at == ' ') { /* most often */
            in_word = false;
            at++;
            continue;
        }
        from = at;
        while (at < end && *at < 0x80 && kinds[*at] == 0) {
            at++;
        }
        if (at > from) {
            chars += (uint32_t)(at - from);
            words += !in_word;
            in_word = true;
            continue;
        }
        if (at == end) {
            break;
        }
        uint8_t kind = *at >= 0xC2 ? wide_kind(at, end) : kinds[*at];
        if (kind == 0 && *at >= 0xE3 && *at <= 0xE9) {
            words += ++ideographs % 2;
            chars++;
            in_word = true;
        } else if (kind == 0) {
            chars++;
            words += !in_word;
            in_word = true;
        } else if (!(kind & C_TAIL)) {
            commas += kind == C_COMMA;
            stops += kind == C_STOP && in_word;
            stopped = stopped || kind == C_STOP;
            in_word = in_word && kind == C_OTHER;
        }
        at++;
    }
    isn_line *line = &b->line;
    line->chars += chars;
    line->words += words;
    line->commas += commas;
    line->stops += stops;
    line->ends_stopped = line->ends_stopped || stopped;
    line->link_chars += b->links ? chars : 0;
    line->away_chars += b->aways ? chars : 0;
    line->strong_chars += b->strongs ? chars : 0;
}

/* Does a line of text[0 .. len) end a sentence?  Quotation marks and
 * brackets behind the stop belong to it. */
static bool ends_stopped(const char *text, size_t len)
{
    static const char *const behind[] = {
        "\"",           "'",           ")", "]", "\xC2\xBB", "\xE2\x80\x9D",
        "\xE2\x80\x99", "\xE2\x80\x9C"};
    static const char *const stops[] = {".",
                                        "!",
                                        "?",
                                        ":",
                                        "\xD8\x9F",
                                        "\xE2\x80\xA6",
                                        "\xE3\x80\x82",
                                        "\xEF\xBC\x81",
                                        "\xEF\xBC\x9F"};
    for (bool again = true; again;) {
        again = false;
        while (len && is_blank(text[len - 1])) {
            len--;
        }
        for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
            size_t n = strlen(behind[i]);
            if (len >= n && memcmp(text + len - n, behind[i], n) == 0) {
                len -= n;
                again = true;
            }
        }
    }
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        size_t n = strlen(stops[i]);
        if (len >= n && memcmp(text + len - n, stops[i], n) == 0) {
            return true;
        }
    }
    return false;
}

void isn_build_flush(isn_tree_builder *b)
{
    isn_tree *tree = b->tree;
    if (b->line.inline_count && b->has_text) {
        size_t i = b->line.first_inline + b->line.inline_count;
        b->line.ends_stopped = false;
        while (i > b->line.first_inline) {
            const isn_inline *last = &tree->inlines.items[--i];
            const char *text = tree->source->data + last->begin;
            size_t len = last->end - last->begin;
            if (last->kind == ISN_INLINE_TEXT) {
                while (len && is_blank(text[len - 1])) {
                    len--;
                }
                if (len == 0) {
                    continue;
                }
                b->line.ends_stopped = ends_stopped(text, len);
                b->line.ends_colon = text[len - 1] == ':';
                break;
            }
            if (last->kind == ISN_INLINE_REFERENCE) {
                continue; /* most often a quotation mark or a blank */
            }
        }
        isn_line *made = isn_list_push(tree->arena, &tree->lines);
        if (made) {
            *made = b->line;
        } else {
            b->failed = true;
        }
    } else if (b->line.inline_count) {
        tree->inlines.count = b->line.first_inline; /* blanks alone */
    }
    b->line.inline_count = 0;
    b->has_text = false;
}

void isn_build_break(isn_tree_builder *b, uint32_t begin, uint32_t end)
{
    if (!b->has_text) {
        return;
    }
    isn_tree *tree = b->tree;
    for (size_t i = tree->inlines.count; i > b->line.first_inline; i--) {
        const isn_inline *last = &tree->inlines.items[i - 1];
        if (last->kind == ISN_INLINE_BREAK) { /* two: a new paragraph */
            isn_build_flush(b);
            return;
        }
        const char *text = tree->source->data + last->begin;
        size_t len = last->end - last->begin;
        if (last->kind == ISN_INLINE_TEXT) {
            while (len && is_blank(text[len - 1])) {
                len--;
            }
        }
        if (len && last->kind == ISN_INLINE_TEXT) {
            if (ends_stopped(text, len)) {
                isn_build_flush(b);
                return;
            }
            break;
        }
        if (last->kind == ISN_INLINE_REFERENCE &&
            strncmp(text, "&nbsp;", 6) != 0) {
            break;
        }
    }
    add_inline(b, ISN_INLINE_BREAK, begin, end);
}

void isn_build_text(isn_tree_builder *b, isn_html_range range)
{
    const char *data = b->html.data;
    if (b->silent || b->hidden) {
        return;
    }
    uint32_t at = range.begin;
    while (at < range.end && is_blank(data[at])) {
        at++;
    }
    if (at == range.end) {
        if (b->has_text) {
            add_inline(b, ISN_INLINE_TEXT, range.begin, range.end);
        }
        return;
    }
    add_inline(b, ISN_INLINE_TEXT, range.begin, range.end);
    if (!b->uncounted) {
        count(b, data + at, range.end - at);
    }
    b->has_text = true;
}

void isn_build_pre(isn_tree_builder *b, isn_html_range range)
{
    uint32_t at = range.begin;
    while (at < range.end) {
        const char *end = memchr(b->html.data + at, '\n', range.end - at);
        uint32_t stop = end ? (uint32_t)(end - b->html.data) : range.end;
        if (stop > at) {
            isn_build_text(b, (isn_html_range){at, stop});
        }
        if (end) {
            isn_build_break(b, stop, stop + 1);
            stop++;
        }
        at = stop;
    }
}

void isn_build_reference(isn_tree_builder *b)
{
    if (b->silent || b->hidden) {
        return;
    }
    const char *t = b->token.text;
    size_t len = b->token.text_len;
    bool blank = (len == 1 && is_blank(t[0])) ||
                 (len == 2 && memcmp(t, "\xC2\xA0", 2) == 0);
    if (blank && !b->has_text) {
        return;
    }
    add_inline(b, ISN_INLINE_REFERENCE, b->token.place.begin,
               b->token.place.end);
    if (!blank) {
        count(b, t, len);
        b->has_text = true;
    }
}

/* No line end or double blank begins in these bytes or behind them: asked of
 * all at once, without a branch, so that compilers make vectors of it. */
enum { STRIDE = 32 };

static bool is_even_stride(const unsigned char *b)
{
    unsigned char odd = 0;
    for (int i = 0; i < STRIDE; i++) {
        odd |=
            (unsigned char)((b[i] < ' ') | ((b[i] == ' ') & (b[i + 1] <= ' ')));
    }
    return !odd;
}

size_t isn_past_words(const char *data, size_t at, size_t end)
{
    while (end - at > STRIDE &&
           is_even_stride((const unsigned char *)data + at)) {
        at += STRIDE;
    }
    while (at < end &&
           (!is_blank(data[at]) ||
            (data[at] == ' ' && at + 1 < end && !is_blank(data[at + 1])))) {
        at++;
    }
    return at;
}

static size_t put_text(char *out, size_t n, size_t cap, const char *text,
                       size_t len)
{
    for (size_t i = 0; i < len && n < cap;) {
        if (is_blank(text[i])) {
            if (n && out[n - 1] != ' ') {
                out[n++] = ' ';
            }
            i++;
            continue;
        }
        size_t stop = isn_past_words(text, i, len);
        size_t take = stop - i < cap - n ? stop - i : cap - n;
        memcpy(out + n, text + i, take);
        n += take;
        i = stop;
    }
    return n;
}

size_t isn_line_text(const isn_tree *tree, const isn_line *line, char *out,
                     size_t cap)
{
    size_t n = 0;
    const char *data = tree->source->data;
    cap--;
    for (uint32_t i = 0; i < line->inline_count && n < cap; i++) {
        const isn_inline *piece = &tree->inlines.items[line->first_inline + i];
        const char *bytes = data + piece->begin;
        size_t len = piece->end - piece->begin;
        char text[8];
        if (piece->kind == ISN_INLINE_BREAK) {
            bytes = " ";
            len = 1;
        } else if (piece->kind == ISN_INLINE_REFERENCE) {
            size_t made = 0;
            isn_html_reference(bytes, len, 0, text, &made);
            bytes = text;
            len = made;
            if (len == 2 && memcmp(text, "\xC2\xA0", 2) == 0) {
                bytes = " ";
                len = 1;
            }
        }
        n = put_text(out, n, cap, bytes, len);
    }
    while (n && n == cap && ((unsigned char)out[n - 1] & 0xC0) == 0x80) {
        n--; /* perhaps the middle of a character */
    }
    if (n && n >= cap - 3 && (unsigned char)out[n - 1] >= 0xC0) {
        n--;
    }
    while (n && out[n - 1] == ' ') {
        n--;
    }
    out[n] = '\0';
    return n;
}
