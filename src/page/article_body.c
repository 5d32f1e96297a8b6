/* The text that JSON-LD gives as articleBody: lines that stand in it count for
 * the article whatever their form. */
#include <string.h>

#include "core/utf8.h"
#include "lang/fold.h"
#include "page/article_parts.h"

enum {
    GRAM = 3,    /* words looked at together */
    LINE = 4096, /* bytes of a line that are compared */
    MOST_BODY = 1 << 20,
};

typedef struct gram_set {
    uint32_t *slots; /* 0: free */
    uint32_t mask;
} gram_set;

/* Walks the words of a text; each call gives the hash of the next three. */
typedef struct gram_walk {
    const char *text;
    size_t len, at;
    uint32_t words[GRAM];
    uint32_t count;
} gram_walk;

static bool next_word(gram_walk *walk, uint32_t *hash)
{
    uint32_t h = 2166136261u;
    bool any = false;
    while (walk->at < walk->len) {
        uint32_t c, folded[3];
        size_t step =
            isn_utf8_decode(walk->text + walk->at, walk->len - walk->at, &c);
        bool part = isn_is_letter(c) || isn_is_digit(c);
        if (!part && any && !isn_is_mark(c)) {
            break;
        }
        walk->at += step;
        if (part) {
            unsigned n = isn_fold_char(c, folded);
            for (unsigned i = 0; i < n; i++) {
                h = (h ^ folded[i]) * 16777619u;
            }
            any = true;
        }
    }
    *hash = h;
    return any;
}

static bool next_gram(gram_walk *walk, uint32_t *hash)
{
    uint32_t word;
    do {
        if (!next_word(walk, &word)) {
            return false;
        }
        memmove(walk->words, walk->words + 1, (GRAM - 1) * sizeof *walk->words);
        walk->words[GRAM - 1] = word;
        walk->count++;
    } while (walk->count < GRAM);
    uint32_t h = 0;
    for (int i = 0; i < GRAM; i++) {
        h = (h ^ walk->words[i]) * 0x9E3779B1u;
        h ^= h >> 15;
    }
    *hash = h ? h : 1;
    return true;
}

static bool has(const gram_set *set, uint32_t hash)
{
    uint32_t at = hash & set->mask;
    while (set->slots[at] && set->slots[at] != hash) {
        at = (at + 1) & set->mask;
    }
    return set->slots[at] == hash;
}

static isnad_status fill(gram_set *set, isn_arena *arena, const char *text,
                         size_t len)
{
    len = len < MOST_BODY ? len : MOST_BODY;
    uint32_t size = 256;
    while (size < len / 2) { /* a word takes two bytes and more */
        size *= 2;
    }
    set->mask = size - 1;
    set->slots = isn_arena_alloc(arena, size * sizeof *set->slots);
    if (!set->slots) {
        return ISNAD_NOMEM;
    }
    gram_walk walk = {.text = text, .len = len};
    uint32_t hash;
    while (next_gram(&walk, &hash)) {
        uint32_t at = hash & set->mask;
        while (set->slots[at] && set->slots[at] != hash) {
            at = (at + 1) & set->mask;
        }
        set->slots[at] = hash;
    }
    return ISNAD_OK;
}

isnad_status isn_article_mark_body(isn_choice *c)
{
    enum { SHORTEST = 200 };
    const isn_article_known *known = c->known;
    size_t lines = c->tree->lines.count;
    if (known->body_len < SHORTEST) {
        return ISNAD_OK;
    }
    gram_set set;
    isnad_status status =
        fill(&set, c->tree->arena, known->body, known->body_len);
    c->in_body = status ? NULL : isn_arena_alloc(c->tree->arena, lines + 1);
    if (!c->in_body) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < lines; i++) {
        char text[LINE];
        gram_walk walk = {.text = text};
        walk.len = isn_line_text(c->tree, &c->tree->lines.items[i], text, LINE);
        uint32_t hash, grams = 0, hits = 0;
        while (next_gram(&walk, &hash)) {
            grams++;
            hits += has(&set, hash);
        }
        c->in_body[i] = grams > 0 && hits * 3 >= grams * 2;
    }
    return ISNAD_OK;
}
