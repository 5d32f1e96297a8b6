/* Which way a weekday lies: the press writes «الخميس» for the last Thursday
 * in a report and for the next one in an announcement. */
#include "annotate/dates.h"

#include <string.h>

#include "lang/lexicon.h"
#include "text/match.h"

enum { REACH_BACK = 24, REACH_ON = 8, NEAR = 6, CALL_REACH = 14 };

/* Has the token a sense of this kind in time-links? */
static bool link_is(const isn_token *t, unsigned kind)
{
    if (!(t->classes & ISN_BIT(ISN_CLASS_TIME_LINK)) || !t->entry) {
        return false;
    }
    for (uint32_t i = 0; i < t->entry->sense_count; i++) {
        const isn_sense *s = isn_lex_sense_at(t->entry, i);
        if (s->cls == ISN_CLASS_TIME_LINK &&
            isn_rows_time_link[s->row].kind == kind) {
            return true;
        }
    }
    return false;
}

/* `value` of its row among the words of the future; 0 where it is none. */
static int32_t link_value(const isn_token *t)
{
    for (uint32_t i = 0; t->entry && i < t->entry->sense_count; i++) {
        const isn_sense *s = isn_lex_sense_at(t->entry, i);
        if (s->cls == ISN_CLASS_TIME_LINK &&
            isn_rows_time_link[s->row].kind == ISN_TIME_LINK_KIND_FUTURE) {
            return isn_rows_time_link[s->row].value;
        }
    }
    return 0;
}

/* «بعد», «قبل», «منذ»: what stands behind belongs to the story. */
static bool after(const isnad_doc *doc, uint32_t at)
{
    return link_is(&doc->tokens.items[at], ISN_TIME_LINK_KIND_AFTER);
}

/* «أن يطلق»: what is to happen, by the letter of the present behind أن, but
 * not «قبل أن يعود». */
static bool subjunctive(const isnad_doc *doc, uint32_t at)
{
    const isn_token *t = &doc->tokens.items[at];
    uint64_t names = ISN_BIT(ISN_CLASS_GIVEN_NAME) | ISN_BIT(ISN_CLASS_PLACE) |
                     ISN_BIT(ISN_CLASS_OUTLET) | ISN_BIT(ISN_CLASS_COUNTED) |
                     ISN_BIT(ISN_CLASS_TIME_WORD) |
                     ISN_BIT(ISN_CLASS_TIME_UNIT) | ISN_BIT(ISN_CLASS_MONTH);
    return at > 0 && t->fold_len >= 6 && memcmp(t->fold, "ي", 2) == 0 &&
           !(t->classes & names) && !(t->clitics & ~ISN_CLITIC_PRON) &&
           isn_token_is(doc, at - 1, "ان") && !(at > 1 && after(doc, at - 2));
}

/* «قد يخرج في نوفمبر»: before the letter of the present قد is «may». */
static bool may(const isnad_doc *doc, uint32_t at)
{
    bool qad = isn_token_is(doc, at, "قد") || isn_token_is(doc, at, "وقد");
    const isn_token *next =
        at + 1 < doc->tokens.count ? &doc->tokens.items[at + 1] : NULL;
    return qad && next && next->kind == ISN_WORD && next->fold_len >= 6 &&
           memcmp(next->fold, "ي", 2) == 0;
}

/* «ستكونان»: a word that nobody knows, with the letters of the future. */
static bool unknown_future(const isn_token *t)
{
    enum { LEAST = 12 };
    const char *word = t->fold + (memcmp(t->fold, "و", 2) == 0 ? 2 : 0);
    return !t->classes && t->count == 0 && t->fold_len >= LEAST + 2 &&
           (memcmp(word, "ست", 4) == 0 || memcmp(word, "سي", 4) == 0);
}

/* 1 for a cue of the future, -1 for one of the past, 0 for neither. */
static int cue(const isnad_doc *doc, uint32_t at)
{
    const isn_token *t = &doc->tokens.items[at];
    if (t->kind != ISN_WORD) {
        return 0;
    }
    if ((t->clitics & ISN_CLITIC_SA) || unknown_future(t)) {
        return 1;
    }
    if (link_is(t, ISN_TIME_LINK_KIND_FUTURE)) {
        return 1;
    }
    if (subjunctive(doc, at) || may(doc, at)) {
        return 1;
    }
    bool condition =
        at > 0 && link_is(&doc->tokens.items[at - 1], ISN_TIME_LINK_KIND_IF);
    if (link_is(t, ISN_TIME_LINK_KIND_PAST)) {
        return condition ? 1 : -1; /* «إذا فاز السبت» */
    }
    const isn_sense *said =
        isn_lex_sense(t->classes & ISN_BIT(ISN_CLASS_SPEECH) ? t->entry : NULL,
                      ISN_CLASS_SPEECH);
    if (said && (said->form & ISN_FORM_MASDAR) && at > 0 &&
        isn_token_is(doc, at - 1, "بعد")) {
        return -1; /* «بعد الإعلان عنه الخميس» */
    }
    if (!(t->clitics & ISN_CLITIC_AL) && /* «السجن» is no verb */
        (t->classes &
         (ISN_BIT(ISN_CLASS_SPEECH) | ISN_BIT(ISN_CLASS_ROLEVERB)))) {
        const isn_sense *s = isn_lex_sense(t->entry, ISN_CLASS_SPEECH);
        s = s ? s : isn_lex_sense(t->entry, ISN_CLASS_ROLEVERB);
        return s && (s->form & ISN_FORM_PAST) ? -1 : 0;
    }
    return 0;
}

/* «دعا … إلى اجتماع»: is the event at `at` what somebody calls for? */
static bool called_for(const isnad_doc *doc, uint32_t begin, uint32_t at)
{
    if (at == begin || !isn_token_is(doc, at - 1, "الي")) {
        return false;
    }
    for (uint32_t i = at - 1; i > begin && at - i < CALL_REACH; i--) {
        if (link_is(&doc->tokens.items[i - 1], ISN_TIME_LINK_KIND_CALL)) {
            return true;
        }
    }
    return false;
}

int isn_date_direction(const isnad_doc *doc, uint32_t first, uint32_t count)
{
    const isn_sentence *s =
        &doc->sentences.items[doc->tokens.items[first].sentence];
    uint32_t begin = s->first_token, end = begin + s->token_count;
    const isnad_block *block = &doc->blocks.items[s->block];
    if (block->role == ISNAD_ROLE_TITLE) {
        begin = block->first_token; /* «تبدأ الجامعة التسجيل.. الأحد» */
    }
    bool reported = false; /* «قالت إن اجتماع الجمعة سيكون» */
    for (uint32_t back = 1; back <= REACH_BACK && first >= begin + back;
         back++) {
        const isn_token *t = &doc->tokens.items[first - back];
        if (link_is(t, ISN_TIME_LINK_KIND_GATHER) &&
            called_for(doc, begin, first - back)) {
            return 2;
        }
        int way = cue(doc, first - back);
        bool sure = way > 0 ? link_value(t) == 0 : back <= NEAR;
        if (way && !(reported && way < 0)) {
            return sure ? 2 * way : way;
        }
        reported = reported || isn_token_is(doc, first - back, "ان") ||
                   isn_token_is(doc, first - back, "بان");
    }
    for (uint32_t at = first + count; at < end && at < first + count + REACH_ON;
         at++) {
        int way = cue(doc, at);
        /* «أول زعيم يجتمع»: a present behind it may be anybody's. */
        bool present = way > 0 && link_value(&doc->tokens.items[at]) == 1;
        if (way && !present) {
            return way;
        }
    }
    return 0;
}

bool isn_date_recurs(const isnad_doc *doc, uint32_t first)
{
    return first > 0 &&
           link_is(&doc->tokens.items[first - 1], ISN_TIME_LINK_KIND_RECURS);
}

int isn_date_side(const isnad_doc *doc, uint32_t first)
{
    if (first == 0) {
        return 0;
    }
    const isn_token *t = &doc->tokens.items[first - 1];
    if (link_is(t, ISN_TIME_LINK_KIND_SINCE)) {
        return -1;
    }
    return link_is(t, ISN_TIME_LINK_KIND_BY) ? 1 : 0;
}
