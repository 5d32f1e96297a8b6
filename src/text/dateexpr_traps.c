/* Date expressions: what only looks like one. */
#include "text/dateexpr_parts.h"
#include "text/match.h"

bool isn_date_mark(const isn_date_scan *scan, uint32_t at, uint32_t c)
{
    return at < scan->end && isn_punct_is(scan->doc, at, c);
}

bool isn_date_dash(const isn_date_scan *scan, uint32_t at)
{
    return isn_date_mark(scan, at, '-') || isn_date_mark(scan, at, 0x2013) ||
           isn_date_mark(scan, at, 0x2014);
}

bool isn_date_quote(const isn_date_scan *scan, uint32_t at)
{
    return isn_date_mark(scan, at, '"') || isn_date_mark(scan, at, 0xBB) ||
           isn_date_mark(scan, at, 0xAB) || isn_date_mark(scan, at, 0x201D) ||
           isn_date_mark(scan, at, 0x201C) || isn_date_mark(scan, at, ')') ||
           isn_date_mark(scan, at, '(');
}

/* Does a word before `at` ask for a time: «في», «قبل», «منذ»? */
bool isn_date_asked(const isn_date_scan *scan, uint32_t at)
{
    static const uint8_t kinds[] = {
        ISN_TIME_WORD_KIND_AGO,   ISN_TIME_WORD_KIND_WITHIN,
        ISN_TIME_WORD_KIND_AHEAD, ISN_TIME_WORD_KIND_WHOLE,
        ISN_TIME_WORD_KIND_START, ISN_TIME_WORD_KIND_END,
    };
    static const uint64_t any = UINT64_C(1) << ISN_TIME_WORD_KIND_AGO |
                                UINT64_C(1) << ISN_TIME_WORD_KIND_WITHIN |
                                UINT64_C(1) << ISN_TIME_WORD_KIND_AHEAD |
                                UINT64_C(1) << ISN_TIME_WORD_KIND_WHOLE |
                                UINT64_C(1) << ISN_TIME_WORD_KIND_START |
                                UINT64_C(1) << ISN_TIME_WORD_KIND_END;
    static const uint64_t links = UINT64_C(1) << ISN_TIME_LINK_KIND_PREP |
                                  UINT64_C(1) << ISN_TIME_LINK_KIND_TO |
                                  UINT64_C(1) << ISN_TIME_LINK_KIND_BY |
                                  UINT64_C(1) << ISN_TIME_LINK_KIND_BETWEEN;
    uint32_t n;
    if (at == scan->first || !isn_time_kinds(scan, at - 1, any, links)) {
        return false; /* so it is at most places */
    }
    if (isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_PREP, &n) ||
        isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_TO, &n) ||
        isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_BY, &n) ||
        isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_BETWEEN, &n)) {
        return true;
    }
    for (unsigned i = 0; i < sizeof kinds; i++) {
        if (isn_time_word(scan, at - 1, kinds[i], &n)) {
            return true;
        }
    }
    return false;
}

/* Is there a word of figures of this kind and length at `at`? */
bool isn_date_figword(const isn_date_scan *scan, uint32_t at, uint32_t tokens,
                      unsigned kind)
{
    isn_match_result word = isn_match(scan->doc, at, ISN_CLASS_FIGWORD);
    return word.sense && word.tokens == tokens &&
           isn_rows_figword[word.sense->row].kind == kind;
}

/* «المصري اليوم»; a country only as a name in marks or behind an outlet word
 * («صحيفة العراق اليوم»). */
static bool newspaper(const isn_date_scan *scan, uint32_t at)
{
    uint32_t n;
    if (at == scan->first) {
        return false;
    }
    if (isn_token_is(scan->doc, at - 1, "ل")) {
        return true; /* «قال لـ اليوم»: of a day one writes لليوم */
    }
    const isn_row_time_link *paper =
        isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_PAPER, &n);
    if (!paper || paper->value != 0) {
        return paper != NULL;
    }
    if (at < scan->first + 2) {
        return false;
    }
    const isn_row_time_link *outlet =
        isn_time_link(scan, at - 2, ISN_TIME_LINK_KIND_PAPER, &n);
    return (outlet && outlet->value == 2) ||
           (isn_date_quote(scan, at - 2) && isn_date_quote(scan, at + 1));
}

/* «نحن اليوم …», «باتت اليوم …», «في اليوم» (each day). */
static bool in_these_times(const isn_date_scan *scan, uint32_t at)
{
    uint32_t n;
    if (at > scan->first) {
        const isn_row_time_link *prep =
            isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_PREP, &n);
        if (prep && prep->value == 1) {
            return true;
        }
    }
    for (uint32_t i = 1; i <= 2; i++) {
        if ((at >= scan->first + i &&
             isn_time_link(scan, at - i, ISN_TIME_LINK_KIND_NOWADAYS, &n)) ||
            isn_time_link(scan, at + i, ISN_TIME_LINK_KIND_NOWADAYS, &n)) {
            return true;
        }
    }
    return false;
}

/* «اليوم» that is no day of the calendar: «ذلك اليوم», «اليوم العالمي»,
 * «اليوم الـ17», «حتى اليوم». */
static bool other_day(const isn_date_scan *scan, uint32_t at)
{
    uint32_t n;
    if (at > scan->first + 1 && isn_token_is(scan->doc, at - 1, "مدار")) {
        return true; /* على مدار اليوم */
    }
    if (at > scan->first &&
        (isn_time_word(scan, at - 1, ISN_TIME_WORD_KIND_SAME, &n) ||
         isn_time_word(scan, at - 1, ISN_TIME_WORD_KIND_WHOLE, &n) ||
         isn_time_word(scan, at - 1, ISN_TIME_WORD_KIND_DEMO, &n) ||
         isn_time_word(scan, at - 1, ISN_TIME_WORD_KIND_AHEAD, &n) ||
         isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_TO, &n))) {
        return true;
    }
    bool named = at > scan->first && !isn_date_mark(scan, at - 1, '(') &&
                 !isn_date_mark(scan, at - 1, ')') &&
                 isn_date_quote(scan, at - 1) && isn_date_quote(scan, at + 1);
    if (named || /* «اليوم», a paper; اليوم «الذي …» */
        (isn_date_quote(scan, at + 1) &&
         isn_time_link(scan, at + 2, ISN_TIME_LINK_KIND_DAYADJ, &n))) {
        return true;
    }
    return in_these_times(scan, at) || isn_article_at(scan, at + 1) ||
           (at + 1 < scan->end &&
            (isn_time_link(scan, at + 1, ISN_TIME_LINK_KIND_DAYADJ, &n) ||
             (isn_definite(scan, at + 1) &&
              isn_ordinal_word(scan, at + 1, ISN_DAY_ORDINAL_GENDER_M, &n))));
}

/* «(32 عاما)», «البالغ من العمر 32 عاما», «، 32 عاما،». */
static bool age(const isn_date_scan *scan, uint32_t at, uint32_t n)
{
    if (at > scan->first) {
        bool mark = isn_date_mark(scan, at - 1, '(') ||
                    (isn_comma_at(scan, at - 1) && isn_comma_at(scan, at + n));
        if (mark) {
            return true;
        }
    }
    for (uint32_t back = 1; back <= 4 && at >= scan->first + back; back++) {
        for (uint32_t tokens = 1; tokens <= 2; tokens++) {
            if (isn_date_figword(scan, at - back, tokens,
                                 ISN_FIGWORD_KIND_AGE)) {
                return true;
            }
        }
    }
    return isn_date_figword(scan, at + n, 2, ISN_FIGWORD_KIND_AGE);
}

/* «الجمعة الثانية» of a row of them, which no words place; not «الجمعة الثانية
 * ظهرا». */
static bool one_of_many(const isn_date_scan *scan, uint32_t at)
{
    uint32_t n = 0;
    return isn_definite(scan, at) &&
           isn_ordinal_word(scan, at, ISN_DAY_ORDINAL_GENDER_F, &n) > 0 &&
           !isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_PART, NULL) &&
           !isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_FRACTION, NULL) &&
           !isn_time_word_at(scan, at + n, ISN_TIME_WORD_KIND_HALFDAY, NULL);
}

/* «المهاجرين الأحد عشر». */
static bool eleven(const isn_date_scan *scan, uint32_t at)
{
    return isn_token_is(scan->doc, at, "الاحد") &&
           isn_token_is(scan->doc, at + 1, "عشر");
}

/* The first token of the day before the month at `at`: «السادس من أكتوبر». */
static uint32_t day_before_month(const isn_date_scan *scan, uint32_t at)
{
    enum { LONGEST_DAY = 4 };
    uint64_t day = ISN_BIT(ISN_CLASS_DAY_ORDINAL) | ISN_BIT(ISN_CLASS_NUMBER);
    uint32_t k = at;
    while (k > scan->first && at - k < LONGEST_DAY &&
           (scan->doc->tokens.items[k - 1].kind == ISN_NUMBER ||
            isn_date_may(scan, k - 1, day) || isn_time_from_at(scan, k - 1))) {
        k--;
    }
    return k;
}

/* «مدينة السادس من أكتوبر», «سوق الخميس»: a place named after a day. */
static bool named_place(const isn_date_scan *scan, uint32_t at, uint32_t n,
                        const isn_date_point *p)
{
    enum { ANY_DAY = 0, DATES = 8 };
    uint32_t tokens;
    bool month = p->kind == ISN_DATE_PERIOD && p->unit == ISN_UNIT_MONTH &&
                 p->month && !p->year && !p->edge;
    bool date = p->kind == ISN_DATE_DAY && p->day && p->month && !p->year;
    bool week = p->kind == ISN_DATE_DAY && p->weekday && !p->day && n == 1;
    uint32_t day = month ? day_before_month(scan, at) : at;
    if (day == scan->first || !(month ? day < at : date || week)) {
        return false;
    }
    const isn_row_time_link *trap =
        isn_time_link(scan, day - 1, ISN_TIME_LINK_KIND_TRAP, &tokens);
    return trap && !isn_definite(scan, day - 1) &&
           (trap->value == ANY_DAY ? !week || isn_definite(scan, at)
                                   : trap->value == DATES && !week);
}

/* «يوميا من التاسعة إلى الخامسة»: the hours of each day. */
static bool every_day(const isn_date_scan *scan, uint32_t at)
{
    enum { DAILY_REACH = 9 };
    uint32_t tokens;
    for (uint32_t i = 1; i <= DAILY_REACH && at >= scan->first + i; i++) {
        if (isn_time_link(scan, at - i, ISN_TIME_LINK_KIND_EVERY, &tokens)) {
            return true;
        }
        if (scan->doc->tokens.items[at - i].kind >= ISN_PUNCT) {
            return false;
        }
    }
    return false;
}

/* «وهي في منتصف الثلاثينيات», «رجل في الأربعينيات»: years of a life. */
static bool years_of_life(const isn_date_scan *scan, uint32_t at)
{
    static const char *const them[] = {"هو", "هي", "وهو", "وهي"};
    uint64_t edges = UINT64_C(1) << ISN_TIME_WORD_KIND_START |
                     UINT64_C(1) << ISN_TIME_WORD_KIND_MIDDLE |
                     UINT64_C(1) << ISN_TIME_WORD_KIND_END;
    at -= at > scan->first && isn_time_kinds(scan, at - 1, edges, 0);
    if (at < scan->first + 2 || !isn_token_is(scan->doc, at - 1, "في")) {
        return false;
    }
    for (size_t i = 0; i < sizeof them / sizeof *them; i++) {
        if (isn_token_is(scan->doc, at - 2, them[i])) {
            return true;
        }
    }
    const isn_sense *noun = isn_lex_sense(
        isn_entry_of(scan->doc, at - 2, ISN_CLASS_COUNTED), ISN_CLASS_COUNTED);
    return noun && isn_rows_counted[noun->row].kind == ISN_COUNTED_KIND_PERSON;
}

/* Traps that the words before and behind tell. */
bool isn_date_trapped(const isn_date_scan *scan, uint32_t at, uint32_t n,
                      const isn_date_expr *e)
{
    uint32_t tokens = 0;
    const isn_date_point *p = &e->from;
    if (p->kind == ISN_DATE_DURATION && p->unit == ISN_UNIT_YEAR) {
        return age(scan, at, n);
    }
    if (p->kind == ISN_DATE_DEICTIC && p->shift == 0 && n == 1 && !p->part) {
        return newspaper(scan, at) || other_day(scan, at);
    }
    unsigned with = scan->doc->tokens.items[at].clitics;
    if (p->kind == ISN_DATE_DEICTIC && p->shift == 1 && n == 1 &&
        (with & ISN_CLITIC_BI) && !(with & ISN_CLITIC_AL)) {
        return true; /* «بغد» is «بعد», ill written */
    }
    if (p->kind == ISN_DATE_DEICTIC && p->shift == 1 && n == 1 &&
        at > scan->first && isn_token_is(scan->doc, at, "الغد") &&
        isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_MORROW, &tokens)) {
        return true; /* «جيل الغد» */
    }
    if (p->kind == ISN_DATE_PERIOD && p->unit == ISN_UNIT_DECADE && p->year &&
        p->count <= 0 && years_of_life(scan, at)) {
        return true;
    }
    if (p->kind == ISN_DATE_CLOCK && every_day(scan, at)) {
        return true;
    }
    if (p->kind == ISN_DATE_DAY && p->weekday && !p->day && n == 1 &&
        (one_of_many(scan, at + 1) || eleven(scan, at))) {
        return true;
    }
    if (p->kind == ISN_DATE_DEICTIC && n == 1 &&
        isn_time_link(scan, at + 1, ISN_TIME_LINK_KIND_NEED, &tokens)) {
        return true; /* «بأمس الحاجة» */
    }
    if (p->kind == ISN_DATE_DEICTIC && p->shift == 0 && n == 1 &&
        isn_time_link(scan, at + 1, ISN_TIME_LINK_KIND_DAYADJ, &tokens)) {
        return true; /* «الليلة التي …» */
    }
    if (p->kind == ISN_DATE_DAY && p->day && !p->year && !p->weekday &&
        at > scan->first &&
        isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_BLOC, &tokens)) {
        return true; /* «قوى 14 آذار» */
    }
    if (p->kind == ISN_DATE_PERIOD && p->month && n == 1 &&
        at > scan->first + 1 &&
        scan->doc->tokens.items[at - 1].kind == ISN_NUMBER &&
        isn_time_link(scan, at - 2, ISN_TIME_LINK_KIND_BLOC, &tokens)) {
        return true;
    }
    if (p->kind == ISN_DATE_DAY && p->weekday && !p->day && at > scan->first &&
        isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_EVERY, &tokens)) {
        return true; /* «كل يوم جمعة» */
    }
    if (p->kind == ISN_DATE_DAY && p->weekday && n == 1 && at > scan->first) {
        const isn_row_time_link *trap =
            isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_TRAP, &tokens);
        if (trap && trap->value == p->weekday) {
            return true;
        }
    }
    return named_place(scan, at, n, p);
}
