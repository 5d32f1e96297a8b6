/* The language of a page, by its letters; what markup claims breaks ties. */
#include <string.h>

#include "core/utf8.h"
#include "lang/fold.h"
#include "page/language_words.h"
#include "page/page_work.h"

enum { ENOUGH = 8 << 10 }; /* bytes that tell a language */

typedef struct letters {
    size_t arabic, latin, other;
    size_t cyrillic, greek, hebrew, kana, han, hangul, armenian, georgian, thai,
        devanagari, bengali, gujarati, tamil; /* of `other` */
} letters;

static void count_script(letters *n, uint32_t c)
{
    n->greek += c >= 0x370 && c < 0x400;
    n->cyrillic += c >= 0x400 && c < 0x530;
    n->armenian += c >= 0x530 && c < 0x590;
    n->hebrew += c >= 0x590 && c < 0x600;
    n->devanagari += c >= 0x900 && c < 0x980;
    n->bengali += c >= 0x980 && c < 0xA00;
    n->gujarati += c >= 0xA80 && c < 0xB00;
    n->tamil += c >= 0xB80 && c < 0xC00;
    n->thai += c >= 0xE00 && c < 0xE80;
    n->georgian += c >= 0x10A0 && c < 0x1100;
    n->kana += c >= 0x3041 && c < 0x3100;
    n->han += c >= 0x4E00 && c < 0xA000;
    n->hangul += c >= 0xAC00 && c < 0xD7A4;
}

/* Scripts that one language is written in, or nearly. */
static const char *of_script(const letters *n)
{
    if (n->kana * 8 > n->han + n->kana) {
        return "ja";
    }
    const struct {
        size_t count;
        const char *code;
    } scripts[] = {
        {n->han, "zh"},      {n->hangul, "ko"},     {n->greek, "el"},
        {n->hebrew, "he"},   {n->armenian, "hy"},   {n->georgian, "ka"},
        {n->thai, "th"},     {n->devanagari, "hi"}, {n->bengali, "bn"},
        {n->gujarati, "gu"}, {n->tamil, "ta"},
    };
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        if (scripts[i].count * 2 > n->other) {
            return scripts[i].code;
        }
    }
    return NULL;
}

static letters count(const char *text, size_t len)
{
    letters n = {0};
    len = len < ENOUGH ? len : ENOUGH;
    for (size_t at = 0; at < len;) {
        size_t from = at;
        at = isn_past_letters(text, len, at);
        n.arabic += (at - from) / 2;
        if (at == len) {
            break;
        }
        unsigned char byte = (unsigned char)text[at];
        if (byte < 0x80) {
            n.latin += (unsigned char)((byte | 0x20) - 'a') < 26;
            at++;
            continue;
        }
        uint32_t c;
        at += isn_utf8_decode(text + at, len - at, &c);
        if ((c >= 0x0620 && c <= 0x064A) || (c >= 0x066E && c <= 0x06D5) ||
            (c >= 0xFB50 && c <= 0xFEFC)) {
            n.arabic++;
        } else if (c >= 0xC0 && c < 0x250) {
            n.latin++;
        } else if (c >= 0x370 && isn_is_letter(c)) {
            n.other++;
            count_script(&n, c);
        }
    }
    return n;
}

/* Codes of three letters that have one of two. */
static void shorten(char code[4])
{
    static const char codes[][2][4] = {
        {"ara", "ar"}, {"eng", "en"}, {"fra", "fr"}, {"fre", "fr"},
        {"deu", "de"}, {"ger", "de"}, {"spa", "es"}, {"ita", "it"},
        {"por", "pt"}, {"nld", "nl"}, {"dut", "nl"}, {"rus", "ru"},
        {"tur", "tr"}, {"fas", "fa"}, {"per", "fa"}, {"urd", "ur"},
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (strcmp(code, codes[i][0]) == 0) {
            strcpy(code, codes[i][1]);
            return;
        }
    }
}

/* The language that markup claims, if it is written in this script. */
static const char *claimed(isn_page *page, bool arabic_script)
{
    for (size_t i = 0; i < page->values.count; i++) {
        const isn_value *value = &page->values.items[i];
        if (value->key != ISN_VALUE_LANGUAGE || value->text_len < 2) {
            continue;
        }
        char code[4] = {0};
        size_t n = 0;
        while (n < 3 && n < value->text_len &&
               ((value->text[n] | 0x20) >= 'a' &&
                (value->text[n] | 0x20) <= 'z')) {
            code[n] = (char)(value->text[n] | 0x20);
            n++;
        }
        shorten(code);
        bool arabic = !strcmp(code, "ar") || !strcmp(code, "fa") ||
                      !strcmp(code, "ur") || !strcmp(code, "ps") ||
                      !strcmp(code, "ckb") || !strcmp(code, "ku") ||
                      !strcmp(code, "ug") || !strcmp(code, "sd");
        if (n >= 2 && n <= 3 && arabic == arabic_script) {
            return isn_arena_copy(page->doc->arena, code, strlen(code));
        }
    }
    return NULL;
}

/* What is surely Arabic, and what may be of other letters: bytes are looked at
 * without decoding, and without a branch, so that compilers make vectors. */
static void weigh(const char *text, size_t len, size_t *arabic, size_t *foreign)
{
    enum { STRIDE = 64 };
    const unsigned char *b = (const unsigned char *)text;
    for (size_t from = 0; from < len; from += STRIDE) {
        size_t end = len - from < STRIDE ? len : from + STRIDE;
        unsigned char pairs = 0, others = 0;
        for (size_t i = from; i < end; i++) {
            unsigned char next = b[i + 1]; /* '\0' behind the text */
            unsigned char d8 =
                (b[i] == 0xD8) & ((unsigned char)(next - 0xA1) < 31);
            unsigned char d9 =
                (b[i] == 0xD9) & ((unsigned char)(next - 0x81) < 10);
            unsigned char latin = (unsigned char)((b[i] | 0x20) - 'a') < 26;
            pairs = (unsigned char)(pairs + (d8 | d9));
            others = (unsigned char)(others + (latin | (b[i] >= 0xC2)));
        }
        *arabic += pairs;
        *foreign += others - pairs;
    }
}

/* Is the article Arabic beyond doubt, by its beginning? */
static bool is_surely_arabic(const isnad_doc *doc)
{
    enum { LOOK = 1 << 10 };
    size_t arabic = 0, foreign = 0, seen = 0;
    for (size_t i = 0; i < doc->blocks.count && seen < LOOK; i++) {
        const isnad_block *b = &doc->blocks.items[i];
        if (b->role != ISNAD_ROLE_META && isnad_block_is_article(b)) {
            size_t len = b->span.end - b->span.begin;
            len = len < LOOK ? len : LOOK;
            weigh(doc->text + b->span.begin, len, &arabic, &foreign);
            seen += len;
        }
    }
    return arabic > 4 * foreign;
}

/* The text that people read: the article, or all when there is none. */
static letters count_page(const isn_page *page)
{
    const isnad_doc *doc = page->doc;
    letters all = {0};
    size_t seen = 0;
    for (int pass = 0; pass < 2 && seen == 0; pass++) {
        for (size_t i = 0; i < doc->blocks.count && seen < ENOUGH; i++) {
            const isnad_block *b = &doc->blocks.items[i];
            if (b->role == ISNAD_ROLE_META ||
                (pass == 0 && !isnad_block_is_article(b))) {
                continue;
            }
            letters n =
                count(doc->text + b->span.begin, b->span.end - b->span.begin);
            size_t *to = (size_t *)&all, *from = (size_t *)&n;
            for (size_t f = 0; f < sizeof n / sizeof *to; f++) {
                to[f] += from[f];
            }
            seen += b->span.end - b->span.begin;
        }
    }
    return all;
}

enum { SAMPLE = 3000 };

/* The article's first long paragraphs, or whatever there is without one. */
static size_t sample(const isn_page *page, char text[SAMPLE + 1])
{
    enum { LONG = 200 };
    const isnad_doc *doc = page->doc;
    size_t len = 0;
    for (int pass = 0; pass < 2 && len == 0; pass++) {
        for (size_t i = 0; i < doc->blocks.count && len < SAMPLE; i++) {
            const isnad_block *b = &doc->blocks.items[i];
            size_t size = b->span.end - b->span.begin;
            if (b->role == ISNAD_ROLE_META || (size < LONG && len > LONG) ||
                (pass == 0 && !isnad_block_is_article(b))) {
                continue;
            }
            size = size < SAMPLE - len ? size : SAMPLE - len;
            memcpy(text + len, doc->text + b->span.begin, size);
            len += size;
            if (len < SAMPLE) {
                text[len++] = ' ';
            }
        }
    }
    return len;
}

isnad_status isn_page_language(isn_page *page)
{
    char text[SAMPLE + 1];
    bool arabic = is_surely_arabic(page->doc);
    letters n = {0};
    if (!arabic) {
        n = count_page(page);
        if (n.arabic + n.latin + n.other == 0) {
            return ISNAD_OK;
        }
        arabic = n.arabic * 2 > n.latin && n.arabic * 2 > n.other;
    }
    /* Names, code and quotations of others are part of Arabic pages more often
     * than Arabic is of theirs. */
    if (arabic) {
        const char *seen = isn_language_in_arabic(text, sample(page, text));
        const char *said = seen ? NULL : claimed(page, true);
        page->doc->language = seen ? seen : said ? said : "ar";
        return ISNAD_OK;
    }
    const char *said = claimed(page, false);
    const char *seen = n.other > n.latin ? of_script(&n) : NULL;
    bool cyrillic = n.other > n.latin && n.cyrillic * 2 > n.other;
    if (!seen && (n.latin >= n.other || cyrillic) &&
        (!said || strcmp(said, "en") == 0)) {
        seen = isn_language_by_words(text, sample(page, text), cyrillic);
    }
    /* What is not told as another language is Arabic with much markup. */
    bool some = !seen && !said && n.arabic * 6 > n.latin + n.other;
    page->doc->language = seen ? seen : said ? said : some ? "ar" : "und";
    return ISNAD_OK;
}
