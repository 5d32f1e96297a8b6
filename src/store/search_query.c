/* question  = clause { clause }
 * clause    = [-] choice { (| | OR | أو) choice }
 * choice    = word [*] | " words " [*] | NEAR ( {word [*] | " words "} [, n] )
 *
 * It is read from isnad's own tokens, and only their stems go to FTS5, each
 * within quotation marks: no question can mean anything else there. */
#include "store/search_query.h"

#include <stdio.h>
#include <string.h>

#include "store/question.h"
#include "text/light_stem.h"

enum {
    LARGEST_MATCH = 1 << 20,
    LARGEST_QUESTION = 1 << 14,
    NEAR = 10, /* words between, unless told */
    MOST_NEAR = 1000,
    ARTICLE = 4, /* bytes of ال */
};

typedef struct reader {
    isn_query *query;
    isnad_doc *doc;
    uint32_t at;
    bool speaker; /* all phrases are sought among the speakers */
    bool wanted;  /* those of this walk are */
    isnad_error *error;
} reader;

static isnad_status fail(reader *r, isnad_status status, const char *why)
{
    uint32_t at = r->at < r->doc->tokens.count
                      ? r->doc->tokens.items[r->at].span.begin
                      : r->doc->text_len;
    *r->error = (isnad_error){.status = status, .position = at};
    snprintf(r->error->message, sizeof r->error->message, "%s", why);
    return status;
}

/* ---- tokens ------------------------------------------------------ */

static const isn_token *peek(const reader *r, uint32_t ahead)
{
    return r->at + ahead < r->doc->tokens.count
               ? &r->doc->tokens.items[r->at + ahead]
               : NULL;
}

static bool is_mark(const isn_token *t, uint32_t c)
{
    return t && t->kind >= ISN_PUNCT && t->punct == c;
}

static bool is_quote(const isn_token *t)
{
    return is_mark(t, '"') || is_mark(t, 0xAB) || is_mark(t, 0xBB) ||
           is_mark(t, 0x201C) || is_mark(t, 0x201D);
}

static bool is_word(const isn_token *t)
{
    return t && isn_index_term(t).len > 0;
}

static bool reads(const reader *r, const isn_token *t, const char *word)
{
    if (!t) {
        return false;
    }
    isnad_view view = isnad_doc_words(r->doc, t->span);
    return view.len == strlen(word) && memcmp(view.data, word, view.len) == 0;
}

static bool is_or(const reader *r)
{
    const isn_token *t = peek(r, 0);
    return is_mark(t, '|') || reads(r, t, "OR") || reads(r, t, "أو");
}

static bool is_near(const reader *r)
{
    const isn_token *t = peek(r, 0), *next = peek(r, 1);
    return is_mark(next, '(') && !next->space_before &&
           (reads(r, t, "NEAR") || reads(r, t, "قرب"));
}

static bool is_not(const reader *r)
{
    const isn_token *t = peek(r, 0), *next = peek(r, 1);
    return is_mark(t, '-') && t->space_before && next && !next->space_before;
}

/* ---- phrases --------------------------------------------------- */

/* The beginning of a word is taken as it is written: cutting و off a part of
 * وزارة would find what was not asked for. */
static isnad_view beginning(const isn_token *t)
{
    const char *fold = t->fold;
    size_t len = t->fold_len;
    if (len >= 2 * ARTICLE && memcmp(fold, "ال", ARTICLE) == 0) {
        fold += ARTICLE;
        len -= ARTICLE;
    }
    return (isnad_view){fold, isn_cut_light_ending(fold, len)};
}

static void put_phrase(isn_query *q, const isn_phrase *p)
{
    isn_buffer_char(&q->match, '"');
    for (uint32_t i = 0; i < p->count; i++) {
        isnad_view term = q->terms[p->first + i];
        isn_buffer_text(&q->match, i ? " " : "");
        isn_buffer_add(&q->match, term.data, term.len);
    }
    isn_buffer_text(&q->match, p->prefix ? "\" *" : "\"");
}

/* Tokens [first, end), those that are words, as one phrase, and the * behind
 * it; *bit is 0 where no token is a word. */
static isnad_status add_phrase(reader *r, uint32_t first, uint32_t end,
                               uint32_t *bit)
{
    isn_query *q = r->query;
    isn_phrase p = {.first = q->term_count,
                    .shown = r->wanted && !r->speaker,
                    .speaker = r->speaker};
    const isn_token *last = NULL, *star = peek(r, 0);
    *bit = 0;
    for (uint32_t i = first; i < end; i++) {
        const isn_token *t = &r->doc->tokens.items[i];
        if (!is_word(t)) {
            continue;
        }
        if (q->term_count == ISN_MOST_TERMS) {
            return fail(r, ISNAD_LIMIT, "too many words");
        }
        q->terms[q->term_count++] = isn_index_term(t);
        last = t;
    }
    p.count = q->term_count - p.first;
    p.prefix = is_mark(star, '*') && !star->space_before;
    r->at += p.prefix;
    if (!last) {
        return ISNAD_OK;
    }
    if (q->phrase_count == ISN_MOST_PHRASES) {
        return fail(r, ISNAD_LIMIT, "too many words");
    }
    if (p.prefix) {
        q->terms[q->term_count - 1] = beginning(last);
    }
    put_phrase(q, &p);
    *bit = UINT32_C(1) << q->phrase_count;
    q->phrases[q->phrase_count++] = p;
    return ISNAD_OK;
}

/* A word, or words that no blank parts (2022-2023). */
static isnad_status read_word(reader *r, uint32_t *bit)
{
    uint32_t first = r->at++;
    for (const isn_token *t, *next;
         (t = peek(r, 0)) && (next = peek(r, 1)) && !t->space_before &&
         !next->space_before && is_word(next) && !is_quote(t) &&
         !is_mark(t, '*') && !is_mark(t, '|') && !is_mark(t, '(') &&
         !is_mark(t, ')') && !is_word(t);) {
        r->at += 2;
    }
    return add_phrase(r, first, r->at, bit);
}

static isnad_status read_quoted(reader *r, uint32_t *bit)
{
    uint32_t first = ++r->at;
    while (peek(r, 0) && !is_quote(peek(r, 0))) {
        r->at++;
    }
    if (!peek(r, 0)) {
        return fail(r, ISNAD_USAGE, "a quotation does not end");
    }
    uint32_t end = r->at++;
    return add_phrase(r, first, end, bit);
}

static bool at_phrase(const reader *r)
{
    return is_word(peek(r, 0)) || is_quote(peek(r, 0));
}

static isnad_status read_phrase(reader *r, uint32_t *bit)
{
    return is_quote(peek(r, 0)) ? read_quoted(r, bit) : read_word(r, bit);
}

static long number_of(const isn_token *t)
{
    long number = 0;
    for (uint16_t i = 0; i < t->fold_len; i++) {
        if (t->fold[i] < '0' || t->fold[i] > '9' || number > MOST_NEAR) {
            return -1;
        }
        number = number * 10 + (t->fold[i] - '0');
    }
    return number;
}

/* The , n ) at the end of NEAR; a number alone there is the distance. */
static bool read_distance(reader *r, long *distance)
{
    const isn_token *t = peek(r, 0), *n = peek(r, 1);
    if ((is_mark(t, ',') || is_mark(t, 0x60C)) && n && n->kind == ISN_NUMBER &&
        is_mark(peek(r, 2), ')')) {
        *distance = number_of(n);
        r->at += 2;
        return true;
    }
    return false;
}

static isnad_status read_near(reader *r, uint32_t *bits)
{
    isn_buffer *out = &r->query->match;
    size_t before = out->len;
    long distance = NEAR;
    r->at += 2;
    isn_buffer_text(out, "NEAR(");
    while (peek(r, 0) && !is_mark(peek(r, 0), ')')) {
        uint32_t bit = 0;
        if (read_distance(r, &distance)) {
            continue;
        }
        if (!at_phrase(r)) {
            r->at++;
            continue;
        }
        isnad_status status = read_phrase(r, &bit);
        if (status) {
            return status;
        }
        *bits |= bit;
        isn_buffer_char(out, ' ');
    }
    if (!is_mark(peek(r, 0), ')')) {
        return fail(r, ISNAD_USAGE, "NEAR( does not end");
    }
    if (distance < 0 || distance > MOST_NEAR) {
        return fail(r, ISNAD_USAGE, "NEAR takes a number up to 1000");
    }
    r->at++;
    isn_buffer_format(out, ", %ld)", distance);
    out->len = *bits ? out->len : before;
    return ISNAD_OK;
}

/* ---- clauses ---------------------------------------------------- */

static isnad_status read_choice(reader *r, uint32_t *bits)
{
    *bits = 0;
    return is_near(r) && !r->speaker ? read_near(r, bits)
                                     : read_phrase(r, bits);
}

static isnad_status keep_choice(reader *r, uint32_t bits)
{
    isn_query *q = r->query;
    if (q->choice_count == ISN_MOST_CHOICES) {
        return fail(r, ISNAD_LIMIT, "too many choices");
    }
    q->choices[q->choice_count++] = (isn_choice){bits, q->demand_count};
    return ISNAD_OK;
}

/* Choices between OR; *found: there was a word among them. */
static isnad_status read_clause(reader *r, bool wanted, bool *found)
{
    isn_buffer *out = &r->query->match;
    size_t before = out->len;
    isnad_status status = ISNAD_OK;
    isn_buffer_char(out, '(');
    *found = false;
    for (;;) {
        uint32_t bits = 0;
        size_t start = out->len;
        isn_buffer_text(out, *found ? " OR " : "");
        status = read_choice(r, &bits);
        if (status) {
            return status;
        }
        out->len = bits ? out->len : start;
        *found |= bits != 0;
        status = bits && wanted ? keep_choice(r, bits) : ISNAD_OK;
        if (status || !is_or(r)) {
            break;
        }
        r->at++;
        if (!at_phrase(r) && !is_near(r)) {
            break;
        }
    }
    isn_buffer_char(out, ')');
    out->len = *found ? out->len : before;
    r->query->demand_count += *found && wanted;
    return status;
}

/* One walk through the question for what is wanted, another for what is not,
 * as FTS5 wants both apart: wanted NOT (unwanted OR unwanted). */
static isnad_status read_clauses(reader *r, bool wanted, bool *any)
{
    r->wanted = wanted;
    isn_buffer *out = &r->query->match;
    isnad_status status = ISNAD_OK;
    *any = false;
    for (r->at = 0; !status && peek(r, 0);) {
        bool unwanted = is_not(r), found = false;
        r->at += unwanted;
        if (!at_phrase(r) && !is_near(r)) {
            r->at++;
            continue;
        }
        size_t before = out->len;
        unsigned terms = r->query->term_count, count = r->query->phrase_count;
        isn_buffer_text(out, !*any ? "" : wanted ? " AND " : " OR ");
        status = read_clause(r, wanted && !unwanted, &found);
        if (unwanted == wanted || !found) {
            out->len = before;
            r->query->term_count = terms;
            r->query->phrase_count = count;
        } else {
            *any = true;
        }
    }
    return status;
}

/* Makes tokens of a part of the question. */
static isnad_status open_part(reader *r, const char *words)
{
    isn_query *q = r->query;
    size_t len = strlen(words);
    r->at = 0;
    if (len > LARGEST_QUESTION) {
        *r->error =
            (isnad_error){.status = ISNAD_LIMIT, .position = ISNAD_NO_POSITION};
        strcpy(r->error->message, "the question is too long");
        return ISNAD_LIMIT;
    }
    r->doc = isn_doc_of_words(words, len);
    if (!r->doc) {
        *r->error =
            (isnad_error){.status = ISNAD_NOMEM, .position = ISNAD_NO_POSITION};
        strcpy(r->error->message, isnad_status_text(ISNAD_NOMEM));
        return ISNAD_NOMEM;
    }
    q->parts[q->part_count++] = r->doc;
    return ISNAD_OK;
}

static void begin_part(isn_query *q, const char *column)
{
    isn_buffer_text(&q->match, q->match.len > 0 ? " AND " : "");
    isn_buffer_text(&q->match, column);
    isn_buffer_text(&q->match, " : (");
}

/* The words, in the text or among the speakers. */
static isnad_status read_question(reader *r, const char *words,
                                  const char *column)
{
    isn_buffer *out = &r->query->match;
    size_t before = out->len;
    bool wanted = false, unwanted = false;
    isnad_status status = open_part(r, words);
    if (status) {
        return status;
    }
    begin_part(r->query, column);
    status = read_clauses(r, true, &wanted);
    isn_buffer_char(out, ')');
    out->len = wanted ? out->len : before;
    if (status) {
        return status;
    }
    size_t end = out->len;
    isn_buffer_format(out, " NOT %s : (", column);
    status = read_clauses(r, false, &unwanted);
    isn_buffer_char(out, ')');
    out->len = unwanted ? out->len : end;
    return !status && unwanted && !wanted
               ? fail(r, ISNAD_USAGE, "nothing is wanted, only unwanted")
               : status;
}

/* A name, word by word as it stands. */
static isnad_status read_name(reader *r, const char *name, const char *column)
{
    isn_query *q = r->query;
    size_t before = q->match.len;
    uint32_t bit;
    isnad_status status = open_part(r, name);
    if (status) {
        return status;
    }
    begin_part(q, column);
    r->wanted = false;
    r->at = (uint32_t)r->doc->tokens.count;
    status = add_phrase(r, 0, r->at, &bit);
    isn_buffer_char(&q->match, ')');
    q->match.len = bit ? q->match.len : before;
    return status || bit ? status
                         : fail(r, ISNAD_USAGE, "a name without words");
}

/* A question in words becomes its parts; *words and *speaker are left as they
 * are, or strings that live as long as the query, or NULL. */
static isnad_status understand(reader *r, const char **words,
                               const char **speaker)
{
    isn_question asked;
    isnad_status status = open_part(r, *words);
    if (status || !isn_question_read(r->doc, &asked)) {
        return status;
    }
    char *who = isn_doc_string(r->doc, asked.speaker);
    char *what = isn_doc_string(r->doc, asked.about);
    if (!who || !what) {
        return fail(r, ISNAD_NOMEM, isnad_status_text(ISNAD_NOMEM));
    }
    r->query->said = true;
    *speaker = who[0] ? who : NULL;
    *words = what[0] ? what : NULL;
    return ISNAD_OK;
}

isnad_status isn_query_read(const isnad_search_options *options,
                            isn_query *query, isnad_error *error)
{
    const struct {
        const char *name, *column;
    } names[] = {
        {options->person, "person"},
        {options->place, "place"},
        {options->organisation, "organisation"},
        {options->role, "role"},
    };
    isnad_status status = ISNAD_OK;
    reader r = {.query = query, .error = error};
    memset(query, 0, sizeof *query);
    isn_buffer_init(&query->match, LARGEST_MATCH);
    const char *words = options->words, *speaker = options->said_by;
    if (words && !speaker) {
        status = understand(&r, &words, &speaker);
    }
    if (!status && words) {
        status = read_question(&r, words, "{title body}");
    }
    if (!status && speaker) {
        r.speaker = true;
        status = read_question(&r, speaker, "speaker");
    }
    for (size_t i = 0; !status && i < sizeof names / sizeof *names; i++) {
        if (names[i].name) {
            status = read_name(&r, names[i].name, names[i].column);
        }
    }
    return status ? status : query->match.status;
}

void isn_query_free(isn_query *query)
{
    for (unsigned i = 0; i < query->part_count; i++) {
        isnad_doc_free(query->parts[i]);
    }
    isn_buffer_free(&query->match);
}
