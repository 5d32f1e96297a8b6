/* What the text calls people besides their names. */
#ifndef ISN_ROLES_H
#define ISN_ROLES_H

#include "core/docdata.h"

/* Fills doc->roles from the titles before, behind and in relative clauses
 * after doc->names, and sets isnad_entity.role.  doc->names have entities. */
isnad_status isn_roles_collect(isnad_doc *doc);

#endif
