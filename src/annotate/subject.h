/* Subjects that stand before their verb, or elsewhere in the sentence. */
#ifndef ISN_SUBJECT_H
#define ISN_SUBJECT_H

#include "annotate/channel.h"

/* The phrase before the verb that is its subject: «روسيا قالت», «كان الوزير
 * قد أعلن», «الجماعة التي تتحدث عن».  `first`: where the unit begins. */
bool isn_phrase_before(const isn_scene *scene, const isn_cue *cue,
                       uint32_t first, isn_phrase *out);

/* Who acts in [first, last), though no verb of saying has him beside it: the
 * phrase behind the first verb, else the first person named there, or the
 * last one where `latest`. */
bool isn_actor_in(isn_scene *scene, uint32_t first, uint32_t last, bool latest,
                  isn_voice *out);

#endif
