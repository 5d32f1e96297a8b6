/* Casualties that are denied: «لم يسفر الانفجار عن إصابات», «دون سقوط ضحايا»,
 * «لم يصب أحد». */
#include "annotate/figures_scan.h"
#include "text/match.h"

enum { FILLERS = 6, VERB_REACH = 10 };

/* Has the token a sense of this kind among the words of figures? */
static bool has_kind(const isn_figure_scan *s, uint32_t at, unsigned kind)
{
    const isn_token *t = isn_figure_token(s, at);
    for (uint32_t i = 0; t->entry && i < t->entry->sense_count; i++) {
        const isn_sense *sense = isn_lex_sense_at(t->entry, i);
        if (sense->cls == ISN_CLASS_FIGWORD &&
            isn_rows_figword[sense->row].kind == kind) {
            return true;
        }
    }
    return false;
}

/* The role of the plural at `at`: «إصابات», «قتلى»; or ISN_NO_ROLE. */
static int casualties_at(const isn_figure_scan *s, uint32_t at)
{
    const isn_sense *sense = isn_lex_sense(
        isn_entry_of(s->doc, at, ISN_CLASS_ROLENOUN), ISN_CLASS_ROLENOUN);
    return sense && (sense->form & ISN_FORM_PLURAL) &&
                   !isn_figure_token(s, at)->clitics
               ? isn_rows_rolenoun[sense->row].role
               : ISN_NO_ROLE;
}

/* The first of the small words before the casualties at `at`: «أي», «وقوع»,
 * «قتلى أو». */
static uint32_t fillers_before(const isn_figure_scan *s, uint32_t at)
{
    uint32_t first = at;
    while (first > s->first && at - first < FILLERS &&
           (has_kind(s, first - 1, ISN_FIGWORD_KIND_FILLER) ||
            has_kind(s, first - 1, ISN_FIGWORD_KIND_OR) ||
            casualties_at(s, first - 1) != ISN_NO_ROLE)) {
        first--;
    }
    return first;
}

/* «لم يسفر …», «لم تسجل …»: the denied verb before `at`, or ISN_NO_TOKEN. */
static uint32_t denied_verb(const isn_figure_scan *s, uint32_t at)
{
    for (uint32_t i = at; i > s->first + 1 && at - i < VERB_REACH; i--) {
        if (isn_figure_token(s, i - 1)->kind >= ISN_PUNCT) {
            return ISN_NO_TOKEN;
        }
        if (has_kind(s, i - 1, ISN_FIGWORD_KIND_YIELD)) {
            return isn_token_is(s->doc, i - 2, "لم") ||
                           isn_token_is(s->doc, i - 2, "ولم")
                       ? i - 1
                       : ISN_NO_TOKEN;
        }
    }
    return ISN_NO_TOKEN;
}

static isnad_status push_nobody(isn_figure_scan *s, uint32_t first,
                                uint32_t last, int role)
{
    isn_draft d = {.at = first,
                   .first = first,
                   .last = last,
                   .negated = true,
                   .role = isn_figure_fate(s, role)};
    d.noun = isn_noun_none(last);
    return isn_figure_push(s, &d);
}

isnad_status isn_figure_nobody(isn_figure_scan *s, isn_match_result word,
                               bool *found)
{
    uint32_t at = s->at;
    unsigned kind = word.sense ? isn_rows_figword[word.sense->row].kind : 0;
    *found = true;
    if (word.sense && kind == ISN_FIGWORD_KIND_UNHURT) {
        return push_nobody(s, at, at + word.tokens, ISN_ROLENOUN_ROLE_WOUNDED);
    }
    if (word.sense && kind == ISN_FIGWORD_KIND_UNKILLED) {
        return push_nobody(s, at, at + word.tokens, ISN_ROLENOUN_ROLE_KILLED);
    }
    int role = casualties_at(s, at);
    uint32_t first = role == ISN_NO_ROLE ? at : fillers_before(s, at);
    if (role != ISN_NO_ROLE && first > s->first &&
        has_kind(s, first - 1, ISN_FIGWORD_KIND_WITHOUT)) {
        bool second = s->before_last != ISN_NO_TOKEN && s->before_last >= first;
        return push_nobody(s, second ? at : first - 1, at + 1, role);
    }
    *found = role != ISN_NO_ROLE && denied_verb(s, first) != ISN_NO_TOKEN;
    return *found ? push_nobody(s, at, at + 1, role) : ISNAD_OK;
}
