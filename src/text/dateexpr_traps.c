/* Date expressions: a year alone, and what only looks like a date. */
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

static bool quote_mark(const isn_date_scan *scan, uint32_t at)
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

/* ---- a year alone --------------------------------------------------- */

/* Is there a word of figures of this kind and length at `at`? */
static bool figure_word(const isn_date_scan *scan, uint32_t at, uint32_t tokens,
                        unsigned kind)
{
    isn_match_result word = isn_match(scan->doc, at, ISN_CLASS_FIGWORD);
    return word.sense && word.tokens == tokens &&
           isn_rows_figword[word.sense->row].kind == kind;
}

/* «أكثر من 1700», «نحو 1800»: a number of things. */
static bool bounded(const isn_date_scan *scan, uint32_t at)
{
    return (at > scan->first + 1 &&
            figure_word(scan, at - 2, 2, ISN_FIGWORD_KIND_MORE)) ||
           (at > scan->first &&
            figure_word(scan, at - 1, 1, ISN_FIGWORD_KIND_ABOUT));
}

/* Does «منذ», «بداية» or the like stand before `at`? */
static bool since(const isn_date_scan *scan, uint32_t at)
{
    int32_t value = 0;
    return at > scan->first &&
           ((isn_time_word_at(scan, at - 1, ISN_TIME_WORD_KIND_AGO, &value) &&
             value == 1) ||
            isn_time_link_at(scan, at - 1, ISN_TIME_LINK_KIND_BY) ||
            isn_time_word_at(scan, at - 1, ISN_TIME_WORD_KIND_START, NULL) ||
            isn_time_word_at(scan, at - 1, ISN_TIME_WORD_KIND_MIDDLE, NULL) ||
            isn_time_word_at(scan, at - 1, ISN_TIME_WORD_KIND_END, NULL));
}

/* «استهدفت في 2007 منشأة»: behind «في» a number of these years is one, before
 * a thing in the singular or before a plural, which no such number counts. */
bool isn_year_before_noun(const isn_date_scan *scan, uint32_t at, uint32_t noun)
{
    unsigned digits = 0;
    int32_t year = isn_date_digits(scan, at, &digits);
    const isn_lex_entry *entry =
        isn_entry_of(scan->doc, noun, ISN_CLASS_COUNTED);
    const isn_sense *sense = isn_lex_sense(entry, ISN_CLASS_COUNTED);
    if (!sense || year < 1940 || year > 2060 || year == 2000) {
        return false;
    }
    unsigned kind = isn_rows_counted[sense->row].kind;
    bool thing = kind == ISN_COUNTED_KIND_THING ||
                 kind == ISN_COUNTED_KIND_PAIR || kind == ISN_COUNTED_KIND_BODY;
    uint32_t tokens;
    const isn_row_time_link *in =
        at > scan->first
            ? isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_PREP, &tokens)
            : NULL;
    bool many = (sense->form & ISN_FORM_PLURAL) != 0 ||
                (scan->doc->tokens.items[noun].clitics & ISN_CLITIC_PRON);
    return many || (thing && ((in && in->value == 1) || since(scan, at)));
}

/* «فكك في 2017 تسع خلايا»: behind «في» and before a small number in words. */
static bool year_before_number(const isn_date_scan *scan, uint32_t at,
                               uint32_t behind)
{
    unsigned digits = 0;
    int32_t year = isn_date_digits(scan, at, &digits);
    uint32_t tokens;
    double count = 0;
    bool vague;
    const isn_row_time_link *in =
        at > scan->first
            ? isn_time_link(scan, at - 1, ISN_TIME_LINK_KIND_PREP, &tokens)
            : NULL;
    return year >= 1940 && year <= 2060 && year != 2000 &&
           ((in && in->value == 1) || since(scan, at)) &&
           scan->doc->tokens.items[behind].kind == ISN_WORD &&
           isn_count_at(scan, behind, &count, &vague) && count < 100;
}

/* «بين 1500 يورو و2000»: of the unit before it. */
static bool of_unit_before(const isn_date_scan *scan, uint32_t at)
{
    uint32_t noun =
        at > scan->first && isn_token_is(scan->doc, at - 1, "و") ? at - 1 : at;
    bool joins =
        noun < at || (scan->doc->tokens.items[at].clitics & ISN_CLITIC_WA) != 0;
    if (!joins || noun < scan->first + 2) {
        return false;
    }
    const isn_sense *sense =
        isn_lex_sense(isn_entry_of(scan->doc, noun - 1, ISN_CLASS_COUNTED),
                      ISN_CLASS_COUNTED);
    unsigned kind =
        sense ? isn_rows_counted[sense->row].kind : ISN_COUNTED_KIND_THING;
    return scan->doc->tokens.items[noun - 2].kind == ISN_NUMBER &&
           (kind == ISN_COUNTED_KIND_MONEY || kind == ISN_COUNTED_KIND_MEASURE);
}

/* What a number must not stand beside to be a year. */
static bool year_company(const isn_date_scan *scan, uint32_t at, uint32_t n,
                         bool second)
{
    const isn_token *t = scan->doc->tokens.items;
    if (at + n < scan->end) {
        const isn_token *next = &t[at + n];
        if ((!second && isn_counts_noun(scan, at + n) &&
             !isn_year_before_noun(scan, at, at + n)) ||
            figure_word(scan, at + n, 1, ISN_FIGWORD_KIND_OTHERS)) {
            return false;
        }
        if (at + n + 1 < scan->end && t[at + n + 1].kind == ISN_NUMBER &&
            isn_token_is(scan->doc, at + n, "علي")) {
            return false; /* 2000 على 3 */
        }
        uint32_t tokens;
        if ((next->classes &
             (ISN_BIT(ISN_CLASS_NUMBER) | ISN_BIT(ISN_CLASS_TIME_UNIT))) &&
            !year_before_number(scan, at, at + n) &&
            !isn_ordinal_word(scan, at + n, ISN_DAY_ORDINAL_GENDER_M,
                              &tokens)) {
            return false;
        }
        if (isn_date_mark(scan, at + n, '%') ||
            isn_date_mark(scan, at + n, 0x66A) ||
            isn_date_mark(scan, at + n, '$') ||
            (isn_joined(scan, at + n) && isn_date_mark(scan, at + n, '/')) ||
            (isn_date_mark(scan, at + n, ':') &&
             isn_joined(scan, at + n + 1))) {
            return false;
        }
    }
    if (at == scan->first || second) {
        return true;
    }
    if (bounded(scan, at) || of_unit_before(scan, at) ||
        figure_word(scan, at - 1, 1, ISN_FIGWORD_KIND_LABEL)) {
        return false;
    }
    const isn_token *before = &t[at - 1];
    if (before->kind == ISN_NUMBER || before->kind == ISN_SYMBOL ||
        before->punct == '#' || before->punct == ':' || before->punct == '$' ||
        before->punct == '.' ||
        (!t[at].space_before && before->punct && before->punct != '(' &&
         before->punct != 0x640)) {
        bool opened = before->punct == 0xAB || before->punct == '"';
        return opened && !quote_mark(scan, at + n); /* the file «2000» */
    }
    return true;
}

/* «1929 و1959»: does another year follow? */
static bool another_year(const isn_date_scan *scan, uint32_t at)
{
    uint32_t n = isn_time_link_at(scan, at, ISN_TIME_LINK_KIND_AND);
    unsigned digits = 0;
    int32_t year =
        at + n < scan->end ? isn_date_digits(scan, at + n, &digits) : -1;
    return digits == 4 && year >= 1850 && year <= 2060 &&
           (n || (scan->doc->tokens.items[at].clitics & ISN_CLITIC_WA));
}

/* «(1452-1519)», of which the number at `at` is the first, or the second. */
static bool lifespan(const isn_date_scan *scan, uint32_t at, bool second)
{
    enum { LIFE = 120 };
    uint32_t first = second ? at - 2 : at;
    unsigned one = 0, two = 0;
    if (first <= scan->first || (second && at < scan->first + 3) ||
        !isn_date_mark(scan, first - 1, '(') ||
        !isn_date_dash(scan, first + 1) ||
        !isn_date_mark(scan, first + 3, ')')) {
        return false;
    }
    int32_t born = isn_date_digits(scan, first, &one);
    int32_t died = isn_date_digits(scan, first + 2, &two);
    return one == 4 && two == 4 && born < died && died - born <= LIFE;
}

uint32_t isn_bare_year(const isn_date_scan *scan, uint32_t at,
                       isn_date_point *p, bool second)
{
    unsigned digits = 0;
    int32_t year = isn_date_digits(scan, at, &digits);
    *p = isn_date_nothing();
    if (year < 0 &&
        isn_date_asked(scan, at)) { /* «في ألف وسبعمائة وتسعة وثمانين» */
        uint32_t words = isn_year_at(scan, at, false, p);
        p->kind = ISN_DATE_PERIOD;
        p->unit = ISN_UNIT_YEAR;
        return words > 1 && isn_date_ends(scan, at + words) ? words : 0;
    }
    if (digits != 4 || year < 1300 || year > 2100) {
        return 0;
    }
    uint32_t n = isn_year_at(scan, at, false, p);
    if (!n) {
        return 0;
    }
    bool era = n > 1 || lifespan(scan, at, second);
    bool paired = another_year(scan, at + n);
    int32_t least = isn_date_asked(scan, at) ? 1600 : paired ? 1850 : 1930;
    int32_t most = isn_date_asked(scan, at) ? 2100 : 2060;
    if (!era &&
        (year < least || year > most || !year_company(scan, at, n, second))) {
        return 0;
    }
    p->kind = ISN_DATE_PERIOD;
    p->unit = ISN_UNIT_YEAR;
    return n;
}

/* ---- traps ---------------------------------------------------------- */

/* «المصري اليوم»; a country only as a name in marks or behind an outlet word
 * («صحيفة العراق اليوم»). */
static bool newspaper(const isn_date_scan *scan, uint32_t at)
{
    uint32_t n;
    if (at == scan->first) {
        return false;
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
           (quote_mark(scan, at - 2) && quote_mark(scan, at + 1));
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
                 quote_mark(scan, at - 1) && quote_mark(scan, at + 1);
    if (named || /* «اليوم», a paper; اليوم «الذي …» */
        (quote_mark(scan, at + 1) &&
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
            if (figure_word(scan, at - back, tokens, ISN_FIGWORD_KIND_AGE)) {
                return true;
            }
        }
    }
    return figure_word(scan, at + n, 2, ISN_FIGWORD_KIND_AGE);
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
        bool place = trap && trap->value == 0 && !isn_definite(scan, at - 1) &&
                     isn_definite(scan, at);
        return trap && (place || trap->value == p->weekday);
    }
    return false;
}
