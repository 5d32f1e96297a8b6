/* Date expressions: the words of the tables. */
#include <string.h>

#include "text/dateexpr_parts.h"
#include "text/match.h"
#include "text/numexpr.h"

/* What is looked for: a class, of one kind where its table has kinds. */
typedef struct search {
    unsigned cls, wanted;
    const isn_sense *sense;
    uint32_t tokens;
} search;

static bool serves(const search *s, const isn_sense *sense)
{
    if (sense->cls != s->cls) {
        return false;
    }
    switch (s->cls) {
    case ISN_CLASS_TIME_WORD:
        return isn_rows_time_word[sense->row].kind == s->wanted;
    case ISN_CLASS_TIME_LINK:
        return isn_rows_time_link[sense->row].kind == s->wanted;
    case ISN_CLASS_DAY_ORDINAL:
        return isn_rows_day_ordinal[sense->row].gender == s->wanted;
    default:
        return true;
    }
}

static void among(search *s, const isn_sense *senses, uint32_t count,
                  uint32_t tokens)
{
    for (uint32_t i = 0; i < count && tokens > s->tokens; i++) {
        if (serves(s, &senses[i])) {
            s->sense = &senses[i];
            s->tokens = tokens;
        }
    }
}

static void single(search *s, const isn_lex_entry *entry)
{
    if (entry && (entry->classes & ISN_BIT(s->cls))) {
        among(s, isn_lex_sense_at(entry, 0), entry->sense_count, 1);
    }
}

static void phrases(const isn_date_scan *scan, uint32_t at, search *s,
                    const isn_lex_entry *start)
{
    uint32_t node = isn_trie_start(start);
    for (uint32_t j = at + 1; node != ISN_TRIE_NONE && j < scan->end; j++) {
        node = isn_trie_step(node, scan->doc->tokens.items[j].full);
        if (node != ISN_TRIE_NONE) {
            uint32_t count;
            const isn_sense *senses = isn_trie_senses(node, &count);
            among(s, senses, count, j - at + 1);
        }
    }
}

const isn_sense *isn_date_find(const isn_date_scan *scan, uint32_t at,
                               unsigned cls, unsigned wanted, uint32_t *tokens)
{
    const isn_token *t = &scan->doc->tokens.items[at];
    search s = {.cls = cls, .wanted = wanted};
    if (t->classes & ISN_BIT(cls)) {
        phrases(scan, at, &s, t->full);
        if (t->cut != t->full) {
            phrases(scan, at, &s, t->cut);
        }
        if (!s.sense && !(t->clitics & ISN_CLITIC_PRON)) {
            single(&s, t->entry); /* «يومه الأول» is no day */
        }
    }
    if (!s.sense && t->full != t->entry) {
        single(&s, t->full);
    }
    if (!s.sense && t->cut != t->entry) {
        single(&s, t->cut);
    }
    if (s.sense) {
        *tokens = s.tokens;
    }
    return s.sense;
}

/* ---- kinds that begin at a token ------------------------------------ */

static void note(uint64_t *words, uint64_t *links, const isn_sense *sense)
{
    if (sense->cls == ISN_CLASS_TIME_WORD) {
        *words |= UINT64_C(1) << isn_rows_time_word[sense->row].kind;
    } else if (sense->cls == ISN_CLASS_TIME_LINK) {
        *links |= UINT64_C(1) << isn_rows_time_link[sense->row].kind;
    }
}

static void note_phrases(const isn_date_scan *scan, uint32_t at,
                         const isn_lex_entry *start, uint64_t *words,
                         uint64_t *links)
{
    uint32_t node = isn_trie_start(start);
    for (uint32_t j = at + 1; node != ISN_TRIE_NONE && j < scan->end; j++) {
        node = isn_trie_step(node, scan->doc->tokens.items[j].full);
        if (node != ISN_TRIE_NONE) {
            uint32_t count;
            const isn_sense *senses = isn_trie_senses(node, &count);
            for (uint32_t i = 0; i < count; i++) {
                note(words, links, &senses[i]);
            }
        }
    }
}

static void note_entry(const isn_lex_entry *entry, uint64_t *words,
                       uint64_t *links)
{
    for (uint32_t i = 0; entry && i < entry->sense_count; i++) {
        note(words, links, isn_lex_sense_at(entry, i));
    }
}

const isn_date_glance *isn_date_look(const isn_date_scan *scan, uint32_t at)
{
    isn_date_glance *g = &scan->cache->at[at % ISN_DATE_CACHE];
    const isn_token *t = &scan->doc->tokens.items[at];
    uint64_t both = ISN_BIT(ISN_CLASS_TIME_WORD) | ISN_BIT(ISN_CLASS_TIME_LINK);
    *g = (isn_date_glance){.tag = at + 1, .classes = t->classes};
    g->classes |= t->full ? t->full->classes : 0;
    g->classes |= t->cut ? t->cut->classes : 0;
    if (t->classes & both) {
        note_phrases(scan, at, t->full, &g->words, &g->links);
        if (t->cut != t->full) {
            note_phrases(scan, at, t->cut, &g->words, &g->links);
        }
    }
    if (g->classes & both) {
        if (!(t->clitics & ISN_CLITIC_PRON)) {
            note_entry(t->entry, &g->words, &g->links);
        }
        note_entry(t->full, &g->words, &g->links);
        note_entry(t->cut, &g->words, &g->links);
    }
    return g;
}

unsigned isn_modifier_word(const isn_date_scan *scan, uint32_t at,
                           uint32_t *tokens)
{
    if (at >= scan->end || !isn_is(scan->doc, at, ISN_CLASS_TIME_WORD)) {
        return ISN_MOD_NONE;
    }
    if (isn_time_word(scan, at, ISN_TIME_WORD_KIND_LAST, tokens)) {
        return ISN_MOD_LAST;
    }
    if (isn_time_word(scan, at, ISN_TIME_WORD_KIND_NEXT, tokens)) {
        return ISN_MOD_NEXT;
    }
    if (isn_time_word(scan, at, ISN_TIME_WORD_KIND_THIS, tokens)) {
        return ISN_MOD_THIS;
    }
    return ISN_MOD_NONE;
}

int32_t isn_date_digits(const isn_date_scan *scan, uint32_t at,
                        unsigned *digits)
{
    if (at >= scan->end) {
        return -1;
    }
    const isn_token *t = &scan->doc->tokens.items[at];
    if (t->kind != ISN_NUMBER || t->fold_len > 8) {
        return -1;
    }
    int32_t value = 0;
    for (unsigned i = 0; i < t->fold_len; i++) {
        if (t->fold[i] < '0' || t->fold[i] > '9') {
            return -1;
        }
        value = value * 10 + (t->fold[i] - '0');
    }
    *digits = t->fold_len;
    return value;
}

bool isn_joined(const isn_date_scan *scan, uint32_t at)
{
    return at < scan->end && !scan->doc->tokens.items[at].space_before;
}

bool isn_comma_at(const isn_date_scan *scan, uint32_t at)
{
    return at < scan->end && (isn_punct_is(scan->doc, at, 0x60C) ||
                              isn_punct_is(scan->doc, at, ','));
}

bool isn_following_word(const isn_date_scan *scan, uint32_t at)
{
    int32_t told = 0;
    return (isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_NEXT, &told) ||
            isn_time_word_at(scan, at, ISN_TIME_WORD_KIND_LAST, &told)) &&
           told == 1;
}

bool isn_date_ends(const isn_date_scan *scan, uint32_t at)
{
    return at >= scan->end || (scan->doc->tokens.items[at].kind == ISN_PUNCT &&
                               !isn_punct_is(scan->doc, at, '%') &&
                               !isn_punct_is(scan->doc, at, 0x66A) &&
                               !isn_punct_is(scan->doc, at, '/') &&
                               !isn_punct_is(scan->doc, at, '-') &&
                               !isn_punct_is(scan->doc, at, ':') &&
                               !isn_punct_is(scan->doc, at, '('));
}

bool isn_definite(const isn_date_scan *scan, uint32_t at)
{
    const isn_token *t = &scan->doc->tokens.items[at];
    if (t->clitics & ISN_CLITIC_AL) {
        return true;
    }
    size_t and = t->fold_len > 10 && memcmp(t->fold, "و", 2) == 0 ? 2 : 0;
    return t->fold_len > 8 && memcmp(t->fold + and, "ال", 4) == 0;
}

bool isn_counts_noun(const isn_date_scan *scan, uint32_t at)
{
    if (at >= scan->end) {
        return false;
    }
    const isn_token *t = &scan->doc->tokens.items[at];
    return (t->classes &
            (ISN_BIT(ISN_CLASS_COUNTED) | ISN_BIT(ISN_CLASS_ROLENOUN))) != 0 &&
           (t->clitics & (ISN_CLITIC_WA | ISN_CLITIC_FA | ISN_CLITIC_BI |
                          ISN_CLITIC_LI | ISN_CLITIC_AL)) == 0;
}

bool isn_article_at(const isn_date_scan *scan, uint32_t at)
{
    if (at + 1 >= scan->end ||
        scan->doc->tokens.items[at + 1].kind != ISN_NUMBER) {
        return false;
    }
    const isn_token *t = &scan->doc->tokens.items[at];
    return t->fold_len >= 4 && t->fold_len <= 6 &&
           (memcmp(t->fold + t->fold_len - 4, "ال", 4) == 0 ||
            memcmp(t->fold + t->fold_len - 4, "لل", 4) == 0);
}

bool isn_date_number(const isn_date_scan *scan, uint32_t at)
{
    return at < scan->end && (scan->doc->tokens.items[at].kind == ISN_NUMBER ||
                              isn_entry_of(scan->doc, at, ISN_CLASS_NUMBER));
}

uint32_t isn_count_at(const isn_date_scan *scan, uint32_t at, double *value,
                      bool *vague)
{
    uint32_t n = 0;
    const isn_row_time_word *few =
        isn_time_word(scan, at, ISN_TIME_WORD_KIND_FEW, &n);
    if (few) {
        *value = few->value;
        *vague = true;
        return n;
    }
    isn_number number;
    if (!isn_date_number(scan, at) || !isn_number_at(scan->doc, at, &number) ||
        number.ordinal || number.dual || number.tokens > scan->end - at ||
        number.low != number.high || number.low <= 0 || number.low > 100000) {
        return 0;
    }
    *value = number.low;
    *vague = false;
    return number.tokens;
}

bool isn_year_word_at(const isn_date_scan *scan, uint32_t at)
{
    uint32_t n;
    const isn_row_time_unit *unit = isn_unit_word(scan, at, &n);
    return unit && unit->unit == ISN_TIME_UNIT_UNIT_YEAR;
}

static uint32_t era(const isn_date_scan *scan, uint32_t at, isn_date_point *p)
{
    uint32_t n = 0;
    if (isn_time_word(scan, at, ISN_TIME_WORD_KIND_AH, &n)) {
        p->hijri = true;
        return n;
    }
    if (isn_time_word(scan, at, ISN_TIME_WORD_KIND_AD, &n)) {
        p->hijri = false;
        return n;
    }
    return 0;
}

/* «عام 67», «عام ثمانية وأربعين»: of the last century, where the number counts
 * nothing. */
static bool short_year(const isn_date_scan *scan, uint32_t at, int32_t number)
{
    enum { LEAST = 30, MOST = 99 };
    return number >= LEAST && number <= MOST && !isn_counts_noun(scan, at) &&
           !isn_is(scan->doc, at, ISN_CLASS_NUMBER) &&
           !isn_is(scan->doc, at, ISN_CLASS_NATIONALITY) &&
           !isn_date_mark(scan, at, '%') && !isn_date_mark(scan, at, '.') &&
           !isn_date_mark(scan, at, '-') && !isn_date_mark(scan, at, '/');
}

uint32_t isn_year_at(const isn_date_scan *scan, uint32_t at, bool after_word,
                     isn_date_point *p)
{
    enum { CENTURY = 1900, LEAST_HIJRI = 1400, MOST_HIJRI = 1450 };
    unsigned digits = 0;
    uint32_t n = 1;
    int32_t year = isn_date_digits(scan, at, &digits);
    if (year < 0) {
        isn_number number;
        if (at >= scan->end || !isn_is(scan->doc, at, ISN_CLASS_NUMBER) ||
            !isn_number_at(scan->doc, at, &number) || number.digits ||
            number.low != number.high || number.low > 2999 ||
            number.low < (after_word ? 10 : 1000)) {
            return 0;
        }
        year = (int32_t)number.low;
        n = number.tokens;
        digits = year < 100 ? 2 : 4;
    }
    if (after_word && digits == 2 && short_year(scan, at + n, year)) {
        p->year = CENTURY + year;
        return n;
    }
    if (digits < (after_word ? 3u : 4u) || digits > 4 || year < 100 ||
        year > 2999 || (digits == 4 && year < 1000)) {
        return 0;
    }
    p->year = year;
    uint32_t behind = era(scan, at + n, p);
    if (!behind && year < 1300 && digits == 4 && !after_word && !p->month) {
        return 0;
    }
    if (!behind && year >= LEAST_HIJRI && year <= MOST_HIJRI && !p->month) {
        p->hijri = true; /* «عام 1436»: nobody writes of that one of ours */
    }
    return n + behind;
}

/* ---- could a date begin here? --------------------------------------- */

#define WORD_KIND(name) (UINT64_C(1) << ISN_TIME_WORD_KIND_##name)
#define LINK_KIND(name) (UINT64_C(1) << ISN_TIME_LINK_KIND_##name)

enum { NEXT_TOKENS = 4 };

static const uint64_t opening_kinds =
    WORD_KIND(TODAY) | WORD_KIND(NIGHT) | WORD_KIND(DEMO) | WORD_KIND(START) |
    WORD_KIND(MIDDLE) | WORD_KIND(END) | WORD_KIND(REST) | WORD_KIND(LATER) |
    WORD_KIND(WHOLE) | WORD_KIND(ULTIMATE) | WORD_KIND(PART) | WORD_KIND(LATE) |
    WORD_KIND(EARLY) | WORD_KIND(MIDTIME) | WORD_KIND(AGO) | WORD_KIND(AHEAD) |
    WORD_KIND(DATE) | WORD_KIND(SEASON) | WORD_KIND(DECADE) |
    WORD_KIND(WEEKEND) | WORD_KIND(CLOCK) | WORD_KIND(FRACTION) |
    WORD_KIND(FEW) | WORD_KIND(NOW) | WORD_KIND(SAME) | WORD_KIND(EVERY);
static const uint64_t leading_kinds = WORD_KIND(DEMO) | WORD_KIND(AGO) |
                                      WORD_KIND(AHEAD) | WORD_KIND(SAME) |
                                      WORD_KIND(ULTIMATE);

static const uint64_t date_classes =
    ISN_BIT(ISN_CLASS_TIME_WORD) | ISN_BIT(ISN_CLASS_TIME_UNIT) |
    ISN_BIT(ISN_CLASS_MONTH) | ISN_BIT(ISN_CLASS_WEEKDAY) |
    ISN_BIT(ISN_CLASS_DAY_ORDINAL) | ISN_BIT(ISN_CLASS_HOLIDAY);

bool isn_date_begins(const isn_date_scan *scan, uint32_t at)
{
    uint64_t classes =
        date_classes | ISN_BIT(ISN_CLASS_TIME_LINK) | ISN_BIT(ISN_CLASS_NUMBER);
    return at < scan->end &&
           (scan->doc->tokens.items[at].kind == ISN_NUMBER ||
            isn_date_may(scan, at, classes) || isn_article_at(scan, at));
}

/* Behind a number there must stand a word of dates, a mark, or nothing. */
static bool number_promising(const isn_date_scan *scan, uint32_t at)
{
    const isn_token *t = &scan->doc->tokens.items[at];
    if (at + 1 < scan->end && (isn_punct_is(scan->doc, at + 1, '%') ||
                               isn_punct_is(scan->doc, at + 1, 0x66A))) {
        return false;
    }
    if (t->fold_len == 4 || at + 1 >= scan->end ||
        scan->doc->tokens.items[at + 1].kind != ISN_WORD) {
        return true;
    }
    return isn_date_may(scan, at + 1,
                        date_classes | ISN_BIT(ISN_CLASS_TIME_LINK) |
                            ISN_BIT(ISN_CLASS_NUMBER)) ||
           isn_article_at(scan, at);
}

/* Number words count a unit, or are a year behind a preposition. */
static bool words_promising(const isn_date_scan *scan, uint32_t at)
{
    for (uint32_t i = 1; i <= NEXT_TOKENS; i++) {
        if (isn_date_may(scan, at + i,
                         ISN_BIT(ISN_CLASS_TIME_UNIT) |
                             ISN_BIT(ISN_CLASS_TIME_WORD))) {
            return true;
        }
    }
    return isn_date_may(scan, at + 1, ISN_BIT(ISN_CLASS_NUMBER));
}

/* Is `at` a word that may go on with a date? */
static bool goes_on(const isn_date_scan *scan, uint32_t at)
{
    at += isn_date_mark(scan, at, '('); /* «يوم (19) شوال» */
    return at < scan->end &&
           (scan->doc->tokens.items[at].kind == ISN_NUMBER ||
            isn_date_may(scan, at,
                         date_classes | ISN_BIT(ISN_CLASS_TIME_LINK) |
                             ISN_BIT(ISN_CLASS_NUMBER)) ||
            isn_article_at(scan, at));
}

/* A unit alone is a date where its length is («عامين», «لمدة عام», «كل عام»);
 * else what follows makes it one. */
static bool unit_promising(const isn_date_scan *scan, uint32_t at)
{
    uint32_t tokens;
    const isn_row_time_unit *unit = isn_unit_word(scan, at, &tokens);
    return goes_on(scan, at + 1) ||
           (unit && unit->number == ISN_TIME_UNIT_NUMBER_TWO) ||
           (at > scan->first &&
            isn_time_kinds(scan, at - 1, WORD_KIND(WHOLE),
                           LINK_KIND(FOR) | LINK_KIND(EVERY)));
}

/* An ordinal is a day or an hour: «الثالث من», «في السابعة». */
static bool ordinal_promising(const isn_date_scan *scan, uint32_t at)
{
    return goes_on(scan, at + 1) || isn_date_ends(scan, at + 1) ||
           isn_date_asked(scan, at);
}

/* «أحد» alone is no Sunday: it stands behind a unit, or «كل», or before one. */
static bool weekday_promising(const isn_date_scan *scan, uint32_t at)
{
    uint32_t tokens;
    const isn_row_weekday *day = isn_weekday_word(scan, at, &tokens);
    return !day || day->form != ISN_WEEKDAY_FORM_BARE ||
           goes_on(scan, at + 1) ||
           (at > scan->first &&
            isn_time_kinds(scan, at - 1, 0, LINK_KIND(EVERY)));
}

/* Words of time: what follows decides on «هذا», «قبل», «بعد», «آخر». */
static bool word_promising(const isn_date_scan *scan, uint32_t at,
                           uint64_t kinds)
{
    return (kinds & ~leading_kinds) || (kinds && goes_on(scan, at + 1));
}

bool isn_date_promising(const isn_date_scan *scan, uint32_t at)
{
    uint64_t unit = ISN_BIT(ISN_CLASS_TIME_UNIT),
             ordinal = ISN_BIT(ISN_CLASS_DAY_ORDINAL),
             weekday = ISN_BIT(ISN_CLASS_WEEKDAY),
             number = ISN_BIT(ISN_CLASS_NUMBER);
    if (scan->doc->tokens.items[at].kind == ISN_NUMBER) {
        return number_promising(scan, at);
    }
    const isn_date_glance *g = isn_date_glance_at(scan, at);
    uint64_t classes = g->classes, kinds = g->words & opening_kinds;
    if (classes & (ISN_BIT(ISN_CLASS_MONTH) | ISN_BIT(ISN_CLASS_HOLIDAY))) {
        return true;
    }
    return (kinds && word_promising(scan, at, kinds)) ||
           ((classes & weekday) && weekday_promising(scan, at)) ||
           ((classes & unit) && unit_promising(scan, at)) ||
           ((classes & ordinal) && ordinal_promising(scan, at)) ||
           ((classes & number) && words_promising(scan, at)) ||
           isn_article_at(scan, at);
}
