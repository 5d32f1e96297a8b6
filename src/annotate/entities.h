/* Who is meant: names of one document joined into entities, and noun phrases
 * («الرئيس الكازاخستاني», «وزير الدفاع», «المنظمة») resolved to them. */
#ifndef ISN_ENTITIES_H
#define ISN_ENTITIES_H

#include "core/docdata.h"

/* Joins doc->names into doc->entities (name->entity is set), locates the
 * places among them, collects doc->roles and gives each person its fullest
 * role.  Called by isn_annotate_names; replaces what was there. */
isnad_status isn_entities_link(isnad_doc *doc);

/* Which entity the noun phrase `words` denotes: a name with or without title,
 * a role («رئيس كازاخستان», «الرئيس الكازاخستاني», «وزير الدفاع») or a bare
 * head («الوزارة», «المنظمة», «الرئيس»).  `sentence` is where the phrase
 * stands: the nearest mention there or before wins, a later one is taken
 * where none was before.  ISNAD_NO_ENTITY where the document does not tell. */
uint32_t isn_entity_of_words(const isnad_doc *doc, isnad_span words,
                             uint32_t sentence);

/* The name that covers token `at`, or NULL. */
const isnad_name *isn_name_at(const isnad_doc *doc, uint32_t at);

#endif
