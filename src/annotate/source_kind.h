/* What kind of source a speaker is, by the noun that names him. */
#ifndef ISN_SOURCE_KIND_H
#define ISN_SOURCE_KIND_H

#include "annotate/phrase.h"

/* named, office, document, media, social, eyewitness, unnamed or nobody, as
 * docs/statements.md tells; static. */
const char *isn_source_kind(const isn_scene *scene, const isn_phrase *phrase);

/* «محققون», «مصادر»: nobody in particular, whatever they belong to. */
bool isn_source_anonymous(const isn_scene *scene, uint32_t at);

/* «عائلة فلان», «أنصار فلان»: those around a person, who is not the one who
 * speaks. */
bool isn_source_around(const isn_scene *scene, uint32_t at);

#endif
