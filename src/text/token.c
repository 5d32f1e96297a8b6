#include "text/token.h"

#include <string.h>

#include "core/utf8.h"
#include "lang/fold.h"
#include "text/clitics.h"

enum { LONGEST_FOLD = 240 };

typedef struct scanner {
    isnad_doc *doc;
    uint32_t at, end, block;
    bool space;
} scanner;

static uint32_t peek(const scanner *s, uint32_t at, uint32_t *c)
{
    return (uint32_t)isn_utf8_decode(s->doc->text + at, s->end - at, c);
}

/* The fold in the arena, NUL-terminated. */
static bool keep_fold(isnad_doc *doc, isn_token *t)
{
    char folded[LONGEST_FOLD];
    size_t n = isn_fold(doc->text + t->span.begin, t->span.end - t->span.begin,
                        folded, sizeof folded);
    t->fold = isn_arena_copy(doc->arena, folded, n);
    t->fold_len = (uint16_t)n;
    t->stem = t->fold;
    t->stem_len = t->fold_len;
    return t->fold != NULL;
}

/* Text offset behind the first `letters` folded characters from `from`. */
static uint32_t behind_letters(const isnad_doc *doc, isnad_span span,
                               unsigned letters)
{
    uint32_t at = span.begin;
    while (at < span.end) {
        uint32_t c, folded[3];
        uint32_t n = (uint32_t)isn_utf8_decode(doc->text + at, span.end - at,
                                               &c);
        unsigned made = isn_fold_char(c, folded);
        if (letters == 0 && made > 0) {
            break;
        }
        letters -= made < letters ? made : letters;
        at += n;
    }
    return at;
}

/* Text offset before the last `letters` folded characters. */
static uint32_t before_letters(const isnad_doc *doc, isnad_span span,
                               unsigned letters)
{
    uint32_t at = span.end;
    while (letters > 0 && at > span.begin) {
        do {
            at--;
        } while (((unsigned char)doc->text[at] & 0xC0) == 0x80);
        uint32_t c, folded[3];
        isn_utf8_decode(doc->text + at, span.end - at, &c);
        letters -= isn_fold_char(c, folded) ? 1 : 0;
    }
    return at;
}

static isn_spelling spelling_of(const isnad_doc *doc, isnad_span span)
{
    isn_spelling spelling = {false, 0};
    uint32_t c;
    unsigned letter = 0;
    for (uint32_t at = span.begin; at < span.end && letter < 8;) {
        uint32_t folded[3];
        at += (uint32_t)isn_utf8_decode(doc->text + at, span.end - at, &c);
        if (c == 0x622 || c == 0x623 || c == 0x625) {
            spelling.hamza |= (uint8_t)(1u << letter);
        }
        letter += isn_fold_char(c, folded);
    }
    uint32_t last = before_letters(doc, span, 1);
    isn_utf8_decode(doc->text + last, span.end - last, &c);
    spelling.ends_in_ha = c == 0x647; /* not ة U+0629 */
    return spelling;
}

static isnad_status analyse_word(isnad_doc *doc, isn_token *t)
{
    isn_clitic_cut cut;
    isn_clitics_cut(t->fold, t->fold_len, spelling_of(doc, t->span), &cut);
    t->entry = cut.entry;
    t->full = cut.full;
    t->cut = cut.cut;
    t->clitics = cut.clitics;
    t->count = cut.full ? cut.full->count : 0;
    t->stem_len = cut.stem_len;
    if (cut.stem == cut.buffer) {
        t->stem = isn_arena_copy(doc->arena, cut.stem, cut.stem_len);
        if (!t->stem) {
            return ISNAD_NOMEM;
        }
    } else {
        t->stem = cut.stem; /* within the fold; ends at stem_len */
    }
    if (cut.front) {
        t->word.begin = behind_letters(doc, t->span, cut.front);
    }
    if (cut.back) {
        t->word.end = before_letters(doc, t->span, cut.back);
    }
    if (t->entry) {
        t->classes = t->entry->classes;
    }
    return ISNAD_OK;
}

static isnad_status add_token(scanner *s, uint32_t begin, uint32_t end,
                              isn_token_kind kind, uint32_t c)
{
    isn_token *t = isn_list_push(s->doc->arena, &s->doc->tokens);
    if (!t) {
        return ISNAD_NOMEM;
    }
    t->span = t->word = (isnad_span){begin, end};
    t->kind = (uint8_t)kind;
    t->punct = kind >= ISN_PUNCT ? c : 0;
    t->block = s->block;
    t->space_before = s->space;
    s->space = false;
    if (!keep_fold(s->doc, t)) {
        return ISNAD_NOMEM;
    }
    if (kind == ISN_WORD) {
        return analyse_word(s->doc, t);
    }
    t->entry = t->full = t->cut = isn_lex_find(t->fold, t->fold_len);
    t->classes = t->entry ? t->entry->classes : 0;
    return ISNAD_OK;
}

static isnad_status scan_word(scanner *s)
{
    uint32_t begin = s->at, at = begin, end = begin, c;
    while (at < s->end) {
        uint32_t n = peek(s, at, &c);
        if (isn_is_letter(c) || (isn_is_mark(c) && c < 0x2000)) {
            end = at + n; /* joiners at the end do not belong to the word */
        } else if (!isn_is_mark(c)) {
            break;
        }
        at += n;
    }
    s->at = at;
    return add_token(s, begin, end, ISN_WORD, 0);
}

static bool inner_mark(uint32_t c)
{
    return c == '.' || c == ',' || c == 0x66B || c == 0x66C;
}

static isnad_status scan_number(scanner *s)
{
    uint32_t begin = s->at, at = begin, end = begin, c;
    while (at < s->end) {
        uint32_t n = peek(s, at, &c), next;
        if (isn_is_digit(c)) {
            end = at + n;
        } else if (!inner_mark(c) || at + n >= s->end ||
                   (peek(s, at + n, &next), !isn_is_digit(next))) {
            break;
        }
        at += n;
    }
    s->at = end;
    return add_token(s, begin, end, ISN_NUMBER, 0);
}

static bool is_punct(uint32_t c)
{
    return (c >= 0x21 && c <= 0x7E) || c == 0xAB || c == 0xBB || c == 0xB7 ||
           c == 0x60C || c == 0x61B || c == 0x61F || c == 0x66A ||
           c == 0x66B || c == 0x66C || c == 0x6D4 ||
           (c >= 0x2010 && c <= 0x205E) || (c >= 0x3001 && c <= 0x301F) ||
           c == 0xFD3E || c == 0xFD3F;
}

static isnad_status scan_other(scanner *s, uint32_t c, uint32_t n)
{
    uint32_t begin = s->at, next;
    s->at += n;
    while (c == '.' && s->at < s->end && (peek(s, s->at, &next), next == '.')) {
        s->at++;
    }
    return add_token(s, begin, s->at, is_punct(c) ? ISN_PUNCT : ISN_SYMBOL, c);
}

isnad_status isn_tokenize(isnad_doc *doc, isnad_span span, uint32_t block)
{
    scanner s = {doc, span.begin, span.end, block, true};
    isnad_status status = ISNAD_OK;
    while (!status && s.at < s.end) {
        uint32_t c, n = peek(&s, s.at, &c);
        if (isn_is_space(c)) {
            s.space = true;
            s.at += n;
        } else if (isn_is_mark(c)) {
            s.at += n;
        } else if (isn_is_letter(c)) {
            status = scan_word(&s);
        } else if (isn_is_digit(c)) {
            status = scan_number(&s);
        } else {
            status = scan_other(&s, c, n);
        }
    }
    return status;
}
