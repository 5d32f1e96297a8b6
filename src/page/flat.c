/* Flattened text: a line a block, no markup.  What each line is shows in its
 * form (length, final stop, script), in what stands around it, in being
 * repeated, and in the words of table page-cue. */
#include <string.h>

#include "page/flat_lines.h"

enum {
    LONG = 24,  /* words of a line that is text without a stop too */
    LOOSE = 14, /* … in a text that does without stops */
    BRIEF = 9,  /* a stopped line of so many words is text */
    LEAK = 8,   /* words of a line left over from a template */
};

isnad_status isn_flat_lines(isn_page *page)
{
    isn_html_range title;
    uint32_t body;
    isnad_status status = isn_flat_header(page, &title, &body);
    if (!status) {
        status = isn_tree_lines(&page->tree, &page->source, title, body,
                                page->scratch);
    }
    if (status) {
        return status;
    }
    page->titled = title.end > title.begin;
    page->parts = isn_arena_alloc(page->scratch, (page->tree.lines.count + 1) *
                                                     sizeof *page->parts);
    return page->parts ? ISNAD_OK : ISNAD_NOMEM;
}

bool isn_flat_is_text(const isn_flat *flat, size_t i)
{
    const isn_flat_line *line = &flat->lines[i];
    return (line->stopped && line->words >= BRIEF) ||
           line->words > (flat->stops ? LONG : LOOSE);
}

/* Numbers in a row are a list of the article, a single one is left over. */
static bool is_number_run(const isn_flat *flat, size_t i)
{
    size_t run = 1;
    for (size_t j = i; j > 0 && flat->lines[j - 1].words <= 1 &&
                       flat->lines[j - 1].digits && run < 4;
         j--) {
        run++;
    }
    for (size_t j = i + 1; j < flat->count && flat->lines[j].words <= 1 &&
                           flat->lines[j].digits && run < 4;
         j++) {
        run++;
    }
    return run >= 3;
}

/* What each line shows by itself. */
static void by_itself(isn_flat *flat)
{
    size_t arabic = 0, latin = 0, with = 0, without = 0;
    for (size_t i = 0; i < flat->count; i++) {
        const isn_flat_line *line = &flat->lines[i];
        arabic += line->arabic;
        latin += line->latin;
        with += line->words > LOOSE && line->stopped;
        without += line->words > LOOSE && !line->stopped && !line->cut;
    }
    flat->stops = without * 3 <= with;
    for (size_t i = 0; i < flat->count; i++) {
        const isn_flat_line *line = &flat->lines[i];
        isn_flat_set(flat, i, ISNAD_ROLE_PARAGRAPH, NULL);
        if (line->cue.kind == ISN_PAGE_CUE_KIND_CREDIT) {
            isn_flat_set(flat, i, ISNAD_ROLE_CREDIT, NULL);
        } else if (line->cue.kind == ISN_PAGE_CUE_KIND_CAPTION) {
            isn_flat_set(flat, i, ISNAD_ROLE_CAPTION, NULL);
        } else if (line->cue.kind >= 0) {
            isn_flat_set(flat, i, ISNAD_ROLE_FURNITURE,
                         isn_cue_kind(line->cue.kind));
        } else if (line->words == 0 ||
                   (line->arabic + line->latin == 0 && !line->date_only &&
                    !is_number_run(flat, i))) {
            isn_flat_set(flat, i, ISNAD_ROLE_FURNITURE, "template-leak");
        } else if (line->date_only) {
            isn_flat_set(flat, i, ISNAD_ROLE_FURNITURE, "page-clock");
        } else if (arabic > latin && line->arabic == 0 && line->latin &&
                   line->words <= LEAK) {
            isn_flat_set(flat, i, ISNAD_ROLE_FURNITURE, "template-leak");
        }
    }
}

isnad_status isn_flat_choose(isn_page *page)
{
    isn_flat flat = {.tree = &page->tree,
                     .parts = page->parts,
                     .count = page->tree.lines.count,
                     .titled = page->titled};
    flat.lines =
        isn_arena_alloc(page->scratch, (flat.count + 1) * sizeof *flat.lines);
    flat.shapes =
        isn_arena_alloc(page->scratch, (flat.count + 1) * sizeof *flat.shapes);
    if (!flat.lines || !flat.shapes) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < flat.count; i++) {
        isn_flat_look(&page->tree, &page->tree.lines.items[i], &flat.lines[i],
                      &flat.shapes[i]);
    }
    by_itself(&flat);
    flat.text = flat.count;
    for (size_t i = flat.count; i-- > flat.titled;) {
        if (isn_flat_is_open(&flat, i) && isn_flat_is_text(&flat, i)) {
            flat.text = i;
        }
    }
    isn_flat_head(&flat);
    isn_flat_tail(&flat);
    isn_flat_body(&flat);
    return ISNAD_OK;
}
