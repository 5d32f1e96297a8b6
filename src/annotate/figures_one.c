/* One that no number counts: «مقتل شخص», «فاز بهدف مقابل لا شيء». */
#include <string.h>

#include "annotate/figures_scan.h"
#include "text/match.h"

static bool two_behind(const isn_figure_scan *s, uint32_t at)
{
    isn_number two;
    return at < s->last && isn_number_at(s->doc, at, &two) && two.low == 2 &&
           two.tokens == 1 && !two.dual && !two.digits;
}

/* «بعد مقتل طفلة», «قضية وفاة عاملة», «لاغتيال صحفي»: not what is told, but
 * what it goes back to. */
/* «بعد», «منذ»: words of several senses. */
static bool after_at(const isn_figure_scan *s, uint32_t at)
{
    const isn_lex_entry *entry = isn_is(s->doc, at, ISN_CLASS_TIME_LINK)
                                     ? isn_figure_token(s, at)->entry
                                     : NULL;
    for (uint32_t i = 0; entry && i < entry->sense_count; i++) {
        const isn_sense *sense = isn_lex_sense_at(entry, i);
        if (sense->cls == ISN_CLASS_TIME_LINK &&
            isn_rows_time_link[sense->row].kind == ISN_TIME_LINK_KIND_AFTER) {
            return true;
        }
    }
    return false;
}

static bool behind_event(const isn_figure_scan *s)
{
    uint32_t at = s->trigger.begin;
    const isn_token *t = isn_figure_token(s, at);
    if (t->clitics & ISN_CLITIC_PRON) {
        return true; /* «الذي قتله متطرف»: who did it */
    }
    if (!s->trigger.masdar || s->trigger.verb || at == s->first) {
        return false;
    }
    if ((t->clitics & ISN_CLITIC_BI) && isn_token_is(s->doc, at, "باغتيال")) {
        return true; /* an accusation */
    }
    return (t->clitics & ISN_CLITIC_LI) ||
           (isn_is(s->doc, at - 1, ISN_CLASS_COUNTED) &&
            !(isn_figure_token(s, at - 1)->clitics & ISN_CLITIC_AL) &&
            !(t->clitics & ISN_CLITIC_WA)) ||
           after_at(s, at - 1);
}

/* «قتل شرطي متظاهرا»: the noun is who did it. */
static bool object_behind(const isn_figure_scan *s, uint32_t at)
{
    const isn_sense *sense =
        at < s->last
            ? isn_lex_sense(isn_entry_of(s->doc, at, ISN_CLASS_COUNTED),
                            ISN_CLASS_COUNTED)
            : NULL;
    return sense && (sense->form & ISN_FORM_ACC) &&
           isn_rows_counted[sense->row].kind == ISN_COUNTED_KIND_PERSON;
}

/* Is the token of the title or the first paragraph: what is told? */
static bool leads(const isn_figure_scan *s, uint32_t at)
{
    uint32_t block = isn_figure_token(s, at)->block;
    for (uint32_t i = 0; i < block; i++) {
        if (s->doc->blocks.items[i].role == ISNAD_ROLE_PARAGRAPH) {
            return false;
        }
    }
    return true;
}

/* «مقتل شخص», «قتل فلسطينيان»: one, not counted in words. */
isnad_status isn_figure_single(isn_figure_scan *s)
{
    uint32_t at = s->trigger.end;
    int role = s->trigger.role;
    role = isn_figure_fate(s, role);
    if (at >= s->last ||
        (role != ISN_ROLENOUN_ROLE_KILLED &&
         role != ISN_ROLENOUN_ROLE_WOUNDED &&
         role != ISN_ROLENOUN_ROLE_MISSING) ||
        s->trigger.sum || s->trigger.counts || behind_event(s) ||
        object_behind(s, at + 1) || !(s->trigger.verb || s->trigger.masdar)) {
        return ISNAD_OK;
    }
    const isn_token *t = isn_figure_token(s, at);
    unsigned cls = isn_is(s->doc, at, ISN_CLASS_COUNTED)
                       ? ISN_CLASS_COUNTED
                       : ISN_CLASS_NATIONALITY;
    const isn_sense *sense =
        t->classes & ISN_BIT(cls) ? isn_lex_sense(t->entry, cls) : NULL;
    unsigned form = sense ? sense->form & (ISN_FORM_PLURAL | ISN_FORM_DUAL) : 0;
    bool two = form == ISN_FORM_DUAL && cls == ISN_CLASS_NATIONALITY &&
               t->fold_len > 4 &&
               (memcmp(t->fold + t->fold_len - 4, "ان", 4) == 0 ||
                two_behind(s, at + 1));
    bool person =
        sense && (cls == ISN_CLASS_NATIONALITY ||
                  isn_rows_counted[sense->row].kind == ISN_COUNTED_KIND_PERSON);
    bool his = t->fold_len > 2 && /* لاعبه */
               memcmp(t->fold + t->fold_len - 2, "ه", 2) == 0 &&
               memcmp(s->doc->text + t->span.end - 2, "ه", 2) == 0;
    bool defined = at + 1 < s->last &&
                   (isn_figure_token(s, at + 1)->clitics & ISN_CLITIC_AL) != 0;
    bool others = isn_token_is(s->doc, at, "اخران"); /* «وأصيب آخران» */
    two = two || others;
    person = person || others;
    if (!person || his || t->clitics || (two ? false : form != 0 || defined)) {
        return ISNAD_OK;
    }
    double n = two ? 2 : 1;
    bool anybody = sense && cls == ISN_CLASS_COUNTED && /* مقتل شخص */
                   isn_rows_counted[sense->row].of &&
                   strcmp(isn_rows_counted[sense->row].of, "person") == 0;
    if (!two && !anybody && !leads(s, at)) {
        return ISNAD_OK;
    }
    isn_draft d = {.number = {.low = n, .high = n},
                   .at = at,
                   .first = at,
                   .last = at + 1,
                   .low = n,
                   .high = n,
                   .role = role};
    d.noun = (isn_noun){.first = at,
                        .last = at + 1,
                        .role = ISN_NO_ROLE,
                        .kind = ISN_COUNTED_KIND_PERSON,
                        .known = true,
                        .others = others};
    isn_number one;
    if (at + 1 < s->last && isn_number_at(s->doc, at + 1, &one) &&
        one.low == n && one.tokens == 1) {
        d.last++;
    }
    s->trigger.taken = true;
    return isn_figure_push(s, &d);
}

/* The goals that «ثلاثية» says, or 0. */
static double goals_in(const isn_figure_scan *s, uint32_t at)
{
    const isn_sense *sense = isn_lex_sense(
        isn_entry_of(s->doc, at, ISN_CLASS_NUMBER), ISN_CLASS_NUMBER);
    return sense && isn_rows_number[sense->row].kind == ISN_NUMBER_KIND_GOALS
               ? isn_rows_number[sense->row].low
               : 0;
}

/* Is «هدف» at `at` one goal of a result? */
static bool one_goal(const isn_figure_scan *s, uint32_t at)
{
    const isn_token *t = isn_figure_token(s, at);
    if (t->stem_len != sizeof "هدف" - 1 ||
        memcmp(t->stem, "هدف", t->stem_len) != 0 ||
        !isn_is(s->doc, at, ISN_CLASS_COUNTED) ||
        isn_is(s->doc, at + 1, ISN_CLASS_NUMBER)) {
        return false;
    }
    bool against = at > s->first && (isn_token_is(s->doc, at - 1, "مقابل") ||
                                     isn_token_is(s->doc, at - 1, "بفارق"));
    bool bound = s->bound.end == at && s->bound.begin < at;
    return against || bound ||
           ((t->clitics & ISN_CLITIC_BI) &&
            (isn_figure_word(s, at + 1, ISN_FIGWORD_KIND_AGAINST) ||
             isn_figure_word(s, at + 1, ISN_FIGWORD_KIND_LESS) ||
             isn_figure_word(s, at + 1, ISN_FIGWORD_KIND_ONLY) ||
             isn_figure_word(s, at + 1, ISN_FIGWORD_KIND_NIL)));
}

/* «فاز بهدف نظيف», «بثلاثة أهداف مقابل هدف», «فاز بثلاثية», in sport. */
isnad_status isn_figure_goal(isn_figure_scan *s, bool *found)
{
    enum { SCORED_REACH = 2 };
    uint32_t at = s->at;
    const isn_token *t = isn_figure_token(s, at);
    double n = one_goal(s, at) ? 1 : goals_in(s, at);
    bool with = t->fold_len > 2 && memcmp(t->fold, "ب", 2) == 0;
    bool scored = s->reach != ISN_NO_TOKEN && s->reach <= at &&
                  at - s->reach < SCORED_REACH; /* سجل ثلاثية */
    *found = n > 0 && !(t->clitics & ~ISN_CLITIC_BI) &&
             (n == 1 || with || scored) && isn_figure_sport(s);
    if (!*found) {
        return ISNAD_OK;
    }
    bool uncut = with && !(t->clitics & ISN_CLITIC_BI); /* one word: بثلاثية */
    isn_draft d = {
        .number = {.low = n, .high = n, .scale = 1, .with_and = uncut},
        .at = at,
        .first = at,
        .last = at + 1,
        .low = n,
        .high = n,
        .role = ISN_NO_ROLE};
    d.noun = isn_noun_none(at);
    isn_noun_take(
        isn_lex_sense(isn_lex_find("هدف", sizeof "هدف" - 1), ISN_CLASS_COUNTED),
        &d.noun);
    d.noun.last = at + 1;
    return isn_figure_finish(s, &d);
}
