#include "page/page_tree.h"

#include <string.h>
#include <strings.h>

#include "page/html_entities.h"

enum {
    DEEPEST = 400, /* deeper elements are laid into the one at this depth */
    MOST_MARKS = 4096,
};

typedef struct open_elem {
    uint32_t elem;
    uint32_t block; /* nearest block element, itself perhaps */
    uint8_t tag;
    bool dead;   /* formatting that was closed across a block */
    bool link;   /* an <a> that leads somewhere */
    bool away;   /* … to another site */
    bool hidden; /* its inline text is not shown with the line */
} open_elem;

typedef struct builder {
    isn_tree *tree;
    isn_html html;
    isn_html_token token;
    open_elem stack[DEEPEST];
    uint32_t depth;
    uint32_t open[ISN_TAG_COUNT];   /* open elements of each tag */
    uint32_t beyond[ISN_TAG_COUNT]; /* opened below DEEPEST */
    uint32_t silent, links, aways, strongs, foreign, hidden;
    isn_html_range host; /* of the page, by its canonical URL; may be empty */
    isn_line line;       /* the one being built; inline_count 0: none */
    uint32_t last_text;  /* source position of its last visible byte */
    bool has_text;
    bool failed;
} builder;

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

static isn_inline *add_inline(builder *b, isn_inline_kind kind, uint32_t begin,
                              uint32_t end)
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
static void count(builder *b, const char *text, size_t len)
{
    const unsigned char *at = (const unsigned char *)text, *end = at + len;
    isn_line *line = &b->line;
    uint32_t chars = 0;
    uint32_t ideographs = 0; /* written without blanks: two make a word */
    bool in_word = false;
    for (; at < end; at++) {
        uint8_t kind = kinds[*at];
        if (*at >= 0xC2) {
            kind = wide_kind(at, end);
        }
        if (kind == 0 && *at >= 0xE3 && *at <= 0xE9) {
            line->words += ++ideographs % 2;
            chars++;
            in_word = true;
            continue;
        }
        if (kind == 0) {
            chars++;
            line->words += !in_word;
            in_word = true;
            continue;
        }
        if (kind & C_TAIL) {
            continue;
        }
        line->commas += kind == C_COMMA;
        if (kind == C_STOP) {
            line->stops += in_word;
            line->ends_stopped = true;
        }
        if (kind != C_OTHER || !in_word) {
            in_word = false;
        }
        if (kind == C_BLANK) {
            in_word = false;
        }
    }
    line->chars += chars;
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

static void flush(builder *b)
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

static void add_break(builder *b, uint32_t begin, uint32_t end)
{
    if (!b->has_text) {
        return;
    }
    isn_tree *tree = b->tree;
    for (size_t i = tree->inlines.count; i > b->line.first_inline; i--) {
        const isn_inline *last = &tree->inlines.items[i - 1];
        if (last->kind == ISN_INLINE_BREAK) { /* two: a new paragraph */
            flush(b);
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
                flush(b);
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

/* ---- the stack of open elements ------------------------------------ */

static void pop(builder *b)
{
    open_elem *top = &b->stack[--b->depth];
    isn_elem *elem = &b->tree->elems.items[top->elem];
    uint16_t flags = isn_tag_flags[top->tag];
    if (flags & ISN_TAG_BLOCK) {
        flush(b);
    }
    elem->end = (uint32_t)b->tree->elems.count;
    elem->end_line = (uint32_t)b->tree->lines.count;
    b->open[top->tag]--;
    b->hidden -= top->hidden;
    if (flags & ISN_TAG_SILENT) {
        b->silent--;
    }
    if (top->tag == ISN_TAG_SVG || top->tag == ISN_TAG_MATH) {
        b->foreign--;
    }
    if (!top->dead) {
        b->links -= top->link;
        b->aways -= top->away;
        b->strongs -= top->tag == ISN_TAG_BOLD || top->tag == ISN_TAG_STRONG;
    }
}

static void pop_to(builder *b, uint32_t depth)
{
    while (b->depth > depth) {
        pop(b);
    }
}

/* Depth of the innermost open `tag` that no scope hides, or UINT32_MAX. */
static uint32_t find_open(const builder *b, isn_tag tag)
{
    if (b->open[tag] == 0) {
        return UINT32_MAX;
    }
    for (uint32_t i = b->depth; i-- > 0;) {
        if (b->stack[i].tag == tag && !b->stack[i].dead) {
            return i;
        }
        if (isn_tag_flags[b->stack[i].tag] & ISN_TAG_SCOPE) {
            return UINT32_MAX;
        }
    }
    return UINT32_MAX;
}

static void close_tag(builder *b, isn_tag tag)
{
    uint32_t at = find_open(b, tag);
    if (at != UINT32_MAX) {
        pop_to(b, at);
    }
}

/* A list item ends where the next one begins, unless a list lies between. */
static void close_item(builder *b, isn_tag a, isn_tag other)
{
    if (b->open[a] + b->open[other] == 0) {
        return;
    }
    for (uint32_t i = b->depth; i-- > 0;) {
        uint8_t tag = b->stack[i].tag;
        if (tag == a || tag == other) {
            pop_to(b, i);
            return;
        }
        if (tag != ISN_TAG_DIV && tag != ISN_TAG_PARA &&
            tag != ISN_TAG_ADDRESS && (isn_tag_flags[tag] & ISN_TAG_BLOCK)) {
            return;
        }
    }
}

/* Cells and rows end where the next one of the same table begins. */
static void close_cells(builder *b, isn_tag tag)
{
    for (uint32_t i = b->depth; i-- > 0;) {
        uint8_t open = b->stack[i].tag;
        if (open == ISN_TAG_TABLE) {
            return;
        }
        bool cell =
            open == ISN_TAG_TD || open == ISN_TAG_TH || open == ISN_TAG_CAPTION;
        bool row = open == ISN_TAG_TR;
        bool body = open == ISN_TAG_TBODY || open == ISN_TAG_THEAD ||
                    open == ISN_TAG_TFOOT;
        if (cell || (row && tag != ISN_TAG_TD && tag != ISN_TAG_TH) ||
            (body && tag != ISN_TAG_TD && tag != ISN_TAG_TH &&
             tag != ISN_TAG_TR)) {
            pop_to(b, i);
        }
        if (row || body) {
            if (tag == ISN_TAG_TD || tag == ISN_TAG_TH || body) {
                return;
            }
        }
    }
}

/* What a start tag ends by itself. */
static void close_implied(builder *b, isn_tag tag, uint16_t flags)
{
    switch (tag) {
    case ISN_TAG_LI:
        close_item(b, ISN_TAG_LI, ISN_TAG_LI);
        break;
    case ISN_TAG_DD:
    case ISN_TAG_DT:
        close_item(b, ISN_TAG_DD, ISN_TAG_DT);
        break;
    case ISN_TAG_TD:
    case ISN_TAG_TH:
    case ISN_TAG_TR:
    case ISN_TAG_TBODY:
    case ISN_TAG_THEAD:
    case ISN_TAG_TFOOT:
        if (b->open[ISN_TAG_TABLE]) {
            close_cells(b, tag);
        }
        break;
    case ISN_TAG_OPTION:
    case ISN_TAG_OPTGROUP:
        close_tag(b, ISN_TAG_OPTION);
        break;
    case ISN_TAG_BODY:
        close_tag(b, ISN_TAG_HEAD);
        break;
    case ISN_TAG_A:
        if (b->open[ISN_TAG_A]) {
            uint32_t at = find_open(b, ISN_TAG_A);
            if (at != UINT32_MAX &&
                b->stack[at].block == b->stack[b->depth - 1].block) {
                pop_to(b, at);
            }
        }
        break;
    default:
        break;
    }
    if ((flags & ISN_TAG_CLOSES_P) && b->open[ISN_TAG_PARA]) {
        close_tag(b, ISN_TAG_PARA);
    }
    if ((flags & ISN_TAG_HEADING) && b->depth &&
        (isn_tag_flags[b->stack[b->depth - 1].tag] & ISN_TAG_HEADING)) {
        pop(b);
    }
}

/* ---- marks --------------------------------------------------------- */

static bool range_is(const builder *b, isn_html_range range, const char *word)
{
    size_t len = strlen(word);
    const char *text = b->html.data + range.begin;
    return range.end - range.begin == len && len &&
           ((text[0] ^ word[0]) & 0xDF) == 0 &&
           strncasecmp(text, word, len) == 0;
}

static void add_mark(builder *b, isn_mark_kind kind, isn_html_range name,
                     isn_html_range value, bool references, uint32_t elem)
{
    isn_tree *tree = b->tree;
    if (value.begin >= value.end || tree->marks.count >= MOST_MARKS) {
        return;
    }
    isn_mark *mark = isn_list_push(tree->arena, &tree->marks);
    if (!mark) {
        b->failed = true;
        return;
    }
    *mark = (isn_mark){(uint8_t)kind, references, name, value, elem};
}

/* The host in a URL, without a leading www. */
static isn_html_range host_of(const builder *b, isn_html_range url)
{
    const char *data = b->html.data;
    isn_html_range none = {0, 0};
    uint32_t at = url.begin, end = url.end;
    if (end - at >= 8 && strncasecmp(data + at, "https://", 8) == 0) {
        at += 8;
    } else if (end - at >= 7 && strncasecmp(data + at, "http://", 7) == 0) {
        at += 7;
    } else if (end - at >= 2 && data[at] == '/' && data[at + 1] == '/') {
        at += 2;
    } else {
        return none;
    }
    uint32_t stop = at;
    while (stop < end && stop - at < 255 && data[stop] != '/' &&
           data[stop] != '?' && data[stop] != '#' && data[stop] != ':') {
        stop++;
    }
    if (stop - at > 4 && strncasecmp(data + at, "www.", 4) == 0) {
        at += 4;
    }
    return (isn_html_range){at, stop};
}

static void mark_meta(builder *b)
{
    const isn_html_attr *content =
        isn_html_attr_find(&b->html, &b->token, "content");
    if (!content) {
        return;
    }
    static const char *const keys[] = {"property", "name", "itemprop",
                                       "http-equiv"};
    for (size_t i = 0; i < 4; i++) {
        const isn_html_attr *key =
            isn_html_attr_find(&b->html, &b->token, keys[i]);
        if (key) {
            add_mark(b, ISN_MARK_META, key->value, content->value, true,
                     ISN_NO_ELEM);
            if (b->host.begin == b->host.end &&
                range_is(b, key->value, "og:url")) {
                b->host = host_of(b, content->value);
            }
            return;
        }
    }
}

static void mark_link(builder *b)
{
    const isn_html_attr *rel = isn_html_attr_find(&b->html, &b->token, "rel");
    const isn_html_attr *href = isn_html_attr_find(&b->html, &b->token, "href");
    if (rel && href && range_is(b, rel->value, "canonical")) {
        add_mark(b, ISN_MARK_CANONICAL, rel->value, href->value, true,
                 ISN_NO_ELEM);
        b->host = host_of(b, href->value);
    }
}

/* Attributes of any element that say what it is. */
static uint32_t element_hints(builder *b, uint32_t elem)
{
    uint32_t hints = 0;
    const char *data = b->html.data;
    const isn_html_attr *content = NULL, *item = NULL, *time = NULL,
                        *class = NULL;
    for (uint32_t i = 0; i < b->token.attr_count; i++) {
        const isn_html_attr *attr = &b->html.attrs[i];
        isn_html_range value = attr->value;
        const char *text = data + value.begin;
        size_t len = value.end - value.begin;
        switch (attr->name.end - attr->name.begin) {
        case 2:
            if (range_is(b, attr->name, "id")) {
                hints |= isn_markup_hints(text, len < 200 ? len : 200);
            }
            break;
        case 4:
            if (range_is(b, attr->name, "role")) {
                hints |= isn_markup_hints(text, len < 200 ? len : 200);
            } else if (b->token.tag == ISN_TAG_HTML &&
                       range_is(b, attr->name, "lang")) {
                add_mark(b, ISN_MARK_LANGUAGE, attr->name, value, true, elem);
            }
            break;
        case 5:
            if (range_is(b, attr->name, "class")) {
                hints |= isn_markup_hints(text, len < 400 ? len : 400);
                class = attr;
            } else if (range_is(b, attr->name, "style") && len < 400 &&
                       memmem(text, len, "none", 4) &&
                       memmem(text, len, "display", 7)) {
                hints |= ISN_HINT_HIDDEN;
            }
            break;
        case 6:
            if (range_is(b, attr->name, "hidden")) {
                hints |= ISN_HINT_HIDDEN;
            }
            break;
        case 7:
            if (range_is(b, attr->name, "content")) {
                content = attr;
            }
            break;
        case 8:
            if (range_is(b, attr->name, "itemprop")) {
                hints |= isn_markup_hints(text, len < 200 ? len : 200);
                item = attr;
            } else if (range_is(b, attr->name, "datetime")) {
                time = attr;
            }
            break;
        case 11:
            if (range_is(b, attr->name, "aria-hidden") && len == 4) {
                hints |= ISN_HINT_HIDDEN;
            }
            break;
        default:
            break;
        }
    }
    isn_html_range none = {0, 0};
    if (time) {
        add_mark(b, ISN_MARK_TIME,
                 item    ? item->value
                 : class ? class->value
                         : none,
                 time->value, true, elem);
    } else if (item && content) {
        add_mark(b, ISN_MARK_ITEM, item->value, content->value, true, elem);
    }
    return hints;
}

/* ---- tokens -------------------------------------------------------- */

/* The part of a host that a site owns: its last two labels, or three where
 * the second is as short as co.uk's. */
static isn_html_range owned(const builder *b, isn_html_range host)
{
    uint32_t at = host.end, dots = 0, last = host.end;
    while (at > host.begin) {
        at--;
        if (b->html.data[at] == '.') {
            dots++;
            if (dots >= 2 && (dots == 3 || last - at > 4)) {
                return (isn_html_range){at + 1, host.end};
            }
            last = at;
        }
    }
    return host;
}

/* Does a link lead to another site than the page's?  No, where that is not
 * known. */
static bool leads_away(const builder *b, isn_html_range url)
{
    isn_html_range host = host_of(b, url);
    if (host.begin == host.end || b->host.begin == b->host.end) {
        return false;
    }
    isn_html_range mine = owned(b, b->host), theirs = owned(b, host);
    return mine.end - mine.begin != theirs.end - theirs.begin ||
           strncasecmp(b->html.data + mine.begin, b->html.data + theirs.begin,
                       mine.end - mine.begin) != 0;
}

static void push(builder *b, isn_tag tag, uint16_t flags)
{
    isn_tree *tree = b->tree;
    uint32_t index = (uint32_t)tree->elems.count;
    isn_elem *elem = isn_list_push(tree->arena, &tree->elems);
    if (!elem) {
        b->failed = true;
        return;
    }
    uint32_t parent = b->depth ? b->stack[b->depth - 1].elem : ISN_NO_ELEM;
    *elem = (isn_elem){.parent = parent,
                       .end = index + 1,
                       .first_line = (uint32_t)tree->lines.count,
                       .end_line = (uint32_t)tree->lines.count,
                       .place = b->token.place.begin,
                       .tag = (uint8_t)tag};
    if (b->token.attr_count) {
        elem->hints = element_hints(b, index);
    }
    if ((flags & ISN_TAG_VOID) || (b->foreign && b->token.self_closing)) {
        return;
    }
    if (b->depth == DEEPEST) {
        b->beyond[tag]++;
        return;
    }
    uint32_t block = b->depth ? b->stack[b->depth - 1].block : index;
    open_elem made = {.elem = index,
                      .block = flags & ISN_TAG_BLOCK ? index : block,
                      .tag = (uint8_t)tag};
    if (tag == ISN_TAG_A) {
        const isn_html_attr *href =
            isn_html_attr_find(&b->html, &b->token, "href");
        made.link = href != NULL;
        made.away = href && leads_away(b, href->value);
    }
    made.hidden = !(flags & ISN_TAG_BLOCK) && tag != ISN_TAG_OTHER &&
                  (elem->hints & (ISN_HINT_HIDDEN | ISN_HINT_OVERLAY));
    b->stack[b->depth++] = made;
    b->open[tag]++;
    b->silent += (flags & ISN_TAG_SILENT) != 0;
    b->links += made.link;
    b->aways += made.away;
    b->hidden += made.hidden;
    b->strongs += tag == ISN_TAG_BOLD || tag == ISN_TAG_STRONG;
    b->foreign += tag == ISN_TAG_SVG || tag == ISN_TAG_MATH;
}

/* The title element is read whole: references lie within its value. */
static void mark_title(builder *b)
{
    isn_html_range none = {0, 0}, value = {b->html.at, b->html.at};
    b->html.state = ISN_HTML_RCDATA;
    do {
        isn_html_next(&b->html, &b->token);
        value.end = b->token.place.begin;
    } while (b->token.kind == ISN_HTML_TEXT ||
             b->token.kind == ISN_HTML_REFERENCE);
    add_mark(b, ISN_MARK_TITLE, none, value, true, ISN_NO_ELEM);
}

/* HTML inside an unclosed drawing ends the drawing. */
static void leave_foreign(builder *b)
{
    while (b->foreign) {
        pop(b);
    }
}

static void start_tag(builder *b)
{
    isn_tag tag = b->token.tag;
    uint16_t flags = isn_tag_flags[tag];
    if (b->foreign) {
        if ((flags & (ISN_TAG_BLOCK | ISN_TAG_HEADING)) &&
            tag != ISN_TAG_TITLE) {
            leave_foreign(b);
        } else if (tag != ISN_TAG_A && tag != ISN_TAG_SVG) {
            tag = ISN_TAG_OTHER;
            flags = 0;
        }
    }
    if (tag == ISN_TAG_BR) {
        if (!b->silent) {
            add_break(b, b->token.place.begin, b->token.place.end);
        }
        return;
    }
    if (tag == ISN_TAG_META) {
        mark_meta(b);
        return;
    }
    if (tag == ISN_TAG_LINK) {
        mark_link(b);
        return;
    }
    if ((tag == ISN_TAG_HTML || tag == ISN_TAG_BODY) && b->open[tag]) {
        return;
    }
    close_implied(b, tag, flags);
    if (flags & ISN_TAG_BLOCK) {
        flush(b);
    }
    if (tag == ISN_TAG_TITLE && !b->foreign) {
        mark_title(b);
        return;
    }
    if (tag == ISN_TAG_SCRIPT) {
        const isn_html_attr *type =
            isn_html_attr_find(&b->html, &b->token, "type");
        b->html.state = ISN_HTML_SCRIPT;
        if (type && range_is(b, type->value, "application/ld+json")) {
            isn_html_next(&b->html, &b->token);
            if (b->token.kind == ISN_HTML_TEXT) {
                add_mark(b, ISN_MARK_JSONLD, type->value, b->token.data, false,
                         ISN_NO_ELEM);
                return;
            }
            if (b->token.kind == ISN_HTML_END) {
                return;
            }
        }
    }
    push(b, tag, flags);
    if (tag != ISN_TAG_SCRIPT) {
        b->html.state = isn_html_content_state(tag);
    }
}

static void end_tag(builder *b)
{
    isn_tag tag = b->token.tag;
    uint16_t flags = isn_tag_flags[tag];
    if (tag == ISN_TAG_BR) {
        add_break(b, b->token.place.begin, b->token.place.end);
        return;
    }
    if (b->beyond[tag]) {
        b->beyond[tag]--;
        if (flags & ISN_TAG_BLOCK) {
            flush(b);
        }
        return;
    }
    if (tag == ISN_TAG_BODY || tag == ISN_TAG_HTML || b->open[tag] == 0) {
        return; /* text behind </body> still belongs to it */
    }
    if (flags & ISN_TAG_HEADING) { /* any heading's end tag ends a heading */
        for (uint32_t i = b->depth; i-- > 0;) {
            uint16_t open = isn_tag_flags[b->stack[i].tag];
            if (open & ISN_TAG_HEADING) {
                pop_to(b, i);
                return;
            }
            if (open & ISN_TAG_SCOPE) {
                return;
            }
        }
        return;
    }
    bool block_between = false;
    for (uint32_t i = b->depth; i-- > 0;) {
        open_elem *open = &b->stack[i];
        uint16_t open_flags = isn_tag_flags[open->tag];
        if (open->tag == tag && !open->dead) {
            if (tag == ISN_TAG_OTHER && block_between) {
                return;
            }
            if ((flags & ISN_TAG_FORMAT) && block_between) {
                open->dead = true;
                b->links -= open->link;
                b->aways -= open->away;
                b->strongs -= tag == ISN_TAG_BOLD || tag == ISN_TAG_STRONG;
                return;
            }
            pop_to(b, i);
            return;
        }
        if (!(flags & ISN_TAG_BLOCK) && !(flags & ISN_TAG_FORMAT) &&
            (open_flags & ISN_TAG_BLOCK) && tag != ISN_TAG_SVG &&
            tag != ISN_TAG_TEMPLATE && tag != ISN_TAG_NOSCRIPT &&
            tag != ISN_TAG_BUTTON) {
            return;
        }
        if ((open_flags & ISN_TAG_SCOPE) && tag != ISN_TAG_TABLE &&
            tag != ISN_TAG_TR && tag != ISN_TAG_TBODY && tag != ISN_TAG_FORM) {
            return;
        }
        block_between = block_between || (open_flags & ISN_TAG_BLOCK);
    }
}

static void text(builder *b, isn_html_range range)
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
    count(b, data + at, range.end - at);
    b->has_text = true;
}

static void pre_text(builder *b, isn_html_range range)
{
    uint32_t at = range.begin;
    while (at < range.end) {
        const char *end = memchr(b->html.data + at, '\n', range.end - at);
        uint32_t stop = end ? (uint32_t)(end - b->html.data) : range.end;
        if (stop > at) {
            text(b, (isn_html_range){at, stop});
        }
        if (end) {
            add_break(b, stop, stop + 1);
            stop++;
        }
        at = stop;
    }
}

static void reference(builder *b)
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

isnad_status isn_tree_build(isn_tree *tree, const isn_source *source,
                            isn_arena *arena)
{
    *tree = (isn_tree){.source = source, .arena = arena};
    builder *b = isn_arena_alloc(arena, sizeof *b);
    if (!b) {
        return ISNAD_NOMEM;
    }
    b->tree = tree;
    isn_html_open(&b->html, source->data, source->len);
    push(b, ISN_TAG_OTHER, ISN_TAG_BLOCK); /* the document itself */
    while (!b->failed) {
        b->html.in_foreign = b->foreign > 0;
        isn_html_next(&b->html, &b->token);
        switch (b->token.kind) {
        case ISN_HTML_END_OF_FILE:
            pop_to(b, 0);
            return b->failed ? ISNAD_NOMEM : ISNAD_OK;
        case ISN_HTML_TEXT:
            if (b->open[ISN_TAG_PRE]) {
                pre_text(b, b->token.data);
            } else {
                text(b, b->token.data);
            }
            break;
        case ISN_HTML_REFERENCE:
            reference(b);
            break;
        case ISN_HTML_START:
            start_tag(b);
            break;
        case ISN_HTML_END:
            end_tag(b);
            break;
        case ISN_HTML_COMMENT:
        case ISN_HTML_DOCTYPE:
            break;
        }
    }
    return ISNAD_NOMEM;
}

isnad_status isn_tree_lines(isn_tree *tree, const isn_source *source,
                            isn_arena *arena)
{
    *tree = (isn_tree){.source = source, .arena = arena};
    builder *b = isn_arena_alloc(arena, sizeof *b);
    if (!b) {
        return ISNAD_NOMEM;
    }
    b->tree = tree;
    isn_html_open(&b->html, source->data, source->len);
    push(b, ISN_TAG_OTHER, ISN_TAG_BLOCK);
    for (uint32_t at = 0; at < source->len && !b->failed;) {
        const char *end = memchr(source->data + at, '\n', source->len - at);
        const char *old =
            memchr(source->data + at, '\r',
                   end ? (size_t)(end - source->data) - at : source->len - at);
        end = old ? old : end; /* lines of old machines end in CR alone */
        uint32_t stop =
            end ? (uint32_t)(end - source->data) : (uint32_t)source->len;
        text(b, (isn_html_range){at, stop});
        flush(b);
        at = stop + 1;
    }
    pop_to(b, 0);
    return b->failed ? ISNAD_NOMEM : ISNAD_OK;
}

static size_t put_text(char *out, size_t n, size_t cap, const char *text,
                       size_t len)
{
    for (size_t i = 0; i < len && n < cap; i++) {
        if (!is_blank(text[i])) {
            out[n++] = text[i];
        } else if (n && out[n - 1] != ' ') {
            out[n++] = ' ';
        }
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
