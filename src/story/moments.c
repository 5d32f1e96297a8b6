#include "story/moments.h"

#include "lang/lexicon.h"
#include "story/changes.h"
#include "text/match.h"

enum {
    BEHIND = 16, /* tokens behind a verb in which «بعد» belongs to it */
    BEFORE = 4,  /* tokens in front of a verb in which a plan does */
    LONG = 7,    /* days after which what was not so may have come about */
};

bool isn_negates_at(const isnad_doc *doc, uint32_t at)
{
    if (!isn_negates(&doc->tokens.items[at])) {
        return false;
    }
    isn_match_result m = isn_match(doc, at, ISN_CLASS_FIGWORD);
    return !m.sense ||
           isn_rows_figword[m.sense->row].kind != ISN_FIGWORD_KIND_STILL;
}

/* A phrase of the table at token `at`; 0 tokens: none of this kind. */
static uint32_t pending(const isnad_doc *doc, uint32_t at, int kind)
{
    isn_match_result m = isn_match(doc, at, ISN_CLASS_PENDING);
    return m.sense && (int)isn_rows_pending[m.sense->row].kind == kind
               ? m.tokens
               : 0;
}

/* «بعد» alone means "yet"; with a noun or a clause behind it, "after". */
static bool ends_there(const isnad_doc *doc, uint32_t at, isnad_span span)
{
    if (at >= doc->tokens.count ||
        doc->tokens.items[at].span.begin >= span.end) {
        return true;
    }
    const isn_token *t = &doc->tokens.items[at];
    const isn_sense *sense = isn_lex_sense(t->entry, ISN_CLASS_FUNCTION);
    bool preposition = sense && isn_rows_function[sense->row].kind ==
                                    ISN_FUNCTION_KIND_PREPOSITION;
    return t->kind > ISN_NUMBER || preposition;
}

static bool not_yet(const isnad_doc *doc, uint32_t verb, isnad_span span)
{
    for (uint32_t i = verb + 1; i < doc->tokens.count && i < verb + BEHIND;
         i++) {
        const isn_token *t = &doc->tokens.items[i];
        if (t->span.begin >= span.end || isn_negates_at(doc, i)) {
            break;
        }
        uint32_t tokens = pending(doc, i, ISN_PENDING_KIND_YET);
        if (tokens > 1 || (tokens == 1 && ends_there(doc, i + 1, span))) {
            return true;
        }
    }
    return false;
}

static bool is_planned(const isnad_doc *doc, uint32_t verb, isnad_span span)
{
    for (uint32_t i = verb; i > 0 && i + BEFORE > verb; i--) {
        if (doc->tokens.items[i - 1].span.begin < span.begin) {
            break;
        }
        if (pending(doc, i - 1, ISN_PENDING_KIND_PLANNED)) {
            return true;
        }
    }
    return false;
}

isn_moment isn_moment_of(const isnad_doc *doc, uint32_t verb, isnad_span span)
{
    const isn_token *t = &doc->tokens.items[verb];
    bool behind = verb > 0 && t[-1].span.begin >= span.begin;
    if ((t->clitics & ISN_CLITIC_SA) || is_planned(doc, verb, span) ||
        (behind && (isn_token_is(doc, verb - 1, "لن") ||
                    isn_token_is(doc, verb - 1, "سوف")))) {
        return ISN_TO_COME;
    }
    return not_yet(doc, verb, span) ? ISN_NOT_YET : ISN_HELD;
}

int32_t isn_report_day(const isn_work *w, const isn_utterance *u)
{
    return isn_work_doc(w, u->place)->published.best_day;
}

/* The first day that the utterance names; ISNAD_NO_DAY: none. */
static int32_t named_day(const isn_work *w, const isn_utterance *u)
{
    const isnad_doc *doc = isn_work_doc(w, u->place);
    for (size_t i = isn_first_date(doc, u->span.begin);
         i < doc->dates.count && doc->dates.items[i].span.begin < u->span.end;
         i++) {
        const isnad_date *date = &doc->dates.items[i];
        if (!date->duration && date->time.first != ISNAD_NO_DAY) {
            return date->time.first;
        }
    }
    return ISNAD_NO_DAY;
}

const char *isn_opposed_relation(const isn_work *work, const isn_utterance *yes,
                                 uint32_t at, const isn_utterance *no,
                                 uint32_t verb)
{
    int32_t day_yes = isn_report_day(work, yes),
            day_no = isn_report_day(work, no);
    bool known = day_yes != ISNAD_NO_DAY && day_no != ISNAD_NO_DAY;
    isn_moment a = isn_moment_of(isn_work_doc(work, yes->place), at, yes->span);
    isn_moment b = isn_moment_of(isn_work_doc(work, no->place), verb, no->span);
    if (b == ISN_NOT_YET) {
        return known && day_yes < day_no ? "contradiction" : "update";
    }
    if ((a == ISN_TO_COME) != (b == ISN_TO_COME)) {
        return "update";
    }
    if (!known || day_yes <= day_no) {
        return "contradiction";
    }
    int32_t event = named_day(work, yes);
    bool since =
        event == ISNAD_NO_DAY ? day_yes - day_no >= LONG : event > day_no;
    return since ? "update" : "contradiction";
}

const char *isn_states_relation(const isn_work *work, const isn_utterance *a,
                                const isn_utterance *b)
{
    return isn_report_day(work, a) == isn_report_day(work, b) ? "contradiction"
                                                              : "update";
}
