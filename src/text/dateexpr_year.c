/* Date expressions: a year without «عام». */
#include "text/dateexpr_parts.h"
#include "text/match.h"

/* «أكثر من 1700», «نحو 1800»: a number of things. */
static bool bounded(const isn_date_scan *scan, uint32_t at)
{
    return (at > scan->first + 1 &&
            isn_date_figword(scan, at - 2, 2, ISN_FIGWORD_KIND_MORE)) ||
           (at > scan->first &&
            isn_date_figword(scan, at - 1, 1, ISN_FIGWORD_KIND_ABOUT));
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
            isn_date_figword(scan, at + n, 1, ISN_FIGWORD_KIND_OTHERS)) {
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
        isn_date_figword(scan, at - 1, 1, ISN_FIGWORD_KIND_LABEL)) {
        return false;
    }
    const isn_token *before = &t[at - 1];
    if (before->kind == ISN_NUMBER || before->kind == ISN_SYMBOL ||
        before->punct == '#' || before->punct == ':' || before->punct == '$' ||
        before->punct == '.' ||
        (!t[at].space_before && before->punct && before->punct != '(' &&
         before->punct != 0x640)) {
        bool opened = before->punct == 0xAB || before->punct == '"';
        return opened && !isn_date_quote(scan, at + n); /* the file «2000» */
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
