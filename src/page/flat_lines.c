#include "page/flat_lines.h"

#include <string.h>

enum { LOOK = 4096 };

/* Is the word at `i` part of a date written out? */
static bool is_date_word(const isn_cue_line *words, uint32_t i)
{
    if (words->number[i]) {
        return true;
    }
    const uint64_t date = ISN_BIT(ISN_CLASS_MONTH) | ISN_BIT(ISN_CLASS_WEEKDAY);
    const isn_lex_entry *a = words->entry[i], *b = words->inner[i];
    return (a && (a->classes & date)) || (b && (b->classes & date));
}

static bool is_date_only(const isn_cue_line *words)
{
    if (words->word_count > 14 || words->word_count < 2 ||
        words->word_count > words->kept) {
        return false;
    }
    uint32_t known = 0, numbers = 0;
    for (uint32_t i = 0; i < words->kept; i++) {
        uint32_t covered;
        if (isn_cue_row(words, i, ISN_CLASS_MONTH, &covered) != UINT32_MAX &&
            covered > 1) {
            known += covered;
            i += covered - 1;
            continue;
        }
        bool date = is_date_word(words, i);
        known += date;
        numbers += words->number[i];
    }
    /* Clock times bring a word or two of their own: ص، غرينتش. */
    return numbers > 0 && known + 3 >= words->word_count &&
           known * 3 >= words->word_count * 2;
}

/* A short bracket at the end: «(غيتي)». */
static void look_at_bracket(const char *text, size_t len, isn_flat_line *out)
{
    enum { WIDEST = 60 };
    while (len && (text[len - 1] == ' ' || text[len - 1] == '.')) {
        len--;
    }
    if (len == 0 || text[len - 1] != ')') {
        return;
    }
    size_t open = len - 1;
    while (open && len - open < WIDEST && text[open] != '(') {
        open--;
    }
    if (text[open] != '(' || open == 0) {
        return;
    }
    isn_cue_line inside;
    isn_cue_read(&inside, text + open + 1, len - open - 2);
    out->bracketed = inside.word_count > 0 && inside.word_count <= 4;
    for (uint32_t i = 0; out->bracketed && i < inside.kept; i++) {
        uint32_t covered;
        if (isn_cue_is_source(&inside, i, &covered)) {
            out->named_source = true;
        }
    }
}

void isn_flat_look(const isn_tree *tree, const isn_line *line,
                   isn_flat_line *out)
{
    char text[LOOK];
    size_t len = isn_line_text(tree, line, text, sizeof text);
    isn_cue_line words;
    isn_cue_read(&words, text, len);
    *out = (isn_flat_line){.words = words.word_count,
                           .arabic = words.arabic,
                           .latin = words.latin,
                           .digits = words.digits,
                           .hash = isn_cue_hash(text, len),
                           .cue = isn_cue_find(&words),
                           .stopped = line->ends_stopped,
                           .date_only = is_date_only(&words),
                           .source_only = isn_cue_source_only(&words)};
    look_at_bracket(text, len, out);
}
