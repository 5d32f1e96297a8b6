/* Chooses the article among the lines of a page.
 *
 * Each line gets a weight: text in sentences counts for the article, menus,
 * short lines and lines of links against it, whatever stands in an element
 * that calls itself comments, sidebar or footer not at all.  The article is
 * the element with the best sum, or the one that calls itself the article's
 * body and holds enough of it.  Then each line within is given its role.
 */
#include "page/article.h"

#include <string.h>

#include "page/article_parts.h"

/* Hints of elements that are not of the article. */
enum {
    OUTSIDE = ISN_HINT_COMMENT | ISN_HINT_RELATED | ISN_HINT_POPULAR |
              ISN_HINT_SHARE | ISN_HINT_TOOLS | ISN_HINT_NAV | ISN_HINT_FOOTER |
              ISN_HINT_SIDE | ISN_HINT_AD | ISN_HINT_PROMO | ISN_HINT_OVERLAY |
              ISN_HINT_HIDDEN | ISN_HINT_TAGS | ISN_HINT_META | ISN_HINT_BIO |
              ISN_HINT_BYLINE | ISN_HINT_DATE,
    /* Words that are believed even of an element with much text. */
    SURELY_OUTSIDE = ISN_HINT_COMMENT | ISN_HINT_FOOTER,
    /* Systems put such words on the entry itself: tag-news, has-author. */
    ENTRY_WORDS = ISN_HINT_TAGS | ISN_HINT_META | ISN_HINT_DATE |
                  ISN_HINT_BYLINE | ISN_HINT_TOOLS | ISN_HINT_AD,
};

static bool is_outside_tag(uint8_t tag)
{
    return tag == ISN_TAG_NAV || tag == ISN_TAG_FOOTER ||
           tag == ISN_TAG_ASIDE || tag == ISN_TAG_BUTTON ||
           tag == ISN_TAG_NOSCRIPT || tag == ISN_TAG_DIALOG ||
           tag == ISN_TAG_LABEL || tag == ISN_TAG_OPTION;
}

/* Text in sentences: what articles are made of. */
static bool is_prose(const isn_line *line)
{
    if (line->words < 6 || line->link_chars * 3 > line->chars) {
        return false;
    }
    return line->ends_stopped || line->stops + line->commas > 0 ||
           line->words >= 20;
}

static double plain_weight(const isn_line *line)
{
    if (is_prose(line)) {
        return (double)(line->chars - line->link_chars);
    }
    if (line->link_chars * 2 > line->chars) {
        return -20.0 - (double)line->link_chars / 2;
    }
    return line->words >= 6 ? 0 : -1.0;
}

enum { LITTLE = 80 }; /* characters that are too few to doubt a hint */

static isnad_status prepare(isn_choice *c)
{
    const isn_tree *tree = c->tree;
    size_t lines = tree->lines.count;
    c->prose = isn_arena_alloc(tree->arena, (lines + 1) * sizeof *c->prose);
    c->sum = isn_arena_alloc(tree->arena, (lines + 1) * sizeof *c->sum);
    c->outside =
        isn_arena_alloc(tree->arena, tree->elems.count * sizeof *c->outside);
    if (!c->prose || !c->sum || !c->outside) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < lines; i++) {
        const isn_line *line = &tree->lines.items[i];
        c->prose[i + 1] =
            c->prose[i] + (is_prose(line) ? (double)line->chars : 0);
    }
    return ISNAD_OK;
}

static double prose_in(const isn_choice *c, uint32_t elem)
{
    const isn_elem *e = &c->tree->elems.items[elem];
    return c->prose[e->end_line] - c->prose[e->first_line];
}

/* Which elements lie outside: by their own word, or that of one around
 * them.  An element with most of the page's prose is not believed. */
static void mark_outside(isn_choice *c)
{
    const isn_tree *tree = c->tree;
    double all = c->prose[tree->lines.count];
    for (uint32_t i = 0; i < tree->elems.count; i++) {
        const isn_elem *e = &tree->elems.items[i];
        uint32_t hints = 0;
        if (e->parent != ISN_NO_ELEM) {
            hints = c->outside[e->parent];
        }
        uint32_t own = e->hints & OUTSIDE;
        if ((e->hints & (ISN_HINT_BODY | ISN_HINT_ARTICLE | ISN_HINT_MAIN)) ||
            e->tag == ISN_TAG_ARTICLE || e->tag == ISN_TAG_MAIN) {
            own &= ~(uint32_t)ENTRY_WORDS;
        }
        if (e->hints & ISN_HINT_EMBED) {
            own &= ~(uint32_t)(ISN_HINT_SHARE | ISN_HINT_PROMO);
        }
        if (is_outside_tag(e->tag)) {
            own |= e->tag == ISN_TAG_NAV      ? ISN_HINT_NAV
                   : e->tag == ISN_TAG_FOOTER ? ISN_HINT_FOOTER
                   : e->tag == ISN_TAG_ASIDE  ? ISN_HINT_SIDE
                                              : ISN_HINT_TOOLS;
        }
        if (own) {
            double mine = prose_in(c, i);
            bool titled = c->title_known && e->first_line <= c->title &&
                          c->title < e->end_line;
            if (mine > 0.4 * all && mine > LITTLE &&
                (titled || !(own & SURELY_OUTSIDE))) {
                own = 0;
            } else if ((e->hints & ISN_HINT_BODY) && mine > 0.2 * all) {
                own = 0;
            }
        }
        if (e->tag == ISN_TAG_HTML || e->tag == ISN_TAG_BODY || i == 0) {
            own = 0;
        }
        c->outside[i] = hints | own;
    }
}

static void weigh(isn_choice *c)
{
    const isn_tree *tree = c->tree;
    for (size_t i = 0; i < tree->lines.count; i++) {
        const isn_line *line = &tree->lines.items[i];
        double weight = plain_weight(line);
        uint32_t outside = c->outside[line->elem] | c->outside[line->block];
        if (outside) {
            weight = weight < 0 ? weight : 0;
        }
        if (c->in_body && c->in_body[i]) {
            weight = 3.0 * (double)line->chars;
        }
        c->sum[i + 1] = c->sum[i] + weight;
    }
}

static double sum_in(const isn_choice *c, uint32_t elem)
{
    const isn_elem *e = &c->tree->elems.items[elem];
    return c->sum[e->end_line] - c->sum[e->first_line];
}

/* How likely an element is the article by its place: the text follows its
 * title. */
static double nearness(const isn_choice *c, uint32_t elem)
{
    enum { FAR = 80 }; /* lines of pictures, bylines, buttons */
    const isn_elem *e = &c->tree->elems.items[elem];
    if (c->title == UINT32_MAX || !c->title_known ||
        (e->first_line <= c->title && c->title < e->end_line) ||
        (e->first_line > c->title && e->first_line - c->title < FAR)) {
        return 1;
    }
    return 0.3;
}

/* A paragraph is a part of an article, never the whole. */
static bool is_part_tag(uint8_t tag)
{
    return tag == ISN_TAG_PARA || tag == ISN_TAG_LI || tag == ISN_TAG_DT ||
           tag == ISN_TAG_DD || tag == ISN_TAG_BLOCKQUOTE ||
           tag == ISN_TAG_TR || tag == ISN_TAG_FIGCAPTION ||
           tag == ISN_TAG_HEAD || (isn_tag_flags[tag] & ISN_TAG_HEADING);
}

static bool is_candidate(const isn_choice *c, uint32_t elem)
{
    return !is_part_tag(c->tree->elems.items[elem].tag) &&
           (isn_tag_flags[c->tree->elems.items[elem].tag] & ISN_TAG_BLOCK) &&
           !c->outside[elem];
}

/* The block element with the best sum; of equals the innermost. */
static uint32_t best_element(const isn_choice *c, double *most)
{
    uint32_t best = 0;
    *most = sum_in(c, 0);
    for (uint32_t i = 1; i < c->tree->elems.count; i++) {
        if (!is_candidate(c, i)) {
            continue;
        }
        double sum = sum_in(c, i) * nearness(c, i);
        if (sum > *most ||
            (sum == *most && isn_elem_within(c->tree, i, best))) {
            best = i;
            *most = sum;
        }
    }
    return best;
}

static bool is_named(const isn_choice *c, uint32_t elem)
{
    const isn_elem *e = &c->tree->elems.items[elem];
    return (e->hints & ISN_HINT_BODY) && is_candidate(c, elem);
}

/* The first prose behind the title, or UINT32_MAX. */
static uint32_t first_prose(const isn_choice *c)
{
    enum { FAR = 80 };
    size_t count = c->tree->lines.count;
    if (!c->title_known) {
        return UINT32_MAX;
    }
    for (uint32_t i = c->title + 1; i < count && i < c->title + FAR; i++) {
        if (c->sum[i + 1] - c->sum[i] > 60) {
            return i;
        }
    }
    return UINT32_MAX;
}

/* An element that calls itself the article's body, with enough of the prose;
 * much less is enough where it holds the first sentence behind the title. */
static uint32_t named_element(const isn_choice *c, double enough)
{
    uint32_t best = ISN_NO_ELEM;
    double most = enough;
    uint32_t first = first_prose(c);
    for (uint32_t i = 1; i < c->tree->elems.count; i++) {
        const isn_elem *e = &c->tree->elems.items[i];
        if (!is_named(c, i)) {
            continue;
        }
        double sum = sum_in(c, i) * nearness(c, i);
        if (e->first_line <= first && first < e->end_line) {
            sum *= 4;
        }
        if (sum > most) {
            best = i;
            most = sum;
        }
    }
    return best;
}

/* Some systems cut the body into several elements of one name: the element
 * around them, as long as it holds one article alone. */
static uint32_t join_named(const isn_choice *c, uint32_t named)
{
    const isn_tree *tree = c->tree;
    double mine = sum_in(c, named);
    uint32_t joined = named;
    for (uint32_t around = tree->elems.items[named].parent;
         around != ISN_NO_ELEM && around != 0 && is_candidate(c, around);
         around = tree->elems.items[around].parent) {
        const isn_elem *e = &tree->elems.items[around];
        double sum = 0;
        uint32_t bodies = 0, headings = 0;
        for (uint32_t i = around + 1; i < e->end; i++) {
            headings += tree->elems.items[i].tag == ISN_TAG_H1;
            if (is_named(c, i) && i != around) {
                sum += sum_in(c, i);
                bodies++;
                i = tree->elems.items[i].end - 1;
            }
        }
        if (headings > 1 || e->tag == ISN_TAG_BODY) {
            break;
        }
        if (bodies > 1 && sum > 1.1 * mine && sum_in(c, around) > 0.8 * sum) {
            joined = around;
            mine = sum;
        }
    }
    return joined;
}

/* A page without prose: the nearest element around its title that holds a
 * line of text besides, else the page. */
static uint32_t around_title(const isn_choice *c)
{
    const isn_tree *tree = c->tree;
    if (c->title == UINT32_MAX) {
        return 0;
    }
    uint32_t at = tree->lines.items[c->title].block;
    for (; at != 0 && at != ISN_NO_ELEM; at = tree->elems.items[at].parent) {
        const isn_elem *e = &tree->elems.items[at];
        for (uint32_t i = e->first_line; i < e->end_line; i++) {
            const isn_line *line = &tree->lines.items[i];
            if (i != c->title && line->words > 1 &&
                line->link_chars * 2 < line->chars && !c->outside[line->elem] &&
                !c->outside[line->block]) {
                return at;
            }
        }
    }
    return 0;
}

isnad_status isn_article_choose(const isn_tree *tree,
                                const isn_article_known *known, isn_part *parts)
{
    isn_choice c = {.tree = tree, .known = known, .parts = parts};
    for (size_t i = 0; i < tree->lines.count; i++) {
        parts[i].role = ISNAD_ROLE_FURNITURE;
    }
    isnad_status status = prepare(&c);
    if (status || tree->lines.count == 0) {
        return status;
    }
    isn_article_title(&c, (uint32_t)tree->lines.count);
    mark_outside(&c);
    status = isn_article_mark_body(&c);
    if (status) {
        return status;
    }
    weigh(&c);
    double most;
    c.root = best_element(&c, &most);
    if (most <= 0) {
        c.root = around_title(&c);
    }
    uint32_t named = named_element(&c, most > 0 ? 0.35 * most : 0);
    if (named != ISN_NO_ELEM) {
        c.root = join_named(&c, named);
    }
    return isn_article_roles(&c);
}
