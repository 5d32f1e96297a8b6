/* The parts of the grammar of date expressions; for dateexpr*.c alone. */
#ifndef ISN_DATEEXPR_PARTS_H
#define ISN_DATEEXPR_PARTS_H

#include "lang/lexicon.h"
#include "text/dateexpr.h"

/* Where the grammar may look: tokens [first, end) of one block. */
typedef struct isn_date_scan {
    const isnad_doc *doc;
    uint32_t first, end;
    isn_date_cache *cache;
} isn_date_scan;

/* Could an expression begin at `at`?  A cheap look at the token and the next
 * few; false is certain. */
bool isn_date_promising(const isn_date_scan *scan, uint32_t at);
/* The same of one piece of an expression, by its first token alone. */
bool isn_date_begins(const isn_date_scan *scan, uint32_t at);

/* ---- words ---------------------------------------------------------- */

/* Fills in what is remembered of token `at`. */
const isn_date_glance *isn_date_look(const isn_date_scan *scan, uint32_t at);

static inline const isn_date_glance *
isn_date_glance_at(const isn_date_scan *scan, uint32_t at)
{
    const isn_date_glance *g = &scan->cache->at[at % ISN_DATE_CACHE];
    return g->tag == at + 1 ? g : isn_date_look(scan, at);
}

/* May the token be of one of these classes, in whichever way it is cut?  May
 * words of these kinds (bits) begin there?  False is certain. */
static inline bool isn_date_may(const isn_date_scan *scan, uint32_t at,
                                uint64_t classes)
{
    return at < scan->end &&
           (isn_date_glance_at(scan, at)->classes & classes) != 0;
}

static inline bool isn_time_kinds(const isn_date_scan *scan, uint32_t at,
                                  uint64_t words, uint64_t links)
{
    if (at >= scan->end) {
        return false;
    }
    const isn_date_glance *g = isn_date_glance_at(scan, at);
    return (g->words & words) != 0 || (g->links & links) != 0;
}

/* The longest word or phrase of class `cls` at `at`, of the kind or gender
 * `wanted` where the table has such, and in *tokens how far it reaches; NULL
 * and *tokens untouched where there is none. */
const isn_sense *isn_date_find(const isn_date_scan *scan, uint32_t at,
                               unsigned cls, unsigned wanted, uint32_t *tokens);

/* The same for each table.  `kind` is one of the constants of the table. */
static inline const isn_row_time_word *isn_time_word(const isn_date_scan *scan,
                                                     uint32_t at, unsigned kind,
                                                     uint32_t *tokens)
{
    const isn_sense *sense =
        isn_time_kinds(scan, at, UINT64_C(1) << kind, 0)
            ? isn_date_find(scan, at, ISN_CLASS_TIME_WORD, kind, tokens)
            : NULL;
    return sense ? &isn_rows_time_word[sense->row] : NULL;
}

static inline const isn_row_time_link *isn_time_link(const isn_date_scan *scan,
                                                     uint32_t at, unsigned kind,
                                                     uint32_t *tokens)
{
    const isn_sense *sense =
        isn_time_kinds(scan, at, 0, UINT64_C(1) << kind)
            ? isn_date_find(scan, at, ISN_CLASS_TIME_LINK, kind, tokens)
            : NULL;
    return sense ? &isn_rows_time_link[sense->row] : NULL;
}

static inline const isn_sense *isn_date_word(const isn_date_scan *scan,
                                             uint32_t at, unsigned cls,
                                             uint32_t *tokens)
{
    return isn_date_may(scan, at, ISN_BIT(cls))
               ? isn_date_find(scan, at, cls, 0, tokens)
               : NULL;
}

static inline const isn_row_month *isn_month_word(const isn_date_scan *scan,
                                                  uint32_t at, uint32_t *tokens)
{
    const isn_sense *sense = isn_date_word(scan, at, ISN_CLASS_MONTH, tokens);
    return sense ? &isn_rows_month[sense->row] : NULL;
}

static inline const isn_row_weekday *
isn_weekday_word(const isn_date_scan *scan, uint32_t at, uint32_t *tokens)
{
    const isn_sense *sense = isn_date_word(scan, at, ISN_CLASS_WEEKDAY, tokens);
    return sense ? &isn_rows_weekday[sense->row] : NULL;
}

static inline const isn_row_time_unit *
isn_unit_word(const isn_date_scan *scan, uint32_t at, uint32_t *tokens)
{
    const isn_sense *sense =
        isn_date_word(scan, at, ISN_CLASS_TIME_UNIT, tokens);
    return sense ? &isn_rows_time_unit[sense->row] : NULL;
}

static inline const isn_row_holiday *
isn_holiday_word(const isn_date_scan *scan, uint32_t at, uint32_t *tokens)
{
    const isn_sense *sense = isn_date_word(scan, at, ISN_CLASS_HOLIDAY, tokens);
    return sense ? &isn_rows_holiday[sense->row] : NULL;
}

/* gender: ISN_DAY_ORDINAL_GENDER_M or _F; 0 where there is none. */
static inline int32_t isn_ordinal_word(const isn_date_scan *scan, uint32_t at,
                                       unsigned gender, uint32_t *tokens)
{
    const isn_sense *sense =
        isn_date_may(scan, at, ISN_BIT(ISN_CLASS_DAY_ORDINAL))
            ? isn_date_find(scan, at, ISN_CLASS_DAY_ORDINAL, gender, tokens)
            : NULL;
    return sense ? isn_rows_day_ordinal[sense->row].number : 0;
}

/* Tokens of the time word of `kind` at `at`, its value in *value (may be
 * NULL); 0: none.  The same of links, and of «من», «منذ» …. */
static inline uint32_t isn_time_word_at(const isn_date_scan *scan, uint32_t at,
                                        unsigned kind, int32_t *value)
{
    uint32_t n = 0;
    const isn_row_time_word *row = isn_time_word(scan, at, kind, &n);
    if (row && value) {
        *value = row->value;
    }
    return n;
}

static inline uint32_t isn_time_link_at(const isn_date_scan *scan, uint32_t at,
                                        unsigned kind)
{
    uint32_t n = 0;
    isn_time_link(scan, at, kind, &n);
    return n;
}

static inline uint32_t isn_time_from_at(const isn_date_scan *scan, uint32_t at)
{
    return isn_time_link_at(scan, at, ISN_TIME_LINK_KIND_FROM);
}

/* الماضي, المقبل, الجاري behind a unit: an isn_date_modifier. */
unsigned isn_modifier_word(const isn_date_scan *scan, uint32_t at,
                           uint32_t *tokens);

/* «التالي», «السابق»: beside what was told before, rather than beside now. */
bool isn_following_word(const isn_date_scan *scan, uint32_t at);

/* A whole number in digits alone: its value, or -1; *digits of them. */
int32_t isn_date_digits(const isn_date_scan *scan, uint32_t at,
                        unsigned *digits);
/* Does the token stand close to the one before it, without a blank? */
bool isn_joined(const isn_date_scan *scan, uint32_t at);
bool isn_comma_at(const isn_date_scan *scan, uint32_t at);
/* Is the word definite: with an article of its own? */
bool isn_definite(const isn_date_scan *scan, uint32_t at);
/* Is the token a noun that a number before it counts: «جنديا», not «بنسبة»? */
bool isn_counts_noun(const isn_date_scan *scan, uint32_t at);
/* «الـ» of «الـ21», written apart from its digits. */
bool isn_article_at(const isn_date_scan *scan, uint32_t at);

/* Does a number begin at `at`, in digits or words? */
bool isn_date_number(const isn_date_scan *scan, uint32_t at);

/* A count: digits, number words or «بضعة»; *value and tokens read. */
uint32_t isn_count_at(const isn_date_scan *scan, uint32_t at, double *value,
                      bool *vague);
/* A year of four digits, or in words (then from 1000 on); after «عام» any.
 * With its era behind it. */
uint32_t isn_year_at(const isn_date_scan *scan, uint32_t at, bool after_word,
                     isn_date_point *p);
/* A year behind a modifier, which then counts no more: *p is filled in. */
uint32_t isn_year_behind(const isn_date_scan *scan, uint32_t at,
                         isn_date_point *p);
/* «عام», «العام», «سنة» in front of a year. */
bool isn_year_word_at(const isn_date_scan *scan, uint32_t at);

bool isn_date_mark(const isn_date_scan *scan, uint32_t at, uint32_t c);
bool isn_date_dash(const isn_date_scan *scan, uint32_t at);
/* A mark of quotation, or a bracket. */
bool isn_date_quote(const isn_date_scan *scan, uint32_t at);
/* Is there a word of figures of this kind and length at `at`? */
bool isn_date_figword(const isn_date_scan *scan, uint32_t at, uint32_t tokens,
                      unsigned kind);
/* «استهدفت في 2007 منشأة»: is the number at `at` a year before this noun? */
bool isn_year_before_noun(const isn_date_scan *scan, uint32_t at,
                          uint32_t noun);
/* Does a word before `at` ask for a time: «في», «قبل», «منذ»? */
bool isn_date_asked(const isn_date_scan *scan, uint32_t at);

/* ---- put together --------------------------------------------------- */

/* What an expression already holds. */
enum {
    ISN_HAS_DEICTIC = 1 << 0,
    ISN_HAS_WEEKDAY = 1 << 1,
    ISN_HAS_DATE = 1 << 2,
    ISN_HAS_PERIOD = 1 << 3,
    ISN_HAS_PART = 1 << 4,
    ISN_HAS_CLOCK = 1 << 5,
    ISN_HAS_HOLIDAY = 1 << 6,
    ISN_HAS_DAY =
        ISN_HAS_DEICTIC | ISN_HAS_WEEKDAY | ISN_HAS_DATE | ISN_HAS_HOLIDAY,
    ISN_HAS_CLOSED = 1 << 7, /* offsets, spans, durations: nothing joins them */
};

/* All pieces of one day, period or time; *held says which. */
uint32_t isn_date_point_at(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p, unsigned *held);
/* A year without «عام»; `second`: behind the mark of a range. */
uint32_t isn_bare_year(const isn_date_scan *scan, uint32_t at,
                       isn_date_point *p, bool second);
/* Does an expression of `n` tokens only look like a date? */
bool isn_date_trapped(const isn_date_scan *scan, uint32_t at, uint32_t n,
                      const isn_date_expr *e);
/* Ranges: a day without its month first; behind a first end of `n` tokens;
 * «ليل الجمعة السبت»; hours before and behind their day. */
uint32_t isn_short_range(const isn_date_scan *scan, uint32_t at,
                         isn_date_expr *e);
uint32_t isn_listed_day(const isn_date_scan *scan, uint32_t at,
                        isn_date_expr *e);
uint32_t isn_long_range(const isn_date_scan *scan, uint32_t at, uint32_t n,
                        isn_date_expr *e);
uint32_t isn_night_between(const isn_date_scan *scan, uint32_t at, uint32_t n,
                           isn_date_expr *e);
uint32_t isn_hours_range(const isn_date_scan *scan, uint32_t at,
                         isn_date_expr *e);
uint32_t isn_hours_behind(const isn_date_scan *scan, uint32_t at, uint32_t n,
                          isn_date_expr *e);

/* ---- pieces: tokens read, 0 where none; *p is filled in ------------- */

uint32_t isn_date_piece(const isn_date_scan *scan, uint32_t at,
                        isn_date_point *p);
uint32_t isn_numeric_piece(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p);
uint32_t isn_weekday_piece(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p);
uint32_t isn_deictic_piece(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p);
/* The month behind a day or an edge: with its pair, year or modifier. */
uint32_t isn_month_piece(const isn_date_scan *scan, uint32_t at,
                         isn_date_point *p, bool certain);
/* What a part («نهاية», «الربع الأول من») may be part of. */
uint32_t isn_container_piece(const isn_date_scan *scan, uint32_t at,
                             isn_date_point *p);
/* «ثاني أيام» before a feast; *nth is set. */
uint32_t isn_day_of_feast(const isn_date_scan *scan, uint32_t at, uint8_t *nth);
/* «أول جمعة من يوليو», «الجمعة الأخيرة من رمضان». */
uint32_t isn_nth_weekday_piece(const isn_date_scan *scan, uint32_t at,
                               isn_date_point *p);
/* «الربع الثالث من 2018», «الأشهر الثلاثة الأولى من العام», «آخر يوم من». */
uint32_t isn_nth_piece(const isn_date_scan *scan, uint32_t at,
                       isn_date_point *p);
uint32_t isn_first_units_piece(const isn_date_scan *scan, uint32_t at,
                               isn_date_point *p);
uint32_t isn_part_of_piece(const isn_date_scan *scan, uint32_t at,
                           isn_date_point *p);
uint32_t isn_period_piece(const isn_date_scan *scan, uint32_t at,
                          isn_date_point *p);
uint32_t isn_offset_piece(const isn_date_scan *scan, uint32_t at,
                          isn_date_point *p);
uint32_t isn_span_piece(const isn_date_scan *scan, uint32_t at,
                        isn_date_point *p);
uint32_t isn_duration_piece(const isn_date_scan *scan, uint32_t at,
                            isn_date_point *p);
/* «(كل) ثلاثة أشهر», «(كل) يوم جمعة», behind «كل»; «يوميا». */
uint32_t isn_repeat_piece(const isn_date_scan *scan, uint32_t at,
                          isn_date_point *p);
uint32_t isn_clock_piece(const isn_date_scan *scan, uint32_t at,
                         isn_date_point *p);
uint32_t isn_clock_range(const isn_date_scan *scan, uint32_t at,
                         isn_date_point *from, isn_date_point *to,
                         bool *proven);
/* «إلى», «حتى», «-» between the ends of a range that began at `first`; «و»
 * only behind «بين».  A proclitic و takes no token: *tokens 0. */
bool isn_range_mark(const isn_date_scan *scan, uint32_t at, uint32_t first,
                    uint32_t *tokens);
/* Does the phrase end at `at`: at a mark, or with the block? */
bool isn_date_ends(const isn_date_scan *scan, uint32_t at);
/* A day of the month alone: «يوم 27», «الجمعة 22»; elsewhere weak. */
uint32_t isn_lone_day_piece(const isn_date_scan *scan, uint32_t at,
                            isn_date_point *p);
/* «بتوقيت غرينتش» behind a clock. */
uint32_t isn_zone_piece(const isn_date_scan *scan, uint32_t at,
                        isn_date_point *p);
uint32_t isn_part_piece(const isn_date_scan *scan, uint32_t at,
                        isn_date_point *p);

/* A point that says nothing. */
isn_date_point isn_date_nothing(void);

#endif
