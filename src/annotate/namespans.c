#include "annotate/namespans.h"

#include <string.h>

#include "annotate/nameedges.h"
#include "annotate/tagmodel.h"
#include "text/match.h"

/* Occurrences in the count table of a word that is no name by itself. */
enum { EVERYDAY = 500 };

typedef struct run {
    uint32_t first, last; /* tokens, inclusive */
    isnad_entity_type type;
} run;

typedef struct maker {
    isnad_doc *doc;
    isn_word_counts counts;
    const float *cut;
    const uint8_t *labels;
} maker;

static const isn_token *token(const isnad_doc *doc, uint32_t at)
{
    return &doc->tokens.items[at];
}

static bool is_function(const isnad_doc *doc, uint32_t at)
{
    const isn_token *t = token(doc, at);
    return t->full && t->full->classes == ISN_BIT(ISN_CLASS_FUNCTION);
}

static bool is_mark(const isnad_doc *doc, uint32_t at)
{
    return token(doc, at)->kind >= ISN_PUNCT;
}

/* Does the mark at `at` open or close something whose partner is not in the
 * run?  Quotation marks of one shape are counted. */
static bool lonely(const isnad_doc *doc, const run *r, uint32_t at)
{
    static const uint32_t pairs[][2] = {
        {'(', ')'}, {'"', '"'}, {0xAB, 0xBB}, {0x201C, 0x201D}, {'[', ']'}};
    uint32_t c = token(doc, at)->punct;
    for (unsigned k = 0; k < sizeof pairs / sizeof pairs[0]; k++) {
        if (c != pairs[k][0] && c != pairs[k][1]) {
            continue;
        }
        unsigned opened = 0, closed = 0;
        for (uint32_t i = r->first; i <= r->last; i++) {
            opened += isn_punct_is(doc, i, pairs[k][0]);
            closed += isn_punct_is(doc, i, pairs[k][1]);
        }
        return pairs[k][0] == pairs[k][1] ? opened % 2 == 1 : opened != closed;
    }
    return false;
}

/* A title with the article: الرئيس, للعقيد. */
static bool is_title(const isn_token *t)
{
    return (t->classes & ISN_BIT(ISN_CLASS_TITLE)) &&
           !(t->classes & ISN_BIT(ISN_CLASS_GIVEN_NAME)) &&
           (t->clitics & ISN_CLITIC_AL);
}

/* An accusative of a word that raw news never has in names: what the verb
 * before the person is about (اتهم السفير رامي قاسم أطرافا). */
static bool accusative(const isn_token *t)
{
    if (t->clitics || t->stem_len <= 4 ||
        memcmp(t->stem + t->stem_len - 2, "ا", 2) != 0 ||
        (t->classes & ISN_BIT(ISN_CLASS_GIVEN_NAME))) {
        return false;
    }
    isn_model model = isn_model_open();
    unsigned news =
        isn_model_clusters(&model,
                           isn_tag_core_of(t->stem, t->stem_len - 2u, false))
            .news;
    return news > 0 && news <= ISN_NEWS_NEVER;
}

/* «الجيش أن»: a particle behind a definite noun; «بي أن» spells a name. */
static bool particle(const isnad_doc *doc, uint32_t at)
{
    return isn_is(doc, at, ISN_CLASS_FUNCTION) &&
           (token(doc, at - 1)->clitics & ISN_CLITIC_AL) &&
           !(token(doc, at)->clitics & ISN_CLITIC_AL);
}

/* أن سوريا: a particle before what is surely a name. */
static bool leading_particle(const isnad_doc *doc, uint32_t at)
{
    return isn_is(doc, at, ISN_CLASS_FUNCTION) &&
           !isn_is(doc, at, ISN_CLASS_GIVEN_NAME) &&
           (token(doc, at + 1)->classes & ISN_BIT(ISN_CLASS_PLACE));
}

/* الوكالة 296 مهاجرا: the number counts what stands behind it. */
static bool counts_next(const isnad_doc *doc, uint32_t at)
{
    uint32_t next = at + 1;
    return token(doc, at)->kind == ISN_NUMBER && next < doc->tokens.count &&
           token(doc, next)->kind == ISN_WORD && !token(doc, next)->clitics &&
           token(doc, next)->sentence == token(doc, at)->sentence &&
           isn_is(doc, next, ISN_CLASS_COUNTED);
}

/* «محكمة بلجيكية اليوم الأربعاء»: when, and no part of the name. */
static bool dated(const isnad_doc *doc, uint32_t at)
{
    return isn_is(doc, at, ISN_CLASS_WEEKDAY) &&
           isn_token_is(doc, at - 1, "اليوم");
}

/* False: nothing is left. */
static bool trim(const isnad_doc *doc, run *r)
{
    for (uint32_t i = r->first; i <= r->last; i++) {
        if (is_mark(doc, i) && lonely(doc, r, i)) {
            if (i == r->last) {
                break;
            }
            r->first = i + 1;
        }
    }
    while (r->first <= r->last &&
           (is_function(doc, r->first) ||
            (is_mark(doc, r->first) &&
             (r->first == r->last || !is_mark(doc, r->last) ||
              lonely(doc, r, r->first))))) {
        r->first++;
    }
    while (r->first < r->last &&
           (is_function(doc, r->last) ||
            (is_mark(doc, r->last) && lonely(doc, r, r->last)) ||
            isn_punct_is(doc, r->last, '-') ||
            isn_punct_is(doc, r->last, '.') ||
            isn_punct_is(doc, r->last, 0x60C) ||
            isn_punct_is(doc, r->last, ':'))) {
        r->last--;
    }
    while (r->first < r->last && leading_particle(doc, r->first)) {
        r->first++;
    }
    if (r->first < r->last && counts_next(doc, r->last)) {
        r->last--;
    }
    if (r->first + 1 < r->last && dated(doc, r->last)) {
        r->last -= 2;
    }
    while (r->first < r->last && particle(doc, r->last)) {
        r->last--;
    }
    while (r->type == ISNAD_PER && r->first < r->last &&
           accusative(token(doc, r->last))) {
        r->last--;
    }
    while (r->type == ISNAD_PER && r->first < r->last &&
           is_title(token(doc, r->first))) {
        r->first++;
    }
    return r->first <= r->last && !is_mark(doc, r->last) &&
           !is_function(doc, r->first);
}

/* مدينة ساحلية: an adjective of the bare noun before it. */
static bool only_adjective(const isnad_doc *doc, const run *r)
{
    const isn_token *t = token(doc, r->first);
    const isn_sense *s = r->first > 0
                             ? isn_lex_sense(token(doc, r->first - 1)->entry,
                                             ISN_CLASS_PLACE_CLASS)
                             : NULL;
    return s && r->type == ISNAD_LOC && r->first == r->last &&
           !(token(doc, r->first - 1)->clitics & ISN_CLITIC_AL) &&
           !t->clitics && !(t->classes & ISN_BIT(ISN_CLASS_PLACE)) &&
           t->stem_len > 6 && memcmp(t->stem + t->stem_len - 4, "يه", 4) == 0;
}

/* A piece of an address (news@example.com), no name: Latin letters with @, or
 * with a dot or slash and no blank, at their side. */
static bool of_address(const isnad_doc *doc, const run *r)
{
    const isn_token *first = token(doc, r->first);
    uint32_t after = r->last + 1;
    if (first->kind != ISN_WORD || (unsigned char)first->fold[0] >= 0x80) {
        return false;
    }
    bool before = r->first > 0 && !first->space_before &&
                  (isn_punct_is(doc, r->first - 1, '@') ||
                   isn_punct_is(doc, r->first - 1, '.') ||
                   isn_punct_is(doc, r->first - 1, '/'));
    bool behind =
        after + 1 < doc->tokens.count && !token(doc, after)->space_before &&
        !token(doc, after + 1)->space_before &&
        token(doc, after + 1)->kind == ISN_WORD &&
        (isn_punct_is(doc, after, '@') || isn_punct_is(doc, after, '.') ||
         isn_punct_is(doc, after, '/'));
    return before || behind || isn_token_is(doc, r->first, "www");
}

/* Nationalities alone are no person. */
static bool only_nationality(const isnad_doc *doc, const run *r)
{
    for (uint32_t i = r->first; i <= r->last; i++) {
        const isn_token *t = token(doc, i);
        if (!(t->classes & ISN_BIT(ISN_CLASS_NATIONALITY)) ||
            (t->classes & ISN_BIT(ISN_CLASS_GIVEN_NAME))) {
            return false;
        }
    }
    return true;
}

/* Is the run headed by a word for media: وكالة, صحيفة? */
static bool of_media(const isnad_doc *doc, const run *r)
{
    const isn_sense *s =
        isn_lex_sense(token(doc, r->first)->entry, ISN_CLASS_ORG_HEAD);
    return s && isn_rows_org_head[s->row].kind == ISN_ORG_HEAD_KIND_MEDIA;
}

/* Does the word end what was read as a name before it?  A spaced dash does
 * where the sentence goes on, and ب behind the name of an agency (وكالة تاس
 * بإخفاء). */
static bool ends(const isnad_doc *doc, const run *r, uint32_t at)
{
    const isn_token *t = token(doc, at);
    if (isn_punct_is(doc, at, '-') || isn_punct_is(doc, at, 0x2013)) {
        return t->space_before && at < r->last &&
               token(doc, at + 1)->space_before &&
               isn_is(doc, at + 1, ISN_CLASS_FUNCTION);
    }
    return r->type == ISNAD_ORG && (t->clitics & ISN_CLITIC_BI) &&
           t->word.begin > t->span.begin && of_media(doc, r);
}

static void stop_early(const isnad_doc *doc, run *r)
{
    for (uint32_t i = r->first + 1; i <= r->last; i++) {
        if (ends(doc, r, i)) {
            r->last = i - 1;
            return;
        }
    }
}

/* Behind a title, a given name alone goes on with the word before أن, إن or
 * a comma: العميد شريف نمر أن. */
static void go_on(const isnad_doc *doc, const uint8_t *labels, run *r)
{
    uint32_t next = r->last + 1;
    if (r->type != ISNAD_PER || r->first != r->last || r->first == 0 ||
        next + 1 >= doc->tokens.count || labels[next] != ISN_TAG_OUTSIDE ||
        !isn_is(doc, r->first, ISN_CLASS_GIVEN_NAME) ||
        !isn_is(doc, r->first - 1, ISN_CLASS_TITLE)) {
        return;
    }
    const isn_token *t = token(doc, next);
    if (t->kind == ISN_WORD && t->classes == 0 && t->clitics == 0 &&
        t->count < EVERYDAY && isn_is(doc, next + 1, ISN_CLASS_FUNCTION) &&
        token(doc, next + 1)->sentence == t->sentence) {
        r->last = next;
    }
}

static isnad_status emit(maker *m, run r)
{
    isnad_doc *doc = m->doc;
    stop_early(doc, &r);
    go_on(doc, m->labels, &r);
    if (!trim(doc, &r) || (r.type == ISNAD_PER && only_nationality(doc, &r)) ||
        only_adjective(doc, &r) || of_address(doc, &r)) {
        return ISNAD_OK;
    }
    isnad_name *name = isn_list_push(doc->arena, &doc->names);
    if (!name) {
        return ISNAD_NOMEM;
    }
    *name = (isnad_name){
        .span = {isn_name_begin(doc, &m->counts, m->cut, r.first, r.type),
                 token(doc, r.last)->span.end},
        .type = r.type,
        .entity = ISNAD_NO_ENTITY,
        .rule = "tagger",
    };
    return ISNAD_OK;
}

/* Does a proclitic stand before this word of a name? */
static bool proclitic(const maker *m, uint32_t at, isnad_entity_type type)
{
    const isn_token *t = token(m->doc, at);
    return t->kind == ISN_WORD &&
           (memcmp(t->fold, "و", 2) == 0 ||
            (t->clitics & (ISN_CLITIC_LI | ISN_CLITIC_BI))) &&
           isn_name_begin(m->doc, &m->counts, m->cut, at, type) > t->span.begin;
}

/* هيئة السوق بالرياض: what ب ties to an organisation is where it is. */
static bool whereabouts(const maker *m, const run *r, uint32_t at)
{
    const isn_token *t = token(m->doc, at);
    return r->type == ISNAD_ORG && (t->clitics & ISN_CLITIC_BI) &&
           t->word.begin > t->span.begin &&
           (isn_is(m->doc, at, ISN_CLASS_PLACE) ||
            ((t->clitics & ISN_CLITIC_AL) &&
             isn_is(m->doc, r->first, ISN_CLASS_ORG_HEAD)));
}

/* The run, cut before places that ب ties to it, and before people whom و, ل or
 * ب joins to it. */
static isnad_status emit_all(maker *m, run r)
{
    for (uint32_t i = r.first + 1; i <= r.last; i++) {
        if (whereabouts(m, &r, i)) {
            isnad_status status = emit(m, (run){r.first, i - 1, r.type});
            bool place = isn_is(m->doc, i, ISN_CLASS_PLACE);
            return status == ISNAD_OK && place
                       ? emit(m, (run){i, r.last, ISNAD_LOC})
                       : status;
        }
        if (r.type == ISNAD_PER && proclitic(m, i, r.type)) {
            isnad_status status = emit(m, (run){r.first, i - 1, r.type});
            if (status != ISNAD_OK) {
                return status;
            }
            r.first = i;
        }
    }
    return emit(m, r);
}

static uint32_t last_of(const isnad_doc *doc, const uint8_t *labels,
                        uint32_t at)
{
    unsigned type = (labels[at] - 1u) / 4u;
    while ((labels[at] - 1u) % 4u != ISN_TAG_LAST &&
           (labels[at] - 1u) % 4u != ISN_TAG_ALONE &&
           at + 1 < doc->tokens.count && labels[at + 1] &&
           (labels[at + 1] - 1u) / 4u == type) {
        at++;
    }
    return at;
}

isnad_status isn_name_spans(const isn_tag_text *text, const uint8_t *labels,
                            const float *cut)
{
    isnad_doc *doc = text->doc;
    maker m = {.doc = doc, .cut = cut, .labels = labels};
    doc->names.count = 0;
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; status == ISNAD_OK && i < doc->tokens.count; i++) {
        if (labels[i] == ISN_TAG_OUTSIDE) {
            continue;
        }
        if (!m.counts.slots) {
            status = isn_word_counts_of(text, &m.counts);
        }
        uint32_t last = last_of(doc, labels, i);
        run r = {i, last, (isnad_entity_type)((labels[i] - 1u) / 4u)};
        status = status == ISNAD_OK ? emit_all(&m, r) : status;
        i = last;
    }
    return status;
}
