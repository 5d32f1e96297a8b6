/* Who says it: the noun phrase beside a verb of saying, and whom it means. */
#ifndef ISN_SPEAKER_H
#define ISN_SPEAKER_H

#include "annotate/speech.h"

#define ISN_NO_TOKEN UINT32_MAX

/* A noun phrase with what stands in apposition to it. */
typedef struct isn_phrase {
    uint32_t first, last; /* its tokens, appositions behind commas left out */
    uint32_t behind;      /* behind the appositions too */
    uint32_t person;      /* index of a person's name in it, or NO_TOKEN */
} isn_phrase;

/* The noun phrase that begins at `at`; `cue` (may be NULL) tells what would
 * be its verb's complement, where the phrase ends at the latest.  `split`:
 * the verb's object may follow without any mark between. */
bool isn_phrase_at(const isn_scene *scene, const isn_cue *cue, uint32_t at,
                   uint32_t last, bool split, isn_phrase *out);

/* Behind dates, commas, connectors and قد, from `at`. */
uint32_t isn_skip_adverbs(const isn_scene *scene, uint32_t at, uint32_t last);

/* The phrase before the verb that is its subject: «روسيا قالت», «كان الوزير
 * قد أعلن», «الجماعة التي تتحدث عن».  `first`: where the unit begins. */
bool isn_phrase_before(const isn_scene *scene, const isn_cue *cue,
                       uint32_t first, isn_phrase *out);

/* One who spoke, as later verbs may take him up. */
typedef struct isn_voice {
    isnad_party party;
    const char *kind; /* of source: static */
    bool feminine, plural;
} isn_voice;

enum { ISN_VOICES = 8 };

/* Who spoke before, the latest last. */
typedef struct isn_voices {
    isn_voice items[ISN_VOICES];
    uint32_t count; /* ever */
} isn_voices;

void isn_voices_add(isn_voices *voices, const isn_voice *voice);

/* The latest one that agrees with the verb in gender and number; NULL where
 * nobody has spoken yet. */
const isn_voice *isn_voices_last(const isn_voices *voices, const isn_cue *cue);

/* Does the phrase name somebody who can speak: a name, an office, a group? */
bool isn_is_somebody(const isn_scene *scene, const isn_phrase *phrase);

/* The party that the phrase names. */
isnad_status isn_party_of(isn_scene *scene, const isn_phrase *phrase,
                          isn_voice *out);

/* The party of tokens [first, last) as they stand. */
isnad_status isn_party_words(isn_scene *scene, uint32_t first, uint32_t last,
                             isnad_party *out);

/* Who acts in [first, last), though no verb of saying has him beside it: the
 * phrase behind the first verb, else the first person named there, or the
 * last one where `latest`. */
bool isn_actor_in(isn_scene *scene, uint32_t first, uint32_t last, bool latest,
                  isn_voice *out);

#endif
