/* Corrections as the linkers of names ask for them. */
#ifndef ISN_CORRECTIONS_H
#define ISN_CORRECTIONS_H

#include <stdbool.h>

#include "core/docdata.h"
#include "isnad/corrections.h"

#define ISN_NO_GROUP UINT32_MAX

/* The group of a name: names that are merged, or renamed to one another, have
 * the same one.  ISN_NO_GROUP where no correction is about it; `corrections`
 * may be NULL in all of these. */
uint32_t isn_corrections_group(const isnad_corrections *corrections,
                               const char *name);

/* How many groups there are: their numbers are smaller. */
uint32_t isn_corrections_groups(const isnad_corrections *corrections);

bool isn_corrections_ignore(const isnad_corrections *corrections,
                            const char *name);

/* Under which name the group is shown, or NULL: nothing is said. */
const char *isn_corrections_name(const isnad_corrections *corrections,
                                 uint32_t group);

/* May a name of `group` denote what is of `other` already?  of_group[g] is
 * where the names of group g went, or ISN_NO_GROUP. */
bool isn_corrections_allow(const isnad_corrections *corrections, uint32_t group,
                           const uint32_t *of_group, uint32_t other);

#endif
