#include "page/article_parts.h"

#include <string.h>

#include "page/cue.h"
#include "page/headlines.h"

enum {
    TEXT_CAP = 400,
    LINE_CAP = 4096,
    LONG_LINE = 26, /* words */
    LONG_CAP = 100,
    LONGEST_CUED = 70, /* words; longer paragraphs are text */
    CELL = 15,         /* words of a sentence too long for a table's cell */
};

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
    if (around(c, elem, ISN_TAG_TABLE) != ISN_NO_ELEM &&
        (line->words < CELL || !line->ends_stopped)) {
        return ISNAD_ROLE_TABLE; /* else a table for the layout */
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
    /* The first words of a paragraph are enough. */
    size_t cap = line->words > LONG_LINE ? LONG_CAP : sizeof text;
    size_t len = isn_line_text(c->tree, line, text, cap);
    isn_cue_line words;
    isn_cue_read(&words, text, len);
    isn_cue cue = {-1, 0, 0};
    if (line->words <= LONGEST_CUED) {
        cue = isn_cue_find(&words);
    }
    if (cue.kind >= 0) {
        part->kind = isn_cue_kind(cue.kind);
        if (cue.kind == ISN_PAGE_CUE_KIND_CREDIT) {
            part->role = ISNAD_ROLE_CREDIT;
        } else if (cue.kind == ISN_PAGE_CUE_KIND_CAPTION) {
            part->role = ISNAD_ROLE_CAPTION;
        }
        return;
    }
    if (line->words <= LONG_LINE && role == ISNAD_ROLE_PARAGRAPH &&
        isn_cue_source_only(&words)) {
        part->role = ISNAD_ROLE_CREDIT;
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
    part->role = (uint8_t)role;
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
static void trim(isn_choice *c, const isn_short_line *lines, uint32_t first,
                 uint32_t end)
{
    uint32_t begin = first, last = end;
    while (begin < end && !is_prose_role(c, begin)) {
        begin++;
    }
    while (last > begin && !is_prose_role(c, last - 1)) {
        last--;
    }
    if (begin == end) { /* a brief without a sentence, or no article */
        enum { FEW = 3, SHORTEST = 5 };
        for (uint32_t i = first; i < end; i++) {
            if (c->parts[i].role != ISNAD_ROLE_TITLE &&
                c->tree->lines.count > FEW &&
                c->tree->lines.items[i].words < SHORTEST) {
                c->parts[i].role = ISNAD_ROLE_FURNITURE;
            }
        }
        return;
    }
    bool keep = isn_short_is_list(lines, last - first, end - first);
    for (uint32_t i = first; i < end; i++) {
        uint8_t *role = &c->parts[i].role;
        if (i < begin &&
            (*role == ISNAD_ROLE_PARAGRAPH || *role == ISNAD_ROLE_LIST ||
             *role == ISNAD_ROLE_TABLE)) {
            *role = ISNAD_ROLE_FURNITURE;
        }
        if (i >= last && !keep &&
            (*role == ISNAD_ROLE_SUBHEAD || *role == ISNAD_ROLE_PARAGRAPH ||
             *role == ISNAD_ROLE_LIST)) {
            *role = ISNAD_ROLE_FURNITURE;
        }
    }
}

/* Folded letters and digits alone: two lines with the same words are equal
 * under it. */
static uint64_t words_hash(const isn_choice *c, uint32_t line)
{
    char text[LINE_CAP];
    size_t len =
        isn_line_text(c->tree, &c->tree->lines.items[line], text, sizeof text);
    return isn_cue_hash(text, len);
}

static bool is_heading(const isn_choice *c, uint32_t line)
{
    const isn_line *l = &c->tree->lines.items[line];
    return isn_tag_flags[c->tree->elems.items[l->block].tag] & ISN_TAG_HEADING;
}

/* May the line be so long that it says a title of `len` bytes?  No decoding
 * makes a piece longer than twice its source. */
static bool may_be_long(const isn_choice *c, uint32_t line, size_t len)
{
    const isn_line *l = &c->tree->lines.items[line];
    const isn_inline *pieces = &c->tree->inlines.items[l->first_inline];
    size_t most = 0;
    for (uint32_t i = 0; i < l->inline_count; i++) {
        size_t size = pieces[i].end - pieces[i].begin;
        most += pieces[i].kind == ISN_INLINE_TEXT ? size : 2 * size;
    }
    return most > 20 || 2 * most >= len;
}

/* Does the line say what the metadata give as the title, perhaps with the
 * site's name behind it there? */
static bool is_known_title(const isn_choice *c, uint32_t line)
{
    if (c->known->title_len == 0 || c->tree->lines.items[line].words > 60) {
        return false;
    }
    const char *known = c->known->title;
    size_t known_len = c->known->title_len;
    if (!may_be_long(c, line, known_len)) {
        return false;
    }
    char text[TEXT_CAP];
    size_t len =
        isn_line_text(c->tree, &c->tree->lines.items[line], text, sizeof text);
    /* Most lines differ in length by far. */
    if (len < 8 || len > 2 * known_len || 4 * len < known_len) {
        return false;
    }
    if (len > 20 && len < known_len && memcmp(text, known, len) == 0) {
        return true;
    }
    return 2 * len >= known_len && isn_cue_hash(text, len) == c->known_hash;
}

/* The title: the first heading with the words of the metadata, else such a
 * line of another kind in front of the text, else the first h1 before the end
 * of the article.  UINT32_MAX where there is none. */
void isn_article_title(isn_choice *c, uint32_t end)
{
    const isn_tree *tree = c->tree;
    uint32_t heading = UINT32_MAX, plain = UINT32_MAX;
    c->title_known = true;
    c->known_hash = isn_cue_hash(c->known->title, c->known->title_len);
    for (uint32_t i = 0; i < end; i++) {
        const isn_line *line = &tree->lines.items[i];
        if (line->words > 60) {
            continue;
        }
        bool h1 = tree->elems.items[line->block].tag == ISN_TAG_H1;
        bool any_heading = is_heading(c, i);
        if (any_heading && is_known_title(c, i)) {
            c->title = i;
            return;
        }
        if (h1 && heading == UINT32_MAX) {
            heading = i;
        }
        if (plain == UINT32_MAX && line->link_chars == 0 && !any_heading &&
            is_known_title(c, i)) {
            plain = i;
        }
    }
    c->title_known = plain != UINT32_MAX;
    c->title = c->title_known ? plain : heading;
}

/* Nearly as many letters, so that the words may be the same. */
static bool same_length(const isn_choice *c, uint32_t a, uint32_t b)
{
    if (b == UINT32_MAX) {
        return false;
    }
    uint32_t x = c->tree->lines.items[a].chars;
    uint32_t y = c->tree->lines.items[b].chars;
    return x <= y + 4 && y <= x + 4;
}

/* One title; its doubles, wherever they stand, are furniture. */
static void set_title(isn_choice *c)
{
    uint32_t title = c->title;
    if (!c->title_known && title >= c->tree->elems.items[c->root].end_line) {
        title = c->title = UINT32_MAX; /* a heading of something behind */
    }
    uint64_t hash = title != UINT32_MAX ? words_hash(c, title) : 0;
    for (uint32_t i = 0; i < c->tree->lines.count; i++) {
        isn_part *part = &c->parts[i];
        if (i == title) {
            *part = (isn_part){ISNAD_ROLE_TITLE, NULL};
        } else if (part->role == ISNAD_ROLE_TITLE) {
            part->role = ISNAD_ROLE_SUBHEAD;
        }
        if (i != title && part->role != ISNAD_ROLE_FURNITURE &&
            c->tree->lines.items[i].words <= 60 &&
            ((same_length(c, i, title) && words_hash(c, i) == hash) ||
             is_known_title(c, i))) {
            *part = (isn_part){ISNAD_ROLE_FURNITURE, "repeated-title"};
        }
    }
}

static bool may_double(const isn_choice *c, uint32_t i)
{
    enum { LONG = 12 }; /* words; shorter lines are said again rightly */
    const isn_line *line = &c->tree->lines.items[i];
    return c->parts[i].role != ISNAD_ROLE_FURNITURE && line->words >= LONG &&
           line->ends_stopped;
}

/* The opening words and the length: enough to know a paragraph again. */
static uint64_t opening_hash(const isn_choice *c, uint32_t i)
{
    char text[LONG_CAP];
    const isn_line *line = &c->tree->lines.items[i];
    size_t len = isn_line_text(c->tree, line, text, sizeof text);
    return isn_cue_hash(text, len) * 31 + line->chars;
}

/* A page that gives its text twice (for small screens, for print): the second
 * time is furniture.  Only where nearly all of it is doubled, for lists and
 * refrains rightly repeat themselves. */
static isnad_status drop_doubles(isn_choice *c, uint32_t first, uint32_t end)
{
    uint32_t slots = 64, lines = 0, doubles = 0;
    while (slots < 2 * (end - first)) {
        slots *= 2;
    }
    uint64_t *seen = isn_arena_alloc(c->tree->arena, slots * sizeof *seen);
    bool *again = isn_arena_alloc(c->tree->arena, end - first + 1);
    if (!seen || !again) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = first; i < end; i++) {
        if (!may_double(c, i)) {
            continue;
        }
        uint64_t hash = opening_hash(c, i) | 1;
        uint32_t at = (uint32_t)(hash >> 32) & (slots - 1);
        while (seen[at] && seen[at] != hash) {
            at = (at + 1) & (slots - 1);
        }
        again[i - first] = seen[at] != 0;
        seen[at] = hash;
        lines++;
        doubles += again[i - first];
    }
    for (uint32_t i = first; doubles * 5 >= lines * 2 && i < end; i++) {
        if (again[i - first]) {
            c->parts[i] = (isn_part){ISNAD_ROLE_FURNITURE, "repeated"};
        }
    }
    return ISNAD_OK;
}

/* A heading that is a whole sentence, or an element that calls itself so, in
 * front of the text: the deck. */
static void set_deck(isn_choice *c, uint32_t first, uint32_t end)
{
    enum { LONG_HEADING = 12, NEAR = 6 };
    for (uint32_t i = first, seen = 0; i < end && seen < NEAR; i++) {
        isn_part *part = &c->parts[i];
        const isn_line *line = &c->tree->lines.items[i];
        seen += part->role != ISNAD_ROLE_FURNITURE;
        if ((part->role == ISNAD_ROLE_SUBHEAD && is_heading(c, i) &&
             line->words >= LONG_HEADING) ||
            (part->role == ISNAD_ROLE_PARAGRAPH &&
             (hints_around(c, line->elem) & ISN_HINT_DECK))) {
            part->role = ISNAD_ROLE_DECK;
        } else if (part->role == ISNAD_ROLE_PARAGRAPH) {
            return;
        }
    }
}

/* Sentences between the title and the element that was chosen: the deck, or
 * the first paragraph where its element calls itself the lead. */
static void find_lead(isn_choice *c)
{
    enum { FARTHEST = 30 };
    const isn_tree *tree = c->tree;
    uint32_t first = tree->elems.items[c->root].first_line;
    if (c->title >= first || first - c->title > FARTHEST) {
        return;
    }
    for (uint32_t i = c->title + 1; i < first; i++) {
        const isn_line *line = &tree->lines.items[i];
        if ((c->outside[line->elem] | c->outside[line->block]) ||
            line->words < 12 || !line->ends_stopped ||
            line->link_chars * 3 > line->chars) {
            continue;
        }
        uint32_t root = c->root;
        c->root = 0;
        line_role(c, i);
        uint32_t hints = hints_around(c, line->elem);
        c->root = root;
        uint8_t *role = &c->parts[i].role;
        if (*role == ISNAD_ROLE_LIST || *role == ISNAD_ROLE_TABLE) {
            *role = ISNAD_ROLE_FURNITURE;
        } else if ((*role == ISNAD_ROLE_PARAGRAPH ||
                    *role == ISNAD_ROLE_SUBHEAD) &&
                   !(hints & ISN_HINT_LEAD)) {
            *role = ISNAD_ROLE_DECK;
        }
    }
}

/* The lines of the article as headlines.h sees them: paragraphs that stand in
 * the article's element without a tag or hint of their own. */
static isn_short_line *look_at_lines(const isn_choice *c, uint32_t first,
                                     uint32_t end)
{
    isn_short_line *lines =
        isn_arena_alloc(c->tree->arena, (end - first + 1) * sizeof *lines);
    for (uint32_t i = first; lines && i < end; i++) {
        const isn_line *line = &c->tree->lines.items[i];
        isn_short_line *out = &lines[i - first];
        out->words = line->words;
        if (line->words <= LONG_LINE) {
            char text[TEXT_CAP];
            size_t len = isn_line_text(c->tree, line, text, sizeof text);
            isn_short_look(text, len, line->words, out);
        }
        out->announces = line->ends_colon;
        out->text = line->ends_stopped;
        out->skipped = c->parts[i].role != ISNAD_ROLE_PARAGRAPH;
    }
    return lines;
}

isnad_status isn_article_roles(isn_choice *c)
{
    const isn_elem *root = &c->tree->elems.items[c->root];
    for (uint32_t i = root->first_line; i < root->end_line; i++) {
        line_role(c, i);
    }
    for (uint32_t i = 0; i < c->tree->lines.count; i++) {
        const isn_line *line = &c->tree->lines.items[i];
        if (i < root->first_line || i >= root->end_line) {
            c->parts[i].kind =
                outside_kind(c->outside[line->elem] | c->outside[line->block]);
        }
    }
    set_title(c);
    isn_article_clocks(c);
    isn_short_line *lines = look_at_lines(c, root->first_line, root->end_line);
    if (!lines) {
        return ISNAD_NOMEM;
    }
    trim(c, lines, root->first_line, root->end_line);
    isn_short_settle(lines, c->parts + root->first_line,
                     root->end_line - root->first_line);
    set_deck(c, root->first_line, root->end_line);
    find_lead(c);
    return drop_doubles(c, root->first_line, root->end_line);
}
