/* Numbers that count nothing: dates, ages, scores, names, addresses. */
#include <string.h>

#include "annotate/figures_scan.h"
#include "text/match.h"

enum {
    AGE_REACH = 4,
    LEAST_SET_OFF = 12,
    ADDRESS_TOKENS = 40,
    MINUTES = 12,
    NAME_TOKENS = 4
};

/* «فجر اليوم 14 طالبا»: the last number of a date counts what is behind. */
static bool counts_behind(const isn_figure_scan *s, uint32_t at,
                          const isnad_date *date)
{
    const isn_token *t = isn_figure_token(s, at);
    if (t->kind != ISN_NUMBER || t->span.end != date->span.end ||
        t->fold_len == 4 || at + 1 >= s->last ||
        t->span.begin == date->span.begin) {
        return false;
    }
    const isn_token *noun = isn_figure_token(s, at + 1);
    uint64_t counted = ISN_BIT(ISN_CLASS_COUNTED) |
                       ISN_BIT(ISN_CLASS_ROLENOUN) |
                       ISN_BIT(ISN_CLASS_NATIONALITY);
    return (noun->classes & counted) != 0 && noun->clitics == 0;
}

/* The end of the date that covers `at`, or `at`.  Dates are in order. */
uint32_t isn_figure_behind_date(isn_figure_scan *s, uint32_t at)
{
    uint32_t begin = isn_figure_token(s, at)->word.begin;
    while (s->date < s->doc->dates.count &&
           s->doc->dates.items[s->date].span.end <= begin) {
        s->date++;
    }
    if (s->date == s->doc->dates.count) {
        return at;
    }
    const isnad_date *date = &s->doc->dates.items[s->date];
    bool weekly = date->repeats && date->time.timex &&
                  date->time.timex[0] == 'X'; /* كل يوم اثنين */
    if ((date->duration && !weekly) || date->span.begin > begin) {
        return at;
    }
    while (at < s->last &&
           isn_figure_token(s, at)->span.begin < date->span.end &&
           !counts_behind(s, at, date)) {
        at++;
    }
    return at;
}

/* Where the first date from `at` on begins, or the end of the sentence: its
 * words are counted by nobody («الـ41 يوم الاثنين»). */
uint32_t isn_figure_before_date(const isn_figure_scan *s, uint32_t at)
{
    if (at >= s->last) {
        return s->last;
    }
    uint32_t begin = isn_figure_token(s, at)->span.begin;
    for (size_t i = s->date; i < s->doc->dates.count; i++) {
        const isnad_date *date = &s->doc->dates.items[i];
        if (date->span.begin >= isn_figure_token(s, s->last - 1)->span.end) {
            break;
        }
        if (!date->duration && date->span.end > begin) {
            uint32_t first = isn_doc_token_at(s->doc, date->span.begin);
            return first < at ? at : first < s->last ? first : s->last;
        }
    }
    return s->last;
}

/* «(25 عاما)», «، 25 عاما،», «البالغ من العمر 25 عاما», «25 عاما من العمر». */
bool isn_figure_is_age(const isn_figure_scan *s, const isn_draft *d)
{
    bool year = d->noun.of && isn_noun_found(&d->noun) &&
                d->noun.kind == ISN_COUNTED_KIND_TIME;
    if (s->age != ISN_NO_TOKEN && s->age <= d->first &&
        d->first - s->age <= AGE_REACH &&
        (year || (d->first - s->age <= 1 && !d->number.dual))) {
        return true;
    }
    if (s->aged != ISN_NO_TOKEN && s->aged <= d->first &&
        d->first - s->aged <= 1 && year && strcmp(d->noun.of, "year") == 0) {
        return true;
    }
    uint32_t behind = d->at + d->number.tokens;
    if (isn_figure_word(s, d->last, ISN_FIGWORD_KIND_AGE) ||
        isn_figure_word(s, behind, ISN_FIGWORD_KIND_AGE)) {
        return true;
    }
    if (!year) {
        return false;
    }
    uint32_t before = d->first > s->first ? d->first - 1 : ISN_NO_TOKEN;
    if (before == ISN_NO_TOKEN) {
        return false;
    }
    if (strcmp(d->noun.of, "year") != 0) {
        return isn_figure_enclosed(s, d->first, d->last) && before > s->first &&
               isn_figure_person_at(s, before - 1);
    }
    if (s->bound.begin == s->bound.end || s->bound.end != d->first) {
        if (isn_token_is(s->doc, before, "عن") &&
            !isn_token_is(s->doc, d->last, "من")) {
            return true; /* توفي عن 84 عاما, not «عن عامين من الأزمة» */
        }
    }
    if (isn_token_is(s->doc, before, "دون") ||
        isn_token_is(s->doc, before, "فوق")) {
        return true; /* من هم دون 18 عاما */
    }
    bool dashes =
        isn_figure_char(s, before, '-') && isn_figure_char(s, d->last, '-');
    if (d->number.digits && d->low > LEAST_SET_OFF &&
        (dashes ||
         (isn_figure_enclosed(s, d->first, d->last) && before > s->first &&
          !isn_is(s->doc, before - 1, ISN_CLASS_FUNCTION)))) {
        return true; /* «كمال -30 عاما-», «كمال "20 عاما"» */
    }
    bool comma = isn_figure_char(s, d->last, 0x60C);
    bool bracket = isn_figure_char(s, before, '(');
    return (bracket &&
            (comma || d->number.digits || isn_figure_char(s, d->last, ')'))) ||
           (comma && isn_figure_char(s, before, 0x60C));
}

/* «2-1», «3 - صفر»: two small numbers and nothing counted. */
uint32_t isn_figure_behind_score(const isn_figure_scan *s, const isn_draft *d)
{
    uint32_t dash = d->at + 1;
    bool bare = !isn_noun_found(&d->noun) ||
                (!d->noun.known && isn_figure_char(s, dash, '-'));
    isn_number n;
    bool score =
        bare && d->number.tokens == 1 && d->number.high < 200 &&
        (isn_figure_char(s, dash, '-') || isn_figure_char(s, dash, 0x2013) ||
         isn_figure_char(s, dash, ':')) &&
        isn_number_at(s->doc, dash + 1, &n) && n.tokens == 1 &&
        (n.digits || n.high <= 0) && (d->number.digits || d->number.high <= 0);
    return score ? dash + 2 : 0;
}

/* «1. …», «2- …» at the head of a line. */
static bool heads_line(const isn_figure_scan *s, const isn_draft *d)
{
    const isnad_block *block =
        &s->doc->blocks.items[isn_figure_token(s, d->at)->block];
    return (d->at == s->first &&
            (d->at == block->first_token || d->at + 2 == s->last)) &&
           d->number.high < 100 &&
           (isn_figure_char(s, d->at + 1, '.') ||
            isn_figure_char(s, d->at + 1, '-') ||
            isn_figure_char(s, d->at + 1, ')'));
}

/* «(51 و73)» behind who scored: nothing but numbers since the bracket. */
static bool in_minutes(isn_figure_scan *s, const isn_draft *d)
{
    uint32_t at = d->at;
    while (at > s->first && d->at - at < MINUTES) {
        const isn_token *t = isn_figure_token(s, --at);
        if (t->punct == '(') {
            return isn_figure_sport(s);
        }
        if (t->kind != ISN_NUMBER && t->kind != ISN_PUNCT && t->punct != '+' &&
            !isn_token_is(s->doc, at, "و")) {
            return false;
        }
    }
    return false;
}

static bool quotation(uint32_t c)
{
    return c == '"' || c == 0xAB || c == 0xBB || c == 0x201C || c == 0x201D;
}

/* «مهرجان "عيد الواحة 36"»: a short name in marks ends with the number. */
static bool ends_quoted(const isn_figure_scan *s, const isn_draft *d)
{
    uint64_t prose = ISN_BIT(ISN_CLASS_FUNCTION) | ISN_BIT(ISN_CLASS_NUMBER) |
                     ISN_BIT(ISN_CLASS_ROLEVERB) | ISN_BIT(ISN_CLASS_SPEECH) |
                     ISN_BIT(ISN_CLASS_BOUNDVERB) | ISN_BIT(ISN_CLASS_FIGWORD);
    bool dash = isn_figure_char(s, d->at - 1, '-');
    if (d->last >= s->last ||
        (!quotation(isn_figure_token(s, d->last)->punct) &&
         !(dash && isn_figure_char(s, d->last, ')')))) {
        return false;
    }
    for (uint32_t at = d->at; at > s->first && d->at - at <= NAME_TOKENS;) {
        const isn_token *t = isn_figure_token(s, --at);
        if (quotation(t->punct) || (dash && t->punct == '(')) {
            return true;
        }
        if (t->punct != '-' && /* «تقييم - 1» */
            (t->kind != ISN_WORD || (t->classes & prose))) {
            return false;
        }
    }
    return false;
}

/* «صور 4×6», «1440x1560»: the sides of a thing. */
static bool is_side(const isn_figure_scan *s, const isn_draft *d)
{
    return isn_figure_char(s, d->last, 0xD7) ||
           isn_figure_char(s, d->at - 1, 0xD7);
}

bool isn_figure_is_mark(isn_figure_scan *s, const isn_draft *d)
{
    if (isn_noun_found(&d->noun) || !d->number.digits ||
        d->number.tokens != 1 || d->number.scaled) {
        return false;
    }
    bool quoted = d->at > s->first && d->at + 1 < s->last &&
                  quotation(isn_figure_token(s, d->at - 1)->punct) &&
                  quotation(isn_figure_token(s, d->at + 1)->punct);
    bool of_month = d->last < s->last &&
                    d->number.high <= 31 && /* جسر 6 أكتوبر */
                    isn_is(s->doc, d->last, ISN_CLASS_MONTH);
    return quoted || of_month || is_side(s, d) || ends_quoted(s, d) ||
           heads_line(s, d) || in_minutes(s, d);
}

/* «ن1», «ت 6»: a letter and its number, which is no preposition. */
static bool lettered(const isn_figure_scan *s, const isn_draft *d)
{
    const isn_token *t = isn_figure_token(s, d->at - 1);
    static const char clitics[] = "ولبكفسم";
    if (t->kind != ISN_WORD || t->fold_len != 2 || d->number.tokens != 1 ||
        d->noun.known) {
        return false;
    }
    for (const char *c = clitics; *c; c += 2) {
        if (memcmp(c, t->fold, 2) == 0) {
            return false;
        }
    }
    return true;
}

bool isn_figure_person_at(const isn_figure_scan *s, uint32_t at)
{
    const isn_sense *sense = isn_lex_sense(
        isn_entry_of(s->doc, at, ISN_CLASS_COUNTED), ISN_CLASS_COUNTED);
    return sense &&
           isn_rows_counted[sense->row].kind == ISN_COUNTED_KIND_PERSON;
}

/* «القتيل 5»: the fifth, behind one of them. */
static bool counts_off(const isn_figure_scan *s, const isn_draft *d)
{
    const isn_token *t = isn_figure_token(s, d->at - 1);
    unsigned cls = isn_is(s->doc, d->at - 1, ISN_CLASS_ROLENOUN)
                       ? ISN_CLASS_ROLENOUN
                       : ISN_CLASS_COUNTED;
    const isn_sense *sense =
        isn_lex_sense(isn_entry_of(s->doc, d->at - 1, cls), cls);
    bool person =
        sense && (cls == ISN_CLASS_ROLENOUN ||
                  isn_rows_counted[sense->row].kind == ISN_COUNTED_KIND_PERSON);
    return person && (t->clitics & ISN_CLITIC_AL) && sense->form == 0 &&
           !isn_figure_char(s, d->last, '-') && !isn_noun_found(&d->noun) &&
           d->number.tokens == 1 && d->number.low < 100;
}

/* «F35», «أف-16»: digits that belong to a name. */
bool isn_figure_in_name(const isn_figure_scan *s, const isn_draft *d)
{
    if (!d->number.digits || d->at == s->first) {
        return false;
    }
    const isn_token *behind =
        d->last < s->last ? isn_figure_token(s, d->last) : NULL;
    if (lettered(s, d) || counts_off(s, d) ||
        (behind && behind->kind == ISN_WORD && !behind->space_before &&
         (unsigned char)behind->fold[0] < 0x80 && !isn_noun_found(&d->noun))) {
        return true; /* «2160P» */
    }
    if (isn_figure_token(s, d->at)->space_before) {
        return false;
    }
    const isn_token *before = isn_figure_token(s, d->at - 1);
    if (before->kind == ISN_WORD) {
        uint64_t busy = isn_noun_closed() | ISN_BIT(ISN_CLASS_BOUNDVERB) |
                        ISN_BIT(ISN_CLASS_ROLENOUN);
        return (unsigned char)before->fold[0] < 0x80 ||
               (!isn_noun_found(&d->noun) && before->fold_len > 2 &&
                !isn_figure_article_before(s, d->at) &&
                !(before->classes & busy)); /* أوميغا3 */
    }
    if (before->punct == '_' || /* «#رؤية_2030», «&#8220;» */
        (before->punct == '#' && isn_figure_char(s, d->at - 2, '&'))) {
        return true;
    }
    const isn_token *word = isn_figure_token(s, d->at - 2);
    return before->punct == '-' && !before->space_before &&
           d->at - 1 > s->first && word->kind == ISN_WORD &&
           (word->fold_len > 2 || (unsigned char)word->fold[0] < 0x80);
}

/* «مباراتي الذهاب», «مباراتي ربع النهائي», not «مباراتي الأولى». */
static bool names_two(const isn_figure_scan *s, uint32_t at)
{
    const isn_token *t = isn_figure_token(s, at);
    if (at + 1 >= s->last || t->stem_len < 14 ||
        memcmp(t->stem, "مبارا", 10) != 0) {
        return false;
    }
    const isn_token *next = t + 1;
    const char *end = next->fold + next->fold_len;
    bool feminine = next->fold_len > 4 && (memcmp(end - 2, "ه", 2) == 0 ||
                                           memcmp(end - 2, "ي", 2) == 0);
    return isn_is(s->doc, at + 1, ISN_CLASS_NUMBER) ||
           ((next->clitics & ISN_CLITIC_AL) && !feminine);
}

/* «رحلتي» is my journey, «محافظتي إب والحديدة» are two. */
bool isn_figure_lone_construct(const isn_figure_scan *s, uint32_t at)
{
    if (isn_is(s->doc, at, ISN_CLASS_ROLENOUN)) {
        return false; /* nobody says «my bodies» */
    }
    const isn_token *t = isn_figure_token(s, at);
    size_t n = t->fold_len;
    bool mine =
        n > 4 && memcmp(t->fold + n - 4, "تي", 4) == 0 && !names_two(s, at);
    bool alone =
        n > 4 && memcmp(t->fold + n - 4, "تا", 4) == 0 &&
        (at + 1 >= s->last || isn_figure_token(s, at + 1)->kind != ISN_WORD ||
         isn_is(s->doc, at + 1, ISN_CLASS_FUNCTION));
    return !(t->clitics & ISN_CLITIC_AL) && (mine || alone) &&
           !isn_noun_shared(s->doc, at, s->last) &&
           !isn_noun_of_indefinite(s->doc, at, s->last);
}

/* The end of an address of the web that the number at `at` is part of: all
 * that stands together with a slash before it. */
uint32_t isn_figure_behind_address(const isn_figure_scan *s, uint32_t at)
{
    uint32_t begin = at;
    bool slash = false;
    while (begin > 0 && !isn_figure_token(s, begin)->space_before &&
           at - begin < ADDRESS_TOKENS) {
        begin--; /* a question mark in it ended the sentence */
        slash = slash || isn_punct_is(s->doc, begin, '/');
    }
    const isn_token *t = isn_figure_token(s, begin);
    if (!slash || t->kind != ISN_WORD || (unsigned char)t->fold[0] >= 0x80) {
        return at;
    }
    do {
        at++;
    } while (at < s->last && !isn_figure_token(s, at)->space_before);
    return at;
}
