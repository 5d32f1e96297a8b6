/* Lines with dates in front of the title. */
#include <string.h>

#include "page/article_parts.h"
#include "page/cue.h"
#include "page/date_value.h"

enum { TEXT_CAP = 200, LONGEST = 12 /* words */ };

/* Does a short line give a day: a number beside the name of a month, or a date
 * as other scripts write them? */
static bool gives_day(const isn_choice *c, uint32_t i)
{
    const isn_line *line = &c->tree->lines.items[i];
    if (line->words > LONGEST || line->ends_stopped) {
        return false;
    }
    char text[TEXT_CAP];
    size_t len = isn_line_text(c->tree, line, text, sizeof text), used;
    if (!isn_date_has_digit(text, len)) {
        return false;
    }
    isn_cue_line words;
    isn_cue_read(&words, text, len);
    bool month = false, number = false;
    for (uint32_t w = 0; w < words.kept; w++) {
        const isn_lex_entry *entry = isn_cue_entry(&words, w);
        month = month || (entry && (entry->classes & ISN_BIT(ISN_CLASS_MONTH)));
        number = number || words.words[w].number;
        uint32_t at = words.words[w].begin;
        if (isn_date_in_text(text + at, len - at, 0, false, &used) !=
            ISNAD_NO_DAY) {
            return true;
        }
    }
    return month && number;
}

/* The element around the title that still is the article's own: a few steps
 * up, within the page's body. */
static const isn_elem *around_title(const isn_choice *c)
{
    enum { STEPS = 4 };
    const isn_tree *tree = c->tree;
    const isn_elem *elems = tree->elems.items;
    uint32_t around = tree->lines.items[c->title].block;
    for (int i = 0; i < STEPS; i++) {
        uint32_t parent = elems[around].parent;
        if (parent == ISN_NO_ELEM || parent == 0 ||
            elems[parent].tag == ISN_TAG_BODY ||
            elems[around].tag == ISN_TAG_ARTICLE ||
            elems[around].tag == ISN_TAG_MAIN) {
            break;
        }
        around = parent;
    }
    return &elems[around];
}

static bool is_date_kind(const char *kind)
{
    return kind &&
           (strcmp(kind, "date") == 0 || strcmp(kind, "published") == 0);
}

void isn_article_clocks(isn_choice *c)
{
    if (c->title == UINT32_MAX) {
        return;
    }
    const isn_elem *around = around_title(c);
    for (uint32_t i = 0; i < c->title; i++) {
        isn_part *part = &c->parts[i];
        if (part->role != ISNAD_ROLE_FURNITURE) {
            continue;
        }
        if (i < around->first_line) {
            part->kind = is_date_kind(part->kind) ? "page-clock" : part->kind;
        } else if ((!part->kind || strcmp(part->kind, "byline") == 0) &&
                   gives_day(c, i)) {
            part->kind = "date";
        }
    }
}
