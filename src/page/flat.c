/* Flattened text: a line a block, no markup.  What each line is shows in its
 * form (length, final stop, script), in what stands around it, in being
 * repeated, and in the words of table page-cue. */
#include <string.h>

#include "page/flat_lines.h"

enum {
    HEADLINE = 24, /* words of the longest title */
    SUBHEAD = 12,
    BRIEF = 9, /* a stopped line of so many words is a paragraph */
    DECK = 45,
};

isnad_status isn_flat_lines(isn_page *page)
{
    isnad_status status =
        isn_tree_lines(&page->tree, &page->source, page->scratch);
    if (status) {
        return status;
    }
    page->parts = isn_arena_alloc(page->scratch, (page->tree.lines.count + 1) *
                                                     sizeof *page->parts);
    return page->parts ? ISNAD_OK : ISNAD_NOMEM;
}

static void set(isn_part *part, isnad_role role, const char *kind)
{
    *part = (isn_part){(uint8_t)role, kind};
}

static bool is_open(const isn_part *part)
{
    return part->role == ISNAD_ROLE_PARAGRAPH;
}

/* A line that can only be running text. */
static bool is_text(const isn_flat_line *line)
{
    return (line->stopped && line->words >= BRIEF) || line->words > HEADLINE;
}

/* What each line shows by itself. */
static void by_itself(const isn_flat_line *lines, isn_part *parts, size_t count)
{
    size_t arabic = 0, latin = 0;
    for (size_t i = 0; i < count; i++) {
        arabic += lines[i].arabic;
        latin += lines[i].latin;
    }
    for (size_t i = 0; i < count; i++) {
        const isn_flat_line *line = &lines[i];
        set(&parts[i], ISNAD_ROLE_PARAGRAPH, NULL);
        if (line->cue.kind == ISN_PAGE_CUE_KIND_CREDIT) {
            set(&parts[i], ISNAD_ROLE_CREDIT, NULL);
        } else if (line->cue.kind == ISN_PAGE_CUE_KIND_CAPTION) {
            set(&parts[i], ISNAD_ROLE_CAPTION, NULL);
        } else if (line->cue.kind >= 0) {
            set(&parts[i], ISNAD_ROLE_FURNITURE, isn_cue_kind(line->cue.kind));
        } else if (line->words == 0) {
            set(&parts[i], ISNAD_ROLE_FURNITURE, "template-leak");
        } else if (line->date_only) {
            set(&parts[i], ISNAD_ROLE_FURNITURE, "page-clock");
        } else if (arabic > latin && line->arabic == 0 && line->words <= 8) {
            set(&parts[i], ISNAD_ROLE_FURNITURE, "template-leak");
        }
    }
}

/* The first running text; count if there is none. */
static size_t first_text(const isn_flat_line *lines, const isn_part *parts,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_open(&parts[i]) && is_text(&lines[i])) {
            return i;
        }
    }
    return count;
}

/* Title, doubled lines and captions in front of the text. */
static void head(const isn_flat_line *lines, isn_part *parts, size_t text,
                 size_t count)
{
    size_t title = count;
    for (size_t i = 0; i < text; i++) {
        if (!is_open(&parts[i])) {
            continue;
        }
        bool twin = false;
        for (size_t j = i + 1; j < text && j < i + 8; j++) {
            twin = twin || lines[j].hash == lines[i].hash;
        }
        if (title == count && !lines[i].named_source && lines[i].words >= 3 &&
            lines[i].words <= HEADLINE) {
            title = i;
            set(&parts[i], ISNAD_ROLE_TITLE, NULL);
            continue;
        }
        if (title < count && lines[i].hash == lines[title].hash) {
            set(&parts[i], ISNAD_ROLE_FURNITURE, "repeated-title");
        } else if (lines[i].named_source || lines[i].bracketed || twin) {
            set(&parts[i], ISNAD_ROLE_CAPTION, NULL);
        } else if (i > 0 && parts[i - 1].role == ISNAD_ROLE_CAPTION &&
                   lines[i].hash == lines[i - 1].hash) {
            set(&parts[i], ISNAD_ROLE_CAPTION, NULL);
        }
    }
    /* Titles are often said again further down. */
    for (size_t i = text; title < count && i < count; i++) {
        if (is_open(&parts[i]) && lines[i].hash == lines[title].hash) {
            set(&parts[i], ISNAD_ROLE_FURNITURE, "repeated-title");
        }
    }
    /* A date in front of the title is of the saving, behind it the page's. */
    for (size_t i = title; i < text; i++) {
        if (lines[i].date_only && parts[i].role == ISNAD_ROLE_FURNITURE) {
            parts[i].kind = "date";
        }
    }
    /* Short lines between title and text: section, byline, place. */
    for (size_t i = 0; i < text; i++) {
        if (is_open(&parts[i])) {
            set(&parts[i], ISNAD_ROLE_FURNITURE,
                i < title ? "navigation" : "byline");
        }
    }
    /* One sentence between title and a longer text is its summary. */
    if (title < count && text + 1 < count && lines[text].words <= DECK &&
        is_open(&parts[text + 1]) && is_text(&lines[text + 1]) && text > 0 &&
        parts[text - 1].role == ISNAD_ROLE_CAPTION) {
        set(&parts[text], ISNAD_ROLE_DECK, NULL);
    }
}

/* From the first text on: subheads, pointers, credits, the end. */
static void body(const isn_flat_line *lines, isn_part *parts, size_t text,
                 size_t count)
{
    size_t last = text;
    for (size_t i = text; i < count; i++) {
        if (is_open(&parts[i]) && is_text(&lines[i])) {
            last = i;
        }
    }
    bool pointing = false; /* headlines of other stories follow */
    bool credit = false;
    for (size_t i = text; i < count; i++) {
        const isn_flat_line *line = &lines[i];
        if (!is_open(&parts[i])) {
            pointing = parts[i].role == ISNAD_ROLE_FURNITURE &&
                       (line->cue.kind == ISN_PAGE_CUE_KIND_RELATED ||
                        line->cue.kind == ISN_PAGE_CUE_KIND_READ_MORE) &&
                       line->cue.where == ISN_PAGE_CUE_WHERE_LINE;
            credit = parts[i].role == ISNAD_ROLE_CREDIT;
            continue;
        }
        if (credit && line->words <= 8) {
            set(&parts[i], ISNAD_ROLE_CREDIT, NULL);
            continue;
        }
        credit = false;
        if (is_text(line)) {
            pointing = false;
            continue;
        }
        if (line->source_only && i > last) {
            set(&parts[i], ISNAD_ROLE_CREDIT, NULL);
        } else if (line->named_source ||
                   (i > text && line->hash == lines[i - 1].hash)) {
            set(&parts[i], ISNAD_ROLE_CAPTION, NULL);
        } else if (i > last) {
            if (!line->stopped || line->words <= 3) {
                set(&parts[i], ISNAD_ROLE_FURNITURE, "related");
            }
        } else if (!line->stopped && pointing) {
            set(&parts[i], ISNAD_ROLE_FURNITURE, "related");
        } else if (!line->stopped && line->words <= SUBHEAD) {
            set(&parts[i], ISNAD_ROLE_SUBHEAD, NULL);
        }
    }
}

isnad_status isn_flat_choose(isn_page *page)
{
    size_t count = page->tree.lines.count;
    isn_flat_line *lines =
        isn_arena_alloc(page->scratch, (count + 1) * sizeof *lines);
    if (!lines) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        isn_flat_look(&page->tree, &page->tree.lines.items[i], &lines[i]);
    }
    isn_flat_roles(lines, page->parts, count);
    return ISNAD_OK;
}

void isn_flat_roles(const isn_flat_line *lines, isn_part *parts, size_t count)
{
    by_itself(lines, parts, count);
    size_t text = first_text(lines, parts, count);
    head(lines, parts, text, count);
    body(lines, parts, text, count);
}
