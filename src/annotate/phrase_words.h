/* What goes on with a noun phrase, word by word, and what ends it. */
#ifndef ISN_PHRASE_WORDS_H
#define ISN_PHRASE_WORDS_H

#include "annotate/phrase.h"

/* All ask of the phrase that begins at token `first` whether the word at `at`
 * belongs to it. */

/* Begins a word of this class the phrase? */
bool isn_headed_by(const isn_scene *scene, uint32_t first, unsigned cls);

/* A frame that no phrase holds: أن, بحسب … */
bool isn_frame_stops(const isn_scene *scene, uint32_t at);

/* «باسم», «باسمها»; «باسمه» folds to a girl's name, which is no word cut. */
bool isn_in_name_of(const isn_scene *scene, uint32_t at);

/* May the preposition at `at` tie a further noun to the phrase?  «السفير
 * الروسي في لندن», «عدد من الخبراء», «المتحدث باسم الوزارة». */
bool isn_noun_ties(const isn_scene *scene, const isn_cue *cue, uint32_t first,
                   uint32_t at, uint32_t last);

/* «لاتحاد», «لقطر» tie a noun too, but «لرويترز» is who was told. */
bool isn_clitic_ties(const isn_scene *scene, uint32_t first, uint32_t at);

/* Behind a definite word or a name of a place an indefinite one, or one with
 * a pronoun, begins something else: an adjective would be definite too. */
bool isn_closed_before(const isn_scene *scene, uint32_t first, uint32_t at);

/* A definite noun that cannot be an adjective of what stands before: a new
 * phrase begins, the verb's addressee («دعا الصندوق الحكومة»). */
bool isn_new_head(const isn_scene *scene, uint32_t first, uint32_t at);

/* «تبنت جماعة مسلحة الهجوم»: behind an indefinite noun with its adjective a
 * definite one is no part of it. */
bool isn_indefinite_closes(const isn_scene *scene, uint32_t first, uint32_t at);

/* «السفير الطرفين», «الصحيفة الاتفاق»: the second definite noun does not agree
 * with the first and is no adjective of it. */
bool isn_gender_clashes(const isn_scene *scene, uint32_t first, uint32_t at);

/* «مبتسما», «قائلة»: how it was said; «ذلك» alone: what was. */
bool isn_is_adverbial(const isn_scene *scene, uint32_t at);
/* Is the noun at `at` a body, and no person? */
bool isn_is_office(const isn_scene *scene, uint32_t at);
/* Is the name at `at` the complement of the noun before it («محامي فلان»)? */
bool isn_in_construct(const isn_scene *scene, uint32_t first, uint32_t at);
/* Is `at` a medium that was told: «قال مسؤول لوكالة الأنباء»? */
bool isn_is_told(const isn_scene *scene, uint32_t first, uint32_t at);
/* Is the noun a plural of people in the nominative: «مشجعو النادي»? */
bool isn_are_several(const isn_scene *scene, uint32_t first);
/* May `at` stand in the description of the office of whom `cue` has speak? */
bool isn_describes_office(const isn_scene *scene, const isn_cue *cue,
                          uint32_t at, uint32_t last);

#endif
