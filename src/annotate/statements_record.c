/* What is known of a statement before its chain is closed. */
#include "annotate/state.h"

enum { QUOTED = 4 }; /* fewer quoted words are a title or a scare quote */

const isn_record *isn_state_main(const isn_state *state)
{
    for (size_t i = state->records.count; i-- > 0;) {
        if (state->records.items[i].outer == ISN_NO_TOKEN) {
            return &state->records.items[i];
        }
        if (i + 16 < state->records.count) {
            break;
        }
    }
    return NULL;
}

static bool wordlike(const isn_scene *scene, uint32_t at)
{
    return isn_tok(scene, at)->kind <= ISN_NUMBER;
}

static uint32_t words_in(const isn_scene *scene, uint32_t first, uint32_t last)
{
    uint32_t words = 0;
    for (uint32_t i = first; i < last; i++) {
        words += wordlike(scene, i);
    }
    return words;
}

static uint32_t trim_end(const isn_scene *scene, uint32_t first, uint32_t last)
{
    while (last > first) {
        const isn_token *t = isn_tok(scene, last - 1);
        if (t->kind < ISN_PUNCT || t->punct == ')' || t->punct == '%' ||
            scene->quotes.of[last - 1] != ISN_NO_QUOTE) {
            break;
        }
        last--;
    }
    return last;
}

/* The record in whose content the cue stands. */
static uint32_t outer_of(const isn_state *state, uint32_t cue)
{
    for (size_t i = state->records.count; i-- > 0;) {
        const isn_record *r = &state->records.items[i];
        if (r->content_first <= cue && cue < r->content_last &&
            r->cue_first != cue) {
            return (uint32_t)i;
        }
        if (i + 16 < state->records.count) {
            break;
        }
    }
    return ISN_NO_TOKEN;
}

/* Name of the pattern, for the reader of `explain`. */
static const char *rule_of(const isn_found *found, bool direct)
{
    static const char *const kinds[] = {
        [ISN_COMPLEMENT_NONE] = "cue beside a quotation",
        [ISN_COMPLEMENT_THAT] = "cue and clause",
        [ISN_COMPLEMENT_COLON] = "cue and colon",
        [ISN_COMPLEMENT_QUOTE] = "cue and quotation",
        [ISN_COMPLEMENT_OBJECT] = "cue and object",
    };
    if (found->frame) {
        return direct ? "frame and quotation" : "frame and sentence";
    }
    return kinds[found->complement.kind];
}

static isnad_status add_record(isn_state *state, const isn_found *found,
                               uint32_t first, uint32_t last, isnad_span span,
                               bool direct)
{
    isn_scene *scene = &state->scene;
    uint32_t outer = outer_of(state, found->cue_first);
    isn_record *r = isn_list_push(scene->arena, &state->records);
    if (!r) {
        return ISNAD_NOMEM;
    }
    r->cue_first = found->cue_first;
    r->cue_last = found->cue_last;
    r->content_first = first;
    r->content_last = last;
    r->voice = found->voice;
    r->vias = found->vias;
    r->outer = outer;
    r->follows = found->follows;
    r->frame = found->frame;
    r->subject_first = found->subject_first;
    r->subject_last = found->subject_last;
    isnad_statement *s = &r->statement;
    s->span = span;
    s->direct = direct;
    s->rule = rule_of(found, direct);
    s->speaker = found->voice.party;
    s->cue = isn_token_span(scene, found->cue_first, found->cue_last, true);
    s->speech_class = isn_speech_class_names[found->cls];
    s->stance = (isnad_stance)found->stance;
    s->source_kind = found->voice.kind ? found->voice.kind : "nobody";
    s->sentence = isn_tok(scene, found->cue_first)->sentence;
    return ISNAD_OK;
}

isnad_status isn_state_quote(isn_state *state, const isn_found *found,
                             uint32_t index)
{
    const isn_quote *q = &state->scene.quotes.list.items[index];
    if (state->taken[index] || q->first >= q->last) {
        return ISNAD_OK;
    }
    state->taken[index] = true;
    return add_record(state, found, q->first, q->last,
                      isn_quote_span(state->scene.doc, q), true);
}

/* Is the clause [first, last) nothing but the quotation at its beginning? */
static uint32_t whole_quote(const isn_state *state, const isn_found *found,
                            uint32_t first, uint32_t last)
{
    const isn_scene *scene = &state->scene;
    uint32_t q = scene->quotes.of[first];
    if (q == ISN_NO_QUOTE) {
        return ISN_NO_QUOTE;
    }
    const isn_quote *quote = &scene->quotes.list.items[q];
    bool opens = quote->open == first ||
                 (found->complement.kind == ISN_COMPLEMENT_QUOTE &&
                  quote->first == first);
    if (!opens) {
        return ISN_NO_QUOTE;
    }
    if (found->complement.kind == ISN_COMPLEMENT_QUOTE) {
        return q;
    }
    uint32_t rest =
        quote->close + 1 < last ? words_in(scene, quote->close + 1, last) : 0;
    return quote->words >= QUOTED && rest < 2 ? q : ISN_NO_QUOTE;
}

static void speak(isn_state *state, const isn_found *found)
{
    if (found->frame || found->voice.party.entity == NULL ||
        outer_of(state, found->cue_first) != ISN_NO_TOKEN) {
        return;
    }
    isn_voices_add(&state->voices, &found->voice);
}

/* In a headline a colon begins something else. */
static uint32_t before_colon(const isn_scene *scene, uint32_t first,
                             uint32_t last)
{
    for (uint32_t at = first; at < last; at++) {
        if (isn_is_punct(scene, at, ':') &&
            scene->quotes.of[at] == ISN_NO_QUOTE) {
            return at;
        }
    }
    return last;
}

/* «أشارت دراسة إلى أن …، واستندت الدراسة إلى»: where he who speaks is named
 * again as the subject of a new clause, the reporter goes on. */
static uint32_t before_himself(const isn_scene *scene, const isn_found *found,
                               uint32_t first, uint32_t last)
{
    if (found->subject_first >= found->subject_last ||
        !isn_is_word(scene, found->subject_first)) {
        return last;
    }
    const isn_token *head = isn_tok(scene, found->subject_first);
    for (uint32_t at = first + 2; at + 2 < last; at++) {
        const isn_token *t = isn_tok(scene, at + 1);
        if (isn_is_comma(scene, at - 1) && isn_conjoined(scene, at) &&
            scene->quotes.of[at] == ISN_NO_QUOTE &&
            (t->clitics & ISN_CLITIC_AL) && t->stem_len == head->stem_len &&
            memcmp(t->stem, head->stem, t->stem_len) == 0) {
            return at - 1;
        }
    }
    return last;
}

isnad_status isn_state_record(isn_state *state, isn_found *found)
{
    isn_scene *scene = &state->scene;
    uint32_t first = found->complement.first;
    bool object = found->complement.kind == ISN_COMPLEMENT_OBJECT;
    if (first >= state->last) {
        return ISNAD_OK;
    }
    if (found->complement.kind == ISN_COMPLEMENT_QUOTE) {
        uint32_t q = scene->quotes.of[first];
        if (q != ISN_NO_QUOTE && state->taken[q]) {
            return ISNAD_OK;
        }
        speak(state, found);
        return q == ISN_NO_QUOTE ? ISNAD_OK : isn_state_quote(state, found, q);
    }
    bool spoken =
        found->complement.kind == ISN_COMPLEMENT_COLON && !state->title;
    uint32_t last = found->end ? found->end
                    : spoken
                        ? isn_spoken_end(scene, first, state->last)
                        : isn_content_end(scene, first, state->last, object);
    if (state->title && !found->end) {
        last = before_colon(scene, first, last);
    }
    last = last < state->last ? last : state->last;
    last = before_himself(scene, found, first, last);
    last = trim_end(scene, first, last);
    if (last <= first) {
        return ISNAD_OK;
    }
    uint32_t q = whole_quote(state, found, first, last);
    if (q != ISN_NO_QUOTE) {
        speak(state, found);
        return isn_state_quote(state, found, q);
    }
    uint32_t words = words_in(scene, first, last);
    speak(state, found);
    if (words < found->least) {
        return ISNAD_OK; /* «وصفه بأنه "غير إنساني"»: too little, yet said */
    }
    bool direct =
        found->complement.kind == ISN_COMPLEMENT_COLON && !state->title;
    bool bare = object && !found->complement.bare;
    return add_record(state, found, first, last,
                      isn_token_span(scene, first, last, bare), direct);
}
