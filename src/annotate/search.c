#include "annotate/search.h"

#include <string.h>

enum {
    FARTHER = 30,    /* where a clause is preferred to an object before it */
    ASKED = 4,       /* and «بـ» to whom it is asked of */
    OF_ANOTHER = 14, /* another verb's complement stands this near to it */
    VERBS = 3,       /* of saying, that the search passes over */
};

bool isn_wants_object(const isn_cue *cue)
{
    bool on_it = cue->pronoun && isn_cue_finite(cue); /* «يظهرها» */
    return !on_it && (cue->object == ISN_SPEECH_OBJECT_DIRECT ||
                      cue->also == ISN_SPEECH_ALSO_DIRECT);
}

/* May the noun at `at` be the object that carries the content? */
bool isn_object_noun(const isn_scene *scene, const isn_cue *cue, uint32_t at,
                     bool inside)
{
    bool demand = cue->cls == ISN_SPEECH_CLASS_DEMAND;
    if (!isn_is_word(scene, at) || (isn_is_document(scene, at) && !demand) ||
        isn_frame_at(scene, at, NULL) == ISN_FRAME_KIND_FOLLOWS) {
        return false;
    }
    bool plain = cue->cls == ISN_SPEECH_CLASS_ASSERT ||
                 cue->cls == ISN_SPEECH_CLASS_SAY ||
                 cue->cls == ISN_SPEECH_CLASS_DOUBT ||
                 cue->cls == ISN_SPEECH_CLASS_PROMISE ||
                 cue->cls == ISN_SPEECH_CLASS_CONDEMN ||
                 cue->cls == ISN_SPEECH_CLASS_STRESS;
    const isn_token *t = isn_tok(scene, at);
    /* «نفى المحامي هذه الاتهامات» */
    if (isn_kind_is(scene, at, ISN_FUNCTION_KIND_DEMONSTRATIVE)) {
        return at + 1 < scene->doc->tokens.count &&
               (isn_tok(scene, at + 1)->clitics & ISN_CLITIC_AL) &&
               !isn_can_speak(scene, at + 1) &&
               (cue->cls == ISN_SPEECH_CLASS_ASSERT ||
                cue->cls == ISN_SPEECH_CLASS_DENY ||
                cue->cls == ISN_SPEECH_CLASS_CONDEMN);
    }
    /* The ال of التزام is no article. */
    bool definite =
        (t->clitics & ISN_CLITIC_AL) &&
        !(t->full && (t->full->classes & ISN_BIT(ISN_CLASS_FRAME))) &&
        !(t->cut && (t->cut->classes & ISN_BIT(ISN_CLASS_FRAME)));
    isn_cue inner;
    /* «جدد دعوته», but «جدد عقد اللاعب». */
    if (cue->cls == ISN_SPEECH_CLASS_STRESS &&
        cue->also == ISN_SPEECH_ALSO_DIRECT &&
        !(t->clitics & ISN_CLITIC_PRON) && !isn_cue_at(scene, at, &inner)) {
        return false;
    }
    if ((cue->cls == ISN_SPEECH_CLASS_SAY &&
         isn_frame_is(scene, at, ISN_FRAME_KIND_FEELING, NULL)) ||
        (isn_cue_at(scene, at, &inner) && (inner.form & ISN_FORM_PARTICIPLE))) {
        return false;
    }
    if (inside || plain) {
        return isn_action_noun(scene, at) && (!definite || demand);
    }
    /* «أعلن فلان زعيم الحزب», «طلبت فلانة زوجة فلان»: who he is. */
    const isn_sense *kin = isn_noun_sense(scene, at, ISN_CLASS_SOURCE);
    bool role =
        isn_is(scene->doc, at, ISN_CLASS_TITLE) ||
        (kin && isn_rows_source[kin->row].kind == ISN_SOURCE_KIND_PERSON);
    bool beside = at > 0 && scene->name_of[at - 1] && !definite;
    return scene->name_of[at] == 0 &&
           !(isn_is(scene->doc, at, ISN_CLASS_TITLE) && !demand) &&
           !(role && beside);
}

static bool sentence_ends(const isn_scene *scene, uint32_t at)
{
    const isn_token *t = isn_tok(scene, at);
    const isn_sentence *s = &scene->doc->sentences.items[t->sentence];
    return at + 1 == s->first_token + s->token_count && t->kind >= ISN_PUNCT &&
           scene->quotes.of[at] == ISN_NO_QUOTE;
}

/* Another verb of saying with its own complement: what follows is its. */
static bool other_cue(const isn_scene *scene, uint32_t at, uint32_t last)
{
    isn_cue cue;
    isn_complement c;
    /* «ابنته» is no «I made it clear». */
    if (!isn_cue_at(scene, at, &cue) || (cue.form & ISN_FORM_FIRST)) {
        return false;
    }
    if (cue.form & ISN_FORM_PARTICIPLE) {
        return isn_participle_speaks(scene, &cue, last, NULL);
    }
    /* «بعد إعلان الرئيس أنه»: the clause is the noun's. */
    for (uint32_t i = cue.last; (cue.form & ISN_FORM_MASDAR) && cue.clause &&
                                !isn_is_document(scene, at) && !cue.pronoun &&
                                i < last && i < cue.last + 6;
         i++) {
        if (isn_is_comma(scene, i)) {
            break;
        }
        if (isn_complement_at(scene, &cue, i, last, &c) &&
            c.kind == ISN_COMPLEMENT_THAT) {
            return true;
        }
    }
    if (!isn_cue_finite(&cue)) {
        return false;
    }
    for (uint32_t i = cue.last; i < last && i < cue.last + OF_ANOTHER; i++) {
        if (isn_complement_at(scene, &cue, i, last, &c)) {
            return true;
        }
    }
    return false;
}

typedef struct search {
    const isn_scene *scene;
    const isn_cue *cue;
    uint32_t at, last;
    bool inside;    /* a prepositional phrase */
    unsigned verbs; /* of saying, on the way */
} search;

/* «بحسب ما نقلت»: the verb is part of the frame. */
static uint32_t behind_frame_verb(const isn_scene *scene, uint32_t at,
                                  uint32_t last)
{
    isn_cue cue;
    if (at < last && (isn_token_is(scene->doc, at, "ما") ||
                      isn_token_is(scene->doc, at, "لما"))) {
        at++;
    }
    if (at < last && isn_cue_at(scene, at, &cue) && isn_cue_finite(&cue)) {
        at = cue.last;
    }
    return at;
}

/* لكن, ولكنها … */
static bool but(const isn_scene *scene, uint32_t at)
{
    static const char lakin[] = "لكن";
    const isn_token *t = isn_tok(scene, at);
    size_t skip = memcmp(t->fold, "و", 2) == 0 ? 2 : 0, len = sizeof lakin - 1;
    return t->fold_len >= skip + len && memcmp(t->fold + skip, lakin, len) == 0;
}

/* One step of the search; false where it has to stop. */
static bool step(search *s)
{
    const isn_scene *scene = s->scene;
    uint32_t n = 1, at = s->at;
    uint32_t q = scene->quotes.of[at];
    if (q != ISN_NO_QUOTE && scene->quotes.list.items[q].open == at) {
        uint32_t behind = scene->quotes.list.items[q].close + 1;
        s->at = behind > at ? behind : at + 1;
        return true;
    }
    if (sentence_ends(scene, at)) {
        return false;
    }
    if (scene->date_of[at]) {
        s->at = isn_behind_date(scene, at);
        return true;
    }
    if (isn_behind_bracket(scene, at, s->last) > at) {
        s->at = isn_behind_bracket(scene, at, s->last);
        return true;
    }
    if (scene->name_of[at]) {
        s->at = isn_behind_name(scene, at);
        return true;
    }
    int frame = isn_frame_at(scene, at, &n);
    if (frame == ISN_FRAME_KIND_SILENT) {
        s->at = at + n;
        return true;
    }
    if (frame == ISN_FRAME_KIND_ACCORDING || frame == ISN_FRAME_KIND_FROM ||
        frame == ISN_FRAME_KIND_AS) {
        s->at = behind_frame_verb(scene, at + n, s->last);
        s->inside = true;
        return true;
    }
    /* «أعلنت هدنة، ولكنها رفضت …»; «نشرت ردا من عميدها يقول فيه …» */
    isn_cue own;
    if ((frame == ISN_FRAME_KIND_TURN && but(scene, at)) ||
        (frame == ISN_FRAME_KIND_FOLLOWS && isn_cue_at(scene, at, &own) &&
         isn_cue_finite(&own) &&
         (isn_fold_is(scene, at + 1, "فيه") ||
          isn_fold_is(scene, at + 1, "فيها")))) {
        return false;
    }
    n = 1;
    if (isn_is_comma(scene, at) || isn_is_dash(scene, at)) {
        s->inside = false;
    } else if (isn_frame_is(scene, at, ISN_FRAME_KIND_FOLLOWS, &n)) {
        s->inside = false;
    } else if (isn_is_word(scene, at)) {
        const isn_token *t = isn_tok(scene, at);
        /* «نفى فلان حارس المرمى، حدوث خلاف»: the title's words are his. */
        s->inside |= isn_is(scene->doc, at, ISN_CLASS_TITLE) ||
                     isn_kind_is(scene, at, ISN_FUNCTION_KIND_PREPOSITION) ||
                     (t->clitics &
                      (ISN_CLITIC_BI | ISN_CLITIC_LI | ISN_CLITIC_KA)) != 0 ||
                     isn_kind_is(scene, at, ISN_FUNCTION_KIND_RELATIVE);
        if (isn_is(scene->doc, at, ISN_CLASS_SPEECH) &&
            !isn_frame_is(scene, at + 1, ISN_FRAME_KIND_SILENT, NULL) &&
            (other_cue(scene, at, s->last) || ++s->verbs > VERBS)) {
            return false;
        }
    }
    s->at = at + n;
    return true;
}

/* «ناشد الجميع بالدعاء»: an object first, then what is asked of it. */
static bool asks_for(const isn_cue *cue)
{
    return cue->object == ISN_SPEECH_OBJECT_DIRECT &&
           cue->also == ISN_SPEECH_ALSO_BI;
}

/* Behind «أكد … بعد يومين على انتخابه أن» the clause is what was said, and
 * behind «وصف …» the last ب. */
static void prefer_clause(const isn_scene *scene, const isn_cue *cue,
                          uint32_t at, uint32_t last, isn_complement *c)
{
    bool calls =
        (!cue->clause && cue->object == ISN_SPEECH_OBJECT_BI) || asks_for(cue);
    search s = {scene, cue, at + 1, last, true, 0};
    while (s.at < last && s.at < at + FARTHER) {
        isn_complement next;
        if (isn_complement_at(scene, cue, s.at, last, &next)) {
            bool that = next.kind == ISN_COMPLEMENT_THAT;
            if (that || (calls && next.kind == ISN_COMPLEMENT_OBJECT)) {
                *c = next;
            }
            if (that || next.kind != ISN_COMPLEMENT_OBJECT) {
                return;
            }
        }
        calls = calls && !isn_is_comma(scene, s.at) &&
                !(asks_for(cue) && s.at >= at + ASKED);
        if (!step(&s)) {
            return;
        }
    }
}

/* The complement of `cue` from token `from` on. */
bool isn_find_complement(const isn_scene *scene, const isn_cue *cue,
                         uint32_t from, uint32_t last, uint32_t reach,
                         isn_complement *c)
{
    search s = {scene, cue, from, last, false, 0};
    bool bare = !cue->clause && cue->object == ISN_SPEECH_OBJECT_NO;
    if (bare && reach > OF_ANOTHER) {
        reach = OF_ANOTHER;
    }
    uint32_t end = last - from > reach ? from + reach : last;
    while (s.at < end) {
        if (isn_complement_at(scene, cue, s.at, last, c)) {
            bool thing = cue->clause && c->kind == ISN_COMPLEMENT_OBJECT &&
                         !isn_action_noun(scene, c->first) &&
                         cue->cls == ISN_SPEECH_CLASS_SAY;
            if (c->kind == ISN_COMPLEMENT_OBJECT && (s.at != from || thing)) {
                prefer_clause(scene, cue, s.at, last, c);
            }
            return true;
        }
        bool passage = isn_frame_is(scene, s.at, ISN_FRAME_KIND_LEAD, NULL) ||
                       isn_kind_is(scene, s.at, ISN_FUNCTION_KIND_PREPOSITION);
        int frame = isn_frame_at(scene, s.at, NULL);
        passage = passage || (frame >= 0 && frame != ISN_FRAME_KIND_OBJECT &&
                              frame != ISN_FRAME_KIND_FEELING &&
                              frame != ISN_FRAME_KIND_NAMED);
        if (cue->cls == ISN_SPEECH_CLASS_SAY && isn_wants_object(cue) &&
            !s.inside && frame == ISN_FRAME_KIND_FEELING) {
            return false; /* «أبدى أسفه»: nothing is said */
        }
        /* A verb that only introduces quotations has them near. */
        if (bare && s.at != from &&
            isn_kind_is(scene, s.at, ISN_FUNCTION_KIND_CONJUNCTION)) {
            return false;
        }
        if (cue->cls == ISN_SPEECH_CLASS_PROMISE && isn_wants_object(cue) &&
            ((isn_tok(scene, s.at)->clitics & ISN_CLITIC_LI) ||
             isn_token_is(scene->doc, s.at, "الي"))) {
            return false; /* «تعرض لـ» is another verb */
        }
        /* «أكد، خلال لقائه الوفد، أن»: it is tied to the preposition. */
        bool tied = s.at > from &&
                    !isn_governs_pronoun(isn_tok(scene, s.at - 1)) &&
                    isn_kind_is(scene, s.at - 1, ISN_FUNCTION_KIND_PREPOSITION);
        if (isn_wants_object(cue) && !passage && !tied &&
            !scene->date_of[s.at] && !isn_conjoined(scene, s.at) &&
            isn_object_noun(scene, cue, s.at, s.inside) &&
            !(s.inside && (cue->cls == ISN_SPEECH_CLASS_PROMISE ||
                           cue->also == ISN_SPEECH_ALSO_DIRECT)) &&
            !(isn_tok(scene, s.at)->clitics &
              (ISN_CLITIC_BI | ISN_CLITIC_LI | ISN_CLITIC_KA))) {
            *c = (isn_complement){ISN_COMPLEMENT_OBJECT, s.at, s.at, true};
            if (asks_for(cue)) {
                prefer_clause(scene, cue, s.at, last, c);
            }
            return true;
        }
        if (!step(&s)) {
            return false;
        }
    }
    return false;
}
