#include "page/flat_lines.h"

enum {
    HEADLINE = 24, /* words of the longest title */
    DECK = 45,
    TWIN = 8, /* how far apart the two of a doubled line stand */
    BYLINE = 8,
};

/* Does the line stand a second time close behind? */
static bool has_twin(const isn_flat *flat, size_t i)
{
    for (size_t j = i + 1; j < flat->count && j <= i + TWIN; j++) {
        if (isn_flat_same(flat, i, j)) {
            return true;
        }
    }
    return false;
}

/* How much a line in front of the text looks like its title. */
static int title_score(const isn_flat *flat, size_t i)
{
    const isn_flat_line *line = &flat->lines[i];
    bool pointer = line->cue.kind == ISN_PAGE_CUE_KIND_READ_MORE &&
                   line->cue.where == ISN_PAGE_CUE_WHERE_LEAD;
    if ((!isn_flat_is_open(flat, i) && !pointer) || line->named_source ||
        line->words == 0 || line->words > HEADLINE) {
        return 0;
    }
    int score = line->words >= 4 ? 6 : line->words >= 2 ? 3 : 1;
    score += has_twin(flat, i) && !line->bracketed ? 6 : 0;
    score -= line->bracketed ? 3 : 0;
    score -= line->crumbs ? 3 : 0;
    score -= pointer ? 3 : 0; /* «شاهد.. …» may be a title too */
    return score > 0 ? score : 0;
}

static void find_title(isn_flat *flat)
{
    int best = 0;
    flat->title = flat->titled ? 0 : flat->count;
    for (size_t i = 0; !flat->titled && i < flat->text; i++) {
        int score = title_score(flat, i);
        if (score > best) {
            best = score;
            flat->title = i;
        }
    }
    if (flat->title < flat->count) {
        isn_flat_set(flat, flat->title, ISNAD_ROLE_TITLE, NULL);
    }
}

static void mark_captions(isn_flat *flat)
{
    for (size_t i = 0; i < flat->text; i++) {
        const isn_flat_line *line = &flat->lines[i];
        bool double_before = i > 0 &&
                             flat->parts[i - 1].role == ISNAD_ROLE_CAPTION &&
                             isn_flat_same(flat, i, i - 1);
        if (isn_flat_is_open(flat, i) &&
            (line->named_source || line->bracketed || double_before ||
             has_twin(flat, i))) {
            isn_flat_set(flat, i, ISNAD_ROLE_CAPTION, NULL);
        }
    }
}

void isn_flat_head(isn_flat *flat)
{
    find_title(flat);
    bool titled = flat->title < flat->count;
    for (size_t i = 0; titled && i < flat->count; i++) {
        if (i != flat->title && isn_flat_same(flat, i, flat->title)) {
            isn_flat_set(flat, i, ISNAD_ROLE_FURNITURE, "repeated-title");
        }
    }
    mark_captions(flat);
    for (size_t i = 0; i < flat->text; i++) {
        const isn_flat_line *line = &flat->lines[i];
        /* A date in front of the title is of the saving, behind it the
         * page's. */
        if (i > flat->title && line->date_only &&
            flat->parts[i].role == ISNAD_ROLE_FURNITURE) {
            flat->parts[i].kind = "date";
        }
        if (!isn_flat_is_open(flat, i)) {
            continue;
        }
        if (i < flat->title) {
            isn_flat_set(flat, i, ISNAD_ROLE_FURNITURE, "navigation");
        } else if (line->source_only ||
                   (line->crumbs && line->words <= BYLINE)) {
            isn_flat_set(flat, i, ISNAD_ROLE_CREDIT, "byline");
        } else {
            isn_flat_set(flat, i, ISNAD_ROLE_FURNITURE, "byline");
        }
    }
    /* One sentence between a caption and a longer text is its summary. */
    size_t text = flat->text;
    if (flat->title < flat->count && text + 1 < flat->count && text > 0 &&
        flat->lines[text].words <= DECK && isn_flat_is_open(flat, text + 1) &&
        isn_flat_is_text(flat, text + 1) &&
        flat->parts[text - 1].role == ISNAD_ROLE_CAPTION) {
        isn_flat_set(flat, text, ISNAD_ROLE_DECK, NULL);
    }
}
