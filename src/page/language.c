/* The language of a page, by its letters; what markup claims breaks ties. */
#include <string.h>

#include "core/utf8.h"
#include "page/language_words.h"
#include "page/page_work.h"

enum { ENOUGH = 8 << 10 }; /* bytes that tell a language */

typedef struct letters {
    size_t arabic, latin, other;
    size_t cyrillic, greek, hebrew, kana, han, hangul, armenian, georgian, thai,
        devanagari, bengali, gujarati, tamil;      /* of `other` */
    size_t persian, urdu, pashto, kurdish, uyghur; /* letters of their own */
    size_t teh_marbuta; /* ة and ى, أ إ: hardly written elsewhere */
} letters;

static void count_arabic(letters *n, uint32_t c)
{
    n->arabic++;
    switch (c) {
    case 0x0629: /* ة */
    case 0x0649: /* ى */
    case 0x0623: /* أ */
    case 0x0625: /* إ */
        n->teh_marbuta++;
        break;
    case 0x067E: /* پ */
    case 0x0686: /* چ */
    case 0x0698: /* ژ */
    case 0x06AF: /* گ */
    case 0x06CC: /* ی */
    case 0x06A9: /* ک */
        n->persian++;
        break;
    case 0x0679: /* ٹ */
    case 0x0688: /* ڈ */
    case 0x0691: /* ڑ */
    case 0x06BA: /* ں */
    case 0x06D2: /* ے */
    case 0x06BE: /* ھ */
    case 0x06C1: /* ہ */
        n->urdu++;
        break;
    case 0x067C: /* ټ */
    case 0x0689: /* ډ */
    case 0x0693: /* ړ */
    case 0x0696: /* ږ */
    case 0x069A: /* ښ */
    case 0x06AB: /* ګ */
    case 0x06CD: /* ۍ */
    case 0x06D0: /* ې */
    case 0x06BC: /* ڼ */
        n->pashto++;
        break;
    case 0x0695: /* ڕ */
    case 0x06B5: /* ڵ */
    case 0x06C6: /* ۆ */
    case 0x06CE: /* ێ */
    case 0x06D5: /* ە */
        n->kurdish++;
        break;
    default:
        break;
    }
}

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
        uint32_t c;
        at += isn_utf8_decode(text + at, len - at, &c);
        if ((c >= 0x0620 && c <= 0x064A) || (c >= 0x066E && c <= 0x06D5) ||
            (c >= 0xFB50 && c <= 0xFEFC)) {
            count_arabic(&n, c);
        } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 0x80) {
            n.latin++;
        } else if (c >= 0xC0 && c < 0x250) {
            n.latin++;
        } else if (c >= 0x370) {
            n.other++;
            count_script(&n, c);
        }
    }
    return n;
}

static const char *of_arabic_script(const letters *n)
{
    size_t own = n->persian + n->urdu + n->pashto + n->kurdish;
    if (own * 50 < n->arabic) {
        return "ar";
    }
    if (n->kurdish * 20 > n->arabic) {
        return "ckb";
    }
    if (n->urdu * 20 > n->arabic) {
        return "ur";
    }
    if (n->pashto * 50 > n->arabic) {
        return "ps";
    }
    /* Gulf and Iraqi writers type ی and گ now and then. */
    return n->teh_marbuta > n->persian ? "ar" : "fa";
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

/* By frequent words, in the article's first long paragraphs. */
static const char *by_words(const isn_page *page, bool cyrillic)
{
    enum { LONG = 200, MOST_TEXT = 3000 };
    const isnad_doc *doc = page->doc;
    char text[MOST_TEXT + 1];
    size_t len = 0;
    for (size_t i = 0; i < doc->blocks.count; i++) {
        const isnad_block *b = &doc->blocks.items[i];
        size_t size = b->span.end - b->span.begin;
        if (!isnad_block_is_article(b) || (size < LONG && len > LONG)) {
            continue;
        }
        size = size < MOST_TEXT - len ? size : MOST_TEXT - len;
        memcpy(text + len, doc->text + b->span.begin, size);
        len += size;
        if (len < MOST_TEXT) {
            text[len++] = ' ';
        }
    }
    return isn_language_by_words(text, len, cyrillic);
}

isnad_status isn_page_language(isn_page *page)
{
    letters n = count_page(page);
    if (n.arabic + n.latin + n.other == 0) {
        return ISNAD_OK;
    }
    if (n.arabic > n.latin && n.arabic > n.other) {
        page->doc->language = of_arabic_script(&n);
        return ISNAD_OK;
    }
    const char *said = claimed(page, false);
    const char *seen = n.other > n.latin ? of_script(&n) : NULL;
    bool cyrillic = n.other > n.latin && n.cyrillic * 2 > n.other;
    if (!seen && (n.latin >= n.other || cyrillic) &&
        (!said || strcmp(said, "en") == 0)) {
        seen = by_words(page, cyrillic);
    }
    page->doc->language = seen ? seen : said;
    return ISNAD_OK;
}
