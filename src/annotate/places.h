/* Where a place is: which entry of the gazetteer a name means. */
#ifndef ISN_PLACES_H
#define ISN_PLACES_H

#include "core/docdata.h"
#include "lang/gazetteer.h"

/* Sets isnad_entity.location of the places among doc->entities.  What speaks
 * for a namesake: its region and country elsewhere in the document, near by
 * above all («طرابلس» beside «مصراتة»); the region that follows it («باريس
 * بولاية تكساس»); the noun before it (ولاية, حي); the country of the outlet;
 * and, where nothing else tells, how many people live there.  Nothing is set
 * where two are as likely. */
isnad_status isn_locations_find(isnad_doc *doc);

/* The same for any words of the document, be they a name or not.  *place is
 * NULL where the gazetteer does not know them or nothing tells which place is
 * meant. */
isnad_status isn_location_of_words(isnad_doc *doc, isnad_span words,
                                   const isn_location **place);

#endif
