#include "annotate/speaker.h"

#include <string.h>

#include "annotate/chain.h"
#include "annotate/entities.h"

enum {
    LONGEST_PHRASE = 26,
    APPOSITIONS = 3,
    LONGEST_APPOSITION = 16,
    BACK = 30,
};

/* ---- what may stand in a noun phrase ------------------------------------ */

static bool fold_is(const isn_scene *scene, uint32_t at, const char *fold)
{
    return isn_token_is(scene->doc, at, fold);
}

static bool function_stop(const isn_scene *scene, uint32_t at)
{
    isn_match_result m = isn_match(scene->doc, at, ISN_CLASS_FUNCTION);
    if (!m.sense) {
        return false;
    }
    switch (isn_rows_function[m.sense->row].kind) {
    case ISN_FUNCTION_KIND_CONJUNCTION:
    case ISN_FUNCTION_KIND_PRONOUN:
    case ISN_FUNCTION_KIND_RELATIVE:
    case ISN_FUNCTION_KIND_NEGATION:
    case ISN_FUNCTION_KIND_AUXILIARY:
    case ISN_FUNCTION_KIND_COMPLEMENT:
        return true;
    case ISN_FUNCTION_KIND_PARTICLE:
        return !isn_is(scene->doc, at, ISN_CLASS_SOURCE);
    default:
        return false;
    }
}

static bool preposition(const isn_scene *scene, uint32_t at)
{
    return isn_kind_is(scene, at, ISN_FUNCTION_KIND_PREPOSITION);
}

static bool frame_stop(const isn_scene *scene, uint32_t at)
{
    int kind = isn_frame_at(scene, at, NULL);
    return kind >= 0 && kind != ISN_FRAME_KIND_OBJECT &&
           kind != ISN_FRAME_KIND_OWN && kind != ISN_FRAME_KIND_SELF &&
           kind != ISN_FRAME_KIND_FEELING && kind != ISN_FRAME_KIND_NAMED;
}

static bool finite_cue(const isn_scene *scene, uint32_t at)
{
    isn_cue cue;
    const isn_token *t = isn_tok(scene, at);
    uint64_t noun = ISN_BIT(ISN_CLASS_TITLE) | ISN_BIT(ISN_CLASS_SOURCE) |
                    ISN_BIT(ISN_CLASS_CHANNEL);
    return !(t->classes & noun) && isn_cue_at(scene, at, &cue) &&
           isn_cue_finite(&cue);
}

static bool headed_by(const isn_scene *scene, uint32_t first, unsigned cls)
{
    return isn_is(scene->doc, first, cls);
}

/* May the preposition at `at` tie a further noun to the phrase?  «السفير
 * الروسي في لندن», «عدد من الخبراء», «المتحدث باسم الوزارة». */
static bool ties(const isn_scene *scene, const isn_cue *cue, uint32_t first,
                 uint32_t at, uint32_t last)
{
    if (fold_is(scene, at, "باسم") || fold_is(scene, at, "بلا")) {
        return true;
    }
    if (at + 1 >= last || !isn_is_word(scene, at + 1) || scene->date_of[at] ||
        scene->date_of[at + 1] ||
        isn_is(scene->doc, at + 1, ISN_CLASS_CHANNEL) ||
        isn_frame_at(scene, at + 1, NULL) >= 0) {
        return false;
    }
    bool definite = (isn_tok(scene, at + 1)->clitics & ISN_CLITIC_AL) ||
                    scene->name_of[at + 1];
    if (fold_is(scene, at, "في") || fold_is(scene, at, "لدي")) {
        return definite;
    }
    if (fold_is(scene, at, "من")) {
        return headed_by(scene, first, ISN_CLASS_SOURCE) &&
               !(isn_tok(scene, first)->clitics & ISN_CLITIC_AL);
    }
    if (fold_is(scene, at, "الي")) {
        return headed_by(scene, first, ISN_CLASS_TITLE) &&
               scene->name_of[at + 1] &&
               !(cue && cue->object == ISN_SPEECH_OBJECT_ILA);
    }
    return false;
}

/* «لاتحاد», «لقطر» tie a noun too, but «لرويترز» is who was told. */
static bool clitic_ties(const isn_scene *scene, uint32_t first, uint32_t at)
{
    const isn_token *t = isn_tok(scene, at);
    if (t->clitics & (ISN_CLITIC_BI | ISN_CLITIC_KA)) {
        return false;
    }
    if (t->clitics & ISN_CLITIC_LI) {
        return !isn_is_medium(scene, at) &&
               !isn_is(scene->doc, at, ISN_CLASS_CHANNEL) &&
               isn_tok(scene, first)->kind == ISN_WORD;
    }
    return true;
}

/* Behind a definite word or a name of a place an indefinite one, or one with
 * a pronoun, begins something else: an adjective would be definite too. */
static bool closed_before(const isn_scene *scene, uint32_t first, uint32_t at)
{
    if (at == first) {
        return false;
    }
    const isn_token *t = isn_tok(scene, at), *b = isn_tok(scene, at - 1);
    bool name = scene->name_of[at - 1] != 0;
    bool definite = name || (b->clitics & ISN_CLITIC_AL);
    return definite &&
           !(t->clitics & (ISN_CLITIC_AL | ISN_CLITIC_WA | ISN_CLITIC_LI));
}

static bool stem_ends(const isn_token *t, const char *tail)
{
    size_t n = strlen(tail);
    return t->stem_len > n && memcmp(t->stem + t->stem_len - n, tail, n) == 0;
}

/* A definite noun that cannot be an adjective of what stands before: a new
 * phrase begins, the verb's addressee («دعا الصندوق الحكومة»). */
static bool new_head(const isn_scene *scene, uint32_t first, uint32_t at)
{
    const isn_token *t = isn_tok(scene, at);
    uint64_t head = ISN_BIT(ISN_CLASS_TITLE) | ISN_BIT(ISN_CLASS_SOURCE) |
                    ISN_BIT(ISN_CLASS_ORG_HEAD);
    if (at == first) {
        return false;
    }
    const isn_token *b = isn_tok(scene, at - 1);
    bool before_closed = (b->clitics & ISN_CLITIC_AL) || scene->name_of[at - 1];
    if (!before_closed || !(t->clitics & ISN_CLITIC_AL)) {
        return false;
    }
    if (stem_ends(t, "ات") && !stem_ends(b, "ات")) {
        return true;
    }
    /* «الجيش العميد فلان»: a rank before its name is no new phrase. */
    if (isn_is(scene->doc, at, ISN_CLASS_TITLE)) {
        for (uint32_t i = at + 1; i < at + 3 && i < scene->doc->tokens.count;
             i++) {
            uint32_t name = scene->name_of[i];
            if (name && scene->doc->names.items[name - 1].type == ISNAD_PER) {
                return false;
            }
        }
    }
    return (t->classes & head) && !stem_ends(t, "ي") && !stem_ends(t, "يه") &&
           !isn_is(scene->doc, at, ISN_CLASS_NATIONALITY);
}

/* «السفير الطرفين», «الصحيفة الاتفاق»: the second definite noun does not agree
 * with the first and is no adjective of it. */
static bool clashes(const isn_scene *scene, uint32_t first, uint32_t at)
{
    const isn_token *head = isn_tok(scene, first), *t = isn_tok(scene, at);
    if (at == first || !(t->clitics & ISN_CLITIC_AL) || scene->name_of[at] ||
        isn_is(scene->doc, at, ISN_CLASS_TITLE)) {
        return false;
    }
    for (uint32_t i = first; i < at; i++) {
        if (scene->name_of[i] ||
            !(isn_tok(scene, i)->clitics & ISN_CLITIC_AL)) {
            return false;
        }
    }
    const isn_sense *title = isn_lex_sense(head->entry, ISN_CLASS_TITLE);
    const isn_sense *source = isn_lex_sense(head->entry, ISN_CLASS_SOURCE);
    const isn_sense *sense = title ? title : source;
    if (sense && (sense->form & (ISN_FORM_PLURAL | ISN_FORM_DUAL))) {
        return false;
    }
    bool feminine = stem_ends(t, "ه") || stem_ends(t, "ات");
    if (stem_ends(head, "ه")) {
        return !feminine && !isn_is(scene->doc, at, ISN_CLASS_NATIONALITY);
    }
    return title && (feminine || stem_ends(t, "ين") || stem_ends(t, "ون"));
}

static bool short_quote(const isn_scene *scene, uint32_t at, uint32_t last,
                        uint32_t *behind)
{
    uint32_t index = scene->quotes.of[at];
    if (index == ISN_NO_QUOTE) {
        return false;
    }
    const isn_quote *q = &scene->quotes.list.items[index];
    *behind = q->close + 1;
    return q->open == at && q->closed && q->words <= 4 && *behind <= last;
}

static bool starts_phrase(const isn_scene *scene, const isn_cue *cue,
                          uint32_t at, uint32_t last)
{
    isn_complement c;
    uint32_t behind;
    if (at >= last || (cue && isn_complement_at(scene, cue, at, last, &c))) {
        return false;
    }
    if (scene->name_of[at] || short_quote(scene, at, last, &behind)) {
        return true;
    }
    const isn_token *t = isn_tok(scene, at);
    if (t->kind == ISN_NUMBER) {
        return !scene->date_of[at];
    }
    return t->kind == ISN_WORD && !scene->date_of[at] &&
           !function_stop(scene, at) && !preposition(scene, at) &&
           !frame_stop(scene, at) && !finite_cue(scene, at) &&
           !(t->clitics & (ISN_CLITIC_BI | ISN_CLITIC_LI | ISN_CLITIC_KA));
}

typedef struct walk {
    const isn_scene *scene;
    const isn_cue *cue;
    uint32_t first, at, last;
    bool split;
    uint32_t person; /* name index */
    uint32_t cut;    /* what follows is left out of the phrase's words */
    bool names;      /* a name stands before `at` */
} walk;

/* A body, not a person: what it is named after does not speak. */
static bool office(const isn_scene *scene, uint32_t at)
{
    isn_match_result m = isn_match(scene->doc, at, ISN_CLASS_SOURCE);
    if (isn_is(scene->doc, at, ISN_CLASS_TITLE)) {
        return false;
    }
    return (m.sense &&
            isn_rows_source[m.sense->row].kind == ISN_SOURCE_KIND_OFFICE) ||
           isn_is(scene->doc, at, ISN_CLASS_ORG_HEAD);
}

/* «قال مسؤول لوكالة الأنباء»: whom he told. */
static bool told(const isn_scene *scene, uint32_t first, uint32_t at)
{
    return at > first && (isn_tok(scene, at)->clitics & ISN_CLITIC_LI) &&
           isn_is_medium(scene, at);
}

/* Takes the name at w->at. */
static bool take_name(walk *w)
{
    uint32_t name = w->scene->name_of[w->at] - 1;
    bool and = (isn_tok(w->scene, w->at)->clitics & ISN_CLITIC_WA) != 0 &&
               w->at > w->first;
    if (and&&!w->names) {
        return false;
    }
    bool person = w->scene->doc->names.items[name].type == ISNAD_PER;
    if (w->person != ISN_NO_TOKEN && !and) {
        return false;
    }
    if (!and&&!person && w->at > w->first &&
        (w->scene->name_of[w->at - 1] ||
         (isn_tok(w->scene, w->at - 1)->clitics & ISN_CLITIC_AL))) {
        return false; /* «السفارة أمريكا»: whom it is said to */
    }
    /* «إدارة ترامب», «لدى فلان»: not he speaks. */
    bool tied =
        w->at > w->first &&
        (preposition(w->scene, w->at - 1) ||
         (w->scene->name_of[w->first] == 0 && office(w->scene, w->first)));
    if (person && w->person == ISN_NO_TOKEN && !tied) {
        w->person = name;
    }
    w->names = true;
    w->at = isn_behind_name(w->scene, w->at);
    return true;
}

static bool take_word(walk *w)
{
    const isn_scene *s = w->scene;
    const isn_token *t = isn_tok(s, w->at);
    if (t->kind == ISN_NUMBER) {
        return closed_before(s, w->first, w->at) ? false : (w->at++, true);
    }
    if (t->kind != ISN_WORD || w->person != ISN_NO_TOKEN ||
        function_stop(s, w->at)) {
        return false;
    }
    if (preposition(s, w->at) || fold_is(s, w->at, "باسم") ||
        fold_is(s, w->at, "بلا")) {
        if (!ties(s, w->cue, w->first, w->at, w->last)) {
            return false;
        }
        if (w->cut == ISN_NO_TOKEN && fold_is(s, w->at, "في") &&
            !(s->name_of[w->at + 1] && office(s, w->first))) {
            w->cut = w->at;
        }
        return w->at++, true;
    }
    if (isn_frame_is(s, w->at, ISN_FRAME_KIND_CUT, NULL) && w->at > w->first &&
        !isn_is(s->doc, w->at, ISN_CLASS_TITLE)) {
        w->cut = w->cut == ISN_NO_TOKEN ? w->at : w->cut;
        return w->at++, true;
    }
    if (frame_stop(s, w->at)) {
        return false;
    }
    if (!clitic_ties(s, w->first, w->at) || finite_cue(s, w->at)) {
        return false;
    }
    isn_cue masdar;
    if (w->at > w->first && (t->clitics & ISN_CLITIC_AL) &&
        (isn_tok(s, w->at - 1)->clitics & ISN_CLITIC_AL) &&
        isn_cue_at(s, w->at, &masdar) && (masdar.form & ISN_FORM_MASDAR)) {
        return false; /* «جدد المتحدث التأكيد على» */
    }
    if (clashes(s, w->first, w->at) || closed_before(s, w->first, w->at) ||
        new_head(s, w->first, w->at) ||
        (w->split && w->at > w->first && !(t->clitics & ISN_CLITIC_AL) &&
         isn_action_noun(s, w->at))) {
        return false;
    }
    return w->at++, true;
}

static bool take_one(walk *w)
{
    const isn_scene *s = w->scene;
    isn_complement c;
    uint32_t behind;
    if (s->date_of[w->at] ||
        (w->cue && w->at > w->first &&
         isn_complement_at(s, w->cue, w->at, w->last, &c))) {
        return false;
    }
    if (s->name_of[w->at]) {
        return !told(s, w->first, w->at) && take_name(w);
    }
    if (short_quote(s, w->at, w->last, &behind)) {
        w->at = behind;
        return w->person == ISN_NO_TOKEN;
    }
    if (isn_is_punct(s, w->at, '#') && w->at + 1 < w->last) {
        return w->at++, true;
    }
    behind = isn_behind_bracket(s, w->at, w->last);
    if (behind > w->at) {
        w->cut = w->cut == ISN_NO_TOKEN ? w->at : w->cut;
        w->at = behind;
        return w->at > w->first;
    }
    return take_word(w);
}

/* ---- appositions -------------------------------------------------------- */

static bool is_break(const isn_scene *scene, uint32_t at)
{
    return isn_is_comma(scene, at) || isn_is_dash(scene, at);
}

/* «…، أستاذة الاقتصاد في جامعة ما، …»: behind its second comma. */
static uint32_t role_apposition(const isn_scene *scene, const isn_cue *cue,
                                uint32_t at, uint32_t last)
{
    if (at >= last || scene->date_of[at] ||
        !starts_phrase(scene, cue, at, last)) {
        return at;
    }
    for (uint32_t i = at; i < last && i < at + LONGEST_APPOSITION; i++) {
        isn_complement c;
        if (is_break(scene, i)) {
            return i + 1;
        }
        if (cue && isn_complement_at(scene, cue, i, last, &c) &&
            c.kind != ISN_COMPLEMENT_OBJECT) {
            return i;
        }
        if (finite_cue(scene, i)) {
            return at;
        }
    }
    return at;
}

/* A relative clause: to its comma or to the verb's complement. */
static uint32_t relative_clause(const isn_scene *scene, const isn_cue *cue,
                                uint32_t at, uint32_t last)
{
    if (at >= last || !isn_kind_is(scene, at, ISN_FUNCTION_KIND_RELATIVE)) {
        return at;
    }
    for (uint32_t i = at; i < last && i < at + BACK; i++) {
        isn_complement c;
        if (is_break(scene, i)) {
            return i + 1;
        }
        if (cue && isn_complement_at(scene, cue, i, last, &c)) {
            return i;
        }
    }
    return at;
}

static void take_appositions(walk *w, isn_phrase *out)
{
    const isn_scene *s = w->scene;
    for (unsigned n = 0; n < APPOSITIONS && w->at < w->last; n++) {
        uint32_t from = w->at;
        bool broken = is_break(s, w->at);
        uint32_t next = broken ? w->at + 1 : w->at;
        uint32_t behind = isn_behind_bracket(s, next, w->last);
        if (!broken) {
            w->at = behind > next ? behind
                                  : relative_clause(s, w->cue, next, w->last);
        } else if (next < w->last && w->person == ISN_NO_TOKEN &&
                   s->name_of[next] &&
                   s->doc->names.items[s->name_of[next] - 1].type ==
                       ISNAD_PER) {
            w->person = s->name_of[next] - 1;
            w->at = isn_behind_name(s, next);
            out->behind = w->at;
            continue;
        } else if (next < w->last) {
            uint32_t role = role_apposition(s, w->cue, next, w->last);
            uint32_t rel = relative_clause(s, w->cue, next, w->last);
            w->at = role > next ? role : rel > next ? rel : from;
            for (uint32_t i = next; w->person == ISN_NO_TOKEN && i < w->at;
                 i++) {
                uint32_t name = s->name_of[i];
                if (name && s->doc->names.items[name - 1].type == ISNAD_PER) {
                    w->person = name - 1;
                }
            }
        }
        if (w->at == from) {
            break;
        }
        out->behind = w->at;
    }
}

bool isn_phrase_at(const isn_scene *scene, const isn_cue *cue, uint32_t at,
                   uint32_t last, bool split, isn_phrase *out)
{
    if (!starts_phrase(scene, cue, at, last)) {
        return false;
    }
    walk w = {scene, cue,          at,           at,   last,
              split, ISN_NO_TOKEN, ISN_NO_TOKEN, false};
    while (w.at < last && w.at < at + LONGEST_PHRASE && take_one(&w)) {
    }
    if (w.at == at) {
        return false;
    }
    *out = (isn_phrase){at, w.cut == ISN_NO_TOKEN ? w.at : w.cut, w.at,
                        ISN_NO_TOKEN};
    take_appositions(&w, out);
    out->person = w.person;
    return true;
}

uint32_t isn_skip_adverbs(const isn_scene *scene, uint32_t at, uint32_t last)
{
    for (uint32_t i = 0; at < last && i < BACK; i++) {
        uint32_t n = 1, from = at;
        if (scene->date_of[at]) {
            at = isn_behind_date(scene, at);
        } else if (isn_is_comma(scene, at) || isn_is_dash(scene, at) ||
                   isn_is_punct(scene, at, '#') || fold_is(scene, at, "قد")) {
            at++;
        } else if (isn_frame_is(scene, at, ISN_FRAME_KIND_LEAD, &n)) {
            at += n;
        } else if (preposition(scene, at) && at + 1 < last &&
                   scene->date_of[at + 1]) {
            at = isn_behind_date(scene, at + 1);
        }
        if (at == from) {
            break;
        }
    }
    return at < last ? at : last;
}

/* ---- the subject before its verb ---------------------------------------- */

/* Somebody who can be a subject, as far as the tables know. */
static bool known_noun(const isn_scene *scene, uint32_t at)
{
    uint64_t head = ISN_BIT(ISN_CLASS_TITLE) | ISN_BIT(ISN_CLASS_SOURCE) |
                    ISN_BIT(ISN_CLASS_ORG_HEAD) | ISN_BIT(ISN_CLASS_CHANNEL);
    const isn_token *t = isn_tok(scene, at);
    return scene->name_of[at] || (t->classes & head) ||
           (t->clitics & ISN_CLITIC_AL) || scene->quotes.of[at] != ISN_NO_QUOTE;
}

/* «بنظيره المصري فلان», «إلى فلان»: no subject. */
static bool governed(const isn_scene *scene, uint32_t at, uint32_t first)
{
    for (unsigned i = 0; i < 4 && at > first; i++, at--) {
        if (isn_tok(scene, at)->clitics &
            (ISN_CLITIC_BI | ISN_CLITIC_LI | ISN_CLITIC_KA)) {
            return true;
        }
        if (preposition(scene, at - 1)) {
            return true;
        }
        bool role = isn_is(scene->doc, at - 1, ISN_CLASS_TITLE) ||
                    isn_is(scene->doc, at - 1, ISN_CLASS_NATIONALITY) ||
                    (isn_tok(scene, at - 1)->clitics & ISN_CLITIC_AL) ||
                    scene->name_of[at - 1];
        if (!role) {
            return false;
        }
    }
    return false;
}

static bool person_in(const isn_scene *scene, uint32_t first, uint32_t last,
                      bool latest, uint32_t *found)
{
    const isnad_doc *doc = scene->doc;
    bool any = false;
    uint32_t least = last > 120 && latest ? last - 120 : first;
    uint32_t most = first + 120 < last && !latest ? first + 120 : last;
    for (uint32_t i = first > least ? first : least; i < most; i++) {
        uint32_t name = scene->name_of[i];
        if (name && doc->names.items[name - 1].type == ISNAD_PER &&
            doc->names.items[name - 1].entity < doc->entities.count &&
            !governed(scene, i, first)) {
            *found = name - 1;
            any = true;
            if (!latest) {
                return true;
            }
        }
    }
    return any;
}

/* From `at`, is there a phrase whose end is the verb, but for adverbs? */
static bool reaches(const isn_scene *scene, const isn_cue *cue, uint32_t at,
                    isn_phrase *out)
{
    at = isn_skip_adverbs(scene, at, cue->first);
    if (at >= cue->first || !known_noun(scene, at) ||
        !isn_phrase_at(scene, NULL, at, cue->first, false, out)) {
        return false;
    }
    /* «دبي (CNN) -- قال»: a dateline is no subject. */
    unsigned dashes = 0;
    for (uint32_t i = out->last; i < cue->first; i++) {
        dashes += isn_is_dash(scene, i) && !isn_is_dash(scene, i + 1);
    }
    return dashes != 1 &&
           (isn_skip_adverbs(scene, out->behind, cue->first) == cue->first ||
            isn_skip_adverbs(scene, out->last, cue->first) == cue->first);
}

static bool clause_break(const isn_scene *scene, uint32_t at)
{
    int kind = isn_frame_at(scene, at, NULL);
    isn_match_result m = isn_match(scene->doc, at, ISN_CLASS_FUNCTION);
    unsigned function = m.sense ? isn_rows_function[m.sense->row].kind : 0;
    return kind == ISN_FRAME_KIND_LEAD || kind == ISN_FRAME_KIND_TURN ||
           kind == ISN_FRAME_KIND_THAT ||
           (m.sense && (function == ISN_FUNCTION_KIND_CONJUNCTION ||
                        function == ISN_FUNCTION_KIND_AUXILIARY));
}

/* A name, an office, a body, a group, a document: what can speak. */
static bool head_noun(const isn_scene *scene, uint32_t at)
{
    uint64_t head = ISN_BIT(ISN_CLASS_TITLE) | ISN_BIT(ISN_CLASS_SOURCE) |
                    ISN_BIT(ISN_CLASS_ORG_HEAD) | ISN_BIT(ISN_CLASS_CHANNEL);
    return scene->name_of[at] || (isn_tok(scene, at)->classes & head);
}

static bool antecedent(const isn_scene *scene, const isn_cue *cue,
                       uint32_t first, isn_phrase *out)
{
    uint32_t relative = cue->first - 1, person = 0;
    if (isn_tok(scene, relative)->clitics & ISN_CLITIC_WA) {
        /* «…، والذي قال»: farther back. */
        if (!person_in(scene, first, relative, true, &person)) {
            return false;
        }
        *out = (isn_phrase){relative, relative, relative, person};
        return true;
    }
    uint32_t end = relative;
    if (end > first && is_break(scene, end - 1)) {
        end--;
    }
    uint32_t at = end;
    while (at > first && end - at < LONGEST_PHRASE) {
        uint32_t before = at - 1;
        bool about = fold_is(scene, before, "عن") && before > first + 1;
        if (!isn_is_word(scene, before) || clause_break(scene, before) ||
            function_stop(scene, before) ||
            (preposition(scene, before) && !about) ||
            finite_cue(scene, before)) {
            break;
        }
        at = before;
        /* «المواطنين الذين»: the plural itself. */
        if (fold_is(scene, relative, "الذين") &&
            (stem_ends(isn_tok(scene, at), "ين") ||
             stem_ends(isn_tok(scene, at), "ون"))) {
            break;
        }
        /* A proclitic preposition begins the phrase: «لوزارة الدفاع التي». */
        if (isn_tok(scene, at)->clitics &
            (ISN_CLITIC_BI | ISN_CLITIC_LI | ISN_CLITIC_KA)) {
            break;
        }
    }
    /* «تطلعات الأحزاب التي توقعت»: of two nouns the one that can speak. */
    bool plural = fold_is(scene, relative, "الذين");
    while (at + 1 < end && !plural && !head_noun(scene, at)) {
        at++;
    }
    if (at >= end || (!plural && !head_noun(scene, at))) {
        return false;
    }
    *out = (isn_phrase){at, end, end, ISN_NO_TOKEN};
    for (uint32_t i = at; i < end; i++) {
        uint32_t name = scene->name_of[i];
        if (name && scene->doc->names.items[name - 1].type == ISNAD_PER) {
            out->person = name - 1;
        }
    }
    return true;
}

/* «لكن فلانة كبيرة الباحثين في … قالت»: a person opens the clause, however
 * long his description. */
static bool person_opens(const isn_scene *scene, const isn_cue *cue,
                         uint32_t first, isn_phrase *out)
{
    uint32_t at = isn_skip_adverbs(scene, first, cue->first);
    uint32_t n = 1;
    int kind = isn_frame_at(scene, at, &n);
    if (kind == ISN_FRAME_KIND_TURN) {
        at = isn_skip_adverbs(scene, at + n, cue->first);
    }
    if (at >= cue->first || cue->first - at > BACK || !known_noun(scene, at) ||
        !isn_phrase_at(scene, NULL, at, cue->first, false, out) ||
        out->person == ISN_NO_TOKEN) {
        return false;
    }
    for (uint32_t i = out->behind; i < cue->first; i++) {
        if (finite_cue(scene, i) || clause_break(scene, i)) {
            return false;
        }
    }
    return true;
}

bool isn_phrase_before(const isn_scene *scene, const isn_cue *cue,
                       uint32_t first, isn_phrase *out)
{
    if (cue->first <= first) {
        return false;
    }
    if (isn_kind_is(scene, cue->first - 1, ISN_FUNCTION_KIND_RELATIVE) &&
        !fold_is(scene, cue->first - 1, "ما")) {
        /* «القوات التي اعتبر أنها»: it is not they who deem. */
        bool feminine = (cue->form & ISN_FORM_FEM) != 0;
        if ((fold_is(scene, cue->first - 1, "التي") && !feminine) ||
            (fold_is(scene, cue->first - 1, "الذي") && feminine)) {
            return false;
        }
        return antecedent(scene, cue, first, out);
    }
    uint32_t least = cue->first > BACK ? cue->first - BACK : 0;
    least = least > first ? least : first;
    for (uint32_t at = cue->first; at-- > least;) {
        uint32_t n = 1;
        bool starts = at == first;
        if (clause_break(scene, at)) {
            isn_frame_at(scene, at, &n);
            if (reaches(scene, cue, at + n, out)) {
                return true;
            }
        }
        if (isn_is_comma(scene, at) || isn_is_dash(scene, at) ||
            isn_is_punct(scene, at, ':') || isn_is_punct(scene, at, '.')) {
            if (reaches(scene, cue, at + 1, out)) {
                return true;
            }
        }
        if (starts && reaches(scene, cue, at, out)) {
            return true;
        }
    }
    return !(isn_tok(scene, cue->first)->clitics & ISN_CLITIC_WA) &&
           person_opens(scene, cue, first, out);
}

/* ---- voices ------------------------------------------------------------- */

void isn_voices_add(isn_voices *voices, const isn_voice *voice)
{
    voices->items[voices->count++ % ISN_VOICES] = *voice;
}

const isn_voice *isn_voices_last(const isn_voices *voices, const isn_cue *cue)
{
    bool feminine = cue && (cue->form & ISN_FORM_FEM) != 0;
    uint32_t kept = voices->count < ISN_VOICES ? voices->count : ISN_VOICES;
    for (uint32_t i = 0; i < kept; i++) {
        const isn_voice *v =
            &voices->items[(voices->count - 1 - i) % ISN_VOICES];
        if (!cue || v->feminine == feminine) {
            return v;
        }
    }
    return kept ? &voices->items[(voices->count - 1) % ISN_VOICES] : NULL;
}

/* ---- parties ------------------------------------------------------------ */

bool isn_is_somebody(const isn_scene *scene, const isn_phrase *p)
{
    uint64_t head = ISN_BIT(ISN_CLASS_TITLE) | ISN_BIT(ISN_CLASS_SOURCE) |
                    ISN_BIT(ISN_CLASS_ORG_HEAD) | ISN_BIT(ISN_CLASS_CHANNEL);
    return p->person != ISN_NO_TOKEN || scene->name_of[p->first] ||
           (isn_tok(scene, p->first)->classes & head);
}

static isnad_status by_entity(isn_scene *scene, isnad_span span, uint32_t id,
                              isnad_party *out)
{
    out->span = span;
    out->entity_id = id;
    out->entity = scene->doc->entities.items[id].name;
    return ISNAD_OK;
}

isnad_status isn_party_words(isn_scene *scene, uint32_t first, uint32_t last,
                             isnad_party *out)
{
    *out = (isnad_party){.entity_id = ISN_NO_TOKEN};
    out->entity_id = ISNAD_NO_ENTITY;
    out->span = isn_token_span(scene, first, last, true);
    out->entity = isn_doc_string(scene->doc, out->span);
    return out->entity ? ISNAD_OK : ISNAD_NOMEM;
}

/* «صحيفة "الأفق"»: the words in quotation marks are the name. */
static bool quoted_name(const isn_scene *scene, const isn_phrase *p,
                        isnad_span *span)
{
    for (uint32_t i = p->first; i < p->last; i++) {
        uint32_t q = scene->quotes.of[i];
        if (q != ISN_NO_QUOTE && scene->quotes.list.items[q].open == i) {
            *span = isn_quote_span(scene->doc, &scene->quotes.list.items[q]);
            return true;
        }
    }
    return false;
}

static bool class_word(const isn_scene *scene, uint32_t at)
{
    isn_match_result m = isn_match(scene->doc, at, ISN_CLASS_CHANNEL);
    if (m.sense &&
        (isn_rows_channel[m.sense->row].kind == ISN_CHANNEL_KIND_MEDIA ||
         isn_rows_channel[m.sense->row].kind == ISN_CHANNEL_KIND_KEEPS)) {
        return true;
    }
    return isn_is(scene->doc, at, ISN_CLASS_ORG_HEAD);
}

/* «محققون», «مصادر»: nobody in particular, whatever they belong to. */
static bool nobody_named(const isn_scene *scene, uint32_t at)
{
    isn_match_result m = isn_match(scene->doc, at, ISN_CLASS_SOURCE);
    return m.sense && !isn_is(scene->doc, at, ISN_CLASS_TITLE) &&
           isn_rows_source[m.sense->row].kind != ISN_SOURCE_KIND_OFFICE &&
           isn_rows_source[m.sense->row].kind != ISN_SOURCE_KIND_PERSON;
}

static const char *kind_of(const isn_scene *scene, const isn_phrase *p)
{
    isn_match_result m = isn_match(scene->doc, p->first, ISN_CLASS_SOURCE);
    bool definite = isn_tok(scene, p->first)->clitics & ISN_CLITIC_AL;
    if (p->person != ISN_NO_TOKEN) {
        return "named";
    }
    if (m.sense) {
        switch (isn_rows_source[m.sense->row].kind) {
        case ISN_SOURCE_KIND_UNNAMED:
        case ISN_SOURCE_KIND_GROUP:
        case ISN_SOURCE_KIND_PERSON:
            return "unnamed";
        case ISN_SOURCE_KIND_EYEWITNESS:
            return "eyewitness";
        case ISN_SOURCE_KIND_MEDIA:
            return "media";
        default:
            return "office";
        }
    }
    m = isn_match(scene->doc, p->first, ISN_CLASS_CHANNEL);
    if (m.sense) {
        switch (isn_rows_channel[m.sense->row].kind) {
        case ISN_CHANNEL_KIND_MEDIA:
        case ISN_CHANNEL_KIND_KEEPS:
        case ISN_CHANNEL_KIND_OUTLET:
            return "media";
        case ISN_CHANNEL_KIND_SOCIAL:
            return "social";
        default:
            return "document";
        }
    }
    if (isn_is(scene->doc, p->first, ISN_CLASS_TITLE) && !definite &&
        p->last == p->first + 2) {
        return "unnamed";
    }
    return "office";
}

isnad_status isn_party_of(isn_scene *scene, const isn_phrase *phrase,
                          isn_voice *out)
{
    isnad_doc *doc = scene->doc;
    *out = (isn_voice){.party = {.entity_id = ISNAD_NO_ENTITY}};
    out->kind = kind_of(scene, phrase);
    if (phrase->person != ISN_NO_TOKEN) {
        const isnad_name *name = &doc->names.items[phrase->person];
        if (name->entity < doc->entities.count) {
            return by_entity(scene, name->span, name->entity, &out->party);
        }
    }
    isnad_status status =
        isn_party_words(scene, phrase->first, phrase->last, &out->party);
    if (status != ISNAD_OK) {
        return status;
    }
    isnad_span quoted;
    if (class_word(scene, phrase->first) &&
        quoted_name(scene, phrase, &quoted)) {
        out->party.entity = isn_doc_string(doc, quoted);
        return out->party.entity ? ISNAD_OK : ISNAD_NOMEM;
    }
    uint32_t sentence = isn_tok(scene, phrase->first)->sentence;
    uint32_t id = nobody_named(scene, phrase->first)
                      ? ISNAD_NO_ENTITY
                      : isn_entity_of_words(doc, out->party.span, sentence);
    if (id == ISNAD_NO_ENTITY && class_word(scene, phrase->first) &&
        phrase->first + 1 < phrase->last && scene->name_of[phrase->first + 1] &&
        isn_behind_name(scene, phrase->first + 1) == phrase->last) {
        id = doc->names.items[scene->name_of[phrase->first + 1] - 1].entity;
    }
    if (id < doc->entities.count) {
        if (doc->entities.items[id].type == ISNAD_PER) {
            out->kind = "named";
        }
        return by_entity(scene, out->party.span, id, &out->party);
    }
    return ISNAD_OK;
}

bool isn_actor_in(isn_scene *scene, uint32_t first, uint32_t last, bool latest,
                  isn_voice *out)
{
    const isnad_doc *doc = scene->doc;
    uint32_t found = 0;
    isn_phrase phrase;
    uint32_t at = isn_skip_adverbs(scene, first, last), n = 1;
    if (isn_frame_is(scene, at, ISN_FRAME_KIND_TURN, &n) &&
        !preposition(scene, at)) {
        at = isn_skip_adverbs(scene, at + n, last); /* «إلا أن أنقرة …» */
    }
    /* «وكانت الشركة أصدرت بيانا عزت فيه» */
    if (!latest && at > first && at < last && known_noun(scene, at) &&
        isn_phrase_at(scene, NULL, at, last, false, &phrase)) {
        return isn_party_of(scene, &phrase, out) == ISNAD_OK;
    }
    /* «وكتب الشاعر قائلا» */
    isn_cue cue;
    if (!latest && at < last && isn_cue_at(scene, at, &cue) &&
        isn_cue_finite(&cue) &&
        isn_phrase_at(scene, NULL, isn_skip_adverbs(scene, cue.last, last),
                      last, false, &phrase) &&
        isn_is_somebody(scene, &phrase)) {
        return isn_party_of(scene, &phrase, out) == ISNAD_OK;
    }
    if (!latest && at + 1 < last && isn_is_word(scene, at) &&
        !scene->name_of[at] && !isn_tok(scene, at)->entry &&
        isn_phrase_at(scene, NULL, at + 1, last, false, &phrase)) {
        return isn_party_of(scene, &phrase, out) == ISNAD_OK;
    }
    if (!person_in(scene, first, last, latest, &found)) {
        return false;
    }
    const isnad_name *name = &doc->names.items[found];
    *out =
        (isn_voice){.party = {.entity_id = ISNAD_NO_ENTITY}, .kind = "named"};
    return by_entity(scene, name->span, name->entity, &out->party) == ISNAD_OK;
}
