/* From a verb of saying to its speaker and its content. */
#include "annotate/state.h"

#include <string.h>

enum {
    REACH = 60, /* tokens between a verb and its complement */
    REACH_MASDAR = 14,
    VERBS = 3,            /* that the search for a complement passes over */
    CHARACTERISATION = 4, /* words of «وصفه بأنه …» that make a statement */
};

/* ---- documents that speak ----------------------------------------------- */

/* Who stands behind the document at `at`: «بيان نشره المكتب», «تقرير
 * للهيئة», «بيان المنظمة». */
static bool owner_of(const isn_scene *scene, const isn_phrase *phrase,
                     uint32_t at, uint32_t last, isn_phrase *owner)
{
    uint32_t n = 1;
    for (uint32_t i = at; i < last && i < at + 4; i++) {
        if (isn_is_comma(scene, i) && i + 1 < last) {
            continue;
        }
        if (!isn_is_word(scene, i)) {
            return false;
        }
        if (isn_frame_is(scene, i, ISN_FRAME_KIND_PASSES, &n)) {
            uint32_t next = isn_skip_adverbs(scene, i + n, last);
            return isn_phrase_at(scene, NULL, next, last, false, owner);
        }
        if (i >= phrase->last) {
            return false;
        }
        const isn_token *t = isn_tok(scene, i);
        bool to = (t->clitics & ISN_CLITIC_LI) != 0;
        if (to || scene->name_of[i] || (t->clitics & ISN_CLITIC_AL) ||
            isn_is(scene->doc, i, ISN_CLASS_ORG_HEAD) ||
            isn_is(scene->doc, i, ISN_CLASS_TITLE)) {
            if (isn_tok(scene, phrase->first)->clitics & ISN_CLITIC_AL) {
                return false;
            }
            *owner =
                (isn_phrase){i, phrase->last, phrase->behind, phrase->person};
            return to || isn_is_somebody(scene, owner);
        }
    }
    return false;
}

isnad_status isn_state_speaker(isn_state *state, const isn_phrase *phrase,
                               isn_voice *voice, isn_vias *vias)
{
    isn_scene *scene = &state->scene;
    if (!isn_is_document(scene, phrase->first)) {
        return isn_party_of(scene, phrase, voice);
    }
    isn_match_result m =
        isn_match(scene->doc, phrase->first, ISN_CLASS_CHANNEL);
    uint32_t behind = phrase->first + m.tokens;
    isn_phrase owner;
    isn_via hop = {.token = phrase->first};
    isnad_status status =
        isn_party_words(scene, phrase->first, behind, &hop.party);
    if (status != ISNAD_OK) {
        return status;
    }
    hop.cue = isn_token_span(scene, phrase->first, behind, false);
    if (owner_of(scene, phrase, behind, state->last, &owner)) {
        isn_vias_add(scene, vias, &hop);
        return isn_party_of(scene, &owner, voice);
    }
    const isn_voice *before = isn_voices_last(&state->voices, NULL);
    if (before && (isn_tok(scene, phrase->first)->clitics & ISN_CLITIC_AL)) {
        isn_vias_add(scene, vias, &hop);
        *voice = *before;
        voice->party.span = isn_token_span(scene, phrase->first, behind, true);
        return ISNAD_OK;
    }
    return isn_party_of(scene, phrase, voice);
}

/* ---- the complement ----------------------------------------------------- */

static bool wants_object(const isn_cue *cue)
{
    bool on_it = cue->pronoun && isn_cue_finite(cue); /* «يظهرها» */
    return !on_it && (cue->object == ISN_SPEECH_OBJECT_DIRECT ||
                      cue->also == ISN_SPEECH_ALSO_DIRECT);
}

/* May the noun at `at` be the object that carries the content? */
static bool object_noun(const isn_scene *scene, const isn_cue *cue, uint32_t at,
                        bool inside)
{
    bool demand = cue->cls == ISN_SPEECH_CLASS_DEMAND;
    if (!isn_is_word(scene, at) || (isn_is_document(scene, at) && !demand) ||
        isn_frame_at(scene, at, NULL) == ISN_FRAME_KIND_FOLLOWS) {
        return false;
    }
    bool plain = cue->cls == ISN_SPEECH_CLASS_ASSERT ||
                 cue->cls == ISN_SPEECH_CLASS_SAY ||
                 cue->cls == ISN_SPEECH_CLASS_DOUBT ||
                 cue->cls == ISN_SPEECH_CLASS_PROMISE ||
                 cue->cls == ISN_SPEECH_CLASS_CONDEMN ||
                 cue->cls == ISN_SPEECH_CLASS_STRESS;
    const isn_token *t = isn_tok(scene, at);
    /* The ال of التزام is no article. */
    bool definite = (t->clitics & ISN_CLITIC_AL) &&
                    !(t->full && (t->full->classes & ISN_BIT(ISN_CLASS_FRAME)));
    isn_cue inner;
    if ((cue->cls == ISN_SPEECH_CLASS_SAY &&
         isn_frame_is(scene, at, ISN_FRAME_KIND_FEELING, NULL)) ||
        (isn_cue_at(scene, at, &inner) && (inner.form & ISN_FORM_PARTICIPLE))) {
        return false;
    }
    if (inside || plain) {
        return isn_action_noun(scene, at) && (!definite || demand);
    }
    return scene->name_of[at] == 0;
}

static bool sentence_ends(const isn_scene *scene, uint32_t at)
{
    const isn_token *t = isn_tok(scene, at);
    const isn_sentence *s = &scene->doc->sentences.items[t->sentence];
    return at + 1 == s->first_token + s->token_count && t->kind >= ISN_PUNCT &&
           scene->quotes.of[at] == ISN_NO_QUOTE;
}

/* Another verb of saying with its own complement: what follows is its. */
static bool other_cue(const isn_scene *scene, uint32_t at, uint32_t last)
{
    isn_cue cue;
    isn_complement c;
    if (!isn_cue_at(scene, at, &cue)) {
        return false;
    }
    if (cue.form & ISN_FORM_PARTICIPLE) {
        return isn_participle_speaks(scene, &cue, last, NULL);
    }
    if (!isn_cue_finite(&cue)) {
        return false;
    }
    for (uint32_t i = cue.last; i < last && i < cue.last + REACH_MASDAR; i++) {
        if (isn_complement_at(scene, &cue, i, last, &c)) {
            return true;
        }
    }
    return false;
}

typedef struct search {
    const isn_scene *scene;
    const isn_cue *cue;
    uint32_t at, last;
    bool inside;    /* a prepositional phrase */
    unsigned verbs; /* of saying, on the way */
} search;

/* «بحسب ما نقلت»: the verb is part of the frame. */
static uint32_t behind_frame_verb(const isn_scene *scene, uint32_t at,
                                  uint32_t last)
{
    isn_cue cue;
    if (at < last && (isn_token_is(scene->doc, at, "ما") ||
                      isn_token_is(scene->doc, at, "لما"))) {
        at++;
    }
    if (at < last && isn_cue_at(scene, at, &cue) && isn_cue_finite(&cue)) {
        at = cue.last;
    }
    return at;
}

/* One step of the search; false where it has to stop. */
static bool step(search *s)
{
    const isn_scene *scene = s->scene;
    uint32_t n = 1, at = s->at;
    uint32_t q = scene->quotes.of[at];
    if (q != ISN_NO_QUOTE && scene->quotes.list.items[q].open == at) {
        uint32_t behind = scene->quotes.list.items[q].close + 1;
        s->at = behind > at ? behind : at + 1;
        return true;
    }
    if (sentence_ends(scene, at)) {
        return false;
    }
    if (scene->date_of[at]) {
        s->at = isn_behind_date(scene, at);
        return true;
    }
    if (isn_behind_bracket(scene, at, s->last) > at) {
        s->at = isn_behind_bracket(scene, at, s->last);
        return true;
    }
    if (scene->name_of[at]) {
        s->at = isn_behind_name(scene, at);
        return true;
    }
    int frame = isn_frame_at(scene, at, &n);
    if (frame == ISN_FRAME_KIND_ACCORDING || frame == ISN_FRAME_KIND_FROM ||
        frame == ISN_FRAME_KIND_AS) {
        s->at = behind_frame_verb(scene, at + n, s->last);
        s->inside = true;
        return true;
    }
    n = 1;
    if (isn_is_comma(scene, at) || isn_is_dash(scene, at)) {
        s->inside = false;
    } else if (isn_frame_is(scene, at, ISN_FRAME_KIND_FOLLOWS, &n)) {
        s->inside = false;
    } else if (isn_is_word(scene, at)) {
        const isn_token *t = isn_tok(scene, at);
        s->inside |= isn_kind_is(scene, at, ISN_FUNCTION_KIND_PREPOSITION) ||
                     (t->clitics &
                      (ISN_CLITIC_BI | ISN_CLITIC_LI | ISN_CLITIC_KA)) != 0 ||
                     isn_kind_is(scene, at, ISN_FUNCTION_KIND_RELATIVE);
        if (isn_is(scene->doc, at, ISN_CLASS_SPEECH) &&
            (other_cue(scene, at, s->last) || ++s->verbs > VERBS)) {
            return false;
        }
    }
    s->at = at + n;
    return true;
}

/* Behind «أكد … بعد يومين على انتخابه أن» the clause is what was said, and
 * behind «وصف …» the last ب. */
static void prefer_clause(const isn_scene *scene, const isn_cue *cue,
                          uint32_t at, uint32_t last, isn_complement *c)
{
    bool calls = !cue->clause && cue->object == ISN_SPEECH_OBJECT_BI;
    search s = {scene, cue, at + 1, last, true, 0};
    while (s.at < last && s.at < at + REACH / 2) {
        isn_complement next;
        if (isn_complement_at(scene, cue, s.at, last, &next)) {
            bool that = next.kind == ISN_COMPLEMENT_THAT;
            if (that || (calls && next.kind == ISN_COMPLEMENT_OBJECT)) {
                *c = next;
            }
            if (that || next.kind != ISN_COMPLEMENT_OBJECT) {
                return;
            }
        }
        calls = calls && !isn_is_comma(scene, s.at);
        if (!step(&s)) {
            return;
        }
    }
}

/* The complement of `cue` from token `from` on. */
static bool find_complement(const isn_scene *scene, const isn_cue *cue,
                            uint32_t from, uint32_t last, uint32_t reach,
                            isn_complement *c)
{
    search s = {scene, cue, from, last, false, 0};
    uint32_t end = last - from > reach ? from + reach : last;
    while (s.at < end) {
        if (isn_complement_at(scene, cue, s.at, last, c)) {
            if (c->kind == ISN_COMPLEMENT_OBJECT && s.at != from) {
                prefer_clause(scene, cue, s.at, last, c);
            }
            return true;
        }
        bool passage = isn_frame_is(scene, s.at, ISN_FRAME_KIND_LEAD, NULL) ||
                       isn_kind_is(scene, s.at, ISN_FUNCTION_KIND_PREPOSITION);
        if (wants_object(cue) && !passage && !scene->date_of[s.at] &&
            object_noun(scene, cue, s.at, s.inside) &&
            !(isn_tok(scene, s.at)->clitics &
              (ISN_CLITIC_BI | ISN_CLITIC_LI | ISN_CLITIC_KA))) {
            *c = (isn_complement){ISN_COMPLEMENT_OBJECT, s.at, s.at, true};
            return true;
        }
        if (!step(&s)) {
            return false;
        }
    }
    return false;
}

/* ---- the speaker -------------------------------------------------------- */

/* «وُصف», «أُعلن»: a damma on the first letter marks the passive. */
static bool passive_marked(const isn_scene *scene, const isn_cue *cue)
{
    const isn_token *t = isn_tok(scene, cue->first);
    const char *text = scene->doc->text + t->word.begin;
    size_t len = t->word.end - t->word.begin;
    return (cue->form & ISN_FORM_PAST) && len > 4 &&
           memcmp(text + 2, "\xD9\x8F", 2) == 0;
}

/* «إجراءات تهدد بـ»: the verb describes the noun before it. */
static bool describes(const isn_state *state, const isn_cue *cue)
{
    const isn_scene *scene = &state->scene;
    uint32_t at = cue->first;
    if (at <= state->first || !isn_is_word(scene, at - 1) ||
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

static isnad_status take_subject(isn_state *state, const isn_phrase *phrase,
                                 isn_found *found)
{
    found->subject_first = phrase->first;
    found->subject_last = phrase->behind;
    return isn_state_speaker(state, phrase, &found->voice, &found->vias);
}

static bool shows(const isn_cue *cue)
{
    return cue->object == ISN_SPEECH_OBJECT_ILA ||
           cue->role == ISN_SPEECH_ROLE_TEXT;
}

/* «أثار غضب المصريين وطالبوا»: the plural that a plural verb takes up. */
static bool plural_before(const isn_scene *scene, const isn_cue *cue,
                          uint32_t first, isn_phrase *out)
{
    for (uint32_t at = cue->first; at > first && at + 12 > cue->first; at--) {
        const isn_token *t = isn_tok(scene, at - 1);
        const char *tail = t->stem + t->stem_len - 4;
        if (t->kind == ISN_WORD && t->stem_len > 6 &&
            (t->clitics & ISN_CLITIC_AL) &&
            (memcmp(tail, "ين", 4) == 0 || memcmp(tail, "ون", 4) == 0)) {
            *out = (isn_phrase){at - 1, at, at, ISN_NO_TOKEN};
            return true;
        }
    }
    return false;
}

/* Who speaks where no noun phrase says so. */
static isnad_status inherit(isn_state *state, const isn_cue *cue,
                            isn_found *found)
{
    isn_scene *scene = &state->scene;
    isn_phrase phrase;
    const isn_record *main = isn_state_main(state);
    bool verb = isn_cue_finite(cue);
    if (verb && isn_phrase_before(scene, cue, state->first, &phrase)) {
        /* «الأدلة تشير إلى»: things that only show say nothing. */
        if (shows(cue) && !isn_is_somebody(scene, &phrase)) {
            found->complement.kind = ISN_COMPLEMENT_NONE;
            return ISNAD_OK;
        }
        return take_subject(state, &phrase, found);
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
    if ((cue->form & ISN_FORM_PLURAL) && verb &&
        plural_before(scene, cue, state->first, &phrase)) {
        return take_subject(state, &phrase, found);
    }
    if (main) {
        found->voice = main->voice;
        found->follows = !verb;
        return ISNAD_OK;
    }
    bool opens = cue->first <= state->first + 1;
    if (!opens &&
        isn_actor_in(scene, state->first, cue->first, false, &found->voice)) {
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

static isnad_status take_phrase(isn_state *state, const isn_cue *cue,
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
    return take_subject(state, phrase, found);
}

/* «نقلت الوكالة عن صحيفة عن مصدر قوله إن»: the last one speaks, the others
 * are hops. */
static isnad_status relay(isn_state *state, const isn_cue *cue,
                          const isn_phrase *phrase, isn_found *found)
{
    isn_scene *scene = &state->scene;
    isn_phrase at = *phrase, next;
    isn_phrase chain[4];
    unsigned count = 0;
    uint32_t token = phrase->behind;
    while (count < 4 && token + 1 < state->last &&
           isn_token_is(scene->doc, token, "عن") &&
           isn_phrase_at(scene, cue, token + 1, state->last, false, &next)) {
        chain[count++] = at;
        at = next;
        token = at.behind;
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

/* ---- cues --------------------------------------------------------------- */

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
    bool conjoined = (isn_tok(scene, cue->first)->clitics &
                      (ISN_CLITIC_WA | ISN_CLITIC_FA)) != 0;
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
    if (!find_complement(&state->scene, cue, after, state->last, REACH,
                         &found->complement)) {
        return ISNAD_OK;
    }
    return take_phrase(state, cue, subject, found);
}

/* A plural of things: التجارب, المعطيات. */
static bool thing(const isn_scene *scene, const isn_phrase *p)
{
    const isn_token *t = isn_tok(scene, p->first);
    return p->last == p->first + 1 && (t->clitics & ISN_CLITIC_AL) &&
           scene->quotes.of[p->first] == ISN_NO_QUOTE;
}

/* Subject and complement of a finite verb. */
static isnad_status read_verb(isn_state *state, const isn_cue *cue,
                              isn_found *found)
{
    isn_scene *scene = &state->scene;
    isn_complement *c = &found->complement;
    isn_phrase phrase;
    uint32_t after = isn_skip_adverbs(scene, cue->last, state->last);
    bool object = wants_object(cue);
    if (isn_complement_at(scene, cue, after, state->last, c)) {
        return inherit(state, cue, found);
    }
    isn_phrase subject;
    if (subject_before(state, cue, &subject)) {
        return read_behind_subject(state, cue, &subject, found);
    }
    if (!isn_phrase_at(scene, cue, after, state->last, object, &phrase)) {
        if (!find_complement(scene, cue, after, state->last, REACH, c)) {
            return ISNAD_OK;
        }
        return inherit(state, cue, found);
    }
    /* «أكد التزام بلاده»: what follows the verb may be its object. */
    uint32_t next = isn_skip_adverbs(scene, phrase.behind, state->last);
    bool marked = isn_complement_at(scene, cue, next, state->last, c);
    if (!marked && object && object_noun(scene, cue, phrase.first, true)) {
        *c = (isn_complement){ISN_COMPLEMENT_OBJECT, phrase.first, phrase.first,
                              true};
        return inherit(state, cue, found);
    }
    if (!marked &&
        !find_complement(scene, cue, phrase.behind, state->last, REACH, c) &&
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
    if (calls && !isn_is_somebody(scene, &phrase)) {
        return inherit(state, cue, found);
    }
    if (shows(cue) && cue->cls != ISN_SPEECH_CLASS_DEMAND &&
        !isn_is_somebody(scene, &phrase) && thing(scene, &phrase)) {
        c->kind = ISN_COMPLEMENT_NONE;
        return ISNAD_OK;
    }
    if (cue->role == ISN_SPEECH_ROLE_RELAY) {
        return relay(state, cue, &phrase, found);
    }
    return take_phrase(state, cue, &phrase, found);
}

/* «مشيرا إلى أن»: the subject of the sentence speaks on. */
static isnad_status read_participle(isn_state *state, const isn_cue *cue,
                                    isn_found *found)
{
    if (!isn_participle_speaks(&state->scene, cue, state->last,
                               &found->complement)) {
        return ISNAD_OK;
    }
    return inherit(state, cue, found);
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
    bool accuses = cue->cls == ISN_SPEECH_CLASS_ACCUSE;
    const isn_token *t = isn_tok(scene, cue->first);
    bool plural =
        t->stem_len > 4 && memcmp(t->stem + t->stem_len - 4, "ات", 4) == 0;
    if (isn_complement_at(scene, cue, at, state->last, c)) {
        if (cue->pronoun && !accuses) {
            return governed_before(scene, cue, state->first, &phrase)
                       ? take_subject(state, &phrase, found)
                       : inherit(state, cue, found);
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
    bool from = at + 1 < state->last && isn_token_is(scene->doc, at, "من");
    if (!from && cue->cls == ISN_SPEECH_CLASS_DEMAND &&
        cue->object == ISN_SPEECH_OBJECT_BI) {
        return ISNAD_OK; /* «مطالبة إيران بـ»: of her or by her */
    }
    if (t->clitics & ISN_CLITIC_AL) {
        c->kind = ISN_COMPLEMENT_NONE;
        return ISNAD_OK;
    }
    if (isn_phrase_at(scene, cue, from ? at + 1 : at, state->last,
                      wants_object(cue), &phrase) &&
        (from || isn_is_somebody(scene, &phrase)) &&
        find_complement(scene, cue, phrase.behind, state->last, REACH_MASDAR,
                        c)) {
        return take_subject(state, &phrase, found);
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
    uint32_t at = isn_skip_adverbs(scene, cue->last, state->last);
    bool in = at < state->last && isn_token_is(scene->doc, at, "في");
    uint32_t doc = 0;
    if (at < state->last && in_it(state, at, &doc) &&
        isn_phrase_at(scene, cue, doc, cue->first, false, &phrase)) {
        if (find_complement(scene, cue, at, state->last, REACH,
                            &found->complement)) {
            return take_subject(state, &phrase, found);
        }
        return ISNAD_OK;
    }
    if (!isn_phrase_at(scene, cue, in ? at + 1 : at, state->last, false,
                       &phrase) ||
        !isn_is_document(scene, phrase.first)) {
        isnad_status status = read_verb(state, cue, found);
        if (found->complement.kind == ISN_COMPLEMENT_COLON ||
            found->complement.kind == ISN_COMPLEMENT_OBJECT) {
            found->complement.kind = ISN_COMPLEMENT_NONE;
        }
        return status;
    }
    isn_cue open = *cue;
    open.clause = true;
    if (!find_complement(scene, &open, phrase.behind, state->last, REACH,
                         &found->complement)) {
        return ISNAD_OK;
    }
    return take_subject(state, &phrase, found);
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
    return read_verb(state, cue, found);
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

isnad_status isn_state_cue(isn_state *state, uint32_t *at)
{
    isn_cue cue;
    isn_scene *scene = &state->scene;
    if (!isn_cue_at(scene, *at, &cue) || (cue.form & ISN_FORM_FIRST)) {
        return ISNAD_OK;
    }
    if (behind_frame(scene, *at)) {
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
    isnad_status status = read_cue(state, &cue, &found);
    if (status != ISNAD_OK || found.complement.kind == ISN_COMPLEMENT_NONE) {
        return status;
    }
    /* «هذا ما أكده الوزير», «ما يدعونا إلى», «مما يشير إلى»: what is meant
     * stands before. */
    if (cue.first > 0 && (isn_token_is(scene->doc, cue.first - 1, "ما") ||
                          isn_token_is(scene->doc, cue.first - 1, "مما"))) {
        return ISNAD_OK;
    }
    if (nobody) {
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
