#include "annotate/namecues.h"

#include <string.h>

#include "annotate/nameeveryday.h"
#include "annotate/namelabels.h"
#include "lang/lexicon.h"
#include "text/match.h"

enum {
    RARE = 60, /* occurrences in the count table, at most */
    OFTEN = 300,
    FAR_TITLE = 6, /* tokens between a title and its name, at most */
    JOINED = ISN_CLITIC_WA | ISN_CLITIC_FA | ISN_CLITIC_BI | ISN_CLITIC_LI |
             ISN_CLITIC_KA | ISN_CLITIC_SA,
};

static const isn_token *token(const isnad_doc *doc, uint32_t at)
{
    return &doc->tokens.items[at];
}

static bool outside(const uint8_t *labels, uint32_t at)
{
    return isn_label_outside(labels, at);
}

static bool is_type(const uint8_t *labels, uint32_t at, unsigned type)
{
    return isn_label_is(labels, at, type);
}

static void put(const isnad_doc *doc, uint8_t *labels, uint32_t first,
                uint32_t last, unsigned type)
{
    isn_label_put(labels, doc->tokens.count, first, last, type);
}

static bool has(const isnad_doc *doc, uint32_t at, unsigned cls)
{
    return (token(doc, at)->classes & ISN_BIT(cls)) != 0;
}

static bool word_in(const isnad_doc *doc, uint32_t at, uint32_t sentence)
{
    return at < doc->tokens.count && token(doc, at)->sentence == sentence &&
           token(doc, at)->kind == ISN_WORD &&
           !has(doc, at, ISN_CLASS_FUNCTION);
}

static bool article(const isnad_doc *doc, uint32_t at)
{
    return (token(doc, at)->clitics & ISN_CLITIC_AL) != 0;
}

/* ---- people ------------------------------------------------------------- */

/* A title among the words before, with nothing but words between: وزيرة الصحة
 * سلمى, المتحدث باسم الدفاع المدني سالم; UINT32_MAX: none. */
static uint32_t title_before(const isnad_doc *doc, const uint8_t *labels,
                             uint32_t at)
{
    uint32_t sentence = token(doc, at)->sentence;
    for (uint32_t d = 1; d <= FAR_TITLE && d <= at; d++) {
        uint32_t i = at - d;
        if (d == 1 && isn_punct_is(doc, i, 0x60C)) {
            continue; /* رئيس البلاد، قاسم … */
        }
        if (token(doc, i)->sentence != sentence ||
            token(doc, i)->kind != ISN_WORD || is_type(labels, i, ISNAD_PER)) {
            break;
        }
        if (has(doc, i, ISN_CLASS_TITLE)) {
            return i;
        }
    }
    return UINT32_MAX;
}

/* A family name: with the article, rare or a known given name. */
static bool family(const isnad_doc *doc, uint32_t at, uint32_t sentence)
{
    if (!word_in(doc, at, sentence) || (token(doc, at)->clitics & JOINED) ||
        (has(doc, at, ISN_CLASS_TITLE) && !article(doc, at)) || /* القاضي */
        has(doc, at, ISN_CLASS_ORG_HEAD) || has(doc, at, ISN_CLASS_SPEECH)) {
        return false;
    }
    return article(doc, at) || has(doc, at, ISN_CLASS_GIVEN_NAME) ||
           token(doc, at)->count < RARE;
}

/* Where the name goes on behind its second word: قاسم جومارت توكاييف. */
static uint32_t person_end(const isnad_doc *doc, const uint8_t *labels,
                           uint32_t last)
{
    for (unsigned more = 0; more < 2; more++) {
        uint32_t next = last + 1;
        if (!word_in(doc, next, token(doc, last)->sentence) ||
            (token(doc, next)->clitics & JOINED) ||
            !(is_type(labels, next, ISNAD_PER) ||
              (outside(labels, next) && token(doc, next)->count < RARE / 6 &&
               !article(doc, next) &&
               !(token(doc, next)->classes &
                 ~ISN_BIT(ISN_CLASS_GIVEN_NAME))))) {
            break;
        }
        last = next;
    }
    return last;
}

bool isn_given_written(const isnad_doc *doc, uint32_t at,
                       const isn_row_given_name *row)
{
    enum { LETTER = 2 };
    size_t end = token(doc, at)->word.end, len = strlen(row->words);
    return end >= LETTER && len >= LETTER &&
           memcmp(doc->text + end - LETTER, row->words + len - LETTER,
                  LETTER) == 0;
}

/* The word's classes: «منى» with its own last letter is not «مني», from me.
 * «علي» may be the preposition, which many write so. */
static uint64_t classes_as_name(const isnad_doc *doc, uint32_t at,
                                const isn_row_given_name *row)
{
    const isn_token *t = token(doc, at);
    bool own = isn_given_written(doc, at, row) &&
               memcmp(doc->text + t->word.end - 2, "ى", 2) == 0;
    return own ? t->classes & ~ISN_BIT(ISN_CLASS_FUNCTION) : t->classes;
}

static void person_at(const isnad_doc *doc, uint8_t *labels, uint32_t at)
{
    const isn_token *t = token(doc, at);
    const isn_sense *sense = isn_lex_sense(t->entry, ISN_CLASS_GIVEN_NAME);
    if (!sense) {
        return;
    }
    const isn_row_given_name *row = &isn_rows_given_name[sense->row];
    uint64_t classes = classes_as_name(doc, at, row);
    if ((classes & ISN_BIT(ISN_CLASS_FUNCTION)) || /* علي, but على */
        is_type(labels, at, ISNAD_PER) || (t->clitics & JOINED) ||
        article(doc, at) || !family(doc, at + 1, t->sentence) ||
        is_type(labels, at + 1, ISNAD_PER)) {
        return;
    }
    if (row->kind != ISN_GIVEN_NAME_KIND_MALE &&
        row->kind != ISN_GIVEN_NAME_KIND_FEMALE) {
        return;
    }
    /* Words that are names alone; باسم and يزيد are more than that, and often
     * met. */
    bool surely = row->use != ISN_GIVEN_NAME_USE_WORD && t->count < OFTEN &&
                  classes == ISN_BIT(ISN_CLASS_GIVEN_NAME);
    bool rare = token(doc, at + 1)->count < RARE ||
                (has(doc, at + 1, ISN_CLASS_GIVEN_NAME) &&
                 !has(doc, at + 1, ISN_CLASS_FUNCTION));
    /* نقيب الصيادين عمر البحري: behind a definite word عمر is no noun of the
     * construct. */
    bool closed = at > 0 && article(doc, at - 1) &&
                  !has(doc, at, ISN_CLASS_FRAME); /* المتحدث باسم الوزارة */
    if ((title_before(doc, labels, at) != UINT32_MAX &&
         (surely || rare || (closed && article(doc, at + 1))) &&
         !has(doc, at, ISN_CLASS_SPEECH) && outside(labels, at + 1)) ||
        (surely && article(doc, at + 1) && rare && outside(labels, at))) {
        put(doc, labels, at, person_end(doc, labels, at + 1), ISNAD_PER);
    }
}

/* A bare word that no table has, and raw news hardly. */
static bool stranger(const isnad_doc *doc, const uint8_t *labels, uint32_t at,
                     uint32_t sentence)
{
    return at < doc->tokens.count && token(doc, at)->kind == ISN_WORD &&
           token(doc, at)->sentence == sentence && outside(labels, at) &&
           token(doc, at)->count < RARE && token(doc, at)->clitics == 0 &&
           (token(doc, at)->classes & ~ISN_BIT(ISN_CLASS_GIVEN_NAME)) == 0;
}

/* One man or woman, of an office or a trade. */
static bool one_titled(const isnad_doc *doc, uint32_t title)
{
    const isn_sense *sense =
        isn_lex_sense(token(doc, title)->entry, ISN_CLASS_TITLE);
    return sense && !(sense->form & (ISN_FORM_PLURAL | ISN_FORM_DUAL)) &&
           isn_rows_title[sense->row].kind != ISN_TITLE_KIND_KIN;
}

static bool ends_in_alef(const isn_token *t)
{
    return t->fold_len > 2 &&
           memcmp(t->fold + t->fold_len - 2, "\u0627", 2) == 0;
}

/* مدير الشركة دارا خسروشاهي: behind a title that a definite word closes two
 * strange words are no adjectives, but a name.  طلب الجندي عفوا رئاسيا: two
 * accusatives are not. */
static void stranger_at(const isnad_doc *doc, uint8_t *labels, uint32_t at)
{
    uint32_t sentence = token(doc, at)->sentence;
    uint32_t before = at > 1 && isn_punct_is(doc, at - 1, 0x60C) ? at - 2
                      : at > 0                                   ? at - 1
                                                                 : at;
    if (before == at || !stranger(doc, labels, at, sentence) ||
        !stranger(doc, labels, at + 1, sentence) ||
        token(doc, before)->kind != ISN_WORD ||
        !(article(doc, before) || is_type(labels, before, ISNAD_LOC) ||
          has(doc, before, ISN_CLASS_NATIONALITY)) ||
        (ends_in_alef(token(doc, at)) && ends_in_alef(token(doc, at + 1)))) {
        return;
    }
    uint32_t title = title_before(doc, labels, at);
    if (title != UINT32_MAX && one_titled(doc, title)) {
        put(doc, labels, at, person_end(doc, labels, at + 1), ISNAD_PER);
    }
}

/* ---- places ------------------------------------------------------------- */

/* An adjective behind a bare class word: مدينة كبيرة, حي سكني, ولايتين
 * متتاليتين, محافظات عدة. */
static bool like_adjective(const isn_token *t)
{
    static const char *const endings[] = {"ه", "ي", "ين", "ات", "يا"};
    for (unsigned i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t len = strlen(endings[i]);
        if (t->stem_len >= len &&
            memcmp(t->stem + t->stem_len - len, endings[i], len) == 0) {
            return true;
        }
    }
    return false;
}

/* سد الغار: the noun belongs to the name. */
static void place_with(const isnad_doc *doc, uint8_t *labels, uint32_t at)
{
    const isn_token *t = token(doc, at);
    if (is_type(labels, at, ISNAD_LOC) || is_type(labels, at, ISNAD_ORG) ||
        article(doc, at) || (t->clitics & ISN_CLITIC_PRON) ||
        !word_in(doc, at + 1, t->sentence) || !article(doc, at + 1) ||
        (token(doc, at + 1)->clitics & JOINED) ||
        has(doc, at + 1, ISN_CLASS_NATIONALITY) ||
        token(doc, at + 1)->count >= RARE) {
        return;
    }
    put(doc, labels, at, at + 1, ISNAD_LOC);
}

/* و إلى, "and to", is folded like والي, the governor of a place. */
static bool and_to(const isnad_doc *doc, uint32_t at)
{
    static const char ya[] = "ي";
    enum { LETTER = sizeof ya - 1 };
    const isn_token *t = token(doc, at);
    return memcmp(t->fold + t->fold_len - LETTER, ya, LETTER) == 0 &&
           memcmp(doc->text + t->span.end - LETTER, ya, LETTER) != 0;
}

static void place_behind(const isnad_doc *doc, uint8_t *labels, uint32_t at)
{
    const isn_token *t = token(doc, at);
    uint32_t first = at + 1;
    if (!outside(labels, at) || article(doc, at) || and_to(doc, at) ||
        (t->clitics & ISN_CLITIC_PRON) || !word_in(doc, first, t->sentence) ||
        (token(doc, first)->clitics & JOINED) ||
        is_type(labels, first, ISNAD_LOC)) {
        return;
    }
    bool two = !article(doc, first) && word_in(doc, first + 1, t->sentence) &&
               article(doc, first + 1) &&
               !(token(doc, first + 1)->clitics & JOINED) &&
               !has(doc, first + 1, ISN_CLASS_NATIONALITY);
    const isn_token *rarest = token(doc, two ? first + 1 : first);
    if (rarest->count >= RARE || (!two && like_adjective(rarest)) ||
        has(doc, first, ISN_CLASS_NATIONALITY) ||
        has(doc, first, ISN_CLASS_TITLE)) {
        return;
    }
    put(doc, labels, first, two ? first + 1 : first, ISNAD_LOC);
}

/* A name of several words that stops at a bare noun lacks its genitive:
 * ميناء مرسى, behind which النور stands. */
static void complete(const isnad_doc *doc, uint8_t *labels, uint32_t at)
{
    const uint64_t whole =
        ISN_BIT(ISN_CLASS_PLACE) | ISN_BIT(ISN_CLASS_GIVEN_NAME) |
        ISN_BIT(ISN_CLASS_NATIONALITY) | ISN_BIT(ISN_CLASS_ACRONYM);
    const isn_token *t = token(doc, at);
    if (isn_label_position(labels[at]) != ISN_TAG_LAST ||
        !has(doc, at, ISN_CLASS_PLACE_CLASS) || t->kind != ISN_WORD ||
        article(doc, at) || (t->classes & whole) ||
        !word_in(doc, at + 1, t->sentence) || !outside(labels, at + 1) ||
        !article(doc, at + 1) || (token(doc, at + 1)->clitics & JOINED) ||
        has(doc, at + 1, ISN_CLASS_NATIONALITY) ||
        has(doc, at + 1, ISN_CLASS_TITLE)) {
        return;
    }
    unsigned type = isn_label_type(labels[at]);
    labels[at] = (uint8_t)isn_tag_label(type, ISN_TAG_INSIDE);
    labels[at + 1] = (uint8_t)isn_tag_label(type, ISN_TAG_LAST);
}

/* ---- organisations ------------------------------------------------------ */

/* A noun that may stand in the middle of a name: no article, no clitic, no
 * verb, nothing that begins a name of its own. */
static bool inner_noun(const isnad_doc *doc, uint32_t at, uint32_t sentence)
{
    return word_in(doc, at, sentence) && !article(doc, at) &&
           !(token(doc, at)->clitics & (JOINED | ISN_CLITIC_PRON)) &&
           !has(doc, at, ISN_CLASS_SPEECH) && !has(doc, at, ISN_CLASS_TITLE);
}

static bool closing_noun(const isnad_doc *doc, uint32_t at, uint32_t sentence)
{
    return word_in(doc, at, sentence) && article(doc, at) &&
           !(token(doc, at)->clitics & JOINED) &&
           !has(doc, at, ISN_CLASS_TITLE);
}

/* منظمة معاهدة الأمن الجماعي: a head, a noun, and a noun with its adjective,
 * both with the article.  Shorter chains are as often no names. */
static void organisation_at(const isnad_doc *doc, uint8_t *labels, uint32_t at)
{
    const isn_token *t = token(doc, at);
    const isn_sense *sense = isn_lex_sense(t->entry, ISN_CLASS_ORG_HEAD);
    if (!sense || (sense->form & (ISN_FORM_PLURAL | ISN_FORM_DUAL)) ||
        isn_rows_org_head[sense->row].part != ISN_ORG_HEAD_PART_YES ||
        !outside(labels, at) || article(doc, at) ||
        (t->clitics & ISN_CLITIC_PRON)) {
        return;
    }
    uint32_t last = at + 1;
    if (!inner_noun(doc, last, t->sentence) ||
        !closing_noun(doc, last + 1, t->sentence) ||
        !closing_noun(doc, last + 2, t->sentence) ||
        has(doc, last + 2, ISN_CLASS_NATIONALITY)) {
        return;
    }
    last += 2;
    for (uint32_t i = at; i <= last; i++) {
        if (!outside(labels, i)) {
            return;
        }
    }
    put(doc, labels, at, last, ISNAD_ORG);
}

/* وزارة الداخلية اللواء سالم …: the rank at `at`, behind the body's closed
 * name, is that of the person behind it. */
static void rank_at(const isnad_doc *doc, uint8_t *labels, uint32_t at)
{
    const isn_token *t = token(doc, at);
    /* اللواء is a paper too, and only that for the lexicon. */
    const isn_sense *sense =
        isn_lex_sense(isn_lex_find(t->stem, t->stem_len), ISN_CLASS_TITLE);
    if (!sense || isn_rows_title[sense->row].kind != ISN_TITLE_KIND_RANK ||
        at == 0 || !article(doc, at) || !is_type(labels, at, ISNAD_ORG) ||
        isn_label_position(labels[at]) != ISN_TAG_INSIDE ||
        !article(doc, at - 1) || !has(doc, at + 1, ISN_CLASS_GIVEN_NAME) ||
        article(doc, at + 1)) {
        return;
    }
    uint32_t last = at + 1;
    while (isn_label_position(labels[last]) == ISN_TAG_INSIDE) {
        last++;
    }
    put(doc, labels, at, last, ISNAD_PER);
    labels[at] = ISN_TAG_OUTSIDE;
    put(doc, labels, at + 1, last, ISNAD_PER);
}

static void cue_at(const isnad_doc *doc, uint8_t *labels, uint32_t i)
{
    if (is_type(labels, i, ISNAD_ORG) && article(doc, i)) {
        rank_at(doc, labels, i);
    }
    if (has(doc, i, ISN_CLASS_GIVEN_NAME)) {
        person_at(doc, labels, i);
    }
    if (outside(labels, i)) {
        stranger_at(doc, labels, i);
    }
    if (has(doc, i, ISN_CLASS_ORG_HEAD)) {
        organisation_at(doc, labels, i);
    }
    const isn_sense *place =
        has(doc, i, ISN_CLASS_PLACE_CLASS)
            ? isn_lex_sense(token(doc, i)->entry, ISN_CLASS_PLACE_CLASS)
            : NULL;
    unsigned kind = place ? isn_rows_place_class[place->row].kind : 0;
    if (place && kind == ISN_PLACE_CLASS_KIND_CLASS) {
        place_behind(doc, labels, i);
    } else if (place && !(place->form & ISN_FORM_PLURAL)) {
        if (kind == ISN_PLACE_CLASS_KIND_PART) {
            place_with(doc, labels, i);
        }
    }
    if (!outside(labels, i)) {
        complete(doc, labels, i);
    }
}

void isn_names_cued(const isnad_doc *doc, uint8_t *labels)
{
    for (size_t b = 0; b < doc->blocks.count; b++) {
        const isnad_block *block = &doc->blocks.items[b];
        uint32_t end = isnad_block_is_article(block)
                           ? block->first_token + block->token_count
                           : 0;
        for (uint32_t i = block->first_token; i < end; i++) {
            cue_at(doc, labels, i);
        }
    }
    isn_names_everyday(doc, labels);
}
