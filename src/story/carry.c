#include "story/carry.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "lang/fold.h"
#include "lang/lexicon.h"

enum {
    LONGEST = 8,     /* words of a name */
    TRIED = 16,      /* names that begin with one word */
    LEAST_WORDS = 3, /* of a shortened name */
    MOST_NAMES = 1 << 16,
};
/* A single word is carried only when it is rare: «سيتي» may be anything. */
static const float LEAST_IDF = 5.0f;

typedef struct pattern {
    uint32_t actor, next; /* next: index + 1 */
    uint32_t count;
    uint64_t words[LONGEST];
} pattern;

typedef struct carrier {
    isn_work *work;
    const isnad_entity_type *types;
    isn_form_nodes *forms;
    ISN_VEC(pattern) patterns;
    uint32_t *slots; /* first word → newest pattern + 1 */
    size_t mask;
} carrier;

static uint64_t word_hash(const char *word, size_t len)
{
    char folded[128];
    size_t n = isn_fold(word, len, folded, sizeof folded);
    return XXH3_64bits(folded, n);
}

const char *isn_inner_name(const char *name)
{
    const char *blank = strchr(name, ' ');
    if (!blank) {
        return NULL;
    }
    char folded[64];
    size_t n = isn_fold(name, (size_t)(blank - name), folded, sizeof folded);
    const isn_lex_entry *entry = isn_lex_find(folded, n);
    return isn_lex_sense(entry, ISN_CLASS_COUNTED) ? blank + 1 : NULL;
}

/* ---- what is looked for ------------------------------------------------- */

static bool read_pattern(const char *text, pattern *p)
{
    p->count = 0;
    while (*text) {
        size_t len = strcspn(text, " ");
        if (len > 0) {
            if (p->count == LONGEST) {
                return false;
            }
            p->words[p->count++] = word_hash(text, len);
        }
        text += len + strspn(text + len, " ");
    }
    return p->count > 0;
}

static bool known(const carrier *c, const pattern *p)
{
    unsigned tried = 0;
    for (uint32_t i = c->slots[p->words[0] & c->mask]; i && tried < TRIED;
         i = c->patterns.items[i - 1].next, tried++) {
        const pattern *o = &c->patterns.items[i - 1];
        if (o->count == p->count && o->actor == p->actor &&
            memcmp(o->words, p->words, p->count * sizeof *p->words) == 0) {
            return true;
        }
    }
    return false;
}

static isnad_status list_patterns(carrier *c)
{
    size_t size = 64;
    while (size < c->forms->count * 2) {
        size *= 2;
    }
    c->slots = calloc(size, sizeof *c->slots);
    c->mask = size - 1;
    if (!c->slots) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < c->forms->count && c->patterns.count < MOST_NAMES;
         i++) {
        pattern p = {.actor = c->forms->items[i].actor};
        if (!read_pattern(c->forms->items[i].text, &p) || known(c, &p)) {
            continue;
        }
        if (!ISN_ROOM(&c->patterns, 1)) {
            return ISNAD_NOMEM;
        }
        uint32_t *slot = &c->slots[p.words[0] & c->mask];
        p.next = *slot;
        c->patterns.items[c->patterns.count++] = p;
        *slot = (uint32_t)c->patterns.count;
    }
    return ISNAD_OK;
}

/* ---- where it stands ---------------------------------------------------- */

static uint64_t token_hash(const isnad_doc *doc, uint32_t at)
{
    isnad_span word = doc->tokens.items[at].word;
    return word_hash(doc->text + word.begin, word.end - word.begin);
}

/* Tokens from `at` that the pattern matches; 0: none.  An organisation may
 * leave words out, but not the last. */
static uint32_t match(const carrier *c, const isnad_doc *doc, uint32_t at,
                      const pattern *p)
{
    uint32_t block = doc->tokens.items[at].block;
    bool shorten = c->types[p->actor] == ISNAD_ORG;
    uint32_t k = 1, matched = 1, i = at + 1;
    while (k < p->count && i < doc->tokens.count &&
           doc->tokens.items[i].block == block) {
        uint64_t hash = token_hash(doc, i);
        uint32_t j = k;
        while (shorten && j < p->count && p->words[j] != hash) {
            j++;
        }
        if (j == p->count || p->words[j] != hash) {
            break;
        }
        k = j + 1;
        matched++;
        i++;
    }
    bool whole = matched == p->count;
    return k == p->count && (whole || matched >= LEAST_WORDS) ? matched : 0;
}

static isnad_status look(carrier *c, uint32_t place, uint32_t at,
                         uint32_t *taken)
{
    const isnad_doc *doc = isn_work_doc(c->work, place);
    uint64_t hash = token_hash(doc, at);
    const pattern *best = NULL;
    uint32_t best_len = 0;
    unsigned tried = 0;
    for (uint32_t i = c->slots[hash & c->mask]; i && tried < TRIED;
         i = c->patterns.items[i - 1].next, tried++) {
        const pattern *p = &c->patterns.items[i - 1];
        uint32_t len = p->words[0] == hash ? match(c, doc, at, p) : 0;
        if (len > best_len) {
            best = p;
            best_len = len;
        }
    }
    *taken = 1;
    if (!best ||
        (best_len == 1 && isn_token_idf(&doc->tokens.items[at]) < LEAST_IDF)) {
        return ISNAD_OK;
    }
    *taken = best_len;
    isnad_span span = {doc->tokens.items[at].word.begin,
                       doc->tokens.items[at + best_len - 1].word.end};
    char *text = isn_work_words(c->work, doc, span);
    if (!text || !ISN_ROOM(c->forms, 1)) {
        return ISNAD_NOMEM;
    }
    c->forms->items[c->forms->count] =
        (isn_form_node){best->actor,
                        text,
                        {c->work->story->docs[place], span},
                        (uint32_t)c->forms->count};
    c->forms->count++;
    return ISNAD_OK;
}

static isnad_status scan_doc(carrier *c, uint32_t place)
{
    const isnad_doc *doc = isn_work_doc(c->work, place);
    size_t name = 0;
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < doc->tokens.count;) {
        const isn_token *t = &doc->tokens.items[i];
        while (name < doc->names.count &&
               doc->names.items[name].span.end <= t->span.begin) {
            name++;
        }
        bool named = name < doc->names.count &&
                     doc->names.items[name].span.begin < t->span.end;
        uint32_t taken = 1;
        if (!named && t->kind == ISN_WORD &&
            isnad_block_is_article(&doc->blocks.items[t->block])) {
            status = look(c, place, i, &taken);
        }
        i += taken;
    }
    return status;
}

isnad_status isn_forms_carry(isn_work *work, const isnad_entity_type *types,
                             isn_form_nodes *forms)
{
    carrier c = {.work = work, .types = types, .forms = forms};
    isnad_status status = list_patterns(&c);
    for (uint32_t p = 0; !status && p < work->story->doc_count; p++) {
        status = scan_doc(&c, p);
    }
    free(c.patterns.items);
    free(c.slots);
    return status;
}
