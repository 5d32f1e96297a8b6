/* Regular Arabic inflection, on words as they are written: letters are two
 * bytes in UTF-8.  The rules are those of any grammar of written Arabic
 * (Wright; Fischer): sound and weak verbs, duals, sound plurals, the
 * accusative in alef.  What is irregular stands in the table itself. */
#include "inflect.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lang/lexforms.h"

typedef struct emitter {
    isn_form_fn emit;
    void *user;
} emitter;

static bool ends(const char *word, const char *letters)
{
    size_t n = strlen(word), m = strlen(letters);
    return n >= m && strcmp(word + n - m, letters) == 0;
}

/* prefix + word without its last `cut` letters + suffix */
static void put(emitter *e, const char *prefix, const char *word, unsigned cut,
                const char *suffix, unsigned bits)
{
    char form[256];
    int n = (int)strlen(word) - 2 * (int)cut;
    if (n < 0) {
        return;
    }
    snprintf(form, sizeof form, "%s%.*s%s", prefix, n, word, suffix);
    e->emit(e->user, form, (uint16_t)bits);
}

/* The letter before the last one is a long alef: قال, أضاف. */
static bool hollow(const char *past)
{
    size_t n = strlen(past);
    return n >= 6 && memcmp(past + n - 4, "ا", 2) == 0;
}

static void past_forms(emitter *e, const char *past)
{
    unsigned p = ISN_FORM_PAST;
    put(e, "", past, 0, "", p);
    if (ends(past, "ى") || ends(past, "ا")) {
        bool alef = ends(past, "ا");
        put(e, "", past, 1, "ت", p | ISN_FORM_FEM);
        put(e, "", past, 1, "تا", p | ISN_FORM_FEM | ISN_FORM_DUAL);
        put(e, "", past, 1, "وا", p | ISN_FORM_PLURAL);
        put(e, "", past, 1, alef ? "وا" : "يا", p | ISN_FORM_DUAL);
        put(e, "", past, 1, alef ? "وت" : "يت", p | ISN_FORM_FIRST);
        put(e, "", past, 1, alef ? "ونا" : "ينا", p | ISN_FORM_FIRST);
        if (!alef) { /* before a pronoun: نفاه */
            put(e, "", past, 1, "ا", p);
        }
        return;
    }
    put(e, "", past, 0, "ت", p | ISN_FORM_FEM);
    put(e, "", past, 0, "تا", p | ISN_FORM_FEM | ISN_FORM_DUAL);
    put(e, "", past, 0, "ا", p | ISN_FORM_DUAL);
    put(e, "", past, 0, "وا", p | ISN_FORM_PLURAL);
    put(e, "", past, 0, "و", p | ISN_FORM_PLURAL); /* before a pronoun */
    put(e, "", past, 0, "نا", p | ISN_FORM_FIRST);
    if (hollow(past)) {
        char shorter[256];
        size_t n = strlen(past);
        snprintf(shorter, sizeof shorter, "%.*s%s", (int)n - 4, past,
                 past + n - 2);
        put(e, "", shorter, 0, "ت", p | ISN_FORM_FIRST);
        put(e, "", shorter, 0, "نا", p | ISN_FORM_FIRST);
        put(e, "", shorter, 0, "ن", p | ISN_FORM_FEM | ISN_FORM_PLURAL);
    } else {
        put(e, "", past, 0, "ن", p | ISN_FORM_FEM | ISN_FORM_PLURAL);
    }
}

static void present_forms(emitter *e, const char *present, const char *past)
{
    unsigned p = ISN_FORM_PRESENT;
    if (strncmp(present, "ي", 2) != 0) {
        put(e, "", present, 0, "", p);
        return;
    }
    const char *body = present + 2;
    unsigned weak = ends(body, "ي") || ends(body, "و") || ends(body, "ى");
    put(e, "ي", body, 0, "", p);
    put(e, "ت", body, 0, "", p | ISN_FORM_FEM);
    put(e, "ن", body, 0, "", p | ISN_FORM_FIRST);
    put(e, "أ", body, 0, "", p | ISN_FORM_FIRST);
    static const char *const many[] = {"ون", "وا"};
    for (unsigned i = 0; i < 2; i++) {
        put(e, "ي", body, weak, many[i], p | ISN_FORM_PLURAL);
        put(e, "ت", body, weak, many[i], p | ISN_FORM_PLURAL);
    }
    bool final_a = ends(body, "ى");
    put(e, "ي", body, final_a, final_a ? "يان" : "ان", p | ISN_FORM_DUAL);
    put(e, "ت", body, final_a, final_a ? "يان" : "ان",
        p | ISN_FORM_DUAL | ISN_FORM_FEM);
    if (weak && !ends(body, "و")) { /* after لم: ينف */
        put(e, "ي", body, 1, "", p);
        put(e, "ت", body, 1, "", p | ISN_FORM_FEM);
    }
    size_t n = strlen(body);
    if (hollow(past) && n >= 6) { /* after لم: يقل */
        char shorter[256];
        snprintf(shorter, sizeof shorter, "%.*s%s", (int)n - 4, body,
                 body + n - 2);
        put(e, "ي", shorter, 0, "", p);
        put(e, "ت", shorter, 0, "", p | ISN_FORM_FEM);
        put(e, "ي", shorter, 0, "ن", p | ISN_FORM_FEM | ISN_FORM_PLURAL);
    }
}

/* May the accusative be written with an alef? */
static bool takes_alef(const char *noun)
{
    return !ends(noun, "ة") && !ends(noun, "ى") && !ends(noun, "ا") &&
           !ends(noun, "اء") && !ends(noun, "ات");
}

static void noun_singular(emitter *e, const char *noun, unsigned bits)
{
    put(e, "", noun, 0, "", bits);
    if (takes_alef(noun)) {
        put(e, "", noun, 0, "ا", bits | ISN_FORM_ACC);
    }
}

static void noun_dual(emitter *e, const char *noun, unsigned bits)
{
    bits |= ISN_FORM_DUAL;
    if (ends(noun, "ة")) {
        put(e, "", noun, 1, "تان", bits);
        put(e, "", noun, 1, "تين", bits);
        put(e, "", noun, 1, "تا", bits);
        put(e, "", noun, 1, "تي", bits);
    } else if (ends(noun, "ا") && strlen(noun) > 8) { /* كاميرتان */
        put(e, "", noun, 1, "تان", bits);
        put(e, "", noun, 1, "تين", bits);
    } else if (ends(noun, "ى")) {
        put(e, "", noun, 1, "يان", bits);
        put(e, "", noun, 1, "يين", bits);
    } else {
        put(e, "", noun, 0, "ان", bits);
        put(e, "", noun, 0, "ين", bits);
    }
}

static void noun_plural(emitter *e, const char *plural, unsigned bits)
{
    bits |= ISN_FORM_PLURAL;
    put(e, "", plural, 0, "", bits);
    if (ends(plural, "ون") && strlen(plural) > 8) { /* not قرون */
        put(e, "", plural, 2, "ين", bits);
        put(e, "", plural, 2, "و", bits);
        put(e, "", plural, 2, "ي", bits);
    } else if (takes_alef(plural) && !ends(plural, "ين")) {
        put(e, "", plural, 0, "ا", bits | ISN_FORM_ACC);
    }
}

static void each(emitter *e, const char *list, unsigned bits,
                 void (*form)(emitter *, const char *, unsigned))
{
    if (!list || strcmp(list, "-") == 0) {
        return;
    }
    while (*list) {
        char word[256];
        size_t n = strcspn(list, "|");
        snprintf(word, sizeof word, "%.*s", (int)n, list);
        form(e, word, bits);
        list += n + (list[n] == '|');
    }
}

static void adjective(emitter *e, const char *word, unsigned bits)
{
    noun_singular(e, word, bits);
    noun_dual(e, word, bits);
    put(e, "", word, 0, "ة", bits | ISN_FORM_FEM);
    put(e, "", word, 0, "تان", bits | ISN_FORM_FEM | ISN_FORM_DUAL);
    put(e, "", word, 0, "تين", bits | ISN_FORM_FEM | ISN_FORM_DUAL);
    put(e, "", word, 0, "ون", bits | ISN_FORM_PLURAL);
    put(e, "", word, 0, "ين", bits | ISN_FORM_PLURAL);
    put(e, "", word, 0, "ات", bits | ISN_FORM_FEM | ISN_FORM_PLURAL);
}

void isn_inflect(isn_inflection how, const char *word, const isn_bases *bases,
                 isn_form_fn emit, void *user)
{
    emitter e = {emit, user};
    switch (how) {
    case ISN_INFLECT_NONE:
        put(&e, "", word, 0, "", 0);
        break;
    case ISN_INFLECT_VERB:
        past_forms(&e, word);
        if (bases->present && strcmp(bases->present, "-") != 0) {
            present_forms(&e, bases->present, word);
        }
        each(&e, bases->masdar, ISN_FORM_MASDAR, noun_singular);
        each(&e, bases->participle, ISN_FORM_PARTICIPLE, adjective);
        break;
    case ISN_INFLECT_NOUN:
        noun_singular(&e, word, 0);
        noun_dual(&e, word, 0);
        each(&e, bases->plural, 0, noun_plural);
        break;
    case ISN_INFLECT_ADJECTIVE:
        adjective(&e, word, 0);
        each(&e, bases->plural, 0, noun_plural);
        break;
    }
}
