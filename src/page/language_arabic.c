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

/* Little words. */
static const struct {
    char word[LITTLE + 4];
    uint16_t whose;
} little[] = {
    {"في", AR},    {"فی", AR},       {"إلى", AR},  {"الى", AR},
    {"الی", AR},   {"على", AR},      {"عن", AR},   {"أن", AR},
    {"إن", AR},    {"التي", AR},     {"الذي", AR}, {"الذين", AR},
    {"هذا", AR},   {"هذه", AR},      {"ذلك", AR},  {"قال", AR},
    {"قالت", AR},  {"وقال", AR},     {"كان", AR},  {"كانت", AR},
    {"لم", AR},    {"لن", AR},       {"قد", AR},   {"كما", AR},
    {"ثم", AR},    {"أو", AR},       {"مع", AR},   {"از", FA},
    {"در", FA},    {"را", FA},       {"که", FA},   {"كه", FA},
    {"این", FA},   {"اين", FA | MS}, {"است", FA},  {"هست", FA},
    {"شد", FA},    {"شده", FA},      {"می", FA},   {"مي", FA},
    {"های", FA},   {"هاي", FA},      {"برای", FA}, {"براي", FA},
    {"آن", FA},    {"کرد", FA},      {"كرد", FA},  {"کردند", FA},
    {"كردند", FA}, {"بود", FA},      {"گفت", FA},  {"خود", FA},
    {"تا", FA},    {"یک", FA},       {"يك", FA},   {"نیز", FA},
    {"نيز", FA},   {"با", FA},       {"دو", FA},   {"کے", UR},
    {"کی", UR},    {"کا", UR},       {"کو", UR},   {"نے", UR},
    {"سے", UR},    {"میں", UR},      {"پر", UR},   {"اور", UR},
    {"ہے", UR},    {"ہیں", UR},      {"یہ", UR},   {"کہ", UR},
    {"اس", UR},    {"تھا", UR},      {"گا", UR},   {"لە", CKB},
    {"بە", CKB},   {"کە", CKB},      {"بۆ", CKB},  {"لەو", CKB},
    {"ئەو", CKB},  {"ئەم", CKB},     {"دا", CKB},  {"د", PS},
    {"چې", PS},    {"په", PS},       {"او", PS},   {"ته", PS | SD},
    {"دې", PS},    {"کې", PS},       {"يې", PS},   {"له", PS},
    {"سره", PS},   {"شول", PS},      {"شو", PS},   {"جي", SD},
    {"جو", SD},    {"جا", SD},       {"کي", SD},   {"سان", SD},
    {"تي", SD},    {"آهي", SD},      {"آهن", SD},  {"۽", SD},
    {"۾", SD},     {"وارو", SD},     {"هڪ", SD},   {"دان", MS},
    {"دي", MS},    {"ايت", MS},      {"يڠ", MS},   {"اونتوق", MS},
    {"دڠن", MS},   {"تيدق", MS},
};

enum { LITTLE_WORDS = sizeof little / sizeof *little };

typedef struct reader {
    uint8_t little[SLOTS]; /* numbers of little words from 1, by hash */
    uint32_t arabic;       /* words that only Arabic has */
    uint32_t strange;      /* words that it has not */
    uint32_t score[TONGUES];
    /* The word being read. */
    char word[LONGEST + 4];
    size_t len;
    uint16_t all; /* who writes every one of its foreign letters */
    bool foreign, hamza, inner_maksura, last_maksura;
} reader;

/* The bytes of a little word, zeroes behind them. */
typedef struct key {
    uint64_t first, rest;
} key;

static key key_of(const char *word, size_t len)
{
    key k = {isn_eight(word), isn_eight(word + 8)};
    k.first &= len < 8 ? (UINT64_C(1) << 8 * len) - 1 : UINT64_MAX;
    k.rest &= len < 8 ? 0 : (UINT64_C(1) << 8 * (len - 8)) - 1;
    return k;
}

static uint32_t first_slot(key k)
{
    uint64_t h = (k.first ^ k.rest << 29) * 0xD6E8FEB86659FD93u;
    return (uint32_t)(h >> 32);
}

static void fill_little(reader *r)
{
    for (unsigned i = 0; i < LITTLE_WORDS; i++) {
        uint32_t at = first_slot(key_of(little[i].word, LITTLE));
        while (r->little[at % SLOTS]) {
            at++;
        }
        r->little[at % SLOTS] = (uint8_t)(i + 1);
    }
}

/* Whose little word the one being read is; 0: of nobody. */
static uint16_t whose_little(const reader *r)
{
    if (r->len > LITTLE) {
        return 0;
    }
    key k = key_of(r->word, r->len);
    uint8_t number;
    for (uint32_t at = first_slot(k); (number = r->little[at % SLOTS]); at++) {
        key other = key_of(little[number - 1].word, LITTLE);
        if (k.first == other.first && k.rest == other.rest) {
            return little[number - 1].whose;
        }
    }
    return 0;
}

static bool is_at(const char *word, const char *letter)
{
    return memcmp(word, letter, 2) == 0;
}

/* «ال», also behind و ب ك ف, and «لل»; ة at the end, or ى there. */
static bool has_arabic_form(const reader *r)
{
    const char *w = r->word;
    bool before =
        is_at(w, "و") || is_at(w, "ب") || is_at(w, "ك") || is_at(w, "ف");
    size_t n = before ? 2 : 0;
    bool al = is_at(w + n, "ا") || (!before && is_at(w, "ل"));
    if (r->len >= n + 8 && al && is_at(w + n + 2, "ل")) {
        return true;
    }
    return r->len > 4 && (is_at(w + r->len - 2, "ة") ||
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
    uint16_t small = whose_little(r);
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
    bool inner = r->inner_maksura, last = r->last_maksura, hamza = r->hamza;
    for (size_t i = 0; i < len; i += 2) {
        const char *c = letters + i;
        inner |= last;
        last = is_at(c, "ى");
        hamza |= is_at(c, "أ") || is_at(c, "إ");
    }
    r->inner_maksura = inner;
    r->last_maksura = last;
    r->hamza = hamza;
    if (r->len <= LONGEST) {
        size_t room = (LONGEST - r->len) / 2 * 2 + 2;
        size_t part = len < room ? len : room;
        memcpy(r->word + r->len, letters, part);
        r->len += part;
    }
}

/* Little that could follow would turn the scales. */
static bool is_clear(const reader *r)
{
    return r->arabic >= 24 && r->arabic > 16 * r->strange;
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
        if (text[at] == ' ') { /* most often */
            end_word(&r);
            at++;
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
