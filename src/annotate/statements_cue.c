/* From a verb of saying to its speaker and its content. */
#include "annotate/state.h"

#include <string.h>

enum {
    REACH = 60, /* tokens between a verb and its complement */
    REACH_MASDAR = 14,
    CHARACTERISATION = 4, /* words of «وصفه بأنه …» that make a statement */
};

/* «مشيرا إلى أن»: the subject of the sentence speaks on. */
static isnad_status read_participle(isn_state *state, const isn_cue *cue,
                                    isn_found *found)
{
    if (!isn_participle_speaks(&state->scene, cue, state->last,
                               &found->complement)) {
        found->complement.kind = ISN_COMPLEMENT_NONE;
        return ISNAD_OK;
    }
    /* «سالم الكعبي - الرياض - متابعة:»: a credit. */
    if (found->complement.kind == ISN_COMPLEMENT_COLON &&
        cue->first > state->first &&
        isn_is_dash(&state->scene, cue->first - 1)) {
        found->complement.kind = ISN_COMPLEMENT_NONE;
        return ISNAD_OK;
    }
    return isn_state_inherit(state, cue, found);
}

/* «نقلت القناة عن الوزير نفيه أن»: whom the pronoun means. */
static bool governed_before(const isn_scene *scene, const isn_cue *cue,
                            uint32_t first, isn_phrase *out)
{
    enum { FAR = 14 };
    for (uint32_t at = cue->first; at > first && at + FAR > cue->first; at--) {
        if (isn_token_is(scene->doc, at - 1, "عن") &&
            isn_phrase_at(scene, cue, at, cue->first, false, out) &&
            isn_skip_adverbs(scene, out->behind, cue->first) == cue->first) {
            return true;
        }
    }
    return false;
}

/* «إعلان الوزارة أن», «تحذيرات من», «قوله إن».  A verbal noun names its
 * speaker, or a pronoun on it does; in the plural it may stand alone. */
static isnad_status read_masdar(isn_state *state, const isn_cue *cue,
                                isn_found *found)
{
    isn_scene *scene = &state->scene;
    isn_complement *c = &found->complement;
    isn_phrase phrase;
    uint32_t at = cue->last;
    /* «احتمال إعلان الرئيس انسحابه», «عدم إعلان …»: nothing was said. */
    if (cue->first > state->first && isn_is_word(scene, cue->first - 1) &&
        (isn_frame_is(scene, cue->first - 1, ISN_FRAME_KIND_OBJECT, NULL) ||
         isn_token_is(scene->doc, cue->first - 1, "احتمال"))) {
        c->kind = ISN_COMPLEMENT_NONE;
        return ISNAD_OK;
    }
    bool accuses = cue->cls == ISN_SPEECH_CLASS_ACCUSE;
    const isn_token *t = isn_tok(scene, cue->first);
    bool plural =
        t->stem_len > 4 && memcmp(t->stem + t->stem_len - 4, "ات", 4) == 0;
    if (isn_complement_at(scene, cue, at, state->last, c)) {
        if (cue->pronoun && !accuses) {
            return governed_before(scene, cue, state->first, &phrase)
                       ? isn_state_subject(state, &phrase, found)
                       : isn_state_inherit(state, cue, found);
        }
        if (plural && !(t->clitics & ISN_CLITIC_AL) &&
            cue->object != ISN_SPEECH_OBJECT_BI &&
            c->kind == ISN_COMPLEMENT_OBJECT) {
            found->voice = (isn_voice){.party = {.entity_id = ISNAD_NO_ENTITY},
                                       .kind = "nobody"};
            return ISNAD_OK;
        }
        c->kind = ISN_COMPLEMENT_NONE;
        return ISNAD_OK;
    }
    /* «مطالبات مستمرة من الأهالي» */
    if (plural && at + 2 < state->last && isn_is_word(scene, at) &&
        isn_stem_ends(isn_tok(scene, at), "ه") &&
        isn_token_is(scene->doc, at + 1, "من")) {
        at++;
    }
    bool from = at + 1 < state->last && isn_token_is(scene->doc, at, "من");
    /* «مطالبة إيران بـ»: of her or by her; «اتهام فلان بـ»: of him. */
    if (!from && (cue->cls == ISN_SPEECH_CLASS_DEMAND || accuses) &&
        cue->object == ISN_SPEECH_OBJECT_BI) {
        return ISNAD_OK;
    }
    if (t->clitics & ISN_CLITIC_AL) {
        c->kind = ISN_COMPLEMENT_NONE;
        return ISNAD_OK;
    }
    if (isn_phrase_at(scene, cue, from ? at + 1 : at, state->last,
                      isn_wants_object(cue), &phrase) &&
        (from || (isn_is_somebody(scene, &phrase) &&
                  (!isn_is_document(scene, phrase.first) ||
                   isn_is_network(scene, phrase.first)))) &&
        isn_find_complement(scene, cue, phrase.behind, state->last,
                            REACH_MASDAR, c) &&
        (!c->bare || cue->cls == ISN_SPEECH_CLASS_ANNOUNCE ||
         cue->cls == ISN_SPEECH_CLASS_DENY)) {
        return isn_state_subject(state, &phrase, found);
    }
    c->kind = ISN_COMPLEMENT_NONE;
    return ISNAD_OK;
}

/* «صدر تقرير جاء فيه أن»: the document before the verb. */
static bool in_it(const isn_state *state, uint32_t at, uint32_t *doc)
{
    enum { FAR = 14 };
    const isn_scene *scene = &state->scene;
    if (!isn_token_is(scene->doc, at, "فيه") &&
        !isn_token_is(scene->doc, at, "فيها")) {
        return false;
    }
    for (uint32_t i = at; i > state->first && i + FAR > at; i--) {
        if (isn_is_document(scene, i - 1)) {
            *doc = i - 1;
            return true;
        }
    }
    return false;
}

/* «جاء في البيان»: the document behind في. */
static isnad_status read_text(isn_state *state, const isn_cue *cue,
                              isn_found *found)
{
    isn_scene *scene = &state->scene;
    isn_phrase phrase;
    bool back;
    isnad_status told = isn_state_back(state, cue->first, &back);
    if (told != ISNAD_OK || back) {
        return told;
    }
    uint32_t at = isn_skip_adverbs(scene, cue->last, state->last);
    bool in = at < state->last && isn_token_is(scene->doc, at, "في");
    uint32_t doc = 0;
    if (at < state->last && in_it(state, at, &doc) &&
        isn_phrase_at(scene, cue, doc, cue->first, false, &phrase)) {
        if (isn_find_complement(scene, cue, at, state->last, REACH,
                                &found->complement)) {
            return isn_state_subject(state, &phrase, found);
        }
        return ISNAD_OK;
    }
    bool text = isn_phrase_at(scene, cue, in ? at + 1 : at, state->last, false,
                              &phrase);
    isn_complement that;
    /* «جاء في القانون أن»: whatever is quoted. */
    isn_cue says = *cue;
    says.clause = true;
    bool quoted =
        text && in && !isn_is_document(scene, phrase.first) &&
        isn_complement_at(scene, &says, phrase.behind, state->last, &that) &&
        that.kind == ISN_COMPLEMENT_THAT;
    if (!text || (!quoted && !isn_is_document(scene, phrase.first))) {
        isnad_status status = isn_state_verb(state, cue, found);
        if (found->complement.kind == ISN_COMPLEMENT_COLON ||
            found->complement.kind == ISN_COMPLEMENT_OBJECT) {
            found->complement.kind = ISN_COMPLEMENT_NONE;
        }
        return status;
    }
    isn_cue open = *cue;
    open.clause = true;
    if (!isn_find_complement(scene, &open, phrase.behind, state->last, REACH,
                             &found->complement)) {
        return ISNAD_OK;
    }
    return isn_state_subject(state, &phrase, found);
}

static isnad_status read_cue(isn_state *state, const isn_cue *cue,
                             isn_found *found)
{
    if (cue->form & ISN_FORM_PARTICIPLE) {
        return read_participle(state, cue, found);
    }
    if (cue->form & ISN_FORM_MASDAR) {
        return read_masdar(state, cue, found);
    }
    if (cue->role == ISN_SPEECH_ROLE_TEXT) {
        return read_text(state, cue, found);
    }
    return isn_state_verb(state, cue, found);
}

/* «وفق ما أعلن», «حسبما ذكرت»: the verb belongs to the frame. */
static bool behind_frame(const isn_scene *scene, uint32_t at)
{
    if (at == 0 || isn_token_is(scene->doc, at - 1, "كما")) {
        return false;
    }
    if (isn_frame_is(scene, at - 1, ISN_FRAME_KIND_ACCORDING, NULL)) {
        return true;
    }
    bool what = isn_token_is(scene->doc, at - 1, "ما") ||
                isn_token_is(scene->doc, at - 1, "لما");
    return what && at > 1 &&
           isn_frame_at(scene, at - 2, NULL) == ISN_FRAME_KIND_ACCORDING;
}

/* «وُصف», «أُعلن»: a damma on the first letter marks the passive. */
static bool passive_marked(const isn_scene *scene, const isn_cue *cue)
{
    const isn_token *t = isn_tok(scene, cue->first);
    const char *text = scene->doc->text + t->word.begin;
    size_t len = t->word.end - t->word.begin;
    return (cue->form & ISN_FORM_PAST) && len > 4 &&
           memcmp(text + 2, "\xD9\x8F", 2) == 0;
}

/* The verb agrees with the document; its owner is what its head says. */
static bool through_document(const isn_scene *scene, isn_found *found)
{
    if (found->subject_first >= found->subject_last ||
        !isn_is_document(scene, found->subject_first)) {
        return false;
    }
    uint32_t at = isn_doc_token_at(scene->doc, found->voice.party.span.begin);
    if (at < scene->doc->tokens.count) {
        const isn_token *t = isn_tok(scene, at);
        found->voice.feminine =
            t->stem_len > 2 && memcmp(t->stem + t->stem_len - 2, "ه", 2) == 0;
    }
    return true;
}

/* A verb in the future that no noun phrase is the subject of. */
static bool nobody_yet(const isn_scene *scene, const isn_cue *cue,
                       const isn_found *found)
{
    return (isn_tok(scene, cue->first)->clitics & ISN_CLITIC_SA) &&
           !isn_conjoined(scene, cue->first) &&
           found->complement.kind == ISN_COMPLEMENT_OBJECT &&
           found->subject_first >= found->subject_last;
}

/* «ورحب المهندس فلان بالقرار. وقال …»: a person whose words are not told spoke
 * all the same. */
static isnad_status heard(isn_state *state, const isn_cue *cue)
{
    isn_scene *scene = &state->scene;
    isn_phrase who;
    uint32_t at = isn_skip_adverbs(scene, cue->last, state->last);
    if (!isn_cue_finite(cue) || cue->first > state->first + 1 ||
        !isn_phrase_at(scene, cue, at, state->last, true, &who) ||
        who.person == ISN_NO_TOKEN) {
        return ISNAD_OK;
    }
    isn_voice voice;
    isnad_status status = isn_party_of(scene, &who, &voice);
    if (status == ISNAD_OK) {
        voice.feminine = (cue->form & ISN_FORM_FEM) != 0;
        isn_voices_add(&state->voices, &voice);
    }
    return status;
}

isnad_status isn_state_cue(isn_state *state, uint32_t *at)
{
    isn_cue cue;
    isn_scene *scene = &state->scene;
    if (!isn_cue_at(scene, *at, &cue) || (cue.form & ISN_FORM_FIRST)) {
        return ISNAD_OK;
    }
    uint32_t n = 1;
    if (behind_frame(scene, *at) ||
        isn_frame_is(scene, *at, ISN_FRAME_KIND_SILENT, &n)) {
        *at += n - 1;
        return ISNAD_OK;
    }
    /* «طلب عدم ذكر اسمه» */
    if (cue.cls != ISN_SPEECH_CLASS_ANNOUNCE &&
        isn_frame_is(scene, cue.last, ISN_FRAME_KIND_SILENT, &n)) {
        *at = cue.last + n - 1;
        return ISNAD_OK;
    }
    bool denies = cue.stance == ISN_SPEECH_STANCE_DENIES;
    if (cue.negated && !denies) {
        return ISNAD_OK;
    }
    isn_found found = {
        .cue_first = cue.first,
        .cue_last = cue.last,
        .cls = cue.cls,
        .stance = cue.negated ? ISN_SPEECH_STANCE_ASSERTS : cue.stance,
        .least = 2,
    };
    bool nobody =
        cue.role == ISN_SPEECH_ROLE_PASSIVE || passive_marked(scene, &cue);
    if (nobody && cue.cls == ISN_SPEECH_CLASS_CLAIM &&
        cue.role != ISN_SPEECH_ROLE_PASSIVE) {
        return ISNAD_OK; /* «زُعم أن»: hearsay, not a statement */
    }
    isnad_status status = read_cue(state, &cue, &found);
    if (status == ISNAD_OK && found.complement.kind == ISN_COMPLEMENT_NONE) {
        status = heard(state, &cue);
    }
    if (status != ISNAD_OK || found.complement.kind == ISN_COMPLEMENT_NONE) {
        return status;
    }
    /* «الأدوية التي ركزت عليها الدراسة: …»: a list. */
    if (found.complement.kind == ISN_COMPLEMENT_COLON && cue.first > 0 &&
        isn_kind_is(scene, cue.first - 1, ISN_FUNCTION_KIND_RELATIVE)) {
        return ISNAD_OK;
    }
    /* «ليرد: …», «ليؤكد أن», but «لتبلغ مليونا» says nothing. */
    if ((isn_tok(scene, cue.first)->clitics & ISN_CLITIC_LI) &&
        found.complement.kind == ISN_COMPLEMENT_OBJECT) {
        return ISNAD_OK;
    }
    /* «هذا ما أكده الوزير», «ما يدعونا إلى», «مما يشير إلى»: what is meant
     * stands before. */
    if (cue.first > 0 && (isn_token_is(scene->doc, cue.first - 1, "ما") ||
                          isn_token_is(scene->doc, cue.first - 1, "مما"))) {
        return ISNAD_OK;
    }
    /* «سيُعلن عن النتائج»: it has not been said. */
    if (nobody_yet(&state->scene, &cue, &found)) {
        return ISNAD_OK;
    }
    bool relayed = cue.role == ISN_SPEECH_ROLE_RELAY && /* «نُقل عن» */
                   found.subject_first < found.subject_last;
    if (nobody && !relayed) {
        found.voice = (isn_voice){.party = {.entity_id = ISNAD_NO_ENTITY},
                                  .kind = "nobody"};
    } else if (!found.follows && !through_document(scene, &found)) {
        found.voice.feminine = (cue.form & ISN_FORM_FEM) != 0;
    }
    if (!cue.clause && cue.object == ISN_SPEECH_OBJECT_BI &&
        cue.cls == ISN_SPEECH_CLASS_SAY) {
        found.least = CHARACTERISATION;
    }
    *at =
        found.complement.at > cue.last - 1 ? found.complement.at : cue.last - 1;
    if (found.complement.kind == ISN_COMPLEMENT_OBJECT && *at > cue.first) {
        (*at)--; /* the object may itself be a cue: «أعلن رفض …» */
    }
    return isn_state_record(state, &found);
}
