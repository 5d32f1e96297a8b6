/* «الوزير: …» over an article. */
#include "annotate/state.h"

#include <string.h>

#include "annotate/entities.h"

enum { HEADLINE_NAME = 10 }; /* tokens of who speaks, at most */

/* May this phrase before a colon be one who speaks?  Places mostly only say
 * where it happens. */
static bool speaks(const isn_scene *scene, const isn_phrase *p)
{
    /* «قضية فلان:», «وفاة فلان:»: what it is about. */
    bool matter = !scene->name_of[p->first] && !isn_can_speak(scene, p->first);
    if (p->person != ISN_NO_TOKEN && !matter) {
        return true;
    }
    uint32_t id = isn_entity_of_words(
        scene->doc, isn_token_span(scene, p->first, p->last, true),
        isn_tok(scene, p->first)->sentence);
    if (id < scene->doc->entities.count &&
        scene->doc->entities.items[id].type != ISNAD_LOC &&
        !(matter && scene->doc->entities.items[id].type == ISNAD_PER)) {
        return true;
    }
    if (isn_noun_sense(scene, p->first, ISN_CLASS_TITLE) ||
        isn_noun_sense(scene, p->first, ISN_CLASS_SOURCE) ||
        isn_noun_sense(scene, p->first, ISN_CLASS_CHANNEL)) {
        return true;
    }
    uint32_t name = scene->name_of[p->first];
    return name && scene->doc->names.items[name - 1].type == ISNAD_ORG;
}

/* «الوزير فلان بن فلان:», the name not all known to be one: words alone stand
 * between the office and the colon. */
static bool named_after(const isn_scene *scene, isn_phrase *p, uint32_t colon)
{
    if (!isn_noun_sense(scene, p->first, ISN_CLASS_TITLE) ||
        colon - p->behind > 4) {
        return false;
    }
    for (uint32_t i = p->behind; i < colon; i++) {
        uint32_t name = scene->name_of[i];
        if (!isn_is_word(scene, i) || isn_is_preposition(scene, i) ||
            isn_function_stop(scene, i)) {
            return false;
        }
        if (name && p->person == ISN_NO_TOKEN &&
            scene->doc->names.items[name - 1].type == ISNAD_PER) {
            p->person = name - 1;
        }
    }
    return true;
}

/* «… لرويترز:», «… لـCNN:» */
static bool told(const isn_scene *scene, uint32_t at, uint32_t colon)
{
    const isn_token *t = isn_tok(scene, at);
    return colon - at <= 4 && t->fold_len > 1 &&
           ((t->clitics & ISN_CLITIC_LI) || memcmp(t->fold, "ل", 2) == 0);
}

isnad_status isn_state_headline(isn_state *state)
{
    isn_scene *scene = &state->scene;
    uint32_t colon = state->first;
    while (colon < state->last && (!isn_is_punct(scene, colon, ':') ||
                                   scene->quotes.of[colon] != ISN_NO_QUOTE)) {
        colon++;
    }
    if (colon == state->first || colon + 2 >= state->last) {
        return ISNAD_OK;
    }
    isn_found found = {
        .cue_first = colon,
        .cue_last = colon + 1,
        .complement = {ISN_COMPLEMENT_COLON, colon, colon + 1, false},
        .end = state->last,
        .cls = ISN_SPEECH_CLASS_SAY,
        .stance = ISN_SPEECH_STANCE_ASSERTS,
        .least = 2,
    };
    const isn_record *main = isn_state_main(state);
    isn_phrase phrase;
    if (main && main->cue_first < colon) {
        if (main->content_first == colon + 1) {
            return ISNAD_OK; /* «… تهدد: سنرد» is read already */
        }
        found.voice = main->voice;
        return isn_state_record(state, &found);
    }
    if (main || colon - state->first > HEADLINE_NAME ||
        !isn_phrase_at(scene, NULL, state->first, colon, false, &phrase) ||
        !speaks(scene, &phrase) ||
        (phrase.behind != colon && phrase.last != colon &&
         !told(scene, phrase.behind, colon) &&
         !named_after(scene, &phrase, colon))) {
        return ISNAD_OK;
    }
    isnad_status status = isn_party_of(scene, &phrase, &found.voice);
    return status == ISNAD_OK ? isn_state_record(state, &found) : status;
}
