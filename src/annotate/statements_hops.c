/* The hops of a unit's statements, and the statements handed over. */
#include "annotate/state.h"

#include <string.h>

enum { HOPS_WITHIN = 100 }; /* tokens around a cue that may name a hop */

/* «بحسب الهيئة، نزح ألف، بينما تقول الوزارة إن»: a frame with a clause of its
 * own is no hop of what another one says behind it. */
static uint32_t behind_frames(const isn_state *state, uint32_t cue,
                              uint32_t zone)
{
    uint32_t from = zone > state->first ? zone : state->first;
    for (size_t i = 0; i < state->records.count; i++) {
        const isn_record *r = &state->records.items[i];
        if (r->frame && r->cue_first >= from && r->content_last > from &&
            r->content_first > r->cue_first && r->content_last <= cue) {
            from = r->content_last;
        }
    }
    return from;
}

/* «نشر تغريدة قال فيها», «وأصدرت بيانا تضمن أن»: what the verb is said of. */
static isnad_status written_in(isn_scene *scene, isn_record *r, uint32_t first)
{
    enum { FAR = 10 };
    bool in_it = r->cue_last < scene->doc->tokens.count &&
                 (isn_token_is(scene->doc, r->cue_last, "فيها") ||
                  isn_token_is(scene->doc, r->cue_last, "فيه"));
    uint32_t far = in_it ? FAR : 1;
    for (uint32_t i = r->cue_first; i > first && i + far > r->cue_first; i--) {
        const isn_token *t = isn_tok(scene, i - 1);
        isnad_span word = t->word;
        bool object = word.end > word.begin + 2 &&
                      memcmp(scene->doc->text + word.end - 2, "ا", 2) == 0;
        if (isn_is_document(scene, i - 1) && !isn_is_finite(scene, i - 1) &&
            !isn_is(scene->doc, i - 1, ISN_CLASS_SPEECH) &&
            !(t->clitics & ISN_CLITIC_AL) &&
            (in_it ? i < 2 || !isn_is_preposition(scene, i - 2) : object)) {
            return isn_vias_document(scene, i - 1, &r->vias);
        }
    }
    return ISNAD_OK;
}

/* Hops named around the cue: from the end of what came before to the content,
 * and from the content's end to the next cue or the sentence's end. */
static isnad_status hops_of(isn_state *state, size_t index, uint32_t *zone)
{
    isn_scene *scene = &state->scene;
    isn_record *r = &state->records.items[index];
    if (r->frame) {
        return ISNAD_OK;
    }
    bool before = r->content_last <= r->cue_first;
    uint32_t from = behind_frames(state, r->cue_first, *zone);
    /* «تحادثا خلال اتصال هاتفي، وأضاف البيان»: another clause. */
    if (r->cue_first > from && isn_conjoined(scene, r->cue_first) &&
        isn_is_comma(scene, r->cue_first - 1)) {
        from = r->cue_first;
    }
    if (from + HOPS_WITHIN < r->cue_first) {
        from = r->cue_first - HOPS_WITHIN;
    }
    uint32_t to = before ? r->cue_last : r->content_first;
    isnad_status status = ISNAD_OK;
    if (from > r->cue_first || r->outer != ISN_NO_TOKEN) {
        from = r->cue_last;
    }
    if (r->subject_first >= from && r->subject_first < to) {
        status = isn_vias_in(scene, from, r->subject_first, false, &r->vias);
        from = r->subject_last;
    }
    if (status == ISNAD_OK && from < to) {
        status = isn_vias_in(scene, from, to, false, &r->vias);
    }
    if (status == ISNAD_OK) {
        status = written_in(scene, r, state->first);
    }
    uint32_t end =
        r->content_last > r->cue_last ? r->content_last : r->cue_last;
    uint32_t until = state->last;
    for (size_t i = index + 1; i < state->records.count; i++) {
        if (state->records.items[i].cue_first >= end) {
            until = state->records.items[i].cue_first;
            break;
        }
        if (i > index + 16) {
            until = end;
            break;
        }
    }
    const isn_sentence *s =
        &scene->doc->sentences.items[isn_tok(scene, end - 1)->sentence];
    uint32_t stop = s->first_token + s->token_count;
    until = until < stop ? until : stop;
    until = until < end + HOPS_WITHIN ? until : end + HOPS_WITHIN;
    if (status == ISNAD_OK && end < until && r->outer == ISN_NO_TOKEN) {
        status = isn_vias_in(scene, end, until, true, &r->vias);
    }
    *zone = end > *zone ? end : *zone;
    return status;
}

static void share(const isn_scene *scene, isn_record *to,
                  const isn_record *from)
{
    for (uint32_t i = 0; i < from->vias.count; i++) {
        isn_vias_add(scene, &to->vias, &from->vias.items[i]);
    }
}

/* Those who speak on in one sentence («مؤكدا أن») do so through the same
 * channel; a report within a report comes through the outer speaker. */
static isnad_status spread(isn_state *state)
{
    isn_scene *scene = &state->scene;
    for (size_t i = 0; i < state->records.count; i++) {
        isn_record *r = &state->records.items[i];
        if (r->outer != ISN_NO_TOKEN) {
            const isn_record *outer = &state->records.items[r->outer];
            isn_via hop = {.party = outer->statement.speaker,
                           .cue = outer->statement.cue,
                           .token = outer->cue_first};
            isn_phrase said = {outer->subject_first, outer->subject_last,
                               outer->subject_last, ISN_NO_TOKEN};
            bool media = outer->statement.source_kind &&
                         strcmp(outer->statement.source_kind, "media") == 0;
            if (media && said.first < said.last &&
                isn_is_medium(scene, said.first) &&
                isn_medium_of(scene, &said, &hop.party) != ISNAD_OK) {
                return ISNAD_NOMEM;
            }
            if (hop.party.entity &&
                !(r->statement.speaker.entity == hop.party.entity)) {
                isn_vias_add(scene, &r->vias, &hop);
                share(scene, r, outer);
            }
            continue;
        }
        for (size_t j = i; j-- > 0 && j + 8 > i;) {
            isn_record *before = &state->records.items[j];
            if (before->outer == ISN_NO_TOKEN &&
                before->statement.sentence == r->statement.sentence &&
                before->frame == r->frame &&
                (r->follows || before->cue_first == r->cue_first ||
                 before->statement.speaker.entity ==
                     r->statement.speaker.entity)) {
                share(scene, r, before);
                share(scene, before, r);
            }
        }
    }
    return ISNAD_OK;
}

/* «ذكرت الصحيفة نقلا عن مسؤول أن»: the source speaks, and the medium is what
 * it came through. */
static isnad_status swap_medium(isn_state *state, isn_record *r)
{
    isn_scene *scene = &state->scene;
    if (!r->voice.kind || strcmp(r->voice.kind, "media") != 0 ||
        r->subject_first >= r->subject_last) {
        return ISNAD_OK;
    }
    uint32_t i = 0;
    while (i < r->vias.count && !r->vias.items[i].beyond) {
        i++;
    }
    if (i == r->vias.count) {
        return ISNAD_OK;
    }
    isn_via source = r->vias.items[i];
    isn_phrase medium = {r->subject_first, r->subject_last, r->subject_last,
                         ISN_NO_TOKEN};
    isn_via hop = {.token = medium.first, .cue = r->statement.cue};
    isnad_status status = isn_medium_of(scene, &medium, &hop.party);
    r->vias.count--;
    for (; i < r->vias.count; i++) {
        r->vias.items[i] = r->vias.items[i + 1];
    }
    isn_vias_add(scene, &r->vias, &hop);
    r->statement.speaker = source.party;
    r->statement.source_kind = source.kind ? source.kind : "office";
    return status;
}

/* «قالت الوزارة في بيان إن»: a later «أضاف البيان» is hers. */
static void issues(isn_state *state, const isn_record *r)
{
    for (uint32_t i = 0; i < r->vias.count; i++) {
        const isn_via *via = &r->vias.items[i];
        if (r->voice.party.entity &&
            isn_is_document(&state->scene, via->token) &&
            !isn_is_network(&state->scene, via->token)) {
            state->issuer = r->voice;
            state->issued = true;
        }
    }
}

/* Nobody speaks through himself, nor a study through itself. */
static void without_speaker(isn_record *r)
{
    const char *speaker = r->statement.speaker.entity;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < r->vias.count; i++) {
        const isn_via *via = &r->vias.items[i];
        if (!speaker || via->beyond || !via->party.entity ||
            strcmp(via->party.entity, speaker) != 0) {
            r->vias.items[kept++] = *via;
        }
    }
    r->vias.count = kept;
}

isnad_status isn_state_flush(isn_state *state)
{
    isn_scene *scene = &state->scene;
    uint32_t zone = state->first;
    isnad_status status = ISNAD_OK;
    for (size_t i = 0; i < state->records.count && status == ISNAD_OK; i++) {
        status = hops_of(state, i, &zone);
        if (status == ISNAD_OK) {
            status = swap_medium(state, &state->records.items[i]);
        }
        issues(state, &state->records.items[i]);
    }
    if (status == ISNAD_OK) {
        status = spread(state);
    }
    for (size_t i = 0; i < state->records.count && status == ISNAD_OK; i++) {
        isn_record *r = &state->records.items[i];
        without_speaker(r);
        status = isn_chain_set(scene, &r->statement, &r->vias);
        isnad_statement *s =
            status == ISNAD_OK
                ? isn_list_push(scene->doc->arena, &scene->doc->statements)
                : NULL;
        if (!s) {
            return ISNAD_NOMEM;
        }
        *s = r->statement;
    }
    state->block_spoke |= state->records.count > 0;
    state->records.count = 0;
    return status;
}
