#include "annotate/scene.h"

#include <string.h>

#include "annotate/channel.h"

bool isn_is_comma(const isn_scene *scene, uint32_t at)
{
    return isn_is_punct(scene, at, 0x60C) || isn_is_punct(scene, at, ',');
}

bool isn_is_dash(const isn_scene *scene, uint32_t at)
{
    return isn_is_punct(scene, at, '-') || isn_is_punct(scene, at, 0x2013) ||
           isn_is_punct(scene, at, 0x2014);
}

/* No name reaches over أن or «نشرته». */
static bool bounds_name(const isnad_doc *doc, uint32_t at)
{
    isn_match_result m = isn_match(doc, at, ISN_CLASS_FRAME);
    if (m.sense) {
        switch (isn_rows_frame[m.sense->row].kind) {
        case ISN_FRAME_KIND_THAT:
        case ISN_FRAME_KIND_PASSES:
            return true;
        default:
            break;
        }
    }
    const isn_token *t = &doc->tokens.items[at];
    /* «فلان لوكالة الأنباء»: whom he told. */
    return (t->clitics & ISN_CLITIC_LI) &&
           (t->classes & ISN_BIT(ISN_CLASS_CHANNEL));
}

/* «وروى» alone is a verb, whatever the tagger says. */
static bool verb_only(const isnad_doc *doc, isnad_span span, uint32_t at)
{
    isn_match_result m = isn_match(doc, at, ISN_CLASS_SPEECH);
    const isn_token *t = &doc->tokens.items[at];
    return m.sense && (t->clitics & ISN_CLITIC_WA) && t->span.end >= span.end &&
           (m.sense->form & (ISN_FORM_PAST | ISN_FORM_PRESENT));
}

static void cover(const isnad_doc *doc, uint32_t *of, isnad_span span,
                  uint32_t index, uint32_t *at)
{
    uint32_t count = (uint32_t)doc->tokens.count;
    while (*at < count && doc->tokens.items[*at].span.end <= span.begin) {
        (*at)++;
    }
    if (*at < count && verb_only(doc, span, *at)) {
        return;
    }
    for (uint32_t i = *at;
         i < count && doc->tokens.items[i].span.begin < span.end; i++) {
        if (doc->tokens.items[i].span.begin > span.begin &&
            bounds_name(doc, i)) {
            break;
        }
        of[i] = index + 1;
    }
}

isnad_status isn_scene_set(isn_scene *scene, isnad_doc *doc)
{
    *scene = (isn_scene){.doc = doc, .arena = isn_arena_new()};
    if (!scene->arena) {
        return ISNAD_NOMEM;
    }
    size_t size = (doc->tokens.count + 1) * sizeof(uint32_t);
    scene->name_of = isn_arena_alloc(scene->arena, size);
    scene->date_of = isn_arena_alloc(scene->arena, size);
    if (!scene->name_of || !scene->date_of) {
        return ISNAD_NOMEM;
    }
    uint32_t at = 0;
    for (size_t i = 0; i < doc->names.count; i++) {
        cover(doc, scene->name_of, doc->names.items[i].span, (uint32_t)i, &at);
    }
    at = 0;
    for (size_t i = 0; i < doc->dates.count; i++) {
        if (!doc->dates.items[i].duration) {
            cover(doc, scene->date_of, doc->dates.items[i].span, (uint32_t)i,
                  &at);
        }
    }
    scene->own = isn_house_of(doc->outlet.value);
    return isn_quotes_find(doc, scene->arena, &scene->quotes);
}

const isn_sense *isn_noun_sense(const isn_scene *scene, uint32_t at,
                                unsigned cls)
{
    const isn_token *t = isn_tok(scene, at);
    isn_match_result m = isn_match(scene->doc, at, cls);
    if (m.sense || t->kind != ISN_WORD || !(t->clitics & ISN_CLITIC_AL)) {
        return m.sense;
    }
    return isn_lex_sense(isn_lex_find(t->stem, t->stem_len), cls);
}

bool isn_can_speak(const isn_scene *scene, uint32_t at)
{
    return scene->name_of[at] != 0 ||
           isn_noun_sense(scene, at, ISN_CLASS_TITLE) ||
           isn_noun_sense(scene, at, ISN_CLASS_SOURCE) ||
           isn_noun_sense(scene, at, ISN_CLASS_ORG_HEAD) ||
           isn_noun_sense(scene, at, ISN_CLASS_CHANNEL);
}

uint32_t isn_behind_name(const isn_scene *scene, uint32_t at)
{
    uint32_t of = scene->name_of[at];
    while (of && at < scene->doc->tokens.count && scene->name_of[at] == of) {
        at++;
    }
    return at;
}

uint32_t isn_behind_date(const isn_scene *scene, uint32_t at)
{
    uint32_t of = scene->date_of[at];
    while (of && at < scene->doc->tokens.count && scene->date_of[at] == of) {
        at++;
    }
    return at;
}

uint32_t isn_behind_bracket(const isn_scene *scene, uint32_t at, uint32_t last)
{
    enum { LONGEST = 40 };
    if (!isn_is_punct(scene, at, '(') && !isn_is_punct(scene, at, '[')) {
        return at;
    }
    for (uint32_t i = at + 1; i < last && i < at + LONGEST; i++) {
        if (isn_is_punct(scene, i, ')') || isn_is_punct(scene, i, ']')) {
            return i + 1;
        }
    }
    return at + 1;
}

isnad_span isn_token_span(const isn_scene *scene, uint32_t first, uint32_t last,
                          bool bare)
{
    if (first >= last) {
        return (isnad_span){0, 0};
    }
    const isn_token *a = isn_tok(scene, first), *z = isn_tok(scene, last - 1);
    return (isnad_span){bare ? a->word.begin : a->span.begin, z->span.end};
}
