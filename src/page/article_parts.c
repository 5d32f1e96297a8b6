#include "page/article_parts.h"

#include <string.h>

#include "page/cue.h"

enum { TEXT_CAP = 400 };

/* The nearest element around `elem` (itself too) with tag `tag`, below the
 * article's root; ISN_NO_ELEM if none. */
static uint32_t around(const isn_choice *c, uint32_t elem, isn_tag tag)
{
    while (elem != ISN_NO_ELEM && elem > c->root) {
        if (c->tree->elems.items[elem].tag == tag) {
            return elem;
        }
        elem = c->tree->elems.items[elem].parent;
    }
    return ISN_NO_ELEM;
}

static uint32_t hints_around(const isn_choice *c, uint32_t elem)
{
    uint32_t hints = 0;
    while (elem != ISN_NO_ELEM && elem > c->root) {
        hints |= c->tree->elems.items[elem].hints;
        elem = c->tree->elems.items[elem].parent;
    }
    return hints;
}

static const char *outside_kind(uint32_t hints)
{
    static const struct {
        uint32_t hint;
        const char *kind;
    } kinds[] = {
        {ISN_HINT_COMMENT, "comments"}, {ISN_HINT_RELATED, "related"},
        {ISN_HINT_POPULAR, "related"},  {ISN_HINT_SHARE, "share"},
        {ISN_HINT_NAV, "navigation"},   {ISN_HINT_FOOTER, "footer"},
        {ISN_HINT_AD, "advert"},        {ISN_HINT_PROMO, "subscribe"},
        {ISN_HINT_TAGS, "tags"},        {ISN_HINT_BIO, "byline"},
        {ISN_HINT_BYLINE, "byline"},    {ISN_HINT_DATE, "date"},
        {ISN_HINT_HIDDEN, "hidden"},    {ISN_HINT_OVERLAY, "overlay"},
        {ISN_HINT_TOOLS, "tools"},      {ISN_HINT_SIDE, "sidebar"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (hints & kinds[i].hint) {
            return kinds[i].kind;
        }
    }
    return NULL;
}

/* The role by markup alone. */
static isnad_role role_by_markup(const isn_choice *c, const isn_line *line)
{
    uint32_t elem = line->elem;
    uint32_t hints = hints_around(c, elem);
    if (around(c, elem, ISN_TAG_FIGCAPTION) != ISN_NO_ELEM ||
        around(c, elem, ISN_TAG_FIGURE) != ISN_NO_ELEM ||
        (hints & ISN_HINT_CAPTION)) {
        return ISNAD_ROLE_CAPTION;
    }
    uint8_t tag = c->tree->elems.items[line->block].tag;
    if (isn_tag_flags[tag] & ISN_TAG_HEADING) {
        return tag == ISN_TAG_H1 ? ISNAD_ROLE_TITLE : ISNAD_ROLE_SUBHEAD;
    }
    if (around(c, elem, ISN_TAG_TABLE) != ISN_NO_ELEM) {
        return ISNAD_ROLE_TABLE;
    }
    if (around(c, elem, ISN_TAG_LI) != ISN_NO_ELEM) {
        return ISNAD_ROLE_LIST;
    }
    if (around(c, elem, ISN_TAG_BLOCKQUOTE) != ISN_NO_ELEM) {
        return ISNAD_ROLE_QUOTE;
    }
    return ISNAD_ROLE_PARAGRAPH;
}

/* A paragraph that links to terms of use or a privacy policy is the site's
 * own, not the article's. */
static bool links_to_rules(const isn_choice *c, const isn_line *line)
{
    enum { LONGEST = 120 };
    if (line->link_chars == 0) {
        return false;
    }
    for (uint32_t i = 0; i < line->inline_count; i++) {
        const isn_inline *piece =
            &c->tree->inlines.items[line->first_inline + i];
        if (!piece->link || piece->kind != ISN_INLINE_TEXT ||
            piece->end - piece->begin > LONGEST) {
            continue;
        }
        isn_cue_line words;
        isn_cue_read(&words, c->tree->source->data + piece->begin,
                     piece->end - piece->begin);
        if (isn_cue_find(&words).kind == ISN_PAGE_CUE_KIND_COPYRIGHT) {
            return true;
        }
    }
    return false;
}

static void line_role(isn_choice *c, uint32_t i)
{
    const isn_line *line = &c->tree->lines.items[i];
    isn_part *part = &c->parts[i];
    uint32_t outside = c->outside[line->elem] | c->outside[line->block];
    if (outside) {
        part->kind = outside_kind(outside);
        return;
    }
    isnad_role role = role_by_markup(c, line);
    char text[TEXT_CAP];
    size_t len = isn_line_text(c->tree, line, text, sizeof text);
    isn_cue_line words;
    isn_cue_read(&words, text, len);
    isn_cue cue = isn_cue_find(&words);
    if (cue.kind >= 0) {
        part->kind = isn_cue_kind(cue.kind);
        if (cue.kind == ISN_PAGE_CUE_KIND_CREDIT) {
            part->role = ISNAD_ROLE_CREDIT;
        } else if (cue.kind == ISN_PAGE_CUE_KIND_CAPTION) {
            part->role = ISNAD_ROLE_CAPTION;
        }
        return;
    }
    uint32_t own_links = line->link_chars - line->away_chars;
    if (role != ISNAD_ROLE_CAPTION &&
        (own_links * 10 > line->chars * 9 ||
         (own_links * 2 > line->chars && !line->ends_stopped))) {
        part->kind = "related";
        return;
    }
    if (links_to_rules(c, line)) {
        part->kind = "copyright";
        return;
    }
    part->role = role;
}

static bool is_prose_role(const isn_choice *c, uint32_t i)
{
    uint8_t role = c->parts[i].role;
    const isn_line *line = &c->tree->lines.items[i];
    return (role == ISNAD_ROLE_PARAGRAPH || role == ISNAD_ROLE_LIST ||
            role == ISNAD_ROLE_QUOTE || role == ISNAD_ROLE_TABLE) &&
           (line->ends_stopped || line->words >= 12);
}

/* What stands in front of the first and behind the last sentence is not the
 * article's text. */
static void trim(isn_choice *c, uint32_t first, uint32_t end)
{
    uint32_t begin = first;
    while (begin < end && !is_prose_role(c, begin)) {
        uint8_t *role = &c->parts[begin].role;
        if (*role == ISNAD_ROLE_PARAGRAPH || *role == ISNAD_ROLE_LIST ||
            *role == ISNAD_ROLE_TABLE) {
            *role = ISNAD_ROLE_FURNITURE;
        }
        begin++;
    }
    while (end > begin && !is_prose_role(c, end - 1)) {
        uint8_t *role = &c->parts[end - 1].role;
        if (*role == ISNAD_ROLE_PARAGRAPH || *role == ISNAD_ROLE_SUBHEAD ||
            *role == ISNAD_ROLE_LIST) {
            *role = ISNAD_ROLE_FURNITURE;
        }
        end--;
    }
}

/* The title: the first h1 before or in the article whose words are those of
 * the metadata, else the last h1 in front of the text. */
static void find_title(isn_choice *c)
{
    const isn_tree *tree = c->tree;
    uint32_t found = UINT32_MAX;
    bool same = false;
    for (uint32_t i = 0; i < tree->lines.count; i++) {
        const isn_line *line = &tree->lines.items[i];
        uint8_t tag = tree->elems.items[line->block].tag;
        if (!(isn_tag_flags[tag] & ISN_TAG_HEADING)) {
            continue;
        }
        char text[TEXT_CAP];
        size_t len = isn_line_text(tree, line, text, sizeof text);
        bool known = c->known->title_len &&
                     (len == c->known->title_len ||
                      (len > 20 && len < c->known->title_len)) &&
                     memcmp(text, c->known->title, len) == 0;
        if (known && !same) {
            found = i;
            same = true;
        } else if (!same && tag == ISN_TAG_H1 &&
                   i < tree->elems.items[c->root].end_line) {
            found = found == UINT32_MAX ? i : found;
        }
    }
    for (uint32_t i = 0; i < tree->lines.count; i++) {
        if (c->parts[i].role == ISNAD_ROLE_TITLE) {
            c->parts[i].role = ISNAD_ROLE_SUBHEAD;
        }
    }
    if (found != UINT32_MAX) {
        c->parts[found] = (isn_part){ISNAD_ROLE_TITLE, NULL};
    }
}

void isn_article_roles(isn_choice *c)
{
    const isn_elem *root = &c->tree->elems.items[c->root];
    for (uint32_t i = root->first_line; i < root->end_line; i++) {
        line_role(c, i);
    }
    trim(c, root->first_line, root->end_line);
    find_title(c);
}
