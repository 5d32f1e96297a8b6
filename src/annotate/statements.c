#include "annotate/statements.h"

#include <string.h>

#include "annotate/annotate.h"
#include "annotate/hedges.h"
#include "annotate/state.h"

enum {
    QUOTED = 4,        /* fewer quoted words are a title or a scare quote */
    HOPS_WITHIN = 100, /* tokens around a cue that may name a hop */
    LONG_QUOTE = 7,    /* so many are speech also where no verb stands by */
};

/* ---- records ------------------------------------------------------------ */

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
    s->speaker = found->voice.party;
    s->cue = isn_token_span(scene, found->cue_first, found->cue_last, true);
    s->speech_class = isn_speech_class_names[found->cls];
    s->stance = (isnad_stance)found->stance;
    s->source_kind = found->voice.kind ? found->voice.kind : "nobody";
    s->sentence = isn_tok(scene, found->cue_first)->sentence;
    return ISNAD_OK;
}

static isnad_status add_quote(isn_state *state, const isn_found *found,
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
        return q == ISN_NO_QUOTE ? ISNAD_OK : add_quote(state, found, q);
    }
    uint32_t last = found->end
                        ? found->end
                        : isn_content_end(scene, first, state->last, object);
    if (state->title && !found->end) {
        last = before_colon(scene, first, last);
    }
    last = last < state->last ? last : state->last;
    last = trim_end(scene, first, last);
    if (last <= first) {
        return ISNAD_OK;
    }
    uint32_t q = whole_quote(state, found, first, last);
    if (q != ISN_NO_QUOTE) {
        speak(state, found);
        return add_quote(state, found, q);
    }
    uint32_t words = words_in(scene, first, last);
    if (words < found->least) {
        return ISNAD_OK;
    }
    speak(state, found);
    bool direct =
        found->complement.kind == ISN_COMPLEMENT_COLON && !state->title;
    bool bare = object && !found->complement.bare;
    return add_record(state, found, first, last,
                      isn_token_span(scene, first, last, bare), direct);
}

/* ---- what is left of a unit --------------------------------------------- */

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
    return add_quote(state, &found, index);
}

static isnad_status leftovers(isn_state *state)
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

/* ---- chains of a unit --------------------------------------------------- */

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
    uint32_t from = *zone > state->first ? *zone : state->first;
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
    }
    if (status == ISNAD_OK) {
        status = spread(state);
    }
    for (size_t i = 0; i < state->records.count && status == ISNAD_OK; i++) {
        isn_record *r = &state->records.items[i];
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
        status = leftovers(state);
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
