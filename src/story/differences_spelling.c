/* One name, several spellings. */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "core/sort.h"
#include "lang/lexicon.h"
#include "story/differences.h"
#include "text/light_stem.h"

/* ---- of entities -------------------------------------------------------- */

enum { FORMS_ASKED = 16 };

static bool is_spelling(const char *rule)
{
    return strcmp(rule, "spelling") == 0 ||
           strcmp(rule, "transliteration") == 0;
}

static isnad_status differ_actors(isn_differences *d)
{
    isn_work *w = d->work;
    isnad_status status = ISNAD_OK;
    for (uint32_t a = 0; !status && a < w->story->actor_count; a++) {
        const isnad_actor *actor = &w->story->actors[a];
        bool differ = false;
        for (uint32_t i = 0; !status && i < actor->form_count; i++) {
            const isnad_form *form = &actor->forms[i];
            if (!is_spelling(form->rule) && strcmp(form->rule, "name") != 0) {
                continue;
            }
            differ |= is_spelling(form->rule);
            status = isn_difference_add(d, form->text, NULL, form->first);
        }
        if (differ) {
            status = status ? status
                            : isn_difference_close(
                                  d, actor->type == ISNAD_LOC ? "where" : "who",
                                  "spelling");
        }
        d->readings.count = 0;
    }
    return status;
}

/* Is the name in the list of its actor's spellings already? */
static bool told_as_name(const isn_work *w, uint32_t place,
                         const isnad_name *name)
{
    const isnad_doc *doc = isn_work_doc(w, place);
    uint32_t a = name->entity < doc->entities.count
                     ? w->actor_of[place][name->entity]
                     : ISN_NONE;
    bool told = false;
    for (uint32_t i = 0; a != ISN_NONE && i < FORMS_ASKED && !told &&
                         i < w->story->actors[a].form_count;
         i++) {
        told = is_spelling(w->story->actors[a].forms[i].rule);
    }
    return told;
}

/* ---- of foreign words --------------------------------------------------- */

/* Loanwords and foreign names differ in the letters that stand for vowels and
 * for sounds that Arabic writes in several ways: «البريمرليغ»,
 * «البريميرليغ»; «إنجليزي», «إنكليزي». */
typedef struct rare {
    uint64_t skeleton; /* hash without ا و ي, kindred letters as one */
    uint64_t spelling; /* hash of all letters but those of inflection */
    uint32_t place, token;
} rare;

enum { LEAST_LETTERS = 4, MOST_RARE = 20000, LONGEST_WORD = 64 };
static const float RARE_IDF = 6.5f;

static bool is_vowel(const char *at)
{
    unsigned char a = (unsigned char)at[0], b = (unsigned char)at[1];
    return (a == 0xD8 && b == 0xA7) ||              /* ا */
           (a == 0xD9 && (b == 0x88 || b == 0x8A)); /* و ي */
}

/* The letter that stands for all that write the same foreign sound. */
static const char *kindred(const char *at)
{
    static const char groups[][3] = {"ج", "غ", "ق"};
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (memcmp(at, groups[i], 2) == 0) {
            return "ك";
        }
    }
    return memcmp(at, "ط", 2) == 0   ? "ت"
           : memcmp(at, "ص", 2) == 0 ? "س"
           : memcmp(at, "ث", 2) == 0 ? "ت"
                                     : at;
}

/* What is left without the letters that inflection adds: فرنسا, فرنسية and
 * فرنسيون are one spelling. */
static size_t uninflected(const isn_token *t)
{
    size_t len = isn_light_stem(t);
    while (len > 2 && (is_vowel(t->stem + len - 2) ||
                       memcmp(t->stem + len - 2, "ه", 2) == 0 ||
                       memcmp(t->stem + len - 2, "ن", 2) == 0)) {
        len -= 2;
    }
    return len;
}

/* False where too few consonants are left to tell a word by. */
static bool read_spelling(const isn_token *t, rare *r)
{
    char kept[LONGEST_WORD];
    if (t->stem_len < 2 || t->stem_len > LONGEST_WORD || t->stem_len % 2 != 0) {
        return false;
    }
    size_t len = uninflected(t), n = 0;
    for (size_t i = 0; i + 1 < len; i += 2) {
        if (!is_vowel(t->stem + i)) {
            memcpy(kept + n, kindred(t->stem + i), 2);
            n += 2;
        }
    }
    r->skeleton = XXH3_64bits(kept, n);
    r->spelling = XXH3_64bits(t->stem, len);
    return n >= 2 * LEAST_LETTERS;
}

/* May the word be foreign: a name that is no Arab's, an adjective of a nation,
 * or a word that nobody knows?  ا and ي in front are often those of a verb. */
static bool may_be_foreign(const isn_token *t, bool named, float idf)
{
    if (t->kind != ISN_WORD || (t->classes & ISN_BIT(ISN_CLASS_GIVEN_NAME))) {
        return false;
    }
    bool nation = (t->classes & ISN_BIT(ISN_CLASS_NATIONALITY)) != 0;
    return named || nation ||
           (t->classes == 0 && idf >= RARE_IDF && !is_vowel(t->stem));
}

static int by_skeleton(const void *a, const void *b)
{
    const rare *x = a, *y = b;
    if (x->skeleton != y->skeleton) {
        return x->skeleton < y->skeleton ? -1 : 1;
    }
    if (x->place != y->place) {
        return x->place < y->place ? -1 : 1;
    }
    return x->token < y->token ? -1 : x->token > y->token;
}

static uint32_t list_rare(const isn_work *w, rare *list)
{
    uint32_t n = 0;
    for (uint32_t p = 0; p < w->story->doc_count; p++) {
        const isnad_doc *doc = isn_work_doc(w, p);
        size_t name = 0;
        for (uint32_t i = 0; i < doc->tokens.count && n < MOST_RARE; i++) {
            const isn_token *t = &doc->tokens.items[i];
            while (name < doc->names.count &&
                   doc->names.items[name].span.end <= t->span.begin) {
                name++;
            }
            bool named = name < doc->names.count &&
                         doc->names.items[name].span.begin < t->span.end;
            uint32_t term;
            float idf;
            if (isn_term_of(t, &term, &idf) && may_be_foreign(t, named, idf) &&
                isnad_block_is_article(&doc->blocks.items[t->block]) &&
                !(named && told_as_name(w, p, &doc->names.items[name])) &&
                read_spelling(t, &list[n])) {
                list[n].place = p;
                list[n++].token = i;
            }
        }
    }
    return n;
}

/* Words of one skeleton; each spelling once a document. */
static isnad_status tell_rare(isn_differences *d, const rare *list,
                              uint32_t count)
{
    isn_work *w = d->work;
    bool differ = false;
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < count && i < LONGEST_WORD; i++) {
        differ |= list[i].spelling != list[0].spelling;
        if (i > 0 && list[i].place == list[i - 1].place &&
            list[i].spelling == list[i - 1].spelling) {
            continue;
        }
        const isnad_doc *doc = isn_work_doc(w, list[i].place);
        isnad_span span = doc->tokens.items[list[i].token].word;
        isnad_place place = {w->story->docs[list[i].place], span};
        status =
            isn_difference_add(d, isn_work_words(w, doc, span), NULL, place);
    }
    if (differ && !status) {
        return isn_difference_close(d, "what", "spelling");
    }
    d->readings.count = 0;
    return status;
}

static isnad_status differ_rare_words(isn_differences *d)
{
    size_t n = 0;
    for (uint32_t p = 0; p < d->work->story->doc_count; p++) {
        n += isn_work_doc(d->work, p)->tokens.count;
    }
    rare *list = isn_arena_alloc(
        d->work->scratch, ((n < MOST_RARE ? n : MOST_RARE) + 1) * sizeof *list);
    if (!list) {
        return ISNAD_NOMEM;
    }
    uint32_t count = list_rare(d->work, list);
    isn_sort(list, count, sizeof *list, by_skeleton);
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < count;) {
        uint32_t end = i + 1;
        while (end < count && list[end].skeleton == list[i].skeleton) {
            end++;
        }
        status = tell_rare(d, list + i, end - i);
        i = end;
    }
    return status;
}

isnad_status isn_differences_spellings(isn_differences *d)
{
    isnad_status status = differ_actors(d);
    return status ? status : differ_rare_words(d);
}
