/* A role phrase is a title with its complements: الرئيس الكازاخستاني, رئيس
 * كازاخستان, وزير الدفاع الروسي, الأمين العام للأمم المتحدة.  A construct
 * chain runs on until a definite word closes it; behind that only definite
 * adjectives follow.  Two phrases are the same role when the title is the
 * same, their countries do not differ (الكازاخستاني = كازاخستان, by the code
 * that both tables give), and one says no more than the other. */
#include "annotate/roles.h"

#include <string.h>

#include "annotate/entities.h"
#include "lang/fold.h"
#include "text/match.h"

enum {
    LONGEST = 9,    /* tokens of a role phrase */
    REACH = 512,    /* names and roles looked at on either side */
    SOON = 2,       /* sentences */
    CONTENTS = 4,   /* words of a role besides title and country */
    ORG_REACH = 400 /* names looked at for a bare head */
};

typedef struct phrase {
    uint32_t first, end; /* tokens */
    uint32_t title;      /* row */
    const char *country;
    uint32_t content[CONTENTS], contents; /* tokens */
    bool bare;                            /* one definite word: الوزير */
} phrase;

static const isn_token *token(const isnad_doc *doc, uint32_t at)
{
    return &doc->tokens.items[at];
}

static bool definite(const isn_token *t)
{
    return (t->clitics & ISN_CLITIC_AL) ||
           (t->fold_len > 4 && memcmp(t->fold, "ال", 4) == 0);
}

static bool covered_by_date(const isnad_doc *doc, uint32_t at)
{
    uint32_t begin = token(doc, at)->span.begin;
    size_t low = ISN_FIRST_BEHIND(doc->dates, begin);
    return low < doc->dates.count && doc->dates.items[low].span.begin <= begin;
}

static uint32_t sentence_end(const isnad_doc *doc, uint32_t at)
{
    const isn_sentence *s = &doc->sentences.items[token(doc, at)->sentence];
    return s->first_token + s->token_count;
}

/* The first token behind a name. */
static uint32_t behind(const isnad_doc *doc, const isnad_name *name,
                       uint32_t at, uint32_t last)
{
    while (at < last && token(doc, at)->span.begin < name->span.end) {
        at++;
    }
    return at;
}

static const char *country_of_place(const isnad_doc *doc, uint32_t at)
{
    isn_match_result m = isn_match(doc, at, ISN_CLASS_PLACE);
    return m.sense ? isn_rows_place[m.sense->row].country : NULL;
}

static const char *country_of_adjective(const isn_token *t)
{
    const isn_sense *s = isn_lex_sense(t->entry, ISN_CLASS_NATIONALITY);
    return s ? isn_rows_nationality[s->row].country : NULL;
}

/* The adjective of nationality that closes a name, as a country. */
static const char *country_within(const isnad_doc *doc, uint32_t from,
                                  uint32_t to)
{
    const char *country = NULL;
    for (uint32_t i = from; i < to; i++) {
        const char *c = country_of_adjective(token(doc, i));
        country = c ? c : country;
    }
    return country;
}

/* May token `at` go on a role phrase whose construct chain is `closed` by a
 * definite word? */
static bool goes_on(const isnad_doc *doc, uint32_t at, bool closed, bool first)
{
    const isn_token *t = token(doc, at);
    if (t->kind != ISN_WORD || covered_by_date(doc, at) ||
        isn_is(doc, at, ISN_CLASS_FUNCTION) ||
        (t->clitics & (ISN_CLITIC_WA | ISN_CLITIC_FA | ISN_CLITIC_KA |
                       ISN_CLITIC_SA | ISN_CLITIC_PRON))) {
        return false;
    }
    if (t->clitics & ISN_CLITIC_LI) {
        return definite(t) || isn_is(doc, at, ISN_CLASS_PLACE);
    }
    if (t->clitics & ISN_CLITIC_BI) {
        return first; /* المتحدث باسم */
    }
    return closed ? definite(t) : true;
}

/* «في» before a body or a place that is named. */
static bool in_body(const isnad_doc *doc, uint32_t at)
{
    const isnad_name *name = isn_name_at(doc, at + 1);
    return isn_token_is(doc, at, "في") && !covered_by_date(doc, at) &&
           ((name && name->type == ISNAD_ORG) ||
            isn_is(doc, at + 1, ISN_CLASS_ORG_HEAD));
}

/* مدير الهيئة بالدمام، فلان: where the body is, and behind it the person. */
static bool seat(const isnad_doc *doc, uint32_t at, uint32_t last)
{
    const isnad_name *name = isn_name_at(doc, at);
    if (!name || name->type != ISNAD_LOC ||
        !(token(doc, at)->clitics & ISN_CLITIC_BI)) {
        return false;
    }
    uint32_t next = behind(doc, name, at, last);
    next += isn_punct_is(doc, next, 0x60C);
    name = isn_name_at(doc, next);
    return name && name->type == ISNAD_PER;
}

/* Reads the role phrase at token `at`.  A person's name ends it. */
static bool read_phrase(const isnad_doc *doc, uint32_t at, phrase *p)
{
    *p = (phrase){.first = at, .end = at};
    isn_match_result m = isn_match(doc, at, ISN_CLASS_TITLE);
    if (!m.sense) {
        return false;
    }
    uint32_t last = sentence_end(doc, at), closed_at;
    last = last > at + LONGEST ? at + LONGEST : last;
    bool closed = definite(token(doc, at + m.tokens - 1));
    p->title = m.sense->row;
    p->end = closed_at = at + m.tokens;
    for (uint32_t j = p->end; j < last;) {
        const isnad_name *name = isn_name_at(doc, j);
        /* «مدير التخطيط في وزارة الخارجية فلان» */
        if (closed && j + 1 < last && in_body(doc, j)) {
            j++;
            continue;
        }
        if (closed && seat(doc, j, last)) {
            closed_at = behind(doc, name, j, last);
            break;
        }
        if ((name && name->type == ISNAD_PER) ||
            !goes_on(doc, j, closed, j == at + m.tokens)) {
            break;
        }
        if (name) {
            uint32_t next = behind(doc, name, j, last);
            const char *c = name->type == ISNAD_LOC
                                ? country_of_place(doc, j)
                                : country_within(doc, j, next);
            p->country = c ? c : p->country;
            if (name->type == ISNAD_ORG && p->contents < CONTENTS) {
                p->content[p->contents++] = j;
            }
            closed = true;
            closed_at = j = next;
            continue;
        }
        const isn_token *t = token(doc, j);
        const char *c = country_of_adjective(t);
        if (!c && isn_is(doc, j, ISN_CLASS_PLACE)) {
            c = country_of_place(doc, j);
            closed = true;
        }
        if (c) {
            p->country = c;
        } else if (p->contents < CONTENTS) {
            p->content[p->contents++] = j;
        }
        closed = closed || definite(t);
        j++;
        if (closed || c || isn_is(doc, j - 1, ISN_CLASS_TITLE) ||
            isn_name_at(doc, j)) {
            closed_at = j;
        }
    }
    /* A chain that nothing closed was no chain: رئيس قال. */
    p->end = closed_at;
    while (p->contents > 0 && p->content[p->contents - 1] >= p->end) {
        p->contents--;
    }
    p->bare = p->end == at + 1 && definite(token(doc, at));
    return true;
}

static bool same_stem(const isn_token *a, const isn_token *b)
{
    return a->stem_len == b->stem_len &&
           memcmp(a->stem, b->stem, a->stem_len) == 0;
}

/* ---- collecting --------------------------------------------------------- */

static bool holds_office(uint32_t title)
{
    return isn_rows_title[title].kind != ISN_TITLE_KIND_KIN;
}

static isnad_status add_role(isnad_doc *doc, const phrase *p, uint32_t entity)
{
    if (!holds_office(p->title)) {
        return ISNAD_OK;
    }
    isn_role *r = isn_list_push(doc->arena, &doc->roles);
    if (!r) {
        return ISNAD_NOMEM;
    }
    *r = (isn_role){
        .span = {token(doc, p->first)->word.begin,
                 token(doc, p->end - 1)->span.end},
        .first = p->first,
        .count = p->end - p->first,
        .sentence = token(doc, p->first)->sentence,
        .entity = entity,
        .title = p->title,
        .country = p->country,
    };
    return ISNAD_OK;
}

/* The phrase that ends where the name begins (one comma between them is
 * apposition): the longest one. */
static bool before_name(const isnad_doc *doc, uint32_t name_token, phrase *p)
{
    const isn_sentence *s =
        &doc->sentences.items[token(doc, name_token)->sentence];
    uint32_t stop = name_token;
    if (stop > s->first_token && (isn_punct_is(doc, stop - 1, 0x60C) ||
                                  isn_punct_is(doc, stop - 1, ','))) {
        stop--;
    }
    bool found = false;
    for (uint32_t back = 1; back < LONGEST; back++) {
        if (stop < s->first_token + back) {
            break;
        }
        uint32_t at = stop - back;
        const isn_token *t = token(doc, at);
        if (t->kind != ISN_WORD || isn_is(doc, at, ISN_CLASS_FUNCTION)) {
            break;
        }
        phrase q;
        /* «طالب الوزير فلان» opens with a verb, «الطالب فلان» is a student. */
        bool verb = isn_is(doc, at, ISN_CLASS_SPEECH) && !definite(t) &&
                    (at == s->first_token || (t->clitics & ISN_CLITIC_WA));
        if (!verb && isn_is(doc, at, ISN_CLASS_TITLE) &&
            read_phrase(doc, at, &q) && q.end == stop) {
            *p = q;
            found = true;
        }
        if (t->clitics & (ISN_CLITIC_WA | ISN_CLITIC_FA)) {
            break;
        }
    }
    return found;
}

static bool comma(const isnad_doc *doc, uint32_t at)
{
    return isn_punct_is(doc, at, 0x60C) || isn_punct_is(doc, at, ',') ||
           isn_punct_is(doc, at, '(') || isn_punct_is(doc, at, '-');
}

/* Is `word` (folded) one of the alternatives of a table's verb column? */
static bool one_of(const char *alternatives, const isn_token *t)
{
    const char *s = alternatives;
    while (s && *s) {
        size_t len = strcspn(s, "|");
        char folded[64];
        size_t n = isn_fold(s, len, folded, sizeof folded);
        if (n == t->fold_len && memcmp(folded, t->fold, n) == 0) {
            return true;
        }
        s += len + (s[len] == '|');
    }
    return false;
}

/* «الذي يقود X» says the role قائد. */
static bool by_relative(const isnad_doc *doc, uint32_t at, uint32_t last,
                        phrase *p)
{
    const isn_sense *s =
        isn_lex_sense(token(doc, at)->entry, ISN_CLASS_FUNCTION);
    if (!s || isn_rows_function[s->row].kind != ISN_FUNCTION_KIND_RELATIVE ||
        at + 2 >= last) {
        return false;
    }
    for (uint32_t row = 0; row < isn_rows_title_count; row++) {
        const char *verb = isn_rows_title[row].verb;
        if (verb && one_of(verb, token(doc, at + 1))) {
            *p = (phrase){.first = at + 1, .end = at + 3, .title = row};
            return true;
        }
    }
    return false;
}

static isnad_status roles_of(isnad_doc *doc, const isnad_name *name,
                             uint32_t first)
{
    phrase p;
    uint32_t last = sentence_end(doc, first);
    uint32_t next = behind(doc, name, first, last);
    isnad_status status = ISNAD_OK;
    /* «العاهل الأردني، الملك فلان»: one before the other. */
    uint32_t at = first;
    for (unsigned i = 0; status == ISNAD_OK && i < 2; i++) {
        if (at == 0 || !before_name(doc, at, &p)) {
            break;
        }
        status = add_role(doc, &p, name->entity);
        at = p.first;
    }
    if (status == ISNAD_OK && next + 1 < last && comma(doc, next) &&
        isn_is(doc, next + 1, ISN_CLASS_TITLE) &&
        !(token(doc, next + 1)->clitics &
          (ISN_CLITIC_WA | ISN_CLITIC_FA | ISN_CLITIC_LI | ISN_CLITIC_BI)) &&
        read_phrase(doc, next + 1, &p) &&
        !(isn_name_at(doc, p.end) &&
          isn_name_at(doc, p.end)->type == ISNAD_PER)) {
        status = add_role(doc, &p, name->entity);
    }
    if (status == ISNAD_OK && next < last && by_relative(doc, next, last, &p)) {
        status = add_role(doc, &p, name->entity);
    }
    return status;
}

/* A later «الرئيس فلان» has the country that an earlier role of his told. */
static isnad_status settle(isnad_doc *doc)
{
    const char **country =
        isn_arena_alloc(doc->words, doc->entities.count * sizeof *country + 1);
    if (!country) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < doc->roles.count; i++) {
        const isn_role *r = &doc->roles.items[i];
        if (r->country && !country[r->entity]) {
            country[r->entity] = r->country;
        }
    }
    for (size_t i = 0; i < doc->roles.count; i++) {
        isn_role *r = &doc->roles.items[i];
        isnad_entity *e = &doc->entities.items[r->entity];
        r->country = r->country ? r->country : country[r->entity];
        if (isnad_span_empty(e->role) ||
            r->span.end - r->span.begin > e->role.end - e->role.begin) {
            e->role = r->span;
        }
    }
    return ISNAD_OK;
}

isnad_status isn_roles_collect(isnad_doc *doc)
{
    for (size_t i = 0; i < doc->names.count; i++) {
        const isnad_name *name = &doc->names.items[i];
        uint32_t first = isn_doc_token_at(doc, name->span.begin);
        if (first > 0 && token(doc, first - 1)->span.end > name->span.begin) {
            first--; /* a proclitic is cut from the name */
        }
        if (name->type != ISNAD_PER || first >= doc->tokens.count) {
            continue;
        }
        isnad_status status = roles_of(doc, name, first);
        if (status != ISNAD_OK) {
            return status;
        }
    }
    return settle(doc);
}

/* ---- resolving ---------------------------------------------------------- */

static bool has_content(const isnad_doc *doc, uint32_t first, uint32_t count,
                        const isn_token *word)
{
    for (uint32_t i = first; i < first + count; i++) {
        if (same_stem(token(doc, i), word)) {
            return true;
        }
    }
    return false;
}

/* How well the phrase fits a role of the document: 0 not at all. */
static unsigned fits(const isnad_doc *doc, const phrase *p, const isn_role *r)
{
    bool same_title = p->title == r->title;
    if (!same_title &&
        !(p->bare && same_stem(token(doc, p->first), token(doc, r->first)))) {
        return 0;
    }
    if (p->country && r->country && strcmp(p->country, r->country) != 0) {
        return 0;
    }
    unsigned missing = 0;
    for (uint32_t i = 0; i < p->contents; i++) {
        missing +=
            !has_content(doc, r->first, r->count, token(doc, p->content[i]));
    }
    /* «وزيرة التعليم …» before «الوزيرة فلانة», whose office nothing else
     * tells. */
    const isnad_entity *e = &doc->entities.items[r->entity];
    uint32_t sentence = token(doc, p->first)->sentence;
    bool soon = r->sentence > sentence && r->sentence <= sentence + SOON;
    if (missing > 0 && soon && same_title && r->count == 1 &&
        e->role.begin == r->span.begin && definite(token(doc, r->first)) &&
        isn_rows_title[r->title].kind == ISN_TITLE_KIND_OFFICE &&
        same_stem(token(doc, p->first), token(doc, r->first))) {
        return 1;
    }
    if (missing > 0) {
        /* قائد الكتيبة for «الذي يقود بعثة …»: its object is worded anew. */
        return r->count == 2 && !definite(token(doc, r->first)) &&
                       isn_rows_title[r->title].verb && same_title
                   ? 1
                   : 0;
    }
    return 2 + same_title + (p->country && r->country);
}

static uint32_t holder(const isnad_doc *doc, const phrase *p, uint32_t sentence)
{
    uint32_t best = ISNAD_NO_ENTITY;
    unsigned best_fit = 0;
    size_t low = 0, high = doc->roles.count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (doc->roles.items[mid].sentence <= sentence) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    for (size_t i = low, n = 0; i > 0 && n < REACH; i--, n++) {
        unsigned fit = fits(doc, p, &doc->roles.items[i - 1]);
        if (fit > best_fit) {
            best_fit = fit;
            best = doc->roles.items[i - 1].entity;
        }
    }
    for (size_t i = low, n = 0;
         best_fit < 2 && i < doc->roles.count && n < REACH; i++, n++) {
        unsigned fit = fits(doc, p, &doc->roles.items[i]);
        if (fit > best_fit) {
            best_fit = fit;
            best = doc->roles.items[i].entity;
        }
    }
    return best;
}

/* The row of the head of an organisation's name, or of the class word before
 * it (صحيفة); UINT32_MAX: none. */
static uint32_t head_row(const isnad_doc *doc, const isnad_name *name)
{
    uint32_t at = isn_doc_token_at(doc, name->span.begin);
    if (at > 0 && token(doc, at - 1)->span.end > name->span.begin) {
        at--;
    }
    for (uint32_t back = 0; back < 2 && back <= at; back++) {
        if (at - back < doc->tokens.count) {
            const isn_sense *s =
                isn_lex_sense(token(doc, at - back)->entry, ISN_CLASS_ORG_HEAD);
            if (s) {
                return s->row;
            }
        }
    }
    return UINT32_MAX;
}

/* Does the name contain every word of [first, end)? */
static bool contains_words(const isnad_doc *doc, const isnad_name *name,
                           uint32_t first, uint32_t end)
{
    uint32_t at = isn_doc_token_at(doc, name->span.begin), to = at;
    if (at > 0 && token(doc, at - 1)->span.end > name->span.begin) {
        at--;
    }
    to = behind(doc, name, at, (uint32_t)doc->tokens.count);
    to = to > at + 16 ? at + 16 : to;
    for (uint32_t i = first + 1; i < end; i++) {
        if (token(doc, i)->kind == ISN_WORD &&
            !has_content(doc, at, to - at, token(doc, i))) {
            return false;
        }
    }
    return true;
}

static bool may_be_body(const isnad_doc *doc, const isnad_name *name,
                        uint32_t row, uint32_t first, uint32_t end)
{
    return name->type == ISNAD_ORG && head_row(doc, name) == row &&
           contains_words(doc, name, first, end);
}

/* The organisation that a bare head or a shortened name means. */
static uint32_t body(const isnad_doc *doc, uint32_t first, uint32_t end,
                     uint32_t sentence)
{
    const isn_sense *s =
        isn_lex_sense(token(doc, first)->entry, ISN_CLASS_ORG_HEAD);
    if (!s || sentence >= doc->sentences.count ||
        (end == first + 1 && !definite(token(doc, first)))) {
        return ISNAD_NO_ENTITY;
    }
    uint32_t here = token(doc, first)->span.begin;
    size_t low = 0, high = doc->names.count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (doc->names.items[mid].span.begin < here) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    for (size_t i = low, n = 0; i > 0 && n < ORG_REACH; i--, n++) {
        const isnad_name *name = &doc->names.items[i - 1];
        if (may_be_body(doc, name, s->row, first, end)) {
            return name->entity;
        }
    }
    for (size_t i = low, n = 0; i < doc->names.count && n < ORG_REACH;
         i++, n++) {
        const isnad_name *name = &doc->names.items[i];
        if (may_be_body(doc, name, s->row, first, end)) {
            return name->entity;
        }
    }
    return ISNAD_NO_ENTITY;
}

/* Names within [first, end): a person's wins behind a title; else the name at
 * the front, unless a title stands before it (رئيس كازاخستان). */
static uint32_t named(const isnad_doc *doc, uint32_t first, uint32_t end,
                      bool title)
{
    uint32_t stop = end > first + 24 ? first + 24 : end;
    for (uint32_t i = first; i < stop; i++) {
        const isnad_name *name = isn_name_at(doc, i);
        if (name && (name->type == ISNAD_PER || (!title && i <= first + 2))) {
            return name->entity;
        }
    }
    return ISNAD_NO_ENTITY;
}

uint32_t isn_entity_of_words(const isnad_doc *doc, isnad_span words,
                             uint32_t sentence)
{
    uint32_t first = isn_doc_token_at(doc, words.begin);
    if (first > 0 && first <= doc->tokens.count &&
        token(doc, first - 1)->span.end > words.begin) {
        first--;
    }
    uint32_t end = first;
    while (end < doc->tokens.count && end < first + 64 &&
           token(doc, end)->span.begin < words.end) {
        end++;
    }
    if (end == first || isnad_span_empty(words)) {
        return ISNAD_NO_ENTITY;
    }
    phrase p;
    const isnad_name *front = isn_name_at(doc, first);
    bool title = !(front && front->type != ISNAD_LOC) &&
                 read_phrase(doc, first, &p) && p.end > first;
    uint32_t entity = named(doc, first, end, title);
    if (entity == ISNAD_NO_ENTITY && title) {
        entity = holder(doc, &p, sentence);
    }
    return entity == ISNAD_NO_ENTITY && !title ? body(doc, first, end, sentence)
                                               : entity;
}
