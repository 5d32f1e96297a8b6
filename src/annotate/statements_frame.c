/* Speech without a verb: «بحسب مصادر», «نقلا عن». */
#include "annotate/state.h"

#include <string.h>

enum { RELATIVE = 9, QUOTED = 4, LONGEST = 200 };

/* Is token `at` within something that a record has explained already? */
static bool claimed(const isn_state *state, uint32_t at)
{
    const isn_scene *scene = &state->scene;
    uint32_t sentence = isn_tok(scene, at)->sentence;
    for (size_t i = state->records.count; i-- > 0;) {
        const isn_record *r = &state->records.items[i];
        if (r->cue_first == at) {
            return true;
        }
        /* «بحسب ما أعلنه فلان، مشيرا إلى»: he tells what stands before, too. */
        isn_cue cue;
        bool goes_on = r->cue_first > at &&
                       isn_cue_at(scene, r->cue_first, &cue) &&
                       (cue.form & ISN_FORM_PARTICIPLE);
        if (!r->frame && !goes_on &&
            isn_tok(scene, r->cue_first)->sentence == sentence) {
            return true;
        }
        if (i + 8 < state->records.count) {
            break;
        }
    }
    return false;
}

/* Behind «ما أعلن», «لما نقلته»: where the source's phrase begins. */
static uint32_t behind_verb(const isn_scene *scene, uint32_t at, uint32_t last,
                            isn_cue *cue, bool *verb)
{
    uint32_t n = 1;
    *verb = false;
    for (unsigned i = 0; i < 5 && at < last; i++) {
        if (isn_frame_is(scene, at, ISN_FRAME_KIND_PASSES, &n)) {
            at += n;
            *verb = true;
        } else if (isn_cue_at(scene, at, cue) && (isn_cue_finite(cue))) {
            at = cue->last;
            *verb = true;
        } else if (isn_token_is(scene->doc, at, "ما") ||
                   isn_token_is(scene->doc, at, "لما") ||
                   isn_token_is(scene->doc, at, "عنه") ||
                   isn_token_is(scene->doc, at, "عنها") ||
                   isn_token_is(scene->doc, at, "به") ||
                   isn_token_is(scene->doc, at, "اليه")) {
            at++; /* «بحسب ما أفاد به شهود» */
        } else if (*verb && isn_token_is(scene->doc, at, "في")) {
            at++; /* «على ما جاء في كتيب» */
        } else {
            break;
        }
    }
    return at;
}

/* The phrase at `at`, which may carry ل of «وفقا لـ». */
static bool source_phrase(const isn_scene *scene, uint32_t at, uint32_t last,
                          isn_phrase *out)
{
    if (at >= last) {
        return false;
    }
    /* «بحسب هذه الحصيلة» */
    if ((isn_token_is(scene->doc, at, "ل") ||
         isn_kind_is(scene, at, ISN_FUNCTION_KIND_DEMONSTRATIVE)) &&
        at + 1 < last) {
        at++;
    }
    if (!isn_is_word(scene, at) ||
        !(isn_tok(scene, at)->clitics & ISN_CLITIC_LI)) {
        return isn_phrase_at(scene, NULL, at, last, false, out);
    }
    if (scene->name_of[at]) {
        uint32_t name = scene->name_of[at] - 1;
        uint32_t end = isn_behind_name(scene, at);
        bool person = scene->doc->names.items[name].type == ISNAD_PER;
        *out = (isn_phrase){at, end, end, person ? name : ISN_NO_TOKEN};
        return true;
    }
    isn_phrase rest;
    *out = (isn_phrase){at, at + 1, at + 1, ISN_NO_TOKEN};
    if (isn_phrase_at(scene, NULL, at + 1, last, false, &rest)) {
        out->last = rest.last;
        out->behind = rest.behind;
        out->person = rest.person;
    }
    return true;
}

typedef struct frame {
    uint32_t at, words; /* its first token and length */
    isn_phrase source;
    isn_phrase from; /* whom the source has it from */
    bool relayed;
    uint32_t behind;
} frame;

/* «بحسب مسعفين», «وفق تقديرات» */
static bool plural(const isn_scene *scene, const frame *f)
{
    const isn_token *t = isn_tok(scene, f->source.first);
    return t->stem_len > 4 &&
           (memcmp(t->stem + t->stem_len - 4, "ين", 4) == 0 ||
            memcmp(t->stem + t->stem_len - 4, "ون", 4) == 0);
}

static bool read_frame(const isn_state *state, uint32_t at, frame *f)
{
    const isn_scene *scene = &state->scene;
    uint32_t n = 1;
    int kind = isn_frame_at(scene, at, &n);
    if (kind != ISN_FRAME_KIND_ACCORDING && kind != ISN_FRAME_KIND_FROM &&
        kind != ISN_FRAME_KIND_AS) {
        return false;
    }
    isn_cue cue;
    bool verb;
    uint32_t next = behind_verb(scene, at + n, state->last, &cue, &verb);
    bool opens = at == state->first || /* «كما تتضمن» is no frame */
                 (at == state->first + 1 && !isn_is_word(scene, state->first));
    if ((kind == ISN_FRAME_KIND_AS && (!verb || opens)) ||
        (kind == ISN_FRAME_KIND_FROM && n < 2)) {
        return false;
    }
    /* «على حد تعبير الوزير» */
    if (next + 1 < state->last &&
        isn_frame_is(scene, next, ISN_FRAME_KIND_OWN, NULL) &&
        !(isn_tok(scene, next)->clitics & ISN_CLITIC_PRON)) {
        next++;
    }
    if (!source_phrase(scene, next, state->last, &f->source) ||
        isn_frame_is(scene, f->source.first, ISN_FRAME_KIND_OWN, NULL) ||
        isn_frame_is(scene, f->source.first, ISN_FRAME_KIND_FOLLOWS, NULL)) {
        return false;
    }
    if ((!verb || kind == ISN_FRAME_KIND_AS) &&
        !isn_is_somebody(scene, &f->source) &&
        !isn_is_document(scene, f->source.first) && !plural(scene, f)) {
        return false;
    }
    if (f->source.person == ISN_NO_TOKEN) {
        f->source.behind = f->source.last;
    }
    /* «حسب تصريحاته»: it points back. */
    if (isn_is_document(scene, f->source.first) &&
        (isn_tok(scene, f->source.first)->clitics & ISN_CLITIC_PRON)) {
        return false;
    }
    f->at = at;
    f->words = n;
    f->behind = f->source.behind;
    f->relayed = false;
    uint32_t comma = isn_skip_adverbs(scene, f->behind, state->last);
    if (isn_frame_is(scene, comma, ISN_FRAME_KIND_FROM, &n) && n > 1) {
        f->relayed = source_phrase(scene, comma + n, state->last, &f->from);
    } else if (verb && comma < state->last &&
               isn_token_is(scene->doc, comma, "عن")) {
        f->relayed = source_phrase(scene, comma + 1, state->last, &f->from);
    }
    if (f->relayed) {
        f->behind = f->from.behind;
    }
    return true;
}

/* ---- what the frame covers ---------------------------------------------- */

typedef struct reach {
    uint32_t first, last;
} reach;

static reach sentence_of(const isn_state *state, uint32_t at)
{
    const isn_scene *scene = &state->scene;
    const isn_sentence *s =
        &scene->doc->sentences.items[isn_tok(scene, at)->sentence];
    reach r = {s->first_token, s->first_token + s->token_count};
    if (r.first < state->first) {
        r.first = state->first;
    }
    /* No clause reaches farther, and a hostile sentence may have no end. */
    if (at - r.first > LONGEST) {
        r.first = at - LONGEST;
    }
    if (r.last > at + LONGEST) {
        r.last = at + LONGEST;
    }
    /* A quotation that began earlier belongs to it. */
    uint32_t q = isn_quote_around(&scene->quotes, r.first);
    if (q != ISN_NO_QUOTE && scene->quotes.list.items[q].open >= state->first) {
        r.first = scene->quotes.list.items[q].open;
    }
    return r;
}

static uint32_t trimmed(const isn_scene *scene, uint32_t first, uint32_t last)
{
    while (last > first && !isn_is_word(scene, last - 1) &&
           isn_tok(scene, last - 1)->kind != ISN_NUMBER &&
           scene->quotes.of[last - 1] == ISN_NO_QUOTE &&
           !isn_is_punct(scene, last - 1, ')')) {
        last--;
    }
    /* «…، وذلك وفق ما أعلنت» */
    if (last > first + 1 && isn_token_is(scene->doc, last - 1, "وذلك")) {
        return trimmed(scene, first, last - 1);
    }
    return last;
}

/* «بحسب ما أفاد به شهود لوكالة الوادي، …»: behind whom they told it. */
static uint32_t behind_told(const isn_scene *scene, uint32_t at, uint32_t last)
{
    enum { NAME = 6 };
    if (at >= last || !(isn_tok(scene, at)->clitics & ISN_CLITIC_LI) ||
        !isn_is_medium(scene, at)) {
        return at;
    }
    for (uint32_t i = at; i < last && i < at + NAME; i++) {
        if (isn_is_comma(scene, i)) {
            return i;
        }
    }
    return at;
}

/* «بحسب مسؤولين من البلدين تحدثوا للصحيفة، فإن …»: «فإن» begins the clause,
 * whatever stands before it. */
static bool then(const isn_scene *scene, uint32_t at)
{
    const isn_token *t = isn_tok(scene, at);
    return scene->quotes.of[at] == ISN_NO_QUOTE && t->fold_len >= 6 &&
           memcmp(t->fold, "فان", 6) == 0 &&
           (t->fold_len == 6 || isn_governs_pronoun(t));
}

static uint32_t behind_then(const isn_scene *scene, uint32_t at, uint32_t last)
{
    enum { FAR = 25 };
    for (uint32_t i = at; i < last && i < at + FAR; i++) {
        if (then(scene, i)) {
            return i + 1 < last ? i + 1 : at;
        }
    }
    return at;
}

/* «بحسب وثيقة اطلعت الصحيفة على نسخة منها، …»: behind the copy. */
static uint32_t behind_copy(const isn_scene *scene, uint32_t at, uint32_t last)
{
    enum { FAR = 10 };
    for (uint32_t i = at; i + 1 < last && i < at + FAR; i++) {
        if (isn_is_comma(scene, i)) {
            break;
        }
        if (isn_token_is(scene->doc, i, "نسخه") &&
            (isn_token_is(scene->doc, i + 1, "منه") ||
             isn_token_is(scene->doc, i + 1, "منها"))) {
            return i + 2;
        }
    }
    return at;
}

/* The clause that the frame speaks for. */
static reach covered(const isn_state *state, const frame *f)
{
    const isn_scene *scene = &state->scene;
    reach s = sentence_of(state, f->at);
    if (s.first < state->zone && state->zone < f->at) {
        s.first = state->zone;
    }
    uint32_t from = isn_skip_adverbs(scene, s.first, f->at);
    /* «…، وحسب شهود عيان فإن …» */
    bool inner = f->behind < s.last && then(scene, f->behind);
    if (from == f->at || inner) { /* «وبحسب مصادر، …» */
        uint32_t behind = behind_told(scene, f->behind, s.last);
        behind = behind_copy(scene, behind, s.last);
        reach r = {isn_skip_adverbs(scene, behind, s.last), s.last};
        uint32_t n = 1;
        r.first = behind_then(scene, r.first, s.last);
        if (isn_frame_is(scene, r.first, ISN_FRAME_KIND_THAT, &n)) {
            r.first += n;
        }
        r.last = isn_content_end(scene, r.first, s.last, false);
        return r;
    }
    for (uint32_t i = f->at; i > s.first && i + RELATIVE > f->at; i--) {
        if (isn_kind_is(scene, i - 1, ISN_FUNCTION_KIND_RELATIVE) &&
            f->at - i >= 2 && !isn_is_comma(scene, f->at - 1)) {
            return (reach){i, f->at};
        }
    }
    bool parenthesis =
        (isn_is_comma(scene, f->at - 1) || isn_is_dash(scene, f->at - 1)) &&
        f->behind + 2 < s.last &&
        (isn_is_comma(scene, f->behind) || isn_is_dash(scene, f->behind) ||
         isn_is_comma(scene, f->behind - 1));
    uint32_t next = f->behind < s.last ? f->behind : f->behind - 1;
    if (parenthesis && !isn_is_word(scene, next)) {
        next++;
    }
    /* «…، بحسب فلان، الأربعاء.» */
    parenthesis =
        parenthesis && isn_skip_adverbs(scene, next, s.last) + 1 < s.last;
    /* «…، بحسب فلان، وقال …» would begin another one, and what follows in
     * «…، بحسب فلان، في حين …» is the reporter's again. */
    int kind = next < s.last ? isn_frame_at(scene, next, NULL) : -1;
    bool turns = kind == ISN_FRAME_KIND_TURN || kind == ISN_FRAME_KIND_CLOSE;
    if (parenthesis && next < s.last && !turns &&
        !(isn_tok(scene, next)->clitics & ISN_CLITIC_WA)) {
        return (reach){s.first, trimmed(scene, s.first, s.last)};
    }
    return (reach){s.first, trimmed(scene, s.first, f->at)};
}

static uint32_t long_quote_in(const isn_state *state, reach r)
{
    const isn_scene *scene = &state->scene;
    for (uint32_t i = r.first; i < r.last; i++) {
        uint32_t q = scene->quotes.of[i];
        if (q != ISN_NO_QUOTE && scene->quotes.list.items[q].open == i) {
            if (scene->quotes.list.items[q].words >= QUOTED) {
                return q;
            }
            i = scene->quotes.list.items[q].close;
        }
    }
    return ISN_NO_QUOTE;
}

/* Is the clause little more than that quotation?  Else it counts whole, and
 * the quotation within it once more by itself. */
static bool fills(const isn_scene *scene, uint32_t quote, reach r)
{
    const isn_quote *q = &scene->quotes.list.items[quote];
    return (q->close - q->open) * 4 >= (r.last - r.first) * 3;
}

static isnad_status frame_voice(isn_state *state, const frame *f,
                                isn_found *found)
{
    isn_scene *scene = &state->scene;
    if (!f->relayed) {
        return isn_state_speaker(state, &f->source, &found->voice,
                                 &found->vias);
    }
    /* «وفقا لمصدر نقلا عن الصحيفة»: the other way round. */
    bool turned = !isn_is_medium(scene, f->source.first) &&
                  (isn_is_medium(scene, f->from.first) ||
                   !isn_is_somebody(scene, &f->from));
    const isn_phrase *speaker = turned ? &f->source : &f->from;
    const isn_phrase *medium = turned ? &f->from : &f->source;
    isnad_status status =
        isn_state_speaker(state, speaker, &found->voice, &found->vias);
    isn_via hop = {.token = medium->first};
    hop.cue = isn_token_span(scene, turned ? medium->first : f->at,
                             medium->last, false);
    if (status == ISNAD_OK) {
        isn_voice voice;
        if (isn_is_medium(scene, medium->first) || turned) {
            status = isn_medium_of(scene, medium, &hop.party);
        } else {
            status = isn_party_of(scene, medium, &voice);
            hop.party = voice.party;
        }
        isn_vias_add(scene, &found->vias, &hop);
    }
    return status;
}

/* «بحسب الهيئة، نزح ألف، بينما تقول الوزارة …»: a frame that opens its sentence
 * speaks for the clause behind it, until another one speaks; false where that
 * clause is said by another («وفق البيان، قال الوزير إن»). */
static bool opening_clause(const isn_state *state, const frame *f, reach *r)
{
    enum { CLAUSE = 3 };
    const isn_scene *scene = &state->scene;
    uint32_t first = sentence_of(state, f->at).first;
    if (isn_skip_adverbs(scene, first, f->at) != f->at) {
        return false;
    }
    *r = covered(state, f);
    uint32_t end = r->last;
    for (size_t i = 0; i < state->records.count; i++) {
        const isn_record *other = &state->records.items[i];
        uint32_t at = other->cue_first;
        if (other->subject_first < other->subject_last &&
            other->subject_first < at) {
            at = other->subject_first;
        }
        if (at >= f->at && at < f->behind) {
            return false;
        }
        end = at >= f->behind && at < end ? at : end;
    }
    if (end < r->last) {
        while (end > r->first && !isn_is_comma(scene, end) &&
               isn_frame_at(scene, end, NULL) != ISN_FRAME_KIND_TURN) {
            end--;
        }
    }
    r->last = trimmed(scene, r->first, end);
    return r->last >= r->first + CLAUSE;
}

isnad_status isn_state_opening(isn_state *state, uint32_t before,
                               isn_found *found, bool *speaks)
{
    frame f;
    uint32_t at = isn_skip_adverbs(&state->scene, state->first, before);
    *speaks = at < before && isn_is(state->scene.doc, at, ISN_CLASS_FRAME) &&
              read_frame(state, at, &f) && f.behind < before;
    return *speaks ? frame_voice(state, &f, found) : ISNAD_OK;
}

isnad_status isn_state_framed(isn_state *state, uint32_t before,
                              isn_found *found, bool *speaks)
{
    enum { FAR = 40 };
    frame f;
    *speaks = false;
    for (uint32_t at = before; at > state->first && at + FAR > before; at--) {
        if (isn_is(state->scene.doc, at - 1, ISN_CLASS_FRAME) &&
            read_frame(state, at - 1, &f) && f.behind <= before) {
            *speaks = true;
            return frame_voice(state, &f, found);
        }
    }
    return ISNAD_OK;
}

static isnad_status record_frame(isn_state *state, const frame *f, reach r)
{
    isn_scene *scene = &state->scene;
    if (r.last <= r.first + 1) {
        return ISNAD_OK;
    }
    isn_found found = {
        .cue_first = f->at,
        .cue_last = f->at + f->words,
        .cls = ISN_SPEECH_CLASS_SAY,
        .stance = ISN_SPEECH_STANCE_ASSERTS,
        .least = 2,
        .frame = true,
    };
    isnad_status status = frame_voice(state, f, &found);
    if (status != ISNAD_OK) {
        return status;
    }
    uint32_t q = long_quote_in(state, r);
    /* «وصل الرئيس، بحسب مكتبه، لكي "…"»: the frame stands for the quotation. */
    bool inserted = q != ISN_NO_QUOTE && r.first < f->at &&
                    scene->quotes.list.items[q].open > f->at;
    if (q != ISN_NO_QUOTE && !state->taken[q] &&
        (inserted || claimed(state, f->at) || fills(scene, q, r))) {
        found.complement.kind = ISN_COMPLEMENT_QUOTE;
        found.complement.at = scene->quotes.list.items[q].open;
        found.complement.first = scene->quotes.list.items[q].first;
    } else {
        found.complement.kind = ISN_COMPLEMENT_THAT;
        found.complement.at = found.complement.first = r.first;
        found.end = r.last;
    }
    return isn_state_record(state, &found);
}

/* Somebody who tells of what others said, and no medium or document: his is
 * the whole sentence. */
static bool spokesman(const isn_scene *scene, const frame *f)
{
    return !f->relayed &&
           (isn_noun_sense(scene, f->source.first, ISN_CLASS_TITLE) ||
            isn_noun_sense(scene, f->source.first, ISN_CLASS_SOURCE)) &&
           !isn_is_document(scene, f->source.first) &&
           !isn_is_medium(scene, f->source.first);
}

/* «وفقا لبيان للوزارة»: the document of a body, which tells the whole. */
static bool owned(const isn_scene *scene, const frame *f)
{
    if (f->relayed || !isn_is_document(scene, f->source.first)) {
        return false;
    }
    for (uint32_t i = f->source.first + 1; i < f->source.last; i++) {
        if (isn_tok(scene, i)->clitics & ISN_CLITIC_LI) {
            return true;
        }
    }
    return false;
}

/* «…، على ما أعلن الجيش، وقالت الوزارة إن …»: others speak in the sentence, but
 * only behind the frame, in a clause of their own. */
static bool others_later(const isn_state *state, const frame *f)
{
    const isn_scene *scene = &state->scene;
    uint32_t sentence = isn_tok(scene, f->at)->sentence;
    if (f->behind + 1 >= state->last || !isn_is_comma(scene, f->behind) ||
        !isn_conjoined(scene, f->behind + 1) || f->at <= state->first + 2) {
        return false;
    }
    for (size_t i = state->records.count; i-- > 0;) {
        const isn_record *r = &state->records.items[i];
        if (isn_tok(scene, r->cue_first)->sentence != sentence) {
            break;
        }
        if (r->cue_first <= f->behind || r->content_first <= f->behind) {
            return false;
        }
    }
    return true;
}

/* Does the frame end its sentence? */
static bool last_words(const isn_state *state, const frame *f)
{
    return f->behind + 2 >= sentence_of(state, f->at).last;
}

isnad_status isn_state_frames(isn_state *state)
{
    isn_scene *scene = &state->scene;
    state->zone = state->first;
    for (uint32_t at = state->first; at < state->last; at++) {
        frame f;
        uint32_t q = isn_quote_around(&scene->quotes, at);
        if (q != ISN_NO_QUOTE && state->taken[q]) {
            uint32_t behind = scene->quotes.list.items[q].close;
            at = behind > at ? behind : at;
            continue;
        }
        reach r;
        if (!isn_is(scene->doc, at, ISN_CLASS_FRAME) ||
            !read_frame(state, at, &f)) {
            continue;
        }
        if (!claimed(state, at) || others_later(state, &f) ||
            (last_words(state, &f) &&
             (spokesman(scene, &f) || owned(scene, &f)))) {
            r = covered(state, &f);
        } else if (!opening_clause(state, &f, &r)) {
            continue;
        }
        isnad_status status = record_frame(state, &f, r);
        if (status == ISNAD_OK && state->records.count >= ISN_RECORDS) {
            status = isn_state_flush(state);
        }
        if (status != ISNAD_OK) {
            return status;
        }
        at = f.behind > at ? f.behind - 1 : at;
        state->zone = f.behind;
    }
    return ISNAD_OK;
}
