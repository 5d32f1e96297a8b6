/* Everything isnad offers to programs. */
#ifndef ISNAD_H
#define ISNAD_H

#include "isnad/corrections.h"
#include "isnad/doc.h"
#include "isnad/flow.h"
#include "isnad/report.h"
#include "isnad/search.h"
#include "isnad/span.h"
#include "isnad/status.h"
#include "isnad/store.h"
#include "isnad/story.h"

/* The version of the library, "0.1.0"; a constant string. */
const char *isnad_version(void);

#endif
