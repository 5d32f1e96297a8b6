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
    /* «لو أعلن», «إذا أعلن», «هل قال»: he has not. */
    if (at > 0 && (isn_token_is(scene->doc, at - 1, "لو") ||
                   isn_token_is(scene->doc, at - 1, "اذا") ||
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

/* ---- complements -------------------------------------------------------- */

static const struct {
    const char *word;
    uint8_t object;
    uint16_t clitic;
} prepositions[] = {
    {"ب", ISN_SPEECH_OBJECT_BI, ISN_CLITIC_BI},
    {"الي", ISN_SPEECH_OBJECT_ILA, 0},
    {"علي", ISN_SPEECH_OBJECT_ALA, 0},
    {"من", ISN_SPEECH_OBJECT_MIN, 0},
    {"عن", ISN_SPEECH_OBJECT_AN, 0},
    {"في", ISN_SPEECH_OBJECT_FI, 0},
    {"ل", ISN_SPEECH_OBJECT_LI, ISN_CLITIC_LI},
};

/* The preposition at `at`: its object code, 0 where there is none; *alone:
 * is it a word of its own? */
static uint8_t preposition_at(const isn_scene *scene, uint32_t at, bool *alone)
{
    const isn_token *t = isn_tok(scene, at);
    if (t->kind != ISN_WORD) {
        return ISN_SPEECH_OBJECT_NO;
    }
    for (size_t i = 0; i < sizeof prepositions / sizeof *prepositions; i++) {
        const char *word = prepositions[i].word;
        if (strlen(word) == t->fold_len &&
            memcmp(word, t->fold, t->fold_len) == 0) {
            *alone = true;
            return prepositions[i].object;
        }
    }
    for (size_t i = 0; i < sizeof prepositions / sizeof *prepositions; i++) {
        if (prepositions[i].clitic & t->clitics) {
            *alone = false;
            return prepositions[i].object;
        }
    }
    return ISN_SPEECH_OBJECT_NO;
}

/* «بدور» is a girl's name too, and uncut: the noun behind ب tells. */
static uint8_t hidden_bi(const isn_scene *scene, uint32_t at)
{
    const isn_token *t = isn_tok(scene, at);
    if (t->fold_len < 8 || memcmp(t->fold, "ب", 2) != 0) {
        return ISN_SPEECH_OBJECT_NO;
    }
    const isn_lex_entry *rest = isn_lex_find(t->fold + 2, t->fold_len - 2u);
    const isn_sense *sense = isn_lex_sense(rest, ISN_CLASS_FRAME);
    return sense && isn_rows_frame[sense->row].kind == ISN_FRAME_KIND_OBJECT
               ? ISN_SPEECH_OBJECT_BI
               : ISN_SPEECH_OBJECT_NO;
}

static bool takes(const isn_cue *cue, uint8_t object)
{
    return object != ISN_SPEECH_OBJECT_NO &&
           (cue->object == object || cue->also == object);
}

bool isn_governs_pronoun(const isn_token *t)
{
    static const char *const endings[] = {"ه", "ها", "هم", "هما", "هن", "نا"};
    if (t->clitics & ISN_CLITIC_PRON) {
        return true;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (t->fold_len > n &&
            memcmp(t->fold + t->fold_len - n, endings[i], n) == 0) {
            return true;
        }
    }
    return false;
}

/* A preposition before أن that makes it no complement: بعد أن, قبل أن; but
 * «قالت فيه إن» goes on.  «ومن المتوقع أن» is a sentence of its own. */
static bool subordinate(const isn_scene *scene, uint32_t at)
{
    bool alone = false;
    if (at > 1 && (isn_tok(scene, at - 1)->clitics & ISN_CLITIC_AL) &&
        (isn_token_is(scene->doc, at - 2, "ومن") ||
         isn_token_is(scene->doc, at - 2, "من"))) {
        return true;
    }
    if ((isn_tok(scene, at)->clitics & ISN_CLITIC_LI) || /* «لأنهما» */
        (at > 0 && isn_token_is(scene->doc, at - 1, "وكيف"))) {
        return true;
    }
    if (at > 1 && isn_token_is(scene->doc, at - 2, "فيما")) {
        return false; /* «أكدت فيما بعد أن» */
    }
    if (at == 0 || !isn_is_word(scene, at - 1) ||
        isn_governs_pronoun(isn_tok(scene, at - 1))) {
        return false;
    }
    return isn_kind_is(scene, at - 1, ISN_FUNCTION_KIND_PREPOSITION) &&
           preposition_at(scene, at - 1, &alone) == ISN_SPEECH_OBJECT_NO;
}

bool isn_names_quote(const isn_scene *scene, uint32_t at)
{
    enum { LONGEST_NAME = 7 };
    uint32_t q = scene->quotes.of[at];
    /* «حركة "…"», but «عضو هيئة الدفاع "…"»: that body has its name. */
    bool named = at > 1 && scene->name_of[at - 1] &&
                 scene->name_of[at - 2] == scene->name_of[at - 1];
    if (at == 0 || q == ISN_NO_QUOTE) {
        return false;
    }
    /* «أفاد "المركز الوطني لحقوق الإنسان"»: nothing but a name. */
    const isn_quote *quote = &scene->quotes.list.items[q];
    bool name = quote->first < quote->last && scene->name_of[quote->first] &&
                isn_behind_name(scene, quote->first) >= quote->last;
    return quote->words <= LONGEST_NAME && isn_is_word(scene, at - 1) &&
           (name || isn_frame_is(scene, at - 1, ISN_FRAME_KIND_NAMED, NULL) ||
            (!named && isn_is(scene->doc, at - 1, ISN_CLASS_ORG_HEAD)) ||
            (at > 1 && /* «المعنون رسميا "…"» */
             isn_frame_is(scene, at - 1, ISN_FRAME_KIND_LEAD, NULL) &&
             isn_frame_is(scene, at - 2, ISN_FRAME_KIND_NAMED, NULL)));
}

static bool quote_complement(const isn_scene *scene, const isn_cue *cue,
                             uint32_t at, uint32_t last, isn_complement *out)
{
    uint32_t index = scene->quotes.of[at];
    if (index == ISN_NO_QUOTE) {
        return false;
    }
    const isn_quote *q = &scene->quotes.list.items[index];
    if (q->open != at || q->first >= q->last) {
        return false;
    }
    bool colon = at > 0 && isn_is_punct(scene, at - 1, ':');
    if (at > 0 && isn_names_quote(scene, at)) {
        return false;
    }
    /* «تهدف لـ"…"», «ترد بـ"…"»: another word's. */
    bool alone = false;
    uint8_t governed = at > 0 ? preposition_at(scene, at - 1, &alone)
                              : (uint8_t)ISN_SPEECH_OBJECT_NO;
    if (governed != ISN_SPEECH_OBJECT_NO && alone && at - 1 > cue->last &&
        !takes(cue, governed)) {
        return false;
    }
    bool ends = q->close + 1 >= last || !isn_is_word(scene, q->close + 1);
    /* «وصف … "عنوان كتابه" … بأنه»: what it is called comes with ب. */
    bool calls = !cue->clause && cue->object == ISN_SPEECH_OBJECT_BI;
    if (calls && isn_cue_finite(cue) &&
        !isn_token_is(scene->doc, at - 1, "ب") &&
        memcmp(isn_tok(scene, q->first)->fold, "ب", 2) != 0) {
        return false;
    }
    bool near_verb = at == cue->last && ends && q->words > 1;
    bool says = cue->cls == ISN_SPEECH_CLASS_SAY && isn_cue_finite(cue) &&
                cue->clause && ends && q->words > 2;
    if (q->words < 4 && !colon && !near_verb && !says) {
        return false;
    }
    *out = (isn_complement){ISN_COMPLEMENT_QUOTE, at, q->first, false};
    return true;
}

static bool colon_complement(const isn_scene *scene, const isn_cue *cue,
                             uint32_t at, uint32_t last, isn_complement *out)
{
    if (!isn_is_punct(scene, at, ':') || at + 1 >= last) {
        return false;
    }
    uint32_t n = 0;
    if (isn_frame_is(scene, at + 1, ISN_FRAME_KIND_THAT, &n)) {
        *out = (isn_complement){ISN_COMPLEMENT_THAT, at, at + 1 + n, false};
        return at + 1 + n < last;
    }
    if (quote_complement(scene, cue, at + 1, last, out)) {
        return true;
    }
    *out = (isn_complement){ISN_COMPLEMENT_COLON, at, at + 1, false};
    return true;
}

bool isn_is_quantity(const isn_scene *scene, uint32_t at)
{
    static const char *const words[] = {"العديد", "للعديد", "الكثير",
                                        "للكثير", "كثير",   "عدد",
                                        "الميات", "العشرات"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (isn_token_is(scene->doc, at, words[i])) {
            return true;
        }
    }
    return false;
}

/* «ذلك», «هذا» alone, with or without its preposition. */
static bool points(const isn_scene *scene, uint32_t at)
{
    static const char *const words[] = {"ذلك", "بذلك", "هذا", "بهذا"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (isn_token_is(scene->doc, at, words[i])) {
            return at + 1 >= scene->doc->tokens.count ||
                   !(isn_tok(scene, at + 1)->clitics & ISN_CLITIC_AL);
        }
    }
    return false;
}

/* «خلال لقائه ب…»: the preposition at `at` is that of the meeting. */
static bool met(const isn_scene *scene, uint32_t at)
{
    return at > 1 && (isn_tok(scene, at - 1)->clitics & ISN_CLITIC_PRON) &&
           (isn_token_is(scene->doc, at - 2, "خلال") ||
            isn_token_is(scene->doc, at - 2, "اثناء") ||
            isn_token_is(scene->doc, at - 2, "بعد") ||
            isn_token_is(scene->doc, at - 2, "عقب") ||
            isn_token_is(scene->doc, at - 2, "قبل"));
}

static bool complement_at(const isn_scene *scene, const isn_cue *cue,
                          uint32_t at, uint32_t last, isn_complement *out)
{
    if (at >= last) {
        return false;
    }
    if (colon_complement(scene, cue, at, last, out) ||
        quote_complement(scene, cue, at, last, out)) {
        return true;
    }
    if (!isn_is_word(scene, at)) {
        return false;
    }
    uint32_t n = 0;
    bool alone = false;
    if (isn_frame_is(scene, at, ISN_FRAME_KIND_THAT, &n)) {
        *out = (isn_complement){ISN_COMPLEMENT_THAT, at, at + n, false};
        /* «وصفه بأنه»: the preposition is in the word. */
        bool bi = (isn_tok(scene, at)->fold_len >= 6 &&
                   memcmp(isn_tok(scene, at)->fold, "ب", 2) == 0);
        /* «ختم بالقول إن» */
        bool follows =
            at >= cue->last + 1 &&
            isn_frame_is(scene, at - 1, ISN_FRAME_KIND_FOLLOWS, NULL);
        /* «رد بأن»: no verb of a clause else. */
        bool replies = cue->cls == ISN_SPEECH_CLASS_SAY &&
                       cue->object == ISN_SPEECH_OBJECT_NO &&
                       isn_cue_finite(cue);
        return (cue->clause || follows ||
                (bi && (replies || takes(cue, ISN_SPEECH_OBJECT_BI)))) &&
               !isn_conjoined(scene, at) && at + n < last &&
               !subordinate(scene, at);
    }
    uint8_t object = preposition_at(scene, at, &alone);
    if (object == ISN_SPEECH_OBJECT_NO && takes(cue, ISN_SPEECH_OBJECT_BI)) {
        object = hidden_bi(scene, at);
    }
    if (object == ISN_SPEECH_OBJECT_NO) {
        return false;
    }
    if (alone && at + 1 < last &&
        isn_frame_is(scene, at + 1, ISN_FRAME_KIND_THAT, &n)) {
        *out = (isn_complement){ISN_COMPLEMENT_THAT, at, at + 1 + n, false};
        return (cue->clause || takes(cue, object)) && at + 1 + n < last;
    }
    if (!takes(cue, object) || scene->date_of[at] || isn_conjoined(scene, at)) {
        return false;
    }
    /* «جدد التأكيد على», but «جدد تفوقه على» says nothing. */
    isn_cue masdar;
    if (cue->object == ISN_SPEECH_OBJECT_ALA &&
        cue->also == ISN_SPEECH_ALSO_DIRECT &&
        (at == 0 || !isn_cue_at(scene, at - 1, &masdar) ||
         !(masdar.form & ISN_FORM_MASDAR))) {
        return false;
    }
    uint32_t noun = alone ? at + 1 : at;
    /* «أنذره بذلك», «خلال لقائه ببعض أنصاره» */
    if (points(scene, noun) || met(scene, at) ||
        (object == ISN_SPEECH_OBJECT_MIN && at > 0 &&
         isn_is_quantity(scene, at - 1))) {
        return false;
    }
    if (noun >= last || isn_is(scene->doc, noun, ISN_CLASS_CHANNEL) ||
        scene->date_of[noun]) {
        return false;
    }
    /* «تحدث عن سقوط قتلى» tells something; «تحدث عن المباراة» does not. */
    if (alone && cue->cls == ISN_SPEECH_CLASS_ANNOUNCE &&
        cue->object == ISN_SPEECH_OBJECT_AN && object == ISN_SPEECH_OBJECT_AN &&
        (scene->quotes.of[noun] != ISN_NO_QUOTE ||
         (isn_tok(scene, noun)->clitics & ISN_CLITIC_AL) ||
         !isn_action_noun(scene, noun))) {
        return false; /* «كشفت الشركة عن سيارتها» */
    }
    if (alone && cue->cls == ISN_SPEECH_CLASS_SAY &&
        object == ISN_SPEECH_OBJECT_AN &&
        scene->quotes.of[noun] == ISN_NO_QUOTE &&
        !(isn_tok(scene, noun)->clitics & ISN_CLITIC_PRON) &&
        ((isn_tok(scene, noun)->clitics & ISN_CLITIC_AL) ||
         !isn_action_noun(scene, noun))) {
        return false;
    }
    *out = (isn_complement){ISN_COMPLEMENT_OBJECT, at, noun, false};
    return cue->cls != ISN_SPEECH_CLASS_SAY ||
           !isn_frame_is(scene, noun, ISN_FRAME_KIND_FEELING, NULL);
}

bool isn_complement_at(const isn_scene *scene, const isn_cue *cue, uint32_t at,
                       uint32_t last, isn_complement *out)
{
    bool found = complement_at(scene, cue, at, last, out);
    if (!found) {
        *out = (isn_complement){ISN_COMPLEMENT_NONE, 0, 0, false};
    }
    return found;
}
