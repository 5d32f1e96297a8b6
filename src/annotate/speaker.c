#include "annotate/speaker.h"

#include <string.h>

#include "annotate/entities.h"
#include "annotate/source_kind.h"

/* ---- voices ------------------------------------------------------------- */

void isn_voices_add(isn_voices *voices, const isn_voice *voice)
{
    voices->items[voices->count++ % ISN_VOICES] = *voice;
}

const isn_voice *isn_voices_last(const isn_voices *voices, const isn_cue *cue)
{
    bool feminine = cue && (cue->form & ISN_FORM_FEM) != 0;
    uint32_t kept = voices->count < ISN_VOICES ? voices->count : ISN_VOICES;
    for (uint32_t i = 0; i < kept; i++) {
        const isn_voice *v =
            &voices->items[(voices->count - 1 - i) % ISN_VOICES];
        if (!cue || isn_voice_agrees(v, feminine)) {
            return v;
        }
    }
    return kept ? &voices->items[(voices->count - 1) % ISN_VOICES] : NULL;
}

/* ---- parties ------------------------------------------------------------ */

static isnad_status by_entity(isn_scene *scene, isnad_span span, uint32_t id,
                              isnad_party *out)
{
    out->span = span;
    out->entity_id = id;
    out->entity = scene->doc->entities.items[id].name;
    return ISNAD_OK;
}

isnad_status isn_party_words(isn_scene *scene, uint32_t first, uint32_t last,
                             isnad_party *out)
{
    *out = (isnad_party){.entity_id = ISN_NO_TOKEN};
    out->entity_id = ISNAD_NO_ENTITY;
    out->span = isn_token_span(scene, first, last, true);
    const isn_token *t = isn_tok(scene, first);
    const char *words = scene->doc->text + out->span.begin;
    bool lost = (t->clitics & ISN_CLITIC_LI) && (t->clitics & ISN_CLITIC_AL) &&
                out->span.begin > t->span.begin &&
                memcmp(words, "\xD9\x84", 2) == 0; /* للصحيفة */
    out->entity =
        lost ? isn_arena_format(scene->doc->arena, "\xD8\xA7%.*s",
                                (int)(out->span.end - out->span.begin), words)
             : isn_doc_string(scene->doc, out->span);
    return out->entity ? ISNAD_OK : ISNAD_NOMEM;
}

/* «صحيفة "الأفق"», «موقع (نجم الجنوب)»: the words in quotation marks or in
 * brackets are the name. */
static bool quoted_name(const isn_scene *scene, const isn_phrase *p,
                        isnad_span *span)
{
    for (uint32_t i = p->first; i < p->last; i++) {
        uint32_t q = scene->quotes.of[i];
        if (q != ISN_NO_QUOTE && scene->quotes.list.items[q].open == i) {
            *span = isn_quote_span(scene->doc, &scene->quotes.list.items[q]);
            return true;
        }
    }
    uint32_t bracket = p->first + 1;
    uint32_t behind = isn_behind_bracket(scene, bracket, p->last);
    if (bracket < p->last && behind > bracket + 2) {
        *span = isn_token_span(scene, bracket + 1, behind - 1, false);
        return true;
    }
    return false;
}

static bool class_word(const isn_scene *scene, uint32_t at)
{
    isn_match_result m = isn_match(scene->doc, at, ISN_CLASS_CHANNEL);
    if (m.sense &&
        (isn_rows_channel[m.sense->row].kind == ISN_CHANNEL_KIND_MEDIA ||
         isn_rows_channel[m.sense->row].kind == ISN_CHANNEL_KIND_KEEPS)) {
        return true;
    }
    return isn_is(scene->doc, at, ISN_CLASS_ORG_HEAD);
}

isnad_status isn_party_of(isn_scene *scene, const isn_phrase *phrase,
                          isn_voice *out)
{
    isnad_doc *doc = scene->doc;
    *out = (isn_voice){.party = {.entity_id = ISNAD_NO_ENTITY}};
    out->kind = isn_source_kind(scene, phrase);
    if (phrase->person != ISN_NO_TOKEN) {
        const isnad_name *name = &doc->names.items[phrase->person];
        if (name->entity < doc->entities.count) {
            return by_entity(scene, name->span, name->entity, &out->party);
        }
    }
    isnad_status status =
        isn_party_words(scene, phrase->first, phrase->last, &out->party);
    if (status != ISNAD_OK) {
        return status;
    }
    isnad_span quoted;
    if (class_word(scene, phrase->first) &&
        quoted_name(scene, phrase, &quoted)) {
        out->party.entity = isn_doc_string(doc, quoted);
        return out->party.entity ? ISNAD_OK : ISNAD_NOMEM;
    }
    uint32_t sentence = isn_tok(scene, phrase->first)->sentence;
    uint32_t id = isn_source_anonymous(scene, phrase->first)
                      ? ISNAD_NO_ENTITY
                      : isn_entity_of_words(doc, out->party.span, sentence);
    if (id == ISNAD_NO_ENTITY && class_word(scene, phrase->first) &&
        phrase->first + 1 < phrase->last && scene->name_of[phrase->first + 1] &&
        isn_behind_name(scene, phrase->first + 1) == phrase->last) {
        id = doc->names.items[scene->name_of[phrase->first + 1] - 1].entity;
    }
    if (id < doc->entities.count) {
        if (doc->entities.items[id].type == ISNAD_PER) {
            out->kind = "named";
        }
        return by_entity(scene, out->party.span, id, &out->party);
    }
    return ISNAD_OK;
}

isnad_status isn_party_of_name(isn_scene *scene, uint32_t index, isn_voice *out)
{
    const isnad_name *name = &scene->doc->names.items[index];
    *out = (isn_voice){
        .party = {.entity_id = ISNAD_NO_ENTITY},
        .kind = name->type == ISNAD_PER ? "named" : "office",
    };
    return by_entity(scene, name->span, name->entity, &out->party);
}
