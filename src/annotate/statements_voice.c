/* Who speaks: the phrase beside the verb, the owner of a document, or he who
 * spoke before. */
#include "annotate/state.h"

#include <string.h>

/* ---- documents that speak ----------------------------------------------- */

/* «أضاف البيان»: what is quoted is the document, whoever brought it out; but
 * «بيان للوزير فلان» has him speak, and «تقرير للصحيفة» is her own. */
static void speaks_itself(isn_voice *voice, const isn_phrase *owner)
{
    bool person = owner && owner->person != ISN_NO_TOKEN;
    if (!person && !(voice->kind && strcmp(voice->kind, "media") == 0)) {
        voice->kind = "document";
    }
}

isnad_status isn_state_speaker(isn_state *state, const isn_phrase *phrase,
                               isn_voice *voice, isn_vias *vias)
{
    isn_scene *scene = &state->scene;
    if (!isn_is_document(scene, phrase->first) ||
        isn_is_network(scene, phrase->first)) {
        return isn_party_of(scene, phrase, voice);
    }
    isn_match_result m =
        isn_match(scene->doc, phrase->first, ISN_CLASS_CHANNEL);
    uint32_t behind = phrase->first + (m.tokens ? m.tokens : 1);
    isn_phrase owner;
    isn_via hop = {.token = phrase->first};
    isnad_status status =
        isn_party_words(scene, phrase->first, behind, &hop.party);
    if (status != ISNAD_OK) {
        return status;
    }
    hop.cue = isn_token_span(scene, phrase->first, behind, false);
    if (isn_owner_of(scene, phrase, behind, state->last, &owner)) {
        isn_vias_add(scene, vias, &hop);
        status = isn_party_of(scene, &owner, voice);
        voice->written = true;
        state->issuer = *voice;
        state->issued = status == ISNAD_OK;
        speaks_itself(voice, &owner);
        return status;
    }
    const isn_voice *before =
        state->issued ? &state->issuer : isn_voices_last(&state->voices, NULL);
    if (before && (isn_tok(scene, phrase->first)->clitics & ISN_CLITIC_AL)) {
        isn_vias_add(scene, vias, &hop);
        *voice = *before;
        voice->party.span = isn_token_span(scene, phrase->first, behind, true);
        speaks_itself(voice, NULL);
        return ISNAD_OK;
    }
    /* «حسب ما أعلن الوزير، وجاء في بيان» */
    isn_found framed = {0};
    bool speaks = false;
    if (phrase->first > state->first) {
        status = isn_state_framed(state, phrase->first, &framed, &speaks);
    }
    if (status != ISNAD_OK || speaks) {
        isn_vias_add(scene, vias, &hop);
        *voice = framed.voice;
        return status;
    }
    /* «أفاد تقرير»: it speaks, and is what it came through; of «تقارير» nothing
     * more is known. */
    if (m.sense && !(m.sense->form & ISN_FORM_PLURAL)) {
        isn_vias_add(scene, vias, &hop);
    }
    return isn_party_of(scene, phrase, voice);
}

/* «أصدرت الوزارة بيانا», «صدر بيان عن الوزارة»: who brings a document out at
 * token `at`. */
static bool issuer_at(const isn_scene *scene, uint32_t at, uint32_t last,
                      isn_phrase *who)
{
    uint32_t n = 1;
    if (!isn_frame_is(scene, at, ISN_FRAME_KIND_PASSES, &n) ||
        (isn_tok(scene, at)->clitics & ISN_CLITIC_PRON) ||
        !isn_phrase_at(scene, NULL, isn_skip_adverbs(scene, at + n, last), last,
                       true, who)) {
        return false;
    }
    if (isn_is_document(scene, who->first)) {
        uint32_t by = who->first + 1;
        return by + 1 < last && isn_token_is(scene->doc, by, "عن") &&
               isn_phrase_at(scene, NULL, by + 1, last, false, who) &&
               isn_is_somebody(scene, who);
    }
    uint32_t doc = isn_skip_adverbs(scene, who->behind, last);
    /* «أصدرت عائلات التلة بيانا»: whoever they are, if it is one of theirs. */
    bool any = doc < last && !(isn_tok(scene, doc)->clitics & ISN_CLITIC_AL);
    return doc < last && isn_is_document(scene, doc) &&
           (any || isn_is_somebody(scene, who));
}

isnad_status isn_state_issuer(isn_state *state, uint32_t at)
{
    isn_phrase who;
    isn_voice voice;
    if (!issuer_at(&state->scene, at, state->last, &who)) {
        return ISNAD_OK;
    }
    isnad_status status = isn_party_of(&state->scene, &who, &voice);
    if (status == ISNAD_OK) {
        isn_voices_add(&state->voices, &voice);
        state->issuer = voice;
        state->issued = true;
    }
    return status;
}

/* «صدر بيان عن الجيش قال فيه إن»: «فيه» points back to what this unit has just
 * brought out. */
static bool in_what_was_issued(const isn_state *state, const isn_cue *cue)
{
    const isn_scene *scene = &state->scene;
    return state->issued && cue->last < state->last &&
           (isn_token_is(scene->doc, cue->last, "فيه") ||
            isn_token_is(scene->doc, cue->last, "فيها")) &&
           state->issuer.party.span.begin >=
               isn_tok(scene, state->first)->span.begin;
}

/* ---- the speaker -------------------------------------------------------- */

/* «إجراءات تهدد بـ»: the verb describes the noun before it. */
static bool describes(const isn_state *state, const isn_cue *cue)
{
    const isn_scene *scene = &state->scene;
    uint32_t at = cue->first;
    if (at <= state->first || !isn_is_word(scene, at - 1) ||
        (cue->form & ISN_FORM_PLURAL) ||
        (isn_tok(scene, at)->clitics & (ISN_CLITIC_WA | ISN_CLITIC_FA)) ||
        scene->date_of[at - 1] || scene->name_of[at - 1]) {
        return false;
    }
    int kind = isn_frame_at(scene, at - 1, NULL);
    return (kind < 0 || kind == ISN_FRAME_KIND_OBJECT ||
            kind == ISN_FRAME_KIND_NAMED) &&
           !isn_is(scene->doc, at - 1, ISN_CLASS_FUNCTION) &&
           !isn_is(scene->doc, at - 1, ISN_CLASS_CHANNEL);
}

isnad_status isn_state_subject(isn_state *state, const isn_phrase *phrase,
                               isn_found *found)
{
    found->subject_first = phrase->first;
    found->subject_last = phrase->behind;
    return isn_state_speaker(state, phrase, &found->voice, &found->vias);
}

bool isn_cue_shows(const isn_cue *cue)
{
    return cue->object == ISN_SPEECH_OBJECT_ILA ||
           cue->role == ISN_SPEECH_ROLE_TEXT;
}

/* A plural of people that a table knows: الوزراء, ناشطون. */
static bool several(const isn_scene *scene, uint32_t at)
{
    const isn_sense *source = isn_noun_sense(scene, at, ISN_CLASS_SOURCE);
    const isn_sense *title = isn_noun_sense(scene, at, ISN_CLASS_TITLE);
    return (source && (source->form & ISN_FORM_PLURAL)) ||
           (title && (title->form & ISN_FORM_PLURAL));
}

/* «أثار غضب المصريين وطالبوا»: the plural that a plural verb takes up. */
static bool plural_before(const isn_scene *scene, const isn_cue *cue,
                          uint32_t first, isn_phrase *out)
{
    for (uint32_t at = cue->first; at > first && at + 12 > cue->first; at--) {
        const isn_token *t = isn_tok(scene, at - 1);
        const char *tail = t->stem + t->stem_len - 4;
        bool his = (t->clitics & ISN_CLITIC_PRON) && at == cue->first &&
                   (isn_stem_ends(t, "ي") || isn_stem_ends(t, "و"));
        bool those = (t->clitics & ISN_CLITIC_AL) &&
                     (memcmp(tail, "ين", 4) == 0 || memcmp(tail, "ون", 4) == 0);
        /* «ولكن متابعيه اعتبروا أن», «نشر ناشطون …، واتهموا» */
        bool many = several(scene, at - 1) &&
                    !(t->clitics & (ISN_CLITIC_BI | ISN_CLITIC_LI));
        if (t->kind == ISN_WORD && t->stem_len > 6 && (his || those || many)) {
            /* «عدد من المواطنين» */
            bool some = at > first + 2 &&
                        isn_token_is(scene->doc, at - 2, "من") &&
                        isn_is_quantity(scene, at - 3);
            *out = (isn_phrase){some ? at - 3 : at - 1, at, at, ISN_NO_TOKEN};
            return true;
        }
    }
    return false;
}

/* Is the one meant a noun whose gender is not the participle's? */
static bool clashes(const isn_scene *scene, const isn_voice *voice,
                    const isn_cue *cue)
{
    uint32_t at = isn_doc_token_at(scene->doc, voice->party.span.begin);
    if ((cue->form & (ISN_FORM_PLURAL | ISN_FORM_DUAL)) ||
        at >= scene->doc->tokens.count || scene->name_of[at]) {
        return false;
    }
    const isn_token *t = isn_tok(scene, at);
    bool feminine = isn_stem_ends(t, "ه") || isn_stem_ends(t, "ات") ||
                    isn_stem_ends(t, "اء");
    return feminine != ((cue->form & ISN_FORM_FEM) != 0) &&
           (t->clitics & ISN_CLITIC_AL);
}

/* «… لحركة الوادي التي دانت الواقعة قائلة إن»: within a relative clause the
 * participle is said of whom the clause describes. */
static bool in_relative(const isn_scene *scene, const isn_cue *cue,
                        uint32_t first, isn_phrase *out)
{
    enum { FAR = 9 };
    bool feminine = (cue->form & ISN_FORM_FEM) != 0;
    uint32_t from = first + 1;
    if (cue->form & (ISN_FORM_PLURAL | ISN_FORM_DUAL)) {
        return false;
    }
    for (uint32_t at = cue->first; at > from && at + FAR > cue->first; at--) {
        if (!isn_is_word(scene, at - 1)) {
            return false;
        }
        if (isn_kind_is(scene, at - 1, ISN_FUNCTION_KIND_RELATIVE)) {
            isn_cue verb = *cue;
            verb.first = at;
            return at < cue->first &&
                   isn_fold_is(scene, at - 1, feminine ? "التي" : "الذي") &&
                   isn_phrase_before(scene, &verb, first, out);
        }
    }
    return false;
}

/* Who speaks where no noun phrase says so. */
isnad_status isn_state_inherit(isn_state *state, const isn_cue *cue,
                               isn_found *found)
{
    isn_scene *scene = &state->scene;
    isn_phrase phrase;
    const isn_record *main = isn_state_main(state);
    bool verb = isn_cue_finite(cue);
    if (in_what_was_issued(state, cue)) {
        found->voice = state->issuer;
        return ISNAD_OK;
    }
    /* «…، وقال»: what stands before «و» is no subject of his. */
    bool joined = (isn_tok(scene, cue->first)->clitics & ISN_CLITIC_WA) != 0;
    if (verb && !joined &&
        isn_phrase_before(scene, cue, state->first, &phrase)) {
        /* «الأدلة تشير إلى»: things that only show say nothing. */
        if (isn_cue_shows(cue) && !isn_is_somebody(scene, &phrase)) {
            found->complement.kind = ISN_COMPLEMENT_NONE;
            return ISNAD_OK;
        }
        return isn_state_subject(state, &phrase, found);
    }
    if (verb && found->complement.kind == ISN_COMPLEMENT_OBJECT &&
        cue->first > state->first &&
        isn_kind_is(scene, cue->first - 1, ISN_FUNCTION_KIND_RELATIVE)) {
        found->complement.kind = ISN_COMPLEMENT_NONE;
        return ISNAD_OK;
    }
    if (verb && found->complement.kind == ISN_COMPLEMENT_OBJECT &&
        describes(state, cue)) {
        found->complement.kind = ISN_COMPLEMENT_NONE;
        return ISNAD_OK;
    }
    if ((cue->form &
         (verb ? ISN_FORM_PLURAL : ISN_FORM_PLURAL | ISN_FORM_DUAL)) &&
        (verb || !main) && !(cue->form & ISN_FORM_FEM) &&
        plural_before(scene, cue, state->first, &phrase)) {
        return isn_state_subject(state, &phrase, found);
    }
    if (!verb && in_relative(scene, cue, state->first, &phrase)) {
        return isn_state_subject(state, &phrase, found);
    }
    /* «استندت الدراسة إلى المركز، حيث قال إن»: not the study. */
    bool many = (cue->form & (ISN_FORM_PLURAL | ISN_FORM_DUAL)) != 0;
    bool feminine = (cue->form & ISN_FORM_FEM) != 0;
    if (main && (!verb || many || isn_voice_agrees(&main->voice, feminine))) {
        found->voice = main->voice;
        found->follows = !verb;
        return ISNAD_OK;
    }
    bool framed = false;
    if (!verb) {
        isnad_status status =
            isn_state_opening(state, cue->first, found, &framed);
        /* «الخطوة برأي الوزير كافية، داعيا إلى» */
        if (status == ISNAD_OK && !framed) {
            status = isn_state_framed(state, cue->first, found, &framed);
        }
        if (status != ISNAD_OK || framed) {
            return status;
        }
    }
    bool opens = cue->first <= state->first + 1;
    if (!opens &&
        isn_actor_in(scene, state->first, cue->first, false, &found->voice)) {
        /* «… الحكم، وجعل محاميتها تتقدم بالتماس، مشيرة إلى أن» */
        isn_voice other;
        if (!verb && clashes(scene, &found->voice, cue) &&
            isn_actor_in(scene, state->first, cue->first, true, &other)) {
            found->voice = other;
        }
        return ISNAD_OK;
    }
    const isn_voice *before = isn_voices_last(&state->voices, cue);
    if (before) {
        found->voice = *before;
        return ISNAD_OK;
    }
    if (!isn_actor_in(scene, 0, cue->first, true, &found->voice)) {
        found->voice = (isn_voice){.party = {.entity_id = ISNAD_NO_ENTITY},
                                   .kind = "nobody"};
    }
    return ISNAD_OK;
}

/* «الأخير»: the one who spoke last. */
static bool stands_for_last(const isn_state *state, const isn_phrase *phrase)
{
    const isn_scene *scene = &state->scene;
    /* «البريطاني» alone, too. */
    bool origin = phrase->last == phrase->first + 1 &&
                  phrase->person == ISN_NO_TOKEN &&
                  !scene->name_of[phrase->first] &&
                  (isn_tok(scene, phrase->first)->clitics & ISN_CLITIC_AL) &&
                  isn_is(scene->doc, phrase->first, ISN_CLASS_NATIONALITY);
    return origin ||
           isn_frame_is(scene, phrase->first, ISN_FRAME_KIND_SELF, NULL);
}

/* «وقال هذا المسؤول»: the person just spoken of. */
static bool points_back(const isn_state *state, const isn_phrase *phrase)
{
    const isn_scene *scene = &state->scene;
    uint32_t at = phrase->first;
    if (phrase->person != ISN_NO_TOKEN || at == 0) {
        return false;
    }
    uint32_t noun = at;
    if (isn_kind_is(scene, at, ISN_FUNCTION_KIND_DEMONSTRATIVE)) {
        noun = at + 1;
    } else if (!isn_kind_is(scene, at - 1, ISN_FUNCTION_KIND_DEMONSTRATIVE)) {
        return false;
    }
    return noun < scene->doc->tokens.count && !isn_is_document(scene, noun) &&
           (isn_tok(scene, noun)->clitics & ISN_CLITIC_AL) &&
           (isn_noun_sense(scene, noun, ISN_CLASS_TITLE) ||
            isn_noun_sense(scene, noun, ISN_CLASS_SOURCE)) &&
           !several(scene, noun);
}

isnad_status isn_state_take(isn_state *state, const isn_cue *cue,
                            const isn_phrase *phrase, isn_found *found)
{
    if (stands_for_last(state, phrase)) {
        const isn_voice *v = isn_voices_last(&state->voices, cue);
        if (v) {
            found->voice = *v;
            found->voice.party.span = isn_token_span(
                &state->scene, phrase->first, phrase->last, true);
            found->subject_first = phrase->first;
            found->subject_last = phrase->behind;
            return ISNAD_OK;
        }
    }
    isnad_status status = isn_state_subject(state, phrase, found);
    /* «وأضاف نجم الفريق»: who speaks on is the person who spoke. */
    const isn_voice *v = isn_voices_last(&state->voices, cue);
    bool on = cue->cls == ISN_SPEECH_CLASS_ADD &&
              isn_noun_sense(&state->scene, phrase->first, ISN_CLASS_TITLE);
    if (status == ISNAD_OK && v && strcmp(v->kind, "named") == 0 &&
        phrase->person == ISN_NO_TOKEN &&
        strcmp(found->voice.kind, "named") != 0 &&
        (on || points_back(state, phrase))) {
        isnad_span span = found->voice.party.span;
        found->voice = *v;
        found->voice.party.span = span;
    }
    return status;
}

uint32_t isn_source_behind(const isn_scene *scene, uint32_t at, uint32_t last)
{
    uint32_t n = 1;
    if (at < last && isn_frame_is(scene, at, ISN_FRAME_KIND_SELF, &n)) {
        at += n;
    }
    if (at < last && (isn_token_is(scene->doc, at, "عن") ||
                      isn_token_is(scene->doc, at, "الي"))) {
        at++; /* «نسبت الصحيفة إلى» */
    } else if (at + 1 < last && isn_token_is(scene->doc, at, "علي") &&
               isn_token_is(scene->doc, at + 1, "لسان")) {
        at += 2;
    } else {
        return ISN_NO_TOKEN;
    }
    return at < last ? at : ISN_NO_TOKEN;
}

/* «نقلت الوكالة عن صحيفة عن مصدر قوله إن»: the last one speaks, the others
 * are hops. */
isnad_status isn_state_relay(isn_state *state, const isn_cue *cue,
                             const isn_phrase *phrase, isn_found *found)
{
    isn_scene *scene = &state->scene;
    isn_phrase at = *phrase, next;
    isn_phrase chain[4];
    unsigned count = 0;
    uint32_t from = isn_source_behind(
        scene, isn_skip_adverbs(scene, phrase->behind, state->last),
        state->last);
    while (count < 4 && from != ISN_NO_TOKEN &&
           isn_phrase_at(scene, cue, from, state->last, false, &next)) {
        chain[count++] = at;
        at = next;
        from = isn_source_behind(scene, at.behind, state->last);
    }
    isnad_status status =
        isn_state_speaker(state, &at, &found->voice, &found->vias);
    found->subject_first = phrase->first;
    found->subject_last = at.behind;
    isn_cue noun; /* «نقلت عن الوزير نفيه أن» */
    if (found->complement.at > cue->last &&
        isn_cue_at(scene, found->complement.at - 1, &noun) &&
        (noun.form & ISN_FORM_MASDAR)) {
        found->cls = noun.cls;
        found->stance = noun.stance;
    }
    for (unsigned i = count; i-- > 0 && status == ISNAD_OK;) {
        isn_via hop = {.token = chain[i].first};
        hop.cue = isn_token_span(scene, chain[i].first, chain[i].last, false);
        isn_voice voice;
        status = isn_is_medium(scene, chain[i].first)
                     ? isn_medium_of(scene, &chain[i], &hop.party)
                     : isn_party_of(scene, &chain[i], &voice);
        if (!isn_is_medium(scene, chain[i].first)) {
            hop.party = voice.party;
        }
        isn_vias_add(scene, &found->vias, &hop);
    }
    return status;
}
