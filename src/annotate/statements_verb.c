/* From a verb of saying to its subject and its complement. */
#include "annotate/state.h"

#include <string.h>

enum { REACH = 60 }; /* tokens between a verb and its complement */

/* «"…"، قال فلان»: the quotation before the verb is its content. */
static bool quote_before(const isn_state *state, const isn_cue *cue,
                         isn_complement *c)
{
    const isn_scene *scene = &state->scene;
    uint32_t at = cue->first;
    while (at > state->first &&
           (isn_is_comma(scene, at - 1) || isn_is_dash(scene, at - 1))) {
        at--;
    }
    if (at <= state->first) {
        return false;
    }
    uint32_t q = isn_quote_around(&scene->quotes, at - 1);
    if (q == ISN_NO_QUOTE || state->taken[q] ||
        scene->quotes.list.items[q].close != at - 1 ||
        scene->quotes.list.items[q].words < 4) {
        return false;
    }
    const isn_quote *quote = &scene->quotes.list.items[q];
    *c = (isn_complement){ISN_COMPLEMENT_QUOTE, quote->open, quote->first,
                          false};
    return true;
}

/* «روسيا تهدد بـ», «الوزير الذي يقود»: is the phrase before the verb its
 * subject, though another one stands behind it? */
static bool subject_before(const isn_state *state, const isn_cue *cue,
                           isn_phrase *phrase)
{
    const isn_scene *scene = &state->scene;
    /* «نشر كريم صورة، ليرد عليه فهمي»: behind ل, too. */
    bool conjoined = (isn_tok(scene, cue->first)->clitics &
                      (ISN_CLITIC_WA | ISN_CLITIC_FA | ISN_CLITIC_LI)) != 0;
    if (cue->first == state->first || conjoined ||
        !isn_phrase_before(scene, cue, state->first, phrase)) {
        return false;
    }
    return (cue->form & ISN_FORM_PLURAL) || isn_is_somebody(scene, phrase) ||
           (state->title && phrase->first == state->first) ||
           isn_kind_is(scene, cue->first - 1, ISN_FUNCTION_KIND_RELATIVE);
}

/* The verb's subject stands before it: what follows is addressee and
 * complement. */
static isnad_status read_behind_subject(isn_state *state, const isn_cue *cue,
                                        const isn_phrase *subject,
                                        isn_found *found)
{
    uint32_t after = isn_skip_adverbs(&state->scene, cue->last, state->last);
    if (!isn_find_complement(&state->scene, cue, after, state->last, REACH,
                             &found->complement)) {
        return ISNAD_OK;
    }
    return isn_state_take(state, cue, subject, found);
}

/* A plural of things: التجارب, المعطيات. */
static bool thing(const isn_scene *scene, const isn_phrase *p)
{
    const isn_token *t = isn_tok(scene, p->first);
    return p->last == p->first + 1 && (t->clitics & ISN_CLITIC_AL) &&
           scene->quotes.of[p->first] == ISN_NO_QUOTE;
}

/* «يحث المسلمين», «رفضت نشر اسمها», «جددت تفوقها»: what follows the verb is
 * its object. */
static bool no_subject(const isn_scene *scene, const isn_cue *cue,
                       const isn_phrase *p)
{
    const isn_token *t = isn_tok(scene, p->first);
    /* «واتهموا القوات»: a verb in the plural has its subject before it. */
    if (cue->form & ISN_FORM_PLURAL) {
        return true;
    }
    if (scene->name_of[p->first] || t->kind != ISN_WORD ||
        p->person != ISN_NO_TOKEN) {
        return false;
    }
    bool definite = (t->clitics & ISN_CLITIC_AL) != 0;
    /* «قال منظموها»: the nominative. */
    if ((t->clitics & ISN_CLITIC_PRON) && isn_stem_ends(t, "و")) {
        return false;
    }
    for (uint32_t i = p->first; definite && i < p->last; i++) {
        t = isn_tok(scene, i);
        if (t->stem_len > 6 && (t->clitics & ISN_CLITIC_AL) &&
            isn_stem_ends(t, "ين") && !scene->name_of[i] &&
            (i == p->first || !isn_can_speak(scene, i))) {
            return true;
        }
    }
    t = isn_tok(scene, p->first);
    return !definite && !isn_can_speak(scene, p->first) &&
           ((t->clitics & ISN_CLITIC_PRON) ||
            isn_frame_is(scene, p->first, ISN_FRAME_KIND_OBJECT, NULL));
}

/* Verbs that name whom they turn to: «طالب الشرطة بـ», «اتهم الشرطة بـ». */
static bool addresses(const isn_cue *cue)
{
    return cue->cls == ISN_SPEECH_CLASS_ACCUSE ||
           cue->cls == ISN_SPEECH_CLASS_DEMAND;
}

/* «وفي ليبيا، أكد الرئيس أن»: behind a comma the verb has its subject behind
 * it, unless it may be whom the verb addresses. */
static bool subject_behind(const isn_scene *scene, const isn_cue *cue,
                           uint32_t after, uint32_t last)
{
    isn_phrase phrase;
    bool asks =
        addresses(cue) || (cue->object == ISN_SPEECH_OBJECT_BI && !cue->clause);
    bool somebody = !asks && !(cue->form & ISN_FORM_PLURAL) && cue->first > 0 &&
                    after < last &&
                    isn_phrase_at(scene, cue, after, last, true, &phrase) &&
                    isn_is_somebody(scene, &phrase) &&
                    ((isn_tok(scene, after)->clitics & ISN_CLITIC_AL) ||
                     phrase.person != ISN_NO_TOKEN);
    if (!somebody) {
        return false;
    }
    /* «التحالف الذي يرى المحللون أنه هش» */
    isn_complement c;
    bool relative =
        isn_kind_is(scene, cue->first - 1, ISN_FUNCTION_KIND_RELATIVE) &&
        isn_complement_at(scene, cue, phrase.behind, last, &c) &&
        c.kind == ISN_COMPLEMENT_THAT;
    return relative || isn_is_comma(scene, cue->first - 1);
}

/* «وقع سكان الحي عريضة تطالب البلدية بتركها»: the verb describes an indefinite
 * noun, whose gender it has. */
static bool described(const isn_scene *scene, const isn_cue *cue,
                      uint32_t first, isn_phrase *out)
{
    uint32_t at = cue->first - 1;
    if (!addresses(cue) || !(cue->form & ISN_FORM_PRESENT) ||
        cue->first <= first || !isn_is_document(scene, at) ||
        (isn_tok(scene, at)->clitics & (ISN_CLITIC_AL | ISN_CLITIC_PRON)) ||
        isn_stem_ends(isn_tok(scene, at), "ه") !=
            ((cue->form & ISN_FORM_FEM) != 0)) {
        return false;
    }
    *out = (isn_phrase){at, at + 1, at + 1, ISN_NO_TOKEN};
    return true;
}

/* «قالت إنه طالب الشرطة بالإفراج»: the pronoun is the subject, and whom he
 * asks follows. */
static bool pronoun_before(const isn_scene *scene, const isn_cue *cue)
{
    return addresses(cue) && cue->first > 0 &&
           isn_frame_is(scene, cue->first - 1, ISN_FRAME_KIND_THAT, NULL) &&
           isn_governs_pronoun(isn_tok(scene, cue->first - 1));
}

/* Is the noun one man's title or one woman's, and the verb of the other gender?
 * Then it is the verb's object: «وحثت العالم على». */
static bool clashes(const isn_scene *scene, const isn_cue *cue, uint32_t at)
{
    const isn_token *t = isn_tok(scene, at);
    const isn_sense *s = isn_noun_sense(scene, at, ISN_CLASS_TITLE);
    s = s ? s : isn_noun_sense(scene, at, ISN_CLASS_SOURCE);
    if (!s || scene->name_of[at] || !(t->clitics & ISN_CLITIC_AL) ||
        (s->form & (ISN_FORM_PLURAL | ISN_FORM_DUAL))) {
        return false;
    }
    return isn_stem_ends(t, "ه") != ((cue->form & ISN_FORM_FEM) != 0);
}

/* «وكان قد اتهم إيران بـ», «قال …، ودعا المجلس إلى»: with nobody else beside
 * it, whom the verb addresses, its subject having been named before. */
static bool addressed(const isn_state *state, const isn_cue *cue,
                      const isn_phrase *phrase, const isn_complement *c)
{
    const isn_scene *scene = &state->scene;
    bool transitive = addresses(cue) || cue->cls == ISN_SPEECH_CLASS_WARN;
    if (!transitive || cue->pronoun || c->bare || c->at != phrase->behind ||
        isn_is_document(scene, phrase->first)) {
        return false;
    }
    uint32_t at = cue->first;
    if (clashes(scene, cue, phrase->first)) {
        return true;
    }
    bool had = at > state->first + 1 && isn_fold_is(scene, at - 1, "قد") &&
               (isn_kind_is(scene, at - 2, ISN_FUNCTION_KIND_AUXILIARY) ||
                isn_frame_is(scene, at - 2, ISN_FRAME_KIND_LEAD, NULL));
    const isn_record *main = isn_state_main(state);
    bool goes_on =
        main && (isn_tok(scene, at)->clitics & ISN_CLITIC_WA) &&
        isn_tok(scene, main->cue_first)->sentence ==
            isn_tok(scene, at)->sentence &&
        isn_voice_agrees(&main->voice, (cue->form & ISN_FORM_FEM) != 0);
    return had || goes_on;
}

/* «ليرد عليه فلان على الفور قائلا: …»: the participle behind the subject has
 * the complement. */
static bool told_how(const isn_scene *scene, const isn_cue *cue, uint32_t from,
                     uint32_t last, isn_complement *c)
{
    enum { FAR = 10 };
    if (cue->cls != ISN_SPEECH_CLASS_SAY || cue->clause) {
        return false;
    }
    for (uint32_t at = from; at < last && at < from + FAR; at++) {
        isn_cue how;
        if (isn_cue_at(scene, at, &how)) {
            return isn_participle_speaks(scene, &how, last, c) &&
                   c->kind != ISN_COMPLEMENT_OBJECT;
        }
        if (isn_is_break(scene, at) ||
            isn_kind_is(scene, at, ISN_FUNCTION_KIND_RELATIVE)) {
            break;
        }
    }
    return false;
}

isnad_status isn_state_verb(isn_state *state, const isn_cue *cue,
                            isn_found *found)
{
    isn_scene *scene = &state->scene;
    isn_complement *c = &found->complement;
    isn_phrase phrase;
    uint32_t after = isn_skip_adverbs(scene, cue->last, state->last);
    bool object = isn_wants_object(cue);
    /* «وذكر بالبيان أن»: the document says it. */
    if (after < state->last &&
        (isn_tok(scene, after)->clitics & ISN_CLITIC_BI) &&
        (isn_tok(scene, after)->clitics & ISN_CLITIC_AL) &&
        isn_is_document(scene, after) && (cue->form & ISN_FORM_PAST) &&
        !(cue->form & ISN_FORM_FEM) &&
        isn_complement_at(scene, cue, after + 1, state->last, c)) {
        isn_phrase doc = {after, after + 1, after + 1, ISN_NO_TOKEN};
        return isn_state_subject(state, &doc, found);
    }
    /* «في الوقت الذي أكدت فيه المصارف أن» */
    isn_phrase told;
    if (after + 1 < state->last && cue->clause &&
        cue->cls != ISN_SPEECH_CLASS_ACCUSE &&
        cue->cls != ISN_SPEECH_CLASS_DEMAND &&
        (isn_token_is(scene->doc, after, "فيه") ||
         isn_token_is(scene->doc, after, "فيها")) &&
        !isn_complement_at(scene, cue, after + 1, state->last, c) &&
        isn_phrase_at(scene, cue, after + 1, state->last, object, &told)) {
        after++;
    }
    /* «كتب له أحدهم» */
    if (after + 1 < state->last && isn_is_preposition(scene, after) &&
        isn_governs_pronoun(isn_tok(scene, after)) &&
        !isn_complement_at(scene, cue, after + 1, state->last, c) &&
        isn_phrase_at(scene, cue, after + 1, state->last, object, &told) &&
        isn_is_somebody(scene, &told)) {
        after++;
    }
    /* «وتابع قائلا: …» */
    isn_cue how;
    if (after < state->last && isn_cue_at(scene, after, &how) &&
        isn_participle_speaks(scene, &how, state->last, c) &&
        c->kind != ISN_COMPLEMENT_OBJECT) {
        return isn_state_inherit(state, cue, found);
    }
    if (isn_complement_at(scene, cue, after, state->last, c)) {
        /* «عندما اتهم بالتهرب»: nobody is accused but he. */
        if (cue->cls == ISN_SPEECH_CLASS_ACCUSE && !cue->pronoun &&
            (cue->form & ISN_FORM_PAST) && c->kind == ISN_COMPLEMENT_OBJECT) {
            c->kind = ISN_COMPLEMENT_NONE;
            return ISNAD_OK;
        }
        return isn_state_inherit(state, cue, found);
    }
    /* «ونقل عن شاهد قوله إن» */
    uint32_t from = cue->role == ISN_SPEECH_ROLE_RELAY
                        ? isn_source_behind(scene, after, state->last)
                        : ISN_NO_TOKEN;
    if (from != ISN_NO_TOKEN &&
        isn_phrase_at(scene, cue, from, state->last, false, &phrase) &&
        isn_find_complement(scene, cue, phrase.behind, state->last, REACH, c)) {
        return isn_state_subject(state, &phrase, found);
    }
    isn_phrase subject;
    if (described(scene, cue, state->first, &subject)) {
        return read_behind_subject(state, cue, &subject, found);
    }
    if (!subject_behind(scene, cue, after, state->last) &&
        subject_before(state, cue, &subject)) {
        return read_behind_subject(state, cue, &subject, found);
    }
    if (!isn_phrase_at(scene, cue, after, state->last, object, &phrase)) {
        if (!isn_find_complement(scene, cue, after, state->last, REACH, c)) {
            return ISNAD_OK;
        }
        return isn_state_inherit(state, cue, found);
    }
    /* «ولفت النظر إلى أن»: nobody's name. */
    if (isn_token_is(scene->doc, phrase.first, "النظر") ||
        isn_token_is(scene->doc, phrase.first, "الانتباه") ||
        isn_token_is(scene->doc, phrase.first, "الانظار")) {
        return isn_find_complement(scene, cue, phrase.first + 1, state->last,
                                   REACH, c)
                   ? isn_state_inherit(state, cue, found)
                   : ISNAD_OK;
    }
    /* «وأبلغ رويترز بأن»: whom he told. */
    if (cue->role == ISN_SPEECH_ROLE_TELL &&
        isn_is_medium(scene, phrase.first) &&
        isn_find_complement(scene, cue, phrase.behind, state->last, REACH, c)) {
        isn_via hop = {.token = phrase.first};
        hop.cue = isn_token_span(scene, phrase.first, phrase.last, false);
        isnad_status status = isn_medium_of(scene, &phrase, &hop.party);
        isn_vias_add(scene, &found->vias, &hop);
        return status == ISNAD_OK ? isn_state_inherit(state, cue, found)
                                  : status;
    }
    if (pronoun_before(scene, cue) &&
        isn_find_complement(scene, cue, phrase.behind, state->last, REACH, c)) {
        return isn_state_inherit(state, cue, found);
    }
    /* «…، كما انتقد التقارير حول ذلك»: he who spoke before, not they. */
    const isn_record *before = isn_state_main(state);
    if (object && before && isn_is_document(scene, phrase.first) &&
        (cue->cls == ISN_SPEECH_CLASS_CONDEMN ||
         cue->cls == ISN_SPEECH_CLASS_PRAISE) &&
        isn_is_preposition(scene, phrase.behind) &&
        before->voice.feminine == ((cue->form & ISN_FORM_FEM) != 0)) {
        *c = (isn_complement){ISN_COMPLEMENT_OBJECT, phrase.first, phrase.first,
                              true};
        return isn_state_inherit(state, cue, found);
    }
    /* «أكد التزام بلاده»: what follows the verb may be its object. */
    uint32_t next = isn_skip_adverbs(scene, phrase.behind, state->last);
    bool marked = isn_complement_at(scene, cue, next, state->last, c) &&
                  (c->kind != ISN_COMPLEMENT_OBJECT || !cue->clause ||
                   isn_action_noun(scene, c->first));
    /* «أعلنت ولاءها للتنظيم» */
    bool own = cue->cls == ISN_SPEECH_CLASS_ANNOUNCE &&
               (isn_tok(scene, phrase.first)->clitics & ISN_CLITIC_PRON) &&
               !isn_can_speak(scene, phrase.first);
    if (!marked && object &&
        (own || isn_object_noun(scene, cue, phrase.first, true))) {
        *c = (isn_complement){ISN_COMPLEMENT_OBJECT, phrase.first, phrase.first,
                              true};
        return isn_state_inherit(state, cue, found);
    }
    if (!marked &&
        !isn_find_complement(scene, cue, phrase.behind, state->last, REACH,
                             c) &&
        !told_how(scene, cue, phrase.behind, state->last, c) &&
        !quote_before(state, cue, c)) {
        return ISNAD_OK;
    }
    /* «الاتفاق الذي أعلن الرئيس الانسحاب منه»: it is said of what stands
     * before. */
    if (c->kind == ISN_COMPLEMENT_OBJECT && c->bare &&
        cue->first > state->first &&
        isn_kind_is(scene, cue->first - 1, ISN_FUNCTION_KIND_RELATIVE)) {
        c->kind = ISN_COMPLEMENT_NONE;
        return ISNAD_OK;
    }
    /* «وصف الحراك بأنه», «طالب بالإفراج»: a lone thing is the object. */
    bool calls = cue->object == ISN_SPEECH_OBJECT_BI && !cue->clause;
    if (calls && !isn_is_somebody(scene, &phrase) &&
        !(cue->pronoun && isn_stem_ends(isn_tok(scene, phrase.first), "ون"))) {
        return isn_state_inherit(state, cue, found);
    }
    /* «ويذكر هذا الحادث بآخر»: it brings it to mind. */
    if (cue->object == ISN_SPEECH_OBJECT_BI && phrase.first > cue->last &&
        isn_kind_is(scene, phrase.first - 1, ISN_FUNCTION_KIND_DEMONSTRATIVE) &&
        !isn_is_somebody(scene, &phrase)) {
        c->kind = ISN_COMPLEMENT_NONE;
        return ISNAD_OK;
    }
    /* «نص القرار على»; «أشار المقاول إلى», but «تشير الأدلة إلى» */
    bool said = cue->object == ISN_SPEECH_OBJECT_ALA ||
                (cue->object == ISN_SPEECH_OBJECT_ILA &&
                 (cue->form & ISN_FORM_PAST) && !(cue->form & ISN_FORM_FEM));
    if (isn_cue_shows(cue) && cue->cls != ISN_SPEECH_CLASS_DEMAND && !said &&
        !isn_is_somebody(scene, &phrase) && thing(scene, &phrase)) {
        c->kind = ISN_COMPLEMENT_NONE;
        return ISNAD_OK;
    }
    /* «واتهم فلان باستخدام»: the only party to an accusation is accused. */
    uint32_t named = scene->name_of[phrase.first]
                         ? isn_behind_name(scene, phrase.first)
                         : phrase.first + 1;
    if (cue->cls == ISN_SPEECH_CLASS_ACCUSE && !cue->pronoun &&
        phrase.behind == named && c->at == phrase.behind && !c->bare &&
        !addressed(state, cue, &phrase, c)) {
        if (c->kind == ISN_COMPLEMENT_THAT) { /* «واتهم فلان بأنه …» */
            found->voice = (isn_voice){.party = {.entity_id = ISNAD_NO_ENTITY},
                                       .kind = "nobody"};
            return ISNAD_OK;
        }
        c->kind = ISN_COMPLEMENT_NONE;
        return ISNAD_OK;
    }
    if (no_subject(scene, cue, &phrase) || addressed(state, cue, &phrase, c)) {
        return isn_state_inherit(state, cue, found);
    }
    if (cue->role == ISN_SPEECH_ROLE_RELAY) {
        return isn_state_relay(state, cue, &phrase, found);
    }
    return isn_state_take(state, cue, &phrase, found);
}
