/* One document's statements in the making. */
#ifndef ISN_STATE_H
#define ISN_STATE_H

#include "annotate/search.h"

/* A statement before its chain is closed: its hops may stand behind it. */
typedef struct isn_record {
    isnad_statement statement;
    isn_voice voice;
    isn_vias vias;
    uint32_t cue_first, cue_last;         /* tokens of the cue */
    uint32_t content_first, content_last; /* tokens of the content */
    uint32_t subject_first, subject_last; /* tokens of who speaks, or empty */
    uint32_t outer; /* record whose content this one stands in, or NO_TOKEN */
    bool follows;   /* its speaker is that of the record before */
    bool frame;     /* no verb: «بحسب مصادر» */
} isn_record;

typedef struct isn_state {
    isn_scene scene;
    isn_voices voices;
    ISN_LIST(isn_record) records; /* of the unit at hand */
    uint32_t first, last;         /* tokens of the unit */
    uint32_t zone;                /* behind what is already explained in it */
    bool *taken;      /* for each quote: it is a statement, or none */
    isn_voice issuer; /* who brought out the document spoken of last */
    bool issued;      /* is there one? */
    bool title;       /* the unit is a headline */
    bool block_spoke; /* the block had a statement before this unit */
    bool own_asked, own_frame; /* «على حد قوله» in the unit, once looked for */
} isn_state;

/* A unit with more records than this is closed in parts: no sentence of an
 * author has so many, and a hostile one must not hold all memory. */
enum { ISN_RECORDS = 256 };

/* What a cue or a frame has found. */
typedef struct isn_found {
    uint32_t cue_first, cue_last;
    isn_complement complement;
    uint32_t end; /* of the content; 0: to be looked for */
    isn_voice voice;
    isn_vias vias;
    uint8_t cls, stance;
    uint32_t subject_first, subject_last;
    uint32_t least; /* words that an indirect content has at least */
    bool follows, frame;
} isn_found;

/* Records what was found: one entry for the clause, one for each quotation in
 * it, or the quotation alone. */
isnad_status isn_state_record(isn_state *state, isn_found *found);

/* The same for quotation `index` alone, unless it is taken. */
isnad_status isn_state_quote(isn_state *state, const isn_found *found,
                             uint32_t index);

/* Quotations of the unit that no cue has claimed. */
isnad_status isn_state_leftovers(isn_state *state);

/* The last record of the unit that is no report within a report; NULL where
 * there is none. */
const isn_record *isn_state_main(const isn_state *state);

/* Closes the chains of the unit's records so far and hands them over. */
isnad_status isn_state_flush(isn_state *state);

/* The cue at token *at with all that belongs to it; *at moves behind it. */
isnad_status isn_state_cue(isn_state *state, uint32_t *at);

/* Subject and complement of a finite verb of saying. */
isnad_status isn_state_verb(isn_state *state, const isn_cue *cue,
                            isn_found *found);

/* «جاء ذلك في بيان» at token `at`: the document becomes a hop of what its
 * speaker said before.  *tells: is it such a sentence? */
isnad_status isn_state_back(isn_state *state, uint32_t at, bool *tells);

/* Frames of the unit that no verb of saying has claimed. */
isnad_status isn_state_frames(isn_state *state);

/* The voice of the frame that opens the unit, where it stands before `before`:
 * «بحسب الوكالة، …، مشيرة إلى أن».  *speaks: is there one? */
isnad_status isn_state_opening(isn_state *state, uint32_t before,
                               isn_found *found, bool *speaks);

/* The same of the last frame of the sentence before `before`, wherever it
 * stands. */
isnad_status isn_state_framed(isn_state *state, uint32_t before,
                              isn_found *found, bool *speaks);

/* «الوزير: …» over an article. */
isnad_status isn_state_headline(isn_state *state);

/* The party of `phrase`; where it is a document, who stands behind it, the
 * document becoming a hop. */
isnad_status isn_state_speaker(isn_state *state, const isn_phrase *phrase,
                               isn_voice *voice, isn_vias *vias);

/* «أصدرت الوزارة بيانا»: who brings a document out at token `at` is the one
 * whom «أضاف البيان» means later. */
isnad_status isn_state_issuer(isn_state *state, uint32_t at);

/* He is the speaker of what was found. */
isnad_status isn_state_subject(isn_state *state, const isn_phrase *phrase,
                               isn_found *found);

/* The same, «الأخير» and «البريطاني» resolved. */
isnad_status isn_state_take(isn_state *state, const isn_cue *cue,
                            const isn_phrase *phrase, isn_found *found);

/* Where the one begins from whom the phrase before `at` has it: «عن», «نفسها
 * عن», «على لسان»; NO_TOKEN where it names none. */
uint32_t isn_source_behind(const isn_scene *scene, uint32_t at, uint32_t last);

/* «نقلت الوكالة عن صحيفة عن مصدر»: the last one speaks, the others are hops. */
isnad_status isn_state_relay(isn_state *state, const isn_cue *cue,
                             const isn_phrase *phrase, isn_found *found);

/* Who speaks where no phrase behind the verb says so.  Sets the complement to
 * NONE where it turns out that nobody does. */
isnad_status isn_state_inherit(isn_state *state, const isn_cue *cue,
                               isn_found *found);

/* Is it a verb that things have too («الأدلة تشير إلى»)? */
bool isn_cue_shows(const isn_cue *cue);

#endif
