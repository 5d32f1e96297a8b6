#include "annotate/nameedges.h"

#include <math.h>
#include <string.h>

#include "core/utf8.h"
#include "lang/fold.h"
#include "lang/lexicon.h"

enum { LETTER = 2, PROCLITICS = 5, MOST_CUT = 3 };

static const char *const proclitics[PROCLITICS] = {"و", "ف", "ب", "ل", "ك"};

isnad_status isn_word_counts_of(const isn_tag_text *text,
                                isn_word_counts *counts)
{
    uint32_t size = 64;
    while (size < 2 * (uint64_t)text->type_count && size < (1u << 30)) {
        size *= 2;
    }
    counts->mask = size - 1;
    counts->slots =
        isn_arena_alloc(text->doc->words, size * sizeof *counts->slots);
    if (!counts->slots) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < text->type_count; i++) {
        uint64_t key = text->types[i].word.whole;
        uint32_t at = (uint32_t)(key >> 24) & counts->mask;
        while (counts->slots[at].count && counts->slots[at].key != key) {
            at = (at + 1) & counts->mask;
        }
        counts->slots[at].key = key;
        counts->slots[at].count += text->types[i].count;
    }
    return ISNAD_OK;
}

static uint32_t count_here(const isn_word_counts *counts, const char *word,
                           size_t len)
{
    uint64_t key = isn_tag_hash(word, len);
    for (uint32_t at = (uint32_t)(key >> 24);; at++) {
        const isn_word_count *slot = &counts->slots[at & counts->mask];
        if (slot->count == 0 || slot->key == key) {
            return slot->count;
        }
    }
}

/* How often `word` stands here behind each proclitic but `but`. */
static uint32_t count_behind(const isn_word_counts *counts, const char *word,
                             size_t len, unsigned but)
{
    char longer[256];
    uint32_t sum = 0;
    if (len + LETTER > sizeof longer) {
        return 0;
    }
    memcpy(longer + LETTER, word, len);
    for (unsigned i = 0; i < PROCLITICS; i++) {
        if (i != but) {
            memcpy(longer, proclitics[i], LETTER);
            sum += count_here(counts, longer, len + LETTER);
        }
    }
    return sum;
}

static unsigned proclitic_of(const char *fold, size_t len)
{
    for (unsigned i = 0; len > LETTER && i < PROCLITICS; i++) {
        if (memcmp(fold, proclitics[i], LETTER) == 0) {
            return i;
        }
    }
    return PROCLITICS;
}

static uint32_t occurrences(const isn_lex_entry *entry)
{
    return entry ? entry->count : 0;
}

bool isn_cut_features(const isn_word_counts *counts, const char *fold,
                      size_t len, bool library, isnad_entity_type type,
                      float f[ISN_CUT_WEIGHTS])
{
    unsigned letter = proclitic_of(fold, len);
    memset(f, 0, ISN_CUT_WEIGHTS * sizeof *f);
    if (letter == PROCLITICS || len < 2 * LETTER) {
        return false;
    }
    const char *rest = fold + LETTER;
    size_t rest_len = len - LETTER, letters = rest_len / LETTER;
    const isn_lex_entry *w = isn_lex_find(fold, len),
                        *r = isn_lex_find(rest, rest_len);
    bool whole_known = w && w->classes, rest_known = r && r->classes;
    uint32_t here = count_here(counts, rest, rest_len) +
                    count_behind(counts, rest, rest_len, letter);
    uint32_t more = count_behind(counts, fold, len, PROCLITICS);
    float ratio =
        logf(((float)occurrences(r) + 0.5f) / ((float)occurrences(w) + 0.5f));
    f[ISN_CUT_BIAS + letter] = 1;
    f[ISN_CUT_RATIO + letter] = ratio;
    f[ISN_CUT_LIBRARY] = library;
    f[ISN_CUT_WHOLE_KNOWN] = whole_known;
    f[ISN_CUT_WHOLE_ONLY] = whole_known && !rest_known;
    f[ISN_CUT_REST_KNOWN] = rest_known;
    f[ISN_CUT_REST_ONLY] = rest_known && !whole_known;
    f[ISN_CUT_REST_HERE] = here > 0;
    f[ISN_CUT_ONLY_REST_HERE] = here > 0 && more == 0;
    f[ISN_CUT_MORE_BEFORE] = more > 0;
    f[ISN_CUT_ONLY_MORE_BEFORE] = more > 0 && here == 0;
    f[ISN_CUT_OFTEN_HERE] = count_here(counts, fold, len) > 2;
    f[ISN_CUT_TWO] = letters <= 2;
    f[ISN_CUT_THREE] = letters == 3;
    f[ISN_CUT_FOUR] = letters == 4;
    f[ISN_CUT_ARTICLE] = letters >= 5 && memcmp(rest, "ال", 2 * LETTER) == 0;
    f[ISN_CUT_WHOLE_NEW] = occurrences(w) == 0;
    f[ISN_CUT_BOTH_NEW] = occurrences(w) == 0 && occurrences(r) == 0;
    f[ISN_CUT_PERSON] = type == ISNAD_PER;
    return true;
}

/* لل: the article has lost its alef, and the name cannot be cut at a letter,
 * unless it begins with ل itself (للبنان). */
static bool uncuttable(const char *fold, size_t len)
{
    if (len < 3 * LETTER || memcmp(fold, "لل", 2 * LETTER) != 0) {
        return false;
    }
    const isn_lex_entry *r = isn_lex_find(fold + LETTER, len - LETTER);
    return !(r && (r->classes &
                   (ISN_BIT(ISN_CLASS_PLACE) | ISN_BIT(ISN_CLASS_GIVEN_NAME) |
                    ISN_BIT(ISN_CLASS_ORG_HEAD))));
}

static unsigned letters_cut(const isn_token *t, const isn_word_counts *counts,
                            const float *weights, isnad_entity_type type)
{
    unsigned library = 0;
    for (unsigned bit = ISN_CLITIC_WA; bit <= ISN_CLITIC_KA; bit <<= 1) {
        library += (t->clitics & bit) != 0;
    }
    unsigned cut = 0;
    while (cut < MOST_CUT) {
        const char *fold = t->fold + cut * LETTER;
        size_t len = t->fold_len - cut * LETTER;
        float f[ISN_CUT_WEIGHTS], sum = 0;
        if (uncuttable(fold, len) ||
            !isn_cut_features(counts, fold, len, cut < library, type, f)) {
            break;
        }
        for (unsigned i = 0; i < ISN_CUT_WEIGHTS; i++) {
            sum += f[i] * weights[i];
        }
        if (sum <= 0) {
            break;
        }
        cut++;
    }
    return cut;
}

/* Text behind the first `letters` letters, marks and tatweel. */
static uint32_t skip_letters(const isnad_doc *doc, isnad_span span,
                             unsigned letters)
{
    uint32_t at = span.begin;
    while (at < span.end) {
        uint32_t c;
        uint32_t n =
            (uint32_t)isn_utf8_decode(doc->text + at, span.end - at, &c);
        if (!isn_is_mark(c)) {
            if (letters == 0) {
                break;
            }
            letters--;
        }
        at += n;
    }
    return at;
}

/* «لـCNN»: Arabic proclitics written to a foreign word. */
static unsigned before_latin(const isn_token *t)
{
    unsigned n = 0;
    while (n < MOST_CUT &&
           proclitic_of(t->fold + n * LETTER, t->fold_len - n * LETTER) <
               PROCLITICS) {
        n++;
    }
    return n > 0 && t->fold_len > n * LETTER &&
                   (unsigned char)t->fold[n * LETTER] < 0x80
               ? n
               : 0;
}

uint32_t isn_name_begin(const isnad_doc *doc, const isn_word_counts *counts,
                        const float *weights, uint32_t token,
                        isnad_entity_type type)
{
    const isn_token *t = &doc->tokens.items[token];
    if (t->kind != ISN_WORD) {
        return t->span.begin;
    }
    unsigned cut = before_latin(t);
    if (cut == 0) {
        cut = letters_cut(t, counts, weights, type);
    }
    return cut ? skip_letters(doc, t->span, cut) : t->span.begin;
}
