/* The language of a page, by its letters; what markup claims breaks ties. */
#include <string.h>

#include "core/utf8.h"
#include "page/page_work.h"

enum { ENOUGH = 8 << 10 }; /* bytes that tell a language */

typedef struct letters {
    size_t arabic, latin, other, cyrillic;
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
            n.cyrillic += c >= 0x400 && c < 0x530;
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
        bool arabic = !strcmp(code, "ar") || !strcmp(code, "fa") ||
                      !strcmp(code, "ur") || !strcmp(code, "ps") ||
                      !strcmp(code, "ckb") || !strcmp(code, "ku") ||
                      !strcmp(code, "ug") || !strcmp(code, "sd");
        if (n >= 2 && n <= 3 && arabic == arabic_script) {
            return isn_arena_copy(page->doc->arena, code, n);
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
    page->doc->language = claimed(page, false);
    return ISNAD_OK;
}
