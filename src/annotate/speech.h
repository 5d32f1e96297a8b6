/* Cues of reported speech: its verbs, and the words that begin its content. */
#ifndef ISN_SPEECH_H
#define ISN_SPEECH_H

#include "annotate/scene.h"

/* A verb, participle or verbal noun of saying. */
typedef struct isn_cue {
    uint32_t first, last; /* tokens [first, last) */
    uint16_t form;        /* ISN_FORM_… */
    uint8_t cls;          /* ISN_SPEECH_CLASS_… */
    uint8_t stance;       /* ISN_SPEECH_STANCE_… */
    uint8_t object, also; /* ISN_SPEECH_OBJECT_… */
    uint8_t role;         /* ISN_SPEECH_ROLE_… */
    bool clause;          /* takes أن */
    bool negated;         /* لم, لا, لن before it */
    bool pronoun;         /* an object or a possessor hangs on it */
} isn_cue;

/* The cue at token `at`, whatever follows it. */
bool isn_cue_at(const isn_scene *scene, uint32_t at, isn_cue *cue);

static inline bool isn_cue_finite(const isn_cue *cue)
{
    return (cue->form & (ISN_FORM_PAST | ISN_FORM_PRESENT)) != 0;
}

typedef enum isn_complement_kind {
    ISN_COMPLEMENT_NONE,
    ISN_COMPLEMENT_THAT, /* أن, إن, بأنه … */
    ISN_COMPLEMENT_COLON,
    ISN_COMPLEMENT_QUOTE,  /* an opening mark */
    ISN_COMPLEMENT_OBJECT, /* the object, or one behind its preposition */
} isn_complement_kind;

typedef struct isn_complement {
    isn_complement_kind kind;
    uint32_t at;    /* its first token */
    uint32_t first; /* the first token of the content */
    bool bare;      /* OBJECT without a preposition */
} isn_complement;

/* Does the complement of `cue` begin at token `at`?  Objects without a
 * preposition are not looked for.  `last`: the end of the unit. */
bool isn_complement_at(const isn_scene *scene, const isn_cue *cue, uint32_t at,
                       uint32_t last, isn_complement *out);

/* Is the quotation that opens at `at` the name of what stands before it:
 * فيلم, مركز, حملة? */
bool isn_names_quote(const isn_scene *scene, uint32_t at);

/* A word such as العديد, of which من tells what: «العديد من الخبراء». */
bool isn_is_quantity(const isn_scene *scene, uint32_t at);

/* Of a preposition: has it its noun on it («فيه», «لها»)?  Some such words
 * stand in the tables as they are. */
bool isn_governs_pronoun(const isn_token *t);

/* The kind of frame word at `at` (ISN_FRAME_KIND_…) with its length in
 * tokens, or -1. */
int isn_frame_at(const isn_scene *scene, uint32_t at, uint32_t *tokens);

/* Is a frame of `kind` at `at`?  *tokens (may be NULL) is its length. */
bool isn_frame_is(const isn_scene *scene, uint32_t at, int kind,
                  uint32_t *tokens);

/* Does the token carry و or ف? */
static inline bool isn_conjoined(const isn_scene *scene, uint32_t at)
{
    return (isn_tok(scene, at)->clitics & (ISN_CLITIC_WA | ISN_CLITIC_FA)) != 0;
}

#endif
