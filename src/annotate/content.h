/* What was said: how far it reaches. */
#ifndef ISN_CONTENT_H
#define ISN_CONTENT_H

#include "annotate/speech.h"

/* Does the participle report speech where it stands («…، مشيرا إلى أن …»)?
 * *out (may be NULL): its complement. */
bool isn_participle_speaks(const isn_scene *scene, const isn_cue *cue,
                           uint32_t last, isn_complement *out);

/* Does the noun at `at` look like one that names an action (تفعيل, إفعال,
 * انفعال, استفعال …) or stand in the table of such nouns? */
bool isn_action_noun(const isn_scene *scene, uint32_t at);

/* How far he goes on who speaks behind a colon without quotation marks: to the
 * end of the sentence, at most `last`, or to «…، مضيفا أن». */
uint32_t isn_spoken_end(const isn_scene *scene, uint32_t first, uint32_t last);

/* Where the reported clause that begins at `first` ends: behind its last
 * token.  `last`: the end of the unit. */
uint32_t isn_content_end(const isn_scene *scene, uint32_t first, uint32_t last,
                         bool object);

#endif
