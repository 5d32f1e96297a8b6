/* Duals that no table has as such, and those before a genitive. */
#include <string.h>

#include "annotate/figures_noun.h"
#include "annotate/figures_singular.h"
#include "text/match.h"

enum { LETTER = 2, LONGEST_NOUN = 120 };

isnad_status isn_noun_of_two(isnad_doc *doc, uint32_t at, isn_noun *out)
{
    const isn_token *t = &doc->tokens.items[at];
    *out = isn_noun_none(at);
    if (t->kind != ISN_WORD || (t->classes & isn_noun_closed()) ||
        (t->clitics & ISN_CLITIC_PRON) ||
        !(isn_ends(t->fold, t->fold_len, "ين") ||
          isn_ends(t->fold, t->fold_len, "ان"))) {
        return ISNAD_OK;
    }
    out->last = at + 1;
    out->kind = ISN_COUNTED_KIND_PERSON;
    return isn_singular(doc, t, false, true, &out->of);
}

/* Does a preposition stand before the token?  Then it is no adjective. */
static bool behind_preposition(const isnad_doc *doc, uint32_t at)
{
    const isn_token *t = &doc->tokens.items[at];
    const isn_sense *sense =
        at > 0 && t[-1].sentence == t->sentence
            ? isn_lex_sense(isn_entry_of(doc, at - 1, ISN_CLASS_FUNCTION),
                            ISN_CLASS_FUNCTION)
            : NULL;
    bool pronoun = sense && (isn_ends(t[-1].fold, t[-1].fold_len, "ها") ||
                             isn_ends(t[-1].fold, t[-1].fold_len, "هما") ||
                             isn_ends(t[-1].fold, t[-1].fold_len, "هم"));
    return (t->clitics & (ISN_CLITIC_BI | ISN_CLITIC_LI)) ||
           (sense && !pronoun &&
            isn_rows_function[sense->row].kind ==
                ISN_FUNCTION_KIND_PREPOSITION);
}

bool isn_noun_of_indefinite(const isnad_doc *doc, uint32_t at, uint32_t end)
{
    if (at + 1 >= end) {
        return false;
    }
    const isn_token *next = &doc->tokens.items[at + 1];
    bool noun = isn_is(doc, at + 1, ISN_CLASS_COUNTED);
    for (uint32_t i = 0; next->entry && i < next->entry->sense_count; i++) {
        noun =
            noun || (isn_lex_sense_at(next->entry, i)->form & ISN_FORM_MASDAR);
    }
    return noun && !next->clitics && next->fold_len > 2 * LETTER &&
           !isn_is(doc, at + 1, ISN_CLASS_FUNCTION) &&
           !isn_is(doc, at + 1, ISN_CLASS_PLACE) &&
           !isn_ends(next->fold, next->fold_len, "ا") &&
           behind_preposition(doc, at) && /* «خلال زيارتي متحف» is mine */
           !isn_is(doc, at - 1, ISN_CLASS_TIME_WORD);
}

bool isn_noun_construct_dual(const isnad_doc *doc, uint32_t at, uint32_t end,
                             isn_noun *out)
{
    const isn_token *t = &doc->tokens.items[at];
    size_t len = t->stem_len;
    if (at + 1 >= end || t->classes || len < 4 * LETTER || len > LONGEST_NOUN ||
        (t->clitics & (ISN_CLITIC_AL | ISN_CLITIC_PRON)) ||
        memcmp(t->stem + len - LETTER, "ي", LETTER) != 0 ||
        doc->tokens.items[at + 1].kind >= ISN_PUNCT ||
        (doc->tokens.items[at + 1].clitics &
         (ISN_CLITIC_KA | ISN_CLITIC_BI | ISN_CLITIC_LI))) {
        return false; /* «منصبي كوزير» */
    }
    *out = isn_noun_none(at);
    if (memcmp(doc->text + t->span.end - LETTER, "ي", LETTER) != 0) {
        return false; /* أسمى */
    }
    const isn_lex_entry *noun = isn_lex_find(t->stem, len - LETTER);
    const isn_sense *sense = isn_lex_sense(noun, ISN_CLASS_COUNTED);
    if (!sense || sense->form != 0) {
        return false;
    }
    uint8_t kind = isn_rows_counted[sense->row].kind;
    bool office = isn_lex_sense(noun, ISN_CLASS_TITLE) != NULL;
    if (kind == ISN_COUNTED_KIND_BODY || kind == ISN_COUNTED_KIND_TIME ||
        (kind == ISN_COUNTED_KIND_PERSON && !office)) {
        return false; /* صديقي is my friend */
    }
    bool pair = kind == ISN_COUNTED_KIND_PAIR && /* «طرفي النزاع» */
                (doc->tokens.items[at + 1].clitics & ISN_CLITIC_AL);
    char feminine[LONGEST_NOUN + 8]; /* رئيسية: the word is an adjective */
    memcpy(feminine, t->stem, len);
    memcpy(feminine + len, "ه", LETTER);
    if (isn_count_of(feminine, len + LETTER) > 0 &&
        !(pair && behind_preposition(doc, at))) {
        return false;
    }
    isn_noun_take(sense, out);
    out->last = at + 1;
    return pair || isn_noun_of_indefinite(doc, at, end) ||
           isn_noun_shared(doc, at, end);
}

/* Is «صغيرة» the word of «صغير»?  Then its dual tells how things are. */
static bool adjective_in_ta(const char *noun, size_t len)
{
    return 4 * isn_count_of(noun, len - LETTER) > isn_count_of(noun, len);
}

/* «على فترتين», «منحوتتان»: the dual of a noun in ة that no table has, where
 * the counts know the noun better than the dual (بوتين is none).  Behind no
 * preposition it may be an adjective. */
isnad_status isn_noun_feminine_dual(isnad_doc *doc, uint32_t at, isn_noun *out)
{
    enum { KNOWN = 40 };
    const isn_token *t = &doc->tokens.items[at];
    *out = isn_noun_none(at);
    if (t->classes || t->stem_len < 6 * LETTER || t->stem_len > LONGEST_NOUN ||
        (t->clitics & (ISN_CLITIC_PRON | ISN_CLITIC_SA | ISN_CLITIC_AL)) ||
        !(isn_ends(t->stem, t->stem_len, "تين") ||
          isn_ends(t->stem, t->stem_len, "تان"))) {
        return ISNAD_OK;
    }
    char noun[LONGEST_NOUN + 8];
    size_t len = t->stem_len - 2u * LETTER;
    memcpy(noun, t->stem, len - LETTER);
    memcpy(noun + len - LETTER, "ه", LETTER);
    uint32_t count = isn_count_of(noun, len);
    if (count < KNOWN || count < 2 * isn_count_of(t->stem, t->stem_len) ||
        isn_lex_sense(isn_lex_find(noun, len), ISN_CLASS_NATIONALITY) ||
        (!behind_preposition(doc, at) && adjective_in_ta(noun, len))) {
        return ISNAD_OK;
    }
    out->last = at + 1;
    return isn_singular(doc, t, false, true, &out->of);
}

bool isn_noun_shared(const isnad_doc *doc, uint32_t at, uint32_t end)
{
    for (uint32_t i = at + 1; i < end && i < at + 7; i++) {
        const isn_token *t = &doc->tokens.items[i];
        if ((t->kind >= ISN_PUNCT && t->punct != '"' && t->punct != 0xAB &&
             t->punct != 0xBB && t->punct != '(') ||
            (isn_is(doc, i, ISN_CLASS_FUNCTION) && !isn_token_is(doc, i, "و") &&
             !isn_token_is(doc, i, "او"))) {
            return false;
        }
        bool name = !t->classes && t->count == 0 && /* وبيرسيبوليس */
                    t->fold_len > 4 * LETTER &&
                    memcmp(t->fold, "و", LETTER) == 0;
        if (i > at + 1 && isn_token_is(doc, i, "او")) {
            return true;
        }
        if (i > at + 1 && (name || (t->clitics & ISN_CLITIC_WA) ||
                           isn_token_is(doc, i, "و"))) {
            return true;
        }
    }
    return false;
}
