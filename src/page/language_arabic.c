/* Languages in Arabic letters, word by word.
 *
 * Arabic shows in its article, in ة and in a few little words; the others in
 * letters that it lacks and in little words of theirs.  No letter decides
 * alone: Gulf and Iraqi writers type چ and گ, Egyptians ڤ, Moroccans ڭ, and
 * whole Arabic pages are typed with Persian ی and ک. */
#include <string.h>

#include "core/utf8.h"
#include "lang/fold.h"
#include "lang/lexhash.h"
#include "page/language_words.h"

typedef enum tongue {
    PERSIAN,
    URDU,
    KURDISH,
    PASHTO,
    SINDHI,
    MALAY,
    UYGHUR,
    KAZAKH,
    TONGUES,
} tongue;

enum {
    FA = 1 << PERSIAN,
    UR = 1 << URDU,
    CKB = 1 << KURDISH,
    PS = 1 << PASHTO,
    SD = 1 << SINDHI,
    MS = 1 << MALAY,
    UG = 1 << UYGHUR,
    KK = 1 << KAZAKH,
    AR = 1 << TONGUES,
};

static const char *const codes[TONGUES] = {"fa", "ur", "ckb", "ps",
                                           "sd", "ms", "ug",  "kk"};

enum {
    FIRST = 0x66E, /* letters from here on may be foreign */
    LAST = 0x77F,
    LONGEST = 32, /* bytes of a word */
    LITTLE = 12,  /* and of one in the lists below */
    SLOTS = 256,  /* more than twice as many as little words */
};

/* Letters that Arabic does not have, and who writes them. */
static const uint16_t writers[LAST - FIRST + 1] = {
    [U'ی' - FIRST] = FA | UR | CKB | PS,
    [U'ک' - FIRST] = FA | UR | CKB | PS | SD,
    [U'گ' - FIRST] = FA | UR | CKB | SD | UG | KK,
    [U'پ' - FIRST] = FA | UR | CKB | PS | SD | UG | KK,
    [U'چ' - FIRST] = FA | UR | CKB | PS | SD | MS | UG | KK,
    [U'ژ' - FIRST] = FA | UR | CKB | PS | UG,
    [U'ٹ' - FIRST] = UR,
    [U'ڑ' - FIRST] = UR,
    [U'ں' - FIRST] = UR,
    [U'ے' - FIRST] = UR,
    [U'ہ' - FIRST] = UR,
    [U'ڈ' - FIRST] = UR,
    [U'ھ' - FIRST] = UR | SD | UG,
    [U'ڕ' - FIRST] = CKB,
    [U'ڵ' - FIRST] = CKB,
    [U'ێ' - FIRST] = CKB,
    [U'ۆ' - FIRST] = CKB | UG | KK,
    [U'ە' - FIRST] = CKB | UG | KK,
    [U'ټ' - FIRST] = PS,
    [U'ډ' - FIRST] = PS,
    [U'ړ' - FIRST] = PS,
    [U'ږ' - FIRST] = PS,
    [U'ښ' - FIRST] = PS,
    [U'ګ' - FIRST] = PS,
    [U'ۍ' - FIRST] = PS,
    [U'ڼ' - FIRST] = PS,
    [U'ځ' - FIRST] = PS,
    [U'څ' - FIRST] = PS,
    [U'ې' - FIRST] = PS | UG,
    [U'ۈ' - FIRST] = UG,
    [U'ۇ' - FIRST] = UG | KK,
    [U'ۋ' - FIRST] = UG | KK,
    [U'ڭ' - FIRST] = UG | KK,
    [U'ڏ' - FIRST] = SD,
    [U'ڊ' - FIRST] = SD,
    [U'ڍ' - FIRST] = SD,
    [U'ٻ' - FIRST] = SD,
    [U'ڀ' - FIRST] = SD,
    [U'ٺ' - FIRST] = SD,
    [U'ٽ' - FIRST] = SD,
    [U'ڌ' - FIRST] = SD,
    [U'ڄ' - FIRST] = SD,
    [U'ڃ' - FIRST] = SD,
    [U'ڇ' - FIRST] = SD,
    [U'ڪ' - FIRST] = SD,
    [U'ڦ' - FIRST] = SD,
    [U'ڱ' - FIRST] = SD,
    [U'ڳ' - FIRST] = SD,
    [U'ڻ' - FIRST] = SD,
    [U'ڙ' - FIRST] = SD,
    [U'۾' - FIRST] = SD,
    [U'۽' - FIRST] = SD,
    [U'ڠ' - FIRST] = MS,
    [U'ڤ' - FIRST] = MS,
    [U'ݢ' - FIRST] = MS,
    [U'ڽ' - FIRST] = MS,
    [U'ۏ' - FIRST] = MS,
};

/* Little words, a blank behind each. */
static const struct {
    const char *words;
    uint16_t whose;
} little[] = {
    {"في فی إلى الى الی على عن أن إن التي الذي الذين هذا هذه ذلك قال قالت "
     "وقال كان "
     "كانت لم لن قد كما ثم أو مع ",
     AR},
    {"از در را که كه این اين است هست شد شده می مي های هاي برای براي آن کرد "
     "كرد کردند كردند بود گفت خود تا یک يك نیز نيز با دو ",
     FA},
    {"کے کی کا کو نے سے میں پر اور ہے ہیں یہ کہ اس تھا گا ", UR},
    {"لە بە کە بۆ لەو ئەو ئەم دا ", CKB},
    {"د چې په او ته دې کې يې له سره شول شو ", PS},
    {"جي جو جا کي سان تي آهي آهن ته ۽ ۾ وارو هڪ ", SD},
    {"دان دي اين ايت يڠ اونتوق دڠن تيدق ", MS},
};

/* A little word, found by its hash. */
typedef struct little_slot {
    const char *word; /* NULL: free */
    uint16_t whose;
    uint8_t len;
} little_slot;

typedef struct reader {
    little_slot little[SLOTS];
    uint32_t arabic;  /* words that only Arabic has */
    uint32_t strange; /* words that it has not */
    uint32_t score[TONGUES];
    /* The word being read. */
    char word[LONGEST + 4];
    size_t len;
    uint16_t all; /* who writes every one of its foreign letters */
    bool foreign, hamza, inner_maksura, last_maksura;
} reader;

/* The slot of a word, or the free one where it would stand. */
static little_slot *find_little(reader *r, const char *word, size_t len)
{
    uint32_t at = isn_lex_hash(word, len);
    for (;; at++) {
        little_slot *slot = &r->little[at % SLOTS];
        if (!slot->word ||
            (slot->len == len && memcmp(slot->word, word, len) == 0)) {
            return slot;
        }
    }
}

static void fill_little(reader *r)
{
    for (size_t i = 0; i < sizeof little / sizeof *little; i++) {
        const char *end;
        for (const char *w = little[i].words; (end = strchr(w, ' '));
             w = end + 1) {
            little_slot *slot = find_little(r, w, (size_t)(end - w));
            slot->word = w;
            slot->len = (uint8_t)(end - w);
            slot->whose |= little[i].whose;
        }
    }
}

/* «ال», also behind و ب ك ف, and «لل»; ة at the end, or ى there. */
static bool has_arabic_form(const reader *r)
{
    static const char *const heads[] = {"ال", "وال", "بال", "كال", "فال", "لل"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        size_t n = strlen(heads[i]);
        if (r->len >= n + 4 && memcmp(r->word, heads[i], n) == 0) {
            return true;
        }
    }
    return r->len > 4 && (memcmp(r->word + r->len - 2, "ة", 2) == 0 ||
                          (r->last_maksura && !r->inner_maksura));
}

static void score(reader *r, uint16_t whose, uint32_t points)
{
    for (int i = 0; i < TONGUES && (whose & ~AR); i++) {
        r->score[i] += whose >> i & 1 ? points : 0;
    }
}

static void end_word(reader *r)
{
    if (r->len == 0) {
        return;
    }
    uint16_t small =
        r->len <= LITTLE ? find_little(r, r->word, r->len)->whose : 0;
    if (r->inner_maksura) { /* the Uyghur vowel */
        r->foreign = true;
        r->all = 0;
        score(r, UG | KK, 1);
    }
    /* ی and the like may be typing; letters that Persian lacks are not. */
    bool own = r->foreign && !(r->all & FA);
    if (!own && ((small & AR) || has_arabic_form(r) || r->hamza)) {
        r->arabic++;
    } else if (r->foreign || small) {
        r->strange++;
    }
    score(r, small, 2);
    r->len = 0;
    r->foreign = r->hamza = r->inner_maksura = r->last_maksura = false;
}

static void add_letter(reader *r, uint32_t c)
{
    uint16_t whose = c >= FIRST && c <= LAST ? writers[c - FIRST] : 0;
    if (r->len == 0) {
        r->all = UINT16_MAX;
    }
    if (whose) {
        r->foreign = true;
        r->all &= whose;
        score(r, whose, 1);
    }
    r->inner_maksura = r->inner_maksura || r->last_maksura;
    r->last_maksura = c == 0x649;
    r->hamza = r->hamza || c == 0x623 || c == 0x625;
    if (r->len <= LONGEST) {
        r->len += isn_utf8_encode(c, r->word + r->len);
    }
}

/* A run of letters that Arabic has. */
static void add_letters(reader *r, const char *letters, size_t len)
{
    if (r->len == 0) {
        r->all = UINT16_MAX;
    }
    for (size_t i = 0; i < len; i += 2) {
        const char *c = letters + i;
        r->inner_maksura = r->inner_maksura || r->last_maksura;
        r->last_maksura = memcmp(c, "ى", 2) == 0;
        r->hamza = r->hamza || memcmp(c, "أ", 2) == 0 || memcmp(c, "إ", 2) == 0;
        if (r->len <= LONGEST) {
            memcpy(r->word + r->len, c, 2);
            r->len += 2;
        }
    }
}

/* Little that could follow would turn the scales. */
static bool is_clear(const reader *r)
{
    return r->arabic >= 40 && r->arabic > 16 * r->strange;
}

const char *isn_language_in_arabic(const char *text, size_t len)
{
    reader r = {0};
    fill_little(&r);
    for (size_t at = 0; at < len && !is_clear(&r);) {
        size_t end = isn_past_letters(text, len, at);
        if (end > at) {
            add_letters(&r, text + at, end - at);
            at = end;
            continue;
        }
        uint32_t c;
        at += isn_utf8_decode(text + at, len - at, &c);
        if (isn_is_mark(c)) {
            continue;
        }
        if (isn_is_letter(c) || c == 0x6FD || c == 0x6FE) {
            add_letter(&r, c);
        } else {
            end_word(&r);
        }
    }
    end_word(&r);
    if (r.strange <= r.arabic) {
        return r.strange < r.arabic ? "ar" : NULL;
    }
    int best = 0;
    for (int i = 1; i < TONGUES; i++) {
        bool better =
            r.score[i] > r.score[best] ||
            (i == KAZAKH && r.score[i] == r.score[UYGHUR] && best == UYGHUR);
        best = better ? i : best;
    }
    return codes[best];
}
