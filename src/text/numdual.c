/* Duals that are numbers by themselves: «يومين», «جنديان». */
#include <string.h>

#include "text/match.h"
#include "text/numexpr.h"

/* «فلسطينيين اثنين» are two. */
static bool two_behind(const isnad_doc *doc, uint32_t token)
{
    const isn_token *t = &doc->tokens.items[token], *next = t + 1;
    unsigned tied = ISN_CLITIC_WA | ISN_CLITIC_FA | ISN_CLITIC_BI |
                    ISN_CLITIC_LI | ISN_CLITIC_KA | ISN_CLITIC_PRON |
                    ISN_CLITIC_SA;
    if (token + 1 >= doc->tokens.count || next->sentence != t->sentence ||
        (next->clitics & tied)) {
        return false;
    }
    const isn_lex_entry *entry = isn_entry_of(doc, token + 1, ISN_CLASS_NUMBER);
    for (uint32_t i = 0; entry && i < entry->sense_count; i++) {
        const isn_sense *sense = isn_lex_sense_at(entry, i);
        if (sense->cls == ISN_CLASS_NUMBER &&
            isn_rows_number[sense->row].kind == ISN_NUMBER_KIND_UNIT) {
            return isn_rows_number[sense->row].low == 2;
        }
    }
    return false;
}

/* «أعلنها البلدان في …» are two, «البلدان العربية», «البلدان التي» many. */
static bool dual_of_states(const isnad_doc *doc, uint32_t token)
{
    const isn_token *t = &doc->tokens.items[token];
    const isn_sense *noun = isn_lex_sense(
        isn_entry_of(doc, token, ISN_CLASS_COUNTED), ISN_CLASS_COUNTED);
    if (!noun || isn_rows_counted[noun->row].kind != ISN_COUNTED_KIND_PAIR ||
        !(t->clitics & ISN_CLITIC_AL) || t->fold_len < 8 ||
        memcmp(t->fold + t->fold_len - 4, "ان", 4) != 0 ||
        token + 1 >= doc->tokens.count ||
        (token > 0 && (isn_token_is(doc, token - 1, "من") ||
                       isn_token_is(doc, token - 1, "هذه") ||
                       isn_token_is(doc, token - 1, "تلك")))) {
        return false; /* كثير من البلدان, تلك البلدان */
    }
    const isn_token *next = t + 1;
    const isn_sense *sense =
        isn_is(doc, token + 1, ISN_CLASS_FUNCTION)
            ? isn_lex_sense(next->entry, ISN_CLASS_FUNCTION)
            : NULL;
    bool relative = sense && isn_rows_function[sense->row].kind ==
                                 ISN_FUNCTION_KIND_RELATIVE;
    bool two = next->fold_len > 8 && /* «البلدان الشقيقان» */
               memcmp(next->fold + next->fold_len - 4, "ان", 4) == 0;
    return !relative && (two || !(next->clitics & ISN_CLITIC_AL));
}

/* «هاتفين» are people where what they shout stands behind, else telephones. */
static bool speech_behind(const isnad_doc *doc, uint32_t token)
{
    const isn_token *next = &doc->tokens.items[token + 1];
    return token + 1 < doc->tokens.count &&
           ((next->kind >= ISN_PUNCT && next->punct != '.' &&
             next->punct != 0x60C) ||
            isn_is(doc, token + 1, ISN_CLASS_FUNCTION) ||
            (next->clitics & (ISN_CLITIC_BI | ISN_CLITIC_LI)));
}

bool isn_dual_at(const isnad_doc *doc, uint32_t token)
{
    if (!isn_may_be_dual(&doc->tokens.items[token])) {
        return false;
    }
    const isn_lex_entry *entry = isn_entry_of(doc, token, ISN_CLASS_COUNTED);
    entry = entry ? entry : isn_entry_of(doc, token, ISN_CLASS_ROLENOUN);
    const isn_token *t = &doc->tokens.items[token];
    uint64_t names = ISN_BIT(ISN_CLASS_PLACE) | ISN_BIT(ISN_CLASS_MONTH) |
                     ISN_BIT(ISN_CLASS_GIVEN_NAME);
    if (!entry || (t->classes & names)) {
        return false; /* ميلان, شعبان */
    }
    bool dual = false, other = false;
    for (uint32_t i = 0; entry && i < entry->sense_count; i++) {
        const isn_sense *sense = isn_lex_sense_at(entry, i);
        if (sense->cls == ISN_CLASS_COUNTED ||
            sense->cls == ISN_CLASS_ROLENOUN) {
            bool is_dual = (sense->form & ISN_FORM_DUAL) != 0;
            dual = dual || is_dual;
            other = other || !is_dual;
        } else if (sense->cls == ISN_CLASS_SPEECH) {
            other = other || ((sense->form & ISN_FORM_PLURAL) &&
                              speech_behind(doc, token));
        }
    }
    return dual &&
           (!other || two_behind(doc, token) || dual_of_states(doc, token));
}
