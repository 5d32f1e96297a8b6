#include "story/media.h"

#include <stdlib.h>
#include <xxhash.h>

#include "story/terms.h"
#include "text/light_stem.h"
#include "text/match.h"
#include "text/text.h"

/* More than one house; no key is this. */
#define ISN_SEVERAL UINT64_MAX

enum { LEAST_WORDS = 4, LONGEST_NAME = 6, HOUSE_SLOTS = 64, MOST_HOUSES = 512 };
/* A name of one word that is rarer than this in raw news needs no cue. */
static const float RARE_NAME = 6.0f;

/* An outlet of the story by its words. */
typedef struct house {
    const isnad_doc *words;
    isn_medium medium;
    const char *name;
    struct house *next; /* with the same first word, by hash */
} house;

typedef struct houses {
    house *list;
    size_t count;
    house *slots[HOUSE_SLOTS];
} houses;

/* A house named at a token. */
typedef struct mention {
    isn_medium medium;
    const char *name;
    uint32_t tokens;
} mention;

/* ---- names -------------------------------------------------------------- */

/* The words of a name as a document, with their phrases; NULL when out of
 * memory. */
static isnad_doc *read_name(const char *name)
{
    isnad_doc *doc = isn_doc_new("", NULL, 0, NULL, 0);
    uint32_t len = (uint32_t)strlen(name);
    isnad_block *block = doc ? isn_list_push(doc->arena, &doc->blocks) : NULL;
    char *text = block ? isn_arena_copy(doc->arena, name, len) : NULL;
    if (text) {
        *block = (isnad_block){.span = {0, len}, .role = ISNAD_ROLE_PARAGRAPH};
        doc->text = text;
        doc->text_len = len;
    }
    if (!text || isn_text_analyze(doc)) {
        isnad_doc_free(doc);
        return NULL;
    }
    return doc;
}

static isn_medium key_of(const char *name)
{
    isn_medium key = XXH3_64bits(name, strlen(name));
    return key ? key : 1;
}

/* «وكالة», «صحيفة»: a word that says what kind of house it is. */
static bool is_head(const isnad_doc *doc, uint32_t at)
{
    const isn_sense *sense = isn_match(doc, at, ISN_CLASS_CHANNEL).sense;
    if (!sense) { /* «القناة» is the canal too, and only that as it stands */
        sense = isn_lex_sense(isn_entry_of(doc, at, ISN_CLASS_CHANNEL),
                              ISN_CLASS_CHANNEL);
    }
    return sense &&
           (isn_rows_channel[sense->row].kind == ISN_CHANNEL_KIND_MEDIA ||
            isn_rows_channel[sense->row].kind == ISN_CHANNEL_KIND_KEEPS);
}

/* A name of the tables; *alone: it means the house wherever it stands. */
static mention known_at(const isnad_doc *doc, uint32_t at, bool *alone)
{
    isn_match_result agency = isn_match(doc, at, ISN_CLASS_AGENCY);
    isn_match_result outlet = isn_match(doc, at, ISN_CLASS_OUTLET);
    isn_match_result channel = isn_match(doc, at, ISN_CLASS_CHANNEL);
    *alone = false;
    if (agency.sense && agency.tokens >= outlet.tokens) {
        const isn_row_agency *row = &isn_rows_agency[agency.sense->row];
        /* «البترا» is the town. */
        bool other = (doc->tokens.items[at].clitics & ISN_CLITIC_AL) &&
                     agency.tokens == 1;
        *alone = (row->alone && !other) || agency.tokens > 1;
        bool one = row->kind != ISN_AGENCY_KIND_SEVERAL &&
                   row->kind != ISN_AGENCY_KIND_PHOTO;
        return one ? (mention){key_of(row->name), row->name, agency.tokens}
                   : (mention){0};
    }
    if (outlet.sense) {
        const char *name = isn_rows_outlet[outlet.sense->row].name;
        *alone = outlet.tokens > 1;
        return (mention){key_of(name), name, outlet.tokens};
    }
    if (channel.sense && isn_rows_channel[channel.sense->row].of) {
        *alone = true;
        const char *name = isn_rows_channel[channel.sense->row].of;
        return (mention){key_of(name),
                         isn_rows_channel[channel.sense->row].words,
                         channel.tokens};
    }
    return (mention){0};
}

/* The key of the words [first, last): of the tables where they cover all. */
static isn_medium medium_of_words(const isnad_doc *doc, uint32_t first,
                                  uint32_t last)
{
    bool alone;
    uint64_t sum = 0;
    for (uint32_t i = first; i < last; i++) {
        mention m = known_at(doc, i, &alone);
        if (m.medium && (i + m.tokens == last || m.tokens > 1)) {
            return m.medium;
        }
        const isn_token *t = &doc->tokens.items[i];
        if (t->kind <= ISN_NUMBER && !(i == first && is_head(doc, i))) {
            sum = isn_mix(sum, XXH3_64bits(t->stem, isn_light_stem(t)));
        }
    }
    return sum ? sum : 1;
}

static bool names_agency(const isnad_doc *words)
{
    for (uint32_t i = 0; i < words->tokens.count; i++) {
        bool alone;
        mention m = known_at(words, i, &alone);
        if (m.medium && isn_is(words, i, ISN_CLASS_AGENCY)) {
            return i + m.tokens == words->tokens.count;
        }
        if (i == 0 && is_head(words, 0) &&
            isn_is(words, 0, ISN_CLASS_AGENCY_FRAME)) {
            return true;
        }
    }
    return false;
}

isnad_status isn_medium_of_name(const char *name, isn_medium *medium,
                                bool *agency)
{
    isnad_doc *words = read_name(name);
    *medium = 0;
    if (!words) {
        return ISNAD_NOMEM;
    }
    *medium = medium_of_words(words, 0, (uint32_t)words->tokens.count);
    *agency = names_agency(words);
    isnad_doc_free(words);
    return ISNAD_OK;
}

/* ---- the outlets of the story ------------------------------------------- */

static unsigned slot_of(const isn_token *t)
{
    return (unsigned)(XXH3_64bits(t->stem, t->stem_len) % HOUSE_SLOTS);
}

static bool same_stem(const isn_token *a, const isn_token *b)
{
    return a->stem_len == b->stem_len &&
           memcmp(a->stem, b->stem, a->stem_len) == 0;
}

static isnad_status add_house(houses *h, const char *name)
{
    for (size_t i = 0; i < h->count; i++) {
        if (strcmp(h->list[i].name, name) == 0) {
            return ISNAD_OK;
        }
    }
    isnad_doc *words = read_name(name);
    if (!words) {
        return ISNAD_NOMEM;
    }
    uint32_t n = (uint32_t)words->tokens.count;
    if (n == 0 || n > LONGEST_NAME || h->count == MOST_HOUSES) {
        isnad_doc_free(words);
        return ISNAD_OK;
    }
    house *entry = &h->list[h->count++];
    *entry = (house){words, medium_of_words(words, 0, n), name, NULL};
    house **slot = &h->slots[slot_of(&words->tokens.items[0])];
    entry->next = *slot;
    *slot = entry;
    return ISNAD_OK;
}

/* An outlet of the story at a token, the longest; *alone as above. */
static mention outlet_at(const houses *h, const isnad_doc *doc, uint32_t at,
                         bool *alone)
{
    mention best = {0};
    const isn_token *t = &doc->tokens.items[at];
    if (t->kind > ISN_NUMBER) {
        return best;
    }
    for (const house *e = h->slots[slot_of(t)]; e; e = e->next) {
        uint32_t n = (uint32_t)e->words->tokens.count, i = 0;
        while (i < n && at + i < doc->tokens.count &&
               same_stem(&e->words->tokens.items[i], &t[i])) {
            i++;
        }
        if (i == n && n > best.tokens) {
            best = (mention){e->medium, e->name, n};
            *alone = n > 1 || (isn_token_idf(t) >= RARE_NAME && !t->classes);
        }
    }
    return best;
}

/* ---- mentions in a document --------------------------------------------- */

static bool is_mark(const isnad_doc *doc, uint32_t at)
{
    static const uint32_t marks[] = {'"', 0xAB, 0x201C, 0x201E, 0x2018, '\''};
    for (unsigned i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (isn_punct_is(doc, at, marks[i])) {
            return true;
        }
    }
    return false;
}

/* How a house appears. */
typedef struct stand {
    bool cue;   /* a mark or a word of its kind stands before it */
    bool gains; /* it was told, went or saw: the reporting is its own */
} stand;

/* The kind of reporter's word at a token, or -1. */
static int reporter_at(const isnad_doc *doc, uint32_t at)
{
    isn_match_result m = isn_match(doc, at, ISN_CLASS_REPORTER);
    return m.sense ? (int)isn_rows_reporter[m.sense->row].kind : -1;
}

static stand stand_of(const isnad_doc *doc, uint32_t at)
{
    stand s = {0};
    const isn_token *t = doc->tokens.items;
    s.gains = t[at].clitics & ISN_CLITIC_LI;
    for (unsigned i = 0;
         i < 3 && at > 0 && t[at - 1].sentence == t[at].sentence; i++) {
        at--;
        int reporter = reporter_at(doc, at);
        if (reporter < 0 && !is_mark(doc, at) && !is_head(doc, at)) {
            s.gains |= isn_is(doc, at, ISN_CLASS_GATHERING);
            break;
        }
        s.cue = true;
        s.gains |= reporter >= 0 || (t[at].clitics & ISN_CLITIC_LI);
    }
    return s;
}

/* The house of the story whose name begins with the words of the page. */
static isn_medium begun_by(const houses *h, const isnad_doc *doc, uint32_t at,
                           uint32_t count)
{
    isn_medium found = 0;
    const isn_token *t = &doc->tokens.items[at];
    for (const house *e = h->slots[slot_of(t)]; e; e = e->next) {
        uint32_t i = 0;
        while (i < count && i < e->words->tokens.count &&
               same_stem(&e->words->tokens.items[i], &t[i])) {
            i++;
        }
        if (i == count) {
            found = found ? ISN_SEVERAL : e->medium;
        }
    }
    return found == ISN_SEVERAL ? 0 : found;
}

/* Behind the words of an unknown house from `first`: what the marks hold, or
 * what the text has as a name. */
static uint32_t behind_name(const isnad_doc *doc, uint32_t first, bool marked)
{
    const isn_token *t = doc->tokens.items;
    uint32_t last = first, end = t[first].span.begin;
    for (size_t i = 0; !marked && i < doc->names.count; i++) {
        isnad_span span = doc->names.items[i].span;
        if (span.begin <= t[first].span.begin && span.end > end) {
            end = span.end;
        }
    }
    while (last < doc->tokens.count && last - first < LONGEST_NAME &&
           t[last].sentence == t[first].sentence &&
           t[last].kind <= ISN_NUMBER && (marked || t[last].span.begin < end)) {
        last++;
    }
    /* «قناة … التركية»: of the channel, not of its name. */
    while (last > first + 1 && isn_is(doc, last - 1, ISN_CLASS_NATIONALITY) &&
           (t[last - 1].clitics & ISN_CLITIC_AL)) {
        last--;
    }
    return last;
}

/* A house of no table and no outlet: «قناة "الأفق"». */
static mention unknown_at(const houses *h, const isnad_doc *doc, uint32_t at)
{
    const isn_token *t = doc->tokens.items;
    uint32_t first = at + 1;
    if (!is_head(doc, at) || first >= doc->tokens.count ||
        (t[at].clitics & ISN_CLITIC_AL)) {
        return (mention){0};
    }
    bool marked = is_mark(doc, first);
    first += marked;
    if (first >= doc->tokens.count || t[first].kind > ISN_NUMBER) {
        return (mention){0};
    }
    uint32_t last = behind_name(doc, first, marked);
    if (last == first) {
        return (mention){0};
    }
    isn_medium known = begun_by(h, doc, first, last - first);
    return (mention){known ? known : medium_of_words(doc, first, last), NULL,
                     last - at};
}

/* Words of a head of several («وكالة الأنباء») that names no house. */
static uint32_t bare_head(const isnad_doc *doc, uint32_t at)
{
    isn_match_result m = isn_match(doc, at, ISN_CLASS_CHANNEL);
    return m.tokens > 1 && is_head(doc, at) ? m.tokens : 0;
}

static mention mention_at(const houses *h, const isnad_doc *doc, uint32_t at)
{
    bool alone = false, by_name = false;
    mention known = known_at(doc, at, &alone);
    mention outlet = outlet_at(h, doc, at, &by_name);
    if (outlet.tokens > known.tokens) {
        known = outlet;
        alone = by_name;
    }
    if (!known.medium) {
        return unknown_at(h, doc, at);
    }
    return alone || stand_of(doc, at).cue ? known : (mention){0};
}

typedef struct listener {
    const houses *houses;
    const isnad_doc *doc;
    isn_voice *voice;
    isn_medium last; /* the house named last */
    bool foreign;    /* this unit tells after another house */
} listener;

static void note(listener *l, const mention *m, bool gains)
{
    isn_voice *v = l->voice;
    l->last = m->medium;
    if (m->medium == v->own) {
        v->reports |= gains;
        return;
    }
    l->foreign = true;
    for (unsigned i = 0; i < v->told_count; i++) {
        if (v->told[i].medium == m->medium) {
            v->told[i].times++;
            v->told[i].gained |= gains;
            return;
        }
    }
    if (v->told_count < ISN_MEDIA_TOLD) {
        v->told[v->told_count++] = (isn_told){m->medium, m->name, 1, gains};
    }
}

/* «الوكالة», «القناة»: the house named last. */
static void refer(listener *l, uint32_t at)
{
    isn_voice *v = l->voice;
    if (l->last == 0) {
        v->unnamed = l->foreign = true;
    } else if (l->last != v->own) {
        l->foreign = true;
    } else {
        v->reports |= stand_of(l->doc, at).gains;
    }
}

static void listen(listener *l, uint32_t first, uint32_t last)
{
    const isn_token *t = l->doc->tokens.items;
    for (uint32_t i = first; i < last; i++) {
        mention m = mention_at(l->houses, l->doc, i);
        if (m.medium) {
            note(l, &m, stand_of(l->doc, i).gains);
            i += m.tokens - 1;
        } else if (reporter_at(l->doc, i) == ISN_REPORTER_KIND_OWN) {
            l->voice->reports = true;
        } else if (bare_head(l->doc, i)) {
            l->voice->unnamed = l->foreign = true;
            i += bare_head(l->doc, i) - 1;
        } else if (is_head(l->doc, i) && (t[i].clitics & ISN_CLITIC_AL)) {
            refer(l, i);
        }
    }
}

/* Paragraphs, or sentences where there is only one, and how much of them is
 * told after others. */
static void hear(listener *l)
{
    const isnad_doc *doc = l->doc;
    unsigned blocks = 0;
    for (size_t b = 0; b < doc->blocks.count; b++) {
        const isnad_block *block = &doc->blocks.items[b];
        blocks +=
            isnad_block_is_article(block) && block->role != ISNAD_ROLE_TITLE;
    }
    double all = 0, foreign = 0;
    for (size_t b = 0; b < doc->blocks.count; b++) {
        const isnad_block *block = &doc->blocks.items[b];
        if (!isnad_block_is_article(block) || block->role == ISNAD_ROLE_TITLE) {
            continue;
        }
        uint32_t at = block->first_token, end = at + block->token_count;
        while (at < end) {
            uint32_t stop = end;
            for (uint32_t i = at; blocks < 2 && i < end; i++) {
                if (doc->tokens.items[i].sentence !=
                    doc->tokens.items[at].sentence) {
                    stop = i;
                    break;
                }
            }
            l->foreign = false;
            listen(l, at, stop);
            if (stop - at >= LEAST_WORDS) {
                all += stop - at;
                foreign += l->foreign ? stop - at : 0;
            }
            at = stop;
        }
    }
    l->voice->share = all > 0 ? foreign / all : 0;
}

static void most_named_first(isn_voice *v)
{
    for (unsigned i = 1; i < v->told_count; i++) {
        for (unsigned k = i; k > 0 && v->told[k].times > v->told[k - 1].times;
             k--) {
            isn_told moved = v->told[k];
            v->told[k] = v->told[k - 1];
            v->told[k - 1] = moved;
        }
    }
}

isnad_status isn_voices_of(const isnad_pile *pile, const isnad_story *story,
                           isn_voice *voices)
{
    houses h = {.list = calloc(story->doc_count + 1, sizeof *h.list)};
    isnad_status status = h.list ? ISNAD_OK : ISNAD_NOMEM;
    for (uint32_t m = 0; !status && m < story->doc_count; m++) {
        const isnad_doc *doc = pile->docs[story->docs[m]];
        voices[m] = (isn_voice){0};
        if (doc->outlet.value) {
            status = isn_medium_of_name(doc->outlet.value, &voices[m].own,
                                        &voices[m].agency);
            status = status ? status : add_house(&h, doc->outlet.value);
        }
    }
    for (uint32_t m = 0; !status && m < story->doc_count; m++) {
        listener l = {&h, pile->docs[story->docs[m]], &voices[m], 0, false};
        hear(&l);
        most_named_first(&voices[m]);
    }
    for (size_t i = 0; i < h.count; i++) {
        isnad_doc_free((isnad_doc *)h.list[i].words);
    }
    free(h.list);
    return status;
}
