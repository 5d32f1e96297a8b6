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

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

/* The version of the library, "0.1.0"; a constant string. */
const char *isnad_version(void);

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop

#endif
