#include "annotate/content.h"

#include <string.h>

/* ---- frames ------------------------------------------------------------- */

int isn_frame_at(const isn_scene *scene, uint32_t at, uint32_t *tokens)
{
    isn_match_result m = isn_match(scene->doc, at, ISN_CLASS_FRAME);
    if (!m.sense) {
        return -1;
    }
    int kind = isn_rows_frame[m.sense->row].kind;
    /* آن is a name: only its fold is that of أن. */
    if (kind == ISN_FRAME_KIND_THAT &&
        memcmp(scene->doc->text + isn_tok(scene, at)->word.begin, "\u0622",
               2) == 0) {
        return -1;
    }
    if (tokens) {
        *tokens = m.tokens;
    }
    return kind;
}

bool isn_frame_is(const isn_scene *scene, uint32_t at, int kind,
                  uint32_t *tokens)
{
    return at < scene->doc->tokens.count &&
           isn_frame_at(scene, at, tokens) == kind;
}

/* ---- cues --------------------------------------------------------------- */

static void merge_sense(isn_cue *cue, const isn_row_speech *row)
{
    cue->clause |= row->clause == ISN_SPEECH_CLAUSE_YES;
    if (cue->object == ISN_SPEECH_OBJECT_NO) {
        cue->object = row->object;
        cue->also = row->also;
    } else if (cue->also == ISN_SPEECH_ALSO_NO) {
        cue->also = row->object;
    }
}

static bool negated_at(const isn_scene *scene, uint32_t at)
{
    /* «في حال أصرت» */
    if (at > 1 && isn_token_is(scene->doc, at - 1, "حال") &&
        isn_token_is(scene->doc, at - 2, "في")) {
        return true;
    }
    /* «لو أعلن», «إذا أعلن», «هل قال»: he has not. */
    if (at > 0 && (isn_token_is(scene->doc, at - 1, "لو") ||
                   isn_token_is(scene->doc, at - 1, "اذا") ||
                   isn_token_is(scene->doc, at - 1, "كي") ||
                   isn_token_is(scene->doc, at - 1, "لكي") ||
                   isn_token_is(scene->doc, at - 1, "هل"))) {
        return true;
    }
    return at > 0 && isn_kind_is(scene, at - 1, ISN_FUNCTION_KIND_NEGATION) &&
           isn_tok(scene, at - 1)->sentence == isn_tok(scene, at)->sentence;
}

/* Does the word as written end in these bytes? */
static bool ends_as(const isn_scene *scene, isnad_span span, const char *tail)
{
    size_t n = strlen(tail);
    return span.end - span.begin >= n &&
           memcmp(scene->doc->text + span.end - n, tail, n) == 0;
}

/* «على طلب من», «إن طلب التأشيرة»: no verb stands there; and a word that
 * is a noun too, behind a plain word (لجنة طلب …), is no verb. */
static bool noun_place(const isn_scene *scene, uint32_t at,
                       const isn_sense *sense)
{
    enum { THREE_LETTERS = 6 };
    /* «500 طلب»: counted; «كما ودعت»: its و is no conjunction. */
    if (at > 0 && !scene->date_of[at - 1] &&
        ((isn_tok(scene, at - 1)->kind == ISN_NUMBER &&
          isn_frame_is(scene, at, ISN_FRAME_KIND_OBJECT, NULL)) ||
         (isn_conjoined(scene, at) &&
          isn_token_is(scene->doc, at - 1, "كما")))) {
        return true;
    }
    /* «عملية شحن ونقل»: joined to a noun. */
    if (at > 1 && isn_conjoined(scene, at) &&
        isn_frame_is(scene, at, ISN_FRAME_KIND_OBJECT, NULL) &&
        isn_is_word(scene, at - 1) && isn_is_word(scene, at - 2) &&
        (isn_tok(scene, at - 1)->classes == 0 ||
         isn_frame_is(scene, at - 1, ISN_FRAME_KIND_OBJECT, NULL)) &&
        !(isn_tok(scene, at - 1)->clitics &
          (ISN_CLITIC_AL | ISN_CLITIC_PRON)) &&
        isn_tok(scene, at - 1)->fold_len <= THREE_LETTERS + 2 &&
        !scene->name_of[at - 1] && !scene->date_of[at - 1] &&
        isn_tok(scene, at)->fold_len <= THREE_LETTERS + 2) {
        return true;
    }
    if (at == 0 || isn_conjoined(scene, at) || !isn_is_word(scene, at - 1) ||
        scene->name_of[at - 1] ||
        isn_tok(scene, at - 1)->block != isn_tok(scene, at)->block) {
        return false;
    }
    isn_match_result m = isn_match(scene->doc, at - 1, ISN_CLASS_FUNCTION);
    unsigned kind = m.sense ? isn_rows_function[m.sense->row].kind : 0;
    int frame = isn_frame_at(scene, at - 1, NULL);
    bool boundary =
        frame == ISN_FRAME_KIND_LEAD || frame == ISN_FRAME_KIND_TURN ||
        frame == ISN_FRAME_KIND_CLOSE || frame == ISN_FRAME_KIND_AS ||
        frame == ISN_FRAME_KIND_ACCORDING || frame == ISN_FRAME_KIND_FOLLOWS;
    if (m.sense && kind == ISN_FUNCTION_KIND_PREPOSITION) {
        return true;
    }
    if (isn_frame_is(scene, at - 1, ISN_FRAME_KIND_THAT, NULL)) {
        /* «إلا أنه اعتبر», «بعد أن قال» */
        if (isn_governs_pronoun(isn_tok(scene, at - 1))) {
            return false;
        }
        return isn_frame_is(scene, at, ISN_FRAME_KIND_OBJECT, NULL) &&
               (at < 2 ||
                !isn_kind_is(scene, at - 2, ISN_FUNCTION_KIND_PREPOSITION));
    }
    bool subject = isn_can_speak(scene, at - 1) &&
                   (isn_tok(scene, at - 1)->clitics & ISN_CLITIC_AL);
    return !m.sense && !subject && (sense->form & ISN_FORM_PAST) &&
           isn_tok(scene, at)->fold_len <= THREE_LETTERS &&
           isn_frame_is(scene, at, ISN_FRAME_KIND_OBJECT, NULL) &&
           scene->date_of[at - 1] == 0 && !boundary &&
           isn_tok(scene, at - 1)->sentence == isn_tok(scene, at)->sentence;
}

static bool dual_before(const isn_scene *scene, uint32_t at)
{
    static const char an[] = "\u0627\u0646";
    const isn_token *t = at > 0 ? isn_tok(scene, at - 1) : NULL;
    return t && t->stem_len > 4 &&
           memcmp(t->stem + t->stem_len - 4, an, 4) == 0;
}

/* «أعتقد» with its hamza is «I believe»; «اعتقد», «he believed», has none. */
static bool first_person(const isn_scene *scene, const isn_token *t,
                         const isn_row_speech *row)
{
    static const char hamza[] = "\u0623", alef[] = "\u0627";
    return memcmp(row->words, alef, 2) == 0 &&
           memcmp(scene->doc->text + t->word.begin, hamza, 2) == 0;
}

/* «بيّن», «بيَّن»: the doubled letter is a verb's. */
static bool doubled(const isn_scene *scene, const isn_token *t)
{
    static const char shadda[] = "\u0651";
    const char *s = scene->doc->text + t->word.begin;
    size_t n = t->word.end - t->word.begin;
    return memmem(s, n, shadda, sizeof shadda - 1) != NULL;
}

/* «إلى ذلك، عبر المبعوث عن»: where a clause begins, and عن follows. */
static bool with_an(const isn_scene *scene, uint32_t at,
                    const isn_row_speech *row)
{
    enum { SOON = 9 };
    const isn_sentence *s =
        &scene->doc->sentences.items[isn_tok(scene, at)->sentence];
    uint32_t end = s->first_token + s->token_count;
    if (row->object != ISN_SPEECH_OBJECT_AN ||
        (at != s->first_token && !isn_is_comma(scene, at - 1))) {
        return false;
    }
    for (uint32_t i = at + 1; i < end && i < at + SOON; i++) {
        if (isn_token_is(scene->doc, i, "عن")) {
            return true;
        }
    }
    return false;
}

/* «وقد عبر عن»: a verb follows قد. */
static bool after_qad(const isn_scene *scene, uint32_t at)
{
    return at > 0 && (isn_token_is(scene->doc, at - 1, "قد") ||
                      isn_token_is(scene->doc, at - 1, "وقد"));
}

/* «بين أن», «وبين المتحدث أن»: the clause shows the verb; «بين هذا وذاك» is
 * none. */
static bool that_soon(const isn_scene *scene, uint32_t at)
{
    enum { SOON = 6 };
    uint32_t count = (uint32_t)scene->doc->tokens.count;
    for (uint32_t i = at + 1; i < count && i <= at + SOON; i++) {
        if (isn_frame_is(scene, i, ISN_FRAME_KIND_THAT, NULL)) {
            return i == at + 1 || isn_conjoined(scene, at) ||
                   doubled(scene, isn_tok(scene, at));
        }
        if (!isn_is_word(scene, i) || isn_conjoined(scene, i) ||
            isn_tok(scene, i)->sentence != isn_tok(scene, at)->sentence) {
            break;
        }
    }
    return false;
}

/* Folding makes some nouns and particles look like verbs: what the letters as
 * written, and the place, rule out. */
static bool no_verb(const isn_scene *scene, uint32_t at, const isn_sense *sense)
{
    static const char alef[] = "\u0627", tanween[] = "\u064B",
                      maqsura[] = "\u0649", ya[] = "\u064A";
    const isn_token *t = isn_tok(scene, at);
    const isn_row_speech *row = &isn_rows_speech[sense->row];
    bool pronoun = (t->clitics & ISN_CLITIC_PRON) != 0;
    size_t n = strlen(row->words);
    bool past_maqsura = n > 2 && memcmp(row->words + n - 2, maqsura, 2) == 0;
    if (ends_as(scene, t->span, tanween) ||
        ends_as(scene, t->span, "\u064B\u0627")) {
        return true;
    }
    if ((sense->form & ISN_FORM_PAST) && past_maqsura && !pronoun &&
        (ends_as(scene, t->span, alef) || ends_as(scene, t->span, ya))) {
        return true; /* أبدا is no أبدى, نادي no نادى; نفاها is نفى */
    }
    if ((sense->form & ISN_FORM_PAST) && past_maqsura && pronoun &&
        t->stem_len > 2 && memcmp(t->stem + t->stem_len - 2, ya, 2) == 0) {
        return true; /* نفيه is a noun; the verb would be نفاه */
    }
    n = row->present ? strlen(row->present) : 0;
    if ((sense->form & ISN_FORM_PRESENT) && n > 2 &&
        memcmp(row->present + n - 2, ya, 2) == 0 &&
        ends_as(scene, t->span, maqsura)) {
        return true; /* تدعى, «is called», is no تدّعي */
    }
    bool so_that = (t->clitics & ISN_CLITIC_LI) && /* «ليرد عليه» */
                   (sense->form & ISN_FORM_PRESENT);
    if ((t->clitics & (ISN_CLITIC_BI | ISN_CLITIC_KA | ISN_CLITIC_AL)) ||
        ((t->clitics & ISN_CLITIC_LI) && !so_that)) {
        return true;
    }
    if ((sense->form & ISN_FORM_PAST) && first_person(scene, t, row)) {
        return true;
    }
    if (noun_place(scene, at, sense)) {
        return true;
    }
    if ((sense->form & ISN_FORM_PRESENT) && at > 0 &&
        (isn_token_is(scene->doc, at - 1, "قد") ||
         isn_token_is(scene->doc, at - 1, "وقد"))) {
        return true; /* «قد تعلن»: perhaps, some day */
    }
    if ((sense->form & ISN_FORM_PRESENT) && (sense->form & ISN_FORM_PLURAL) &&
        memcmp(scene->doc->text + t->word.begin, "\u062A", 2) == 0) {
        return true; /* تعرضوا is no second person in a report */
    }
    /* «القيادي طالبا عدم نشر اسمه» is no dual verb. */
    if ((sense->form & ISN_FORM_PAST) && (sense->form & ISN_FORM_DUAL) &&
        !isn_conjoined(scene, at) && !pronoun && !dual_before(scene, at)) {
        return true;
    }
    if (isn_kind_is(scene, at, ISN_FUNCTION_KIND_PREPOSITION)) {
        return !that_soon(scene, at) && !after_qad(scene, at) &&
               !with_an(scene, at, row) &&
               !(isn_conjoined(scene, at) &&
                 row->object == ISN_SPEECH_OBJECT_AN);
    }
    return false;
}

/* Verb, participle or verbal noun?  The first reading that the place allows. */
static const isn_sense *reading(const isn_scene *scene, uint32_t at)
{
    const isn_token *t = isn_tok(scene, at);
    const isn_sense *participle = NULL, *masdar = NULL;
    for (uint32_t i = 0; t->entry && i < t->entry->sense_count; i++) {
        const isn_sense *s = isn_lex_sense_at(t->entry, i);
        if (s->cls != ISN_CLASS_SPEECH) {
            continue;
        }
        if (s->form & ISN_FORM_PARTICIPLE) {
            participle = participle ? participle : s;
        } else if (s->form & ISN_FORM_MASDAR) {
            masdar = masdar ? masdar : s;
        } else if (!no_verb(scene, at, s)) {
            return s;
        }
    }
    bool article = (t->clitics & ISN_CLITIC_AL) != 0;
    bool comma = at > 0 && isn_is_comma(scene, at - 1);
    if (participle && !article &&
        (comma || !masdar || !(participle->form & ISN_FORM_FEM))) {
        return participle;
    }
    return masdar;
}

bool isn_cue_at(const isn_scene *scene, uint32_t at, isn_cue *cue)
{
    if (!isn_is(scene->doc, at, ISN_CLASS_SPEECH) || scene->name_of[at]) {
        return false;
    }
    const isn_token *t = isn_tok(scene, at);
    const isn_sense *sense = reading(scene, at);
    if (!sense) {
        return false;
    }
    const isn_row_speech *row = &isn_rows_speech[sense->row];
    *cue = (isn_cue){.first = at,
                     .last = at + 1,
                     .form = sense->form,
                     .cls = row->class,
                     .stance = row->stance,
                     .role = row->role,
                     .object = ISN_SPEECH_OBJECT_NO,
                     .also = ISN_SPEECH_ALSO_NO};
    merge_sense(cue, row);
    for (uint32_t i = 0; i < t->entry->sense_count; i++) {
        const isn_sense *s = isn_lex_sense_at(t->entry, i);
        if (s->cls == ISN_CLASS_SPEECH && s->row != sense->row &&
            isn_rows_speech[s->row].role == row->role) {
            merge_sense(cue, &isn_rows_speech[s->row]);
        }
    }
    cue->pronoun = (t->clitics & ISN_CLITIC_PRON) != 0;
    cue->negated = negated_at(scene, at);
    return true;
}
