/* Quotations that no cue has claimed. */
#include "annotate/state.h"
#include "annotate/subject.h"

enum {
    QUOTED = 4,     /* fewer quoted words are a title or a scare quote */
    PLAIN = 5,      /* so many, where the sentence's speaker is not near */
    LONG_QUOTE = 7, /* so many are speech also where no verb stands by */
};

static uint8_t class_of(const char *name)
{
    uint8_t cls = 0;
    while (isn_speech_class_names[cls] != name) {
        cls++;
    }
    return cls;
}

/* The innermost clause that the quotation stands in, else the record that
 * speaks in this sentence. */
static const isn_record *record_around(const isn_state *state, uint32_t at)
{
    for (size_t i = state->records.count; i-- > 0;) {
        const isn_record *r = &state->records.items[i];
        if (!r->statement.direct && r->content_first <= at &&
            at < r->content_last) {
            return r;
        }
        if (i + 32 < state->records.count) {
            break;
        }
    }
    return isn_state_main(state);
}

/* «على حد قوله», «حسب تصريحاته» in this unit? */
static bool own_frame(isn_state *state)
{
    const isn_scene *scene = &state->scene;
    if (state->own_asked) {
        return state->own_frame;
    }
    state->own_asked = true;
    for (uint32_t at = state->first; at + 1 < state->last; at++) {
        uint32_t n = 1;
        int kind = isn_frame_at(scene, at, &n);
        if (kind == ISN_FRAME_KIND_ACCORDING && at + n < state->last &&
            (isn_tok(scene, at + n)->clitics & ISN_CLITIC_PRON)) {
            state->own_frame = true;
            break;
        }
    }
    return state->own_frame;
}

/* A quotation that no cue has claimed: that of the one who speaks in this
 * sentence, or, where it is a paragraph of its own, of the last one. */
static isnad_status leftover(isn_state *state, uint32_t index)
{
    isn_scene *scene = &state->scene;
    const isn_quote *q = &scene->quotes.list.items[index];
    const isn_record *main = record_around(state, q->open);
    isn_found found = {
        .cue_first = q->open,
        .cue_last = q->open + 1,
        .cls = ISN_SPEECH_CLASS_SAY,
        .stance = ISN_SPEECH_STANCE_ASSERTS,
        .complement = {ISN_COMPLEMENT_QUOTE, q->open, q->first, false},
    };
    bool alone = q->open == state->first && q->close + 2 >= state->last;
    bool after = q->words >= LONG_QUOTE && state->block_spoke;
    /* Behind the reported clause the outlet speaks again: «…، حيث أرسلت "في
     * مهمة قصيرة جدا"» is a scare quote. */
    bool within =
        main && main->content_first <= q->open && q->open < main->content_last;
    bool before = main && q->open < main->cue_first;
    if (main && !within && !before && !main->frame && q->words < PLAIN) {
        return ISNAD_OK;
    }
    if (main) {
        found.voice = main->voice;
        found.follows = true;
        found.frame = main->frame;
        found.cls = class_of(main->statement.speech_class);
        found.stance = (uint8_t)main->statement.stance;
        found.cue_first = main->cue_first;
        found.cue_last = main->cue_last;
    } else if ((alone || q->continues || after) && state->voices.count) {
        found.voice = *isn_voices_last(&state->voices, NULL);
    } else if (own_frame(state)) {
        const isn_voice *last = isn_voices_last(&state->voices, NULL);
        if (!isn_actor_in(scene, state->first, q->open, false, &found.voice) &&
            last) {
            found.voice = *last;
        }
    } else {
        return ISNAD_OK;
    }
    return isn_state_quote(state, &found, index);
}

isnad_status isn_state_leftovers(isn_state *state)
{
    isn_quotes *quotes = &state->scene.quotes;
    for (uint32_t at = state->first; at < state->last; at++) {
        uint32_t q = quotes->of[at];
        if (q == ISN_NO_QUOTE || quotes->list.items[q].open != at) {
            continue;
        }
        if (!state->taken[q] && quotes->list.items[q].words >= QUOTED &&
            !state->title && !isn_names_quote(&state->scene, at)) {
            isnad_status status = leftover(state, q);
            if (status == ISNAD_OK && state->records.count >= ISN_RECORDS) {
                status = isn_state_flush(state);
            }
            if (status != ISNAD_OK) {
                return status;
            }
        }
        uint32_t close = quotes->list.items[q].close;
        at = close > at ? close : at;
    }
    return ISNAD_OK;
}
