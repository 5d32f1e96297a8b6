/* Who says it: whom a noun phrase means, and who spoke before. */
#ifndef ISN_SPEAKER_H
#define ISN_SPEAKER_H

#include "annotate/phrase.h"

/* One who spoke, as later verbs may take him up. */
typedef struct isn_voice {
    isnad_party party;
    const char *kind; /* of source: static */
    bool feminine, plural;
    bool written; /* in a document: verbs may have its gender, too */
} isn_voice;

/* May a verb of this gender take him up? */
static inline bool isn_voice_agrees(const isn_voice *voice, bool feminine)
{
    return voice->written || voice->feminine == feminine;
}

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

/* The party that the phrase names. */
isnad_status isn_party_of(isn_scene *scene, const isn_phrase *phrase,
                          isn_voice *out);

/* The party of tokens [first, last) as they stand. */
isnad_status isn_party_words(isn_scene *scene, uint32_t first, uint32_t last,
                             isnad_party *out);

/* The person (or other entity) that name `index` of the document names. */
isnad_status isn_party_of_name(isn_scene *scene, uint32_t index,
                               isn_voice *out);

#endif
