#include "text/token.h"

#include <string.h>

#include "core/utf8.h"
#include "lang/fold.h"
#include "lang/lexhash.h"
#include "text/known_cuts.h"

enum { LONGEST_FOLD = 240, TOGETHER = 32 };

/* A word as the scanner saw it: its fold and what folding loses. */
typedef struct word_shape {
    char fold[LONGEST_FOLD];
    size_t fold_len;
    unsigned letters;
    isn_spelling spelling;
    bool
        plain; /* Arabic letters only: two bytes of text for each of the fold */
    uint32_t token;
    const isn_known_cut *cut; /* where the lexicon has the word */
} word_shape;

/* Words wait until there are several, and are looked up together. */
typedef struct scanner {
    isnad_doc *doc;
    uint32_t at, end, block;
    bool space;
    unsigned waiting;
    word_shape words[TOGETHER];
    isn_lex_query queries[TOGETHER];
} scanner;

static uint32_t peek(const scanner *s, uint32_t at, uint32_t *c)
{
    return (uint32_t)isn_utf8_decode(s->doc->text + at, s->end - at, c);
}

/* The fold in the arena, NUL-terminated. */
static bool keep_fold(isnad_doc *doc, isn_token *t, const char *fold, size_t n)
{
    t->fold = isn_arena_copy(doc->words, fold, n);
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
        uint32_t n =
            (uint32_t)isn_utf8_decode(doc->text + at, span.end - at, &c);
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

/* The word without the letters that were cut in front and behind. */
static inline void narrow(const isnad_doc *doc, isn_token *t,
                          const word_shape *shape, unsigned front,
                          unsigned back)
{
    if (front) {
        t->word.begin = shape->plain ? t->span.begin + 2u * front
                                     : behind_letters(doc, t->span, front);
    }
    if (back) {
        t->word.end = shape->plain ? t->span.end - 2u * back
                                   : before_letters(doc, t->span, back);
    }
    t->classes = t->entry ? t->entry->classes : 0;
}

/* A word that the lexicon has keeps no fold of its own. */
static inline void analyse_known(const isnad_doc *doc, const word_shape *shape,
                                 const isn_lex_entry *full)
{
    const isn_known_cut *k = shape->cut;
    isn_token *t = &doc->tokens.items[shape->token];
    t->fold = isn_lex_word(full);
    t->fold_len = full->word_len;
    t->stem = isn_known_stem(full, k);
    t->stem_len = k->stem_len;
    t->entry = isn_lex_numbered(k->entry);
    t->full = full;
    t->cut = isn_lex_numbered(k->cut);
    t->bare = isn_lex_numbered(k->bare);
    t->clitics = k->clitics;
    t->count = full->count;
    narrow(doc, t, shape, k->front, k->back);
}

static isnad_status analyse_unknown(isnad_doc *doc, const word_shape *shape)
{
    isn_token *t = &doc->tokens.items[shape->token];
    if (!keep_fold(doc, t, shape->fold, shape->fold_len)) {
        return ISNAD_NOMEM;
    }
    isn_clitic_cut cut;
    isn_clitics_analyse(t->fold, t->fold_len, shape->spelling, &cut);
    t->stem = cut.stem == cut.buffer
                  ? isn_arena_copy(doc->words, cut.stem, cut.stem_len)
                  : cut.stem; /* within the fold; ends at stem_len */
    t->stem_len = cut.stem_len;
    t->entry = cut.entry;
    t->cut = cut.cut;
    t->bare = cut.bare;
    t->clitics = cut.clitics;
    narrow(doc, t, shape, cut.front, cut.back);
    return t->stem ? ISNAD_OK : ISNAD_NOMEM;
}

/* Fetches for all waiting words what analyse_known reads, step by step, so
 * that the waits for memory overlap. */
static void fetch_cuts(scanner *s)
{
    for (unsigned i = 0; i < s->waiting; i++) {
        const isn_lex_entry *full = s->queries[i].entry;
        if (full) {
            __builtin_prefetch(&isn_known_cuts[full - isn_lex_entries]);
        }
    }
    for (unsigned i = 0; i < s->waiting; i++) {
        const isn_lex_entry *full = s->queries[i].entry;
        if (full) {
            const isn_known_cut *cut =
                isn_known_cut_of(full, s->words[i].spelling);
            s->words[i].cut = cut;
            __builtin_prefetch(cut);
        }
    }
}

static isnad_status analyse_waiting(scanner *s)
{
    isnad_status status = ISNAD_OK;
    isn_lex_answer(s->queries, s->waiting);
    fetch_cuts(s);
    for (unsigned i = 0; !status && i < s->waiting; i++) {
        if (s->queries[i].entry) {
            analyse_known(s->doc, &s->words[i], s->queries[i].entry);
        } else {
            status = analyse_unknown(s->doc, &s->words[i]);
        }
    }
    s->waiting = 0;
    return status;
}

static inline isn_token *push_token(scanner *s, uint32_t begin, uint32_t end,
                                    isn_token_kind kind)
{
    isn_token *t = isn_list_push(s->doc->words, &s->doc->tokens);
    if (t) {
        t->span = t->word = (isnad_span){begin, end};
        t->kind = (uint8_t)kind;
        t->block = s->block;
        t->space_before = s->space;
        s->space = false;
    }
    return t;
}

/* isn_fold; ASCII without letters stays as it is. */
static size_t fold_plain(const char *text, size_t len, char *out, size_t cap)
{
    size_t n = 0;
    while (n < len && n < cap && (unsigned char)text[n] < 0x80) {
        out[n] = text[n];
        n++;
    }
    return n == len ? n : isn_fold(text, len, out, cap);
}

/* A single sign, whose fold and entry are known. */
static void know_sign(isn_token *t, const isn_known_sign *sign)
{
    t->fold = t->stem = sign->fold;
    t->fold_len = t->stem_len = (uint16_t)strlen(sign->fold);
    if (sign->entry) {
        t->entry = t->full = t->cut = isn_lex_numbered(sign->entry);
        t->classes = t->entry->classes;
    }
}

/* Numbers, punctuation and symbols. */
static isnad_status add_token(scanner *s, uint32_t begin, uint32_t end,
                              isn_token_kind kind, uint32_t c)
{
    isn_token *t = push_token(s, begin, end, kind);
    if (!t) {
        return ISNAD_NOMEM;
    }
    bool single = kind >= ISN_PUNCT && c < ISN_KNOWN_SIGNS &&
                  end - begin == (c < 0x80 ? 1u : 2u);
    t->punct = kind >= ISN_PUNCT ? c : 0;
    if (single && isn_known_signs[c].fold[0]) {
        know_sign(t, &isn_known_signs[c]);
        return ISNAD_OK;
    }
    char folded[LONGEST_FOLD];
    size_t n =
        fold_plain(s->doc->text + begin, end - begin, folded, sizeof folded);
    if (kind != ISN_NUMBER || n <= isn_longest_number) {
        t->entry = t->full = t->cut = isn_lex_find(folded, n);
    }
    if (t->entry) {
        t->classes = t->entry->classes;
        t->fold = t->stem = isn_lex_word(t->entry);
        t->fold_len = t->stem_len = (uint16_t)n;
        return ISNAD_OK;
    }
    return keep_fold(s->doc, t, folded, n) ? ISNAD_OK : ISNAD_NOMEM;
}

/* Letter `at` of the word is أ, إ or آ. */
static inline void note_hamza(word_shape *shape, unsigned at)
{
    if (at < 8) {
        shape->spelling.hamza |= (uint8_t)(1u << at);
    }
}

static void shape_letter(word_shape *shape, uint32_t c, const char *folded,
                         size_t len)
{
    if (len > sizeof shape->fold - shape->fold_len) {
        return;
    }
    if (c == 0x622 || c == 0x623 || c == 0x625) {
        note_hamza(shape, shape->letters);
    }
    shape->spelling.ends_in_ha = c == 0x647; /* not ة U+0629 */
    memcpy(shape->fold + shape->fold_len, folded, len);
    shape->fold_len += len;
    shape->letters++;
}

/* A letter or mark of any script at `at`: its length, or 0 where the word
 * ends.  *end moves behind what belongs to the word. */
static uint32_t shape_any(const scanner *s, uint32_t at, word_shape *shape,
                          uint32_t *end)
{
    uint32_t c, n = peek(s, at, &c);
    if (!isn_is_letter(c)) {
        if (!isn_is_mark(c)) {
            return 0;
        }
        shape->plain = false;
        *end = c < 0x2000 ? at + n : *end; /* no joiner at the end */
        return n;
    }
    char folded[12];
    size_t len = isn_fold(s->doc->text + at, n, folded, sizeof folded);
    shape_letter(shape, c, folded, len);
    shape->plain = false;
    *end = at + n;
    return n;
}

/* The run of plain Arabic letters at `at`: its length in bytes. */
static uint32_t shape_arabic(const scanner *s, uint32_t at, word_shape *shape)
{
    const char *from = s->doc->text + at;
    char *out = shape->fold + shape->fold_len;
    size_t room = sizeof shape->fold - shape->fold_len, left = s->end - at;
    size_t most = (left < room ? left : room) & ~(size_t)1, n = 0;
    for (; n < most; n += 2) {
        uint32_t value = isn_arabic_at(from + n);
        if (value <= ISN_ARABIC_MARK) {
            break;
        }
        uint16_t letter = (uint16_t)value;
        memcpy(out + n, &letter, 2);
        if (value >= ISN_ARABIC_HAMZA) {
            note_hamza(shape, shape->letters + (unsigned)n / 2);
        }
    }
    if (n > 0) {
        shape->spelling.ends_in_ha = memcmp(from + n - 2, "ه", 2) == 0;
        shape->fold_len += n;
        shape->letters += (unsigned)n / 2;
    }
    return (uint32_t)n;
}

/* The cheap question at the end of most words: is this byte ASCII and no
 * letter? */
static bool plain_end(const scanner *s, uint32_t at)
{
    unsigned char c = (unsigned char)s->doc->text[at];
    return c < 0x80 && ((c | 0x20) < 'a' || (c | 0x20) > 'z');
}

static isnad_status scan_word(scanner *s)
{
    word_shape *shape = &s->words[s->waiting];
    shape->fold_len = shape->letters = 0;
    shape->spelling = (isn_spelling){false, 0};
    shape->plain = true;
    uint32_t begin = s->at, at = begin, end = begin;
    while (at < s->end && !plain_end(s, at)) {
        uint32_t run = shape_arabic(s, at, shape);
        if (run > 0) {
            at += run;
            end = at;
            continue;
        }
        uint32_t n = shape_any(s, at, shape, &end);
        if (n == 0) {
            break;
        }
        at += n;
    }
    s->at = at;
    shape->token = (uint32_t)s->doc->tokens.count;
    if (!push_token(s, begin, end, ISN_WORD)) {
        return ISNAD_NOMEM;
    }
    isn_lex_ask(&s->queries[s->waiting++], shape->fold, shape->fold_len);
    return s->waiting == TOGETHER ? analyse_waiting(s) : ISNAD_OK;
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
           c == 0x60C || c == 0x61B || c == 0x61F || c == 0x66A || c == 0x66B ||
           c == 0x66C || c == 0x6D4 || (c >= 0x2010 && c <= 0x205E) ||
           (c >= 0x3001 && c <= 0x301F) || c == 0xFD3E || c == 0xFD3F;
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
    scanner s;
    s.doc = doc;
    s.at = span.begin;
    s.end = span.end;
    s.block = block;
    s.space = true;
    s.waiting = 0;
    isnad_status status = ISNAD_OK;
    while (!status && s.at < s.end) {
        unsigned char lead = (unsigned char)doc->text[s.at];
        if (lead == ' ') {
            s.space = true;
            s.at++;
            continue;
        }
        if (lead >= 0x80 && s.at + 1 < s.end &&
            isn_arabic_at(doc->text + s.at) > ISN_ARABIC_MARK) {
            status = scan_word(&s);
            continue;
        }
        uint32_t c, n = peek(&s, s.at, &c);
        if (c < ISN_KNOWN_SIGNS && isn_known_signs[c].fold[0]) {
            status = scan_other(&s, c, n);
        } else if (isn_is_space(c)) {
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
    return status ? status : analyse_waiting(&s);
}
