/* The forms of figures: numbers, one person, shares, «ساعة ونصف». */
#include <string.h>

#include "annotate/figures_scan.h"
#include "text/match.h"

enum { GOALS_REACH = 3 };

/* «واحد»: a count only where the text makes it one. */
static isnad_status read_one(isn_figure_scan *s, isn_draft *d)
{
    uint32_t at = d->at;
    s->at = at + 1;
    if (isn_noun_found(&d->noun) &&
        d->noun.kind == ISN_COUNTED_KIND_PERCENT) { /* «واحد في المئة» */
        d->last = d->noun.last;
        return isn_figure_finish(s, d);
    }
    if (at == s->first || (isn_figure_token(s, at)->clitics & ~ISN_CLITIC_AL)) {
        return ISNAD_OK;
    }
    uint32_t noun_at = at - 1;
    if (noun_at > s->first && isn_is(s->doc, noun_at, ISN_CLASS_ROLENOUN) &&
        isn_is(s->doc, noun_at - 1, ISN_CLASS_COUNTED)) {
        noun_at--; /* حالة وفاة واحدة */
    }
    isn_number one = {.low = 1, .high = 1};
    isnad_status status = isn_noun_after(s->doc, noun_at, at, &one, &d->noun);
    if (status || d->noun.last != at || !d->noun.known) {
        return status;
    }
    bool only = isn_figure_word(s, at + 1, ISN_FIGWORD_KIND_ONLY);
    bool goal = strcmp(d->noun.of, "goal") == 0 && isn_figure_sport(s);
    d->first = noun_at;
    d->last = at + 1;
    if (!only && !goal && isn_figure_role(s, d) == ISN_NO_ROLE) {
        return ISNAD_OK;
    }
    return isn_figure_finish(s, d);
}

static bool is_share(const isn_noun *noun)
{
    return isn_noun_found(noun) && noun->kind == ISN_COUNTED_KIND_SHARE;
}

/* «واحد من ثلاثة», «1 على 20», «5 أجزاء من مليون». */
static bool read_ratio(isn_figure_scan *s, isn_draft *d)
{
    bool share = is_share(&d->noun);
    uint32_t at = share ? d->noun.last : d->last;
    isn_number n;
    isn_noun noun;
    if ((isn_noun_found(&d->noun) && !share) || at + 1 >= s->last ||
        !(isn_token_is(s->doc, at, "من") ||
          (!share && isn_token_is(s->doc, at, "علي"))) ||
        !isn_number_at(s->doc, at + 1, &n) || n.vague || n.ordinal || n.dual ||
        n.low <= 0 || (n.definite && !n.scaled) ||
        isn_noun_after(s->doc, at + 1 + n.tokens, s->last, &n, &noun)) {
        return false;
    }
    bool on = isn_token_is(s->doc, at, "علي");
    /* «واحد من ثلاثة», «واحد من ثلاثة طلاب» are a third, «واحد من ثلاثة متاحف»
     * is one museum, «واحدة من ثلاث مديرات» one of them. */
    const isn_token *one = isn_figure_token(s, d->at);
    bool feminine =
        one->stem_len > 2 && memcmp(one->stem + one->stem_len - 2, "ه", 2) == 0;
    bool share_of = on || (d->number.low == 1 && !n.scaled && !feminine &&
                           noun.kind == ISN_COUNTED_KIND_PERSON);
    if (!share && ((isn_noun_found(&noun) && !share_of) ||
                   (n.low <= d->number.low && !(on && d->number.digits)))) {
        return false; /* «3 من 5 مباريات» */
    }
    d->noun.first = d->noun.last;
    d->noun.of = NULL;
    d->low = d->high = d->number.low / n.low;
    d->number.fraction = true;
    d->last = at + 1 + n.tokens;
    return true;
}

/* «-5»: a sign where the number is bare or may lie below zero. */
static void negative(isn_figure_scan *s, isn_draft *d)
{
    bool may = !isn_noun_found(&d->noun) ||
               d->noun.kind == ISN_COUNTED_KIND_PERCENT ||
               (d->noun.of && strcmp(d->noun.of, "degree") == 0);
    if (may && d->number.digits && d->at > s->first &&
        (isn_figure_char(s, d->at - 1, '-') ||
         isn_figure_char(s, d->at - 1, 0x2212)) &&
        !isn_figure_token(s, d->at)->space_before &&
        (d->at - 1 == s->first ||
         isn_figure_token(s, d->at - 1)->space_before ||
         isn_token_is(s->doc, d->at - 2, "و"))) {
        d->low = -d->low;
        d->high = d->low;
        d->first = d->at - 1;
    }
}

/* «المرحلة الـ34»: the article of ordinals, with its tatweel. */
static bool spread_article(const isn_figure_scan *s, uint32_t at)
{
    if (!isn_figure_article_before(s, at)) {
        return false;
    }
    const char *end = s->doc->text + isn_figure_token(s, at - 1)->span.end;
    return memcmp(end - 2, "\xD9\x80", 2) == 0;
}

/* «مباراتيه الوديتين»: what stands behind a dual with its owner is its
 * adjective. */
static bool behind_owned_dual(const isn_figure_scan *s, uint32_t at)
{
    if (at == s->first || isn_figure_token(s, at)->clitics != ISN_CLITIC_AL) {
        return false;
    }
    const isn_token *t = isn_figure_token(s, at - 1);
    const char *end = t->stem + t->stem_len;
    return (t->clitics & ISN_CLITIC_PRON) && t->stem_len > 8 &&
           memcmp(end - 2, "ي", 2) == 0;
}

/* «عبدالمجيد الفوزان», «صالح بن فوزان الفوزان»: a name, not two of them. */
static bool in_family_name(const isn_figure_scan *s, uint32_t at)
{
    const isn_token *t = isn_figure_token(s, at);
    bool son = (at > s->first && isn_token_is(s->doc, at - 1, "بن")) ||
               (at > s->first + 1 && isn_token_is(s->doc, at - 2, "بن"));
    bool given = at > s->first && (t->clitics & ISN_CLITIC_AL) &&
                 !isn_figure_token(s, at - 1)->clitics &&
                 isn_is(s->doc, at - 1, ISN_CLASS_GIVEN_NAME) &&
                 !isn_is(s->doc, at - 1, ISN_CLASS_FUNCTION);
    return (son || given) && t->fold_len > 4 &&
           memcmp(t->fold + t->fold_len - 4, "ان", 4) == 0;
}

/* «النواب الموقعين»: the adjective of people in the plural. */
static bool behind_people(const isn_figure_scan *s, uint32_t at)
{
    const isn_token *t = isn_figure_token(s, at);
    return at > s->first && t->clitics == ISN_CLITIC_AL && t->fold_len > 4 &&
           memcmp(t->fold + t->fold_len - 4, "ين", 4) == 0 &&
           (isn_figure_token(s, at - 1)->clitics & ISN_CLITIC_AL) &&
           isn_figure_person_at(s, at - 1) && isn_noun_plural(s->doc, at - 1);
}

/* «المدينتان ضيفتا شرف»: a dual before its genitive is no adjective. */
static bool construct_ending(const isn_figure_scan *s, uint32_t at)
{
    const isn_token *t = isn_figure_token(s, at);
    return t->fold_len > 4 && memcmp(t->fold + t->fold_len - 4, "تا", 4) == 0;
}

/* «البلدين الشقيقين», «المالكين الرئيسين»: it agrees with the word before. */
static bool behind_definite_dual(const isn_figure_scan *s, uint32_t at)
{
    const isn_token *t = isn_figure_token(s, at), *noun = t - 1;
    return at > s->first && t->clitics == ISN_CLITIC_AL &&
           (noun->clitics & ISN_CLITIC_AL) && noun->fold_len > 8 &&
           memcmp(noun->fold + noun->fold_len - 4, t->fold + t->fold_len - 4,
                  4) == 0 &&
           !isn_is(s->doc, at - 1, ISN_CLASS_WEEKDAY);
}

/* «نصف المسافة», «ثلثي السكان» count nothing, but for who asks with a time of
 * day (docs/dates.md). */
static bool share_of(const isn_figure_scan *s, const isn_draft *d)
{
    return d->number.fraction && !d->number.digits && d->last < s->last &&
           !isn_noun_found(&d->noun) && !s->doc->published.clock &&
           (isn_figure_token(s, d->last)->clitics & ISN_CLITIC_AL);
}

/* «القرار 1701», «الرقم المجاني 19988», «الدورة الثقافية (45)», «ن1»: the
 * number of a thing. */
static bool labelled(isn_figure_scan *s, const isn_draft *d)
{
    const isn_number *n = &d->number;
    bool bracket =
        isn_figure_char(s, d->at - 1, '(') && isn_figure_char(s, d->last, ')');
    uint32_t open = d->at - bracket, noun = open;
    if (bracket && open > s->first &&
        (isn_figure_token(s, open - 1)->clitics & ISN_CLITIC_AL)) {
        noun--; /* over an adjective */
    }
    bool of_it = isn_noun_found(&d->noun) && /* «المادة 69 من اللائحة» */
                 isn_token_is(s->doc, d->noun.first, "من");
    bool label = (s->label == open || s->label == noun) && n->digits &&
                 (!d->noun.known || of_it) &&
                 (of_it || d->noun.kind != ISN_COUNTED_KIND_PERSON);
    if (label) { /* «الدقائق 27 و31» */
        s->label =
            d->last + (d->last < s->last && isn_token_is(s->doc, d->last, "و"));
    }
    bool sign =
        s->sign == open ||
        (s->sign < open && s->sign + 1 == open && n->digits && !d->noun.known &&
         (isn_figure_token(s, s->sign)->clitics & ISN_CLITIC_AL));
    bool sum = d->noun.known && n->scaled; /* «رقم 20 مليون سائح» */
    return label || isn_figure_in_name(s, d) || (sign && !sum && !n->vague);
}

/* A dual that is an adjective, a part of the body, a name, «my journey». */
static bool no_dual(const isn_figure_scan *s, const isn_draft *d)
{
    if (!d->number.dual) {
        return false;
    }
    bool adjective = s->before_last == d->at && s->before_of &&
                     !construct_ending(s, d->at) &&
                     !(isn_figure_token(s, d->at)->clitics &
                       (ISN_CLITIC_WA | ISN_CLITIC_AL));
    bool minutes = d->last < s->last && /* «الدقيقتين 21 و48» */
                   s->label == d->last &&
                   isn_figure_token(s, d->last)->kind == ISN_NUMBER;
    return adjective || minutes || d->noun.kind == ISN_COUNTED_KIND_BODY ||
           behind_owned_dual(s, d->at) || behind_definite_dual(s, d->at) ||
           in_family_name(s, d->at) || behind_people(s, d->at) ||
           isn_figure_lone_construct(s, d->at);
}

/* «القمة الـ34», «الأربعة» without what they count. */
static bool bare_article(const isn_figure_scan *s, const isn_draft *d)
{
    const isn_number *n = &d->number;
    return (n->definite || spread_article(s, d->at)) && !n->vague &&
           !(n->scaled && n->tokens > 1) && !isn_noun_found(&d->noun);
}

/* A count: its range, then the figure; ages and scores are none. */
static isnad_status read_count(isn_figure_scan *s, isn_draft *d)
{
    if (isn_noun_found(&d->noun) && d->noun.last > d->last) {
        d->last = d->noun.last;
    }
    isnad_status status = isn_figure_range(s, d);
    if (!status && d->low == d->high) {
        status = isn_figure_unit_behind(s, d);
    }
    uint32_t score = isn_figure_behind_score(s, d);
    if (score && (d->low == d->high || !d->noun.known)) {
        s->at = score;
        return status;
    }
    if (status || isn_figure_is_age(s, d)) {
        s->at = d->last;
        bool on = isn_figure_word(s, d->last, ISN_FIGWORD_KIND_TO);
        s->age = on ? d->last + 1 : s->age; /* «أعمارهم من شهر إلى سنتين» */
        return status;
    }
    return isn_figure_finish(s, d);
}

isnad_status isn_figure_number(isn_figure_scan *s, const isn_number *n)
{
    isn_draft d = {.number = *n,
                   .at = s->at,
                   .first = s->at,
                   .last = s->at + n->tokens,
                   .low = n->low,
                   .high = n->high,
                   .role = ISN_NO_ROLE};
    d.noun.first = d.noun.last = d.last;
    d.noun.role = ISN_NO_ROLE;
    s->at = d.last;
    if (n->ordinal) {
        return ISNAD_OK;
    }
    isnad_status status = isn_figure_find(s, &d);
    if (!status) {
        read_ratio(s, &d);
    }
    negative(s, &d);
    bool label = labelled(s, &d);
    if (status || label || bare_article(s, &d) || no_dual(s, &d) ||
        isn_figure_is_mark(s, &d) || share_of(s, &d)) {
        uint32_t score = label ? isn_figure_behind_score(s, &d) : 0;
        s->at = score ? score : s->at; /* «الفريق110-102» */
        return status;
    }
    if (n->low == 1 && n->tokens == 1 && !n->digits && !n->scaled &&
        !n->fraction && !d.number.fraction) {
        return read_one(s, &d);
    }
    return read_count(s, &d);
}

/* Is a word of shares at `at`?  Shares are single words of the table. */
static bool share_at(const isnad_doc *doc, uint32_t at)
{
    const isn_lex_entry *entry = isn_entry_of(doc, at, ISN_CLASS_COUNTED);
    for (uint32_t i = 0; entry && i < entry->sense_count; i++) {
        const isn_sense *sense = isn_lex_sense_at(entry, i);
        if (sense->cls == ISN_CLASS_COUNTED &&
            isn_rows_counted[sense->row].kind == ISN_COUNTED_KIND_SHARE) {
            return true;
        }
    }
    return false;
}

/* «جزء من مئة». */
isnad_status isn_figure_share(isn_figure_scan *s, bool *found)
{
    *found = false;
    if (!isn_token_is(s->doc, s->at + 1, "من") || !share_at(s->doc, s->at)) {
        return ISNAD_OK;
    }
    isn_draft d = {.number = {.low = 1, .high = 1, .scale = 1},
                   .at = s->at,
                   .first = s->at,
                   .last = s->at + 1,
                   .role = ISN_NO_ROLE};
    isnad_status status =
        isn_noun_after(s->doc, s->at, s->last, &d.number, &d.noun);
    *found = !status && is_share(&d.noun) && read_ratio(s, &d);
    return *found ? isn_figure_finish(s, &d) : status;
}

/* «ساعة ونصف», «سنة وربع السنة». */
isnad_status isn_figure_and_half(isn_figure_scan *s, bool *found)
{
    uint32_t at = s->at, tokens;
    *found = false;
    double part = isn_is(s->doc, at, ISN_CLASS_COUNTED) && at + 1 < s->last
                      ? isn_fraction_at(s->doc, at + 1, &tokens)
                      : 0;
    if (part <= 0) {
        return ISNAD_OK;
    }
    isn_noun noun;
    isn_number one = {.low = 1, .high = 1};
    isnad_status status = isn_noun_after(s->doc, at, at + 1, &one, &noun);
    if (status || !isn_noun_found(&noun) ||
        (noun.kind != ISN_COUNTED_KIND_TIME &&
         noun.kind != ISN_COUNTED_KIND_MEASURE &&
         noun.kind != ISN_COUNTED_KIND_MONEY)) {
        return status;
    }
    isn_draft d = {.number = {.low = 1, .high = 1, .scale = 1},
                   .noun = noun,
                   .at = at,
                   .first = at,
                   .last = at + 1 + tokens,
                   .low = 1 + part,
                   .high = 1 + part,
                   .role = ISN_NO_ROLE};
    *found = true;
    if (isn_figure_is_age(s, &d)) {
        s->at = d.last;
        return ISNAD_OK;
    }
    return isn_figure_finish(s, &d);
}

static isnad_status finish_dual(isn_figure_scan *s, const isn_noun *noun)
{
    uint32_t at = s->at;
    isn_draft d = {.number = {.low = 2, .high = 2, .dual = true, .scale = 1},
                   .noun = *noun,
                   .at = at,
                   .first = at,
                   .last = at + 1,
                   .low = 2,
                   .high = 2,
                   .role = ISN_NO_ROLE};
    return isn_figure_finish(s, &d);
}

/* «كلا المرشحين»: what may be a plural elsewhere is a dual behind «كلا». */
isnad_status isn_figure_both(isn_figure_scan *s, bool *found)
{
    isn_noun noun;
    *found = s->at + 1 < s->last && !isn_dual_at(s->doc, s->at + 1);
    isnad_status status =
        *found ? isn_noun_of_two(s->doc, s->at + 1, &noun) : ISNAD_OK;
    *found = *found && !status && isn_noun_found(&noun);
    if (*found) {
        s->at++;
        status = finish_dual(s, &noun);
    }
    return status;
}

/* «سجل هدفي الفوز», where «حقق هدفي» is my aim. */
static bool two_goals(isn_figure_scan *s, isn_noun *noun)
{
    const isn_token *t = isn_figure_token(s, s->at);
    if (t->stem_len != sizeof "هدفي" - 1 ||
        memcmp(t->stem, "هدفي", t->stem_len) != 0 || s->at + 1 >= s->last ||
        isn_figure_token(s, s->at + 1)->kind >= ISN_PUNCT ||
        s->reach == ISN_NO_TOKEN || s->at - s->reach > GOALS_REACH ||
        !isn_figure_sport(s)) {
        return false;
    }
    *noun = isn_noun_none(s->at);
    isn_noun_take(
        isn_lex_sense(isn_lex_find("هدف", sizeof "هدف" - 1), ISN_CLASS_COUNTED),
        noun);
    noun->last = s->at + 1;
    return true;
}

isnad_status isn_figure_construct(isn_figure_scan *s)
{
    isn_noun noun;
    if (!isn_noun_construct_dual(s->doc, s->at, s->last, &noun) &&
        !two_goals(s, &noun)) {
        isnad_status status = isn_noun_feminine_dual(s->doc, s->at, &noun);
        bool adjective = s->before_last == s->at && s->before_of &&
                         !(isn_figure_token(s, s->at)->clitics & ISN_CLITIC_WA);
        if (status || !isn_noun_found(&noun) || adjective) {
            s->at++;
            return status;
        }
    }
    return finish_dual(s, &noun);
}
