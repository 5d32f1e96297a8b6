#include "annotate/phrase.h"

#include "annotate/channel.h"
#include "annotate/phrase_words.h"
#include "annotate/source_kind.h"

enum {
    LONGEST_PHRASE = 26,
    APPOSITIONS = 3,
    LONGEST_APPOSITION = 16,
    BACK = 30,
};

static bool short_quote(const isn_scene *scene, uint32_t at, uint32_t last,
                        uint32_t *behind)
{
    uint32_t index = scene->quotes.of[at];
    if (index == ISN_NO_QUOTE) {
        return false;
    }
    const isn_quote *q = &scene->quotes.list.items[index];
    *behind = q->close + 1;
    uint32_t most = isn_names_quote(scene, at) ? 7 : 4;
    return q->open == at && q->closed && q->words <= most && *behind <= last;
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
    if (isn_is_adverbial(scene, at)) {
        return false;
    }
    enum { LETTER = 2 }; /* «بـ"…"»: a preposition by itself */
    return t->kind == ISN_WORD && !scene->date_of[at] && t->fold_len > LETTER &&
           !isn_function_stop(scene, at) && !isn_is_preposition(scene, at) &&
           !isn_frame_stops(scene, at) && !isn_is_finite(scene, at) &&
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

/* Does the name of a body, which is the whole subject, end before w->at? */
static bool behind_body(const walk *w)
{
    const isn_scene *s = w->scene;
    uint32_t name = s->name_of[w->at - 1];
    return name && s->doc->names.items[name - 1].type == ISNAD_ORG &&
           (s->name_of[w->first] == name || isn_is_office(s, w->first));
}

/* Takes the name at w->at. */
static bool take_name(walk *w)
{
    uint32_t name = w->scene->name_of[w->at] - 1;
    bool joined = (isn_tok(w->scene, w->at)->clitics & ISN_CLITIC_WA) != 0 &&
                  w->at > w->first;
    if (joined && !w->names) {
        return false;
    }
    bool person = w->scene->doc->names.items[name].type == ISNAD_PER;
    if (w->person != ISN_NO_TOKEN && !joined) {
        return false;
    }
    /* «المتحدث الرسمي لمجلس النواب» */
    bool whose = (isn_tok(w->scene, w->at)->clitics & ISN_CLITIC_LI) != 0 &&
                 isn_headed_by(w->scene, w->first, ISN_CLASS_TITLE);
    if (!joined && !person && !whose && w->at > w->first &&
        (w->scene->name_of[w->at - 1] ||
         (isn_tok(w->scene, w->at - 1)->clitics & ISN_CLITIC_AL))) {
        return false; /* «السفارة أمريكا»: whom it is said to */
    }
    /* «اتهمت أحزاب تونسية إيطاليا»: the adjective ends the subject. */
    if (!joined && !person && !whose && w->at > w->first + 1 &&
        isn_is(w->scene->doc, w->at - 1, ISN_CLASS_NATIONALITY) &&
        !isn_is(w->scene->doc, w->at - 1, ISN_CLASS_TITLE)) {
        return false;
    }
    /* «طالب مشجعو النادي المدرب فلانا»: one person is not they. */
    if (person && !joined && w->at > w->first &&
        isn_are_several(w->scene, w->first)) {
        while (w->at > w->first + 2 &&
               (isn_tok(w->scene, w->at - 1)->clitics & ISN_CLITIC_AL) &&
               isn_can_speak(w->scene, w->at - 1)) {
            w->at--;
        }
        return false;
    }
    /* «أدانت الحكومة الروسية فلانا»: the object. */
    if (person && w->at > w->first && !joined &&
        (isn_tok(w->scene, w->at - 1)->clitics & ISN_CLITIC_AL) &&
        w->scene->name_of[w->first] == 0 && isn_is_office(w->scene, w->first)) {
        return false;
    }
    /* «أكدت وكالة الوادي نجاة فلان»: behind a body's name a person is what it
     * speaks of. */
    if (person && w->at > w->first && !joined && behind_body(w)) {
        return false;
    }
    /* «إدارة ترامب», «لدى فلان»: not he speaks. */
    bool tied =
        w->at > w->first && (isn_is_preposition(w->scene, w->at - 1) ||
                             isn_in_construct(w->scene, w->first, w->at) ||
                             (w->scene->name_of[w->first] == 0 &&
                              isn_is_office(w->scene, w->first)));
    if (person && w->person == ISN_NO_TOKEN && !tied) {
        w->person = name;
    }
    w->names = true;
    w->at = isn_behind_name(w->scene, w->at);
    return true;
}

/* «وصف النائب القرار بأنه»: behind its subject such a verb has what is called
 * something; only an adjective of origin goes on the subject. */
static bool called(const walk *w)
{
    const isn_scene *s = w->scene;
    const isn_token *t = isn_tok(s, w->at);
    bool calls =
        w->cue && !w->cue->clause && w->cue->object == ISN_SPEECH_OBJECT_BI;
    /* «وصفت روسيا العملية بأنها» */
    if (calls && w->at > w->first && s->name_of[w->at - 1] &&
        s->doc->names.items[s->name_of[w->at - 1] - 1].type == ISNAD_LOC) {
        return true;
    }
    return calls && w->at == w->first + 1 && (t->clitics & ISN_CLITIC_AL) &&
           (isn_tok(s, w->first)->clitics & ISN_CLITIC_AL) &&
           isn_can_speak(s, w->first) && !isn_stem_ends(t, "ي") &&
           !isn_stem_ends(t, "يه") && !isn_can_speak(s, w->at) &&
           !isn_is(s->doc, w->at, ISN_CLASS_NATIONALITY);
}

/* «دانت حركة "الوادي" الانفجار», «تعهد الزعيم الغوري العمل على»: behind a
 * quoted name or an adjective of origin a deed is the verb's object. */
static bool deed(const walk *w)
{
    const isn_scene *s = w->scene;
    if (!w->cue || w->at < w->first + 2 ||
        !(isn_tok(s, w->at)->clitics & ISN_CLITIC_AL) ||
        (isn_tok(s, w->at)->clitics & ISN_CLITIC_LI) ||
        isn_conjoined(s, w->at) || !isn_action_noun(s, w->at) ||
        isn_is(s->doc, w->at, ISN_CLASS_NATIONALITY)) {
        return false;
    }
    uint32_t q = s->quotes.of[w->at - 1];
    bool quoted =
        q != ISN_NO_QUOTE && s->quotes.list.items[q].close == w->at - 1;
    return quoted || (isn_is(s->doc, w->at - 1, ISN_CLASS_NATIONALITY) &&
                      (isn_tok(s, w->at - 1)->clitics & ISN_CLITIC_AL));
}

static bool take_word(walk *w)
{
    const isn_scene *s = w->scene;
    const isn_token *t = isn_tok(s, w->at);
    if (t->kind == ISN_NUMBER) {
        /* «المادة 69»: which one */
        bool which = w->at == w->first + 1 && !s->name_of[w->first] &&
                     (isn_tok(s, w->first)->clitics & ISN_CLITIC_AL);
        /* «البالغ 32 عاما» */
        bool aged = w->at > w->first &&
                    isn_frame_is(s, w->at - 1, ISN_FRAME_KIND_CUT, NULL);
        return isn_closed_before(s, w->first, w->at) && !which && !aged
                   ? false
                   : (w->at++, true);
    }
    if (w->at > w->first + 1 && isn_is(s->doc, w->at, ISN_CLASS_TIME_UNIT) &&
        isn_tok(s, w->at - 1)->kind == ISN_NUMBER) {
        return w->at++, true;
    }
    if (t->kind != ISN_WORD || w->person != ISN_NO_TOKEN ||
        isn_function_stop(s, w->at)) {
        return false;
    }
    if (w->at > w->first && isn_fold_is(s, w->at, "ل")) {
        return false; /* «قال مسؤول لـ"الأفق"» */
    }
    if (w->at > w->first && isn_conjoined(s, w->at) &&
        (t->clitics & ISN_CLITIC_BI)) {
        return false; /* «الصحف وبشكل كبير» */
    }
    if (isn_is_preposition(s, w->at) || isn_in_name_of(s, w->at) ||
        isn_fold_is(s, w->at, "بلا")) {
        if (!isn_noun_ties(s, w->cue, w->first, w->at, w->last)) {
            return false;
        }
        /* «مسؤول في الوزارة»: else nothing would be known of him; but «معلم
         * في بريطانيا» only says where. */
        uint32_t body = s->name_of[w->at + 1];
        bool place = body && s->doc->names.items[body - 1].type == ISNAD_LOC;
        const isn_sense *who = isn_noun_sense(s, w->first, ISN_CLASS_SOURCE);
        bool vague = who && !place && w->at == w->first + 1 &&
                     !(who->form & ISN_FORM_PLURAL) &&
                     !(isn_tok(s, w->first)->clitics & ISN_CLITIC_AL);
        if (w->cut == ISN_NO_TOKEN && !vague && isn_fold_is(s, w->at, "في") &&
            !(s->name_of[w->at + 1] && isn_is_office(s, w->first))) {
            w->cut = w->at;
        }
        return w->at++, true;
    }
    if (isn_frame_is(s, w->at, ISN_FRAME_KIND_CUT, NULL) && w->at > w->first &&
        !isn_is(s->doc, w->at, ISN_CLASS_TITLE)) {
        w->cut = w->cut == ISN_NO_TOKEN ? w->at : w->cut;
        return w->at++, true;
    }
    if (isn_frame_stops(s, w->at)) {
        return false;
    }
    if (!isn_clitic_ties(s, w->first, w->at) || isn_is_finite(s, w->at)) {
        return false;
    }
    /* «نفى المحامي هذه الاتهامات» */
    if (w->at > w->first && w->at + 1 < w->last &&
        isn_kind_is(s, w->at, ISN_FUNCTION_KIND_DEMONSTRATIVE) &&
        (isn_tok(s, w->at + 1)->clitics & ISN_CLITIC_AL)) {
        return false;
    }
    /* «اتهم الجهاز الأمني الوزير السابق فلانا»: whom a body accuses. */
    if (w->cue && w->cue->cls == ISN_SPEECH_CLASS_ACCUSE && w->at > w->first &&
        (t->clitics & ISN_CLITIC_AL) &&
        isn_is(s->doc, w->at, ISN_CLASS_TITLE) && isn_is_office(s, w->first)) {
        return false;
    }
    isn_cue masdar;
    if (w->at > w->first && (t->clitics & ISN_CLITIC_AL) &&
        (isn_tok(s, w->at - 1)->clitics & ISN_CLITIC_AL) &&
        isn_cue_at(s, w->at, &masdar) && (masdar.form & ISN_FORM_MASDAR)) {
        return false; /* «جدد المتحدث التأكيد على» */
    }
    if (deed(w)) {
        return false;
    }
    if (called(w) || isn_indefinite_closes(s, w->first, w->at) ||
        isn_gender_clashes(s, w->first, w->at) ||
        isn_closed_before(s, w->first, w->at) ||
        isn_new_head(s, w->first, w->at) ||
        (w->split && w->at > w->first && !isn_conjoined(s, w->at) &&
         !(t->clitics & ISN_CLITIC_AL) && isn_action_noun(s, w->at))) {
        return false;
    }
    return w->at++, true;
}

static bool take_one(walk *w)
{
    const isn_scene *s = w->scene;
    isn_complement c;
    uint32_t behind;
    /* «صحيفة الغد»: its name, and no day. */
    bool titled = w->at > w->first && isn_is_medium(s, w->at - 1) &&
                  (isn_tok(s, w->at)->clitics & ISN_CLITIC_AL);
    if ((s->date_of[w->at] && !titled) ||
        (w->cue && w->at > w->first &&
         isn_complement_at(s, w->cue, w->at, w->last, &c))) {
        return false;
    }
    if (s->name_of[w->at]) {
        return !isn_is_told(s, w->first, w->at) && take_name(w);
    }
    if (short_quote(s, w->at, w->last, &behind)) {
        w->at = behind;
        return w->person == ISN_NO_TOKEN;
    }
    if ((isn_is_punct(s, w->at, '#') || isn_is_punct(s, w->at, '_')) &&
        w->at + 1 < w->last) {
        return w->at++, true; /* «#اتحاد_الصيادين» */
    }
    behind = isn_behind_bracket(s, w->at, w->last);
    /* «موقع (نجم الجنوب) الإلكتروني»: the brackets hold the name. */
    if (behind > w->at && w->at == w->first + 1 && !s->name_of[w->first] &&
        (isn_is_medium(s, w->first) ||
         isn_is(s->doc, w->first, ISN_CLASS_ORG_HEAD)) &&
        !(isn_tok(s, w->first)->clitics & ISN_CLITIC_AL)) {
        w->at = behind;
        return true;
    }
    if (behind > w->at) {
        w->cut = w->cut == ISN_NO_TOKEN ? w->at : w->cut;
        w->at = behind;
        return w->at > w->first;
    }
    return take_word(w);
}

/* ---- appositions -------------------------------------------------------- */

bool isn_is_break(const isn_scene *scene, uint32_t at)
{
    return isn_is_comma(scene, at) || isn_is_dash(scene, at);
}

/* «…، أستاذة الاقتصاد في جامعة ما، …»: behind its second comma. */
static uint32_t role_apposition(const isn_scene *scene, const isn_cue *cue,
                                uint32_t at, uint32_t last)
{
    /* «وأوضحت الوزارة، لوكالة النور، أنها»: whom she told. */
    if (at >= last || scene->date_of[at] ||
        !starts_phrase(scene, cue, at, last) ||
        ((isn_tok(scene, at)->clitics & ISN_CLITIC_LI) &&
         isn_is_medium(scene, at))) {
        return at;
    }
    uint32_t stop = at;
    for (uint32_t i = at; i < last && i < at + LONGEST_APPOSITION; i++) {
        isn_complement c;
        if (isn_is_break(scene, i)) {
            return i + 1;
        }
        if (cue && isn_complement_at(scene, cue, i, last, &c) &&
            c.kind != ISN_COMPLEMENT_OBJECT) {
            return stop > at ? stop : i;
        }
        /* «…، أستاذ الاقتصاد في تصريح "…"»: where he spoke. */
        if (stop == at && i > at && i + 1 < last &&
            isn_fold_is(scene, i, "في") && isn_is_document(scene, i + 1) &&
            !isn_is_network(scene, i + 1)) {
            stop = i;
        }
        if (isn_is_finite(scene, i)) {
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
        isn_cue own;
        if (isn_is_break(scene, i)) {
            return i + 1;
        }
        /* «للنقابة التي دانت الحادث قائلة إن»: what she says. */
        if (cue && isn_cue_at(scene, i, &own) &&
            isn_participle_speaks(scene, &own, last, NULL)) {
            return at;
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
        bool broken = isn_is_break(s, w->at);
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

/* «المحقق العام بالشرطة فلان», «الأستاذ في جامعة الوادي والمدير العام لمعهدها
 * فلان»: the name at the end of a long title. */
static void run_to_name(walk *w)
{
    enum { FAR = 16 };
    const isn_scene *s = w->scene;
    const isn_token *head = isn_tok(s, w->first);
    if (!w->cue || !isn_cue_finite(w->cue) || !w->cue->clause ||
        w->person != ISN_NO_TOKEN || s->name_of[w->first] ||
        !(head->clitics & ISN_CLITIC_AL) || isn_is_office(s, w->first) ||
        isn_is_medium(s, w->first) || isn_is_document(s, w->first)) {
        return;
    }
    uint32_t most = w->first + FAR < w->last ? w->first + FAR : w->last;
    for (uint32_t at = w->at; at < most; at++) {
        uint32_t name = s->name_of[at];
        bool person = name && s->doc->names.items[name - 1].type == ISNAD_PER;
        if (!person && isn_describes_office(s, w->cue, at, w->last)) {
            continue;
        }
        /* «بحضور الرئيس فلان», «عن فلان»: another one. */
        if (person && at > w->at && !isn_is_preposition(s, at - 1) &&
            !(isn_tok(s, at)->clitics & (ISN_CLITIC_LI | ISN_CLITIC_BI)) &&
            !isn_is(s->doc, at - 1, ISN_CLASS_TITLE)) {
            w->person = name - 1;
            w->at = isn_behind_name(s, at);
        }
        return;
    }
}

bool isn_phrase_at(const isn_scene *scene, const isn_cue *cue, uint32_t at,
                   uint32_t last, bool split, isn_phrase *out)
{
    /* «قال كل من الوزير والمحافظ» */
    if (at + 2 < last && isn_fold_is(scene, at, "كل") &&
        isn_fold_is(scene, at + 1, "من")) {
        at += 2;
    }
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
    run_to_name(&w);
    *out = (isn_phrase){at, w.cut == ISN_NO_TOKEN ? w.at : w.cut, w.at,
                        ISN_NO_TOKEN};
    take_appositions(&w, out);
    out->person = isn_source_around(scene, at) ? ISN_NO_TOKEN : w.person;
    return true;
}

uint32_t isn_skip_adverbs(const isn_scene *scene, uint32_t at, uint32_t last)
{
    for (uint32_t i = 0; at < last && i < BACK; i++) {
        uint32_t n = 1, from = at;
        if (scene->date_of[at]) {
            at = isn_behind_date(scene, at);
        } else if (isn_is_comma(scene, at) || isn_is_dash(scene, at) ||
                   isn_is_punct(scene, at, '#') ||
                   (isn_is_punct(scene, at, '"') && /* it closes nothing */
                    scene->quotes.of[at] == ISN_NO_QUOTE) ||
                   isn_fold_is(scene, at, "قد")) {
            at++;
        } else if (isn_frame_is(scene, at, ISN_FRAME_KIND_LEAD, &n)) {
            at += n;
        } else if (isn_is_preposition(scene, at) && at + 1 < last &&
                   scene->date_of[at + 1]) {
            at = isn_behind_date(scene, at + 1);
        }
        if (at == from) {
            break;
        }
    }
    return at < last ? at : last;
}

bool isn_is_somebody(const isn_scene *scene, const isn_phrase *p)
{
    return p->person != ISN_NO_TOKEN || isn_can_speak(scene, p->first);
}
