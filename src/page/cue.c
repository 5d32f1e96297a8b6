#include "page/cue.h"

#include <string.h>

#include "core/utf8.h"
#include "lang/fold.h"

enum {
    HEADLINE = 24,     /* words; longer lines are paragraphs */
    CREDIT = 8,        /* words of a line that names its source */
    LONGEST_WORD = 96, /* bytes */
};

const char *isn_cue_kind(int kind)
{
    return kind < 0 ? NULL : isn_page_cue_kind_names[kind];
}

static bool is_separator(uint32_t c)
{
    return c == ':' || c == '-' || c == '|' || c == 0x2013 || c == 0x2014 ||
           c == 0x00BB || c == 0x203A || c == '>' || c == 0x2022 || c == '/' ||
           c == '(' || c == 0x2026;
}

static void look_up(isn_cue_line *line, uint32_t i)
{
    static const char al[] = "\xD8\xA7\xD9\x84";
    isn_cue_word *word = &line->words[i];
    char folded[3 * LONGEST_WORD];
    size_t len = word->end - word->begin;
    word->looked = true;
    word->entry = word->inner = NULL;
    if (len > LONGEST_WORD) {
        return;
    }
    len = isn_fold(line->text + word->begin, len, folded, sizeof folded);
    word->entry = isn_lex_find_of_page(folded, len);
    if (len > 8 && memcmp(folded, al, 4) == 0) {
        word->inner = isn_lex_find_of_page(folded + 4, len - 4);
    }
}

const isn_lex_entry *isn_cue_entry(isn_cue_line *line, uint32_t i)
{
    if (!line->words[i].looked) {
        look_up(line, i);
    }
    return line->words[i].entry;
}

const isn_lex_entry *isn_cue_inner(isn_cue_line *line, uint32_t i)
{
    if (!line->words[i].looked) {
        look_up(line, i);
    }
    return line->words[i].inner;
}

enum { LETTER = 0x627 }; /* of Arabic: as good as any */

static void end_word(isn_cue_line *line, size_t begin, size_t end,
                     uint32_t first)
{
    bool arabic = isn_is_plain(first), number = false;
    line->word_count++;
    if (!arabic) {
        arabic = isn_is_arabic(first);
        number = !arabic && isn_is_digit(first);
        line->latin += first < 0x250 && !number;
        line->digits += number;
    }
    line->arabic += arabic;
    if (line->kept < ISN_CUE_WORDS) {
        isn_cue_word *word = &line->words[line->kept++];
        word->begin = (uint32_t)begin;
        word->end = (uint32_t)end;
        word->colon = word->looked = false;
        word->number = number;
    }
}

/* Words that are counted alone, as those of a paragraph are behind the first:
 * where the strides of plain ones from `at` on end. */
static size_t count_words(isn_cue_line *line, size_t at, size_t len,
                          bool *in_word, uint32_t *first)
{
    isn_plain_run run = {.in_word = *in_word};
    at = isn_past_plain(line->text, len, at, &run);
    if (run.ends > 0 && *in_word) {
        end_word(line, 0, 0, *first);
        run.ends--;
    }
    line->word_count += (uint32_t)run.ends;
    line->arabic += (uint32_t)run.ends;
    *in_word = run.in_word;
    *first = run.begins > 0 ? LETTER : *first;
    return at;
}

void isn_cue_read(isn_cue_line *line, const char *text, size_t len)
{
    line->text = text;
    line->word_count = line->kept = 0;
    line->arabic = line->latin = line->digits = 0;
    size_t begin = 0;
    uint32_t first = 0;
    bool in_word = false;
    for (size_t at = 0; at < len;) {
        if (line->kept == ISN_CUE_WORDS) {
            at = count_words(line, at, len, &in_word, &first);
        }
        size_t from = at;
        at = isn_past_letters(text, len, at);
        if (at > from && !in_word) {
            in_word = true;
            begin = from;
            first = LETTER;
        }
        if (at == len) {
            break;
        }
        if (text[at] == ' ') { /* most often */
            if (in_word) {
                in_word = false;
                end_word(line, begin, at, first);
            }
            at++;
            continue;
        }
        uint32_t c;
        size_t step = isn_utf8_decode(text + at, len - at, &c);
        bool part = isn_is_letter(c) || isn_is_digit(c) || isn_is_mark(c) ||
                    c == '\'' || c == 0x2019;
        if (part && !in_word && !isn_is_mark(c) && c != '\'' && c != 0x2019) {
            in_word = true;
            begin = at;
            first = c;
        } else if (!part && in_word) {
            in_word = false;
            end_word(line, begin, at, first);
        }
        bool dots = c == '.' && at + 1 < len && text[at + 1] == '.';
        if ((dots || is_separator(c)) && line->kept && !in_word) {
            line->words[line->kept - 1].colon = true;
        }
        at += step;
    }
    if (in_word) {
        end_word(line, begin, len, first);
    }
}

static void better(const isn_sense *senses, uint32_t count, unsigned cls,
                   uint32_t words, uint32_t *row, uint32_t *best)
{
    for (uint32_t i = 0; i < count; i++) {
        if (senses[i].cls == cls && words > *best) {
            *row = senses[i].row;
            *best = words;
        }
    }
}

static void follow(isn_cue_line *line, uint32_t at, const isn_lex_entry *start,
                   unsigned cls, uint32_t *row, uint32_t *best)
{
    if (!start) {
        return;
    }
    if ((start->classes & ISN_BIT(cls)) && start->sense_count) {
        better(isn_lex_sense_at(start, 0), start->sense_count, cls, 1, row,
               best);
    }
    uint32_t node = isn_trie_step(ISN_TRIE_ROOT, start);
    for (uint32_t i = at + 1; node != ISN_TRIE_NONE && i < line->kept; i++) {
        node = isn_trie_step(node, isn_cue_entry(line, i));
        if (node == ISN_TRIE_NONE) {
            break;
        }
        uint32_t count;
        const isn_sense *senses = isn_trie_senses(node, &count);
        better(senses, count, cls, i - at + 1, row, best);
    }
}

uint32_t isn_cue_row(isn_cue_line *line, uint32_t at, unsigned cls,
                     uint32_t *words)
{
    uint32_t row = UINT32_MAX;
    *words = 0;
    if (at < line->kept) {
        follow(line, at, isn_cue_entry(line, at), cls, &row, words);
        if (row == UINT32_MAX) {
            follow(line, at, isn_cue_inner(line, at), cls, &row, words);
        }
    }
    return row;
}

/* Does the line hold nothing behind its first `words` words but numbers? */
static bool is_whole(isn_cue_line *line, uint32_t words)
{
    if (line->word_count > line->kept) {
        return false;
    }
    for (uint32_t i = words; i < line->kept; i++) {
        if (!line->words[i].number) {
            return false;
        }
    }
    return true;
}

/* Is what follows a date: month, weekday, numbers, a word or two besides? */
static bool is_date_behind(isn_cue_line *line, uint32_t words)
{
    uint32_t dates = 0, numbers = 0, others = 0;
    const uint64_t bits = ISN_BIT(ISN_CLASS_MONTH) | ISN_BIT(ISN_CLASS_WEEKDAY);
    for (uint32_t i = words; i < line->kept; i++) {
        const isn_lex_entry *a = isn_cue_entry(line, i),
                            *b = isn_cue_inner(line, i);
        bool date = (a && (a->classes & bits)) || (b && (b->classes & bits));
        numbers += line->words[i].number;
        dates += date;
        others += !date && !line->words[i].number;
    }
    return numbers > 0 && line->word_count == line->kept &&
           others <= dates + numbers && others <= 4;
}

/* One candidate: does it hold for this line? */
static bool holds(isn_cue_line *line, const isn_row_page_cue *cue,
                  uint32_t words)
{
    switch (cue->where) {
    case ISN_PAGE_CUE_WHERE_LINE:
        return is_whole(line, words) ||
               ((cue->kind == ISN_PAGE_CUE_KIND_RELATED ||
                 cue->kind == ISN_PAGE_CUE_KIND_READ_MORE) &&
                words > 1 && line->word_count <= HEADLINE &&
                line->words[words - 1].colon);
    case ISN_PAGE_CUE_WHERE_LEAD:
        if ((cue->kind == ISN_PAGE_CUE_KIND_PUBLISHED ||
             cue->kind == ISN_PAGE_CUE_KIND_UPDATED) &&
            is_date_behind(line, words)) {
            return true;
        }
        if (cue->kind == ISN_PAGE_CUE_KIND_CREDIT && words > 1 &&
            line->word_count <= CREDIT) {
            return true; /* «نقلا عن …» */
        }
        return line->word_count <= HEADLINE && words <= line->kept &&
               (line->words[words - 1].colon || is_whole(line, words));
    case ISN_PAGE_CUE_WHERE_START:
        return true;
    default:
        return line->word_count <= HEADLINE;
    }
}

static void try_senses(isn_cue_line *line, const isn_sense *senses,
                       uint32_t count, uint32_t words, isn_cue *best)
{
    for (uint32_t i = 0; i < count; i++) {
        if (senses[i].cls != ISN_CLASS_PAGE_CUE) {
            continue;
        }
        const isn_row_page_cue *cue = &isn_rows_page_cue[senses[i].row];
        if (words > best->words && holds(line, cue, words)) {
            *best = (isn_cue){(int)cue->kind, (int)cue->where, words};
        }
    }
}

static void try_from(isn_cue_line *line, const isn_lex_entry *start,
                     isn_cue *best)
{
    if (!start) {
        return;
    }
    if (start->sense_count) {
        try_senses(line, isn_lex_sense_at(start, 0), start->sense_count, 1,
                   best);
    }
    uint32_t node = isn_trie_step(ISN_TRIE_ROOT, start);
    for (uint32_t i = 1; node != ISN_TRIE_NONE && i < line->kept; i++) {
        node = isn_trie_step(node, isn_cue_entry(line, i));
        if (node == ISN_TRIE_NONE) {
            break;
        }
        uint32_t count;
        const isn_sense *senses = isn_trie_senses(node, &count);
        try_senses(line, senses, count, i + 1, best);
    }
}

isn_cue isn_cue_find(isn_cue_line *line)
{
    isn_cue best = {-1, 0, 0};
    if (line->kept) {
        try_from(line, isn_cue_entry(line, 0), &best);
        if (best.kind < 0) {
            try_from(line, isn_cue_inner(line, 0), &best);
        }
    }
    /* «3 تعليقات», «412 مشاهدة», «© 2019 جميع الحقوق …»: a number in front. */
    if (best.kind < 0 && line->kept > 1 && line->kept <= CREDIT &&
        line->words[0].number) {
        isn_cue_line rest = *line;
        memmove(rest.words, rest.words + 1,
                (rest.kept - 1) * sizeof *rest.words);
        rest.kept--;
        rest.word_count--;
        try_from(&rest, isn_cue_entry(&rest, 0), &best);
        if (line->kept > 4 && best.where != ISN_PAGE_CUE_WHERE_START) {
            best.kind = -1;
        }
    }
    return best;
}

/* Of the first `most` letters and digits, perhaps one or two more. */
static uint64_t hash_letters(const char *text, size_t len, size_t most)
{
    uint64_t h = 1469598103934665603u;
    size_t seen = 0;
    for (size_t at = 0; at < len && seen < most;) {
        uint32_t c, folded[3];
        at += isn_utf8_decode(text + at, len - at, &c);
        if (isn_is_plain(c)) {
            isn_fold_char(c, folded);
            h = (h ^ folded[0]) * 1099511628211u;
            seen++;
            continue;
        }
        if (c == ' ' || isn_is_mark(c)) {
            continue;
        }
        unsigned n = isn_fold_char(c, folded);
        for (unsigned i = 0; i < n; i++) {
            if (isn_is_letter(folded[i]) || isn_is_digit(folded[i])) {
                h = (h ^ folded[i]) * 1099511628211u;
                seen++;
            }
        }
    }
    return h;
}

enum { HASHED = 4096, OPENING = 8 };

uint64_t isn_cue_hash(const char *text, size_t len)
{
    return hash_letters(text, len < HASHED ? len : HASHED, HASHED);
}

uint64_t isn_cue_opening(const char *text, size_t len)
{
    return hash_letters(text, len < HASHED ? len : HASHED, OPENING);
}

bool isn_cue_source_only(isn_cue_line *line)
{
    if (line->word_count == 0 || line->word_count > CREDIT ||
        line->word_count > line->kept) {
        return false;
    }
    for (uint32_t i = 0; i < line->kept;) {
        uint32_t covered;
        if (!isn_cue_is_source(line, i, &covered)) {
            return false;
        }
        i += covered;
    }
    return true;
}

bool isn_cue_is_source(isn_cue_line *line, uint32_t at, uint32_t *covered)
{
    return isn_cue_row(line, at, ISN_CLASS_AGENCY, covered) != UINT32_MAX ||
           isn_cue_row(line, at, ISN_CLASS_OUTLET, covered) != UINT32_MAX;
}
