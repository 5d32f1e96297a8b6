#include "annotate/placemarks.h"

#include <math.h>
#include <string.h>

#include "annotate/entities.h"
#include "lang/fold.h"
#include "text/match.h"

/* ---- collecting ------------------------------------------------ */

static void note(isn_marks *marks, const char *country,
                 const isn_location *place, uint32_t entity, uint32_t sentence)
{
    for (unsigned i = 0; i < marks->count; i++) {
        isn_mark *m = &marks->items[i];
        if (m->place == place && m->entity == entity &&
            strcmp(m->country, country) == 0) {
            if (m->seen < ISN_MARK_SENTENCES) {
                m->sentences[m->seen++] = sentence;
            }
            return;
        }
    }
    if (marks->count < ISN_MARKS && country[0]) {
        marks->items[marks->count++] =
            (isn_mark){country, place, entity, {sentence}, 1};
    }
}

const isn_location *isn_mark_of(const char *name)
{
    char folded[256];
    size_t len = strlen(name);
    size_t n = isn_fold(name, len < 80 ? len : 80, folded, sizeof folded);
    uint32_t count;
    const isn_location_name *names = isn_gazetteer_find(folded, n, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (isn_locations[names[i].place].kind == ISN_LOCATION_MARK) {
            return &isn_locations[names[i].place];
        }
    }
    return NULL;
}

static void note_names(const isnad_doc *doc, const isn_location *const *found,
                       isn_marks *marks)
{
    for (size_t i = 0; i < doc->names.count && marks->count < ISN_MARKS; i++) {
        const isnad_name *name = &doc->names.items[i];
        const isn_location *place = found[name->entity];
        uint32_t at =
            place ? isn_doc_token_at(doc, name->span.begin) : UINT32_MAX;
        if (at < doc->tokens.count) {
            note(marks, place->country,
                 place->kind == ISN_LOCATION_MARK ? NULL : place, name->entity,
                 doc->tokens.items[at].sentence);
        }
    }
}

enum { LONGEST = 3, PHRASE = 256 };

/* The folded words from `front` on, a blank between, in `out`; ends[k] is where
 * the first k + 1 end.  How many there are, LONGEST at most. */
static uint32_t phrase_of(const isnad_doc *doc, uint32_t at, const char *front,
                          size_t front_len, char out[PHRASE],
                          size_t ends[LONGEST])
{
    size_t len = 0;
    uint32_t n = 0, sentence = doc->tokens.items[at].sentence;
    for (; n < LONGEST && at + n < doc->tokens.count; n++) {
        const isn_token *t = &doc->tokens.items[at + n];
        const char *word = n == 0 ? front : t->fold;
        size_t word_len = n == 0 ? front_len : t->fold_len;
        if (t->kind != ISN_WORD || t->sentence != sentence ||
            len + word_len + 2 > PHRASE) {
            break;
        }
        if (len > 0) {
            out[len++] = ' ';
        }
        memcpy(out + len, word, word_len);
        ends[n] = len += word_len;
    }
    return n;
}

/* Of the phrases of `least` words and more. */
static const isn_location_name *longest(const isnad_doc *doc, uint32_t at,
                                        const char *front, size_t len,
                                        uint32_t least, uint32_t *tokens,
                                        uint32_t *count)
{
    if (!isn_gazetteer_begins(front, len)) {
        return NULL;
    }
    char phrase[PHRASE];
    size_t ends[LONGEST];
    uint32_t n = phrase_of(doc, at, front, len, phrase, ends);
    if (n > 1 && !isn_gazetteer_begins(phrase, ends[1])) {
        n = 1;
    }
    for (; n >= least; n--) {
        const isn_location_name *names =
            isn_gazetteer_find(phrase, ends[n - 1], count);
        if (names) {
            *tokens = n;
            return names;
        }
    }
    return NULL;
}

const isn_location_name *isn_location_names_at(const isnad_doc *doc,
                                               uint32_t at, bool single,
                                               uint32_t *tokens,
                                               uint32_t *count)
{
    const isn_token *t = &doc->tokens.items[at];
    if (t->kind != ISN_WORD) {
        return NULL;
    }
    uint32_t least = single ? 1 : 2;
    const isn_location_name *names =
        longest(doc, at, t->fold, t->fold_len, least, tokens, count);
    uint32_t cut = t->word.begin - t->span.begin, others;
    if (!names && cut > 0 && cut < t->fold_len) {
        names = longest(doc, at, t->fold + cut, t->fold_len - cut, least,
                        tokens, count);
        /* A whole word that is a name has nothing to leave out. */
        names = names && !single &&
                        isn_gazetteer_find(t->fold, t->fold_len, &others)
                    ? NULL
                    : names;
    }
    return names;
}

/* What tells of one country alone, and stands in the text without having been
 * taken for a name, or within one of an organisation.  A single word is taken
 * only where a table knows it or no table knows it: «السلام» is a district
 * too. */
static uint32_t note_unnamed(const isnad_doc *doc, uint32_t at,
                             const isnad_name *name, isn_marks *marks)
{
    const isn_token *t = &doc->tokens.items[at];
    uint32_t tokens, count;
    bool everyday = t->entry && !(t->classes & ISN_BIT(ISN_CLASS_PLACE));
    const isn_location_name *names =
        isn_location_names_at(doc, at, !everyday, &tokens, &count);
    if (!names) {
        return 1;
    }
    const isn_location *place = &isn_locations[names[0].place];
    for (uint32_t i = 0; i < count; i++) {
        const isn_location *p = &isn_locations[names[i].place];
        if (p->kind == ISN_LOCATION_WORD) {
            return tokens;
        }
        bool other = strcmp(p->country, place->country) != 0;
        if (other && !(p->known || place->known)) {
            return tokens;
        }
        place = p->known ? p : place;
    }
    bool alone = tokens == 1 && !(t->classes & ISN_BIT(ISN_CLASS_PLACE));
    if (alone && (place->kind == ISN_LOCATION_MARK ||
                  place->kind == ISN_LOCATION_DISTRICT)) {
        return tokens;
    }
    if (name && place->kind == ISN_LOCATION_MARK) {
        return tokens; /* weighed as a name */
    }
    note(marks, place->country, place->kind == ISN_LOCATION_MARK ? NULL : place,
         ISNAD_NO_ENTITY, t->sentence);
    return tokens;
}

/* Adjectives of nationality, and what no name holds. */
static void note_words(const isnad_doc *doc, isn_marks *marks)
{
    size_t n = 0; /* the first name that does not end before the token */
    for (uint32_t i = 0; i < doc->tokens.count && marks->count < ISN_MARKS;) {
        const isn_token *t = &doc->tokens.items[i];
        while (n < doc->names.count &&
               doc->names.items[n].span.end <= t->span.begin) {
            n++;
        }
        const isn_sense *s =
            t->classes & ISN_BIT(ISN_CLASS_NATIONALITY)
                ? isn_lex_sense(t->entry, ISN_CLASS_NATIONALITY)
                : NULL;
        const char *country = s ? isn_rows_nationality[s->row].country : NULL;
        if (country) {
            note(marks, country, NULL, ISNAD_NO_ENTITY, t->sentence);
            i++;
            continue;
        }
        const isnad_name *name =
            n < doc->names.count && doc->names.items[n].span.begin < t->span.end
                ? &doc->names.items[n]
                : NULL;
        i += name && name->type != ISNAD_ORG
                 ? 1
                 : note_unnamed(doc, i, name, marks);
    }
}

static const char *country_of_outlet(const isnad_doc *doc)
{
    const char *name = doc->outlet.value;
    for (uint32_t i = 0; name && i < isn_rows_outlet_count; i++) {
        if (strcmp(isn_rows_outlet[i].name, name) == 0) {
            return isn_rows_outlet[i].country;
        }
    }
    return NULL;
}

void isn_marks_of_words(const isnad_doc *doc, isn_marks *words)
{
    words->count = 0;
    words->outlet = country_of_outlet(doc);
    note_words(doc, words);
}

void isn_marks_collect(const isnad_doc *doc, const isn_location *const *found,
                       const isn_marks *words, isn_marks *marks)
{
    marks->count = 0;
    marks->outlet = words->outlet;
    note_names(doc, found, marks);
    for (unsigned i = 0; i < words->count && marks->count < ISN_MARKS; i++) {
        marks->items[marks->count++] = words->items[i];
    }
}

/* ---- weighing ------------------------------------------------ */

double isn_location_distance(const isn_location *a, const isn_location *b)
{
    const double degree = 111.2, to_radians = 0.017453292519943295 / 1000;
    double north = (a->latitude - b->latitude) / 1000.0;
    double east = (a->longitude - b->longitude) / 1000.0;
    east = fabs(east) > 180 ? 360 - fabs(east) : east;
    east *= cos((a->latitude + b->latitude) / 2.0 * to_radians);
    return degree * hypot(north, east);
}

static bool in_sight(const isn_mark *mark, const isn_mark_view *view)
{
    for (unsigned i = 0; i < mark->seen; i++) {
        for (unsigned k = 0; k < view->sentence_count; k++) {
            if (mark->sentences[i] == view->sentences[k]) {
                return true;
            }
        }
    }
    return false;
}

static bool is_own(const isn_mark *mark, const isn_mark_view *view)
{
    if (mark->entity != ISNAD_NO_ENTITY && mark->entity == view->entity) {
        return true;
    }
    for (unsigned i = 0; mark->place && i < view->place_count; i++) {
        if (mark->place == view->places[i]) {
            return true;
        }
    }
    return false;
}

static bool is_country(const isn_location *place)
{
    return place && place->kind == ISN_LOCATION_COUNTRY;
}

/* A place near by speaks for its neighbours, also across a border. */
static double nearness(const isn_mark *mark, const isn_location *place)
{
    if (!mark->place) {
        return 0;
    }
    double distance = isn_location_distance(mark->place, place);
    if (is_country(mark->place) || is_country(place)) {
        return is_country(mark->place) && is_country(place) && distance < 1500
                   ? 0.5
                   : 0;
    }
    bool region = mark->place->region && mark->place->region == place->region;
    return region || distance < 120 ? 1.8 : distance < 300 ? 0.8 : 0;
}

double isn_marks_weigh(const isn_marks *marks, const isn_mark_view *view,
                       const isn_location *place)
{
    enum { MOST_COUNTRY = 5, MOST_NEAR = 10 }; /* halves */
    bool rival = false; /* is a whole country of that name elsewhere? */
    for (unsigned i = 0; i < view->place_count; i++) {
        const isn_location *other = view->places[i];
        rival = rival || (other->kind == ISN_LOCATION_COUNTRY &&
                          place->kind != ISN_LOCATION_COUNTRY &&
                          strcmp(other->country, place->country));
    }
    double country = 0, near = 0;
    for (unsigned i = 0; i < marks->count; i++) {
        const isn_mark *mark = &marks->items[i];
        if (is_own(mark, view)) {
            continue;
        }
        bool sight = in_sight(mark, view);
        if (strcmp(mark->country, place->country) == 0) {
            bool part = mark->place && !is_country(mark->place);
            bool seat =
                place->kind == ISN_LOCATION_CAPITAL && is_country(mark->place);
            country += (sight ? 1 : 0.5) * (rival && !part ? 0.5 : 1) +
                       (seat ? 0.7 : 0);
        }
        near += nearness(mark, place) * (sight ? 1 : 0.6);
    }
    double score = fmin(country, MOST_COUNTRY / 2.0);
    score += fmin(near, MOST_NEAR / 2.0);
    bool home = marks->outlet && strcmp(marks->outlet, place->country) == 0;
    return score + (home ? 0.5 : 0);
}
