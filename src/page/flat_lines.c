#include "page/flat_lines.h"

#include <string.h>

enum {
    LOOK = 4096,
    LINE = 40,   /* words of the longest line that is no text */
    STRANGE = 3, /* words of no date in a line that is one */
};

/* Is the word at `i` part of a date written out? */
static bool is_date_word(isn_cue_line *words, uint32_t i)
{
    if (words->words[i].number) {
        return true;
    }
    const uint64_t date = ISN_BIT(ISN_CLASS_MONTH) | ISN_BIT(ISN_CLASS_WEEKDAY);
    const isn_lex_entry *a = isn_cue_entry(words, i),
                        *b = isn_cue_inner(words, i);
    return (a && (a->classes & date)) || (b && (b->classes & date));
}

static bool is_date_only(isn_cue_line *words)
{
    if (words->word_count > 14 || words->word_count < 2 ||
        words->word_count > words->kept) {
        return false;
    }
    uint32_t known = 0, numbers = 0, names = 0;
    for (uint32_t i = 0; i < words->kept && i <= known + STRANGE; i++) {
        uint32_t covered;
        if (isn_cue_row(words, i, ISN_CLASS_MONTH, &covered) != UINT32_MAX &&
            covered > 1) {
            known += covered;
            names++;
            i += covered - 1;
            continue;
        }
        bool date = is_date_word(words, i);
        known += date;
        numbers += words->words[i].number;
        names += date && !words->words[i].number;
    }
    /* Clock times bring a word or two of their own: ص، غرينتش. */
    return ((names > 0 && numbers > 0) ||
            (numbers >= 3 && numbers == words->word_count)) &&
           known + STRANGE >= words->word_count &&
           known * 3 >= words->word_count * 2;
}

static bool names_source(isn_cue_line *words)
{
    if (isn_cue_find(words).kind == ISN_PAGE_CUE_KIND_CAPTION) {
        return true;
    }
    for (uint32_t i = 0; i < words->kept; i++) {
        uint32_t covered;
        if (isn_cue_is_source(words, i, &covered)) {
            return true;
        }
    }
    return false;
}

/* A short bracket at the end: «(غيتي)», «(أرشيفية)». */
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
    out->named_source = out->bracketed && names_source(&inside);
}

/* « … - رويترز»: what follows the last dash is a source. */
static void look_at_dash(const char *text, size_t len, isn_flat_line *out)
{
    enum { WIDEST = 60 };
    size_t from = len > WIDEST ? len - WIDEST : 0;
    for (size_t at = len; at-- > from + 1;) {
        if (text[at] != '-' && text[at] != '\xE2') { /* most often */
            continue;
        }
        bool dash = text[at] == '-' && text[at - 1] == ' ';
        if (!dash &&
            !(len - at >= 3 && (memcmp(text + at, "\xE2\x80\x93", 3) == 0 ||
                                memcmp(text + at, "\xE2\x80\x94", 3) == 0))) {
            continue;
        }
        isn_cue_line behind;
        isn_cue_read(&behind, text + at, len - at);
        if (isn_cue_source_only(&behind)) {
            out->named_source = true;
        }
        return;
    }
}

/* Parts set off by marks, blanks around: «الرئيسية > رياضة», «سامي كامل –
 * العين». */
static bool has_crumbs(const char *text)
{
    static const char *const marks[] = {
        "> ", "/ ", "| ", "\xC2\xBB ", "- ", "\xE2\x80\x93 ", "\xE2\x80\xBA "};
    const char *at = text;
    while ((at = strpbrk(at, ">/|-\xC2\xE2"))) {
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            if (at > text && at[-1] == ' ' &&
                strncmp(at, marks[i], strlen(marks[i])) == 0) {
                return true;
            }
        }
        at++;
    }
    return false;
}

/* Behind the article, where one ends in the first eight bytes of a word. */
static size_t behind_article(const char *text, size_t at, size_t end)
{
    end = end - at < 8 ? end : at + 8;
    for (size_t al = at; al + 4 <= end; al++) {
        if (memcmp(text + al, "\xD8\xA7\xD9\x84", 4) == 0) {
            return al + 4;
        }
    }
    return at;
}

static uint64_t hash_line(const isn_flat *flat, size_t line)
{
    char text[LOOK];
    size_t len = isn_line_text(flat->tree, &flat->tree->lines.items[line], text,
                               sizeof text);
    return isn_cue_hash(text, len);
}

bool isn_flat_same(const isn_flat *flat, size_t a, size_t b)
{
    return flat->lines[a].opening == flat->lines[b].opening &&
           hash_line(flat, a) == hash_line(flat, b);
}

enum { KEYS = 24 };

/* Hashes of the first longer words of a line; how many there are. */
static uint32_t find_keys(const isn_flat *flat, size_t line,
                          uint32_t keys[KEYS])
{
    enum { SHORTEST = 8 }; /* bytes: four Arabic letters */
    char text[LOOK];
    size_t len = isn_line_text(flat->tree, &flat->tree->lines.items[line], text,
                               sizeof text);
    uint32_t count = 0;
    for (size_t at = 0; at < len && count < KEYS;) {
        size_t end = at;
        while (end < len && text[end] != ' ') {
            end++;
        }
        /* Without the article and what is written together with it. */
        size_t from = behind_article(text, at, end);
        if (end - from >= SHORTEST) {
            keys[count++] = (uint32_t)isn_cue_hash(text + from, end - from);
        }
        at = end + 1;
    }
    return count;
}

uint32_t isn_flat_common(const isn_flat *flat, size_t a, size_t b)
{
    uint32_t keys[KEYS], others[KEYS], common = 0;
    uint32_t count = find_keys(flat, a, keys);
    uint32_t other_count = find_keys(flat, b, others);
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = 0; j < other_count; j++) {
            if (keys[i] == others[j]) {
                common++;
                break;
            }
        }
    }
    return common;
}

void isn_flat_look(const isn_tree *tree, const isn_line *line,
                   isn_flat_line *out, isn_short_line *shape)
{
    char text[LOOK];
    size_t len = isn_line_text(tree, line, text, sizeof text);
    isn_cue_line words;
    isn_cue_read(&words, text, len);
    *out =
        (isn_flat_line){.words = words.word_count,
                        .arabic = words.arabic,
                        .latin = words.latin,
                        .digits = words.digits,
                        .opening = isn_cue_opening(text, len),
                        .cue = isn_cue_find(&words),
                        .stopped = line->ends_stopped,
                        .date_only = is_date_only(&words),
                        .source_only = isn_cue_source_only(&words),
                        .crumbs = words.word_count <= LINE && has_crumbs(text)};
    out->cut = (len >= 3 && memcmp(text + len - 3, "...", 3) == 0) ||
               (len >= 3 && memcmp(text + len - 3, "\xE2\x80\xA6", 3) == 0);
    look_at_bracket(text, len, out);
    look_at_dash(text, len, out);
    isn_short_look(text, len, words.word_count, shape);
    shape->announces = line->ends_colon;
}
