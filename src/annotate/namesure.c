#include "annotate/namesure.h"

#include <stdlib.h>

#include "annotate/namelabels.h"
#include "text/match.h"

enum {
    SPORT = 4,        /* words of sport on a page of sport, at least … */
    SPORT_SHARE = 100 /* … and one in so many */
};

typedef struct sure {
    const isnad_doc *doc;
    uint8_t *labels;
    /* Known once a club's name asks for it: */
    bool looked, sport;
    uint8_t *clubs; /* by row of the table: the page names it as a club */
} sure;

static const isn_token *token(const sure *s, uint32_t at)
{
    return &s->doc->tokens.items[at];
}

static bool article(const sure *s, uint32_t at)
{
    return (token(s, at)->clitics & ISN_CLITIC_AL) != 0;
}

/* May first … last become one name?  Nothing labelled crosses its edges. */
static bool fits(const sure *s, uint32_t first, uint32_t last)
{
    const uint8_t *l = s->labels;
    return (!l[first] || isn_label_begins(l[first])) &&
           (!l[last] || isn_label_ends(l[last]));
}

/* Is it one name already? */
static bool is_one(const sure *s, uint32_t first, uint32_t last)
{
    for (uint32_t i = first + 1; i <= last; i++) {
        if (!s->labels[i] || isn_label_begins(s->labels[i])) {
            return false;
        }
    }
    return isn_label_begins(s->labels[first]) &&
           isn_label_ends(s->labels[last]);
}

/* جامعة تبوك, نادي جدة: what stands behind is part of the head's name. */
static bool headed(const sure *s, uint32_t at)
{
    const isn_sense *head =
        at > 0 && !article(s, at - 1)
            ? isn_lex_sense(token(s, at - 1)->entry, ISN_CLASS_ORG_HEAD)
            : NULL;
    return head && isn_rows_org_head[head->row].part != ISN_ORG_HEAD_PART_STATE;
}

static void put(const sure *s, uint32_t first, uint32_t tokens, unsigned type)
{
    isn_label_put(s->labels, s->doc->tokens.count, first, first + tokens - 1,
                  type);
}

/* Written as the table has it: تشيلي, not التشيلي; زوارة, not زواره. */
static bool as_written(const sure *s, uint32_t at)
{
    static const char al[] = "ال", h[] = "ه";
    enum { LETTER = sizeof h - 1 };
    const isn_token *t = token(s, at);
    const char *word = isn_lex_word(t->entry),
               *end = s->doc->text + t->word.end;
    size_t len = strlen(word);
    return (strncmp(word, al, sizeof al - 1) == 0) == article(s, at) &&
           (len < LETTER || memcmp(word + len - LETTER, h, LETTER) != 0 ||
            memcmp(end - LETTER, h, LETTER) != 0);
}

static bool ends_in(const isn_token *t, const char *letters)
{
    size_t len = strlen(letters);
    return t->fold_len >= len &&
           memcmp(t->fold + t->fold_len - len, letters, len) == 0;
}

/* دبلوماسيا روسيا: both accusatives, and the second an adjective. */
static bool accusative(const sure *s, uint32_t at)
{
    const isn_token *t = token(s, at), *b = at > 0 ? t - 1 : t;
    return b != t && b->kind == ISN_WORD && t->clitics == 0 &&
           ends_in(t, "يا") && ends_in(b, "ا") && !b->clitics &&
           !isn_is(s->doc, at - 1, ISN_CLASS_FUNCTION);
}

/* How many tokens of a place begin at `at`. */
static uint32_t place_at(const sure *s, uint32_t at)
{
    const isn_token *t = token(s, at);
    isn_match_result m = isn_match(s->doc, at, ISN_CLASS_PLACE);
    if (!m.sense || headed(s, at) || (t->clitics & ISN_CLITIC_PRON) ||
        (m.tokens == 1 &&
         (isn_rows_place[m.sense->row].use != ISN_PLACE_USE_NAME ||
          s->labels[at] || (m.sense->form & ISN_FORM_PHRASE) ||
          !as_written(s, at) || accusative(s, at)))) {
        return 0;
    }
    uint32_t last = at + m.tokens - 1;
    return fits(s, at, last) && !is_one(s, at, last) ? m.tokens : 0;
}

/* ---- bodies */

/* The row of the table that token `at` alone is written as. */
static const isn_sense *single(const sure *s, uint32_t at)
{
    const isn_lex_entry *entry = isn_entry_of(s->doc, at, ISN_CLASS_BODY);
    for (uint32_t i = 0; entry && i < entry->sense_count; i++) {
        const isn_sense *sense = isn_lex_sense_at(entry, i);
        if (sense->cls == ISN_CLASS_BODY && !(sense->form & ISN_FORM_PHRASE) &&
            (isn_rows_body[sense->row].al == ISN_BODY_AL_YES) ==
                article(s, at)) {
            return sense;
        }
    }
    return NULL;
}

/* An adjective of a definite noun: الاتحاد الدولي, but not الهلال السعودي. */
static bool described(const sure *s, uint32_t at, bool nations)
{
    uint32_t next = at + 1;
    return next < s->doc->tokens.count && article(s, at) && article(s, next) &&
           token(s, next)->sentence == token(s, at)->sentence &&
           (nations || !isn_is(s->doc, next, ISN_CLASS_NATIONALITY));
}

/* نادي or فريق before it. */
static bool behind_club_head(const sure *s, uint32_t at)
{
    const isn_sense *head =
        at > 0 && !article(s, at - 1)
            ? isn_lex_sense(token(s, at - 1)->entry, ISN_CLASS_ORG_HEAD)
            : NULL;
    return head &&
           isn_rows_org_head[head->row].before == ISN_ORG_HEAD_BEFORE_CLUB;
}

/* Is it a page of sport, and which clubs does it name as such? */
static void look_around(sure *s)
{
    uint32_t n = (uint32_t)s->doc->tokens.count, words = 0;
    for (uint32_t i = 0; i < n; i++) {
        isn_match_result m = isn_match(s->doc, i, ISN_CLASS_FIGWORD);
        words += m.sense &&
                 isn_rows_figword[m.sense->row].kind == ISN_FIGWORD_KIND_SPORT;
        const isn_sense *club = single(s, i);
        if (club && behind_club_head(s, i)) {
            s->clubs[club->row] = true;
            words++;
        }
    }
    s->sport = words >= SPORT && words * SPORT_SHARE >= n;
    s->looked = true;
}

static bool means_body(sure *s, uint32_t at, const isn_sense *sense)
{
    int use = isn_rows_body[sense->row].use;
    if (use == ISN_BODY_USE_NAME) {
        return true;
    }
    if (!s->looked) {
        look_around(s);
    }
    bool club = use == ISN_BODY_USE_CLUB;
    return s->sport && (club || s->clubs[sense->row]) &&
           !described(s, at, !club);
}

static uint32_t body_at(sure *s, uint32_t at)
{
    isn_match_result m = {NULL, 0};
    if (isn_is(s->doc, at, ISN_CLASS_BODY) && token(s, at)->phrase) {
        m = isn_match_phrase(s->doc, at, ISN_CLASS_BODY);
    }
    if (!m.sense) {
        m = (isn_match_result){single(s, at), 1};
    }
    if (!m.sense || (token(s, at)->clitics & ISN_CLITIC_PRON)) {
        return 0;
    }
    uint32_t last = at + m.tokens - 1;
    bool free = m.tokens > 1 ? fits(s, at, last) && !is_one(s, at, last)
                             : !s->labels[at];
    return free && means_body(s, at, m.sense) ? m.tokens : 0;
}

isnad_status isn_names_sure(const isnad_doc *doc, uint8_t *labels)
{
    sure s = {.doc = doc, .labels = labels};
    s.clubs = calloc(isn_rows_body_count, 1);
    if (!s.clubs) {
        return ISNAD_NOMEM;
    }
    for (size_t b = 0; b < doc->blocks.count; b++) {
        const isnad_block *block = &doc->blocks.items[b];
        uint32_t end = isnad_block_is_article(block)
                           ? block->first_token + block->token_count
                           : 0;
        for (uint32_t i = block->first_token; i < end; i++) {
            uint32_t body = body_at(&s, i);
            uint32_t place = body ? 0 : place_at(&s, i);
            if (body || place) {
                put(&s, i, body + place, body ? ISNAD_ORG : ISNAD_LOC);
                i += body + place - 1;
            }
        }
    }
    free(s.clubs);
    return ISNAD_OK;
}
