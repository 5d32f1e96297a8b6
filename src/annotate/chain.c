#include "annotate/chain.h"

#include <string.h>

enum { FRAME_REACH = 12 };

static bool own_house(const isn_scene *scene, const isnad_party *party)
{
    const char *house = isn_house_of(party->entity);
    if (house && scene->own && strcmp(house, scene->own) == 0) {
        return true;
    }
    return scene->doc->outlet.value && party->entity &&
           strcmp(scene->doc->outlet.value, party->entity) == 0;
}

/* ---- hops --------------------------------------------------------------- */

/* «بيان», and «البيان» once more. */
static bool same_words(const char *a, const char *b)
{
    static const char al[] = "\u0627\u0644";
    size_t n = sizeof al - 1;
    a += strncmp(a, al, n) == 0 ? n : 0;
    b += strncmp(b, al, n) == 0 ? n : 0;
    return strcmp(a, b) == 0;
}

void isn_vias_add(const isn_scene *scene, isn_vias *links, const isn_via *link)
{
    if (links->count == ISN_VIAS || isnad_span_empty(link->party.span) ||
        !link->party.entity || own_house(scene, &link->party)) {
        return;
    }
    for (uint32_t i = 0; i < links->count; i++) {
        isnad_span a = links->items[i].party.span, b = link->party.span;
        if ((a.begin < b.end && b.begin < a.end) ||
            same_words(links->items[i].party.entity, link->party.entity)) {
            return;
        }
    }
    links->items[links->count++] = *link;
}

/* ---- finding them ------------------------------------------------------- */

/* «بعد تسجيله هدفين», «للعديد من الأرقام», «رغم البيان»: when, which and in
 * spite of what, not where it was said. */
static bool beside_point(const isn_scene *scene, uint32_t at)
{
    static const char *const words[] = {"بعد", "قبل", "منذ",  "رغم",
                                        "ضد",  "دون", "بسبب", "حول"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (isn_token_is(scene->doc, at, words[i])) {
            return true;
        }
    }
    return isn_token_is(scene->doc, at, "من") && at > 0 &&
           isn_is_quantity(scene, at - 1);
}

static bool introduced(const isn_scene *scene, uint32_t at, uint32_t first)
{
    const isn_token *t = isn_tok(scene, at);
    /* «مؤتمر عبر الفيديو»: how they met, not what was published. */
    if (at > first && isn_token_is(scene->doc, at - 1, "عبر") &&
        (t->clitics & ISN_CLITIC_AL) &&
        isn_channel_kind(scene, at, NULL) == ISN_CHANNEL_KIND_TALK) {
        return false;
    }
    int kind = isn_channel_kind(scene, at, NULL);
    bool text =
        kind == ISN_CHANNEL_KIND_DOCUMENT || kind == ISN_CHANNEL_KIND_TALK;
    /* «رحب في بيان بالتقرير», «أمين المدينة للدراسات»: what it is about. */
    if (t->clitics & (ISN_CLITIC_BI | ISN_CLITIC_LI)) {
        return !text ||
               ((t->clitics & ISN_CLITIC_BI) &&
                (!(t->clitics & ISN_CLITIC_AL) ||
                 kind == ISN_CHANNEL_KIND_TALK ||
                 (at > 0 && isn_is(scene->doc, at - 1, ISN_CLASS_SPEECH))));
    }
    if (at == first) {
        return false;
    }
    /* «علق على تصريحات», «استنادا إلى معلومات» */
    if (beside_point(scene, at - 1) ||
        (text && (isn_token_is(scene->doc, at - 1, "علي") ||
                  isn_token_is(scene->doc, at - 1, "الي")))) {
        return false;
    }
    return isn_kind_is(scene, at - 1, ISN_FUNCTION_KIND_PREPOSITION) ||
           isn_frame_is(scene, at - 1, ISN_FRAME_KIND_ACCORDING, NULL) ||
           isn_frame_is(scene, at - 1, ISN_FRAME_KIND_PASSES, NULL) ||
           isn_is_medium(scene, at - 1);
}

/* «أصدر بيانا»: the alef is the case's. */
static bool accusative(const isn_scene *scene, uint32_t at)
{
    const isn_sense *sense =
        isn_lex_sense(isn_tok(scene, at)->entry, ISN_CLASS_CHANNEL);
    return sense && (sense->form & ISN_FORM_ACC) != 0;
}

static uint32_t bare_end(const isn_scene *scene, isnad_span span)
{
    static const char alef[] = "\u0627", tanween[] = "\u064B";
    const char *text = scene->doc->text;
    for (unsigned i = 0; i < 2 && span.end > span.begin + 6; i++) {
        if (memcmp(text + span.end - 2, alef, 2) == 0 ||
            memcmp(text + span.end - 2, tanween, 2) == 0) {
            span.end -= 2;
        }
    }
    return span.end;
}

static isnad_status add_words(isn_scene *scene, isn_vias *links, uint32_t first,
                              uint32_t last, bool beyond)
{
    isn_via link = {.token = first, .beyond = beyond};
    isnad_status status = isn_party_words(scene, first, last, &link.party);
    if (status == ISNAD_OK && last == first + 1 && accusative(scene, first)) {
        link.party.span.end = bare_end(scene, link.party.span);
        link.party.entity = isn_doc_string(scene->doc, link.party.span);
        status = link.party.entity ? ISNAD_OK : ISNAD_NOMEM;
    }
    if (status == ISNAD_OK) {
        link.cue = isn_token_span(scene, first, last, false);
        isn_vias_add(scene, links, &link);
    }
    return status;
}

isnad_status isn_vias_document(isn_scene *scene, uint32_t at, isn_vias *links)
{
    uint32_t tokens = 1;
    isn_channel_kind(scene, at, &tokens);
    return add_words(scene, links, at, at + tokens, false);
}

static isnad_status add_phrase(isn_scene *scene, isn_vias *links, uint32_t cue,
                               const isn_phrase *phrase, bool beyond)
{
    isn_via link = {.token = phrase->first, .beyond = beyond};
    isnad_status status;
    if (isn_is_medium(scene, phrase->first)) {
        status = isn_medium_of(scene, phrase, &link.party);
    } else {
        isn_voice voice;
        status = isn_party_of(scene, phrase, &voice);
        link.party = voice.party;
        link.kind = voice.kind;
    }
    if (status == ISNAD_OK) {
        link.cue = isn_token_span(scene, cue, phrase->last, false);
        isn_vias_add(scene, links, &link);
    }
    return status;
}

/* The phrase behind a frame, «ما» and a verb of passing on between. */
static bool phrase_behind(const isn_scene *scene, uint32_t at, uint32_t last,
                          isn_phrase *out)
{
    uint32_t n = 1;
    isn_cue cue;
    for (uint32_t i = 0; i < FRAME_REACH && at < last; i++) {
        if (isn_frame_is(scene, at, ISN_FRAME_KIND_PASSES, &n)) {
            at += n;
        } else if (isn_cue_at(scene, at, &cue) && isn_cue_finite(&cue)) {
            at = cue.last;
        } else if (isn_token_is(scene->doc, at, "ما") ||
                   isn_token_is(scene->doc, at, "لما") ||
                   isn_token_is(scene->doc, at, "عن") ||
                   isn_token_is(scene->doc, at, "عنه")) {
            at++;
        } else {
            break;
        }
    }
    if (at >= last) {
        return false;
    }
    /* «وفقا لوكالة»: the preposition is in the word. */
    if (isn_is_word(scene, at) &&
        (isn_tok(scene, at)->clitics & ISN_CLITIC_LI)) {
        if (at + 1 < last &&
            isn_phrase_at(scene, NULL, at + 1, last, false, out) &&
            out->first == at + 1 && !scene->date_of[at + 1]) {
            out->first = at;
        } else {
            *out = (isn_phrase){at, at + 1, at + 1, ISN_NO_TOKEN};
        }
        uint32_t name = scene->name_of[at];
        if (name && scene->doc->names.items[name - 1].type == ISNAD_PER) {
            out->person = name - 1;
            out->last = out->behind = isn_behind_name(scene, at);
        }
        return true;
    }
    return isn_phrase_at(scene, NULL, at, last, false, out);
}

/* A document with who brought it out: «بيان صدر عن مكتب الرئاسة». */
/* «على موقع التواصل الاجتماعي "تويتر"»: the network's name, where it follows
 * the class word; *at and *tokens move to it. */
static void name_of_network(const isn_scene *scene, uint32_t last, uint32_t *at,
                            uint32_t *tokens)
{
    enum { MARKS = 2 };
    uint32_t next = *at + *tokens, n = 1;
    if (isn_channel_kind(scene, *at, NULL) != ISN_CHANNEL_KIND_SOCIAL ||
        *tokens < 2) {
        return;
    }
    for (unsigned i = 0; i < MARKS && next < last; i++, next++) {
        if (isn_is_word(scene, next)) {
            break;
        }
    }
    if (next < last && isn_is_word(scene, next) &&
        isn_channel_kind(scene, next, &n) == ISN_CHANNEL_KIND_SOCIAL) {
        *at = next;
        *tokens = n;
    }
}

static isnad_status document_at(isn_scene *scene, uint32_t at, uint32_t tokens,
                                uint32_t last, isn_vias *links)
{
    name_of_network(scene, last, &at, &tokens);
    isnad_status status = add_words(scene, links, at, at + tokens, false);
    for (uint32_t i = at + tokens;
         status == ISNAD_OK && i < last && i < at + tokens + 3; i++) {
        uint32_t n = 1;
        isn_phrase phrase;
        if (!isn_is_word(scene, i)) {
            break;
        }
        if (isn_frame_is(scene, i, ISN_FRAME_KIND_PASSES, &n)) {
            if (isn_phrase_at(scene, NULL, i + n, last, false, &phrase)) {
                status = add_phrase(scene, links, i, &phrase, false);
            }
            break;
        }
    }
    return status;
}

/* «في مواقع تدريب»: a site is a medium by its name or its kind alone. */
static bool bare_site(const isn_scene *scene, uint32_t at, uint32_t last)
{
    static const char *const kinds[] = {"الكتروني", "اخباري", "ويب",
                                        "الانترنت", "رسمي",   "متخصص"};
    const isn_token *t = isn_tok(scene, at);
    uint32_t next = at + 1;
    if ((t->clitics & ISN_CLITIC_AL) ||
        !(isn_stem_ends(t, "وقع") || isn_stem_ends(t, "واقع")) ||
        next >= last) {
        return false;
    }
    const isn_token *n = isn_tok(scene, next);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t len = strlen(kinds[i]);
        if (n->stem_len >= len && memcmp(n->stem, kinds[i], len) == 0) {
            return false;
        }
    }
    return isn_is_word(scene, next) && !scene->name_of[next] &&
           scene->quotes.of[next] == ISN_NO_QUOTE && n->entry != NULL &&
           !isn_can_speak(scene, next) && !(n->clitics & ISN_CLITIC_AL);
}

static isnad_status link_at(isn_scene *scene, uint32_t *at, uint32_t first,
                            uint32_t last, bool behind, isn_vias *links)
{
    uint32_t n = 1;
    isn_phrase phrase;
    int frame = isn_frame_at(scene, *at, &n);
    if (frame == ISN_FRAME_KIND_CLOSE) {
        *at += n - 1; /* «في رسالة إلى»: a turn of phrase */
        return ISNAD_OK;
    }
    bool as = frame == ISN_FRAME_KIND_AS && behind;
    if (frame == ISN_FRAME_KIND_ACCORDING && *at + n < last &&
        (isn_tok(scene, *at + n)->clitics & ISN_CLITIC_PRON) &&
        isn_is_document(scene, *at + n)) {
        *at += n; /* «حسب تصريحاته»: back to the speaker */
        return ISNAD_OK;
    }
    if ((frame == ISN_FRAME_KIND_ACCORDING || as ||
         (frame == ISN_FRAME_KIND_FROM && n > 1)) &&
        phrase_behind(scene, *at + n, last, &phrase) &&
        !(as && isn_frame_is(scene, phrase.behind, ISN_FRAME_KIND_THAT,
                             NULL)) && /* «كما نفت الوزارة أن» */
        !isn_frame_is(scene, phrase.first, ISN_FRAME_KIND_OWN, NULL) &&
        !isn_frame_is(scene, phrase.first, ISN_FRAME_KIND_FOLLOWS, NULL) &&
        !(isn_tok(scene, phrase.first)->clitics & ISN_CLITIC_PRON)) {
        if (isn_is_document(scene, phrase.first)) {
            uint32_t tokens = 1;
            isn_channel_kind(scene, phrase.first, &tokens);
            uint32_t doc = phrase.first, owner = doc + tokens;
            isnad_status status = document_at(scene, doc, tokens, last, links);
            *at = owner - 1;
            if (status == ISNAD_OK && owner < phrase.last &&
                (isn_tok(scene, owner)->clitics & ISN_CLITIC_LI)) {
                isn_phrase whose = {owner, phrase.last, phrase.last,
                                    phrase.person};
                *at = phrase.last - 1;
                status = add_phrase(scene, links, doc, &whose,
                                    frame == ISN_FRAME_KIND_FROM);
            }
            return status;
        }
        uint32_t cue = *at;
        *at = phrase.last - 1;
        /* «بحسب ما نقلته الوكالة عن رئيسها» */
        isn_phrase source;
        if (phrase.behind < last &&
            isn_token_is(scene->doc, phrase.behind, "عن") &&
            isn_is_medium(scene, phrase.first) &&
            isn_phrase_at(scene, NULL, phrase.behind + 1, last, false,
                          &source) &&
            isn_is_somebody(scene, &source)) {
            isnad_status status =
                add_phrase(scene, links, phrase.behind, &source, false);
            if (status != ISNAD_OK) {
                return status;
            }
            *at = source.last - 1;
        }
        /* «وفقا للعرض» names no source. */
        return isn_is_somebody(scene, &phrase) ||
                       isn_is_medium(scene, phrase.first)
                   ? add_phrase(scene, links, cue, &phrase,
                                frame == ISN_FRAME_KIND_FROM)
                   : ISNAD_OK;
    }
    int kind = isn_channel_kind(scene, *at, &n);
    if (kind < 0 || !introduced(scene, *at, first) ||
        (n == 1 && bare_site(scene, *at, last))) {
        return ISNAD_OK;
    }
    if (isn_is_medium(scene, *at)) {
        if (!isn_phrase_at(scene, NULL, *at, last, false, &phrase)) {
            phrase = (isn_phrase){*at, *at + n, *at + n, ISN_NO_TOKEN};
            isn_phrase rest;
            uint32_t bracket = isn_behind_bracket(scene, *at + n, last);
            if (*at + n < last && bracket > *at + n) {
                phrase.last = phrase.behind = bracket; /* «لشبكة (نجم)» */
            } else if (kind != ISN_CHANNEL_KIND_OUTLET && *at + n < last &&
                       isn_phrase_at(scene, NULL, *at + n, last, false,
                                     &rest)) {
                phrase.last = phrase.behind = rest.last;
            }
        }
        if (kind == ISN_CHANNEL_KIND_OUTLET && phrase.last > *at + n) {
            phrase.last = *at + n; /* «وكالة الوادي للأنباء» is all its name */
            phrase.last += isn_token_is(scene->doc, phrase.last, "للانباء");
        }
        uint32_t cue = *at;
        *at = phrase.last - 1;
        return add_phrase(scene, links, cue, &phrase, false);
    }
    uint32_t doc = *at;
    *at += n - 1;
    return document_at(scene, doc, n, last, links);
}

/* Does what follows a content still speak of its source? */
static bool of_source(const isn_scene *scene, uint32_t at, uint32_t last)
{
    uint32_t n = 1;
    at = isn_skip_adverbs(scene, at, last);
    while (at < last && !isn_is_word(scene, at)) {
        at++;
    }
    if (at >= last) {
        return false;
    }
    int frame = isn_frame_at(scene, at, &n);
    if (frame == ISN_FRAME_KIND_CLOSE) {
        return false;
    }
    if (frame == ISN_FRAME_KIND_ACCORDING || frame == ISN_FRAME_KIND_FROM ||
        frame == ISN_FRAME_KIND_AS) {
        return true;
    }
    return at + 1 < last &&
           isn_kind_is(scene, at, ISN_FUNCTION_KIND_PREPOSITION) &&
           (isn_is_document(scene, at + 1) || isn_is_medium(scene, at + 1));
}

isnad_status isn_vias_in(isn_scene *scene, uint32_t first, uint32_t last,
                         bool behind, isn_vias *links)
{
    isnad_status status = ISNAD_OK;
    if (behind && !of_source(scene, first, last)) {
        return ISNAD_OK;
    }
    for (uint32_t at = first; at < last && status == ISNAD_OK; at++) {
        if (isn_is_word(scene, at)) {
            status = link_at(scene, &at, first, last, behind, links);
        }
    }
    return status;
}

/* ---- the whole chain ---------------------------------------------------- */

static void add_hop(isnad_hop *chain, uint32_t *count, const char *name,
                    isnad_span cue)
{
    if (name) {
        chain[(*count)++] = (isnad_hop){name, cue};
    }
}

isnad_status isn_chain_set(isn_scene *scene, isnad_statement *statement,
                           const isn_vias *links)
{
    isnad_doc *doc = scene->doc;
    size_t most = 2 + doc->agencies.count + links->count;
    isnad_hop *chain = isn_arena_alloc(doc->arena, most * sizeof *chain);
    isnad_party *via =
        isn_arena_alloc(doc->arena, (links->count + 1) * sizeof *via);
    if (!chain || !via) {
        return ISNAD_NOMEM;
    }
    uint32_t count = 0;
    add_hop(chain, &count, doc->outlet.value, doc->outlet.evidence);
    for (size_t i = 0; i < doc->agencies.count; i++) {
        add_hop(chain, &count, doc->agencies.items[i].value,
                doc->agencies.items[i].evidence);
    }
    for (uint32_t i = links->count; i-- > 0;) {
        if (!links->items[i].beyond) {
            add_hop(chain, &count, links->items[i].party.entity,
                    links->items[i].cue);
        }
    }
    add_hop(chain, &count, statement->speaker.entity, statement->cue);
    for (uint32_t i = 0; i < links->count; i++) {
        via[i] = links->items[i].party;
        if (links->items[i].beyond) {
            add_hop(chain, &count, links->items[i].party.entity,
                    links->items[i].cue);
        }
    }
    statement->via = via;
    statement->via_count = links->count;
    statement->chain = chain;
    statement->chain_count = count;
    return ISNAD_OK;
}
