/* Where does a word begin?  و ف ب ل ك س in front of a word are words of their
 * own, but they are also the first letters of وزير, بيان and لبنان.  The
 * lexicon knows many whole words; for the rest the counts of raw news decide:
 * where the shorter word is common beside the longer one, the letter is a
 * proclitic. */
#include "text/clitics.h"

#include <string.h>

#include "core/docdata.h"

enum { LETTER = 2, LONGEST = 120 };

/* A folded letter as the two bytes of its UTF-8, first byte first. */
#define LETTER_CODE(c)                                                         \
    ((uint16_t)((0xC0 | (c) >> 6) | (0x80 | ((c)&0x3F)) << 8))

enum {
    ALEF = LETTER_CODE(0x627),
    BA = LETTER_CODE(0x628),
    TA = LETTER_CODE(0x62A),
    SIN = LETTER_CODE(0x633),
    FA = LETTER_CODE(0x641),
    KAF = LETTER_CODE(0x643),
    LAM = LETTER_CODE(0x644),
    MIM = LETTER_CODE(0x645),
    NUN = LETTER_CODE(0x646),
    HA = LETTER_CODE(0x647),
    WAW = LETTER_CODE(0x648),
    YA = LETTER_CODE(0x64A),
};

static uint16_t letter_at(const char *word)
{
    const unsigned char *b = (const unsigned char *)word;
    return (uint16_t)(b[0] | b[1] << 8);
}

static bool at(const char *word, size_t len, uint16_t letter)
{
    return len >= LETTER && letter_at(word) == letter;
}

static uint32_t count_of(const isn_lex_entry *entry)
{
    return entry ? entry->count : 0;
}

static bool known(const isn_lex_entry *entry)
{
    return entry && entry->classes;
}

/* One way to cut the front of a word. */
typedef struct front_cut {
    uint16_t clitics;
    uint8_t letters;  /* cut in front, without ال */
    bool lam;         /* لل: the article lost its alef */
    const char *rest; /* behind the proclitics */
    size_t rest_len;
} front_cut;

/* Ratio of counts rest : whole that speaks for a cut.  Short rests are common
 * by chance, و is by far the most frequent proclitic. */
static double least_ratio(const front_cut *c, bool is_known, bool segment)
{
    size_t letters = c->rest_len / LETTER;
    bool wa = (c->clitics & (ISN_CLITIC_WA | ISN_CLITIC_FA)) != 0;
    double least;
    if (letters <= 2) {
        least = 5;
    } else if (letters == 3) {
        least = wa ? 1.5 : segment ? 0.12 : 0.7;
    } else {
        least = wa ? 0.4 : 0.15;
    }
    /* A word of a table speaks for the cut; less so where chance is greater:
     * فنية is not ف and نية. */
    bool chance = letters <= 3 || (c->clitics & ISN_CLITIC_FA);
    return is_known ? least / (chance && c->rest_len > 2 * LETTER ? 2 : 5)
                    : least;
}

/* Does the word behind `skipped` letters begin with the article? */
static bool article(const char *word, size_t len, unsigned skipped,
                    isn_spelling spelling)
{
    return len >= 4 * LETTER && letter_at(word) == ALEF &&
           letter_at(word + LETTER) == LAM &&
           (skipped > 7 || !(spelling.hamza >> skipped & 1));
}

enum { PRONOUNS = 6 }; /* هما ها هم هن نا ه, in the order of trial */

/* Bytes of the pronoun `i` behind `word`, or 0. */
static size_t pronoun_len(const char *word, size_t len, unsigned i,
                          bool ends_in_ha)
{
    if (len < 3 * LETTER) {
        return 0;
    }
    uint16_t last = letter_at(word + len - LETTER);
    uint16_t before = letter_at(word + len - 2 * LETTER);
    bool two = len >= 4 * LETTER;
    switch (i) {
    case 0:
        return len >= 5 * LETTER && last == ALEF && before == MIM &&
                       letter_at(word + len - 3 * LETTER) == HA
                   ? 3 * LETTER
                   : 0;
    case 1:
        return two && before == HA && last == ALEF ? 2 * LETTER : 0;
    case 2:
        return two && before == HA && last == MIM ? 2 * LETTER : 0;
    case 3:
        return two && before == HA && last == NUN ? 2 * LETTER : 0;
    case 4:
        return two && before == NUN && last == ALEF ? 2 * LETTER : 0;
    default:
        return ends_in_ha && last == HA ? LETTER : 0;
    }
}

/* The entry of `word` without the pronoun behind it, or NULL. */
static const isn_lex_entry *without_pronoun(const char *word, size_t len,
                                            bool ends_in_ha)
{
    for (unsigned i = 0; i < PRONOUNS; i++) {
        size_t n = pronoun_len(word, len, i, ends_in_ha);
        const isn_lex_entry *entry =
            n > 0 && len - n >= 3 * LETTER ? isn_lex_find(word, len - n) : NULL;
        if (entry) {
            return entry;
        }
    }
    return NULL;
}

/* Behind «لل»: how often the word stands with its article («للأمم», «الأمم»).
 */
static double definite(const front_cut *c)
{
    char word[LONGEST + LETTER] = "\u0627"; /* ا, then ل and the rest */
    if (c->rest_len > LONGEST) {
        return 0;
    }
    memcpy(word + LETTER, c->rest, c->rest_len);
    return count_of(isn_lex_find(word, LETTER + c->rest_len));
}

/* Is the cut better than the whole word, and how good? 0: no. */
static double worth(const front_cut *c, uint32_t whole, isn_spelling spelling,
                    bool segment)
{
    const isn_lex_entry *rest = isn_lex_find(c->rest, c->rest_len);
    double count = count_of(rest);
    bool is_known = known(rest);
    if (c->lam || article(c->rest, c->rest_len, c->letters, spelling)) {
        size_t skip = c->lam ? LETTER : 2 * LETTER;
        const isn_lex_entry *bare =
            isn_lex_find(c->rest + skip, c->rest_len - skip);
        is_known = is_known || known(bare);
        count += count_of(bare) + (c->lam ? definite(c) : 0);
        if (c->rest_len - skip >= 3 * LETTER && whole == 0) {
            count += 1; /* بال, وال, لل before anything */
        }
    }
    if (count == 0 && !is_known && whole == 0) {
        /* Clitics on both sides: وتضمها is as rare as تضمها. */
        const isn_lex_entry *inner =
            without_pronoun(c->rest, c->rest_len, spelling.ends_in_ha);
        is_known = known(inner);
        count = count_of(inner);
    }
    if (count == 0 && !is_known) {
        return 0;
    }
    /* A verb of saying carries و more often than not («وقال», «وأضافت»): the
     * counts of the two say nothing. */
    if (c->clitics == ISN_CLITIC_WA && rest && c->rest_len >= 3 * LETTER &&
        !at(c->rest, c->rest_len, WAW) && /* وورد is a name */
        (rest->classes & ISN_BIT(ISN_CLASS_SPEECH))) {
        return 1000;
    }
    double ratio = (count + (is_known ? 1 : 0)) / (whole + 0.5);
    double least = least_ratio(c, is_known, segment);
    return ratio >= least ? ratio / least : 0;
}

/* س stands before a verb: not in «سيوم», whose rest is a noun. */
static bool future(const char *rest, size_t len)
{
    static const uint64_t nouns =
        ISN_BIT(ISN_CLASS_TIME_UNIT) | ISN_BIT(ISN_CLASS_TITLE) |
        ISN_BIT(ISN_CLASS_ORG_HEAD) | ISN_BIT(ISN_CLASS_PLACE);
    if (len < 3 * LETTER) {
        return false;
    }
    const isn_lex_entry *entry = isn_lex_find(rest, len);
    if (entry && (entry->classes & nouns)) {
        return false;
    }
    uint16_t first = letter_at(rest);
    return first == YA || first == TA || first == NUN || first == ALEF;
}

/* The best cut in front; letters 0 when the word is whole. */
static front_cut best_front(const char *word, size_t len, uint32_t whole,
                            isn_spelling spelling, bool segment)
{
    static const struct {
        uint16_t letter, bit; /* letter 0: nothing is cut */
    } outer[] = {{0, 0}, {WAW, ISN_CLITIC_WA}, {FA, ISN_CLITIC_FA}},
      inner[] = {{0, 0},
                 {BA, ISN_CLITIC_BI},
                 {LAM, ISN_CLITIC_LI},
                 {KAF, ISN_CLITIC_KA},
                 {SIN, ISN_CLITIC_SA}};
    front_cut best = {.rest = word, .rest_len = len};
    double best_worth = 0;
    for (unsigned o = 0; o < 3; o++) {
        if (o > 0 && !at(word, len, outer[o].letter)) {
            continue;
        }
        size_t skip = o > 0 ? LETTER : 0;
        bool whole_rest = o > 0 && known(isn_lex_find(word + skip, len - skip));
        for (unsigned i = 0; i < 5; i++) {
            if ((o == 0 && i == 0) || (whole_rest && i > 0) || /* و+كذلك */
                (i > 0 && !at(word + skip, len - skip, inner[i].letter))) {
                continue;
            }
            size_t cut = skip + (i > 0 ? LETTER : 0);
            front_cut c = {.clitics = outer[o].bit | inner[i].bit,
                           .letters = (uint8_t)(cut / LETTER),
                           .rest = word + cut,
                           .rest_len = len - cut};
            if (c.rest_len < 2 * LETTER || (inner[i].bit == ISN_CLITIC_SA &&
                                            !future(c.rest, c.rest_len))) {
                continue;
            }
            c.lam = inner[i].bit == ISN_CLITIC_LI &&
                    at(c.rest, c.rest_len, LAM) && c.rest_len >= 3 * LETTER;
            double w = worth(&c, whole, spelling, segment);
            if (w > best_worth) {
                best_worth = w;
                best = c;
            }
        }
    }
    return best;
}

/* The word before a pronoun as it stands alone: حكومت is حكومة, أعدائ and
 * أعداؤ are أعداء.  Its entry, the better of both spellings; *found is where
 * its letters are. */
static const isn_lex_entry *alone(const char *stem, size_t rest,
                                  isn_clitic_cut *out, const char **found)
{
    const isn_lex_entry *entry = isn_lex_find(stem, rest);
    *found = stem;
    uint16_t last = letter_at(stem + rest - LETTER);
    bool hamza = (last == YA || last == WAW) && rest >= 3 * LETTER &&
                 letter_at(stem + rest - 2 * LETTER) == ALEF;
    if (known(entry) || (last != TA && !hamza) || rest >= sizeof out->buffer) {
        return entry;
    }
    memcpy(out->buffer, stem, rest);
    memcpy(out->buffer + rest - LETTER, hamza ? "ء" : "ه", LETTER);
    const isn_lex_entry *other = isn_lex_find(out->buffer, rest);
    if (known(other) || count_of(other) > count_of(entry)) {
        *found = out->buffer;
        return other;
    }
    return entry;
}

/* A pronoun behind: its length in letters, or 0. */
static unsigned pronoun(const char *stem, size_t len, bool ends_in_ha,
                        bool segment, isn_clitic_cut *out)
{
    uint32_t whole = count_of(isn_lex_find(stem, len));
    for (unsigned i = 0; i < PRONOUNS; i++) {
        size_t n = pronoun_len(stem, len, i, ends_in_ha);
        if (n == 0) {
            continue;
        }
        size_t rest = len - n;
        const char *found;
        const isn_lex_entry *entry = alone(stem, rest, out, &found);
        /* نا may belong to a verb; the others are hardly ever a word's own. */
        bool mere = segment && i != 4;
        uint32_t least = mere ? whole / 4 + 2 : 2 * whole + 4;
        if (known(entry) || (rest >= 3 * LETTER && count_of(entry) >= least)) {
            out->entry = known(entry) ? entry : out->entry;
            out->stem = found;
            out->stem_len = (uint16_t)rest;
            return (unsigned)(n / LETTER);
        }
    }
    return 0;
}

/* Words that begin with a proclitic's letter by nature, and names. */
static bool by_nature(const isn_lex_entry *entry)
{
    return (entry->classes &
            (ISN_BIT(ISN_CLASS_WHOLE) | ISN_BIT(ISN_CLASS_PLACE))) != 0;
}

static bool one_with_article(const isn_lex_entry *entry)
{
    return (entry->classes & ISN_BIT(ISN_CLASS_FUNCTION)) != 0;
}

static void cut_word(const char *folded, size_t len, isn_spelling spelling,
                     bool keep_known, isn_clitic_cut *out)
{
    out->clitics = 0;
    out->front = out->back = 0;
    out->stem = folded;
    out->stem_len = (uint16_t)len;
    out->entry = out->full = out->cut = isn_lex_find(folded, len);
    out->bare = NULL;
    if (len > LONGEST) {
        return;
    }
    bool whole_known = known(out->full) && (keep_known || by_nature(out->full));
    if (!whole_known && len >= 3 * LETTER) {
        front_cut front =
            best_front(folded, len, count_of(out->full), spelling, !keep_known);
        if (front.letters > 0) {
            out->clitics = front.clitics;
            out->front = front.letters;
            out->stem = front.rest;
            out->stem_len = (uint16_t)front.rest_len;
            out->cut = isn_lex_find(front.rest, front.rest_len);
            if (front.lam) {
                char word[LONGEST + 8];
                memcpy(word, "ا", LETTER);
                memcpy(word + LETTER, front.rest, front.rest_len);
                out->cut = isn_lex_find(word, front.rest_len + LETTER);
                out->clitics |= ISN_CLITIC_AL;
                out->stem += LETTER;
                out->stem_len -= LETTER;
            }
            out->entry = out->cut;
        }
    }
    /* The article is no part of the stem, unless the word is one with it (الذي,
     * الله).  What is known with the article is not asked without it. */
    bool with_article = known(out->cut);
    if (!(out->clitics & ISN_CLITIC_AL) &&
        article(out->stem, out->stem_len, out->front, spelling) &&
        !(with_article && (out->stem_len == 4 * LETTER || /* الآن */
                           one_with_article(out->cut)))) {
        out->clitics |= ISN_CLITIC_AL;
        out->stem += 2 * LETTER;
        out->stem_len -= 2 * LETTER;
    }
    if (out->clitics & ISN_CLITIC_AL) {
        out->bare = isn_lex_find(out->stem, out->stem_len);
        out->entry = out->bare && !known(out->entry) ? out->bare : out->entry;
    }
    if ((!known(out->entry) || (!keep_known && !whole_known)) &&
        !(out->clitics & ISN_CLITIC_AL)) {
        out->back = (uint8_t)pronoun(out->stem, out->stem_len,
                                     spelling.ends_in_ha, !keep_known, out);
        if (out->back) {
            out->clitics |= ISN_CLITIC_PRON;
        }
    }
}

void isn_clitics_analyse(const char *folded, size_t len, isn_spelling spelling,
                         isn_clitic_cut *out)
{
    cut_word(folded, len, spelling, true, out);
}

void isn_clitics_segment(const char *folded, size_t len, isn_spelling spelling,
                         isn_clitic_cut *out)
{
    cut_word(folded, len, spelling, false, out);
}
