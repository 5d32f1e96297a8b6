/* Agencies that the page credits: in credit lines, in the dateline at the
 * head of the text, in a bracket at its end, or as its author. */
#include <string.h>

#include "core/utf8.h"
#include "lang/fold.h"
#include "page/cue.h"
#include "page/page_work.h"

static isnad_status add(isn_page *page, const char *name, isnad_span span)
{
    isnad_doc *doc = page->doc;
    for (size_t i = 0; i < doc->agencies.count; i++) {
        if (strcmp(doc->agencies.items[i].value, name) == 0) {
            return ISNAD_OK;
        }
    }
    isnad_fact *fact = isn_list_push(doc->arena, &doc->agencies);
    if (!fact) {
        return ISNAD_NOMEM;
    }
    *fact = (isnad_fact){name, span};
    return ISNAD_OK;
}

static int frame_kind(isn_cue_line *words, uint32_t w)
{
    const isn_sense *sense =
        isn_lex_sense(isn_cue_entry(words, w), ISN_CLASS_AGENCY_FRAME);
    return sense ? isn_rows_agency_frame[sense->row].kind : -1;
}

/* «وكالة الضفاف للأنباء»: an agency that no table knows, told by the words
 * around its name.  Words covered from `w`, or 0. */
static uint32_t framed(isn_cue_line *words, uint32_t w)
{
    enum { LONGEST = 5 };
    if (frame_kind(words, w) != ISN_AGENCY_FRAME_KIND_HEAD) {
        return 0;
    }
    for (uint32_t n = 2; n <= LONGEST && w + n <= words->kept; n++) {
        if (n > 2 &&
            frame_kind(words, w + n - 1) == ISN_AGENCY_FRAME_KIND_TAIL) {
            return n;
        }
        if (words->words[w + n - 1].colon) {
            break;
        }
    }
    return 0;
}

/* Where the word behind byte `from` begins: blanks and brackets are passed. */
static uint32_t word_start(const char *text, uint32_t from, uint32_t to)
{
    while (from < to) {
        uint32_t c;
        size_t step = isn_utf8_decode(text + from, to - from, &c);
        if (isn_is_letter(c)) {
            break;
        }
        from += (uint32_t)step;
    }
    return from;
}

/* Every agency among the words of [begin, end). */
static isnad_status look(isn_page *page, uint32_t begin, uint32_t end,
                         bool everyday)
{
    const char *text = page->doc->text + begin;
    isn_cue_line words;
    isn_cue_read(&words, text, end - begin);
    for (uint32_t w = 0; w < words.kept;) {
        uint32_t covered;
        uint32_t row = isn_cue_row(&words, w, ISN_CLASS_AGENCY, &covered);
        if (row != UINT32_MAX && !everyday && !isn_rows_agency[row].alone &&
            covered == 1) {
            row = UINT32_MAX;
        }
        if (row == UINT32_MAX) {
            covered = framed(&words, w);
        }
        if (covered == 0) {
            w++;
            continue;
        }
        uint32_t to = words.words[w + covered - 1].end;
        uint32_t from = word_start(text, w ? words.words[w - 1].end : 0, to);
        isnad_span span = {begin + from, begin + to};
        const char *name = row != UINT32_MAX ? isn_rows_agency[row].name
                                             : isn_doc_string(page->doc, span);
        isnad_status status = name ? add(page, name, span) : ISNAD_NOMEM;
        if (status) {
            return status;
        }
        w += covered;
    }
    return ISNAD_OK;
}

/* «باريس (أ ف ب) - …», «الرياض - واس:», «رويترز - …»: the end of a dateline
 * within the first words, or 0. */
static uint32_t dateline_end(const isnad_doc *doc, isnad_span span)
{
    enum { LONGEST = 160, MOST_WORDS = 9 };
    const char *text = doc->text + span.begin;
    uint32_t len = span.end - span.begin;
    len = len < LONGEST ? len : LONGEST;
    uint32_t words = 0, end = 0;
    for (uint32_t at = 0; at < len && words < MOST_WORDS;) {
        uint32_t c;
        at += (uint32_t)isn_utf8_decode(text + at, len - at, &c);
        words += c == ' ';
        if (c == '-' || c == 0x2013 || c == 0x2014 || c == ':' || c == '/' ||
            c == 0x0640) {
            end = at; /* a bracket alone is a word of the sentence */
        } else if (c == '.' && words > 4) {
            break;
        }
    }
    return end ? span.begin + end : 0;
}

/* A bracket at the very end of the text: «… (رويترز)». */
static isnad_status look_at_end(isn_page *page, isnad_span span)
{
    const char *text = page->doc->text;
    uint32_t end = span.end;
    while (end > span.begin && (text[end - 1] == ' ' || text[end - 1] == '.')) {
        end--;
    }
    if (end == span.begin || (text[end - 1] != ')' && text[end - 1] != ']')) {
        return ISNAD_OK;
    }
    uint32_t open = end - 1;
    while (open > span.begin && end - open < 80 && text[open] != '(' &&
           text[open] != '[') {
        open--;
    }
    return text[open] == '(' || text[open] == '[' ? look(page, open, end, true)
                                                  : ISNAD_OK;
}

isnad_status isn_page_agencies(isn_page *page)
{
    isnad_doc *doc = page->doc;
    isnad_status status = ISNAD_OK;
    const isnad_block *first = NULL, *last = NULL;
    for (size_t i = 0; !status && i < doc->blocks.count; i++) {
        const isnad_block *block = &doc->blocks.items[i];
        if (block->role == ISNAD_ROLE_CREDIT) {
            status = look(page, block->span.begin, block->span.end, true);
        } else if (block->role == ISNAD_ROLE_PARAGRAPH) {
            first = first ? first : block;
            last = block;
        }
    }
    if (!status && first) {
        uint32_t end = dateline_end(doc, first->span);
        if (end) {
            status = look(page, first->span.begin, end, true);
        }
    }
    if (!status && last) {
        status = look_at_end(page, last->span);
    }
    if (!status && doc->author.value) {
        status = look(page, doc->author.evidence.begin,
                      doc->author.evidence.end, false);
    }
    return status;
}
