/* Names are compared word by word.  A word known to a table is trusted to be
 * what it is: two given names, or two places, that stand on different rows
 * are different, however alike they look (حسن and حسين); only words that no
 * table knows, mostly foreign names, may differ in the letters by which
 * Arabic writes foreign sounds. */
#include "annotate/variants.h"

#include <string.h>

#include "core/utf8.h"
#include "lang/fold.h"
#include "lang/lexicon.h"

enum { MOST_WORDS = 16, MOST_BYTES = 480, MOST_LETTERS = 40 };

typedef struct word {
    uint32_t letter[MOST_LETTERS]; /* without ال */
    unsigned letters;
    const isn_lex_entry *entry; /* of the word with or without ال */
    bool article;
} word;

typedef struct parsed {
    word words[MOST_WORDS];
    unsigned count;
    char fold[MOST_BYTES];
    size_t fold_len;
    uint32_t trie; /* node of the whole phrase, or ISN_TRIE_NONE */
} parsed;

typedef enum likeness { DIFFERENT, SAME, SIMILAR } likeness;

static bool part_of_word(uint32_t c)
{
    return c != '_' && (isn_is_letter(c) || isn_is_digit(c));
}

static void add_word(parsed *p, const char *from, size_t len)
{
    static const char al[] = "ال";
    word *w = &p->words[p->count++];
    const isn_lex_entry *whole = isn_lex_find(from, len);
    p->trie = p->count == 1 ? isn_trie_step(ISN_TRIE_ROOT, whole)
                            : isn_trie_step(p->trie, whole);
    w->entry = whole;
    w->article = len > 4 * 2 && memcmp(from, al, 4) == 0;
    w->letters = 0;
    if (w->article) {
        from += 4;
        len -= 4;
        if (!whole || !whole->classes) {
            w->entry = isn_lex_find(from, len);
        }
    }
    for (size_t at = 0; at < len && w->letters < MOST_LETTERS;) {
        at += isn_utf8_decode(from + at, len - at, &w->letter[w->letters++]);
    }
}

static void parse(parsed *p, const char *name)
{
    size_t len = strlen(name);
    p->count = 0;
    p->trie = ISN_TRIE_NONE;
    p->fold_len = isn_fold(name, len < MOST_BYTES / 3 ? len : MOST_BYTES / 3,
                           p->fold, sizeof p->fold);
    size_t begin = 0, at = 0;
    bool inside = false;
    while (at <= p->fold_len && p->count < MOST_WORDS) {
        uint32_t c = 0;
        size_t n = at < p->fold_len
                       ? isn_utf8_decode(p->fold + at, p->fold_len - at, &c)
                       : 1;
        bool letter = at < p->fold_len && part_of_word(c);
        if (letter && !inside) {
            begin = at;
        } else if (!letter && inside) {
            add_word(p, p->fold + begin, at - begin);
        }
        inside = letter;
        at += n;
    }
}

/* ---- one word against one ------------------------------------------------ */

static bool weak(uint32_t c)
{
    return c == 0x627 || c == 0x648 || c == 0x64A || c == 0x621;
}

/* The letters by which papers write one foreign sound, as one of them. */
static uint32_t sound(uint32_t c)
{
    switch (c) {
    case 0x62C:       /* ج */
    case 0x63A:       /* غ */
    case 0x642:       /* ق */
    case 0x6AF:       /* گ */
        return 0x643; /* ك */
    case 0x6A4:       /* ڤ */
        return 0x641; /* ف */
    case 0x67E:       /* پ */
        return 0x628; /* ب */
    case 0x635:       /* ص */
    case 0x634:       /* ش */
    case 0x62B:       /* ث */
        return 0x633; /* س */
    case 0x637:       /* ط */
        return 0x62A; /* ت */
    case 0x636:       /* ض */
    case 0x630:       /* ذ */
        return 0x62F; /* د */
    default:
        return c;
    }
}

static bool same_letters(const word *a, const word *b)
{
    return a->letters == b->letters &&
           memcmp(a->letter, b->letter, a->letters * sizeof a->letter[0]) == 0;
}

/* Does `a` write at `i`, its first letter, تش where `b` writes ش? */
static bool fused(const word *a, const word *b, unsigned i)
{
    return i == 0 && a->letters > 2 && a->letter[0] == 0x62A &&
           a->letter[1] == 0x634 && b->letters > 0 && b->letter[0] == 0x634;
}

/* Alike but for the letters of foreign sounds, one vowel, and a vowel at the
 * end. */
static bool sounds_like(const word *a, const word *b)
{
    unsigned i = 0, j = 0, vowels = 0, sounds = 0;
    while (i < a->letters && j < b->letters) {
        uint32_t x = a->letter[i], y = b->letter[j];
        bool last = i + 1 == a->letters && j + 1 == b->letters;
        if (x == y) {
            i++, j++;
        } else if (fused(a, b, i) || fused(b, a, j)) {
            /* تشيبوك and شيبوك: ch as two letters or one. */
            i += x == 0x62A;
            j += y == 0x62A;
            sounds++;
        } else if (sound(x) == sound(y)) {
            i++, j++, sounds++;
        } else if (weak(x) && weak(y) && i > 0 &&
                   a->letters - i != b->letters - j) {
            /* The longer rest has a vowel more: فيرمينيو. */
            *(a->letters - i > b->letters - j ? &i : &j) += 1;
            vowels++;
        } else if ((weak(x) || (last && x == 0x647)) &&
                   (weak(y) || (last && y == 0x647)) && i > 0) {
            i++, j++, vowels += !last;
        } else if (weak(x) && i > 0) {
            i++, vowels++;
        } else if (weak(y) && j > 0) {
            j++, vowels++;
        } else {
            return false;
        }
    }
    for (; i < a->letters; i++) {
        vowels += weak(a->letter[i]) || a->letter[i] == 0x647 ? 1 : 3;
    }
    for (; j < b->letters; j++) {
        vowels += weak(b->letter[j]) || b->letter[j] == 0x647 ? 1 : 3;
    }
    return vowels <= 1 && sounds <= 2;
}

/* Rows of one table for two words: same row, different rows, or no such
 * knowledge (0). */
static int same_row(const isn_lex_entry *a, const isn_lex_entry *b,
                    unsigned cls)
{
    const isn_sense *x = isn_lex_sense(a, cls), *y = isn_lex_sense(b, cls);
    if (!x || !y) {
        return 0;
    }
    return x->row == y->row ? 1 : -1;
}

static likeness compare(const word *a, const word *b)
{
    if (same_letters(a, b)) {
        return SAME;
    }
    int given = same_row(a->entry, b->entry, ISN_CLASS_GIVEN_NAME);
    int place = same_row(a->entry, b->entry, ISN_CLASS_PLACE);
    if (given > 0 || place > 0) {
        return SIMILAR;
    }
    if (given < 0 || place < 0 || a->letters < 4 || b->letters < 4 ||
        (a->article != b->article)) {
        return DIFFERENT;
    }
    return sounds_like(a, b) ? SIMILAR : DIFFERENT;
}

/* ---- names --------------------------------------------------------------- */

static bool is_given(const word *w)
{
    const isn_sense *s = isn_lex_sense(w->entry, ISN_CLASS_GIVEN_NAME);
    return s && isn_rows_given_name[s->row].kind <= ISN_GIVEN_NAME_KIND_FEMALE;
}

static bool is_compound(const word *w)
{
    const isn_sense *s = isn_lex_sense(w->entry, ISN_CLASS_GIVEN_NAME);
    return s && isn_rows_given_name[s->row].use == ISN_GIVEN_NAME_USE_COMPOUND;
}

static bool is_particle(const word *w)
{
    const isn_sense *s = isn_lex_sense(w->entry, ISN_CLASS_GIVEN_NAME);
    return s &&
           isn_rows_given_name[s->row].kind == ISN_GIVEN_NAME_KIND_PARTICLE;
}

static bool is_class(const word *w, unsigned cls)
{
    return w->entry && (w->entry->classes & ISN_BIT(cls));
}

/* The words of `a` in `b`, in order, each alike; where[i] is the place of the
 * i-th.  The worst likeness, or DIFFERENT. */
static likeness embed(const parsed *a, const parsed *b, unsigned *where)
{
    likeness worst = SAME;
    unsigned j = 0;
    for (unsigned i = 0; i < a->count; i++, j++) {
        likeness l = DIFFERENT;
        while (j < b->count &&
               (l = compare(&a->words[i], &b->words[j])) == DIFFERENT) {
            j++;
        }
        if (j == b->count) {
            return DIFFERENT;
        }
        where[i] = j;
        worst = l > worst ? l : worst;
    }
    return worst;
}

/* May the person `b` go by the fewer words of `a`?  A part that follows بن,
 * and a tail that begins with a given name, are the father. */
static bool short_person(const parsed *a, const parsed *b,
                         const unsigned *where)
{
    unsigned first = where[0], last = where[a->count - 1];
    if (first > 0 && is_particle(&b->words[first - 1])) {
        return false;
    }
    if (first == 0) {
        /* A run from the front, or first and last. */
        return last + 1 == b->count || last + 1 == a->count;
    }
    if (is_particle(&a->words[0])) {
        return first == 1 && last + 1 - first == a->count;
    }
    if (last + 1 != b->count) {
        return false;
    }
    if (a->count == 1 || !is_given(&a->words[0])) {
        return true;
    }
    return first == 1 && is_compound(&b->words[0]);
}

static bool short_organisation(const parsed *a, const parsed *b,
                               const unsigned *where)
{
    unsigned last = where[a->count - 1];
    if (where[0] == 1 && last == a->count && b->count == a->count + 1 &&
        is_class(&b->words[0], ISN_CLASS_ORG_HEAD)) {
        return true; /* حركة before its proper name */
    }
    if (where[0] == 1 && b->count == 2 && a->count == 1) {
        /* A club of a town goes by its other word: يونايتد. */
        return is_class(&b->words[0], ISN_CLASS_PLACE) &&
               !is_class(&a->words[0], ISN_CLASS_PLACE) &&
               !is_class(&a->words[0], ISN_CLASS_NATIONALITY) &&
               !is_class(&a->words[0], ISN_CLASS_ORG_HEAD);
    }
    if (where[0] != 0) {
        return false;
    }
    if (a->count == 1) {
        return !is_class(&a->words[0], ISN_CLASS_ORG_HEAD) &&
               a->words[0].letters >= 3;
    }
    if (last + 1 == b->count) {
        return true;
    }
    for (unsigned i = last + 1; i < b->count; i++) {
        if (!is_class(&b->words[i], ISN_CLASS_NATIONALITY) &&
            !is_class(&b->words[i], ISN_CLASS_PLACE)) {
            return a->count >= 4;
        }
    }
    return last + 1 == a->count;
}

/* مان سيتي: the town of a club clipped to its first letters. */
static bool clipped(const parsed *a, const parsed *b)
{
    const word *x = &a->words[0], *y = &b->words[0];
    return a->count == 2 && b->count == 2 && x->letters >= 3 &&
           x->letters < y->letters && is_class(y, ISN_CLASS_PLACE) &&
           !is_class(x, ISN_CLASS_PLACE) &&
           memcmp(x->letter, y->letter, x->letters * sizeof x->letter[0]) ==
               0 &&
           same_letters(&a->words[1], &b->words[1]);
}

/* What the tables say of the whole name. */
static const isn_sense *senses_of(const parsed *p, uint32_t *count)
{
    *count = 0;
    if (p->count > 1) {
        return p->trie == ISN_TRIE_NONE ? NULL
                                        : isn_trie_senses(p->trie, count);
    }
    const isn_lex_entry *entry = p->words[0].entry;
    if (!entry) {
        return NULL;
    }
    *count = entry->sense_count;
    return isn_lex_sense_at(entry, 0);
}

static bool same_place(const parsed *a, const parsed *b)
{
    uint32_t n, m;
    const isn_sense *x = senses_of(a, &n), *y = senses_of(b, &m);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < m; j++) {
            if (x[i].cls == ISN_CLASS_PLACE && y[j].cls == ISN_CLASS_PLACE &&
                x[i].row == y[j].row) {
                return true;
            }
        }
    }
    return false;
}

/* The name under which a table counts a news agency or an outlet, or NULL. */
static const char *house_of(const parsed *p)
{
    uint32_t n;
    const isn_sense *senses = senses_of(p, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (senses[i].cls == ISN_CLASS_AGENCY) {
            return isn_rows_agency[senses[i].row].name;
        }
        if (senses[i].cls == ISN_CLASS_OUTLET && p->count > 1) {
            return isn_rows_outlet[senses[i].row].name;
        }
    }
    return NULL;
}

static bool same_house(const parsed *a, const parsed *b)
{
    const char *x = house_of(a), *y = x ? house_of(b) : NULL;
    return y && strcmp(x, y) == 0;
}

/* The same letters once blanks are gone: عبدالله and عبد الله. */
static bool joined_alike(const parsed *a, const parsed *b)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a->fold_len &&
               (a->fold[i] == ' ' || a->fold[i] == '_' || a->fold[i] == '-')) {
            i++;
        }
        while (j < b->fold_len &&
               (b->fold[j] == ' ' || b->fold[j] == '_' || b->fold[j] == '-')) {
            j++;
        }
        if (i == a->fold_len || j == b->fold_len) {
            return i == a->fold_len && j == b->fold_len;
        }
        if (a->fold[i++] != b->fold[j++]) {
            return false;
        }
    }
}

static bool stands_for(const parsed *a, const parsed *b)
{
    uint32_t count;
    const isn_sense *senses = senses_of(a, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (senses[i].cls == ISN_CLASS_ACRONYM) {
            parsed full;
            parse(&full, isn_rows_acronym[senses[i].row].full);
            unsigned where[MOST_WORDS];
            if (full.count <= b->count && embed(&full, b, where) == SAME &&
                where[0] == 0) {
                return true;
            }
        }
    }
    return false;
}

static const char *variant(isnad_entity_type type, const parsed *a,
                           const parsed *b)
{
    unsigned where[MOST_WORDS];
    likeness l = embed(a, b, where);
    if (l != DIFFERENT && a->count == b->count) {
        return l == SAME ? "spelling" : "transliteration";
    }
    if (joined_alike(a, b)) {
        return "spelling";
    }
    if (type == ISNAD_LOC && same_place(a, b)) {
        return a->count < b->count ? "shortening" : "spelling";
    }
    if (type == ISNAD_ORG &&
        (stands_for(a, b) || stands_for(b, a) || same_house(a, b))) {
        return "acronym";
    }
    if (type == ISNAD_ORG && (clipped(a, b) || clipped(b, a))) {
        return "shortening";
    }
    if (l == DIFFERENT || type == ISNAD_LOC) {
        return NULL;
    }
    bool good = type == ISNAD_PER ? short_person(a, b, where)
                                  : short_organisation(a, b, where);
    return good ? "shortening" : NULL;
}

const char *isn_name_variant(isnad_entity_type type, const char *a,
                             const char *b)
{
    parsed p, q;
    parse(&p, a);
    parse(&q, b);
    if (p.count == 0 || q.count == 0) {
        return NULL;
    }
    return p.count <= q.count ? variant(type, &p, &q) : variant(type, &q, &p);
}

/* ---- keys --------------------------------------------------------------- */

static uint64_t mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

/* The consonants of a word, by sound: what sounds_like never changes. */
static uint64_t skeleton(const word *w)
{
    uint64_t h = 1;
    bool fused_start =
        w->letters > 2 && w->letter[0] == 0x62A && w->letter[1] == 0x634;
    for (unsigned i = fused_start; i < w->letters; i++) {
        uint32_t c = w->letter[i];
        if (!(weak(c) && i > 0) && !(c == 0x647 && i + 1 == w->letters)) {
            h = mix(h, sound(c));
        }
    }
    return h;
}

static uint64_t whole_key(const parsed *p)
{
    uint64_t h = 2;
    for (size_t i = 0; i < p->fold_len; i++) {
        char c = p->fold[i];
        if (c != ' ' && c != '_' && c != '-') {
            h = mix(h, (unsigned char)c);
        }
    }
    return h;
}

static uint64_t acronym_key(const char *full)
{
    parsed p;
    parse(&p, full);
    return whole_key(&p);
}

size_t isn_name_keys(isnad_entity_type type, const char *name, uint64_t *keys,
                     size_t cap)
{
    parsed p;
    parse(&p, name);
    size_t n = 0;
    if (p.count == 0) {
        return 0;
    }
    if (n < cap) {
        keys[n++] = whole_key(&p);
    }
    uint32_t count;
    const isn_sense *senses = senses_of(&p, &count);
    for (uint32_t i = 0; i < count && n < cap; i++) {
        if (type == ISNAD_LOC && senses[i].cls == ISN_CLASS_PLACE) {
            keys[n++] = mix(3, senses[i].row);
        } else if (type == ISNAD_ORG && senses[i].cls == ISN_CLASS_ACRONYM) {
            keys[n++] = acronym_key(isn_rows_acronym[senses[i].row].full);
        }
    }
    const char *house = type == ISNAD_ORG ? house_of(&p) : NULL;
    if (house && n < cap) {
        uint64_t h = 5;
        for (; *house; house++) {
            h = mix(h, (unsigned char)*house);
        }
        keys[n++] = h;
    }
    /* Of a long name the two outer words on each side do. */
    for (unsigned i = 0; i < p.count && n < cap; i++) {
        if (i < 2 || i + 2 >= p.count) {
            keys[n++] = skeleton(&p.words[i]);
        }
    }
    return n;
}
