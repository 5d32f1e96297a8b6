#include "page/page_tree.h"

#include <string.h>

#include "page/page_builder.h"

/* ---- the stack of open elements ------------------------------------ */

static void pop(isn_tree_builder *b)
{
    isn_open_elem *top = &b->stack[--b->depth];
    isn_elem *elem = &b->tree->elems.items[top->elem];
    uint16_t flags = isn_tag_flags[top->tag];
    if (flags & ISN_TAG_BLOCK) {
        isn_build_flush(b);
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

static void pop_to(isn_tree_builder *b, uint32_t depth)
{
    while (b->depth > depth) {
        pop(b);
    }
}

/* Depth of the innermost open `tag` that no scope hides, or UINT32_MAX. */
static uint32_t find_open(const isn_tree_builder *b, isn_tag tag)
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

static void close_tag(isn_tree_builder *b, isn_tag tag)
{
    uint32_t at = find_open(b, tag);
    if (at != UINT32_MAX) {
        pop_to(b, at);
    }
}

/* A list item ends where the next one begins, unless a list lies between. */
static void close_item(isn_tree_builder *b, isn_tag a, isn_tag other)
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
static void close_cells(isn_tree_builder *b, isn_tag tag)
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
static void close_implied(isn_tree_builder *b, isn_tag tag, uint16_t flags)
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

/* ---- tokens -------------------------------------------------------- */

static void push(isn_tree_builder *b, isn_tag tag, uint16_t flags)
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
        elem->hints = isn_build_hints(b, index);
    }
    if ((flags & ISN_TAG_VOID) || (b->foreign && b->token.self_closing)) {
        return;
    }
    if (b->depth == ISN_DEEPEST) {
        b->beyond[tag]++;
        return;
    }
    uint32_t block = b->depth ? b->stack[b->depth - 1].block : index;
    isn_open_elem made = {.elem = index,
                          .block = flags & ISN_TAG_BLOCK ? index : block,
                          .tag = (uint8_t)tag};
    if (tag == ISN_TAG_A) {
        const isn_html_attr *href =
            isn_html_attr_find(&b->html, &b->token, "href");
        made.link = href != NULL;
        made.away = href && isn_build_leads_away(b, href->value);
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

/* HTML inside an unclosed drawing ends the drawing. */
static void leave_foreign(isn_tree_builder *b)
{
    while (b->foreign) {
        pop(b);
    }
}

static void start_tag(isn_tree_builder *b)
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
            isn_build_break(b, b->token.place.begin, b->token.place.end);
        }
        return;
    }
    if (tag == ISN_TAG_META) {
        isn_build_meta(b);
        return;
    }
    if (tag == ISN_TAG_LINK) {
        isn_build_link(b);
        return;
    }
    if ((tag == ISN_TAG_HTML || tag == ISN_TAG_BODY) && b->open[tag]) {
        return;
    }
    close_implied(b, tag, flags);
    if (flags & ISN_TAG_BLOCK) {
        isn_build_flush(b);
    }
    if (tag == ISN_TAG_TITLE && !b->foreign) {
        isn_build_title(b);
        return;
    }
    if (tag == ISN_TAG_SCRIPT) {
        const isn_html_attr *type =
            isn_html_attr_find(&b->html, &b->token, "type");
        b->html.state = ISN_HTML_SCRIPT;
        if (type && isn_build_is(b, type->value, "application/ld+json")) {
            isn_html_next(&b->html, &b->token);
            if (b->token.kind == ISN_HTML_TEXT) {
                isn_build_mark(b, ISN_MARK_JSONLD, type->value, b->token.data,
                               false, ISN_NO_ELEM);
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

static void end_tag(isn_tree_builder *b)
{
    isn_tag tag = b->token.tag;
    uint16_t flags = isn_tag_flags[tag];
    if (tag == ISN_TAG_BR) {
        isn_build_break(b, b->token.place.begin, b->token.place.end);
        return;
    }
    if (b->beyond[tag]) {
        b->beyond[tag]--;
        if (flags & ISN_TAG_BLOCK) {
            isn_build_flush(b);
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
        isn_open_elem *open = &b->stack[i];
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

isnad_status isn_tree_build(isn_tree *tree, const isn_source *source,
                            isn_arena *arena)
{
    *tree = (isn_tree){.source = source, .arena = arena};
    isn_tree_builder *b = isn_arena_alloc(arena, sizeof *b);
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
                isn_build_pre(b, b->token.data);
            } else {
                isn_build_text(b, b->token.data);
            }
            break;
        case ISN_HTML_REFERENCE:
            isn_build_reference(b);
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
                            isn_html_range title, uint32_t body,
                            isn_arena *arena)
{
    *tree = (isn_tree){.source = source, .arena = arena};
    isn_tree_builder *b = isn_arena_alloc(arena, sizeof *b);
    if (!b) {
        return ISNAD_NOMEM;
    }
    b->tree = tree;
    b->uncounted = true;
    isn_html_open(&b->html, source->data, source->len);
    push(b, ISN_TAG_OTHER, ISN_TAG_BLOCK);
    if (title.end > title.begin) {
        isn_build_text(b, title);
        isn_build_flush(b);
    }
    for (uint32_t at = body; at < source->len && !b->failed;) {
        const char *end = memchr(source->data + at, '\n', source->len - at);
        const char *old =
            memchr(source->data + at, '\r',
                   end ? (size_t)(end - source->data) - at : source->len - at);
        end = old ? old : end; /* lines of old machines end in CR alone */
        uint32_t stop =
            end ? (uint32_t)(end - source->data) : (uint32_t)source->len;
        isn_build_text(b, (isn_html_range){at, stop});
        isn_build_flush(b);
        at = stop + 1;
    }
    pop_to(b, 0);
    return b->failed ? ISNAD_NOMEM : ISNAD_OK;
}
