/* Reading the figures of one sentence: the state that its parts share. */
#ifndef ISN_FIGURES_SCAN_H
#define ISN_FIGURES_SCAN_H

#include "annotate/figures_noun.h"
#include "core/docdata.h"
#include "text/match.h"
#include "text/numexpr.h"

#define ISN_NO_TOKEN UINT32_MAX

enum { ISN_INERT = 32 };

typedef enum isn_bound_kind {
    ISN_BOUND_NONE,
    ISN_BOUND_MORE,  /* N + 1 or more */
    ISN_BOUND_LESS,  /* N - 1 or less */
    ISN_BOUND_LEAST, /* N or more */
    ISN_BOUND_MOST,  /* N or less */
} isn_bound_kind;

/* Words before a number that move its bounds, tokens [begin, end). */
typedef struct isn_bound {
    isn_bound_kind kind;
    bool about, negated, verb, over; /* over: only behind على, عن */
    uint32_t begin, end;             /* begin == end: none */
} isn_bound;

/* The last word that says what happened to people. */
typedef struct isn_trigger {
    int role; /* ISN_ROLENOUN_ROLE_…, or ISN_NO_ROLE */
    bool masdar, verb, sum;
    bool doubled;        /* «مقتل وإصابة»: which of both is open */
    bool counts;         /* only a number has its role: سقوط */
    bool many;           /* قتلوا: its subject stands before it */
    bool taken;          /* a figure has it */
    uint32_t begin, end; /* its tokens; begin == end: none */
} isn_trigger;

/* A figure in the making. */
typedef struct isn_draft {
    isn_number number;
    isn_noun noun;
    uint32_t at;          /* first token of the number */
    uint32_t first, last; /* tokens of the span */
    double low, high;
    bool approximate, negated, earlier;
    int role;
} isn_draft;

typedef struct isn_figure_scan {
    isnad_doc *doc;
    uint32_t first, last; /* tokens of the sentence */
    uint32_t at;
    isn_bound bound;
    isn_trigger trigger;
    unsigned range;               /* ISN_FIGWORD_KIND_BETWEEN, _FROM or 0 … */
    uint32_t range_at, range_end; /* … its tokens */
    uint32_t reach;            /* end of the last verb that brings a number */
    uint32_t change;           /* end of the last verb that moves one */
    bool change_noun;          /* it is one: ارتفاع */
    uint32_t part, part_reach; /* end of the last «بينهم» */
    uint32_t whole;            /* end of the last «من أصل» */
    uint32_t sign;             /* end of the last «رقم» */
    uint32_t label;            /* end of the last «القرار» */
    uint32_t aged;             /* end of the last «البالغ» */
    uint32_t age;              /* end of the last «من العمر» */
    uint32_t was;              /* end of the last «بعد أن كان» */
    uint32_t besides;          /* end of the last «بالإضافة إلى» */
    bool earlier; /* «حصيلة سابقة» stands before in the sentence */
    bool pluperfect;  /* it begins «وكانت …» */
    uint32_t told_at; /* the last «في وقت سابق» */
    bool subject;     /* what the document is about is known: */
    bool disease, sport;
    /* the figure before, in this sentence */
    uint32_t before_last;        /* its end, or ISN_NO_TOKEN */
    int before_role, total_role; /* of the last that is no part */
    const char *before_of, *before_part, *total_of;
    uint8_t before_kind;
    /* the last sum of money, and its block */
    const char *money;
    const char *units[8]; /* of money, as far as the document has them */
    unsigned unit_count;
    uint32_t money_block;
    size_t date; /* dates before the current token */
    const struct isn_lex_entry *inert[ISN_INERT]; /* see figures.c */
} isn_figure_scan;

static inline const isn_token *isn_figure_token(const isn_figure_scan *s,
                                                uint32_t at)
{
    return &s->doc->tokens.items[at];
}

/* Is token `at` of the sentence this punctuation character? */
static inline bool isn_figure_char(const isn_figure_scan *s, uint32_t at,
                                   uint32_t c)
{
    return at >= s->first && at < s->last && isn_punct_is(s->doc, at, c);
}

/* Does a word of figures of this kind stand at `at`? */
static inline bool isn_figure_word(const isn_figure_scan *s, uint32_t at,
                                   unsigned kind)
{
    if (at >= s->last) {
        return false;
    }
    isn_match_result word = isn_match(s->doc, at, ISN_CLASS_FIGWORD);
    return word.sense && isn_rows_figword[word.sense->row].kind == kind;
}

/* May the stem be a dual, by its last letter: ي or ن?  Most are not. */
static inline bool isn_figure_dual_ending(const isn_token *t)
{
    const unsigned char *end = (const unsigned char *)t->stem + t->stem_len;
    return t->stem_len >= 8 && end[-2] == 0xD9 &&
           (end[-1] == 0x8A || end[-1] == 0x86);
}

/* figures_skip.c */

/* Can a date cover the token?  Those before it are behind it. */
static inline bool isn_figure_date_near(const isn_figure_scan *s,
                                        const isn_token *t)
{
    return s->date < s->doc->dates.count &&
           s->doc->dates.items[s->date].span.begin <= t->word.begin;
}

/* The end of the date (no duration) that covers `at`, or `at`. */
uint32_t isn_figure_behind_date(isn_figure_scan *scan, uint32_t at);
/* Where the first date from `at` on begins, or the end of the sentence. */
uint32_t isn_figure_before_date(const isn_figure_scan *scan, uint32_t at);
bool isn_figure_is_age(const isn_figure_scan *scan, const isn_draft *draft);
/* Does the word at `at` name a person: «رضيعة»? */
bool isn_figure_person_at(const isn_figure_scan *scan, uint32_t at);
/* The end of a score that the draft begins, or 0. */
uint32_t isn_figure_behind_score(const isn_figure_scan *scan,
                                 const isn_draft *draft);
/* «F35»: do the digits belong to a name? */
bool isn_figure_in_name(const isn_figure_scan *scan, const isn_draft *draft);
/* «رحلتي» is no dual. */
bool isn_figure_lone_construct(const isn_figure_scan *scan, uint32_t at);
/* The end of the web address that the number at `at` is in, or `at`. */
uint32_t isn_figure_behind_address(const isn_figure_scan *scan, uint32_t at);

/* Does the number only mark something: a line of a list, the minute of a goal,
 * a name in quotation marks? */
bool isn_figure_is_mark(isn_figure_scan *scan, const isn_draft *draft);

/* figures_find.c */

/* Does one pair of brackets or quotation marks hold tokens [at, behind)? */
bool isn_figure_enclosed(const isn_figure_scan *scan, uint32_t at,
                         uint32_t behind);

/* «الدول الـ15», «أعضاء المجلس الـ41»: digits behind a lone article? */
bool isn_figure_article_before(const isn_figure_scan *scan, uint32_t at);

/* draft->noun, with signs, fractions and separators settled. */
isnad_status isn_figure_find(isn_figure_scan *scan, isn_draft *draft);
/* «1000 و500 ريال»: the unit of the number joined behind. */
isnad_status isn_figure_unit_behind(isn_figure_scan *scan, isn_draft *draft);

/* figures_read.c: each reads what begins at scan->at and moves it. */

isnad_status isn_figure_number(isn_figure_scan *scan, const isn_number *number);
isnad_status isn_figure_share(isn_figure_scan *scan, bool *found);
isnad_status isn_figure_and_half(isn_figure_scan *scan, bool *found);
/* Of a word without class that isn_figure_dual_ending lets through. */
isnad_status isn_figure_construct(isn_figure_scan *scan);
/* Behind «كلا» at scan->at. */
isnad_status isn_figure_both(isn_figure_scan *scan, bool *found);

/* figures_one.c */

/* «مقتل شخص»: behind the trigger. */
isnad_status isn_figure_single(isn_figure_scan *scan);
/* «بهدف نظيف». */
isnad_status isn_figure_goal(isn_figure_scan *scan, bool *found);

/* figures_none.c */

/* «دون إصابات», «لم يصب أحد» at scan->at, where `word` is what isn_match found
 * of the words of figures: nobody is counted. */
isnad_status isn_figure_nobody(isn_figure_scan *scan, isn_match_result word,
                               bool *found);

/* figures_put.c */

/* Bounds and role, then the figure. */
isnad_status isn_figure_finish(isn_figure_scan *scan, isn_draft *draft);
/* The figure as it is. */
isnad_status isn_figure_push(isn_figure_scan *scan, isn_draft *draft);

/* figures_untold.c */

/* What a number without a noun counts, as the words around it tell; or NULL. */
const char *isn_figure_untold(const isn_figure_scan *scan,
                              const isn_draft *draft);

/* figures_measure.c */

/* Its value in SI, where the unit has one. */
void isn_figure_measure(const isn_figure_scan *scan, const isn_draft *draft,
                        isnad_figure *figure);
/* Vague words as ACLED counts them. */
void isn_figures_acled(isnad_doc *doc);

/* figures_bound.c */

/* Words that bound a number or join a range, at scan->at: true when they are
 * read, and scan->at is behind them.  `word` is what isn_match found of the
 * words of figures there. */
bool isn_figure_bound(isn_figure_scan *scan, isn_match_result word);
/* Bounds before and behind the number go into low, high and the span. */
void isn_figure_apply_bounds(isn_figure_scan *scan, isn_draft *draft);

/* figures_range.c */

/* «من متر إلى متر ونصف», «بين أسبوع وأسبوعين», at scan->at. */
isnad_status isn_figure_unit_range(isn_figure_scan *scan, bool *found);
/* «بين 5 و7 أشخاص», «10 إلى 20 يوما»: the second number and its noun. */
isnad_status isn_figure_range(isn_figure_scan *scan, isn_draft *draft);

/* «ارتفع من 20 إلى 35 دولارا»: is the draft the first of two values? */
bool isn_figure_changed(const isn_figure_scan *scan, const isn_draft *draft);

/* figures_role.c */

/* Verbs and nouns of fate at scan->at: the trigger for what follows. */
void isn_figure_trigger(isn_figure_scan *scan);
/* «إصابة» is an infection only where a disease is told of. */
int isn_figure_fate(isn_figure_scan *scan, int role);
/* Is the document about disease, about sport? */
bool isn_figure_disease(isn_figure_scan *scan);
bool isn_figure_sport(isn_figure_scan *scan);
/* What happened to the people of the draft, or ISN_NO_ROLE. */
int isn_figure_role(isn_figure_scan *scan, const isn_draft *draft);

#endif
