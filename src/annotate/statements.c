#include "annotate/statements.h"

#include "annotate/annotate.h"
#include "annotate/hedges.h"
#include "annotate/state.h"
#include "core/sort.h"

enum { QUOTED = 4 }; /* fewer quoted words are a title or a scare quote */

/* ---- units -------------------------------------------------------------- */

/* Cues inside a long quotation are the quoted one's own. */
static bool inside_quote(const isn_state *state, uint32_t at, uint32_t *behind)
{
    uint32_t q = isn_quote_around(&state->scene.quotes, at);
    if (q == ISN_NO_QUOTE) {
        return false;
    }
    const isn_quote *quote = &state->scene.quotes.list.items[q];
    if (at < quote->first || (!quote->closed && quote->words < QUOTED)) {
        return false;
    }
    *behind = quote->close > at ? quote->close : at;
    return true;
}

/* What somebody says behind a colon is his own, verbs of saying too. */
static bool spoken(const isn_state *state, uint32_t at)
{
    if (state->records.count == 0) {
        return false;
    }
    const isn_record *r = &state->records.items[state->records.count - 1];
    return r->statement.direct && r->content_first <= at &&
           at < r->content_last;
}

static isnad_status read_unit(isn_state *state)
{
    isn_scene *scene = &state->scene;
    isnad_status status = ISNAD_OK;
    for (uint32_t at = state->first; at < state->last && status == ISNAD_OK;
         at++) {
        uint32_t behind;
        if (inside_quote(state, at, &behind)) {
            at = behind;
            continue;
        }
        if (state->records.count >= ISN_RECORDS) {
            status = isn_state_flush(state);
        }
        isnad_hedge hedge;
        if (isn_is(scene->doc, at, ISN_CLASS_HEDGE) &&
            isn_hedge_at(scene, at, state->last, &hedge, &behind)) {
            isnad_hedge *h =
                isn_list_push(scene->doc->arena, &scene->doc->hedges);
            if (!h) {
                return ISNAD_NOMEM;
            }
            *h = hedge;
            at = behind - 1;
            continue;
        }
        if (status == ISNAD_OK && isn_is(scene->doc, at, ISN_CLASS_FRAME)) {
            status = isn_state_issuer(state, at);
        }
        if (status == ISNAD_OK && isn_is(scene->doc, at, ISN_CLASS_SPEECH) &&
            !spoken(state, at)) {
            status = isn_state_cue(state, &at);
        }
    }
    if (status == ISNAD_OK && state->title) {
        status = isn_state_headline(state);
    }
    if (status == ISNAD_OK) {
        status = isn_state_frames(state);
    }
    if (status == ISNAD_OK) {
        status = isn_state_leftovers(state);
    }
    state->own_asked = state->own_frame = false;
    return status == ISNAD_OK ? isn_state_flush(state) : status;
}

/* Sentences that a quotation joins are read as one. */
static uint32_t unit_end(const isn_scene *scene, uint32_t sentence,
                         uint32_t end_sentence, uint32_t *next)
{
    const isnad_doc *doc = scene->doc;
    while (sentence < end_sentence) {
        const isn_sentence *s = &doc->sentences.items[sentence++];
        uint32_t end = s->first_token + s->token_count;
        if (sentence == end_sentence) {
            *next = sentence;
            return end;
        }
        uint32_t q = isn_quote_around(&scene->quotes, end);
        if (q == ISN_NO_QUOTE || scene->quotes.list.items[q].open >= end) {
            *next = sentence;
            return end;
        }
    }
    *next = sentence;
    return 0;
}

static isnad_status read_block(isn_state *state, const isnad_block *block)
{
    const isnad_doc *doc = state->scene.doc;
    uint32_t sentence = block->first_sentence;
    uint32_t end = sentence + block->sentence_count;
    state->title = block->role == ISNAD_ROLE_TITLE;
    state->block_spoke = false;
    while (sentence < end) {
        state->first = doc->sentences.items[sentence].first_token;
        state->last = unit_end(&state->scene, sentence, end, &sentence);
        if (state->title) { /* «الوزير: … .. …» goes on over its dots */
            const isn_sentence *s = &doc->sentences.items[end - 1];
            state->last = s->first_token + s->token_count;
            sentence = end;
        }
        isnad_status status = read_unit(state);
        if (status != ISNAD_OK) {
            return status;
        }
    }
    return ISNAD_OK;
}

static isnad_status read_document(isn_state *state, isnad_doc *doc)
{
    size_t quotes = state->scene.quotes.list.count;
    state->taken = isn_arena_alloc(state->scene.arena,
                                   (quotes + 1) * sizeof *state->taken);
    if (!state->taken) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < doc->blocks.count; i++) {
        if (!isnad_block_is_article(&doc->blocks.items[i])) {
            continue;
        }
        isnad_status status = read_block(state, &doc->blocks.items[i]);
        if (status != ISNAD_OK) {
            return status;
        }
    }
    return ISNAD_OK;
}

/* By place; what holds another statement comes before it. */
static int by_place(const void *a, const void *b)
{
    const isnad_statement *x = a, *y = b;
    if (x->span.begin != y->span.begin) {
        return x->span.begin < y->span.begin ? -1 : 1;
    }
    return x->span.end > y->span.end ? -1 : x->span.end < y->span.end;
}

isnad_status isn_annotate_statements(isnad_doc *doc)
{
    isn_state state = {0};
    doc->statements.count = 0;
    doc->hedges.count = 0;
    isnad_status status = isn_scene_set(&state.scene, doc);
    if (status == ISNAD_OK) {
        status = read_document(&state, doc);
    }
    isn_arena_free(state.scene.arena);
    /* The second half of a divided quotation is found before the first. */
    isn_sort(doc->statements.items, doc->statements.count,
             sizeof *doc->statements.items, by_place);
    return status == ISNAD_OK ? isn_statements_redate(doc) : status;
}

/* ---- the day of the utterance ------------------------------------------- */

static bool inside(isnad_span a, isnad_span b)
{
    return a.begin >= b.begin && a.end <= b.end;
}

isnad_status isn_statements_redate(isnad_doc *doc)
{
    size_t date = 0;
    for (size_t i = 0; i < doc->statements.count; i++) {
        isnad_statement *s = &doc->statements.items[i];
        const isnad_span sentence = doc->sentences.items[s->sentence].span;
        s->on = (isnad_time){.first = ISNAD_NO_DAY, .last = ISNAD_NO_DAY};
        while (date < doc->dates.count &&
               doc->dates.items[date].span.end <= sentence.begin) {
            date++;
        }
        for (size_t d = date; d < doc->dates.count && d < date + 16; d++) {
            const isnad_date *found = &doc->dates.items[d];
            if (found->span.begin >= sentence.end) {
                break;
            }
            if (!found->duration && !inside(found->span, s->span) &&
                found->time.first != ISNAD_NO_DAY &&
                found->time.first == found->time.last) {
                s->on = found->time;
                break;
            }
        }
    }
    return ISNAD_OK;
}
