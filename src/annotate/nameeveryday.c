/* Places whose names are everyday words, too (kind `word` of the gazetteer):
 * سيول is Seoul, and floods.  What stands around a bare one, and how the
 * document writes it elsewhere, tells which is meant. */
#include "annotate/nameeveryday.h"

#include <string.h>

#include "lang/gazetteer.h"
#include "lang/lexicon.h"

enum { MOST = 16 };

/* An everyday word that the tagger took for a place, and what the document
 * tells of it. */
typedef struct everyday {
    const isn_lex_entry *word;
    bool noun, place;
} everyday;

typedef struct everydays {
    everyday items[MOST];
    unsigned count;
} everydays;

static const isn_token *token(const isnad_doc *doc, uint32_t at)
{
    return &doc->tokens.items[at];
}

static bool is_place(const uint8_t *labels, uint32_t at)
{
    return labels[at] != ISN_TAG_OUTSIDE && (labels[at] - 1u) / 4u == ISNAD_LOC;
}

/* Does raw news have the word with the article, too?  No نيس has one. */
static bool takes_article(const isn_token *t)
{
    enum { LONGEST = 60, SHARE = 10 };
    static const char al[] = "ال";
    char word[LONGEST + sizeof al];
    if (t->stem_len > LONGEST) {
        return false;
    }
    memcpy(word, al, sizeof al - 1);
    memcpy(word + sizeof al - 1, t->stem, t->stem_len);
    const isn_lex_entry *definite =
        isn_lex_find(word, sizeof al - 1 + t->stem_len);
    return definite && definite->count * SHARE >= t->entry->count;
}

/* A place of one word, without an article, that the gazetteer marks. */
static bool is_everyday(const isnad_doc *doc, const uint8_t *labels,
                        uint32_t at)
{
    const isn_token *t = token(doc, at);
    if (labels[at] != isn_tag_label(ISNAD_LOC, ISN_TAG_ALONE) || !t->entry ||
        (t->clitics & ISN_CLITIC_AL)) {
        return false;
    }
    uint32_t count;
    const isn_location_name *names =
        isn_gazetteer_find(t->stem, t->stem_len, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (isn_locations[names[i].place].kind == ISN_LOCATION_WORD) {
            return takes_article(t);
        }
    }
    return false;
}

static bool is_beside(const isnad_doc *doc, uint32_t at, uint32_t other)
{
    return other < doc->tokens.count &&
           token(doc, other)->sentence == token(doc, at)->sentence;
}

/* مدينة سيول, سيول وواشنطن, طوكيو وسيول. */
static bool place_beside(const isnad_doc *doc, const uint8_t *labels,
                         uint32_t at)
{
    bool before = is_beside(doc, at, at - 1),
         behind = is_beside(doc, at, at + 1);
    bool joined = token(doc, at)->clitics & ISN_CLITIC_WA;
    return (before &&
            (token(doc, at - 1)->classes & ISN_BIT(ISN_CLASS_PLACE_CLASS))) ||
           (before && joined && is_place(labels, at - 1)) ||
           (behind && (token(doc, at + 1)->clitics & ISN_CLITIC_WA) &&
            is_place(labels, at + 1));
}

/* A noun or adjective without article: no name, no little word. */
static bool is_indefinite(const isnad_doc *doc, const uint8_t *labels,
                          uint32_t at)
{
    const isn_token *t = token(doc, at);
    const uint64_t others =
        ISN_BIT(ISN_CLASS_FUNCTION) | ISN_BIT(ISN_CLASS_SPEECH) |
        ISN_BIT(ISN_CLASS_TITLE) | ISN_BIT(ISN_CLASS_PLACE_CLASS);
    return t->kind == ISN_WORD && labels[at] == ISN_TAG_OUTSIDE &&
           !(t->clitics & (ISN_CLITIC_AL | ISN_CLITIC_PRON)) &&
           !(t->classes & others);
}

/* سيول جارفة; أمطار غزيرة وسيول. */
static bool noun_beside(const isnad_doc *doc, const uint8_t *labels,
                        uint32_t at)
{
    if (is_beside(doc, at, at + 1) && is_indefinite(doc, labels, at + 1)) {
        const isn_token *next = token(doc, at + 1);
        uint32_t end = next->span.end;
        if (next->clitics == 0 && memcmp(doc->text + end - 2, "ة", 2) == 0) {
            return true;
        }
    }
    return (token(doc, at)->clitics & ISN_CLITIC_WA) &&
           is_beside(doc, at, at - 1) && is_indefinite(doc, labels, at - 1);
}

static everyday *find(everydays *all, const isn_lex_entry *word)
{
    for (unsigned i = 0; i < all->count; i++) {
        if (all->items[i].word == word) {
            return &all->items[i];
        }
    }
    return NULL;
}

static void collect(const isnad_doc *doc, const uint8_t *labels, everydays *all)
{
    for (uint32_t i = 0; i < doc->tokens.count && all->count < MOST; i++) {
        const isn_lex_entry *word = token(doc, i)->entry;
        if (is_everyday(doc, labels, i) && !find(all, word)) {
            all->items[all->count++] = (everyday){.word = word};
        }
    }
}

/* What stands beside each, taken for a place or not; and where the document has
 * السيول as well, سيول are those. */
static void weigh(const isnad_doc *doc, const uint8_t *labels, everydays *all)
{
    for (uint32_t i = 0; i < doc->tokens.count; i++) {
        const isn_token *t = token(doc, i);
        bool definite = t->bare && !is_place(labels, i);
        everyday *it = find(all, definite ? t->bare : t->entry);
        if (it && !definite && place_beside(doc, labels, i)) {
            it->place = true;
        } else if (it && (definite || noun_beside(doc, labels, i))) {
            it->noun = true;
        }
    }
}

void isn_names_everyday(const isnad_doc *doc, uint8_t *labels)
{
    everydays all = {0};
    collect(doc, labels, &all);
    if (all.count > 0) {
        weigh(doc, labels, &all);
    }
    for (uint32_t i = 0; all.count > 0 && i < doc->tokens.count; i++) {
        const everyday *it = is_everyday(doc, labels, i)
                                 ? find(&all, token(doc, i)->entry)
                                 : NULL;
        if (it && it->noun && !it->place) {
            labels[i] = ISN_TAG_OUTSIDE;
        }
    }
}
