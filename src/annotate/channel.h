/* What a statement is published in: documents, talks, posts, media. */
#ifndef ISN_CHANNEL_H
#define ISN_CHANNEL_H

#include "annotate/speaker.h"

/* The key under which all spellings of one house are known (channels.txt), or
 * NULL.  `name` may be NULL; the key is static. */
const char *isn_house_of(const char *name);

/* The kind of channel at `at` (ISN_CHANNEL_KIND_…) with its length in tokens,
 * or -1.  `tokens` may be NULL. */
int isn_channel_kind(const isn_scene *scene, uint32_t at, uint32_t *tokens);

/* The medium named by the phrase, without its class word. */
isnad_status isn_medium_of(isn_scene *scene, const isn_phrase *phrase,
                           isnad_party *out);

/* Is the noun at `at` a document, a talk or a post? */
bool isn_is_document(const isn_scene *scene, uint32_t at);
/* Is it a network («تويتر»), which speaks as a company too? */
bool isn_is_network(const isn_scene *scene, uint32_t at);
/* Is it a medium: a class word of media, or the name of one? */
bool isn_is_medium(const isn_scene *scene, uint32_t at);

/* Who stands behind the document that `phrase` names, the words behind its own
 * beginning at `at`: «بيان نشره المكتب», «تقرير للهيئة», «بيان المنظمة». */
bool isn_owner_of(const isn_scene *scene, const isn_phrase *phrase, uint32_t at,
                  uint32_t last, isn_phrase *owner);

#endif
